"""Question 3: unit prices and amounts against ceilings and floors, by date, funding and kind."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Question, Severity
from plc_budget.tables import BudgetRow
from situations import COUNTY, SUBSIDY, TUESDAY, at, check, codes, english, lesson, only, row


@pytest.mark.parametrize(
    ("item", "ceiling"),
    [("外聘講座鐘點費", 2_000), ("外聘講座鐘點費（隸屬）", 1_500), ("內聘講座鐘點費", 1_000)],
)
def test_a_period_costs_at_most_what_its_kind_allows(item: str, ceiling: int) -> None:
    """At the ceiling nothing is said; one dollar above it is 1 × 4 periods too much."""
    above = only(check(row(item, ceiling + 1, 4, "節")), "FEE-CEILING")

    assert "FEE-CEILING" not in codes(check(row(item, ceiling, 4, "節")))
    assert (above.severity, above.stake, above.question) == (Severity.ERROR, 4, Question.RATE)
    assert at(above) == "budget.csv D2"
    assert above.citation == "speaker-fee-ceiling"


def test_times_count_in_the_stake() -> None:
    """(2,100 − 2,000) × 2 periods × 3 weeks = 600."""
    assert only(check(row("外聘講座鐘點費", 2_100, 2, "節", times=3)), "FEE-CEILING").stake == 600


def test_the_kind_of_the_timetable_decides() -> None:
    """A line that pays 隸屬 speakers is measured as 隸屬: (2,000 − 1,500) × 2 periods."""
    fee = row("講座鐘點費", 2_000, unit="節", source="timetable:affiliated")
    finding = only(check(fee, timetable=[lesson("9:00", "10:30", "affiliated")]), "FEE-CEILING")

    assert finding.stake == 1_000


@pytest.mark.parametrize(
    ("card", "line", "limit", "unit"),
    [
        ("ATTENDANCE-FEE", "出席費", 2_500, "人次"),
        ("MOE-FEE-CEILING", "主持費", 2_500, "人次"),
        ("MOE-FEE-CEILING", "訪視費", 4_000, "人次"),
        ("MOE-FEE-CEILING", "評鑑費", 6_000, "人次"),
        ("MEAL-CEILING", "膳費", 120, "餐"),
        ("MEAL-CEILING", "午餐費", 120, "人"),
        ("MANUSCRIPT-FEE", "撰稿費", 1_600, "千字"),
        ("MANUSCRIPT-FEE", "特別撰稿費", None, "千字"),
        ("MANUSCRIPT-FEE", "稿費（特別撰稿）", 3_000, "千字"),
        ("MANUSCRIPT-FEE", "稿費（特別撰稿）", 6_400, "件"),
        ("MANUSCRIPT-FEE", "審查費", 380, "千字"),
        ("MANUSCRIPT-FEE", "審查費", 1_830, "件"),
        ("MANUSCRIPT-FEE", "英文撰稿", None, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN", "英文撰稿", 3_750, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN", "撰稿費（英文）", 3_750, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN", "日文稿費（特別稿件）", 8_000, "件"),
        ("MANUSCRIPT-FEE-FOREIGN", "外文審查費", 380, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN", "外文審查費", 1_830, "件"),
        ("MANUSCRIPT-FEE-FOREIGN", "撰稿費", None, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN", "譯稿費", None, "千字"),
        ("MANUSCRIPT-FEE", "校對費", None, "千字"),
        ("MANUSCRIPT-FEE", "審查費", None, "人次"),
        ("TRAVEL", "住宿費", 3_500, "夜"),
        ("TRAVEL", "講座交通費", 3, "公里"),
        ("TRAVEL", "講座交通費（機車）", 2, "公里"),
        ("TRAVEL", "國內旅費（雜費）", 400, "日"),
        ("TRAVEL", "講座交通費", None, "人次"),
        ("FOREIGN-GUEST-LODGING", "住宿費（國外講座）", 4_500, "夜"),
    ],
)
def test_a_ceiling_is_found_by_item_unit_and_name(
    card: str, line: str, limit: int | None, unit: str
) -> None:
    """The ceiling itself is allowed, one dollar more is not; where no ceiling fits, none is made up."""
    who = {line: "outsider"}
    above = check(row(line, (limit or 90_000) + 1, 2, unit), funding=SUBSIDY, recipients=who)

    if limit is None:
        assert card not in codes(above)
    else:
        at_limit = check(row(line, limit, 2, unit), funding=SUBSIDY, recipients=who)
        assert card not in codes(at_limit)
        assert only(above, card).stake == 2


def test_a_night_before_a_weekend_may_cost_more() -> None:
    """3,600 is too much for a night of a Tuesday; when the event falls on a Friday it is not."""
    lodging = row("住宿費", 3_600, 1, "夜")

    assert only(check(lodging), "TRAVEL").stake == 100
    assert only(check(lodging, day=date(2025, 10, 16)), "TRAVEL").stake == 100
    assert "TRAVEL" not in codes(check(lodging, day=date(2025, 10, 17)))
    assert only(check(row("住宿費", 4_600, 1, "夜"), day=date(2025, 10, 17)), "TRAVEL").stake == 100


def test_a_meal_of_the_ministry_cost_eighty_before() -> None:
    """On 2024-08-21 the ceiling of a meal was 80, a day later it is 120."""
    meal = row("便當", 100, 50, "餐")
    before = check(meal, funding=SUBSIDY, day=date(2024, 8, 21))

    assert only(before, "MEAL-CEILING").stake == (100 - 80) * 50
    assert "MEAL-CEILING" not in codes(check(meal, funding=SUBSIDY, day=date(2024, 8, 22)))


def test_parents_have_a_ceiling_of_the_day_alone() -> None:
    """A lunch of 150 is too dear for teachers; where parents take part, 500 a day allow it."""
    lunch = row("便當", 150, 50, "餐")

    assert only(check(lunch, funding=SUBSIDY), "MEAL-CEILING").stake == (150 - 120) * 50
    parents = codes(check(lunch, funding=SUBSIDY, who="學生家長"))
    assert {"MEAL-CEILING", "MEAL-DAY"}.isdisjoint(parents)
    dear = check(row("便當", 501, 50, "餐"), funding=SUBSIDY, who="學生家長")
    assert only(dear, "MEAL-DAY").stake == (501 - 500) * 50


def test_the_attendance_fee_ended_at_2500_before_2022() -> None:
    """The text of 2018-12-18 has the same ceiling: 2,501 was 1 × 2 too much in 2020 already."""
    fee = row("出席費", 2_501, 2, "人次")

    assert only(check(fee, day=date(2020, 5, 5)), "ATTENDANCE-FEE").stake == 2
    assert "ATTENDANCE-FEE" not in codes(check(fee, day=date(2018, 12, 17)))


def test_a_county_has_the_meal_ceiling_it_states() -> None:
    """County money knows no ceiling of meals, unless the plan states its county's."""
    meal = row("便當", 110, 50, "餐")
    stated = {"meal-county": {"meal": 100}}

    assert codes(check(meal, funding=COUNTY)) == []
    assert only(check(meal, funding=COUNTY, parameters=stated), "MEAL-COUNTY").stake == 500


