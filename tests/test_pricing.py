"""Rows to priced lines: exact, rounded once, percentages after what they are taken of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.budget import price_budget
from plc_budget.tables import BudgetRow
from situations import codes, county_plan, english, ministry_plan, only, row

PRICES = st.decimals(0, 10**6, places=2)
QUANTITIES = st.decimals(0, 10**3, places=3)
TIMES = st.decimals("0.5", 50, places=1)


def half_up(exact: Fraction) -> int:
    """Round as money is rounded, by other means than the program's."""
    return int(exact + Fraction(1, 2))


def test_the_county_plan_is_priced() -> None:
    """1,000 × 6 + 100 × 80 + 1,000 × 1 = 6,000 + 8,000 + 1,000 = 15,000."""
    budget = county_plan().budget

    assert [line.amount for line in budget.lines] == [6_000, 8_000, 1_000]
    assert budget.total == 15_000
    assert budget.by_category() == {"業務費": 15_000}


def test_the_ministry_plan_is_priced() -> None:
    """With times, a percentage and capital: 168,000."""
    amounts = {line.code: line.amount for line in ministry_plan().budget.lines}

    assert amounts["lunch"] == 100 * 70 * 2
    assert amounts["helpers"] == 200 * 16 * 2
    assert amounts["premium"] == half_up(Fraction(31_500 * 211, 10_000))
    assert sum(amounts.values()) == 168_000


@pytest.mark.parametrize(
    ("price", "quantity", "times", "amount"),
    [
        ("46.05", "10", "1", 461),  # 460.5
        ("0.5", "1", "1", 1),
        ("0.49", "1", "1", 0),
        ("1000", "0.5", "1", 500),
        ("800", "2", "14", 22_400),  # 2 節 × 14 週
        ("33.33", "3", "1", 100),  # 99.99
        ("0", "80", "1", 0),
    ],
)
def test_a_line_is_rounded_once(price: str, quantity: str, times: str, amount: int) -> None:
    """Half a dollar goes up, and only after all is multiplied."""
    budget, findings = price_budget([row("印刷費", price, quantity, times=times)])

    assert findings == []
    assert budget.total == amount


@given(PRICES, QUANTITIES, TIMES)
def test_a_line_is_exact(price: Decimal, quantity: Decimal, times: Decimal) -> None:
    """Fractions give the same amount to the dollar."""
    budget, _ = price_budget([row("印刷費", price, quantity, times=times)])

    assert budget.total == half_up(Fraction(price) * Fraction(quantity) * Fraction(times))


@given(
    st.lists(st.tuples(PRICES, QUANTITIES), min_size=1, max_size=6),
    st.decimals(0, 100, places=3),
)
def test_a_percentage_is_taken_of_rounded_lines(
    lines: list[tuple[Decimal, Decimal]], rate: Decimal
) -> None:
    """What the sheet prints is what the percentage is taken of: the sum of whole amounts."""
    rows = [row("費用", price, quantity, code=f"a{n}") for n, (price, quantity) in enumerate(lines)]
    share = row("補充保費", rate=rate, base=tuple(r.code for r in rows), code="share")
    budget, _ = price_budget([share, *rows])

    amounts = [half_up(Fraction(price) * Fraction(quantity)) for price, quantity in lines]
    line = budget.get("share")
    assert line is not None
    assert line.base_amount == sum(amounts)
    assert line.amount == half_up(Fraction(rate) * sum(amounts) / 100)
    assert budget.total == sum(amounts) + line.amount


def test_a_percentage_of_a_percentage() -> None:
    """10 % of 1,000 is 100; 10 % of that and the line is 110, wherever the rows stand."""
    rows = [
        row("管理費", rate=10, base=("fees", "premium"), code="overhead"),
        row("補充保費", rate=10, base=("fees",), code="premium"),
        row("鐘點費", 1_000, 1, code="fees"),
    ]
    budget, findings = price_budget(rows)

    assert findings == []
    assert [line.amount for line in budget.lines] == [110, 100, 1_000]


def test_a_percentage_of_nothing_known() -> None:
    """A base that is no line is an error at its cell, with the code named."""
    finding = only(price_budget([row("補充保費", rate=2, base=("fees",))])[1], "BASE-UNKNOWN")

    assert "fees" in english(finding)


@pytest.mark.parametrize(
    "rows",
    [
        [row("甲", rate=10, base=("甲",))],
        [row("甲", rate=10, base=("乙",)), row("乙", rate=10, base=("甲",))],
    ],
)
def test_a_percentage_of_itself(rows: list[BudgetRow]) -> None:
    """Lines that are taken of each other have no amount."""
    assert set(codes(price_budget(rows)[1])) == {"BASE-CIRCLE"}


def test_periods_are_the_quantity() -> None:
    """A line from the timetable takes 4.5 periods, and 0 where nobody of its kind teaches."""
    rows = [
        row("內聘", 1_000, source="timetable:internal"),
        row("外聘", 2_000, source="timetable:external"),
    ]
    budget, findings = price_budget(rows, {"internal": Decimal("4.5")})

    assert findings == []
    assert [line.amount for line in budget.lines] == [4_500, 0]


def test_a_typed_quantity_that_agrees_is_silent() -> None:
    """The county's table says 6 beside from = timetable:internal, which gives 6."""
    line = row("內聘", 1_000, 6, source="timetable:internal")

    assert price_budget([line], {"internal": Decimal("6.0")})[1] == []
    assert codes(price_budget([line], {"internal": Decimal("4.5")})[1]) == [
        "QUANTITY-FROM-TIMETABLE"
    ]


def test_a_line_is_never_larger_than_a_spreadsheet_adds_up() -> None:
    """1,000,000,000,000 is the most a line may come to; a dollar more is an error at its cell."""
    most = price_budget([row("工程", 10**6, 10**6)])
    above = only(price_budget([row("工程", 10**6, "1000000.000001")])[1], "AMOUNT-TOO-LARGE")

    assert most[1] == []
    assert most[0].total == 10**12
    assert above.where.line == "工程"


def test_accounts_are_summed_in_the_order_they_stand() -> None:
    """業務費 first, then 設備及投資, as the table has them."""
    rows = [
        row("印刷費", 100, 10),
        row("平板電腦", 15_000, 1, category="設備及投資"),
        row("雜支", 50, 1),
    ]
    budget, _ = price_budget(rows)

    assert list(budget.by_category().items()) == [("業務費", 1_050), ("設備及投資", 15_000)]
    assert budget.operating() == 1_050
    assert budget.sum_of(["印刷費", "雜支"]) == 1_050


@given(st.lists(st.tuples(PRICES, QUANTITIES), max_size=12))
def test_the_total_is_the_sum_of_what_is_printed(lines: list[tuple[Decimal, Decimal]]) -> None:
    """Amounts are whole before they are added, so the column adds up by hand."""
    rows = [row("費用", price, quantity, code=f"a{n}") for n, (price, quantity) in enumerate(lines)]
    budget, _ = price_budget(rows)

    assert budget.total == sum(line.amount for line in budget.lines)
    assert budget.total == sum(budget.by_category().values())
