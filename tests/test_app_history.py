"""The history on the screen: what was done and why, the latest first, and the way back."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app_states import amounts, app, do, said, seen, typed
from plan_folders import opened, print_copies
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level, State
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.log import log


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Open the plan of three lines; forcing to the disk is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app(tmp_path)


def steps(state: State) -> list[dict[str, Any]]:
    """Return the steps the screen shows."""
    return list(seen(state, "history")["steps"])


def copies(state: State, *numbers: int) -> State:
    """Type numbers of copies one after the other."""
    for number in numbers:
        state = typed(state, "budget", "printing", "quantity", str(number))
    return state


def test_a_plan_that_was_not_changed_says_what_will_be_kept(state: State) -> None:
    """No empty table."""
    view = seen(state, "history")

    assert view["steps"] == []
    assert view["none"].startswith("Nothing was changed yet")


def test_the_latest_step_comes_first_with_what_and_why(state: State) -> None:
    """80 → 60 改為電子檔 stands above the beginning."""
    after = copies(do(state, "app", "because", text="改為電子檔"), 60)
    first, second = steps(after)

    assert (first["kind"], first["name"]) == ("changed", "印刷費 數量")
    assert first["changes"] == ["印刷費 quantity: 80 → 60"]
    assert first["reason"] == "改為電子檔"
    assert second["kind"] == "history begun"


def test_who_and_when_stand_on_the_screen_and_not_in_the_text(state: State) -> None:
    """A stored notebook is the same on every day and for every user."""
    after = copies(state, 60)
    first = steps(after)[0]
    told = text_of(after, ("history",))

    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", first["when"])
    assert first["who"]
    assert first["when"][:10] not in told
    assert first["id"] not in told
    assert "- changed 印刷費 數量 | 印刷費 quantity: 80 → 60" in told.splitlines()


def test_a_new_line_is_one_thing_that_was_done(state: State) -> None:
    """Not one entry for each of its columns."""
    first = steps(do(state, "budget", "add", row="misc"))[0]

    assert first["changes"] == ["新項目 added"]


def test_a_line_that_is_gone_keeps_its_name(state: State) -> None:
    """雜支 is deleted: neither step speaks of the code misc."""
    after = typed(state, "budget", "misc", "quantity", "2")
    after = do(after, "budget", "delete", row="misc")

    assert steps(after)[0]["changes"] == ["雜支 removed"]
    assert steps(after)[1]["changes"] == ["雜支 quantity: 1 → 2"]


def test_a_line_that_goes_by_undo_was_not_removed_by_anybody(state: State) -> None:
    """Added, taken back: what is undone is the addition, and the line is gone again; deleted, just so."""
    added = do(do(state, "budget", "add", row="misc"), "app", "undo")

    assert said(added) == "Undone: 新項目 added."
    assert steps(added)[0]["changes"] == ["新項目 is gone again"]
    again = do(added, "app", "redo")
    assert said(again) == "Done again: 新項目 added."

    deleted = do(do(again, "budget", "delete", row="misc"), "app", "undo")

    assert said(deleted) == "Undone: 雜支 removed."
    assert steps(deleted)[0]["changes"] == ["雜支 is there again"]


def test_a_step_that_was_taken_back_says_so(state: State) -> None:
    """Its mark is no order to do it: “taken back”, not “undo”; the step that did it is called undone."""
    view = seen(do(copies(state, 60), "app", "undo"), "history")

    assert view["words"]["undone"] == "taken back"
    assert [(step["kind"], step["undone"]) for step in view["steps"]] == [
        ("undone", False),
        ("changed", True),
        ("history begun", False),
    ]


def test_many_changes_are_counted(state: State) -> None:
    """A pasted block changes ten cells: six are told, four are counted."""
    block = "甲\t1\t份\t1\n乙\t2\t份\t2\n丙\t3\t份\t3"
    first = steps(do(state, "budget", "paste", row="speaker", column="item", text=block))[0]

    assert len(first["changes"]) == 6
    assert first["rest"] == "and 4 more"


def test_each_step_says_how_many_go_with_it(state: State) -> None:
    """60, 70, 90: back to before 60 takes back three."""
    after = copies(state, 60, 70, 90)
    ways = [step["undo"] for step in steps(after)]

    assert [way and way["number"] for way in ways] == [1, 2, 3, None]
    assert ways[0]["says"] == "Takes back this step."
    assert ways[2]["says"] == "Takes back this step and the 2 after it."


def test_back_to_before_a_step(state: State) -> None:
    """60, 70, 90 are taken back together; they stay in the list, marked."""
    after = copies(state, 60, 70, 90)
    back = do(after, "app", "undo", step=steps(after)[2]["id"])

    assert amounts(back)["printing"] == 8_000
    assert [step["undone"] for step in steps(back)] == [False, True, True, True, False]
    assert steps(back)[0]["kind"] == "undone"
    assert "“印刷費 數量”" in steps(back)[0]["name"]


def test_what_was_undone_is_redone_up_to_a_step(state: State) -> None:
    """Of 60, 70, 90 the first two are done again."""
    after = copies(state, 60, 70, 90)
    back = do(after, "app", "undo", step=steps(after)[2]["id"])
    ways = {step["changes"][0]: step["redo"] for step in steps(back) if step["redo"]}
    assert [way["number"] for way in ways.values()] == [3, 2, 1]
    assert ways["印刷費 quantity: 60 → 70"]["says"] == "Does this step and the 1 before it again."
    to = next(step for step in steps(back) if step["changes"] == ["印刷費 quantity: 60 → 70"])
    again = do(back, "app", "redo", step=to["id"])

    assert amounts(again)["printing"] == 7_000


def test_a_change_after_an_undo_ends_the_way_forth(state: State) -> None:
    """What was undone stays in the list, but no button leads there."""
    after = copies(do(copies(state, 60), "app", "undo"), 90)

    assert [step["redo"] for step in steps(after)] == [None] * 4
    assert [step["undone"] for step in steps(after)] == [False, False, True, False]


def test_a_step_that_was_approved_says_so_and_asks_for_more(state: State) -> None:
    """60 copies were approved: undo alone is refused, the screen's own message is not."""
    after = copies(state, 60)
    approve(after.folder, reference="府教學字第1140001號", on=date(2025, 5, 2))
    step = next(step for step in steps(after) if step["undo"])
    assert step["undo"]["approved"]
    assert "part of what was approved" in step["undo"]["says"]
    refused = do(after, "app", "undo", step=step["id"])
    assert (refused.status.level, amounts(refused)["printing"]) == (Level.FAILED, 6_000)
    assert said(refused).endswith("take it back in the history.")
    done = do(after, "app", "undo", step=step["id"], past_approval=True)

    assert amounts(done)["printing"] == 8_000


