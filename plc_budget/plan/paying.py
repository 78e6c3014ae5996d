"""Which line pays a kind of speaker, and what a new one costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plc_budget.budget import TIMETABLE
from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.rules import Kind, RuleBook, item_named, shipped_items
from plc_budget.tables import BudgetRow, TimetableRow

UNPAID = "unpaid"
LECTURERS = {"internal": "內聘", "affiliated": "隸屬", "external": "外聘"}
"""The kinds of lecturer, and the word of each in the printed name of its line."""


def paid_kinds(timetable: Sequence[TimetableRow]) -> list[str]:
    """List the kinds of speaker a timetable pays, in the order they first teach."""
    return list(dict.fromkeys(row.speaker_kind for row in timetable if row.is_paid))


def paying(
    rows: Sequence[BudgetRow],
    kind: str,
    old: Sequence[str],
    now: Sequence[str],
    price: Decimal | None,
) -> list[BudgetRow]:
    """Let a line pay a kind of speaker: one that has nobody to pay any more, else one more line.

    Parameters
    ----------
    rows : sequence of BudgetRow
        The lines as they are.
    kind : str
        The kind that is paid now.
    old, now : sequence of str
        The kinds its speakers were before, and all kinds the timetable pays now.
    price : Decimal or None
        The unit price it takes; the one of the line it is like if None. [NTD]
    """
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
    for word in LECTURERS.values():
        name = item.replace(word, LECTURERS.get(kind, word))
        if item_named(name) == f"fee-{kind}":
            return name
    known = shipped_items().get(f"fee-{kind}")
    return known.names[0] if known else item


def ceiling_price(book: RuleBook, kind: str) -> tuple[Decimal | None, list[Finding]]:
    """Return the lowest ceiling of a fee; None, with a warning, where no rule has one. [NTD]"""
    item = f"fee-{kind}"
    ceilings = [
        rule.number(item)
        for rule in book.about(item)
        if rule.card.kind is Kind.PRICE_CEILING and rule.has(item)
    ]
    return (min(ceilings), []) if ceilings else (None, [_no_ceiling(kind)])


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
