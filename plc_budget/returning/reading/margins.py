"""What a workbook holds beside its cells: comments, headers, what nobody sees, what is not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plc_budget.returning.reading.pages import Page, page_of
from plc_budget.spreadsheets.addresses import column_number
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.sheet import Workbook

MOST = 200
"""Most comments, and most cells that show something else than they hold, that are named."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stretch of rows or columns of a sheet that nobody sees; both ends counted from 0."""

    sheet: str
    first: int
    last: int
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class Disguise:
    """A number that is shown as another one, or not at all.

    Attributes
    ----------
    sheet, cell : str
        Where it stands.
    shown : str
        The number format that does it, or what is shown instead.
    """

    sheet: str
    cell: str
    shown: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (批註) at a cell.

    Attributes
    ----------
    sheet, cell : str
        Where it hangs.
    words : str
        What it says.
    """

    sheet: str
    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands beside the cells.

    Attributes
    ----------
    headers : tuple of str
        The words over the pages.
    comments : tuple of Comment
        In the order of the sheets.
    names : tuple of str
        What all sheets are called, those of other kinds included.
    hidden : frozenset of str
        Sheets nobody sees.
    far : tuple of (str, str)
        Sheet and cell of what stands further out than is read.
    unseen : tuple of Unseen
        Rows and columns nobody sees.
    disguises : tuple of Disguise
        Cells that show something else than they hold.
    pages : tuple of Page
        Headers, footers and print areas, in the order of the sheets.
    """

    headers: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    names: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    far: tuple[tuple[str, str], ...] = ()
    unseen: tuple[Unseen, ...] = ()
    disguises: tuple[Disguise, ...] = ()
    pages: tuple[Page, ...] = ()


NO_MARGINS = Margins()


def margins_of(book: Workbook) -> Margins:
    """Gather what stands beside the cells of all sheets."""
    comments = [Comment(sheet.name, cell, words)
                for sheet in book.sheets for cell, words in sheet.comments.items()]  # fmt: skip
    disguises = [Disguise(sheet.name, cell, shown)
                 for sheet in book.sheets for cell, shown in sheet.disguised.items()]  # fmt: skip
    unseen: list[Unseen] = []
    for sheet in book.sheets:
        columns, rows = (
            map(column_number, sheet.hidden_columns),
            (row - 1 for row in sheet.hidden_rows),
        )
        unseen += stretches(sheet.name, columns, LAST_COLUMN, is_column=True)
        unseen += stretches(sheet.name, rows, LAST_ROW)
    return Margins(
        tuple(words for sheet in book.sheets for words in sheet.headers if words),
        tuple(comments[:MOST]),
        book.sheet_names,
        book.hidden_sheets,
        tuple((sheet.name, sheet.far) for sheet in book.sheets if sheet.far)[:MOST],
        tuple(unseen),
        tuple(disguises[:MOST]),
        tuple(map(page_of, book.sheets)),
    )


def stretches(
    sheet: str, hidden: Iterable[int], end: int, *, is_column: bool = False
) -> Iterator[Unseen]:
    """Put rows or columns that lie side by side together, as far as they are read.

    Parameters
    ----------
    sheet : str
        What it is called.
    hidden : iterable of int
        Rows or columns, from 0.
    end : int
        How many are read.
    is_column : bool
        Whether they are columns.
    """
    first = last = -1
    for number in sorted(one for one in {*hidden} if 0 <= one < end):
        if number > last + 1 or first < 0:
            if first >= 0:
                yield Unseen(sheet, first, last, is_column)
            first = number
        last = number
    if first >= 0:
        yield Unseen(sheet, first, last, is_column)
