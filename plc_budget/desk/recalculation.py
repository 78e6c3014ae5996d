"""A plan worked out anew after an edit: priced, checked, and told apart from what it was.

What the edit leaves as it was is taken over: the rules while nothing they are picked by changes, the
count of the timetable, every line that is the very same, and what a check said that looks at nothing
that has changed.  The result is always the one from scratch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plc_budget.checks import Checked, checked
from plc_budget.desk.differences import (
    FindingChange,
    LineChange,
    WhatChanged,
    lines_changed,
    told_apart,
)
from plc_budget.findings import Finding
from plc_budget.plan import Details, Plan, assemble
from plc_budget.tables import BudgetRow, TimetableRow

__all__ = [
    "FindingChange",
    "LineChange",
    "WhatChanged",
    "Work",
    "reworked",
    "what_changed",
    "worked_out",
]


@dataclass(frozen=True)
class Work:
    """A plan and everything that is found in it.

    Attributes
    ----------
    plan : Plan
        Priced.
    findings : tuple of Finding
        What reading, putting together and checking found, in order of reading.
    checked : Checked
        What each check said, for the next edit.
    around : tuple of tuple of Finding
        What was found elsewhere, before and behind what putting the plan together found.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    checked: Checked = field(compare=False, repr=False)
    around: tuple[tuple[Finding, ...], tuple[Finding, ...]] = field(compare=False, repr=False)


def worked_out(plan: Plan, found_before: Iterable[Finding] | None = None) -> Work:
    """Check a plan from scratch.

    Parameters
    ----------
    plan : Plan
        As it was loaded or put together.
    found_before : iterable of Finding, optional
        What was found on the way to it; only what putting it together found if left out.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> work = worked_out(*load_plan(data_folder() / "plans" / "hualien-113-plc-conveners"))
    >>> work.plan.budget.total, [f.code for f in work.findings if f.is_open]
    (15000, [])
    """
    own = plan.making.found
    found = own if found_before is None else tuple(found_before)
    done = checked(plan, found)
    return Work(plan, done.findings, done, _around(found, own))


def _around(
    found: tuple[Finding, ...], own: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Split what was found at what putting the plan together found."""
    for start in range(len(found) - len(own), -1, -1):
        if found[start : start + len(own)] == own:
            return found[:start], found[start + len(own) :]
    return found, ()


def reworked(
    work: Work,
    *,
    rows: Sequence[BudgetRow] | None = None,
    timetable: Sequence[TimetableRow] | None = None,
    details: Details | None = None,
    found_elsewhere: Iterable[Finding] | None = None,
) -> tuple[Work | None, list[Finding]]:
    """Work out a plan with other tables or other details.

    Parameters
    ----------
    work : Work
        The plan as it was; is left as it is.
    rows, timetable : sequence, optional
        The tables as they are now; a row that is the same object, or says the very same at the
        same place, costs nothing.
    details : Details, optional
        What ``plan.toml`` says now.
    found_elsewhere : iterable of Finding, optional
        What is found now by others than the plan itself, such as in its files; what was found when
        ``work`` was made, if left out.

    Returns
    -------
    tuple[Work or None, list[Finding]]
        None when the plan contradicts itself, and what was found in putting it together.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> work = worked_out(*load_plan(data_folder() / "plans" / "hualien-113-plc-conveners"))
    >>> speaker, printing, misc = work.plan.rows
    >>> after, _ = reworked(work, rows=[speaker, replace(printing, quantity=Decimal(90)), misc])
    >>> after.plan.budget.total, [f.code for f in after.findings if f.is_open]
    (16000, ['BUDGET-OVER', 'COPIES-ONLINE'])
    """
    was = work.plan
    plan, found = assemble(
        was.id,
        was.details if details is None else details,
        was.rows if rows is None else rows,
        was.timetable if timetable is None else timetable,
        before=was,
    )
    if plan is None:
        return None, found
    first, last = work.around if found_elsewhere is None else (tuple(found_elsewhere), ())
    done = checked(plan, (*first, *found, *last), work.checked)
    return Work(plan, done.findings, done, (first, last)), found


def what_changed(before: Work, after: Work) -> WhatChanged:
    """Tell what changed from one state of a plan to another.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> work = worked_out(*load_plan(data_folder() / "plans" / "hualien-113-plc-conveners"))
    >>> speaker, printing, misc = work.plan.rows
    >>> after, _ = reworked(work, rows=[speaker, replace(printing, quantity=Decimal(90)), misc])
    >>> changed = what_changed(work, after)
    >>> [(line.after.name, line.before.amount, line.after.amount) for line in changed.lines]
    [('印刷費', 8000, 9000)]
    >>> [finding.code for finding in changed.appeared], [f.after.code for f in changed.altered]
    (['BUDGET-OVER'], ['COPIES-ONLINE'])
    """
    went, appeared, altered = told_apart(before.findings, after.findings)
    was, now = before.plan.budget, after.plan.budget
    return WhatChanged(
        lines_changed(was, now), was.total, now.total, tuple(appeared), tuple(went), tuple(altered)
    )
