"""One reader for .xlsx and .ods: odd files are read or refused in a sentence, soon and within 300 MB."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from importing_samples import packed
from plan_folders import everything, plan_folder
from plc_budget.cli import main
from plc_budget.importing import read_foreign_bytes
from plc_budget.spreadsheets.addresses import Reference
from plc_budget.spreadsheets.sheet import Kind, Workbook
from plc_budget.spreadsheets.workbook import read_workbook
from spreadsheet_files import ODD, ROWS, book_parts, changed, ods, with_sheet
from test_importing_hostile import SOON, most_memory


def read(data: bytes, name: str = "a.xlsx") -> Workbook:
    """Read a file that can be read."""
    book, findings = read_workbook(data, name)
    assert book is not None, [finding.message.render("en") for finding in findings]
    return book


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read_or_refused_in_a_sentence(name: str) -> None:
    """100 × 80 = 8,000, or one finding with its remedy; no file makes the reader raise."""
    odd = ODD[name]
    started = time.process_time()

    table, findings = read_foreign_bytes(odd.make(), odd.file)

    assert time.process_time() - started < SOON
    if odd.refused:
        assert table is None
        assert [finding.severity for finding in findings] == ["error"]
        assert odd.refused in findings[0].message.render("en")
        assert findings[0].remedy.render("en")
    else:
        assert table is not None, [finding.message.render("en") for finding in findings]
        assert [(line.item, line.amount or line.amount_computed) for line in table.lines] == [
            ("印刷費", 8_000)
        ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_the_commands_say_what_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """init, verify and take-in end with an exit code and words, and verify and take-in touch nothing."""
    plan, file = plan_folder(tmp_path), tmp_path / ODD[name].file
    file.write_bytes(ODD[name].make())
    before = everything(plan)

    for words in (
        ["verify", file],
        ["verify", file, plan],
        ["take-in", file, plan],
        ["take-in", file, plan, "--accept", "all", "--reason", "核對"],
        ["init", tmp_path / "new", "--from", file],
    ):
        assert main([*map(str, words)]) in {0, 1, 2}
        said = capsys.readouterr()
        assert said.out + said.err
        assert "Traceback" not in said.err
    assert everything(plan) == before
    assert (tmp_path / "new").is_dir() is not bool(ODD[name].refused)


@pytest.mark.slow
@pytest.mark.xfail(not Path("/proc/self/status").exists(), reason="measured on Linux", run=False)
def test_memory_stays_small(tmp_path: Path) -> None:
    """All odd files one after the other never take more than 300 MB."""
    cases = [(odd.file, odd.make) for odd in ODD.values()]

    assert most_memory(tmp_path, cases, "plc_budget.spreadsheets.workbook.read_workbook") < 300


def test_a_cell_has_its_text_its_number_its_formula_and_its_format() -> None:
    """100元/本 is the number 100; 8,000 is what B2*C2 came to."""
    (sheet,) = read(packed(book_parts())).sheets

    price, amount = sheet.cell(1, 1), sheet.cell(1, 3)

    assert (price.text, price.value, price.form) == ("100元/本", Decimal(100), '#,##0"元/本"')
    assert (amount.value, amount.formula, amount.computed) == (Decimal(8_000), "=B2*C2", True)


def test_a_shared_formula_is_spelled_for_each_cell() -> None:
    """=B2*C2 in row 2 is =B3*C3 in row 3, signs in quotation marks as they are."""
    rows = (
        '<row r="2"><c r="D2"><f t="shared" ref="D2:D3" si="0">B2*$C$2&amp;"B2"</f><v>1</v></c></row>'
        '<row r="3"><c r="D3"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    (sheet,) = read(with_sheet(rows)).sheets

    assert [sheet.cell(row, 3).formula for row in (1, 2)] == ['=B2*$C$2&"B2"', '=B3*$C$2&"B2"']


@pytest.mark.parametrize(
    ("stored", "form", "text", "number"),
    [
        ("0.375", "h:mm", "09:00:00", "0.375"),
        ("45808", "e/m/d", "2025-05-31 00:00:00", "45808"),
        ("45808.5", "yyyy/m/d h:mm", "2025-05-31 12:00:00", "45808.5"),
        ("1.5", "[h]:mm", "1 day, 12:00:00", "1.5"),
        ("0.0211", "0.00%", "2.11%", "0.0211"),
        ("126.6", "#,##0", "127", "126.6"),
        ("6", '0"節"', "6節", "6"),
    ],
)
def test_numbers_are_shown_by_their_formats(stored: str, form: str, text: str, number: str) -> None:
    """What is stored stays exact beside what is shown."""
    parts = book_parts(f'<row r="1"><c r="A1" s="1"><v>{stored}</v></c></row>')
    form = form.replace('"', "&quot;")
    data = changed("xl/styles.xml", ("#,##0&quot;元/本&quot;", form), parts=parts)

    cell = read(data).sheets[0].cell(0, 0)

    assert (cell.text, cell.number) == (text, Decimal(number))


def test_formats_of_conditions_are_none_of_cells() -> None:
    """A format for a condition has the number of one that is built in: day 45808 stays a day."""
    parts = book_parts('<row r="1"><c r="A1" s="1"><v>45808</v></c></row>')
    conditions = '<dxfs><dxf><numFmt numFmtId="14" formatCode="0%"/></dxf></dxfs></styleSheet>'
    data = changed(
        "xl/styles.xml",
        ('"164"/></cellXfs>', '"14"/></cellXfs>'),
        ("</styleSheet>", conditions),
        parts=parts,
    )

    assert read(data).sheets[0].cell(0, 0).text == "2025-05-31 00:00:00"


def test_days_of_1904_are_four_years_later() -> None:
    """Day 45808 of a workbook that counts from 1904 is a day of 2029."""
    parts = book_parts(
        '<row r="1"><c r="A1" s="1"><v>45808</v></c></row>',
        properties='<workbookPr date1904="1"/>',
    )
    data = changed("xl/styles.xml", ("#,##0&quot;元/本&quot;", "yyyy/m/d"), parts=parts)

    cell = read(data).sheets[0].cell(0, 0)

    assert (cell.kind, cell.text) == (Kind.DATE, "2029-06-01 00:00:00")


def test_what_is_hidden_named_merged_and_far_is_told() -> None:
    """Rows, columns, sheets; a name of one cell; a merged title; the first cell beyond row 2,000."""
    names = "<definedNames><definedName name='合計'>經費表!$D$3</definedName></definedNames>"
    parts = book_parts(
        ROWS.replace('<row r="2"', '<row r="2" hidden="1"')
        + '<row r="3000"><c r="B3000"><v>1</v></c></row>',
        state='state="hidden"',
        behind='<mergeCells><mergeCell ref="A5:D5"/></mergeCells>',
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</workbook>", names.encode() + b"</workbook>"
    )
    hidden = ("<sheetData>", '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>')
    data = changed("xl/worksheets/sheet1.xml", hidden, parts=parts)

    book = read(data)
    (sheet,) = book.sheets

    assert book.names == {"合計": Reference("經費表", 2, 3, 2, 3)}
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (
        True,
        frozenset({2}),
        frozenset({"B", "C"}),
    )
    assert (sheet.merged, sheet.far) == ((Reference("", 4, 0, 4, 3),), "B3000")


def test_a_long_sheet_is_read_to_its_end_and_the_rest_is_told() -> None:
    """60,000 rows: 2,000 are read, what stands behind them all the same, and that there are more."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60_001))
    footer = "<headerFooter><oddFooter>&amp;C&amp;P</oddFooter></headerFooter>"

    (sheet,) = read(packed(book_parts(rows, behind=footer))).sheets

    assert (len(sheet.rows), sheet.far, sheet.footers) == (2_000, "A2001", ("&C&P",))


def test_an_ods_tells_the_same() -> None:
    """Hidden rows and columns, a merged title, a far cell, a number beside what is shown."""
    title = (
        '<table:table-row table:visibility="collapse"><table:table-cell table:number-columns-spanned="4">'
        "<text:p>表</text:p></table:table-cell></table:table-row>"
    )
    column = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    far = (
        '<table:table-row table:number-rows-repeated="3000"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    )

    (sheet,) = read(ods(before=column + title, behind=far), "a.ods").sheets

    assert (sheet.hidden_rows, sheet.hidden_columns) == (
        frozenset({1}),
        frozenset({"B"}),
    )
    assert (sheet.merged, sheet.far) == ((Reference("", 0, 0, 0, 3),), "A3005")
    assert (sheet.cell(2, 3).text, sheet.cell(2, 3).number) == ("8,000", Decimal(8_000))
