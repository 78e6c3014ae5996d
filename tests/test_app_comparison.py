"""核定對照 on the screen: an approval recorded, what was changed since, and why."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app_states import amounts, app, do, said, seen, typed
from plan_folders import everything, print_copies
from plan_folders import opened as plan_at
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level, State, View
from plc_budget.comparison import compare_with_approved
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.log import log

LETTER = "府教學字第1140001號"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Open the plan of three lines; forcing to the disk is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app(tmp_path)


@pytest.fixture
def approved(state: State) -> State:
    """Approve it: 6,000 + 8,000 + 1,000 = 15,000."""
    after = approve(state)
    assert after.status.level is Level.DONE, said(after)
    return after


def approve(state: State, reference: str = LETTER, on: str = "114/5/2", by: str = "") -> State:
    """Send the form."""
    return do(state, "comparison", "approve", reference=reference, on=on, by=by)


def shown(state: State) -> View:
    """Return what the panel shows."""
    return seen(state, "comparison")


def row(state: State, code: str) -> dict[str, Any]:
    """Return one line of the table."""
    return next(row for row in shown(state)["table"]["rows"] if row["code"] == code)


def because(state: State, code: str, words: str) -> State:
    """Write a reason into the table."""
    return do(state, "comparison", "because", code=code, text=words)


# --- recording an approval --------------------------------------------------------------------


def test_a_plan_that_is_not_approved_offers_the_form_and_says_what_it_does(state: State) -> None:
    """Frozen at 15,000, work goes on, not undone: said before anything is done."""
    view = shown(state)

    assert view["table"] is None
    assert view["none"].startswith("Nothing is approved yet")
    assert "15,000 NTD" in view["form"]["what"]
    assert "not undone" in view["form"]["what"]


def test_an_approval_is_recorded_with_number_day_and_name(state: State) -> None:
    """The frozen copy holds 15,000, the letter's day is 2025-05-02."""
    after = approve(state, by="承辦人")
    approval, findings = verify_approved(state.folder)

    assert approval is not None
    assert findings == []
    assert (approval.reference, approval.on.isoformat()) == (LETTER, "2025-05-02")
    assert (approval.by, approval.total) == ("承辦人", 15_000)
    assert said(after).startswith(f"Approved: {LETTER}, 15,000 NTD.")


@pytest.mark.parametrize("day", ["114/5/2", "114年5月2日", "2025-05-02", "１１４．５．２"])
def test_the_day_is_read_as_people_write_it(state: State, day: str) -> None:
    """民國 or common era, full-width or not."""
    approve(state, on=day)
    approval, _ = verify_approved(state.folder)

    assert approval is not None
    assert approval.on.isoformat() == "2025-05-02"


@pytest.mark.parametrize("day", ["", "五月", "114/13/1", "114/2/30"])
def test_a_day_that_is_none_is_named_at_its_field(state: State, day: str) -> None:
    """Nothing is frozen."""
    before = everything(state.folder)
    after = approve(state, on=day)

    assert shown(after)["form"]["faults"]["on"].startswith("Type the day")
    assert everything(state.folder) == before


def test_a_letter_without_a_number_is_named_at_its_field(state: State) -> None:
    """Nothing is frozen."""
    before = everything(state.folder)
    after = approve(state, reference=" ")

    assert shown(after)["form"]["faults"]["reference"]
    assert everything(state.folder) == before


def test_errors_stand_in_the_way_and_are_counted(state: State) -> None:
    """90 copies exceed 15,000; the note says so before, and the button does nothing."""
    over = typed(state, "budget", "printing", "quantity", "90")
    assert shown(over)["form"]["note"].startswith("1 errors stand in the way")
    after = approve(over)

    assert after.status.level is Level.FAILED
    assert not (state.folder / "approved").exists()


def test_a_cell_that_is_not_understood_stands_in_the_way(state: State) -> None:
    """What is on the screen is not what would be approved."""
    half = typed(state, "budget", "printing", "quantity", "六十")

    assert approve(half).status.level is Level.FAILED
    assert not (state.folder / "approved").exists()


