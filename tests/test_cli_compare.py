"""What ``plc-budget compare -o`` hands over is held to what an export is: no error, every figure agreed."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import openpyxl
import pytest

import plc_budget
from plc_budget.cli import main
from plc_budget.export import REFUSED
from plc_budget.export.equality import DISAGREES
from test_batch import over
from test_equality import damaged

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The county's plan under the name of a school."""
    return Path(shutil.copytree(COUNTY, tmp_path / "甲校"))


def test_an_error_in_the_later_plan_stops_the_workbook(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """16,000 of 15,000: the comparison is shown, exit 1, no file; as a draft there is one, marked so."""
    target = tmp_path / "調整.xlsx"
    asked = ["compare", str(COUNTY), str(over(plan)), "-o", str(target)]
    assert main(asked) == 1
    out, err = capsys.readouterr()
    assert "16,000" in out
    assert ("16,000" in err, "--draft" in err, target.exists()) == (True, True, False)

    assert main([*asked, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in told["findings"]] == ["BUDGET-OVER"]

    assert main([*asked, "--draft"]) == 0
    sheet = openpyxl.load_workbook(target)["經費概算表"]
    assert sheet.oddHeader is not None
    assert "草稿" in str(sheet.oddHeader.center.text)


def test_an_error_since_the_approval_stops_it_too(plan: Path, tmp_path: Path) -> None:
    """Approved with 80 copies, 90 by now; the other way round, in the earlier state, an error is past."""
    target = tmp_path / "調整.xlsx"
    assert main(["approve", str(plan), "--reference", "府教課字第1號", "--on", "114/4/20"]) == 0
    assert main(["compare", str(over(plan)), "-o", str(target)]) == 1
    assert not target.exists()
    assert main(["compare", str(plan), str(COUNTY), "-o", str(target)]) == 0


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_figures_that_disagree_stop_it(
    ending: str,
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A sum stored as 15,001: exit 2, no file, and each cell is named, with no traceback."""
    damaged(monkeypatch, lambda formula, value: 15_001 if "SUM(D" in formula else value)
    target = tmp_path / f"調整{ending}"
    assert main(["compare", str(COUNTY), str(plan), "-o", str(target), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert {finding["code"] for finding in told["findings"]} == {DISAGREES}
    assert not target.exists()


def test_a_workbook_that_cannot_be_written_is_told_as_json_too(
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The folder takes no file: one object on stdout and exit 2."""

    def refuses(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuses)
    target = tmp_path / "調整.xlsx"
    assert main(["compare", str(COUNTY), str(plan), "-o", str(target), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in told["findings"]] == [REFUSED]
