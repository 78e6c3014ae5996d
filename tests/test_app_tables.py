"""The two tables on the screen: what is typed is understood or kept, and saved before it is shown."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app_states import amounts, app, cell, do, draft, said, seen, typed
from plan_folders import everything
from plc_budget.app.pasting import shown_columns
from plc_budget.app.state import Level, Spot, State, open_state
from plc_budget.language import ENGLISH
from plc_budget.plan import load_plan
from plc_budget.tables import TABLES

HOSTILE = ("<img src=x onerror=alert(1)>", "</script>", "=cmd|' /C calc'!A0", "{{7*7}}", "\u202e80")


@pytest.fixture
def state(tmp_path: Path) -> State:
    """Open the plan of three lines."""
    return app(tmp_path)


def stored(state: State) -> dict[str, int]:
    """Return the amounts as the folder holds them."""
    plan, _ = load_plan(state.folder)
    assert plan is not None
    return {line.code: line.amount for line in plan.budget.lines}


# --- typing -----------------------------------------------------------------------------------


def test_fewer_copies_are_in_the_folder_before_they_are_shown(state: State) -> None:
    """60 copies at 100: 6,000 + 6,000 + 1,000."""
    after = typed(state, "budget", "printing", "quantity", "60")

    assert amounts(after) == {"speaker": 6_000, "printing": 6_000, "misc": 1_000}
    assert stored(after) == amounts(after)
    assert (
        str(after.status.words.render(ENGLISH))
        == "Saved. 印刷費 8,000 → 6,000. The total went from 15,000 to 13,000. 1 new to look at."
    )


@pytest.mark.parametrize("raw", ["６０", " 60 ", "60份", "60.0"])
def test_a_number_is_read_as_people_type_it(state: State, raw: str) -> None:
    """Full-width digits, blanks and the unit behind it mean 60."""
    assert amounts(typed(state, "budget", "printing", "quantity", raw))["printing"] == 60 * 100


@pytest.mark.parametrize("raw", ["=40*2", "=20*2+40", "＝(60+20)*1"])
def test_a_calculation_is_worked_out_and_kept_as_its_value(state: State, raw: str) -> None:
    """40 × 2 copies are 80: 80 × 100 = 8,000, and the folder holds 80."""
    after = typed(
        typed(state, "budget", "printing", "quantity", "60"), "budget", "printing", "quantity", raw
    )

    assert stored(after)["printing"] == 8_000
    assert ",80," in (after.folder / "budget.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("raw", ["六十", "1e2", "60 份 80", "--60", "", *HOSTILE])
def test_rubbish_stays_in_its_cell_and_out_of_the_plan(state: State, raw: str) -> None:
    """What cannot be a quantity is kept as typed, with what is allowed; the folder is untouched."""
    before = everything(state.folder)

    after = typed(state, "budget", "printing", "quantity", raw)

    assert draft(after, "budget", "printing", "quantity").raw == raw
    assert cell(after, "budget", "printing", "quantity") == raw
    assert after.status.level is Level.FAILED
    assert everything(state.folder) == before


@pytest.mark.parametrize("raw", ["-5", "99999999999"])
def test_a_quantity_no_table_may_have_says_its_bounds(state: State, raw: str) -> None:
    """What only the schema refuses is said at the cell as well."""
    after = typed(state, "budget", "printing", "quantity", raw)

    assert "from 0 to 10,000,000" in draft(after, "budget", "printing", "quantity").remedy.render(
        ENGLISH
    )


def test_escape_takes_rubbish_out_of_a_cell(state: State) -> None:
    """The old value is back, and nothing waits any more."""
    after = typed(state, "budget", "printing", "quantity", "many")

    again = do(after, "budget", "discard", row="printing", column="quantity")

    assert not again.drafts
    assert cell(again, "budget", "printing", "quantity") == "80"


def test_a_right_value_replaces_rubbish(state: State) -> None:
    """70 copies after “many”: 7,000."""
    after = typed(
        typed(state, "budget", "printing", "quantity", "many"),
        "budget",
        "printing",
        "quantity",
        "70",
    )

    assert not after.drafts
    assert amounts(after)["printing"] == 7_000


@pytest.mark.parametrize("raw", HOSTILE[:4])
def test_a_hostile_name_is_a_name(state: State, raw: str) -> None:
    """Text that other programs would run is text here, and the total does not move."""
    after = typed(state, "budget", "misc", "item", raw)

    assert cell(after, "budget", "misc", "item") == raw
    assert after.plan.budget.total == 15_000


def test_a_unit_typed_behind_a_quantity_is_the_unit_of_a_line_without_one(state: State) -> None:
    """Where 單位 is empty, 80份 is 80 and 份."""
    bare = typed(state, "budget", "printing", "unit", "")

    after = typed(bare, "budget", "printing", "quantity", "70 本")

    assert (
        cell(after, "budget", "printing", "quantity"),
        cell(after, "budget", "printing", "unit"),
    ) == ("70", "本")


def test_words_behind_a_quantity_are_no_unit(state: State) -> None:
    """80份左右 is not 80 of the unit 份左右; it waits in its cell."""
    bare = typed(state, "budget", "printing", "unit", "")

    after = typed(bare, "budget", "printing", "quantity", "70份左右")

    assert draft(after, "budget", "printing", "quantity").raw == "70份左右"
    assert cell(after, "budget", "printing", "unit") == ""


def test_a_counted_quantity_is_not_typed_over(state: State) -> None:
    """The six periods follow the timetable; 8 stays in the cell and says so."""
    after = typed(state, "budget", "speaker", "quantity", "8")

    assert draft(after, "budget", "speaker", "quantity").raw == "8"
    assert amounts(after)["speaker"] == 6_000


def test_a_line_that_follows_no_more_keeps_its_quantity(state: State) -> None:
    """Typed in instead of counted: still 6 periods, and 8 can be typed now."""
    freed = typed(state, "budget", "speaker", "from", "")

    assert amounts(freed)["speaker"] == 6_000
    assert amounts(typed(freed, "budget", "speaker", "quantity", "8"))["speaker"] == 8_000


def test_a_locked_line_is_locked_in_the_folder(state: State) -> None:
    """The lock is part of the table."""
    after = typed(state, "budget", "printing", "locked", "是")

    assert [row.locked for row in after.plan.rows] == [False, True, False]
    assert seen(after, "budget")["rows"][1]["locked"] is True


# --- the timetable ----------------------------------------------------------------------------


def test_fewer_minutes_are_fewer_periods_and_less_money(state: State) -> None:
    """200 minutes of 40 are 5 periods: 5,000 + 8,000 + 1,000."""
    after = typed(state, "timetable", "0", "paid_minutes", "200")

    assert after.plan.working.total == Decimal(5)
    assert after.plan.budget.total == 5_000 + 8_000 + 1_000
    assert stored(after) == amounts(after)


def test_both_times_of_a_row_can_be_moved_one_after_the_other(state: State) -> None:
    """15:00 to 20:00 passes through 15:00 to 14:00; in the end the row lies in the evening."""
    after = typed(
        typed(state, "timetable", "0", "start", "15:00"), "timetable", "0", "end", "20:00"
    )

    assert (after.plan.timetable[0].start, after.plan.timetable[0].end) == (15 * 60, 20 * 60)
    assert not after.drafts


def test_two_wrong_cells_of_a_row_are_mended_together(state: State) -> None:
    """While one cell of a row waits, another one of it can be typed; both are taken over at last."""
    waits = typed(state, "timetable", "0", "end", "noon")
    named = typed(waits, "timetable", "0", "speaker", "乙校長")

    after = typed(named, "timetable", "0", "end", "12點")

    assert (after.plan.timetable[0].speaker, after.plan.timetable[0].end) == ("乙校長", 12 * 60)
    assert not after.drafts


def test_an_external_speaker_gets_a_line_at_the_ceiling(state: State) -> None:
    """The line of internal speakers has nobody left; it pays external ones now, at their ceiling."""
    after = typed(state, "timetable", "0", "speaker_kind", "外聘")

    line = after.plan.budget.get("speaker")
    assert line is not None
    ceiling = after.plan.book.get("speaker-fee-ceiling")
    assert ceiling is not None
    assert (line.name, line.unit_price) == ("外聘講師鐘點費", ceiling.number("fee-external"))


def test_the_first_activity_of_a_plan_without_a_timetable(tmp_path: Path) -> None:
    """A plan may begin without a timetable; the first row makes the table."""
    state = app(tmp_path)
    bare = do(state, "timetable", "delete", row="0")

    after = do(bare, "timetable", "add")

    assert (len(bare.plan.timetable), len(after.plan.timetable)) == (0, 1)


# --- rows -------------------------------------------------------------------------------------


def test_a_new_line_costs_nothing_and_is_where_the_cursor_goes(state: State) -> None:
    """Below printing, at 0; its name is typed next."""
    after = do(state, "budget", "add", row="printing")

    assert [row.code for row in after.plan.rows] == ["speaker", "printing", "line_2", "misc"]
    assert after.plan.budget.total == 15_000
    assert after.focus == Spot("budget", "line_2", "item")


def test_a_copy_costs_the_same_again(state: State) -> None:
    """8,000 more."""
    assert do(state, "budget", "copy", row="printing").plan.budget.total == 15_000 + 8_000


def test_a_deleted_line_comes_back_with_undo(state: State) -> None:
    """Without printing 7,000; with it 15,000 again, as it was."""
    before = everything(state.folder)["budget.csv"]
    gone = do(state, "budget", "delete", row="printing")

    back = do(gone, "app", "undo")

    assert gone.plan.budget.total == 6_000 + 1_000
    assert back.plan.budget.total == 15_000
    assert everything(state.folder)["budget.csv"] == before


def test_redo_does_it_again(state: State) -> None:
    """Back and forth in the history of the plan."""
    gone = do(
        do(typed(state, "budget", "printing", "quantity", "60"), "app", "undo"), "app", "redo"
    )

    assert amounts(gone)["printing"] == 6_000


def test_a_line_moves_up_and_stays_itself(state: State) -> None:
    """Miscellaneous before printing; the amounts are theirs."""
    after = do(state, "budget", "move", row="misc", by=-1)

    assert amounts(after) == {"speaker": 6_000, "misc": 1_000, "printing": 8_000}
    assert list(amounts(after)) == ["speaker", "misc", "printing"]


def test_what_waits_in_a_row_moves_with_it(state: State) -> None:
    """Rubbish in the second activity stays in it when it becomes the first."""
    two = do(state, "timetable", "copy", row="0")
    waits = typed(two, "timetable", "1", "end", "noon")

    after = do(waits, "timetable", "move", row="1", by=-1)

    assert draft(after, "timetable", "0", "end").raw == "noon"


def percentage_of(state: State, base: str) -> State:
    """Add a line of 10 % of others, cell by cell as a planner types it."""
    state = do(state, "budget", "add", row="misc")
    for column, raw in (("item", "意外保險"), ("rate", "10%"), ("base", base), ("unit_price", "")):
        state = typed(state, "budget", "line_2", column, raw)
    return state


def test_a_line_becomes_a_percentage_when_its_last_cell_is_typed(state: State) -> None:
    """Rate and base wait until the price is gone: then 10 % of 6,000 + 1,000."""
    after = percentage_of(state, "speaker misc")

    assert not after.drafts
    assert amounts(after)["line_2"] == 700


def test_what_moves_no_amount_is_named_in_the_status_line(state: State) -> None:
    """A note, a lock and its end: 15,000 stay, and it is said what was saved."""
    noted = typed(state, "budget", "printing", "note", "膠裝")
    locked = typed(noted, "budget", "printing", "locked", "是")
    free = typed(locked, "budget", "printing", "locked", "")

    assert [said(one) for one in (noted, locked, free)] == [
        "Saved. 印刷費: note changed. The total stays 15,000.",
        "Saved. 印刷費: quantity locked. The total stays 15,000.",
        "Saved. 印刷費: quantity no longer locked. The total stays 15,000.",
    ]


def test_a_quantity_that_is_not_typed_says_where_it_comes_from(state: State) -> None:
    """The speaker's come from the timetable, a percentage has none, 80 copies are typed."""
    state = percentage_of(state, "speaker misc")

    why = {
        row["name"]: row.get("why", {}).get("quantity", "") for row in seen(state, "budget")["rows"]
    }

    assert why["printing"] == ""
    assert "counted from the timetable" in why["speaker"]
    assert any("a percentage and has no quantity" in words for words in why.values())


