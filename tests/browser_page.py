"""A workbook open in a browser, and what a planner does there: type, paste, press keys, look.

Debian's Chromium driven by Playwright.  No test waits a fixed time: it waits for what shall appear.
"""

from __future__ import annotations

import html
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import programs
from browser_observing import Watch, watch
from browser_servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Locator, Page

FLAGS = (
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OURS = ".plc-page"
"""The element of the whole page."""
PATIENCE = 20_000
"""Longest wait for something to appear. [ms]"""
_KERNEL_PATIENCE = 60_000
"""Longest wait for a kernel to run the notebook. [ms]"""
SCREEN = (1366, 768)
"""The screen of an office laptop. [px]"""
_KERNEL_IS_READY = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === 'idle';
}"""
_RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
_COPY = """async ([plain, html]) => {
  const kinds = {'text/plain': plain, 'text/html': html};
  const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], {type: kind})]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, without a window, and close it in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True)
class Look:
    """How somebody looks at the page."""

    screen: tuple[int, int] = SCREEN
    zoom: int = 1
    is_dark: bool = False


@dataclass(frozen=True)
class Workbook:
    """A notebook open on a plan."""

    page: Page
    server: Server
    notebook: Path
    plan: Path
    watch: Watch
    look: Look = field(default_factory=Look)

    @property
    def desk(self) -> Locator:
        """The element of our page."""
        return self.page.locator(OURS).first

    def run(self) -> None:
        """Go to the notebook, run it where nobody else does, and wait for our page."""
        self.page.goto(self.server.address(self.notebook, is_dark=self.look.is_dark))
        if self.server.kind == "lab":
            self.page.wait_for_function(_KERNEL_IS_READY, timeout=_KERNEL_PATIENCE)
            if self.look.is_dark:
                self.page.evaluate(_DARK)
            self.page.evaluate(_RUN_ALL)
        self.desk.wait_for(timeout=_KERNEL_PATIENCE)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def second_window(self) -> Workbook:
        """Open the same notebook once more, with a kernel of its own."""
        another = Workbook(
            self.page.context.new_page(), self.server, self.notebook, self.plan, self.watch
        )
        another.run()
        return another


_DARK = """() => window.jupyterapp.commands.execute(
  'apputils:change-theme', {theme: 'JupyterLab Dark'})"""


@contextmanager
def visiting(
    browser: Browser, server: Server, notebook: Path, plan: Path, look: Look | None = None
) -> Iterator[Workbook]:
    """Open a notebook as somebody who has never been there, and leave in the end."""
    look = look or Look()
    context = browser.new_context(
        locale="zh-TW",
        accept_downloads=True,
        viewport={"width": look.screen[0] // look.zoom, "height": look.screen[1] // look.zoom},
        device_scale_factor=look.zoom,
        color_scheme="dark" if look.is_dark else "light",
    )
    context.set_default_timeout(PATIENCE)
    try:
        seen = watch(context, server.kind)
        workbook = Workbook(context.new_page(), server, notebook, plan, seen, look)
        workbook.run()
        yield workbook
    finally:
        context.close()


def put_on_clipboard(page: Page, rows: Sequence[Sequence[str]]) -> None:
    """Copy a block of cells as Excel does: plain text with tabs, and a table."""
    page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=page.evaluate("() => location.origin")
    )
    plain = "".join("\t".join(row) + "\r\n" for row in rows)
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    page.evaluate(_COPY, [plain, table])


def compose(page: Page, steps: Sequence[str], text: str) -> None:
    """Type through an input method (IME): what it shows while composing, then what is chosen."""
    session = page.context.new_cdp_session(page)
    for step in steps:
        at_end = {"selectionStart": len(step), "selectionEnd": len(step)}
        session.send("Input.imeSetComposition", {"text": step, **at_end})
    session.send("Input.insertText", {"text": text})
    session.detach()
