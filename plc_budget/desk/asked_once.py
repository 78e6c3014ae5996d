"""Why less is spent than was approved: asked of the line in 核定對照 and of the total in the checks.

It is one question, so one answer settles both: what is recorded in one place is recorded in the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plc_budget.checks.answering import recorded
from plc_budget.comparison import approved_and_working
from plc_budget.desk.applying import applied
from plc_budget.desk.past import is_scenario
from plc_budget.desk.state import State, Tone
from plc_budget.language import text
from plc_budget.plan.history.remarks import record_reason
from plc_budget.plan.storage.snapshot import APPROVED

if TYPE_CHECKING:
    from plc_budget.comparison import LineChange
    from plc_budget.desk.panels import Message
    from plc_budget.findings import Finding

UNSPENT = "BUDGET-UNDER"
"""Code of the finding that the total leaves part of what was approved unspent."""


def total_explained(state: State, message: Message) -> State:
    """Record why the total is lower, once every line that was lowered has its reason.

    Parameters
    ----------
    state : State
        The desk, after the reason of a line was recorded.
    message : mapping
        What asked for it.

    Returns
    -------
    State
        The same where nothing is left to explain, or a line still has no reason.
    """
    finding = _unspent(state)
    lines = _lowered(state) if finding else []
    if finding is None or not lines or not all(line.reason for line in lines):
        return state
    reason = "；".join(dict.fromkeys(f"{line.line.name}：{line.reason}" for line in lines))
    details: Mapping[str, object] = recorded(
        state.plan.details.answers, state.findings, finding, reason
    )
    after = applied(state, message, details=details)
    if after.said.tone is not Tone.DONE:
        return after
    words = text("{said} It is the reason for the amount that is left, too.", said=state.said.words)
    return after.saying(Tone.DONE, words)


def lines_explained(state: State, finding: Finding, reason: str) -> None:
    """Record why lines were lowered since the approval, where that was asked of the total.

    Parameters
    ----------
    state : State
        The desk, after the reason for a finding was recorded.
    finding : Finding
        What it was recorded for; nothing is done for any but the unspent total.
    reason : str
        In the planner's own words.
    """
    open_ones = [line for line in _lowered(state) if not line.reason]
    if finding.code == UNSPENT and open_ones:
        name = "、".join(line.line.name for line in open_ones)
        record_reason(state.folder, [line.code for line in open_ones], reason, name=name)


def _unspent(state: State) -> Finding | None:
    return next((one for one in state.findings if one.code == UNSPENT and one.is_open), None)


def _lowered(state: State) -> list[LineChange]:
    """List the lines that come to less than was approved."""
    if is_scenario(state) or not (state.folder / APPROVED).is_dir():
        return []
    found, _ = approved_and_working(state.folder)
    return [line for line in found.comparison.changed if line.difference < 0] if found else []
