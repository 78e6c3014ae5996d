"""The whole paper: every cell of every sheet that is not as it was printed is named, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from any_cells import Book
from plan_folders import opened, plan_folder, print_copies
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.saving import save
from plc_budget.plan.history.undoing import undo
from plc_budget.shipped import data_folder
from returned_files import SHEET, TIMES, edited
from returned_files import exported_from as printed
from whole_papers import PRECHECK, RULES, SHARES, at, looked_at, spot, told

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

PLANS = sorted(path.name for path in (data_folder() / "plans").iterdir())


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def data(plan: Path) -> bytes:
    """Its workbook."""
    return printed(plan)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("ending", [".xlsx", pytest.param(".ods", marks=pytest.mark.office)])
@pytest.mark.parametrize("name", PLANS)
def test_a_paper_nobody_touched_has_no_difference(name: str, ending: str, draft: bool) -> None:  # noqa: FBT001 - a parameter
    """Every plan that ships, in both formats, final and draft: not one cell is named."""
    folder = data_folder() / "plans" / name

    found = looked_at(printed(folder, ending, draft=draft), folder, ending)

    assert (told(found), found.findings) == ([], ())


def a_life(folder: Path) -> list[bytes]:
    """Take a plan through changes, approvals and an undo; print it at each moment, both ways."""
    made: list[bytes] = []

    def now() -> None:
        made.extend(printed(folder, draft=draft) for draft in (False, True))

    now()
    print_copies(opened(folder), 60, reason="少印")
    now()
    approve(folder, reference="府教字第1號", on=date(2025, 3, 1))
    now()
    print_copies(opened(folder), 70, reason="多印")
    now()
    approve(folder, reference="府教字第2號", on=date(2025, 4, 1))
    now()
    print_copies(opened(folder), 75)
    undo(folder)
    now()
    table = folder / "budget.csv"
    table.write_bytes(table.read_bytes().replace("雜支,1000".encode(), "雜支,900".encode()))
    now()
    print_copies(opened(folder), 50)
    now()
    return made


def test_every_paper_of_a_plans_life_stays_what_it_was(tmp_path: Path) -> None:
    """Eight moments, final and draft, with 經費調整對照表 and 異動紀錄 as they were then: 0 differences."""
    folder = plan_folder(tmp_path)
    papers = a_life(folder)

    for paper in papers:
        found = looked_at(paper, folder)

        assert (told(found), found.verdict) == ([], "unchanged")


TOTAL = "合計未逾核定（自籌）總額"
EDITS: dict[str, tuple[str, str, int, Decimal | str | None, str, str, str]] = {
    "words beside the table": (SHEET, "印刷費", 6, "如擬", "cell", "", "如擬"),
    "the word 總計": (SHEET, "總計", 0, "總數", "cell", "總計", "總數"),
    "the unit note": (SHEET, "單位", 0, "單位：千元", "cell", "單位：新台幣元", "單位：千元"),
    "a signature box renamed": (SHEET, "承辦人", 0, "科員", "cell", "承辦人", "科員"),
    "a heading, another word for it": (SHEET, "說明", 0, "備註", "cell", "說明", "備註"),
    "a heading nothing is found by": (SHEET, "經費項目", 0, "東西", "cell", "經費項目", "東西"),
    "the word 合計": (SHEET, "合計", 0, "小計", "cell", "合計", "小計"),
    "copies as text": (SHEET, "印刷費", 2, "80份", "cell", "80", "80份"),
    "minutes of a policy": (TIMES, "本計畫：", 4, Decimal(45), "cell", "40", "45"),
    "a heading of the timetable": (TIMES, "活動內容", 0, "節目", "cell", "活動內容", "節目"),
    "a total of the timetable": (TIMES, "內聘節數合計", 0, "合", "cell", "內聘節數合計", "合"),
    "an answer of 主計預檢表": (PRECHECK, TOTAL, -1, "符合", "cell", "符合", "符合"),
    "another answer there": (PRECHECK, TOTAL, -1, "免查", "cell", "符合", "免查"),
    "a place there emptied": (PRECHECK, TOTAL, 1, None, "cell", "經費概算表!D8", ""),
    "a remark of the accountant": (PRECHECK, TOTAL, 6, "已核", "cell", "", "已核"),
    "a question there": (PRECHECK, '="一', 0, "一、可", "cell", "一、預算能否容納：符合", "一、可"),
    "the value of a rule": (
        RULES,
        "講座鐘點費支給上限",
        1,
        "2,000",
        "cell",
        "內聘講師鐘點費 1,000",
        "2,000",
    ),
    "a share typed over": (SHARES, "=經費概算表!D5", 0, Decimal(5000), "cell", "6,000", "5,000"),
    "a share turned into its value": (
        SHARES,
        "=經費概算表!D5",
        0,
        Decimal(6000),
        "cell",
        "6,000",
        "6,000",
    ),
    "a part of the whole": (SHARES, "=經費概算表!D5", 1, Decimal("0.5"), "cell", "40%", "50%"),
    "the part of a source": (SHARES, "業務費", 1, Decimal(1), "cell", "15,000", "1"),
    "the last line of a sheet emptied": (
        SHARES,
        "=IF(C11",
        0,
        None,
        "cell",
        "各來源分攤至元，以最大餘數法調整，合計相符。",
        "",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_cell_of_any_sheet_is_named_with_both_values(name: str, plan: Path, data: bytes) -> None:
    """One cell is edited, one is named, on its own sheet, and nothing of it can be taken over."""
    sheet, words, right, value, kind, before, after = EDITS[name]
    place = at(data, sheet, words, right)

    found = looked_at(Book(data).edited({place: value}), plan)

    assert told(found) == [(kind, str(place), before, after)]
    assert not found.differences[0].can_be_taken
    assert found.differences[0].remark.render("en")
    assert found.sentence.render("en").endswith("and it differs from it in 1 places.")


def test_a_date_in_a_signature_box_is_written_by_hand(plan: Path, data: bytes) -> None:
    """The box under 承辦人 was printed empty; so was what lies below all boxes."""
    box = at(data, SHEET, "承辦人")
    places = [replace(box, row=box.row + 1), replace(box, row=box.row + 4)]

    found = looked_at(Book(data).edited(dict.fromkeys(places, "114.5.2")), plan)

    assert told(found) == [("cell", str(place), "", "114.5.2") for place in places]


def with_formula(data: bytes, sheet: str, cell: str, formula: str) -> bytes:
    """Put a formula into a cell, as another library does."""

    def write(book: Workbook) -> None:
        book[sheet][cell].value = formula

    return edited(data, write)


@pytest.mark.parametrize(
    ("sheet", "words", "right", "formula"),
    [
        (SHEET, "印刷費", 3, "=ROUND(B6*C6*1,0)"),
        (TIMES, "09:00", 2, "=300"),
        (PRECHECK, TOTAL, -1, '=IF(經費概算表!D8<=99000,"符合","不符")'),
        (SHARES, "印刷費", 1, "=經費概算表!D7"),
        (SHARES, "=SUM(B10", 0, "=SUM(B10:B10)+0"),
    ],
)
def test_another_formula_is_named_although_it_comes_to_the_same(
    sheet: str, words: str, right: int, formula: str, plan: Path, data: bytes
) -> None:
    """What a formula takes counts, not what it happens to come to."""
    place = at(data, sheet, words, right)

    found = looked_at(with_formula(data, sheet, place.cell, formula), plan)

    assert [(kind, where, after) for kind, where, _, after in told(found)] == [
        ("cell", str(place), formula)
    ]


def test_a_dollar_counts_among_thousands_of_millions(tmp_path: Path) -> None:
    """8,000,000 copies at 100,000: 800,000,000,001 typed over its formula is not what it came to."""
    folder = plan_folder(tmp_path)
    print_copies(opened(folder), 8_000_000, step="多印")
    rows = [
        replace(row, unit_price=Decimal(100_000)) if row.code == "printing" else row
        for row in opened(folder).plan.rows
    ]
    save(opened(folder), rows=rows)
    made = printed(folder, draft=True)
    place = at(made, SHARES, "=經費概算表!D6")

    said = [
        told(looked_at(Book(made).edited({place: Decimal(800_000_000_000 + more)}), folder))
        for more in (0, 1)
    ]

    assert said == [
        [("cell", str(place), "800,000,000,000", "800,000,000,000")],
        [("cell", str(place), "800,000,000,000", "800,000,000,001")],
    ]


def test_formulas_that_follow_from_a_named_cell_are_not_named(plan: Path, data: bytes) -> None:
    """60 copies change 總價, 合計, 大寫, 經費分配 and 主計預檢表: one cell was edited, one is named."""
    found = looked_at(Book(data).edited({spot(SHEET, "C6"): Decimal(60)}), plan)

    assert told(found) == [("quantity", f"{SHEET}!C6", "80", "60")]


def test_words_written_for_a_time_are_named_once(plan: Path, data: bytes) -> None:
    """Minutes, 節數 and fees cannot be worked out any more; they are still ours and are not named."""
    place = at(data, TIMES, "09:00")

    found = looked_at(Book(data).edited({place: "上午"}), plan)

    assert told(found) == [("unreadable", str(place), "09:00", "上午")]


def test_seconds_count(plan: Path, data: bytes) -> None:
    """09:00:20 is not 09:00."""
    place = at(data, TIMES, "09:00")

    found = looked_at(Book(data).edited({place: Decimal(9 * 3600 + 20) / 86400}), plan)

    assert told(found) == [("cell", str(place), "09:00", "09:00:20")]