def test_a_day_that_is_none_is_said_before_anything_is_asked(state: State) -> None:
    """「六月一日」 is no date: it is said at its field; 114/6/1 is one, and nothing is recorded by looking."""
    wrong = do(state, "comparison", "check", reference="府教學字第1號", on="六月一日")
    right = do(wrong, "comparison", "check", reference="府教學字第1號", on="114/6/1")

    assert wrong.status.level is Level.FAILED
    assert list(seen(wrong, "comparison")["form"]["faults"]) == ["on"]
    assert seen(right, "comparison")["form"]["faults"] == {}
    assert not (state.folder / "approved").exists()


def test_a_plan_changed_elsewhere_is_looked_at_before_it_is_approved(state: State) -> None:
    """A colleague printed 70: nobody approves what they did not see."""
    print_copies(plan_at(state.folder), 70)
    after = approve(state)

    assert amounts(after)["printing"] == 7_000
    assert not (state.folder / "approved").exists()


def test_a_later_letter_is_recorded_beside_the_first(approved: State) -> None:
    """Both copies stay; the table begins anew from the later one."""
    after = approve(typed(approved, "budget", "printing", "quantity", "70"), "府教學字第1140002號")

    assert (after.folder / "approved" / "earlier" / "1" / "budget.csv").is_file()
    assert row(after, "printing")["before"] == ["100 × 70份", "7,000"]


# --- approved against working -----------------------------------------------------------------


def test_nothing_changed_says_so(approved: State) -> None:
    """No field asks for a reason."""
    view = shown(approved)

    assert view["table"]["moved"] == "Nothing was changed."
    assert [one["changed"] for one in view["table"]["rows"]] == [False, False, False]
    assert LETTER in view["table"]["caption"]


def test_money_that_was_moved_is_told_line_by_line(approved: State) -> None:
    """20 copies fewer are −2,000 or −25 %, which 雜支 takes: +2,000 or +200 %."""
    after = typed(
        typed(approved, "budget", "printing", "quantity", "60"), "budget", "misc", "quantity", "3"
    )
    printing, misc = row(after, "printing"), row(after, "misc")

    assert (printing["before"], printing["after"]) == (
        ["100 × 80份", "8,000"],
        ["100 × 60份", "6,000"],
    )
    assert (printing["difference"], printing["percent"]) == ("-2,000", "-25.00")
    assert (misc["difference"], misc["percent"]) == ("+2,000", "+200.00")
    assert shown(after)["table"]["total"] == ["15,000", "15,000", "0"]
    assert shown(after)["table"]["moved"] == "2,000 NTD moved between items; the total stays."


def test_what_was_only_left_out_was_not_moved(approved: State) -> None:
    """10 copies fewer and nothing else: no item gives to another, the total falls by 1,000."""
    after = typed(approved, "budget", "printing", "quantity", "70")

    assert shown(after)["table"]["moved"] == (
        "Nothing moved between items; the total goes down by 1,000 NTD."
    )


def test_more_than_approved_is_an_error_with_a_way_out(approved: State) -> None:
    """16,000 where the letter says 15,000; the remedy speaks of this page, not of a command."""
    after = typed(approved, "budget", "misc", "quantity", "2")
    found = next(one for one in shown(after)["findings"] if one["level"] == "error")

    assert "16,000" in found["says"]
    assert found["remedy"] == "Go back to the approved total, or record a later approval below."


def test_a_line_that_is_new_or_gone_is_a_dash_on_one_side(approved: State) -> None:
    """雜支 deleted: 1,000 → –."""
    after = do(approved, "budget", "delete", row="misc")

    assert row(after, "misc")["after"] == ["", "–"]
    assert row(after, "misc")["difference"] == "-1,000"


# --- why --------------------------------------------------------------------------------------


