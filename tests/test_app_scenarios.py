"""Scenarios on the screen: made, set side by side, worked on, adopted, deleted, brought back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app_states import amounts, app, do, said, seen, typed
from plan_folders import copies, everything, opened, print_copies
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level, Spot, State, View
from plc_budget.plan.history.log import log
from plc_budget.plan.scenarios.keeping import delete_scenario, scenarios


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Open the plan of three lines; forcing to the disk is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app(tmp_path)


def made(state: State, name: str, **more: object) -> State:
    """Make a scenario on the screen; it must work."""
    after = do(state, "scenarios", "new", name=name, **more)
    assert after.status.level is Level.DONE, str(after.status.words)
    return after


def fewer(state: State, name: str = "少印", copies: str = "60", *, holds: bool = True) -> State:
    """Make a scenario of other copies."""
    return made(state, name, code="printing", quantity=copies, holds=holds)


def names(state: State) -> list[str]:
    """Name the scenarios in the folder of the plan."""
    return [one.name for one in scenarios(state.folder)]


def column(view: View, name: str) -> dict[str, str]:
    """Return the amounts of one version by line."""
    place = [version["name"] for version in view["versions"]].index(name)
    return {row["code"]: row["cells"][place]["amount"] for row in view["rows"]}


def sums(view: View, name: str) -> list[str]:
    """Return one row below the lines."""
    return next(row["cells"] for row in view["sums"] if row["name"] == name)


# --- making one -------------------------------------------------------------------------------


def test_without_scenarios_the_panel_says_what_they_are_for(state: State) -> None:
    """The plan stands alone in the table, and the form below makes one."""
    view = seen(state, "scenarios")

    assert "There is no scenario yet" in view["none"]
    assert column(view, "") == {"speaker": "6,000", "printing": "8,000", "misc": "1,000"}
    assert view["facts"] == []


def test_a_plain_copy_leaves_the_plan_as_it_is(state: State) -> None:
    """Nothing else asked for: the same figures under a name."""
    after = made(state, "備案", holds=True)

    assert names(after) == ["備案"]
    assert column(seen(after, "scenarios"), "備案") == column(seen(after, "scenarios"), "")
    assert after.folder == state.folder
    assert "total 15,000" in said(after)


def test_fewer_copies_with_the_total_held(state: State) -> None:
    """60 copies free 2,000, which 雜支 takes: 1 → 3."""
    view = seen(fewer(state), "scenarios")

    assert column(view, "少印") == {"speaker": "6,000", "printing": "6,000", "misc": "3,000"}
    assert [row["cells"][1]["change"] for row in view["rows"]] == ["", "-2,000", "+2,000"]


def test_fewer_copies_with_the_total_let_go(state: State) -> None:
    """60 copies and nothing else: 13,000."""
    view = seen(fewer(state, holds=False), "scenarios")

    assert sums(view, "total") == ["15,000", "13,000"]
    assert sums(view, "against the approved total") == ["exactly the approved total", "2,000 left"]


def test_external_speakers_at_the_ceiling_of_their_fee(state: State) -> None:
    """6 節 at 2,000 cost 12,000; with 15,000 held, printing gives 6,000: 80 → 20 copies."""
    view = seen(made(state, "外聘", kind="external", at_ceiling=True, holds=True), "scenarios")

    assert column(view, "外聘") == {"speaker": "12,000", "printing": "2,000", "misc": "1,000"}
    assert sums(view, "gives up") == ["", "印刷費 6,000"]
    assert sums(view, "gains") == ["", "外聘講師鐘點費 6,000"]


def test_when_nothing_holds_the_total_nothing_is_made(state: State) -> None:
    """200 copies cost 20,000: it says so, and no folder is left behind."""
    before = everything(state.folder)
    after = do(state, "scenarios", "new", name="多印", code="printing", quantity="200", holds=True)

    assert after.status.level is Level.FAILED
    assert everything(state.folder) == before


def test_a_scenario_that_cannot_hold_the_total_can_have_its_own(state: State) -> None:
    """200 copies: 6,000 + 20,000 + 1,000 = 27,000.  It says so without a list of locks; a button makes it."""
    asked = do(state, "scenarios", "new", name="多印", code="printing", quantity="200", holds=True)
    offer = seen(asked, "scenarios")["instead"]

    assert said(asked) == (
        "With 15,000 held this cannot be made. It could be made with a total of its own: 27,000."
    )
    assert offer["button"] == "Make it with 27,000"
    after = do(asked, "scenarios", "instead")

    assert sums(seen(after, "scenarios"), "total") == ["15,000", "27,000"]
    assert seen(after, "scenarios")["instead"] is None


def test_what_could_be_made_is_not_made_of_another_plan(state: State) -> None:
    """The plan was changed since it was offered: the offer is gone, and nothing is made."""
    asked = do(state, "scenarios", "new", name="多印", code="printing", quantity="200", holds=True)
    changed = typed(asked, "budget", "misc", "quantity", "2")

    assert seen(changed, "scenarios")["instead"] is None
    assert names(do(changed, "scenarios", "instead")) == []


@pytest.mark.parametrize("name", ["", "  ", "字" * 51, "\x00"])
def test_a_name_no_folder_can_have_is_refused(state: State, name: str) -> None:
    """It says how long a name may be."""
    after = do(state, "scenarios", "new", name=name)

    assert (after.status.level, names(state)) == (Level.FAILED, [])
    assert "Use one to 50 characters" in said(after)


def test_a_name_that_is_taken_is_refused(state: State) -> None:
    """The first one stays as it is."""
    after = do(fewer(state), "scenarios", "new", name="少印", code="printing", quantity="50")

    assert after.status.level is Level.FAILED
    assert column(seen(after, "scenarios"), "少印")["printing"] == "6,000"


def test_a_quantity_that_is_none_is_refused(state: State) -> None:
    """六十 is no number; the line and what was typed are named."""
    after = do(state, "scenarios", "new", name="少印", code="printing", quantity="六十")

    assert said(after).startswith("“印刷費” cannot be set to “六十”")
    assert names(state) == []


def test_signs_no_folder_has_are_fine_in_a_name(state: State) -> None:
    """A question mark, a slash and a tag are kept as typed, as words."""
    after = made(state, "60/80? <b>少</b>")

    assert (
        json.loads(json.dumps(seen(after, "scenarios")))["versions"][1]["name"]
        == "60/80? <b>少</b>"
    )


# --- side by side -----------------------------------------------------------------------------


def test_what_tells_the_versions_apart_is_said(state: State) -> None:
    """The cheapest, and those that hold the approved total exactly."""
    both = fewer(fewer(state, "少印"), "只少印", holds=False)

    assert seen(both, "scenarios")["facts"] == [
        "Lowest total: “只少印” (13,000).",
        "Exactly the approved total: the plan, “少印”.",
    ]


def test_lines_that_are_printed_alike_are_added_up(state: State) -> None:
    """Two lines 印刷費 lose 1,000 and 2,000: the version gives up 3,000 of them."""
    twice = typed(
        do(state, "budget", "copy", row="printing"), "budget", "printing_2", "quantity", "30"
    )
    there = do(made(twice, "少印"), "scenarios", "open", name="少印")
    there = typed(there, "budget", "printing", "quantity", "70")
    view = seen(typed(there, "budget", "printing_2", "quantity", "10"), "scenarios")

    assert sums(view, "gives up") == ["", "印刷費 3,000"]


def test_more_paid_minutes_in_one_version_are_the_most_periods(state: State) -> None:
    """280 minutes are 7 節 where the plan has 6; who pays the most is named."""
    there = do(made(state, "加一節"), "scenarios", "open", name="加一節")
    view = seen(typed(there, "timetable", "0", "paid_minutes", "280"), "scenarios")

    assert sums(view, "paid periods") == ["6", "7"]
    assert "Most paid periods: “加一節” (7)." in view["facts"]


def test_open_findings_are_counted_for_each_version(state: State) -> None:
    """90 copies exceed the approved 15,000: one error in that column only."""
    view = seen(fewer(state, "多印", "90", holds=False), "scenarios")
    plan, more = sums(view, "open findings")

    assert plan.startswith("0 errors")
    assert more.startswith("1 errors")


def test_a_line_only_one_version_has_is_a_dash_elsewhere(state: State) -> None:
    """Assistants are paid by a line of their own, which the plan has not."""
    there = do(made(state, "加保險"), "scenarios", "open", name="加保險")
    view = seen(do(there, "budget", "add", row="misc"), "scenarios")

    assert [row["cells"][0]["amount"] for row in view["rows"]][-1] == "–"


def test_a_scenario_that_was_broken_in_excel_is_named_and_the_others_shown(state: State) -> None:
    """One table that cannot be read does not take the panel away."""
    both = fewer(fewer(state, "好"), "壞")
    (state.folder / "scenarios" / "壞" / "budget.csv").write_text("x", "utf-8")
    view = seen(both, "scenarios")

    assert [version["name"] for version in view["versions"]] == ["", "好"]
    assert len(view["broken"]) == 1
    assert view["broken"][0].startswith("“壞” cannot be read")


def test_the_text_holds_every_figure_of_every_version(state: State) -> None:
    """What a notebook stores: each version's multiplication, its total, what it gives up."""
    told = text_of(fewer(state), ("scenarios",))

    for words in (
        "100 × 60份 = 6,000",
        "1,000 × 3式 = 3,000",
        "“少印” gives up: 印刷費 2,000; it gains: 雜支 2,000.",
    ):
        assert words in told


