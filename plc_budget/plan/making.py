"""How a plan was put together, kept so that the next one like it takes over what is the very same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, is_
from typing import TYPE_CHECKING, TypeVar

from plc_budget.findings import Finding
from plc_budget.rules import Card
from plc_budget.tables import BudgetRow, TimetableRow
from plc_budget.timetable import PeriodPolicy, Working

if TYPE_CHECKING:
    from plc_budget.plan.details import Details

AnyRow = TypeVar("AnyRow", bound=BudgetRow | TimetableRow)
_NUMBERS: Callable[[BudgetRow], tuple[object, ...]] = attrgetter(
    "unit_price", "quantity", "times", "step", "min_quantity", "max_quantity", "rate"
)


@dataclass(frozen=True)
class Making:
    """What was used for a plan and found on the way.

    Attributes
    ----------
    cards : mapping of str to Card
        What its rules were picked from.
    book, timetable : tuple of Finding
        What is wrong with the values it states for itself, and with its timetable.
    found : tuple of Finding
        All that was found when it was put together.
    counts : dict of PeriodPolicy to Working
        Its timetable as it was counted so far; plans with the very same timetable share it.
    """

    cards: Mapping[str, Card] = field(default_factory=dict)
    book: tuple[Finding, ...] = ()
    timetable: tuple[Finding, ...] = ()
    found: tuple[Finding, ...] = ()
    counts: dict[PeriodPolicy, Working] = field(default_factory=dict)


def kept(rows: Sequence[AnyRow], before: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Take the rows that say the very same from before, and the whole table if all of them do.

    A table that was saved and read again is made of other rows that say the same.

    Examples
    --------
    >>> old = (BudgetRow("misc", "業務費", "雜支"),)
    >>> kept([BudgetRow("misc", "業務費", "雜支")], old) is old
    True
    """
    if rows is before:
        return before
    same = [old if _is_same(row, old) else row for row, old in zip(rows, before, strict=False)]
    table = (*same, *rows[len(same) :])
    return before if are_the_very(table, before) else table


def kept_details(details: Details, before: Details) -> Details:
    """Take the details from before if they say the very same."""
    is_same = details is before or (
        details == before
        # the only numbers with digits behind the point
        and repr(details.funding.sources) == repr(before.funding.sources)
        and repr(details.statements) == repr(before.statements)
    )
    return before if is_same else details


def are_the_very(these: Sequence[object], those: Sequence[object]) -> bool:
    """Tell whether two sequences hold the very same objects, not only equal ones."""
    return len(these) == len(those) and all(map(is_, these, those))


def _is_same(row: AnyRow, old: AnyRow) -> bool:
    if row is old:
        return True
    return (
        row == old
        and row.origin == old.origin
        and row.origin.columns == old.origin.columns
        and _digits(row) == _digits(old)
    )


def _digits(row: BudgetRow | TimetableRow) -> list[str]:
    """Write the numbers of a row as they are: 1000 and 1000.0 are equal and read differently."""
    return [] if isinstance(row, TimetableRow) else [*map(str, _NUMBERS(row))]
