"""Blocks pasted from a spreadsheet: headings, sums and locked lines are left out, and it says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app_states import amounts, app, cell, do, said, typed
from plc_budget.app.state import Level, Spot, State

PRINTED = "經費項目\t單價(元)\t數量\t總價(元)\t說明\n"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Open the plan of three lines: 6,000 + 8,000 + 1,000."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app(tmp_path)


def pasted(state: State, row: str, column: str, text: str, table: str = "budget") -> State:
    """Paste a block with its corner in a cell."""
    return do(state, table, "paste", row=row, column=column, text=text)


def locked(state: State) -> State:
    """Lock 雜支."""
    return typed(state, "budget", "misc", "locked", "是")


def test_a_printed_table_is_pasted_without_its_headings_and_its_total(state: State) -> None:
    """Heading and 合計 are no items: 80 × 100, 3 × 500 and 20 × 40 over and below two lines."""
    after = pasted(
        state,
        "printing",
        "item",
        PRINTED + "印刷費\t100\t80\t8,000\t手冊\n場地費\t500\t3\t1,500\t\n"
        "茶水\t40\t20人\t800\t\n合　計\t\t\t10,300\t\n",
    )

    assert [row.item for row in after.plan.rows[1:]] == ["印刷費", "場地費", "茶水"]
    assert list(amounts(after).values()) == [6_000, 8_000, 1_500, 800]
    assert after.plan.rows[1].note == "手冊"
    assert after.status.level is Level.DONE
    assert said(after) == (
        "Rows pasted: 3, 1 of them new. Overwritten: “雜支”. Heading rows passed over: 1. "
        "Total rows passed over: 1. The total went from 15,000 to 16,300."
    )


def test_headings_say_where_the_columns_go(state: State) -> None:
    """The printed table has no column of units: the quantity lands in 數量, not in 單位."""
    after = pasted(state, "printing", "item", PRINTED + "手冊\t90\t70\t6,300\t\n")

    assert cell(after, "budget", "printing", "quantity") == "70"
    assert cell(after, "budget", "printing", "unit") == "份"


def test_a_line_that_only_sounds_like_a_total_is_a_line(state: State) -> None:
    """會計師簽證費 begins with 會計, 說明會場地費 with 說明: both are paid for."""
    after = pasted(state, "misc", "item", "會計師簽證費\t1,000\t次\t1\n說明會場地費\t500\t場\t1\n")

    assert [row.item for row in after.plan.rows[2:]] == ["會計師簽證費", "說明會場地費"]


def test_a_heading_above_one_column_is_passed_over(state: State) -> None:
    """數量 above 70 and 2: both quantities land where they belong."""
    after = pasted(state, "printing", "quantity", "數量\n70\n2\n")

    assert amounts(after) == {"speaker": 6_000, "printing": 7_000, "misc": 2_000}


def test_a_note_that_speaks_of_a_sum_is_a_note(state: State) -> None:
    """共計80人 beside a quantity is no total row."""
    after = pasted(state, "printing", "note", "共計80人\n合計一式\n")

    assert [row.note for row in after.plan.rows[1:]] == ["共計80人", "合計一式"]


def test_a_locked_line_is_left_alone_and_named_lines_go_below_it(state: State) -> None:
    """雜支 is locked: two lines pasted onto it become new ones, and it says so."""
    after = pasted(locked(state), "misc", "item", "茶水\t40\t人\t20\n場地費\t500\t場\t1\n")

    assert [row.item for row in after.plan.rows[2:]] == ["雜支", "茶水", "場地費"]
    assert amounts(after)["misc"] == 1_000
    assert "Locked lines stay as they are: “雜支”." in said(after)


def test_a_locked_line_that_is_pasted_again_keeps_its_figures(state: State) -> None:
    """The plan's own lines, changed in a spreadsheet: printing is 70 now, 雜支 stays 1 × 1,000."""
    after = pasted(locked(state), "printing", "item", "印刷費\t100\t份\t70\n雜支\t1000\t式\t5\n")

    assert amounts(after) == {"speaker": 6_000, "printing": 7_000, "misc": 1_000}
    assert len(after.plan.rows) == 3


def test_figures_meant_for_a_locked_line_go_nowhere(state: State) -> None:
    """Two quantities from printing on: the second would be 雜支's, which is locked."""
    after = pasted(locked(state), "printing", "quantity", "70\n9\n")

    assert amounts(after) == {"speaker": 6_000, "printing": 7_000, "misc": 1_000}
    assert said(after).startswith("Rows pasted: 1. Locked lines stay as they are")


def test_a_locked_quantity_can_still_be_typed(state: State) -> None:
    """A lock means that 勻支 does not move it: typed by hand it is 2 × 1,000."""
    assert amounts(typed(locked(state), "budget", "misc", "quantity", "2"))["misc"] == 2_000


def test_what_waits_is_counted_and_the_rest_is_told(state: State) -> None:
    """One good quantity, one bad: 15,000 → 12,000, and nobody says that the plan is as it was."""
    after = pasted(state, "printing", "quantity", "50\nplenty\n")

    assert after.status.level is Level.NOTE
    assert said(after) == (
        "Rows pasted: 2. Cells that were not taken over and wait, each says why: 1. "
        "The total went from 15,000 to 12,000."
    )


def test_undo_takes_along_what_the_same_paste_left_waiting(state: State) -> None:
    """Undone is undone: neither the quantity nor the red cell stays."""
    after = do(pasted(state, "printing", "quantity", "50\nplenty\n"), "app", "undo")

    assert amounts(after)["printing"] == 8_000
    assert not after.drafts


def test_undo_leaves_what_was_typed_by_itself(state: State) -> None:
    """“many” was typed before the paste; undoing the paste leaves it."""
    before = typed(state, "budget", "misc", "unit_price", "many")
    after = do(pasted(before, "printing", "quantity", "50\nplenty\n"), "app", "undo")

    assert list(after.drafts) == [Spot("budget", "misc", "unit_price")]


def test_a_timetable_is_pasted_without_its_headings(state: State) -> None:
    """The exported head 起, 迄, 分鐘, 活動內容, 主講人, 身分: the minutes are computed, not pasted."""
    after = pasted(
        state,
        "0",
        "start",
        "起\t迄\t分鐘\t活動內容\t主講人\t身分\n9:00\t10:20\t80\t理念\t甲校長\t內聘\n",
        table="timetable",
    )

    row = after.plan.timetable[0]
    assert (row.start, row.end, row.activity, row.speaker) == (540, 620, "理念", "甲校長")
    assert "Heading rows passed over: 1." in said(after)


def test_a_new_row_asks_for_its_name(state: State) -> None:
    """Not “新項目 0 → 0”."""
    added = do(state, "budget", "add")

    assert said(added) == "A line was added; fill in its item."
    assert said(do(added, "timetable", "add")) == "An activity was added; fill in what it is."


def test_enter_on_a_refused_cell_leads_back_to_it(state: State) -> None:
    """Esc works there at once; after a value that was taken over the cursor may go on."""
    refused = do(state, "budget", "set", row="misc", column="quantity", text="很多", key="Enter")
    taken = do(state, "budget", "set", row="misc", column="quantity", text="2", key="Enter")
    left = typed(state, "budget", "misc", "quantity", "很多")

    assert refused.focus == Spot("budget", "misc", "quantity")
    assert (taken.focus, left.focus) == (None, None)
