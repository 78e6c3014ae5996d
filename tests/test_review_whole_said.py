"""The whole paper: what is said of what cannot be compared, cut, or taken over, by commands and page."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from any_cells import Book, Spot
from app_states import app_of, do, seen
from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.plan.approved.approval import approve
from plc_budget.review.paper import read_paper_bytes
from plc_budget.review.review import verify
from plc_budget.sheets.wording import COMPARISON
from plc_budget.shipped import data_folder
from returned_files import SHEET, edited, with_cells
from returned_files import exported_from as printed
from whole_papers import PRECHECK, RULES, SHARES, books, comment, looked_at, spot, told

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def data(plan: Path) -> bytes:
    """Its workbook."""
    return printed(plan)


def test_a_version_the_plan_has_not_is_compared_as_far_as_it_can_be(tmp_path: Path) -> None:
    """Another history: tables and comments are compared, what was not is said, nothing is made up."""
    elsewhere, here = plan_folder(tmp_path / "a"), plan_folder(tmp_path / "b")
    print_copies(opened(elsewhere), 60)
    edits: dict[Spot, Decimal | str | None] = {
        spot(RULES, "B4"): "改",
        spot(SHEET, "C7"): Decimal(2),
    }
    data = edited(Book(printed(elsewhere)).edited(edits), comment)

    found = looked_at(data, here)

    assert sorted(one[:2] for one in told(found)) == [
        ("comment", f"{SHEET}!C6"),
        ("quantity", f"{SHEET}!C6"),
        ("quantity", f"{SHEET}!C7"),
    ]
    assert [finding.code for finding in found.findings] == ["RETURN-NOT-WHOLE"]


def test_without_its_plan_a_file_is_judged_by_lines_figures_and_notes_and_says_so(
    data: bytes,
) -> None:
    """主計預檢表 was edited: the footer cannot know, and the sentence does not claim it."""
    paper, _ = read_paper_bytes(Book(data).edited({spot(PRECHECK, "H6"): "已核"}), "back.xlsx")
    assert paper is not None

    said = verify(paper).sentence.render("en")
    assert "figures, notes and timetable are unchanged. Nothing else was looked at" in said


def test_without_its_plan_the_sheets_that_nobody_looked_at_are_named(tmp_path: Path) -> None:
    """經費調整對照表 was edited: 8,000 became 9,000 there, and the answer says that it did not look."""
    folder = plan_folder(tmp_path)
    approve(folder, reference="府教字第1號", on=date(2025, 3, 1))
    print_copies(opened(folder), 70, reason="多印")
    paper, _ = read_paper_bytes(with_cells(printed(folder), {"D7": 9_000}, COMPARISON), "back.xlsx")
    assert paper is not None

    said = verify(paper).sentence.render("en")
    assert said.endswith(
        "Not looked at: the sheets 主計預檢表, 規則依據, 經費分配, 經費調整對照表, 異動紀錄."
    )
    assert verify(paper, opened(folder)).sentence.render("en").count("Not looked at") == 0


def test_rules_that_are_newer_than_the_paper_are_named_as_a_possible_cause(
    plan: Path, data: bytes
) -> None:
    """規則依據 and 主計預檢表 are written from the rules: another edition of them can differ, too."""
    found = looked_at(Book(data).edited({spot(RULES, "B4"): "x", spot(SHARES, "B9"): "x"}), plan)
    remarks = {one.cell: one.remark.render("en") for one in found.differences}

    assert "edition" in remarks[f"{RULES}!B4"]
    assert "edition" not in remarks[f"{SHARES}!B9"]


def test_more_than_can_be_read_is_cut_and_said(plan: Path, data: bytes) -> None:
    """Four hundred rows of scribble: three hundred are named, and that there are more."""

    def scribble(book: Workbook) -> None:
        for row in range(40, 440):
            book[SHEET].cell(row, 8).value = f"註{row}"

    found = books(scribble, data, plan)

    assert len(found) == 301
    assert found[-1][0] == "more"


def test_a_footer_that_some_programs_drop_leaves_the_whole_to_be_compared(
    plan: Path, data: bytes
) -> None:
    """Without a footer it is compared with the plan as it is now, 主計預檢表 included."""

    def strip(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for sheet in book.worksheets:
            sheet.oddFooter.center.text = None
        book[PRECHECK]["H6"] = "已核"

    assert books(strip, data, plan) == [("cell", f"{PRECHECK}!H6", "", "已核")]


def test_the_file_is_what_openpyxl_reads() -> None:
    """The way these tests edit cells is one that another library understands."""
    folder = data_folder() / "plans" / "hualien-113-plc-conveners"
    book = openpyxl.load_workbook(
        io.BytesIO(Book(printed(folder)).edited({spot(SHEET, "J2"): "旁註"}))
    )

    assert book[SHEET]["J2"].value == "旁註"


def test_what_cannot_be_taken_over_is_left_out_when_all_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 copies are taken over; 「如擬」 beside the table and a comment are shown and stay outside."""
    folder, file = plan_folder(tmp_path), tmp_path / "back.xlsx"

    def write(book: Workbook) -> None:
        comment(book)
        book[SHEET]["C6"], book[SHEET]["G6"] = 60, "如擬"

    file.write_bytes(edited(printed(folder), write))

    code = main(
        ["take-in", str(file), str(folder), "--accept", "all", "--reason", "主計", "--json"]
    )
    said = json.loads(capsys.readouterr().out)

    assert (code, said["taken"], said["total"]) == (0, [f"{SHEET}!C6"], 13_000)
    assert {one["kind"] for one in said["differences"]} == {"quantity", "cell", "comment"}


def test_the_page_shows_what_it_cannot_take_over_without_a_box_to_tick(tmp_path: Path) -> None:
    """A comment and words in a free cell beside one change that can be taken."""
    state = app_of(plan_folder(tmp_path))

    def write(book: Workbook) -> None:
        comment(book)
        book[SHEET]["C6"], book[SHEET]["G6"] = 60, "如擬"

    data = edited(printed(state.folder), write)
    after = do(state, "take_in", "open", name="back.xlsx", data=b64encode(data).decode())
    rows = seen(after, "take_in")["file"]["rows"]

    assert [(row["what"], row["can"], row["after"]) for row in rows] == [
        ("quantity", True, "60"),
        ("cell changed", False, "如擬"),
        ("comment", False, "請再減\n20份"),
    ]