@pytest.mark.parametrize(
    ("card", "line", "floor", "unit"),
    [
        ("MOE-FEE-FLOOR", "諮詢費", 1_000, "人次"),
        ("MOE-FEE-FLOOR", "評鑑費", 2_000, "人次"),
        ("MANUSCRIPT-FEE-FLOOR", "撰稿費", 1_100, "千字"),
        ("MANUSCRIPT-FEE-FLOOR", "審查費", 1_220, "件"),
        ("MANUSCRIPT-FEE-FOREIGN-FLOOR", "英文撰稿費", 2_000, "千字"),
        ("MANUSCRIPT-FEE-FOREIGN-FLOOR", "英文撰稿費（特別稿件）", 3_000, "件"),
    ],
)
def test_less_than_the_scale_is_said(card: str, line: str, floor: int, unit: str) -> None:
    """The lower end is within; one dollar less is 1 × 2 below it, and no error."""
    who = {line: "outsider"}
    below = only(check(row(line, floor - 1, 2, unit), funding=SUBSIDY, recipients=who), card)

    assert card not in codes(check(row(line, floor, 2, unit), funding=SUBSIDY, recipients=who))
    assert below.stake == 2
    assert below.severity is not Severity.ERROR


def test_data_collection_is_limited_as_a_whole() -> None:
    """Two lines of 20,000 are 10,000 above 30,000; one of 30,000 is not."""
    lines = [row("資料蒐集費", 20_000, 1, "式", code=code) for code in ("books", "data")]
    finding = only(check(*lines, funding=SUBSIDY), "DATA-COLLECTION")

    assert finding.stake == 10_000
    within = row("資料蒐集費", 30_000, 1, "式")
    assert "DATA-COLLECTION" not in codes(check(within, funding=SUBSIDY))


