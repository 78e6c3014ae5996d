"""A timetable that overlaps itself, runs backwards or pays a slot twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import Text, text
from plc_budget.tables import TimetableRow, clock

ASSISTANT = "assistant"
"""The kind of speaker who is there beside another one."""
Fee = Callable[[int, str], int]


def no_fee(minutes: int, speaker_kind: str) -> int:  # noqa: ARG001 - it answers any question alike
    """Charge nothing: the fee of a timetable whose budget is not known. [NTD]"""
    return 0


def timetable_findings(rows: Sequence[TimetableRow], fee: Fee = no_fee) -> list[Finding]:
    """Find what cannot happen, and what is paid more than once.

    Parameters
    ----------
    rows : sequence of TimetableRow
        In the order of the table.
    fee : callable
        What so many minutes of a kind of speaker cost, for the money at stake. [NTD]

    Examples
    --------
    >>> backwards = TimetableRow(600, 540, "理念", "校長", "甲校", "internal")
    >>> [f.code for f in timetable_findings([backwards])]
    ['TIMETABLE-BACKWARDS']
    """
    forwards = [row for row in rows if row.start < row.end]
    return [
        *(_backwards(row) for row in rows if row.start >= row.end),
        *(_too_much(row, fee) for row in forwards if row.minutes > row.end - row.start),
        *_pairs(forwards, fee),
        *_slots_paid_twice(forwards, fee),
        *_out_of_order(forwards),
    ]


def _pairs(rows: Sequence[TimetableRow], fee: Fee) -> Iterator[Finding]:
    for one, other in combinations(rows, 2):
        if one.day != other.day or not (one.start < other.end and other.start < one.end):
            continue
        if _is_same_person(one, other):
            yield _two_places(one, other, fee)
        elif (one.start, one.end) != (other.start, other.end) and not _assists(one, other):
            yield _overlap(one, other)


def _is_same_person(one: TimetableRow, other: TimetableRow) -> bool:
    return bool(one.speaker) and (one.speaker, one.organisation) == (
        other.speaker,
        other.organisation,
    )


def _assists(one: TimetableRow, other: TimetableRow) -> bool:
    return (one.speaker_kind == ASSISTANT) is not (other.speaker_kind == ASSISTANT)


def _out_of_order(rows: Sequence[TimetableRow]) -> Iterator[Finding]:
    for earlier, later in pairwise(rows):
        if earlier.day == later.day and later.start < earlier.start:
            yield _finding(
                "TIMETABLE-ORDER",
                Severity.NOTICE,
                text(
                    "“{later}” stands below “{earlier}” and starts before it.",
                    later=later.activity,
                    earlier=earlier.activity,
                ),
                text("Put the rows in the order of their times; what is paid stays the same."),
                _place(later, "start"),
            )


def _slots_paid_twice(rows: Sequence[TimetableRow], fee: Fee) -> Iterator[Finding]:
    slots: dict[tuple[object, int, int], list[TimetableRow]] = {}
    for row in rows:
        if row.is_paid and row.speaker_kind != ASSISTANT:
            slots.setdefault((row.day, row.start, row.end), []).append(row)
    for (_, start, end), shared in slots.items():
        paid = sum(row.minutes for row in shared)
        if len(shared) > 1 and paid > end - start:
            once = max(fee(end - start, row.speaker_kind) for row in shared)
            stake = sum(fee(row.minutes, row.speaker_kind) for row in shared) - once
            yield _paid_twice(shared[-1], paid, stake)


def _when(row: TimetableRow) -> str:
    return f"{clock(row.start)}-{clock(row.end)}"


def _place(row: TimetableRow, name: str) -> Place:
    return row.origin.place(name)


def _finding(
    code: str, severity: Severity, message: Text, remedy: Text, where: Place, stake: int = 0
) -> Finding:
    return Finding(code, severity, message, remedy, where, Question.SUMS, max(stake, 0))


def _backwards(row: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-BACKWARDS",
        Severity.ERROR,
        text(
            "“{activity}” ends at {end}, not after its start {start}.",
            activity=row.activity,
            start=clock(row.start),
            end=clock(row.end),
        ),
        text("Correct the start or the end; 1 pm is 13:00."),
        _place(row, "end"),
    )


def _too_much(row: TimetableRow, fee: Fee) -> Finding:
    length = row.end - row.start
    return _finding(
        "TIMETABLE-PAID-MINUTES",
        Severity.ERROR,
        text(
            "“{activity}” lasts {length} minutes and {paid} are paid.",
            activity=row.activity,
            length=length,
            paid=row.minutes,
        ),
        text("Pay at most the minutes it lasts, or leave paid_minutes empty."),
        _place(row, "paid_minutes"),
        fee(row.minutes, row.speaker_kind) - fee(length, row.speaker_kind),
    )


def _two_places(one: TimetableRow, other: TimetableRow, fee: Fee) -> Finding:
    return _finding(
        "TIMETABLE-SAME-SPEAKER",
        Severity.ERROR,
        text(
            "“{speaker}” speaks at {one} and at {other}, which overlap.",
            speaker=other.speaker,
            one=_when(one),
            other=_when(other),
        ),
        text("Move one of them or name another speaker."),
        _place(other, "start"),
        fee(other.minutes, other.speaker_kind) if other.is_paid else 0,
    )


def _overlap(one: TimetableRow, other: TimetableRow) -> Finding:
    return _finding(
        "TIMETABLE-OVERLAP",
        Severity.WARNING,
        text(
            "“{one}” ({when}) and “{other}” ({then}) overlap.",
            one=one.activity,
            when=_when(one),
            other=other.activity,
            then=_when(other),
        ),
        text("Correct the times, or record that they run side by side (分組)."),
        _place(other, "start"),
    )


def _paid_twice(row: TimetableRow, paid: int, stake: int) -> Finding:
    return _finding(
        "TIMETABLE-PAID-TWICE",
        Severity.WARNING,
        text(
            "The slot {when} lasts {length} minutes and {paid} are paid.",
            when=_when(row),
            length=row.end - row.start,
            paid=paid,
        ),
        text("Give each group its part under paid_minutes, or record why each is paid in full."),
        _place(row, "paid_minutes"),
        stake,
    )
