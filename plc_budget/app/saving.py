"""A change goes into the plan's folder first; only then does the app show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.app.carrying import move_drafts
from plc_budget.app.outcome import outcome, what_changed
from plc_budget.app.standing import refuse_undecided, waiting_too
from plc_budget.app.state import Level, SaveConflict, Spot, State, recheck
from plc_budget.findings import Finding, Words, has_errors
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, read_opened, save
from plc_budget.plan.storage.folder import load_files
from plc_budget.plan.storage.writing import new_files

if TYPE_CHECKING:
    from plc_budget.app.state import Draft, Message
    from plc_budget.tables import BudgetRow, TimetableRow

STORAGE = ("SAVE", "HISTORY", "UNDO", "REDO", "APPROVAL", "SCENARIO")
"""How the codes of findings begin that speak of files, not of the plan."""


def save_change(  # noqa: PLR0913 - a change has that many parts
    state: State,
    message: Message,
    *,
    rows: Sequence[BudgetRow] | None = None,
    timetable: Sequence[TimetableRow] | None = None,
    details: Mapping[str, object] | None = None,
    drafts: Mapping[Spot, Draft] | None = None,
    step: str = "",
    reason: str = "",
) -> State:
    """Save a change as one step of the plan's history, and show the plan as saved.

    Parameters
    ----------
    state : State
        The state before it.
    message : mapping
        What asked for the change; it is repeated if the planner wins a conflict.
    rows, timetable : sequence, optional
        The tables as they shall be.
    details : mapping, optional
        New values of ``plan.toml`` by key, see :func:`plc_budget.plan.history.saving.save`.
    drafts : mapping, optional
        The drafts as they are then; as they were if left out.
    step, reason : str
        What the step is called, and why it is made; the reason of the state if left out.

    Returns
    -------
    State
        With the plan as saved; with a :class:`~plc_budget.app.state.SaveConflict` when somebody else
        saved first, which every further change joins until a planner decides; otherwise with what
        kept it from being saved said in the status line.
    """
    if drafts is not None:
        state = replace(state, drafts=dict(drafts))
    if state.conflict is not None:
        ours = new_files(state.plan, state.opened.files, rows, timetable, details)
        return waiting_too(state, state.conflict, message, ours)
    saved, findings = save(
        state.opened,
        rows=rows,
        timetable=timetable,
        details=details,
        step=step,
        reason=reason or state.reason,
        by=state.by,
    )
    if isinstance(saved, Conflict):
        stopped = replace(state, conflict=SaveConflict(saved, message))
        return stopped.with_status(Level.FAILED, findings[-1].message, tuple(findings))
    if saved is None or has_errors(f for f in findings if f.code.startswith(STORAGE)):
        wrong = [f for f in findings if has_errors([f])]
        return state.with_status(Level.FAILED, wrong[0].message, tuple(wrong))
    return show_plan(state, saved, findings)


def show_plan(
    state: State, opened: Opened, findings: Sequence[Finding], words: Words = NOTHING
) -> State:
    """Show a plan that lies in its folder like this.

    Parameters
    ----------
    state : State
        The state before it.
    opened : Opened
        The plan as saved or read.
    findings : sequence of Finding
        What reading and saving it found.
    words : Text, optional
        What the status line says; what changed if left out.
    """
    found = [finding for finding in findings if not finding.code.startswith(STORAGE)]
    stored = tuple(f for f in findings if f.code.startswith(STORAGE) and f.code != "SAVE-SAME")
    names = {row.code for row in opened.plan.rows}
    drafts = {
        spot: draft
        for spot, draft in state.drafts.items()
        if spot.table != "budget" or spot.row in names
    }
    after = recheck(replace(state, opened=opened, drafts=drafts, conflict=None), found)
    if words == NOTHING:
        words = outcome(what_changed(state, after), state.plan.rows, after.plan.rows)
    return after.with_status(Level.DONE, words, stored)


def with_drafts_at(state: State, opened: Opened) -> State:
    """Return the state with its drafts where their rows stand in a plan that was not made here."""
    drafts = move_drafts(state.drafts, state.plan.timetable, opened.plan.timetable)
    return replace(state, drafts=drafts)


def reload(state: State, *, is_quiet: bool = True) -> State:
    """Read the plan again if somebody else changed it; a change that waits keeps what it was made from.

    Parameters
    ----------
    state : State
        The state.
    is_quiet : bool
        Whether nothing is said when nothing changed.
    """
    if state.conflict is not None:
        return refuse_undecided(state, state.conflict)
    files, findings = load_files(state.folder)
    if files == state.opened.files and not has_errors(findings):
        words = text("Nothing was changed elsewhere.")
        return state if is_quiet else state.with_status(Level.NOTE, words)
    opened, found = read_opened(state.folder, files) if not has_errors(findings) else (None, [])
    if opened is None:
        wrong = tuple(f for f in [*findings, *found] if has_errors([f]))
        words = text("The plan was changed elsewhere and cannot be read now; this is how it was.")
        return state.with_status(Level.FAILED, words, wrong)
    words = text("The plan was changed elsewhere; this is how it is now.")
    again = show_plan(with_drafts_at(state, opened), opened, [*findings, *found], words)
    return replace(again, status=replace(again.status, level=Level.NOTE))


def reload_first(state: State) -> State:
    """Read the plan again before something is done on it; if somebody else changed it, say that it was not done.

    Parameters
    ----------
    state : State
        The state.

    Returns
    -------
    State
        The same when nothing changed, so that it can be done.
    """
    now = reload(state)
    if now is state or now.status.level is Level.FAILED:
        return now
    words = text(
        "The plan was changed elsewhere; this is how it is now. What you pressed was not done: look at it, then press again."
    )
    return now.with_status(Level.NOTE, words, now.status.more)
