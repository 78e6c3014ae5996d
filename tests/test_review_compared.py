"""The workbook of `compare -o` when it comes back: which version it is, and whether its figures are those."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.plan.history.log import log
from returned_files import SHEET, TIMES, edited, with_cells

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

COMPARED = "經費調整對照表"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan approved with 80 copies, then printed 60 times, then 50: versions 1, 2 and 3."""
    folder = plan_folder(tmp_path)
    assert main(["approve", str(folder), "--reference", "府教課字第1號", "--on", "114/4/20"]) == 0
    print_copies(opened(folder), 60, step="減量", reason="改為電子檔")
    print_copies(opened(folder), 50, step="再減", reason="報名未滿")
    return folder


def compared(plan: Path, *words: str, name: str = "調整.xlsx") -> Path:
    """Write the workbook of a comparison; a draft, as the plan does not use its whole total."""
    target = plan.parent / name
    assert main(["compare", *words, "-o", str(target), "--draft"]) == 0
    return target


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with --json."""
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def both(capsys: pytest.CaptureFixture[str], file: Path, plan: Path) -> list[tuple[str, int]]:
    """Verify a file by its footer alone and beside the plan: verdict and version."""
    answers = [told(capsys, "verify", file)[1], told(capsys, "verify", file, plan)[1]]
    return [(one["verdict"], one["version"]) for one in answers]


@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=pytest.mark.office)])
def test_what_changed_since_the_approval_is_the_version_it_was_printed_from(
    plan: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Version 3, unchanged; it stays so when the plan goes on to version 4."""
    file = compared(plan, str(plan), name=f"調整.{ending}")

    assert both(capsys, file, plan) == [("unchanged", 3)] * 2
    print_copies(opened(plan), 40)
    assert both(capsys, file, plan) == [("unchanged", 3)] * 2


def test_two_points_of_the_history_are_the_version_of_the_later_one(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between 減量 and 再減 it is version 3; between the approval and 減量 it is version 2."""
    begun = log(plan)[0][0].id
    late = compared(plan, str(plan), "--first", "減量", "--second", "再減")
    early = compared(plan, str(plan), "--first", begun, "--second", "減量", name="二.xlsx")
    now = compared(plan, str(plan), "--first", "減量", name="三.xlsx")

    assert both(capsys, late, plan) == [("unchanged", 3)] * 2
    assert both(capsys, early, plan) == [("unchanged", 2)] * 2
    print_copies(opened(plan), 40)
    assert both(capsys, now, plan) == [("unchanged", 3)] * 2


def test_two_plans_are_the_version_of_the_second(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another plan of 80 copies beside this one; the workbook is this one's version 3."""
    other = plan_folder(plan.parent, "113")

    file = compared(plan, str(other), str(plan))

    assert both(capsys, file, plan) == [("unchanged", 3)] * 2


def test_a_figure_of_the_comparison_that_was_changed_is_named(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """90 typed where 80 copies were approved: C7 of 經費調整對照表, both values."""
    file = compared(plan, str(plan))
    file.write_bytes(with_cells(file.read_bytes(), {"C7": 90}, COMPARED))

    _, said = told(capsys, "verify", file, plan)

    assert said["verdict"] == "changed"
    assert [(one["cell"], one["plan"], one["file"]) for one in said["differences"]] == [
        (f"{COMPARED}!C7", "80", "90")
    ]


def alone(file: Path) -> Path:
    """Leave 經費調整對照表 alone in a file, its links to 經費概算表 replaced by their values."""

    def cut(book: Workbook) -> None:
        stored = openpyxl.load_workbook(file, data_only=True)[COMPARED]
        for row in book[COMPARED].iter_rows():
            for cell in row:
                if str(cell.value).startswith("=") and "!" in str(cell.value):
                    cell.value = stored[cell.coordinate].value
        for name in [name for name in book.sheetnames if name != COMPARED]:
            del book[name]

    file.write_bytes(edited(file.read_bytes(), cut))
    return file


def test_where_only_the_comparison_is_left_the_other_sheets_are_named_and_its_own_cells(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """90 typed where 80 copies were approved; 經費概算表 and 課程表 are gone."""
    file = alone(compared(plan, str(plan)))
    file.write_bytes(with_cells(file.read_bytes(), {"C7": 90}, COMPARED))

    _, said = told(capsys, "verify", file, plan)

    found = {one["cell"]: one["kind"] for one in said["differences"]}
    assert (said["verdict"], said["version"], found[f"{COMPARED}!C7"]) == ("changed", 3, "cell")
    assert found[f"{SHEET}!"] == found[f"{TIMES}!"] == "sheet_removed"
