"""A workbook where a CSV table belongs: the plan reads tables, and says so."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from plc_budget.findings import Finding, Place, error, notice
from plc_budget.language import text
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE

_ENDINGS = (".xlsx", ".xls", ".ods")


def workbooks_beside(folder: Path) -> list[Finding]:
    """Find workbooks that stand in for a table, or beside one and newer than it.

    Parameters
    ----------
    folder : Path
        A plan.
    """
    with suppress(OSError):  # a workbook that cannot be asked for is none of the plan's files
        return [found for name in (BUDGET, TIMETABLE) for found in _beside(folder / name)]
    return []


def _beside(table: Path) -> list[Finding]:
    books = [book for ending in _ENDINGS if (book := table.with_suffix(ending)).is_file()]
    if not table.exists():
        return [_instead(table, book) for book in books[:1]]
    return [_newer(table, book) for book in books if _changed(book) > _changed(table)]


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _instead(table: Path, book: Path) -> Finding:
    return error(
        "PLAN-FILE",
        text(
            "The folder holds {book} and no {table}; workbooks are not read.",
            book=book.name,
            table=table.name,
        ),
        text("In Excel, choose “Save As” and “CSV UTF-8”, and name it {table}.", table=table.name),
        Place(book.name),
    )


def _newer(table: Path, book: Path) -> Finding:
    return notice(
        "WORKBOOK-NEWER",
        text(
            "{book} was changed after {table}; only {table} is read.",
            book=book.name,
            table=table.name,
        ),
        text(
            "If you edited the workbook, save it as “CSV UTF-8” under the name {table}.",
            table=table.name,
        ),
        Place(book.name),
    )
