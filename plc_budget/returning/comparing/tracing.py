"""Which activity of a timetable is which, after the plan has moved on since it was printed.

An activity has no code, so it is followed through the states of the plan's history, from each to the
next: by its words, its speaker and its times, as a returned row is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plc_budget.returning.comparing.matching import Entry, Matched, matched
from plc_budget.sheets.printout import printed_activity, printed_speaker, squeezed
from plc_budget.tables import TimetableRow, clock

Timetable = Sequence[TimetableRow]


@dataclass(frozen=True)
class Traced:
    """Where the activities of a timetable have gone.

    Attributes
    ----------
    pairs : mapping of int to int
        Number of an activity then to its number now, both from 0.
    unclear : collection of int
        Those that may be several activities now.
    """

    pairs: Mapping[int, int] = field(default_factory=dict)
    unclear: Collection[int] = ()


def entry(row: TimetableRow) -> Entry:
    """Return what an activity is known by."""
    holds = (squeezed(printed_speaker(row)), row.start, row.end)
    return Entry(squeezed(printed_activity(row)), holds)


def described_activity(one: TimetableRow) -> str:
    """Write when an activity is, and what it is called.

    Parameters
    ----------
    one : TimetableRow
        Of a plan.

    Examples
    --------
    >>> described_activity(TimetableRow(540, 600, "理念"))
    '09:00-10:00 理念'
    """
    return f"{clock(one.start)}-{clock(one.end)} {one.activity}"


def paid_of(one: TimetableRow) -> int:
    """Return the minutes that are printed as counted; none of an activity that is not paid. [min]

    Parameters
    ----------
    one : TimetableRow
        Of a plan.

    Examples
    --------
    >>> paid_of(TimetableRow(540, 600, "理念", speaker_kind="internal"))
    60
    >>> paid_of(TimetableRow(600, 610, "休息"))
    0
    """
    length = one.minutes if one.paid_minutes is None else one.paid_minutes
    return length if one.is_paid else 0


def traced(states: Sequence[Timetable]) -> Traced:
    """Follow the activities of the first timetable through all the others.

    Parameters
    ----------
    states : sequence of timetables
        As the plan was, one state after the other; the last is the plan as it is.

    Examples
    --------
    >>> then = [TimetableRow(540, 580, "理念"), TimetableRow(590, 600, "休息")]
    >>> now = [TimetableRow(530, 540, "報到"), then[0], TimetableRow(580, 600, "休息")]
    >>> traced([then, now]).pairs
    {0: 1, 1: 2}
    """
    first = states[0]
    where: dict[int, int] = {number: number for number in range(len(first))}
    unclear: set[int] = set()
    for then, now in pairwise(states):
        step = _one_step(then, now)
        asked = {line for lines in step.asked.values() for line in lines}
        follows = {line: row for row, line in step.pairs.items()}
        unclear |= {number for number, at in where.items() if at in asked}
        where = {number: follows[at] for number, at in where.items() if at in follows}
    return _found_again(first, states[-1], where, unclear)


def _one_step(then: Timetable, now: Timetable) -> Matched:
    """Pair by words with the day, and what is left over by words alone: days are moved together."""
    found = matched([entry(row) for row in now], [entry(row) for row in then])
    if len(found.pairs) == min(len(then), len(now)):
        return found
    mine, theirs = [_undated(row) for row in now], [_undated(row) for row in then]
    return matched(mine, theirs, {**found.pairs})


def _undated(row: TimetableRow) -> Entry:
    return Entry(squeezed(row.activity), entry(row).holds)


def _found_again(
    first: Timetable, last: Timetable, where: Mapping[int, int], unclear: Collection[int]
) -> Traced:
    """Pair what was lost on the way and is there again word for word, such as a row typed anew."""
    lost = [number for number in range(len(first)) if number not in where]
    free = [number for number in range(len(last)) if number not in {*where.values()}]
    mine, theirs = [entry(last[at]) for at in free], [entry(first[at]) for at in lost]
    again = matched(mine, theirs).pairs
    pairs = {lost[line]: free[row] for row, line in again.items()
             if mine[row].name == theirs[line].name}  # fmt: skip
    found = {**where, **pairs}
    return Traced(found, {number for number in unclear if number not in found})
