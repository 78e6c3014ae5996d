"""A change that met somebody else's save: it waits, with both versions, until a planner decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.app.state import Level, SaveConflict, State
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.plan.history.conflict import Conflict, Difference, conflict_of
from plc_budget.plan.history.log import History, read_history
from plc_budget.plan.storage.folder import load_files

if TYPE_CHECKING:
    from plc_budget.plan.storage.snapshot import Files

Message = Mapping[str, Any]
_SEVERAL = "several"
"""What a message does that holds several, in ``messages``."""
_DECIDE = text("Decide first, above, what becomes of your change; nothing was done.")
_WAITS = text("This change waits, too: decide first, above, what becomes of it.")


def waiting_too(state: State, conflict: SaveConflict, message: Message, ours: Files) -> State:
    """Let one more change wait with what waits already; nothing is saved meanwhile.

    Parameters
    ----------
    state : State
        The state.
    conflict : SaveConflict
        What waits on it.
    message : mapping
        What asked for the change.
    ours : mapping of str to bytes
        The files as the change alone would make them.
    """
    theirs, _ = load_files(state.folder)
    again = _conflict(state, conflict, ours, theirs or conflict.conflict.theirs)
    messages = [*messages_of(conflict), message]
    both = SaveConflict(again, {"do": _SEVERAL, "messages": messages})
    return replace(state, conflict=both).with_status(Level.FAILED, _WAITS)


def messages_of(conflict: SaveConflict) -> list[Message]:
    """Return what asked for the changes that wait, the oldest first."""
    message = conflict.message
    return list(message["messages"]) if message.get("do") == _SEVERAL else [message]


def refresh_conflict(state: State, conflict: SaveConflict) -> State:
    """Show their version as it is now, while ours waits.

    Parameters
    ----------
    state : State
        The state.
    conflict : SaveConflict
        What waits on it.

    Returns
    -------
    State
        The same when theirs is as it was shown, or cannot be read now.
    """
    theirs, findings = load_files(state.folder)
    if has_errors(findings) or theirs == conflict.conflict.theirs:
        return state
    again = _conflict(state, conflict, conflict.conflict.ours, theirs)
    return replace(state, conflict=SaveConflict(again, conflict.message))


def refuse_undecided(state: State, conflict: SaveConflict) -> State:
    """Say that a change waits, and that nothing else is done meanwhile."""
    return refresh_conflict(state, conflict).with_status(Level.FAILED, _DECIDE)


def _conflict(state: State, conflict: SaveConflict, ours: Files, theirs: Files) -> Conflict:
    """Put both versions side by side; what waits already is part of ours."""
    history, _ = read_history(state.folder)
    new = conflict_of(state.opened.files, ours, theirs, history or History())
    return replace(new, differences=_joined(conflict.conflict.differences, new.differences))


def _joined(before: Iterable[Difference], now: Iterable[Difference]) -> tuple[Difference, ...]:
    """Add what we changed before; of a field that we changed twice, the later counts."""
    joined = {_field(one): replace(one, theirs=one.base) for one in before if one.ours != one.base}
    for one in now:
        old = joined.get(_field(one))
        is_newer = old is None or one.ours != one.base
        joined[_field(one)] = one if is_newer else replace(one, ours=old.ours)  # type: ignore[union-attr]
    return tuple(joined.values())


def _field(one: Difference) -> tuple[str, str, str]:
    return one.file, one.line, one.field
