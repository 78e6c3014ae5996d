"""A text that a spreadsheet would take for a formula lies in a CSV as a text, and is read back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import office
from plan_folders import BUDGET, copies, opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.tables.grid import read_grid, write_grid

if TYPE_CHECKING:
    from pathlib import Path

LIVE = (
    "=cmd|' /C calc'!A0",
    "+886-3-8227171",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "＝1+1",
    '=HYPERLINK("x")',
)
"""What Excel works out when it opens a CSV, and a text that begins with the guard."""
PLAIN = ("-5", "+5", "-1,000.50", "-2.11%", "-", "=", "'單引號", "'-5", "a=1", "114/5/31", "")
CELL = st.text(st.sampled_from("=+-@'＝\t\r\n\"1.%a費"), max_size=6)


def raw(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV as the plan reads them."""
    grid, findings = read_grid(data, "budget.csv")
    assert findings == []
    return [[cell.raw for cell in row] for row in grid]


def test_what_is_live_gets_a_sign_before_it_and_numbers_get_none() -> None:
    """``'=1``, as a person would type it; ``-5`` stays a number."""
    for word in LIVE:
        written = write_grid([["項目", word]]).decode("utf-8-sig")
        assert written.replace('"', "") == f"項目,'{word}\r\n".replace('"', "")

    assert "'" not in write_grid([[*PLAIN[:6]]]).decode("utf-8-sig")
    assert raw(write_grid([["項目", *LIVE], ["", *LIVE]])) == [["項目", *LIVE], ["", *LIVE]]
    assert raw(write_grid([[*PLAIN]])) == [[*PLAIN]]


@settings(max_examples=100)
@given(st.lists(CELL, min_size=2, max_size=3))
def test_every_text_is_read_back_as_it_was(row: list[str]) -> None:
    """Guards before guards, quotation marks, ends of lines."""
    assert raw(write_grid([["a", "b", "c"], row]))[1] == row


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A plan whose note came raw from last year's sheet."""
    folder = plan_folder(tmp_path)
    head, *rows = BUDGET.splitlines()
    words = "\r\n".join([f"{head},note", f"{rows[0]},=1+1", *(f"{row}," for row in rows[1:])])
    (folder / "budget.csv").write_bytes(words.encode("utf-8-sig"))
    return folder


def test_the_history_knows_of_no_change_by_it(
    live: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 copies instead of 80 are the only change, although the file has a sign more; so are 80 again."""
    plan = opened(live)
    assert next(row.note for row in plan.plan.rows if row.code == "speaker") == "=1+1"

    saved = print_copies(plan, 60)

    assert ",'=1+1\r\n" in (live / "budget.csv").read_bytes().decode("utf-8-sig")
    assert saved.plan.rows[0].note == "=1+1"
    assert main(["log", str(live)]) == 0
    assert "=1+1" not in capsys.readouterr().out
    assert main(["undo", str(live)]) == 0
    assert copies(live) == 80


def test_a_paper_of_it_is_unchanged(live: Path, tmp_path: Path) -> None:
    """The sheet prints =1+1 as a text; verify and the plan agree, before a save and after."""
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert main(["export", str(live), "-o", str(first), "--draft"]) == 0
    print_copies(opened(live), 60)
    assert main(["export", str(live), "-o", str(second), "--draft"]) == 0

    assert main(["verify", str(first), str(live)]) == 0
    assert main(["verify", str(second), str(live)]) == 0


@pytest.mark.office
def test_a_spreadsheet_takes_none_for_a_formula(tmp_path: Path) -> None:
    """LibreOffice opens the CSV: texts, and the numbers that were numbers."""
    file = tmp_path / "budget.csv"
    words = [word for word in LIVE if word.isprintable()]
    file.write_bytes(write_grid([["項目", "數"], *([word, "-5"] for word in words)]))

    (book,) = office.convert([file], "xlsx")

    sheet = openpyxl.load_workbook(book).worksheets[0]
    for row, word in enumerate(words, start=2):
        assert (sheet.cell(row, 1).data_type, str(sheet.cell(row, 1).value)[0]) == ("s", "'"), word
        assert sheet.cell(row, 2).value == -5
