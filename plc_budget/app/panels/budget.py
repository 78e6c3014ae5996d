"""The budget table (經費概算表): one row per line, every cell as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plc_budget.app.grid import Grid
from plc_budget.app.pasting import shown_columns
from plc_budget.app.rows import COUNTED
from plc_budget.app.tables import actions_of
from plc_budget.app.texts import columns, product_of
from plc_budget.budget import TIMETABLE
from plc_budget.language import Series, Text, text
from plc_budget.money import capital_amount, plain
from plc_budget.tables import SPEAKER_KINDS, TABLES
from plc_budget.tables.columns import write_value
from plc_budget.tables.rows import SPEAKER_WORDS

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.budget import Budget, Line
    from plc_budget.plan import Plan

TITLE = text("Budget")
GRID = Grid(
    table="budget",
    head="item",
    columns=shown_columns("budget", ()),
    aside=("code", "locked"),
    lock="quantity",
    words={
        "caption": TITLE,
        "amount": text("amount"),
        "total": text("total"),
        "add": text("Add a line"),
        "copy": text("Copy the line"),
        "delete": text("Delete the line"),
        "lock": text("Lock the quantity"),
        "row": text("line {number}"),
        "paste": text("Paste a block from Excel into any cell; Enter goes down, Ctrl+Z undoes."),
    },
)
_MOST_SUMMED = 12
_SHARE = text(
    "This line is a percentage and has no quantity. Change its percentage under “More about this line”."
)


def view(state: State) -> View:
    """Return what the table shows: the texts of its cells, the amounts, and what stands at them."""
    budget = state.plan.budget
    total, capital = f"{budget.total:,}", capital_amount(budget.total)
    cells: tuple[dict[str, Any], ...] = (
        {"words": GRID.labels["total"], "span": 4},
        {"words": total, "kind": "plc-amount plc-total", "says": _sum_words(budget)},
        {"words": capital, "span": 2},
    )
    rows = ((line.code, _cells(line), _more(state.plan, line)) for line in budget.lines)
    grid = replace(GRID, columns=shown_columns("budget", state.plan.rows))
    cells[0]["span"] += len(grid.columns) - len(GRID.columns)
    shown = grid.view(state, rows, options={"from": _sources()}, foot=({"cells": cells},))
    return {**shown, "total": total, "capital": capital}


def _sum_words(budget: Budget) -> str:
    """Say what the total is the sum of; of many lines how many they are."""
    if len(budget.lines) > _MOST_SUMMED:
        return str(text("the sum of {number} lines", number=len(budget.lines)))
    return f"{' + '.join(f'{line.amount:,}' for line in budget.lines)} = {budget.total:,}"


def _sources() -> list[list[str]]:
    """Return where a quantity may come from: typed in, or the periods of a kind of speaker."""
    kinds = zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
    counted = [
        [TIMETABLE + kind, str(text("timetable ({kind})", kind=word))]
        for kind, word in kinds
        if kind != "unpaid"
    ]
    return [["", str(text("typed in"))], *counted]


def _more(plan: Plan, line: Line) -> dict[str, Any]:
    """Return what else is known of a line: its amount, and why nothing is typed as its quantity."""
    row = line.row
    follows = str(_SHARE) if line.is_percentage else " ".join(map(str, COUNTED))
    why = {"why": {"quantity": follows}} if line.is_percentage or row.source else {}
    says = {"amount": str(_explain(plan, line))}
    return {"amount": f"{line.amount:,}", "locked": row.locked, "says": says, **why}


def _explain(plan: Plan, line: Line) -> Text:
    """Say how an amount comes about, in figures that can be checked by hand."""
    if line.row.rate is None:
        return text("{product} = {amount:,}", product=product_of(line), amount=line.amount)
    based = (plan.budget.get(code) for code in line.row.base)
    parts = tuple(
        text("{item} {amount:,}", item=one.name, amount=one.amount) for one in based if one
    )
    return text(
        "{rate} percent of {base:,} ({parts}) = {amount:,}",
        rate=plain(line.row.rate),
        base=line.base_amount or 0,
        parts=Series(parts),
        amount=line.amount,
    )


def _cells(line: Line) -> dict[str, str]:
    """Write the cells as they are typed; the price and the count of a line that follows as computed."""
    row = line.row
    texts = {
        column.name: plain(value) if isinstance(value, Decimal) else write_value(value)
        for column in TABLES["budget"].columns
        if column.name not in GRID.aside
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
    words = GRID.labels
    head = [words[name] for name in ("item", "unit_price", "quantity", "amount", "note")]
    rows = [
        [line.name, plain(line.unit_price), line.count_words, f"{line.amount:,}", line.row.note]
        for line in budget.lines
    ]
    rows.append([words["total"], "", "", f"{budget.total:,}", capital_amount(budget.total)])
    return f"{words['caption']}\n{columns([head, *rows], right=(1, 2, 3))}"


ACTIONS: Mapping[str, Action] = actions_of("budget")
