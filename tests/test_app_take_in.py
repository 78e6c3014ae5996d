"""A file that came back, on the page: chosen, looked at, decided cell by cell, taken over."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from app_states import amounts, app, app_of, do, said, seen, typed
from merging import DAY, but, four_activities, saved
from merging import back as paper_of
from plc_budget.app.panels import text_of
from plc_budget.app.state import Level
from plc_budget.plan.history.log import log
from plc_budget.tables import TimetableRow
from returned_files import edited, printed, with_cells

if TYPE_CHECKING:
    from pathlib import Path

    from plc_budget.app.state import State


def back(state: State, name: str = "back.xlsx", **cells: object) -> State:
    """Send the plan's own file with cells typed over, as the screen does."""
    return sent(state, with_cells(printed(state.plan), dict(cells)), name)


def sent(state: State, data: bytes, name: str = "back.xlsx") -> State:
    """Send a file."""
    return do(state, "take_in", "open", name=name, data=b64encode(data).decode())


def rows(state: State) -> list[tuple[str, str, str, bool]]:
    """Return what the table shows."""
    shown = seen(state, "take_in")["file"]["rows"]
    return [
        (row["cell"].rpartition("!")[2], row["before"], row["after"], row["accepted"])
        for row in shown
    ]


def test_what_is_accepted_becomes_one_step_with_its_reason(tmp_path: Path) -> None:
    """60 copies and a note: 6,000 + 6,000 + 1,000 = 13,000, one step that can be undone."""
    state = back(app(tmp_path), C6=60, F7="文具")

    assert rows(state) == [("C6", "80", "60", True), ("F7", "", "文具", True)]
    done = do(state, "take_in", "take", reason="主計修改")

    assert done.status.level is Level.DONE
    assert done.plan.budget.total == 13_000
    assert [(step.name, step.reason) for step in log(state.folder)[0]][-1] == (
        "帶回修改（back.xlsx）",
        "主計修改",
    )
    assert do(done, "app", "undo").plan.budget.total == 15_000


def test_what_it_comes_to_is_said_before_it_is_taken(tmp_path: Path) -> None:
    """60 of 100 and 3 of 1,000: 6,000 + 6,000 + 3,000 = 15,000; without the 3 it is 13,000."""
    state = back(app(tmp_path), C6=60, C7=3)
    whole = seen(state, "take_in")["file"]["total"]
    key = next(r["key"] for r in seen(state, "take_in")["file"]["rows"] if r["cell"].endswith("C7"))

    part = seen(do(state, "take_in", "decide", key=key, accept=False), "take_in")["file"]["total"]

    assert whole == "Taken over, the plan comes to 15,000 NTD, as approved."
    assert seen(state, "take_in")["file"]["totals"] == (
        "The lines of the file come to 15,000 NTD (the plan: 15,000)."
    )
    assert part == "Taken over, the plan comes to 13,000 NTD; 15,000 are approved."
    assert state.plan.budget.total == 15_000


def test_what_is_left_out_stays_as_it_is(tmp_path: Path) -> None:
    """Of a new price and a new quantity only the quantity is taken: 60 × 100."""
    state = back(app(tmp_path), B6=200, C6=60)
    key = next(r["key"] for r in seen(state, "take_in")["file"]["rows"] if r["cell"].endswith("B6"))

    state = do(state, "take_in", "decide", key=key, accept=False)

    assert amounts(do(state, "take_in", "take", reason="核減"))["printing"] == 6_000


def test_what_was_left_out_can_still_be_taken(tmp_path: Path) -> None:
    """The quantity is taken, the price is not: it stays open in the app, not chosen, and can be taken next."""
    state = back(app(tmp_path), B6=200, C6=60)
    key = next(r["key"] for r in seen(state, "take_in")["file"]["rows"] if r["cell"].endswith("B6"))

    state = do(state, "take_in", "decide", key=key, accept=False)
    once = do(state, "take_in", "take", reason="核減")
    more = do(once, "take_in", "decide", key=key, accept=True)
    twice = do(more, "take_in", "take", reason="改單價")

    assert rows(once) == [("B6", "100", "200", False)]
    assert amounts(twice)["printing"] == 12_000
    assert (seen(twice, "take_in")["file"]["rows"], seen(twice, "take_in")["file"]["done"]) == (
        [],
        True,
    )


