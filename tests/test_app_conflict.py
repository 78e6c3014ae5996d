"""Two people on one plan: both versions are shown, nothing is overwritten, the planner decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app_states import amounts, app, app_of, cell, do, draft, seen, typed
from plan_folders import DETAILS, copies, everything, opened, plan_folder, print_copies, rows_with
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level, State
from plc_budget.plan.history.saving import save
from plc_budget.tables import TimetableRow


@pytest.fixture
def stood(tmp_path: Path) -> State:
    """We print 70 copies on a plan where somebody else printed 60 and titled it anew meanwhile."""
    state = app(tmp_path)
    theirs = opened(tmp_path / "plan")
    details = {"title": "召集人增能研習"}
    save(theirs, rows=rows_with(theirs, 60), details=details, by="會計室", reason="份數核減")
    return typed(state, "budget", "printing", "quantity", "70")


def shown(state: State) -> dict[str, tuple[str, str, str, bool]]:
    """Return what stands in the panel, by the name of the field."""
    rows: list[dict[str, Any]] = seen(state, "conflict")["rows"]
    return {
        row["what"]: (row["base"], row["ours"], row["theirs"], row["contested"]) for row in rows
    }


def test_without_a_conflict_there_is_nothing_to_see(tmp_path: Path) -> None:
    """The panel is empty, on the screen and as text."""
    state = app(tmp_path)

    assert seen(state, "conflict") == {}
    assert text_of(state, ("conflict",)) == ""


def test_nothing_is_overwritten(stood: State) -> None:
    """Their 60 copies lie in the folder; ours are said not to be saved."""
    assert copies(stood.folder) == 60
    assert stood.status.level is Level.FAILED
    assert stood.conflict is not None


def test_both_versions_stand_field_by_field(stood: State) -> None:
    """80 became 70 with us and 60 with them, which both changed; the title only they did."""
    assert shown(stood) == {
        "印刷費 quantity": ("80", "70", "60", True),
        "title of the plan": ("教師增能研習", "", "召集人增能研習", False),
    }
    assert next(iter(shown(stood))) == "印刷費 quantity"


def test_who_saved_meanwhile_is_told(stood: State) -> None:
    """The step of the accounting office, with its reason."""
    (step,) = seen(stood, "conflict")["who"]

    assert (step["who"], step["reason"]) == ("會計室", "份數核減")


def test_their_version_taken_drops_our_change(stood: State) -> None:
    """100 × 60 = 6,000 stays; the folder is not touched by it."""
    before = everything(stood.folder)
    after = do(stood, "conflict", "take")

    assert after.conflict is None
    assert amounts(after)["printing"] == 6000
    assert cell(after, "budget", "printing", "quantity") == "60"
    assert everything(stood.folder) == before


def test_our_change_made_again_keeps_the_rest_of_theirs(stood: State) -> None:
    """The 70 copies are ours, knowingly; the title stays theirs, and one undo brings 60 back."""
    after = do(stood, "conflict", "again")

    assert after.conflict is None
    assert after.status.level is Level.DONE
    assert copies(stood.folder) == 70
    assert after.plan.details.title == "召集人增能研習"
    assert amounts(do(after, "app", "undo"))["printing"] == 6000


def test_a_second_change_waits_with_the_first(stood: State) -> None:
    """雜支 2 and 印刷 70 are both shown, neither is saved, and both are made again in one go."""
    both = typed(stood, "budget", "misc", "quantity", "2")

    assert shown(both)["印刷費 quantity"] == ("80", "70", "60", True)
    assert shown(both)["雜支 quantity"] == ("1", "2", "", False)
    assert copies(both.folder) == 60

    after = do(both, "conflict", "again")
    assert after.conflict is None
    assert amounts(after) == {"speaker": 6000, "printing": 7000, "misc": 2000}


def test_of_a_field_changed_twice_the_later_counts(stood: State) -> None:
    """70, then 75 copies: 75 is ours."""
    twice = typed(stood, "budget", "printing", "quantity", "75")

    assert shown(twice)["印刷費 quantity"] == ("80", "75", "60", True)
    assert amounts(do(twice, "conflict", "again"))["printing"] == 7500


@pytest.mark.parametrize("decision", ["take", "again"])
def test_a_third_save_is_shown_before_anything_is_decided(stood: State, decision: str) -> None:
    """Theirs was 60 on the screen and is 50 by now: the decision waits for another look."""
    print_copies(opened(stood.folder), 50)
    after = do(stood, "conflict", decision)

    assert shown(after)["印刷費 quantity"] == ("80", "70", "50", True)
    assert copies(after.folder) == 50
    assert do(after, "conflict", decision).conflict is None


def test_what_they_took_back_is_shown_no_more(stood: State) -> None:
    """Their title is the old one again: only the copies differ."""
    save(opened(stood.folder), details={"title": "教師增能研習"})
    state = typed(stood, "budget", "misc", "quantity", "2")

    assert list(shown(state)) == ["印刷費 quantity", "雜支 quantity"]


@pytest.mark.parametrize("what", ["look", "undo", "redo"])
def test_nothing_else_drops_the_change_that_waits(stood: State, what: str) -> None:
    """Coming back to the window, or Ctrl+Z, leaves it waiting and the folder as it is."""
    before = everything(stood.folder)
    after = do(stood, "app", what)

    assert after.conflict is not None
    assert shown(after) == shown(stood)
    assert everything(stood.folder) == before


def test_changes_that_do_not_touch_go_together_by_themselves(tmp_path: Path) -> None:
    """Our total of 16,000 and their 60 copies: both are in the plan, and nobody is asked."""
    state = app(tmp_path)
    state = do(state, "settings", "set", row="", column="funding.approved_total", text="16,000")
    print_copies(opened(state.folder), 60)
    after = do(state, "settings", "apply")

    assert after.conflict is None
    assert after.plan.details.funding.approved_total == 16_000
    assert copies(after.folder) == 60
    assert not seen(after, "settings")["changed"]


def test_settings_that_are_dropped_do_not_come_back(tmp_path: Path) -> None:
    """Their version taken, no setting waits to be applied."""
    state = app(tmp_path)
    state = do(state, "settings", "set", row="", column="event.mode", text="mixed")
    save(opened(state.folder), details={"event.mode": "online"})
    after = do(do(state, "settings", "apply"), "conflict", "take")

    assert after.plan.details.event.mode == "online"
    assert not seen(after, "settings")["changed"]


def test_a_way_of_taking_part_is_named_in_words(tmp_path: Path) -> None:
    """On site became online with us; no key of a file is shown."""
    state = app(tmp_path)
    state = do(state, "settings", "set", row="", column="event.mode", text="online")
    save(opened(state.folder), details={"event.mode": "mixed"})

    assert shown(do(state, "settings", "apply"))["online or on site"] == (
        "(empty)",
        "online",
        "online and on site",
        True,
    )


def test_a_reason_that_met_another_save_is_recorded_on_theirs(tmp_path: Path) -> None:
    """They changed the title; our reason for the copies stands beside it."""
    folder = plan_folder(tmp_path)
    online = DETAILS.replace("2025-05-31", '2025-05-31\nmode = "online"')
    (folder / "plan.toml").write_text(online, "utf-8")
    state = app_of(folder)
    warned = next(
        finding
        for question in seen(state, "findings")["questions"]
        for finding in question["findings"]
        if finding["code"] == "COPIES-ONLINE"
    )
    save(opened(folder), details={"title": "召集人增能研習"})
    state = do(state, "findings", "answer", finding=warned["key"], text="會前寄送")

    assert state.conflict is None
    after = state.plan.details
    assert [answer.reason for answer in after.answers] == ["會前寄送"]
    assert after.title == "召集人增能研習"


def test_drafts_survive_the_decision(tmp_path: Path) -> None:
    """What could not be understood in a cell stays there, whoever saved first."""
    state = typed(app(tmp_path), "budget", "misc", "quantity", "很多")
    print_copies(opened(state.folder), 60)
    state = typed(state, "budget", "printing", "quantity", "70")

    for decision in ("take", "again"):
        after = do(state, "conflict", decision)
        assert draft(after, "budget", "misc", "quantity").raw == "很多"


def test_a_line_they_deleted_is_said_and_not_made_again(tmp_path: Path) -> None:
    """雜支 2 cannot be made again where 雜支 is gone; it says so, and nothing else happens."""
    state = app(tmp_path)
    theirs = opened(state.folder)
    save(theirs, rows=[row for row in theirs.plan.rows if row.code != "misc"])
    state = typed(state, "budget", "misc", "quantity", "2")
    after = do(state, "conflict", "again")

    assert after.conflict is None
    assert after.status.level is Level.FAILED
    assert amounts(after) == {"speaker": 6000, "printing": 8000}


@pytest.mark.parametrize(
    ("deleted", "speakers"), [(0, ["丁校長", "丙校長"]), (1, ["甲校長", "丙校長"])]
)
def test_a_change_goes_to_its_own_activity(
    tmp_path: Path, deleted: int, speakers: list[str]
) -> None:
    """丁校長 is typed for the second of three talks; they delete one above it, or the very one: no other is changed."""
    talks = [
        TimetableRow(60 * (9 + n), 60 * (10 + n), f"{name}談", f"{name}校長")
        for n, name in enumerate("甲乙丙")
    ]
    folder = plan_folder(tmp_path)
    save(opened(folder), timetable=talks)
    state = app_of(folder)
    save(opened(folder), timetable=[talk for n, talk in enumerate(talks) if n != deleted])
    state = typed(state, "timetable", "1", "speaker", "丁校長")

    after = do(state, "conflict", "again")

    assert [row.speaker for row in after.plan.timetable] == speakers


def test_one_of_two_changes_that_fails_is_said(tmp_path: Path) -> None:
    """雜支 is gone, 印刷 70 is made: what could not be made is not drowned by what could."""
    state = app(tmp_path)
    theirs = opened(state.folder)
    save(theirs, rows=[row for row in theirs.plan.rows if row.code != "misc"])
    state = typed(state, "budget", "misc", "quantity", "2")
    state = typed(state, "budget", "printing", "quantity", "70")
    after = do(state, "conflict", "again")

    assert after.status.level is Level.FAILED
    assert amounts(after) == {"speaker": 6000, "printing": 7000}


def test_a_change_in_another_program_is_a_version_like_any(tmp_path: Path) -> None:
    """Excel saved 60 copies: that is theirs."""
    state = app(tmp_path)
    table = state.folder / "budget.csv"
    table.write_bytes(table.read_bytes().replace(b",80,", b",60,"))
    state = typed(state, "budget", "printing", "quantity", "70")

    assert shown(state)["印刷費 quantity"] == ("80", "70", "60", True)
    assert amounts(do(state, "conflict", "again"))["printing"] == 7000


def test_a_version_that_cannot_be_read_leaves_the_change_waiting(tmp_path: Path) -> None:
    """They broke plan.toml: neither button does anything, and ours is not lost."""
    state = app(tmp_path)
    (state.folder / "plan.toml").write_text(DETAILS.replace("15000", "= ="), "utf-8")
    state = typed(state, "budget", "printing", "quantity", "70")

    for decision in ("take", "again"):
        after = do(state, "conflict", decision)
        assert after.conflict is not None
        assert after.status.level is Level.FAILED


def test_a_whole_line_of_theirs_is_named_by_its_item(tmp_path: Path) -> None:
    """A line that only they have goes by 餐費, not by its code."""
    state = app(tmp_path)
    more = plan_folder(tmp_path, "other") / "budget.csv"
    table = (
        more.read_bytes().replace(b",80,", b",60,") + "meals,業務費,餐費,100,份,10,\r\n".encode()
    )
    (state.folder / "budget.csv").write_bytes(table)
    state = typed(state, "budget", "printing", "quantity", "70")

    assert shown(state)["餐費 unit price"] == ("(empty)", "", "100", False)


def test_as_text_both_versions_have_their_figures(stood: State) -> None:
    """What a notebook stores names the field and all three values."""
    line = next(ln for ln in text_of(stood, ("conflict",)).splitlines() if "印刷費" in ln)

    assert line.split() == ["印刷費", "quantity", "80", "70", "60", "✗"]
