"""What if other speakers came, or fewer copies were printed? A plan in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Series, text
from plc_budget.plan.model import Plan, assemble
from plc_budget.plan.paying import LECTURERS, ceiling_price, paid_kinds, paying
from plc_budget.tables import SPEAKER_KINDS, BudgetRow, TimetableRow


def with_speaker_kind(
    plan: Plan,
    kind: str,
    *,
    speaker: str = "",
    organisation: str = "",
    at_ceiling: bool = False,
) -> tuple[Plan | None, list[Finding]]:
    """Take speakers for another kind, in the timetable and in the line that pays them.

    When nobody of the old kind is left, its line pays the new kind and keeps its code.  Otherwise
    the new kind has a line of its own behind it; where there is one already, that one is counted
    by the timetable anyway.

    Parameters
    ----------
    plan : Plan
        Is left as it is.
    kind : str
        One of :data:`plc_budget.tables.SPEAKER_KINDS`.
    speaker, organisation : str
        Whose rows are meant, as the timetable spells them; every lecturer (內聘, 隸屬, 外聘) if both
        are left out.
    at_ceiling : bool
        Whether a line that pays another kind than before takes the ceiling of that kind for its
        price; it keeps its price if not.

    Returns
    -------
    tuple[Plan or None, list[Finding]]
        None when nobody is meant.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> other, _ = with_speaker_kind(plan, "external", at_ceiling=True)
    >>> [(line.name, line.amount) for line in other.budget.lines][:1], other.budget.total
    ([('外聘講師鐘點費', 12000)], 21000)
    """
    if kind not in SPEAKER_KINDS:
        raise ValueError(kind)
    meant = [row for row in plan.timetable if _is_meant(row, speaker, organisation)]
    if not meant:
        return None, [_nobody(plan, speaker, organisation)]
    timetable = [replace(r, speaker_kind=kind) if r in meant else r for r in plan.timetable]
    price, findings = ceiling_price(plan.book, kind) if at_ceiling else (None, [])
    rows = paying(plan.rows, kind, paid_kinds(meant), paid_kinds(timetable), price)
    other, problems = recount(plan, rows, timetable)
    return other, [*findings, *problems]


def with_quantity(plan: Plan, code: str, quantity: Decimal) -> tuple[Plan | None, list[Finding]]:
    """Take another quantity for a line, such as fewer copies.

    Parameters
    ----------
    plan : Plan
        Is left as it is.
    code : str
        Of the line.
    quantity : Decimal
        In the unit of the line.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> with_quantity(plan, "printing", Decimal(60))[0].budget.total
    13000
    """
    line = plan.budget.get(code)
    if line is None or line.speaker_kind or line.is_percentage:
        return None, [_no_quantity(plan, code)]
    rows = [replace(r, quantity=quantity) if r.code == code else r for r in plan.rows]
    return recount(plan, rows, plan.timetable)


def with_paid_minutes(
    plan: Plan, activity: int, minutes: int | None
) -> tuple[Plan | None, list[Finding]]:
    """Pay another length of an activity, and so other periods (節數).

    Parameters
    ----------
    plan : Plan
        Is left as it is.
    activity : int
        Number of the row of the timetable, from 1.
    minutes : int or None
        What is paid; None for the whole row. [min]
    """
    if not 1 <= activity <= len(plan.timetable):
        return None, [_no_activity(activity, len(plan.timetable))]
    timetable = list(plan.timetable)
    timetable[activity - 1] = replace(timetable[activity - 1], paid_minutes=minutes)
    return recount(plan, plan.rows, timetable)


def recount(
    plan: Plan, rows: Sequence[BudgetRow], timetable: Sequence[TimetableRow]
) -> tuple[Plan | None, list[Finding]]:
    """Put the plan together anew; a quantity that repeats the timetable's goes with it.

    Parameters
    ----------
    plan : Plan
        Is left as it is.
    rows, timetable : sequence
        The tables as they shall be.
    """
    other, findings = assemble(plan.id, plan.details, rows, timetable)
    if other is None:
        return None, findings
    counted = {line.code: line.quantity for line in other.budget.lines}
    settled = [
        replace(row, quantity=counted[row.code]) if row.source and row.quantity is not None else row
        for row in rows
    ]
    return assemble(plan.id, plan.details, settled, timetable)


def _is_meant(row: TimetableRow, speaker: str, organisation: str) -> bool:
    if not speaker and not organisation:
        return row.speaker_kind in LECTURERS
    return speaker in ("", row.speaker) and organisation in ("", row.organisation)


def _nobody(plan: Plan, speaker: str, organisation: str) -> Finding:
    known = dict.fromkeys(f"{row.speaker} {row.organisation}".strip() for row in plan.timetable)
    return error(
        "WHAT-IF-NOBODY",
        text("The timetable has no speaker “{name}”.", name=f"{speaker} {organisation}".strip()),
        text("Speakers there: {names}.", names=Series(tuple(filter(None, known)))),
        Place("timetable.csv", field="speaker"),
    )


def _no_quantity(plan: Plan, code: str) -> Finding:
    typed = [row.code for row in plan.rows if not row.source and row.rate is None]
    return error(
        "WHAT-IF-LINE",
        text("“{code}” is no line whose quantity is typed.", code=code),
        text("Use one of: {names}. Periods follow the timetable.", names=", ".join(typed)),
        Place("budget.csv", line=code, field="quantity"),
    )


def _no_activity(activity: int, rows: int) -> Finding:
    return error(
        "WHAT-IF-ACTIVITY",
        text("The timetable has no row {activity}.", activity=activity),
        text("Use a number from 1 to {rows}.", rows=rows),
        Place("timetable.csv"),
    )
