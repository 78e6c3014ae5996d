"""A paper that comes back is shown cell by cell; what the planner accepts is taken, the rest is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    PRINTING,
    cell,
    download,
    expect_total,
    fill_in,
    open_panel,
    said,
    settled,
)
from browser_observing import barriers
from plc_budget.plan.history.log import log
from returned_files import with_cells

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser_page import Workbook

pytestmark = pytest.mark.browser

BOLD = "<b onmouseover=alert(1)>粗</b>"


def own_file(workbook: Workbook, folder: Path) -> bytes:
    """Make the file for approval and download it."""
    open_panel(workbook, "export").locator("button.plc-big").first.click()
    return download(workbook, folder).read_bytes()


def send(workbook: Workbook, data: bytes, name: str = "主計改.xlsx") -> Locator:
    """Choose a file on the panel and wait for what the page says of it."""
    panel = open_panel(workbook, "take_in")
    panel.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    settled(workbook)
    return panel


def shown_rows(panel: Locator) -> list[list[str]]:
    """Return cell, both values of every difference, as the screen shows them."""
    return [
        [row.locator("th").inner_text(), *row.locator("td").all_inner_texts()[2:4]]
        for row in panel.locator("tbody tr").all()
    ]


def test_what_is_accepted_is_taken_over_and_can_be_undone(
    workbook: Workbook, tmp_path: Path
) -> None:
    """60 copies are taken, a price of 200 is not: 6,000 + 6,000 + 1,000; one step, taken back whole."""
    panel = send(
        workbook, with_cells(own_file(workbook, tmp_path), {"B6": 200, "C6": 60, "F7": BOLD})
    )

    assert shown_rows(panel) == [
        ["經費概算表!B6", "100", "200"],
        ["經費概算表!C6", "80", "60"],
        ["經費概算表!F7", "（空白）", BOLD],
    ]
    assert barriers(panel) == []
    expect(panel.get_by_role("heading", name="主計改.xlsx")).to_be_focused()
    expect(panel.locator("tbody tr").first).to_be_in_viewport()
    panel.locator("tbody tr", has_text="B6").get_by_role("checkbox").uncheck()
    panel.locator("tbody tr", has_text="F7").get_by_role("checkbox").uncheck()
    settled(workbook)
    panel.locator(".plc-reason input").fill("主計核減份數")
    panel.locator("button.plc-primary").click()

    expect_total(workbook, 13_000)
    expect(cell(workbook, PRINTING)).to_have_value("60")
    left = [["經費概算表!B6", "100", "200"], ["經費概算表!F7", "（空白）", BOLD]]
    assert shown_rows(panel) == left
    step = log(workbook.plan)[0][-1]
    assert (step.name, step.reason) == ("帶回修改（主計改.xlsx）", "主計核減份數")

    workbook.app.get_by_role("button", name="復原").first.click()
    expect_total(workbook, 15_000)


def test_without_a_reason_nothing_is_taken(workbook: Workbook, tmp_path: Path) -> None:
    """The page asks for it, and what was decided stays decided."""
    panel = send(workbook, with_cells(own_file(workbook, tmp_path), {"C6": 60}))

    panel.locator("button.plc-primary").click()
    settled(workbook)

    expect(said(workbook)).to_contain_text("說明理由")
    expect_total(workbook, 15_000)
    assert panel.locator("tbody input:checked").count() == 1


def test_what_the_planner_changed_meanwhile_is_not_lost(workbook: Workbook, tmp_path: Path) -> None:
    """The paper says 60 copies, the plan 70 by now: the row says so and is not chosen by itself."""
    paper = with_cells(own_file(workbook, tmp_path), {"C6": 60})
    fill_in(workbook, PRINTING, "70")

    panel = send(workbook, paper)

    row = panel.locator("tbody tr", has_text="C6")
    expect(row).to_contain_text("計畫此處也已改為「70」")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    expect(cell(workbook, PRINTING)).to_have_value("70")


def test_a_file_that_is_none_of_ours_is_refused_in_words(workbook: Workbook) -> None:
    """A photo that is called .xlsx: one message, no table, and the page goes on working."""
    panel = send(workbook, b"\xff\xd8\xff\xe0" + b"\x00" * 200, "照片.xlsx")

    expect(panel.get_by_role("alert")).to_have_count(1)
    assert panel.locator("tbody").count() == 0
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
