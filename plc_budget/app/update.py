"""Update: a message from the screen and the state before it make the next state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.app.opening import open_other, reopen
from plc_budget.app.panels import PANELS, panel
from plc_budget.app.past import steps_done
from plc_budget.app.saving import reload, reload_first, show_plan, with_drafts_at
from plc_budget.app.state import QUIET, Level, State
from plc_budget.findings import has_errors
from plc_budget.language import LANGUAGES, text, use_language
from plc_budget.plan.history.undoing import redo, undo

if TYPE_CHECKING:
    from plc_budget.app.state import Message

_LONGEST_NAME = 40


def update(state: State, message: Message) -> State:
    """Do what a message asks for.

    Parameters
    ----------
    state : State
        The state before it.
    message : mapping
        ``{"panel": …, "do": …}`` and what the action needs; ``panel`` is ``app`` for what concerns
        no single one.

    Returns
    -------
    State
        The state after it; a message nobody understands changes nothing and says so.

    Examples
    --------
    >>> from plc_budget.app.state import open_state
    >>> from plc_budget.shipped import data_folder
    >>> state, _ = open_state(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> update(state, {"panel": "app", "do": "speak", "language": "en"}).language
    'en'
    """
    action = _action(message)
    quiet = replace(state, status=QUIET, focus=None)
    if action is None:
        return quiet.with_status(Level.FAILED, text("The screen asked for something unknown."))
    with use_language(state.language):
        after = action(quiet, message)
        if after is quiet and action is _look:
            return state  # what was said last stands until something else is done
        conflict = after.conflict
        if conflict is None or quiet.conflict is not None or conflict.conflict.contested:
            return after
        merged = panel("conflict").actions["again"](after, {})  # nothing was changed by both
        return after if merged.status.level is Level.FAILED else merged


def _action(message: Message) -> Callable[[State, Message], State] | None:
    name, do = str(message.get("panel", "")), str(message.get("do", ""))
    if name == "app":
        return APP.get(do)
    return panel(name).actions.get(do) if name in PANELS else None


def _undo(state: State, message: Message) -> State:
    return _gone(
        state,
        undo,
        str(message.get("step") or "") or None,
        {"past_approval": bool(message.get("past_approval"))},
    )


def _redo(state: State, message: Message) -> State:
    return _gone(state, redo, str(message.get("step") or "") or None, {})


def _gone(
    state: State, way: Callable[..., Any], step: str | None, options: Mapping[str, Any]
) -> State:
    """Go back or forth, but not over what somebody else did since."""
    now = reload_first(state)
    if now is not state:
        return now
    opened, findings = way(state.folder, step, reason=state.reason, by=state.by, **options)
    if opened is None:
        wrong = tuple(f for f in findings if has_errors([f])) or tuple(findings)
        words = wrong[0].message
        if wrong[0].code == "UNDO-APPROVED":
            words = text(
                "{message} If that is what you want, take it back in the history.", message=words
            )
        return reload(state).with_status(Level.FAILED, words, wrong)
    words = next((f.message for f in findings if f.code in ("UNDONE", "REDONE")), text("Done."))
    return show_plan(_without_undone(with_drafts_at(state, opened)), opened, findings, words)


def _without_undone(state: State) -> State:
    """Take away what waits in cells since a step that is taken back now."""
    done = {"", *(step.id for step in steps_done(state))}
    drafts = {spot: draft for spot, draft in state.drafts.items() if draft.step in done}
    return replace(state, drafts=drafts)


def _speak(state: State, message: Message) -> State:
    language = str(message.get("language"))
    return replace(state, language=language) if language in LANGUAGES else state


def _look(state: State, message: Message) -> State:
    return reopen(state) if message.get("first") else reload(state)


def _because(state: State, message: Message) -> State:
    return replace(state, reason=str(message.get("text", "")).strip()[:500])


def _introduce(state: State, message: Message) -> State:
    """Keep who works here; the history names them."""
    return replace(state, by=" ".join(str(message.get("name", "")).split())[:_LONGEST_NAME])


APP: Mapping[str, Callable[[State, Message], State]] = {
    "undo": _undo,
    "redo": _redo,
    "speak": _speak,
    "look": _look,
    "because": _because,
    "introduce": _introduce,
    "open": open_other,
}
"""What concerns no single panel."""
