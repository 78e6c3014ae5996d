"""The planner's path through the workbook in a browser; tests/test_browser_both.py is JupyterLab's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    SPEAKER,
    At,
    amount,
    cell,
    expect_total,
    fill_in,
    periods,
)

if TYPE_CHECKING:
    from browser_page import Workbook

pytestmark = pytest.mark.browser


def test_the_countys_plan_opens_with_its_figures(workbook: Workbook) -> None:
    """1,000 × 6 = 6,000, 100 × 80 = 8,000, 1,000 × 1 = 1,000: 15,000, exactly what was approved."""
    expect(cell(workbook, SPEAKER)).to_have_value("6")
    for code, money in (("speaker_internal", 6000), ("printing", 8000), ("misc", 1000)):
        expect(amount(workbook, code)).to_have_text(f"{money:,}")
    expect(periods(workbook)).to_have_text("6")
    expect_total(workbook, 15000)


def test_a_speakers_minutes_move_periods_fee_and_total(workbook: Workbook) -> None:
    """40 + 80 + 40 + 40 + 40 minutes are 6 periods; with the third talk paid for 80 they are 7.

    1,000 × 7 = 7,000; 7,000 + 8,000 + 1,000 = 16,000, which is 1,000 over.
    """
    fill_in(workbook, At("timetable", "2", "paid_minutes"), "80")

    expect(periods(workbook)).to_have_text("7")
    expect(cell(workbook, SPEAKER)).to_have_value("7")
    expect(amount(workbook, "speaker_internal")).to_have_text("7,000")
    expect_total(workbook, 16000)
    expect(workbook.app.locator(".plc-balance")).to_contain_text("1,000")


def test_a_quantity_moves_amount_and_total(workbook: Workbook) -> None:
    """100 × 70 = 7,000; 6,000 + 7,000 + 1,000 = 14,000, and 1,000 is left."""
    fill_in(workbook, PRINTING, "70")

    expect(amount(workbook, "printing")).to_have_text("7,000")
    expect_total(workbook, 14000)
    expect(workbook.app.locator(".plc-balance")).to_contain_text("1,000")
    assert cell(workbook, MISC).evaluate("field => field === document.activeElement")


def test_undone_with_the_keys_of_a_spreadsheet(workbook: Workbook) -> None:
    """Ctrl+Z brings the 80 copies back, Ctrl+Y the 70; both are in the plan's folder."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14000)

    workbook.press("Control+z")
    expect_total(workbook, 15000)
    expect(cell(workbook, PRINTING)).to_have_value("80")

    workbook.press("Control+y")
    expect_total(workbook, 14000)


def test_work_is_found_again_after_a_reload(workbook: Workbook) -> None:
    """What the screen showed is in the folder: a new page, with a new kernel, shows the same."""
    fill_in(workbook, PRINTING, "75")
    expect_total(workbook, 14500)

    workbook.open()

    expect(cell(workbook, PRINTING)).to_have_value("75")
    expect_total(workbook, 14500)
