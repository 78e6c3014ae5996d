"""Choosing among the plans of a working folder, and nothing from anywhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app_states import app, app_of, do, seen, typed
from plan_folders import DETAILS, everything, plan_folder
from plc_budget.app.opening import PLANS, plans_in
from plc_budget.app.state import Level, State
from plc_budget.language import CHINESE, ENGLISH
from plc_budget.widgets import Page, open_page
from plc_budget.widgets.opening import PLAN


@pytest.fixture(autouse=True)
def _no_folder_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of plans is named unless a test names it."""
    monkeypatch.delenv(PLANS, raising=False)


def titled(above: Path, name: str, title: str) -> Path:
    """Make a plan of that title."""
    folder = plan_folder(above, name)
    (folder / "plan.toml").write_text(DETAILS.replace("教師增能研習", title), encoding="utf-8")
    return folder


def asked(state: State, name: str) -> State:
    """Choose a plan."""
    return do(state, "app", "open", name=name)


def is_refused(state: State, after: State) -> bool:
    """Tell whether the same plan is open, and why is said."""
    return after.folder == state.folder and after.status.level is Level.FAILED


def test_a_plan_alone_has_nothing_to_choose(tmp_path: Path) -> None:
    """The title stands there, without a list of one."""
    assert seen(app(tmp_path), "bar")["plans"] == []


def test_the_plans_beside_it_are_offered_by_their_titles(tmp_path: Path) -> None:
    """Only folders that hold a plan, and the open one among them."""
    state = app_of(titled(tmp_path, "a-reading", "閱讀研習"))
    titled(tmp_path, "b-maths", "數學研習")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "plan.toml").write_text("title = 'no folder'", encoding="utf-8")

    bar = seen(state, "bar")

    assert bar["plans"] == [["a-reading", "閱讀研習"], ["b-maths", "數學研習"]]
    assert bar["name"] == "a-reading"


def test_plans_of_one_title_are_told_apart(tmp_path: Path) -> None:
    """A copy of a plan has its title too; the name of the folder stands behind it."""
    state = app_of(plan_folder(tmp_path, "first"))
    plan_folder(tmp_path, "second")

    assert [title for _, title in seen(state, "bar")["plans"]] == [
        "教師增能研習 (first)",
        "教師增能研習 (second)",
    ]


def test_the_other_plan_is_opened_and_the_language_stays(tmp_path: Path) -> None:
    """Its own total, its own findings; what was kept of the first is left behind."""
    state = do(app_of(plan_folder(tmp_path, "first")), "app", "speak", language=CHINESE)
    state = do(state, "export", "make", format=".xlsx")
    second = plan_folder(tmp_path, "second")
    (second / "budget.csv").write_text(
        "code,category,item,unit_price,quantity\nmisc,業務費,雜支,1000,15\n", encoding="utf-8"
    )

    after = asked(state, "second")

    assert (after.folder, after.language) == (second.resolve(), CHINESE)
    assert [line.code for line in after.plan.budget.lines] == ["misc"]
    assert seen(after, "export")["made"] is None
    assert seen(after, "bar")["name"] == "second"


def test_changes_after_it_go_into_the_other_plan(tmp_path: Path) -> None:
    """60 copies in the second; the first one stays byte by byte."""
    first = plan_folder(tmp_path, "first")
    before = everything(first)
    plan_folder(tmp_path, "second")

    after = typed(asked(app_of(first), "second"), "budget", "printing", "quantity", "60")

    assert after.plan.budget.total == 13_000
    assert everything(first) == before


def test_the_open_plan_asked_for_again_changes_nothing(tmp_path: Path) -> None:
    """The address names it on every loading; what is typed and what was made stays."""
    state = do(app_of(plan_folder(tmp_path, "first")), "export", "make", format=".xlsx")
    plan_folder(tmp_path, "second")

    after = asked(state, "first")

    assert after.kept == state.kept
    assert after.status.words.render(ENGLISH) == ""


@pytest.mark.parametrize(
    "name",
    [
        "../elsewhere/plan",
        "..",
        ".",
        "",
        "plan/../../elsewhere/plan",
        "plan/",
        "./plan2",
        "plan2\x00",
        "scenarios",
        "PLAN.TOML",
        "plan.toml",
        "~",
        "\\\\server\\share",
        "C:\\plans",
    ],
)
def test_only_names_of_neighbours_are_opened(tmp_path: Path, name: str) -> None:
    """A name is compared with those that are offered; it is never made into a path before."""
    plan_folder(tmp_path / "elsewhere")
    room = tmp_path / "room"
    state = app_of(plan_folder(room))
    plan_folder(room, "plan2")

    assert is_refused(state, asked(state, name))


def test_a_whole_path_is_refused(tmp_path: Path) -> None:
    """Even that of a plan which is offered by its name."""
    state = app_of(plan_folder(tmp_path / "room", "first"))
    second = plan_folder(tmp_path / "room", "second")

    for path in (second, plan_folder(tmp_path / "elsewhere")):
        assert is_refused(state, asked(state, str(path)))


@pytest.mark.skipif(os.name == "nt", reason="links want rights there")
def test_a_link_that_leads_out_is_no_neighbour(tmp_path: Path) -> None:
    """A folder elsewhere, linked from here, is neither offered nor opened."""
    elsewhere = plan_folder(tmp_path / "elsewhere")
    state = app_of(plan_folder(tmp_path / "room", "first"))
    (tmp_path / "room" / "linked").symlink_to(elsewhere, target_is_directory=True)

    assert seen(state, "bar")["plans"] == []
    assert is_refused(state, asked(state, "linked"))


