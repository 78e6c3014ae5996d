"""Thirty-odd edits made in LibreOffice itself, each seen for what it is, in .xlsx and in .ods."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import office_edits
from office_edits import Command
from plc_budget.review.differences import Difference
from plc_budget.review.paper import Paper, read_paper
from returned_files import SHEET, TIMES, compare, printed, told
from situations import county_plan

pytestmark = pytest.mark.office

PLAN = county_plan()
"""內聘講師鐘點費 1,000 × 6 in row 5, 印刷費 100 × 80 in row 6, 雜支 1,000 × 1 in row 7, 合計 in row 8."""
WRONG_SUM = "新台幣 {} 元整（由花蓮縣政府自籌經費，不申請精進計畫補助）"


class Case(NamedTuple):
    """What is done in LibreOffice, and what is said of it: kind, cell, before, after."""

    commands: list[Command]
    told: list[tuple[str, str, str, str]]


def title() -> str:
    """Return the title as printed."""
    return PLAN.details.title + SHEET


CASES: dict[str, Case] = {
    "nothing but saved again": Case([], []),
    "fewer copies": Case([("number", "C6", 60)], [("quantity", "C6", "80", "60")]),
    "half a portion": Case([("number", "C7", "1.5")], [("quantity", "C7", "1", "1.5")]),
    "copies typed as text": Case([("text", "C6", "６０份")], [("quantity", "C6", "80", "60")]),
    "copies worked out in the cell": Case(
        [("formula", "C6", "=2*35")], [("quantity", "C6", "80", "70")]
    ),
    "a dearer print": Case([("number", "B6", "120.5")], [("unit_price", "B6", "100", "120.5")]),
    "a price typed as text": Case([("text", "B6", "120元")], [("unit_price", "B6", "100", "120")]),
    "price and copies": Case(
        [("number", "B6", 50), ("number", "C6", 160)],
        [("unit_price", "B6", "100", "50"), ("quantity", "C6", "80", "160")],
    ),
    "words in a quantity": Case([("text", "C6", "若干")], [("unreadable", "C6", "80", "若干")]),
    "an emptied quantity": Case([("clear", "C6")], [("unreadable", "C6", "80", "")]),
    "a note written": Case([("text", "F6", "手冊80份")], [("note", "F6", "", "手冊80份")]),
    "a note of two lines": Case(
        [("text", "F6", "手冊\\n80份")], [("note", "F6", "", "手冊\n80份")]
    ),
    "a note changed": Case(
        [("text", "F5", "講師未定")], [("note", "F5", "1.依實際執行需求調整講師名單。", "講師未定")]
    ),
    "a note emptied": Case(
        [("clear", "F5")], [("note", "F5", "1.依實際執行需求調整講師名單。", "")]
    ),
    "an item renamed": Case(
        [("text", "A6", "手冊印製費")], [("item", "A6", "印刷費", "手冊印製費")]
    ),
    "an item renamed and its quantity changed": Case(
        [("text", "A6", "手冊印製費"), ("number", "C6", 60)],
        [("question", "A6", "印刷費", "手冊印製費")],
    ),
    "an amount typed over": Case([("number", "D6", 7900)], [("cell", "D6", "8,000", "7,900")]),
    "an amount replaced by its value": Case(
        [("number", "D6", 8000)], [("cell", "D6", "8,000", "8,000")]
    ),
    "the periods typed over": Case([("number", "C5", 5)], [("quantity", "C5", "6", "5")]),
    "the periods replaced by their value": Case([("number", "C5", 6)], [("cell", "C5", "6", "6")]),
    "the total typed over": Case(
        [("number", "D8", 16000)],
        [
            ("total", "D8", "15,000", "16,000"),
            ("capitals", "B9", "壹萬伍仟元整", WRONG_SUM.format("壹萬陸仟")),
        ],
    ),
    "the total replaced by its value": Case(
        [("number", "D8", 15000)], [("cell", "D8", "15,000", "15,000")]
    ),
    "the capitals typed over": Case(
        [("text", "B9", "新台幣壹萬肆仟元整")],
        [
            ("capitals", "B9", "壹萬伍仟元整", "新台幣壹萬肆仟元整"),
            ("funding_sentence", "B9", "由花蓮縣政府自籌經費，不申請精進計畫補助", ""),
        ],
    ),
    "the capitals as text": Case(
        [("text", "B9", WRONG_SUM.format("壹萬伍仟"))],
        [("cell", "B9", WRONG_SUM.format("壹萬伍仟"), WRONG_SUM.format("壹萬伍仟"))],
    ),
    "a line inserted": Case(
        [
            ("insert", 7),
            ("text", "A7", "茶水費"),
            ("number", "B7", 20),
            ("number", "C7", 50),
            ("formula", "D7", "=ROUND(B7*C7;0)"),
        ],
        [("line_added", "A7", "", "20 × 50 = 1,000")],
    ),
    "a line inserted below the sum": Case(
        [
            ("insert", 8),
            ("text", "A8", "茶水費"),
            ("number", "B8", 20),
            ("number", "C8", 50),
            ("formula", "D8", "=ROUND(B8*C8;0)"),
        ],
        [
            ("line_added", "A8", "", "20 × 50 = 1,000"),
            ("total", "D9", "15,000", "15,000"),
            ("capitals", "B10", "壹萬伍仟元整", WRONG_SUM.format("壹萬伍仟")),
        ],
    ),
    "a line deleted": Case([("delete", 6)], [("line_removed", "printing", "100 × 80 = 8,000", "")]),
    "two lines deleted": Case(
        [("delete", 7), ("delete", 6)],
        [
            ("line_removed", "printing", "100 × 80 = 8,000", ""),
            ("line_removed", "misc", "1,000 × 1 = 1,000", ""),
        ],
    ),
    "a line moved up": Case([("move_row", 7, 6)], [("line_moved", "A6", "3", "2")]),
    "a line moved and changed": Case(
        [("move_row", 7, 6), ("number", "C6", 2)],
        [("line_moved", "A6", "3", "2"), ("quantity", "C6", "1", "2")],
    ),
    "an empty row between": Case([("insert", 7)], []),
    "an empty column before": Case([("insert_column", 0)], []),
    "an empty row on top": Case([("insert", 1)], []),
    "the column of notes deleted": Case(
        [("delete_column", 5)], [("column_removed", "說明", "說明", "")]
    ),
    "the notes moved before the price": Case([("move_column", 6, 1)], []),
    "the sheet renamed": Case([("rename", "附件二")], [("sheet_renamed", "", SHEET, "附件二")]),
    "the timetable renamed": Case(
        [("sheet", 1), ("rename", "課表")], [("sheet_renamed", "", TIMES, "課表")]
    ),
    "a sheet removed": Case(
        [("remove_sheet", TIMES)],
        [("sheet_removed", "", TIMES, ""), ("unreadable", "C5", "6", "=#REF!")],
    ),
    "words beside the table": Case([("text", "H6", "如擬")], [("cell", "H6", "", "如擬")]),
    "a row put into 規則依據": Case(
        [("sheet", 3), ("insert", 5), ("text", "A5", "另依")], [("shape", "", "10 × 7", "11 × 7")]
    ),
    "a row deleted from 規則依據": Case(
        [("sheet", 3), ("delete", 5)], [("shape", "", "10 × 7", "9 × 7")]
    ),
    "an empty row put into 經費分配": Case(
        [("sheet", 4), ("insert", 5)], [("shape", "", "12 × 3", "13 × 3")]
    ),
    "a column put into 經費分配": Case(
        [("sheet", 4), ("insert_column", 1), ("text", "B4", "註")],
        [("shape", "", "12 × 3", "12 × 4")],
    ),
    "規則依據 renamed": Case(
        [("sheet", 3), ("rename", "附件二")], [("sheet_renamed", "", "規則依據", "附件二")]
    ),
    "經費分配 removed": Case(
        [("remove_sheet", "經費分配")], [("sheet_removed", "", "經費分配", "")]
    ),
    "a copy of a sheet": Case(
        [("copy_sheet", "規則依據", "規則依據 (2)")], [("sheet_added", "", "", "規則依據 (2)")]
    ),
    "a share turned into its value": Case(
        [("sheet", 4), ("number", "B4", 6000)], [("cell", "B4", "6,000", "6,000")]
    ),
    "a sheet put in front": Case([("order_sheet", "經費分配", 0)], []),
    "the title changed": Case(
        [("text", "A2", "召集人工作坊經費概算表")],
        [("title", "A2", title(), "召集人工作坊經費概算表")],
    ),
    "the programme changed": Case(
        [("text", "A1", "花蓮縣114學年度精進計畫")],
        [("programme", "A1", PLAN.details.programme, "花蓮縣114學年度精進計畫")],
    ),
    "the sentence about reallocation": Case(
        [("text", "F8", "不得勻支。")],
        [("sentence", "F8", "上述經費各項目間得依實際情況勻支。", "不得勻支。")],
    ),
    "a later end": Case(
        [("sheet", 1), ("formula", "B9", "=TIME(9;50;0)"), ("values", "B9")],
        [("end", "B9", "09:40", "09:50")],
    ),
    "an activity renamed": Case(
        [("sheet", 1), ("text", "D13", "交流")], [("activity", "D13", "綜合座談、交流", "交流")]
    ),
    "paid minutes typed": Case(
        [("sheet", 1), ("number", "G13", 30)], [("paid_minutes", "G13", "40", "30")]
    ),
    "a total of periods typed": Case(
        [("sheet", 1), ("number", "J14", 7)], [("cell", "J14", "6", "7")]
    ),
    "everything turned into values": Case(
        [("values", "A4:F9")],
        [
            ("cell", "C5", "6", "6"),
            ("cell", "D5", "6,000", "6,000"),
            ("cell", "D6", "8,000", "8,000"),
            ("cell", "D7", "1,000", "1,000"),
            ("cell", "D8", "15,000", "15,000"),
            ("cell", "B9", WRONG_SUM.format("壹萬伍仟"), WRONG_SUM.format("壹萬伍仟")),
        ],
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Make every edit, in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("edits")
    source = folder / "source.xlsx"
    source.write_bytes(printed(PLAN))
    return office_edits.edited(
        source, {name: case.commands for name, case in CASES.items()}, folder
    )


def seen(file: Path) -> tuple[Paper, list[Difference]]:
    """Read an edited file and compare it with the plan."""
    paper, findings = read_paper(file)
    assert paper is not None, findings
    return paper, [*compare(paper, PLAN).differences]


@pytest.mark.parametrize("name", CASES)
def test_each_edit_is_seen_for_what_it_is(name: str, made: dict[str, tuple[Path, Path]]) -> None:
    """Kind, cell and both values; nothing else is named, and the footer is still there."""
    for file in made[name]:
        paper, found = seen(file)

        assert sorted(told(found)) == sorted(CASES[name].told), file.suffix
        assert paper.passport is not None
        assert paper.passport.version == 1
