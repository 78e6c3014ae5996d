"""What the words inside rule cards mean, from ``data/glossary.toml``, in both languages.

Cards name the parts of a value, its words and its unit in short English; a planner reads
每節50分鐘 or 須經同意.  The file is read strictly and only when something is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any

from plc_budget import toml
from plc_budget.language import Bilingual
from plc_budget.rules.card import Scalar, Value
from plc_budget.rules.items import shipped_items
from plc_budget.shipped import data_folder

_TABLES = ("words", "shapes", "cards", "units")


class GlossaryError(ValueError):
    """The glossary breaks its schema; the message names the entry."""


@dataclass(frozen=True)
class Glossary:
    """Words, sentences for whole values, the meanings a word has on one card, and units."""

    words: Mapping[str, Bilingual]
    shapes: Mapping[tuple[str, ...], Bilingual]
    cards: Mapping[str, Mapping[str, Bilingual]]
    units: Mapping[str, Bilingual]


def read_glossary(source: str) -> Glossary:
    """Read a glossary.

    Parameters
    ----------
    source : str
        The text of ``glossary.toml``.

    Raises
    ------
    GlossaryError
        If a table or a language is unknown or missing, or a gap is not one that can be filled
        alike in both languages.
    """
    try:
        data = toml.loads(source)
    except toml.TOMLDecodeError as cause:
        raise GlossaryError(str(cause)) from cause
    if data.keys() != set(_TABLES):
        raise GlossaryError(f"the tables are {', '.join(_TABLES)}, not {', '.join(data)}")
    return Glossary(
        words=_entries(data["words"], [[], [""]]),
        shapes={
            tuple(sorted(key.split())): _entry(key, raw, [sorted(key.split())])
            for key, raw in data["shapes"].items()
        },
        cards={card: _entries(raw, [[], [""]]) for card, raw in data["cards"].items()},
        units=_entries(data["units"], [[]]),
    )


def _entries(raw: object, gaps: list[list[str]]) -> dict[str, Bilingual]:
    if not isinstance(raw, dict):
        raise GlossaryError(f"a table of entries, not {raw!r}")
    return {key: _entry(key, part, gaps) for key, part in raw.items()}


def _entry(key: str, raw: Any, gaps: list[list[str]]) -> Bilingual:  # noqa: ANN401 - as TOML has it
    if not isinstance(raw, dict) or raw.keys() != {"zh", "en"}:
        raise GlossaryError(f"{key}: has zh and en, not {raw!r}")
    for words in raw.values():
        if not isinstance(words, str) or not words.strip():
            raise GlossaryError(f"{key}: words, not {words!r}")
        if _gaps(key, words) not in gaps:
            raise GlossaryError(f"{key}: the gaps in {words!r} cannot be filled")
    if _gaps(key, raw["zh"]) != _gaps(key, raw["en"]):
        raise GlossaryError(f"{key}: zh and en have different gaps")
    return Bilingual(raw["zh"], raw["en"])


def _gaps(key: str, words: str) -> list[str]:
    try:
        return sorted(name for _, name, _, _ in Formatter().parse(words) if name is not None)
    except ValueError as cause:
        raise GlossaryError(f"{key}: {cause}") from cause


@cache
def shipped_glossary() -> Glossary:
    """Return the glossary that comes with plc-budget."""
    return read_glossary((data_folder() / "glossary.toml").read_text(encoding="utf-8"))


def glossary(term: str, card: str = "") -> Bilingual:
    """Return what a word or the name of a part means; an unknown one stands for itself.

    Parameters
    ----------
    term : str
        A word such as ``consent``, the name of a part such as ``minutes``, or the id of an item.
    card : str
        Id of the rule card it stands on, which may give it a meaning of its own.

    Examples
    --------
    >>> glossary("consent").zh, glossary("never", "own-staff-fees").zh, glossary("printing").zh
    ('須經同意', '不得支領', '印刷費')
    >>> glossary("教育部").en
    '教育部'
    """
    known = shipped_glossary()
    found = known.cards.get(card, {}).get(term)
    if found is None and (item := shipped_items().get(term)):
        found = Bilingual(item.names[0], item.names[0])
    return found or known.words.get(term) or Bilingual(term, term)


def unit_in_words(unit: str) -> Bilingual:
    """Return the unit of a card as people write it.

    Examples
    --------
    >>> unit_in_words("NTD/period").zh
    '元/節'
    """
    return shipped_glossary().units.get(unit) or Bilingual(unit, unit)


def value_in_words(value: Value, card: str = "") -> Bilingual:
    """Return the value of a rule as a sentence.

    Parameters
    ----------
    value : Value
        A number, a word or a table of them.
    card : str
        Id of the rule card.

    Examples
    --------
    >>> value_in_words({"percent": 15, "base": "operating"}).zh
    '業務費的15%'
    >>> value_in_words({"minutes": 50, "two_minutes": 90, "shortfall": "half"}).zh
    '每節50分鐘；連續2節90分鐘；不足1節減半'
    >>> value_in_words({"fee-internal": 1000, "fee-external": 2000}).en
    '內聘講師鐘點費 1,000; 外聘講師鐘點費 2,000'
    """
    if not isinstance(value, dict):
        return _scalar(value, card)
    parts = {key: _scalar(part, card) for key, part in value.items()}
    shape = shipped_glossary().shapes.get(tuple(sorted(parts)))
    if shape is not None:
        return Bilingual(
            shape.zh.format_map({key: part.zh for key, part in parts.items()}),
            shape.en.format_map({key: part.en for key, part in parts.items()}),
        )
    named = [_part(glossary(key, card), part) for key, part in parts.items()]
    return Bilingual("；".join(n.zh for n in named), "; ".join(n.en for n in named))


def _scalar(value: Scalar, card: str) -> Bilingual:
    if isinstance(value, int | Decimal):
        return Bilingual(f"{value:,}", f"{value:,}")
    return glossary(value, card)


def _part(name: Bilingual, part: Bilingual) -> Bilingual:
    return Bilingual(_filled(name.zh, part.zh), _filled(name.en, part.en))


def _filled(name: str, part: str) -> str:
    return name.format(part) if "{}" in name else f"{name} {part}"
