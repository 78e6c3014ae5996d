"""A whole paper beside its plan: where a cell lies, how it is edited, and what is said of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string

from any_cells import Spot
from plan_folders import opened
from plc_budget.review.paper import read_paper_bytes
from plc_budget.review.review import Review, verify
from returned_files import SHEET, edited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

PRECHECK, RULES, SHARES = "主計預檢表", "規則依據", "經費分配"


def looked_at(data: bytes, folder: Path, ending: str = ".xlsx") -> Review:
    """Verify a file beside its plan."""
    paper, findings = read_paper_bytes(data, f"back{ending}")
    assert paper is not None, findings
    return verify(paper, opened(folder))


def told(found: Review) -> list[tuple[str, str, str, str]]:
    """Say each difference in short: what, where, before, after."""
    return [(str(one.kind), one.cell, one.before, one.after) for one in found.differences]


def spot(sheet: str, cell: str) -> Spot:
    """Name a cell."""
    row, column = re.sub(r"\D", "", cell), re.sub(r"\d", "", cell)
    return Spot(sheet, int(row) - 1, column_index_from_string(column) - 1)


def at(data: bytes, sheet: str, words: str, right: int = 0) -> Spot:
    """Find the cell that begins with words or with a formula, or one to the right of it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for cell in (one for row in book[sheet].iter_rows() for one in row):
        if str(cell.value).startswith(words):
            assert cell.row is not None
            assert cell.column is not None
            return Spot(sheet, cell.row - 1, cell.column - 1 + right)
    raise AssertionError(words)


def books(
    edit: Callable[[Workbook], object], data: bytes, folder: Path
) -> list[tuple[str, str, str, str]]:
    """Edit a workbook with openpyxl and say what differs."""
    return told(looked_at(edited(data, edit), folder))


def comment(book: Workbook) -> None:
    """Hang a comment at a cell."""
    book[SHEET]["C6"].comment = Comment("請再減\n20份", "主計")
