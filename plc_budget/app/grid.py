"""A table of the plan on the page, drawn from its declaration: columns, cells, what stands at them.

The script draws every such table alike; a panel says only which columns stand in the table itself,
what is worked out beside them, and what stands below the last row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plc_budget.app.findings import marks_of
from plc_budget.app.texts import labels
from plc_budget.language import Text, text
from plc_budget.tables import TABLES, Column
from plc_budget.tables import cells as readers
from plc_budget.tables.columns import Length, OneOf

if TYPE_CHECKING:
    from plc_budget.app.state import State, View

_WORDS = {
    "up": text("Move up"),
    "down": text("Move down"),
    "actions": text("actions"),
    "more": text("More about this line"),
}
_SHORT = 10
"""Most characters of a column that is drawn narrow, such as a unit."""
Options = Sequence[Sequence[str]]
"""What may be chosen: the value and its words."""


@dataclass(frozen=True)
class Grid:
    """How a declared table is shown.

    Attributes
    ----------
    table : str
        Its name in :data:`plc_budget.tables.TABLES`.
    head : str
        The column that names a row.
    columns : tuple of str
        What stands in the table itself, worked out or typed; the rest opens below its row.
    words : mapping of str to Text
        Its caption, its buttons, and the names of what is worked out.
    aside : tuple of str
        Columns that are no cells: a code, a lock.
    lock : str
        The column whose cell carries the lock of its row, if any.
    """

    table: str
    head: str
    columns: tuple[str, ...]
    words: Mapping[str, Text]
    aside: tuple[str, ...] = ()
    lock: str = ""
    options: Mapping[str, Options] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """Return all its words in the reader's language."""
        declared = {one.name: one.words for one in TABLES[self.table].columns}
        return labels({**_WORDS, **declared, **self.words})

    def view(
        self,
        state: State,
        rows: Iterable[tuple[str, Mapping[str, str], Mapping[str, Any]]],
        *,
        options: Mapping[str, Options] | None = None,
        foot: Sequence[Mapping[str, Any]] = (),
    ) -> View:
        """Return what the table shows.

        Parameters
        ----------
        state : State
            What stands at its cells: findings, and what was typed and not understood.
        rows : iterable of tuple
            Of each row its name, the texts of its cells, and what else is known of it.
        options : mapping of str to sequence, optional
            What may be chosen in a column, beside what its declaration allows.
        foot : sequence of mapping
            The rows below: each the ``cells`` (``words``, ``span``, ``kind``) and its ``kind``.
        """
        marks: dict[str, dict[str, Any]] = {}
        for (row, column), mark in marks_of(state, self.table).items():
            marks.setdefault(row, {})[column] = mark
        chosen = {**self.options, **(options or {})}
        declared = {one.name: one for one in TABLES[self.table].columns}
        below = [one for one in declared if one not in (*self.columns, *self.aside)]
        return {
            "table": self.table,
            "head": self.head,
            "words": self.labels,
            "columns": [self._column(one, declared.get(one), chosen) for one in self.columns],
            "more": [self._column(one, declared[one], chosen) for one in below],
            "rows": [
                {"name": name, "cells": cells, **more, **_marks(marks.get(name, {}), cells)}
                for name, cells, more in rows
            ],
            "foot": foot,
        }

    def _column(
        self, name: str, column: Column | None, options: Mapping[str, Options]
    ) -> dict[str, Any]:
        shown: dict[str, Any] = {"name": name, "look": _look(column)}
        if name in options:
            shown |= {"look": "choice", "options": options[name]}
        elif column is not None and isinstance(column.allow, OneOf):
            shown |= {"look": "choice", "options": [[one, one] for one in column.allow.words]}
        return {**shown, "locks": True} if name == self.lock else shown


def _look(column: Column | None) -> str:
    """Say how the cells of a column are drawn; what is declared nowhere is worked out."""
    if column is None:
        return "amount"
    if column.read is readers.read_clock:
        return "clock"
    if column.kind in (Decimal, int):
        return "number"
    is_short = isinstance(column.allow, Length) and column.allow.most <= _SHORT
    return "unit" if is_short else "words"


def _marks(marks: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]:
    mine = {column: mark for column, mark in marks.items() if column in cells}
    return {"marks": mine} if mine else {}
