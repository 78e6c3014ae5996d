"""Which rows of the timetable are paid as one block, and for how many periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from plc_budget.tables import TimetableRow
from plc_budget.timetable.policy import PeriodPolicy, paid_periods

_NONE = Decimal(0)
Group = tuple[int, ...]
Test = Callable[[Group, Group, Sequence[TimetableRow]], bool]


@dataclass(frozen=True, slots=True)
class Block:
    """Teaching that is counted in one piece: the rows, and what they are paid for.

    Attributes
    ----------
    rows : tuple[int, ...]
        Positions in the timetable, from 0.
    minutes : int
        Their paid minutes together. [min]
    periods : Decimal
        What the policy pays for them. [period]
    """

    rows: tuple[int, ...]
    speaker_kind: str
    minutes: int
    periods: Decimal


@dataclass(frozen=True)
class Working:
    """The count of a whole timetable under one policy, row by row (節數計算過程)."""

    policy: PeriodPolicy
    blocks: tuple[Block, ...]

    @cached_property
    def total(self) -> Decimal:
        """All paid periods. [period]"""
        return sum((block.periods for block in self.blocks), Decimal(0))

    def of_kind(self, speaker_kind: str) -> Decimal:
        """Paid periods of one kind of speaker. [period]"""
        return self.by_kind.get(speaker_kind, _NONE)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of speaker that are paid, in the order they first teach."""
        return tuple(self.by_kind)

    @cached_property
    def by_kind(self) -> Mapping[str, Decimal]:
        """Paid periods of each kind of speaker, in the order they first teach. [period]"""
        periods: dict[str, Decimal] = {}
        for block in self.blocks:
            periods[block.speaker_kind] = periods.get(block.speaker_kind, _NONE) + block.periods
        return periods


def count_periods(rows: Sequence[TimetableRow], policy: PeriodPolicy) -> Working:
    """Count the paid periods (節數) of a timetable, keeping the working.

    What is paid does not depend on the order of the rows, only on their times.

    Parameters
    ----------
    rows : sequence of TimetableRow
        The table.
    policy : PeriodPolicy
        How minutes are counted.

    Examples
    --------
    >>> rows = [TimetableRow(540, 580, "理念", "校長", "甲校", "internal"),
    ...         TimetableRow(580, 660, "規劃", "校長", "甲校", "internal")]
    >>> joined = count_periods(rows, PeriodPolicy("speaker-fee-period", 50, 90))
    >>> by_row = count_periods(rows, PeriodPolicy("speaker-fee-period", 50, 90, joins=False))
    >>> str(joined.total), str(by_row.total)
    ('2.5', '2.0')
    """
    in_time = sorted(range(len(rows)), key=lambda index: (*_time(rows[index]), index))
    paid: list[Group] = [(index,) for index in in_time if rows[index].is_paid]
    slots = _merged(paid, rows, _share_a_slot) if policy.shares else paid
    groups = _merged(slots, rows, _follow_on) if policy.joins else slots
    return Working(policy, tuple(_block(group, rows, policy) for group in groups))


def _time(row: TimetableRow) -> tuple[date, int, int]:
    return row.day or date.min, row.start, row.end


def _block(group: Group, rows: Sequence[TimetableRow], policy: PeriodPolicy) -> Block:
    minutes = sum(rows[index].minutes for index in group)
    kind = rows[group[0]].speaker_kind
    return Block(tuple(sorted(group)), kind, minutes, paid_periods(minutes, policy))


def _merged(groups: Iterable[Group], rows: Sequence[TimetableRow], belong: Test) -> list[Group]:
    merged: list[Group] = []
    for group in groups:
        home = next((at for at, other in enumerate(merged) if belong(other, group, rows)), None)
        if home is None:
            merged.append(group)
        else:
            merged[home] += group
    return merged


def _share_a_slot(one: Group, other: Group, rows: Sequence[TimetableRow]) -> bool:
    """Tell whether two rows divide the minutes of one slot, each with its stated part."""
    a, b = rows[one[0]], rows[other[0]]
    return (
        (a.day, a.start, a.end, a.speaker_kind) == (b.day, b.start, b.end, b.speaker_kind)
        and b.paid_minutes is not None
        and sum(rows[i].minutes for i in one + other) <= a.end - a.start
    )


def _follow_on(one: Group, other: Group, rows: Sequence[TimetableRow]) -> bool:
    """Tell whether the same speaker goes on without a break."""
    a, b = rows[one[-1]], rows[other[0]]
    return (
        a.end == b.start
        and a.day == b.day
        and _speakers(one, rows) == _speakers(other, rows)
        and a.speaker_kind == b.speaker_kind
    )


def _speakers(group: Group, rows: Sequence[TimetableRow]) -> set[tuple[str, str]]:
    """Name who teaches; a row without a speaker is a stranger to every other row."""
    return {
        (rows[i].organisation, rows[i].speaker) if rows[i].speaker else ("", f"row {i}")
        for i in group
    }
