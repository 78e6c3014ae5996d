"""A file for approval says one thing only, or there is no file: proven with writers that are broken."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from xlsxwriter.worksheet import Worksheet

import plc_budget
from plc_budget.cli import main
from plc_budget.documents.whole import document_of
from plc_budget.documents.word import write_docx
from plc_budget.export import export_xlsx
from plc_budget.export.equality import (
    DISAGREES,
    Difference,
    Disagreement,
    differences_in,
    paragraphs_in,
)
from plc_budget.money import ntd
from plc_budget.sheets import budget_sheet, write_workbook
from sheet_plans import plan_of
from varied_plans import made_plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from plc_budget.plan import Plan

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
BUDGET = "經費概算表"
TABLE = (
    "code,category,item,unit_price,unit,quantity,times,rate,base\n"
    "speaker,業務費,外聘講座鐘點費,2000,節,3,2,,\n"
    "paper,業務費,紙張,46.05,包,11,,,\n"
    "premium,業務費,補充保費,,,,,2.11,speaker\n"
)
"""2,000 × 3 × 2 = 12,000; 46.05 × 11 = 506.55, so 507; 2.11 % of 12,000 = 253.2, so 253; in all 12,760."""


def county() -> Plan:
    """Load the county's plan: 6,000 + 8,000 + 1,000 = 15,000."""
    plan, _ = plc_budget.load_plan(COUNTY)
    assert plan is not None
    return plan


def damaged(monkeypatch: pytest.MonkeyPatch, damage: Callable[[str, Any], Any]) -> None:
    """Let the writer store for each formula what ``damage`` makes of its value."""
    real: Any = Worksheet.write_formula
    monkeypatch.setattr(
        Worksheet,
        "write_formula",
        lambda *given: real(*given[:-1], damage(given[3], given[-1])),
    )


def found(plan: Plan) -> list[tuple[str, str]]:
    """Export for approval and return the cells that disagree, with what belongs there."""
    with pytest.raises(Disagreement) as stopped:
        export_xlsx(plan, [])
    assert {finding.code for finding in stopped.value.findings} == {DISAGREES}
    gaps = [dict(finding.message.values) for finding in stopped.value.findings]  # type: ignore[union-attr]
    return [(str(gap["cell"]), str(gap["wanted"])) for gap in gaps]


def test_a_file_whose_figures_agree_is_handed_over() -> None:
    """Prices with decimals, times, a percentage: 12,000 + 507 + 253 = 12,760 in every place."""
    plan = plan_of(TABLE)
    sheet = openpyxl.load_workbook(io.BytesIO(export_xlsx(plan, [])), data_only=True)[BUDGET]

    assert [sheet[f"E{row}"].value for row in (5, 6, 7, 8)] == [12_000, 507, 253, 12_760]
    assert "壹萬貳仟柒佰陸拾" in str(sheet["B9"].value)


def test_what_was_compared_is_said_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says it, not the sheet that is compared; of a draft, which is not, it says nothing."""
    for words, times in (([], 1), (["--draft"], 0)):
        target = tmp_path / "a.xlsx"
        main(["export", str(COUNTY), "-o", str(target), *words])
        sheets = openpyxl.load_workbook(target).worksheets
        said = [
            row
            for sheet in sheets
            for row in sheet.iter_rows(values_only=True)
            if "匯出核對" in str(row)
        ]

        assert (capsys.readouterr().out.count("匯出核對"), said) == (times, [])


def test_a_writer_that_stores_another_value_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """6,001 is stored for 1,000 × 6: the line is named, and the total that it no longer adds up to."""
    damaged(monkeypatch, lambda formula, value: 6_001 if formula == "=ROUND(B5*C5,0)" else value)
    cells = found(county())

    assert (f"{BUDGET}!D5", "6000") in cells
    assert (f"{BUDGET}!D8", "15001") in cells


def test_a_writer_that_stores_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without stored values every formula disagrees: of 課程表與節數 and 經費分配 as well."""
    damaged(monkeypatch, lambda _, __: "")
    sheets = {cell.partition("!")[0] for cell, _ in found(county())}

    assert sheets == {BUDGET, "課程表與節數", "主計預檢表", "經費分配"}


