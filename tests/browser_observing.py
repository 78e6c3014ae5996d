"""What must not happen on a page: errors, requests to the outside, barriers for some of us."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import programs

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Locator,
        Page,
        Route,
        WebError,
    )

    from browser_servers import Kind

INSIDE = frozenset({"data", "blob", "about"})
"""Schemes that ask nobody."""
LOCAL = "127.0.0.1"

NOT_OURS: dict[Kind, tuple[str, ...]] = {
    "lab": (),
    "voila": ("/voila/api/shutdown/",),  # refused when a page is left: an open bug of Voilà
}
"""Parts of console errors that the frame around our page says of itself; each with its reason."""

_TROUBLE = re.compile(r'"msg_type": ?"error"|"name": ?"stderr"')
"""An exception, or a warning, on its way from a kernel to the page."""
_NO_TROUBLE = re.compile(r'"text": ?"(No such comm|\d\.\d\ds - )')
"""A page asks a new kernel for widgets it has none of yet; a debugger speaks of itself."""
_LONGEST = 3000
"""How much of such a message is told. [characters]"""


@dataclass
class Watch:
    """What went wrong on the pages of one test; it stays empty where all is well."""

    kind: Kind
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def verdict(self) -> str:
        """Return what went wrong, one a line; empty if nothing did."""
        return "\n".join(
            [*self.errors, *(f"asked for from outside: {url}" for url in self.outside)]
        )


def watch(context: BrowserContext, kind: Kind) -> Watch:
    """Note every error of the pages of a context, and stop and note what they want from outside."""
    seen = Watch(kind)

    def met(route: Route) -> None:
        seen.outside.append(route.request.url)
        route.abort()

    def said(message: ConsoleMessage) -> None:
        words = f"console: {message.text} ({message.location['url']})"
        if message.type == "error" and not any(part in words for part in NOT_OURS[kind]):
            seen.errors.append(words)

    def raised(error: WebError) -> None:
        seen.errors.append(f"page: {error.error}")

    def heard(frame: bytes | str) -> None:
        text = frame.decode(errors="replace") if isinstance(frame, bytes) else frame
        seen.errors.extend(f"kernel: {told}" for told in told_by_kernel(text))

    def opened(page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", heard))

    context.route(is_outside, met)
    context.on("console", said)
    context.on("weberror", raised)
    context.on("page", opened)
    return seen


def told_by_kernel(message: str) -> list[str]:
    """Return what a message of the kernel says went wrong; a widget swallows it otherwise."""
    found = _TROUBLE.search(message)
    told = message[found.start() :][:_LONGEST] if found else ""
    return [told] if told and not _NO_TROUBLE.search(told) else []


def is_outside(url: str) -> bool:
    """Tell whether a request would leave the machine.

    >>> [is_outside(url) for url in ("http://127.0.0.1:8888/lab", "data:,", "https://example.org")]
    [False, False, True]
    """
    parts = urlsplit(url)
    return parts.scheme not in INSIDE and parts.hostname != LOCAL


def axe_source() -> str:
    """Return the script of axe-core, from disk."""
    return programs.axe().read_text(encoding="utf-8")


def barriers(part: Locator) -> list[str]:
    """Let axe-core judge a part of a page; one line for each element that breaks a rule of it."""
    page = part.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_source())
    found: dict[str, Any] = part.evaluate(
        "element => axe.run(element, {resultTypes: ['violations']})"
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
