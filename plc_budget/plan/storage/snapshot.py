"""The files of a plan at one moment, while others may be saving it."""

from __future__ import annotations

import errno
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plc_budget.findings import Finding, Place, error, reason_of
from plc_budget.language import text
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage import disk
from plc_budget.tables import BUDGET_TABLE, TIMETABLE_TABLE

BUDGET, TIMETABLE = BUDGET_TABLE.file, TIMETABLE_TABLE.file
WORKING = (FILE, BUDGET, TIMETABLE)
"""The files that are the plan."""
Files = Mapping[str, bytes]
"""What they hold, by name; a file that is not there is not named."""
JOURNAL = "plan.journal"
APPROVED, EARLIER, SCENARIOS = "approved", "earlier", "scenarios"
_MOST_TRIES = 50
_PAUSE = 0.02


@dataclass(frozen=True)
class Snapshot:
    """Files read at one moment; what was recovered first, and an error for each that is refused."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    has_journal: bool = False
    """Whether a save is not finished; the files are read through its journal."""


def root_of(folder: Path) -> Path:
    """Return the folder whose lock and journal a save uses.

    A plan is saved by itself; its approved copies and its scenarios are saved with the plan they
    belong to, so that one lock guards them all.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> plan = data_folder() / "plans" / "hualien-113-plc-conveners"
    >>> root_of(plan / "approved") == root_of(plan / "scenarios" / "a") == root_of(plan) == plan
    True
    """
    path = disk.real(folder)
    above = path.parent
    if path.name == APPROVED:
        root = above
    elif above.name == SCENARIOS:
        root = above.parent
    elif above.name == EARLIER and above.parent.name == APPROVED:
        root = above.parent.parent
    else:
        return path
    try:
        return root if any((root / name).is_file() for name in (FILE, JOURNAL)) else path
    except OSError:  # it is there; why it cannot be read is said by who reads it
        return root


def read_files(
    folder: Path, names: Sequence[str], most: int | None = None, *, recovers: bool = True
) -> Snapshot:
    """Read files of a folder as they are at one moment.

    A save puts one file after another in place.  The journal of it is there before the first and
    until after the last, so what is read twice alike, with the same journal or with none, is of
    one moment; and what the journal names is read from the journal.

    Parameters
    ----------
    folder : Path
        A plan, its approved copy or one of its scenarios.
    names : sequence of str
        Files in it.
    most : int, optional
        Bytes read of each at most. [B]
    recovers : bool
        Whether a save that was interrupted is finished first, where that is possible.
    """
    root = root_of(folder)
    findings = _recovered(root) if recovers else []
    last = _pass(folder, root, names, most)
    for _ in range(_MOST_TRIES):
        before, last = last, _pass(folder, root, names, most)
        if before == last:
            try:
                files, refused = _seen(last, folder, root), _refused(last, folder, root)
                return Snapshot(files, [*findings, *refused], last.journal is not None)
            except OSError as problem:  # from looking where the journal leads
                return Snapshot({}, [*findings, unreadable(JOURNAL, problem)])
        time.sleep(_PAUSE)
    return Snapshot({}, [*findings, unreadable(names[0], OSError(errno.EBUSY, ""))])


@dataclass(frozen=True, slots=True)
class _Pass:
    """What reading everything once gave: the journal first, then the files."""

    journal: bytes | None
    files: dict[str, bytes | None]
    refused: dict[str, int]


def _pass(folder: Path, root: Path, names: Sequence[str], most: int | None) -> _Pass:
    files: dict[str, bytes | None] = {}
    refused: dict[str, int] = {}
    try:
        journal = disk.read(root / JOURNAL)
    except OSError as problem:
        return _Pass(None, {}, {JOURNAL: problem.errno or errno.EIO})
    for name in names:
        try:
            files[name] = disk.read(folder / name, most)
        except OSError as problem:
            refused[name] = problem.errno or errno.EIO
    return _Pass(journal, files, refused)


def _refused(last: _Pass, folder: Path, root: Path) -> list[Finding]:
    inner = disk.real(folder).relative_to(root)
    return [
        unreadable(name if name == JOURNAL else (inner / name).as_posix(), OSError(number, ""))
        for name, number in last.refused.items()
    ]


def unreadable(name: str, problem: OSError) -> Finding:
    """Say that the system does not let a file be read.

    Parameters
    ----------
    name : str
        The file.
    problem : OSError
        What the system said.
    """
    return error(
        "PLAN-FILE",
        text("{name} cannot be opened ({reason}).", name=name, reason=reason_of(problem)),
        text("Close it in other programs and check that you may read it."),
        Place(name),
    )


def _seen(last: _Pass, folder: Path, root: Path) -> dict[str, bytes]:
    files = last.files
    if last.journal is not None:
        from plc_budget.plan.storage.journal import read_journal, read_through

        journal = read_journal(root, last.journal)
        inner = disk.real(folder).relative_to(root)
        files = {
            name: read_through(journal, (inner / name).as_posix(), now)
            for name, now in files.items()
        }
    return {name: data for name, data in files.items() if data is not None}


def _recovered(root: Path) -> list[Finding]:
    try:
        data = disk.read(root / JOURNAL)
        if data is None:
            return []
        from plc_budget.plan.storage.transaction import recover

        return recover(root, data)
    except OSError:  # whoever reads the files next says it
        return []
