"""Two plans side by side, field by field: tables and details, as far as they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from plc_budget.money import plain
from plc_budget.tables import BudgetRow, TimetableRow, clock

if TYPE_CHECKING:
    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: in which file, of which line, and what it was and is."""

    file: str
    line: str
    field: str
    before: str
    after: str


def field_changes(before: Plan, after: Plan) -> list[FieldChange]:
    """List every field in which two plans differ, in the order of their files.

    Rows of the budget are the same when their codes are; rows of the timetable by their place.
    """
    return [
        *_details(before.details, after.details, ""),
        *_budget(before.rows, after.rows),
        *_timetable(before.timetable, after.timetable),
    ]


def _details(one: object, other: object, path: str) -> Iterator[FieldChange]:
    if is_dataclass(one) and is_dataclass(other) and type(one) is type(other):
        for field in fields(one):
            name = f"{path}.{field.name}" if path else field.name
            yield from _details(getattr(one, field.name), getattr(other, field.name), name)
    elif one != other:
        yield FieldChange("plan.toml", "", path, shown(one), shown(other))


def _budget(before: Sequence[BudgetRow], after: Sequence[BudgetRow]) -> Iterator[FieldChange]:
    olds, news = ({row.code: row for row in rows} for rows in (before, after))
    for code in {**news, **olds}:
        yield from _row("budget.csv", code, olds.get(code), news.get(code))


def _timetable(
    before: Sequence[TimetableRow], after: Sequence[TimetableRow]
) -> Iterator[FieldChange]:
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        yield from _row("timetable.csv", str(place + 1), old, new)


def _row(file: str, name: str, old: object, new: object) -> Iterator[FieldChange]:
    present = new if new is not None else old
    if not is_dataclass(present):
        return
    for field in fields(present):
        if field.name == "origin":
            continue
        before, after = (
            "" if row is None else shown(getattr(row, field.name), field.name) for row in (old, new)
        )
        if before != after:
            yield FieldChange(file, name, field.name, before, after)


_CLOCKS = ("start", "end")


def shown(value: object, field: str = "") -> str:
    """Write a value of a plan for reading.

    Examples
    --------
    >>> shown(Decimal("80.0")), shown(540, "start"), shown(None), shown(("a", "b"))
    ('80', '09:00', '', 'a; b')
    """
    if field in _CLOCKS and isinstance(value, int):
        return clock(value)
    if isinstance(value, tuple):
        return "; ".join(shown(part) for part in value)
    if is_dataclass(value):
        parts = (shown(getattr(value, field.name)) for field in fields(value))
        return " ".join(part for part in parts if part)
    return _plain(value)


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "v"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Enum) else str(value)
