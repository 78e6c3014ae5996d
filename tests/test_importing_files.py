"""Workbooks, OpenDocument and CSV as spreadsheets save them: formats, formulas, sheets, places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import office
from importing_samples import (
    WRITERS,
    Formula,
    Paper,
    Row,
    Shown,
    Value,
    as_csv,
    as_ods,
    as_xlsx,
    codes,
    imported,
    ods_of,
    packed,
    unpacked,
)
from plc_budget.export import export_xlsx
from plc_budget.importing import read_foreign, read_foreign_bytes
from plc_budget.money import read_capital_amount
from plc_budget.plan.storage.folder import load_plan
from plc_budget.shipped import data_folder
from plc_budget.spreadsheets.sheet import exact

HEAD: Row = ["經費項目", "單價", "數量", "總價"]
PRINTING: Row = ["印刷費", 100, 80, 8000]
PLAIN = Paper([HEAD, PRINTING, ["合計", "", "", 8000]])


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_units_in_number_formats_are_read(form: str) -> None:
    """A price shown as 2,000元/節 and a quantity shown as 6節 are the numbers and the unit 節."""
    price = Shown(Decimal(2000), '#,##0"元/節"', "2,000元/節")
    paper = Paper(
        [
            HEAD,
            ["講師費", price, Shown(Decimal(6), '0"節"', "6節"), 12_000],
            ["合計", "", "", 12_000],
        ]
    )

    table, findings = imported(paper, form)

    line = table.lines[0]
    assert (int(line.unit_price), int(line.quantity), line.unit) == (2_000, 6, "節")
    assert findings == []


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_percentage_format_is_a_percentage(form: str) -> None:
    """0.0211 shown as 2.11% of 6,000 is 126.6, which the paper prints as 127."""
    share = Shown(Decimal("0.0211"), "0.00%", "2.11%")
    paper = Paper([HEAD, ["補充保費", 6000, share, 127], ["合計", "", "", 127]])

    table, findings = imported(paper, form)

    line = table.lines[0]
    assert line.percent_base
    assert line.percent == Decimal("2.11")
    assert line.unit_price == 6_000
    assert line.amount_computed == Decimal("126.6")
    assert codes(findings) == []


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_paper_prints_what_the_format_shows(form: str) -> None:
    """126.6 shown as 127 is 127 on paper: two of them make 254, where the sheet's sum shows 253."""
    share = Shown(Decimal("126.6"), "#,##0", "127")
    total = Shown(Decimal("253.2"), "#,##0", "253")
    row: Row = ["補充保費", Decimal("126.6"), 1, share]

    table, findings = imported(Paper([HEAD, row, row, ["合計", "", "", total]]), form)

    assert [line.amount_printed for line in table.lines] == [127, 127]
    assert table.total_printed == 253
    assert [(f.code, f.stake) for f in findings] == [("IMPORT-TOTAL", 127 + 127 - 253)]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_formulas_of_an_empty_form_are_no_lines(form: str) -> None:
    """Rows that print nothing but 0 are passed over."""
    zero = Formula("=B3*C3", Decimal(0))
    paper = Paper(
        [
            HEAD,
            PRINTING,
            ["", "", "", zero],
            ["膳費", "", "", zero],
            ["合計", "", "", Formula("=SUM(D2:D4)", Decimal(8000))],
        ]
    )

    table, findings = imported(paper, form)

    assert [line.item for line in table.lines] == ["印刷費"]
    assert codes(findings) == []


def test_the_table_of_another_plan_is_read() -> None:
    """budget.csv has English headings and no amounts: they are computed."""
    data = "code,category,item,unit_price,unit,quantity,times,note\nprinting,業務費,印刷費,100,份,80,1,\n".encode()

    table, findings = read_foreign_bytes(data, "budget.csv")

    assert table is not None
    assert [(line.item, line.category, line.amount) for line in table.lines] == [
        ("印刷費", "業務費", 100 * 80)
    ]
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        (0.1, "0.1"),
        (3.3800000000000003, "3.38"),
        (0.55, "0.55"),
        (1e-3, "0.001"),
        (46.05 * 100, "4605"),
    ],
)
def test_binary_noise_is_dropped(stored: float, meant: str) -> None:
    """A float of a workbook is the decimal number somebody typed."""
    assert exact(stored) == Decimal(meant)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_formulas_that_were_never_calculated_are_computed(form: str) -> None:
    """100 × 80 and 80 × 30 and their sum, 10,400: each cell is named once, and nothing is missing."""
    paper = Paper(
        [
            HEAD,
            ["印刷費", 100, 80, Formula("=B2*C2")],
            ["膳費", 80, 30, Formula("=ROUND(PRODUCT(B3:C3),0)")],
            ["合計", "", "", Formula("=SUM(D2:D3)")],
        ]
    )

    table, findings = imported(paper, form)

    assert [line.amount_printed for line in table.lines] == [100 * 80, 80 * 30]
    assert table.total_printed == 8_000 + 2_400
    assert [f.code for f in findings] == ["IMPORT-CELL"]
    assert "D2, D3, D4" in findings[0].message.render("en")
    assert "never calculated" in findings[0].message.render("en")


