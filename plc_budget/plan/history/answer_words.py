"""Recorded reasons that came, went or were worded anew, told by what they are about.

``plan.toml`` numbers its reasons, and its keys name checks and lines by their codes; nobody who
reads a history has to know either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plc_budget.language import Bilingual, Text, text
from plc_budget.plan.history.changes import FieldChange
from plc_budget.plan.reading import FILE

_KEY = re.compile(r"answers\[(\d+)\]\.(\w+)")
_REASON = "reason"


class _Entry(NamedTuple):
    """What changed of one reason, by key: as it was and as it is."""

    before: Mapping[str, str]
    after: Mapping[str, str]


def is_of_answer(change: FieldChange) -> bool:
    """Tell whether a change is one of a recorded reason."""
    return change.file == FILE and _KEY.fullmatch(change.field) is not None


def answers_words(changes: Sequence[FieldChange], items: Mapping[str, str]) -> list[Text]:
    """Write what became of the recorded reasons, one sentence for each.

    Parameters
    ----------
    changes : sequence of Change
        Of one step; others than those of reasons are passed over.
    items : mapping of str to str
        The printed item of each code.

    Examples
    --------
    >>> new = {"code": "COPIES", "line": "printing", "stake": "8000", "reason": "會前寄送"}
    >>> changes = [FieldChange("plan.toml", "", f"answers[4].{k}", None, v) for k, v in new.items()]
    >>> answers_words(changes, {"printing": "印刷費"})[0].render("en")
    'reason recorded: 印刷費 (8,000 NTD at stake): 會前寄送'
    """
    entries = _entries(changes)
    was = {entry.before.get(_REASON) for entry in entries}
    now = {entry.after.get(_REASON) for entry in entries}
    told = []
    for entry in entries:
        gone, come = entry.before.get(_REASON), entry.after.get(_REASON)
        is_gone, is_come = bool(gone) and gone not in now, bool(come) and come not in was
        if is_gone and is_come and {*entry.before, *entry.after} == {_REASON}:
            told.append(text("reason changed: {before} → {after}", before=gone, after=come))
            continue
        if is_gone and not (is_come and entry.before.get("code") == entry.after.get("code")):
            told.append(text("reason removed: {reason}", reason=gone))
        if is_come:
            told.append(_recorded(entry.after, items))
    return told or [text("reason recorded: {what}", what=_what(entries[0].after, items))]


def answers_named(changes: Sequence[FieldChange], items: Mapping[str, str]) -> Text:
    """Name what became of the recorded reasons in a few words, for the name of a step."""
    entries = _entries(changes)
    come = [entry for entry in entries if entry.after.get(_REASON)]
    if not come or len(entries) > 1:
        return text("recorded reasons")
    what = _what(come[0].after, items)
    return text("reason recorded: {what}", what=what) if what else text("reason changed")


def _entries(changes: Sequence[FieldChange]) -> list[_Entry]:
    numbers: dict[str, list[tuple[str, FieldChange]]] = {}
    for change in changes:
        found = _KEY.fullmatch(change.field) if change.file == FILE else None
        if found:
            numbers.setdefault(found[1], []).append((found[2], change))
    return [
        _Entry(
            {key: one.before for key, one in mine if one.before is not None},
            {key: one.after for key, one in mine if one.after is not None},
        )
        for mine in numbers.values()
    ]


def _recorded(entry: Mapping[str, str], items: Mapping[str, str]) -> Text:
    what, reason = _what(entry, items), entry[_REASON]
    if not what:
        return text("reason recorded: {what}", what=reason)
    return text("reason recorded: {what}: {reason}", what=what, reason=reason)


def _what(entry: Mapping[str, str], items: Mapping[str, str]) -> Text | Bilingual | str:
    """Name what a reason is about: the printed item and the money at stake, else what was found."""
    about = items.get(entry.get("line", "")) or entry.get("message", "").rstrip("。")
    stake = entry.get("stake", "")
    if not about or not stake.isdecimal() or not int(stake):
        return about
    return text("{what} ({stake:,} NTD at stake)", what=about, stake=int(stake))
