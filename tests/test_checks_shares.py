"""Question 3, parts of something else: 雜支, 行政管理費, and the premium on fees."""

from __future__ import annotations

from datetime import date

import pytest

from plc_budget.findings import Severity
from plc_budget.tables import BudgetRow
from situations import COMMISSION, COUNTY, SUBSIDY, at, check, codes, english, only, row


def misc(amount: int) -> BudgetRow:
    """Budget 雜支 as a lump."""
    return row("雜支", amount, 1, "式")


@pytest.mark.parametrize(
    ("base", "ceiling"),
    [
        ("total", 1_278),  # 6 % of 14,000 + 6,000 + 1,300 = 21,300
        ("other-lines", 1_200),  # 6 % of 20,000
        ("operating", 918),  # 6 % of 14,000 + 1,300 = 15,300
        ("operating-others", 840),  # 6 % of 14,000
    ],
)
def test_misc_is_a_share_of_the_base_the_plan_states(base: str, ceiling: int) -> None:
    """雜支 1,300 beside 業務費 of 14,000 and capital of 6,000, at 6 % of each base."""
    lines = [
        row("印刷費", 140, 100),
        misc(1_300),
        row("平板電腦", 6_000, 1, "台", category="設備及投資"),
    ]
    findings = check(*lines, parameters={"misc-share": {"percent": 6, "base": base}})

    assert only(findings, "MISC-SHARE").stake == 1_300 - ceiling


def test_a_part_of_a_dollar_is_not_allowed() -> None:
    """5 % of 10,010 is 500.5, so 500 is within and 501 is not."""
    stated = {"misc-share": {"percent": 5, "base": "total"}}
    within = check(row("印刷費", 9_510, 1), misc(500), parameters=stated)
    above = check(row("印刷費", 9_509, 1), misc(501), parameters=stated)

    assert "MISC-SHARE" not in codes(within)
    assert only(above, "MISC-SHARE").stake == 1


def test_two_lines_of_misc_are_counted_together() -> None:
    """400 + 400 of 10,000 is 800, 200 above 6 %."""
    lines = [row("印刷費", 9_200, 1), row("雜支", 400, 1, code="a"), row("雜支", 400, 1, code="b")]
    stated = {"misc-share": {"percent": 6, "base": "total"}}

    finding = only(check(*lines, parameters=stated), "MISC-SHARE")
    assert (finding.severity, finding.stake, at(finding)) == (
        Severity.WARNING,
        200,
        "budget.csv F3",
    )


def test_a_plan_that_states_no_share_is_told_its_share() -> None:
    """1,000 of 15,000 is 6.67 %: a subsidised plan is told, a county's is not."""
    lines = [row("印刷費", 14_000, 1), misc(1_000)]
    told = only(check(*lines, funding=SUBSIDY), "MISC-SHARE-UNSTATED")

    assert told.severity is Severity.NOTICE
    assert "6.67" in english(told)
    assert "MISC-SHARE-UNSTATED" not in codes(check(*lines, funding=COUNTY))


def test_overhead_of_a_subsidy_is_fifteen_percent() -> None:
    """15 % of 業務費 10,000 is 1,500."""

    def overhead(amount: int) -> list[int]:
        line = row("行政管理費", amount, 1, category="行政管理費")
        return [
            f.stake
            for f in check(row("印刷費", 100, 100), line, funding=SUBSIDY)
            if f.code == "ADMIN-FEE-SUBSIDY"
        ]

    assert overhead(1_500) == []
    assert overhead(1_501) == [1]


def test_overhead_of_a_commission_falls_with_its_size() -> None:
    """10 % of 3,000,000 and 5 % of the next 1,000,000 are 350,000; of 2,000,000 it is 200,000."""

    def overhead(operating: int, amount: int) -> list[int]:
        lines = [row("印刷費", operating, 1), row("行政管理費", amount, 1, category="行政管理費")]
        return [
            f.stake for f in check(*lines, funding=COMMISSION) if f.code == "ADMIN-FEE-COMMISSION"
        ]

    assert overhead(4_000_000, 350_000) == []
    assert overhead(4_000_000, 350_001) == [1]
    assert overhead(2_000_000, 200_000) == []
    assert overhead(2_000_000, 200_001) == [1]


def test_printing_in_the_priority_areas() -> None:
    """A plan that states 20 % for printing has 2,000 of 10,000, and no more."""
    stated = {"ea-printing-share": {"percent": 20, "base": "total"}}
    findings = check(row("印刷費", 2_500, 1), row("材料費", 7_500, 1), parameters=stated)

    assert only(findings, "EA-PRINTING-SHARE").stake == 500


