"""What is read back from a PDF before it is handed over: the total, 大寫, and that no figure is cut off."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from xlsxwriter.worksheet import Worksheet

from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.export import Wish, paper
from plc_budget.export.editions import Edition
from plc_budget.export.equality import DISAGREES, differences_in
from plc_budget.export.making import make_files
from plc_budget.export.paper import OTHER_FONT, pages_of_sheets, passport_on
from plc_budget.sheets.passport import make_passport, shorten_id
from situations import county_plan, ministry_plan
from varied_plans import long_plan, made_plans

if TYPE_CHECKING:
    from plc_budget.plan import Plan

COUNTY = Path(__file__).parent.parent / "data" / "plans" / "hualien-113-plc-conveners"
PAGES = {
    "經費概算表": "合計 - - 15,000元\n總計 新台幣 壹萬伍仟 元整（由花蓮縣政府自籌）",
    "經費分配": "印刷費 8,000 53.33%",
}
"""6,000 + 8,000 + 1,000 = 15,000, as the pages of the county's plan show it."""


def differing(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Say what is missing where a PDF of the county's plan shows such pages."""
    monkeypatch.setattr(paper, "pages_of_sheets", lambda _: pages)
    found = differences_in(b"", ".pdf", county_plan())
    return [(one.where, one.found, one.wanted) for one in found]


def test_a_paper_that_shows_its_total_and_capitals_is_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """15,000元 and 壹萬伍仟 on the pages of 經費概算表, or on any where nothing says which they are."""
    assert differing(PAGES, monkeypatch) == []
    assert differing({"": "\n".join(PAGES.values())}, monkeypatch) == []


@pytest.mark.parametrize(
    ("printed", "instead", "missing"),
    [
        ("15,000元", "14,000元", ("經費概算表!D8", "", "15,000")),
        ("15,000元", "115,000元", ("經費概算表!D8", "", "15,000")),
        ("伍仟", "肆仟", ("經費概算表!B9", "", "新台幣壹萬伍仟元整")),
    ],
)
def test_a_total_or_capitals_that_are_not_printed_name_their_cell(
    printed: str, instead: str, missing: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """14,000, 115,000 or 壹萬肆仟 where 15,000 and 壹萬伍仟 belong."""
    pages = {**PAGES, "經費概算表": PAGES["經費概算表"].replace(printed, instead)}
    assert differing(pages, monkeypatch) == [missing]


def test_a_figure_without_room_stops_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet prints ### where a number is wider than its column; the sheet is named."""
    pages = {**PAGES, "經費分配": "印刷費 ### 53.33%"}
    assert differing(pages, monkeypatch) == [("經費分配", "###", "")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\ntrailer<<>>\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_shows_nothing(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """No traceback and no word of the library's: such a paper is stopped."""
    assert pages_of_sheets(data) == {}
    assert passport_on(data) is None
    assert len(differences_in(data, ".pdf", county_plan())) == 2
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


@pytest.mark.office
def test_the_pages_of_the_county_are_read_back(tmp_path: Path) -> None:
    """Each sheet by its name, with its figures, without the footer, whose passport is read as well."""
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 0
    found = pages_of_sheets(target.read_bytes())
    plan = county_plan()

    assert [*found] == ["經費概算表", "課程表與節數", "主計預檢表", "規則依據", "經費分配"]
    assert "15,000元" in found["經費概算表"]
    assert passport_on(target.read_bytes()) == make_passport(plan)


@pytest.mark.office
def test_a_long_id_is_read_from_a_footer_of_two_lines(tmp_path: Path) -> None:
    """花蓮縣… of 60 signs and more, as a plan's folder may be called."""
    folder, target = tmp_path / ("花蓮縣國民小學" * 10), tmp_path / "a.pdf"
    shutil.copytree(COUNTY, folder)
    assert main(["export", str(folder), "-o", str(target)]) == 0
    found = passport_on(target.read_bytes())

    assert found is not None
    assert found.plan == shorten_id(folder.name)


@pytest.mark.office
def test_a_column_that_became_too_narrow_stops_the_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """LibreOffice prints ### for every amount: exit 2, the cells are named, nothing is written."""
    real: Any = Worksheet.set_column

    def narrow(*given: Any) -> object:  # noqa: ANN401 - as XlsxWriter has it
        return real(*given[:3], 2, *given[4:])

    monkeypatch.setattr(Worksheet, "set_column", narrow)
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert "經費概算表" in told
    assert "###" in told
    assert not target.exists()


@pytest.mark.office
@pytest.mark.parametrize("font", ["Noto Sans CJK TC", "DejaVu Sans"])
def test_the_figures_are_read_whatever_the_typeface(
    font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without 標楷體, and one whose figures and signs come from two typefaces."""
    monkeypatch.setattr("plc_budget.export.libreoffice._KAI", (font,))
    plan = ministry_plan()
    ((data, findings),) = make_files([Edition(plan, check_plan(plan))], Wish(ending=".pdf"))

    assert data is not None
    assert OTHER_FONT in [finding.code for finding in findings]
    assert font.replace(" ", "")[:8].encode() in data


@pytest.mark.office
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans=st.lists(made_plans(), min_size=12, max_size=12))
def test_no_paper_of_any_plan_is_stopped_for_nothing(plans: list[Plan]) -> None:
    """Whatever lines, prices, units and timetable: what LibreOffice prints shows the figures."""
    editions = [Edition(plan, check_plan(plan)) for plan in [*plans, long_plan()]]
    made = make_files(editions, Wish(ending=".pdf"))
    stopped = [
        finding.message for _, findings in made for finding in findings if finding.code == DISAGREES
    ]

    assert stopped == []
    assert all(data is not None for data, _ in made)
