"""Question 4: sums proven by a second path, and quantities in their steps and bounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.budget import Budget
from plc_budget.checks.sums import amounts_proven, total_proven
from plc_budget.findings import Question, Severity
from plc_budget.plan import Plan
from situations import at, check, codes, county_plan, lesson, ministry_plan, only, plan_of, row

MONEY = st.decimals(0, 10**5, places=2)


def with_amount(plan: Plan, code: str, amount: int) -> Plan:
    """Return a plan one of whose amounts was reckoned wrong."""
    lines = [replace(ln, amount=amount) if ln.code == code else ln for ln in plan.budget.lines]
    return replace(plan, budget=Budget(tuple(lines)))


@pytest.mark.parametrize("plan", [county_plan(), ministry_plan()], ids=["county", "ministry"])
def test_the_shipped_plans_are_proven(plan: Plan) -> None:
    """Each amount and the total come out the same on a second path."""
    assert amounts_proven(plan) + total_proven(plan) == []


def test_an_amount_one_dollar_off_is_found() -> None:
    """100 × 80 is 8,000 and not 8,001; the sheet would be stopped."""
    finding = only(amounts_proven(with_amount(county_plan(), "printing", 8_001)), "SUM-NOT-PROVEN")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 1)
    assert (finding.question, at(finding)) == (Question.SUMS, "budget.csv F3")


def test_a_percentage_one_dollar_off_is_found() -> None:
    """31,500 × 2.11 % = 664.65 is 665 and not 664."""
    finding = only(amounts_proven(with_amount(ministry_plan(), "premium", 664)), "SUM-NOT-PROVEN")

    assert finding.stake == 1


@given(MONEY, MONEY, st.decimals(0, 100, places=1))
def test_every_amount_is_proven(price: Decimal, quantity: Decimal, times: Decimal) -> None:
    """Whatever is multiplied, both paths agree, and with fractions as well."""
    plan = plan_of(row("印刷費", price, quantity, times=times))

    assert amounts_proven(plan) + total_proven(plan) == []
    exact = Fraction(price) * Fraction(quantity) * Fraction(times)
    assert plan.budget.total == int(exact + Fraction(1, 2))


def test_a_quantity_keeps_its_step() -> None:
    """80 changes in steps of 10, 85 does not, and 2.5 changes in steps of 0.5."""
    in_steps = check(row("印刷費", 100, 80, step=10), row("場地使用費", 100, "2.5", step="0.5"))
    finding = only(check(row("印刷費", 100, 85, step=10)), "QUANTITY-STEP")

    assert "QUANTITY-STEP" not in codes(in_steps)
    assert (finding.severity, finding.stake, at(finding)) == (
        Severity.WARNING,
        8_500,
        "budget.csv F2",
    )


def test_periods_keep_the_bounds_of_their_line() -> None:
    """2 periods are within 0 to 2; in bounds of 0 to 1, or of 3 and more, they are asked about."""

    def bounded(**bounds: int) -> list[str]:
        line = row("外聘講座鐘點費", 2_000, None, "節", source="timetable:external", **bounds)
        return codes(check(line, timetable=[lesson("9:00", "10:30")]))

    assert "QUANTITY-BOUNDS" not in bounded(min_quantity=0, max_quantity=2)
    assert "QUANTITY-BOUNDS" not in bounded(min_quantity=2)
    assert "QUANTITY-BOUNDS" in bounded(min_quantity=0, max_quantity=1)
    assert "QUANTITY-BOUNDS" in bounded(min_quantity=3)
    assert "QUANTITY-BOUNDS" not in bounded()
