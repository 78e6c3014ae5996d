"""Many plans exported at once: what goes wrong with one keeps none of the others."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import plc_budget
from plc_budget.cli import export_many, main
from plc_budget.cli.terminal import WIDTH
from plc_budget.export import Wish, batch, editions
from plc_budget.language import width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
TITLE = "學校教師學習社群召集人增能研習實施計畫"
NAME = f"{TITLE}經費概算表"


def plans_of(folder: Path, *names: str) -> list[Path]:
    """Copy the county's plan under other names."""
    return [Path(shutil.copytree(COUNTY, folder / name)) for name in names]


def over(plan: Path) -> Path:
    """Print 90 copies instead of 80: 1,000 beyond the approved 15,000."""
    table = plan / "budget.csv"
    words = table.read_text(encoding="utf-8-sig")
    assert ",80," in words
    table.write_text(words.replace(",80,", ",90,"), encoding="utf-8-sig")
    return plan


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run ``plc-budget export`` and return its exit code, what it printed, and what it complained of."""
    code = main(["export", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def files_in(folder: Path) -> list[str]:
    """Name what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_several_plans_are_written_to_a_folder_that_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two schools with the same title: two workbooks, told apart by the folders of their plans."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    code, out, err = said(capsys, *plans, "-o", tmp_path / "全部")

    assert code == 0
    assert files_in(tmp_path / "全部") == sorted([f"{NAME}（甲校）.xlsx", f"{NAME}（乙校）.xlsx"])
    book = openpyxl.load_workbook(tmp_path / "全部" / f"{NAME}（甲校）.xlsx", data_only=True)
    assert book["經費概算表"]["D8"].value == 6_000 + 8_000 + 1_000
    assert out.count("15,000") == 2
    assert [line[:3] for line in err.splitlines()] == ["1/2", "2/2"]


def test_a_folder_of_plans_is_each_plan_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no plan is passed over, what lost its plan.toml is not: it is told, with 2."""
    above = tmp_path / "計畫"
    _, lost = plans_of(above, "甲校", "乙校")
    (above / "讀我.txt").write_text("", encoding="utf-8")
    (above / "照片").mkdir()
    (lost / "plan.toml").unlink()
    code, out, _ = said(capsys, above, "-o", tmp_path / "全部")

    assert code == 2
    assert files_in(tmp_path / "全部") == [f"{NAME}.xlsx"]
    assert "乙校" in out
    assert "plan.toml" in out


def test_a_plan_named_twice_is_exported_once(tmp_path: Path) -> None:
    """By its own name, and by the folder above it."""
    one, two = plans_of(tmp_path, "甲校", "乙校")
    assert batch.plans_in([str(one), str(tmp_path)]) == [one, two]


def test_an_error_in_one_plan_lets_the_others_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 over all: one plan is 1,000 over its approved total; it has no file and the other has."""
    good, bad = plans_of(tmp_path, "甲校", "乙校")
    over(bad)
    code, out, _ = said(capsys, bad, good, "-o", tmp_path / "全部", "--json")
    told = {one["plan"]: one for one in json.loads(out)["plans"]}

    assert code == 1
    assert (told["乙校"]["total"], told["乙校"]["file"]) == (16_000, None)
    assert told["乙校"]["errors"] == 1
    assert told["甲校"]["errors"] == 0
    assert files_in(tmp_path / "全部") == [Path(told["甲校"]["file"]).name]


def test_a_draft_of_each_is_marked_in_its_name_and_on_its_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error lets a draft be written; every sheet says 草稿."""
    (bad,) = plans_of(tmp_path, "乙校")
    over(bad)
    code, *_ = said(capsys, bad, "-o", tmp_path / "全部", "--draft", "--format", "xlsx")

    assert code == 0
    assert files_in(tmp_path / "全部") == [f"{NAME}（草稿）.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "全部" / f"{NAME}（草稿）.xlsx")
    headers = [sheet.oddHeader for sheet in book.worksheets]
    assert all(header and "草稿" in str(header.center.text) for header in headers)


def test_a_plan_that_is_not_there_outweighs_one_with_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """2: one could not be read, another has an error, the third is written."""
    good, bad = plans_of(tmp_path, "甲校", "乙校")
    over(bad)
    code, out, _ = said(capsys, tmp_path / "丙校", bad, good, "-o", tmp_path / "全部")

    assert code == 2
    assert "丙校" in out
    assert files_in(tmp_path / "全部") == [f"{NAME}（甲校）.xlsx"]


def test_one_file_that_cannot_be_written_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder stands where the first workbook belongs: 2, and the second is there."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    (tmp_path / "全部" / f"{NAME}（甲校）.xlsx").mkdir(parents=True)
    code, out, _ = said(capsys, *plans, "-o", tmp_path / "全部")

    assert code == 2
    assert (tmp_path / "全部" / f"{NAME}（乙校）.xlsx").is_file()
    assert "（乙" in out


def test_a_file_instead_of_a_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 and one message; the file stays as it is."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    target = tmp_path / "概算表.xlsx"
    target.write_bytes(b"mine")
    code, out, err = said(capsys, *plans, "-o", target)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert target.read_bytes() == b"mine"


def test_what_fails_unforeseen_is_told_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of our own in one plan is its outcome; it does not come out as a traceback."""
    plans = plans_of(tmp_path, "甲校", "乙校")

    def fail_for_one(folder: Path) -> object:
        if folder.name == "甲校":
            raise ZeroDivisionError("of all things")
        return real(folder)

    real = editions.check_folder
    monkeypatch.setattr(batch, "check_folder", fail_for_one)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    first, second = batch.outcomes(plans, draft=False, ending=".xlsx")

    assert [finding.code for finding in first.problems] == [batch.BROKE]
    assert (first.is_unreadable, first.data) == (True, None)
    assert second.data is not None


