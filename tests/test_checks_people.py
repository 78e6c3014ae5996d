"""Question 3: wages, staff, examiners, substitutes, visits of half a day, and meals."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Severity
from situations import COUNTY, SUBSIDY, at, check, codes, english, lesson, only, row

WHO = {"訪視費": "outsider"}
JANUARY = date(2025, 1, 1)
WINTER = date(2024, 12, 31)


def test_nobody_is_paid_less_than_the_minimum_wage() -> None:
    """In 2025 an hour is 190: at 189 county money, too, owes 1 × 40 hours."""
    below = only(check(row("工讀費", 189, 40, "時"), funding=COUNTY), "MINIMUM-WAGE")

    assert (below.severity, below.stake, at(below)) == (Severity.ERROR, 40, "budget.csv D2")
    assert "MINIMUM-WAGE" not in codes(check(row("工讀費", 190, 40, "小時")))


def test_the_minimum_wage_rises_with_the_year() -> None:
    """183 an hour was right on the last day of 2024 and is an error on the first of 2025."""
    line = row("工讀費", 183, 40, "時")

    assert "MINIMUM-WAGE" not in codes(check(line, day=WINTER))
    assert only(check(line, day=JANUARY), "MINIMUM-WAGE").stake == (190 - 183) * 40


def test_an_hour_of_2027_is_paid_205() -> None:
    """On 2027-03-10 the 196 of the year before is 9 × 40 too little; 1.2 × 205 = 246 is within."""
    day = date(2027, 3, 10)
    below = only(check(row("工讀費", 196, 40, "時"), day=day, funding=SUBSIDY), "MINIMUM-WAGE")
    at_most = codes(check(row("工讀費", 246, 40, "時"), day=day, funding=SUBSIDY))

    assert below.stake == (205 - 196) * 40
    assert "205" in english(below)
    assert {"MINIMUM-WAGE", "TEMP-WORKER"}.isdisjoint(at_most)
    assert "TEMP-WORKER" in codes(check(row("工讀費", 247, 40, "時"), day=day, funding=SUBSIDY))


def test_the_cashier_withholds_from_the_wage_of_the_year() -> None:
    """A fee of 30,000 reaches the 29,500 a month of 2026 and not the 30,900 of 2027."""
    fee = row("外聘講座鐘點費", 1_875, unit="節", source="timetable:external")
    whole_day = [lesson("8:00", "20:00")]  # 720 minutes are 16 periods: 1,875 × 16 = 30,000

    def told(day: date) -> list[str]:
        return codes(check(fee, timetable=whole_day, day=day))

    assert "SUPPLEMENTARY-PREMIUM-WITHHOLDING" in told(date(2026, 12, 31))
    assert "SUPPLEMENTARY-PREMIUM-WITHHOLDING" not in told(date(2027, 1, 1))


def test_a_helper_by_the_month() -> None:
    """28,589 a month is 1 below the minimum wage of 2025."""
    assert only(check(row("臨時人員費", 28_589, 2, "月")), "MINIMUM-WAGE").stake == 2


def test_the_ministry_pays_little_above_it() -> None:
    """1.2 × 190 = 228 is within; 229 is 1 × 40 too much, for the ministry and not for a county."""
    line = row("工讀費", 229, 40, "時")
    above = only(check(line, funding=SUBSIDY), "TEMP-WORKER")

    assert (above.severity, above.stake) == (Severity.WARNING, 40)
    assert "228" in english(above)
    assert "TEMP-WORKER" not in codes(check(row("工讀費", 228, 40, "時"), funding=SUBSIDY))
    assert "TEMP-WORKER" not in codes(check(line, funding=COUNTY))


@pytest.mark.parametrize("unit", ["日", "式", ""])
def test_a_day_is_not_compared_with_an_hour(unit: str) -> None:
    """Where the unit is no hour and no month nothing is said, rather than something wrong."""
    assert "MINIMUM-WAGE" not in codes(check(row("工讀費", 150, 4, unit)))


@pytest.mark.parametrize(
    ("post", "least", "most"),
    [
        ("兼任計畫主持人", 6_000, 10_000),
        ("兼任協同計畫主持人", 5_000, 7_000),
        ("兼任行政助理", 4_000, 6_000),
    ],
)
def test_staff_is_paid_within_the_scale(post: str, least: int, most: int) -> None:
    """Both ends of the scale are within; 1 more is 1 × 10 months too much, 1 less is said as well."""
    money = row("印刷費", 10_000, 100, note="1式")

    def monthly(price: int) -> list[str]:
        staff = row(post, price, 10, "人月", category="人事費")
        return [
            f"{f.code} {f.stake}"
            for f in check(staff, money, funding=SUBSIDY)
            if f.code == "MOE-PERSONNEL"
        ]

    assert monthly(least) == monthly(most) == []
    assert monthly(most + 1) == ["MOE-PERSONNEL 10"]
    assert monthly(least - 1) == ["MOE-PERSONNEL 0"]


def test_a_full_time_assistant_follows_another_scale() -> None:
    """專任助理 at 40,000 a month is not measured by the scale of part-time ones."""
    staff = row("專任助理", 40_000, 10, "月", category="人事費")

    assert "MOE-PERSONNEL" not in codes(check(staff, funding=SUBSIDY))


def test_staff_takes_at_most_half_of_the_plan() -> None:
    """60,000 of 110,000 is 5,000 beyond half; 50,000 of 100,000 is half."""

    def plan(months: int) -> list[str]:
        staff = row("兼任計畫主持人", 10_000, months, "人月", category="人事費")
        return [
            f"{f.stake}"
            for f in check(staff, row("印刷費", 500, 100), funding=SUBSIDY)
            if f.code == "MOE-PERSONNEL-SHARE"
        ]

    assert plan(6) == ["5000"]
    assert plan(5) == []


def test_an_examiner_is_paid_like_a_lecturer() -> None:
    """主試費 ends at the 2,000 of an outside lecturer, 監場費 at the half an assistant takes."""
    assert only(check(row("主試費", 2_001, 3, "節")), "EXAMINER-FEE").stake == 3
    assert only(check(row("監場費", 1_001, 3, "節")), "EXAMINER-FEE").stake == 3
    within = [row("主試費", 2_000, 3, "節"), row("監場費", 1_000, 3, "節")]
    assert "EXAMINER-FEE" not in codes(check(*within))


def test_a_substitute_is_paid_the_rate_of_the_school() -> None:
    """405, 455 and 505 are the rates; 400 is none of them, and 600 is 95 × 4 above the highest."""
    odd = only(check(row("代課費", 400, 4, "節")), "SUBSTITUTE-FEE")
    dear = only(check(row("代課費", 600, 4, "節")), "SUBSTITUTE-FEE")

    assert (odd.severity, odd.stake, dear.stake) == (Severity.NOTICE, 0, 380)
    assert "405, 455, 505" in english(odd)
    assert "SUBSTITUTE-FEE" not in codes(check(row("代課費", 455, 4, "節")))


@pytest.mark.parametrize(
    ("day", "right", "wrong"),
    [
        (date(2022, 1, 31), 320, 336),
        (date(2022, 2, 1), 336, 320),
        (date(2025, 8, 31), 336, 405),
        (date(2025, 9, 1), 405, 336),
        (date(2026, 12, 10), 405, 336),
    ],
)
def test_the_rate_of_a_substitute_is_that_of_the_day(day: date, right: int, wrong: int) -> None:
    """An elementary school paid 320, from February 2022 on 336, and pays 405 from September 2025 on."""
    assert "SUBSTITUTE-FEE" not in codes(check(row("代課費", right, 4, "節"), day=day))
    assert str(right) in english(
        only(check(row("代課費", wrong, 4, "節"), day=day), "SUBSTITUTE-FEE")
    )


def test_a_visit_of_half_a_day_costs_less() -> None:
    """訪視費 ends at 4,000; for half a day, as the note says, at 2,500."""

    def visit(price: int, note: str) -> list[str]:
        line = row("訪視費", price, 3, "人次", note=note)
        return codes(check(line, funding=SUBSIDY, recipients=WHO))

    assert "MOE-FEE-HALF-DAY" not in visit(2_501, "全日")
    assert "MOE-FEE-HALF-DAY" not in visit(2_500, "半日")
    half = check(row("訪視費", 2_501, 3, "人次", note="半日"), funding=SUBSIDY, recipients=WHO)
    assert only(half, "MOE-FEE-HALF-DAY").stake == 3


def test_a_day_of_meals_costs_at_most_280() -> None:
    """Lunch 120 and dinner 120 are 240; with a third meal of 41 it is 1 × 60 people too much."""
    two = [row("午餐", 120, 60, "餐"), row("晚餐", 120, 60, "餐")]
    third = row("膳費", 41, 60, "餐")

    assert "MEAL-DAY" not in codes(check(*two, funding=SUBSIDY))
    assert only(check(*two, third, funding=SUBSIDY), "MEAL-DAY").stake == 60


def test_two_days_allow_280_and_340() -> None:
    """The first day has no breakfast: 280 + 340 = 620 a person; 311 twice is 2 × 60 too much."""
    days = [lesson("9:00", "16:00", "unpaid", day=date(2025, 10, d)) for d in (14, 15)]

    def person(price: int) -> list[int]:
        meals = row("膳費", price, 60, "人", times=2)
        return [
            f.stake for f in check(meals, funding=SUBSIDY, timetable=days) if f.code == "MEAL-DAY"
        ]

    assert person(310) == []
    assert person(311) == [2 * 60]


@pytest.mark.parametrize(
    ("times", "allowed"),
    [
        ([("9:00", "10:00"), ("10:00", "13:00")], 160),
        ([("9:00", "10:00"), ("10:00", "13:01")], 280),
        ([("12:00", "14:00"), ("14:00", "17:00")], 160),
        ([("11:59", "14:00"), ("14:00", "17:00")], 280),
    ],
)
def test_half_a_day_has_one_meal(times: list[tuple[str, str]], allowed: int) -> None:
    """An event that is over by 13:00, or begins at 12:00, allows 160 a person; a longer one 280."""
    timetable = [lesson(start, end, "unpaid") for start, end in times]

    def person(price: int) -> list[int]:
        meals = row("膳費", price, 60, "人日")
        return [
            f.stake
            for f in check(meals, funding=SUBSIDY, timetable=timetable)
            if f.code == "MEAL-DAY"
        ]

    assert person(allowed) == []
    assert person(allowed + 1) == [60]


def test_a_later_day_has_breakfast() -> None:
    """By the day, 340 is right for the second of two days; 341 is right for none."""
    days = [lesson("9:00", "16:00", "unpaid", day=date(2025, 10, d)) for d in (14, 15)]

    def person(price: int) -> list[str]:
        return codes(check(row("膳費", price, 60, "人日"), funding=SUBSIDY, timetable=days))

    assert "MEAL-DAY" not in person(340)
    assert "MEAL-DAY" in person(341)
    assert "MEAL-CEILING" not in person(341)


def test_the_most_people_who_eat_count() -> None:
    """A lunch of 200 for 60 and a dinner of 100 for 10 are 300 a person, 20 × 60 too much."""
    meals = [row("午餐", 200, 60, "人"), row("晚餐", 100, 10, "人")]

    assert only(check(*meals, funding=SUBSIDY), "MEAL-DAY").stake == 20 * 60


def test_parents_may_eat_for_more() -> None:
    """Mainly outsiders have 500 a day; for teachers 390 twice is 780 − 620 = 160 × 60 too much."""
    days = [lesson("9:00", "16:00", "unpaid", day=date(2025, 10, d)) for d in (14, 15)]
    meals = row("膳費", 390, 60, "人", times=2)

    assert "MEAL-DAY" not in codes(check(meals, funding=SUBSIDY, timetable=days, who="家長"))
    teachers = check(meals, funding=SUBSIDY, timetable=days, who="教師")
    assert only(teachers, "MEAL-DAY").stake == (390 * 2 - 620) * 60


@pytest.mark.parametrize("unit", ["式", "批"])
def test_a_lump_of_meals_is_no_person(unit: str) -> None:
    """6,000 in a lump is not what one person eats."""
    assert "MEAL-DAY" not in codes(check(row("膳費", 6_000, 1, unit), funding=SUBSIDY))


@pytest.mark.parametrize("words", ["工讀生勞健保費", "雇主負擔勞退金"])
def test_helpers_are_insured(words: str) -> None:
    """工讀費 without the employer's insurance is reminded of it; a line of it, or a note, is enough."""
    helpers = row("工讀費", 200, 40, "時")
    reminder = only(check(helpers), "EMPLOYER-INSURANCE")

    assert (reminder.severity, reminder.stake) == (Severity.NOTICE, 8_000)
    assert "EMPLOYER-INSURANCE" not in codes(check(helpers, row(words, 1_000, 1)))
    noted = row("工讀費", 200, 40, "時", note=f"含{words}")
    assert "EMPLOYER-INSURANCE" not in codes(check(noted))
    assert "EMPLOYER-INSURANCE" in codes(check(helpers, row("二代健保補充保費", 169, 1)))


