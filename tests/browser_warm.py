"""Pages that stay open from test to test, and show the county's plan as new to each.

Opening a page takes seconds, most tests take less.  What a page keeps besides the plan (a panel that
is open, a cell that is not understood) is put back; if that does not do, it is opened anew.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from playwright.sync_api import Error, expect

import browser_page
from browser_app import MISC, PRINTING, SPEAKER, cell, expect_total, order, settled
from browser_page import Look, Workbook
from browser_servers import COUNTY, Kind, Server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    from playwright.sync_api import Browser

_LOOK = "() => window.dispatchEvent(new Event('focus'))"
_LINES = ["speaker_internal", "printing", "misc"]


class Warm:
    """The pages that are open, one for each server and look; all are left in the end."""

    def __init__(self, browser: Browser, servers: Mapping[Kind, Server]) -> None:
        self._browser, self._servers = browser, servers
        self._open: dict[tuple[Kind, Look], tuple[Workbook, ExitStack]] = {}

    def __enter__(self) -> Self:
        """Begin with none."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Leave every page."""
        for _page, leaving in self._open.values():
            leaving.close()

    def workbook(self, kind: Kind = "voila", look: Look | None = None) -> Workbook:
        """Return a page that shows the county's plan as if it had just been opened."""
        key = kind, look or Look()
        if key in self._open:
            if as_new(self._open[key][0]):
                return self._open[key][0]
            self._open.pop(key)[1].close()
        self._servers[kind].lay_out(COUNTY)
        self._servers[kind].forget_kernels()
        leaving = ExitStack()
        visiting = browser_page.visiting(self._browser, self._servers[kind], look)
        self._open[key] = leaving.enter_context(visiting), leaving
        return self._open[key][0]

    def verdict(self) -> str:
        """Return what went wrong on these pages since it was asked for last."""
        watches = [workbook.watch for workbook, _ in self._open.values()]
        told = "\n".join(filter(None, (watch.verdict() for watch in watches)))
        for watch in watches:
            watch.errors.clear()
            watch.outside.clear()
        return told


def as_new(workbook: Workbook) -> bool:
    """Put the county's plan in place of what a test left; tell whether the page shows just that."""
    try:
        _put_away(workbook)
        workbook.server.lay_out(COUNTY)
        workbook.page.evaluate(_LOOK)
        expect_total(workbook, 15_000)
        for at, words in ((SPEAKER, "6"), (PRINTING, "80"), (MISC, "1")):
            expect(cell(workbook, at)).to_have_value(words)
        expect(workbook.app.locator('[aria-invalid="true"], .plc-conflict')).to_have_count(0)
    except (AssertionError, Error):
        return False
    return order(workbook) == _LINES


def _put_away(workbook: Workbook) -> None:
    """Give up what is not understood, close details, and choose the first panel."""
    settled(workbook)
    tables = workbook.app.locator(".plc-tables")
    while (wrong := tables.locator('[aria-invalid="true"]')).count():
        field = wrong.first.element_handle()
        field.press("Escape")
        settled(workbook)
        if field.get_attribute("aria-invalid"):
            return
    opened = tables.locator('.plc-button[aria-expanded="true"]')
    for _ in range(opened.count()):
        opened.first.click()
    workbook.app.get_by_role("tab").first.click()
    settled(workbook)