def test_a_change_without_a_reason_asks_for_one_and_leads_to_the_line(approved: State) -> None:
    """Typed into the table with the field for the reason left empty."""
    after = typed(approved, "budget", "printing", "quantity", "60")
    asks = next(one for one in shown(after)["findings"] if "no reason is recorded" in one["says"])

    assert row(after, "printing")["reason"] == ""
    assert asks["go"] == {"table": "budget", "row": "printing", "column": "quantity"}


def test_a_reason_given_while_typing_is_there_already(approved: State) -> None:
    """The field in the bar above is the reason of the change."""
    after = typed(
        do(approved, "app", "because", text="改為電子檔"), "budget", "printing", "quantity", "60"
    )

    assert row(after, "printing")["reason"] == "改為電子檔"
    assert not any("no reason" in one["says"] for one in shown(after)["findings"])


def test_a_reason_is_recorded_into_the_history_and_no_table(approved: State) -> None:
    """Written into the table on the screen: a step that changes no file."""
    changed = typed(
        typed(approved, "budget", "printing", "quantity", "60"), "budget", "misc", "quantity", "3"
    )
    before = everything(approved.folder)
    after = because(changed, "printing", "改為電子檔")

    assert row(after, "printing")["reason"] == "改為電子檔"
    assert said(after) == "The reason for “印刷費” is recorded."
    files = everything(approved.folder)
    assert {name for name in files if files[name] != before[name]} == {"history.jsonl"}
    assert log(approved.folder)[0][-1].reason == "改為電子檔"


def test_the_sheet_knows_the_reason_too(approved: State) -> None:
    """What the screen records is what 經費調整對照表 prints."""
    because(typed(approved, "budget", "printing", "quantity", "60"), "printing", "改為電子檔")
    found, findings = compare_with_approved(approved.folder)

    assert found is not None
    assert [line.reason for line in found.comparison.changed] == ["改為電子檔"]
    assert [finding.code for finding in findings] == []


def test_an_empty_reason_is_none(approved: State) -> None:
    """Nothing is recorded, and it says what is wanted."""
    changed = typed(approved, "budget", "printing", "quantity", "60")
    before = everything(approved.folder)
    after = because(changed, "printing", " … ")

    assert after.status.level is Level.FAILED
    assert everything(approved.folder) == before


def unspent(state: State) -> dict[str, Any]:
    """Return what the checks say of the amount that is left, as it is shown."""
    shown = [
        one
        for question in seen(state, "findings")["questions"]
        for one in question["findings"]
        if one["code"] == "BUDGET-UNDER"
    ]
    assert len(shown) == 1, shown
    return dict(shown[0])


def test_the_reason_of_the_line_is_the_reason_of_the_amount_left(approved: State) -> None:
    """20 copies fewer leave 2,000: written into the table it is not asked again in the checks."""
    after = because(typed(approved, "budget", "printing", "quantity", "60"), "printing", "報名較少")

    assert (unspent(after)["level"], unspent(after)["answer"]) == ("answered", "印刷費：報名較少")
    assert said(after).startswith("The reason for “印刷費” is recorded.")


def test_the_reason_of_the_amount_left_is_the_reason_of_the_line(approved: State) -> None:
    """Answered in the checks, it stands in the table and asks no more."""
    fewer = typed(approved, "budget", "printing", "quantity", "60")
    after = do(fewer, "findings", "answer", finding=unspent(fewer)["key"], text="報名較少")

    assert row(after, "printing")["reason"] == "報名較少"
    assert not any("no reason" in one["says"] for one in shown(after)["findings"])


def test_the_amount_left_is_explained_when_every_lowered_line_is(approved: State) -> None:
    """印刷費 −2,000 and 雜支 −1,000: after the first reason 雜支 is still to be explained."""
    fewer = do(
        typed(approved, "budget", "printing", "quantity", "60"), "budget", "delete", row="misc"
    )
    first = because(fewer, "printing", "報名較少")
    both = because(first, "misc", "已由學校支應")

    assert unspent(first)["level"] == "warning"
    assert unspent(both)["answer"] == "印刷費：報名較少；雜支：已由學校支應"