def test_a_formula_that_is_not_understood_is_not_printed() -> None:
    """VLOOKUP is not computed: the amount comes from price and quantity, and the cell is named once."""
    paper = Paper(
        [
            HEAD,
            ["印刷費", 100, 80, Formula('=VLOOKUP("x",A1:B2,2)')],
            ["膳費", 80, 30, 2400],
            ["合計", "", "", 10_400],
        ]
    )

    table, findings = imported(paper)

    assert [line.amount_printed for line in table.lines] == [None, 2_400]
    assert table.lines[0].amount_computed == 100 * 80
    assert [(f.code, f.where.row, f.where.column) for f in findings] == [("IMPORT-CELL", 2, "D")]
    assert "no result" in findings[0].message.render("en")


def test_formulas_no_program_has_computed_are_no_zeros() -> None:
    """A library that writes formulas stores 0 for each: that is not what the paper says."""
    zero = Decimal(0)
    paper = Paper(
        [HEAD, ["印刷費", 100, 80, Formula("=B2*C2", zero)], ["合計", "", "", Formula("=D2", zero)]]
    )

    table, _ = imported(paper)

    assert table.lines[0].amount_printed == 100 * 80
    assert table.total_printed == 8_000


def test_stored_results_are_what_the_paper_said() -> None:
    """A formula's stored result is believed, and compared: 100 × 80 is not 9,000."""
    paper = Paper(
        [HEAD, ["印刷費", 100, 80, Formula("=B2*C2", Decimal(9000))], ["合計", "", "", 9000]]
    )

    table, findings = imported(paper)

    assert table.lines[0].amount_printed == 9_000
    assert [(f.code, f.stake) for f in findings] == [("IMPORT-ROW", 9_000 - 8_000)]


def test_the_fullest_sheet_is_read_and_the_others_are_named() -> None:
    """Of a list, a small table and a budget, the budget is read."""
    people = Paper([["姓名", "電話"], ["甲", "1"]], sheet="名單")
    funding = Paper([["項目", "金額"], ["縣府", 8000]], sheet="經費來源")

    table, findings = read_foreign_bytes(as_xlsx(people, funding, PLAIN), "old.xlsx")

    assert table is not None
    assert table.sheet == "經費概算表"
    assert [f.code for f in findings] == ["IMPORT-SHEET"]
    assert "經費來源" in findings[0].message.render("en")
    assert "名單" not in findings[0].message.render("en")


def test_a_hidden_sheet_comes_last() -> None:
    """A fuller table on a hidden sheet is not what the reader of the file sees."""
    fuller = Paper(
        [["類別", *HEAD, "單位", "說明"], ["業務費", *PRINTING, "份", "x"]], sheet="底稿"
    )
    parts = unpacked(as_xlsx(PLAIN, fuller))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'name="\xe5\xba\x95\xe7\xa8\xbf"', b'name="x" state="hidden"'
    )

    table, findings = read_foreign_bytes(packed(parts), "old.xlsx")

    assert table is not None
    assert table.sheet == "經費概算表"
    assert [f.code for f in findings] == ["IMPORT-SHEET"]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            [["附件一"], ["花蓮縣某校研習實施計畫"], ["經費概算表"], ["單位：元"]],
            "花蓮縣某校研習實施計畫",
        ),
        ([["某校", "", "經費概算表"]], "經費概算表"),
        ([["113學年度研習"]], "113學年度研習"),
        ([["單位：元"]], ""),
        ([], ""),
    ],
)
def test_the_title_is_guessed_from_above(above: list[list[Value]], title: str) -> None:
    """The first text above the headings that sounds like a title, else the only text."""
    table, _ = imported(Paper([*above, *PLAIN.rows]))

    assert table.title == title
    assert table.heading_row == len(above) + 1


def test_many_cells_of_one_remark_are_cut_short() -> None:
    """Thirty rows without an amount name twenty cells and go on in dots."""
    rows: list[Row] = [["印刷費", 100, 80, ""] for _ in range(30)]

    _, findings = imported(Paper([HEAD, *rows, ["合計", "", "", 240_000]]))

    words = findings[0].message.render("en")
    assert "D21" in words
    assert "D22" not in words
    assert "…" in words


def test_an_empty_form_is_passed_over_for_a_filled_one() -> None:
    """A template with all columns loses against a plain table with figures."""
    form = Paper(
        [["經費項目", "單價", "單位", "數量", "總價", "說明"], ["", "", "", "", "", ""]],
        sheet="空白表",
    )

    table, _ = read_foreign_bytes(as_ods(form, PLAIN), "old.ods")

    assert table is not None
    assert table.sheet == "經費概算表"


@pytest.mark.parametrize("form", WRITERS)
def test_a_finding_names_file_sheet_row_and_column(form: str) -> None:
    """The wrong amount stands in D2 of the sheet 經費概算表."""
    name, data = WRITERS[form](Paper([HEAD, ["印刷費", 100, 80, 9000], ["合計", "", "", 9000]]))

    _, findings = read_foreign_bytes(data, name)

    where = findings[0].where
    assert where.file == (name if form in ("csv", "big5", "tabs") else f"{name} [經費概算表]")
    assert (where.row, where.column) == (2, "D")
    assert findings[0].stake == 9_000 - 8_000
    message = findings[0].message.render("en")
    assert all(words in message for words in ("印刷費", "8,000", "9,000", "1,000"))