def test_administration_and_misc_together() -> None:
    """行政管理費 400 and 雜支 400 are 800 of 10,000; together they have 6 %, 600."""
    stated = {"ea-admin-share": {"percent": 6, "base": "total"}}
    lines = [row("印刷費", 9_200, 1), misc(400), row("行政管理費", 400, 1, category="行政管理費")]

    assert only(check(*lines, parameters=stated), "EA-ADMIN-SHARE").stake == 200


FEES = row("外聘講座鐘點費", 2_000, 5, "節", code="fees")


def premium(rate: str, base: tuple[str, ...] = ("fees",)) -> BudgetRow:
    """Take a premium of some lines."""
    return row("補充保費", rate=rate, base=base, code="premium")


def test_a_premium_is_missed() -> None:
    """10,000 × 2.11 % = 211 are reminded of, and asked of nobody."""
    reminder = only(check(FEES), "PREMIUM-MISSING")

    assert (reminder.severity, reminder.stake) == (Severity.NOTICE, 211)
    assert "PREMIUM-MISSING" not in codes(check(row("出席費", 2_000, 1, "人次")))


@pytest.mark.parametrize(
    "line",
    [
        premium("2.11"),
        row("二代健保補充保費", 211, 1, "式"),
        row("鐘點費差額（含補充保費）", 211, 1, "式"),
        row("雜支", 500, 1, note="含補充保費"),
    ],
)
def test_a_premium_that_is_there_is_not_missed(line: BudgetRow) -> None:
    """As a percentage, as an amount, or inside another line."""
    assert "PREMIUM-MISSING" not in codes(check(FEES, line))


def test_a_premium_uses_the_rate_of_its_day() -> None:
    """1.91 % of 10,000 is 191, of 2025 it is 2.11 %: 20 too little, and an error."""
    finding = only(check(FEES, premium("1.91")), "PREMIUM-RATE")

    assert (finding.severity, finding.stake, at(finding)) == (Severity.ERROR, 20, "budget.csv M3")
    assert "PREMIUM-RATE" not in codes(check(FEES, premium("2.11")))


def test_a_rate_nobody_verified_stops_nothing() -> None:
    """On 2020-12-31 the rate was 1.91 % as far as is known; another one is asked about."""
    day = date(2020, 12, 31)
    finding = only(check(FEES, premium("2.11"), day=day), "PREMIUM-RATE")

    assert finding.severity is Severity.WARNING
    assert "PREMIUM-RATE" not in codes(check(FEES, premium("1.91"), day=day))
    assert "PREMIUM-RATE" not in codes(check(FEES, premium("2"), day=date(2015, 12, 31)))


def test_a_premium_is_taken_of_fees() -> None:
    """印刷費 bears no premium: 10,000 × 2.11 % = 211 too much."""
    printing = row("印刷費", 100, 100, code="printing")
    finding = only(check(FEES, printing, premium("2.11", ("fees", "printing"))), "PREMIUM-BASE")

    assert (finding.severity, finding.stake) == (Severity.WARNING, 211)
    assert "“印刷費”" in english(finding)


@pytest.mark.parametrize("item", ["出席費", "工讀費", "專案工作"])
def test_a_premium_may_be_taken_of_other_pay(item: str) -> None:
    """Pay of people that is no lecture may be salary, too; what is unknown is not accused."""
    other = row(item, 1_000, 1, code="other")

    assert "PREMIUM-BASE" not in codes(check(FEES, other, premium("2.11", ("fees", "other"))))


def test_a_fee_left_out_of_the_premium_is_noticed() -> None:
    """內聘 1,000 × 20 is left out: 422 if it is salary income."""
    own = row("內聘講座鐘點費", 1_000, 20, "節", code="own")
    finding = only(check(FEES, own, premium("2.11")), "PREMIUM-LEFT-OUT")

    assert (finding.severity, finding.stake) == (Severity.NOTICE, 422)


def test_a_typed_premium_is_compared() -> None:
    """210 for 10,000 of fees is 1 short, 212 is 1 too much and asked about."""
    short = only(check(FEES, row("補充保費", 210, 1)), "PREMIUM-AMOUNT")
    much = only(check(FEES, row("補充保費", 212, 1)), "PREMIUM-AMOUNT")

    assert (short.severity, short.stake) == (Severity.NOTICE, 1)
    assert (much.severity, much.stake) == (Severity.WARNING, 1)
    assert "PREMIUM-AMOUNT" not in codes(check(FEES, row("補充保費", 211, 1)))
