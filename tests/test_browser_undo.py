"""Undo wherever the cursor is: the plan's last step, and never a cell that says what the plan does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    At,
    amount,
    cell,
    expect_total,
    fill_in,
    opened_below,
    order,
    periods,
    row_of,
    said,
    settled,
)

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser

NOTE = At("budget", "printing", "note")
END = At("timetable", "1", "end")
STARTS = [At("timetable", str(row), "start") for row in range(5)]
_ON_BODY = "() => document.activeElement === document.body"
_CELLS = """() => Object.fromEntries([...document.querySelectorAll('.plc-tables [data-table]')].map(
  (cell) => [[cell.dataset.table, cell.dataset.row, cell.dataset.column].join(' '), cell.value]))"""


def shown(workbook: Workbook) -> dict[str, str]:
    """Return what every cell of the tables shows."""
    cells: dict[str, str] = workbook.page.evaluate(_CELLS)
    return cells


def click_white_space(workbook: Workbook) -> None:
    """Click where nothing is: the cursor is nowhere then."""
    box = workbook.app.locator(".plc-budget").bounding_box()
    assert box is not None
    workbook.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)


def test_undo_after_a_click_on_white_space(workbook: Workbook) -> None:
    """70 copies, a click beside the table, Ctrl+Z: 80 in the cell, in the amount and in the plan; Ctrl+Y: 70."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
    click_white_space(workbook)
    assert workbook.page.evaluate(_ON_BODY)

    for keys, copies, total in (
        ("Control+z", "80", 15_000),
        ("Control+y", "70", 14_000),
        ("Control+z", "80", 15_000),
        ("Control+Shift+z", "70", 14_000),
    ):
        workbook.press(keys)
        expect_total(workbook, total)
        expect(cell(workbook, PRINTING)).to_have_value(copies)
        expect(amount(workbook, "printing")).to_have_text(f"{int(copies) * 100:,}")


def test_the_button_saves_nothing_nobody_typed(workbook: Workbook) -> None:
    """70 copies, Ctrl+Z beside the table, ↷, ↶: the history holds 70 alone, and no 80 typed over it."""
    fill_in(workbook, PRINTING, "70")
    click_white_space(workbook)
    workbook.press("Control+z")
    expect_total(workbook, 15_000)

    workbook.app.get_by_role("button", name="重做 (Ctrl+Y)").click()
    expect_total(workbook, 14_000)
    workbook.app.get_by_role("button", name="復原 (Ctrl+Z)").click()

    expect_total(workbook, 15_000)
    assert shown(workbook)["budget printing quantity"] == "80"
    workbook.press("Control+z")
    settled(workbook)
    expect(said(workbook)).to_contain_text("沒有")


def test_a_shifted_day_is_undone_step_by_step(workbook: Workbook) -> None:
    """11:20 typed, the rest of the day follows, its button is gone: Ctrl+Z twice is the day as it was."""
    before = shown(workbook)
    fill_in(workbook, END, "11:30")
    workbook.app.locator(".plc-sayings button").first.click()
    expect(cell(workbook, STARTS[2])).to_have_value("11:30")
    settled(workbook)
    assert not workbook.page.evaluate(_ON_BODY), "the cursor goes on in the table"

    workbook.press("Control+z")
    expect(cell(workbook, STARTS[2])).to_have_value(before["timetable 2 start"])
    expect(cell(workbook, END)).to_have_value("11:30")
    workbook.press("Control+z")

    expect(cell(workbook, END)).to_have_value(before["timetable 1 end"])
    settled(workbook)
    assert shown(workbook) == before
    workbook.press("Tab", "Tab")
    settled(workbook)
    expect(periods(workbook)).to_have_text("6")
    assert shown(workbook) == before


def test_a_deleted_line_comes_back(workbook: Workbook) -> None:
    """The page says that 印刷費 was deleted and how it comes back; the cursor is in the line below, and Ctrl+Z does."""
    row_of(workbook, PRINTING).locator(".plc-button[aria-expanded]").click()
    opened_below(workbook, PRINTING).locator(".plc-rowbuttons button").nth(4).click()

    expect_total(workbook, 7_000)
    expect(said(workbook)).to_contain_text("已刪除「印刷費」")
    expect(said(workbook)).to_contain_text("Ctrl+Z")
    expect(cell(workbook, At("budget", "misc", "item"))).to_be_focused()
    workbook.press("Control+z")

    expect_total(workbook, 15_000)
    assert order(workbook) == ["speaker_internal", "printing", "misc"]


def test_typing_is_undone_before_the_plan(workbook: Workbook) -> None:
    """3 for the rest is saved; in a note a word, a blank, another: Ctrl+Z takes word by word, then the 3."""
    fill_in(workbook, MISC, "3")
    expect_total(workbook, 17_000)
    field = cell(workbook, NOTE)
    field.focus()
    field.press_sequentially("膠裝 雙面")
    expect(field).to_have_value("膠裝 雙面")

    workbook.press("Control+z")
    expect(field).to_have_value("膠裝 ")
    workbook.press("Control+y")
    expect(field).to_have_value("膠裝 雙面")
    while field.input_value():
        workbook.press("Control+z")
    expect_total(workbook, 17_000)
    workbook.press("Control+z")

    expect_total(workbook, 15_000)
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_typing_in_a_field_outside_the_tables_is_undone_there(workbook: Workbook) -> None:
    """A reason is typed in the bar and undone there; the 70 copies stay, until nothing is typed there."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
    reason = workbook.app.locator(".plc-reason").first
    reason.click()
    reason.press_sequentially("少印")

    workbook.press("Control+z")
    expect(reason).to_have_value("")
    expect_total(workbook, 14_000)
    workbook.press("Control+z")

    expect_total(workbook, 15_000)
    expect(cell(workbook, PRINTING)).to_have_value("80")


def test_the_browsers_own_undo_writes_into_no_cell(workbook: Workbook) -> None:
    """A script or an extension asks for it: every cell goes on saying what the plan says, and nothing is saved."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
    cell(workbook, NOTE).focus()

    workbook.page.evaluate("() => document.execCommand('undo')")
    cell(workbook, NOTE).focus()

    settled(workbook)
    assert shown(workbook)["budget printing quantity"] == "70"
    expect_total(workbook, 14_000)


def test_undo_from_the_menu_of_the_browser_is_the_plans(workbook: Workbook) -> None:
    """Edit, Undo: the same as Ctrl+Z, 80 copies again."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
    cell(workbook, NOTE).focus()

    session = workbook.page.context.new_cdp_session(workbook.page)
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "commands": ["Undo"]})

    expect_total(workbook, 15_000)
    expect(cell(workbook, PRINTING)).to_have_value("80")


def test_a_line_is_undone_from_its_own_cell(workbook: Workbook) -> None:
    """A line is added, its name begun and taken back; once more Ctrl+Z takes the line, and the cursor goes on below."""
    workbook.app.locator(".plc-budget .plc-below button").click()
    settled(workbook)
    new = cell(workbook, At("budget", order(workbook)[-1], "item"))
    expect(new).to_be_focused()
    workbook.page.keyboard.type("茶")
    workbook.press("Control+z", "Control+z")

    settled(workbook)
    assert order(workbook) == ["speaker_internal", "printing", "misc"]
    expect(cell(workbook, At("budget", "misc", "item"))).to_be_focused()
    expect_total(workbook, 15_000)
