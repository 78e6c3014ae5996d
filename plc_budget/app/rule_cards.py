"""Rule cards as the screen shows them: on a day, those that bind the plan first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plc_budget.dates import roc_date
from plc_budget.findings import Severity
from plc_budget.language import Text, text
from plc_budget.rules import Card, Confidence, Rule, RuleBook, changes_between, rule_book
from plc_budget.rules.glossary import unit_in_words
from plc_budget.rules.words import (
    CONFIDENCE,
    binds_words,
    change_words,
    standing_words,
    value_words,
)
from plc_budget.sheets.rules_sheet import find_used_rules

if TYPE_CHECKING:
    from plc_budget.app.state import State
    from plc_budget.plan import Plan
    from plc_budget.rules import Value

_SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: text("an error: it stops a file for approval"),
    Severity.WARNING: text("a warning: it wants a recorded reason"),
    Severity.NOTICE: text("a notice: it is worth knowing"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that stand together; those far from the plan are folded."""

    title: Text
    cards: tuple[dict[str, Any], ...]
    is_open: bool = False
    is_binding: bool = True


def groups_on(state: State, day: date) -> list[Group]:
    """Sort all cards by how near they are to the plan: used in it, binding it, silent, others.

    Parameters
    ----------
    state : State
        The state.
    day : date
        The day whose values are shown.
    """
    plan = state.plan
    book = book_on(plan, day)
    used = {rule.id for rule, _ in find_used_rules(plan, state.findings)}
    near = [rule for rule in book.rules.values() if rule.id in used]
    binding = [rule for rule in book.rules.values() if rule.id not in used]
    cards = plan.cards.values()
    others = [card for card in cards if card.id not in book.rules and card not in book.silent]
    groups = [
        Group(text("Used in this plan"), tuple(card_of(r, day) for r in near), is_open=True),
        Group(text("They bind this plan as well"), tuple(card_of(r, day) for r in binding)),
        Group(
            text("No value on this day, so nothing is checked by them"), _without(book.silent, day)
        ),
        Group(text("They bind other money only"), _without(others, day), is_binding=False),
    ]
    return [group for group in groups if group.cards]


def book_on(plan: Plan, day: date) -> RuleBook:
    """Return the rules that would bind a plan on another day."""
    if day == plan.book.day:
        return plan.book
    book, _ = rule_book(
        plan.cards, day=day, funding=plan.details.funding.kinds, statements=plan.details.statements
    )
    return book


def card_of(rule: Rule, day: date) -> dict[str, Any]:
    """Return what is shown of a rule: its value in words, source, dates, sureness and remedy.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> shown = card_of(plan.book.get("speaker-fee-ceiling"), plan.book.day)
    >>> shown["since"], "2,000" in shown["value"], shown["url"][:8]
    ('107年2月1日', True, 'https://')
    """
    card, dated = rule.card, rule.dated
    return {
        **_about(card, day),
        "value": value_words(rule.value, card, day),
        "unit": str(unit_in_words(card.unit)) if _counts(rule.value) else "",
        "since": roc_date(dated.start) if dated.start else "",
        "until": roc_date(dated.end) if dated.end else "",
        "source": rule.source,
        "stated": bool(rule.stated),
        "confidence": str(text("stated by this plan"))
        if rule.stated
        else str(standing_words(dated, card, day)),
        "sure": str(Confidence.SECONDARY if rule.stated else rule.confidence),
    }


def _without(cards: Iterable[Card], day: date) -> tuple[dict[str, Any], ...]:
    """Show cards that bind nothing here; with the value they have on the day, if they have one."""
    return tuple(
        card_of(Rule(card, dated), day)
        if (dated := card.on(day))
        else {
            **_about(card, day),
            "value": value_words(None, card, day),
            "unit": "",
            "since": "",
            "until": "",
            "source": str(card.source),
            "stated": False,
            "confidence": str(CONFIDENCE[card.confidence]),
            "sure": str(card.confidence),
        }
        for card in cards
    )


def _about(card: Card, day: date) -> dict[str, Any]:
    """Return what is the same of a card on every day, and whether it is to be looked up again."""
    return {
        "id": card.id,
        "title": str(card.title),
        "url": _address(card.source.url),
        "severity": str(_SEVERITIES[card.severity]),
        "remedy": str(card.remedy),
        "note": str(card.note or ""),
        "binds": str(binds_words(card)),
        "checked": roc_date(card.source.checked),
        "due": card.is_due_on(day) or not card.is_known_on(day),
    }


def _address(url: str) -> str:
    """Return an address a reader may be led to; nothing else is made a link."""
    return url if url.startswith(("https://", "http://")) else ""


def _counts(value: Value) -> bool:
    """Tell whether a value is made of numbers, which mean something only with their unit."""
    parts = value.values() if isinstance(value, dict) else (value,)
    return any(isinstance(part, int | Decimal) for part in parts)


def changes_shown(plan: Plan, first: date, second: date) -> list[list[str]]:
    """List what changes between two days of the rules that may bind a plan: title, before, after.

    Parameters
    ----------
    plan : Plan
        Its money decides which rules are looked at.
    first, second : date
        The two days.
    """
    kinds = plan.details.funding.kinds
    cards = {card.id: card for card in plan.cards.values() if card.binds & kinds}
    return [
        [str(change.card.title), *change_words(change, first, second)]
        for change in changes_between(cards, first, second)
    ]


def days_of_change(plan: Plan) -> list[date]:
    """List the days on which a rule that may bind a plan has changed, the first one first."""
    kinds = plan.details.funding.kinds
    cards = [card for card in plan.cards.values() if card.binds & kinds]
    return sorted({dated.start for card in cards for dated in card.values if dated.start})
