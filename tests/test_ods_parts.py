from __future__ import annotations

import pytest

from plc_budget.sheets.ods import OdsWorkbook
from plc_budget.sheets.ods.edges import height, pieces
from plc_budget.sheets.ods.formula import open_formula
from plc_budget.sheets.ods.numbers import number_style, shown, typed

FORMULAS = {
    "=ROUND(B5*C5,0)": "of:=ROUND([.B5]*[.C5];0)",
    "=SUM(D5:D7)": "of:=SUM([.D5:.D7])",
    "=課程表與節數!$I$14": "of:=[$課程表與節數.$I$14]",
    '=SUMIF($F$9:$F$13,"內聘",$I$9:$I$13)': 'of:=SUMIF([.$F$9:.$F$13];"內聘";[.$I$9:.$I$13])',
    '="新台幣 "&TEXT(D8,"[DBNum2][$-404]General")': 'of:="新台幣 "&TEXT([.D8];"[DBNum2][$-404]General")',
    '=IF(SUMPRODUCT(ROUND(經費概算表!B5:B7*經費概算表!C5:C7,0))=經費概算表!D8,"符合","不符")':
        'of:=IF(SUMPRODUCT(ROUND([$經費概算表.B5:.B7]*[$經費概算表.C5:.C7];0))=[$經費概算表.D8];"符合";"不符")',
    "='我的 表'!A1+LOG10(A1)": "of:=[$'我的 表'.A1]+LOG10([.A1])",
    '=IF(A1="他說""A1,B2""",1,2)': 'of:=IF([.A1]="他說""A1,B2""";1;2)',
}  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_says_the_same_in_openformula(formula: str) -> None:
    """Cells in brackets, semicolons between arguments, texts untouched."""
    assert open_formula(formula) == FORMULAS[formula]


SHOWN = [
    (1000, '#,##0"元/節"', "1,000元/節"), (46.05, '#,##0.00"元"', "46.05元"), (0.0211, "0.00%", "2.11%"),
    (0.021, "0.00##%", "2.10%"), (0.02115, "0.00##%", "2.115%"), (-2000, "+#,##0;-#,##0;0", "-2,000"),
    (2000, "+#,##0;-#,##0;0", "+2,000"), (0, "+#,##0;-#,##0;0", "0"), (0.5, "0.0", "0.5"),
    (0.5, "General", "0.5"), (6, "General", "6"), (2.675, "0.00", "2.68"), (-3, "0", "-3"),
    (540 / 1440, "hh:mm", "09:00"), (1.0, "hh:mm", "24:00"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "words"), SHOWN)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, words: str) -> None:
    """Programs that only read the text of a cell read what LibreOffice would show."""
    assert shown(value, code) == words


def test_a_number_keeps_its_exact_value_beside_what_is_shown() -> None:
    """A price of 46.05 stays 46.05, a percentage is one, a time is a time of day."""
    assert typed(46.05, '#,##0"元"') == 'office:value-type="float" office:value="46.05"'
    assert typed(0.0211, "0.00%") == 'office:value-type="percentage" office:value="0.0211"'
    assert typed(580 / 1440, "hh:mm").endswith('office:time-value="PT09H40M00S"')


def test_a_format_of_three_parts_names_the_part_of_each_sign() -> None:
    """More and less have a style of their own; nothing is the style itself."""
    style = number_style("N1", "+0.00%;-0.00%;0.00%")
    assert style.count("<number:percentage-style") == 3
    assert style.index("value()&gt;0") < style.index("value()&lt;0")


def test_a_footer_may_say_an_ampersand_and_have_two_lines() -> None:
    """&& is one sign of text; the second line is small; 10 and 8 points make 18."""
    footer = '&C&"標楷體,Regular"&10第 &P 頁\n&8甲&&乙'
    assert [(piece.line, piece.size) for piece in pieces(footer)][-3:] == [(1, 8)] * 3
    assert "".join(piece.xml for piece in pieces(footer) if piece.line) == "甲&amp;乙"
    assert height(footer) == 10 + 8


def sheet_of(book: OdsWorkbook) -> object:
    """Add a sheet with a cell that has a look."""
    sheet = book.add_worksheet("表")
    sheet.write_number(0, 0, 1, book.add_format({"num_format": "0"}))
    return sheet


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("set_paper", (8,)),
        ("protect", ("密碼", {})),
        ("conditional_format", ("A1", {"type": "data_bar"})),
        ("data_validation", ("A1", {"validate": "list", "criteria": "between"})),
        ("insert_chart", ("第一格", None, {})),
    ],
)
def test_what_it_does_not_know_it_refuses(method: str, arguments: tuple[object, ...]) -> None:
    """Nothing is silently left out: what our sheets do not use is an error in the program."""
    book = OdsWorkbook("標楷體", 12)
    sheet = sheet_of(book)

    def written() -> bytes:
        getattr(sheet, method)(*arguments)
        return book.close()

    with pytest.raises((ValueError, KeyError)):
        written()


def test_looks_and_numbers_it_does_not_know_it_refuses() -> None:
    """A new property of a cell, number format or chart must be taught to both writers."""
    book = OdsWorkbook("標楷體", 12)
    with pytest.raises(ValueError, match="underline"):
        book.add_format({"underline": 1})
    with pytest.raises(ValueError, match="pie"):
        book.add_chart({"type": "pie"})
    with pytest.raises(ValueError, match="yyyy"):
        number_style("N1", "yyyy-mm-dd")
