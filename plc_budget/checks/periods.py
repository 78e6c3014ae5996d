"""Question 3, the periods: how minutes were counted, and how else they could have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.plan.details import NATIONAL_POLICY

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.timetable import Working


def counted_as_national(plan: Plan) -> list[Finding]:
    """A plan that counts periods its own way shows what the national table would give."""
    own, national = plan.book.get(plan.details.period_policy), plan.book.get(NATIONAL_POLICY)
    if own is None or national is None or own.id == national.id or not plan.working.blocks:
        return []
    joined = plan.working_under(national)
    by_row = plan.working_under(national, joins=False)
    stake = fees_at(plan, plan.working) - fees_at(plan, joined)
    message = text(
        "{title}: {own} periods; the national table gives {joined} (rows joined) or {by_row} (row by row).",
        title=own.card.title,
        own=plain(plan.working.total),
        joined=plain(joined.total),
        by_row=plain(by_row.total),
    )
    severity = Severity.WARNING if stake > 0 else Severity.NOTICE
    lines = [line for line in plan.budget.fee_lines if line.speaker_kind]
    where = lines[0].place("quantity") if lines else Place("plan.toml", field="periods.policy")
    finding = by_rule(
        own,
        Question.RATE,
        message,
        where,
        stake=max(stake, 0),
        code="PERIOD-POLICY",
        severity=severity,
    )
    return [finding]


def joined_or_by_row(plan: Plan) -> list[Finding]:
    """The national table leaves open whether rows of one speaker are joined; both are shown."""
    national = plan.book.get(NATIONAL_POLICY)
    if national is None or plan.details.period_policy != national.id:
        return []
    joined = plan.working_under(national, joins=True)
    by_row = plan.working_under(national, joins=False)
    if joined.total == by_row.total:
        return []
    message = text(
        "Rows of one speaker joined give {joined} periods, row by row {by_row}; the table does not say which.",
        joined=plain(joined.total),
        by_row=plain(by_row.total),
    )
    stake = abs(fees_at(plan, joined) - fees_at(plan, by_row))
    where = Place("plan.toml", field="periods.policy")
    return [
        by_rule(
            national,
            Question.RATE,
            message,
            where,
            stake=stake,
            code="PERIOD-READING",
            severity=Severity.NOTICE,
        )
    ]


def fees_at(plan: Plan, working: Working) -> int:
    """Return what the fee lines would cost under another count of periods. [NTD]"""
    return sum(
        whole_ntd(product(line.unit_price, working.of_kind(line.speaker_kind), line.row.times))
        for line in plan.budget.fee_lines
        if line.speaker_kind
    )
