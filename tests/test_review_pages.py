"""The pages of a returned paper: headers, footers and print areas that are not those it was printed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from importing_samples import packed, unpacked
from plan_folders import opened, plan_folder
from plc_budget.review.review import Review, Verdict, verify
from returned_files import SHEET, TIMES, edited, paper
from returned_files import exported_from as printed
from whole_papers import RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

Told = list[tuple[str, str, str]]
APPROVED = "總計 16,000元（已核定）"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000; 經費概算表 fills A1:F12 with its boxes."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


def sheet(book: Workbook, name: str) -> Any:  # noqa: ANN401 - openpyxl says that its headers may be None
    """Return a sheet."""
    return book[name]


def told(found: Review) -> Told:
    """Say each difference in short: what, where, after; it makes the paper a changed one."""
    assert found.verdict is Verdict.CHANGED
    return [(str(one.kind), one.cell, one.after) for one in found.differences]


def header(book: Workbook) -> None:
    """Write over every page of 經費概算表."""
    sheet(book, SHEET).oddHeader.center.text = APPROVED


def first_header(book: Workbook) -> None:
    """Write over its first page only; what is there for even pages is not printed."""
    sheet(book, SHEET).HeaderFooter.differentFirst = True
    sheet(book, SHEET).firstHeader.left.text = APPROVED
    sheet(book, SHEET).firstFooter.center.text = sheet(book, SHEET).oddFooter.center.text
    sheet(book, SHEET).evenHeader.left.text = "不印"


def no_footer(book: Workbook) -> None:
    """Empty the footer of 課程表與節數."""
    sheet(book, TIMES).oddFooter.center.text = None


def other_footer(book: Workbook) -> None:
    """Write over it."""
    sheet(book, TIMES).oddFooter.center.text = "核定本"


def longer_footer(book: Workbook) -> None:
    """Write behind it."""
    sheet(book, TIMES).oddFooter.right.text = "核定本"


def no_first_footer(book: Workbook) -> None:
    """Give the first page of 經費概算表 a footer of its own, an empty one."""
    sheet(book, SHEET).HeaderFooter.differentFirst = True


def fewer_rows(book: Workbook) -> None:
    """Print the first line only."""
    sheet(book, SHEET).print_area = "A1:E5"


def fewer_columns(book: Workbook) -> None:
    """Print nothing right of the quantities, in two pieces."""
    sheet(book, SHEET).print_area = "A1:C6,A7:C12"


EDITS: dict[str, tuple[Callable[[Workbook], None], Told]] = {
    "a header": (header, [("page_header", f"{SHEET}!", APPROVED)]),
    "a header of the first page": (first_header, [("page_header", f"{SHEET}!", APPROVED)]),
    "no footer": (no_footer, [("footer_off", f"{TIMES}!", "")]),
    "another footer": (other_footer, [("footer_off", f"{TIMES}!", "核定本")]),
    "no footer on the first page": (no_first_footer, [("footer_off", f"{SHEET}!", "")]),
    "fewer rows": (fewer_rows, [("print_area", f"{SHEET}!", "A1:E5")]),
    "fewer columns": (fewer_columns, [("print_area", f"{SHEET}!", "A1:C6,A7:C12")]),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_is_printed_around_a_sheet_is_named_with_the_plan_and_without(
    name: str, plan: Path
) -> None:
    """No cell differs, but the page does: nobody is told that the paper is unchanged."""
    edit, wanted = EDITS[name]
    back = paper(edited(printed(plan), edit))

    assert told(verify(back, opened(plan))) == wanted
    assert told(verify(back)) == wanted
    assert "headers, footers or print areas" in verify(back).sentence.render("en")


def test_words_behind_a_footer_are_named(plan: Path) -> None:
    """The passport is whole; 核定本 stands at its right."""
    ((kind, cell, after),) = told(verify(paper(edited(printed(plan), longer_footer)), opened(plan)))

    assert (kind, cell) == ("footer_off", f"{TIMES}!")
    assert after.startswith("核定本 計畫代號：plan")


def test_a_sheet_beside_the_budget_that_is_cut_is_named_beside_the_plan(plan: Path) -> None:
    """規則依據 is printed to A1:G10; without the plan nobody knows what stood there."""

    def cut(book: Workbook) -> None:
        sheet(book, RULES).print_area = "A1:C10"

    back = paper(edited(printed(plan), cut))
    assert told(verify(back, opened(plan))) == [("print_area", f"{RULES}!", "A1:C10")]


def wider(book: Workbook) -> None:
    """Print two columns and ten rows more."""
    sheet(book, SHEET).print_area = "A1:G22"


def everything(book: Workbook) -> None:
    """Print all there is."""
    sheet(book, SHEET).print_area = None


def other_letters(book: Workbook) -> None:
    """Write the same footer larger and in another type."""
    for name in book.sheetnames:
        center = sheet(book, name).oddFooter.center
        center.font, center.size = "Arial,Bold", 14


@pytest.mark.parametrize("edit", [wider, everything, other_letters])
@pytest.mark.parametrize("draft", [True, False])
def test_pages_that_show_what_was_printed_are_no_change(
    edit: Callable[[Workbook], None],
    draft: bool,  # noqa: FBT001 - a parameter
    plan: Path,
) -> None:
    """More is printed, or the footer looks otherwise; 草稿 over the pages of a draft is ours."""
    back = paper(edited(printed(plan, draft=draft), edit))

    for found in (verify(back, opened(plan)), verify(back)):
        assert found.verdict is Verdict.UNCHANGED


HEADER = '<style:header style:display="false"/>'


def test_footers_that_disagree_are_named_without_the_plan(plan: Path) -> None:
    """The first of five sheets says 第2版, the others 第1版: none of the two can be vouched for."""
    part = "xl/worksheets/sheet1.xml"
    parts = unpacked(printed(plan))
    mixed = parts[part].replace("第1版".encode(), "第2版".encode(), 1)
    assert mixed != parts[part]
    found = verify(paper(packed(parts | {part: mixed}), "back.xlsx"))

    assert [kind for kind, _, _ in told(found)] == ["footer_off"] * 4
    assert all("第1版" in one.after for one in found.differences)