def test_a_percentage_goes_on_without_a_line_it_was_taken_of(state: State) -> None:
    """Without miscellaneous it is 10 % of 6,000; without the last one it cannot be, so that stays."""
    less = do(percentage_of(state, "speaker misc"), "budget", "delete", row="misc")

    kept = do(less, "budget", "delete", row="speaker")

    assert amounts(less)["line_2"] == 600
    assert kept.status.level is Level.FAILED
    assert amounts(kept) == amounts(less)


def test_a_row_that_is_gone_is_not_changed(state: State) -> None:
    """A click on a row another window deleted changes nothing and says so."""
    after = do(state, "budget", "delete", row="posters")

    assert after.status.level is Level.FAILED
    assert after.plan is state.plan


def test_what_waits_stays_with_its_row_when_undo_moves_it_back(state: State) -> None:
    """Rubbish in the first activity follows it below another one, and up again with undo."""
    two = typed(do(state, "timetable", "copy", row="0"), "timetable", "1", "activity", "規劃")
    moved = do(typed(two, "timetable", "0", "end", "noon"), "timetable", "move", row="0", by=1)
    assert draft(moved, "timetable", "1", "end").raw == "noon"

    back = do(moved, "app", "undo")

    assert draft(back, "timetable", "0", "end").raw == "noon"
    assert [row.activity for row in back.plan.timetable] == ["社群的理念", "規劃"]


