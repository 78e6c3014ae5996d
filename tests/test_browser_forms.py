"""What a form says of what is missing or wrong: in the language of the page, before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import At, fill_in, open_panel, saved, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser_page import Workbook

pytestmark = pytest.mark.browser


def bubble(field: Locator) -> str:
    """Return what the browser says at a field; nothing where all is well."""
    return str(field.evaluate("(field) => field.validationMessage"))


@pytest.mark.parametrize(("panel", "name"), [("scenarios", "name"), ("comparison", "reference")])
def test_a_field_that_is_empty_says_so_in_the_language_of_the_page(
    workbook: Workbook, panel: str, name: str
) -> None:
    """The browser speaks its own language; what it says here is ours, and goes once something is typed."""
    workbook.app.locator(".plc-language").select_option("en")
    settled(workbook)
    form = open_panel(workbook, panel).locator("form").first
    form.locator("button[type=submit]").click()

    field = form.locator(f"input[name={name}]")
    assert bubble(field) == "Fill this in."
    field.press_sequentially("甲")
    assert bubble(field) == ""
    workbook.app.locator(".plc-language").select_option("zh_Hant_TW")
    settled(workbook)


def test_a_day_that_is_none_is_said_before_it_is_asked_whether_to_record(
    workbook: Workbook,
) -> None:
    """「六月一日」 is marked; a date is typed: only then it is asked."""
    form = open_panel(workbook, "comparison").locator("form").first
    form.locator("input[name=reference]").fill("府教學字第1140001號")
    form.locator("input[name=on]").fill("六月一日")
    form.locator("button[type=submit]").click()
    settled(workbook)

    expect(form.locator("input[name=on]")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("alertdialog")).to_have_count(0)

    form.locator("input[name=on]").fill("114/6/1")
    form.locator("button[type=submit]").click()

    expect(form.get_by_role("alertdialog")).to_be_visible()
    workbook.press("Escape")


def test_the_earlier_reason_is_recorded_as_it_was_written(workbook: Workbook) -> None:
    """It says 240, the check does not: typed over, the question goes; asked again, the original is recorded."""
    fill_in(workbook, At("timetable", "1", "end"), "11:20", "Tab")
    finding = open_panel(workbook, "findings").locator(".plc-finding:has(.plc-stale)").first
    finding.get_by_role("button", name="沿用原理由").click()
    field = finding.locator("textarea")
    earlier = field.input_value()
    finding.get_by_role("button", name="記錄理由").click()
    question = finding.get_by_role("alertdialog")
    expect(question).to_be_visible()

    field.fill("asdf")

    expect(question).to_have_count(0)
    field.fill(earlier)
    finding.get_by_role("button", name="記錄理由").click()
    question.get_by_role("button", name="照原文記錄").click()
    settled(workbook)
    reasons = [answer.reason for answer in saved(workbook.plan).details.answers]
    assert reasons.count(earlier) == 1
    assert "asdf" not in reasons
