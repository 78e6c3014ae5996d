"""Cells of a returned table that are only shown: whose they are, and what the plan says there by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from merging import four_activities, review
from plan_folders import plan_folder
from returned_files import SHEET, TIMES, exported_from, with_cells
from test_review_now import in_json, moved_on, on_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path)


def test_a_cell_that_is_only_shown_has_the_item_of_its_row(plan: Path) -> None:
    """一千 is read as the 1,000 that was printed, but is a text: 雜支 stands beside it, and 2,000 by now."""
    data = with_cells(exported_from(plan), {"B7": "一千"})
    moved_on(plan)

    row = on_page(plan, data)["B7"]

    assert not row["can"]
    assert (row["item"], row["before"], row["now"]) == ("雜支", "1,000", "2,000")


def test_what_a_cell_that_is_only_shown_belongs_to_is_in_the_json(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No quantity can be read, so no amount is due, and the one that was typed is only shown."""
    data = with_cells(exported_from(plan), {"C6": "若干", "D6": 12_345})
    moved_on(plan)

    found = {one["cell"]: one for one in in_json(plan, data, capsys, "take-in")}[f"{SHEET}!D6"]

    assert [found[name] for name in ("item", "line", "field", "plan", "now", "file")] == [
        "印刷費",
        "printing",
        "amount",
        "8,000",
        "4,000",
        "12,345",
    ]


def test_a_cell_of_the_timetable_has_the_activity_of_its_row(tmp_path: Path) -> None:
    """實作 was printed from 10:10 as a time; it is a text now that reads as the same."""
    folder = four_activities(tmp_path)
    data = with_cells(exported_from(folder), {"A11": "10:10"}, TIMES)

    (one,) = review(folder, data).differences

    assert (one.item, one.line, one.field) == ("實作", "2", "start")


def test_a_total_that_cannot_be_worked_out_and_is_typed_has_what_it_is_by_now(plan: Path) -> None:
    """=D5+若干 has no value; 6,000 + 4,000 + 2,000 = 12,000 is the total by now."""
    data = with_cells(exported_from(plan), {"D8": "若干元"})
    moved_on(plan)

    assert on_page(plan, data)["D8"]["now"] == "12,000"
