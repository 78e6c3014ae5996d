"""The page of the workbook as a planner meets it: its cells, its sums, and how one types there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import expect

from plc_budget.plan import load_plan
from plc_budget.plan.history.saving import Opened, open_plan, save

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser_page import Workbook
    from plc_budget.plan import Plan


class At(NamedTuple):
    """A cell: ``budget`` and a code, or ``timetable`` and a number from 0, and a column."""

    table: str
    row: str
    column: str


SPEAKER = At("budget", "speaker_internal", "quantity")
PRINTING = At("budget", "printing", "quantity")
MISC = At("budget", "misc", "quantity")


def cell(workbook: Workbook, at: At) -> Locator:
    """Return the field of a cell."""
    return workbook.app.locator(_selector(at))


def row_of(workbook: Workbook, at: At) -> Locator:
    """Return the row a cell is in."""
    return workbook.app.locator("tr", has=workbook.page.locator(_selector(at)))


def opened_below(workbook: Workbook, at: At) -> Locator:
    """Return what opens below the row of a cell: its details, and what can be done with it."""
    return workbook.app.locator(f"tr:has({_selector(at)}) ~ tr.plc-detail").first


def _selector(at: At) -> str:
    return f'[data-table="{at.table}"][data-row="{at.row}"][data-column="{at.column}"]'


def fill_in(workbook: Workbook, at: At, words: str, key: str = "Enter") -> None:
    """Type into a cell key by key, in place of what stands there, and leave it."""
    field = cell(workbook, at)
    field.focus()
    field.select_text()
    if words:
        field.press_sequentially(words)
    else:
        field.press("Delete")
    field.press(key)


def amount(workbook: Workbook, code: str) -> Locator:
    """Return the amount of a line."""
    return row_of(workbook, At("budget", code, "unit_price")).locator(".plc-amount")


def totals(workbook: Workbook) -> Locator:
    """Return every place where the total stands: below the table, and in the bar."""
    return workbook.app.locator(".plc-total, .plc-grand")


def expect_total(workbook: Workbook, total: int) -> None:
    """Wait until the total stands in the table, in the bar and in the plan's folder."""
    settled(workbook)
    expect(totals(workbook)).to_have_text([f"{total:,}"] * 2)
    assert saved(workbook.plan).budget.total == total


def periods(workbook: Workbook) -> Locator:
    """Return the paid periods (節數) under the plan's own policy."""
    return workbook.app.locator(".plc-timetable .plc-own .plc-periods")


def said(workbook: Workbook) -> Locator:
    """Return the status line."""
    return workbook.app.get_by_role("status").first


def message(workbook: Workbook, at: At) -> Locator:
    """Return what stands at a cell: a message that describes it, as a screen reader finds it."""
    described, *_ = (cell(workbook, at).get_attribute("aria-describedby") or "").split() or [""]
    return workbook.app.locator(f'[id="{described}"]')


def order(workbook: Workbook, table: str = "budget") -> list[str]:
    """Return the names of the rows as they stand: codes, or the activities of the timetable."""
    column, what = {"budget": ("item", "row"), "timetable": ("activity", "value")}[table]
    rows: list[str] = workbook.app.locator(
        f'[data-table="{table}"][data-column="{column}"]'
    ).evaluate_all(
        "(cells, what) => cells.map((c) => what === 'row' ? c.dataset.row : c.value)", what
    )
    return rows


def settled(workbook: Workbook, patience: float | None = None) -> None:
    """Wait until everything that was sent is answered; longer where that takes long. [ms]"""
    expect(workbook.app).not_to_have_class("plc-page plc-busy", timeout=patience)


def saved(folder: Path) -> Plan:
    """Read the plan as it lies in its folder."""
    plan, findings = load_plan(folder)
    assert plan is not None, findings
    return plan


def save_elsewhere(plan: Path) -> None:
    """Save 70 copies from another machine."""
    opened, _ = open_plan(plan)
    assert opened is not None
    rows = [
        replace(row, quantity=Decimal(70)) if row.code == "printing" else row
        for row in opened.plan.rows
    ]
    result, findings = save(opened, rows=rows)
    assert isinstance(result, Opened), findings


def panels(workbook: Workbook) -> list[str]:
    """Return the names of the panels below the tables."""
    tabs: list[str] = workbook.app.get_by_role("tab").evaluate_all(
        "tabs => tabs.map((tab) => tab.id.replace(/^.*-tab-/, ''))"
    )
    return [name for name in tabs if name != "tables"]


def open_panel(workbook: Workbook, name: str) -> Locator:
    """Choose a panel below the tables, and return it."""
    workbook.app.locator(f'[role="tab"][id$="-tab-{name}"]').click()
    settled(workbook)
    panel = workbook.app.get_by_role("tabpanel")
    expect(panel).not_to_be_empty()
    return panel


def download(workbook: Workbook, folder: Path) -> Path:
    """Press the link to the file that was made, and keep what comes."""
    settled(workbook)
    with workbook.page.expect_download() as coming:
        workbook.app.locator(".plc-file a[download]").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path
