"""A app to test on: a plan in a folder of its own, and messages as the screen sends them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plan_folders import plan_folder
from plc_budget.app.panels import views_of
from plc_budget.app.state import Draft, Spot, State, View, open_state
from plc_budget.app.update import update
from plc_budget.language import ENGLISH


def app(above: Path) -> State:
    """Open the plan of three lines: 6,000 + 8,000 + 1,000, read in English."""
    return app_of(plan_folder(above))


def app_of(folder: Path) -> State:
    """Open a plan, read in English."""
    state, findings = open_state(folder, ENGLISH)
    assert state is not None, [str(finding.message) for finding in findings]
    return state


def do(state: State, panel: str, what: str, **more: Any) -> State:  # noqa: ANN401 - as in JSON
    """Send one message."""
    return update(state, {"panel": panel, "do": what, **more})


def typed(state: State, table: str, row: str, column: str, text: str) -> State:
    """Type into a cell and leave it."""
    return do(state, table, "set", row=row, column=column, text=text)


def draft(state: State, table: str, row: str, column: str) -> Draft:
    """Return what waits in a cell."""
    return state.drafts[Spot(table, row, column)]


def seen(state: State, panel: str) -> View:
    """Return what a panel shows."""
    return views_of(state, [panel])[panel]


def cell(state: State, table: str, row: str, column: str) -> str:
    """Return what a cell of the screen shows."""
    rows = seen(state, table)["rows"]
    mine = next(one for one in rows if one["name"] == row)
    mark = mine.get("marks", {}).get(column, {})
    return str(mark.get("raw", mine["cells"][column]))


def said(state: State) -> str:
    """Return what the status line says, in English."""
    return str(state.status.words.render(ENGLISH))


def amounts(state: State) -> dict[str, int]:
    """Return what each line comes to. [NTD]"""
    return {line.code: line.amount for line in state.plan.budget.lines}
