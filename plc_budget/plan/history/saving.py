"""Opening a plan to change it, and saving it so that nothing of anybody's is lost.

How a save over several files is made whole is told in :mod:`plc_budget.plan.storage.journal`; how writers
wait for one another in :mod:`plc_budget.plan.storage.lock`; what is kept of the past in
:mod:`plc_budget.plan.history.log`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plc_budget.findings import Finding, Place, error, has_errors, notice
from plc_budget.language import text
from plc_budget.plan.history.conflict import Conflict, conflict_of, refusal
from plc_budget.plan.history.log import HISTORY, hashes
from plc_budget.plan.history.recording import APPROVAL, Draft, Ground, standing, write
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.model import Plan
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.folder import load_files, read_plan
from plc_budget.plan.storage.snapshot import APPROVED, WORKING, Files, read_files
from plc_budget.plan.storage.writing import new_files
from plc_budget.tables import BudgetRow, TimetableRow

Stamp = Mapping[str, str]
"""The SHA-256 of each file of a plan, by name."""


@dataclass(frozen=True)
class Opened:
    """A plan, its folder, and the very files it was read from: what a save compares with."""

    folder: Path
    plan: Plan
    files: Files

    @property
    def stamp(self) -> Stamp:
        """The hashes of the files."""
        return hashes(self.files)


def open_plan(folder: str | Path) -> tuple[Opened | None, list[Finding]]:
    """Read a plan in order to change it.

    Parameters
    ----------
    folder : str or Path
        A plan, one of its scenarios, or an approved copy (which can be read, and not saved).

    Returns
    -------
    tuple[Opened or None, list[Finding]]
        None when the plan cannot be read.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> opened, _ = open_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> opened.plan.budget.total, sorted(opened.stamp)
    (15000, ['budget.csv', 'plan.toml', 'timetable.csv'])
    """
    path = Path(folder)
    files, findings = load_files(path)
    findings = [*findings, *find_refusals(path)]
    if has_errors(findings):
        return None, findings
    opened, problems = read_opened(path, files)
    return opened, [*findings, *problems]


def find_refusals(folder: Path) -> list[Finding]:
    """Find what the system refuses of a plan besides its files: its history, its approved copy.

    What is refused is not what is not there: a plan is not changed or printed as if it had never
    been approved.

    Parameters
    ----------
    folder : Path
        The plan.
    """
    beside = ((folder, (HISTORY,)), (folder / APPROVED, (*WORKING, APPROVAL)))
    return [
        finding
        for place, names in beside
        for finding in read_files(place, names, recovers=False).findings
    ]


def read_opened(folder: str | Path, files: Files) -> tuple[Opened | None, list[Finding]]:
    """Read a plan from files that are known to be those of the folder.

    Parameters
    ----------
    folder : str or Path
        Gives the plan its name.
    files : mapping of str to bytes
        What the files hold.
    """
    path = disk.real(folder)
    plan, findings = read_plan(path.name, files)
    return (None if plan is None else Opened(path, plan, files)), findings


def save(
    opened: Opened,
    *,
    rows: Sequence[BudgetRow] | None = None,
    timetable: Sequence[TimetableRow] | None = None,
    details: Mapping[str, object] | None = None,
    step: str = "",
    reason: str = "",
    by: str = "",
) -> tuple[Opened | Conflict | None, list[Finding]]:
    """Save changes of a plan, all of them or none, as one step of its history.

    Parameters
    ----------
    opened : Opened
        What the changes were made from.
    rows, timetable : sequence, optional
        The tables as they shall be; as they are if left out.
    details : mapping of str to object, optional
        New values of ``plan.toml`` by key, such as ``{"funding.approved_total": 16_000}``, see
        :func:`plc_budget.plan.storage.writing.change_details`.
    step : str
        What the step is called, to undo it by; named after its first change if left out.
    reason, by : str
        Why, and who; the system's user if left out.

    Returns
    -------
    tuple[Opened or Conflict or None, list[Finding]]
        The plan as saved.  A :class:`~plc_budget.plan.history.conflict.Conflict` when somebody else changed
        it since it was opened; None when the change cannot be read as a plan or the disk refuses.
        Unless the first, nothing was changed (but see ``SAVE-UNFINISHED`` in
        :func:`plc_budget.plan.storage.transaction.commit`).

    Raises
    ------
    KeyError, IndexError
        If a key of ``details`` leads nowhere.
    """
    new = new_files(opened.plan, opened.files, rows, timetable, details)
    after, findings = read_opened(opened.folder, new)
    if after is None:
        return None, findings
    with standing(opened.folder) as (ground, problems):
        if ground is None:
            return None, problems
        if ground.files not in (opened.files, new):
            conflict = conflict_of(opened.files, new, ground.files, ground.history)
            return conflict, [*problems, refusal(conflict)]
        if ground.files == new:
            return after, [*findings, *problems, nothing_new()]
        draft = Draft(StepKind.EDIT, step, reason, by, after=new)
        refused = write(ground, draft)
    return (None if has_errors(refused) else after), [*findings, *problems, *refused]


def is_as_opened(ground: Ground, opened: Opened | None) -> list[Finding]:
    """Refuse to act upon a plan that somebody else changed since it was opened."""
    if opened is None or ground.files == opened.files:
        return []
    return [
        error(
            "SAVE-CHANGED",
            text("The plan was changed by somebody else since you opened it; nothing was done."),
            text("Open the plan again and look at it first."),
            Place(FILE),
        )
    ]


def nothing_new() -> Finding:
    """Say that the plan is like this already."""
    return notice("SAVE-SAME", text("Nothing was to be saved; the plan is like this already."))
