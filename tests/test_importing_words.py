"""What papers print in one cell: amounts, quantities, headings, labels, capitals, units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importing_samples import Paper, Row, codes, imported
from plc_budget.importing.amounts import (
    capitals_in,
    read_amount,
    scale_of_heading,
    scale_of_note,
    value_of_capitals,
)
from plc_budget.importing.headings import heading_of
from plc_budget.importing.labels import TotalKind, is_footnote, is_signature, total_label
from plc_budget.importing.quantities import gather, read_factors
from plc_budget.spreadsheets.sheet import text_cell
from plc_budget.tables.cells import Unreadable


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("1,000元/節", "1000", "節"),
        ("1,000元／節", "1000", "節"),
        ("1000/節", "1000", "節"),
        ("每節1,000元", "1000", "節"),
        ("１，０００元", "1000", ""),
        ("$6,000", "6000", ""),
        ("＄6,000元整", "6000", ""),
        ("NT$6,000", "6000", ""),
        ("新台幣6,000元", "6000", ""),
        ("NTD 6,000", "6000", ""),
        ("約6,000", "6000", ""),
        ("6,000元(含稅)", "6000", ""),
        ("@80", "80", ""),
        ("46.05", "46.05", ""),
        ("(1,000)", "-1000", ""),
        ("-1,000", "-1000", ""),
        ("△1,000", "-1000", ""),
        ("▲1,000元", "-1000", ""),
        ("2.5仟元", "2500", ""),
        ("3千元", "3000", ""),
        ("1.2萬元", "12000", ""),
        ("壹仟元整", "1000", ""),
        ("一百元", "100", ""),
        ("1,000元/人次", "1000", "人次"),
        ("80*100=8,000", "8000", ""),
    ],
)
def test_an_amount_is_read_as_printed(printed: str, number: str, unit: str) -> None:
    """The number and the unit behind it."""
    amount = read_amount(text_cell(printed))

    assert amount is not None
    assert amount.number == Decimal(number)
    assert amount.unit == unit


@pytest.mark.parametrize("printed", ["", "-", "—", "－", "---", "無", "/", "N/A"])
def test_a_dash_is_nothing(printed: str) -> None:
    """What stands for an empty cell is no amount."""
    assert read_amount(text_cell(printed)) is None


@pytest.mark.parametrize(
    "printed", ["核實", "1,2,3", "800~1,000", "=A1*B1", "#REF!", "abc", "壹貳", "9" * 30]
)
def test_what_is_no_amount_is_said(printed: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Unreadable):
        read_amount(text_cell(printed))


@pytest.mark.parametrize(
    ("printed", "quantity", "times", "unit"),
    [
        ("80份", 80, 1, "份"),
        ("80 份", 80, 1, "份"),
        ("一式", 1, 1, "式"),
        ("1式", 1, 1, "式"),
        ("乙批", 1, 1, "批"),
        ("兩場", 2, 1, "場"),
        ("2節×1人×14周", 2, 14, "節"),
        ("2*3", 2, 3, ""),
        ("2x1x14", 2, 14, ""),
        ("2節Ｘ3", 2, 3, "節"),
        ("3人x2餐", 3, 2, "人"),
        ("2×12", 2, 12, ""),
        ("2節＊3週", 2, 3, "節"),
        ("2節/週×14週", 2, 14, "節/週"),
        ("2節×3週+1節×4週", 10, 1, "節"),
        ("2節×14週=28節", 2, 14, "節"),
        ("約40人", 40, 1, "人"),
        ("2×3節", 3, 2, "節"),
        ("1,200本", 1200, 1, "本"),
        ("６節", 6, 1, "節"),
        ("(2)場", 2, 1, "場"),
        ("80份(含備份)", 80, 1, "份"),
    ],
)
def test_a_product_is_split(printed: str, quantity: int, times: int, unit: str) -> None:
    """The factor that bears the unit is the quantity, the others together are the times."""
    found = gather(read_factors(text_cell(printed)))

    assert found is not None
    assert (int(found.number), int(found.times), found.unit) == (quantity, times, unit)


def test_the_unit_of_the_line_chooses_the_quantity() -> None:
    """14周×2節 of a line in 節 is 2, 14 times."""
    found = gather(read_factors(text_cell("14周×2節")), "節")

    assert found is not None
    assert (int(found.number), int(found.times)) == (2, 14)


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("經費項目", "item"),
        ("項　目", "item"),
        ("支出項目", "item"),
        ("二級用途別", "item"),
        ("品名及規格", "item"),
        ("補(捐)助項目", "item"),
        ("用途別科目名稱", "item"),
        ("單價(元)", "price"),
        ("單 價\n（元）", "price"),
        ("單\n價", "price"),
        ("單價(A)", "price"),
        ("預估單價", "price"),
        ("單價/單位", "price"),
        ("*單價", "price"),
        ("單位", "unit"),
        ("數量", "quantity"),
        ("預估數量(B)", "quantity"),
        ("數量/單位", "quantity"),
        ("次數", "times"),
        ("週數", "times"),
        ("人數", "times"),
        ("總價", "amount"),
        ("總　價（元）", "amount"),
        ("小計", "amount"),
        ("金額(新臺幣元)", "amount"),
        ("複價", "amount"),
        ("合計(C=A*B)", "amount"),
        ("預算數", "amount"),
        ("概算金額", "amount"),
        ("113年度預算數", "amount"),
        ("金額：元", "amount"),
        ("說明", "note"),
        ("備註", "note"),
        ("用途說明", "note"),
        ("計算方式", "note"),
        ("說明(請詳列)", "note"),
        ("編號", "index"),
        ("項次", "index"),
    ],
)
def test_a_heading_is_known_in_every_dress(printed: str, role: str) -> None:
    """Blanks, line breaks, brackets, units and stars do not matter."""
    heading = heading_of(printed)

    assert heading is not None
    assert heading.role == role


@pytest.mark.parametrize(
    "printed",
    ["", "業務費", "印刷費", "花蓮縣政府", "2次", "1,000", "承辦人", "姓名", "計畫經費明細"],
)
def test_other_words_are_no_headings(printed: str) -> None:
    """Items, names and numbers do not name a column."""
    assert heading_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("合計", TotalKind.SUM),
        ("合　計", TotalKind.SUM),
        ("總 計", TotalKind.GRAND),
        ("總計：新台幣壹萬元整", TotalKind.GRAND),
        ("共計", TotalKind.SUM),
        ("計", TotalKind.SUM),
        ("小計", TotalKind.PART),
        ("業務費小計", TotalKind.PART),
        ("一、業務費合計", TotalKind.PART),
        ("本頁小計", TotalKind.PART),
        ("合計(A+B)", TotalKind.SUM),
        ("總經費", TotalKind.GRAND),
        ("本計畫總經費合計", TotalKind.GRAND),
        ("總計新台幣壹萬貳仟元整", TotalKind.GRAND),
        ("總計（壹＋貳）", TotalKind.GRAND),
        ("以上合計", TotalKind.SUM),
    ],
)
def test_a_total_is_known_by_its_label(printed: str, kind: TotalKind) -> None:
    """How much of a total a row claims to be."""
    label = total_label(printed)

    assert label is not None
    assert label.kind is kind


@pytest.mark.parametrize(
    "printed",
    [
        "總計畫主持人費",
        "會計師簽證費",
        "設計費",
        "統計軟體",
        "小計程車資",
        "合計畫書印刷費",
        "印刷費",
        "",
    ],
)
def test_items_are_no_totals(printed: str) -> None:
    """計 inside a word adds nothing up."""
    assert total_label(printed) is None


@pytest.mark.parametrize(
    "row",
    [
        ["承辦人", "主任", "校長"],
        ["承辦人：", "", "單位主管："],
        ["承辦單位", "主(會)計單位", "機關首長"],
        ["製表：    主任：    校長："],
        ["承辦人："],
        ["業務單位", "主會計單位", "首長(或團體負責人)"],
    ],
)
def test_who_signs_is_no_line(row: list[str]) -> None:
    """Signature boxes end the table."""
    assert is_signature(row)


@pytest.mark.parametrize(
    "row", [["計畫主持人"], ["主任", "印刷費"], ["校長室佈置費"], ["出納費"], [""]]
)
def test_items_are_no_signatures(row: list[str]) -> None:
    """A person in an item signs nothing."""
    assert not is_signature(row)


@pytest.mark.parametrize(
    ("words", "footnote"),
    [
        ("備註：得勻支", True),
        ("※依規定", True),
        ("註1：", True),
        ("說明會場地費", False),
        ("註冊費", False),
    ],
)
def test_footnotes_are_known(words: str, *, footnote: bool) -> None:
    """A remark below the table begins with 備註, 註 or a star."""
    assert is_footnote(words) is footnote


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("總計　新台幣  壹萬伍仟 元整（自籌）", 15_000),
        ("新臺幣貳拾參萬元整", 230_000),
        ("合計：壹萬貳仟元", 12_000),
        ("零萬貳仟零佰零拾零元整", 2_000),
        ("總計新台幣一萬五千元整", 15_000),
        ("大寫：壹萬元正", 10_000),
    ],
)
def test_capitals_are_found_in_a_sentence(words: str, value: int) -> None:
    """Wherever they stand."""
    assert value_of_capitals(capitals_in(words)) == value


@pytest.mark.parametrize(
    "words",
    [
        "每人一百元",
        "縣府補助新台幣壹萬元整",
        "每校金額伍仟元整",
        "新台幣  萬  仟元整",
        "補助每校伍拾元",
        "12,000元",
        "",
    ],
)
def test_other_sentences_hold_no_total_in_capitals(words: str) -> None:
    """A price in a remark and an empty form are no totals."""
    assert capitals_in(words) == ""


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("單位：仟元", 1000),
        ("單位:新台幣千元", 1000),
        ("（單位：新臺幣元）", 1),
        ("金額單位：萬元", 10_000),
        ("單位：百萬元", 1_000_000),
        ("以千元為單位", 1000),
        ("104年概算表，單位：仟元", 1000),
    ],
)
def test_a_unit_note_is_read(words: str, factor: int) -> None:
    """元, 仟元, 萬元, 百萬元."""
    scale = scale_of_note(words)

    assert scale is not None
    assert scale.factor == factor


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("單價(仟元)", 1000),
        ("總價（千元）", 1000),
        ("總價(元)", 1),
        ("金額(新台幣萬元)", 10_000),
        ("單價/元", 1),
    ],
)
def test_a_unit_in_a_heading_is_read(words: str, factor: int) -> None:
    """Behind the name, in brackets or not."""
    scale = scale_of_heading(words)

    assert scale is not None
    assert scale.factor == factor


@pytest.mark.parametrize("words", ["執行單位：花蓮縣政府", "承辦單位：元智國小", "單位"])
def test_an_office_is_no_unit(words: str) -> None:
    """單位 is an office, too."""
    assert scale_of_note(words) is None


def test_the_remarks_of_one_kind_are_one_finding() -> None:
    """Three rows without an amount are one notice that names D2, D3 and D4."""
    rows: list[Row] = [["印刷費", 100, 80, ""], ["膳費", 80, 30, ""], ["雜支", 500, 1, "-"]]
    paper = Paper(
        [
            ["項目", "單價", "數量", "總價"],
            *rows,
            ["合計", "", "", 8000 + 2400 + 500],
        ]
    )

    table, findings = imported(paper)

    assert table.sum_of_lines == 8_000 + 2_400 + 500
    assert codes(findings) == []
    assert len(findings) == 1
    assert "D2, D3, D4" in findings[0].message.render("en")
