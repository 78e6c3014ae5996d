"""The rows of a table of a returned paper beside those of the plan: which is which, and what differs.

Both tables go the same way.  What a :class:`PlanTable` says nothing of is read and worded as its column
is declared in :data:`plc_budget.tables.TABLES`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.review.differences import Change, Difference, Kind
from plc_budget.review.rows import Entry, find_moved, match_rows
from plc_budget.review.values import Reading, Said
from plc_budget.sheets.printout import drop_unseen
from plc_budget.tables import TABLES, Column
from plc_budget.tables.cells import Unreadable

FORMULA = text("A formula stands there now; its text is not taken over.")
UNCLEAR = text("No number can be read there; mend it in the file, or type it into the plan.")

Row = Any
"""A line, or an activity."""
Compare = Callable[["Rows", int, Row], Iterator[Difference]]


@dataclass(frozen=True)
class PlanTable:
    """What a table of the plan is to a returned paper.

    Attributes
    ----------
    name, title : str
        As in :data:`plc_budget.tables.TABLES`, and the column a row is called by.
    list_rows : callable
        The rows of a plan by name, in their order.
    make_entry, read_entry : callable
        What a row is known by: of the plan, and of the file.
    name_new : callable
        What a new row of the file is called; the names that are taken are given.
    value, show, describe : callable
        A field of a row, as the sheet shows it (None if it does not), and what is said of a whole row.
    cells : mapping of str to str
        Fields that stand in the cell of another one.
    compare : mapping of str to callable
        By column, where comparing its cell takes more than its declaration says.
    read_new : callable
        The values of a new row, empty where it cannot be taken over; why not; what it says.
    check_new : callable
        What else is to be said of a new row.
    added, removed, moved : Kind
        What happens to rows.
    gone, ask, empty : Words
        What is said of a row the plan has no more, of one that may be several, and of an empty title.
    """

    name: str
    title: str
    list_rows: Callable[[Plan], dict[str, Row]]
    make_entry: Callable[[Row], Entry]
    read_entry: Callable[[Reading, int], Entry]
    name_new: Callable[[int, Collection[str]], str]
    value: Callable[[Row, str], object]
    show: Callable[[Row, str], str | None]
    describe: Callable[[Row], str]
    cells: Mapping[str, str]
    compare: Mapping[str, Compare]
    read_new: Callable[[Rows, int], tuple[dict[str, object], Words, str]]
    check_new: Callable[[Rows, int], Iterator[Difference]]
    added: Kind
    removed: Kind
    moved: Kind
    gone: Words
    ask: Words
    empty: Words

    def column(self, name: str) -> Column | None:
        """Return a column as it is declared."""
        return TABLES[self.name].column(name)

    def name_row(self, row: Row) -> str:
        """Return what a row is called."""
        return str(self.value(row, self.title))


@dataclass(frozen=True)
class Rows:
    """The rows of a returned table.

    Attributes
    ----------
    olds : mapping of str
        The rows of the plan by name, in their order.
    names : mapping of int to str
        By row of the file: what it is called in the plan, or as a new one; a row that is asked about
        has no name.
    asked : mapping of int to tuple of str
        The rows it may be.
    """

    reading: Reading = field(repr=False)
    table: PlanTable = field(repr=False)
    plan: Plan = field(repr=False)
    olds: Mapping[str, Row]
    names: Mapping[int, str]
    asked: Mapping[int, tuple[str, ...]]

    @cached_property
    def pairs(self) -> dict[int, str]:
        """The rows that are in the plan, from above, and what they are called there."""
        return {row: name for row, name in sorted(self.names.items()) if name in self.olds}

    @cached_property
    def moved(self) -> set[str]:
        """The rows of the plan that stand elsewhere among the others."""
        return find_moved([*self.olds], [*self.pairs.values()])

    def above(self, row: int) -> str:
        """Return the name of the next row above that stayed in its place, or empty."""
        stayed = [n for at, n in self.pairs.items() if at < row and n not in self.moved]
        return stayed[-1] if stayed else ""

    def differ(
        self,
        row: int,
        name: str,
        before: str,
        after: str,
        values: Mapping[str, object] | None = None,
        remark: Words = NOTHING,
        *,
        kind: Kind | None = None,
    ) -> Difference:
        """Make the difference of a field."""
        line = self.names[row]
        return Difference(
            kind or Kind.for_field(name),
            self.reading.at(row, self.table.cells.get(name, name)),
            self.table.name_row(self.olds[line]),
            line,
            name,
            before,
            after,
            Change(self.table.name, line, values) if values else None,
            remark,
        )


def read_rows(
    reading: Reading,
    table: PlanTable,
    plan: Plan,
    said: Mapping[int, str],
    *,
    has_codes: bool = True,
) -> Rows:
    """Find out which row is which.

    ``said`` is what a person said: the name by row, from 1 as Excel counts, empty for a new one.  The
    hidden codes count where ``has_codes`` is said; numbers of activities do only beside the plan as
    printed.
    """
    rows, olds = reading.table.rows, table.list_rows(plan)
    names = [*olds]
    answers = {
        rows.index(row - 1): names.index(name) if name else None
        for row, name in said.items()
        if row - 1 in rows and (not name or name in olds)
    }
    entries = [table.read_entry(reading, row) for row in rows]
    if not has_codes:
        entries = [replace(one, code="") for one in entries]
    known_by = [replace(table.make_entry(old), code=name) for name, old in olds.items()]
    found = match_rows(entries, known_by, answers)
    known: dict[int, str] = {}
    for at, row in enumerate(rows):
        if at in found.pairs:
            known[row] = names[found.pairs[at]]
        elif at not in found.asked:
            known[row] = table.name_new(row, {*names, *known.values()})
    asked = {rows[at]: tuple(names[one] for one in some) for at, some in found.asked.items()}
    return Rows(reading, table, plan, olds, known, asked)


def row_differences(rows: Rows, printed: Collection[str]) -> Iterator[Difference]:
    """Name every difference, row by row, then the rows that are gone; ``printed`` are our columns."""
    reading, table = rows.reading, rows.table
    for row in reading.table.rows:
        if row in rows.asked:
            yield _question(rows, row)
            continue
        name = rows.names[row]
        if name not in rows.olds:
            yield _added(rows, row, printed)
            yield from table.check_new(rows, row)
            continue
        if name in rows.moved:
            yield _moved(rows, row)
        for column in printed:
            if column in reading.table.columns:
                compare = table.compare.get(column, _as_declared(table.column(column)))
                yield from compare(rows, row, rows.olds[name])
    known = {*rows.pairs.values(), *(name for some in rows.asked.values() for name in some)}
    for at, (name, old) in enumerate(rows.olds.items(), start=1):
        if name not in known:
            cell = f"{table.name}:{at}" if name.isdecimal() else name
            what, gone = table.describe(old), Change(table.name, name, is_gone=True)
            yield Difference(
                table.removed, cell, table.name_row(old), name, before=what, change=gone
            )


def _question(rows: Rows, row: int) -> Difference:
    table, choices = rows.table, rows.asked[row]
    title = rows.reading.text(row, table.title).words
    return Difference(
        Kind.QUESTION,
        rows.reading.at(row, table.title),
        title,
        before="、".join(table.name_row(rows.olds[one]) for one in choices),
        after=title,
        choices=choices,
        remark=table.ask,
    )


def _moved(rows: Rows, row: int) -> Difference:
    table, name = rows.table, rows.names[row]
    return Difference(
        table.moved,
        rows.reading.at(row, table.title),
        table.name_row(rows.olds[name]),
        name,
        before=str([*rows.olds].index(name) + 1),
        after=str(rows.reading.table.rows.index(row) + 1),
        change=Change(table.name, name, is_moved=True, after=rows.above(row)),
    )


def _added(rows: Rows, row: int, printed: Collection[str]) -> Difference:
    """Describe a row that is new, with the columns of which only the declaration is known."""
    table, name = rows.table, rows.names[row]
    values, remark, what = table.read_new(rows, row)
    for column in filter(None, map(table.column, printed if values else ())):
        if column.attribute not in {"code", *table.compare, *values}:
            is_number = column.kind in (int, Decimal)
            said = (rows.reading.number if is_number else rows.reading.text)(row, column.name)
            is_known = said.number is not None or not said.formula
            values |= _read_declared(column, said.shown if is_known else "")
    new = Change(table.name, name, values, is_new=True, after=rows.above(row)) if values else None
    title = rows.reading.text(row, table.title).words
    cell = rows.reading.at(row, table.title)
    return Difference(table.added, cell, title, name, after=what, change=new, remark=remark)


def _as_declared(column: Column | None) -> Compare:
    """Return how the cells of a column are compared of which no more is known than its declaration."""

    def compare(rows: Rows, row: int, old: Row) -> Iterator[Difference]:
        if column is None:
            return
        printed = rows.table.value(old, column.attribute)
        if column.kind not in (int, Decimal):
            yield from compare_words(
                rows, row, column.name, column.write(printed), partial(_read_declared, column)
            )
        elif not rows.reading.number(row, column.name).is_empty or column.default is not None:
            yield from compare_number(rows, row, column.name, printed)
        elif printed is not None:
            values = {column.attribute: None}
            yield rows.differ(row, column.name, plain(Decimal(str(printed))), "", values)

    return compare


def _read_declared(column: Column, words: str) -> dict[str, object]:
    """Read a cell as its column is declared; nothing of one that cannot be read."""
    if column.is_needed and not words:
        return {}
    try:
        return {column.attribute: column.read(words) if words else column.default}
    except Unreadable:
        return {}


def compare_words(
    rows: Rows,
    row: int,
    name: str,
    printed: str,
    read: Callable[[str], dict[str, object]],
    why_not: Words | None = None,
) -> Iterator[Difference]:
    """Compare a text; blanks and line breaks do not count.

    ``read`` says what words mean, by field, or nothing if they cannot be taken over; ``why_not`` why.
    """
    said = rows.reading.text(row, name)
    if drop_unseen(said.words) == drop_unseen(printed) and not said.formula:
        return
    values = {} if said.formula else read(said.words)
    remark = FORMULA if said.formula else NOTHING if values else why_not or rows.table.empty
    yield rows.differ(row, name, printed, said.words, values, remark)


def compare_number(
    rows: Rows,
    row: int,
    name: str,
    printed: object,
    more: Mapping[str, object] | None = None,
    remark: Words = NOTHING,
) -> Iterator[Difference]:
    """Compare a figure that is typed; ``more`` are the fields that go with another one."""
    said, column = rows.reading.number(row, name), rows.table.column(name)
    before = "" if printed is None else plain(Decimal(str(printed)))
    is_whole = column is not None and column.kind is int
    if said.number is None or (is_whole and said.number != int(said.number)):
        yield make_unreadable(rows, row, name, before, said)
    elif said.number != printed:
        number = int(said.number) if is_whole else said.number
        yield rows.differ(row, name, before, said.shown, {name: number, **(more or {})}, remark)


def make_unreadable(
    rows: Rows,
    row: int,
    name: str,
    before: str,
    said: Said,
    why: Words | None = None,
) -> Difference:
    """Say that a figure cannot be read, and why."""
    why = why or (rows.table.empty if said.is_empty else UNCLEAR)
    return rows.differ(row, name, before, said.shown, None, why, kind=Kind.UNREADABLE)