# --- open in the app ------------------------------------------------------------------------------


def test_a_scenario_on_the_desk_is_changed_and_the_plan_is_not(state: State) -> None:
    """50 copies are saved in the scenario; the plan keeps its 80."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    after = typed(there, "budget", "printing", "quantity", "50")

    assert amounts(after)["printing"] == 5_000
    assert copies(state.folder) == 80
    assert copies(after.folder) == 50


def test_the_bar_says_that_a_scenario_is_on_the_desk_and_leads_back(state: State) -> None:
    """Nobody takes it for the plan; one button brings the plan back."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    assert seen(state, "bar")["scenario"] == ""
    assert "“少印”" in seen(there, "bar")["scenario"]
    assert "“少印”" in text_of(there, ("bar",))
    after = do(there, "scenarios", "back")

    assert (after.folder, seen(after, "bar")["scenario"]) == (state.folder, "")
    assert amounts(after) == amounts(state)


def test_undo_on_a_scenario_takes_back_what_was_done_there(state: State) -> None:
    """Its history is its own."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    after = do(typed(there, "budget", "printing", "quantity", "50"), "app", "undo")

    assert copies(after.folder) == 60


def test_what_is_typed_and_not_understood_waits_where_it_was_typed(state: State) -> None:
    """A cell half typed in the plan is there again when the plan is."""
    half = typed(made(state, "備案"), "budget", "printing", "quantity", "六十")
    there = do(half, "scenarios", "open", name="備案")
    assert there.drafts == {}
    after = do(typed(there, "budget", "misc", "quantity", "一"), "scenarios", "back")

    assert list(after.drafts) == [Spot("budget", "printing", "quantity")]


def test_a_scenario_deleted_elsewhere_can_still_be_left(state: State) -> None:
    """Somebody deleted the folder under our hands: the way back to the plan stays open."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    delete_scenario(state.folder, "少印")
    after = do(there, "scenarios", "back")

    assert after.folder == state.folder


