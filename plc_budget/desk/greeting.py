"""What a page says when it opens: what was done last, whoever did it and however long ago."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.desk.applying import looked_again
from plc_budget.desk.past import history_of
from plc_budget.desk.state import Said, Tone
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.change_words import items_of, step_told
from plc_budget.plan.history.steps import StepKind

if TYPE_CHECKING:
    from plc_budget.desk.state import State
    from plc_budget.findings import Words


def opened_again(state: State) -> State:
    """Look at the plan as a page does that has just opened.

    A kernel that was warmed up read the plan earlier; what was done since is no surprise to
    somebody who has not seen it yet.

    Parameters
    ----------
    state : State
        The desk, as it was read or as another page left it.
    """
    again = looked_again(state)
    if again.said.tone is Tone.FAILED:
        return again
    return replace(again, said=Said(Tone.NOTE, _done_last(again)))


def _done_last(state: State) -> Words:
    """Say what the last step of the history was; nothing of a plan that was never changed."""
    steps = history_of(state.folder).steps
    if not steps or steps[-1].kind is StepKind.BEGIN:
        return NOTHING
    last = steps[-1]
    what = step_told(last, items_of(state.plan.rows, steps))
    if last.kind is not StepKind.EDIT:
        what = text("{kind}: {what}", kind=last.kind.words, what=what)
    return text("Opened. The last thing done was: {what}.", what=what)
