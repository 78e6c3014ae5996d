"""The approval sheets as PDF: printed by LibreOffice where it is, and a clear word where it is not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from xlsxwriter.worksheet import Worksheet

import office
import plc_budget
from plc_budget import export
from plc_budget.app.panels import export as panel
from plc_budget.app.state import open_state
from plc_budget.cli import main
from plc_budget.export.libreoffice import (
    FAILED,
    MISSING,
    PAPER,
    VARIABLE,
    convert,
    find_office,
)
from plc_budget.export.paper import pages_of_sheets
from plc_budget.findings import Finding
from plc_budget.money import capital_amount
from printed_figures import figures_of_pages, figures_of_sheets, titles_of_sheets

if TYPE_CHECKING:
    from plc_budget.plan import Plan

PLANS = sorted((plc_budget.data_folder() / "plans").iterdir())
COUNTY = PLANS[0]


def read(folder: Path) -> tuple[Plan, list[Finding]]:
    """Load and check a plan that comes with plc-budget."""
    plan, found = plc_budget.load_plan(folder)
    assert plan is not None
    return plan, plc_budget.check_plan(plan, found)


def program(folder: Path, *lines: str) -> Path:
    """Write a program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Export each plan that comes with plc-budget as PDF and as .xlsx, once."""
    folder = tmp_path_factory.mktemp("printed")
    for plan in PLANS:
        for ending in (".pdf", ".xlsx"):
            assert main(["export", str(plan), "-o", str(folder / f"{plan.name}{ending}")]) == 0
    return {plan.name: folder / plan.name for plan in PLANS}


@pytest.mark.office
@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: str(folder.name))
def test_every_figure_of_the_sheet_is_on_the_paper(folder: Path, printed: dict[str, Path]) -> None:
    """Each line stands on its row with its amount; the total and 大寫 are there as in the .xlsx."""
    words = office.pdf_text(printed[folder.name].with_suffix(".pdf"))
    sheet = openpyxl.load_workbook(printed[folder.name].with_suffix(".xlsx"), data_only=True)[
        "經費概算表"
    ]
    rows = {str(row[0]): row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}
    plan, _ = read(folder)
    page = re.sub(r"[ 　]+", "", words)
    for line in plan.budget.lines:
        assert any(f"{line.amount:,}元" in one for one in words.splitlines()), line.name
        assert line.amount in rows[line.name]
    assert f"{plan.budget.total:,}元" in page
    assert f"{capital_amount(plan.budget.total).removesuffix('元整')}元整" in page
    assert plan.budget.total == sum(line.amount for line in plan.budget.lines)


@pytest.mark.office
@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: str(folder.name))
def test_each_amount_stands_beside_its_item(folder: Path, printed: dict[str, Path]) -> None:
    """On the first page the amounts come in the order of the plan, and add up to the total printed."""
    first = office.pdf_text(printed[folder.name].with_suffix(".pdf")).partition("\f")[0]
    plan, _ = read(folder)
    amounts = [
        int(found.replace(",", "")) for found in re.findall(r"(?<![\d,/])([\d,]+)元(?!/)", first)
    ]
    wanted = [line.amount for line in plan.budget.lines]
    at = iter(amounts)
    assert all(amount in at for amount in [*wanted, sum(wanted)])


@pytest.mark.office
@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: str(folder.name))
def test_the_paper_shows_the_figures_of_each_sheet_and_no_other(
    folder: Path, printed: dict[str, Path]
) -> None:
    """Every number of every page, as often as the cells of its sheet show it; the chart adds its own."""
    plan, _ = read(folder)
    book = printed[folder.name].with_suffix(".xlsx")
    words = office.pdf_text(printed[folder.name].with_suffix(".pdf"))
    on_paper = figures_of_pages(words, titles_of_sheets(book))
    in_cells = figures_of_sheets(book)
    of_chart = on_paper["經費分配"] - in_cells["經費分配"]
    amounts = Counter(f"{line.amount:,}" for line in plan.budget.lines)

    assert on_paper == {**in_cells, "經費分配": in_cells["經費分配"] + of_chart}
    assert amounts <= of_chart, "a label for each line"
    assert all(figures.total() for figures in in_cells.values())


@pytest.mark.office
def test_the_paper_is_a4_and_carries_its_typefaces(printed: dict[str, Path]) -> None:
    """Every page is A4; every typeface is embedded, and one of them looks like 標楷體."""
    for path in printed.values():
        pdf = path.with_suffix(".pdf")
        fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True)
        rows = fonts.stdout.splitlines()[2:]
        assert {tuple(sorted(size)) for size in office.page_sizes(pdf)} == {office.A4}
        assert rows
        assert all(re.search(r" yes (?:yes|no) +(?:yes|no) +\d+ +\d+$", row) for row in rows)
        assert "Kai" in fonts.stdout


@pytest.mark.office
def test_the_paper_can_be_read_aloud(printed: dict[str, Path]) -> None:
    """It is tagged, says that it is Chinese, and a window that shows it bears its title."""
    for path in printed.values():
        pdf = path.with_suffix(".pdf")
        told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True)
        assert re.search(r"^Tagged: +yes$", told.stdout, re.MULTILINE)
        assert re.search(r"^Title: +.*經費概算表$", told.stdout, re.MULTILINE)
        assert b"/Lang(zh-TW)" in pdf.read_bytes()
        assert b"/DisplayDocTitle true" in pdf.read_bytes()


@pytest.mark.office
def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    """草稿 is printed on each page of a draft."""
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target), "--draft"]) == 0
    pages = office.pdf_text(target).rstrip("\f").split("\f")
    assert all("草稿" in page.replace(" ", "") for page in pages)
    assert len(pages) >= 4


@pytest.mark.office
def test_a_figure_libreoffice_does_not_come_to_stops_the_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A formula that multiplies otherwise than the stored value: no PDF, the cell is named."""
    real: Any = Worksheet.write_formula

    def wrong(*given: Any) -> object:  # noqa: ANN401 - as XlsxWriter has it
        changed = "=ROUND(B5*C5,0)+1" if given[3] == "=ROUND(B5*C5,0)" else given[3]
        return real(*given[:3], changed, *given[4:])

    monkeypatch.setattr(Worksheet, "write_formula", wrong)
    target = tmp_path / "a.pdf"
    assert main(["export", str(COUNTY), "-o", str(target)]) == 2
    assert "經費概算表!D5" in capsys.readouterr().err
    assert not target.exists()


