"""Somebody else saved first: both versions line by line, and what becomes of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.app.carrying import move_message
from plc_budget.app.saving import reload
from plc_budget.app.standing import messages_of, refresh_conflict
from plc_budget.app.state import Level, SaveConflict, State
from plc_budget.app.texts import columns, labels
from plc_budget.app.update import update
from plc_budget.language import text
from plc_budget.plan.history.change_words import subject, value_words
from plc_budget.plan.history.changes import FieldChange

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message, View
    from plc_budget.plan.history.conflict import Difference
    from plc_budget.plan.history.steps import Step

TITLE = text("Somebody else saved first")
_WORDS = {
    "title": TITLE,
    "says": text(
        "Your change is not saved yet, and nothing was overwritten. Compare both versions and decide."
    ),
    "field": text("field"),
    "base": text("before"),
    "ours": text("yours"),
    "theirs": text("theirs"),
    "contested": text("changed by both"),
    "differences": text("What differs, field by field"),
    "who": text("saved meanwhile"),
    "take": text("Take their version"),
    "take_means": text("Your change is dropped; their version stays as it is."),
    "again": text("Make my change again on their version"),
    "again_means": text(
        "What both changed becomes as you had it, as a step that can be undone; all else of theirs stays."
    ),
    "same": text("(as before)"),
}
_WHOLE = text("another file")
_ONCE_MORE = text(
    "Their version was saved once more; it is shown here anew. Decide by what is there now."
)
_TAKEN = text("Their version is shown; your change was dropped.")
_LONGEST = 300


def view(state: State) -> View:
    """Return both versions; empty while nothing waits."""
    conflict = state.conflict
    if conflict is None:
        return {}
    items = _items(state, conflict)
    return {
        "words": labels(_WORDS),
        "rows": [_row(one, items) for one in _in_order(conflict)],
        "who": [_who(step) for step in conflict.conflict.since],
    }


def _in_order(conflict: SaveConflict) -> list[Difference]:
    """Sort what both changed to the top, then what we changed."""
    return sorted(
        conflict.conflict.differences, key=lambda one: (not one.is_contested, one.ours == one.base)
    )


def _items(state: State, conflict: SaveConflict) -> dict[str, str]:
    """Name every line by its printed item, those that only one version has included."""
    named = {
        one.line: one.theirs or one.ours or one.base or ""
        for one in conflict.conflict.differences
        if one.field == "item"
    }
    return {**named, **{line.code: line.name for line in state.plan.budget.lines}}


def _row(one: Difference, items: Mapping[str, str]) -> dict[str, Any]:
    change = FieldChange(one.file, one.line, one.field, one.base, one.ours)
    return {
        "what": str(subject(change, items)),
        "base": _shown(change, one.base),
        "ours": "" if one.ours == one.base else _shown(change, one.ours),
        "theirs": "" if one.theirs == one.base else _shown(change, one.theirs),
        "contested": one.is_contested,
    }


def _shown(change: FieldChange, value: str | None) -> str:
    words = str(_WHOLE if not change.field else value_words(change, value))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _who(step: Step) -> dict[str, str]:
    return {
        "who": step.who,
        "when": f"{step.when:%Y-%m-%d %H:%M}",
        "what": f"{step.kind.words} {step.name}".strip(),
        "reason": step.reason,
    }


def words_of(state: State) -> str:
    """Write both versions as text; nothing while nothing waits."""
    shown = view(state)
    if not shown:
        return ""
    head = [str(_WORDS[name]) for name in ("field", "base", "ours", "theirs", "contested")]
    same = str(_WORDS["same"])
    rows = [
        [
            row["what"],
            row["base"],
            row["ours"] or same,
            row["theirs"] or same,
            "✗" if row["contested"] else "",
        ]
        for row in shown["rows"]
    ]
    return f"{TITLE}\n{columns([head, *rows])}"


def _fresh(state: State, conflict: SaveConflict) -> State | None:
    """Read their version; None, and nothing is decided, when it is not the one that was shown."""
    if refresh_conflict(state, conflict) is not state:
        return None
    fresh = reload(replace(state, conflict=None))
    return None if fresh.status.level is Level.FAILED else fresh


def _not_yet(state: State, conflict: SaveConflict) -> State:
    """Show why nothing was decided: theirs is another by now, or cannot be read."""
    now = refresh_conflict(state, conflict)
    if now is not state:
        return now.with_status(Level.FAILED, _ONCE_MORE)
    return replace(state, status=reload(replace(state, conflict=None)).status)


def _take(state: State, _: Message) -> State:
    if state.conflict is None:
        return state
    fresh = _fresh(state, state.conflict)
    return fresh.with_status(Level.NOTE, _TAKEN) if fresh else _not_yet(state, state.conflict)


def _again(state: State, _: Message) -> State:
    """Make every change that waits once more; what keeps one from it is said."""
    if state.conflict is None:
        return state
    fresh = _fresh(state, state.conflict)
    if fresh is None:
        return _not_yet(state, state.conflict)
    said, made_for = [], state.plan.timetable
    for message in messages_of(state.conflict):
        fresh = update(fresh, move_message(message, made_for, fresh.plan.timetable))
        said.append(fresh.status)
    wrong = next((one for one in said if one.level is Level.FAILED), None)
    return fresh if wrong is None else replace(fresh, status=wrong)


ACTIONS: Mapping[str, Action] = {"take": _take, "again": _again}
