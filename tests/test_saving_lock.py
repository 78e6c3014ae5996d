"""One writer at a time, and a lock that outlives nobody."""

from __future__ import annotations

import errno
import json
import os
import platform
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from failing_disk import Disk, refused
from plan_folders import (
    codes,
    copies,
    copies_of,
    everything,
    opened,
    plan_folder,
    print_copies,
    rows_with,
    words,
)
from plc_budget.findings import Finding
from plc_budget.plan.history import recording
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.storage import disk, lock
from plc_budget.plan.storage.transaction import commit
from saving_worker import number_in, save_all

ELSEWHERE = {
    "host": "another-machine",
    "pid": 4321,
    "user": "主計",
    "since": "2025-05-20T12:00:00+08:00",
    "token": "0" * 32,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan."""
    return plan_folder(tmp_path)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody."""
    monkeypatch.setattr(lock, "WAIT", 0.0)
    monkeypatch.setattr(disk, "PATIENCE", 0.0)


def lock_of(folder: Path, **owner: object) -> Path:
    """Leave a lock."""
    path = folder / lock.LOCK
    path.write_text(json.dumps(ELSEWHERE | owner), encoding="utf-8")
    return path


def aged(path: Path, seconds: float) -> Path:
    """Let a file be so old. [s]"""
    os.utime(path, (time.time() - seconds, time.time() - seconds))
    return path


def held_for(folder: Path, wait: float = 0.0) -> tuple[bool, list[Finding]]:
    """Try to take the lock."""
    with lock.hold_lock(folder, wait) as (hold, findings):
        return hold is not None, findings


def dead_process() -> int:
    """Return the number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_a_lock_names_its_owner_and_goes_away(folder: Path) -> None:
    """While a plan is saved the lock says by whom; afterwards there is none."""
    with lock.hold_lock(folder) as (hold, findings):
        assert hold is not None
        assert not findings
        owner = lock.owner_of(folder / lock.LOCK)
        assert owner == hold.owner
        assert owner is not None
        assert (owner.pid, owner.user) == (os.getpid(), lock.system_user())

    assert sorted(path.name for path in folder.iterdir()) == [
        "budget.csv",
        "plan.toml",
        "timetable.csv",
    ]


def test_the_lock_of_a_living_writer_blocks_and_says_whose_it_is(folder: Path) -> None:
    """Another machine holds it since a moment ago; nothing is changed."""
    lock_of(folder)

    got, findings = held_for(folder)

    assert not got
    assert codes(findings) == ["SAVE-LOCKED"]
    assert "主計" in findings[0].message.render("en")
    assert "another-machine" in findings[0].message.render("en")


def test_a_living_process_of_this_machine_blocks(folder: Path) -> None:
    """It is found by its number."""
    lock_of(folder, host=platform.node(), pid=os.getppid())

    assert not held_for(folder)[0]


def test_a_dead_process_of_this_machine_does_not_block(folder: Path) -> None:
    """Its lock is removed at once, however young it is."""
    lock_of(folder, host=platform.node(), pid=dead_process())

    assert held_for(folder)[0]


def test_a_lock_with_our_own_number_is_of_a_process_that_died_before(folder: Path) -> None:
    """In a browser every process has the same number."""
    lock_of(folder, host=platform.node(), pid=os.getpid())

    assert held_for(folder)[0]


@pytest.mark.parametrize(
    ("age", "is_free"),
    [
        (lock.STALE - 20, False),
        (lock.STALE + 20, True),
        (20 - lock.STALE, False),
        (-20 - lock.STALE, True),
        (-400 * 86_400, True),
    ],
)
def test_a_lock_of_another_machine_is_judged_by_its_age(
    folder: Path, age: float, *, is_free: bool
) -> None:
    """A save takes a second; the clock is that of the disk, and one dated ahead of it is no owner's."""
    aged(lock_of(folder), age)

    assert held_for(folder)[0] is is_free


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[]", b'{"pid": "x"}', b'{"token": "../../x"}', b"\xff"]
)
def test_a_lock_that_says_nothing_is_waited_for_a_little(folder: Path, said: bytes) -> None:
    """Its maker died between making and signing it."""
    path = folder / lock.LOCK
    path.write_bytes(said)
    assert not held_for(folder)[0]

    aged(path, lock.UNSIGNED + 1)
    assert held_for(folder)[0]


