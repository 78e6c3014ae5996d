"""The .ods of a plan is the .xlsx of that plan: cell by cell, and as it is set."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils.datetime import to_excel

import opendocument
from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.comparison import compare_budgets
from plc_budget.sheets import export_ods, export_xlsx
from plc_budget.sheets.passport import passport_of
from plc_budget.shipped import data_folder
from situations import county_plan, ministry_plan
from varied_plans import long_plan, plans

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from opendocument import Document, Table
    from plc_budget.plan import Plan

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
DIGIT = 6
"""Width of a digit of 標楷體 at 12 points: half as wide as high. [pt]"""


def both(plan: Plan, **options: Any) -> tuple[bytes, bytes]:  # noqa: ANN401 - handed on
    """Export a plan in both formats."""
    findings = check_plan(plan)
    return export_xlsx(plan, findings, **options), export_ods(plan, findings, **options)


def differing(plan: Plan, **options: Any) -> list[str]:  # noqa: ANN401 - handed on
    """List everything in which the two differ."""
    xlsx, ods = both(plan, **options)
    formulas = openpyxl.load_workbook(io.BytesIO(xlsx))
    values = openpyxl.load_workbook(io.BytesIO(xlsx), data_only=True)
    document = opendocument.read(ods)
    assert list(document.tables) == formulas.sheetnames
    return [f"{sheet.title} {what}: {ours} is not {theirs}"
            for sheet in formulas.worksheets
            for what, ours, theirs in _compared(document, document.tables[sheet.title], sheet,
                                                values[sheet.title])
            if ours != theirs]  # fmt: skip


def _compared(
    document: Document, table: Table, sheet: Worksheet, values: Worksheet
) -> list[tuple[str, object, object]]:
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
    stored = {name: _number(values[name].value) for name in cells}
    styled = [name for name, cell in cells.items() if cell.has_style]
    return [
        ("values", _rounded(table.values), _rounded({k: v for k, v in stored.items() if v not in (None, "")})),
        ("formulas", {name: opendocument.excel_formula(formula) for name, formula in table.formulas.items()},
         {name: _formula(cell.value) for name, cell in cells.items() if cell.data_type == "f"}),
        ("merged", table.merged, {str(area) for area in sheet.merged_cells.ranges}),
        ("widths", _widths(table), _xlsx_widths(sheet)),
        ("heights", {at: height for at, height in enumerate(table.heights, 1) if height},
         {at: row.height for at, row in sheet.row_dimensions.items() if row.height}),
        ("locked", {name: document.property(table.styles[name], "style:cell-protect") != "none" for name in styled},
         {name: cells[name].protection.locked for name in styled}),
        ("validated", sorted(table.validated), sorted(str(found.sqref) for found in sheet.data_validations.dataValidation)),
        ("protected", table.attributes.get(opendocument.full("table:protected")), "true" if sheet.protection.sheet else None),
        ("repeated", table.repeated, _rows(sheet.print_title_rows)),
        ("breaks", table.breaks, [found.id + 1 for found in sheet.row_breaks.brk]),
        ("printed", table.attributes[opendocument.full("table:print-ranges")].replace(f"{sheet.title}.", ""),
         str(sheet.print_area).rpartition("!")[2].replace("$", "")),
    ]  # fmt: skip


def _formula(value: object) -> str:
    return str(getattr(value, "text", value))


def _number(value: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    return to_excel(value) if isinstance(value, date | time) else value  # type: ignore[no-untyped-call]


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    """Round to what a spreadsheet keeps of a number; text is compared as its lines."""
    return {
        name: round(value, 12) if isinstance(value, int | float) else value.replace("\r\n", "\n")
        for name, value in values.items()
    }


def _widths(table: Table) -> dict[int, float]:
    return {at: round(width, 1) for at, width in enumerate(table.widths, 1) if width}


def _xlsx_widths(sheet: Worksheet) -> dict[int, float]:
    return {
        at: round(round(column.width * DIGIT, 2), 1)
        for column in sheet.column_dimensions.values()
        for at in range(column.min or 0, (column.max or 0) + 1)
    }


def _rows(rows: str | None) -> list[int]:
    first, _, last = (rows or "").replace("$", "").partition(":")
    return list(range(int(first), int(last) + 1)) if first else []


@pytest.mark.slow
@settings(max_examples=25)
@given(plans)
def test_every_cell_is_the_same(plan: Plan) -> None:
    """Values, formulas, merged cells, widths, heights, locks, limits and pages of any plan."""
    assert differing(plan) == []


def test_the_sheets_of_a_change_are_the_same() -> None:
    """經費調整對照表 stands in both, live, with its signs for more and less."""
    plan = ministry_plan()
    before = replace(plan.budget, lines=plan.budget.lines[1:])
    comparison = compare_budgets(before, plan.budget)
    assert differing(plan, comparison=comparison) == []


def test_a_draft_with_its_passport_says_so_in_both() -> None:
    """The header 草稿 in red, and a footer with the number of the page and the passport below."""
    plan = county_plan()
    xlsx, ods = both(plan, draft=True, passport=passport_of(plan))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    styles = opendocument.read(ods).parts["styles.xml"]
    for what, theirs in (("header", sheet.oddHeader), ("footer", sheet.oddFooter)):
        element = styles.find(f".//{opendocument.full(f'style:{what}')}")
        assert element is not None
        assert theirs is not None
        lines = [part for part in element if part.tag == opendocument.full("text:p")]
        told = "\n".join(opendocument.words(line) for line in lines)
        assert (
            told.split() == (theirs.center.text or "").replace("&P", "1").replace("&N", "1").split()
        )
    assert b"#c00000" in _part(ods, "styles.xml").lower()


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing of the day, the machine or the order of a set is in the file."""
    assert both(long_plan(40))[1] == both(long_plan(40))[1]


