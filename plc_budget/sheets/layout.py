"""Where everything of a workbook stands: rows, heights and addresses follow from the blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from plc_budget.sheets.blocks import (
    USUAL,
    At,
    Block,
    Cell,
    Chart,
    Gap,
    Height,
    Paper,
    Row,
    Sentence,
    Signatures,
    Table,
    Title,
)
from plc_budget.sheets.looks import UNMEASURED, count_lines
from plc_budget.sheets.signatures import signature_rows
from plc_budget.spreadsheets.addresses import column_letters

if TYPE_CHECKING:
    from re import Match

CELLS = re.compile(
    r"\{(?P<fixed>\$?)(?:(?P<table>\w+)!)?(?P<column>\w+)"
    r"(?:@(?P<row>\*|[^:{}]+)(?::(?P<last>[^{}]+))?)?\}|\{\{|\}\}"
)
"""Cells as a formula spells them."""
_PIXEL = 0.75
"""[pt]"""
_AROUND_CHART = 36
"""[pt]"""


def on(sheet: str, address: str) -> str:
    """Name a cell of another sheet, as formulas and findings do.

    Examples
    --------
    >>> on("經費概算表", "D7"), on("附件 1", "D7")
    ('經費概算表!D7', "'附件 1'!D7")
    """
    name = sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{address}"


def quoted(words: str) -> str:
    """Write a text as a literal of a formula, in pieces no longer than Excel takes.

    Examples
    --------
    >>> quoted('由"縣府"自籌')
    '"由""縣府""自籌"'
    """
    pieces = [words[at : at + 120] for at in range(0, len(words), 120)] or [""]
    spelled = "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
    return spelled.replace("{", "{{").replace("}", "}}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table stands; columns and rows count from 0."""

    sheet: str
    prefix: str
    columns: dict[str, int]
    rows: dict[str, int]
    first: int
    last: int
    """Of its lines."""

    def span(self, row: str | None, last: str | None, own: int) -> tuple[int, int]:
        """Return the first and the last of the rows a formula means, from 0."""
        if row == "*":
            return self.first, self.last
        start = self.rows[row] if row else own
        return start, self.rows[last] if last else start


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row on its paper.

    ``table`` is the one it belongs to, ``height`` its height where the row does not say; ``keeps_next`` says whether it stays on the page of the
    row below; ``room`` is what it takes of a page where that is not its height. [pt]
    """

    row: Row
    table: str = ""
    height: Height | float = USUAL
    is_printed: bool = True
    is_repeated: bool = False
    keeps_next: bool = False
    room: float | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The papers of a workbook, their rows by the name of the paper, and where each table stands.

    Papers may have tables of one name, as those of one form have: each finds its own, and the others
    the first.
    """

    papers: tuple[Paper, ...]
    rows: Mapping[str, Sequence[PlacedRow]]
    tables: Mapping[str, Spot]
    own: Mapping[tuple[str, str], Spot]

    def spot(self, table: str, sheet: str) -> Spot:
        """Return where a table stands that a cell of a sheet asks for."""
        return self.own.get((sheet, table)) or self.tables[table]

    def place(self, table: str, column: str, row: str) -> tuple[int, int]:
        """Return row and column of a cell, from 0."""
        spot = self.tables[table]
        return spot.rows[row], spot.columns[column]

    def cells(self, words: str) -> str:
        """Name cells with their sheet.

        Examples
        --------
        >>> from plc_budget.sheets.blocks import Column
        >>> lines = (Row((Cell("印刷費"), Cell(8000)), "printing"),)
        >>> budget = Table("budget", (Column("item", "項目"), Column("amount", "金額")), lines)
        >>> lay_out([Paper("經費概算表", (Title("研習"), budget))]).cells("budget!amount@printing")
        '經費概算表!B3'
        """
        return self.spell(f"{{{words}}}")

    def spell(self, formula: str, sheet: str = "", table: str = "", row: int = 0) -> str:
        """Put addresses where a formula names cells; its own row counts from 0."""

        def address(found: Match[str]) -> str:
            mark, name, column, first, last = found.groups()
            if column is None:
                return found[0][0]
            spot = self.spot(name or table, sheet)
            letters = mark + column_letters(spot.columns[column]) + mark
            top, bottom = spot.span(first, last, row)
            named = f"{letters}{top + 1}"
            if first == "*" or last:
                named += f":{letters}{bottom + 1}"
            return named if spot.sheet == sheet else spot.prefix + named

        return CELLS.sub(address, formula)

    def cell(self, sheet: str, row: int, column: int) -> Cell:
        """Return the cell that stands in a row and column, from 0; an empty one where none does."""
        for at, cell in self.rows[sheet][row].row.by_column():
            if at <= column < at + cell.across:
                return cell
        return Cell()

    def words(self, cell: Cell) -> str:
        """Return the words of a cell; empty of a number."""
        if isinstance(cell.value, At):
            return self.spell(cell.value.words)
        return cell.value if isinstance(cell.value, str) else ""

    def heights(self, paper: Paper) -> list[float]:
        """Return how high the rows of a paper are. [pt]"""
        grid = paper.grid
        return [self._height(placed, grid) for placed in self.rows[paper.name]]

    def _height(self, placed: PlacedRow, widths: Sequence[int]) -> float:
        height = placed.height if placed.row.height is None else placed.row.height
        if not isinstance(height, Height):
            return height
        lines = 1
        for column, cell in placed.row.by_column():
            if cell.down == 1 and cell.look not in UNMEASURED and (words := self.words(cell)):
                width = sum(widths[column : column + cell.across])
                if width:
                    lines = max(lines, count_lines(words, width * height.signs))
        return max(height.least, height.line * lines + height.around)


