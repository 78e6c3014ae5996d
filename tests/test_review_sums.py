"""What a file comes to: its lines, each once, and no word of it where a line cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plan_folders import opened, plan_folder
from plc_budget.cli import main
from returned_files import SHEET, TIMES, edited, with_cells
from test_review_commands import changed, export, told

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    return plan_folder(tmp_path)


def with_subtotal(plan: Path, name: str, subtotal: str | int, total: str) -> Path:
    """Put a row that sums the first two lines between them and the third."""

    def insert(book: Workbook) -> None:
        page: Any = book[SHEET]
        capitals = page["B9"].value.replace("D8", "D9")
        for merged in [str(one) for one in page.merged_cells.ranges]:
            page.unmerge_cells(merged)
        page.insert_rows(7)
        page["A7"], page["D7"] = name, subtotal
        page["D8"], page["D9"], page["B10"] = "=ROUND(B8*C8,0)", total, capitals

    file = plan.parent / "back.xlsx"
    file.write_bytes(edited(export(plan).read_bytes(), insert))
    return file


@pytest.mark.parametrize(
    ("name", "subtotal", "total"),
    [
        ("業務費小計", "=SUM(D5:D6)", "=D7+D8"),
        ("小計", "=D5+D6", "=SUM(D7,D8)"),
        ("小計", "=SUBTOTAL(9,D5:D6)", "=SUBTOTAL(9,D5:D8)"),
        ("小計", "=SUBTOTAL(9,D5:D6)", "=D7+D8"),
        ("業務費小計", 14_000, "=D7+D8"),
        ("小　計", 14_000, "=SUM(D7:D8)"),
    ],
)
def test_a_row_that_sums_lines_is_none(
    plan: Path, name: str, subtotal: str | int, total: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """14,000 + 1,000 = 15,000, as in words: only the row itself is named, and nothing is to be taken."""
    file = with_subtotal(plan, name, subtotal, total)

    _, said = told(capsys, "take-in", file, plan)

    assert said["file_total"] == 15_000
    assert {one["kind"] for one in said["differences"]} == {"cell"}
    assert not any(one["can_be_taken"] for one in said["differences"])

    told(capsys, "take-in", file, plan, "--accept", "all", "--reason", "重編")
    assert [row.item for row in opened(plan).plan.rows] == ["內聘講師鐘點費", "印刷費", "雜支"]


def test_a_subtotal_that_is_counted_as_well_makes_the_total_wrong(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """15,000 in the lines; SUM over the row of 小計 as well comes to 29,000."""
    file = with_subtotal(plan, "小計", "=SUM(D5:D6)", "=SUM(D5:D8)")

    _, said = told(capsys, "take-in", file, plan)

    found = {one["kind"]: one["file"] for one in said["differences"]}
    assert (said["file_total"], found["total"]) == (15_000, "29,000")


@pytest.mark.parametrize(
    ("cells", "money"),
    [
        ({"A8": "小計"}, 15_000),
        ({"D8": 16_000}, 15_000),
        ({"C6": "60"}, 6_000 + 60 * 100 + 1_000),
        ({"A6": "影印", "C6": 60}, 6_000 + 60 * 100 + 1_000),
        ({"D6": 8_500, "D8": None}, 6_000 + 8_500 + 1_000),
    ],
)
def test_both_commands_tell_the_same_of_a_file(
    plan: Path, cells: dict[str, object], money: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Headings typed over, a number as text, a row that is asked about, an amount: one sum."""
    file = changed(export(plan), **cells)

    _, seen = told(capsys, "verify", file, plan)
    _, taken = told(capsys, "take-in", file, plan)
    _, alone = told(capsys, "verify", file)

    assert [said["file_total"] for said in (seen, taken, alone)] == [money] * 3


@pytest.mark.parametrize(
    ("sheet", "cell", "typed"),
    [
        (SHEET, "C6", "約80"),
        (SHEET, "B6", "3,000元/夜×1"),
        (SHEET, "C6", '=VLOOKUP("雜支",A5:C7,3,0)*70'),
        (SHEET, "D6", "未定"),
        (TIMES, "B9", "13:20"),
    ],
)
def test_where_a_line_cannot_be_read_no_sum_is_told(
    plan: Path, sheet: str, cell: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A spreadsheet shows #VALUE! there, or another sum; the cell to mend is named."""
    file = plan.parent / "back.xlsx"
    counted = with_cells(export(plan).read_bytes(), {"G9": "=C9"}, TIMES)
    file.write_bytes(with_cells(counted, {cell: typed}, sheet))

    for words in (("verify", file, plan), ("take-in", file, plan), ("verify", file)):
        said = told(capsys, *words)[1]
        assert (said["file_total"], said["file_total_unclear"]) == (None, [f"{sheet}!{cell}"])

    for command in ("verify", "take-in"):
        main([command, str(file), str(plan)])
        assert f"mend {sheet}!{cell} first" in capsys.readouterr().out


def test_what_the_row_of_the_total_says_is_told_beside_the_sum(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """6,000 + 8,000 + 1,000 = 15,000 in the lines, and 16,000 typed under them."""
    file = changed(export(plan), D8=16_000)

    for command in ("verify", "take-in"):
        said = told(capsys, command, file, plan)[1]
        assert (said["file_total"], said["file_total_stated"]) == (15_000, 16_000)
        main([command, str(file), str(plan)])
        words = "come to 15,000 NTD (the plan: 15,000). Its own row of the total says 16,000."
        assert words in capsys.readouterr().out
