"""Whole dollars divided among sources of money: the parts add up, each as near as can be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.budget import largest_remainder, share_table
from situations import ministry_plan

AMOUNTS = st.integers(0, 10**12)
WEIGHTS = st.lists(st.decimals(0, 100, places=4), min_size=1, max_size=8).filter(any)


def exact(amount: int, weight: Decimal, weights: list[Decimal]) -> Fraction:
    """Divide without rounding."""
    return Fraction(weight) * amount / sum(map(Fraction, weights))


def test_the_ministry_pays_its_share() -> None:
    """168,000 × 85 % = 142,800, 10 % = 16,800, 5 % = 8,400."""
    plan = ministry_plan()
    weights = [source.share for source in plan.details.funding.sources]

    assert largest_remainder(plan.budget.total, weights) == [142_800, 16_800, 8_400]


def test_the_accounts_of_each_source_add_up() -> None:
    """業務費 138,000 and 設備及投資 30,000, each at 85, 10 and 5 %."""
    plan = ministry_plan()
    weights = {source.name: source.share for source in plan.details.funding.sources}
    table = share_table(plan.budget.by_category(), weights)

    assert [list(parts.values()) for parts in table.values()] == [
        [117_300, 13_800, 6_900],
        [25_500, 3_000, 1_500],
    ]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, ["1", "1", "1"], [34, 33, 33]),
        (101, ["85", "15"], [86, 15]),  # 85.85 + 15.15
        (1, ["50", "50"], [1, 0]),
        (0, ["85", "15"], [0, 0]),
        (10, ["0", "1"], [0, 10]),
        (2_043_295, ["90", "10"], [1_838_966, 204_329]),  # 1,838,965.5 + 204,329.5
    ],
)
def test_the_largest_remainder_gets_the_odd_dollar(
    amount: int, weights: list[str], parts: list[int]
) -> None:
    """What is left after rounding down goes to the largest rest; of two alike, to the first."""
    assert largest_remainder(amount, [Decimal(w) for w in weights]) == parts


@given(AMOUNTS, WEIGHTS)
def test_the_parts_add_up(amount: int, weights: list[Decimal]) -> None:
    """Nothing is lost, and nobody is a dollar off the exact share."""
    parts = largest_remainder(amount, weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - exact(amount, weight, weights)) < 1


@given(AMOUNTS, WEIGHTS)
def test_no_other_division_is_nearer(amount: int, weights: list[Decimal]) -> None:
    """Who was rounded up had no smaller rest than who was rounded down."""
    parts = largest_remainder(amount, weights)
    rests = [exact(amount, w, weights) % 1 for w in weights]
    floors = [int(exact(amount, w, weights)) for w in weights]
    ups = [rest for rest, part, floor in zip(rests, parts, floors, strict=True) if part > floor]
    downs = [rest for rest, part, floor in zip(rests, parts, floors, strict=True) if part == floor]

    assert min(ups, default=Fraction(1)) >= max(downs, default=Fraction(0))


def test_a_small_account_takes_nothing_back() -> None:
    """5, 1, 1 and 5 at 40, 14 and 91: the dollar of the second is paid by one source, whole."""
    weights = {"部": Decimal(40), "縣": Decimal(14), "校": Decimal(91)}
    table = share_table({"一": 5, "二": 1, "三": 1, "四": 5}, weights)

    assert all(part >= 0 for parts in table.values() for part in parts.values())
    assert sorted(table["二"].values()) == [0, 0, 1]


@given(st.lists(st.one_of(AMOUNTS, st.integers(0, 9)), max_size=8), WEIGHTS)
def test_rows_and_columns_add_up(amounts: list[int], weights: list[Decimal]) -> None:
    """Each account and each source sums to its own; each cell is within two dollars of exact."""
    rows = {f"帳{n}": amount for n, amount in enumerate(amounts)}
    columns = {f"源{n}": weight for n, weight in enumerate(weights)}
    table = share_table(rows, columns)

    assert {name: sum(parts.values()) for name, parts in table.items()} == rows
    wanted = largest_remainder(sum(amounts), weights)
    assert [sum(table[row][column] for row in rows) for column in columns] == wanted
    for name, amount in rows.items():
        for column, weight in columns.items():
            assert table[name][column] >= 0
            assert abs(table[name][column] - exact(amount, weight, weights)) < 2


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_one_source_pays_all(amounts: list[int]) -> None:
    """With a single source each account is its own."""
    rows = {f"帳{n}": amount for n, amount in enumerate(amounts)}

    assert share_table(rows, {"縣府": Decimal(100)}) == {
        name: {"縣府": amount} for name, amount in rows.items()
    }


@pytest.mark.parametrize(
    ("amount", "weights"), [(-1, ["1"]), (1, ["-1", "2"]), (1, ["0"]), (1, [])]
)
def test_what_cannot_be_divided(amount: int, weights: list[str]) -> None:
    """A negative amount or weight, or no weight at all, is a mistake of the program."""
    with pytest.raises(ValueError, match="cannot divide"):
        largest_remainder(amount, [Decimal(w) for w in weights])
