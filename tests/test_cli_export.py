"""What ``plc-budget export`` says: the file and the total last, and why there is no file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import plc_budget
from plc_budget import export
from plc_budget.cli import main

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The county's plan under the name of a school."""
    return Path(shutil.copytree(COUNTY, tmp_path / "甲校"))


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run ``plc-budget export`` and return its exit code, what it printed, what it complained of."""
    code = main(["export", *map(str, words), "--no-recalculate"])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_last_lines_are_the_file_and_the_total(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is open: the command for the rest, what was compared, no remark or answer among them."""
    code, out, err = said(capsys, plan, "-o", tmp_path / "甲.xlsx")
    lines = out.splitlines()

    assert (code, err) == (0, "")
    assert str(tmp_path / "甲.xlsx") in lines[-2]
    assert "15,000" in lines[-1]
    assert "匯出核對" in lines[-3]
    assert f"plc-budget check {plan}" in lines[-4]
    assert len(lines) == 5


def test_an_open_warning_is_told_in_full_and_a_notice_is_counted(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its reason COPIES-ONLINE is a warning: it is shown with its cell, the notices are not."""
    words = (plan / "plan.toml").read_text(encoding="utf-8")
    assert "COPIES-ONLINE" in words
    mended = words.replace("COPIES-ONLINE", "COPIES-ELSEWHERE")
    (plan / "plan.toml").write_text(mended, encoding="utf-8")
    _, out, _ = said(capsys, plan, "-o", tmp_path / "甲.xlsx")

    assert "COPIES-ONLINE" in out
    assert "budget.csv F3" in out
    assert "SETTLEMENT-DUE" not in out
    assert "15,000" in out.splitlines()[-1]


@pytest.mark.parametrize("more", [(), ("--format", "xlsx")])
def test_a_folder_that_is_not_there_is_named_and_what_to_do(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    """全部/xlsx with no 全部: that one is named, not 全部/xlsx, and it is not made."""
    both = [plan, shutil.copytree(plan, tmp_path / "乙校")]
    code, _, err = said(capsys, *both, "-o", tmp_path / "全部" / "xlsx", *more)

    assert code == 2
    assert f"「{tmp_path / '全部'}」" in err or f"“{tmp_path / '全部'}”" in err
    assert not (tmp_path / "全部").exists()


@pytest.mark.parametrize("is_there", [False, True])
def test_two_plans_are_not_written_to_a_folder_called_as_a_file(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_there: bool
) -> None:
    """-o 全部.xlsx with two plans: 2, and --format xlsx is what was meant; a file of that name stays."""
    both = [plan, shutil.copytree(plan, tmp_path / "乙校")]
    target = tmp_path / "全部.xlsx"
    if is_there:
        target.write_bytes(b"mine")
    code, _, err = said(capsys, *both, "-o", target)

    assert code == 2
    assert "--format xlsx" in err
    assert target.is_file() is is_there


def test_one_plan_is_not_written_to_a_folder(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """-o 全部, which is a folder: a file in it is to be named; that it ends wrongly is beside the point."""
    (tmp_path / "全部").mkdir()
    code, _, err = said(capsys, plan, "-o", tmp_path / "全部")

    assert code == 2
    assert "資料夾" in err
    assert ".xlsx" not in err


@pytest.mark.parametrize("name", ["空的", "沒有的"])
def test_no_plan_is_told_before_the_name_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """An empty folder, and one that is not there: the cause is told, not that 全部 ends wrongly."""
    (tmp_path / "空的").mkdir()
    code, _, err = said(capsys, tmp_path / name, "-o", tmp_path / "全部")

    assert code == 2
    assert name in err
    assert ".xlsx" not in err


def test_ctrl_c_ends_it_without_a_traceback(
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Stopped while the file is being made: one line, exit 2, no file."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "make_file", stopped)
    code, out, err = said(capsys, plan, "-o", tmp_path / "甲.xlsx")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "甲.xlsx").exists()


def test_only_an_unchanged_sheet_of_ours_is_replaced(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exported, edited, exported three times with edits between: each edit is kept, none of ours is."""
    target = tmp_path / "全部" / "甲.xlsx"
    target.parent.mkdir()
    said(capsys, plan, "-o", target)
    table = plan / "budget.csv"
    for number, copies in enumerate((70, 60, 50), start=1):
        target.write_bytes(b"worked in by hand, no. %d" % number)
        words = table.read_text("utf-8-sig")
        table.write_text(re.sub(",,[0-9]0,", f",,{copies},", words, count=1), "utf-8-sig")
        code, _, err = said(capsys, plan, "-o", target)
        assert (code, "前版" in err) == (0, True)
    table.write_text(table.read_text("utf-8-sig").replace(",,50,", ",,40,"), "utf-8-sig")
    code, _, err = said(capsys, plan, "-o", target)

    assert (code, err) == (0, "")
    kept = {path.name: path.read_bytes() for path in target.parent.iterdir() if path != target}
    assert kept == {
        "甲.前版.xlsx": b"worked in by hand, no. 1",
        "甲.前版2.xlsx": b"worked in by hand, no. 2",
        "甲.前版3.xlsx": b"worked in by hand, no. 3",
    }


def test_a_sheet_that_is_not_known_to_be_ours_is_kept(
    plan: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Written on another computer, or the cache was emptied: it is kept, and nothing is asked."""
    target = tmp_path / "甲.xlsx"
    said(capsys, plan, "-o", target)
    before = target.read_bytes()
    monkeypatch.setenv("PLC_BUDGET_CACHE", str(tmp_path / "empty"))
    said(capsys, plan, "-o", target, "--draft")

    assert (tmp_path / "甲.前版.xlsx").read_bytes() == before
