"""What a planner meets around the workbook: JupyterLab runs it unasked, and asks nothing back."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

import browser_page
from browser_observing import watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from browser_page import Workbook
    from browser_servers import Kind, Server

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(servers: dict[Kind, Server]) -> Server:
    """JupyterLab on a planner's folder, with no kernel running."""
    servers["lab"].forget_kernels()
    return servers["lab"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page; what went wrong on it fails the test."""
    context = browser.new_context(locale="zh-TW", viewport={"width": 1366, "height": 768})
    seen = watch(context, "lab")
    yield context.new_page()
    context.close()
    assert seen.verdict() == ""


def opened(page: Page, server: Server) -> Page:
    """Go to the workbook, and wait until it is there by itself."""
    page.goto(server.address)
    page.locator(browser_page.OURS).first.wait_for(timeout=60_000)
    return page


def test_a_planner_sees_the_workbook_and_no_python(lab: Server, page: Page) -> None:
    """Nothing was pressed: the page is there; no code, no numbers of cells, no toolbar of a notebook."""
    opened(page, lab)
    seen = page.locator(".plc-workbook").inner_text()

    assert page.locator("html").get_attribute("lang") == "zh-TW"
    assert "15,000" in seen
    assert "open_page" not in seen
    assert "[1]:" not in seen
    assert page.locator(".jp-NotebookPanel-toolbar").is_hidden()


def test_nothing_is_asked_when_the_planner_leaves(lab: Server, page: Page) -> None:
    """Running changed the outputs of the notebook, yet there is nothing to save: the file is as it was."""
    notebook = lab.folder / "notebooks" / "1_budget.ipynb"
    before = notebook.read_bytes()
    opened(page, lab)

    assert page.locator(".jp-mod-dirty").count() == 0
    asked: list[str] = []
    page.on("dialog", lambda dialog: note(asked, dialog))
    page.locator(browser_page.OURS).first.click()
    page.reload()
    page.locator(browser_page.OURS).first.wait_for(timeout=60_000)
    assert (asked, notebook.read_bytes()) == ([], before)


def note(asked: list[str], dialog: Dialog) -> None:
    """Keep what a browser asks, and agree."""
    asked.append(dialog.type)
    dialog.accept()


def test_loaded_anew_the_workbook_is_there_again(lab: Server, page: Page) -> None:
    """F5 goes on with the kernel that runs; restarting the kernel shows the page anew."""
    opened(page, lab).reload()
    page.locator(browser_page.OURS).first.wait_for(timeout=60_000)
    (kernel,) = lab.ask("api/kernels")

    lab.ask(f"api/kernels/{kernel['id']}/restart", "POST", "{}")
    page.locator(f"{browser_page.OURS} >> text=15,000").first.wait_for(timeout=60_000)


def test_a_notebook_that_is_not_ours_is_not_run(lab: Server, page: Page, tmp_path: Path) -> None:
    """One cell more than shipped, whatever the file says of itself: it waits for whoever opened it."""
    made = tmp_path / "made-by-running"
    book = json.loads((lab.folder / "notebooks" / "1_budget.ipynb").read_text(encoding="utf-8"))
    code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    book["cells"].insert(0, {**code, "id": "more", "source": [f"open({str(made)!r}, 'x').close()"]})
    (lab.folder / "notebooks" / "other.ipynb").write_text(json.dumps(book), encoding="utf-8")

    page.goto(lab.address.replace("1_budget", "other"))
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first.wait_for(
        timeout=60_000
    )
    opened(page, lab)

    assert not made.exists()


@pytest.mark.office
def test_the_page_prints_on_paper(workbook: Workbook, tmp_path: Path) -> None:
    """A4, from its first line to its last: nothing is cut off at the end of the screen."""
    paper = tmp_path / "page.pdf"
    workbook.page.pdf(path=paper, format="A4")
    words = subprocess.run(["pdftotext", "-layout", str(paper), "-"], check=True,
                           capture_output=True, text=True, encoding="utf-8").stdout  # fmt: skip
    first, *_ = words.split("\f")

    assert "15,000" in first
    assert "壹萬伍仟元整" in words
    assert "乘" in words, "the fourth question is the last thing on the page"
    assert "另見" not in words, "the guidance beside the page stays on the screen"


def test_another_notebook_shows_the_plan_that_is_shown_here(workbook: Workbook) -> None:
    """Of several plans the one in the address goes along to 勻支; nobody reallocates another's."""
    workbook.page.goto(f"{workbook.server.address}?plan=plan")
    workbook.desk.wait_for()
    workbook.page.get_by_role("link", name="二、勻支").click()

    workbook.page.wait_for_url("**/2_reallocate.ipynb?plan=plan")
    workbook.desk.wait_for()
