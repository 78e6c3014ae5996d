"""Rule cards from ``data/rules/*.toml``, read strictly: an unknown key is refused.

A rule that is silently ignored because of a misspelt key is worse than no rule, so every key,
type and date is checked, and a card that is wrong stops the program with its file and key named.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from plc_budget import toml
from plc_budget.findings import Severity
from plc_budget.language import Bilingual
from plc_budget.rules.card import (
    Card,
    Confidence,
    Dated,
    FundingKind,
    Kind,
    Scalar,
    Source,
    Value,
)
from plc_budget.rules.shapes import shape_fault
from plc_budget.shipped import data_folder

_Word = TypeVar("_Word", bound=StrEnum)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = {
    "id",
    "title",
    "kind",
    "unit",
    "binds",
    "confidence",
    "severity",
    "remedy",
    "source",
    "values",
}
_OPTIONAL = {"items", "note", "parameter", "yearly"}
_SOURCE = {"document", "checked"}
_SOURCE_MORE = {"article", "issued", "url"}
_VALUE = {"from", "until", "value", "confidence", "source"}
_WORDS = {"zh", "en"}


class RuleCardError(ValueError):
    """A rule card breaks the schema; the message names the file and the key."""


@cache
def shipped_cards() -> dict[str, Card]:
    """Return every card that comes with plc-budget, keyed by id in the order of the ids."""
    return read_cards(data_folder() / "rules")


def read_cards(folder: Path) -> dict[str, Card]:
    """Read every ``*.toml`` of a folder as one card each.

    Raises
    ------
    RuleCardError
        If a card breaks the schema or two share an id.
    """
    cards: dict[str, Card] = {}
    for path in sorted(folder.glob("*.toml")):
        card = read_card(path.read_text(encoding="utf-8"), path.name)
        if card.id in cards:
            raise RuleCardError(f"{path.name}: the id {card.id!r} is taken by another card")
        cards[card.id] = card
    return dict(sorted(cards.items()))


def read_card(words: str, name: str = "card") -> Card:
    """Read one card.

    Parameters
    ----------
    words : str
        The text of the card.
    name : str
        File name, for messages.

    Raises
    ------
    RuleCardError
        If a key is unknown or missing, a number is a float, dates overlap or a word is not one
        of those allowed.
    """
    try:
        data = toml.loads(words)
        _keys(data, _REQUIRED, _OPTIONAL, "card")
        card = _card(data)
        _consistent(card)
    except (ValueError, TypeError, KeyError, AttributeError) as cause:
        raise RuleCardError(f"{name}: {cause}") from cause
    return card


def _card(data: dict[str, Any]) -> Card:
    return Card(
        id=_id(data["id"]),
        title=_bilingual(data["title"], "title"),
        kind=_choice(Kind, data["kind"], "kind"),
        unit=_word(data["unit"], "unit"),
        binds=_binds(data["binds"]),
        confidence=_choice(Confidence, data["confidence"], "confidence"),
        severity=_choice(Severity, data["severity"], "severity"),
        remedy=_bilingual(data["remedy"], "remedy"),
        source=_source(data["source"]),
        values=tuple(_dated(value) for value in _list(data["values"], "values")),
        items=tuple(_word(item, "items") for item in _list(data.get("items", []), "items")),
        note=_bilingual(data["note"], "note") if "note" in data else None,
        is_parameter=_flag(data.get("parameter", False), "parameter"),
        is_yearly=_flag(data.get("yearly", False), "yearly"),
    )


def _keys(data: object, required: set[str], optional: set[str], where: str) -> None:
    if not isinstance(data, dict):
        raise TypeError(f"{where} is a table, not {data!r}")
    if unknown := data.keys() - required - optional:
        raise ValueError(f"unknown key in {where}: {', '.join(sorted(unknown))}")
    if missing := required - data.keys():
        raise ValueError(f"missing key in {where}: {', '.join(sorted(missing))}")


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError(f"id is small letters, digits and hyphens, not {value!r}")
    return value


def _choice(words: type[_Word], value: object, key: str) -> _Word:
    if value not in [word.value for word in words]:
        raise ValueError(f"{key} is one of {', '.join(words)}, not {value!r}")
    return words(value)


def _binds(value: object) -> frozenset[FundingKind]:
    if value == "all":
        return frozenset(FundingKind)
    return frozenset(_choice(FundingKind, kind, "binds") for kind in _list(value, "binds"))


def _list(value: object, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{key} is a list, not {value!r}")
    return value


def _word(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{key} is a word, not {value!r}")
    return value


def _flag(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{key} is true or false, not {value!r}")
    return value


def _bilingual(value: dict[str, Any], key: str) -> Bilingual:
    _keys(value, _WORDS, set(), key)
    return Bilingual(_word(value["zh"], key), _word(value["en"], key))


def _source(value: dict[str, Any]) -> Source:
    _keys(value, _SOURCE, _SOURCE_MORE, "source")
    words = {key: _word(part, f"source.{key}") for key, part in value.items() if key != "checked"}
    return Source(**words, checked=_day(value["checked"], "source.checked"))


def _dated(value: dict[str, Any]) -> Dated:
    _keys(value, {"value"}, _VALUE - {"value"}, "values")
    sure = value.get("confidence")
    return Dated(
        value=read_value(value["value"]),
        start=_day(value["from"], "from") if "from" in value else None,
        end=_day(value["until"], "until") if "until" in value else None,
        confidence=None if sure is None else _choice(Confidence, sure, "values.confidence"),
        source=_word(value["source"], "values.source") if "source" in value else "",
    )


def _day(value: object, key: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{key} is a day such as 2018-02-01, not {value!r}")
    return value


def read_value(value: object) -> Value:
    """Read the value of a rule: a whole number, a decimal in quotes, a word, or a table of them.

    Raises
    ------
    TypeError
        If it is anything else; a float above all.

    Examples
    --------
    >>> read_value("2.11"), read_value({"percent": "6", "base": "total"})
    (Decimal('2.11'), {'percent': Decimal('6'), 'base': 'total'})
    """
    if isinstance(value, dict):
        if not value:
            raise TypeError("a table of values is not empty")
        return {str(key): _scalar(part) for key, part in value.items()}
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"value: write numbers as 2000 or '2.11', not {value!r}")
    if isinstance(value, int):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _word(value, "value")
    return number if number.is_finite() else value


def _consistent(card: Card) -> None:
    if not card.values:
        raise ValueError("values: a card has at least one")
    newest = card.values[-1].confidence or card.confidence
    if Confidence.UNVERIFIED in (card.confidence, newest) and not card.is_parameter:
        raise ValueError("what is not verified is a parameter: set parameter = true")
    if card.is_yearly and card.values[-1].start is None:
        raise ValueError("yearly: the newest value has a day it holds from")
    _in_order(card.values)
    for dated in card.values:
        if fault := shape_fault(card.kind, dated.value):
            raise ValueError(f"{card.kind}: {fault}")


def _in_order(values: tuple[Dated, ...]) -> None:
    for value in values:
        if value.start and value.end and value.end < value.start:
            raise ValueError(f"until: {value.end} lies before from: {value.start}")
    for earlier, later in pairwise(values):
        if later.start is None or later.start <= (earlier.start or date.min):
            raise ValueError("from: values stand in the order of their start, each day once")
        if earlier.end and later.start - earlier.end < timedelta(days=1):
            raise ValueError(f"until: {earlier.end} overlaps the value from {later.start}")
