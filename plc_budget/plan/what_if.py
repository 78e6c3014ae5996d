"""What if other speakers came, or fewer copies were printed? A plan in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plc_budget.budget import TIMETABLE
from plc_budget.findings import Finding, Place, error, warning
from plc_budget.language import Series, text
from plc_budget.plan.model import Plan, assemble
from plc_budget.rules import Kind, RuleBook, item_named, shipped_items
from plc_budget.tables import SPEAKER_KINDS, BudgetRow, TimetableRow

UNPAID = "unpaid"
WORDS = {"internal": "內聘", "affiliated": "隸屬", "external": "外聘"}
"""The lecturers: who is meant when no speaker is named."""


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
    price, findings = _price(plan.book, kind) if at_ceiling else (None, [])
    rows = _paying(plan.rows, kind, _kinds(meant), _kinds(timetable), price)
    other, problems = _counted_anew(plan, rows, timetable)
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
    return _counted_anew(plan, rows, plan.timetable)


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
    return _counted_anew(plan, plan.rows, timetable)


def _counted_anew(
    plan: Plan, rows: Sequence[BudgetRow], timetable: Sequence[TimetableRow]
) -> tuple[Plan | None, list[Finding]]:
    """Put the plan together; a quantity that repeats the timetable's goes with it."""
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
        return row.speaker_kind in WORDS
    return speaker in ("", row.speaker) and organisation in ("", row.organisation)


def _kinds(timetable: Sequence[TimetableRow]) -> list[str]:
    return list(dict.fromkeys(row.speaker_kind for row in timetable if row.is_paid))


def _paying(
    rows: Sequence[BudgetRow],
    kind: str,
    old: Sequence[str],
    now: Sequence[str],
    price: Decimal | None,
) -> list[BudgetRow]:
    """Let a line pay the new kind: one that has nobody to pay any more, else one more line."""
    paid = {row.source.removeprefix(TIMETABLE): row for row in rows if row.source}
    if kind == UNPAID or kind in paid:
        return list(rows)
    idle = [paid[one] for one in old if one in paid and one not in now]
    like = [paid[one] for one in old if one in paid]
    if idle:
        changed = _for_kind(idle[0], kind, price)
        return [changed if row is idle[0] else row for row in rows]
    return _with_line(rows, like[0], kind, price) if like else list(rows)


def _for_kind(row: BudgetRow, kind: str, price: Decimal | None) -> BudgetRow:
    return replace(
        row,
        source=TIMETABLE + kind,
        item=_printed(row.item, kind),
        unit_price=row.unit_price if price is None else price,
    )


def _with_line(
    rows: Sequence[BudgetRow], like: BudgetRow, kind: str, price: Decimal | None
) -> list[BudgetRow]:
    """Add a line behind another one; what is a percentage of that one is of both."""
    codes = {row.code for row in rows}
    marks = ("", *(f"_{number}" for number in range(2, len(rows) + 3)))
    code = next(f"speaker_{kind}{m}" for m in marks if f"speaker_{kind}{m}" not in codes)
    line = replace(_for_kind(like, kind, price), code=code, quantity=None, locked=False)
    new: list[BudgetRow] = []
    for row in rows:
        base = (*row.base, code) if like.code in row.base else row.base
        new += [replace(row, base=base), *([line] if row is like else [])]
    return new


def _printed(item: str, kind: str) -> str:
    """Name the item as it was, with the new kind in it, or by its usual name."""
    for word in WORDS.values():
        name = item.replace(word, WORDS.get(kind, word))
        if item_named(name) == f"fee-{kind}":
            return name
    known = shipped_items().get(f"fee-{kind}")
    return known.names[0] if known else item


def _price(book: RuleBook, kind: str) -> tuple[Decimal | None, list[Finding]]:
    item = f"fee-{kind}"
    ceilings = [rule.number(item) for rule in book.about(item)
                if rule.card.kind is Kind.PRICE_CEILING and rule.has(item)]  # fmt: skip
    return (min(ceilings), []) if ceilings else (None, [_no_ceiling(kind)])


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


def _no_ceiling(kind: str) -> Finding:
    return warning(
        "WHAT-IF-NO-CEILING",
        text(
            "No rule that binds this plan has a ceiling for {kind}; the unit price stays.",
            kind=kind,
        ),
        text("Correct the unit price of the line."),
        Place("budget.csv", field="unit_price"),
    )
