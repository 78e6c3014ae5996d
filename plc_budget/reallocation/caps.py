"""Ceilings on amounts that bind a plan: shares (雜支占比), whole amounts, tiers.

Ceilings on unit prices are no concern here: no quantity can break them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from plc_budget.checks.rates import LECTURERS
from plc_budget.findings import Severity
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.plan import Plan

OPERATING = "業務費"
_PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Cap:
    """What some lines cost together is at most ``rate`` of a base, and ``more``.

    Attributes
    ----------
    rule : Rule
        Says so.
    own, base : frozenset of int
        The lines it limits and those it is taken of, by their places in the plan.
    rate : Fraction
        Share of the base.
    more : Fraction
        A whole amount beside it, an excess the plan gives a reason for included. [NTD]
    """

    rule: Rule
    own: frozenset[int]
    base: frozenset[int]
    rate: Fraction
    more: Fraction


def caps_of(plan: Plan) -> list[Cap]:
    """Return the ceilings on amounts that bind the lines of a plan.

    A ceiling whose excess has a recorded reason holds up to that excess.
    """
    caps: list[Cap] = []
    for rule in plan.book.rules.values():
        if find := _FINDERS.get(rule.card.kind):
            caps += find(plan, rule)
    caps += [*_tiers(plan), *_materials(plan)]
    return [answered for cap in caps if (answered := _answered(plan, cap)) is not None]


def _places(plan: Plan, *items: str) -> frozenset[int]:
    return frozenset(i for i, line in enumerate(plan.budget.lines) if line.item in items)


def _operating(plan: Plan) -> frozenset[int]:
    lines = enumerate(plan.budget.lines)
    return frozenset(i for i, line in lines if line.row.category == OPERATING)


def _shares(plan: Plan, rule: Rule) -> Iterator[Cap]:
    own = _places(plan, *rule.card.items) if rule.card.items else frozenset()
    if own:
        every = frozenset(range(len(plan.budget.lines)))
        base = {
            "total": every,
            "other-lines": every - own,
            "operating": _operating(plan),
            "operating-others": _operating(plan) - own,
        }[rule.word("base")]
        yield Cap(rule, own, base, Fraction(rule.number("percent")) * _PERCENT, Fraction(0))


def _amounts(plan: Plan, rule: Rule) -> Iterator[Cap]:
    for item in rule.card.items:
        if rule.has(item) and (own := _places(plan, item)):
            yield Cap(rule, own, frozenset(), Fraction(0), Fraction(rule.whole(item)))


def _tiers(plan: Plan) -> Iterator[Cap]:
    """Split the fee of a commission: both of its tiers, taken as straight lines, are above it."""
    rule, own = plan.book.get("admin-fee-commission"), _places(plan, "admin")
    if rule is not None and own:
        low, high = (Fraction(rule.number(k)) * _PERCENT for k in ("percent", "percent_above"))
        yield Cap(rule, own, _operating(plan), low, Fraction(0))
        yield Cap(rule, own, _operating(plan), high, (low - high) * Fraction(rule.number("tier")))


def _materials(plan: Plan) -> Iterator[Cap]:
    rule, own = plan.book.get("materials-fee"), _places(plan, "materials-fee")
    if rule is not None and own:
        fees = _places(plan, *LECTURERS, "fee-keynote")
        yield Cap(rule, own, fees, Fraction(rule.number()) * _PERCENT, Fraction(0))


def _answered(plan: Plan, cap: Cap) -> Cap | None:
    """Widen a ceiling by the excess that a recorded reason lets stand; None if that is any."""
    first = plan.budget.lines[min(cap.own)].code
    stakes = [
        answer.stake
        for answer in plan.details.answers
        if cap.rule.card.severity is Severity.WARNING
        and answer.code == cap.rule.id.upper()
        and answer.line in ("", first)
    ]
    if None in stakes:
        return None
    excess = max((stake for stake in stakes if stake is not None), default=0)
    return Cap(cap.rule, cap.own, cap.base, cap.rate, cap.more + excess)


_FINDERS: dict[Kind, Callable[[Plan, Rule], Iterator[Cap]]] = {
    Kind.SHARE_CEILING: _shares,
    Kind.AMOUNT_CEILING: _amounts,
}
