"""Rule cards from ``data/rules/*.toml``, read strictly: an unknown key is refused.

A rule that is silently ignored because of a misspelt key is worse than no rule, so every key,
type and date is checked, and a card that is wrong stops the program with its file and key named.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

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
from plc_budget.shipped import data_folder

_REQUIRED = {
    "id", "title", "kind", "unit", "binds", "confidence", "severity", "remedy", "source", "values",
}  # fmt: skip
_OPTIONAL = {"items", "note", "parameter"}
_SOURCE = {"document", "article", "issued", "url", "checked"}
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


def read_card(toml: str, name: str = "card") -> Card:
    """Read one card.

    Parameters
    ----------
    toml : str
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
        data = tomllib.loads(toml)
        _keys(data, _REQUIRED, _OPTIONAL, "card")
        card = _card(data)
        _consistent(card)
    except (ValueError, TypeError, KeyError, AttributeError) as cause:
        raise RuleCardError(f"{name}: {cause}") from cause
    return card


def _card(data: dict[str, Any]) -> Card:
    return Card(
        id=_word(data["id"], "id"),
        title=_bilingual(data["title"], "title"),
        kind=Kind(data["kind"]),
        unit=_word(data["unit"], "unit"),
        binds=frozenset(FundingKind) if data["binds"] == "all"
        else frozenset(FundingKind(kind) for kind in data["binds"]),
        confidence=Confidence(data["confidence"]),
        severity=Severity(data["severity"]),
        remedy=_bilingual(data["remedy"], "remedy"),
        source=_source(data["source"]),
        values=tuple(_dated(value) for value in data["values"]),
        items=tuple(_word(item, "items") for item in data.get("items", [])),
        note=_bilingual(data["note"], "note") if "note" in data else None,
        is_parameter=_flag(data.get("parameter", False)),
    )  # fmt: skip


def _keys(data: dict[str, Any], required: set[str], optional: set[str], where: str) -> None:
    if not isinstance(data, dict):
        raise TypeError(f"{where} is a table, not {data!r}")
    if unknown := data.keys() - required - optional:
        raise ValueError(f"unknown key in {where}: {', '.join(sorted(unknown))}")
    if missing := required - data.keys():
        raise ValueError(f"missing key in {where}: {', '.join(sorted(missing))}")


def _word(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{key} is a word, not {value!r}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"parameter is true or false, not {value!r}")
    return value


def _bilingual(value: dict[str, Any], key: str) -> Bilingual:
    _keys(value, _WORDS, set(), key)
    return Bilingual(_word(value["zh"], key), _word(value["en"], key))


def _source(value: dict[str, Any]) -> Source:
    _keys(value, {"document"}, _SOURCE - {"document"}, "source")
    checked = value.get("checked")
    return Source(
        document=_word(value["document"], "source.document"),
        article=value.get("article", ""),
        issued=value.get("issued", ""),
        url=value.get("url", ""),
        checked=_day(checked) if checked is not None else None,
    )


def _dated(value: dict[str, Any]) -> Dated:
    _keys(value, {"value"}, _VALUE - {"value"}, "values")
    return Dated(
        value=read_value(value["value"]),
        start=_day(value["from"]) if "from" in value else None,
        end=_day(value["until"]) if "until" in value else None,
        confidence=Confidence(value["confidence"]) if "confidence" in value else None,
        source=value.get("source", ""),
    )


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"a day is written 2018-02-01, not {value!r}")
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
        raise TypeError(f"write numbers as 2000 or '2.11', not {value!r}")
    if isinstance(value, int):
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        return _word(value, "value")


def _consistent(card: Card) -> None:
    if not card.values:
        raise ValueError("a card has at least one value")
    if card.confidence is Confidence.UNVERIFIED and not card.is_parameter:
        raise ValueError("what is not verified is a parameter: set parameter = true")
    starts = [value.start or date.min for value in card.values]
    if starts != sorted(set(starts)):
        raise ValueError("values stand in the order of their start, each day once")
