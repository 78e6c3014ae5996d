"""Question 3, the half periods: a few minutes that are paid as half a period (減半支給)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Text, text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.tables import clock
from plc_budget.timetable.policy import HALF, paid_periods

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.timetable import Block, PeriodPolicy

LITTLE = Fraction(1, 3)
"""Part of a period that wants a reason when it is paid as half; our judgement, no regulation's."""
LITTLE_ALONE = Fraction(1, 2)
"""The same for a block that does not fill one period; our judgement, too."""


def half_periods_are_earned(plan: Plan) -> list[Finding]:
    """A half period paid for a few minutes, such as 51 minutes of 50, wants a reason."""
    policy = replace(plan.working.policy, pays_half=False)
    return [
        _shortfall(plan, block, over)
        for block in plan.working.blocks
        if block.periods % 1 and (over := _little(block, policy)) is not None
    ]


def _little(block: Block, full_only: PeriodPolicy) -> int | None:
    """Count the minutes beyond the full periods, if they are few. [min]"""
    full = int(paid_periods(block.minutes, full_only))
    over = block.minutes - full * full_only.minutes
    return over if over < (LITTLE if full else LITTLE_ALONE) * full_only.minutes else None


def _shortfall(plan: Plan, block: Block, over: int) -> Finding:
    first = plan.timetable[block.rows[0]]
    lines = [line for line in plan.budget.fee_lines if line.speaker_kind == block.speaker_kind]
    stake = sum(whole_ntd(product(line.unit_price, HALF, line.row.times)) for line in lines)
    return Finding(
        "PERIOD-SHORTFALL",
        Severity.WARNING,
        _message(plan, block, over, stake),
        text(
            "Change the times, count the minutes as unpaid, or record why the half period is paid."
        ),
        first.origin.place("end", lines[0].code if lines else ""),
        Question.RATE,
        stake,
        plan.details.period_policy,
    )


def _message(plan: Plan, block: Block, over: int, stake: int) -> Text:
    rows = [plan.timetable[row] for row in block.rows]
    return text(
        "“{activity}” ({start}-{end}): {minutes} minutes are paid as {periods} periods; "
        "the last half period ({stake:,} NTD) is for {over} minutes.",
        activity=rows[0].activity,
        start=clock(min(row.start for row in rows)),
        end=clock(max(row.end for row in rows)),
        minutes=block.minutes,
        periods=plain(block.periods),
        over=over,
        stake=stake,
    )