def test_text_of_remarks_on_cells_is_not_read() -> None:
    """A comment in OpenDocument is no part of the cell, and covered cells are empty."""
    table = (
        "<table:table table:name='表'><table:table-row>"
        + "".join(
            f"<table:table-cell><office:annotation><text:p>?</text:p></office:annotation><text:p>{h}</text:p></table:table-cell>"
            for h in ("項目", "單價", "數量", "總價", "說明")
        )
        + "</table:table-row><table:table-row><table:table-cell><text:p>印<text:span>刷</text:span>費</text:p></table:table-cell>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{v}"><text:p>x</text:p></table:table-cell>'
            for v in (100, 80, 8000)
        )
        + "<table:covered-table-cell><text:p>9</text:p></table:covered-table-cell></table:table-row></table:table>"
    )

    read, findings = read_foreign_bytes(ods_of(table), "old.ods")

    assert read is not None
    assert [(line.item, line.amount, line.note) for line in read.lines] == [("印刷費", 8_000, "")]
    assert codes(findings) == []


def test_no_headings_says_what_is_understood_and_what_came_closest() -> None:
    """Row 2 has two of the names; the remedy lists those that are understood."""
    table, findings = read_foreign_bytes(
        as_csv(Paper([["x"], ["數量", "說明"], ["1", "2"]])), "old.csv"
    )

    assert table is None
    assert [f.code for f in findings] == ["IMPORT-HEADER"]
    assert findings[0].where.row == 2
    assert "“數量”" in findings[0].message.render("en")
    assert "複價" in findings[0].remedy.render("en")


def test_headings_without_lines_are_said() -> None:
    """A blank form is no plan."""
    table, findings = read_foreign_bytes(as_csv(Paper([HEAD, ["", "", "", ""]])), "old.csv")

    assert table is None
    assert [f.code for f in findings] == ["IMPORT-EMPTY"]


def test_a_long_table_is_cut_and_said() -> None:
    """Two thousand rows are read, and that they were not all."""
    table, findings = read_foreign_bytes(as_csv(Paper([HEAD, *([PRINTING] * 2_500)])), "old.csv")

    assert table is not None
    assert len(table.lines) == 2_000 - 1
    assert "IMPORT-FILE" in [f.code for f in findings]


@pytest.mark.parametrize("name", ["hualien-113-plc-conveners", "moe-114-reading-workshop"])
def test_our_own_sheet_comes_back(name: str, tmp_path: Path) -> None:
    """What plc-budget exports is a table it reads: each line, the total, and its capitals."""
    plan, findings = load_plan(data_folder() / "plans" / name)
    assert plan is not None
    path = tmp_path / "old.xlsx"
    path.write_bytes(export_xlsx(plan, findings, draft=True))

    table, found = read_foreign(path)

    assert table is not None
    assert codes(found) == []
    assert [line.item for line in table.lines] == [line.row.item for line in plan.budget.lines]
    assert table.total_printed == table.sum_of_lines == read_capital_amount(table.total_words)


@pytest.mark.office
def test_what_libreoffice_saves_is_read_alike(tmp_path: Path) -> None:
    """The same paper, saved by LibreOffice as workbook and as OpenDocument, gives the same lines."""
    share = Shown(Decimal("0.0211"), "0.00%", "2.11%")
    paper = Paper(
        [
            ["某校研習經費概算表（單位：元）"],
            ["類別", *HEAD, "說明"],
            [
                "業務費",
                "講師費",
                "2,000元/節",
                "3節×2",
                Formula("=2000*6", Decimal(12_000)),
                "外聘",
            ],
            ["", "印刷費", Decimal("46.05"), 80, Formula("=C4*D4", Decimal(3684)), ""],
            ["", "補充保費", 12_000, share, Formula("=ROUND(C5*D5,0)", Decimal(253)), ""],
            [
                "總計",
                "新台幣壹萬伍仟玖佰參拾柒元整",
                "",
                "",
                Formula("=SUM(E3:E5)", Decimal(15_937)),
                "",
            ],
        ],
        merged=[(0, 0, 0, 5), (2, 0, 4, 0)],
    )
    source = tmp_path / "old.xlsx"
    source.write_bytes(as_xlsx(paper))
    wanted, _ = read_foreign(source)
    assert wanted is not None

    for form in ("ods", "xlsx:Calc MS Excel 2007 XML"):
        (saved,) = office.convert([source], form)
        table, findings = read_foreign(saved)

        assert table is not None
        assert [
            (n.item, n.category, n.unit_price, n.quantity, n.times, n.amount_printed)
            for n in table.lines
        ] == [
            (n.item, n.category, n.unit_price, n.quantity, n.times, n.amount_printed)
            for n in wanted.lines
        ]
        assert table.total_printed == wanted.total_printed == 12_000 + 3_684 + 253
        assert codes(findings) == []
