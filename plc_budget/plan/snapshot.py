"""The files of a plan at one moment, while others may be saving it."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.plan import disk
from plc_budget.plan.reading import FILE
from plc_budget.tables import budget_table, timetable_table

if TYPE_CHECKING:
    from plc_budget.findings import Finding

BUDGET, TIMETABLE = budget_table.FILE, timetable_table.FILE
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
    """Files read at one moment, those that could not be read, and what was recovered first."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, OSError] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def root_of(folder: Path) -> Path:
    """Return the folder of the plan that saves this one: itself, or the plan it belongs to.

    Examples
    --------
    >>> root_of(Path("/plans/a/approved")).name, root_of(Path("/plans/a")).name
    ('a', 'a')
    """
    path = folder.absolute()
    if path.parent.name == EARLIER and path.parent.parent.name == APPROVED:
        return path.parent.parent.parent
    if path.name == APPROVED:
        return path.parent
    return path.parent.parent if path.parent.name == SCENARIOS else path


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
    roots = list(dict.fromkeys((folder.absolute(), root_of(folder))))
    findings = _recovered(roots) if recovers else []
    last = _pass(folder, roots, names, most)
    for _ in range(_MOST_TRIES):
        before, last = last, _pass(folder, roots, names, most)
        if before == last:
            return Snapshot(_seen(last, folder, roots), _problems(last.refused), findings)
        time.sleep(_PAUSE)
    return Snapshot({}, _problems(dict.fromkeys(names, errno.EBUSY)), findings)


@dataclass(frozen=True, slots=True)
class _Pass:
    """What reading everything once gave: the journals first, then the files."""

    journals: tuple[bytes | None, ...]
    files: dict[str, bytes | None]
    refused: dict[str, int]


def _pass(folder: Path, roots: Sequence[Path], names: Sequence[str], most: int | None) -> _Pass:
    files: dict[str, bytes | None] = {}
    refused: dict[str, int] = {}
    try:
        journals = tuple(disk.read(root / JOURNAL) for root in roots)
    except OSError as problem:
        return _Pass((), {}, dict.fromkeys(names, problem.errno or errno.EIO))
    for name in names:
        try:
            files[name] = disk.read(folder / name, most)
        except OSError as problem:
            refused[name] = problem.errno or errno.EIO
    return _Pass(journals, files, refused)


def _problems(refused: Mapping[str, int]) -> dict[str, OSError]:
    return {name: OSError(number, os.strerror(number), name) for name, number in refused.items()}


def _seen(last: _Pass, folder: Path, roots: Sequence[Path]) -> dict[str, bytes]:
    files = dict(last.files)
    for root, data in zip(roots, last.journals, strict=False):
        if data is not None:
            files = _through(data, folder.absolute().relative_to(root), files)
    return {name: data for name, data in files.items() if data is not None}


def _through(data: bytes, inner: Path, files: dict[str, bytes | None]) -> dict[str, bytes | None]:
    from plc_budget.plan.journal import read_journal, seen_through

    journal = read_journal(data)
    return {
        name: seen_through(journal, (inner / name).as_posix(), now) for name, now in files.items()
    }


def _recovered(roots: Sequence[Path]) -> list[Finding]:
    waiting = [root for root in roots if (root / JOURNAL).exists()]
    if not waiting:
        return []
    from plc_budget.plan.transaction import recover

    return [finding for root in waiting for finding in recover(root)]
