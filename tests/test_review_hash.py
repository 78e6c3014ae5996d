"""Without the plan the hash in the footer judges: everything printed of the plan and readable again."""

from __future__ import annotations

import random
from datetime import time as clock
from typing import TYPE_CHECKING

import pytest

from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.review.printout import read_printout
from plc_budget.review.review import verify
from plc_budget.sheets.passport import make_passport
from plc_budget.sheets.printout import hash_printout, make_printout
from printed_plan import everything_printed
from returned_files import SHEET, TIMES, edited, paper, printed, with_cells
from sheet_edits import patched
from test_review_random import DATA as RANDOM_DATA
from test_review_random import draws

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

PLAN = everything_printed()
DATA = printed(PLAN)
"""Lines in rows 5 to 8, 合計 in row 9, 總計 in row 10; activities in rows 8 to 10 of the timetable."""
CAPITALS = "新台幣 貳萬叁仟肆佰玖拾伍 元整（由教育部補助）"

CHANGED: dict[str, tuple[str, str, object]] = {
    "the programme": (SHEET, "A1", "花蓮縣113學年度精進計畫"),
    "the title": (SHEET, "A2", "教師精進研習經費概算表"),
    "no title at all": (SHEET, "A2", None),
    "the heading of the money": (SHEET, "A3", "經費概算：縣款"),
    "no heading": (SHEET, "A3", None),
    "an item": (SHEET, "A6", "影印費"),
    "an account": (SHEET, "B6", "設備及投資"),
    "a price": (SHEET, "C6", 46.06),
    "a quantity": (SHEET, "D6", 81),
    "periods typed over": (SHEET, "D5", 9),
    "the times": (SHEET, "E6", 1),
    "a rate": (SHEET, "D8", 0.02),
    "an amount typed over": (SHEET, "F6", 7_367),
    "the total typed over": (SHEET, "F9", 99),
    "a note": (SHEET, "H6", "海報"),
    "a note where none was": (SHEET, "H7", "10吋"),
    "the sentence about reallocation": (SHEET, "H9", "不得勻支。"),
    "capitals typed over": (SHEET, "B10", CAPITALS.replace("伍", "陸")),
    "who pays": (SHEET, "B10", CAPITALS.replace("教育部", "縣政府")),
    "the title of the timetable": (TIMES, "A1", "研習課程表與節數"),
    "a start": (TIMES, "A9", clock(10, 20)),
    "an end": (TIMES, "B9", clock(10, 39)),
    "a day": (TIMES, "D9", "114/10/19 休息"),
    "an activity": (TIMES, "D9", "114/10/18 茶敘"),
    "a school": (TIMES, "E10", "丙校\n乙主任"),
    "a speaker": (TIMES, "E10", "乙校\n丙主任"),
    "a kind of speaker": (TIMES, "F9", "外聘"),
    "paid minutes": (TIMES, "G10", 79),
}


def verdict(data: bytes, name: str = "back.xlsx") -> str:
    """Judge a file by its footer alone."""
    return str(verify(paper(data, name)).verdict)


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_changed_is_seen_without_the_plan(name: str) -> None:
    """One cell of what is printed of the plan."""
    sheet, cell, value = CHANGED[name]

    assert verdict(with_cells(DATA, {cell: value}, sheet)) == "changed"


UNCHANGED: dict[str, tuple[str, dict[str, object]]] = {
    "saved again without a stored value": (SHEET, {}),
    "a note broken into two lines": (SHEET, {"G5": "講師\n得 調整"}),
    "formulas replaced by what they come to": (
        SHEET,
        {"D5": 3.5, "F5": 3_500, "F6": 7_368, "F9": 22_942},
    ),
    "a time typed as text": (TIMES, {"A9": "10:30", "B9": "10：40"}),
    "school and name on one line": (TIMES, {"E10": "乙校 乙主任"}),
    "paid minutes replaced by what they come to": (TIMES, {"G8": 90}),
    "a name in a signature box": (SHEET, {"A13": "王科員"}),
}


@pytest.mark.parametrize("name", UNCHANGED)
def test_what_prints_the_same_is_the_same(name: str) -> None:
    """Nothing printed of the plan differs, whatever became of its cells."""
    sheet, cells = UNCHANGED[name]

    assert verdict(with_cells(DATA, cells, sheet)) == "unchanged"


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("timetable", [True, False])
def test_the_sheet_says_what_the_plan_says(*, draft: bool, timetable: bool) -> None:
    """Draft or for approval, with a timetable or without: one and the same value."""
    plan = everything_printed(timetable=timetable)
    data = export_xlsx(plan, check_plan(plan), draft=draft, passport=make_passport(plan))

    found, _ = read_printout(paper(data, "back.xlsx").sheets)

    assert found is not None
    assert hash_printout(found) == hash_printout(make_printout(plan)) == make_passport(plan).figures


def test_the_answer_says_what_was_looked_at() -> None:
    """Titles, lines, figures, notes and timetable; of a plan without one, that there is none."""
    whole = verify(paper(DATA)).sentence.render("en")
    alone = verify(paper(printed(everything_printed(timetable=False)))).sentence.render("en")

    assert "its titles, lines, figures, notes and timetable are unchanged. Nothing else" in whole
    assert "its titles, lines, figures and notes are unchanged; it has no timetable." in alone


def test_a_timetable_that_was_taken_out_is_a_change() -> None:
    """The sheet 課程表與節數 is deleted, and the periods are typed in its place."""

    def drop(book: Workbook) -> None:
        book[SHEET]["D5"].value = 3.5
        del book[TIMES]

    assert verdict(edited(DATA, drop)) == "changed"


def test_two_activities_that_changed_places_are_a_change() -> None:
    """休息 before 理念, each with its own times."""

    def swap(book: Workbook) -> None:
        for column in "ABDEF":
            one, other = book[TIMES][f"{column}8"], book[TIMES][f"{column}9"]
            one.value, other.value = other.value, one.value

    assert verdict(edited(DATA, swap)) == "changed"


def test_what_others_write_above_is_not_ours_to_judge() -> None:
    """附件二 in a free cell beside the title: not printed from the plan, so not in the hash."""
    assert verdict(with_cells(DATA, {"J2": "附件二"})) == "unchanged"


def test_each_cell_a_planner_may_type_into_counts() -> None:
    """Every quantity, price, rate, note, title, time and paid minute of another plan, one by one."""
    whole, _ = read_printout(paper(RANDOM_DATA).sheets)
    assert whole is not None
    for edit in draws(random.Random(1)):  # noqa: S311 - test data, not a secret
        found, _ = read_printout(paper(patched(RANDOM_DATA, [edit])).sheets)

        assert found is not None
        assert hash_printout(found) != hash_printout(whole), edit
