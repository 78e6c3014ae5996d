"""Findings on the screen: how much each weighs, where it lies, and what stands at each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plc_budget.app.settings import SETTINGS, setting_spot
from plc_budget.app.state import Draft, Spot, State
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import text
from plc_budget.plan.history.change_words import subject
from plc_budget.plan.history.changes import FieldChange
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan


_WHOLE_ROW = {"budget": "item", "timetable": "activity"}
_WEIGHTS = list(Severity)


def spot_of(finding: Finding, plan: Plan) -> Spot | None:
    """Return the cell of the screen where a finding is mended; None if there is none.

    Examples
    --------
    >>> from plc_budget.findings import Place, warning
    >>> from plc_budget.language import text
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> late = warning("LATE", text("late"), text("earlier"), Place("timetable.csv", row=3, field="end"))
    >>> spot_of(late, plan)
    Spot(table='timetable', row='1', column='end')
    """
    return spots_of(plan)(finding)


def spots_of(plan: Plan) -> Callable[[Finding], Spot | None]:
    """Return what finds the cell of a finding, for many findings of one plan."""
    codes = {row.code for row in plan.rows}
    numbers = {row.origin.row: str(number) for number, row in enumerate(plan.timetable)}
    first = Spot("budget", plan.rows[0].code, "item") if plan.rows else None

    def spot(finding: Finding) -> Spot | None:
        where = finding.where
        if where.file == TIMETABLE and where.row in numbers:
            return Spot("timetable", numbers[where.row], where.field or "activity")
        if where.file == FILE:
            return Spot("settings", "", where.field)
        if where.line in codes:
            return Spot("budget", where.line, where.field or "item")
        return first if where.file == BUDGET else None

    return spot


def marks_of(state: State, table: str) -> Mapping[tuple[str, str], dict[str, Any]]:
    """Return what stands at the cells of a table: drafts first, then what is open in the findings.

    Returns
    -------
    mapping of (row, column) to dict
        ``level`` (``draft``, ``error`` or ``warning``), ``says`` (sentences) and, of a draft, the
        ``raw`` text and ``also``: what is found in the value that the plan still has.
    """
    marks: dict[tuple[str, str], dict[str, Any]] = {}
    by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    place = spots_of(state.plan)
    for finding in state.findings:
        spot = place(finding) if finding.is_open else None
        if spot is not None and spot.table == table:
            by_cell[spot.row, spot.column or _WHOLE_ROW[table]].append(finding)
    for key, findings in by_cell.items():
        worst = min(findings, key=lambda f: _WEIGHTS.index(f.severity))
        says = [f"{f.message} {f.remedy}".strip() for f in findings if f.severity is worst.severity]
        marks[key] = {"level": str(worst.severity), "says": says}
    for spot, draft in state.drafts.items():
        if spot.table == table:
            marks[spot.row, spot.column] = _waiting(draft, marks.get((spot.row, spot.column)))
    return marks


def _waiting(draft: Draft, found: dict[str, Any] | None) -> dict[str, Any]:
    """Return what is said of a draft; what was found in the plan's own value stands behind it."""
    says = [f"{draft.message} {draft.remedy}".strip()]
    mark: dict[str, Any] = {"level": "draft", "raw": draft.raw, "says": says}
    return {**mark, "also": found} if found else mark


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
        words = str(subject(FieldChange(file, line, field, None, None), self.items))
        return words.removesuffix("amount") + str(_AMOUNT) if field == "amount" else words


def names_in(plan: Plan) -> Names:
    """Return what the places of a plan are called."""
    return Names(
        {row.code: row.item for row in plan.rows},
        {row.origin.row: str(number) for number, row in enumerate(plan.timetable, start=1)},
    )