@pytest.mark.parametrize("said", [b"", json.dumps(ELSEWHERE).encode()])
@pytest.mark.parametrize("removers", [["unsigned", "1", "2", "3", "4", "5"], ["0" * 32]])
def test_whatever_full_disks_and_strangers_leave_a_plan_can_be_saved(
    folder: Path, said: bytes, removers: list[str]
) -> None:
    """Old locks, each standing in the way of the next, are removed and do not call for each other."""
    for name in (lock.LOCK, *(f"{lock.LOCK}.{remover}" for remover in removers)):
        (folder / name).write_bytes(said)
        aged(folder / name, lock.STALE + 20)

    got, findings = held_for(folder)

    assert got, words(findings)
    assert [path.name for path in folder.iterdir() if path.name.startswith(lock.LOCK)] == []


@pytest.mark.usefixtures("hurried")
def test_a_lock_that_finds_no_room_on_the_disk_leaves_nothing(folder: Path) -> None:
    """The disk is full: it is said, and when there is room again the plan is saved."""
    plan = opened(folder)

    def has_no_room(_: int, name: str, path: str) -> OSError | None:
        is_full = name == "write" and Path(path).name.startswith(lock.LOCK)
        return refused(errno.ENOSPC) if is_full else None

    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, refuse=has_no_room).put_in(patch)
        saved, findings = save(plan, rows=rows_with(plan, 60))

    assert saved is None
    assert "the disk is full" in findings[0].message.render("en")
    assert sorted(everything(folder)) == ["budget.csv", "plan.toml", "timetable.csv"]
    assert isinstance(save(plan, rows=rows_with(plan, 60))[0], Opened)


@pytest.mark.parametrize("name", ["old.plc-new", "budget.csv.plc-new", "plan.lock.1"])
def test_a_folder_named_like_a_temporary_file_hinders_nobody(folder: Path, name: str) -> None:
    """It is not ours to remove: it is left where it is, and said."""
    (folder / name).mkdir()
    (folder / name / "keep").write_bytes(b"")

    saved, findings = save(opened(folder), rows=rows_with(opened(folder), 60))

    assert isinstance(saved, Opened), words(findings)
    assert [finding.where.file for finding in findings if finding.code == "SAVE-STRAY"] == [name]
    assert (folder / name / "keep").exists()
    assert copies(folder) == 60


def test_who_died_while_removing_a_dead_lock_does_not_block_either(folder: Path) -> None:
    """The claim to remove it is removed in the same way."""
    here = {"host": platform.node(), "pid": dead_process()}
    lock_of(folder, **here)
    for remover in (1, 2):
        claim = ELSEWHERE | here | {"token": f"{remover}" * 32}
        (folder / f"{lock.LOCK}.{remover}").write_text(json.dumps(claim), encoding="utf-8")

    assert held_for(folder)[0]
    assert [path.name for path in folder.iterdir() if path.name.startswith(lock.LOCK)] == []


