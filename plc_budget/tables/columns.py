"""A table is declared once: its columns, how a cell is read and written, what it may hold.

Reading and writing the CSV, the pandera schema, the messages, the page, the paste and the words of
the history all follow from a :class:`Table`; a new column is one :class:`Column` there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from plc_budget.findings import Finding
from plc_budget.language import Text
from plc_budget.tables import cells
from plc_budget.tables.rows import Origin

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``least`` to ``most``; above ``least`` where ``is_above``."""

    least: int
    most: int
    is_above: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """Words of ``least`` to ``most`` characters."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words; ``named`` says them to a planner, the words themselves if left out."""

    words: tuple[str, ...]
    named: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """Words of a pattern, and what a planner is told that is allowed."""

    pattern: str
    allowed: Text


def write_value(value: object) -> str:
    """Write a value as its cell spells it, the digits of a number as they are.

    Examples
    --------
    >>> write_value(Decimal("8.0")), write_value(True), write_value(None), write_value(("a", "b"))
    ('8.0', '是', '', 'a b')
    """
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name : str
        As the CSV names it.
    words : Text
        What it is called on the page, in the history and in messages to a planner.
    kind : type
        Of its values: ``str``, ``int``, ``Decimal``, ``bool``, ``date`` or ``tuple``.
    read, write : callable
        From the text of a cell to its value (:class:`~plc_budget.tables.cells.Unreadable` says what
        is allowed), and back.
    default : object
        What an empty cell stands for; None where the value may be missing.
    allow : Number, Length, OneOf, Like or None
        What the value may be.
    is_needed : bool
        Whether the column must be there and its cells filled in.
    is_unique : bool
        Whether no value may stand twice.
    field : str
        Of the row; ``name`` if left out.
    headings : str
        What other people's tables call it, with blanks between; for pasting.
    printed : str
        What official sheets call it; empty where they do not print it.
    width : int
        Of its column there, at least. [digits]
    """

    name: str
    words: Text
    kind: type = str
    read: Callable[[str], Any] = cells.read_words
    write: Callable[[Any], str] = write_value
    default: Any = ""
    allow: Number | Length | OneOf | Like | None = None
    is_needed: bool = False
    is_unique: bool = False
    field: str = ""
    headings: str = ""
    printed: str = ""
    width: int = 14

    @property
    def attribute(self) -> str:
        """The field of the row that holds its value."""
        return self.field or self.name


def number(name: str, words: Text, most: int, **more: Any) -> Column:
    """Declare a column of exact numbers from 0 to ``most`` that may be left empty."""
    usual: dict[str, Any] = {"read": cells.read_number, "default": None, "allow": Number(0, most)}
    return Column(name=name, words=words, kind=Decimal, **(usual | more))


def amount(name: str, words: Text, most: int, **more: Any) -> Column:
    """Declare a column of whole amounts that may be left empty. [NTD]"""
    usual: dict[str, Any] = {"read": cells.read_amount, "default": None, "allow": Number(0, most)}
    return Column(name=name, words=words, kind=int, **(usual | more))


def day(name: str, words: Text, **more: Any) -> Column:
    """Declare a column of days, 民國 or common era, that may be left empty."""
    return Column(name=name, words=words, kind=date, read=cells.read_day, default=None, **more)


def yes_no(name: str, words: Text, **more: Any) -> Column:
    """Declare a column of yes and no; an empty cell is a no."""
    usual: dict[str, Any] = {"read": cells.read_yes, "default": False}
    return Column(name=name, words=words, kind=bool, **(usual | more))


def choice(name: str, words: Text, names: Mapping[str, str], **more: Any) -> Column:
    """Declare a column of one of some codes, each of which may be typed by its name as well."""

    def read(raw: str) -> str:
        word = cells.tidy(cells.read_words(raw))
        return next((code for code, name in names.items() if word in (code, name)), word.lower())

    named = ", ".join(f"{code} ({name})" for code, name in names.items())
    usual: dict[str, Any] = {"read": read, "allow": OneOf(("", *names), named)}
    return Column(name=name, words=words, **(usual | more))


@dataclass(frozen=True, slots=True)
class RowRule:
    """What must hold between the cells of a row.

    Attributes
    ----------
    name : str
        ``bounds-in-order``; its finding is ``ROW-BOUNDS-IN-ORDER``.
    column : str
        Where it is mended.
    holds : callable
        Of the values of a row by their fields.
    message, remedy : Text
        What is said where it does not hold.
    """

    name: str
    column: str
    holds: Callable[[Mapping[str, Any]], bool]
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it was read: values by column, the raw texts beside them, and where it stands."""

    values: Mapping[str, Any]
    raw: Mapping[str, str]
    origin: Origin


def make_rows(table: Table[Row], records: Sequence[Record]) -> tuple[list[Row], list[Finding]]:
    """Make a row of each record, field by field."""
    row: Callable[..., Row] = table.row
    return [
        row(
            **{one.attribute: record.values[one.name] for one in table.columns},
            origin=record.origin,
        )
        for record in records
    ], []


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table of a plan.

    Attributes
    ----------
    name : str
        ``budget``; its file is ``budget.csv``.
    row : type
        Of its rows; each has a field for every column, and ``origin``.
    columns : tuple of Column
        In the order of the file.
    make : callable
        Makes the rows of all records, and says what is wrong between their cells; :func:`make_rows`
        where cells stand for themselves.
    rules : tuple of RowRule
        What must hold between the cells of a row.
    is_filled : bool
        Whether a table without any row is a mistake.
    spell : callable or None
        Writes all rows as the texts of their cells, where those of a row depend on the row above.
    """

    name: str
    row: type[Row]
    columns: tuple[Column, ...]
    make: Callable[[Table[Row], Sequence[Record]], tuple[list[Row], list[Finding]]] = make_rows
    rules: tuple[RowRule, ...] = ()
    is_filled: bool = False
    spell: Callable[[Iterable[Row]], Iterable[dict[str, str]]] | None = None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def cells(self, row: Row) -> dict[str, str]:
        """Write a row as the texts of its cells, by column."""
        return {one.name: one.write(getattr(row, one.attribute)) for one in self.columns}
