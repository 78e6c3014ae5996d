"""Rule cards in words: how sure a value is, whose money it binds, what changes between two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plc_budget.language import Series, Text, text
from plc_budget.rules.card import Card, Confidence, Dated, FundingKind, Value
from plc_budget.rules.changes import CardChange
from plc_budget.rules.glossary import value_in_words

CONFIDENCE: Mapping[Confidence, Text] = {
    Confidence.READ: text("clause read"),
    Confidence.SECONDARY: text("secondary source"),
    Confidence.UNVERIFIED: text("not verified"),
}
"""How a value was verified, in words."""
FUNDING: Mapping[FundingKind, Text] = {
    FundingKind.COUNTY: text("county money"),
    FundingKind.SCHOOL: text("school money"),
    FundingKind.MOE_SUBSIDY: text("subsidies of the ministry"),
    FundingKind.MOE_COMMISSION: text("commissions of the ministry"),
    FundingKind.OTHER: text("other money"),
}
"""Whose money it is, in words."""
_ENDED = text("no longer in force")
_NOT_RECORDED = text("no value recorded")


def value_words(value: Value | None, card: Card, day: date) -> str:
    """Write a value of a card for reading; without one, whether an earlier one ended by the day.

    Examples
    --------
    >>> from plc_budget.language import use_language
    >>> from plc_budget.rules import shipped_cards
    >>> card = shipped_cards()["speaker-fee-ceiling"]
    >>> with use_language("en"):
    ...     value_words(None, card, date(1990, 1, 1)), value_words(90, card, date(2025, 5, 31))
    ('no longer in force', '90')
    """
    if value is None:
        has_begun = any(dated.start is None or dated.start <= day for dated in card.values)
        return str(_ENDED if has_begun else _NOT_RECORDED)
    return str(value_in_words(value, card.id))


def sureness(dated: Dated, card: Card) -> Confidence:
    """Return how sure a value of a card is."""
    return dated.confidence or card.confidence


def standing_words(dated: Dated, card: Card, day: date) -> Text:
    """Say how sure a value is on a day: how it was verified, and whether that was long ago.

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards
    >>> card, day = shipped_cards()["speaker-fee-ceiling"], date(2025, 5, 31)
    >>> standing_words(card.on(day), card, day).render("en")
    'clause read'
    """
    words = CONFIDENCE[sureness(dated, card)]
    if card.is_due_on(day):
        words = text("{sure}; to be looked up again", sure=words)
    if dated.start is not None and not card.is_known_on(day):
        words = text(
            "{sure}; the last one known, of {day}", sure=words, day=dated.start.isoformat()
        )
    return words


def binds_words(card: Card) -> Series | Text:
    """Say whose money a card binds."""
    kinds = tuple(words for kind, words in FUNDING.items() if kind in card.binds)
    return Series(kinds) if kinds else text("only plans that state it")


def change_words(change: CardChange, first: date, second: date) -> tuple[str, str]:
    """Write both sides of a change, of two tables only the parts that differ.

    Parameters
    ----------
    change : Change
        One card.
    first, second : date
        The two days it was looked at on.

    Examples
    --------
    >>> from plc_budget.rules import changes_between, shipped_cards
    >>> days = date(2018, 1, 31), date(2018, 2, 1)
    >>> changes = changes_between(shipped_cards(), *days)
    >>> fee = next(c for c in changes if c.card.id == "speaker-fee-ceiling")
    >>> change_words(fee, *days)[0].startswith("外聘講師鐘點費 1,600")
    True
    """
    before, after = _differing(_value(change.before), _value(change.after))
    return (
        _marked(before, change.before, change.card, first),
        _marked(after, change.after, change.card, second),
    )


def _value(dated: Dated | None) -> Value | None:
    return None if dated is None else dated.value


def _marked(value: Value | None, dated: Dated | None, card: Card, day: date) -> str:
    """Write a value, and behind it that nobody verified it."""
    words = value_words(value, card, day)
    if dated is None or sureness(dated, card) is not Confidence.UNVERIFIED:
        return words
    return str(text("{value} (not verified)", value=words))


def _differing(before: Value | None, after: Value | None) -> tuple[Value | None, Value | None]:
    """Keep of two tables only the parts that differ."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before, after
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return ({k: before[k] for k in keys if k in before}, {k: after[k] for k in keys if k in after})
