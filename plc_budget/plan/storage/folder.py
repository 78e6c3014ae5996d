"""The plan folder: plain tables that anything can open."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, error, has_errors, reason_of, warning
from plc_budget.language import by_place, text
from plc_budget.plan.model import Plan, assemble
from plc_budget.plan.reading import FILE, read_details
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE, WORKING, read_files
from plc_budget.plan.storage.spreadsheets import workbooks_beside
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.tables import read_budget, read_timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "BUDGET",
    "TIMETABLE",
    "find_links",
    "is_unreadable",
    "load_files",
    "load_plan",
    "read_plan",
]


def load_plan(folder: str | Path) -> tuple[Plan | None, list[Finding]]:
    """Read a plan folder whole.

    Parameters
    ----------
    folder : str or Path
        Holds ``plan.toml``, ``budget.csv`` and, where there is one, ``timetable.csv``.

    Returns
    -------
    tuple[Plan or None, list[Finding]]
        None when anything in it could not be understood; the findings say what and where.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> plan, findings = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> plan.budget.total, str(plan.working.total)
    (15000, '6')
    """
    path = Path(folder)
    files, findings = load_files(path)
    if FILE in files:
        findings = [*findings, *workbooks_beside(path)]
    if has_errors(findings):
        return None, findings
    plan, problems = read_plan(disk.real(path).name, files)
    return plan, [*findings, *problems]


def read_plan(name: str, files: Mapping[str, bytes]) -> tuple[Plan | None, list[Finding]]:
    """Read a plan from the bytes of its files, wherever they lie.

    Parameters
    ----------
    name : str
        Name of its folder.
    files : mapping of str to bytes
        ``plan.toml``, ``budget.csv`` and, where there is one, ``timetable.csv``.
    """
    missing = [no_file(Path(name), file) for file in (FILE, BUDGET) if file not in files]
    if missing:
        return None, missing
    details, findings = read_details(files[FILE])
    rows, problems = read_budget(files[BUDGET])
    timetable, more = read_timetable(files[TIMETABLE]) if TIMETABLE in files else ([], [])
    findings = [*findings, *problems, *more]
    if details is None or has_errors(findings):
        return None, findings
    plan, problems = assemble(name, details, rows, timetable)
    return plan, [*findings, *problems]


def load_files(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Read the files of a plan, and no more of one than is needed to see that it is too large.

    Parameters
    ----------
    folder : Path
        A plan, its approved copy or one of its scenarios.
    """
    try:
        if not folder.is_dir():
            return {}, [_no_folder(folder)]
    except OSError as problem:
        return {}, [_closed(folder, problem)]
    taken = read_files(folder, WORKING, LARGEST_FILE + 1)
    return taken.files, [
        *taken.findings,
        *(_link(name) for name in find_links(folder) if name in taken.files),
    ]


def find_links(folder: Path) -> list[str]:
    """Name the files of a plan that are links to other places.

    Parameters
    ----------
    folder : Path
        The plan.
    """
    with suppress(OSError):  # what cannot be asked for cannot be read either, which is said
        return [name for name in WORKING if disk.find_link(folder, name)]
    return []


def _closed(path: Path, problem: OSError) -> Finding:
    return error(
        "PLAN-FOLDER",
        text(
            "The folder “{path}” cannot be opened ({reason}).",
            path=str(path),
            reason=reason_of(problem),
        ),
        text("Check its name, that you may read it, and that the disk or the network answers."),
        Place(str(path)),
    )


def _no_folder(path: Path) -> Finding:
    if path.is_file():
        return error(
            "PLAN-FOLDER",
            text("“{path}” is a file; a plan is a folder.", path=str(path)),
            text("Name the folder it lies in: {folder}", folder=str(path.parent)),
            Place(str(path)),
        )
    return error(
        "PLAN-FOLDER",
        text("There is no folder “{path}”.", path=str(path)),
        text("Name the folder of a plan; the examples lie in data/plans/."),
        Place(str(path)),
    )


def no_file(path: Path, name: str) -> Finding:
    """Say that a folder lacks a file without which it is no plan."""
    return error(
        "PLAN-FILE",
        text("The folder “{path}” holds no {name}, so it is no plan.", path=path.name, name=name),
        by_place(
            command=text("Make one with `plc-budget init`."),
            page=text("Choose another plan above, or make a new one."),
        ),
        Place(name),
    )


def _link(name: str) -> Finding:
    return warning(
        "PLAN-LINK",
        text("{name} is a link; the file it leads to lies in another place.", name=name),
        text("Put the file itself into the folder: a link is not written to, nor approved."),
        Place(name),
    )


STRUCTURAL = ("PLAN-", "TABLE-")
"""Codes of findings that leave nothing to look at: the plan could not be read."""


def is_unreadable(findings: Iterable[Finding]) -> bool:
    """Tell whether files are missing or broken, rather than single cells to be mended."""
    return any(f.code.startswith(STRUCTURAL) for f in findings if has_errors([f]))
