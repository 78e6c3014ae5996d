"""The whole paper after LibreOffice: saved again it is unchanged."""

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
from returned_files import exported_from as printed

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.office

PLANS = sorted(path.name for path in (data_folder() / "plans").iterdir())


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