# --- pasting ----------------------------------------------------------------------------------


def test_a_block_from_excel_goes_right_and_down(state: State) -> None:
    """Two rows of quantity, amount and note over printing and miscellaneous; amounts are computed."""
    after = do(
        state,
        "budget",
        "paste",
        row="printing",
        column="quantity",
        text="50\t9,999\t手冊\r\n2\t\t文具\r\n",
    )

    assert amounts(after) == {"speaker": 6_000, "printing": 50 * 100, "misc": 2 * 1_000}
    assert [row.note for row in after.plan.rows] == ["", "手冊", "文具"]


def test_a_block_longer_than_the_table_makes_lines(state: State) -> None:
    """Three rows from the last line on: it and two more."""
    after = do(
        state,
        "budget",
        "paste",
        row="misc",
        column="item",
        text="雜支\t500\t式\t1\n茶水\t40\t人\t20\n場地費\t1,000\t場\t1\n",
    )

    assert list(amounts(after).values()) == [6_000, 8_000, 500, 40 * 20, 1_000]


def test_a_block_goes_by_the_columns_as_they_stand(state: State) -> None:
    """With 次數 in sight, 40 copies, 2 times, their amount and a note: 100 × 40 × 2 = 8,000."""
    twice = typed(state, "budget", "printing", "times", "2")
    block = "40\t2\t8,000\t兩場各一份"

    after = do(twice, "budget", "paste", row="printing", column="quantity", text=block)

    assert amounts(after)["printing"] == 100 * 40 * 2
    assert cell(after, "budget", "printing", "note") == "兩場各一份"
    by_times = do(after, "budget", "paste", row="printing", column="times", text="1")
    assert amounts(by_times)["printing"] == 100 * 40


