"""The plan and its scenarios side by side: lines down, versions across, and what tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.app.past import history_of, plan_folder
from plc_budget.app.texts import balance, columns, product_of, write_signed
from plc_budget.checks import check_plan
from plc_budget.comparison.side_by_side import Version, codes_of, side_by_side
from plc_budget.findings import Finding, Severity, has_errors
from plc_budget.language import Series, Text, text
from plc_budget.money import plain
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.scenarios.keeping import scenarios
from plc_budget.plan.scenarios.names import is_same
from plc_budget.plan.storage.folder import load_files, read_plan

if TYPE_CHECKING:
    from plc_budget.app.state import State
    from plc_budget.budget import Line
    from plc_budget.comparison.side_by_side import Version
    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class Read:
    """A plan as it was read, what kept it from being, and how much is open in it."""

    plan: Plan | None
    problem: Finding | None = None
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Board:
    """The working plan, its scenarios beside it, and those that cannot be read.

    Attributes
    ----------
    working : Plan
        What lies in the folder of the plan, whatever is open.
    versions : tuple of Version
        The scenarios by name.
    broken : mapping of str to Finding
        Why a scenario cannot be read, by name.
    counts : mapping of str to tuple of int
        Errors and open warnings by name; those of the plan under the empty name.
    deleted : tuple of str
        Scenarios that are gone and can be had again.
    """

    working: Plan
    versions: tuple[Version, ...]
    broken: Mapping[str, Finding]
    counts: Mapping[str, tuple[int, int]]
    deleted: tuple[str, ...]

    @property
    def sides(self) -> list[tuple[str, Plan]]:
        """The plan, under the empty name, and every scenario."""
        return [("", self.working), *((version.name, version.plan) for version in self.versions)]


def board_of(state: State) -> Board | None:
    """Set the plan and its scenarios side by side; None when the plan cannot be read."""
    folder = plan_folder(state)
    read = {"": read_at(folder), **{one.name: read_at(one.folder) for one in scenarios(folder)}}
    working = read[""].plan
    if working is None:
        return None
    plans = {name: one.plan for name, one in read.items() if name and one.plan is not None}
    return Board(
        working,
        tuple(side_by_side(working, plans)),
        {name: one.problem for name, one in read.items() if one.problem is not None},
        {name: (one.errors, one.warnings) for name, one in read.items()},
        _deleted(folder, list(read)),
    )


def read_at(folder: Path) -> Read:
    """Read and check the plan that lies in a folder."""
    files, findings = load_files(folder)
    wrong = [finding for finding in findings if has_errors([finding])]
    return Read(None, wrong[0]) if wrong else _read(folder.name, tuple(sorted(files.items())))


@lru_cache(maxsize=64)
def _read(name: str, files: tuple[tuple[str, bytes], ...]) -> Read:
    plan, found = read_plan(name, dict(files))
    if plan is None:
        return Read(None, next(finding for finding in found if has_errors([finding])))
    still_open = [finding for finding in check_plan(plan, found) if finding.is_open]
    errors = sum(finding.severity is Severity.ERROR for finding in still_open)
    return Read(plan, None, errors, len(still_open) - errors)


def _deleted(folder: Path, present: list[str]) -> tuple[str, ...]:
    steps = history_of(folder).steps
    gone = dict.fromkeys(s.name for s in steps if s.kind is StepKind.SCENARIO_DELETE)
    return tuple(name for name in gone if not any(is_same(name, other) for other in present))


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
        "change": "" if is_plan or not change else write_signed(change),
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
    exact = [
        name
        for name, plan in board.sides
        if plan.budget.total == plan.details.funding.approved_total
    ]
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
    return text(
        "“{name}” gives up: {lost}; it gains: {won}.",
        name=version.name,
        lost=_amounts(version.given_up) or nothing,
        won=_amounts(version.gained) or nothing,
    )
