"""The state of the plan a returned file was printed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plc_budget.plan import Plan
from plc_budget.plan.history.log import HISTORY, History, hashes, read_history
from plc_budget.plan.history.saving import Opened, read_opened
from plc_budget.plan.history.steps import Step
from plc_budget.plan.storage.snapshot import TIMETABLE
from plc_budget.sheets.passport import Passport, passport_of, version_of
from plc_budget.tables import TimetableRow, read_timetable

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
    then = read_opened(opened.folder, files)[0] if files else None
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
