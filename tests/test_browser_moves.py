"""Back to the approved total: lock, set a quantity, take a proposal; the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import (
    MISC,
    PRINTING,
    At,
    cell,
    expect_total,
    fill_in,
    open_panel,
    saved,
    settled,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser_fixtures import Visit
    from browser_page import Workbook

pytestmark = pytest.mark.browser


def proposals(workbook: Workbook) -> Locator:
    """Return the cards of the proposals."""
    return workbook.app.locator(".plc-proposals .plc-card")


def take(workbook: Workbook, number: int = 0) -> None:
    """Apply a proposal."""
    proposals(workbook).nth(number).locator(".plc-take button").click()
    settled(workbook)


def test_one_button_leads_back_to_the_total(workbook: Workbook) -> None:
    """A period more makes 16,000; the bar offers the way back, and the lock keeps 雜支 as it is.

    What is left to give way are copies: 10 of them are 1,000.
    """
    fill_in(workbook, At("timetable", "2", "paid_minutes"), "80")
    expect_total(workbook, 16000)

    workbook.app.locator(".plc-sum .plc-primary").click()
    workbook.app.locator(".plc-proposals tr", has_text="雜支").locator(".plc-lock").first.click()
    settled(workbook)
    expect(proposals(workbook).first).to_contain_text("70")
    take(workbook)

    expect_total(workbook, 15000)
    expect(cell(workbook, PRINTING)).to_have_value("70")
    expect(cell(workbook, MISC)).to_have_value("1")
    assert [row.locked for row in saved(workbook.plan).rows] == [False, False, True]


def test_a_quantity_is_set_and_the_rest_follows(workbook: Workbook) -> None:
    """60 copies are 2,000 less; at 15,000 in all they go to 雜支: 1,000 × 3."""
    panel = open_panel(workbook, "proposals")
    panel.locator("select").first.select_option("printing")
    settled(workbook)
    quantity = panel.locator("input.plc-number").last
    quantity.fill("60")
    quantity.press("Enter")
    settled(workbook)
    take(workbook)

    expect_total(workbook, 15000)
    expect(cell(workbook, PRINTING)).to_have_value("60")
    expect(cell(workbook, MISC)).to_have_value("3")


def test_a_locked_line_is_marked_at_its_quantity(workbook: Workbook) -> None:
    """The lock beside a quantity is pressed, kept in the plan, and can be let go."""
    lock = (
        workbook.app.locator(
            ".plc-budget tbody tr", has=workbook.page.locator('[data-row="printing"]')
        )
        .locator(".plc-lock")
        .first
    )
    expect(lock).to_have_attribute("aria-pressed", "false")

    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "true")
    settled(workbook)
    assert saved(workbook.plan).rows[1].locked

    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "false")


def test_the_language_of_the_page_is_changed(workbook: Workbook) -> None:
    """Captions are English and say so to a screen reader; the plan's own words and figures stay."""
    language = workbook.app.locator("select.plc-language")
    language.select_option("en")

    expect(workbook.app.locator(".plc-budget caption")).to_have_text("Budget")
    expect(workbook.app).to_have_attribute("lang", "en")
    expect(cell(workbook, At("budget", "printing", "item"))).to_have_value("印刷費")
    expect_total(workbook, 15000)

    language.select_option("zh_Hant_TW")
    expect(workbook.app.locator(".plc-budget caption")).to_have_text("經費概算表")
    expect(workbook.app).to_have_attribute("lang", "zh-Hant-TW")


def test_the_address_keeps_what_is_chosen_and_back_goes_back(visit: Visit) -> None:
    """The rules, then the history, then back: the rules again, in view at their top."""
    workbook = visit()
    for name in ("rules", "history"):
        open_panel(workbook, name)

    workbook.page.go_back()
    expect(tab(workbook, "rules")).to_have_attribute("aria-selected", "true")
    assert "view=rules" in workbook.page.url

    open_panel(workbook, "rules")
    box = workbook.app.get_by_role("tabpanel").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 300, "in view, at its top"


def tab(workbook: Workbook, name: str) -> Locator:
    """Return the tab of a panel."""
    return workbook.app.locator(f'[role="tab"][id$="-tab-{name}"]')