def fees(assistant: str | int, item: str = "外聘講座鐘點費", price: int = 1_800) -> list[BudgetRow]:
    """Budget a lecturer and an assistant."""
    return [row(item, price, 4, "節"), row("講座助理鐘點費", assistant, 4, "節")]


def test_an_assistant_takes_half_of_the_fee() -> None:
    """Half of 1,800 is 900; at 901 it is 1 × 4 too much."""
    finding = only(check(*fees(901)), "SPEAKER-FEE-ASSISTANT")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 4)
    assert "900" in english(finding)
    assert "SPEAKER-FEE-ASSISTANT" not in codes(check(*fees(900)))


def test_half_a_dollar_is_half_of_a_fee() -> None:
    """Half of 1,501 is 750.5, which is allowed; 751 is not."""
    assert "SPEAKER-FEE-ASSISTANT" not in codes(check(*fees("750.5", price=1_501)))
    assert "750.5" in english(only(check(*fees(751, price=1_501)), "SPEAKER-FEE-ASSISTANT"))


def test_an_assistant_without_a_lecturer_is_measured_by_the_ceiling() -> None:
    """Where no lecturer is budgeted the fee is at most half of 2,000."""
    alone = row("講座助理鐘點費", 1_001, 4, "節")

    assert only(check(alone), "SPEAKER-FEE-ASSISTANT").stake == 4


def test_teaching_material_costs_at_most_seven_tenths() -> None:
    """Fees of 2,000 × 2 = 4,000 allow 2,800; two lines of 1,401 are 2 too much."""
    fee = row("外聘講座鐘點費", 2_000, 2, "節")
    lines = [row("教材費", 1_401, 1, "份", code=code) for code in ("one", "two")]
    finding = only(check(fee, *lines), "MATERIALS-FEE")

    assert (finding.severity, finding.stake) == (Severity.ERROR, 2)
    assert "MATERIALS-FEE" not in codes(check(fee, row("教材費", 2_800, 1, "份")))


def test_before_2018_no_rule_is_known() -> None:
    """The rules of assistants and teaching material begin with the table of 2018-02-01."""
    lines = [*fees(1_600, price=1_600), row("教材費", 9_000, 1, "份")]
    old = check(*lines, day=date(2018, 1, 31))

    assert {"SPEAKER-FEE-ASSISTANT", "MATERIALS-FEE"}.isdisjoint(codes(old))


def test_a_keynote_is_decided_by_the_host() -> None:
    """10,000 for a keynote breaks no ceiling; a notice asks for the decision."""
    finding = only(check(row("專題演講費", 10_000, 1, "場")), "KEYNOTE-FEE")

    assert (finding.severity, finding.stake) == (Severity.NOTICE, 10_000)
    assert "FEE-CEILING" not in codes(check(row("專題演講費", 10_000, 1, "場")))


def test_actual_cost_needs_its_working() -> None:
    """印刷費 of a subsidised plan says in its note how it was reckoned."""
    said = row("印刷費", 100, 80, note="80本×100元")

    finding = only(check(row("印刷費", 100, 80), funding=SUBSIDY), "ACTUAL-COST")
    assert (finding.severity, at(finding)) == (Severity.NOTICE, "budget.csv O2")
    assert "ACTUAL-COST" not in codes(check(said, funding=SUBSIDY))
    assert "ACTUAL-COST" not in codes(check(row("印刷費", 100, 80), funding=COUNTY))


def test_what_could_not_be_verified_is_named() -> None:
    """A meal of 2018 follows a value nobody could verify, and the plan is told."""
    findings = check(row("便當", 70, 50, "餐"), funding=SUBSIDY, day=date(2018, 3, 1))

    assert "meal-ceiling" in {f.citation for f in findings if f.code == "RULE-UNVERIFIED"}
    assert "RULE-UNVERIFIED" not in codes(check(row("便當", 70, 50, "餐"), funding=SUBSIDY))


def test_what_the_plan_states_is_named_with_its_source() -> None:
    """A stated value is the plan's own: its paper is named, so that it can be compared."""
    stated = {"misc-share": {"percent": 5, "base": "total"}}
    finding = only(check(row("印刷費", 100, 80), day=TUESDAY, parameters=stated), "RULE-STATED")

    assert "5 % of the total" in english(finding)
    assert "核定函" in english(finding)