def test_a_wrong_word_on_another_sheet_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """不符 becomes 符合 or the other way round: the cell of 主計預檢表 is named."""
    damaged(monkeypatch, lambda _, value: "不符" if value == "符合" else value)
    cells = found(county())

    assert {cell.partition("!")[0] for cell, _ in cells} == {"主計預檢表"}
    assert {wanted for _, wanted in cells} == {"符合"}


def test_capitals_of_another_amount_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """大寫 reads back as 51,000 and the total is 15,000."""
    monkeypatch.setattr(budget_sheet, "capital_amount", lambda _: "伍萬壹仟元整")
    assert found(county()) == [(f"{BUDGET}!B9", "15,000")]


def test_a_price_that_lost_its_decimals_on_the_way_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """46 × 11 = 506 by what stands in the file; the line says 507, for 46.05 × 11 = 506.55."""
    real: Any = Worksheet.write_number
    monkeypatch.setattr(
        Worksheet,
        "write_number",
        lambda *given: real(*given[:3], 46 if given[3] == 46.05 else given[3], *given[4:]),
    )
    cells = found(plan_of(TABLE))

    assert cells == [(f"{BUDGET}!E6", "506"), (f"{BUDGET}!E8", "12759")]


def test_a_price_list_that_counts_wrongly_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in our own pricing, written alike everywhere, is no agreement: 2 × 500 is not 1,001."""
    plan = plan_of("code,category,item,unit_price,unit,quantity\nmisc,業務費,雜支,500,式,2\n")
    line = plan.budget.lines[0]
    monkeypatch.setattr(type(line), "amount", property(lambda _: 1_001), raising=False)
    assert (f"{BUDGET}!D5", "1000") in found(plan)


def test_a_formula_turned_into_its_number_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The right figure without its formula is not what was to be written."""

    def frozen(sheet: Worksheet, *given: Any) -> object:  # noqa: ANN401 - as XlsxWriter has it
        row, column, _, look, value = given
        return sheet.write(row, column, value, look)

    monkeypatch.setattr(Worksheet, "write_formula", frozen)
    assert (f"{BUDGET}!D5", "6000") in found(county())


def test_nothing_is_written_and_the_cells_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with 2, no file, and the cell on stderr; a draft can still be looked at."""
    damaged(monkeypatch, lambda formula, value: 6_001 if formula == "=ROUND(B5*C5,0)" else value)
    target = tmp_path / "a.xlsx"

    assert main(["export", str(COUNTY), "-o", str(target)]) == 2
    assert f"{BUDGET}!D5" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["export", str(COUNTY), "-o", str(target), "--draft"]) == 0


def test_one_plan_that_disagrees_keeps_no_other_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One has 900 for 雜支, and a writer that stores 1,000 for it; the other's 1,000 is right."""
    plans = [Path(shutil.copytree(COUNTY, tmp_path / name)) for name in ("甲校", "乙校")]
    table = plans[1] / "budget.csv"
    words = table.read_text(encoding="utf-8-sig")
    table.write_text(words.replace("雜支,1000,", "雜支,900,"), encoding="utf-8-sig")
    assert table.read_text(encoding="utf-8-sig") != words
    damaged(monkeypatch, lambda _, value: 1_000 if value == 900 else value)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    code = main(["export", *map(str, plans), "-o", str(tmp_path / "核定"), "--json"])

    assert (code, len(list((tmp_path / "核定").iterdir()))) == (2, 1)


def test_what_a_spreadsheet_computes_otherwise_stops_the_file() -> None:
    """Another program works out 15,001 from our formulas; the stored 15,000 is not believed."""
    written = write_workbook(county(), [])
    anew = changed(written.data, "<v>15000</v>", "<v>15001</v>")

    places = {one.where for one in differences_in(anew, ".xlsx", county(), written.values)}
    assert f"{BUDGET}!D8" in places


