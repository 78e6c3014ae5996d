"""Findings for the screen: how much each weighs, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.desk.marks import spots_of
from plc_budget.desk.setting_fields import SETTINGS, setting_spot
from plc_budget.desk.state import Spot
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import text
from plc_budget.plan.history.change_words import subject
from plc_budget.plan.history.changes import Change
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE

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


def leads_of(plan: Plan) -> Callable[[Finding], Spot | None]:
    """Return what finds the cell a click on a finding leads to; None for what is mended elsewhere.

    Parameters
    ----------
    plan : Plan
        What the findings were found in.
    """
    spots = spots_of(plan)

    def lead(finding: Finding) -> Spot | None:
        spot = spots(finding)
        is_setting = spot is not None and spot.table == SETTINGS
        return setting_spot(spot.column, plan) if spot is not None and is_setting else spot

    return lead


@dataclass(frozen=True)
class Names:
    """What places are called: a line by its printed item, and the column.

    Examples
    --------
    >>> from plc_budget.language import use_language
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> with use_language("en"):
    ...     names_in(plan).place(plan.budget.lines[1].place("quantity"))
    '印刷費 quantity'
    """

    items: Mapping[str, str]
    activities: Mapping[int | None, str]

    def place(self, where: Place) -> str:
        """Name where a finding lies."""
        if where.file == TIMETABLE and where.row is not None:
            return self._field(TIMETABLE, self.activities.get(where.row, ""), where.field)
        if where.line or (where.file == FILE and where.field):
            return self._field(FILE if where.file == FILE else BUDGET, where.line, where.field)
        return str(where)

    def spot(self, spot: Spot) -> str:
        """Name a cell of the screen."""
        line = str(int(spot.row) + 1) if spot.table == "timetable" else spot.row
        return self._field(_FILES.get(spot.table, FILE), line, spot.column)

    def _field(self, file: str, line: str, field: str) -> str:
        words = str(subject(Change(file, line, field, None, None), self.items))
        return words.removesuffix("amount") + str(_AMOUNT) if field == "amount" else words


def names_in(plan: Plan) -> Names:
    """Return what the places of a plan are called."""
    return Names(
        {row.code: row.item for row in plan.rows},
        {row.origin.row: str(number) for number, row in enumerate(plan.timetable, start=1)},
    )
