"""The budget table (經費概算表): one row per line, every cell as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plc_budget.app.findings import marks_of
from plc_budget.app.rows import COUNTED
from plc_budget.app.tables import actions_of
from plc_budget.app.texts import columns, labels
from plc_budget.budget import TIMETABLE
from plc_budget.language import text
from plc_budget.money import capital_amount, plain
from plc_budget.tables import CATEGORIES, SPEAKER_KINDS, TABLES
from plc_budget.tables.columns import write_value
from plc_budget.tables.rows import SPEAKER_WORDS

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.budget import Line

TITLE = text("Budget")
MAIN = ("item", "unit_price", "unit", "quantity", "amount", "note")
"""What stands in the table itself; every other column opens below its line."""
_ASIDE = ("code", "locked")
_CHOSEN = ("category", "from")
_WORDS = {
    "caption": TITLE,
    "amount": text("amount"),
    "total": text("total"),
    "add": text("Add a line"),
    "copy": text("Copy the line"),
    "delete": text("Delete the line"),
    "up": text("Move up"),
    "down": text("Move down"),
    "more": text("More about this line"),
    "lock": text("Lock the quantity"),
    "row": text("line {number}"),
    "typed_in": text("typed in"),
    "paste": text("Paste a block from Excel into any cell; Enter goes down, Ctrl+Z undoes."),
    "actions": text("actions"),
}
_SHARE = text(
    "This line is a percentage and has no quantity. Change its percentage under “More about this line”."
)


def view(state: State) -> View:
    """Return what the table shows: the texts of its cells, the amounts, and what stands at them."""
    marks = marks_of(state, "budget")
    budget = state.plan.budget
    return {
        "words": _words(),
        "rows": [_row(line, marks) for line in budget.lines],
        "total": f"{budget.total:,}",
        "capital": capital_amount(budget.total),
        "categories": list(CATEGORIES),
        "sources": [["", str(_WORDS["typed_in"])], *_sources()],
        "more": [one for one in TABLES["budget"].names if one not in (*MAIN, *_ASIDE, *_CHOSEN)],
    }


def _words() -> dict[str, str]:
    return labels({**{one.name: one.words for one in TABLES["budget"].columns}, **_WORDS})


def _sources() -> list[list[str]]:
    return [
        [TIMETABLE + kind, str(text("timetable ({kind})", kind=word))]
        for kind, word in zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
        if kind != "unpaid"
    ]


def _row(line: Line, marks: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    code = line.code
    cells = _cells(line)
    mine = {name: marks[code, name] for name in cells if (code, name) in marks}
    return {
        "code": code,
        "cells": cells,
        "amount": f"{line.amount:,}",
        "locked": line.row.locked,
        "follows": _follows(line),
        **({"marks": mine} if mine else {}),
    }


def _follows(line: Line) -> str:
    """Say why nothing is typed as the quantity of a line, and what to do; nothing where it is typed."""
    if line.is_percentage:
        return str(_SHARE)
    return " ".join(map(str, COUNTED)) if line.row.source else ""


def _cells(line: Line) -> dict[str, str]:
    """Write the cells as they are typed; the price and the count of a line that follows as computed."""
    row = line.row
    texts = {
        column.name: plain(value) if isinstance(value, Decimal) else write_value(value)
        for column in TABLES["budget"].columns
        if column.name not in _ASIDE
        for value in [getattr(row, column.attribute)]
    }
    return {
        **texts,
        "quantity": plain(line.quantity) if row.rate is None else "",
        "rate": "" if row.rate is None else f"{plain(row.rate)}%",
    }


def words_of(state: State) -> str:
    """Write the table as text: every line with its figures, the total, the total in capitals."""
    budget = state.plan.budget
    words = _words()
    head = [words[name] for name in ("item", "unit_price", "quantity", "amount", "note")]
    rows = [
        [line.name, plain(line.unit_price), line.count_words, f"{line.amount:,}", line.row.note]
        for line in budget.lines
    ]
    rows.append([str(_WORDS["total"]), "", "", f"{budget.total:,}", capital_amount(budget.total)])
    return f"{_WORDS['caption']}\n{columns([head, *rows], right=(1, 2, 3))}"


ACTIONS: Mapping[str, Action] = actions_of("budget")
