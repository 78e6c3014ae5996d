"""What verify and take-in say of a file: what was printed, what the plan says by now, where to mend."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from returned_files import SHEET, TIMES, differences, printed, with_cells
from test_review_commands import changed, export, told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path)


def test_what_was_printed_and_what_the_plan_says_by_now_stand_apart(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """80 were printed, 60 came back, the plan says 70 since: all three, in words and in JSON."""
    back = changed(export(plan), C6=60, F7="文具")
    print_copies(opened(plan), 70)

    for command in ("verify", "take-in"):
        _, said = told(capsys, command, back, plan)
        found = [(d["plan"], d["now"], d["file"]) for d in said["differences"]]
        assert found == [("80", "70", "60"), ("", "", "文具")]
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    main(["verify", str(back), str(plan)])
    words = capsys.readouterr().out
    assert "as printed" in words
    assert "by now" in words


def test_what_a_change_comes_to_is_said(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """90 copies of 100: 6,000 + 9,000 + 1,000 = 16,000 where 15,000 were printed; with 70 it is 14,000."""
    back = changed(export(plan), C6=90)
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")

    for command in ("verify", "take-in"):
        capsys.readouterr()
        main([command, str(back), str(plan)])
        assert (
            "The lines of the file come to 16,000 NTD (the plan: 15,000)."
            in capsys.readouterr().out
        )
    print_copies(opened(plan), 70)
    main(["verify", str(back), str(plan)])
    assert "16,000 NTD (as printed: 15,000; the plan by now: 14,000)" in capsys.readouterr().out


def test_verify_shows_that_the_plan_has_taken_it_over(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After C6 was taken over the paper differs from version 1 as before, and the plan says 60 as well."""
    back = changed(export(plan), C6=60)
    told(capsys, "take-in", back, plan, "--accept", "all", "--reason", "主計修改")

    _, said = told(capsys, "verify", back, plan)

    assert [(d["plan"], d["now"], d["file"]) for d in said["differences"]] == [("80", "60", "60")]


def test_a_row_that_is_gone_is_named_by_where_it_stood(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """印刷費 was the second item; its code, which no sheet shows, is not what it is called."""
    back = changed(export(plan), A6="茶水費", B6=20, C6=50)
    capsys.readouterr()
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")

    main(["take-in", str(back), str(plan)])

    words = capsys.readouterr().out
    assert "was item 2" in words
    assert "printing" not in words


@pytest.mark.parametrize("cell", ["C6", "B6"])
def test_what_the_plan_cannot_take_is_told_by_the_cell_of_the_file(
    plan: Path, cell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """-5 copies, or a price of -5: the cell to mend is the one in the file, not one of budget.csv."""
    back = changed(export(plan), **{cell: -5})

    code, said = told(capsys, "take-in", back, plan, "--accept", "all", "--reason", "x")

    wrong = [one for one in said["findings"] if one["code"] == "CELL-VALUE"]
    assert (code, said["taken"]) == (1, [])
    assert f"{SHEET}!{cell}" in json.dumps(wrong, ensure_ascii=False)
    assert ".csv" not in json.dumps(wrong)


def test_a_quantity_that_repeats_the_timetable_goes_with_it(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """160 minutes are 4 periods of 40: the 6 that stands in budget.csv as well becomes 4."""
    file = export(plan)
    back = file.with_name("back.xlsx")
    back.write_bytes(with_cells(file.read_bytes(), {"G9": 160}, TIMES))

    _, said = told(capsys, "take-in", back, plan, "--accept", "all", "--reason", "縮短")

    assert {row.code: row.quantity for row in opened(plan).plan.rows}["speaker"] == 4
    assert not [one for one in said["findings"] if one["code"] == "QUANTITY-FROM-TIMETABLE"]


UNTAKEN: dict[str, tuple[str, str, object, str]] = {
    "an item wiped out": (SHEET, "A6", None, "Nothing stands there. To remove the line"),
    "an item that is a formula": (SHEET, "A6", "=A7", "A formula stands there now"),
    "a quantity wiped out": (SHEET, "C6", None, "Nothing stands there. To remove the line"),
    "a quantity in words": (SHEET, "C6", "若干", "No number can be read there"),
    "an amount": (SHEET, "D6", 7_000, "An amount is never typed"),
    "a time in words": (TIMES, "A9", "上午", "No time such as 09:40 can be read there"),
    "an activity wiped out": (TIMES, "D9", None, "Nothing stands there. To remove the activity"),
    "an activity that is a formula": (TIMES, "D9", "=E9", "A formula stands there now"),
    "a speaker that is a formula": (TIMES, "E9", "=D9", "A formula stands there now"),
    "a kind of speaker nobody knows": (TIMES, "F9", "貴賓", "write one of 內聘, 隸屬, 外聘"),
}


@pytest.mark.parametrize("name", UNTAKEN)
def test_what_cannot_be_taken_over_says_why(plan: Path, name: str) -> None:
    """One cell of the budget or of the timetable: it is named once, with what to do about it."""
    sheet, cell, value, why = UNTAKEN[name]
    data = with_cells(printed(opened(plan).plan), {cell: value}, sheet)

    found = {one.cell: one for one in differences(data, opened(plan).plan)}

    assert not found[f"{sheet}!{cell}"].can_be_taken
    assert why in found[f"{sheet}!{cell}"].remark.render("en")
