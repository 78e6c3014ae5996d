"""What is refused is mended where it stands; what is pasted from a paper; the rest of a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import MISC, PRINTING, SPEAKER, At, cell, expect_total, fill_in, message, settled
from browser_page import put_on_clipboard

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser


def test_escape_works_at_once_after_enter(workbook: Workbook) -> None:
    """The cursor comes back to the refused cell, so Esc brings 80 back without looking for it."""
    fill_in(workbook, PRINTING, "八十份")

    expect(cell(workbook, PRINTING)).to_be_focused()
    workbook.press("Escape")

    expect(cell(workbook, PRINTING)).to_have_value("80")


def test_a_counted_quantity_says_why_nothing_can_be_typed(workbook: Workbook) -> None:
    """The 6 periods come from the timetable: whoever types there reads so, and it goes when they leave."""
    field = cell(workbook, SPEAKER)
    why = workbook.app.locator(".plc-why")
    field.focus()
    workbook.press("ArrowUp")
    expect(why).to_have_count(0)

    field.press_sequentially("8")

    expect(field).to_have_value("6")
    expect(why).to_contain_text("此數量由課程表計算")
    expect(field).to_have_attribute("title", re.compile("課程表"))
    workbook.press("Tab")
    expect(why).to_have_count(0)
    expect_total(workbook, 15_000)


def test_enter_goes_on_where_nothing_was_refused(workbook: Workbook) -> None:
    """Down a column of quantities, as in a spreadsheet."""
    fill_in(workbook, PRINTING, "70")
    settled(workbook)

    expect(cell(workbook, MISC)).to_be_focused()


def test_a_click_on_a_sentence_leads_into_its_cell(workbook: Workbook) -> None:
    """What is said below the row is about the quantity of printing."""
    fill_in(workbook, PRINTING, "八十份", "Tab")
    expect(cell(workbook, PRINTING)).to_have_attribute("aria-invalid", "true")

    message(workbook, PRINTING).locator(".plc-lead-in").click()

    expect(cell(workbook, PRINTING)).to_be_focused()


def test_a_printed_table_is_pasted_and_undone_whole(workbook: Workbook) -> None:
    """Headings, one line, one bad price, 合計: 3,200 for meals in place of 雜支 1,000, and back."""
    put_on_clipboard(
        workbook.page,
        [
            ["經費項目", "單價(元)", "數量", "總價(元)", "說明"],
            ["膳費", "80", "40", "3,200", ""],
            ["教材", "很多", "30", "900", ""],
            ["合計", "", "", "4,100", ""],
        ],
    )
    cell(workbook, At("budget", "misc", "item")).focus()
    workbook.press("Control+v")

    expect_total(workbook, 6_000 + 8_000 + 80 * 40)
    expect(workbook.app.locator('[aria-invalid="true"]')).to_have_count(1)

    workbook.press("Control+z")

    expect_total(workbook, 15_000)
    expect(workbook.app.locator('[aria-invalid="true"]')).to_have_count(0)


def test_the_rest_of_the_day_follows_by_one_button(workbook: Workbook) -> None:
    """09:40–11:20 runs into 11:00: the button below moves both groups of 11:00, and 12:20, by 20 minutes."""
    fill_in(workbook, At("timetable", "1", "end"), "11:20")

    workbook.app.locator(".plc-sayings button").first.click()

    for row, start in (("2", "11:20"), ("3", "11:20"), ("4", "12:40")):
        expect(cell(workbook, At("timetable", row, "start"))).to_have_value(start)
