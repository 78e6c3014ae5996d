"""The figures of a PDF are read back from its pages: what is not there stops the paper."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfWriter

from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.comparison import compare_budgets
from plc_budget.delivery.making import made_together
from plc_budget.delivery.wishes import Order, Wish
from plc_budget.sheets.equality import DISAGREES, Disagreement
from plc_budget.sheets.passport import passport_of, short_id
from plc_budget.sheets.pdf import OTHER_FONT
from plc_budget.sheets.pdf_figures import (
    agreed_paper,
    pages_of_sheets,
    paper_differences,
    passport_on,
    shown_as,
)
from plc_budget.sheets.workbook import export_to_print, export_xlsx
from plc_budget.sheets.xlsx_sheet import QuickSheet
from printed_figures import figures_in, shown
from situations import county_plan, ministry_plan
from varied_plans import long_plan, made_plans

if TYPE_CHECKING:
    from plc_budget.plan import Plan

COUNTY = Path(__file__).parent.parent / "data" / "plans" / "hualien-113-plc-conveners"
SIGNED = {"+#,##0;-#,##0;0", "+0.00%;-0.00%;0.00%", "0.00##%"}
"""Formats of ours the reader of the tests does not know; the first test says what they show."""


def workbook(plan: Plan) -> bytes:
    """Write the workbook a PDF is printed from."""
    return export_to_print(plan, check_plan(plan))


def pages(data: bytes) -> dict[str, str]:
    """Print a workbook in one's head: each cell on a line of its own."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: "\n".join(
            shown(cell.value, str(cell.number_format))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        )
        for sheet in book.worksheets
    }


def differing(plan: Plan, sheet: str, change: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Say what is missing of a plan when a page of it is changed."""
    data = workbook(plan)
    there = pages(data)
    assert paper_differences(there, data, plan) == []
    changed = change(there[sheet])
    assert changed != there[sheet]
    found = paper_differences({**there, sheet: changed}, data, plan)
    return [(one.where, one.found, one.wanted) for one in found]


@pytest.mark.parametrize(
    ("value", "look", "words"),
    [
        (15_000, '#,##0"元"', "15,000"),
        (46.05, '#,##0.00"元/人"', "46.05"),
        (-1_000, "+#,##0;-#,##0;0", "1,000"),
        (-0.1249, "+0.00%;-0.00%;0.00%", "12.49"),
        (0.0211, "0.00##%", "2.11"),
        (0.021134, "0.00##%", "2.1134"),
        (0.5, "0.0", "0.5"),
        (0.125, "0.00", "0.13"),
        (6.0, "General", "6"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, look: str, words: str) -> None:
    """Halves go up, commas stand where the format has one, places that are not asked for fall away."""
    assert shown_as(value, look) == words


@pytest.mark.parametrize("plan", [county_plan, ministry_plan, long_plan])
def test_each_format_of_a_workbook_is_known(plan: Callable[[], Plan]) -> None:
    """Every number of every sheet is shown as another reader shows it."""
    working = plan()
    compared = compare_budgets(
        replace(working.budget, lines=working.budget.lines[1:]), working.budget
    )
    data = export_xlsx(working, [], comparison=compared)
    cells = [
        (cell.value, str(cell.number_format))
        for sheet in load_workbook(io.BytesIO(data), data_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float | time)
    ]

    assert {look for _, look in cells} & SIGNED
    for value, look in cells:
        if look not in SIGNED:
            plain = re.sub('"[^"]*"', "", look)
            assert figures_in(shown_as(value, look)) == figures_in(shown(value, plain))


def test_an_amount_that_is_not_printed_names_its_cell() -> None:
    """印刷費 is printed as 8,001 元 where 100 × 80 = 8,000 stands in D6."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("8,000元", "8,001元")) == [
        ("經費概算表!D6", "", "8,000")
    ]  # fmt: skip


def test_a_column_too_narrow_for_its_figure_is_told() -> None:
    """A spreadsheet prints ### where a number has no room."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("15,000元", "###")) == [
        ("經費概算表!D8", "###", "15,000")
    ]


def test_a_figure_is_not_lent_from_another_sheet() -> None:
    """6,000 stands on 經費分配 as well, and yet it is missing on 經費概算表."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("6,000元", "")) == [
        ("經費概算表!D5", "", "6,000")
    ]


def test_equal_figures_must_each_be_there() -> None:
    """1,000 stands as the price of a period, as a price and as an amount: three times, not twice."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("1,000元", "元", 1)) == [
        ("經費概算表!D7", "", "1,000")
    ]  # fmt: skip


def test_part_of_a_figure_is_not_the_figure() -> None:
    """80 份 is not printed although 8,000 and 180 are."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("\n80\n", "\n180\n")) == [
        ("經費概算表!C6", "", "80")
    ]  # fmt: skip


def test_capitals_that_say_another_amount_stop_the_paper() -> None:
    """壹萬肆仟 where 6,000 + 8,000 + 1,000 = 15,000 is 壹萬伍仟."""
    assert differing(county_plan(), "經費概算表", lambda page: page.replace("伍仟", "肆仟")) == [
        ("經費概算表!B9", "", "新台幣 壹萬伍仟 元整")
    ]


