"""A timetable that overlaps itself, runs backwards or pays a slot twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import Text, text
from plc_budget.tables import TimetableRow, clock


def timetable_findings(rows: Sequence[TimetableRow]) -> list[Finding]:
    """Find what cannot happen, and what is paid more than once.

    Parameters
    ----------
    rows : sequence of TimetableRow
        In the order of the table.

    Examples
    --------
    >>> backwards = TimetableRow(600, 540, "理念", "校長", "甲校", "internal")
    >>> [f.code for f in timetable_findings([backwards])]
    ['TIMETABLE-BACKWARDS']
    """
    forwards = [row for row in rows if row.start < row.end]
    return [
        *(_backwards(row) for row in rows if row.start >= row.end),
        *(_too_much(row) for row in forwards if row.minutes > row.end - row.start),
        *_pairs(forwards),
        *_slots_paid_twice(forwards),
    ]


def _pairs(rows: Sequence[TimetableRow]) -> Iterator[Finding]:
    for one, other in combinations(rows, 2):
        if one.day != other.day or not (one.start < other.end and other.start < one.end):
            continue
        if _is_same_person(one, other):
            yield _two_places(one, other)
        elif (one.start, one.end) != (other.start, other.end):
            yield _overlap(one, other)


def _is_same_person(one: TimetableRow, other: TimetableRow) -> bool:
    return bool(one.speaker) and (one.speaker, one.organisation) == (
        other.speaker,
        other.organisation,
    )


def _slots_paid_twice(rows: Sequence[TimetableRow]) -> Iterator[Finding]:
    slots: dict[tuple[object, int, int], list[TimetableRow]] = {}
    for row in rows:
        if row.is_paid:
            slots.setdefault((row.day, row.start, row.end), []).append(row)
    for (_, start, end), shared in slots.items():
        paid = sum(row.minutes for row in shared)
        if len(shared) > 1 and paid > end - start:
            yield _paid_twice(shared[-1], paid, end - start)


def _when(row: TimetableRow) -> str:
    return f"{clock(row.start)}-{clock(row.end)}"


def _place(row: TimetableRow, name: str) -> Place:
    return row.origin.place(name)


def _finding(code: str, severity: Severity, message: Text, remedy: Text, where: Place) -> Finding:
    return Finding(code, severity, message, remedy, where, Question.SUMS)


def _backwards(row: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-BACKWARDS",
        Severity.ERROR,
        text("“{activity}” ends at {end}, not after its start {start}.",
             activity=row.activity, start=clock(row.start), end=clock(row.end)),
        text("Correct the start or the end; 1 pm is 13:00."),
        _place(row, "end"),
    )  # fmt: skip


def _too_much(row: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-PAID-MINUTES",
        Severity.ERROR,
        text("“{activity}” lasts {length} minutes and {paid} are paid.",
             activity=row.activity, length=row.end - row.start, paid=row.minutes),
        text("Pay at most the minutes it lasts, or leave paid_minutes empty."),
        _place(row, "paid_minutes"),
    )  # fmt: skip


def _two_places(one: TimetableRow, other: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-SAME-SPEAKER",
        Severity.ERROR,
        text("“{speaker}” speaks at {one} and at {other}, which overlap.",
             speaker=other.speaker, one=_when(one), other=_when(other)),
        text("Move one of them or name another speaker."),
        _place(other, "start"),
    )  # fmt: skip


def _overlap(one: TimetableRow, other: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-OVERLAP",
        Severity.WARNING,
        text("“{one}” ({when}) and “{other}” ({then}) overlap.",
             one=one.activity, when=_when(one), other=other.activity, then=_when(other)),
        text("Correct the times, or record that they run side by side (分組)."),
        _place(other, "start"),
    )  # fmt: skip


def _paid_twice(row: TimetableRow, paid: int, length: int) -> Finding:
    return _finding(
        "TIMETABLE-PAID-TWICE",
        Severity.WARNING,
        text("The slot {when} lasts {length} minutes and {paid} are paid.",
             when=_when(row), length=length, paid=paid),
        text("Give each group its part under paid_minutes, or record why each is paid in full."),
        _place(row, "paid_minutes"),
    )  # fmt: skip
