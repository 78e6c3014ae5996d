"""The lines of a returned 經費概算表 beside those of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from plc_budget.budget import Line
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.added import added_line, code_for
from plc_budget.returning.comparing.differences import BUDGET, Change, Difference, Kind
from plc_budget.returning.comparing.fields import amount, base, counted, number, rate, unit, words
from plc_budget.returning.comparing.matching import Entry, Matched, in_step, matched
from plc_budget.returning.reading.sight import Sight
from plc_budget.sheets.layout import budget_layout
from plc_budget.sheets.passport import squeezed
from plc_budget.spreadsheets.sheet import squeeze


@dataclass(frozen=True)
class Lines:
    """The rows of a file and the lines they are.

    Attributes
    ----------
    codes : dict of int to str
        Code by row, that of a new line included; a row that is asked about has none.
    """

    sight: Sight
    plan: Plan
    codes: Mapping[int, str]
    pairs: Mapping[int, Line]
    asked: Mapping[int, tuple[str, ...]]

    @cached_property
    def moved(self) -> set[str]:
        """The lines that stand elsewhere among the others."""
        order = [line.code for line in self.plan.budget.lines]
        here = [order.index(line.code) for _, line in sorted(self.pairs.items())]
        steady = in_step(here)
        return {order[at] for at in here if at not in steady}

    def before(self, row: int) -> str:
        """Return the code of the next line above a row that stayed in its place, or empty."""
        above = [line.code for other, line in self.pairs.items()
                 if other < row and line.code not in self.moved]  # fmt: skip
        return above[-1] if above else ""


def read_lines(sight: Sight, plan: Plan, said: Mapping[int, str]) -> Lines:
    """Find out which row is which line.

    Parameters
    ----------
    sight : Sight
        The table.
    plan : Plan
        What it was printed from.
    said : mapping of int to str
        What a person said: the code by row, from 1 as Excel counts; empty for a new line.
    """
    rows, lines = sight.table.rows, plan.budget.lines
    numbers = {line.code: at for at, line in enumerate(lines)}
    answers = {
        rows.index(row - 1): numbers.get(code)
        for row, code in said.items()
        if row - 1 in rows and (not code or code in numbers)
    }
    found = matched(
        [_row_entry(sight, row) for row in rows], [_entry(line) for line in lines], answers
    )
    return _named(sight, plan, found)


def _named(sight: Sight, plan: Plan, found: Matched) -> Lines:
    rows, lines = sight.table.rows, plan.budget.lines
    taken = {line.code for line in lines}
    codes: dict[int, str] = {}
    for at, row in enumerate(rows):
        if at in found.pairs:
            codes[row] = lines[found.pairs[at]].code
        elif at not in found.asked:
            codes[row] = code_for(taken)
            taken.add(codes[row])
    pairs = {rows[at]: lines[line] for at, line in found.pairs.items()}
    asked = {rows[at]: tuple(lines[one].code for one in some) for at, some in found.asked.items()}
    return Lines(sight, plan, codes, pairs, asked)


def _entry(line: Line) -> Entry:
    quantity = line.row.rate if line.is_percentage else line.quantity
    return Entry(squeeze(line.name), (line.unit_price, quantity, squeezed(line.row.note)))


def _row_entry(sight: Sight, row: int) -> Entry:
    figures = sight.figures(row)
    note = squeezed(sight.text(row, "note").words)
    return Entry(
        sight.cell(row, "item").squeezed, (figures["unit_price"], figures["quantity"], note)
    )


def line_differences(lines: Lines) -> Iterator[Difference]:
    """Name every difference of the lines, row by row, then the lines that are gone."""
    for row in lines.sight.table.rows:
        if row in lines.asked:
            yield _question(lines, row)
        elif row in lines.pairs:
            line = lines.pairs[row]
            if line.code in lines.moved:
                yield _move(lines, row, line)
            yield from _of_line(lines, row, line)
        else:
            yield added_line(lines.sight, lines.plan, row, lines.codes, lines.before(row))
            yield from amount(lines.sight, row, None, lines.codes[row])
    here = {line.code for line in lines.pairs.values()}
    possible = {code for codes in lines.asked.values() for code in codes}
    for line in lines.plan.budget.lines:
        if line.code not in here | possible:
            yield _gone(line)


def _of_line(lines: Lines, row: int, line: Line) -> Iterator[Difference]:
    sight = lines.sight
    shown = budget_layout(lines.plan).columns
    yield from words(sight, row, line, "item", line.name, Kind.ITEM)
    if "category" in shown:
        yield from words(sight, row, line, "category", line.row.category, Kind.CATEGORY)
    if line.is_percentage:
        yield from base(sight, row, line, lines.codes)
        yield from rate(sight, row, line)
    else:
        yield from number(sight, row, line, "unit_price", line.unit_price, Kind.UNIT_PRICE)
        yield from unit(sight, row, line)
        yield from counted(sight, row, line)
    if "times" in shown and not line.is_percentage:
        yield from number(sight, row, line, "times", line.row.times, Kind.TIMES)
    yield from amount(sight, row, line, line.code)
    yield from words(sight, row, line, "note", line.row.note, Kind.NOTE)


def _move(lines: Lines, row: int, line: Line) -> Difference:
    order = [one.code for one in lines.plan.budget.lines]
    rows = list(lines.sight.table.rows)
    after = lines.before(row)
    return Difference(
        Kind.LINE_MOVED, lines.sight.table.at(row, "item"), line.name, line.code, "",
        str(order.index(line.code) + 1), str(rows.index(row) + 1),
        Change(BUDGET, line.code, is_moved=True, after=after),
    )  # fmt: skip


def _gone(line: Line) -> Difference:
    return Difference(Kind.LINE_REMOVED, line.code, line.name, line.code, "", described_line(line), "",
                      Change(BUDGET, line.code, is_gone=True))  # fmt: skip


def described_line(line: Line) -> str:
    """Write what a line comes to, and what its note says.

    Parameters
    ----------
    line : Line
        Of a plan.
    """
    what = f"{plain(line.unit_price)} × {plain(line.quantity)} = {line.amount:,}"
    return "；".join(filter(None, [what, line.row.note]))


def _question(lines: Lines, row: int) -> Difference:
    codes = lines.asked[row]
    named = {line.code: line.name for line in lines.plan.budget.lines}
    name = lines.sight.text(row, "item").words
    return Difference(
        Kind.QUESTION, lines.sight.table.at(row, "item"), name,
        before="、".join(named[code] for code in codes), after=name, choices=codes,
        remark=text("Say which line it is, or that it is a new one; until then nothing of it is taken over."),
    )  # fmt: skip
