"""A paper out of the house, and a plan that goes on: what was printed, and what the plan says by now."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from app_states import app_of, do, seen
from merging import DAY, but, four_activities, review, saved
from merging import back as paper_of
from plan_folders import opened, plan_folder, words
from plc_budget.cli import main
from plc_budget.plan.history.saving import Opened, save
from plc_budget.review.differences import Kind
from returned_files import SHEET, TIMES, edited, exported_from, with_cells

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path)


def went_on(folder: Path, **lines: dict[str, object]) -> None:
    """Change lines of the plan itself, each by its code."""
    plan = opened(folder)
    rows = [replace(row, **lines.get(row.code, {})) for row in plan.plan.rows]  # type: ignore[arg-type]
    done, findings = save(plan, rows=rows)
    assert isinstance(done, Opened), words(findings)


def moved_on(folder: Path) -> None:
    """40 copies of 100, and 2,000 for the rest: 6,000 + 4,000 + 2,000 = 12,000."""
    went_on(folder, printing={"quantity": Decimal(40)}, misc={"unit_price": Decimal(2000)})


def on_page(folder: Path, data: bytes) -> dict[str, Row]:
    """Return the rows of the table of the page, by their cells."""
    sent = do(app_of(folder), "take_in", "open", name="back.xlsx", data=b64encode(data).decode())
    return {row["cell"].rpartition("!")[2]: row for row in seen(sent, "take_in")["file"]["rows"]}


def in_json(
    folder: Path, data: bytes, capsys: pytest.CaptureFixture[str], command: str
) -> list[Row]:
    """Return the differences of a command."""
    file = folder.parent / "back.xlsx"
    file.write_bytes(data)
    capsys.readouterr()
    main([command, str(file), str(folder), "--json"])
    return list(json.loads(capsys.readouterr().out)["differences"])


OVERTYPED = {"C6": "六十", "D6": 12_345, "D8": 99_999, "B9": "新台幣 貳萬 元整"}
BY_NOW = {"C6": "40", "D6": "4,000", "D8": "12,000", "B9": "壹萬貳仟元整"}


def test_of_what_cannot_be_taken_the_page_shows_what_the_plan_says_by_now(plan: Path) -> None:
    """A quantity, an amount, the total and the capitals: 40 × 100 = 4,000 of 12,000 by now."""
    data = with_cells(exported_from(plan), OVERTYPED)
    moved_on(plan)

    rows = on_page(plan, data)

    assert {cell: rows[cell]["now"] for cell in BY_NOW} == BY_NOW
    assert [cell for cell in BY_NOW if rows[cell]["can"]] == ["C6"]


@pytest.mark.parametrize("command", ["take-in", "verify"])
def test_commands_say_the_same_of_it(
    plan: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list and its JSON have the figures of the page."""
    data = with_cells(exported_from(plan), OVERTYPED)
    moved_on(plan)

    found = {
        one["cell"].rpartition("!")[2]: one["now"] for one in in_json(plan, data, capsys, command)
    }
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    main([command, str(plan.parent / "back.xlsx"), str(plan)])
    listed = capsys.readouterr().out.split()

    assert found == BY_NOW
    assert {"40", "4,000", "12,000"} <= {*listed}