def test_an_unknown_scenario_is_not_opened(state: State) -> None:
    """It names those there are; a path is no name."""
    one = fewer(state)
    for name in ("多印", "..", "../..", ""):
        after = do(one, "scenarios", "open", name=name)
        assert (after.status.level, after.folder) == (Level.FAILED, state.folder)


# --- adopting ---------------------------------------------------------------------------------


def asked(state: State, what: str, name: str) -> dict[str, Any]:
    """Ask, and return what is said before it is done."""
    view = seen(do(state, "scenarios", "ask", to=what, name=name), "scenarios")
    return view["asking"]  # type: ignore[no-any-return]  # as JSON


def test_adopting_asks_first_and_says_what_it_does(state: State) -> None:
    """The total before and after, and that undo takes it back; nothing is done yet."""
    one = fewer(state, holds=False)
    before = everything(state.folder)
    asking = asked(one, "adopt", "少印")

    assert "the total goes from 15,000 to 13,000" in asking["says"][0]
    assert "Undo takes it back" in asking["says"][-1]
    assert everything(state.folder) == before


def test_adopting_without_having_been_asked_only_asks(state: State) -> None:
    """A message that skips the question is answered with the question."""
    after = do(fewer(state), "scenarios", "adopt", name="少印")

    assert copies(state.folder) == 80
    assert seen(after, "scenarios")["asking"]["what"] == "adopt"


def adopt(state: State, name: str, reason: str = "主管選定") -> State:
    """Ask and adopt."""
    asking = do(state, "scenarios", "ask", to="adopt", name=name)
    return do(asking, "scenarios", "adopt", name=name, reason=reason)