def test_what_was_taken_comes_back_when_it_is_undone(tmp_path: Path) -> None:
    """The price is still open in the app; undoing the quantity puts both there again."""
    state = back(app(tmp_path), B6=200, C6=60)
    key = next(r["key"] for r in seen(state, "take_in")["file"]["rows"] if r["cell"].endswith("B6"))
    once = do(do(state, "take_in", "decide", key=key, accept=False), "take_in", "take", reason="x")

    undone = do(once, "app", "undo")

    assert rows(undone) == [("B6", "100", "200", False), ("C6", "80", "60", True)]


def test_a_file_taken_over_whole_comes_back_when_it_is_undone(tmp_path: Path) -> None:
    """All of it is in the plan: only that is said.  Undone, nothing is called taken over; redone, it is again."""
    whole = do(back(app(tmp_path), C6=60), "take_in", "take", reason="核減")
    undone = do(whole, "app", "undo")
    redone = do(undone, "app", "redo")

    assert [told(one) for one in (whole, undone, redone)] == [
        ([], True, True),
        ([("C6", "80", "60", True)], False, False),
        ([], True, True),
    ]
    assert rows(typed(whole, "budget", "misc", "quantity", "2")) == []


def told(state: State) -> tuple[list[tuple[str, str, str, bool]], bool, bool]:
    """Return the rows, whether they are said to be what is left, and whether some were taken over."""
    file = seen(state, "take_in")["file"]
    return rows(state), file["left"], file["done"]


def test_accepting_all_leaves_out_what_both_sides_changed(tmp_path: Path) -> None:
    """The plan says 70 copies by now; only the note is taken with all, the 60 only by its own mark."""
    state = app(tmp_path)
    paper = with_cells(printed(state.plan), {"C6": 60, "F7": "文具"})
    state = sent(typed(state, "budget", "printing", "quantity", "70"), paper)

    state = do(state, "take_in", "decide_all", accept=True)

    assert rows(state) == [("C6", "80", "60", False), ("F7", "", "文具", True)]


def test_what_is_not_accepted_with_all_is_counted(tmp_path: Path) -> None:
    """70 copies here, 60 there: it is said beside the button and in the status line until it is chosen."""
    state = app(tmp_path)
    paper = with_cells(printed(state.plan), {"C6": 60, "F7": "文具"})
    state = sent(typed(state, "budget", "printing", "quantity", "70"), paper)
    words = "1 more not ticked with the rest; each says why: tick them one by one."

    everything = do(state, "take_in", "decide_all", accept=True)
    key = next(r["key"] for r in seen(state, "take_in")["file"]["rows"] if r["cell"].endswith("C6"))
    chosen = do(everything, "take_in", "decide", key=key, accept=True)

    assert (seen(state, "take_in")["file"]["by_hand"], said(everything)) == (words, words)
    assert seen(chosen, "take_in")["file"]["by_hand"] == ""
    assert said(do(chosen, "take_in", "decide_all", accept=True)) == ""


def test_what_the_plan_has_changed_as_well_is_not_chosen_at_first(tmp_path: Path) -> None:
    """The paper says 60 copies, the plan 70 by now: only the note is chosen until a planner decides."""
    state = app(tmp_path)
    paper = with_cells(printed(state.plan), {"C6": 60, "F7": "文具"})

    state = sent(typed(state, "budget", "printing", "quantity", "70"), paper)

    assert rows(state) == [("C6", "80", "60", False), ("F7", "", "文具", True)]
    assert amounts(do(state, "take_in", "take", reason="加註"))["printing"] == 7_000


def test_what_was_printed_stands_beside_what_the_plan_says_by_now(tmp_path: Path) -> None:
    """80 were printed, the plan says 70 by now, the file 60; a row that is gone is no code."""
    state = app(tmp_path)
    paper = with_cells(printed(state.plan), {"C6": 60, "A7": "茶水", "B7": 20, "C7": 50})

    file = seen(sent(typed(state, "budget", "printing", "quantity", "70"), paper), "take_in")[
        "file"
    ]

    shown = [(row["cell"], row["before"], row["now"], row["after"]) for row in file["rows"]]
    assert (file["is_printed"], file["is_old"], file["now"]) == (True, True, "by now (version 2)")
    assert shown[0] == ("經費概算表!C6", "80", "70", "60")
    assert shown[-1][0] == "was item 3"


