"""Rows inserted or deleted by a program that leaves formulas as they are: said so, with what they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from merging import review
from plan_folders import plan_folder
from plc_budget.sheets.wording import PRECHECK
from returned_files import SHEET, edited, exported_from
from whole_papers import SHARES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

NEWER = "another edition of plc-budget"
NOT_FOLLOWED = "this formula still names the cells of before; it should be {formula} now."


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000; its total stands in D8."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def data(plan: Path) -> bytes:
    """Its workbook."""
    return exported_from(plan)


def remarks(folder: Path, data: bytes, edit: Callable[[Workbook], object]) -> dict[str, str]:
    """Return what is said of each cell after an edit with openpyxl, which moves no reference."""
    found = review(folder, edited(data, edit)).differences
    return {one.cell: one.remark.render("en") for one in found}


def inserted(book: Workbook) -> None:
    """Put an empty row above 印刷費."""
    book[SHEET].insert_rows(6)


def deleted(book: Workbook) -> None:
    """Delete the row of 印刷費."""
    book[SHEET].delete_rows(6)


@pytest.mark.parametrize(("edit", "total"), [(inserted, "D9"), (deleted, "D7")])
def test_a_formula_that_did_not_go_with_the_rows_is_told_what_it_should_be(
    plan: Path, data: bytes, edit: Callable[[Workbook], object], total: str
) -> None:
    """=經費概算表!D8 still names row 8, and the total stands one row further down, or up."""
    said = remarks(plan, data, edit)[f"{PRECHECK}!D8"]

    assert NOT_FOLLOWED.format(formula=f"={SHEET}!{total}") in said
    assert NEWER not in said


def test_an_amount_and_the_total_say_so_as_well(plan: Path, data: bytes) -> None:
    """印刷費 moved to row 7 and takes B6 × C6, the total to row 9 and takes D5:D7."""
    said = remarks(plan, data, inserted)

    assert NOT_FOLLOWED.format(formula="=ROUND(B7*C7,0)") in said[f"{SHEET}!D7"]
    assert NOT_FOLLOWED.format(formula="=SUM(D5:D8)") in said[f"{SHEET}!D9"]


def test_a_sheet_that_was_renamed_is_named_in_what_a_formula_should_be(
    plan: Path, data: bytes
) -> None:
    """概算 instead of 經費概算表, and a row more: ='概算'!D9."""

    def edit(book: Workbook) -> None:
        inserted(book)
        book[SHEET].title = "概算"

    assert "it should be ='概算'!D9" in remarks(plan, data, edit)[f"{PRECHECK}!D8"]


def test_a_formula_over_other_cells_is_no_newer_rule(plan: Path, data: bytes) -> None:
    """Nothing moved; somebody lets 主計預檢表 take D7 instead of the total."""
    said = remarks(plan, data, lambda book: book[PRECHECK].__setitem__("D8", f"={SHEET}!D7"))

    assert said[f"{PRECHECK}!D8"] == (
        "It takes other cells than the formula that was printed; nothing is to be taken over."
    )


def test_a_formula_over_other_cells_is_told_what_it_should_be_where_rows_moved(
    plan: Path, data: bytes
) -> None:
    """A row more, and 主計預檢表 takes D7: the total is in D9."""

    def edit(book: Workbook) -> None:
        inserted(book)
        book[PRECHECK]["D8"] = f"={SHEET}!D7"

    assert remarks(plan, data, edit)[f"{PRECHECK}!D8"] == (
        f"Where the rows and columns are now, it should be ={SHEET}!D9; nothing is to be taken over."
    )


def test_another_formula_altogether_may_be_a_newer_edition(plan: Path, data: bytes) -> None:
    """=D8+0 has another shape: on 主計預檢表 an edition may have written it, on 經費分配 nobody did."""

    def edit(book: Workbook) -> None:
        book[PRECHECK]["D8"] = f"={SHEET}!D8+0"
        book[SHARES]["B4"] = f"={SHEET}!D5+0"

    said = remarks(plan, data, edit)

    assert NEWER in said[f"{PRECHECK}!D8"]
    assert NEWER not in said[f"{SHARES}!B4"]
