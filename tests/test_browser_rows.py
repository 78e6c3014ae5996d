"""Blocks from Excel, rows added, copied, deleted and moved; and nothing is drawn anew for an edit."""

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
    row_of,
    saved,
    settled,
)
from browser_page import put_on_clipboard, read_clipboard

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser

LINES = ["speaker_internal", "printing", "misc"]
MISC_ITEM = At("budget", "misc", "item")
_REMEMBER = """() => {
  window.before = [...document.querySelectorAll('.plc-page [data-table], .plc-page tr')];
  return window.before.length;
}"""
_GONE = "() => window.before.filter((element) => !element.isConnected).map((e) => e.outerHTML)"


def more(workbook: Workbook, at: At, button: int) -> None:
    """Open what can be done with a row, and press one of: up, down, add, copy, delete."""
    row_of(workbook, at).locator(".plc-button[aria-expanded]").click()
    opened_below(workbook, at).locator(".plc-rowbuttons button").nth(button).click()
    settled(workbook)


def test_a_block_from_excel_lands_cell_by_cell(workbook: Workbook) -> None:
    """Two lines of name, price, unit, quantity, pasted at the second: 6,000 + 10,000 + 2,400.

    A third line of the block is new: 300 × 2 = 600.
    """
    put_on_clipboard(
        workbook.page,
        [
            ["手冊", "125", "本", "80"],
            ["茶水費", "30", "人", "80"],
            ["場地布置費", "300", "式", "2"],
        ],
    )
    cell(workbook, At("budget", "printing", "item")).focus()

    workbook.press("Control+v")

    expect_total(workbook, 6000 + 10000 + 2400 + 600)
    assert [(row.item, row.unit) for row in saved(workbook.plan).rows][1:] == [
        ("手冊", "本"),
        ("茶水費", "人"),
        ("場地布置費", "式"),
    ]
    workbook.press("Control+z")
    expect_total(workbook, 15000)
    assert order(workbook) == LINES


def test_chosen_cells_are_copied_as_a_table_and_filled_down(workbook: Workbook) -> None:
    """80 of the second line filled down to the third: 6,000 + 8,000 + 80 × its price; copied, 80 under 80."""
    price = saved(workbook.plan).rows[2].unit_price
    assert price is not None
    cell(workbook, PRINTING).click()
    workbook.press("Shift+ArrowDown", "Control+d")

    expect_total(workbook, 6000 + 8000 + 80 * int(price))
    cell(workbook, PRINTING).click()
    workbook.press("Shift+ArrowDown", "Control+c")
    assert read_clipboard(workbook.page).splitlines() == ["80", "80"]
    workbook.press("Control+z")
    expect_total(workbook, 15000)


def test_a_single_word_is_pasted_into_its_cell(workbook: Workbook) -> None:
    """What Excel copies of one cell ends in a line break; it replaces what is selected."""
    put_on_clipboard(workbook.page, [["60"]])
    field = cell(workbook, PRINTING)
    field.focus()
    field.select_text()

    workbook.press("Control+v", "Tab")

    expect_total(workbook, 13000)


def test_a_block_of_the_timetable_is_counted(workbook: Workbook) -> None:
    """The last activity ends 40 minutes later, and one of 40 follows: 6 periods are 8."""
    put_on_clipboard(
        workbook.page, [["12:20", "13:40", "綜合座談"], ["13:40", "14:20", "分組討論"]]
    )
    cell(workbook, At("timetable", "4", "start")).focus()

    workbook.press("Control+v")

    expect(cell(workbook, At("timetable", "5", "activity"))).to_have_value("分組討論")
    settled(workbook)
    assert [row.minutes for row in saved(workbook.plan).timetable][4:] == [80, 40]


def test_a_row_is_added_below_and_is_ready_to_be_named(workbook: Workbook) -> None:
    """It stands below its row, costs nothing yet, and the cursor is in its name."""
    more(workbook, PRINTING, 2)

    names = order(workbook)
    assert names[:2] + names[3:] == LINES
    expect(cell(workbook, At("budget", names[2], "item"))).to_be_focused()
    expect(amount(workbook, names[2])).to_have_text("0")
    expect_total(workbook, 15000)


def test_a_row_is_copied_and_deleted_again(workbook: Workbook) -> None:
    """A copy of 8,000 makes 23,000; without it there are 15,000, and Ctrl+Z brings it back."""
    more(workbook, PRINTING, 3)
    expect_total(workbook, 23000)

    copy = order(workbook)[2]
    more(workbook, At("budget", copy, "quantity"), 4)
    expect_total(workbook, 15000)
    assert order(workbook) == LINES

    cell(workbook, MISC).focus()
    workbook.press("Control+z")
    expect_total(workbook, 23000)


def test_rows_change_places(workbook: Workbook) -> None:
    """By Alt and an arrow, from the cell one is in; the sheet has the new order, and the same sum."""
    cell(workbook, MISC_ITEM).focus()

    workbook.press("Alt+ArrowUp")

    settled(workbook)
    assert order(workbook) == ["speaker_internal", "misc", "printing"]
    assert [row.code for row in saved(workbook.plan).rows] == [
        "speaker_internal",
        "misc",
        "printing",
    ]
    expect(cell(workbook, MISC_ITEM)).to_be_focused()
    expect_total(workbook, 15000)


def test_an_activity_is_added_moved_and_deleted(workbook: Workbook) -> None:
    """The timetable has the same keys and buttons as the budget."""
    titles = order(workbook, "timetable")
    more(workbook, At("timetable", "4", "activity"), 0)
    assert order(workbook, "timetable") == [*titles[:3], titles[4], titles[3]]

    workbook.app.locator(".plc-detail .plc-rowbuttons button").nth(4).click()
    settled(workbook)
    assert len(saved(workbook.plan).timetable) == 4


def test_nothing_is_drawn_anew_for_an_edit(workbook: Workbook) -> None:
    """Every row and cell is the same element after the totals have changed."""
    assert workbook.page.evaluate(_REMEMBER) > 60

    fill_in(workbook, PRINTING, "70")
    fill_in(workbook, At("timetable", "2", "paid_minutes"), "80")

    expect_total(workbook, 15000)
    expect(amount(workbook, "speaker_internal")).to_have_text("7,000")
    assert workbook.page.evaluate(_GONE) == []
