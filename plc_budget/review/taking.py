"""Taking over what the planner accepts: new rows, activities and details, saved as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.what_if import recount
from plc_budget.review.differences import BUDGET, DETAILS, TIMETABLE, Change, Difference
from plc_budget.review.merge import put
from plc_budget.tables import BudgetRow, TimetableRow

Row = TypeVar("Row", BudgetRow, TimetableRow)
_FIRST = 2
"""Row of a table of the plan with its first record, below the headings."""
STEP = "帶回修改"
"""What the step is called in the history."""


@dataclass(frozen=True)
class Taken:
    """What would be saved; None where nothing of it changes."""

    rows: tuple[BudgetRow, ...] | None = None
    timetable: tuple[TimetableRow, ...] | None = None
    details: Mapping[str, object] | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changes."""
        return self.rows is None and self.timetable is None and self.details is None


def apply_differences(plan: Plan, accepted: Sequence[Difference]) -> tuple[Taken, list[Finding]]:
    """Work out what a plan becomes when differences are taken over.

    Parameters
    ----------
    plan : Plan
        As it is now.
    accepted : sequence of Difference
        Those a planner accepted.

    Returns
    -------
    tuple[Taken, list[Finding]]
        And what cannot be taken over because the plan has changed too much since.
    """
    changes = [one.change for one in accepted if one.change is not None]
    findings: list[Finding] = []
    rows = _budget(plan, [one for one in changes if one.table == BUDGET], findings)
    slots = _timetable(plan, [one for one in changes if one.table == TIMETABLE], findings)
    rows = rows if slots == plan.timetable else _counted(plan, rows, slots)
    details = {
        key: value for one in changes if one.table == DETAILS for key, value in one.values.items()
    }
    return Taken(
        None if rows == plan.rows else rows,
        None if slots == plan.timetable else slots,
        details or None,
    ), findings


def take_over(
    opened: Opened, accepted: Sequence[Difference], *, reason: str, by: str = "", name: str = ""
) -> tuple[Opened | Conflict | None, list[Finding]]:
    """Take differences over into the plan, as one step with a reason.

    Parameters
    ----------
    opened : Opened
        The plan as it is.
    accepted : sequence of Difference
        Those a planner accepted.
    reason, by : str
        Why, and who.
    name : str
        The file they came from.

    Returns
    -------
    tuple[Opened or Conflict or None, list[Finding]]
        As :func:`plc_budget.plan.history.saving.save`; None, too, when one of them cannot be taken over.
    """
    taken, findings = apply_differences(opened.plan, accepted)
    if findings:
        return None, findings
    step = f"{STEP}（{name}）" if name else STEP
    saved, findings = save(
        opened,
        rows=taken.rows,
        timetable=taken.timetable,
        details=taken.details,
        step=step[:200],
        reason=reason,
        by=by,
    )
    return saved, point_at_cells(findings, taken, accepted) if saved is None else findings


def _budget(
    plan: Plan, changes: Sequence[Change], findings: list[Finding]
) -> tuple[BudgetRow, ...]:
    rows = {row.code: row for row in plan.rows}
    codes = {one.line: _free(one.line, rows) for one in changes if one.is_new}
    return _applied(rows, [_called(one, codes) for one in changes], BudgetRow, findings)


def _called(one: Change, codes: Mapping[str, str]) -> Change:
    """Call a new line, and the new lines a percentage is taken of, by codes that are free."""
    if not one.is_new:
        return one
    base = one.values.get("base", ())
    named = tuple(codes.get(code, code) for code in base) if isinstance(base, tuple) else base
    values = {**one.values, "code": codes[one.line], "base": named}
    return replace(one, line=codes[one.line], values=values)


def _timetable(
    plan: Plan, changes: Sequence[Change], findings: list[Finding]
) -> tuple[TimetableRow, ...]:
    rows = {str(number): row for number, row in enumerate(plan.timetable)}
    return _applied(rows, changes, TimetableRow, findings)


def _applied(
    rows: Mapping[str, Row],
    changes: Sequence[Change],
    make: Callable[..., Row],
    findings: list[Finding],
) -> tuple[Row, ...]:
    """Change, add, move and remove rows, each known by its name."""
    found = dict(rows)
    known = [one for one in changes if one.is_new or one.line in rows]
    findings += [_not_there(one.line) for one in changes if one not in known]
    for one in known:
        if one.is_new:
            found[one.line] = make(**one.values)
        else:
            found[one.line] = replace(found[one.line], **one.values)  # type: ignore[arg-type]
    order = put(rows, [(one.line, one.after) for one in known if one.is_new or one.is_moved])
    gone = {one.line for one in changes if one.is_gone}
    return tuple(found[name] for name in order if name not in gone)


def _counted(
    plan: Plan, rows: tuple[BudgetRow, ...], slots: tuple[TimetableRow, ...]
) -> tuple[BudgetRow, ...]:
    """Let the quantities that repeat the timetable's go with it, as when it is typed in the workbook."""
    if not any(row.source and row.quantity is not None for row in rows):
        return rows
    counted, _ = recount(plan, rows, slots)
    return rows if counted is None else tuple(counted.rows)


def _free(code: str, rows: Mapping[str, BudgetRow]) -> str:
    """Return a code no line has, when the plan has got one of that name since."""
    number = 2
    free = code
    while free in rows:
        free, number = f"{code}_{number}", number + 1
    return free


def _not_there(line: str) -> Finding:
    return error(
        "RETURN-GONE",
        text("The line “{line}” is not in the plan any more.", line=line),
        text("Leave it out, or add the line again first."),
        Place(line=line),
    )


def point_at_cells(
    findings: Sequence[Finding], taken: Taken, accepted: Sequence[Difference]
) -> list[Finding]:
    """Point at the cells of a file where findings speak of rows that would have been saved.

    Parameters
    ----------
    findings : sequence of Finding
        Why the plan was not saved.
    taken : Taken
        What would have been saved.
    accepted : sequence of Difference
        What it was made of.
    """
    return [_pointed(finding, taken, accepted) for finding in findings]


def _pointed(finding: Finding, taken: Taken, accepted: Sequence[Difference]) -> Finding:
    where = finding.where
    table = where.file.removesuffix(".csv")
    rows = {BUDGET: taken.rows, TIMETABLE: taken.timetable}.get(table)
    at = (where.row or 0) - _FIRST
    if rows is None or not 0 <= at < len(rows):
        return finding
    cells = [one.cell for one in accepted if _is_of(one, table, rows[at], where.field)]
    if not cells:
        return finding
    remedy = text("Mend cell {cell} in the file, or leave it out.", cell=cells[0])
    return replace(finding, remedy=remedy, where=Place(cell=cells[0]))


def _is_of(one: Difference, table: str, row: object, field: str) -> bool:
    """Tell whether a field of a row comes from a difference."""
    change = one.change
    if change is None or change.table != table or field not in change.values:
        return False
    code = getattr(row, "code", change.line)
    is_row = change.is_new or table == TIMETABLE or code == change.line
    return is_row and bool(getattr(row, field, None) == change.values[field])
