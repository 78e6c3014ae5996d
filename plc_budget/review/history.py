"""The state of the plan a returned file was printed from, and where its activities have gone since.

A line keeps its code.  An activity has none in the plan, so it is followed through the states of the
history, from each to the next: by its words, its speaker and its times.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from plc_budget.plan import Plan
from plc_budget.plan.history.log import HISTORY, History, hashes, read_history
from plc_budget.plan.history.saving import Opened, reopened
from plc_budget.plan.history.steps import Step
from plc_budget.plan.storage.snapshot import TIMETABLE
from plc_budget.review.rows import Entry, Match, match_rows
from plc_budget.sheets.passport import Passport, passport_of, version_of
from plc_budget.sheets.printout import printed_activity, printed_speaker, squeezed
from plc_budget.tables import TimetableRow, clock, read_timetable

Timetable = Sequence[TimetableRow]


@dataclass(frozen=True)
class Base:
    """What a file is compared with.

    Attributes
    ----------
    plan : Plan
        The plan as it was printed, or as it is now where that cannot be had.
    version : int
        Its number.
    now : int
        The number of the plan as it is.
    is_printed : bool
        Whether it is the state the footer names.
    timetables : tuple of timetables
        Those the plan went through since, from the printed one to the one it has; a way there and
        back, such as an edit that was undone, left out.
    """

    plan: Plan
    version: int
    now: int
    is_printed: bool
    timetables: tuple[Timetable, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the plan is still as it was printed."""
        return self.version == self.now


def find_base(opened: Opened, passport: Passport | None) -> Base:
    """Find what a file was printed from.

    Parameters
    ----------
    opened : Opened
        The plan as it is.
    passport : Passport or None
        What the footer says.
    """
    history = _history(opened.folder)
    now = version_of(history.steps, hashes(opened.files))
    if passport is None or passport.version == now:
        is_printed = passport is not None and _prints(opened.plan, passport)
        return Base(opened.plan, now, now, is_printed)
    for plan in _past(opened, history, passport.version):
        if _prints(plan, passport):
            timetables = (plan.timetable, *_since(opened, history, passport.version))
            return Base(plan, passport.version, now, is_printed=True, timetables=timetables)
    return Base(opened.plan, now, now, is_printed=False)


def _prints(plan: Plan, passport: Passport) -> bool:
    return passport_of(plan, passport.version).figures == passport.figures


def _history(folder: Path) -> History:
    if not (folder / HISTORY).is_file():
        return History()
    history, _ = read_history(folder)
    return history or History()


def _past(opened: Opened, history: History, version: int) -> list[Plan]:
    """Put the plan of a version together again, if the history still has its files."""
    number = _step_of(history.steps, version)
    files = history.files(history.steps[number].after) if number is not None else None
    then = reopened(opened.folder, files)[0] if files else None
    return [then.plan] if then else []


def _since(opened: Opened, history: History, version: int) -> list[Timetable]:
    """Read the timetables of the states after a version, each that differs from the one before."""
    start = _step_of(history.steps, version)
    marks = [step.after.get(TIMETABLE, "") for step in history.steps[start:]]
    way: list[str] = []
    for mark in [*marks, hashes(opened.files).get(TIMETABLE, "")]:
        way = [*way[: way.index(mark)], mark] if mark in way else [*way, mark]
    found = [history.files({TIMETABLE: mark}) for mark in way[1:-1] if mark]
    between = [read_timetable(files[TIMETABLE]) for files in found if files]
    return [*(rows for rows, findings in between if not findings), opened.plan.timetable]


def _step_of(steps: Sequence[Step], version: int) -> int | None:
    """Return the number of the step that made a version."""
    for number in range(len(steps)):
        if version_of(steps[: number + 1]) == version:
            return number
    return None


@dataclass(frozen=True)
class Trace:
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


def describe_activity(one: TimetableRow) -> str:
    """Write when an activity is, and what it is called.

    Examples
    --------
    >>> describe_activity(TimetableRow(540, 600, "理念"))
    '09:00-10:00 理念'
    """
    return f"{clock(one.start)}-{clock(one.end)} {one.activity}"


def paid_of(one: TimetableRow) -> int:
    """Return the minutes that are printed as counted; none of an activity that is not paid. [min]

    Examples
    --------
    >>> paid_of(TimetableRow(540, 600, "理念", speaker_kind="internal"))
    60
    >>> paid_of(TimetableRow(600, 610, "休息"))
    0
    """
    length = one.minutes if one.paid_minutes is None else one.paid_minutes
    return length if one.is_paid else 0


def trace_activities(states: Sequence[Timetable]) -> Trace:
    """Follow the activities of the first timetable through all the others.

    Parameters
    ----------
    states : sequence of timetables
        As the plan was, one state after the other; the last is the plan as it is.

    Examples
    --------
    >>> then = [TimetableRow(540, 580, "理念"), TimetableRow(590, 600, "休息")]
    >>> now = [TimetableRow(530, 540, "報到"), then[0], TimetableRow(580, 600, "休息")]
    >>> trace_activities([then, now]).pairs
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


def _one_step(then: Timetable, now: Timetable) -> Match:
    """Pair by words with the day, and what is left over by words alone: days are moved together."""
    found = match_rows([entry(row) for row in now], [entry(row) for row in then])
    if len(found.pairs) == min(len(then), len(now)):
        return found
    mine, theirs = [_undated(row) for row in now], [_undated(row) for row in then]
    return match_rows(mine, theirs, {**found.pairs})


def _undated(row: TimetableRow) -> Entry:
    return Entry(squeezed(row.activity), entry(row).holds)


def _found_again(
    first: Timetable, last: Timetable, where: Mapping[int, int], unclear: Collection[int]
) -> Trace:
    """Pair what was lost on the way and is there again word for word, such as a row typed anew."""
    lost = [number for number in range(len(first)) if number not in where]
    free = [number for number in range(len(last)) if number not in {*where.values()}]
    mine, theirs = [entry(last[at]) for at in free], [entry(first[at]) for at in lost]
    again = match_rows(mine, theirs).pairs
    pairs = {
        lost[line]: free[row] for row, line in again.items() if mine[row].name == theirs[line].name
    }
    found = {**where, **pairs}
    return Trace(found, {number for number in unclear if number not in found})