def test_a_new_line_is_shown_with_its_percentage_and_its_note(tmp_path: Path) -> None:
    """2.11% of 6,000 + 8,000 are 295.4, so 295; the accountant says why in the note."""

    def edit(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        page = book["經費概算表"]
        page["A7"], page["B7"], page["C7"] = "補充保費", "=SUM(D5:D6)", 0.0211
        page["F7"] = "機關負擔"
        page["C7"].number_format = "0.00%"

    state = app(tmp_path)
    state = sent(state, edited(printed(state.plan), edit))

    assert ("A7", "", "14,000 × 2.11% = 295；機關負擔", True) in rows(state)


def test_a_title_that_is_not_read_says_how_it_would_be(tmp_path: Path) -> None:
    """“…經費概算表（修正）” does not end as the title of a budget does: it is told, with a way out."""
    state = back(app(tmp_path), A2="教師增能研習經費概算表（修正）")

    row = seen(state, "take_in")["file"]["rows"][0]

    assert not row["can"]
    assert "before “經費概算表” at the end" in row["remark"]


def test_nothing_is_taken_over_without_a_reason(tmp_path: Path) -> None:
    """The history says why; without it the plan stays as it is, and so it does with nothing accepted."""
    state = back(app(tmp_path), C6=60)

    unsaid = do(state, "take_in", "take", reason=" ")
    none = do(do(state, "take_in", "decide_all", accept=False), "take_in", "take", reason="x")

    assert [one.status.level for one in (unsaid, none)] == [Level.FAILED, Level.FAILED]
    assert unsaid.plan.budget.total == none.plan.budget.total == 15_000


def test_a_row_that_may_be_two_things_is_asked_about(tmp_path: Path) -> None:
    """影印 × 60 where 印刷費 × 80 stood is nothing until a planner says which line it is."""
    state = back(app(tmp_path), A6="影印", C6=60)
    asked = seen(state, "take_in")["file"]["rows"][0]

    answered = do(
        state, "take_in", "answer", table=asked["table"], row=asked["row"], line="printing"
    )

    assert asked["choices"] == [["printing", "印刷費"]]
    assert rows(answered) == [("A6", "印刷費", "影印", True), ("C6", "80", "60", True)]


def test_a_file_that_is_no_workbook_gets_one_message(tmp_path: Path) -> None:
    """A PDF, and half a workbook, are refused with what to do; the plan stays open in the app."""
    state = app(tmp_path)

    for data, words in ((b"%PDF-1.7", "PDF"), (printed(state.plan)[:3000], "damaged")):
        after = sent(state, data)
        assert after.status.level is Level.FAILED
        assert words in seen(after, "take_in")["file"]["refused"][0]
        assert after.plan is state.plan


def test_what_does_not_arrive_whole_or_is_too_large_is_said(tmp_path: Path) -> None:
    """No base64, and more than is read."""
    state = app(tmp_path)

    for data in ("???", "A" * 20_000_000):
        assert do(state, "take_in", "open", name="a.xlsx", data=data).status.level is Level.FAILED


def test_the_plan_that_changed_meanwhile_is_compared_anew(tmp_path: Path) -> None:
    """While the file lies open in the app 印刷費 becomes 60 here as well: it is marked, and still shown."""
    state = back(app(tmp_path), C6=60)

    state = typed(state, "budget", "printing", "quantity", "70")
    row = seen(state, "take_in")["file"]["rows"][0]

    assert "changed here as well" in row["remark"]


def test_the_differences_read_as_text(tmp_path: Path) -> None:
    """What a notebook stores names the cell and both values."""
    words = text_of(back(app(tmp_path), C6=60), ("take_in",))

    assert "經費概算表!C6" in words
    assert "80" in words
    assert "60" in words


def test_what_a_row_may_be_is_named_as_it_was_printed(tmp_path: Path) -> None:
    """座談 came back under another name and at other times; the plan begins with 報到 by now.

    It is asked for 座談, which was the fourth when it was printed and is the fifth now.
    """
    folder = four_activities(tmp_path)
    file = paper_of(folder, but(DAY, "座談", activity="交流", start=800, end=860))
    saved(folder, [TimetableRow(530, 540, "報到"), *DAY])

    asked = next(
        row
        for row in seen(sent(app_of(folder), file), "take_in")["file"]["rows"]
        if row.get("choices")
    )

    assert asked["choices"] == [["3", "座談"]]
