"""Layouts of other offices: each line and the total come in, whatever the columns are called and wherever they stand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from importing_samples import Paper, Row, as_xlsx, imported
from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.importing import read_foreign_bytes
from plc_budget.importing.details import Given
from plc_budget.importing.plan import plan_from

if TYPE_CHECKING:
    from pathlib import Path

KINDS: tuple[tuple[str, list[Row], list[int], int], ...] = (
    (
        "units inside every cell",
        [
            ["用途", "標準", "量", "計"],
            ["講師費", "2,000元/節", "6節", "12,000元"],
            ["便當", "100元/個", "30個", "3,000元"],
            ["合", "", "", "15,000元"],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "weeks column and hours",
        [
            ["項目", "每週時數", "週數", "鐘點費", "小計"],
            ["課輔", 4, 10, 450, 18000],
            ["社團", 2, 10, 400, 8000],
            ["合計", "", "", "", 26000],
        ],
        [18000, 8000],
        26000,
    ),
    (
        "note carries whole calculation",
        [
            ["項目", "金額", "備註"],
            ["講師費", 12000, "2000元*6節"],
            ["膳費", 3000, "100元×30人"],
            ["總計", 15000, ""],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "capitals only total",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 12000],
            ["膳費", 100, 30, 3000],
            ["合計新臺幣壹萬伍仟元整", "", "", ""],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "three schools side",
        [
            ["項目", "甲國小", "乙國小", "合計"],
            ["講師費", 6000, 6000, 12000],
            ["膳費", 1000, 2000, 3000],
            ["合計", 7000, 8000, 15000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "total first",
        [
            ["項目", "單價", "數量", "金額"],
            ["總計", "", "", 15000],
            ["講師費", 2000, 6, 12000],
            ["膳費", 100, 30, 3000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "people x days x price",
        [
            ["名稱", "人", "天", "單價", "金額"],
            ["住宿費", 10, 2, 1600, 32000],
            ["膳費", 30, 2, 80, 4800],
            ["計", "", "", "", 36800],
        ],
        [32000, 4800],
        36800,
    ),
    (
        "thousand units",
        [
            ["單位：千元"],
            ["項目", "單價", "數量", "金額"],
            ["電腦", 25, 4, 100],
            ["螢幕", 5, 4, 20],
            ["合計", "", "", 120],
        ],
        [100000, 20000],
        120000,
    ),
    (
        "percent admin line",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 12000],
            ["膳費", 100, 30, 3000],
            ["行政管理費", "15,000", "10%", 1500],
            ["總計", "", "", 16500],
        ],
        [12000, 3000, 1500],
        16500,
    ),
    (
        "discount total row",
        [
            ["項目", "單價", "數量", "金額"],
            ["書籍", 200, 50, 10000],
            ["折扣", "", "", -1000],
            ["合計", "", "", 9000],
        ],
        [10000, -1000],
        9000,
    ),
    (
        "blank rows between",
        [
            ["項目", "單價", "數量", "金額"],
            [],
            ["講師費", 2000, 6, 12000],
            [],
            ["膳費", 100, 30, 3000],
            [],
            ["合計", "", "", 15000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "english whole",
        [
            ["No", "Description", "Rate (NTD)", "Hours", "Cost"],
            [1, "Lecturer", 2000, 6, 12000],
            [2, "Catering", 100, 30, 3000],
            ["", "Overall", "", "", 15000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "item in two cols",
        [
            ["大項", "細項", "單價", "數量", "金額"],
            ["鐘點費", "外聘", 2000, 6, 12000],
            ["", "內聘", 1000, 3, 3000],
            ["雜支", "", 500, 1, 500],
            ["合計", "", "", "", 15500],
        ],
        [12000, 3000, 500],
        15500,
    ),
    (
        "bank chinese numerals",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", "貳仟元", "陸節", "壹萬貳仟元"],
            ["膳費", "壹佰元", "參拾人", "參仟元"],
            ["合計", "", "", "壹萬伍仟元"],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "cum total column",
        [
            ["項目", "單價", "數量", "金額", "累計"],
            ["講師費", 2000, 6, 12000, 12000],
            ["膳費", 100, 30, 3000, 15000],
            ["合計", "", "", 15000, ""],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "two titles & sections",
        [
            ["壹、人事費"],
            ["項目", "單價", "數量", "金額"],
            ["助理", 30000, 2, 60000],
            ["小計", "", "", 60000],
            ["貳、業務費"],
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 12000],
            ["小計", "", "", 12000],
            ["總計", "", "", 72000],
        ],
        [60000, 12000],
        72000,
    ),
    (
        "qty with slash",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", "2000/節", "3節/天×2天", 12000],
            ["膳費", "100/人", "30人/天", 3000],
            ["合計", "", "", 15000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "actual spend col",
        [
            ["項目", "預算數", "實支數", "餘額"],
            ["講師費", 12000, 11000, 1000],
            ["膳費", 3000, 2800, 200],
            ["合計", 15000, 13800, 1200],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "amount left of price",
        [
            ["小計", "項目", "數量", "單位", "單價"],
            [12000, "講師費", 6, "節", 2000],
            [3000, "膳費", 30, "人", 100],
            [15000, "合計", "", "", ""],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "price range",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", "1,000-2,000", 6, 9000],
            ["膳費", 100, 30, 3000],
            ["合計", "", "", 12000],
        ],
        [9000, 3000],
        12000,
    ),
    (
        "merged amount",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 15000],
            ["膳費", 100, 30, ""],
            ["合計", "", "", 15000],
        ],
        [12000, 3000],
        15000,
    ),
    (
        "per month",
        [
            ["項目", "月薪", "月數", "人數", "總計"],
            ["專任助理", 36000, 12, 1, 432000],
            ["兼任助理", 5000, 10, 2, 100000],
            ["總經費", "", "", "", 532000],
        ],
        [432000, 100000],
        532000,
    ),
    (
        "options A/B",
        [
            ["方案A"],
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 12000],
            ["合計", "", "", 12000],
            ["方案B"],
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 3, 6000],
            ["合計", "", "", 6000],
        ],
        [12000],
        12000,
    ),
    (
        "rounded",
        [
            ["項目", "單價", "數量", "金額"],
            ["影印", Decimal("0.6"), 333, 200],
            ["膳費", 100, 30, 3000],
            ["合計", "", "", 3200],
        ],
        [200, 3000],
        3200,
    ),
    (
        "tax row",
        [
            ["品名", "單價", "數量", "複價"],
            ["筆電", 25000, 2, 50000],
            ["滑鼠", 300, 2, 600],
            ["稅前小計", "", "", 50600],
            ["營業稅5%", "", "", 2530],
            ["含稅總價", "", "", 53130],
        ],
        [50000, 600, 2530],
        53130,
    ),
    (
        "label two cells",
        [
            ["項目", "單價", "數量", "金額"],
            ["講師費", 2000, 6, 12000],
            ["膳費", 100, 30, 3000],
            ["總", "計", "", 15000],
        ],
        [12000, 3000],
        15000,
    ),
)


@pytest.mark.parametrize(
    ("rows", "sums", "total"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS]
)
def test_a_layout_comes_in(rows: list[Row], sums: list[int], total: int) -> None:
    """What each line comes to, in order, and the printed total."""
    table, _ = imported(Paper([row or [None] for row in rows]))
    assert [line.amount for line in table.lines] == sums
    assert table.total_printed == total


@pytest.mark.parametrize(
    "rows",
    [
        [["講師費", 2000, 6, 12000], ["膳費", 100, 30, 3000], ["合計", "", "", 15000]],
        [["項目", "113年度", "114年度"], ["講師費", 10000, 12000], ["合計", 10000, 12000]],
    ],
)
def test_what_nobody_could_tell_is_refused(rows: list[Row]) -> None:
    """No headings at all, or two years beside each other: an error says so."""
    table, findings = read_foreign_bytes(as_xlsx(Paper(rows)), "old.xlsx")
    assert table is None
    assert findings[0].severity == "error"


@pytest.mark.parametrize("price", ["計算標準", "編列標準", "115年度預算", "每份多少"])
@pytest.mark.parametrize("item", ["名目", "費別", "項目及說明"])
def test_columns_are_found_by_what_stands_under_them(price: str, item: str) -> None:
    """2,000 × 6 = 12,000 and 100 × 30 = 3,000 tell the columns, whatever they are called."""
    table, _ = imported(
        Paper(
            [
                [item, price, "數量", "總價"],
                ["外聘講師鐘點費", 2000, 6, 12000],
                ["膳費", 100, 30, 3000],
                ["合計", "", "", 15000],
            ]
        )
    )
    assert [(line.item, int(line.unit_price), int(line.quantity)) for line in table.lines] == [
        ("外聘講師鐘點費", 2_000, 6),
        ("膳費", 100, 30),
    ]


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("備註：每人均攤新台幣伍百元整", None),
        ("115會計年度合計：12,000元", 12_000),
        ("本表依規定編列\n總計新台幣壹萬貳仟元整", 12_000),
    ],
)
def test_which_words_are_a_total(words: str, total: int | None) -> None:
    """A share of each person is none; a line within a cell is, and so is one behind 會計年度."""
    table, _ = imported(
        Paper([["項目", "單價", "數量", "總價"], ["講師費", 2000, 6, 12000], [words]])
    )
    assert table.total_printed == total


def test_a_product_that_is_printed_rounded_agrees() -> None:
    """21.1 × 3 = 63.3 is printed as 63, and the two lines as 126."""
    row: Row = ["補充保費", Decimal("21.1"), 3, 63]
    _, findings = imported(
        Paper([["項目", "單價", "數量", "總價"], row, row, ["合計", "", "", 126]])
    )
    assert findings == []


@pytest.mark.parametrize("item", ["外聘講座鐘點費", "主持費", "指導費"])
def test_a_fee_in_one_sum_asks_for_its_hours(item: str, tmp_path: Path) -> None:
    """100,000 for all is no price of one period: a warning asks, and FEE-CEILING does not stop the export."""
    old = tmp_path / "old.csv"
    old.write_text(f"項目,金額\n{item},100000\n雜支,1000\n合計,101000\n教育部補助", "utf-8")
    new, _ = plan_from(old, Given(date(2026, 3, 1), None, date(2026, 1, 1)))
    assert new is not None
    assert new.plan.budget.lines[0].row.unit == "式"
    said = {finding.code: finding.severity for finding in check_plan(new.plan)}
    assert said["FEE-HOURS"] == "warning"
    assert not {"FEE-CEILING", "MOE-FEE-CEILING"} & said.keys()


def test_a_total_that_is_given_is_not_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of 12,000 without a total asks for --total; with it, nobody does."""
    old = tmp_path / "old.csv"
    old.write_text("項目,單價,數量,總價\n講師費,2000,6,12000\n", "utf-8")
    for number, (more, is_asked) in enumerate((([], True), (["--total", "12000"], False))):
        assert (
            main(["init", str(tmp_path / f"new{number}"), "--from", str(old), *more, "--json"]) == 0
        )
        told = json.loads(capsys.readouterr().out)
        assert any("--total" in finding["remedy"] for finding in told["findings"]) is is_asked