def test_what_is_not_known_of_the_plan_is_left_blank(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A heading typed over: what the plan would print there by now is not worked out."""
    data = with_cells(exported_from(plan), {"C4": "份數", "C6": 60})
    moved_on(plan)

    found = {one["cell"]: one["now"] for one in in_json(plan, data, capsys, "take-in")}

    assert found == {f"{SHEET}!C4": "", f"{SHEET}!C6": "40"}
    assert on_page(plan, data)["C4"]["now"] == "–"


def test_a_title_is_shown_by_now_as_it_is_printed(plan: Path) -> None:
    """The plan is called 教師研習 by now; the sheet puts 經費概算表 behind it, then as now."""
    data = with_cells(exported_from(plan), {"A2": "修正版"})
    done, findings = save(opened(plan), details={"title": "教師研習"})
    assert isinstance(done, Opened), words(findings)

    row = on_page(plan, data)["A2"]

    assert (row["before"], row["now"]) == ("教師增能研習經費概算表", "教師研習經費概算表")


def test_what_a_row_that_is_asked_about_is_called_by_now(plan: Path) -> None:
    """影印 × 60 stands where 印刷費 × 80 was printed; the plan calls that line 影印費 by now."""
    data = with_cells(exported_from(plan), {"A6": "影印", "C6": 60})
    went_on(plan, printing={"item": "影印費"})

    row = on_page(plan, data)["A6"]

    assert (row["before"], row["now"]) == ("印刷費", "影印費")


def test_where_a_moved_activity_stands_by_now(tmp_path: Path) -> None:
    """座談 was the fourth and came back as the first; 報到 was put before all, so it is the fifth now."""
    folder = four_activities(tmp_path)
    data = paper_of(folder, [DAY[3], *DAY[:3]])
    saved(folder, [replace(DAY[1], start=530, end=540, activity="報到"), *DAY])

    found = {one.kind: one for one in review(folder, data).differences}

    assert (found[Kind.SLOT_MOVED].before, found[Kind.SLOT_MOVED].now) == ("4", "5")


def test_minutes_that_are_not_paid_are_none_by_now(tmp_path: Path) -> None:
    """實作, 110 minutes, came back as 90; by now it is held by somebody of the house, unpaid."""
    folder = four_activities(tmp_path)
    data = with_cells(exported_from(folder), {"G11": 90}, TIMES)
    saved(folder, but(DAY, "實作", speaker_kind="unpaid"))

    found = {one.kind: one for one in review(folder, data).differences}

    assert (found[Kind.PAID_MINUTES].before, found[Kind.PAID_MINUTES].now) == ("110", "0")


def test_beside_an_amount_that_was_typed_stands_what_was_printed(plan: Path) -> None:
    """80 × 100 = 8,000 were printed; 60 × 100 = 6,000 is what its row comes to in the file."""
    found = {
        one.cell.rpartition("!")[2]: one
        for one in review(
            plan, with_cells(exported_from(plan), {"C6": 60, "D6": 7_500})
        ).differences
    }

    assert (found["D6"].before, found["D6"].after) == ("8,000", "7,500")
    assert "An amount is never typed" in found["D6"].remark.render("en")


def test_beside_the_amount_of_a_new_row_stands_nothing(plan: Path) -> None:
    """茶水, 20 × 50 = 1,000, was never printed, whatever somebody typed as its amount."""
    row = {"A7": "茶水", "B7": 20, "C7": 50, "D7": 900}

    found = {
        one.kind: one for one in review(plan, with_cells(exported_from(plan), row)).differences
    }

    assert (found[Kind.CELL].before, found[Kind.CELL].after) == ("", "900")


def test_beside_minutes_that_were_typed_stands_what_was_printed(tmp_path: Path) -> None:
    """實作 was printed from 10:10 to 12:00, 110 minutes; it ends at 11:00 in the file, 50 minutes, not 70."""
    folder = four_activities(tmp_path)
    data = with_cells(exported_from(folder), {"B11": "11:00", "G11": 70}, TIMES)

    found = {one.kind: one for one in review(folder, data).differences}

    assert (found[Kind.PAID_MINUTES].before, found[Kind.PAID_MINUTES].after) == ("110", "70")


def test_what_a_line_that_was_removed_is_by_now_stands_beside_what_it_was(plan: Path) -> None:
    """80 × 100 = 8,000 were printed; the plan says 65 × 100 = 6,500 and 膠裝 by now."""
    data = edited(exported_from(plan), lambda book: book[SHEET].delete_rows(6))
    went_on(plan, printing={"quantity": Decimal(65), "note": "膠裝"})

    row = on_page(plan, data)["was item 2"]

    assert (row["before"], row["now"]) == ("100 × 80 = 8,000", "100 × 65 = 6,500；膠裝")
    assert "to “100 × 65 = 6,500；膠裝”" in row["remark"]


def test_a_line_that_was_removed_is_named_as_it_is_called_by_now(plan: Path) -> None:
    """印刷費 is 影印費 in the plan by now; that it was renamed is what would be lost."""
    data = edited(exported_from(plan), lambda book: book[SHEET].delete_rows(6))
    went_on(plan, printing={"item": "影印費"})

    assert on_page(plan, data)["was item 2"]["now"] == "影印費：100 × 80 = 8,000"


def test_when_an_activity_that_was_removed_is_by_now_stands_beside_when_it_was(
    tmp_path: Path,
) -> None:
    """座談 was printed from 13:00 to 14:00 and is at 13:30 to 14:30 by now."""
    folder = four_activities(tmp_path)
    data = paper_of(folder, DAY[:3])
    saved(folder, but(DAY, "座談", start=810, end=870))

    gone = next(one for one in review(folder, data).differences if one.kind is Kind.SLOT_REMOVED)

    assert (gone.before, gone.now) == ("13:00-14:00 座談", "13:30-14:30 座談")
    assert "to “13:30-14:30 座談”" in gone.remark.render("en")
