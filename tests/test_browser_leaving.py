"""Who leaves the page before something is saved is asked first; who has saved everything is not."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import MISC, PRINTING, At, cell, expect_total, fill_in, said, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Dialog

    from browser_page import Workbook

pytestmark = pytest.mark.browser

NOTE = At("budget", "printing", "note")
ELSEWHERE = {
    "host": "another-machine",
    "pid": 4321,
    "user": "主計",
    "since": "2025-05-20T12:00:00+08:00",
    "token": "0" * 32,
}
"""Who holds the plan."""
_RELOAD = "() => { setTimeout(() => location.reload(), 0); }"
_ASKED = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""
"""Whether who left now would be asked; nobody leaves."""


def stays_when_asked(workbook: Workbook) -> None:
    """Load the page anew, be asked, and stay."""
    with workbook.page.expect_event("dialog") as coming:
        workbook.page.evaluate(_RELOAD)
    dialog: Dialog = coming.value
    assert dialog.type == "beforeunload"
    dialog.dismiss()


def is_asked(workbook: Workbook) -> bool:
    """Tell whether the page would ask who leaves it now."""
    return bool(workbook.page.evaluate(_ASKED))


@contextmanager
def held_elsewhere(workbook: Workbook) -> Iterator[None]:
    """Hold the plan's folder as a colleague does who saves just now: no answer comes meanwhile."""
    lock = workbook.plan / "plan.lock"
    lock.write_text(json.dumps(ELSEWHERE), encoding="utf-8")
    try:
        yield
    finally:
        lock.unlink()


def test_typing_that_was_not_left_is_asked_about(workbook: Workbook) -> None:
    """A note is typed and the cell not left: loaded anew, the page asks; whoever stays keeps the words."""
    assert not is_asked(workbook)
    field = cell(workbook, NOTE)
    field.focus()
    field.press_sequentially("膠裝")

    stays_when_asked(workbook)

    expect(field).to_have_value("膠裝")
    workbook.press("Tab")
    settled(workbook)
    assert not is_asked(workbook)


def test_what_was_typed_and_taken_back_is_not_asked_about(workbook: Workbook) -> None:
    """80, a figure more, and that deleted again: the cell says what the plan says."""
    cell(workbook, PRINTING).focus()
    workbook.press("End", "5")
    assert is_asked(workbook)

    workbook.press("Backspace")

    assert not is_asked(workbook)


def test_what_is_not_answered_yet_is_asked_about_and_seen(workbook: Workbook) -> None:
    """A colleague holds the folder: 70 copies wait, which the page says, and asks about; then they are saved."""
    pending = workbook.app.locator(".plc-pending")
    expect(pending).to_be_hidden()
    with held_elsewhere(workbook):
        fill_in(workbook, PRINTING, "70", "Tab")
        expect(pending).to_be_visible()
        stays_when_asked(workbook)

    expect_total(workbook, 14_000)
    expect(pending).to_be_hidden()
    assert not is_asked(workbook)


def test_looking_is_nothing_to_be_saved(workbook: Workbook) -> None:
    """Coming back to the window, choosing a panel: the page asks nothing, answered or not."""
    workbook.page.evaluate("() => window.dispatchEvent(new Event('focus'))")

    assert not is_asked(workbook)
    settled(workbook)


def test_what_waits_in_a_cell_is_asked_about(workbook: Workbook) -> None:
    """「很多」 is kept in its cell and is no part of the plan: the page asks until it is mended."""
    fill_in(workbook, MISC, "很多")
    settled(workbook)
    assert is_asked(workbook)

    workbook.press("Escape")

    settled(workbook)
    assert not is_asked(workbook)
    expect(said(workbook)).to_be_attached()