def test_a_slow_remover_does_not_remove_the_lock_of_who_was_faster(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two find the same dead lock; the faster takes it, and the slower leaves the new one alone."""
    lock_of(folder, host=platform.node(), pid=dead_process())
    claim = disk.claim
    faster: list[lock.Hold] = []

    def claims(path: Path, data: bytes, patience: float | None = None) -> bool:
        if path.name == f"{lock.LOCK}.1" and not faster:
            monkeypatch.setattr(disk, "claim", claim)
            (folder / lock.LOCK).unlink()
            fast = lock.Hold(folder / lock.LOCK, lock._myself())  # noqa: SLF001
            lock._HELD.add(fast.owner.token)  # noqa: SLF001
            assert not lock._take(fast, 0)  # noqa: SLF001
            faster.append(fast)
        return claim(path, data, patience)

    monkeypatch.setattr(disk, "claim", claims)
    got, findings = held_for(folder)
    lock._HELD.clear()  # noqa: SLF001

    assert not got
    assert codes(findings) == ["SAVE-LOCKED"]
    assert faster[0].is_mine


def test_many_threads_find_one_dead_lock_and_take_turns(folder: Path) -> None:
    """At no moment two of them hold it."""
    lock_of(folder, host=platform.node(), pid=dead_process())
    inside, most, done = [0], [0], [0]

    def work() -> None:
        for _ in range(5):
            with lock.hold_lock(folder, 30) as (hold, _):
                assert hold is not None
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.001)
                done[0] += 1
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (most[0], done[0]) == (1, 6 * 5)


@pytest.mark.usefixtures("hurried")
def test_a_save_meets_a_lock_and_changes_nothing(folder: Path) -> None:
    """It says who is saving, and how to go on if nobody is."""
    plan = opened(folder)
    path = lock_of(folder)

    saved, findings = save(plan, rows=rows_with(plan, 60))

    assert saved is None
    assert codes(findings) == ["SAVE-LOCKED"]
    assert lock.LOCK in findings[0].remedy.render("en")
    path.unlink()
    assert copies(folder) == 80


def test_who_lost_the_lock_while_asleep_saves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else took it over; what he saved stays."""
    plan = opened(folder)

    def overtaken(*args: object, **more: object) -> list[Finding]:
        lock_of(folder)
        return commit(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "commit", overtaken)
    saved, findings = save(plan, rows=rows_with(plan, 60))

    assert saved is None
    assert codes(findings)[-1] == "SAVE-OVERTAKEN"
    assert copies(folder) == 80
    assert (folder / lock.LOCK).exists(), "it is not ours to remove"


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("number", [13, 30])
def test_a_folder_that_can_only_be_read_is_read_and_not_saved(folder: Path, number: int) -> None:
    """A colleague without the right to write is told so, in words, and the plan is read as ever."""
    plan = opened(folder)
    with pytest.MonkeyPatch.context() as patch:
        Disk(folder, refuse=lambda *_: refused(number)).put_in(patch)
        saved, findings = save(plan, rows=rows_with(plan, 60))
        assert copies(folder) == 80

    assert saved is None
    assert codes(findings) == ["SAVE-CLOSED"]


def save_retrying(folder: Path, times: int) -> None:
    """Print one copy more, so many times, reading again whenever somebody else was faster.

    Who finds that another one has just saved the very same has saved nothing himself.
    """
    while times:
        plan = opened(folder)
        saved, findings = save(plan, rows=rows_with(plan, copies_of(plan) + 1))
        assert isinstance(saved, Opened | Conflict), words(findings)
        times -= isinstance(saved, Opened) and "SAVE-SAME" not in codes(findings)


def test_no_edit_of_many_writers_is_lost(folder: Path) -> None:
    """Three colleagues add five copies each, all at once: 80 + 3 × 5."""
    with ThreadPoolExecutor(3) as colleagues:
        for done in [colleagues.submit(save_retrying, folder, 5) for _ in range(3)]:
            done.result()

    assert copies(folder) == 80 + 3 * 5
    assert len(log(folder)[0]) == 1 + 3 * 5


@pytest.mark.slow
def test_no_edit_of_many_processes_is_lost(folder: Path) -> None:
    """The same with processes of their own: 80 + 3 × 10."""
    code = (
        "import sys, pathlib, test_saving_lock as t; t.save_retrying(pathlib.Path(sys.argv[1]), 10)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(folder)], env=environment)
        for _ in range(3)
    ]
    assert [process.wait() for process in processes] == [0, 0, 0]

    assert copies(folder) == 80 + 3 * 10
    assert len(log(folder)[0]) == 1 + 3 * 10


def test_a_reader_never_sees_half_a_save(folder: Path) -> None:
    """While one saves copies and step together, another reads hundreds of times."""
    seen = []

    def saves() -> None:
        for number in range(1, 40):
            save_all(folder, number)
            time.sleep(0.02)  # a reader who meets a save waits as long before trying again

    with ThreadPoolExecutor(1) as colleague:
        saving = colleague.submit(saves)
        while not saving.done():
            seen.append(number_in(opened(folder).plan))
    saving.result()

    assert seen == sorted(seen)
    assert len(set(seen)) > 5


@pytest.mark.parametrize("name", ["plan.journal", "plan.toml", "budget.csv", "timetable.csv"])
def test_a_save_between_two_files_of_a_reader_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """He has read some files, somebody saves them all, he reads the others: then he reads again."""
    read = disk.read
    saved: list[object] = []

    def interrupted(path: Path, most: int | None = None) -> bytes | None:
        if path.name == name and not saved:
            monkeypatch.setattr(disk, "read", read)
            saved.append(save_all(folder, 60)[0])
        return read(path, most)

    monkeypatch.setattr(disk, "read", interrupted)
    assert number_in(opened(folder).plan) == 60
    assert isinstance(saved[0], Opened)


def test_print_copies_saves(folder: Path) -> None:
    """The short way of the tests works."""
    assert print_copies(opened(folder), 60).plan.budget.total == 6_000 + 6_000 + 1_000