def test_an_approval_is_a_fact_and_is_not_undone(state: State) -> None:
    """Its number, day and total are told; no button is at it."""
    approve(state.folder, reference="府教學字第1140001號", on=date(2025, 5, 2))
    first = steps(state)[0]

    assert (first["kind"], first["name"]) == ("approved", "府教學字第1140001號")
    assert first["changes"] == ["114年5月2日, 15,000 NTD"]
    assert first["undo"] is None


def test_what_was_done_in_another_program_is_said_before_it_is_recorded(state: State) -> None:
    """70 copies typed in Excel: a note, and with the next change a step of its own."""
    after = copies(state, 60)
    table = after.folder / "budget.csv"
    table.write_text(table.read_text("utf-8-sig").replace(",60,", ",70,"), "utf-8-sig")
    looked = do(after, "app", "look")
    assert "another program" in seen(looked, "history")["note"]
    later = typed(looked, "budget", "misc", "quantity", "2")

    assert seen(later, "history")["note"] == ""
    assert [step["kind"] for step in steps(later)][:2] == ["changed", "changed in another program"]


def test_long_histories_come_in_pages(state: State) -> None:
    """Of 61 steps the latest 50 are shown, then all."""
    plan = opened(state.folder)
    for number in range(60):
        plan = print_copies(plan, 81 + number)
    after = do(state, "app", "look")
    view = seen(after, "history")
    assert (len(view["steps"]), view["left"], view["counted"]) == (50, 11, "50 of 61 steps")
    more = seen(do(after, "history", "more"), "history")

    assert (len(more["steps"]), more["left"]) == (61, 0)
    assert view["steps"][0]["undo"]["number"] == 1


def test_a_damaged_line_does_not_take_the_history_away(state: State) -> None:
    """The other steps are shown, and the page goes on working."""
    after = copies(state, 60, 70)
    file = after.folder / "history.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], b"{rubbish\n", *lines[2:]]))

    assert len(steps(after)) == 2
    assert len(log(after.folder)[0]) == 2


def test_an_undo_says_from_what_to_what(state: State) -> None:
    """80 → 60 is taken back: 60 → 80; done again: 80 → 60."""
    back = do(copies(state, 60), "app", "undo")

    assert said(back) == "Undone: 印刷費 quantity: 60 → 80."
    assert said(do(back, "app", "redo")) == "Done again: 印刷費 quantity: 80 → 60."


def test_an_undo_of_many_cells_counts_them(state: State) -> None:
    """A pasted price and quantity: the first one is told, both are counted."""
    pasted = do(state, "budget", "paste", row="printing", column="unit_price", text="90\t份\t70")

    assert said(do(pasted, "app", "undo")).endswith("2 places in all.")


def test_a_page_that_opens_tells_what_was_done_last(state: State) -> None:
    """A colleague printed 70 since the kernel was warmed up: no surprise to who opens the page."""
    print_copies(opened(state.folder), 70)
    first = do(state, "app", "look", first=True)

    assert amounts(first)["printing"] == 7_000
    assert said(first) == "Opened. The last thing done was: 印刷費 quantity: 80 → 70."
    assert said(do(first, "app", "look", first=True)) == said(first)


def test_what_changes_while_the_page_is_open_is_said(state: State) -> None:
    """Only then it was changed elsewhere."""
    open_page = do(state, "app", "look", first=True)
    print_copies(opened(state.folder), 70)

    assert said(do(open_page, "app", "look")).startswith("The plan was changed elsewhere")


def test_a_plan_that_was_never_changed_opens_without_a_word(state: State) -> None:
    """Nothing was done last."""
    assert said(do(state, "app", "look", first=True)) == ""


def test_an_approval_is_told_as_one_when_the_page_opens(state: State) -> None:
    """Its number, with what was done."""
    approve(state.folder, reference="府教學字第1140001號", on=date(2025, 5, 2))

    assert said(do(state, "app", "look", first=True)) == (
        "Opened. The last thing done was: approved: “府教學字第1140001號”."
    )
