"""Settings (設定): what decides the rules, the money and the counting; shown first, then applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.app.saving import save_change
from plc_budget.app.settings import (
    BY_KEY,
    GROUPS,
    KINDS,
    SETTINGS,
    SOURCE,
    Setting,
)
from plc_budget.app.settings_preview import (
    Pending,
    Trial,
    effects_of,
    raw_at,
    sources_of,
    try_settings,
)
from plc_budget.app.state import Draft, Level, Spot, State
from plc_budget.app.texts import labels
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.rules import FundingKind

if TYPE_CHECKING:
    from plc_budget.app.settings import Group
    from plc_budget.app.state import Action, Message, View
    from plc_budget.plan import Plan

TITLE = text("Settings")
_WORDS = {
    "title": TITLE,
    "hint": text("Nothing here is applied before you have seen what it changes."),
    "sources": text("Sources of the money"),
    "source": text("source {number}"),
    "name": text("name"),
    "kind": text("whose money"),
    "share": text("share in %"),
    "add": text("Add a source"),
    "remove": text("Remove the source"),
    "actions": text("row"),
    "was": text("now {value}"),
    "nothing": text("(empty)"),
    "effects": text("What this changes"),
    "apply": text("Apply"),
    "cancel": text("Cancel"),
    "rules": text("Rules"),
    "rule": text("rule"),
    "before": text("before"),
    "after": text("after"),
    "lines": text("Lines"),
    "item": text("item"),
    "quantity": text("quantity"),
    "amount": text("amount"),
    "total": text("total"),
    "approved": text("approved total"),
    "appear": text("This is found then"),
    "go": text("This is found no more"),
    "alter": text("This is said otherwise then"),
    "said": text("until now: {words}"),
    "same": text("No rule, no line, no total and no finding changes by it."),
    "faulty": text("Mend the marked fields first; nothing is applied before."),
    "others": text("rules that this plan does not use: {number}"),
    "no_rules": text("The rules this plan uses stay the same."),
    "no_lines": text("No quantity and no amount changes."),
}
_FAULTY = text("Not every field can be taken over; each says why. Nothing was applied.")
_NO_CHANGE = text("Nothing was changed in the settings.")
_DROPPED = text("The settings stay as they are.")
_MOST_SOURCES = 20


def view(state: State) -> View:
    """Return the settings as typed, and what those that are not applied yet would change."""
    pending = state.of(SETTINGS, Pending())
    trial = try_settings(state, pending)
    changed = bool(trial.details or trial.faults)
    return {
        "words": labels(_WORDS),
        "groups": [_group(state, group, pending, trial) for group in GROUPS],
        "kinds": [[kind, str(words)] for kind, words in KINDS],
        "sources": [
            _source(state.plan, number, pending, trial)
            for number in range(1, len(sources_of(state.plan, pending)) + 1)
        ],
        "changed": changed,
        "faulty": bool(trial.faults),
        "effects": effects_of(state, trial),
    }


def _group(state: State, group: Group, pending: Pending, trial: Trial) -> dict[str, Any]:
    return {
        "title": str(group.title),
        "has_sources": group.has_sources,
        "fields": [
            _field(state.plan, setting, pending, trial)
            for setting in group.settings
            if setting.is_there(state.plan)
        ],
    }


def _field(plan: Plan, setting: Setting, pending: Pending, trial: Trial) -> dict[str, Any]:
    """Show one setting; what it may be chosen from is what the other settings allow."""
    own, spot = setting.shown(plan), Spot(SETTINGS, "", setting.key)
    options = None if setting.options is None else setting.options(trial.book)
    named = {value: str(words) for value, words in options or ()}
    return {
        "key": setting.key,
        "name": str(setting.name),
        "wide": setting.is_wide,
        "options": None if options is None else [[value, named[value]] for value in named],
        **_cell(raw_at(plan, pending, spot), own, named.get(own, own), trial.faults.get(spot)),
    }


def _source(plan: Plan, number: int, pending: Pending, trial: Trial) -> dict[str, Any]:
    """Show a source of money; one that is new was nothing before."""
    own = dict(enumerate(sources_of(plan, Pending()), start=1)).get(number)
    kinds = {str(kind): str(words) for kind, words in KINDS}
    cells = {}
    for place, cell in enumerate(SOURCE):
        spot = Spot(SETTINGS, str(number), cell)
        raw = raw_at(plan, pending, spot)
        was = own[place] if own else raw
        cells[cell] = _cell(raw, was, kinds.get(was, was), trial.faults.get(spot))
    return cells


def _cell(raw: str, own: str, own_words: str, fault: Draft | None) -> dict[str, Any]:
    """Show a cell: its text, what the plan has instead, and why it cannot be taken over."""
    shown: dict[str, Any] = {"text": own if fault else raw}
    if fault is not None:
        says = f"{fault.message} {fault.remedy}".strip()
        shown["mark"] = {"level": "draft", "raw": raw, "says": [says]}
    if raw != own:
        shown["was"] = own_words
    return shown


def words_of(state: State) -> str:
    """Write the settings of the plan as text, each with its value."""
    plan = state.plan
    lines = [str(TITLE)]
    for group in GROUPS:
        lines += [
            f"{setting.name}: {_value(setting, plan)}"
            for setting in group.settings
            if setting.is_there(plan)
        ]
        if group.has_sources:
            lines += [
                f"{source.name}: {dict(KINDS)[source.kind]} {plain(source.share)}%"
                for source in plan.details.funding.sources
            ]
    return "\n".join(lines)


def _value(setting: Setting, plan: Plan) -> str:
    own = setting.shown(plan)
    return str(dict(setting.options(plan.book)).get(own, own) if setting.options else own)


def _set(state: State, message: Message) -> State:
    pending = state.of(SETTINGS, Pending())
    raw = str(message.get("text", ""))
    row, column = str(message.get("row", "")), str(message.get("column", ""))
    if not row and column in BY_KEY:
        return state.keeping(SETTINGS, _with(pending, column, raw, state.plan))
    rows = sources_of(state.plan, pending)
    if column not in SOURCE or not row.isdecimal() or not 1 <= int(row) <= len(rows):
        return _gone(state)
    cells = {**dict(zip(SOURCE, rows[int(row) - 1], strict=True)), column: raw}
    changed = [
        *rows[: int(row) - 1],
        (cells["name"], cells["kind"], cells["share"]),
        *rows[int(row) :],
    ]
    return state.keeping(SETTINGS, replace(pending, sources=tuple(changed)))


def _gone(state: State) -> State:
    return state.with_status(
        Level.FAILED, text("That field is not there any more; nothing was changed.")
    )


def _with(pending: Pending, key: str, raw: str, plan: Plan) -> Pending:
    """Keep what was typed; what is as in the plan is not kept."""
    texts = {**pending.texts, key: raw}
    if raw == BY_KEY[key].shown(plan):
        del texts[key]
    return replace(pending, texts=texts)


def _paste(state: State, message: Message) -> State:
    """Take a pasted block as one text."""
    return _set(state, {**message, "text": " ".join(str(message.get("text", "")).split())})


def _discard(state: State, message: Message) -> State:
    row, column = str(message.get("row", "")), str(message.get("column", ""))
    own = dict(enumerate(sources_of(state.plan, Pending()), start=1))
    if not row and column in BY_KEY:
        return _set(state, {**message, "text": BY_KEY[column].shown(state.plan)})
    known = own.get(int(row), ("", FundingKind.OTHER, "")) if row.isdecimal() else None
    if known is None or column not in SOURCE:
        return _gone(state)
    return _set(state, {**message, "text": known[SOURCE.index(column)]})


def _add(state: State, _: Message) -> State:
    """Add a source of money whose name and share are still to be typed."""
    pending = state.of(SETTINGS, Pending())
    rows = sources_of(state.plan, pending)
    if len(rows) >= _MOST_SOURCES:
        return state.with_status(
            Level.FAILED, text("There are {most} sources at most.", most=_MOST_SOURCES)
        )
    after = state.keeping(SETTINGS, replace(pending, sources=(*rows, ("", FundingKind.COUNTY, ""))))
    return replace(after, focus=Spot(SETTINGS, str(len(rows) + 1), "name"))


def _remove(state: State, message: Message) -> State:
    pending = state.of(SETTINGS, Pending())
    rows, row = sources_of(state.plan, pending), str(message.get("row", ""))
    if not row.isdecimal() or not 1 <= int(row) <= len(rows):
        return _gone(state)
    if len(rows) == 1:
        return state.with_status(Level.FAILED, text("A plan has one source of money at least."))
    left = (*rows[: int(row) - 1], *rows[int(row) :])
    return state.keeping(SETTINGS, replace(pending, sources=left))


def _apply(state: State, message: Message) -> State:
    """Apply everything that was typed as one step; the message says it all, to be repeated."""
    pending = _said(message) or state.of(SETTINGS, Pending())
    trial = try_settings(state, pending)
    if trial.faults:
        return state.keeping(SETTINGS, pending).with_status(Level.FAILED, _FAULTY)
    if not trial.details:
        return state.keeping(SETTINGS, Pending()).with_status(Level.NOTE, _NO_CHANGE)
    whole = {
        "panel": SETTINGS,
        "do": "apply",
        "texts": dict(pending.texts),
        "sources": pending.sources,
    }
    after = save_change(state, whole, rows=trial.rows, details=trial.details)
    is_kept = after.status.level is Level.FAILED and after.conflict is None
    return after if is_kept else after.keeping(SETTINGS, Pending())


def _said(message: Message) -> Pending | None:
    texts, sources = message.get("texts"), message.get("sources")
    if not isinstance(texts, dict):
        return None
    return Pending(texts, None if sources is None else tuple(sources))


def _cancel(state: State, _: Message) -> State:
    return state.keeping(SETTINGS, Pending()).with_status(Level.NOTE, _DROPPED)


ACTIONS: Mapping[str, Action] = {
    "set": _set,
    "paste": _paste,
    "discard": _discard,
    "add": _add,
    "remove": _remove,
    "apply": _apply,
    "cancel": _cancel,
}
