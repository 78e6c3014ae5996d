"""Every rule card matters somewhere: take it away, and what the plan is told is another thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest

from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.plan.details import Reallocation
from plc_budget.rules import Card, shipped_cards
from plc_budget.settlement.withholding import Payment, withhold
from plc_budget.sheets.rules_sheet import find_used_rules
from plc_budget.tables import BudgetRow
from situations import COMMISSION, SUBSIDY, assembled, english, lesson, row

Cards = Mapping[str, Card]
CAPITAL, STAFF, OVERHEAD = "設備及投資", "人事費", "行政管理費"


class Situation(NamedTuple):
    """A plan in words, and what it is told under some set of cards."""

    words: str
    told: Callable[[Cards], object]


def told(words: str, *rows: BudgetRow, **facts: Any) -> Situation:  # noqa: ANN401 - see situations
    """Tell a plan what there is to find; a plan that cannot be put together is told why."""

    def under(cards: Cards) -> object:
        plan, findings = assembled(*rows, cards=cards, **facts)
        found = findings if plan is None else check_plan(plan, findings)
        return sorted((f.code, f.severity, f.citation, f.stake, english(f)) for f in found)

    return Situation(words, under)


def printed(words: str, *rows: BudgetRow, **facts: Any) -> Situation:  # noqa: ANN401 - the same
    """Print the sheet 規則依據 of a plan."""

    def under(cards: Cards) -> object:
        plan, findings = assembled(*rows, cards=cards, **facts)
        assert plan is not None
        return [rule.id for rule, _ in find_used_rules(plan, check_plan(plan, findings))]

    return Situation(words, under)


def withheld(words: str, payment: Payment) -> Situation:
    """Pay somebody; a card that is needed and missing leaves nothing to tell."""

    def under(cards: Cards) -> object:
        try:
            return withhold(payment, cards)
        except KeyError:
            return None

    return Situation(words, under)


PAID = date(2026, 5, 30)
LECTURE = row("外聘講座鐘點費", 2_000, 2, "節", code="fees")
MORNING = [lesson("9:00", "12:00")]
COUNTED = row("外聘講座鐘點費", 2_000, unit="節", source="timetable:external")
MOE: dict[str, Any] = {"funding": SUBSIDY}


def stated(card: str, **value: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    """State a parameter."""
    return {"parameters": {card: {key.replace("_", "-"): part for key, part in value.items()}}}


def lump(item: str, amount: int, category: str = "業務費", unit: str = "式") -> BudgetRow:
    """Budget a lump."""
    return row(item, amount, 1, unit, category=category)


SITUATIONS = {
    # question 1
    "application-signatures": told(
        "no box for accounting", LECTURE, boxes=("承辦人", "校長"), **MOE
    ),
    "carry-over-moe": told(
        "a period to the end of the year", LECTURE, last_day=date(2025, 12, 31), **MOE
    ),
    "fiscal-grade": told(
        "a county of grade 2", LECTURE, county="花蓮縣", day=date(2026, 3, 3), **MOE
    ),
    "fiscal-year": told("a period into the next year", LECTURE, last_day=date(2026, 1, 31)),
    "matching-rounding": told("85 percent of 1,010", row("印刷費", 101, 10), **MOE),
    "moe-share-by-grade": told(
        "85 percent where grade 2 gets 70",
        LECTURE,
        county="花蓮縣",
        day=date(2026, 3, 3),
        **MOE,
        **stated("moe-share-by-grade", grade_2=70),
    ),
    "moe-share-max": told("the ministry pays all", LECTURE, funding={"moe-subsidy": "100"}),
    "school-year": told("an event in another school year", LECTURE, school_year=113),
    "settlement-hualien": told("a plan of Hualien", LECTURE, county="花蓮縣"),
    "settlement-moe": told("a subsidised plan", LECTURE, **MOE),
    "spending-window": told(
        "an event after the period", LECTURE, last_day=date(2025, 10, 1), **MOE
    ),
    "transfer-county": told(
        "勻支 that no sentence allows", LECTURE, reallocation=Reallocation(is_allowed=True)
    ),
    "ea-event-ceiling": told("a dear event", LECTURE, **stated("ea-event-ceiling", event=3_000)),
    # question 2
    "capital-threshold": told("a tablet under 業務費", row("平板電腦", 12_000, 1, "台")),
    "hualien-parent-sessions": told(
        "half an hour for parents",
        timetable=[lesson("9:00", "9:30", "unpaid")],
        **stated("hualien-parent-sessions", minutes_min=60),
    ),
    "not-payable-commission": told("souvenirs", row("紀念品", 50, 10), funding=COMMISSION),
    "not-payable-subsidy": told("souvenirs", row("紀念品", 50, 10), **MOE),
    "own-staff-fees": told(
        "a fee for own staff", row("出席費", 2_000, 1), recipients={"出席費": "own-staff"}, **MOE
    ),
    "outside-venue": told("a rented room", row("場地租金", 6_000, 2, "日"), **MOE),
    "paid-hours": told(
        "overtime beside a fee", row("內聘講座鐘點費", 1_000, 2), lump("加班費", 800, STAFF)
    ),
    "procurement-thresholds": told("printing for 200,000", row("印刷費", 100, 2_000, "本")),
    "reading-group-reporter": told(
        "a paid reading group", timetable=[lesson("9:00", "9:50", activity="讀書會")]
    ),
    "speaker-travel": told(
        "a journey to the own office", row("內聘講座鐘點費", 1_000, 2), row("講座交通費", 500, 1)
    ),
    "transfer-moe": told(
        "勻支 over two accounts",
        LECTURE,
        lump("平板電腦", 12_000, CAPITAL),
        reallocation=Reallocation(is_allowed=True, sentence="得勻支"),
        **MOE,
    ),
    "ea-not-payable": told(
        "tea", row("茶水費", 20, 30), **stated("ea-not-payable", refreshments="never")
    ),
    # question 3
    "actual-cost": told("printing without its working", row("印刷費", 100, 80), **MOE),
    "admin-fee-commission": told(
        "overhead above the tiers",
        row("印刷費", 100, 100),
        lump("行政管理費", 1_001, OVERHEAD),
        funding=COMMISSION,
    ),
    "admin-fee-subsidy": told(
        "overhead above its share",
        row("印刷費", 100, 100),
        lump("行政管理費", 1_501, OVERHEAD),
        **MOE,
    ),
    "attendance-fee": told("an attendance fee of 2,501", row("出席費", 2_501, 1)),
    "data-collection": told("data for 30,001", lump("資料蒐集費", 30_001), **MOE),
    "ea-admin-share": told(
        "administration and misc",
        LECTURE,
        lump("雜支", 300),
        **stated("ea-admin-share", percent=6, base="total"),
    ),
    "ea-late-meals": told(
        "a dear late meal", row("便當", 90, 5, "餐"), **stated("ea-late-meals", meal=80)
    ),
    "ea-materials": told(
        "dear material", row("材料費", 101, 10), **stated("ea-materials", materials=100)
    ),
    "ea-printing-share": told(
        "much printing",
        row("印刷費", 100, 80),
        **stated("ea-printing-share", percent=20, base="total"),
    ),
    "ea-speaker-hours": told(
        "three hours of an evening",
        timetable=MORNING,
        **stated("ea-speaker-hours", evening=2, weekend_day=3),
    ),
    "ea-venue-decoration": told(
        "dear decoration",
        row("場地布置費", 3_001, 1),
        **stated("ea-venue-decoration", venue_decoration=3_000),
    ),
    "employer-insurance": told("helpers", row("工讀費", 200, 10, "時")),
    "examiner-fee": told("a dear examiner", row("主試費", 2_001, 1)),
    "foreign-guest-lodging": told("a dear night", row("住宿費（國外講座）", 4_501, 1, "夜"), **MOE),
    "hualien-community": told(
        "a community's grant", LECTURE, **stated("hualien-community", community_max=25_000)
    ),
    "keynote-fee": told("a keynote", row("專題演講費", 9_000, 1)),
    "manuscript-fee": told("a dear manuscript", row("撰稿費", 1_601, 1, "千字")),
    "manuscript-fee-floor": told("a cheap manuscript", row("撰稿費", 1_099, 1, "千字")),
    "manuscript-fee-foreign": told(
        "a dear manuscript in English", row("英文撰稿費", 3_751, 1, "千字")
    ),
    "manuscript-fee-foreign-floor": told("a cheap one", row("英文撰稿費", 1_999, 1, "千字")),
    "materials-fee": told("dear teaching material", LECTURE, lump("教材費", 2_801)),
    "meal-ceiling": told("a meal of 121", row("便當", 121, 10, "餐"), **MOE),
    "meal-county": told(
        "a meal dearer than the county's",
        row("便當", 101, 10, "餐"),
        **stated("meal-county", meal=100),
    ),
    "meal-day": told("281 a day", row("膳費", 281, 10, "人日"), **MOE),
    "minimum-wage": told("189 an hour", row("工讀費", 189, 10, "時")),
    "misc-share": told(
        "much 雜支", LECTURE, lump("雜支", 300), **stated("misc-share", percent=5, base="total")
    ),
    "moe-fee-ceiling": told("a dear host", row("主持費", 2_501, 1), **MOE),
    "moe-fee-floor": told("a cheap host", row("主持費", 999, 1), **MOE),
    "moe-fee-half-day": told("a dear half day", row("訪視費", 2_501, 1, "半日"), **MOE),
    "moe-personnel": told(
        "a dear assistant", row("兼任行政助理", 6_001, 1, "人月", category=STAFF), **MOE
    ),
    "moe-personnel-share": told(
        "nothing but staff", row("兼任行政助理", 6_000, 1, "人月", category=STAFF), **MOE
    ),
    "period-clock-hour": told(
        "periods by the clock", COUNTED, timetable=MORNING, policy="period-clock-hour"
    ),
    "period-elementary": told(
        "periods of 40 minutes", COUNTED, timetable=MORNING, policy="period-elementary"
    ),
    "period-junior-high": told(
        "periods of 45 minutes", COUNTED, timetable=MORNING, policy="period-junior-high"
    ),
    "speaker-fee-assistant": told("a dear assistant", LECTURE, row("講座助理鐘點費", 1_001, 2)),
    "speaker-fee-ceiling": told("2,001 a period", row("外聘講座鐘點費", 2_001, 2, "節")),
    "speaker-fee-period": told("periods of the national table", COUNTED, timetable=MORNING),
    "substitute-fee": told("a dear substitute", row("代課費", 500, 4, "節")),
    "supplementary-premium": told("fees without a premium", LECTURE),
    "supplementary-premium-base": told("fees that bear it", LECTURE),
    "supplementary-premium-withholding": told(
        "a large fee", COUNTED, timetable=[lesson("8:00", "20:00")]
    ),
    "temp-worker": told("229 an hour", row("工讀費", 229, 10, "時"), **MOE),
    "travel": told("a night of 3,501", row("住宿費", 3_501, 1, "夜")),
    "premium-exemption": withheld(
        "a union member", Payment(30_000, "50", PAID, exempt_reason="union", proof_seen=True)
    ),
    "tax-nonresident": withheld("a visitor", Payment(44_250, "50", PAID, is_resident=False)),
    "tax-professional": withheld("a lecture", Payment(20_010, "9B", PAID)),
    "tax-wages": withheld("large wages", Payment(90_501, "50", PAID)),
    # statements that stand on 規則依據 beside the line they are about
    "it-equipment-standard": printed("a tablet", lump("平板電腦", 12_000, CAPITAL, "台"), **MOE),
    "misc-contents": printed("雜支", LECTURE, lump("雜支", 100), **MOE),
    "premium-rounding": printed("a premium", LECTURE, row("補充保費", rate="2.11", base=("fees",))),
    "speaker-fee-procurement": printed("an outside lecturer", LECTURE),
}

LISTED = {
    "accounting-review",
    "capital-amount",
    "change-moe",
    "county-signatures",
    "income-code",
    "odf-format",
    "payee-direct",
    "payment-moe",
    "school-signatures",
    "settlement-hualien-form",
    "settlement-income",
    "settlement-refund-moe",
    "voucher-signatures",
    "vouchers-kept-by-school",
}
"""What bears on approval, payment and settlement, and on no line: ``plc-budget rules`` tells it."""


def test_every_card_has_its_situation() -> None:
    """No card ships that no plan and no listing ever shows, and none is shown that does not ship."""
    assert SITUATIONS.keys() | LISTED == shipped_cards().keys()
    assert SITUATIONS.keys().isdisjoint(LISTED)


@pytest.mark.parametrize("card", SITUATIONS)
def test_a_card_matters(card: str) -> None:
    """With the card the plan is told something that it is not told without it."""
    cards = shipped_cards()
    without = {name: other for name, other in cards.items() if name != card}
    situation = SITUATIONS[card]

    assert situation.told(cards) != situation.told(without), situation.words


@pytest.mark.parametrize("card", sorted(LISTED))
def test_a_card_is_listed(card: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`plc-budget rules CARD` tells its title, its source and what to do."""
    assert main(["rules", card, "--on", "2025-10-14"]) == 0

    told = "".join(capsys.readouterr().out.split())
    shipped = shipped_cards()[card]
    for words in (shipped.title.zh, shipped.source.document, shipped.remedy.zh):
        assert "".join(words.split()) in told