def test_a_year_without_a_wage_is_said() -> None:
    """In 2028 the 205 of 2027 is used, and the plan is told and asked; in 2027 it is not."""
    line = row("工讀費", 205, 40, "時")
    finding = only(check(line, day=date(2028, 1, 1)), "RULE-YEAR")

    assert (finding.severity, finding.citation) == (Severity.WARNING, "minimum-wage")
    assert "2028-01-01" in english(finding)
    assert "205 NTD an hour" in english(finding)
    assert "RULE-YEAR" not in codes(check(line, day=date(2027, 12, 31)))
    assert "RULE-YEAR" not in codes(check(row("印刷費", 100, 80), day=date(2028, 1, 1)))


def test_a_fee_of_a_months_wage_depends_on_the_year_too() -> None:
    """720 minutes are 16 periods of 2,000, so 32,000: beyond the 30,900 of 2027, but is it in 2028?"""
    fee = row("外聘講座鐘點費", 2_000, unit="節", source="timetable:external")
    day = date(2028, 3, 1)
    large = check(fee, timetable=[lesson("8:00", "20:00")], day=day)

    assert only(large, "RULE-YEAR").citation == "minimum-wage"
    assert "RULE-YEAR" not in codes(check(fee, timetable=[lesson("8:00", "9:00")], day=day))
