"""How the sheets are printed: what stays on one page, what is high enough, what is named for Chinese."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.checks import check_plan
from plc_budget.comparison import compare_budgets
from plc_budget.export import export_xlsx
from plc_budget.findings import Question, notice
from plc_budget.language import text
from plc_budget.sheets.looks import count_lines
from plc_budget.sheets.paging import breaks, room
from plc_budget.sheets.signatures import bands, even_groups
from sheet_plans import bytes_of, opened
from situations import again, county_plan, ministry_plan, plan_of, row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from plc_budget.plan import Plan

BUDGET, TIMES, CHECKED, SHARES = "經費概算表", "課程表與節數", "主計預檢表", "經費分配"
COMPARED = "經費調整對照表"
NAMES = ("承辦人", "組長", "主任", "科長", "會辦主計處", "會辦人事處", "副處長", "處長", "縣長")


def lines(number: int, boxes: tuple[str, ...] = ("承辦人", "處長")) -> Plan:
    """Make a plan of so many lines."""
    rows = (row(f"材料{at}", 100, at, code=f"m{at}") for at in range(1, number + 1))
    return plan_of(*rows, boxes=boxes)


def sheet_of(plan: Plan, name: str = BUDGET) -> Worksheet:
    """Export a plan as a draft and return one of its sheets."""
    return opened(bytes_of(plan, draft=True))[name]


def pages(sheet: Worksheet) -> list[range]:
    """Return the rows of each page as it was planned, counted from 1."""
    starts = [1, *(found.id + 1 for found in sheet.row_breaks.brk), sheet.max_row + 1]
    return [range(start, end) for start, end in pairwise(starts)]


def at(sheet: Worksheet, words: str) -> int:
    """Return the row whose first cell says so."""
    return next(int(cell.row) for cell in sheet["A"] if cell.value == words)


@pytest.mark.parametrize("number", range(20, 34))
def test_a_line_the_total_and_the_boxes_are_one_page(number: int) -> None:
    """However many lines there are: nobody signs a page without a figure."""
    sheet = sheet_of(lines(number))
    last = pages(sheet)[-1]

    assert at(sheet, f"材料{number}") in last
    assert at(sheet, "承辦人") + 1 in last


@pytest.mark.parametrize("number", range(12, 24))
def test_what_was_moved_is_signed_on_a_page_with_figures(number: int) -> None:
    """經費調整對照表 is signed as well: its last line, 合計 and the boxes are one page."""
    plan = lines(number)
    data = export_xlsx(plan, [], draft=True, comparison=compare_budgets(plan.budget, plan.budget))
    sheet = opened(data)[COMPARED]
    last = pages(sheet)[-1]

    assert at(sheet, f"材料{number}") in last
    assert at(sheet, "承辦人") + 1 in last
    assert len(pages(sheet)) == 1 + (number > 13)


def test_no_page_of_a_long_budget_is_higher_than_paper() -> None:
    """200 lines: every page ends where we say, before the paper does."""
    sheet = sheet_of(lines(200))
    heights = {at: one.height or 15 for at, one in sheet.row_dimensions.items()}
    found = [sum(heights.get(at, 15) for at in page) for page in pages(sheet)]

    widths = sum(column.width for column in sheet.column_dimensions.values())

    assert len(found) > 4
    assert max(found) <= 726 * widths * 6 / 509, "a page is as much higher as the sheet is wider"


def test_a_budget_of_a_few_lines_has_no_break() -> None:
    """The county's is one page."""
    assert len(pages(sheet_of(county_plan()))) == 1


def test_a_question_stands_with_its_first_answer() -> None:
    """However many remarks stand before it, no heading of 主計預檢表 is the last row of a page."""
    remark = replace(notice("REMARK", text("One more remark.")), question=Question.BUDGET)
    for number in range(15, 35):
        data = export_xlsx(county_plan(), [remark] * number, draft=True)
        sheet = opened(data)[CHECKED]
        rows = range(4, sheet.max_row + 1)
        headings = {at for at in rows if f"A{at}:F{at}" in sheet.merged_cells}

        assert len(headings) == 4
        assert headings & {page[-1] for page in pages(sheet)} == set()


def test_the_countys_precheck_is_one_page() -> None:
    """A little smaller, it fits; nobody turns a page for two rows."""
    data = export_xlsx(county_plan(), check_plan(county_plan()))
    sheet = opened(data)[CHECKED]

    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1), "none said is one; as many as it takes is 0"
    assert len(pages(sheet)) == 1


@given(
    st.lists(st.integers(20, 300), min_size=1, max_size=60),
    st.sets(st.integers(0, 59)),
    st.integers(0, 40),
)
def test_pages_part_nothing_that_is_bound(
    heights: list[int], bound: set[int], repeated: int
) -> None:
    """Each page fits on paper, or is one piece that no page could hold."""
    found = breaks(heights, 700, repeated, bound)

    assert found == sorted(set(found))
    assert all(at - 1 not in bound for at in found)
    for number, (start, end) in enumerate(pairwise([0, *found, len(heights)])):
        height = sum(heights[start:end]) + (repeated if number else 0)
        whole = all(at in bound for at in range(start, end - 1))
        assert height <= 700 or whole


def test_a_wide_sheet_takes_more_rows_on_a_page_because_it_is_printed_smaller() -> None:
    """Twice as wide as the page is half the scale, and twice the rows."""
    assert room([170]) == pytest.approx(2 * room([85]), rel=0.01)


