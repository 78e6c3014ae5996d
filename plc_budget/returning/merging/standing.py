"""What the plan says by now where a file differs from what was printed, shown as it was printed there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from plc_budget.money import capital_amount, plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import BUDGET, TIMETABLE, Difference, Kind
from plc_budget.returning.merging.grounds import Ground
from plc_budget.sheets.printout import HEADING
from plc_budget.sheets.wording import BUDGET as BUDGET_TITLE

_FIELDS = {
    BUDGET: ("item", "category", "unit_price", "unit", "quantity", "times", "amount", "base",
             "rate", "note"),
    TIMETABLE: ("start", "end", "activity", "speaker", "speaker_kind", "paid_minutes"),
}  # fmt: skip
_ROWS = {Kind.LINE_REMOVED: BUDGET, Kind.LINE_MOVED: BUDGET, Kind.SLOT_REMOVED: TIMETABLE,
         Kind.SLOT_MOVED: TIMETABLE}  # fmt: skip
_MOVED = (Kind.LINE_MOVED, Kind.SLOT_MOVED)


def said_now(one: Difference, grounds: Mapping[str, Ground], now: Plan) -> str | None:
    """Return what the plan says by now in the cell of a difference.

    Parameters
    ----------
    one : Difference
        Of a file beside the plan it was printed from.
    grounds : mapping of str to Ground
        The tables of the plan, as they were printed and as they are.
    now : Plan
        The plan as it is.

    Returns
    -------
    str or None
        Empty where it says nothing there; None where that is not known without printing it.
    """
    if one.kind is Kind.FORMULA:
        return None  # a formula stands beside it, not what it comes to
    if one.kind is Kind.QUESTION:
        return _choices(one, grounds)
    if one.kind in _ROWS:
        ground = grounds[_ROWS[one.kind]]
        return _place(one, ground) if one.kind in _MOVED else _of_row(one, ground, "")
    for table, names in _FIELDS.items():
        if one.line and one.field in names:
            return _of_row(one, grounds[table], one.field)
    found = _around(one, now)
    return "" if found is None and not one.before else found


def _of_row(one: Difference, ground: Ground, field: str) -> str | None:
    """Return a field of a row, or all that is said of a row; nothing of one that is gone."""
    if one.line in ground.unclear:
        return None
    name = ground.pairs.get(one.line)
    if name is None:
        return ""
    row = ground.now[name]
    return ground.shown(row, field) if field else ground.told(row, ground.then[one.line])


def _place(one: Difference, ground: Ground) -> str | None:
    """Return which row among the others it is by now, from 1."""
    if one.line in ground.unclear:
        return None
    name = ground.pairs.get(one.line)
    return "" if name is None else str([*ground.now].index(name) + 1)


def _choices(one: Difference, grounds: Mapping[str, Ground]) -> str:
    """Name the rows it may be as they are called by now."""
    is_slot = all(choice.isdecimal() for choice in one.choices)
    ground, field = (grounds[TIMETABLE], "activity") if is_slot else (grounds[BUDGET], "item")
    left = [ground.pairs[choice] for choice in one.choices if choice in ground.pairs]
    return "、".join(str(ground.value(ground.now[name], field)) for name in left)


def _around(one: Difference, now: Plan) -> str | None:
    """Return a title, a sentence, the total, or the total in capitals."""
    details, funding = now.details, now.details.funding
    by_kind = {
        Kind.PROGRAMME: details.programme,
        Kind.TITLE: details.title + BUDGET_TITLE,
        Kind.HEADING: f"{HEADING}{funding.heading}" if funding.heading else "",
    }
    by_field = {
        "total": plain(Decimal(now.budget.total)),
        "capitals": capital_amount(now.budget.total),
        "reallocation.sentence": details.reallocation.sentence,
        "funding.sentence": funding.sentence,
    }
    return by_kind.get(one.kind, by_field.get(one.field))