def dies_for_one(folders: Sequence[Path]) -> list[batch.Outcome]:
    """Stand for a process that the system ends."""
    if any(folder.name == "丙校" for folder in folders):
        os._exit(9)
    return batch.together(folders, wish=Wish())


@pytest.mark.parametrize("ends", [(1, 2, 3, 4, 5), (2, 4, 5)], ids=["one by one", "by twos"])
def test_a_process_that_dies_takes_only_its_own_plan_along(
    tmp_path: Path, ends: tuple[int, ...]
) -> None:
    """Out of memory in the third of five: it is named, and its neighbours are made, in their order."""
    plans = plans_of(tmp_path, "甲校", "乙校", "丙校", "丁校", "戊校")
    shares = [plans[start:end] for start, end in pairwise((0, *ends))]
    done = list(batch.on_cores(2, dies_for_one, shares))

    assert [one.folder.name for one in done] == ["甲校", "乙校", "丙校", "丁校", "戊校"]
    assert [one.data is not None for one in done] == [True, True, False, True, True]
    assert [found.code for found in done[2].problems] == [batch.BROKE]


BATCH = """
import os, sys
os.cpu_count = lambda: 2
from plc_budget.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""``plc-budget`` on two cores, however many there are."""
HANGS = """#!/bin/sh
echo "$$ $PPID" >> "{notes}"
exec sleep 600
"""
"""A LibreOffice that never comes back; it notes its number, and that of the process that started it."""


def is_running(process: int) -> bool:
    """Tell whether a process is there and not merely waiting to be forgotten."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def until(is_so: Callable[[], bool]) -> bool:
    """Wait for something that happens at once, half a minute at most."""
    for _ in range(600):
        if is_so():
            return True
        sleep(0.05)
    return False


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/stat").is_file(), reason="looks for processes as Linux shows them"
)
@pytest.mark.parametrize("kill", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=str)
def test_a_batch_that_is_ended_leaves_nothing_running(tmp_path: Path, kill: int) -> None:
    """Two processes wait for LibreOffice when the command is ended: all four are gone with it.

    Nor does a folder of theirs stay, however it was ended.
    """
    plans = plans_of(tmp_path, "甲校", "乙校")
    notes, program, rest = tmp_path / "notes", tmp_path / "soffice", tmp_path / "rest"
    program.write_text(HANGS.format(notes=notes), "utf-8")
    program.chmod(0o755)
    rest.mkdir()
    words = ["export", *map(str, plans), "-o", str(tmp_path / "全部"), "--recalculate"]
    command = subprocess.Popen(
        [sys.executable, "-c", BATCH, *words],
        env={**os.environ, "PLC_BUDGET_SOFFICE": str(program), "TMPDIR": str(rest)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert until(lambda: notes.is_file() and len(notes.read_text("utf-8").split()) == 4)
    started = [int(number) for number in notes.read_text("utf-8").split()]
    assert all(map(is_running, started))
    command.send_signal(kill)
    command.wait(30)

    assert until(lambda: not any(map(is_running, started)))
    assert until(lambda: not any(rest.iterdir()))


def test_ctrl_c_tells_what_was_done_until_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the first of three: its file is there, the table has it, two are left; exit 2."""
    plans = plans_of(tmp_path, "甲校", "乙校", "丙校")

    def stopped(all_plans: list[Path], **how: Any) -> Iterator[batch.Outcome]:  # noqa: ANN401 - passed on
        yield batch.outcome(all_plans[0], **how)
        raise KeyboardInterrupt

    monkeypatch.setattr(export_many, "outcomes", stopped)
    code, out, err = said(capsys, *plans, "-o", tmp_path / "全部")

    assert code == 2
    assert files_in(tmp_path / "全部") == [f"{NAME}（甲校）.xlsx"]
    assert "甲校" in out
    assert "乙校" not in out
    assert "2" in err.splitlines()[-1]


def test_many_plans_give_the_bytes_each_gives_alone(tmp_path: Path) -> None:
    """Made in other processes, a workbook is the same."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    alone = [batch.outcome(plan, draft=False, ending=".xlsx").data for plan in plans]
    assert [one.data for one in batch.outcomes(plans, draft=False, ending=".xlsx")] == alone


def test_a_person_at_a_terminal_sees_a_bar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar fills from none to all in the same line, and is wiped away at the end."""
    plans = plans_of(tmp_path, "甲校", "乙校")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _, out, err = said(capsys, *plans, "-o", tmp_path / "全部")
    assert [part in err for part in ("] 0/2", "#] 2/2")] == [True, True]
    assert "\n" not in err
    assert err.endswith("\r\033[K")
    assert [line for line in out.splitlines()[:-1] if width_of(line) > WIDTH] == []


@pytest.mark.parametrize("word", ["pages", "exe", ""])
def test_a_format_nobody_makes_is_refused(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one message that names the formats, no folder."""
    with pytest.raises(SystemExit) as stop:
        main(["export", str(COUNTY), "-o", str(tmp_path / "全部"), "--format", word])
    err = capsys.readouterr().err
    assert (stop.value.code, err.count("\n"), "xlsx" in err) == (2, 1, True)
    assert list(tmp_path.iterdir()) == []
