"""The page without a browser: what it sends, what it says, what it keeps."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import HTML

import programs
from desks import desk
from plan_folders import plan_folder
from plc_budget.desk.panels import LAZY, PANELS
from plc_budget.widgets import Desk, Page, open_page
from plc_budget.widgets import page as page_module

FRONT = Path(page_module.__file__).parent / "front"
TABLES = ("bar", "timetable", "budget")


@pytest.fixture
def board(tmp_path: Path) -> Desk:
    """Put the plan of three lines on a desk that pages show."""
    return Desk(desk(tmp_path))


def heard(page: Page, n: int, **message: Any) -> None:  # noqa: ANN401 - as in JSON
    """Let the page hear a message of its script."""
    page._heard(page, {"n": n, **message}, ())  # noqa: SLF001 - what the browser calls


def sent(page: Page, n: int, **message: Any) -> set[str]:  # noqa: ANN401 - as in JSON
    """Return the traits that a message makes the page send."""
    names: set[str] = set()

    def note(change: Mapping[str, Any]) -> None:
        names.add(change["name"])

    page.observe(note)
    heard(page, n, **message)
    page.unobserve(note)
    return names


def test_an_edit_is_answered_with_what_changed_and_nothing_else(board: Desk) -> None:
    """Fewer copies change the budget and the bar; the timetable is not sent again."""
    page = board.page(TABLES)

    names = sent(page, 1, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert names == {"bar", "budget", "answered"}
    assert (page.bar["total"], page.answered) == ("13,000", 1)


def test_two_pages_of_one_plan_show_the_same(board: Desk) -> None:
    """What is typed on one page stands on the other."""
    one, other = board.page(TABLES), board.page(("bar",))

    heard(one, 1, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert one.bar == other.bar
    assert other.bar["total"] == "13,000"


def test_a_fault_of_ours_is_said_and_loses_nothing(
    board: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what went wrong, answers all the same, and works on."""
    page = board.page(TABLES)

    def broken(*_: object) -> None:
        raise RuntimeError("the lamp fell down")

    with monkeypatch.context() as patch:
        patch.setattr(page_module, "act", broken)
        heard(page, 1, panel="budget", do="add")
    assert "the lamp fell down" in page.fault
    assert page.answered == 1

    heard(page, 2, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert (page.fault, page.bar["total"]) == ("", "13,000")


@pytest.mark.parametrize(
    "message",
    [{}, {"panel": "budget"}, {"panel": "budget", "do": "explode"}, {"panel": "../x", "do": "set"},
     {"panel": "budget", "do": "set"}, {"panel": "budget", "do": "move", "row": "misc", "by": "up"},
     {"panel": "desk", "do": "show", "panels": "all"}],
)  # fmt: skip
def test_a_message_nobody_understands_changes_nothing(
    board: Desk, message: dict[str, object]
) -> None:
    """Whatever reaches the kernel, the plan stays and no fault is raised."""
    page = board.page(TABLES)
    before = board.state.plan

    heard(page, 1, **message)

    assert page.fault == ""
    assert board.state.plan is before


def test_what_is_not_looked_at_is_not_worked_out(board: Desk) -> None:
    """A panel behind a tab is empty until the tab is opened."""
    page = board.page(PANELS)
    behind = min(LAZY)
    assert getattr(page, behind) == {}

    heard(page, 1, panel="desk", do="show", panels=[behind])

    assert getattr(page, behind) != {}


def test_the_text_form_has_the_figures(board: Desk) -> None:
    """What a notebook stores of a page can be read and compared: 8,000, 15,000, the capitals."""
    bundle = board.page(TABLES)._repr_mimebundle_()
    assert bundle is not None
    words = bundle[0]["text/plain"]

    assert all(figure in words for figure in ("8,000", "15,000", "壹萬伍仟元整"))


def test_the_example_is_opened_as_a_copy() -> None:
    """Without a plan of one's own the county's is shown, and what is shipped stays as it is."""
    page = open_page("bar")

    assert isinstance(page, Page)
    assert page.bar["folder"] == "hualien-113-plc-conveners"
    assert "plc-budget-" in str(page._desk.state.folder)  # noqa: SLF001 - where it lies


def test_an_unknown_panel_is_refused() -> None:
    """The sentence says which there are."""
    with pytest.raises(ValueError, match="no panel"):
        open_page("lottery")


def test_a_plan_that_cannot_be_read_is_a_page_that_says_why(tmp_path: Path) -> None:
    """The cell, what is wrong and the remedy are shown; a name that is a script is not run."""
    folder = plan_folder(tmp_path, "<script>alert(1)<")
    table = folder / "budget.csv"
    table.write_bytes(table.read_bytes().replace(b",80,", b",<b>many</b>,"))

    page = open_page(plan=folder)

    assert isinstance(page, HTML)
    assert "F3" in page.value
    assert "&lt;b&gt;many" in page.value
    assert "<script" not in page.value


@pytest.mark.browser
def test_the_script_is_made_from_its_sources(tmp_path: Path) -> None:
    """page.js is what esbuild makes of front/; whoever changes one commits the other."""
    modules = Path(os.environ[programs.NODE_MODULES])
    made = tmp_path / "page.js"
    build = json.loads((FRONT / "package.json").read_text("utf-8"))["scripts"]["build"]
    command = [part.replace("../page.js", str(made)) for part in shlex.split(build)]
    command[0] = str(modules / ".bin" / command[0])

    subprocess.run(command, cwd=FRONT, env={**os.environ, "NODE_PATH": str(modules)}, check=True)

    assert made.read_text(encoding="utf-8") == (FRONT.parent / "page.js").read_text("utf-8")
