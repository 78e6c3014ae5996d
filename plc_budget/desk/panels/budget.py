"""The budget table (經費概算表): one row per line, every cell as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.budget import TIMETABLE
from plc_budget.desk.following import COUNTED
from plc_budget.desk.marks import marks_of
from plc_budget.desk.tables import actions_of
from plc_budget.desk.texts import columns, labels
from plc_budget.language import text
from plc_budget.money import capital_amount, plain
from plc_budget.tables import CATEGORIES, SPEAKER_KINDS
from plc_budget.tables.rows import SPEAKER_WORDS

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.desk.panels import Action, View
    from plc_budget.desk.state import State

TITLE = text("Budget")
_WORDS = {
    "caption": TITLE, "item": text("item"), "unit_price": text("unit price"),
    "unit": text("unit"), "quantity": text("quantity"), "amount": text("amount"),
    "note": text("note"), "total": text("total"), "add": text("Add a line"),
    "copy": text("Copy the line"), "delete": text("Delete the line"), "up": text("Move up"),
    "down": text("Move down"), "more": text("More about this line"), "lock": text("Lock the quantity"),
    "locked": text("locked"), "category": text("account"), "times": text("times"),
    "step": text("smallest change"), "min_quantity": text("least quantity"),
    "max_quantity": text("largest quantity"), "from": text("source of the quantity"),
    "rate": text("percentage"), "base": text("base of the percentage (codes)"),
    "code": text("code"), "row": text("line {number}"), "typed_in": text("typed in"),
    "paste": text("Paste a block from Excel into any cell; Enter goes down, Ctrl+Z undoes."),
    "actions": text("actions"),
}  # fmt: skip
_SHARE = text("This line is a percentage and has no quantity. Change its percentage under “More about this line”.")  # fmt: skip
_CELLS = ("item", "unit_price", "unit", "quantity", "note", "category", "times", "step",
          "min_quantity", "max_quantity", "from", "rate", "base")  # fmt: skip


def view(state: State) -> View:
    """Return what the table shows: the texts of its cells, the amounts, and what stands at them."""
    marks = marks_of(state, "budget")
    budget = state.plan.budget
    return {
        "words": labels(_WORDS),
        "rows": [_row(line, marks) for line in budget.lines],
        "total": f"{budget.total:,}",
        "capital": capital_amount(budget.total),
        "categories": list(CATEGORIES),
        "sources": [["", str(_WORDS["typed_in"])], *_sources()],
    }


def _sources() -> list[list[str]]:
    return [
        [TIMETABLE + kind, str(text("timetable ({kind})", kind=word))]
        for kind, word in zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
        if kind != "unpaid"
    ]


def _row(line: Line, marks: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    code = line.code
    mine = {name: marks[code, name] for name in _CELLS if (code, name) in marks}
    return {
        "code": code,
        "cells": _cells(line),
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
    return {
        "item": row.item,
        "unit_price": _number(row.unit_price),
        "unit": row.unit,
        "quantity": plain(line.quantity) if row.rate is None else "",
        "note": row.note,
        "category": row.category,
        "times": plain(row.times),
        "step": _number(row.step),
        "min_quantity": _number(row.min_quantity),
        "max_quantity": _number(row.max_quantity),
        "from": row.source,
        "rate": "" if row.rate is None else f"{plain(row.rate)}%",
        "base": " ".join(row.base),
    }


def _number(number: Any) -> str:  # noqa: ANN401 - a Decimal or nothing
    return "" if number is None else plain(number)


def words_of(state: State) -> str:
    """Write the table as text: every line with its figures, the total, the total in capitals."""
    budget = state.plan.budget
    head = [str(_WORDS[name]) for name in ("item", "unit_price", "quantity", "amount", "note")]
    rows = [
        [line.name, plain(line.unit_price), _counted(line), f"{line.amount:,}", line.row.note]
        for line in budget.lines
    ]
    rows.append([str(_WORDS["total"]), "", "", f"{budget.total:,}", capital_amount(budget.total)])
    return f"{_WORDS['caption']}\n{columns([head, *rows], right=(1, 2, 3))}"


def _counted(line: Line) -> str:
    if line.row.rate is not None:
        return f"{plain(line.row.rate)}%"
    times = f"×{plain(line.row.times)}" if line.row.times != 1 else ""
    return f"{plain(line.quantity)}{line.row.unit}{times}"


ACTIONS: Mapping[str, Action] = actions_of("budget")