def test_more_left_than_was_explained_asks_again(approved: State) -> None:
    """The reason was given for 2,000; at 50 copies 3,000 are left."""
    after = because(typed(approved, "budget", "printing", "quantity", "60"), "printing", "報名較少")

    assert unspent(typed(after, "budget", "printing", "quantity", "50"))["level"] == "warning"


# --- other points -----------------------------------------------------------------------------


def test_any_two_points_of_the_history_are_compared(approved: State) -> None:
    """From 60 to 90 copies: +3,000, with the reason of that step only."""
    after = typed(
        do(approved, "app", "because", text="改為電子檔"), "budget", "printing", "quantity", "60"
    )
    after = typed(
        do(after, "app", "because", text="人數增加"), "budget", "printing", "quantity", "90"
    )
    latest, middle, *_ = [point for point, _ in shown(after)["points"]]
    two = do(after, "comparison", "choose", first=middle, second=latest)

    assert row(two, "printing")["difference"] == "+3,000"
    assert row(two, "printing")["reason"] == "人數增加"
    assert shown(two)["table"]["caption"] == "after “印刷費 數量” → after “印刷費 數量”"
    assert shown(two)["form"] is None
    assert not shown(two)["asks_reasons"]


def test_the_approved_plan_is_chosen_again(approved: State) -> None:
    """The empty choice leads back, whatever stands in the other field."""
    after = typed(approved, "budget", "printing", "quantity", "60")
    latest = shown(after)["points"][0][0]
    two = do(after, "comparison", "choose", first=latest, second="")
    again = do(two, "comparison", "choose", first="", second=latest)

    assert (shown(again)["first"], shown(again)["second"]) == ("", "")
    assert row(again, "printing")["difference"] == "-2,000"


def test_a_point_that_is_none_is_not_chosen(approved: State) -> None:
    """A step of another plan, or a path, is passed over."""
    after = do(approved, "comparison", "choose", first="../..", second="x")

    assert shown(after)["first"] == ""


def test_without_an_approval_two_points_are_compared_all_the_same(state: State) -> None:
    """80 → 60, seen before anything is approved."""
    after = typed(state, "budget", "printing", "quantity", "60")
    begun = shown(after)["points"][-1][0]
    two = do(after, "comparison", "choose", first=begun)

    assert row(two, "printing")["difference"] == "-2,000"


def test_a_scenario_on_the_desk_is_compared_with_what_was_approved(approved: State) -> None:
    """60 copies in 少印 against the approved 80; it cannot be approved itself."""
    made = do(approved, "scenarios", "new", name="少印", code="printing", quantity="60", holds=True)
    there = do(made, "scenarios", "open", name="少印")

    assert shown(there)["table"]["caption"] == "approved → the scenario “少印”"
    assert row(there, "printing")["difference"] == "-2,000"
    assert approve(there, "府教學字第1140002號").status.level is Level.FAILED


# --- as text ----------------------------------------------------------------------------------


def test_the_text_holds_every_figure_and_no_day_of_today(approved: State) -> None:
    """Amounts, differences, reasons, what is found; the only day is that of the letter."""
    after = because(
        typed(approved, "budget", "printing", "quantity", "60"), "printing", "改為電子檔"
    )
    told = text_of(after, ("comparison",))

    for words in (
        "100 × 80份 = 8,000",
        "100 × 60份 = 6,000",
        "-2,000",
        "-25.00",
        "改為電子檔",
        "114年5月2日",
    ):
        assert words in told
    assert log(after.folder)[0][-1].when.date().isoformat() not in told
    assert log(after.folder)[0][-1].who not in told


def test_the_view_is_plain_data(approved: State) -> None:
    """Hostile words stay words on their way to the browser."""
    hostile = '<script>alert("x")</script>'
    after = because(typed(approved, "budget", "printing", "quantity", "60"), "printing", hostile)

    assert json.loads(json.dumps(shown(after)))["table"]["rows"][1]["reason"] == hostile
