"""The file a planner downloads holds what the screen shows; errors stop it and lead to the cell."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    At,
    cell,
    download,
    expect_total,
    fill_in,
    open_panel,
    order,
    row_of,
    settled,
)

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser

SHEET = "經費概算表"
COLUMNS = ("經費項目", "單價(元)", "數量", "總價(元)")


def on_screen(workbook: Workbook) -> list[list[str]]:
    """Return name, price, quantity and amount of every line, as the screen shows them."""
    return [
        [
            *(
                cell(workbook, At("budget", code, column)).input_value()
                for column in ("item", "unit_price", "quantity")
            ),
            row_of(workbook, At("budget", code, "item")).locator(".plc-amount").inner_text(),
        ]
        for code in order(workbook)
    ]


def in_file(path: Path, lines: int) -> list[list[str]]:
    """Return the same of the first lines of the sheet 經費概算表, by the names of its columns."""
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET]
    rows = [["" if value is None else value for value in row] for row in sheet.values]
    head = next(i for i, row in enumerate(rows) if set(COLUMNS) <= set(row))
    places = [rows[head].index(name) for name in COLUMNS]
    return [[plain(row[place]) for place in places] for row in rows[head + 1 :][:lines]]


def plain(value: object) -> str:
    """Write a value of a cell as the screen does: 1,000."""
    if isinstance(value, int | float):
        return f"{Decimal(str(value)).normalize():,f}"
    return str(value)


def test_the_file_holds_what_the_screen_shows(workbook: Workbook, tmp_path: Path) -> None:
    """70 copies and 2 of the rest: 6,000 + 7,000 + 2,000; the file bears the plan's Chinese name."""
    fill_in(workbook, PRINTING, "70")
    fill_in(workbook, MISC, "2")
    expect_total(workbook, 15000)

    open_panel(workbook, "export").locator("button.plc-big").first.click()
    path = download(workbook, tmp_path)

    assert path.suffix == ".xlsx"
    assert "學校教師學習社群召集人增能研習實施計畫" in path.name
    shown = on_screen(workbook)
    assert shown[1][2:] == ["70", "7,000"]
    assert in_file(path, len(shown)) == shown


def test_a_file_from_before_a_change_says_so(workbook: Workbook, tmp_path: Path) -> None:
    """It is marked as old, and made again it has the new figures."""
    panel = open_panel(workbook, "export")
    panel.locator("button.plc-big").first.click()
    expect(panel.locator(".plc-file")).not_to_have_class(re.compile("plc-old"))

    fill_in(workbook, PRINTING, "70")
    fill_in(workbook, MISC, "2")
    expect(panel.locator(".plc-file")).to_have_class(re.compile("plc-old"))

    panel.locator("button.plc-big").first.click()
    expect(panel.locator(".plc-file")).not_to_have_class(re.compile("plc-old"))
    assert in_file(download(workbook, tmp_path), 3)[1][2:] == ["70", "7,000"]


def test_an_error_stops_the_file_and_leads_to_the_cell(workbook: Workbook, tmp_path: Path) -> None:
    """What stands in 數量 is no number: no file for approval; a draft with the old 80 is to be had."""
    fill_in(workbook, PRINTING, "很多")
    settled(workbook)
    panel = open_panel(workbook, "export")

    expect(panel.locator("button.plc-big").first).to_be_disabled()
    panel.locator(".plc-stops li", has_text="很多").get_by_role("button").click()
    expect(cell(workbook, PRINTING)).to_be_focused()

    panel.get_by_role("button", name="草稿").filter(has_text="Excel").click()
    path = download(workbook, tmp_path)
    assert "草稿" in path.name
    assert in_file(path, 3)[1][2:] == ["80", "8,000"]


WATCH = """() => {
  const page = document.querySelector('.plc-page');
  const said = page.querySelector('.plc-said');
  const old = page.querySelector('.plc-file a[download]').download;
  window.stood = { old, words: said.innerText.trim(), withoutLink: false, withoutWords: false };
  new MutationObserver(() => {
    if (page.querySelector('.plc-file')) return;
    window.stood.withoutLink = true;
    window.stood.withoutWords ||= getComputedStyle(said).visibility === 'hidden';
  }).observe(page, { childList: true, subtree: true });
}"""
"""Notes whether the file before, and what was said of it, were out of sight at any time."""


def test_the_file_before_does_not_stand_as_the_one_being_made(workbook: Workbook) -> None:
    """An .xlsx is made, then the text: until it is there, no link and no 已產生 of the .xlsx."""
    panel = open_panel(workbook, "export")
    panel.locator("button.plc-big").first.click()
    expect(panel.locator(".plc-file a[download]")).to_have_count(1)
    settled(workbook)
    workbook.page.evaluate(WATCH)

    panel.get_by_role("button", name="Word").first.click()
    link = panel.locator(".plc-file a[download]")
    expect(link).to_have_attribute("download", re.compile(r"\.docx$"))
    expect(workbook.app.locator(".plc-said")).to_be_visible()

    stood = workbook.page.evaluate("() => window.stood")
    assert stood["old"].endswith(".xlsx")
    assert stood["old"] in stood["words"]
    assert (stood["withoutLink"], stood["withoutWords"]) == (True, True)
