"""A crash at any moment of saving leaves the old plan or the new one, and never less than was said."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import saving_worker
from failing_disk import Crash, Disk, never_writes, refused
from plan_folders import codes, everything, opened, plan_folder, print_copies, words
from plc_budget.findings import Finding
from plc_budget.plan import load_plan
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history import recording
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import open_plan
from plc_budget.plan.history.undoing import redo, undo
from plc_budget.plan.scenarios.keeping import adopt_scenario, delete_scenario, new_scenario
from plc_budget.plan.storage import disk, lock
from plc_budget.plan.storage.entries import Put
from plc_budget.plan.storage.journal import Journal, read_journal
from plc_budget.plan.what_if import with_quantity
from plc_budget.reallocation.trying import Trial, as_scenario

Act = Callable[[Path], tuple[object, list[Finding]]]
NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)


def _save(folder: Path) -> tuple[object, list[Finding]]:
    """Change all three files at once."""
    return saving_worker.save_all(folder, 60)


def _tried(folder: Path) -> tuple[object, list[Finding]]:
    """Try 60 copies beside the plan."""
    plan = opened(folder)
    sixty = with_quantity(plan.plan, "printing", Decimal(60))[0]
    assert sixty is not None
    return as_scenario(folder, "印 60 份", Trial(sixty), plan)


ACTS: dict[str, Act] = {
    "save": _save,
    "inside": lambda folder: saving_worker.save_all(folder / "scenarios" / "少印", 60),
    "undo": undo,
    "redo": redo,
    "approve": lambda folder: approve(folder, reference="核定 2", on=date(2025, 5, 20)),
    "new": lambda folder: new_scenario(folder, "外聘 2 節"),
    "tried": _tried,
    "adopt": lambda folder: adopt_scenario(folder, "少印"),
    "delete": lambda folder: delete_scenario(folder, "少印"),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing wait, and every step happen at noon."""
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    monkeypatch.setattr(disk, "READING_PATIENCE", 0.0)
    monkeypatch.setattr(lock, "UNSIGNED", -1.0)
    monkeypatch.setattr(recording, "_now", lambda: NOON)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # takes long; failing_disk holds it to account
    yield
    assert not lock._HELD  # noqa: SLF001 - nothing is held for longer than a save


def lived_in(above: Path, name: str) -> Path:
    """Make a plan with steps done and undone, an approved copy and a scenario."""
    folder = plan_folder(above, name)
    print_copies(opened(folder), 90, "多印")
    approve(folder, reference="核定 1", on=date(2025, 5, 19))
    scenario, findings = new_scenario(folder, "少印")
    assert scenario is not None, words(findings)
    print_copies(scenario, 50)
    print_copies(opened(folder), 70, "再改")
    print_copies(opened(folder), 71, "改錯")
    undo(folder)
    return folder


def again(folder: Path, name: str) -> Path:
    """Copy a plan."""
    return Path(shutil.copytree(folder, folder.with_name(name)))


def remains(folder: Path) -> dict[str, bytes]:
    """Read every file of a plan; what an unfinished save left lying is no part of it."""
    return {
        path: data
        for path, data in everything(folder).items()
        if not path.startswith("plan.lock") and not path.endswith(disk.NEW)
    }


def crash_everywhere(above: Path, act: Act, *, loses_power: bool) -> Iterator[tuple[int, Path]]:
    """Crash once at every call that writes, each time in a folder of its own."""
    start = lived_in(above, "start")
    for moment in range(1, 1000):
        folder = again(start, f"{moment:03}")
        failing = Disk(folder, moment, loses_power=loses_power)
        with pytest.MonkeyPatch.context() as patch:
            failing.put_in(patch)
            try:
                act(folder)
            except Crash:
                pass
            else:
                return
        yield moment, folder


@pytest.mark.parametrize(
    ("name", "loses_power"),
    [
        pytest.param(
            name,
            loses_power,
            id=f"{name}-{'power' if loses_power else 'killed'}",
            marks=pytest.mark.slow if name not in ("save", "approve", "tried") else (),
        )
        for name in ACTS
        for loses_power in (False, True)
    ],
)
def test_a_crash_at_any_call_leaves_the_old_plan_or_the_new_one(
    tmp_path: Path, name: str, *, loses_power: bool
) -> None:
    """Every file of the folder, the history too, is as before or as after; never a mixture."""
    done = lived_in(tmp_path, "done")
    old = remains(done)
    value, findings = ACTS[name](done)
    assert value is not None, words(findings)
    new = remains(done)
    seen = set()

    for moment, folder in crash_everywhere(tmp_path, ACTS[name], loses_power=loses_power):
        plan, found = load_plan(folder)

        assert plan is not None, (moment, words(found))
        assert remains(folder) in (old, new), moment
        seen.add(remains(folder) == new)
        print_copies(opened(folder), 33)  # and work goes on
    assert seen == {False, True}


