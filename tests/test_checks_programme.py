"""Rules of one programme: they bind a plan that states them, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Severity
from plc_budget.tables import TimetableRow
from situations import COUNTY, at, check, codes, english, lesson, only, row

SATURDAY = date(2025, 10, 18)
LATE = {
    "ea-late-meals": {
        "meal": 80,
        "persons": 10,
        "amount": 800,
        "overtime-hour": 200,
        "percent": 10,
        "noon": "12:30",
        "evening": "18:00",
    }
}


@pytest.mark.parametrize(
    "card",
    [
        "ea-event-ceiling",
        "ea-speaker-hours",
        "ea-late-meals",
        "ea-materials",
        "ea-not-payable",
        "ea-printing-share",
        "ea-venue-decoration",
        "ea-admin-share",
        "misc-share",
    ],
)
def test_what_a_plan_does_not_state_does_not_bind_it(card: str) -> None:
    """Dear meals, gifts, decoration and long days of a county's plan break no rule of a programme."""
    findings = check(
        row("便當", 200, 60, "餐"),
        row("紀念品", 100, 60),
        row("場地布置費", 9_000, 1, "場"),
        row("材料費", 500, 60),
        row("雜支", 9_000, 1),
        row("外聘講座鐘點費", 2_000, 8, "節"),
        timetable=[lesson("9:00", "16:12")],
        day=SATURDAY,
        funding=COUNTY,
    )

    assert card not in {finding.citation for finding in findings}


def test_an_event_costs_at_most_ten_thousand() -> None:
    """Two events of 10,000 are within 10,000 each and 20,000 in all; 1 more is 1 too much of both."""
    stated = {"ea-event-ceiling": {"event": 10_000, "school": 20_000}}

    def plan(total: int) -> list[int]:
        findings = check(row("印刷費", total, 1), sessions=2, parameters=stated)
        return [f.stake for f in findings if f.code == "EA-EVENT-CEILING"]

    assert plan(20_000) == []
    assert plan(20_002) == [(10_001 - 10_000) * 2, 20_002 - 20_000]


@pytest.mark.parametrize(
    ("day", "end", "asked"),
    [
        (SATURDAY, "12:00", False),
        (SATURDAY, "12:01", True),
        (date(2025, 10, 14), "11:00", False),
        (date(2025, 10, 14), "11:01", True),
        (date(2025, 10, 17), "11:01", True),
        (date(2025, 10, 19), "12:00", False),
    ],
)
def test_speakers_teach_three_hours_of_a_weekend_day(day: date, end: str, *, asked: bool) -> None:
    """180 minutes on a Saturday and 120 on an evening of the week; one minute more is asked about."""
    stated = {"ea-speaker-hours": {"weekend-day": 3, "evening": 2}}
    findings = check(timetable=[lesson("9:00", end)], day=day, parameters=stated)

    assert ("EA-SPEAKER-HOURS" in codes(findings)) is asked


def evening(end: str) -> list[TimetableRow]:
    """Hold an event from the afternoon on."""
    return [lesson("14:00", "15:00", "unpaid"), lesson("15:00", end, "unpaid")]


def test_a_meal_is_for_an_event_past_the_meal_hour() -> None:
    """Until 18:00 nobody is fed; until 18:01 ten people are, at 80."""
    meals = row("便當", 80, 10, "餐")
    rest = row("印刷費", 7_200, 1)
    early = check(meals, rest, timetable=evening("18:00"), parameters=LATE)
    late = check(meals, rest, timetable=evening("18:01"), parameters=LATE)

    assert only(early, "EA-LATE-MEALS").stake == 800
    assert "EA-LATE-MEALS" not in codes(late)


