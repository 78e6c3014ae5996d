"""The plan's tables: CSV in and out in two stages, cells first, then pandera on the typed frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.tables.budget_table import BUDGET_TABLE
from plc_budget.tables.columns import Column, Table
from plc_budget.tables.records import read_rows, read_table, write_table
from plc_budget.tables.rows import (
    CATEGORIES,
    MADE,
    SPEAKER_KINDS,
    BudgetRow,
    Origin,
    TimetableRow,
)
from plc_budget.tables.timetable_table import TIMETABLE_TABLE, clock
from plc_budget.tables.validation import validate

if TYPE_CHECKING:
    from plc_budget.findings import Finding

__all__ = [
    "BUDGET_TABLE",
    "CATEGORIES",
    "MADE",
    "SPEAKER_KINDS",
    "TABLES",
    "TIMETABLE_TABLE",
    "BudgetRow",
    "Column",
    "Origin",
    "Table",
    "TimetableRow",
    "clock",
    "read_budget",
    "read_rows",
    "read_table",
    "read_timetable",
    "validate",
    "write_table",
]


TABLES: dict[str, Table[Any]] = {one.name: one for one in (BUDGET_TABLE, TIMETABLE_TABLE)}
"""Every table of a plan, by name; whoever works with one looks it up here."""


def read_budget(data: bytes, file: str = "") -> tuple[list[BudgetRow], list[Finding]]:
    """Read and validate ``budget.csv``; stage 2 runs on tables that stage 1 could read whole.

    Parameters
    ----------
    data : bytes
        The file as it lies on disk.
    file : str
        Its name, for findings.
    """
    rows, findings = read_table(data, TABLES["budget"], file)
    return rows, findings or validate(rows, TABLES["budget"])


def read_timetable(data: bytes, file: str = "") -> tuple[list[TimetableRow], list[Finding]]:
    """Read and validate ``timetable.csv``; stage 2 runs on tables that stage 1 could read whole.

    Parameters
    ----------
    data : bytes
        The file as it lies on disk.
    file : str
        Its name, for findings.
    """
    rows, findings = read_table(data, TABLES["timetable"], file)
    return rows, findings or validate(rows, TABLES["timetable"])
