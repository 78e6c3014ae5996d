"""Findings for the screen: how much each weighs, and where it lies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plc_budget.desk.marks import spot_of
from plc_budget.desk.setting_fields import SETTINGS, setting_spot
from plc_budget.desk.state import Spot
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import text
from plc_budget.plan.change_words import subject
from plc_budget.plan.changes import Change
from plc_budget.plan.reading import FILE
from plc_budget.plan.snapshot import BUDGET, TIMETABLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan

ANSWERED = "answered"
LEVELS = {
    str(Severity.ERROR): text("error"),
    str(Severity.WARNING): text("warning"),
    ANSWERED: text("answered"),
    str(Severity.NOTICE): text("notice"),
}
"""How much a finding weighs, in words, what weighs most first."""
_ORDER = list(LEVELS)
_FILES = {"budget": BUDGET, "timetable": TIMETABLE, SETTINGS: FILE}
_AMOUNT = text("amount")


def level_of(finding: Finding) -> str:
    """Return one of :data:`LEVELS`.

    Examples
    --------
    >>> from plc_budget.findings import notice
    >>> level_of(notice("DRAFT", text("only a draft")))
    'notice'
    """
    return ANSWERED if finding.answer else str(finding.severity)


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings: errors first, then what wants a reason, what has one, what is only said."""
    return sorted(findings, key=lambda finding: _ORDER.index(level_of(finding)))


def lead_of(finding: Finding, plan: Plan) -> Spot | None:
    """Return the cell of the screen a click on a finding leads to; None if it is mended elsewhere.

    Parameters
    ----------
    finding : Finding
        What was found.
    plan : Plan
        What it was found in.
    """
    spot = spot_of(finding, plan)
    if spot is not None and spot.table == SETTINGS:
        return setting_spot(spot.column, plan)
    return spot


def place_words(where: Place, plan: Plan) -> str:
    """Name a place as the screen does: the line by its printed item, and the column.

    Parameters
    ----------
    where : Place
        Where a finding lies.
    plan : Plan
        Gives the lines their names.

    Examples
    --------
    >>> from plc_budget.language import use_language
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> with use_language("en"):
    ...     place_words(plan.budget.lines[1].place("quantity"), plan)
    '印刷費 quantity'
    """
    if where.file == TIMETABLE and where.row is not None:
        rows = [row.origin.row for row in plan.timetable]
        line = str(rows.index(where.row) + 1) if where.row in rows else ""
        return _words(TIMETABLE, line, where.field, plan)
    if where.line or (where.file == FILE and where.field):
        return _words(FILE if where.file == FILE else BUDGET, where.line, where.field, plan)
    return str(where)


def spot_words(spot: Spot, plan: Plan) -> str:
    """Name a cell of the screen."""
    line = str(int(spot.row) + 1) if spot.table == "timetable" else spot.row
    return _words(_FILES.get(spot.table, FILE), line, spot.column, plan)


def _words(file: str, line: str, field: str, plan: Plan) -> str:
    items = {row.code: row.item for row in plan.rows}
    words = str(subject(Change(file, line, field, None, None), items))
    return words.removesuffix("amount") + str(_AMOUNT) if field == "amount" else words