def test_after_a_crash_a_plan_is_read_whole_where_nothing_may_be_written(tmp_path: Path) -> None:
    """A colleague who may only read sees the old plan or the new one, and the folder as it was."""
    seen = set()
    for moment, folder in crash_everywhere(tmp_path, _save, loses_power=False):
        before = everything(folder)
        with pytest.MonkeyPatch.context() as patch:
            Disk(folder, refuse=never_writes).put_in(patch)
            plan, found = load_plan(folder)
            steps, _ = log(folder)

        assert plan is not None, (moment, words(found))
        assert everything(folder) == before
        number = saving_worker.number_in(plan)
        assert (steps[-1].name == "第60次") == (number == 60)
        assert saving_worker.number_in(opened(folder).plan) == number
        seen.add(number)
    assert seen == {0, 60}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("name", ["save", "approve", "delete"])
def test_a_call_that_is_refused_once_changes_nothing_or_nothing_more(
    tmp_path: Path, name: str, number: int
) -> None:
    """Whatever the system refuses, the plan is as it was before, unless it is said to be saved."""
    start = lived_in(tmp_path, "start")
    old = remains(start)
    done = again(start, "done")
    ACTS[name](done)
    new = remains(done)

    for moment in range(1, 1000):
        folder = again(start, f"{moment:03}")
        failing = Disk(folder, refuse=lambda n, *_, at=moment: refused(number) if n == at else None)
        with pytest.MonkeyPatch.context() as patch:
            failing.put_in(patch)
            value, findings = ACTS[name](folder)
        assert load_plan(folder)[0] is not None
        if "SAVE-UNFINISHED" not in codes(findings):
            assert remains(folder) == (old if value is None else new), (moment, words(findings))
        assert remains(folder) in (old, new), moment
        if len(failing.calls) < moment:
            return


@pytest.mark.parametrize("held", ["plan.toml", "budget.csv", "timetable.csv", "history.jsonl"])
def test_a_file_that_excel_holds_open_is_named_and_nothing_is_changed(
    tmp_path: Path, held: str
) -> None:
    """Windows refuses to replace it; the files that were replaced already are put back."""
    folder = lived_in(tmp_path, "plan")
    before = remains(folder)

    def refuse(_: int, name: str, path: str) -> OSError | None:
        is_held = name in ("replace", "open") and Path(path).name.removesuffix(disk.NEW) == held
        return OSError(errno.EACCES, "held", path) if is_held else None

    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, refuse=refuse).put_in(patch)
        value, findings = _save(folder)

    assert value is None
    assert (findings[-1].code, findings[-1].where.file) == ("SAVE-REFUSED", held)
    assert remains(folder) == before
    assert _save(folder)[0] is not None


