"""Typed rows to validated rows: pandera, unless these very rows are known to be good."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, notice
from plc_budget.language import text
from plc_budget.tables.verdicts import is_known_good, remember_good, verdict_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.tables.columns import Row, Table


def validate(rows: Sequence[Row], table: Table[Row]) -> list[Finding]:
    """Validate the typed rows of a table with pandera.

    Where pandera is not installed (the edition that runs in a browser) a notice says that this
    stage was left out.

    Parameters
    ----------
    rows : sequence
        What stage 1 made of the file.
    table : Table
        Its declaration.
    """
    name = verdict_name(table.name, rows)
    if is_known_good(name):
        return []
    if find_spec("pandera") is None or find_spec("pandas") is None:
        return [_left_out()]
    from plc_budget.tables.schema import find_faults

    findings = find_faults(rows, table)
    if not findings:
        remember_good(name)
    return findings


def warm_up() -> None:
    """Load pandera ahead of its first use; a second that would else pass at the first change."""
    if find_spec("pandera") is not None and find_spec("pandas") is not None:
        import_module("plc_budget.tables.schema")


def _left_out() -> Finding:
    return notice(
        "TABLE-NOT-VALIDATED",
        text("The second check of the tables (pandera) is not installed and was left out."),
        text("Install plc-budget with pip to have it."),
    )
