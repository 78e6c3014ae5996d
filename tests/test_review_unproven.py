"""Whose change it is when what was printed cannot be found: nothing is taken over unasked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from plan_folders import opened, plan_folder
from plc_budget.cli import main
from plc_budget.review.review import Review, review_paper
from returned_files import edited, paper, printed, with_cells

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = "it cannot be told whether this was changed in the file or in the plan"


def by_hand(folder: Path, before: str, after: str) -> None:
    """Edit budget.csv with another program: the plan has no history that would know of it."""
    file = folder / "budget.csv"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def looked_at(folder: Path, data: bytes) -> Review:
    """Compare a file with the plan in a folder."""
    found, _ = review_paper(paper(data), opened(folder))
    assert found is not None
    return found


def offered(found: Review) -> list[tuple[str, bool]]:
    """Return what can be taken over, and whether only if it is meant."""
    return [
        (one.cell.rpartition("!")[2], one.is_contested)
        for one in found.differences
        if one.can_be_taken
    ]


def test_a_file_that_is_as_printed_offers_nothing_although_the_plan_was_edited(
    tmp_path: Path,
) -> None:
    """The planner types 60 copies into budget.csv after printing 80: the 80 are not the file's change."""
    folder = plan_folder(tmp_path)
    data = printed(opened(folder).plan)
    by_hand(folder, "份,80", "份,60")

    file = tmp_path / "back.xlsx"
    file.write_bytes(data)
    found = looked_at(folder, data)

    assert main(["verify", str(file), str(folder)]) == 0
    assert offered(found) == []
    assert "unchanged since it was printed" in found.sentence.render("en")


def test_what_cannot_be_told_apart_is_not_taken_over_with_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They write a note, we type 60 copies by hand: both differ, and nobody knows which was whose."""
    folder = plan_folder(tmp_path)
    back = tmp_path / "back.xlsx"
    back.write_bytes(with_cells(printed(opened(folder).plan), {"F7": "文具"}))
    by_hand(folder, "份,80", "份,60")

    found = looked_at(folder, back.read_bytes())
    code = main(["take-in", str(back), str(folder), "--accept", "all", "--reason", "x"])

    assert offered(found) == [("C6", True), ("F7", True)]
    assert all(UNKNOWN in one.remark.render("en") for one in found.differences if one.can_be_taken)
    assert code == 1
    assert not (folder / "history.jsonl").exists()

    capsys.readouterr()
    assert main(["take-in", str(back), str(folder), "--accept", "F7", "--reason", "x"]) == 0
    rows = {row.code: row for row in opened(folder).plan.rows}
    assert (str(rows["printing"].quantity), rows["misc"].note) == ("60", "文具")


def test_the_paper_of_another_plan_is_taken_over_only_cell_by_cell(tmp_path: Path) -> None:
    """60 copies in the file of plan “a”: nothing of it goes into plan “b” with all."""
    ours, theirs = plan_folder(tmp_path, "b"), plan_folder(tmp_path, "a")
    by_hand(theirs, "份,80", "份,60")

    found = looked_at(ours, printed(opened(theirs).plan))

    assert offered(found) == [("C6", True)]
    assert "another plan" in found.differences[0].remark.render("en")


def test_a_renamed_folder_is_still_the_plan_that_was_printed(tmp_path: Path) -> None:
    """The footer names “old”; what was printed is what the plan “new” prints, so 60 is the file's."""
    old = plan_folder(tmp_path, "old")
    data = with_cells(printed(opened(old).plan), {"C6": 60})
    old.rename(tmp_path / "new")

    assert offered(looked_at(tmp_path / "new", data)) == [("C6", False)]


def test_without_a_footer_the_titles_are_not_offered_freely(tmp_path: Path) -> None:
    """A footer that another program dropped: the 60 copies are offered, another title only if meant."""
    folder = plan_folder(tmp_path)

    def edit(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for page in book.worksheets:
            page.oddFooter.center.text = None
        book["經費概算表"]["C6"] = 60
        book["經費概算表"]["A2"] = "別的研習經費概算表"

    data = edited(printed(opened(folder).plan), edit)

    assert offered(looked_at(folder, data)) == [("A2", True), ("C6", False)]


def test_a_cell_of_a_strange_table_is_one_title_at_most(tmp_path: Path) -> None:
    """One cell above the headings cannot be programme, title and heading in one."""
    folder = plan_folder(tmp_path)
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in (
        ["別校研習經費概算表"],
        ["項目", "單價", "數量", "總價", "說明"],
        ["茶水", 50, 20, "=B3*C3", ""],
        ["場地", 100, 3, "=B4*C4", ""],
        ["合計", "", "", "=SUM(D3:D4)"],
    ):
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)

    found = offered(looked_at(folder, buffer.getvalue()))

    assert [cell for cell, _ in found].count("A1") == 1
    assert all(is_contested for _, is_contested in found)
