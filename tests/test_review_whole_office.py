"""The whole paper after LibreOffice: saved again it is unchanged; edited there, each edit is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import office_edits
from plan_folders import opened, plan_folder, print_copies
from plc_budget.plan.approved.approval import approve
from plc_budget.review.paper import read_paper
from plc_budget.review.review import Review, verify
from plc_budget.shipped import data_folder
from returned_files import SHEET, TIMES
from returned_files import exported_from as printed

if TYPE_CHECKING:
    from pathlib import Path

    from office_edits import Command

pytestmark = pytest.mark.office

PLANS = sorted(path.name for path in (data_folder() / "plans").iterdir())
PRECHECK, RULES, SHARES = "主計預檢表", "規則依據", "經費分配"
Told = list[tuple[str, str]]


def looked_at(file: Path, folder: Path) -> Review:
    """Verify a file beside its plan."""
    paper, findings = read_paper(file)
    assert paper is not None, findings
    return verify(paper, opened(folder))


def a_life(above: Path) -> Path:
    """Make a plan that was approved and changed since: it prints seven sheets."""
    folder = plan_folder(above)
    print_copies(opened(folder), 60, reason="少印")
    approve(folder, reference="府教字第1號", on=date(2025, 3, 1))
    print_copies(opened(folder), 70, reason="多印")
    return folder


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
@pytest.mark.parametrize("name", [*PLANS, "approved"])
def test_saved_again_every_cell_of_every_sheet_is_as_it_was(
    name: str,
    ending: str,
    draft: bool,  # noqa: FBT001 - a parameter
    tmp_path: Path,
) -> None:
    """Both formats, opened and saved as both: 0 differences, comparison and history included."""
    folder = a_life(tmp_path) if name == "approved" else data_folder() / "plans" / name
    source = tmp_path / f"source{ending}"
    source.write_bytes(printed(folder, ending, draft=draft))

    for file in office_edits.edited(source, {"again": []}, tmp_path)["again"]:
        found = looked_at(file, folder)
        assert [(one.kind, one.cell, one.before, one.after) for one in found.differences] == []
        assert found.findings == ()


ROW = 5
"""A row of a table on each of the sheets that are edited."""
CASES: dict[str, tuple[list[Command], Told]] = {
    "words beside the table": ([("text", "H6", "如擬")], [("cell", f"{SHEET}!H6")]),
    "a row put into 規則依據": (
        [("sheet", 3), ("insert", ROW), ("text", f"A{ROW}", "另依")],
        [("shape", f"{RULES}!")],
    ),
    "a row deleted from 規則依據": (
        [("sheet", 3), ("delete", ROW)],
        [("shape", f"{RULES}!")],
    ),
    "a row put into 主計預檢表": (
        [("sheet", 2), ("insert", ROW), ("text", f"B{ROW}", "另查")],
        [("shape", f"{PRECHECK}!")],
    ),
    "an empty row put into 經費分配": ([("sheet", 4), ("insert", ROW)], [("shape", f"{SHARES}!")]),
    "a column put into 經費分配": (
        [("sheet", 4), ("insert_column", 1), ("text", "B4", "註")],
        [("shape", f"{SHARES}!")],
    ),
    "a column put before the budget": ([("insert_column", 0)], []),
    "a line deleted, which other sheets took": (
        [("delete", 6)],
        [("line_removed", "printing")],
    ),
    "a line put in between": (
        [
            ("insert", 7),
            ("text", "A7", "茶水費"),
            ("number", "B7", 20),
            ("number", "C7", 50),
            ("formula", "D7", "=ROUND(B7*C7;0)"),
        ],
        [("line_added", f"{SHEET}!A7")],
    ),
    "a line moved up": ([("move_row", 7, 6)], [("line_moved", f"{SHEET}!A6")]),
    "an activity with another end": (
        [("sheet", 1), ("formula", "B9", "=TIME(13;0;0)"), ("values", "B9")],
        [("end", f"{TIMES}!B9")],
    ),
    "a sheet renamed": (
        [("sheet", 3), ("rename", "附件二")],
        [("sheet_renamed", "附件二!")],
    ),
    "the budget renamed, which every sheet takes": (
        [("rename", "附件一")],
        [("sheet_renamed", "附件一!")],
    ),
    "a sheet removed": ([("remove_sheet", SHARES)], [("sheet_removed", f"{SHARES}!")]),
    "a sheet in front": ([("order_sheet", SHARES, 0)], []),
    "a copy of a sheet": (
        [("copy_sheet", RULES, "規則依據 (2)")],
        [("sheet_added", "規則依據 (2)!")],
    ),
    "everything of a sheet turned into values": (
        [("sheet", 4), ("values", "A4:A6"), ("number", "B4", 6000)],
        [("cell", f"{SHARES}!B4")],
    ),
}


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, tuple[Path, Path]]]:
    """Make every edit, in one start of LibreOffice."""
    above = tmp_path_factory.mktemp("whole")
    folder, source = plan_folder(above), above / "source.xlsx"
    source.write_bytes(printed(folder))
    edits = {name: commands for name, (commands, _) in CASES.items()}
    return folder, office_edits.edited(source, edits, above)


@pytest.mark.parametrize("name", CASES)
def test_each_edit_is_named_and_nothing_that_follows_from_it(
    name: str, made: tuple[Path, dict[str, tuple[Path, Path]]]
) -> None:
    """Rows, columns and sheets that went elsewhere take their formulas with them."""
    folder, files = made

    for file in files[name]:
        found = looked_at(file, folder).differences
        assert [(str(one.kind), one.cell) for one in found] == CASES[name][1], file.suffix
