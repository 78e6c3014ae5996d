"""The rest of a day moves with the end of an activity (順延)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.app.saving import save_change
from plc_budget.app.state import Level, State
from plc_budget.language import CHINESE, Text, text
from plc_budget.tables import TimetableRow
from plc_budget.tables.cells import Unreadable, read_minutes
from plc_budget.tables.timetable_table import clock

if TYPE_CHECKING:
    from plc_budget.app.state import Message

_LAST_MINUTE = 24 * 60
_OVERLAPS = ("TIMETABLE-OVERLAP", "TIMETABLE-SAME-SPEAKER")


def later_rows(rows: Sequence[TimetableRow], number: int) -> list[int]:
    """Return the rows of the same day that start after a row does; those beside it are none of them.

    Examples
    --------
    >>> rows = [TimetableRow(540, 600, "甲組"), TimetableRow(540, 580, "乙組"), TimetableRow(580, 660, "座談")]
    >>> later_rows(rows, 0)
    [2]
    """
    row = rows[number]
    return [i for i, other in enumerate(rows) if other.day == row.day and other.start > row.start]


def gap_after(rows: Sequence[TimetableRow], number: int) -> int:
    """Return by how many minutes the rows after one would have to move to follow it at once.

    Less than 0 where there is time between; 0 for the last row of a day.

    Parameters
    ----------
    rows : sequence of TimetableRow
        The timetable.
    number : int
        The row, from 0.

    Examples
    --------
    >>> gap_after([TimetableRow(540, 600, "理念"), TimetableRow(580, 660, "規劃")], 0)
    20
    """
    row, later = rows[number], later_rows(rows, number)
    if not later or row.end <= row.start:
        return 0
    return row.end - min(rows[i].start for i in later)


def shift_rows(
    rows: Sequence[TimetableRow], number: int, minutes: int
) -> tuple[list[TimetableRow], Text | None]:
    """Move every row of the day that starts after one; rows that share a slot stay together.

    Parameters
    ----------
    rows : sequence of TimetableRow
        The timetable.
    number : int
        The row that stays, from 0.
    minutes : int
        How much later; earlier if less than 0. [min]

    Returns
    -------
    tuple[list of TimetableRow, Text or None]
        The timetable, and why nothing was moved.
    """
    later = later_rows(rows, number)
    for i in later:
        row = rows[i]
        if row.end + minutes > _LAST_MINUTE:
            return list(rows), text(
                "Nothing was moved: “{activity}” ends at {end} and would go beyond midnight.",
                activity=row.activity,
                end=clock(row.end),
            )
        if row.start + minutes < 0:
            return list(rows), text(
                "Nothing was moved: “{activity}” starts at {start} and would begin on the day before.",
                activity=row.activity,
                start=clock(row.start),
            )
    return [
        replace(row, start=row.start + minutes, end=row.end + minutes) if i in later else row
        for i, row in enumerate(rows)
    ], None


def shift(state: State, message: Message) -> State:
    """Move the rest of a day as one step."""
    rows, name = state.plan.timetable, str(message.get("row", ""))
    if name not in map(str, range(len(rows))):
        return state.with_status(
            Level.FAILED, text("That row is not there any more; nothing was changed.")
        )
    number = int(name)
    minutes = _minutes(str(message.get("minutes", "")))
    if isinstance(minutes, Text):
        return state.with_status(Level.FAILED, minutes)
    if not minutes or not later_rows(rows, number):
        return state.with_status(Level.NOTE, text("Nothing had to be moved."))
    moved, fault = shift_rows(rows, number, minutes)
    if fault is not None:
        return state.with_status(Level.FAILED, fault)
    return _saved(state, message, moved, (number, minutes))


def _minutes(raw: str) -> int | Text:
    """Read minutes; a minus in front means earlier."""
    words = raw.strip().replace("－", "-").replace("−", "-")
    sign = -1 if words.startswith("-") else 1
    try:
        return sign * int(read_minutes(words.removeprefix("-")) or 0)
    except Unreadable as problem:
        return text("“{raw}” does not fit here: type {allowed}.", raw=raw, allowed=problem.allowed)


def _saved(
    state: State, message: Message, rows: Sequence[TimetableRow], what: tuple[int, int]
) -> State:
    number, minutes = what
    name = _words(minutes, len(later_rows(state.plan.timetable, number))).render(CHINESE)
    after = save_change(state, message, timetable=rows, step=name)
    if after.status.level is not Level.DONE:
        return after
    words = text(
        "{moved} The total is {total:,}; Undo takes it back.",
        moved=_words(minutes, len(later_rows(state.plan.timetable, number))),
        total=after.plan.budget.total,
    )
    return after.with_status(Level.DONE, words, after.status.more)


def _words(minutes: int, rows: int) -> Text:
    if minutes > 0:
        return text(
            "The {rows} following activities start {minutes} minutes later.",
            rows=rows,
            minutes=minutes,
        )
    return text(
        "The {rows} following activities start {minutes} minutes earlier.",
        rows=rows,
        minutes=-minutes,
    )


def overlapping(state: State) -> Mapping[int, tuple[int, int]]:
    """Return for each row that overlaps with an earlier one: that one, and by how many minutes to move.

    Only where a finding that is open says so; rows that run side by side on purpose overlap, too.
    """
    rows = state.plan.timetable
    numbers = {row.origin.row: number for number, row in enumerate(rows)}
    found = {
        numbers[finding.where.row]
        for finding in state.findings
        if finding.code in _OVERLAPS and finding.is_open and finding.where.row in numbers
    }
    return {number: way for number in sorted(found) if (way := _way_out(rows, number)) is not None}


def _way_out(rows: Sequence[TimetableRow], number: int) -> tuple[int, int] | None:
    row = rows[number]
    before = [
        i
        for i, other in enumerate(rows)
        if other.day == row.day and other.start < row.start < other.end
    ]
    if not before:
        return None
    first = max(before, key=lambda i: (rows[i].end, -i))
    return first, gap_after(rows, first)
