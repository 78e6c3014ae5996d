"""A cell is a spreadsheet's: one click chooses it and typing replaces, F2 and two clicks go into its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import MISC, PRINTING, SPEAKER, At, cell, expect_total, fill_in, saved, settled
from browser_page import compose

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser_page import Workbook

pytestmark = pytest.mark.browser

ITEM = At("budget", "printing", "item")
NOTE = At("budget", "printing", "note")
START = At("timetable", "0", "start")
KIND = At("timetable", "0", "speaker_kind")


def chosen_text(field: Locator) -> str:
    """Return what is marked in a field: what typing would replace."""
    text: str = field.evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    return text


def test_a_number_is_clicked_and_typed_over(workbook: Workbook) -> None:
    """80 copies are clicked, 75 typed: 75, not 7,580; 6,000 + 7,500 + 1,000."""
    cell(workbook, PRINTING).click()
    workbook.page.keyboard.type("75")
    workbook.press("Enter")

    expect_total(workbook, 14_500)
    expect(cell(workbook, PRINTING)).to_have_value("75")


@pytest.mark.parametrize(
    ("at", "words", "result"),
    [(ITEM, "影印費", "影印費"), (NOTE, "膠裝", "膠裝"), (START, "845", "08:45")],
)
def test_names_notes_and_times_are_typed_over(
    workbook: Workbook, at: At, words: str, result: str
) -> None:
    """Clicked twice slowly it is still chosen; what is typed is all it holds then."""
    field = cell(workbook, at)
    field.click()
    workbook.page.wait_for_timeout(600)  # longer than the two clicks that go into the text
    field.click()
    assert chosen_text(field) == field.input_value()

    workbook.page.keyboard.type(words)
    workbook.press("Tab")

    settled(workbook)
    expect(field).to_have_value(result)


def test_an_input_method_replaces_what_was_clicked(workbook: Workbook) -> None:
    """The name is clicked and another composed: only the new one stands there."""
    cell(workbook, ITEM).click()

    compose(workbook.page, ["ㄧㄥˇ", "影ㄧㄣˋ"], "影印")
    workbook.press("Tab")

    settled(workbook)
    assert saved(workbook.plan).rows[1].item == "影印"


def test_f2_goes_to_the_end_of_the_text(workbook: Workbook) -> None:
    """80 becomes 800; in the text the arrows lead through it and not to the next cell."""
    field = cell(workbook, PRINTING)
    field.click()
    workbook.press("F2", "ArrowRight", "ArrowLeft", "ArrowRight")
    expect(field).to_be_focused()

    workbook.page.keyboard.type("0")
    workbook.press("Enter")

    expect_total(workbook, 6_000 + 80_000 + 1_000)
    expect(cell(workbook, MISC)).to_be_focused()
    assert chosen_text(cell(workbook, MISC)) == "1"


def test_two_clicks_go_where_they_point(workbook: Workbook) -> None:
    """Before the first letter of 印刷費: 彩色印刷費; a third click there only moves the caret."""
    field = cell(workbook, ITEM)
    field.dblclick(position={"x": 5, "y": 12})
    assert chosen_text(field) == ""

    workbook.page.keyboard.type("彩色")
    field.click(position={"x": 5, "y": 12})
    expect(field).to_have_value("彩色印刷費")
    workbook.press("Tab")

    settled(workbook)
    assert saved(workbook.plan).rows[1].item == "彩色印刷費"


def test_after_enter_in_the_last_row_typing_replaces(workbook: Workbook) -> None:
    """There is no cell below: 2 of the rest, Enter, 3 and Enter are 3, not 23; 6,000 + 8,000 + 3,000."""
    cell(workbook, MISC).click()
    workbook.page.keyboard.type("2\n")
    workbook.page.keyboard.type("3\n")

    expect_total(workbook, 17_000)
    expect(cell(workbook, MISC)).to_have_value("3")


def test_a_cell_stays_chosen_when_the_plan_changes_it(workbook: Workbook) -> None:
    """70 copies, back to them, Ctrl+Z makes them 80, 65 is typed: 6,000 + 6,500 + 1,000."""
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14_000)
    workbook.press("ArrowUp", "Control+z")
    expect(cell(workbook, PRINTING)).to_have_value("80")

    workbook.page.keyboard.type("65\n")

    expect_total(workbook, 13_500)


def test_who_comes_back_to_the_window_goes_on_typing(workbook: Workbook) -> None:
    """A note is begun, a look into another window, and it is finished: nothing of it is replaced."""
    field = cell(workbook, NOTE)
    field.click()
    workbook.page.keyboard.type("每人")
    for kind in ("blur", "focus"):
        field.evaluate("(field, kind) => field.dispatchEvent(new FocusEvent(kind))", kind)

    workbook.page.keyboard.type("一冊")
    workbook.press("Tab")

    settled(workbook)
    assert saved(workbook.plan).rows[1].note == "每人一冊"


def test_arrows_at_the_edge_keep_the_cell_chosen(workbook: Workbook) -> None:
    """Down from the last row leads nowhere: what is typed then still replaces the 1."""
    cell(workbook, MISC).click()
    workbook.press("ArrowDown")

    workbook.page.keyboard.type("4\n")

    expect_total(workbook, 18_000)


def test_a_choice_opens_and_a_counted_quantity_says_why(workbook: Workbook) -> None:
    """The kind of a speaker is chosen by keys as before; a click and a key on the 6 periods say where they come from."""
    kind = cell(workbook, KIND)
    before = kind.input_value()
    kind.select_option(index=1)
    settled(workbook)
    assert kind.input_value() != before
    workbook.press("Control+z")
    expect(kind).to_have_value(before)

    cell(workbook, SPEAKER).click()
    workbook.page.keyboard.type("8")

    expect(workbook.app.locator(".plc-why")).to_contain_text("課程表")
    expect(cell(workbook, SPEAKER)).to_have_value("6")
