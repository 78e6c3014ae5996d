"""Handing the 實施計畫 over: from the command line and from the page, by the rules of the workbook."""

from __future__ import annotations

import shutil
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

import text_documents
from app_states import app, do, seen, typed
from plc_budget.cli import main
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from pathlib import Path

BOTH = pytest.mark.parametrize("ending", [".docx", pytest.param(".odt", marks=pytest.mark.office)])
COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"
TOTAL = "新台幣 壹萬伍仟 元整（由花蓮縣政府自籌經費，不申請精進計畫補助）"


def budget_of(path: Path) -> text_documents.Grid:
    """Read the table of 經費概算 in a file."""
    found = text_documents.read(path.read_bytes(), path.suffix)
    return next(grid for grid in found.tables if grid[0][0] == "經費項目")


@BOTH
def test_the_command_writes_the_document(tmp_path: Path, ending: str) -> None:
    """The ending of the name says what is written; 15,000 stands in it in capitals."""
    target = tmp_path / f"計畫{ending}"

    assert main(["export", str(COUNTY), "-o", str(target)]) == 0
    assert budget_of(target)[-1][1] == TOTAL


@BOTH
def test_an_error_stops_the_document_and_not_its_draft(tmp_path: Path, ending: str) -> None:
    """160 copies are 8,000 too much: no file, and with --draft one that says what it is."""
    plan = tmp_path / "plan"
    shutil.copytree(COUNTY, plan)
    table = plan / "budget.csv"
    table.write_text(table.read_text("utf-8-sig").replace(",,80,", ",,160,"), "utf-8-sig")
    target = tmp_path / f"計畫{ending}"

    assert main(["export", str(plan), "-o", str(target)]) == 1
    assert not target.exists()
    assert main(["export", str(plan), "-o", str(target), "--draft"]) == 0
    assert "草稿" in text_documents.read(target.read_bytes(), ending).header
    assert budget_of(target)[-2][3] == "23,000元"


@BOTH
def test_the_page_makes_the_document_of_what_it_shows(tmp_path: Path, ending: str) -> None:
    """60 copies typed on the page are 6,000 in the file, and the file is called 實施計畫."""
    state = typed(app(tmp_path), "budget", "printing", "quantity", "60")
    state = do(state, "export", "make", format=ending)
    made = seen(state, "export")["made"]
    data = b64decode(made["href"].partition(";base64,")[2])
    grid = next(one for one in text_documents.read(data, ending).tables if one[0][0] == "經費項目")

    assert made["name"] == f"教師增能研習實施計畫{ending}"
    assert [line[3] for line in grid[1:5]] == ["6,000元", "6,000元", "1,000元", "13,000元"]


def test_the_version_in_the_footer_counts_the_changes(tmp_path: Path) -> None:
    """A change on the page makes it the second version, in the document as in the workbook."""
    state = typed(app(tmp_path), "budget", "printing", "quantity", "60")
    state = do(state, "export", "make", format=".docx")
    data = b64decode(seen(state, "export")["made"]["href"].partition(";base64,")[2])

    assert "第2版" in text_documents.read(data, ".docx").footer
