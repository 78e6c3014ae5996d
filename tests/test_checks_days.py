"""The days of a plan: school year, fiscal year, period, deadlines, and the day of its rules."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.checks.days import deadline
from plc_budget.findings import Severity
from plc_budget.rules import Rule, shipped_cards
from situations import COUNTY, SUBSIDY, at, check, codes, english, lesson, only, row

LINE = row("印刷費", 100, 80, note="80本")
HUALIEN = {"funding": COUNTY, "county": "花蓮縣"}


def days(*isos: str) -> list[date]:
    """Read days."""
    return [date.fromisoformat(iso) for iso in isos]


@pytest.mark.parametrize("day", days("2024-08-01", "2025-07-31"))
def test_a_day_of_the_school_year(day: date) -> None:
    """School year 113 runs from 2024-08-01 to 2025-07-31."""
    assert "SCHOOL-YEAR" not in codes(check(LINE, day=day, school_year=113))


@pytest.mark.parametrize("day", days("2024-07-31", "2025-08-01"))
def test_a_day_outside_the_school_year(day: date) -> None:
    """A day earlier or later is a notice: nobody verified the rule."""
    finding = only(check(LINE, day=day, school_year=113), "SCHOOL-YEAR")

    assert finding.severity is Severity.NOTICE
    assert "2024-08-01 to 2025-07-31" in english(finding)


def test_a_plan_that_spends_in_two_fiscal_years() -> None:
    """From October to the end of December it is one year, to the first of January two."""
    one = check(LINE, last_day=date(2025, 12, 31))
    two = check(LINE, last_day=date(2026, 1, 1))

    assert "FISCAL-YEAR" not in codes(one)
    assert only(two, "FISCAL-YEAR").severity is Severity.NOTICE


@pytest.mark.parametrize("card", ["school-year", "fiscal-year"])
def test_a_year_that_is_stated_in_part_is_no_year(card: str) -> None:
    """Where a plan states only the first month of a year, nothing is reckoned with it."""
    findings = check(
        LINE,
        funding=SUBSIDY,
        school_year=113,
        last_day=date(2026, 1, 31),
        parameters={card: {"start-month": 1}},
    )

    assert card not in {f.citation for f in findings if f.code != "RULE-STATED"}


def test_debts_are_carried_over_by_the_fifth_of_january() -> None:
    """A grant that ends in December is told until when unpaid debts can be carried over."""
    december = check(LINE, funding=SUBSIDY, last_day=date(2025, 12, 31))
    early = check(LINE, funding=SUBSIDY, last_day=date(2025, 12, 1))
    november = check(LINE, funding=SUBSIDY, last_day=date(2025, 11, 30))

    assert "2026-01-05" in english(only(december, "CARRY-OVER-MOE"))
    assert "CARRY-OVER-MOE" in codes(early)
    assert "CARRY-OVER-MOE" not in codes(november)


def test_an_event_after_the_period() -> None:
    """An event on the last day of the period is within it, a day later the whole plan is not."""
    period = {"last_day": date(2025, 10, 13)}
    grant = only(check(LINE, funding=SUBSIDY, **period), "EVENT-AFTER-PERIOD")
    county = only(check(LINE, **period), "EVENT-AFTER-PERIOD")

    assert (grant.severity, grant.stake, grant.citation) == (
        Severity.WARNING,
        8_000,
        "spending-window",
    )
    assert county.citation == ""
    assert "EVENT-AFTER-PERIOD" not in codes(check(LINE, last_day=date(2025, 10, 14)))


def test_the_first_day_of_the_timetable_is_the_day_of_the_rules() -> None:
    """A timetable of 15 October under a plan of 14 October picks the wrong day for its rules."""
    tomorrow = [lesson("9:00", "10:00", "unpaid", day=date(2025, 10, 15))]
    today = [lesson("9:00", "10:00", "unpaid", day=date(2025, 10, 14))]

    assert only(check(LINE, timetable=tomorrow), "TIMETABLE-DAY").severity is Severity.WARNING
    assert "TIMETABLE-DAY" not in codes(check(LINE, timetable=today))
    undated = [lesson("9:00", "10:00", "unpaid")]
    assert "TIMETABLE-DAY" not in codes(check(LINE, timetable=undated))


def test_a_county_settles_twenty_days_after_the_event() -> None:
    """An event of 14 October is settled by 3 November, whatever the plan period is."""
    finding = only(check(LINE, **HUALIEN, last_day=date(2026, 7, 31)), "SETTLEMENT-DUE")

    assert finding.severity is Severity.NOTICE
    assert "2025-11-03" in english(finding)
    assert "114年11月3日" in english(finding)
    assert at(finding) == "plan.toml event.date"


def test_the_last_day_of_the_event_counts() -> None:
    """Of two days, the second begins the 20 days: 15 October to 4 November."""
    two = [lesson("9:00", "10:00", "unpaid", day=day) for day in days("2025-10-14", "2025-10-15")]

    assert "2025-11-04" in english(only(check(LINE, **HUALIEN, timetable=two), "SETTLEMENT-DUE"))


def test_another_county_has_its_own_days() -> None:
    """The 20 days are Hualien's; a plan of another county, or of none, is not told them."""
    assert "SETTLEMENT-DUE" not in codes(check(LINE, county="甲縣"))
    assert "SETTLEMENT-DUE" not in codes(check(LINE, county=""))


def test_a_plan_states_another_deadline() -> None:
    """An approval letter that gives 30 days is followed: 14 October to 13 November."""
    stated = check(LINE, **HUALIEN, parameters={"settlement-hualien": {"days": 30}})

    assert "2025-11-13" in english(only(stated, "SETTLEMENT-DUE"))


def test_the_ministry_is_settled_two_months_after_the_period() -> None:
    """A period to 31 July is settled by 30 September, not two months after the event."""
    finding = only(check(LINE, funding=SUBSIDY, last_day=date(2026, 7, 31)), "SETTLEMENT-DUE")

    assert "2026-09-30" in english(finding)
    assert at(finding) == "plan.toml event.last_day"


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("2025-05-31", "2025-07-31"),
        ("2025-07-31", "2025-09-30"),
        ("2025-10-31", "2025-12-31"),
        ("2025-11-30", "2026-01-30"),
        ("2025-12-31", "2026-02-28"),
        ("2027-12-31", "2028-02-29"),
        ("2027-12-29", "2028-02-29"),
        ("2026-12-28", "2027-02-28"),
    ],
)
def test_months_end_where_the_calendar_does(last: str, due: str) -> None:
    """Two months after a day that the month does not have are its last day (民法第121條)."""
    card = shipped_cards()["settlement-moe"]

    assert deadline(date.fromisoformat(last), Rule(card, card.values[-1])).isoformat() == due


@pytest.mark.parametrize(
    ("last", "due"), [("2025-02-08", "2025-02-28"), ("2025-12-20", "2026-01-09")]
)
def test_days_are_counted_over_month_and_year(last: str, due: str) -> None:
    """Twenty days after the event."""
    card = shipped_cards()["settlement-hualien"]

    assert deadline(date.fromisoformat(last), Rule(card, card.values[-1])).isoformat() == due