def test_looking_for_what_others_did_leaves_what_was_said(state: State) -> None:
    """The page looks every two seconds; the sentence about the last change stands."""
    after = typed(state, "budget", "printing", "quantity", "60")

    assert said(do(after, "app", "look")) == said(after) != ""


@pytest.mark.parametrize("raw", ["=ROUND(1,999999999)", f"={'-' * 9_000}1", "=9**9**9"])
def test_a_calculation_that_would_never_end_is_not_begun(state: State, raw: str) -> None:
    """It waits in its cell like any text that is no number."""
    after = typed(state, "budget", "printing", "quantity", raw)

    assert amounts(after) == amounts(state)
    assert draft(after, "budget", "printing", "quantity") is not None


def test_a_pasted_block_is_one_step(state: State) -> None:
    """One undo takes all of it back."""
    pasted = do(state, "budget", "paste", row="printing", column="quantity", text="1\n2\n")

    assert do(pasted, "app", "undo").plan.budget.total == 15_000


def test_of_a_block_what_fits_is_taken_and_the_rest_waits(state: State) -> None:
    """A good quantity and a bad one: 50 × 100, and the other cell says why."""
    after = do(state, "budget", "paste", row="printing", column="quantity", text="50\nplenty\n")

    assert amounts(after) == {"speaker": 6_000, "printing": 5_000, "misc": 1_000}
    assert draft(after, "budget", "misc", "quantity").raw == "plenty"


