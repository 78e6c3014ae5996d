"""The fixtures of the browser tests: two servers, a browser, and workbooks on fresh plans.

The servers last for the whole run.  The browser, and the pages that stay open in it, last for one
file: while it is there, Playwright holds the event loop that other tests want.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

import browser_page
from browser_page import Look, Workbook
from browser_servers import COUNTY, Kind, Server, serving
from browser_warm import Warm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


class Visit(Protocol):
    """Opens the workbook of one of the two, on a copy of a plan or once more on the same."""

    def __call__(
        self, kind: Kind = ..., plan: Path | None = ..., look: Look | None = ...
    ) -> Workbook:
        """Open it, looked at in some way; without a plan on the one that is there."""


class _Started(dict[Kind, Server]):
    def __init__(self, running: ExitStack, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self._running, self._folders = running, folders

    def __missing__(self, kind: Kind) -> Server:
        self[kind] = self._running.enter_context(serving(kind, self._folders.mktemp(kind)))
        return self[kind]


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Kind, Server]]:
    """Return the servers that run; each is started when it is asked for first."""
    with ExitStack() as running:
        yield _Started(running, tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with browser_page.chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, servers: dict[Kind, Server]) -> Iterator[Visit]:
    """Return what opens workbooks; a test whose pages met an error fails in the end."""
    opened: list[Workbook] = []
    with ExitStack() as leaving:

        def open_one(
            kind: Kind = "voila", plan: Path | None = COUNTY, look: Look | None = None
        ) -> Workbook:
            if plan is not None:
                servers[kind].lay_out(plan)
                servers[kind].forget_kernels()
            visiting = browser_page.visiting(browser, servers[kind], look)
            opened.append(leaving.enter_context(visiting))
            return opened[-1]

        yield open_one
    wrong = "\n".join(filter(None, (workbook.watch.verdict() for workbook in opened)))
    if wrong:
        pytest.fail(f"the pages of this test met errors:\n{wrong}", pytrace=False)


@pytest.fixture(scope="module")
def warm(browser: Browser, servers: dict[Kind, Server]) -> Iterator[Warm]:
    """Return the pages that stay open from test to test."""
    with Warm(browser, servers) as pages:
        yield pages


@pytest.fixture
def shown(warm: Warm) -> Iterator[Warm]:
    """Return the same for one test, which fails in the end if its pages met an error."""
    yield warm
    if wrong := warm.verdict():
        pytest.fail(f"the pages of this test met errors:\n{wrong}", pytrace=False)


@pytest.fixture
def workbook(shown: Warm) -> Workbook:
    """Return the county's plan, open in Voilà."""
    return shown.workbook()
