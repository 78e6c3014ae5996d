"""異動紀錄 in what is handed in: what stands since the last approval, and nothing of how it came to be."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from plan_folders import opened, plan_folder, print_copies
from plc_budget.checks import check_plan
from plc_budget.export import edition_of
from plc_budget.plan import load_plan
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.undoing import undo

SHEET = "異動紀錄"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan that was tried out with 60 copies, then 70."""
    made = plan_folder(tmp_path)
    print_copies(print_copies(opened(made), 60, reason="試編"), 70, reason="再試")
    return made


def told(folder: Path, *, draft: bool = False) -> list[str] | None:
    """Return what the sheet of changes says; None where the file has none."""
    plan, found = load_plan(folder)
    assert plan is not None
    edition = edition_of(folder, plan, check_plan(plan, found), draft=draft)
    book = openpyxl.load_workbook(io.BytesIO(edition.workbook(draft=draft).data))
    if SHEET not in book.sheetnames:
        return None
    return [str(cell) for row in book[SHEET].iter_rows(values_only=True) for cell in row if cell]


def test_a_plan_handed_in_for_the_first_time_tells_nothing_of_its_making(folder: Path) -> None:
    """Nobody asks the chief to sign what was tried out."""
    assert told(folder) is None


def test_a_draft_shows_every_step(folder: Path) -> None:
    """For the planner's own eyes: 60 copies and 70."""
    words = told(folder, draft=True)

    assert words is not None
    assert {"試編", "再試"} <= set(words)


def test_after_the_approval_what_stands_since_is_told(folder: Path) -> None:
    """65 copies since the letter; what was tried before it, and undone after it, is not there."""
    approve(folder, reference="府教課字第1140000001號", on=date(2025, 5, 1))
    print_copies(opened(folder), 65, reason="場地縮減")
    print_copies(opened(folder), 50, reason="打錯")
    undo(folder)

    words = told(folder)

    assert words is not None
    assert "場地縮減" in words
    assert not {"試編", "再試", "打錯"} & set(words)


def test_an_approved_plan_that_was_not_changed_has_none(folder: Path) -> None:
    """There is nothing to tell."""
    approve(folder, reference="府教課字第1140000001號", on=date(2025, 5, 1))

    assert told(folder) is None
