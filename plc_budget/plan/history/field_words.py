"""What the columns of the tables and the keys of ``plan.toml`` are called in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plc_budget.language import Bilingual, Text, text
from plc_budget.plan.details import Mode
from plc_budget.plan.reading import FILE
from plc_budget.rules import shipped_cards
from plc_budget.rules.words import FUNDING
from plc_budget.tables import TABLES

_MORE = {"position": text("place in the order"), "day": text("day")}
"""Of a row, and no column."""
_PLAN = {
    "format": text("layout of the file"),
    "title": text("title of the plan"),
    "programme": text("programme"),
    "school_year": text("school year"),
    "county": text("county"),
    "event": text("event"),
    "event.date": text("day of the event"),
    "event.when": text("wording of the day"),
    "event.is_tentative": text("whether the day is tentative"),
    "event.sessions": text("number of sessions"),
    "event.mode": text("online or on site"),
    "event.venue": text("venue"),
    "event.last_day": text("last day of the plan"),
    "event.is_assumed": text("whether the day is assumed"),
    "organisers": text("organisers"),
    "organisers.advising": text("advising organisation"),
    "organisers.hosting": text("hosting organisation"),
    "organisers.running": text("running organisation"),
    "organisers.supporting": text("supporting organisation"),
    "participants": text("participants"),
    "participants.expected": text("expected number of participants"),
    "funding": text("funding"),
    "funding.approved_total": text("approved total"),
    "funding.heading": text("sentence above the table"),
    "funding.sentence": text("sentence about the money"),
    "funding.is_assumed": text("whether the source of the money is assumed"),
    "funding.sources": text("source of the money"),
    "funding.sources.kind": text("kind of the source of the money"),
    "funding.sources.share": text("share of the source of the money"),
    "reallocation": text("reallocation"),
    "reallocation.is_allowed": text("whether reallocation is allowed"),
    "reallocation.sentence": text("sentence about reallocation"),
    "periods": text("counting of periods"),
    "signatures": text("boxes for signatures"),
    "signatures.change_boxes": text("boxes for signatures on a change"),
    "answers": text("recorded reason"),
    "parameters": text("parameter of the plan"),
    "recipients": text("recipients"),
    "sections": text("text of the plan"),
    "feedback": text("feedback form"),
}
MODES: Mapping[str, Text] = {
    Mode.ONLINE: text("online"),
    Mode.ONSITE: text("on site"),
    Mode.MIXED: text("online and on site"),
}
"""How people take part (辦理方式), in words."""
_OTHER = text("details of the plan")
_NUMBER = re.compile(r"\[(\d+)\]")


def field_words(file: str, field: str) -> Text | str:
    """Name a column, or a key of ``plan.toml`` by itself or by the table it stands in.

    Parameters
    ----------
    file : str
        ``plan.toml``, ``budget.csv`` or ``timetable.csv``.
    field : str
        Column or key, as :class:`plc_budget.plan.history.changes.FieldChange` has it; one that nobody knows
        keeps its name in a table, and is one of the details of the plan in ``plan.toml``.

    Examples
    --------
    >>> from plc_budget.language import CHINESE
    >>> field_words("budget.csv", "quantity").render(CHINESE)
    '數量'
    >>> field_words("plan.toml", "funding.sources[2].share").render("en")
    'share of the source of the money, number 2'
    """
    if file != FILE:
        table = TABLES.get(file.removesuffix(".csv"))
        column = table.column(field) if table else None
        return column.words if column else _MORE.get(field, field)
    if not field:
        return ""
    words, number = _key_words(_NUMBER.sub("", field)), _NUMBER.search(field)
    return text("{field}, number {number}", field=words, number=number[1]) if number else words


def _key_words(key: str) -> Text:
    while key not in _PLAN and "." in key:
        key = key.rpartition(".")[0]
    return _PLAN.get(key, _OTHER)


def choice_words(field: str, value: str) -> Text | Bilingual | str:
    """Name a value of ``plan.toml`` that is one of a few; any other stands for itself.

    Parameters
    ----------
    field : str
        Its key.
    value : str
        As the plan spells it.

    Examples
    --------
    >>> from plc_budget.language import CHINESE
    >>> choice_words("periods.policy", "speaker-fee-period").render(CHINESE)
    '授課節數（每節50分鐘，連續2節90分鐘）'
    >>> choice_words("title", "online")
    'online'
    """
    key = _NUMBER.sub("", field)
    if key == "periods.policy" and value in shipped_cards():
        return shipped_cards()[value].title
    if key == "funding.sources.kind":
        return {str(kind): words for kind, words in FUNDING.items()}.get(value, value)
    return MODES.get(value, value) if key == "event.mode" else value
