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
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets import HTML

import programs
from app_states import app
from plan_folders import plan_folder
from plc_budget.app.panels import LAZY, PANELS
from plc_budget.app.past import steps_done
from plc_budget.widgets import Page, Session, open_page
from plc_budget.widgets import page as page_module
from plc_budget.widgets.page import new_messages

FRONT = Path(page_module.__file__).parent / "front"
TABLES = ("bar", "timetable", "budget")


@pytest.fixture
def board(tmp_path: Path) -> Session:
    """Put the plan of three lines on a app that pages show."""
    return Session(app(tmp_path))


def heard(page: Page, n: int, **message: Any) -> None:  # noqa: ANN401 - as in JSON
    """Let the page hear a message of its script."""
    parcel(page, {"n": n, **message})


def parcel(page: Page, *messages: Mapping[str, object], window: str = "a", **more: object) -> None:
    """Let the page hear what one of its windows has no answer to."""
    page._heard(page, {"page": window, "messages": [*messages], **more}, ())  # noqa: SLF001 - what the browser calls


def copies(n: int, number: str) -> Mapping[str, object]:
    """Return a message that changes the copies, which cost 100 each."""
    return {
        "n": n,
        "panel": "budget",
        "do": "set",
        "row": "printing",
        "column": "quantity",
        "text": number,
    }


def steps(board: Session) -> int:
    """Count the steps in the history of the plan."""
    return len(steps_done(board.state))


def sent(page: Page, n: int, **message: Any) -> set[str]:  # noqa: ANN401 - as in JSON
    """Return the traits that a message makes the page send."""
    names: set[str] = set()

    def note(change: Mapping[str, Any]) -> None:
        names.add(change["name"])

    page.observe(note)
    heard(page, n, **message)
    page.unobserve(note)
    return names


def test_an_edit_is_answered_with_what_changed_and_nothing_else(board: Session) -> None:
    """Fewer copies change the budget and the bar; the timetable is not sent again."""
    page = board.page(TABLES)

    names = sent(page, 1, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert names == {"bar", "budget", "answered", "turn"}
    assert (page.bar["total"], page.answered) == ("13,000", {"a": 1})


def test_two_pages_of_one_plan_show_the_same(board: Session) -> None:
    """What is typed on one page stands on the other."""
    one, other = board.page(TABLES), board.page(("bar",))

    heard(one, 1, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert one.bar == other.bar
    assert other.bar["total"] == "13,000"


def test_a_fault_of_ours_is_said_and_loses_nothing(
    board: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what went wrong, answers all the same, and works on."""
    page = board.page(TABLES)

    def broken(*_: object) -> None:
        raise RuntimeError("the lamp fell down")

    with monkeypatch.context() as patch:
        patch.setattr(page_module, "update", broken)
        heard(page, 1, panel="budget", do="add")
    assert "the lamp fell down" in page.fault
    assert page.answered == {"a": 1}

    heard(page, 2, panel="budget", do="set", row="printing", column="quantity", text="60")

    assert (page.fault, page.bar["total"]) == ("", "13,000")


def test_a_message_that_comes_twice_is_done_once(board: Session) -> None:
    """A line is added, the answer is lost, the page asks again: 3 lines and 1 are 4, one step."""
    page = board.page(TABLES)
    add = {"n": 1, "panel": "budget", "do": "add"}

    parcel(page, add)
    parcel(page, add)
    parcel(page, add, copies(2, "60"))

    assert len(page.budget["rows"]) == 4
    assert (page.bar["total"], steps(board), page.answered) == ("13,000", 2, {"a": 2})


def test_a_message_that_comes_before_its_turn_waits(board: Session) -> None:
    """60 copies were typed, then 70; only the second arrives, then both: 70 stand, after 60."""
    page = board.page(TABLES)

    parcel(page, copies(2, "70"))
    assert (page.bar["total"], page.answered) == ("15,000", {})
    parcel(page, copies(2, "70"), copies(1, "60"))

    assert (page.bar["total"], steps(board), page.answered) == ("14,000", 2, {"a": 2})


def test_each_window_counts_for_itself(board: Session) -> None:
    """Two windows show one page of one kernel; the first message of either is done."""
    page = board.page(TABLES)

    parcel(page, copies(1, "60"), window="a")
    parcel(page, copies(1, "70"), window="b")

    assert (page.bar["total"], page.answered) == ("14,000", {"a": 1, "b": 1})


@pytest.mark.parametrize("again", [[copies(1, "60")], []])
def test_who_missed_the_answer_is_told_everything(
    board: Session, again: list[Mapping[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked once more, or for all there is: the views are sent though nothing changed by it."""
    page = board.page(TABLES)
    parcel(page, copies(1, "60"))
    told: list[Mapping[str, Any]] = []
    monkeypatch.setattr(page, "_send", lambda message, **_: told.append(message["state"]))

    parcel(page, *again)

    assert {"bar", "budget", "timetable", "answered"} <= told[0].keys()
    assert told[0]["turn"][0] == 0
    assert told[0]["budget"]["rows"][1]["cells"]["quantity"] == "60"


def test_what_is_sent_says_what_it_builds_on(board: Session) -> None:
    """The number after that of what was sent before: a window that missed one sees so."""
    page = board.page(TABLES)
    _, shown = page.turn

    parcel(page, copies(1, "60"), copies(2, "70"))
    base, now = page.turn
    assert base == shown < now
    board.heard(copies(1, "65"))

    assert page.turn == [now, now + 1]


def test_each_refusal_leads_back_to_its_cell(board: Session) -> None:
    """60 and 很多 come at once, then 多: refused twice in one cell, the cursor is led there twice."""
    page = board.page(TABLES)

    parcel(page, copies(1, "60"), {**copies(2, "很多"), "key": "Enter"})
    before = page.focus
    parcel(page, {**copies(3, "多"), "key": "Enter"})

    assert page.focus != before
    assert page.focus["row"] == before["row"] == "printing"


@given(st.integers(0, 9), st.lists(st.integers(0, 14)))
def test_messages_are_done_in_the_order_of_their_numbers(done: int, numbers: list[int]) -> None:
    """However they come: one after the other from the first not done, and none after a gap."""
    new = [message["n"] for message in new_messages([{"n": n} for n in numbers], done)]

    assert new == [*range(done + 1, done + 1 + len(new))]
    assert done + len(new) + 1 not in numbers


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"panel": "budget"},
        {"panel": "budget", "do": "explode"},
        {"panel": "../x", "do": "set"},
        {"panel": "budget", "do": "set"},
        {"panel": "budget", "do": "move", "row": "misc", "by": "up"},
        {"panel": "app", "do": "show", "panels": "all"},
    ],
)
def test_a_message_nobody_understands_changes_nothing(
    board: Session, message: dict[str, object]
) -> None:
    """Whatever reaches the kernel, the plan stays and no fault is raised."""
    page = board.page(TABLES)
    before = board.state.plan

    heard(page, 1, **message)

    assert page.fault == ""
    assert board.state.plan is before


def test_what_is_not_looked_at_is_not_worked_out(board: Session) -> None:
    """A panel behind a tab is empty until the tab is opened."""
    page = board.page(PANELS)
    behind = min(LAZY)
    assert getattr(page, behind) == {}

    heard(page, 1, panel="app", do="show", panels=[behind])

    assert getattr(page, behind) != {}


def test_the_text_form_has_the_figures(board: Session) -> None:
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
    assert "plc-budget-" in str(page._session.state.folder)  # noqa: SLF001 - where it lies


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