def test_a_cell_of_two_lines_is_one_cell(state: State) -> None:
    """Excel puts quotation marks around a cell with a line break."""
    after = do(state, "budget", "paste", row="printing", column="note", text='"手冊\n封面"\t\n')

    assert after.plan.rows[1].note == "手冊\n封面"


def test_too_much_is_refused_whole(state: State) -> None:
    """A thousand rows are no budget; nothing of it is taken."""
    after = do(state, "budget", "paste", row="printing", column="quantity", text="1\n" * 1_000)

    assert after.status.level is Level.FAILED
    assert after.plan is state.plan


def test_a_timetable_pasted_from_a_sheet(state: State) -> None:
    """Two activities in Chinese words: 40 and 80 minutes are 3 periods of 40."""
    after = do(
        state,
        "timetable",
        "paste",
        row="0",
        column="start",
        text="9:00\t9:40\t理念\t甲校長\t甲校\t內聘\t\n09：40\t11點\t規劃\t甲校長\t甲校\t內聘\t\n",
    )

    assert not [spot for spot in after.drafts if spot.column != "paid_minutes"]
    assert after.plan.working.total == Decimal(3)


# --- what always holds ------------------------------------------------------------------------

CELLS = st.sampled_from(
    [
        *(
            ("budget", row, column)
            for row in ("speaker", "printing", "misc")
            for column in TABLES["budget"].names
            if column != "code"
        ),
        *(("timetable", "0", column) for column in TABLES["timetable"].names),
    ]
)
WORDS = st.one_of(
    st.sampled_from(
        [
            "0",
            "1",
            "60",
            "0.5",
            "１００",
            "內聘",
            "外聘",
            "是",
            "",
            "2.11%",
            "10:30",
            "speaker",
            "timetable:internal",
            "業務費",
            *HOSTILE,
        ]
    ),
    st.text(max_size=12),
)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(CELLS, WORDS), min_size=1, max_size=6))
def test_nothing_typed_is_lost_and_the_folder_is_the_screen(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[tuple[str, str, str], str]]
) -> None:
    """After each edit the folder reads as the screen shows; what was typed is in the plan or waits."""
    state = app(tmp_path_factory.mktemp("app"))
    for (table, row, column), raw in edits:
        state = typed(state, table, row, column, raw)
        waiting = state.drafts.get(Spot(table, row, column))
        assert waiting is None or waiting.raw == raw
        assert waiting is not None or state.status.level is not Level.FAILED
        again, _ = open_state(state.folder)
        assert again is not None
        assert (again.plan.rows, again.plan.timetable) == (state.plan.rows, state.plan.timetable)
        assert sum(amounts(state).values()) == state.plan.budget.total


def test_the_screen_has_the_columns_of_the_tables() -> None:
    """What is pasted by the order of the screen are columns of the table, and the computed amount."""
    assert set(shown_columns("budget", ())) - {"amount"} <= set(TABLES["budget"].names)
    assert set(shown_columns("timetable", ())) == set(TABLES["timetable"].names)
