"""The page is for everybody: no barrier on any panel, in the light, in the dark, enlarged, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser_app import (
    PRINTING,
    At,
    fill_in,
    open_panel,
    opened_below,
    panels,
    row_of,
    settled,
)
from browser_observing import barriers
from browser_page import Look, zoomed

if TYPE_CHECKING:
    from browser_page import Workbook
    from browser_servers import Kind
    from browser_warm import Warm

pytestmark = pytest.mark.browser

PAGES: tuple[tuple[Kind, Look], ...] = (
    ("voila", Look()),
    ("voila", Look(is_dark=True)),
    ("lab", Look(is_dark=True)),
)
NAMES = ("voila-light", "voila-dark", "lab-dark")


def in_trouble(workbook: Workbook) -> None:
    """Bring the plan into a state that shows much: over the total, a cell not understood, details."""
    fill_in(workbook, At("timetable", "2", "paid_minutes"), "80")
    fill_in(workbook, PRINTING, "很多")
    row_of(workbook, PRINTING).locator(".plc-button[aria-expanded]").click()
    opened_below(workbook, PRINTING).wait_for()
    settled(workbook)


@pytest.mark.parametrize(("kind", "look"), PAGES, ids=NAMES)
def test_no_panel_has_a_barrier(shown: Warm, kind: Kind, look: Look) -> None:
    """axe-core finds nothing: names, roles, contrast, headings, tables; in peace and in trouble."""
    workbook = shown.workbook(kind, look)
    found = barriers(workbook.app)

    in_trouble(workbook)
    found += barriers(workbook.app)
    for name in panels(workbook):
        panel = open_panel(workbook, name)
        part = panel if look.is_dark else workbook.app  # what differs in the dark are colours
        found += [f"{name}: {barrier}" for barrier in barriers(part)]

    assert len(panels(workbook)) > 5
    assert sorted(set(found)) == []


@pytest.mark.parametrize(("kind", "look"), [PAGES[0], PAGES[2]], ids=[NAMES[0], NAMES[2]])
def test_enlarged_to_twice_nothing_is_out_of_reach(shown: Warm, kind: Kind, look: Look) -> None:
    """On 1366 × 768 at 200 %, every cell that has the focus is in sight, not behind the bar."""
    workbook = shown.workbook(kind, look)
    hidden: list[str | None] = []

    with zoomed(workbook.page, 2):
        in_trouble(workbook)
        for field in workbook.app.locator("[data-table]").all():
            field.focus()
            hidden += [] if field.evaluate(_IS_SEEN) else [field.get_attribute("aria-label")]

    assert hidden == []


@pytest.mark.parametrize("times", [1, 2])
def test_no_panel_is_wider_than_the_page(workbook: Workbook, times: int) -> None:
    """Nobody scrolls sideways to read, but inside a wide table."""
    wide: dict[str, int] = {}

    with zoomed(workbook.page, times):
        in_trouble(workbook)
        for name in panels(workbook):
            open_panel(workbook, name)
            over = workbook.page.evaluate(_TOO_WIDE)
            wide |= {name: over} if over > 0 else {}

    assert wide == {}


_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_IS_SEEN = """field => {
  const box = field.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(10, box.height / 2));
  return top === field;
}"""
