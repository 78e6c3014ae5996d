"""The formulas of a workbook: which rows they name, and their results where none are stored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plc_budget.money import product, whole_ntd
from plc_budget.spreadsheets.addresses import read_address
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.sheet import Kind, Sheet, number_cell

_NAMED = re.compile(
    r"(?<![!A-Za-z$])\$?([A-Z]{1,2})\$?(\d{1,5})(?::\$?([A-Z]{1,2})\$?(\d{1,5}))?(?![\d(])"
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<call>SUM|PRODUCT|ROUND)\(|(?P<cell>\$?[A-Z]{1,2}\$?\d{1,5}(?::\$?[A-Z]{1,2}\$?\d{1,5})?)|(?P<sign>[-+*/(),]))"
)
_DEEPEST = 40


class _Unknown(Exception):
    """A formula holds more than sums and products of cells."""


def rows_named(formula: str, columns: Collection[str]) -> tuple[int, ...]:
    """Return the rows whose cells in certain columns a formula names, in order.

    Examples
    --------
    >>> rows_named("=F5+F6", {"F"}), rows_named("=ROUND(SUM($F$5:$F$7)*2.11%,0)", {"F"})
    ((5, 6), (5, 6, 7))
    >>> rows_named("=課程表與節數!F9*B3", {"F"})
    ()
    """
    rows: list[int] = []
    for column, first, last_column, last in _NAMED.findall(formula):
        if column in columns and last_column in ("", column):
            end = min(int(last or first), LAST_ROW)
            rows += range(int(first), end + 1)
    return tuple(dict.fromkeys(rows))


def with_results(sheet: Sheet) -> tuple[Sheet, list[tuple[int, int]]]:
    """Compute the formulas that have no result stored: sums and products of cells.

    Returns
    -------
    tuple[Sheet, list[tuple[int, int]]]
        The sheet, and the cells that were computed, counted from 0.

    Examples
    --------
    >>> from plc_budget.spreadsheets.sheet import ForeignCell
    >>> two = number_cell(Decimal(2))
    >>> open_cell = ForeignCell("", None, Kind.UNCOMPUTED, formula="=A1*B1+SUM(A1:B1)")
    >>> with_results(Sheet("old.xlsx", "表", ((two, two, open_cell),)))[0].rows[0][2].text
    '8'
    """
    results = _Results(sheet)
    done: list[tuple[int, int]] = []
    rows = []
    for n, cells in enumerate(sheet.rows):
        row = list(cells)
        for c, cell in enumerate(cells):
            if cell.kind is Kind.UNCOMPUTED and (value := results.at(n, c)) is not None:
                row[c] = replace(number_cell(value), computed=True, formula=cell.formula)
                done.append((n, c))
        rows.append(tuple(row))
    return (replace(sheet, rows=tuple(rows)), done) if done else (sheet, [])


@dataclass(slots=True)
class _Results:
    sheet: Sheet
    known: dict[tuple[int, int], Decimal | None] = field(default_factory=dict)
    depth: int = 0

    def at(self, row: int, column: int) -> Decimal | None:
        """Return what a cell without a result comes to; None if that cannot be told."""
        if (row, column) not in self.known:
            self.known[row, column] = None  # a circle finds this
            try:
                self.known[row, column] = self._computed(row, column)
            except (_Unknown, ArithmeticError, IndexError):
                self.known[row, column] = None
        return self.known[row, column]

    def _computed(self, row: int, column: int) -> Decimal:
        formula = self.sheet.cell(row, column).formula
        plain = re.sub(r"\[\.?([^\]]+)\]", lambda found: found[1].replace(".", ""), formula)
        tokens = list(self._tokens(plain.removeprefix("of:").removeprefix("=").replace(";", ",")))
        if not tokens or self.depth > _DEEPEST:
            raise _Unknown
        self.depth += 1
        value, rest = self._sum(tokens)
        self.depth -= 1
        if rest:
            raise _Unknown
        return value

    def _tokens(self, words: str) -> Iterator[tuple[str, str]]:
        place = 0
        while place < len(words):
            found = _TOKEN.match(words, place)
            if found is None or found.lastgroup is None:
                raise _Unknown
            yield found.lastgroup, found[found.lastgroup]
            place = found.end()

    def _sum(self, tokens: list[tuple[str, str]]) -> tuple[Decimal, list[tuple[str, str]]]:
        value, tokens = self._product(tokens)
        while tokens and tokens[0][1] in ("+", "-"):
            sign = tokens[0][1]
            more, tokens = self._product(tokens[1:])
            value += more if sign == "+" else -more
        return value, tokens

    def _product(self, tokens: list[tuple[str, str]]) -> tuple[Decimal, list[tuple[str, str]]]:
        value, tokens = self._single(tokens)
        while tokens and tokens[0][1] in ("*", "/"):
            sign = tokens[0][1]
            more, tokens = self._single(tokens[1:])
            value = value * more if sign == "*" else value / more
        return value, tokens

    def _single(self, tokens: list[tuple[str, str]]) -> tuple[Decimal, list[tuple[str, str]]]:
        (kind, words), rest = tokens[0], tokens[1:]
        if kind == "number":
            return Decimal(words), rest
        if kind == "cell" and ":" not in words:
            return next(self._cells(words)), rest
        if words == "-":
            value, rest = self._single(rest)
            return -value, rest
        if words == "(":
            value, rest = self._sum(rest)
            return value, rest[1:]
        if kind == "call":
            return self._call(words, rest)
        raise _Unknown

    def _call(
        self, name: str, tokens: list[tuple[str, str]]
    ) -> tuple[Decimal, list[tuple[str, str]]]:
        values: list[Decimal] = []
        while True:
            if tokens[0][0] == "cell" and tokens[1][1] in (",", ")"):
                values += self._cells(tokens[0][1])
                tokens = tokens[1:]
            else:
                value, tokens = self._sum(tokens)
                values.append(value)
            (_, sign), tokens = tokens[0], tokens[1:]
            if sign == ")":
                break
        if name == "ROUND":
            if values[1:] != [0]:
                raise _Unknown
            return Decimal(whole_ntd(values[0])), tokens
        return (sum(values, Decimal(0)) if name == "SUM" else product(*values)), tokens

    def _cells(self, words: str) -> Iterator[Decimal]:
        """Yield the numbers of a cell or a range; an empty cell is 0."""
        ends = [read_address(end) for end in words.split(":")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or last[0] > LAST_ROW or last[1] > LAST_COLUMN:
            raise _Unknown
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                cell = self.sheet.cell(row, column)
                if cell.kind is Kind.UNCOMPUTED:
                    value = self.at(row, column)
                    if value is None:
                        raise _Unknown
                    yield value
                elif cell.value is not None:
                    yield cell.value
                elif cell.text and ":" not in words:
                    raise _Unknown
                else:
                    yield Decimal(0)
