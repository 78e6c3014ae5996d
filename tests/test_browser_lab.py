"""What a planner meets around the workbook: JupyterLab runs it unasked, and asks nothing back."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_app import PRINTING, cell, expect_total, fill_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Dialog

    from browser_fixtures import Visit
    from browser_page import Workbook

pytestmark = pytest.mark.browser

KERNEL = 4
"""Its place in the menu of JupyterLab."""
_PATIENCE = 60_000
"""Longest wait for a kernel to run the notebook. [ms]"""


def sees_no_python(workbook: Workbook) -> None:
    """Nothing was pressed: the page is there; no code, no numbers of cells, no toolbar of a notebook."""
    page = workbook.page
    seen = page.locator(".plc-workbook").inner_text()

    assert page.locator("html").get_attribute("lang") == "zh-TW"
    assert "15,000" in seen
    assert "open_page" not in seen
    assert "[1]:" not in seen
    assert page.locator(".jp-NotebookPanel-toolbar").is_hidden()


def is_asked_nothing_on_leaving(workbook: Workbook, before: bytes) -> None:
    """Running changed the outputs of the notebook, yet there is nothing to save: it is as it was.

    F5 then goes on with the kernel that runs.
    """
    asked: list[str] = []
    workbook.page.on("dialog", lambda dialog: note(asked, dialog))
    (kernel,) = workbook.server.ask("api/kernels")
    assert workbook.page.locator(".jp-mod-dirty").count() == 0

    workbook.app.click()
    workbook.page.reload()

    workbook.app.locator(".plc-total").wait_for(timeout=_PATIENCE)
    assert (asked, notebook(workbook).read_bytes()) == ([], before)
    assert [one["id"] for one in workbook.server.ask("api/kernels")] == [kernel["id"]]


def note(asked: list[str], dialog: Dialog) -> None:
    """Keep what a browser asks, and agree."""
    asked.append(dialog.type)
    dialog.accept()


def notebook(workbook: Workbook) -> Path:
    """Return the notebook that is open."""
    return workbook.server.folder / "notebooks" / "1_budget.ipynb"


def shows_the_same_in_two_windows(first: Workbook, second: Workbook) -> None:
    """They share a kernel: what is typed in one stands in the other at once."""
    fill_in(second, PRINTING, "75")

    expect_total(second, 14500)
    expect_total(first, 14500)


def undoes_in_the_plan_and_shows_no_code(workbook: Workbook) -> None:
    """70 copies, a click beside the page and on a button that vanishes: Ctrl+Z is the plan's, the code stays hidden."""
    page = workbook.page
    fill_in(workbook, PRINTING, "70")
    expect_total(workbook, 14000)
    box = workbook.app.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 5, box["y"] + 300)

    workbook.press("Control+z")
    expect_total(workbook, 15000)
    page.evaluate("() => document.activeElement.blur()")
    workbook.press("Control+Shift+z")
    expect_total(workbook, 14000)
    workbook.press("Control+z")

    expect_total(workbook, 15000)
    sees_no_python(workbook)


def survives_the_kernel_started_anew(workbook: Workbook) -> None:
    """The kernel is restarted from the menu: the page comes back by itself, with the 75 copies."""
    workbook.page.evaluate("() => document.querySelector('.plc-page').setAttribute('data-old', '')")
    workbook.page.locator(".lm-MenuBar-item").nth(KERNEL).click()
    workbook.page.locator('.lm-Menu-item[data-command="kernelmenu:restart"]').click()
    workbook.page.locator(".jp-Dialog .jp-mod-accept").click()

    back = workbook.page.locator(".plc-page:not([data-old]) .plc-total")
    back.first.wait_for(timeout=_PATIENCE)
    expect(cell(workbook, PRINTING)).to_have_value("75")
    fill_in(workbook, PRINTING, "80")
    expect_total(workbook, 15000)


def runs_no_notebook_but_ours(workbook: Workbook, folder: Path) -> None:
    """One cell more than shipped, whatever the file says of itself: it waits for whoever opened it."""
    made = folder / "made-by-running"
    book = json.loads(notebook(workbook).read_text(encoding="utf-8"))
    code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    book["cells"].insert(0, {**code, "id": "more", "source": [f"open({str(made)!r}, 'x').close()"]})
    notebook(workbook).with_name("other.ipynb").write_text(json.dumps(book), encoding="utf-8")

    workbook.page.goto(workbook.server.address.replace("1_budget", "other"))
    idle = workbook.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]:visible')
    idle.wait_for(timeout=_PATIENCE)
    workbook.open()

    assert not made.exists()


def test_a_day_in_jupyterlab(visit: Visit, tmp_path: Path) -> None:
    """Opened, left, loaded anew, opened twice, its kernel restarted: the work is always there."""
    first = visit("lab")
    before = notebook(first).read_bytes()

    sees_no_python(first)
    is_asked_nothing_on_leaving(first, before)
    undoes_in_the_plan_and_shows_no_code(first)
    second = visit("lab", plan=None)
    shows_the_same_in_two_windows(first, second)
    second.page.close()
    survives_the_kernel_started_anew(first)
    runs_no_notebook_but_ours(first, tmp_path)


@pytest.mark.office
def test_the_page_prints_on_paper(workbook: Workbook, tmp_path: Path) -> None:
    """A4, from its first line to its last: nothing is cut off at the end of the screen."""
    paper = tmp_path / "page.pdf"
    workbook.page.pdf(path=paper, format="A4")
    words = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    first, *_ = words.split("\f")

    assert "15,000" in first
    assert "壹萬伍仟元整" in words
    assert "乘" in words, "the fourth question is the last thing on the page"
    assert "另見" not in words, "the guidance beside the page stays on the screen"
