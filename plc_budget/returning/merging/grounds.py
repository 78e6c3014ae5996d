"""A table of the plan twice: as a file was printed from it, and as it is now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from plc_budget.budget import Line
from plc_budget.findings import Words
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.lines import described_line
from plc_budget.returning.comparing.matching import in_step
from plc_budget.returning.comparing.tracing import (
    Timetable,
    described_activity,
    paid_of,
    traced,
)
from plc_budget.sheets.printout import printed_activity, printed_speaker
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.tables import BudgetRow, TimetableRow, clock

_LINE_GONE = text("The plan has no such line any more.")
_ACTIVITY_GONE = text("The plan has no such activity any more.")


@dataclass(frozen=True)
class Ground:
    """A table then and now.

    Attributes
    ----------
    then, now : mapping of str
        Its rows by name, in their order: the code of a line, the number of an activity.
    pairs : mapping of str to str
        What a row that was there then is called now.
    unclear : collection of str
        Rows that may be several now.
    gone : Words
        What is said of a row that is not there any more.
    names : tuple of str
        The fields of a row.
    value, shown, described : callable
        A field of a row, how the sheet shows it, and what is said of the whole row.
    title : str
        The field a row is called by.
    """

    then: Mapping[str, Any]
    now: Mapping[str, Any]
    pairs: Mapping[str, str]
    unclear: Collection[str]
    gone: Words
    names: tuple[str, ...]
    value: Callable[[Any, str], object]
    shown: Callable[[Any, str], str]
    described: Callable[[Any], str]
    title: str

    def told(self, row: Any, then: Any) -> str:  # noqa: ANN401 - of either table
        """Say all of a row, and what it is called where it was called otherwise."""
        name, before = (str(self.value(one, self.title)) for one in (row, then))
        is_named = name != before and name not in self.described(row)
        return f"{name}：{self.described(row)}" if is_named else self.described(row)

    @property
    def moved(self) -> set[str]:
        """The rows, by their names then, that stand elsewhere among the others now."""
        order = {name: at for at, name in enumerate(self.now)}
        here = {name: order[self.pairs[name]] for name in self.then if name in self.pairs}
        steady = in_step([*here.values()])
        return {name for name, at in here.items() if at not in steady}

    def behind(self, name: str) -> str:
        """Return what a row is called now, or the next one before it that is still there."""
        order = [*self.then]
        before = order[: order.index(name) + 1] if name in self.then else []
        return next((self.pairs[one] for one in reversed(before) if one in self.pairs), "")

    def added(self) -> list[Any]:
        """Return the rows that were not there then."""
        known = {*self.pairs.values()}
        return [row for name, row in self.now.items() if name not in known]


def budget_ground(then: Plan, now: Plan) -> Ground:
    """Put the lines of two states of a plan side by side; a line keeps its code."""
    olds, news = ({line.code: line for line in plan.budget.lines} for plan in (then, now))
    pairs = {code: code for code in olds if code in news}
    return Ground(olds, news, pairs, (), _LINE_GONE, _names(BudgetRow), _of_line, _shown_of_line,
                  described_line, "item")  # fmt: skip


def timetable_ground(states: Sequence[Timetable]) -> Ground:
    """Put the first and the last timetable side by side; its activities are followed through all."""
    olds, news = ({str(at): row for at, row in enumerate(rows)} for rows in (states[0], states[-1]))
    found = traced(states)
    pairs = {str(at): str(number) for at, number in found.pairs.items()}
    unclear = {str(at) for at in found.unclear}
    return Ground(olds, news, pairs, unclear, _ACTIVITY_GONE, _names(TimetableRow), getattr,
                  _shown_of_activity, described_activity, "activity")  # fmt: skip


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare)


def _of_line(line: Line, name: str) -> object:
    """Return a field of a line; a quantity that the timetable counts is what it comes to."""
    is_counted = name == "quantity" and not line.is_percentage
    return line.quantity if is_counted else getattr(line.row, name)


def _shown_of_line(line: Line, name: str) -> str:
    if name == "amount":
        return plain(Decimal(line.amount))
    if name in ("unit_price", "base"):  # of a percentage: the sum of the lines it is taken of
        return plain(line.unit_price)
    if name == "rate" or (name == "quantity" and line.is_percentage):
        return f"{plain(line.row.rate or Decimal(0))}%"
    value = _of_line(line, name)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _shown_of_activity(row: TimetableRow, name: str) -> str:
    if name in ("start", "end"):
        return clock(getattr(row, name))
    written = {"activity": printed_activity, "speaker": printed_speaker}
    if name in written:
        return written[name](row)
    if name == "speaker_kind":
        return SPEAKER_KINDS[row.speaker_kind]
    return str(paid_of(row))