def lay_out(papers: Sequence[Paper]) -> Layout:
    """Count the rows of papers, so that every cell of their tables has an address."""
    rows: dict[str, list[PlacedRow]] = {}
    tables: dict[str, Spot] = {}
    own: dict[tuple[str, str], Spot] = {}
    for paper in papers:
        mine: list[PlacedRow] = rows.setdefault(paper.name, [])
        has_tail = False
        for block in paper.blocks:
            if isinstance(block, Table):
                spot = own[paper.name, block.name] = _spot(block, paper.name, len(mine))
                tables.setdefault(block.name, spot)
                has_tail = has_tail or block.keeps == "tail"
            mine += _placed(block, paper.grid, keeps_next=has_tail)
    return Layout(tuple(papers), rows, tables, own)


def _spot(table: Table, sheet: str, start: int) -> Spot:
    first = start + len([*_heads(table)])
    columns, at = {}, 0
    for column in table.columns:
        columns[column.name] = at
        at += column.across
    below = enumerate((*table.lines, *table.foot), start=first)
    rows = {row.key: at for at, row in below if row.key}
    return Spot(sheet, on(sheet, ""), columns, rows, first, first + len(table.lines) - 1)


def _heads(table: Table) -> Iterator[Row]:
    """Name the columns in a row, or in two where some have a heading in common."""
    has_groups = any(column.group is not None for column in table.columns)
    keeps = table.keeps in ("heads", "all")
    top: list[Cell] = []
    for group, mine in groupby(table.columns, key=lambda column: column.group):
        members = [*mine]
        if group is not None:
            top.append(Cell(group, "head", across=sum(one.across for one in members)))
        else:
            down = 1 + has_groups
            top += [Cell(one.heading, "head", across=one.across, down=down) for one in members]
    yield Row(tuple(top), "", table.head, keeps_next=keeps)
    if has_groups:
        named = (
            Cell(one.heading, "head") if one.group is not None else None for one in table.columns
        )
        yield Row(tuple(named), "", table.head, keeps_next=keeps)


def _placed(block: Block, widths: Sequence[int], *, keeps_next: bool) -> Iterator[PlacedRow]:
    """Make the rows of a block; ``keeps_next`` where a table above keeps what follows it."""
    everything = len(widths)
    if isinstance(block, Table):
        for row in _heads(block):
            yield PlacedRow(row, block.name, is_repeated=block.repeats, keeps_next=row.keeps_next)
        last = len(block.lines) - 1
        for at, row in enumerate((*block.lines, *block.foot)):
            keeps = row.keeps_next or block.keeps == "all" or (keeps_next and at >= last)
            yield PlacedRow(row, block.name, block.line, keeps_next=keeps)
    elif isinstance(block, Sentence):
        row = _sentence(block, everything)
        yield PlacedRow(row, is_printed=block.is_printed, keeps_next=keeps_next)
    elif isinstance(block, Title):
        title = Cell(block.words, block.look, across=everything)
        yield PlacedRow(Row((title,), height=block.height), keeps_next=keeps_next)
    elif isinstance(block, Gap):
        yield PlacedRow(Row((), height=block.height), keeps_next=keeps_next)
    elif isinstance(block, Signatures):
        for row in signature_rows(block.boxes, widths):
            yield PlacedRow(row, keeps_next=keeps_next)
    else:
        yield from _below(block)


def _sentence(block: Sentence, everything: int) -> Row:
    said, cells = block.cell, [block.cell]
    if block.beside:
        cells += [None] * (everything - 1 - (said.across if said else 1))
        cells.append(Cell(block.beside, "plain_right"))
    elif said is not None:
        cells = [said._replace(across=everything)]
    return Row(tuple(cells), height=block.height)


def _below(chart: Chart) -> Iterator[PlacedRow]:
    """Make the empty rows a chart lies over, below one that sets it apart."""
    high = chart.height * _PIXEL
    yield PlacedRow(Row(()), keeps_next=True, room=_AROUND_CHART)
    yield PlacedRow(Row(()), keeps_next=True, room=high, chart=chart)
    for _ in range(ceil(high / USUAL)):
        yield PlacedRow(Row(()), keeps_next=True, room=0)