def test_an_adopted_scenario_is_the_plan_and_can_be_undone(state: State) -> None:
    """60 copies are the plan now, with the reason; undo brings 80 back, the scenario stays."""
    after = adopt(fewer(state), "少印")

    assert (copies(state.folder), amounts(after)["printing"]) == (60, 6_000)
    assert log(state.folder)[0][-1].reason == "主管選定"
    assert names(after) == ["少印"]
    assert amounts(do(after, "app", "undo"))["printing"] == 8_000


def test_adopting_from_the_scenario_leads_back_to_the_plan(state: State) -> None:
    """The scenario is open in the app and is taken: then the plan is, with its figures."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    after = adopt(there, "少印")

    assert (after.folder, amounts(after)["printing"]) == (state.folder, 6_000)


def test_work_done_meanwhile_is_named_before_it_is_set_aside(state: State) -> None:
    """雜支 was changed after the scenario was made: SCENARIO-OLDER says so before."""
    later = typed(fewer(state), "budget", "misc", "quantity", "2")
    asking = asked(later, "adopt", "少印")

    assert any("sets aside" in words and "雜支" in words for words in asking["says"])


def test_a_plan_changed_between_the_question_and_the_answer_is_not_set_aside(state: State) -> None:
    """A colleague printed 70 meanwhile: nothing is adopted, and 70 are on the screen."""
    asking = do(fewer(state), "scenarios", "ask", to="adopt", name="少印")
    print_copies(opened(state.folder), 70)
    after = do(asking, "scenarios", "adopt", name="少印")

    assert (copies(state.folder), amounts(after)["printing"]) == (70, 7_000)


def test_the_same_from_the_scenario_is_refused_as_well(state: State) -> None:
    """The plan is not open in the app then, and is watched over all the same."""
    there = do(fewer(state), "scenarios", "open", name="少印")
    asking = do(there, "scenarios", "ask", to="adopt", name="少印")
    print_copies(opened(state.folder), 70)
    after = do(asking, "scenarios", "adopt", name="少印")

    assert (copies(state.folder), after.status.level) == (70, Level.FAILED)


# --- deleting ---------------------------------------------------------------------------------


def test_deleting_asks_first_and_says_that_undo_does_not_bring_it_back(state: State) -> None:
    """But the history keeps it."""
    says = " ".join(asked(fewer(state), "delete", "少印")["says"])

    assert "Undo does not bring it back" in says
    assert "it can be brought back" in says
    assert names(state) == ["少印"]


def test_leaving_it_leaves_it(state: State) -> None:
    """Cancel: the question goes, the scenario stays."""
    asking = do(fewer(state), "scenarios", "ask", to="delete", name="少印")
    after = do(asking, "scenarios", "cancel")

    assert seen(after, "scenarios")["asking"] is None
    assert names(state) == ["少印"]


def delete(state: State, name: str) -> State:
    """Ask and delete."""
    asking = do(state, "scenarios", "ask", to="delete", name=name)
    return do(asking, "scenarios", "delete", name=name)


def test_a_deleted_scenario_is_brought_back_as_it_was(state: State) -> None:
    """60 copies and 3 雜支 are there again."""
    gone = delete(fewer(state), "少印")
    assert (names(state), seen(gone, "scenarios")["deleted"]) == ([], ["少印"])
    after = do(gone, "scenarios", "restore", name="少印")
    view = seen(after, "scenarios")

    assert column(view, "少印") == {"speaker": "6,000", "printing": "6,000", "misc": "3,000"}
    assert view["deleted"] == []


def test_deleting_the_one_on_the_desk_leads_back_to_the_plan(state: State) -> None:
    """The ground is not taken away under what is shown."""
    after = delete(do(fewer(state), "scenarios", "open", name="少印"), "少印")

    assert (after.folder, names(state)) == (state.folder, [])
    assert after.status.level is Level.DONE


def test_an_answer_about_another_one_asks_again(state: State) -> None:
    """Asked about 少印, told to delete 只少印: nothing is deleted."""
    both = fewer(fewer(state, "少印"), "只少印", holds=False)
    asking = do(both, "scenarios", "ask", to="delete", name="少印")
    after = do(asking, "scenarios", "delete", name="只少印")

    assert names(state) == ["只少印", "少印"]
    assert seen(after, "scenarios")["asking"]["name"] == "只少印"