def test_without_libreoffice_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one line with what to install and the way through Excel; nothing is written."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    code = main(["export", str(COUNTY), "-o", str(tmp_path / "a.pdf")])
    err = capsys.readouterr().err
    assert (code, err.count("\n")) == (2, 1)
    assert "Install LibreOffice" in err
    assert "Excel" in err
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_many_plans_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the same message for each plan, and no empty folder."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    words = ["export", *map(str, PLANS), "-o", str(tmp_path / "全部"), "--format", "pdf", "--json"]
    code = main(words)
    told = json.loads(capsys.readouterr().out)
    assert (code, [finding["code"] for finding in told["findings"]]) == (2, [MISSING])
    assert list(tmp_path.iterdir()) == []


def test_the_panel_offers_a_pdf_only_where_it_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a program called soffice it is among the formats, without it is not."""
    state, _ = open_state(COUNTY)
    assert state is not None
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    assert ".pdf" not in [ending for ending, _ in panel.view(state)["formats"]]
    assert ".pdf" not in export.list_formats()
    monkeypatch.setenv(VARIABLE, str(program(tmp_path, "exit 0")))
    assert ".pdf" in [ending for ending, _ in panel.view(state)["formats"]]


def test_libreoffice_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called soffice, in any folder of the PATH."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    there = program(tmp_path, "exit 0")
    assert find_office() == there


@pytest.mark.skipif(os.name != "posix", reason="stands in by a shell script")
@pytest.mark.parametrize("lines", [["echo broken; exit 81"], ["exit 0"]])
def test_a_libreoffice_that_writes_nothing_is_no_traceback(
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever it says, the command ends with 2 and no file."""
    monkeypatch.setenv(VARIABLE, str(program(tmp_path, *lines)))
    target = tmp_path / "a.pdf"
    code = main(["export", str(COUNTY), "-o", str(target), "--draft", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (code, [finding["code"] for finding in told["findings"]]) == (2, [FAILED])
    assert not target.exists()


@pytest.mark.skipif(os.name != "posix", reason="stands in by a shell script")
def test_a_libreoffice_that_does_not_come_back_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its time the program and its child are gone, and the message says how long it took."""
    note = tmp_path / "child"
    stuck = program(tmp_path, f"sleep 60 & echo $! > {note}", "wait")
    monkeypatch.setenv(VARIABLE, str(stuck))
    (answer,) = convert([b""], ".xlsx", PAPER, patience=1)
    assert isinstance(answer, Finding)
    assert answer.code == FAILED
    stat = Path(f"/proc/{note.read_text(encoding='utf-8').strip()}/stat")
    assert (
        not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    )


@pytest.mark.office
def test_an_approved_plan_is_printed_with_what_was_moved(tmp_path: Path) -> None:
    """經費調整對照表 is seven signs, as many digits as the name of a file: its bookmark stays as it is."""
    folder = Path(shutil.copytree(COUNTY, tmp_path / "甲校"))
    assert main(["approve", str(folder), "--reference", "府教課字第1號", "--on", "114/4/20"]) == 0
    assert main(["export", str(folder), "-o", str(tmp_path / "甲.pdf")]) == 0
    pages = pages_of_sheets((tmp_path / "甲.pdf").read_bytes())
    assert "經費調整對照表" in pages
    assert "15,000" in pages["經費調整對照表"]
