"""The .ods LibreOffice makes of our .xlsx: the same figures, live, protected, and on the same pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import office
from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.export import Wish
from plc_budget.export.editions import Edition
from plc_budget.export.making import make_files
from plc_budget.review.paper import read_paper
from plc_budget.review.review import verify
from plc_budget.sheets.passport import make_passport
from situations import county_plan, ministry_plan
from test_sheet_office import SHIPPED, random_plan
from varied_plans import long_plan

if TYPE_CHECKING:
    from plc_budget.plan import Plan

pytestmark = pytest.mark.office


def saved(folder: Path, plans: list[Plan]) -> tuple[list[Path], list[Path]]:
    """Make an .xlsx and an .ods of each plan."""
    paths: list[list[Path]] = []
    editions = [Edition(plan, check_plan(plan), make_passport(plan)) for plan in plans]
    for ending in (".xlsx", ".ods"):
        made = make_files(editions, Wish(ending=ending, recalculate=False))
        paths.append([folder / f"{number}{ending}" for number in range(len(plans))])
        for path, (data, _) in zip(paths[-1], made, strict=True):
            assert data is not None
            path.write_bytes(data)
    return paths[0], paths[1]


def test_every_value_is_the_one_of_the_xlsx(tmp_path: Path) -> None:
    """Worked out from scratch from its own formulas, each cell of each sheet of 20 plans."""
    plans = [county_plan(), ministry_plan(), *map(random_plan, range(18))]
    books, documents = saved(tmp_path, plans)
    ours, theirs = map(office.stored_values, books), office.recalculate_all(documents)

    found = [office.differences(a, b) for a, b in zip(ours, theirs, strict=True)]
    assert found == [[]] * len(plans)


def test_both_print_the_same_pages(tmp_path: Path) -> None:
    """Page by page the same words on the same paper, long plans too."""
    books, documents = saved(tmp_path, [county_plan(), ministry_plan(), long_plan(60)])
    for xlsx, ods in zip(office.to_pdfs(books), office.to_pdfs(documents), strict=True):
        assert office.page_sizes(ods) == office.page_sizes(xlsx)
        theirs, ours = (office.pdf_text(pdf).split("\f") for pdf in (xlsx, ods))
        assert [sorted(page.split()) for page in ours] == [sorted(page.split()) for page in theirs]


def test_what_a_planner_may_not_change_stays_protected(tmp_path: Path) -> None:
    """Back as .xlsx each sheet is protected, the inputs of 經費概算表 open, its limits and rows there."""
    _, documents = saved(tmp_path, [county_plan()])
    (back,) = office.convert(documents, "xlsx")
    book = openpyxl.load_workbook(back)
    sheet = book["經費概算表"]

    assert all(one.protection.sheet for one in book.worksheets)
    assert [sheet[cell].protection.locked for cell in ("B6", "C6", "D6", "D8")] == [
        False,
        False,
        True,
        True,
    ]
    assert sheet["D6"].value == "=ROUND(B6*C6,0)"
    assert sheet.data_validations.dataValidation != []
    assert (sheet.print_title_rows, sheet.page_setup.paperSize) == ("$4:$4", 9)


def test_it_is_ours_and_unchanged(tmp_path: Path) -> None:
    """``verify`` finds every cell of it as it was printed, beside its plan and alone."""
    target = tmp_path / "a.ods"
    assert main(["export", str(SHIPPED[0]), "-o", str(target)]) == 0
    paper, _ = read_paper(target)

    assert paper is not None
    assert str(verify(paper).verdict) == "unchanged"
    assert main(["verify", str(target), str(SHIPPED[0])]) == 0
