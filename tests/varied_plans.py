"""Plans of every kind, for what must hold whatever a planner types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from plc_budget.checks import check_plan
from plc_budget.language import CHINESE
from plc_budget.plan import Answer, Details, Funding, FundingSource, Mode, Plan, assemble
from plc_budget.plan.details import Participants, Reallocation
from plc_budget.rules import FundingKind, shipped_cards, shipped_items
from plc_budget.rules.book import Statement
from plc_budget.tables import SPEAKER_KINDS, BudgetRow, TimetableRow
from plc_budget.tables.rows import MADE, Origin
from situations import county_plan, ministry_plan

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


ITEMS = (
    *(name for item in shipped_items().values() for name in item.names),
    "印刷機",
    "鐘點費（含補充保費）",
    "專任助理薪資",
    "主持人費",
    "監考費",
    "校對費",
    "特別稿費",
    "外賓住宿費",
    "機車油費",
)
UNITS = ("", "節", "份", "人", "時", "月", "台", "餐", "日", "式", "千字", "件", "公里", "夜")
CATEGORIES = ("業務費", "業務費", "業務費", "人事費", "設備及投資", "行政管理費")
PRICES = ("1000", "1000.0", "1500", "2000", "2500", "100", "46.05", "0", "196", "15000", "120000")
QUANTITIES = ("1", "2", "6", "6.0", "0.5", "80", "70", "12.5")
ORGANISATIONS = ("", "甲國小", "康樂國小", "花蓮縣政府教育處", "甲國立大學")
STATED = [
    Statement(card.id, card.values[-1].value, "核定函")
    for card in shipped_cards().values()
    if card.is_parameter
]
DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))
SOURCES = (
    (("county", "100"),),
    (("moe-subsidy", "85"), ("county", "15")),
    (("moe-subsidy", "90.5"), ("school", "20")),
    (("moe-commission", "100"),),
)


def decimals(words: Sequence[str]) -> st.SearchStrategy[Decimal]:
    """Draw one of some numbers, spelled with its zeros."""
    return st.sampled_from(words).map(Decimal)


@st.composite
def budget_rows(draw: DrawFn, code: str, others: Sequence[str] = ()) -> BudgetRow:
    """Draw a line: mostly one with a price, sometimes a fee by the timetable or a percentage."""
    shape = draw(st.sampled_from(["priced", "priced", "priced", "counted", "part"]))
    row = BudgetRow(
        code,
        draw(st.sampled_from(CATEGORIES)),
        draw(st.sampled_from(ITEMS)),
        draw(decimals(PRICES)),
        draw(st.sampled_from(UNITS)),
        draw(decimals(QUANTITIES)),
        draw(decimals(("1", "1", "2", "3.5"))),
        step=draw(st.none() | decimals(("0.5", "10"))),
        note=draw(st.sampled_from(["", "", "含補充保費", "半日"])),
        origin=draw(st.sampled_from([MADE, Origin("budget.csv", 9, {"quantity": "F"})])),
    )
    if shape == "counted":
        kind = draw(st.sampled_from(SPEAKER_KINDS))
        least = draw(st.none() | decimals(("2",)))
        return replace(
            row,
            source=f"timetable:{kind}",
            quantity=None,
            min_quantity=least,
            max_quantity=Decimal(4),
        )
    if shape == "part" and others:
        base = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique=True))
        rate = draw(decimals(("2.11", "1.91", "6")))
        return replace(
            row,
            unit_price=None,
            quantity=None,
            rate=rate,
            base=tuple(base),
            item=draw(st.sampled_from(["補充保費", "行政管理費", "雜支"])),
        )
    return row


@st.composite
def timetable_rows(draw: DrawFn) -> TimetableRow:
    """Draw an activity; some end before they start, or are paid longer than they last."""
    start = draw(st.integers(50, 100)) * 10
    return TimetableRow(
        start,
        start + draw(st.sampled_from([40, 50, 51, 80, 90, 100, 120, -10])),
        draw(st.sampled_from(["理念", "讀書會", "實作"])),
        draw(st.sampled_from(["", "校長", "教授"])),
        draw(st.sampled_from(ORGANISATIONS)),
        draw(st.sampled_from(SPEAKER_KINDS)),
        draw(st.none() | st.sampled_from([0, 40, 200])),
        draw(st.none() | DAYS),
    )


def long_plan(lines: int = 200) -> Plan:
    """Make a plan of many lines: those of the ministry's example again and again."""
    plan = ministry_plan()
    rows = [*plan.rows]
    typed = [row for row in rows if not row.source and row.rate is None]
    for number in range(lines - len(rows)):
        row = typed[number % len(typed)]
        rows.append(replace(row, code=f"{row.code}_{number}", origin=Origin("budget.csv", number)))
    made, found = assemble(plan.id, plan.details, rows, plan.timetable)
    assert made is not None, found
    return made


