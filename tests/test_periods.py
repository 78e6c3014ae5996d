"""Minutes to paid periods (節數): the county's timetable, and what holds for every other."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.plan import Plan
from plc_budget.tables import TimetableRow
from plc_budget.timetable import PeriodPolicy, count_periods, paid_periods
from situations import county_plan, lesson, minutes

NATIONAL = PeriodPolicy("speaker-fee-period", 50, 90)
ELEMENTARY = PeriodPolicy("period-elementary", 40, 80)
CLOCK = PeriodPolicy("period-clock-hour", 60, 120)
MINUTES = st.integers(0, 24 * 60)
HALF = Decimal("0.5")


@st.composite
def policies(draw: st.DrawFn) -> PeriodPolicy:
    """Draw any policy a card may hold: two periods last from one to two times a period."""
    length = draw(st.integers(1, 120))
    two = draw(st.integers(length, 2 * length))
    flags = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return PeriodPolicy("any", length, two, *flags)


@st.composite
def timetables(draw: st.DrawFn) -> list[TimetableRow]:
    """Draw a day of rows one after another, with breaks or without, of one or of two speakers."""
    rows, clock = [], draw(st.integers(0, 600))
    for _ in range(draw(st.integers(1, 8))):
        clock += draw(st.sampled_from([0, 0, 0, 10]))
        length = draw(st.integers(1, 100))
        who = draw(st.sampled_from(["教授", "校長"]))
        rows.append(TimetableRow(clock, clock + length, "研習", who, "甲校", "external"))
        clock += length
    return rows


def periods_of(plan: Plan, card: str, *, joins: bool | None = None) -> str:
    """Count the periods of a plan by a card."""
    rule = plan.book.get(card)
    assert rule is not None
    return str(plan.working_under(rule, joins=joins).total)


@pytest.mark.parametrize(
    ("card", "joins", "total"),
    [
        ("period-elementary", None, "6"),  # 120 + 80 + 40 = 3 + 2 + 1
        ("speaker-fee-period", True, "4.5"),  # 120 + 80 + 40 = 2.5 + 1.5 + 0.5
        ("speaker-fee-period", False, "4.0"),  # 40 + 80 + 80 + 40 = 0.5 + 1.5 + 1.5 + 0.5
        ("period-junior-high", None, "4.5"),  # 120 + 80 + 40 = 2.5 + 1.5 + 0.5
        ("period-clock-hour", None, "4.0"),  # 120 + 80 + 40 = 2 + 1.5 + 0.5
        ("period-clock-hour", False, "4.0"),  # 40 + 80 + 80 + 40 = 0.5 + 1.5 + 1.5 + 0.5
    ],
)
def test_the_county_counts_its_240_minutes(card: str, *, joins: bool | None, total: str) -> None:
    """One speaker teaches 40 + 80 minutes, two share a slot of 80, a third has 40."""
    assert periods_of(county_plan(), card, joins=joins) == total


def test_the_working_of_the_county_can_be_printed() -> None:
    """Three blocks: rows 1 and 2, rows 3 and 4, row 5; with their minutes and periods."""
    blocks = county_plan().working.blocks

    assert [(block.rows, block.minutes, str(block.periods)) for block in blocks] == [
        ((0, 1), 40 + 80, "3"),
        ((2, 3), 40 + 40, "2"),
        ((4,), 40, "1"),
    ]


@pytest.mark.parametrize(
    ("minute", "national", "elementary", "clock"),
    [
        (0, "0", "0", "0"),
        (1, "0.5", "0.5", "0.5"),
        (39, "0.5", "0.5", "0.5"),
        (40, "0.5", "1", "0.5"),
        (49, "0.5", "1.5", "0.5"),
        (50, "1", "1.5", "0.5"),
        (60, "1.5", "1.5", "1"),
        (80, "1.5", "2", "1.5"),
        (89, "1.5", "2.5", "1.5"),
        (90, "2", "2.5", "1.5"),
        (100, "2", "2.5", "1.5"),
        (101, "2.5", "2.5", "1.5"),
        (140, "3", "3.5", "2.5"),
        (150, "3", "3.5", "2.5"),
        (180, "4", "4.5", "3"),
        (240, "5", "6", "4"),
    ],
)
def test_one_block_is_counted_by_each_table(
    minute: int, national: str, elementary: str, clock: str
) -> None:
    """50 minutes are a period and 90 are two; a shortfall is half; 40 and 60 alike."""
    counted = [paid_periods(minute, policy) for policy in (NATIONAL, ELEMENTARY, CLOCK)]

    assert counted == [Decimal(national), Decimal(elementary), Decimal(clock)]


def test_a_shortfall_may_be_paid_nothing() -> None:
    """49 minutes are half a period, or none where the policy says so."""
    assert paid_periods(49, replace(NATIONAL, pays_half=False)) == 0


def test_no_block_lasts_less_than_nothing() -> None:
    """Negative minutes are a mistake of the program."""
    with pytest.raises(ValueError, match="-1"):
        paid_periods(-1, NATIONAL)


def test_a_break_ends_a_block() -> None:
    """45 + 45 minutes with a break of 10 are 0.5 + 0.5, without it 90 are 2."""
    broken = [lesson("9:00", "9:45"), lesson("9:55", "10:40")]
    joined = [lesson("9:00", "9:45"), lesson("9:45", "10:30")]

    assert count_periods(broken, NATIONAL).total == 1
    assert count_periods(joined, NATIONAL).total == 2


@pytest.mark.parametrize(
    "other",
    [
        lesson("9:45", "10:30", speaker="校長"),
        lesson("9:45", "10:30", organisation="乙國立大學"),
        lesson("9:45", "10:30", "internal"),
        lesson("9:45", "10:30", speaker=""),
        lesson("9:45", "10:30", day=date(2025, 10, 15)),
    ],
)
def test_another_speaker_begins_another_block(other: TimetableRow) -> None:
    """Rows are joined when day, speaker, organisation and kind are the same, and named."""
    rows = [lesson("9:00", "9:45"), other]

    assert [block.minutes for block in count_periods(rows, NATIONAL).blocks] == [45, 45]


def test_two_groups_share_a_slot() -> None:
    """Two rows of one slot with 45 minutes each are 90 together; counted apart they are 0.5 each."""
    rows = [lesson("9:00", "10:30", speaker=name, paid=45) for name in ("組長", "召集人")]

    assert count_periods(rows, NATIONAL).total == 2
    assert count_periods(rows, replace(NATIONAL, shares=False)).total == 1


def test_parts_that_are_more_than_the_slot_are_not_shared() -> None:
    """60 + 60 of 80 minutes is no division of the slot: 1.5 + 1.5, which is asked about elsewhere."""
    rows = [lesson("9:00", "10:20", speaker=name, paid=60) for name in ("組長", "召集人")]

    assert count_periods(rows, NATIONAL).total == 3


def test_two_groups_paid_in_full_are_two_blocks() -> None:
    """Side by side in two rooms each speaker has the whole 90 minutes: 2 + 2."""
    rows = [lesson("9:00", "10:30", speaker=name) for name in ("組長", "召集人")]

    assert count_periods(rows, NATIONAL).total == 4


def test_kinds_are_counted_apart() -> None:
    """2 periods of the lecturer and 2 of the assistant beside him, and none of who is unpaid."""
    rows = [
        lesson("9:00", "10:30"),
        lesson("9:00", "10:30", "assistant", speaker="助理"),
        lesson("10:30", "11:00", "unpaid", speaker="主任"),
    ]
    working = count_periods(rows, NATIONAL)

    assert [str(working.of_kind(kind)) for kind in ("external", "assistant", "unpaid")] == [
        "2",
        "2",
        "0",
    ]
    assert working.kinds == ("external", "assistant")


@given(MINUTES, policies())
def test_longer_is_never_paid_less(minute: int, policy: PeriodPolicy) -> None:
    """One more minute brings half a period, or a whole one at most, or nothing."""
    step = paid_periods(minute + 1, policy) - paid_periods(minute, policy)

    assert step >= 0


@given(MINUTES, policies())
def test_periods_come_in_halves(minute: int, policy: PeriodPolicy) -> None:
    """Whole periods, and half ones where a shortfall is paid half."""
    counted = paid_periods(minute, policy)

    assert counted % (HALF if policy.pays_half else 1) == 0


@given(MINUTES, policies())
def test_nobody_is_paid_for_more_than_was_taught(minute: int, policy: PeriodPolicy) -> None:
    """Whole periods take at least half of ``two_minutes`` each; only the shortfall is a gift."""
    whole = int(paid_periods(minute, policy))

    assert whole * policy.two_minutes <= 2 * minute


@given(MINUTES, policies())
def test_no_minute_is_lost(minute: int, policy: PeriodPolicy) -> None:
    """Where a shortfall is paid, periods rounded up hold every minute taught."""
    counted = paid_periods(minute, replace(policy, pays_half=True))

    assert math.ceil(counted) * policy.minutes >= minute


@given(timetables(), policies())
def test_each_paid_row_is_in_one_block(rows: list[TimetableRow], policy: PeriodPolicy) -> None:
    """Blocks share the rows among them, with all their minutes."""
    working = count_periods(rows, policy)
    held = sorted(index for block in working.blocks for index in block.rows)

    assert held == list(range(len(rows)))
    assert sum(block.minutes for block in working.blocks) == sum(row.minutes for row in rows)


@given(timetables(), policies())
def test_joining_never_loses_a_whole_period(rows: list[TimetableRow], policy: PeriodPolicy) -> None:
    """Where a shortfall is paid nothing, rows joined are worth at least what they are alone."""
    strict = replace(policy, pays_half=False)
    apart = count_periods(rows, replace(strict, joins=False)).total

    assert count_periods(rows, replace(strict, joins=True)).total >= apart


@given(timetables(), policies(), st.randoms())
def test_the_order_of_rows_costs_nothing(
    rows: list[TimetableRow], policy: PeriodPolicy, chance: Random
) -> None:
    """Shuffled, the same rows are paid the same."""
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert count_periods(shuffled, policy).total == count_periods(rows, policy).total


def test_every_order_of_the_county_timetable_is_paid_alike() -> None:
    """All 120 orders of its five rows give 6 periods."""
    rows = county_plan().timetable

    assert {str(count_periods(order, ELEMENTARY).total) for order in permutations(rows)} == {"6"}


def test_minutes_are_read_for_these_tests() -> None:
    """The builder of these tests reads the clock right."""
    assert minutes("9:05") == 9 * 60 + 5
