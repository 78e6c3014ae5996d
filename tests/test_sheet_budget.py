"""經費概算表 as an accountant opens it: columns, order, wording, formulas and what may be edited."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import plc_budget
from plc_budget.sheets.layout import quoted
from plc_budget.sheets.signatures import even_groups
from plc_budget.tables import read_budget
from sheet_plans import bytes_of, opened, plan_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
PRINTING = "code,category,item,unit_price,quantity\nprinting,業務費,印刷費,100,80\n"


@pytest.fixture(scope="module")
def county() -> bytes:
    """Export the county's plan."""
    plan, found = plc_budget.load_plan(COUNTY)
    assert plan is not None
    return plc_budget.export_xlsx(plan, plc_budget.check_plan(plan, found))


def values(data: bytes) -> list[list[object]]:
    """Return the stored values of 經費概算表, row by row."""
    return [
        list(row) for row in opened(data, values=True)["經費概算表"].iter_rows(values_only=True)
    ]


def header(sheet: Worksheet) -> str:
    """Return what stands at the top of every printed page of a sheet."""
    center = sheet.oddHeader.center if sheet.oddHeader else None
    return str(center.text) if center else ""


def test_the_table_of_the_document_stands_on_the_sheet(county: bytes) -> None:
    """Columns, rows, order and sums are those the county's plan prints; 代碼 is hidden."""
    assert values(county)[3:8] == [
        ["經費項目", "單價(元)", "數量", "總價(元)", "代碼", "說明"],
        ["內聘講師鐘點費", 1_000, 6, 6_000, "speaker_internal", "1.依實際執行需求調整講師名單。"],
        ["印刷費", 100, 80, 8_000, "printing", None],
        ["雜支", 1_000, 1, 1_000, "misc", None],
        ["合計", "-", "-", 6_000 + 8_000 + 1_000, None, "上述經費各項目間得依實際情況勻支。"],
    ]


def test_the_grand_total_is_in_capitals_with_the_funding_sentence(county: bytes) -> None:
    """總計 reads 新台幣 壹萬伍仟 元整 and says whose money it is."""
    label, words, *_ = values(county)[8]
    assert label == "總計"
    assert words == "新台幣 壹萬伍仟 元整（由花蓮縣政府自籌經費，不申請精進計畫補助）"
    assert plc_budget.read_capital_amount(str(words)) == 15_000


def test_prices_print_with_the_unit_of_the_document(county: bytes) -> None:
    """1,000元/節 is the number 1,000 with words behind it, so that it can still be multiplied."""
    sheet = opened(county)["經費概算表"]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (1000, '#,##0"元/節"')
    assert (sheet["B6"].value, sheet["B6"].number_format) == (100, '#,##0"元"')


