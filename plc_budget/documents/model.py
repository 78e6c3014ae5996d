"""A document as values: what is on the page, before any file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plc_budget.documents.styles import SHAPES, Style


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section (壹、依據); ``rest`` follows on its line and is not bold."""

    text: str
    rest: str = ""
    style: Style = Style.HEADING


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it is one on the page."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``columns`` and ``rows`` are how many it takes, ``is_high`` has its words at its top."""

    text: str
    style: Style = Style.CELL
    columns: int = 1
    rows: int = 1
    is_high: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cells that begin in it, left to right.

    Attributes
    ----------
    is_head : bool
        Whether it stands on top of the table again on every page.
    height : int
        The least height, 0 for as high as its words. [mm]
    keeps_next : bool
        Whether it stands on the page of what follows, be it a row or what is below the table.
    """

    cells: tuple[Cell, ...]
    is_head: bool = False
    height: int = 0
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    widths : tuple of int
        Of its columns. [mm]
    size : int
        Of its letters, 0 for that of their styles. [pt]
    """

    name: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    size: int = 0


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document of A4 pages, numbered.

    Attributes
    ----------
    subject, author : str
        What it is part of, and whose it is.
    day : date
        What the file gives as its date; never the day it is written on.
    header : str
        Printed on top of every page.
    footer : str
        Printed small below the number of every page.
    """

    title: str
    blocks: tuple[Block, ...]
    day: date
    subject: str = ""
    author: str = ""
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place in the grid, or a place that a cell from above or from the left covers.

    Attributes
    ----------
    cell : Cell
        The cell that lies there.
    is_origin : bool
        Whether it begins here.
    """

    cell: Cell
    column: int
    is_origin: bool = True


def lay_out(table: Table) -> list[list[Slot]]:
    """Lay the cells of a table into its grid: a slot for each column of each row.

    Raises
    ------
    ValueError
        If the cells do not fill the grid, or lie upon each other.

    Examples
    --------
    >>> wide, high = Cell("a", columns=2), Cell("b", rows=2)
    >>> grid = lay_out(Table("t", (9, 9, 9), (Row((wide, high)), Row((Cell("c"), Cell("d"))))))
    >>> [["".join((slot.cell.text, "" if slot.is_origin else "'")) for slot in row] for row in grid]
    [['a', "a'", 'b'], ['c', 'd', "b'"]]
    """
    hanging: dict[int, tuple[Cell, int]] = {}
    return [_laid_row(row, len(table.widths), hanging) for row in table.rows]


def _laid_row(row: Row, width: int, hanging: dict[int, tuple[Cell, int]]) -> list[Slot]:
    slots: list[Slot] = []
    waiting = list(row.cells)
    while len(slots) < width:
        at = len(slots)
        if at in hanging:
            slots += _covered(hanging, at)
        elif waiting:
            slots += _begun(waiting.pop(0), at, hanging)
        else:
            break
    if waiting or len(slots) != width:
        raise ValueError(f"the cells of a row do not fill {width} columns: {row.cells!r}")
    return slots


def _covered(hanging: dict[int, tuple[Cell, int]], at: int) -> list[Slot]:
    cell, left = hanging.pop(at)
    if left > 1:
        hanging[at] = (cell, left - 1)
    return [Slot(cell, at + beside, is_origin=False) for beside in range(cell.columns)]


def _begun(cell: Cell, at: int, hanging: dict[int, tuple[Cell, int]]) -> list[Slot]:
    if cell.rows > 1:
        hanging[at] = (cell, cell.rows - 1)
    return [Slot(cell, at + beside, is_origin=not beside) for beside in range(cell.columns)]


def find_kept(blocks: Sequence[Block]) -> list[bool]:
    """Tell of each block whether it stands on the page where the next one begins.

    What introduces a table stays with it; a heading that has said all on its line stays with none.

    Examples
    --------
    >>> find_kept([Heading("陸、", "線上。"), Heading("柒、"), Paragraph("一、課程"), Table("t", (9,), ())])
    [False, True, True, False]
    """
    return [*(_keeps(one, next_) for one, next_ in pairwise(blocks)), *[False] * bool(blocks)]


def _keeps(block: Block, following: Block) -> bool:
    if isinstance(block, Table):
        return False
    if isinstance(following, Table):
        return True
    is_said = isinstance(block, Heading) and block.rest and isinstance(following, Heading)
    return SHAPES[block.style].keeps_next and not is_said


def words_of(blocks: Sequence[Block]) -> list[str]:
    """List every text of a document in reading order, the empty ones left out."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            words += [cell.text for row in block.rows for cell in row.cells]
        else:
            words.append(block.text + (block.rest if isinstance(block, Heading) else ""))
    return [text for text in words if text]


__all__ = [
    "Block",
    "Cell",
    "Document",
    "Heading",
    "Paragraph",
    "Row",
    "Slot",
    "Table",
    "find_kept",
    "lay_out",
    "words_of",
]
