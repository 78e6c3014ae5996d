"""Which rows of the timetable are paid as one block, and for how many periods."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plc_budget.tables import TimetableRow
from plc_budget.timetable.policy import PeriodPolicy, paid_periods

_NONE = Decimal(0)
Group = tuple[int, ...]


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


@dataclass(frozen=True, slots=True)
class Working:
    """The count of a whole timetable under one policy, row by row (節數計算過程).

    ``by_kind`` are the paid periods of each kind of speaker, in the order they first teach. [period]
    """

    policy: PeriodPolicy
    blocks: tuple[Block, ...]
    by_kind: Mapping[str, Decimal] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sum the blocks once for all who ask."""
        periods: dict[str, Decimal] = {}
        for block in self.blocks:
            periods[block.speaker_kind] = periods.get(block.speaker_kind, _NONE) + block.periods
        object.__setattr__(self, "by_kind", periods)

    @property
    def total(self) -> Decimal:
        """All paid periods. [period]"""
        return sum(self.by_kind.values(), _NONE)

    def of_kind(self, speaker_kind: str) -> Decimal:
        """Paid periods of one kind of speaker. [period]"""
        return self.by_kind.get(speaker_kind, _NONE)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of speaker that are paid, in the order they first teach."""
        return tuple(self.by_kind)


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
    paid = [index for index in in_time if rows[index].is_paid]
    slots = _shared(paid, rows) if policy.shares else [(index,) for index in paid]
    groups = _joined(slots, rows) if policy.joins else slots
    return Working(policy, tuple(_block(group, rows, policy) for group in groups))


def _time(row: TimetableRow) -> tuple[date, int, int]:
    return row.day or date.min, row.start, row.end


def _block(group: Group, rows: Sequence[TimetableRow], policy: PeriodPolicy) -> Block:
    minutes = sum([rows[index].minutes for index in group])
    kind = rows[group[0]].speaker_kind
    return Block(tuple(sorted(group)), kind, minutes, paid_periods(minutes, policy))


def _shared(paid: Iterable[int], rows: Sequence[TimetableRow]) -> list[Group]:
    """Put together the rows that divide the minutes of one slot, each with its stated part."""
    slots: list[Group] = []
    homes: dict[tuple[date | None, int, int, str], list[int]] = {}
    for index in paid:
        row = rows[index]
        alike = homes.setdefault((row.day, row.start, row.end, row.speaker_kind), [])
        has_part = row.paid_minutes is not None
        home = next((at for at in alike if has_part and _has_room(slots[at], row, rows)), None)
        if home is None:
            alike.append(len(slots))
            slots.append((index,))
        else:
            slots[home] += (index,)
    return slots


def _has_room(slot: Group, row: TimetableRow, rows: Sequence[TimetableRow]) -> bool:
    return sum(rows[index].minutes for index in slot) + row.minutes <= row.end - row.start


def _joined(slots: Iterable[Group], rows: Sequence[TimetableRow]) -> list[Group]:
    """Put together what the same speaker goes on with without a break."""
    joined: list[Group] = []
    open_ends: dict[tuple[object, ...], list[int]] = {}
    for slot in slots:
        first, last = rows[slot[0]], rows[slot[-1]]
        who = (first.day, first.speaker_kind, _speakers(slot, rows))
        homes = open_ends.get((*who, first.start))
        if homes:
            home = homes.pop(0)
            joined[home] += slot
        else:
            home = len(joined)
            joined.append(slot)
        insort(open_ends.setdefault((*who, last.end), []), home)  # the earliest goes on first
    return joined


def _speakers(group: Group, rows: Sequence[TimetableRow]) -> frozenset[tuple[str, str]]:
    """Name who teaches; a row without a speaker is a stranger to every other row."""
    return frozenset(
        (rows[i].organisation, rows[i].speaker) if rows[i].speaker else ("", f"row {i}")
        for i in group
    )