def test_a_virus_scanner_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is held for a moment is tried again, and the planner notices nothing."""
    folder = lived_in(tmp_path, "plan")
    monkeypatch.setattr(disk, "PATIENCE", 5.0)
    held: dict[str, int] = {}

    def refuse(_: int, name: str, path: str) -> OSError | None:
        held[name + path] = held.get(name + path, 0) + 1
        return refused() if name in ("replace", "unlink") and held[name + path] <= 2 else None

    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, refuse=refuse).put_in(patch)
        value, findings = _save(folder)

    assert value is not None, words(findings)
    assert max(held.values()) > 1
    assert saving_worker.number_in(opened(folder).plan) == 60


def test_a_disk_that_dies_while_a_save_is_taken_back_says_that_it_is_unfinished(
    tmp_path: Path,
) -> None:
    """It does not claim that the old plan is back; the plan is whole when the disk is."""
    folder = lived_in(tmp_path, "plan")
    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, refuse=lambda n, *_: refused(errno.EIO) if n > 10 else None).put_in(patch)
        value, findings = _save(folder)

    assert value is None
    assert "SAVE-UNFINISHED" in codes(findings)
    plan, findings = load_plan(folder)
    assert plan is not None
    assert codes(findings)[0] == "SAVE-FINISHED"
    assert saving_worker.number_in(plan) == 60


def test_nothing_is_saved_over_a_save_that_cannot_be_finished_yet(tmp_path: Path) -> None:
    """Excel holds the table; the unfinished save is read and stays, the next one is refused."""
    folder = lived_in(tmp_path, "plan")
    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, 10).put_in(patch)
        with pytest.raises(Crash):
            _save(folder)

    with pytest.MonkeyPatch.context() as patch:
        Disk(
            folder, refuse=lambda _, __, path: refused() if path.endswith("csv.plc-new") else None
        ).put_in(patch)
        value, findings = saving_worker.save_all(folder, 61)
        assert saving_worker.number_in(opened(folder).plan) == 60

    assert value is None
    assert codes(findings) == ["SAVE-STUCK"]
    assert saving_worker.number_in(opened(folder).plan) == 60


def test_what_somebody_changed_while_a_save_was_unfinished_is_kept(tmp_path: Path) -> None:
    """The save is finished, and the other version lies beside it."""
    folder = lived_in(tmp_path, "plan")
    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, 10).put_in(patch)
        with pytest.raises(Crash):
            _save(folder)
    changed = (folder / "budget.csv").read_bytes().replace(b",1000,", b",999,")
    (folder / "budget.csv").write_bytes(changed)

    plan, findings = open_plan(folder)

    assert plan is not None
    assert codes(findings)[:2] == ["SAVE-FINISHED", "SAVE-KEPT"]
    assert saving_worker.number_in(opened(folder).plan) == 60
    assert (folder / "budget.kept-20250520-120000.csv").read_bytes() == changed


def test_a_journal_that_was_cut_off_is_dropped(tmp_path: Path) -> None:
    """Its hash is wrong, so nothing of it was done yet."""
    folder = plan_folder(tmp_path)
    (folder / "plan.journal").write_bytes(b'0000\n{"format": 1, "entr')

    _, findings = load_plan(folder)
    assert codes(findings)[0] == "SAVE-DROPPED"

    print_copies(opened(folder), 33)
    assert not (folder / "plan.journal").exists()


@pytest.mark.parametrize("path", ["../b.csv", "/b.csv", "C:\\b.csv", "a/../b"])
def test_a_journal_cannot_write_outside_the_plan(tmp_path: Path, path: str) -> None:
    """A folder may come from a stranger; a journal with such a path is none."""
    inside = Journal((Put("budget.csv", None, b"x"),), NOON)
    assert read_journal(tmp_path, inside.encoded()) == inside
    assert read_journal(tmp_path, Journal((Put(path, None, b"x"),), NOON).encoded()) is None


# --- killed for real ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kills", [12, pytest.param(500, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_a_process_that_is_killed_while_saving_loses_nothing_it_reported(
    tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL at random moments: no plan unreadable, mixed, or behind what was said to be saved."""
    monkeypatch.undo()
    folder = plan_folder(tmp_path, "計畫")
    chance = random.Random(kills)  # noqa: S311 - moments, not secrets
    with saving_processes(folder) as processes:
        began = time.monotonic()
        killed(processes, 0, lambda said: said == 5)
        usual = (time.monotonic() - began) / 5
        saved = saving_worker.number_in(opened(folder).plan)
        for _ in range(kills):
            moment = time.monotonic() + chance.random() * 1.5 * usual
            said = killed(processes, saved, lambda _: True, moment)

            plan, findings = load_plan(folder)
            assert plan is not None, words(findings)
            number = saving_worker.number_in(plan)
            assert said <= number <= said + 1
            saved = number
            steps, findings = log(folder)
            assert not findings, words(findings)
            assert len(steps) == saved + bool(saved)  # the beginning, then one for each
    assert saved > kills / 4


@contextmanager
def saving_processes(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start what starts the processes that save."""
    with subprocess.Popen(
        [sys.executable, saving_worker.__file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as processes:
        yield processes
        assert processes.stdin is not None
        processes.stdin.close()


def killed(
    processes: subprocess.Popen[str],
    saved: int,
    is_enough: Callable[[int], bool],
    moment: float = 0.0,
) -> int:
    """Let a process save number after number, kill it, and return the last that it reported."""
    assert processes.stdin is not None
    assert processes.stdout is not None
    processes.stdin.write(f"{saved}\n")
    processes.stdin.flush()
    pid = int(processes.stdout.readline().removeprefix("pid "))
    while not is_enough(saved):
        saved = int(processes.stdout.readline())
    time.sleep(max(0.0, moment - time.monotonic()))
    os.kill(pid, signal.SIGKILL)
    for line in processes.stdout:
        if line == "gone\n":
            break
        saved = int(line)
    return saved