def test_a_sheet_that_is_not_printed_is_missed() -> None:
    """Every figure of 課程表與節數 is named when its pages are not there."""
    plan = county_plan()
    data = workbook(plan)
    there = {name: words for name, words in pages(data).items() if name != "課程表與節數"}

    found = {one.where.partition("!")[0] for one in paper_differences(there, data, plan)}

    assert found == {"課程表與節數"}


def test_without_bookmarks_the_figures_are_looked_for_on_all_pages() -> None:
    """Another LibreOffice may set none: all of them there is in order, one less is not."""
    plan = county_plan()
    data = workbook(plan)
    together = "\n".join(pages(data).values())

    assert paper_differences({"": together}, data, plan) == []
    assert paper_differences({"": together.replace("8,000元", "", 1)}, data, plan) != []
    assert paper_differences({"": together.replace("伍仟", "肆仟")}, data, plan) != []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\ntrailer<<>>\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_shows_nothing(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """No traceback and no word of the library's: such a paper is stopped with ten cells named."""
    assert pages_of_sheets(data) == {}
    assert passport_on(data) is None
    with pytest.raises(Disagreement) as stopped:
        agreed_paper(data, workbook(county_plan()), county_plan())
    assert len(stopped.value.findings) == 10
    assert caplog.text == ""


def test_a_pdf_of_somebody_elses_has_no_sheet_and_no_passport() -> None:
    """One blank page without bookmarks."""
    page = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(page)

    assert pages_of_sheets(page.getvalue()) == {"": ""}
    assert passport_on(page.getvalue()) is None


@given(data=st.binary(max_size=200).map(lambda end: b"%PDF-1.7\n" + end))
def test_any_bytes_end_without_a_traceback(data: bytes) -> None:
    """Whatever lies there."""
    assert set(pages_of_sheets(data)) <= {""}
    assert passport_on(data) is None


def test_only_a_workbook_to_be_printed_says_that_its_paper_was_read() -> None:
    """主計預檢表 of a PDF has a line more than that of an .xlsx; a draft has neither."""
    plan, said = county_plan(), "PDF各頁之數字與大寫"
    findings = check_plan(plan)

    assert said in pages(export_to_print(plan, findings))["主計預檢表"]
    assert said not in pages(export_xlsx(plan, findings))["主計預檢表"]
    assert said not in pages(export_to_print(plan, findings, draft=True))["主計預檢表"]


@pytest.mark.office
def test_the_pages_of_the_county_are_read_back(tmp_path: Path) -> None:
    """Each sheet by its name, with its figures, without the footer, whose passport is read as well."""
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 0
    found = pages_of_sheets(target.read_bytes())
    plan = county_plan()

    assert [*found] == ["經費概算表", "課程表與節數", "主計預檢表", "規則依據", "經費分配"]
    assert "15,000元" in found["經費概算表"]
    assert "驗證碼" not in found["經費概算表"]
    assert "／共" not in "".join(found.values())
    assert passport_on(target.read_bytes()) == passport_of(plan)


@pytest.mark.office
def test_a_long_id_is_read_from_a_footer_of_two_lines(tmp_path: Path) -> None:
    """花蓮縣… of 60 signs and more, as a plan's folder may be called."""
    folder, target = tmp_path / ("花蓮縣國民小學" * 10), tmp_path / "a.pdf"
    shutil.copytree(COUNTY, folder)
    assert main(["export", str(folder), "-o", str(target)]) == 0
    found = passport_on(target.read_bytes())

    assert found is not None
    assert found.plan == short_id(folder.name)


@pytest.mark.office
def test_a_column_that_became_too_narrow_stops_the_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """LibreOffice prints ### for every amount: exit 2, the cells are named, nothing is written."""
    real: Any = QuickSheet.set_column

    def narrow(*given: Any) -> object:  # noqa: ANN401 - as XlsxWriter has it
        return real(*given[:3], 2, *given[4:])

    monkeypatch.setattr(QuickSheet, "set_column", narrow)
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert "經費概算表!D5" in told
    assert "###" in told
    assert not target.exists()


@pytest.mark.office
@pytest.mark.parametrize("font", ["Noto Sans CJK TC", "DejaVu Sans"])
def test_the_figures_are_read_whatever_the_typeface(
    font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without 標楷體, and one whose figures and signs come from two typefaces."""
    monkeypatch.setattr("plc_budget.sheets.office._KAI", (font,))
    plan = ministry_plan()
    order = Order(COUNTY, plan, check_plan(plan))
    ((data, findings),) = made_together([order], Wish(ending=".pdf"))

    assert data is not None
    assert [finding.code for finding in findings] == [OTHER_FONT]
    assert font.replace(" ", "")[:8].encode() in data


@pytest.mark.office
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans=st.lists(made_plans(), min_size=12, max_size=12))
def test_no_paper_of_any_plan_is_stopped_for_nothing(plans: list[Plan]) -> None:
    """Whatever lines, prices, units and timetable: what LibreOffice prints shows the figures."""
    orders = [Order(COUNTY, plan, check_plan(plan)) for plan in [*plans, long_plan()]]
    made = made_together(orders, Wish(ending=".pdf"), at_once=True)
    stopped = [finding.message for _, findings in made for finding in findings
               if finding.code == DISAGREES]  # fmt: skip

    assert stopped == []
    assert all(data is not None for data, _ in made)
