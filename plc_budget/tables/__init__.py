"""The plan's tables: CSV in and out in two stages, cells first, then pandera on the typed frame."""

from __future__ import annotations

from plc_budget.findings import Finding
from plc_budget.tables.budget_table import read_budget_table, write_budget_table
from plc_budget.tables.rows import (
    CATEGORIES,
    MADE,
    SPEAKER_KINDS,
    BudgetRow,
    Origin,
    TimetableRow,
)
from plc_budget.tables.timetable_table import clock, read_timetable_table, write_timetable_table
from plc_budget.tables.validation import validate

__all__ = [
    "CATEGORIES",
    "MADE",
    "SPEAKER_KINDS",
    "BudgetRow",
    "Origin",
    "TimetableRow",
    "clock",
    "read_budget",
    "read_timetable",
    "validate",
    "write_budget_table",
    "write_timetable_table",
]


def read_budget(data: bytes, file: str = "budget.csv") -> tuple[list[BudgetRow], list[Finding]]:
    """Read and validate ``budget.csv``; stage 2 runs on tables that stage 1 could read whole.

    Parameters
    ----------
    data : bytes
        The file as it lies on disk.
    file : str
        Its name, for findings.
    """
    rows, findings = read_budget_table(data, file)
    return rows, findings or validate("budget", rows)


def read_timetable(
    data: bytes, file: str = "timetable.csv"
) -> tuple[list[TimetableRow], list[Finding]]:
    """Read and validate ``timetable.csv``; stage 2 runs on tables that stage 1 could read whole.

    Parameters
    ----------
    data : bytes
        The file as it lies on disk.
    file : str
        Its name, for findings.
    """
    rows, findings = read_timetable_table(data, file)
    return rows, findings or validate("timetable", rows)
