"""Half periods for a few minutes: paid by the table, and a reason is asked for."""

from __future__ import annotations

import pytest

from plc_budget.checks import check_plan
from plc_budget.findings import Finding
from plc_budget.plan import Answer
from plc_budget.rules import shipped_cards
from situations import at, check, codes, county_plan, english, lesson, ministry_plan, only, row

FEE = row("外聘講座鐘點費", 2000, source="timetable:external")


def taught(end: str, policy: str = "speaker-fee-period", *answers: Answer) -> list[Finding]:
    """Check one lesson of a guest at 2,000 a period, from nine o'clock."""
    return check(FEE, timetable=[lesson("9:00", end)], policy=policy, answers=answers)


@pytest.mark.parametrize(
    ("end", "over"), [("9:51", 1), ("10:06", 16), ("10:41", 1), ("9:10", 10), ("9:24", 24)]
)
def test_a_few_minutes_paid_as_half_a_period_want_a_reason(end: str, over: int) -> None:
    """51 and 66 minutes are 1.5 periods of 50, 101 are 2.5, 10 and 24 are 0.5: 2,000 × 0.5 each."""
    short = only(taught(end), "PERIOD-SHORTFALL")

    assert short.is_open
    assert short.stake == 2_000 * 0.5
    assert f"for {over} minutes" in english(short)
    assert "1,000 NTD" in english(short)
    assert at(short) == "timetable.csv B2"


@pytest.mark.parametrize("end", ["9:50", "10:07", "10:30", "10:40", "9:25", "9:40"])
def test_half_a_period_that_is_worked_for_asks_nothing(end: str) -> None:
    """50, 90 and 100 minutes have no shortfall; 67 are 17 over, a third of 50; 25 are half of 50."""
    assert "PERIOD-SHORTFALL" not in codes(taught(end))


def test_the_reason_of_the_plan_answers_it() -> None:
    """Given for 1,000 it holds for 1,000."""
    reason = Answer("PERIOD-SHORTFALL", "講座延長答問，經主計同意。", stake=1_000)

    assert not only(taught("9:51", "speaker-fee-period", reason), "PERIOD-SHORTFALL").is_open


def test_the_third_is_of_the_plans_own_period() -> None:
    """Of 40 minutes, 53 are 13 over and less than a third; 54 are 14 over and more."""
    assert "PERIOD-SHORTFALL" in codes(taught("9:53", "period-elementary"))
    assert "PERIOD-SHORTFALL" not in codes(taught("9:54", "period-elementary"))


def test_the_shipped_plans_have_none() -> None:
    """240 minutes are six periods of 40; blocks of 90 are two periods."""
    assert "PERIOD-SHORTFALL" not in codes(check_plan(county_plan()))
    assert "PERIOD-SHORTFALL" not in codes(check_plan(ministry_plan()))


def test_the_card_claims_no_more_than_the_table_says() -> None:
    """Joined rows and shared slots are not in the table, and the card's note says so."""
    note = shipped_cards()["speaker-fee-period"].note

    assert note is not None
    assert "our reading and not verified" in note.render("en")
    assert all(part in note.render("en") for part in ("joined", "shared"))
    assert all(part in note.render("zh_Hant_TW") for part in ("合併列計", "同時段併計", "未經查證"))
