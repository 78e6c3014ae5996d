"""A workbook open in a browser, and what a planner does there: type, paste, press keys, look.

Debian's Chromium driven by Playwright.  No test waits a fixed time: it waits for what shall appear.
"""

from __future__ import annotations

import html
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import programs
from browser_observing import Watch, watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from browser_servers import Server

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
SCREEN = (1366, 768)
"""The screen of an office laptop. [px]"""
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
_PATIENCE = 20_000
"""Longest wait for something to appear. [ms]"""
_KERNEL_PATIENCE = 60_000
"""Longest wait for a kernel to run the notebook. [ms]"""
_FAILED = "There was an error when executing cell"
"""What Voilà says in place of a page."""
_WORDS_SHOWN = 2000
"""How much of a page is told where ours did not appear. [characters]"""
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
    is_dark: bool = False


@dataclass(frozen=True)
class Workbook:
    """The first notebook open on the server's plan."""

    page: Page
    server: Server
    watch: Watch
    look: Look = field(default_factory=Look)

    @property
    def plan(self) -> Path:
        """The plan it shows."""
        return self.server.plan

    @property
    def app(self) -> Locator:
        """The element of our page."""
        return self.page.locator(OURS).first

    def open(self) -> None:
        """Go to the address the command says, and wait for our page: nothing is clicked for it.

        Raises
        ------
        RuntimeError
            If it does not come; with what stands there in its place.
        """
        from playwright.sync_api import TimeoutError as NeverCame

        theme = "&theme=dark" if self.server.kind == "voila" and self.look.is_dark else ""
        self.page.goto(self.server.address + theme, timeout=_KERNEL_PATIENCE)
        here = self.app.locator(".plc-total").first
        with suppress(NeverCame):
            here.or_(self.page.get_by_text(_FAILED)).first.wait_for(timeout=_KERNEL_PATIENCE)
        if not here.is_visible():
            instead = self.page.locator("body").inner_text()[:_WORDS_SHOWN]
            raise RuntimeError(f"no workbook, but:\n{instead}\n{self.watch.verdict()}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)


@contextmanager
def visiting(browser: Browser, server: Server, look: Look | None = None) -> Iterator[Workbook]:
    """Open the workbook as somebody who has never been there, and leave in the end."""
    look = look or Look()
    context = browser.new_context(
        locale="zh-TW",
        accept_downloads=True,
        viewport={"width": look.screen[0], "height": look.screen[1]},
        color_scheme="dark" if look.is_dark else "light",
    )
    context.set_default_timeout(_PATIENCE)
    if server.kind == "lab":
        server.choose_theme(DARK if look.is_dark else LIGHT)
    try:
        seen = watch(context, server.kind)
        workbook = Workbook(context.new_page(), server, seen, look)
        workbook.open()
        yield workbook
    finally:
        context.close()


@contextmanager
def zoomed(page: Page, times: int) -> Iterator[None]:
    """Enlarge a page as the browser's own menu does: everything twice as large, half as much seen."""
    width, height = SCREEN
    session = page.context.new_cdp_session(page)
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": width // times,
            "height": height // times,
            "deviceScaleFactor": times,
            "mobile": False,
        },
    )
    try:
        yield
    finally:
        session.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        session.detach()


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


def read_clipboard(page: Page) -> str:
    """Return the text on the clipboard."""
    page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=page.evaluate("() => location.origin")
    )
    words: str = page.evaluate("() => navigator.clipboard.readText()")
    return words