@pytest.mark.parametrize("total", [0, 5, 100, 10_010_000, 600_007_738, 9_000_000_100])
def test_no_good_plan_is_stopped(total: int) -> None:
    """Large and small, the capitals of every total are read back as that total."""
    plan = plan_of(f"code,category,item,unit_price,unit,quantity\nx,業務費,雜支,{total},式,1\n")
    assert export_xlsx(plan, [])


@given(made_plans())
@settings(max_examples=25, deadline=None)
def test_no_plan_of_any_kind_is_stopped(plan: Plan) -> None:
    """Whatever its lines, counts and percentages: what our two writers write agrees."""
    assert export_xlsx(plan, [])
    assert in_text(write_docx(document_of(plan)), plan) == []


def in_text(data: bytes, plan: Plan) -> list[Difference]:
    """List what disagrees in a .docx."""
    return differences_in(data, ".docx", plan)


def test_the_whole_plan_says_the_same_figures() -> None:
    """In the 實施計畫 6,000, 8,000 and 1,000 stand behind their items, and 15,000 in figures and capitals."""
    paragraphs = paragraphs_in(write_docx(document_of(county())), ".docx")
    behind = paragraphs.index("印刷費", paragraphs.index("經費項目"))
    assert "8,000元" in paragraphs[behind : behind + 5]


@pytest.mark.parametrize(
    ("word", "other", "where"),
    [
        ("8,000元", "8,001元", "經費概算 印刷費"),
        ("15,000元", "51,000元", "經費概算 合計"),
        ("壹萬伍仟", "伍萬壹仟", "經費概算 總計"),
        ("印刷費", "印刷", "經費概算 印刷費"),
    ],
)
def test_a_text_that_says_another_figure_is_found_out(word: str, other: str, where: str) -> None:
    """One figure, or one name, is changed in the finished file; its row is named."""
    data = write_docx(document_of(county()))
    assert where in [one.where for one in in_text(changed(data, word, other), county())]


@pytest.mark.parametrize(("word", "other"), [(">80<", ">90<"), (">100元<", ">10元<")])
def test_a_text_whose_row_does_not_multiply_is_found_out(word: str, other: str) -> None:
    """80 × 100 = 8,000: with 90 copies, or at 10 each, 8,000 in the same row is wrong."""
    data = changed(write_docx(document_of(county())), word, other)
    assert [one.where for one in in_text(data, county())] == ["經費概算 印刷費"]


def test_a_text_whose_lines_do_not_add_up_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A total of our own of 15,001 is printed in figures and capitals alike; the lines are 15,000."""
    plan = county()
    monkeypatch.setattr(type(plan.budget), "total", property(lambda _: 15_001), raising=False)
    found = in_text(write_docx(document_of(plan)), plan)
    assert [one.where for one in found] == ["經費概算 合計"]


def changed(data: bytes, word: str, other: str) -> bytes:
    """Write another word into every part of a file."""
    old, new = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(word.encode(), other.encode()))
    return new.getvalue()


def test_a_text_that_disagrees_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer of text that prints 8,001 for 8,000: exit 2 and no file; a draft is let through."""
    from plc_budget.documents import budget_part

    monkeypatch.setattr(budget_part, "ntd", lambda amount: ntd(amount + (amount == 8_000)))
    target = tmp_path / "計畫.docx"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 2
    assert list(tmp_path.iterdir()) == []
    assert main(["export", str(COUNTY), "-o", str(target), "--draft"]) == 0


def test_odd_texts_are_no_disagreement() -> None:
    """Quotes, angle brackets, spaces, a break and an ampersand in the sentence beside 大寫."""
    plan = county()
    odd = plan.details.funding.sentence + ' <"自籌"  &\n補助>'
    funding = replace(plan.details.funding, sentence=odd)
    changed = replace(plan, details=replace(plan.details, title=odd, funding=funding))
    assert export_xlsx(changed, [])
