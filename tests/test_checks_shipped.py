"""The two plans that ship: what is found in them, and what a change of date or quantity brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plc_budget.checks import (
    ACCOUNT_CHECKS,
    BUDGET_CHECKS,
    CHECKS,
    RATE_CHECKS,
    SUM_CHECKS,
    check_plan,
)
from plc_budget.findings import Question, Severity
from plc_budget.plan import Plan, load_plan
from plc_budget.shipped import data_folder
from situations import (
    again,
    at,
    check,
    codes,
    county_plan,
    english,
    errors,
    ministry_plan,
    moved,
    only,
    requantified,
    row,
)


@pytest.mark.parametrize("name", ["hualien-113-plc-conveners", "moe-114-reading-workshop"])
def test_a_shipped_plan_can_be_approved(name: str) -> None:
    """No error stands and nothing is open, with what loading found counted in."""
    plan, found = load_plan(data_folder() / "plans" / name)
    assert plan is not None
    findings = check_plan(plan, found)

    assert errors(findings) == []
    assert [f.code for f in findings if f.is_open] == []
    assert plan.budget.total == plan.details.funding.approved_total


def test_the_county_plan_says_why() -> None:
    """Its three warnings are answered: 40-minute periods, 內聘 for school staff, 80 copies."""
    answered = [f for f in check_plan(county_plan()) if f.answer]

    assert [(f.code, f.stake) for f in answered] == [
        ("COPIES-ONLINE", 100 * 80),
        ("PERIOD-POLICY", 6_000 - 4_500),
        ("SPEAKER-KIND", (1_500 - 1_000) * 6),
    ]
    assert all(f.severity is Severity.WARNING for f in answered)


def test_the_county_plan_is_reminded_of_the_premium() -> None:
    """6,000 × 2.11 % = 126.6, so 127: a notice at the fee line, never a line of its own."""
    reminder = only(check_plan(county_plan()), "PREMIUM-MISSING")

    assert (reminder.severity, reminder.stake) == (Severity.NOTICE, 127)
    assert at(reminder) == "budget.csv C2"


def test_the_ministry_plan_is_reminded_of_its_room_and_its_helpers() -> None:
    """A rented room of 6,000 × 2 and helpers of 200 × 16 × 2 bring notices that ask nothing."""
    findings = check_plan(ministry_plan())
    room, helpers = only(findings, "OUTSIDE-VENUE"), only(findings, "EMPLOYER-INSURANCE")

    assert (room.severity, room.stake) == (Severity.NOTICE, 6_000 * 2)
    assert (helpers.severity, helpers.stake) == (Severity.NOTICE, 200 * 16 * 2)


def test_the_ministry_plan_uses_its_grant_whole() -> None:
    """30,000 capital and 138,000 業務費 are 168,000; 85 % of that is 142,800."""
    plan = ministry_plan()

    assert plan.budget.by_category() == {"業務費": 138_000, "設備及投資": 30_000}
    assert plan.budget.total == 168_000
    premium = plan.budget.get("premium")
    assert premium is not None
    assert premium.base_amount == 2_000 * 8 + 1_500 * 8 + 1_000 * 2 + 750 * 2
    assert premium.amount == 665  # 31,500 × 2.11 % = 664.65


def test_before_february_2018_a_period_cost_less() -> None:
    """On 2018-01-31 內聘 ends at 800: 1,000 is an error of (1,000 − 800) × 6."""
    findings = check_plan(moved(county_plan(), date(2018, 1, 31)))
    ceiling = only(findings, "FEE-CEILING")

    assert ceiling.severity is Severity.ERROR
    assert ceiling.stake == (1_000 - 800) * 6
    assert at(ceiling) == "budget.csv D2"
    assert "800" in english(ceiling)
    assert "1,000" in english(ceiling)


def test_from_february_2018_it_is_within() -> None:
    """A day later the ceiling is 1,000 and 1,000 is no more than that."""
    assert "FEE-CEILING" not in codes(check_plan(moved(county_plan(), date(2018, 2, 1))))


def test_ten_more_copies_are_too_many() -> None:
    """6,000 + 9,000 + 1,000 is 1,000 above the approved 15,000, and 80 copies were answered for."""
    findings = check_plan(requantified(county_plan(), printing=90))
    over = only(findings, "BUDGET-OVER")

    assert over.severity is Severity.ERROR
    assert over.stake == 6_000 + 9_000 + 1_000 - 15_000
    copies = only(findings, "COPIES-ONLINE")
    assert copies.is_open
    assert copies.stake == 100 * 90
    assert "8,000" in copies.remedy.render("en")


def test_ten_copies_fewer_leave_money() -> None:
    """6,000 + 7,000 + 1,000 leaves 1,000 unused, and the reason for 80 copies holds for 70."""
    findings = check_plan(requantified(county_plan(), printing=70))

    assert only(findings, "BUDGET-UNDER").stake == 1_000
    assert not only(findings, "COPIES-ONLINE").is_open


def test_the_questions_come_in_their_order() -> None:
    """Findings are read as the accounting office asks: budget, account, rate, sums."""
    plan = requantified(moved(ministry_plan(), date(2026, 6, 30)), printing=95)
    asked = [finding.question for finding in check_plan(plan)]

    assert asked == sorted(asked)
    assert set(asked) >= {Question.BUDGET, Question.ACCOUNT, Question.RATE}


@pytest.mark.parametrize(
    ("checks", "question"),
    [
        (BUDGET_CHECKS, Question.BUDGET),
        (ACCOUNT_CHECKS, Question.ACCOUNT),
        (RATE_CHECKS, Question.RATE),
        (SUM_CHECKS, Question.SUMS),
    ],
)
def test_a_check_answers_the_question_it_stands_under(
    checks: tuple[object, ...], question: Question
) -> None:
    """What a check finds in the shipped plans, put out of joint, is of its own question."""
    plan = again(
        moved(ministry_plan(), date(2026, 9, 1)),
        rows=[
            replace(r, quantity=None if r.source or r.rate else (r.quantity or Decimal(0)) + 1)
            for r in ministry_plan().rows
        ],
    )
    found = [finding for look in checks for finding in look(plan)]  # type: ignore[operator]

    assert {finding.question for finding in found} <= {question}
    assert found or question is Question.SUMS


def test_every_check_is_run() -> None:
    """No function of a room of checks is left out of the list."""
    listed = {f"{look.__module__}.{look.__name__}" for look in CHECKS}

    assert listed == {
        f"{look.__module__}.{name}"
        for look in CHECKS
        for name, thing in vars(__import__(look.__module__, fromlist=["x"])).items()
        if getattr(thing, "__annotations__", {}) == {"plan": "Plan", "return": "list[Finding]"}
        and thing.__module__ == look.__module__
        and not name.startswith("_")
    }


def test_an_empty_plan_brings_no_fault() -> None:
    """A plan of one line and nothing else is checked without a complaint about the rest."""
    assert codes(check(row("文具", 100, 10))) == []


def test_checking_changes_nothing() -> None:
    """A plan is the same before and after it is checked."""
    plan: Plan = county_plan()
    before = repr(plan)

    check_plan(plan)

    assert repr(plan) == before