@given(st.integers(1, 12))
def test_every_box_has_room_for_a_seal(number: int) -> None:
    """Boxes of 14 digits, 2.5 cm, in as few bands as that takes; nobody is lost, and the order is kept."""
    widths = [21, 12, 14, 9, 7, 16, 40]
    names = [f"簽{at}" for at in range(number)]
    found = bands(names, widths)

    assert [name for band in found for name in band] == names
    for band in found:
        groups = even_groups(widths, len(band))
        assert min(sum(widths[first : last + 1]) for first, last in groups) >= 14


def test_nine_boxes_on_the_ministrys_sheet_take_two_bands() -> None:
    """Five and four, not seven narrow ones and two."""
    plan = again(ministry_plan(), replace(ministry_plan().details, signatures=NAMES))
    sheet = sheet_of(plan)
    rows = [[cell.value for cell in line if cell.value in NAMES] for line in sheet.iter_rows()]

    assert [len(found) for found in rows if found] == [5, 4]


def test_a_number_that_is_not_broken_takes_the_next_line() -> None:
    """26 wide in lines of 13: six signs, then ten digits as one with 號, and 函 is left over."""
    assert count_lines("院授人給字第1070030976號函", 16) == 3
    assert count_lines("院授人給字第一○七○○號函", 16) == 2


def test_a_long_title_is_read_whole_on_every_sheet() -> None:
    """Seventy signs of 16 points take two lines or more: no sheet has its title in a row of one."""
    long = replace(county_plan().details, title="教師增能研習實施計畫" * 7)
    plan = again(county_plan(), long)
    same = compare_budgets(plan.budget, plan.budget)
    book = opened(export_xlsx(plan, check_plan(plan), draft=True, comparison=same))
    rows = {sheet.title: 2 if sheet.title in (BUDGET, COMPARED) else 1 for sheet in book.worksheets}
    heights = {name: book[name].row_dimensions[row].height or 0 for name, row in rows.items()}

    assert len(rows) == 6
    assert [str(book[name].cell(row, 1).value)[:70] for name, row in rows.items()] == [
        long.title
    ] * 6
    assert [name for name, height in heights.items() if height < 50] == []


def test_a_note_on_editing_is_not_printed() -> None:
    """What ↑ means is on paper; which cells may be changed is not."""
    sheet = sheet_of(county_plan(), TIMES)
    printed = int(str(sheet.print_area).rpartition("$")[2])
    hint = next(c.row for c in sheet["A"] if str(c.value).startswith("有底色"))

    assert str(sheet.cell(printed, 1).value).startswith("「↑」")
    assert hint == printed + 1


def chart_of(plan: Plan) -> str:
    """Return the picture of a workbook, empty if there is none."""
    with zipfile.ZipFile(io.BytesIO(bytes_of(plan, draft=True))) as parts:
        found = [name for name in parts.namelist() if name.startswith("xl/charts/")]
        return parts.read(found[0]).decode() if found else ""


def test_a_chart_sets_chinese_in_kai() -> None:
    """It names the font for Latin letters; Chinese is set in that of the theme, which is the same."""
    with zipfile.ZipFile(io.BytesIO(bytes_of(county_plan()))) as parts:
        theme = parts.read("xl/theme/theme1.xml").decode()

    assert chart_of(county_plan()).count('<a:latin typeface="標楷體"/>') >= 4
    assert theme.count('<a:ea typeface="標楷體"/>') == 2


@pytest.mark.parametrize(("number", "is_there"), [(40, True), (41, False)])
def test_more_bars_than_can_be_read_are_no_picture(number: int, *, is_there: bool) -> None:
    """Above forty the sheet says so instead."""
    plan = lines(number)
    cells = [cell.value for line in sheet_of(plan, SHARES).iter_rows() for cell in line]

    assert bool(chart_of(plan)) is is_there
    assert ("項目逾40項，長條圖從略。" in cells) is not is_there


def test_the_passport_is_as_large_as_it_says() -> None:
    """8 points, however much smaller the sheet is printed."""
    with zipfile.ZipFile(io.BytesIO(bytes_of(county_plan()))) as parts:
        sheets = [
            parts.read(name).decode()
            for name in parts.namelist()
            if name.startswith("xl/worksheets/sheet")
        ]

    assert [sheet.count('scaleWithDoc="0"') for sheet in sheets] == [1] * 5


def test_no_bracket_closes_on_a_line_of_its_own_in_a_heading() -> None:
    """支給表 / （逐列計） / 節數: every line of the counts' headings is as short as its column is wide."""
    sheet = sheet_of(county_plan(), TIMES)
    width = {letter: one.width or 0 for letter, one in sheet.column_dimensions.items()}
    heads = {
        one.coordinate.rstrip("0123456789"): str(one.value).split("\n")
        for row in sheet.iter_rows(min_col=8, min_row=7)
        for one in row
        if "支給表" in str(one.value)
    }
    read = list(heads.values())

    assert read == [["支給表", "（同講師連續併計）", "節數"], ["支給表", "（逐列計）", "節數"]]
    assert [count_lines(part, width[at]) for at in heads for part in heads[at]] == [1] * 6


def test_the_currency_is_spelled_alike_on_a_page() -> None:
    """總計 reads 新台幣 as the county prints it, so the unit note does: 單位：新台幣元."""
    words = [str(cell.value) for row in sheet_of(county_plan()) for cell in row if cell.value]
    assert [one for one in words if "新臺幣" in one] == []
    assert "單位：新台幣元" in words