def test_a_program_knows_the_file_by_its_first_bytes() -> None:
    """The kind of document comes first and is not compressed, as the standard asks."""
    data = both(county_plan())[1]
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert data[30 : 30 + 8 + len(kind)] == b"mimetype" + kind
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {found.date_time for found in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "</text:p><x>", "a&b", '"引號"', " 前後 空白  ",
           "一\t二", "行一\n行二", "𠮷\u200b", "{=1}")  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_text_stays_text(words: str) -> None:
    """What looks like a formula or like markup is text in both, sign by sign."""
    plan = county_plan()
    details = replace(plan.details, title=words, programme=words)
    made = replace(plan, details=details)
    xlsx, ods = both(made)
    found = opendocument.read(ods).tables["經費概算表"]
    assert (
        found.values["A1"]
        == words
        == openpyxl.load_workbook(io.BytesIO(xlsx))["經費概算表"]["A1"].value
    )
    assert "A1" not in found.formulas


def test_what_no_file_can_hold_is_left_out() -> None:
    """Signs that XML forbids are dropped; the rest of the text stays, and the file opens."""
    plan = county_plan()
    made = replace(plan, details=replace(plan.details, programme="甲\x00乙\x0b丙\ufffe"))
    assert opendocument.read(both(made)[1]).tables["經費概算表"].values["A1"] == "甲乙丙"


def test_the_commands_write_what_the_name_of_the_file_ends_in(tmp_path: Path) -> None:
    """Export and compare write .ods where it is asked for; a comparison is no Word document."""
    plan = Path(shutil.copytree(COUNTY, tmp_path / "plan"))
    assert (
        main(["approve", str(plan), "--reference", "府教課字第1140000001號", "--on", "114/4/20"])
        == 0
    )
    wanted = tmp_path / "表.ODS"
    for command in (["export", str(plan)], ["compare", str(plan)]):
        assert main([*command, "-o", str(wanted)]) == 0
        assert "經費調整對照表" in opendocument.read(wanted.read_bytes()).tables
        wanted.unlink()
    assert main(["compare", str(plan), "-o", str(tmp_path / "表.docx")]) == 2
    assert not (tmp_path / "表.docx").exists()
