"""What was spent within what was signed: lines, requests, refunds, sources."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.budget import price_budget
from plc_budget.plan.details import FundingSource
from plc_budget.rules import FundingKind
from plc_budget.settlement.account import Account, settle_lines, settle_sources
from plc_budget.tables import BudgetRow
from plc_budget.tables.payments_table import PaymentRow
from plc_budget.tables.spending_table import SpendingRow

MAY = date(2025, 5, 31)
BUDGET, _ = price_budget(
    [
        BudgetRow("fees", "業務費", "內聘講師鐘點費", Decimal(1_000), "節", Decimal(6)),
        BudgetRow("printing", "業務費", "印刷費", Decimal(100), "份", Decimal(80)),
        BudgetRow("misc", "業務費", "雜支", Decimal(1_000), "式", Decimal(1)),
    ],
    {},
)


def entry(
    number: str, line: str, kind: str, amount: int, *, refers_to: str = "", status: str = "final"
) -> SpendingRow:
    """An entry that counts."""
    return SpendingRow(number, line, kind, amount, MAY, refers_to=refers_to, status=status)


def printing(*rows: SpendingRow) -> tuple[int, int, int, int]:
    """Approved, committed, spent and left of 印刷費."""
    line = settle_lines(BUDGET, rows)[1]
    return line.approved, line.committed, line.spent, line.left


@pytest.mark.parametrize(
    ("rows", "committed", "spent"),
    [
        ([], 0, 0),
        ([entry("1", "printing", "request", 7_000)], 7_000, 0),
        ([entry("1", "printing", "payment", 6_950, status="draft")], 0, 0),
        (
            [
                entry("1", "printing", "request", 7_000),
                entry("2", "printing", "payment", 3_000, refers_to="1"),
            ],
            7_000 - 3_000,
            3_000,
        ),
        (
            [
                entry("1", "printing", "request", 7_000),
                entry("2", "printing", "payment", 7_000, refers_to="1"),
                entry("3", "printing", "refund", 50, refers_to="2"),
            ],
            0,
            7_000 - 50,
        ),
        (
            [
                entry("1", "printing", "payment", 700),
                entry("2", "printing", "reversal", 700, refers_to="1"),
                entry("3", "printing", "payment", 7_000),
            ],
            0,
            7_000,
        ),
        (
            [
                entry("1", "printing", "request", 7_000),
                entry("2", "printing", "reversal", 7_000, refers_to="1"),
            ],
            0,
            0,
        ),
    ],
    ids=["nothing", "requested", "draft", "paid in part", "refund", "typed wrong", "withdrawn"],
)
def test_what_is_left_of_a_line(rows: list[SpendingRow], committed: int, spent: int) -> None:
    """8,000 for printing, less what is requested and what is spent."""
    assert printing(*rows) == (8_000, committed, spent, 8_000 - committed - spent)


def test_payments_to_people_count_from_the_day_they_are_paid() -> None:
    """6 periods of 1,000, of which 4 are paid."""
    paid = PaymentRow("教學組長", Decimal(4), Decimal(1_000), line="fees", paid_on=MAY)
    waiting = PaymentRow("社群召集人", Decimal(2), Decimal(1_000), line="fees")

    assert settle_lines(BUDGET, [], [paid, waiting])[0].spent == 4_000


def test_the_county_spent_13_950_of_15_000() -> None:
    """6,000 + 6,950 + 1,000 = 13,950: 93.00 %, and 1,050 go back."""
    fees = PaymentRow("課程督學", Decimal(6), Decimal(1_000), line="fees", paid_on=MAY)
    rows = [entry("1", "printing", "payment", 6_950), entry("2", "misc", "payment", 1_000)]
    lines = settle_lines(BUDGET, rows, [fees])
    county = [FundingSource("花蓮縣政府", FundingKind.COUNTY, Decimal(100))]
    account = Account(lines, settle_sources(county, 15_000, 13_950))

    assert (account.spent, account.left, account.execution_rate) == (13_950, 1_050, "93.00")
    assert account.sources[0].refund == 1_050


def test_an_instalment_that_is_short_gives_nothing_back() -> None:
    """The ministry paid 100,000 of its 142,800 and bears 136,000: nothing is due back."""
    moe = [FundingSource("國教署", FundingKind.MOE_SUBSIDY, Decimal(85))]
    (source,) = settle_sources(moe, 142_800, 136_000, paid_in={"國教署": 100_000})

    assert (source.spent, source.refund) == (136_000, 0)


@given(
    spent=st.integers(0, 2_000_000),
    shares=st.lists(st.decimals(1, 99, places=1), min_size=1, max_size=6),
)
def test_the_sources_add_up_to_what_was_spent(spent: int, shares: list[Decimal]) -> None:
    """Whatever the shares are, no dollar is lost or made."""
    sources = [FundingSource(str(i), FundingKind.OTHER, one) for i, one in enumerate(shares)]

    assert sum(one.spent for one in settle_sources(sources, 2_000_000, spent)) == spent


KINDS = st.sampled_from(["request", "payment", "refund", "reversal"])


@given(
    st.lists(st.tuples(KINDS, st.integers(1, 9_000), st.integers(0, 9), st.booleans()), max_size=12)
)
def test_left_and_spent_and_committed_are_the_approved(
    drawn: list[tuple[str, int, int, bool]],
) -> None:
    """Whatever is entered, the three add up, and a draft changes nothing."""
    rows = [
        entry(
            str(n),
            "printing",
            kind,
            amount,
            refers_to=str(at),
            status="final" if final else "draft",
        )
        for n, (kind, amount, at, final) in enumerate(drawn)
    ]
    approved, committed, spent, left = printing(*rows)

    assert committed >= 0
    assert left + spent + committed == approved
    assert printing(*(row for row in rows if row.is_final)) == (approved, committed, spent, left)