def test_every_formula_has_its_value_stored(county: bytes) -> None:
    """A reader that does not calculate sees every figure, on every sheet."""
    live, stored = opened(county), opened(county, values=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 20
    assert [place for place in formulas if stored[place[0]][place[1]].value is None] == []


def test_amounts_and_sum_are_live(county: bytes) -> None:
    """總價 multiplies its own row, 合計 adds exactly the lines, 數量 of the fee is counted."""
    sheet = opened(county)["經費概算表"]
    assert [sheet[f"D{row}"].value for row in (5, 6, 7, 8)] == [
        "=ROUND(B5*C5,0)",
        "=ROUND(B6*C6,0)",
        "=ROUND(B7*C7,0)",
        "=SUM(D5:D7)",
    ]
    assert sheet["C5"].value == "=課程表與節數!$J$14"


def test_only_inputs_may_be_edited_and_no_password_stands_before_the_rest(county: bytes) -> None:
    """Price, quantity and note are unlocked; sums are not; the protection opens with one click."""
    sheet = opened(county)["經費概算表"]
    free = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert free == {"B5", "F5", "B6", "C6", "F6", "B7", "C7", "F7"}
    assert sheet.protection.sheet
    assert not sheet.protection.password


@pytest.mark.parametrize(("column", "most"), [("unit_price", 10**10), ("quantity", 10**7)])
def test_a_cell_takes_what_the_table_takes(column: str, most: int) -> None:
    """A price up to 10,000,000,000 and a quantity up to 10,000,000, and not one more, in both."""
    table = (
        "code,category,item,unit_price,quantity\nprinting,業務費,印刷費,{unit_price},{quantity}\n"
    )
    read = [
        read_budget(table.format(**{"unit_price": 1, "quantity": 1, column: number}).encode())[1]
        for number in (most, most + 1)
    ]
    assert [len(found) for found in read] == [0, 1]

    cell = {"unit_price": "B5", "quantity": "C5"}[column]
    sheet = opened(bytes_of(plan_of(PRINTING), draft=True))["經費概算表"]
    (taken,) = (rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)
    assert (taken.formula1, taken.formula2) == ("0", str(most))
    assert f"{most:,}" in str(taken.error)


def test_the_page_is_a4_upright_and_repeats_its_header(county: bytes) -> None:
    """A long budget keeps its columns named on every page."""
    sheet = opened(county)["經費概算表"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.fitToHeight == 0
    assert all(other.page_setup.paperSize == 9 for other in opened(county))


def test_kai_is_named_on_every_cell(county: bytes) -> None:
    """The official font is 標楷體."""
    fonts = {
        cell.font.name
        for sheet in opened(county)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert fonts == {"標楷體"}


def test_who_signs_stands_below_left_to_right(county: bytes) -> None:
    """The boxes are those of the plan, in its order."""
    row = next(row for row in values(county) if row[0] == "承辦人")
    assert [box for box in row if box] == ["承辦人", "科長", "會辦主計處", "處長"]


def test_more_boxes_than_columns_take_a_second_band() -> None:
    """Seven signatures on five columns lose nobody."""
    names = ["承辦人", "組長", "主任", "科長", "專員", "會辦主計處", "處長"]
    plan = plan_of(PRINTING, more=f"[signatures]\nboxes = {names}\n".replace("'", '"'))
    cells = [value for row in values(bytes_of(plan)) for value in row]
    assert [value for value in cells if value in names] == names


def test_even_boxes_keep_every_column_once() -> None:
    """However many sign, the groups of columns cover the sheet without a gap."""
    groups = even_groups([21, 14, 9, 16, 38], 4)
    assert [column for first, last in groups for column in range(first, last + 1)] == list(range(5))


def test_a_draft_says_so_on_every_page() -> None:
    """草稿 stands in the header of every sheet of a draft, and of none that goes up."""
    plan = plan_of(PRINTING)
    drafts, finals = opened(bytes_of(plan, draft=True)), opened(bytes_of(plan))

    assert all("草稿" in header(sheet) for sheet in drafts.worksheets)
    assert not any("草稿" in header(sheet) for sheet in finals.worksheets)


def test_times_have_a_column_only_when_a_line_uses_them() -> None:
    """次數 stands between 數量 and 總價 when 節×人×週 are multiplied."""
    plan = plan_of(
        "code,category,item,unit_price,unit,quantity,times\n"
        "tutor,業務費,課業輔導費,400,節,2,14\nmisc,業務費,雜支,500,,1,\n"
    )
    rows = values(bytes_of(plan))
    assert rows[3] == ["經費項目", "單價(元)", "數量", "次數", "總價(元)", "代碼", "說明"]
    assert [row[4] for row in rows[4:7]] == [400 * 2 * 14, 500, 11_200 + 500]


def test_a_percentage_line_shows_what_it_is_taken_of() -> None:
    """補充保費: 6,000 × 2.11 % = 126.6, which is 127, live from the fee."""
    plan = plan_of(
        "code,category,item,unit_price,quantity,rate,base\n"
        "fee,業務費,外聘講師鐘點費,2000,3,,\npremium,業務費,全民健康保險補充保費,,,2.11,fee\n"
    )
    sheet = opened(bytes_of(plan))["經費概算表"]
    assert sheet["B6"].value == "=D5"
    assert (sheet["C6"].value, sheet["C6"].number_format) == (pytest.approx(0.0211), "0.00%")
    assert values(bytes_of(plan))[5][3] == 127


def test_accounts_have_a_column_when_there_are_several() -> None:
    """業務費 and 設備及投資 on one sheet are told apart."""
    plan = plan_of(
        "code,category,item,unit_price,quantity\n"
        "misc,業務費,雜支,500,1\nlaptop,設備及投資,筆記型電腦,30000,1\n"
    )
    rows = values(bytes_of(plan))
    assert [row[1] for row in rows[3:6]] == ["用途別", "業務費", "設備及投資"]


HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "http://example.org",
    "{=1}",
    "<b>&",
    '"quoted"',
    '=HYPERLINK("x")',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    """What comes from a table is printed as it stands, and stays text when it is edited again."""
    cell_text = '"' + text.replace('"', '""') + '"'
    plan = plan_of(
        f"code,category,item,unit_price,quantity,note\nx,業務費,{cell_text},1,1,{cell_text}\n"
    )
    book = opened(bytes_of(plan))
    sheet = book["經費概算表"]
    for place in ("A5", "F5"):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s")
        assert sheet[place].hyperlink is None
        assert sheet[place].quotePrefix == text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("sentence", ['由"縣府"自籌', "甲" * 290, '"' * 100])
def test_a_sentence_survives_inside_the_formula_of_the_grand_total(sentence: str) -> None:
    """The funding sentence may be long and hold quotation marks; each piece stays below 255."""
    pieces = quoted(sentence).split("&")
    assert all(len(piece) <= 255 for piece in pieces)
    assert "".join(piece[1:-1].replace('""', '"') for piece in pieces) == sentence


def test_the_same_plan_gives_the_same_bytes_in_any_process() -> None:
    """Neither the clock, the time zone nor the order of hashes shows in the file."""
    script = (
        "import plc_budget, hashlib, sys;"
        "plan, found = plc_budget.load_plan(sys.argv[1]);"
        "data = plc_budget.export_xlsx(plan, plc_budget.check_plan(plan, found));"
        "print(hashlib.sha256(data).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script, str(COUNTY)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PLC_BUDGET_LANG": tongue, "PATH": "/usr/bin"},
        ).stdout
        for seed, zone, tongue in (("1", "Asia/Taipei", "zh"), ("2", "America/New_York", "en"))
    }
    assert len(hashes) == 1
