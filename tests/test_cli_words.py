"""What the command line says reads as one language: its help, its errors, its history."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

import plc_budget
from plan_folders import everything
from plc_budget.cli import main

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the county's plan, read in Chinese."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "zh")
    return Path(shutil.copytree(COUNTY, tmp_path / "研習計畫"))


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Run a command and return what it prints, on both streams."""
    with suppress(SystemExit):
        main([str(word) for word in words])
    out, err = capsys.readouterr()
    return out + err


@pytest.mark.parametrize(
    ("command", "option", "word"),
    [("reallocate", "--choose", "序號"), ("approve", "--reference", "文號")],
)
def test_a_proposal_has_a_number_and_a_letter_its_reference(
    command: str,
    option: str,
    word: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """--choose takes 序號, --reference 文號."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "zh")
    assert f"{option} {word}" in said(capsys, command, "--help")


def test_no_blank_stands_behind_a_chinese_full_stop(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong and how to mend it follow each other without a blank."""
    told = said(capsys, "undo", plan, "沒有這一步")
    assert "。" in told.rstrip().rstrip("。")
    assert "。 " not in told


@pytest.mark.parametrize(
    "words",
    [
        ("reallocate", "--set", "printing=60", "--set", "printing=70"),
        ("scenario", "new", "甲", "--set", "misc=1", "--set", "misc=2"),
        ("scenario", "new", "甲", "--minutes", "1=50", "--minutes", "1=100"),
    ],
)
def test_what_is_set_twice_is_refused(
    words: tuple[str, ...], plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 and 70 copies at once: exit 2, one line that says so, nothing written."""
    before = everything(plan)
    at = 1 if words[0] == "reallocate" else 2
    with pytest.raises(SystemExit) as stop:
        main([*words[:at], str(plan), *words[at:]])
    told = capsys.readouterr().err
    assert (stop.value.code, told.count("\n")) == (2, 1)
    assert "兩次" in told
    assert everything(plan) == before


def test_different_lines_may_be_set_at_once(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """6,000 + 60 × 100 + 3 × 1,000 = 15,000."""
    told = said(capsys, "reallocate", plan, "--set", "printing=60", "--set", "misc=3", "--json")

    assert json.loads(told)["total"] == 6_000 + 60 * 100 + 3 * 1_000
