"""A network that fails for some seconds, or for good: what was typed is saved, or said not to be."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import MISC, PRINTING, At, cell, expect_total, fill_in, saved, settled
from browser_network import Network, network_to
from browser_page import visiting
from browser_servers import COUNTY
from plc_budget.plan.history.log import read_history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from browser_network import Way
    from browser_page import Workbook
    from browser_servers import Kind, Server

pytestmark = pytest.mark.browser

NOTE = At("budget", "misc", "note")
_HOLE = 2.5
"""How long the network swallows what is sent. [s]"""
_ASKED = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""
_LATE = 30_000
"""Longest wait until what was swallowed is sent again, or a planner is told that nobody answers. [ms]"""


@pytest.fixture
def far(browser: Browser, servers: dict[Kind, Server]) -> Iterator[tuple[Workbook, Network]]:
    """Open the county's plan through a network that can fail.

    The browser complains of it where nobody is there any more; what else is wrong is not looked at.
    """
    servers["voila"].lay_out(COUNTY)
    with ExitStack() as leaving:
        network = leaving.enter_context(network_to(servers["voila"]))
        workbook = leaving.enter_context(visiting(browser, network.server))
        settled(workbook)
        yield workbook, network


def changes(workbook: Workbook) -> list[tuple[str, str | None, str | None]]:
    """Return what the history says was changed: the field, and from what to what."""
    history, _ = read_history(workbook.plan)
    assert history is not None
    return [
        (change.field, change.before, change.after)
        for step in history.steps
        for change in step.changes
    ]


@pytest.mark.parametrize("ways", [("there",), ("back",), ("there", "back")])
def test_what_a_hole_in_the_network_swallowed_is_saved(
    far: tuple[Workbook, Network], ways: tuple[Way, ...]
) -> None:
    """70 copies are typed into the hole, 3 of the rest after it: 6,000 + 7,000 + 3,000, each once and in this order."""
    workbook, network = far
    with network.hole(*ways):
        fill_in(workbook, PRINTING, "70", "Tab")
        assert network.has_swallowed.wait(10)
        workbook.page.wait_for_timeout(_HOLE * 1000)

    fill_in(workbook, MISC, "3", "Tab")

    settled(workbook, _LATE)
    expect_total(workbook, 16_000)
    expect(cell(workbook, PRINTING)).to_have_value("70")
    assert changes(workbook) == [("quantity", "80", "70"), ("quantity", "1", "3")]
    assert not workbook.page.evaluate(_ASKED)


def test_what_was_typed_within_a_hole_is_saved_in_order(far: tuple[Workbook, Network]) -> None:
    """70, then 60, then a line more: nothing is pressed after it, and all of it is saved once."""
    workbook, network = far
    with network.hole("there", "back"):
        fill_in(workbook, PRINTING, "70", "Tab")
        fill_in(workbook, PRINTING, "60", "Tab")
        workbook.app.locator(".plc-budget .plc-below button").click()
        assert network.has_swallowed.wait(10)
        assert workbook.page.evaluate(_ASKED), "leaving now would lose it"
        workbook.page.wait_for_timeout(_HOLE * 1000)

    settled(workbook, _LATE)
    expect_total(workbook, 13_000)
    assert [(before, after) for field, before, after in changes(workbook)][:2] == [
        ("80", "70"),
        ("70", "60"),
    ]
    assert len(saved(workbook.plan).rows) == 4
    assert not workbook.page.evaluate(_ASKED)


def test_a_server_that_is_gone_is_said_with_what_is_not_saved(
    far: tuple[Workbook, Network],
) -> None:
    """The cells keep what was typed, the page names it and asks who leaves; the plan is as it was."""
    workbook, network = far
    network.end()

    fill_in(workbook, PRINTING, "70", "Tab")
    fill_in(workbook, NOTE, "茶水", "Tab")

    told = workbook.app.locator(".plc-fault")
    expect(told).to_be_visible(timeout=_LATE)
    expect(told.locator("li")).to_have_text(["印刷費 數量：70", "雜支 說明：茶水"])
    expect(cell(workbook, PRINTING)).to_have_value("70")
    expect(cell(workbook, NOTE)).to_have_value("茶水")
    assert workbook.page.evaluate(_ASKED)
    assert saved(workbook.plan).budget.total == 15_000
