"""From all cards to the ones that bind a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Severity, error
from plc_budget.language import by_place, text
from plc_budget.rules.card import Card, Dated, FundingKind, Kind, Rule, RuleBook, Scalar, Value
from plc_budget.rules.shapes import is_sane, shape_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_KEYED = (
    Kind.PRICE_CEILING,
    Kind.PRICE_FLOOR,
    Kind.AMOUNT_CEILING,
    Kind.NOT_PAYABLE,
    Kind.OWN_STAFF,
    Kind.TRANSFER,
    Kind.TABLE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A value the plan states for itself, and where it takes it from (計畫自訂參數)."""

    card_id: str
    value: Value
    source: str


def rule_book(
    cards: Mapping[str, Card],
    *,
    day: date,
    funding: Iterable[FundingKind],
    statements: Iterable[Statement] = (),
) -> tuple[RuleBook, list[Finding]]:
    """Pick the rules in force on a day that bind any of the plan's sources of money.

    A statement replaces the value of a card that is a parameter; one about another card, or about
    none, is a finding and changes nothing.

    Returns
    -------
    tuple[RuleBook, list[Finding]]
        The book, and what is wrong with the statements.

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards
    >>> book, _ = rule_book(shipped_cards(), day=date(2025, 5, 31), funding=[FundingKind.COUNTY])
    >>> book.get("speaker-fee-ceiling").whole("fee-external")
    2000
    """
    kinds = frozenset(funding)
    stated, findings = _usable(cards, statements)
    rules: dict[str, Rule] = {}
    for card in cards.values():
        if card.id in stated:
            rules[card.id] = _as_stated(card, stated[card.id], day)
        elif card.binds & kinds and (dated := card.on(day)) is not None:
            rules[card.id] = Rule(card, dated)
    silent = (card for card in cards.values() if card.binds & kinds and card.id not in rules)
    return RuleBook(day, kinds, rules, tuple(silent)), findings


def _as_stated(card: Card, statement: Statement, day: date) -> Rule:
    return Rule(card, replace(card.on(day) or Dated(0), value=statement.value), statement.source)


def _usable(
    cards: Mapping[str, Card], statements: Iterable[Statement]
) -> tuple[dict[str, Statement], list[Finding]]:
    good: dict[str, Statement] = {}
    findings: list[Finding] = []
    for statement in statements:
        card = cards.get(statement.card_id)
        if card is not None and card.is_parameter and _fits(card, statement.value):
            good[statement.card_id] = statement
        else:
            findings.append(_refused(statement, card))
    return good, findings


def _fits(card: Card, value: Value) -> bool:
    """Tell whether a stated value has the parts of the card, each a number where the card's is."""
    if not _same_parts(card, value) or shape_fault(card.kind, value):
        return False
    known = _parts_of(card)
    stated = value if isinstance(value, dict) else {"": value}
    return all(
        is_sane(part) if isinstance(known[key], int | Decimal) else isinstance(part, str)
        for key, part in stated.items()
    )


def _same_parts(card: Card, value: Value) -> bool:
    """Compare the parts; where they are keyed by item or by name, a plan states those it needs."""
    newest = card.values[-1].value
    if not isinstance(newest, dict) or not isinstance(value, dict):
        return isinstance(newest, dict) is isinstance(value, dict)
    if card.kind in _KEYED:
        return value.keys() <= _parts_of(card).keys()
    return newest.keys() == value.keys()


def _parts_of(card: Card) -> dict[str, Scalar]:
    parts: dict[str, Scalar] = {}
    for dated in card.values:
        parts |= dated.value if isinstance(dated.value, dict) else {"": dated.value}
    return parts


def _refused(statement: Statement, card: Card | None) -> Finding:
    where = Place("plan.toml", field=f"parameters.{statement.card_id}")
    if card is None:
        return error(
            "PARAMETER-UNKNOWN",
            text("There is no rule card “{card}”.", card=statement.card_id),
            by_place(
                command=text("See `plc-budget rules` for the ids of the cards."),
                page=text("See “Rules” for the ids of the cards."),
            ),
            where,
        )
    if not card.is_parameter:
        return replace(
            error(
                "PARAMETER-FIXED",
                text("“{card}” is a regulation, not a parameter of the plan.", card=card.title),
                text("Remove it from plan.toml; the value of the rule card is used."),
                where,
            ),
            severity=Severity.ERROR,
            citation=card.id,
        )
    return error(
        "PARAMETER-SHAPE",
        text("The value stated for “{card}” is not of the form of the rule card.", card=card.title),
        text("Write it as the card does: value = {value}", value=as_stated(card.values[-1].value)),
        where,
    )


def as_stated(value: Value) -> str:
    """Write a value as a plan states it in ``plan.toml``.

    Examples
    --------
    >>> as_stated({"percent": 6, "base": "total"}), as_stated(Decimal("2.11"))
    ('{percent = 6, base = "total"}', '"2.11"')
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_stated(part)}" for key, part in value.items()) + "}"
    return str(value) if isinstance(value, int) else f'"{value}"'