def test_a_morning_that_goes_on_past_noon_is_fed() -> None:
    """From 9:00 to 12:30 it does not, to 12:31 it does."""
    meals, rest = row("便當", 80, 10, "餐"), row("印刷費", 7_200, 1)
    to_noon = [lesson("9:00", "12:30", "unpaid")]
    past_noon = [lesson("9:00", "10:00", "unpaid"), lesson("10:00", "12:31", "unpaid")]
    from_noon = [lesson("12:30", "13:30", "unpaid"), lesson("13:30", "14:00", "unpaid")]

    assert "EA-LATE-MEALS" in codes(check(meals, rest, timetable=to_noon, parameters=LATE))
    assert "EA-LATE-MEALS" in codes(check(meals, rest, timetable=from_noon, parameters=LATE))
    assert "EA-LATE-MEALS" not in codes(check(rest, timetable=to_noon, parameters=LATE))
    assert "EA-LATE-MEALS" not in codes(check(meals, rest, parameters=LATE))
    assert "EA-LATE-MEALS" not in codes(check(meals, rest, timetable=past_noon, parameters=LATE))


@pytest.mark.parametrize(
    ("price", "people", "rest", "stakes"),
    [
        (80, 10, 7_200, []),
        (90, 8, 7_280, [(90 - 80) * 8]),
        (70, 11, 7_000, [0]),  # 11 people are too many; 770 is within 800
        (80, 10, 6_200, [800 - 700]),  # 10 % of 7,000
    ],
)
def test_late_meals_are_few_and_cheap(
    price: int, people: int, rest: int, stakes: list[int]
) -> None:
    """At most 80 each, 10 people, 800 in all and 10 % of the plan."""
    findings = check(
        row("便當", price, people, "餐"),
        row("印刷費", rest, 1),
        timetable=evening("19:00"),
        parameters=LATE,
    )

    assert [f.stake for f in findings if f.code == "EA-LATE-MEALS"] == stakes


def test_material_for_one_person_is_limited() -> None:
    """材料費 100 a person is within what a plan states; 101 is 1 × 30 too much."""
    stated = {"ea-materials": {"materials": 100, "books": 100}}

    assert "EA-MATERIALS" not in codes(check(row("材料費", 100, 30, "人"), parameters=stated))
    assert only(check(row("材料費", 101, 30, "人"), parameters=stated), "EA-MATERIALS").stake == 30


def test_a_room_is_decorated_for_three_thousand() -> None:
    """場地布置費 ends at what the plan states."""
    stated = {"ea-venue-decoration": {"venue-decoration": 3_000, "usual": 1_500}}
    finding = only(
        check(row("場地布置費", 3_001, 2, "場"), parameters=stated), "EA-VENUE-DECORATION"
    )

    assert (finding.severity, finding.stake) == (Severity.WARNING, 2)


def test_a_programme_pays_no_tea() -> None:
    """A plan of the programme buys no 茶水, by the part of the rule it states."""
    stated = {"ea-not-payable": {"refreshments": "never"}}
    finding = only(
        check(row("茶水費", 20, 30), row("紀念品", 50, 30), parameters=stated), "EA-NOT-PAYABLE"
    )

    assert (finding.severity, finding.stake) == (Severity.WARNING, 600)


def test_a_session_for_parents_lasts_an_hour() -> None:
    """60 minutes are enough where a plan states it; 59 are not."""
    stated = {"hualien-parent-sessions": {"minutes-min": 60}}
    short = check(timetable=[lesson("19:00", "19:59", "unpaid")], parameters=stated)
    halves = [lesson("19:00", "19:30", "unpaid"), lesson("19:30", "20:00", "unpaid")]
    enough = check(timetable=halves, parameters=stated)

    assert "59 minutes" in english(only(short, "HUALIEN-PARENT-SESSIONS"))
    assert "HUALIEN-PARENT-SESSIONS" not in codes(enough)


def test_the_amounts_of_a_community_are_the_plans_own() -> None:
    """What a plan states of its grant is said with the paper it is taken from."""
    stated = {"hualien-community": {"community-max": 25_000}}

    assert (
        at(only(check(parameters=stated), "RULE-STATED"))
        == "plan.toml parameters.hualien-community"
    )