@pytest.mark.skipif(os.name == "nt", reason="links want rights there")
def test_a_room_reached_by_a_link_is_still_one_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder that is named is itself a link, its plans are its plans."""
    state = app_of(plan_folder(tmp_path / "room", "first"))
    plan_folder(tmp_path / "room", "second")
    (tmp_path / "plans").symlink_to(tmp_path / "room", target_is_directory=True)
    monkeypatch.setenv(PLANS, str(tmp_path / "plans"))

    assert asked(state, "second").folder.name == "second"


def test_a_folder_that_is_named_is_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office names its folder of plans; what lies beside the open plan elsewhere is not offered."""
    state = app_of(plan_folder(tmp_path / "own", "mine"))
    plan_folder(tmp_path / "own", "other")
    plan_folder(tmp_path / "office", "shared")
    monkeypatch.setenv(PLANS, str(tmp_path / "office"))

    assert [name for name, _ in seen(state, "bar")["plans"]] == ["shared", ""]
    assert is_refused(state, asked(state, "other"))
    assert asked(state, "shared").folder.name == "shared"


def test_what_waits_in_a_cell_keeps_the_plan_open(tmp_path: Path) -> None:
    """“很多” was typed and is no part of the plan: it would be lost without a word."""
    state = typed(app_of(plan_folder(tmp_path, "first")), "budget", "misc", "quantity", "很多")
    plan_folder(tmp_path, "second")

    after = asked(state, "second")

    assert is_refused(state, after)
    assert after.drafts == state.drafts
    free = do(after, "budget", "discard", row="misc", column="quantity")
    assert asked(free, "second").folder.name == "second"


def test_a_plan_that_cannot_be_read_leaves_the_open_one(tmp_path: Path) -> None:
    """Its table is gone: the screen says so and shows what it showed."""
    state = app_of(plan_folder(tmp_path, "first"))
    (plan_folder(tmp_path, "second") / "budget.csv").unlink()

    assert is_refused(state, asked(state, "second"))


def test_a_broken_neighbour_is_offered_by_the_name_of_its_folder(tmp_path: Path) -> None:
    """Its title cannot be read; to find out why, a planner opens it."""
    state = app_of(plan_folder(tmp_path, "first"))
    (plan_folder(tmp_path, "second") / "plan.toml").write_bytes(b"title = [")

    assert seen(state, "bar")["plans"][1] == ["second", "second"]
    assert is_refused(state, asked(state, "second"))


def test_a_plan_made_meanwhile_is_offered(tmp_path: Path) -> None:
    """The list is read again when the folder changes."""
    state = app_of(plan_folder(tmp_path, "first"))
    assert seen(state, "bar")["plans"] == []
    plan_folder(tmp_path, "second")
    os.utime(tmp_path, ns=(1, tmp_path.stat().st_mtime_ns + 1))

    assert len(seen(state, "bar")["plans"]) == 2


def test_a_room_that_is_not_there_offers_nothing(tmp_path: Path) -> None:
    """No error: there is just nothing to choose."""
    assert plans_in(tmp_path / "missing") == {}


def test_a_scenario_stands_for_its_plan(tmp_path: Path) -> None:
    """Scenarios are chosen in their own panel; here the plan they belong to counts as open."""
    room = tmp_path / "room"
    first = plan_folder(room, "first")
    state = app_of(plan_folder(first / "scenarios", "外聘"))
    assert seen(state, "bar")["plans"] == []

    plan_folder(room, "second")
    os.utime(room, ns=(1, room.stat().st_mtime_ns + 1))

    bar = seen(state, "bar")
    assert ([name for name, _ in bar["plans"]], bar["name"]) == (["first", "second"], "first")
    assert asked(state, "first").folder == state.folder
    assert asked(state, "second").folder.name == "second"


def test_a_notebook_finds_its_plan_though_the_page_shows_another(tmp_path: Path) -> None:
    """Run again, the cell opens the plan it names, not the one that was chosen on its page since."""
    first = plan_folder(tmp_path, "first")
    plan_folder(tmp_path, "second")
    page = opened_page(plan=first)
    said(page, "open", name="second")

    again, other = opened_page(plan=first), opened_page(plan=tmp_path / "second")

    assert (page.bar["name"], again.bar["name"]) == ("second", "first")
    said(other, "speak", language=ENGLISH)
    assert page.language == ENGLISH, "pages on one plan are one app"


def test_a_page_of_several_plans_opens_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office names only the folder of its plans; there is something to see at once."""
    for name in ("b", "a"):
        plan_folder(tmp_path, name)
    monkeypatch.delenv(PLAN, raising=False)
    monkeypatch.setenv(PLANS, str(tmp_path))

    assert opened_page().bar["name"] == "a"


def opened_page(plan: Path | None = None) -> Page:
    """Show a plan as a notebook does."""
    page = open_page("bar", plan=plan)
    assert isinstance(page, Page)
    return page


def said(page: Page, what: str, **more: str) -> None:
    """Send a message as the script of a page does."""
    message = {"n": page.answered.get("w", 0) + 1, "panel": "app", "do": what, **more}
    page._handle_custom_msg({"page": "w", "messages": [message]}, [])  # noqa: SLF001 - ipywidgets calls it so
