"""The page is for everybody: no barrier on any panel, in the light, in the dark, enlarged, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser_desk import (
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
from browser_page import Look

if TYPE_CHECKING:
    from browser_fixtures import Visit
    from browser_page import Workbook
    from browser_servers import Kind

pytestmark = pytest.mark.browser

DARK = Look(is_dark=True)
ENLARGED = Look(zoom=2)


def in_trouble(workbook: Workbook) -> None:
    """Bring the plan into a state that shows much: over the total, a cell not understood, details."""
    fill_in(workbook, At("timetable", "2", "paid_minutes"), "80")
    fill_in(workbook, PRINTING, "很多")
    row_of(workbook, PRINTING).locator("button[aria-expanded]").click()
    opened_below(workbook, PRINTING).wait_for()
    settled(workbook)


@pytest.mark.parametrize(
    ("kind", "look"),
    [("voila", Look()), ("voila", DARK), ("lab", DARK)],
    ids=["voila-light", "voila-dark", "lab-dark"],
)
def test_no_panel_has_a_barrier(visit: Visit, kind: Kind, look: Look) -> None:
    """axe-core finds nothing: names, roles, contrast, headings, tables; in peace and in trouble."""
    workbook = visit(kind, look=look)
    found = barriers(workbook.desk)

    in_trouble(workbook)
    for name in panels(workbook):
        open_panel(workbook, name)
        found += [f"{name}: {barrier}" for barrier in barriers(workbook.desk)]

    assert len(panels(workbook)) > 5
    assert sorted(set(found)) == []


@pytest.mark.parametrize("kind", ["voila", "lab"])
def test_enlarged_to_twice_nothing_is_out_of_reach(visit: Visit, kind: Kind) -> None:
    """On 1366 × 768 at 200 %, every cell that has the focus is in sight, not behind the bar."""
    workbook = visit(kind, look=ENLARGED)
    in_trouble(workbook)

    hidden: list[str | None] = []
    for field in workbook.desk.locator("[data-table]").all():
        field.focus()
        hidden += [field.get_attribute("aria-label")] if not field.evaluate(_IS_SEEN) else []

    assert hidden == []


@pytest.mark.parametrize("look", [Look(), ENLARGED], ids=["once", "twice"])
def test_no_panel_is_wider_than_the_page(visit: Visit, look: Look) -> None:
    """Nobody scrolls sideways to read, but inside a wide table."""
    workbook = visit(look=look)
    in_trouble(workbook)

    wide: dict[str, int] = {}
    for name in panels(workbook):
        open_panel(workbook, name)
        over = workbook.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        wide |= {name: over} if over > 0 else {}

    assert wide == {}


_IS_SEEN = """field => {
  const box = field.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(10, box.height / 2));
  return top === field;
}"""