STARTS = [county_plan(), ministry_plan(), long_plan()]


@st.composite
def made_plans(draw: DrawFn) -> Plan:
    """Draw a plan of drawn lines, activities and details."""
    base = STARTS[draw(st.integers(0, 1))]
    codes = [f"line_{number}" for number in range(draw(st.integers(1, 5)))]
    rows = [draw(budget_rows(code, codes[:at])) for at, code in enumerate(codes)]
    timetable = draw(st.lists(timetable_rows(), max_size=5))
    details = base.details
    for _ in range(draw(st.integers(0, 4))):
        details = draw(other_details(details, codes))
    plan, _ = assemble("drawn", details, rows, timetable)
    return base if plan is None else plan


plans = st.integers(0, len(STARTS) - 1).map(lambda at: STARTS[at]) | made_plans()


def other_details(
    details: Details, codes: Sequence[str], plan: Plan | None = None
) -> st.SearchStrategy[Details]:
    """Change one thing of what ``plan.toml`` says."""
    event, organisers = details.event, details.organisers
    hosts = st.sampled_from([(), ("甲國小",), ("花蓮縣政府教育處",)])
    policies = st.sampled_from(["period-elementary", "speaker-fee-period"])
    counties = st.sampled_from(["", "花蓮縣", "南投縣", "花蓮"])
    return st.one_of(
        DAYS.map(lambda day: replace(details, event=replace(event, day=day))),
        st.sampled_from(Mode).map(lambda mode: replace(details, event=replace(event, mode=mode))),
        DAYS.map(lambda day: replace(details, event=replace(event, last_day=day))),
        st.integers(0, 10**6).map(
            lambda most: replace(details, funding=replace(details.funding, approved_total=most))
        ),
        st.sampled_from(SOURCES).map(
            lambda shares: replace(details, funding=Funding(15_000, sources(shares)))
        ),
        counties.map(lambda county: replace(details, county=county)),
        policies.map(lambda policy: replace(details, period_policy=policy)),
        st.integers(1, 90).map(
            lambda expected: replace(details, participants=Participants("教師", expected))
        ),
        hosts.map(lambda names: replace(details, organisers=replace(organisers, hosting=names))),
        st.booleans().map(lambda allowed: replace(details, reallocation=Reallocation(allowed))),
        st.sampled_from([*codes, "x"]).map(
            lambda code: replace(details, recipients=((code, "outsider"),))
        ),
        st.lists(st.sampled_from(STATED), max_size=3).map(
            lambda stated: replace(details, statements=tuple(stated))
        ),
        (answers(plan) if plan else st.just(())).map(lambda given: replace(details, answers=given)),
    )


def sources(shares: Sequence[tuple[str, str]]) -> tuple[FundingSource, ...]:
    """Make sources of money of kinds and shares."""
    return tuple(FundingSource(kind, FundingKind(kind), Decimal(share)) for kind, share in shares)


@st.composite
def answers(draw: DrawFn, plan: Plan) -> tuple[Answer, ...]:
    """Record reasons for what is found, some for other amounts or other words, some for nothing."""
    found = check_plan(plan, plan.found)
    chosen = draw(st.lists(st.sampled_from(found), max_size=3)) if found else []
    return tuple(
        Answer(
            finding.code,
            "因為",
            draw(st.sampled_from(["", finding.where.line])),
            draw(st.sampled_from([None, finding.stake, 1])),
            draw(st.sampled_from(["", finding.message.render(CHINESE), "別的"])),
        )
        for finding in chosen
    )
