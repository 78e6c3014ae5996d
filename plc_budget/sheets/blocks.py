"""A paper as values: blocks from top to bottom on one grid of columns, told and not drawn.

A formula is spelled with the cells it needs in braces: ``{quantity}`` is a column of its own row,
``{amount@printing}`` that of the row with this code, ``{amount@*}`` of all lines,
``{amount@a:b}`` from one row to another, ``{budget!amount@合計}`` of another table, on the same paper
if it stands there, and ``{$…}`` any of these fixed.  :mod:`plc_budget.sheets.layout` puts addresses there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

USUAL = 15
"""Height of a row nobody set. [pt]"""


@dataclass(frozen=True, slots=True)
class At:
    """Words that name cells: ``At("{budget!amount@合計}")`` reads 經費概算表!D8."""

    words: str

    def __str__(self) -> str:
        """Return the words, as they stand in a formula as well."""
        return self.words


Value = str | int | Decimal | At | None
"""Of a cell; None where its formula is still to be worked out."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be typed into a cell: a number from 0 to ``most``; ``name`` says of what."""

    most: int
    name: str


class Cell(NamedTuple):
    """One cell; a tuple, for a workbook of 200 lines has 3,000 and is written in a tenth less time.

    Attributes
    ----------
    value : str, int, Decimal, At or None
        What it shows.
    look : str
        One of :data:`plc_budget.sheets.looks.LOOKS`; ``text`` or ``number`` by its value if left out.
    shown : str
        The number format.
    formula : str
        What its value is worked out by in a spreadsheet, beginning with ``=``.
    is_input : bool
        Whether it may be changed on the sheet.
    across, down : int
        How many columns and rows it takes.
    limit : Limit or None
        What may be typed into it.
    """

    value: Value = ""
    look: str = ""
    shown: str = ""
    formula: str = ""
    is_input: bool = False
    across: int = 1
    down: int = 1
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Height:
    """How high a row is made by its words: so much a line and so much around them, at least so much.

    ``signs`` is how many letters of its size stand where one of 12 points does. [pt]
    """

    least: int = 0
    line: int = 18
    around: int = 0
    signs: float = 1.0


SMALL = Height(20, 14, 5, 1.2)
"""Of a row of small words."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right; None leaves one out, such as below a cell that takes two rows.

    ``key`` is the code of a line or the name of a sum; ``height`` is as its table says where it is
    left out; ``keeps_next`` keeps it on the page of the row below.
    """

    cells: tuple[Cell | None, ...]
    key: str = ""
    height: Height | float | None = None
    keeps_next: bool = False

    def by_column(self) -> Iterator[tuple[int, Cell]]:
        """Pair each cell with the column it begins in, from 0."""
        column = 0
        for cell in self.cells:
            if cell is None:
                column += 1
            else:
                yield column, cell
                column += cell.across


@dataclass(frozen=True, slots=True)
class Title:
    """Words over all columns on top of a paper."""

    words: str
    look: str = "title"
    height: Height | float = Height(0, 30, 0, 0.72)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words over all columns, or a formula that says them; ``beside`` stands at their right end.

    A form says one that ``binds`` only where this rule binds.
    """

    cell: Cell | None
    beside: str = ""
    height: Height | float = USUAL
    is_printed: bool = True
    binds: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty row."""

    height: float = USUAL


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it is called in formulas, its heading, and how its lines look.

    ``group`` is a heading above neighbours that say the same, None where there is none; a ``width`` of 0 hides it. [digits]
    """

    name: str = ""
    heading: str = ""
    width: int = 0
    group: str | None = None
    look: str = ""
    shown: str = ""
    formula: str = ""
    is_input: bool = False
    across: int = 1

    def cell(self, value: Value | Cell) -> Cell:
        """Make the cell of a line; one that is made already stays as it is."""
        if isinstance(value, Cell):
            return value
        drawn = (self.look, self.shown, self.formula, self.is_input)
        return Cell(value, *drawn, across=self.across)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells that formulas find by table, code and column.

    Attributes
    ----------
    name : str
        What formulas call it.
    columns : tuple of Column
        From the left; their headings stand in one row, or in two where some have a group.
    lines, foot : tuple of Row
        What ``{column@*}`` means, and what stands below, such as sums.
    head, line : Height or float
        Heights of the headings, and of a line that does not say its own.
    repeats : bool
        Whether the headings stand on top of every page.
    keeps : str
        ``tail`` keeps the last line, the foot and what follows on one page, for who signs there
        signs a figure; ``heads`` keeps the headings with the first line, ``all`` the whole table.
    """

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    head: Height | float = Height(0, 18, 4)
    line: Height | float = USUAL
    repeats: bool = False
    keeps: Literal["", "heads", "tail", "all"] = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes for who signs (核章欄), left to right."""

    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar for each of some cells, as wide as the paper."""

    title: str
    description: str
    names: str
    values: str
    series: str
    height: int
    """[pixel]"""


Block = Title | Sentence | Gap | Table | Signatures | Chart


@dataclass(frozen=True, slots=True)
class Alarm:
    """Cells that turn red when an edit makes them so: ``>`` or ``<=`` a number."""

    cells: str
    is_: str
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """How a paper is printed on A4.

    Attributes
    ----------
    is_wide : bool
        Whether it lies on its side.
    is_black : bool
        Printed without colours.
    freezes : int or None
        How many columns stay in sight beside the heads of its first table; None where nothing does.
    squeeze : float
        Most it is made smaller to spare a page, in parts of a page for each page.
    one_page : float
        Pages that are still read well as one.
    """

    is_wide: bool = False
    is_black: bool = False
    freezes: int | None = None
    squeeze: float = 0.12
    one_page: float = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, which is a sheet of a workbook.

    Attributes
    ----------
    name : str
        Of the sheet.
    blocks : tuple of Block
        From top to bottom.
    widths : tuple of int
        Of its columns in digits, those of its first table if left out; 0 hides one.
    names : mapping of str to str
        Cells that the workbook has a name for.
    alarms : tuple of Alarm
        What turns red.
    """

    name: str
    blocks: tuple[Block, ...]
    page: Page = Page()
    widths: tuple[int, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()

    @property
    def grid(self) -> tuple[int, ...]:
        """The widths of its columns. [digits]"""
        tables = (block for block in self.blocks if isinstance(block, Table))
        return self.widths or tuple(column.width for column in next(tables).columns)
