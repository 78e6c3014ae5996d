"""A paper comes back and the plan has moved on: the lines of the budget, and their places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from merging import offered, remarks, review
from plan_folders import opened, plan_folder, print_copies, words
from plc_budget.plan.history.saving import Opened, save
from plc_budget.review.differences import Kind
from plc_budget.review.taking import take_over
from returned_files import SHEET, edited, printed, with_cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from plc_budget.review.differences import Difference
    from plc_budget.tables import BudgetRow

MOVED = {
    "A5": "雜支",
    "B5": 1000,
    "C5": 1,
    "A6": "內聘講師鐘點費",
    "B6": 1000,
    "C6": 6,
    "A7": "印刷費",
    "B7": 100,
    "C7": 80,
}
"""雜支 put first, where 內聘講師鐘點費, 印刷費, 雜支 was printed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path)


def rows(folder: Path) -> Sequence[BudgetRow]:
    """Return the lines of the plan."""
    return opened(folder).plan.rows


def kept(folder: Path, rows: Sequence[BudgetRow]) -> None:
    """Change the lines of the plan itself."""
    done, findings = save(opened(folder), rows=rows)
    assert isinstance(done, Opened), words(findings)


def taken(folder: Path, accepted: Sequence[Difference]) -> list[str]:
    """Take differences over; return what the lines are called afterwards."""
    done, findings = take_over(opened(folder), accepted, reason="別科修改")
    assert isinstance(done, Opened), words(findings)
    return [row.item for row in rows(folder)]


def inserted(data: bytes) -> bytes:
    """Put 茶水費 20 × 50 and 膳費 100 × 3 behind 印刷費; 雜支 goes down to row 9."""
    cells = {
        "A7": "茶水費",
        "B7": 20,
        "C7": 50,
        "D7": "=ROUND(B7*C7,0)",
        "A8": "膳費",
        "B8": 100,
        "C8": 3,
        "D8": "=ROUND(B8*C8,0)",
        "A9": "雜支",
        "B9": 1000,
        "C9": 1,
        "D9": "=ROUND(B9*C9,0)",
        "F9": None,
        "A10": "合計",
        "D10": "=SUM(D5:D9)",
    }
    return with_cells(data, cells | {"E7": None, "E8": None, "E9": "misc"})


def unmerged(data: bytes) -> bytes:
    """Return the printed paper with 總計 out of the way of two more lines."""

    def clear(book: Workbook) -> None:
        sheet: Worksheet = book[SHEET]
        for one in [*sheet.merged_cells.ranges]:
            sheet.unmerge_cells(str(one))
        for line in sheet["A9:F9"]:
            for cell in line:
                cell.value = None

    return edited(data, clear)


def test_a_line_moved_there_and_counted_anew_here_is_moved_plainly(folder: Path) -> None:
    """They put 雜支 first, we print 60: moving it replaces nothing of ours."""
    file = with_cells(printed(opened(folder).plan), dict(MOVED))
    kept(
        folder,
        [replace(row, quantity=Decimal(2)) if row.code == "misc" else row for row in rows(folder)],
    )

    (one,) = [one for one in offered(review(folder, file)) if one.kind is Kind.LINE_MOVED]

    assert str(one.remark) == ""
    assert taken(folder, [one]) == ["雜支", "內聘講師鐘點費", "印刷費"]
    assert rows(folder)[0].quantity == 2


def test_a_line_moved_alike_on_both_sides_is_not_offered(folder: Path) -> None:
    """雜支 stands first there and here."""
    file = with_cells(printed(opened(folder).plan), dict(MOVED))
    plan = rows(folder)
    kept(folder, [plan[2], *plan[:2]])

    assert remarks(review(folder, file), Kind.LINE_MOVED) == ["The plan says this already."]


def test_the_same_number_changed_on_both_sides_says_what_it_is_here(folder: Path) -> None:
    """60 copies there, 70 here: 70 is shown, taking it over makes it 60."""
    file = with_cells(printed(opened(folder).plan), {"C6": 60})
    print_copies(opened(folder), 70)

    (one,) = offered(review(folder, file))

    assert (one.before, one.after) == ("80", "60")
    assert "70" in str(one.remark)


def test_of_two_new_lines_the_second_alone_stands_in_its_place(folder: Path) -> None:
    """茶水費 and 膳費 behind 印刷費; only 膳費 is accepted: it stands behind 印刷費."""
    file = inserted(unmerged(printed(opened(folder).plan)))

    accepted = [one for one in offered(review(folder, file)) if one.item == "膳費"]

    assert taken(folder, accepted) == ["內聘講師鐘點費", "印刷費", "膳費", "雜支"]


def test_a_new_line_below_one_whose_move_is_left_out_keeps_its_place(folder: Path) -> None:
    """雜支 was moved to the front with 茶水費 below it; 茶水費 alone is taken: it stands in front."""
    cells = {
        "A5": "雜支",
        "B5": 1000,
        "C5": 1,
        "A6": "茶水費",
        "B6": 20,
        "C6": 50,
        "A7": "內聘講師鐘點費",
        "B7": 1000,
        "C7": 6,
        "A8": "印刷費",
        "B8": 100,
        "C8": 80,
        "D8": "=ROUND(B8*C8,0)",
        "A9": "合計",
        "D9": "=SUM(D5:D8)",
        "E5": "misc",
        "E6": None,
        "E7": "speaker",
        "E8": "printing",
    }
    file = with_cells(unmerged(printed(opened(folder).plan)), dict(cells))

    accepted = [one for one in offered(review(folder, file)) if one.kind is Kind.LINE_ADDED]

    assert taken(folder, accepted) == ["茶水費", "內聘講師鐘點費", "印刷費", "雜支"]


def test_a_new_line_whose_neighbour_is_gone_stands_behind_the_one_before(folder: Path) -> None:
    """茶水費 stood behind 印刷費, which is gone here: it stands behind 內聘講師鐘點費."""
    file = inserted(unmerged(printed(opened(folder).plan)))
    kept(folder, [row for row in rows(folder) if row.code != "printing"])

    accepted = [one for one in offered(review(folder, file)) if one.kind is Kind.LINE_ADDED]

    assert taken(folder, accepted) == ["內聘講師鐘點費", "茶水費", "膳費", "雜支"]


def test_taking_in_the_same_new_lines_twice_adds_them_once(folder: Path) -> None:
    """The second time both are there already."""
    file = inserted(unmerged(printed(opened(folder).plan)))
    accepted = [one for one in offered(review(folder, file)) if one.kind is Kind.LINE_ADDED]
    taken(folder, accepted)

    found = review(folder, file)

    assert remarks(found, Kind.LINE_ADDED) == ["The plan says this already."] * 2


def test_a_line_struck_out_on_both_sides_is_not_offered(folder: Path) -> None:
    """印刷費 is gone there and here."""
    file = with_cells(printed(opened(folder).plan), {f"{name}6": None for name in "ABCDE"})
    kept(folder, [row for row in rows(folder) if row.code != "printing"])

    assert remarks(review(folder, file), Kind.LINE_REMOVED) == ["The plan says this already."]
