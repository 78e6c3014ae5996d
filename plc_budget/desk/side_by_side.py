"""The table of the scenarios: lines down, versions across, and what tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from plc_budget.comparison.side_by_side import codes_of
from plc_budget.desk.figures import balance, product_of, signed
from plc_budget.desk.texts import columns
from plc_budget.language import Series, Text, text
from plc_budget.money import plain

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.comparison.side_by_side import Version
    from plc_budget.desk.versions import Board
    from plc_budget.plan import Plan

PLAN_NAME = text("the plan")


def rows_of(board: Board) -> list[dict[str, Any]]:
    """Return every line with what it is in each version; what differs from the plan says by how much."""
    rows = []
    for code in codes_of(board.working, list(board.versions)):
        lines = [plan.budget.get(code) for _, plan in board.sides]
        name = next(line.name for line in lines if line is not None)
        cells = [_cell(line, lines[0], is_plan=not i) for i, line in enumerate(lines)]
        rows.append({"code": code, "item": name, "cells": cells})
    return rows


def _cell(line: Line | None, base: Line | None, *, is_plan: bool) -> dict[str, str]:
    if line is None:
        return {"count": "", "amount": "–", "change": ""}
    change = line.amount - (base.amount if base else 0)
    return {
        "count": product_of(line),
        "amount": f"{line.amount:,}",
        "change": "" if is_plan or not change else signed(change),
    }


def sums_of(board: Board) -> list[dict[str, Any]]:
    """Return the rows below the lines: periods, totals, what is given up and gained, what is open."""
    nothing = str(text("nothing"))
    given = [_amounts(version.given_up) or nothing for version in board.versions]
    gained = [_amounts(version.gained) or nothing for version in board.versions]
    rows: list[tuple[Text, list[str], bool]] = [
        (text("paid periods"), [plain(plan.working.total) for _, plan in board.sides], True),
        (text("total"), [f"{plan.budget.total:,}" for _, plan in board.sides], True),
        (text("against the approved total"), [str(_balance(p)) for _, p in board.sides], False),
        (text("gives up"), ["", *given], False),
        (text("gains"), ["", *gained], False),
        (text("open findings"), [_open(board.counts[name]) for name, _ in board.sides], False),
    ]
    return [
        {"name": str(name), "cells": cells, "figures": figures}
        for name, cells, figures in rows
        if len(board.sides) > 1 or any(cells)
    ]


def _balance(plan: Plan) -> Text:
    return balance(plan.budget.total, plan.details.funding.approved_total)


def _amounts(amounts: dict[str, int]) -> str:
    return str(Series(tuple(f"{item} {amount:,}" for item, amount in amounts.items())))


def _open(counts: tuple[int, int]) -> str:
    errors, warnings = counts
    return str(text("{errors} errors, {warnings} warnings", errors=errors, warnings=warnings))


def facts_of(board: Board) -> list[str]:
    """Say which version is the cheapest, which pays the most periods, which hold the approved total."""
    if not board.versions:
        return []
    facts = [
        _first(board, lambda plan: plan.budget.total, text("Lowest total")),
        _first(board, lambda plan: -plan.working.total, text("Most paid periods")),
    ]
    exact = [name for name, plan in board.sides
             if plan.budget.total == plan.details.funding.approved_total]  # fmt: skip
    if exact:
        facts.append(text("Exactly the approved total: {names}.", names=_names(exact)))
    return [str(fact) for fact in facts if fact is not None]


def _first(board: Board, worth: Callable[[Plan], Any], words: Text) -> Text | None:
    """Name the versions that come first; nothing when all are alike."""
    worths = [worth(plan) for _, plan in board.sides]
    if len(set(worths)) == 1:
        return None
    first = [name for (name, _), one in zip(board.sides, worths, strict=True) if one == min(worths)]
    figure = f"{min(worths):,}" if min(worths) >= 0 else plain(-min(worths))
    return text("{words}: {names} ({figure}).", words=words, names=_names(first), figure=figure)


def _names(names: Sequence[str]) -> Series:
    return Series(tuple(text("“{name}”", name=name) if name else PLAN_NAME for name in names))


def board_text(board: Board) -> str:
    """Write the table as text, with all figures."""
    head = [str(text("item")), str(PLAN_NAME), *(version.name for version in board.versions)]
    lines = [[row["item"], *(_cell_text(cell) for cell in row["cells"])] for row in rows_of(board)]
    sums = [[row["name"], *row["cells"]] for row in sums_of(board) if row["figures"]]
    table = columns([head, *lines, *sums], right=range(1, len(head)))
    told = [str(_told(version)) for version in board.versions]
    return "\n".join([table, *facts_of(board), *told])


def _cell_text(cell: dict[str, str]) -> str:
    return f"{cell['count']} = {cell['amount']}" if cell["count"] else cell["amount"]


def _told(version: Version) -> Text:
    nothing = text("nothing")
    return text("“{name}” gives up: {lost}; it gains: {won}.", name=version.name,
                lost=_amounts(version.given_up) or nothing,
                won=_amounts(version.gained) or nothing)  # fmt: skip
