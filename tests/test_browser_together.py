"""Two windows on one plan: nothing is overwritten, and each sees what the other saved."""

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
    row_of,
    save_elsewhere,
    saved,
    settled,
)

if TYPE_CHECKING:
    from browser_fixtures import Visit
    from browser_page import Workbook

pytestmark = pytest.mark.browser

AGAIN, TAKE = 0, 1
"""The two ways out where both changed one thing: mine again on their version, or theirs."""


def type_while_others_save(workbook: Workbook, mine: At, words: str) -> None:
    """Let somebody save 70 copies while we type ours."""
    field = cell(workbook, mine)
    field.focus()
    field.select_text()
    workbook.page.keyboard.type(words)
    save_elsewhere(workbook.plan)
    field.press("Enter")


def choose(workbook: Workbook, way: int) -> None:
    """Take one of the two ways out."""
    workbook.app.locator(".plc-conflict .plc-choice button").nth(way).click()
    settled(workbook)
    expect(workbook.app.locator(".plc-conflict")).to_have_count(0)


def test_both_changes_are_kept_where_they_do_not_touch(workbook: Workbook) -> None:
    """They saved 70 copies, we typed 3 of the rest: nobody is asked, 6,000 + 7,000 + 3,000."""
    type_while_others_save(workbook, MISC, "3")

    expect_total(workbook, 16000)
    expect(workbook.app.locator(".plc-conflict")).to_have_count(0)
    expect(cell(workbook, PRINTING)).to_have_value("70")
    expect(cell(workbook, MISC)).to_have_value("3")
    assert saved(workbook.plan).budget.total == 16000


def test_what_both_changed_is_marked_and_theirs_can_stand(workbook: Workbook) -> None:
    """70 copies against our 60 in one cell: marked as changed by both; taken, theirs stands."""
    type_while_others_save(workbook, PRINTING, "60")
    contested = workbook.app.locator(".plc-conflict tr.plc-contested").first
    contested.wait_for()
    assert saved(workbook.plan).budget.total == 14000, "nothing is overwritten"

    for copies in ("80", "70", "60"):
        expect(contested).to_contain_text(copies)
    choose(workbook, TAKE)

    expect_total(workbook, 14000)
    expect(cell(workbook, PRINTING)).to_have_value("70")


def test_what_both_changed_can_be_made_again_on_theirs(workbook: Workbook) -> None:
    """70 copies against our 60 in one cell: made again, ours stands, 6,000 + 6,000 + 1,000."""
    type_while_others_save(workbook, PRINTING, "60")
    workbook.app.locator(".plc-conflict").wait_for()
    choose(workbook, AGAIN)

    expect_total(workbook, 13000)
    expect(cell(workbook, PRINTING)).to_have_value("60")


def test_two_windows_meet(visit: Visit) -> None:
    """The second types while the first saves: what the first saved stays, and both are kept."""
    first, second = visit(), visit(plan=None)
    cell(second, MISC).focus()
    cell(second, MISC).select_text()
    second.page.keyboard.type("3")
    fill_in(first, PRINTING, "70")
    expect_total(first, 14000)

    cell(second, MISC).press("Enter")

    expect_total(second, 16000)
    expect_total(first, 16000)


def test_a_window_that_is_looked_at_shows_what_the_other_saved(visit: Visit) -> None:
    """Nothing was typed there: it simply shows the plan as it is now."""
    first, second = visit(), visit(plan=None)
    fill_in(first, PRINTING, "70")
    expect_total(first, 14000)

    second.page.evaluate("() => window.dispatchEvent(new Event('focus'))")

    expect(amount(second, "printing")).to_have_text("7,000")
    expect_total(second, 14000)


def test_what_is_being_typed_meets_the_plan_it_was_typed_for(visit: Visit) -> None:
    """The activity above is deleted elsewhere and the window looked at: the speaker goes to the activity it was typed for."""
    first, second = visit(), visit(plan=None)
    field = cell(second, At("timetable", "2", "speaker"))
    field.click()
    second.page.keyboard.type("王老師")
    above = At("timetable", "1", "activity")
    row_of(first, above).locator(".plc-button[aria-expanded]").click()
    opened_below(first, above).locator(".plc-rowbuttons button").nth(4).click()
    settled(first)
    before = saved(first.plan).timetable

    second.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    settled(second)
    expect(field).to_have_value("王老師")
    second.press("Tab")
    settled(second)

    after = saved(second.plan).timetable
    assert [row.activity for row in after] == [row.activity for row in before]
    assert [row.speaker for row in after] == [
        before[0].speaker,
        "王老師",
        *(row.speaker for row in before[2:]),
    ]
