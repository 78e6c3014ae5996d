"""Taking over what the planner accepts: new rows, activities and details, saved as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.plan.conflict import Conflict
from plc_budget.plan.saving import Opened, save
from plc_budget.returning.differences import BUDGET, DETAILS, TIMETABLE, Change, Difference
from plc_budget.tables import BudgetRow, TimetableRow

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


def taken_over(plan: Plan, accepted: Sequence[Difference]) -> tuple[Taken, list[Finding]]:
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
    details = {key: value for one in changes if one.table == DETAILS
               for key, value in one.values.items()}  # fmt: skip
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
        As :func:`plc_budget.plan.saving.save`; None, too, when one of them cannot be taken over.
    """
    taken, findings = taken_over(opened.plan, accepted)
    if findings:
        return None, findings
    step = f"{STEP}（{name}）" if name else STEP
    return save(opened, rows=taken.rows, timetable=taken.timetable, details=taken.details,
                step=step[:200], reason=reason, by=by)  # fmt: skip


def _budget(
    plan: Plan, changes: Sequence[Change], findings: list[Finding]
) -> tuple[BudgetRow, ...]:
    rows = {row.code: row for row in plan.rows}
    order = list(rows)
    findings += [_not_there(one.line) for one in changes if not one.is_new and one.line not in rows]
    for one in changes:
        if one.is_new:
            code = _free(str(one.values["code"]), rows)
            values: dict[str, Any] = {**one.values, "code": code}
            rows[code] = BudgetRow(**values)
            _put(order, code, one.after)
        elif one.line in rows and one.is_gone:
            order.remove(one.line)
        elif one.line in rows and one.is_moved:
            order.remove(one.line)
            _put(order, one.line, one.after)
        elif one.line in rows:
            rows[one.line] = replace(rows[one.line], **one.values)  # type: ignore[arg-type]
    return tuple(rows[code] for code in order)


def _free(code: str, rows: Mapping[str, BudgetRow]) -> str:
    """Return a code no line has, when the plan has got one of that name since."""
    number = 2
    free = code
    while free in rows:
        free, number = f"{code}_{number}", number + 1
    return free


def _put(order: list[str], name: str, after: str) -> None:
    """Put a line behind another; behind the end if that is gone, in front if it was the first."""
    at = order.index(after) + 1 if after in order else 0 if not after else len(order)
    order.insert(at, name)


def _timetable(
    plan: Plan, changes: Sequence[Change], findings: list[Finding]
) -> tuple[TimetableRow, ...]:
    rows = {str(number): row for number, row in enumerate(plan.timetable)}
    order = list(rows)
    findings += [_not_there(one.line) for one in changes if not one.is_new and one.line not in rows]
    for one in changes:
        if one.is_new:
            values: dict[str, Any] = dict(one.values)
            rows[one.line] = TimetableRow(**values)
            _put(order, one.line, one.after)
        elif one.line in rows and one.is_gone:
            order.remove(one.line)
        elif one.line in rows and one.is_moved:
            order.remove(one.line)
            _put(order, one.line, one.after)
        elif one.line in rows:
            rows[one.line] = replace(rows[one.line], **one.values)  # type: ignore[arg-type]
    return tuple(rows[name] for name in order)


def _not_there(line: str) -> Finding:
    return error(
        "RETURN-GONE",
        text("The line “{line}” is not in the plan any more.", line=line),
        text("Leave it out, or add the line again first."),
        Place(line=line),
    )
