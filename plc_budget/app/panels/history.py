"""異動紀錄: every step, the latest first, with what it changed and why; back and forth in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plc_budget.app.past import history_of
from plc_budget.app.texts import labels
from plc_budget.dates import read_date, roc_date
from plc_budget.language import Series, text
from plc_budget.plan.history.answer_words import is_of_answer
from plc_budget.plan.history.change_words import about_words, changes_words, items_of
from plc_budget.plan.history.log import approved_steps, done_and_undone, hashes
from plc_budget.plan.history.steps import UNDOABLE, StepKind

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message, State, View
    from plc_budget.findings import Words
    from plc_budget.plan.history.steps import Step

TITLE = text("History")
_NONE = text(
    "Nothing was changed yet. Every change is kept here with its reason, and can be undone."
)
_WORDS = {
    "caption": text("What was changed, the latest first"),
    "when": text("when"),
    "who": text("who"),
    "what": text("what"),
    "reason": text("reason"),
    "actions": text("back and forth"),
    "undo": text("Undo"),
    "undo_to": text("Back to before this…"),
    "redo": text("Redo"),
    "redo_to": text("Redo up to here…"),
    "sure": text("Do it"),
    "cancel": text("Cancel"),
    "undone": text("taken back"),
    "more": text("Show earlier steps"),
    "approved": text("part of what was approved"),
}
_PAGE = 50
_MOST_CHANGES = 6


@dataclass(frozen=True)
class _Stacks:
    """Which steps stand and which can be redone, each by its id, with how many go with it."""

    undo: Mapping[str, int]
    redo: Mapping[str, int]
    approved: frozenset[str]


def view(state: State) -> View:
    """Return the latest steps, and what an undo or a redo of each would take with it."""
    steps = history_of(state.folder).steps
    shown, stacks = _shown(state, steps), _stacks(steps)
    items = items_of(state.plan.rows, steps)
    return {
        "words": labels(_WORDS),
        "none": "" if steps else str(_NONE),
        "steps": [_step(step, items, stacks, _name(step, steps)) for step in shown],
        "left": len(steps) - len(shown),
        "counted": str(text("{shown} of {all} steps", shown=len(shown), all=len(steps))),
        "note": _outside(state, steps),
    }


def _shown(state: State, steps: Sequence[Step]) -> list[Step]:
    return list(reversed(steps))[: state.of("history", _PAGE)]


def _stacks(steps: Sequence[Step]) -> _Stacks:
    done, undone = done_and_undone(steps)
    return _Stacks(
        {step.id: len(done) - place for place, step in enumerate(done)},
        {step.id: len(undone) - place for place, step in enumerate(undone)},
        frozenset(approved_steps(steps)),
    )


def _name(step: Step, steps: Sequence[Step]) -> str:
    """Name a step; one that took others back, or did them again, by these."""
    if not step.steps:
        return step.name
    past = [other for other in steps if other.id in step.steps]
    return str(Series(tuple(text("“{name}”", name=s.name or s.kind.words) for s in past)))


def _step(step: Step, items: Mapping[str, str], stacks: _Stacks, name: str) -> dict[str, Any]:
    changes = _changes(step, items)
    rest = len(changes) - _MOST_CHANGES
    return {
        "id": step.id,
        "when": f"{step.when:%Y-%m-%d %H:%M}",
        "who": step.who,
        "kind": str(step.kind.words),
        "name": name,
        "changes": changes[:_MOST_CHANGES] or _about(step),
        "rest": str(text("and {number} more", number=rest)) if rest > 0 else "",
        "reason": step.reason,
        "undone": _is_undone(step, stacks),
        "undo": _way(step, stacks, is_back=True),
        "redo": _way(step, stacks, is_back=False),
    }


def _changes(step: Step, items: Mapping[str, str]) -> list[str]:
    """Write what a step changed; of a reason only its words where the step is called after it."""
    is_back = step.kind is StepKind.UNDO
    changes = [str(words) for words in changes_words(step.changes, items, is_back=is_back)]
    if len(changes) != 1 or not is_of_answer(step.changes[0]):
        return changes
    return [changes[0].removeprefix(step.name).lstrip("：: ") or changes[0]]


def _about(step: Step) -> list[str]:
    """Say what an approval or a scenario is about, beside its name."""
    if step.kind is StepKind.CORRECT:
        return []  # its name says what was written and what is meant
    day, total = step.about.get("on"), step.about.get("total")
    if step.kind is not StepKind.APPROVE or not isinstance(total, int):
        return [words for words in about_words(step) if words != step.name]
    return [str(text("{day}, {total:,} NTD", day=_day(str(day)), total=total))]


def _day(words: str) -> str:
    try:
        return roc_date(read_date(words))
    except ValueError:
        return words


def _is_undone(step: Step, stacks: _Stacks) -> bool:
    return step.kind in UNDOABLE and step.id not in stacks.undo


def _way(step: Step, stacks: _Stacks, *, is_back: bool) -> dict[str, Any] | None:
    """Return what going there takes with it; None where that is no way."""
    number = (stacks.undo if is_back else stacks.redo).get(step.id)
    if number is None:
        return None
    is_approved = is_back and step.id in stacks.approved
    return {
        "number": number,
        "says": str(_before_going(number - 1, is_back=is_back, is_approved=is_approved)),
        "approved": is_approved,
    }


def _before_going(more: int, *, is_back: bool, is_approved: bool) -> Words:
    if not is_back:
        return (
            text("Does this step and the {more} before it again.", more=more)
            if more
            else text("Does this step again.")
        )
    what = (
        text("Takes back this step and the {more} after it.", more=more)
        if more
        else text("Takes back this step.")
    )
    if not is_approved:
        return what
    return text(
        "{what} It is part of what was approved; the approved copy stays as it is.", what=what
    )


def _outside(state: State, steps: Sequence[Step]) -> str:
    """Say that the plan is not as the last step left it: somebody changed it in another program."""
    if not steps or steps[-1].after == hashes(state.opened.files):
        return ""
    return str(
        text(
            "The plan was changed in another program; that is recorded with the next change made here."
        )
    )


def words_of(state: State) -> str:
    """Write the steps as text: what and why, the latest first; neither times nor names of people."""
    steps = history_of(state.folder).steps
    if not steps:
        return f"{TITLE}\n{_NONE}"
    stacks, items = _stacks(steps), items_of(state.plan.rows, steps)
    lines = [_line(_step(step, items, stacks, _name(step, steps))) for step in _shown(state, steps)]
    return "\n".join([str(TITLE), *lines])


def _line(shown: Mapping[str, Any]) -> str:
    name = f"{shown['kind']} {shown['name']}".rstrip()
    mark = f" ({_WORDS['undone']})" if shown["undone"] else ""
    changes = "; ".join([*shown["changes"], shown["rest"]]).strip("; ")
    more = [part for part in (changes, shown["reason"]) if part]
    return f"- {' | '.join([name + mark, *more])}"


def _more(state: State, _: Message) -> State:
    return state.keeping("history", state.of("history", _PAGE) + _PAGE)


ACTIONS: Mapping[str, Action] = {"more": _more}
