"""How long a planner waits: from a keystroke to the new total, and from the address to the page.

A real browser on a real server, JupyterLab and Voilà as ``plc-budget lab`` and ``plc-budget app``
start them.  A wait begins at the keystroke that leaves a cell, and ends with the frame in which the
new total is drawn; both are taken by the page's own clock.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser_page import Workbook, chromium, visiting
from browser_servers import COUNTY, Kind, Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EDITS = 30
AIMS = {3: 100, 200: 150}
"""Longest median wait for a new total, by lines. [ms]"""
USABLE = 5.0
"""Longest wait from the address to the page, with a page warm. [s]"""
_WARMING = 10
"""Long enough for Voilà to have its warm pages ready again. [s]"""
_LISTEN = """() => {
  window.waits = [];
  let pressed = 0;
  document.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  new MutationObserver(() => requestAnimationFrame(() => { window.waits.push(performance.now() - pressed); }))
    .observe(document.querySelector('.plc-grand'), {characterData: true, childList: true, subtree: true});
}"""
_QUANTITY = '[data-table="budget"][data-row="printing"][data-column="quantity"]'
_MINUTES = '[data-table="timetable"][data-row="2"][data-column="paid_minutes"]'
EDITED = {"a quantity": (_QUANTITY, ("70", "80")), "a speaker's minutes": (_MINUTES, ("80", "40"))}
"""What is typed, in turns, by what it is called."""


class Waits(NamedTuple):
    """The waits for one kind of edit. [ms]"""

    what: str
    times: Sequence[float]

    def __str__(self) -> str:
        """Write the median, and what nine of ten stay below."""
        nine = quantiles(self.times, n=10)[-1]
        return f"{self.what}: median {median(self.times):.0f} ms, nine of ten below {nine:.0f} ms"


def long_plan(above: Path, lines: int) -> Path:
    """Copy the county's plan, with lines of 10 × 1 added until it has so many."""
    plan = Path(shutil.copytree(COUNTY, above / f"plan-{lines}"))
    table = plan / "budget.csv"
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    commas = rows[0].count(",")
    more = [f"line_{n},業務費,材料{n},10,份,1" for n in range(lines - len(rows) + 1)]
    table.write_text(
        "".join(f"{row}{',' * (commas - row.count(','))}\r\n" for row in [*rows, *more]),
        encoding="utf-8-sig",
    )
    return plan


def waits(workbook: Workbook, edits: int) -> Iterator[Waits]:
    """Type into a cell and leave it, again and again, each time when the last total is there."""
    page = workbook.page
    page.evaluate(_LISTEN)
    for what, (selector, words) in EDITED.items():
        field = page.locator(selector)
        page.evaluate("() => { window.waits = []; }")
        for number in range(edits + 2):
            field.fill(words[number % 2])
            field.press("Enter")
            page.wait_for_function(f"() => window.waits.length > {number}", polling=20)
        yield Waits(what, page.evaluate("() => window.waits")[2:])


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[tuple[Workbook, float, float]]:
    """Open the workbook; tell how long until it was there, and until its first edit was answered."""
    begun = time.perf_counter()
    with visiting(browser, server) as workbook:
        there = time.perf_counter() - begun
        workbook.page.locator(_QUANTITY).fill("81")
        workbook.page.locator(_QUANTITY).press("Enter")
        workbook.page.locator(".plc-page:not(.plc-busy)").wait_for()
        yield workbook, there, time.perf_counter() - begun


def measure(browser: Browser, kind: Kind, lines: int, edits: int, rest: float) -> None:
    """Print the waits for one server and one length of the plan, after a rest. [s]"""
    with tempfile.TemporaryDirectory(prefix="plc-budget-waits-") as scratch:
        plan = long_plan(Path(scratch), lines)
        with serving(kind, Path(scratch), plan) as server:
            time.sleep(rest)
            with opened(browser, server) as (workbook, there, answered):
                aim = f", aim {USABLE:.0f} s" if kind == "voila" else ""
                print(
                    f"{kind}, {lines} lines: page after {there:.1f} s, "
                    f"its first edit answered after {answered:.1f} s{aim}"
                )
                for one in waits(workbook, edits):
                    print(f"{kind}, {lines} lines, {one}, aim below {AIMS[lines]} ms")


def main() -> None:
    """Print the waits of a planner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--lines", type=int, nargs="*", default=list(AIMS), choices=list(AIMS))
    parser.add_argument("--rest", type=float, default=_WARMING, help="before the first visit [s]")
    parser.add_argument("--only", choices=["lab", "voila"])
    options = parser.parse_args()
    kinds: tuple[Kind, ...] = ("voila", "lab")
    with chromium() as browser:
        for kind in kinds:
            for lines in options.lines:
                if options.only in (None, kind):
                    measure(browser, kind, lines, options.edits, options.rest)


if __name__ == "__main__":
    main()
