"""The state of the plan a returned file was printed from, taken out of the plan's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plc_budget.plan import Plan
from plc_budget.plan.history import HISTORY, History, hashes, read_history
from plc_budget.plan.saving import Opened, reopened
from plc_budget.plan.steps import Step
from plc_budget.sheets.passport import Passport, passport_of, version_of


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
    """

    plan: Plan
    version: int
    now: int
    is_printed: bool

    @property
    def is_current(self) -> bool:
        """Whether the plan is still as it was printed."""
        return self.version == self.now


def base_of(opened: Opened, passport: Passport | None) -> Base:
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
            return Base(plan, passport.version, now, is_printed=True)
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
    step = _step_of(history.steps, version)
    files = history.files(step.after) if step is not None else None
    then = reopened(opened.folder, files)[0] if files else None
    return [then.plan] if then else []


def _step_of(steps: Sequence[Step], version: int) -> Step | None:
    """Return the step that made a version."""
    for number, step in enumerate(steps):
        if version_of(steps[: number + 1]) == version:
            return step
    return None
