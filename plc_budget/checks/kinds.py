"""Question 3, the kind of speaker: 內聘, 隸屬 or 外聘 decides what a period may cost."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.checks.rates import excess
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import Series, Text, text
from plc_budget.money import EXACT, plain, product, whole_ntd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

INTERNAL, AFFILIATED, EXTERNAL = "fee-internal", "fee-affiliated", "fee-external"
_COUNTY_SCHOOL = re.compile(r"^(?!國立|私立).*(?:國小|國中|國民小學|國民中學|國中小)$")
_COUNTY = re.compile(r"[縣市]政府")


def kind_is_stated(plan: Plan) -> list[Finding]:
    """A fee line says what kind of speaker it pays, unless its price fits every kind."""
    rule = plan.book.get("speaker-fee-ceiling")
    if rule is None:
        return []
    lines = (line for line in plan.budget.of_item("fee-unspecified") if not line.is_percentage)
    return [found for line in lines for found in _unstated(line, rule)]


def _unstated(line: Line, rule: Rule) -> Iterator[Finding]:
    least, most = rule.number(INTERNAL), rule.number(EXTERNAL)
    where = line.place("unit_price")
    if line.unit_price > most:
        message = text(
            "“{item}” is budgeted at {price:,}; the ceiling is {ceiling:,} ({title}).",
            item=line.name,
            price=line.unit_price,
            ceiling=most,
            title=rule.card.title,
        )
        yield by_rule(rule, Question.RATE, message, where, stake=excess(line, most))
    elif line.unit_price > least:
        yield Finding(
            "SPEAKER-KIND-UNSTATED",
            Severity.WARNING,
            text(
                "“{item}” at {price} does not say whom it pays; internal speakers take at most {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                ceiling=plain(least),
            ),
            text("Name the kind of speaker (外聘, 隸屬 or 內聘) in the item, or record it."),
            where,
            Question.RATE,
            excess(line, least),
            rule.id,
        )


def speakers_are_of_their_kind(plan: Plan) -> list[Finding]:
    """Guests paid as 內聘 may be 隸屬; own staff may not be paid as guests; see the rule card."""
    rule = plan.book.get("speaker-fee-ceiling")
    if rule is None:
        return []
    senders = _organisations(plan)
    return [
        *_guests_as_own(plan, rule, senders.get(INTERNAL, ())),
        *_own_as_guests(plan, rule, senders),
        *_schools_as_guests(plan, rule, senders.get(EXTERNAL, ())),
    ]


def _organisations(plan: Plan) -> dict[str, Collection[str]]:
    """Name the organisations whose people are paid, by the item that pays them."""
    found: dict[str, dict[str, None]] = {}
    for row in plan.timetable:
        if row.is_paid and row.organisation:
            found.setdefault(f"fee-{row.speaker_kind}", {})[row.organisation] = None
    return {**found}


def _guests_as_own(plan: Plan, rule: Rule, senders: Collection[str]) -> Iterator[Finding]:
    """Find 內聘 of other organisations: they may be paid more, and who says so is asked."""
    own = plan.details.organisers.own
    guests = tuple(name for name in senders if name not in own)
    if not guests:
        return
    ceiling = rule.number(AFFILIATED)
    message = text(
        "{organisations} are not the host; their speakers may count as 隸屬 (ceiling {ceiling:,}) rather than 內聘.",
        organisations=Series(guests),
        ceiling=ceiling,
    )
    remedy = text("Record why they are paid as 內聘, or pay them as 隸屬 (affiliated).")
    yield _kind(plan, rule, INTERNAL, guests, ceiling, message=message, remedy=remedy)


def _own_as_guests(
    plan: Plan, rule: Rule, senders: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """Find people of the host paid above the ceiling of 內聘."""
    hosts = plan.details.organisers.hosting
    for kind in (AFFILIATED, EXTERNAL):
        own = tuple(name for name in senders.get(kind, ()) if name in hosts)
        ceiling = rule.number(INTERNAL)
        if own and _price(plan, kind) > ceiling:
            message = text(
                "{organisations} is the host; its own people count as 內聘 (ceiling {ceiling}).",
                organisations=Series(own),
                ceiling=plain(ceiling),
            )
            remedy = text("Give them speaker_kind internal, or record why they are no own staff.")
            yield _kind(plan, rule, kind, own, ceiling, message=message, remedy=remedy)


def _schools_as_guests(plan: Plan, rule: Rule, senders: Collection[str]) -> Iterator[Finding]:
    """Find county schools paid as 外聘 by a county: they may be subordinate to it (隸屬)."""
    hosts = plan.details.organisers.hosting
    if not senders or not any(_COUNTY.search(host) for host in hosts):
        return
    schools = tuple(name for name in senders if _COUNTY_SCHOOL.match(name))
    ceiling = rule.number(AFFILIATED)
    if schools and _price(plan, EXTERNAL) > ceiling:
        message = text(
            "{organisations} may be subordinate to the host; then their speakers are 隸屬 (ceiling {ceiling}).",
            organisations=Series(schools),
            ceiling=plain(ceiling),
        )
        remedy = text("Give them speaker_kind affiliated, or record that another county runs them.")
        yield _kind(plan, rule, EXTERNAL, schools, ceiling, message=message, remedy=remedy)


def _kind(
    plan: Plan,
    rule: Rule,
    kind: str,
    organisations: tuple[str, ...],
    ceiling: Decimal,
    *,
    message: Text,
    remedy: Text,
) -> Finding:
    line = next(iter(plan.budget.of_item(kind)), None)
    stake = _stake(plan, line, organisations, ceiling) if line else 0
    where = line.place("unit_price") if line else Place("timetable.csv", field="speaker_kind")
    return Finding(
        "SPEAKER-KIND", Severity.WARNING, message, remedy, where, Question.RATE, stake, rule.id
    )


def _price(plan: Plan, kind: str) -> Decimal:
    return max((line.unit_price for line in plan.budget.of_item(kind)), default=Decimal(0))


def _stake(plan: Plan, line: Line, organisations: tuple[str, ...], ceiling: Decimal) -> int:
    """Return what the periods of these organisations cost more, or less, at the other ceiling."""
    periods = sum(
        (
            block.periods
            for block in plan.working.blocks
            if f"fee-{block.speaker_kind}" == line.item
            and any(plan.timetable[row].organisation in organisations for row in block.rows)
        ),
        Decimal(0),
    )
    difference = EXACT.subtract(line.unit_price, ceiling)
    if line.item == INTERNAL:
        difference = max(-difference, Decimal(0))
    return whole_ntd(product(difference, periods, line.row.times))


def travel_is_for_guests(plan: Plan) -> list[Finding]:
    """Travel and lodging are paid to speakers from outside, not to the host's own (內聘)."""
    rule = plan.book.get("speaker-travel")
    if rule is None or not isinstance(rule.value, dict):
        return []
    fees = {line.item for line in plan.budget.fee_lines}
    if not fees or any(rule.value.get(fee) != "never" for fee in fees):
        return []
    return [
        by_rule(
            rule,
            Question.ACCOUNT,
            text(
                "“{item}” pays a journey, and every speaker is of the host (內聘).", item=line.name
            ),
            line.place("item"),
            stake=line.amount,
        )
        for line in plan.budget.of_item(*rule.card.items)
        if line.item == "speaker-travel" or "講" in line.name
    ]
