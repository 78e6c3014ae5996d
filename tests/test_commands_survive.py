"""Every command of the command line on a disk that fails: nothing lost, no traceback, work goes on.

A command is killed at a call that writes, finds a full disk from a call on, or is refused a file
or a folder that it asks for.  Whatever happens, the plan is afterwards as it was before or as the
command leaves it, the command has said so in a sentence and by its exit code, and the plan can be
read and saved.

Of the thousands of such moments a run takes a sample, always the same one; ``PLC_BUDGET_FAULTS``
says how many of each kind.
"""

from __future__ import annotations

import errno
import io
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from failing_disk import Crash, Disk, Refusals
from plan_folders import opened, plan_folder, print_copies, rows_with, words
from plc_budget.cli import main
from plc_budget.plan.history import recording
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.storage import disk, lock
from returned_files import exported_from, with_cells

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)
COMMANDS = {
    "check": "check plan",
    "check in JSON": "check plan --json",
    "check after a crash": "check crashed",
    "periods": "periods plan",
    "log": "log plan",
    "log after a crash": "log crashed",
    "rules": "rules --on 114/5/31",
    "compare": "compare plan",
    "compare two": "compare plan crashed",
    "compare in a file": "compare plan -o out.xlsx --draft",
    "verify": "verify back.xlsx plan",
    "scenario list": "scenario list plan",
    "scenario compare": "scenario compare plan",
    "export": "export plan -o out.xlsx --draft --no-recalculate",
    "export over another": "export plan -o old.xlsx --draft --no-recalculate",
    "init": "init work",
    "init like": "init new --like plan --on 115/5/30",
    "init from": "init new --from back.xlsx",
    "reallocate": "reallocate plan --set printing=60 --apply --reason 省",
    "approve": "approve plan --reference 核定二 --on 114/5/20",
    "undo": "undo plan",
    "redo": "redo plan",
    "scenario new": "scenario new plan 六十份 --set printing=60",
    "scenario adopt": "scenario adopt plan 少印",
    "scenario delete": "scenario delete plan 少印",
    "take-in": "take-in back.xlsx plan --accept all --reason 核改",
    "save after a crash": "reallocate crashed --set printing=60 --apply --reason 省",
}
FIND = ("verify", "check", "check in JSON", "check after a crash")
"""Commands that find something and end with 1."""
REFUSALS = (errno.EACCES, errno.EIO, errno.ESTALE, errno.ELOOP, errno.ENAMETOOLONG)
GROWS = ("write", "mkdir", "fsync")
FAULTS = int(os.environ.get("PLC_BUDGET_FAULTS", "40"))


@pytest.fixture(scope="module", autouse=True)
def at_once() -> Iterator[pytest.MonkeyPatch]:
    """Let nothing wait, and every step happen at noon."""
    with pytest.MonkeyPatch.context() as scene:
        scene.setenv("PLC_BUDGET_LANG", "en")
        scene.setattr(disk, "PATIENCE", 0.0)
        scene.setattr(disk, "READING_PATIENCE", 0.0)
        scene.setattr(lock, "UNSIGNED", -1.0)
        scene.setattr(recording, "_now", lambda: NOON)
        scene.setattr(os, "fsync", lambda _: None)
        yield scene
    assert not lock._HELD  # noqa: SLF001 - nothing is held for longer than a save


class Ran(NamedTuple):
    """How a command ended, what it printed, and what it complained of."""

    code: int
    out: str
    err: str


def run(command: str) -> Ran:
    """Run a command in the present folder."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(command.split())
    return Ran(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Work:
    """A command, what it comes to undisturbed, how often it writes, and what it asks for."""

    name: str
    start: Path
    old: dict[str, bytes | None]
    new: dict[str, bytes | None]
    ran: Ran
    writes: int
    asked: list[str]

    @property
    def plan(self) -> str:
        """The folder of its plan."""
        return "crashed" if "crash" in self.name else "plan"


@pytest.fixture(scope="module")
def works(
    tmp_path_factory: pytest.TempPathFactory, at_once: pytest.MonkeyPatch
) -> Iterator[list[Work]]:
    """Make a room in which work was going on, and do each command in a copy of it."""
    start = tmp_path_factory.mktemp("rooms") / "start"
    start.mkdir()
    plan = plan_folder(start)
    print_copies(opened(plan), 70)
    at_once.chdir(start)
    assert run("approve plan --reference 核定一 --on 114/5/19").code == 0
    assert run("scenario new plan 少印 --set printing=50 --let-total-change").code == 0
    print_copies(opened(plan), 72, "改")
    print_copies(opened(plan), 71, "改錯")
    shutil.copytree(plan, start / "crashed")
    with pytest.MonkeyPatch.context() as patch:
        Disk(start / "crashed", 9).put_in(patch)
        with pytest.raises(Crash):
            print_copies(opened(start / "crashed"), 73)
    assert (start / "crashed" / "plan.journal").exists()
    assert run("undo plan").code == 0
    data = exported_from(plan, draft=True)
    (start / "old.xlsx").write_bytes(data)
    (start / "back.xlsx").write_bytes(with_cells(data, {"C6": 60}))
    old = settled(entered(start))
    yield [work_of(name, start, old) for name in COMMANDS]
    os.chdir(start)


def work_of(name: str, start: Path, old: dict[str, bytes | None]) -> Work:
    """Do a command undisturbed."""
    room = entered(start)
    with pytest.MonkeyPatch.context() as patch:
        writing, reading = Disk(room), Refusals(room)
        reading.put_in(patch)
        writing.put_in(patch)
        ran = run(COMMANDS[name])
    assert ran.code == 0 or name in FIND, (name, ran)
    return Work(name, start, old, settled(room), ran, len(writing.calls), reading.calls)


def entered(start: Path) -> Path:
    """Copy the room and go there."""
    room = start.with_name("room")
    os.chdir(start)
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(start, room)
    os.chdir(room)
    return room


def settled(room: Path) -> dict[str, bytes | None]:
    """Finish what was interrupted, by reading; then read every file of a room, and name its folders.

    What an unfinished save or export left lying is no part of it.
    """
    assert {run("check plan").code, run("check crashed").code} <= {0, 1}
    left = {}
    for path in sorted(room.rglob("*")):
        parts = path.relative_to(room).parts
        if path.suffix == disk.NEW or any(
            p.startswith(("plan.lock", ".plc-budget-")) for p in parts
        ):
            continue
        left["/".join(parts)] = path.read_bytes() if path.is_file() else None
    return left


def moments(works: list[Work], number: Callable[[Work], int]) -> list[tuple[Work, int]]:
    """Choose moments of the commands, as many of the one as of the other."""
    chance = random.Random(20250531)  # noqa: S311 - the same moments on every run
    by_work = [[(work, moment + 1) for moment in range(number(work))] for work in works]
    for one in by_work:
        chance.shuffle(one)
    return [one[turn] for turn in range(FAULTS) for one in by_work if turn < len(one)][:FAULTS]


def goes_on(room: Path, plan: str) -> None:
    """Hold that a plan can be saved, and read again."""
    before = opened(room / plan)
    saved, findings = save(before, rows=rows_with(before, 33))
    assert isinstance(saved, Opened), words(findings)
    ran = run(f"log {plan}")
    assert ran.code == 0, ran


def differing(one: dict[str, bytes | None], *others: dict[str, bytes | None]) -> list[list[str]]:
    """Name what a room has otherwise than others."""
    return [
        sorted(name for name in {*one, *other} if one.get(name, 0) != other.get(name, 0))
        for other in others
    ]


def faults_of(
    works: list[Work], number: Callable[[Work], int], disturb: Callable[[Work, int, int], None]
) -> list[str]:
    """Disturb commands at moments of theirs, and name each at which something was wrong."""
    faults: list[str] = []
    for turn, (work, moment) in enumerate(moments(works, number)):
        try:
            disturb(work, moment, turn)
        except Exception as problem:  # noqa: BLE001 - a traceback is what is looked for
            faults.append(f"{work.name} {moment} of turn {turn}: {problem!r}")
    return faults


@pytest.mark.slow
def test_who_is_killed_at_any_call_loses_nothing(works: list[Work]) -> None:
    """The process goes, or the power; the plan is the old one or the new one, and not a mixture."""

    def kill(work: Work, moment: int, _: int) -> None:
        room = entered(work.start)
        with pytest.MonkeyPatch.context() as patch:
            Disk(room, (moment + 1) // 2, loses_power=bool(moment % 2)).put_in(patch)
            with suppress(Crash):
                run(COMMANDS[work.name])
        left = settled(room)
        assert left in (work.old, work.new), differing(left, work.old, work.new)
        goes_on(room, work.plan)

    assert faults_of(works, lambda work: 2 * work.writes, kill) == []


@pytest.mark.slow
def test_a_disk_that_is_full_from_any_moment_on_loses_nothing(works: list[Work]) -> None:
    """No call that needs room succeeds any more; the exit code tells what was done."""

    def fill(work: Work, moment: int, _: int) -> None:
        def full(number: int, name: str, path: str) -> OSError | None:
            is_full = number >= moment and name in GROWS
            return OSError(errno.ENOSPC, "full", path) if is_full else None

        room = entered(work.start)
        with pytest.MonkeyPatch.context() as patch:
            Disk(room, refuse=full).put_in(patch)
            ran = run(COMMANDS[work.name])
        tells_truly(work, room, ran)

    assert faults_of(works, lambda work: work.writes, fill) == []


@pytest.mark.slow
def test_whatever_the_system_refuses_to_tell_loses_nothing(works: list[Work]) -> None:
    """A file is refused once, or for good; nothing is taken for not there because of it."""

    def refuse(work: Work, moment: int, turn: int) -> None:
        number = REFUSALS[turn % len(REFUSALS)]
        room = entered(work.start)
        place = work.asked[moment - 1] if turn % 2 else ""
        with pytest.MonkeyPatch.context() as patch:
            Refusals(room, moment, number, place).put_in(patch)
            ran = run(COMMANDS[work.name])
        tells_truly(work, room, ran)
        if (
            place and work.plan != "crashed"
        ):  # whether that save could be finished may be said or not
            assert ran == work.ran or (ran.code and ran.err.strip()), (place, ran)

    assert faults_of(works, lambda work: len(work.asked), refuse) == []


def tells_truly(work: Work, room: Path, ran: Ran) -> None:
    """Hold that a command did what it says, and that work goes on."""
    assert ran.code in (0, 1, 2), ran
    assert "Traceback" not in ran.err, ran
    left = settled(room)
    assert left in (work.old, work.new), (ran, differing(left, work.old, work.new))
    if "The disk stopped answering" not in ran.err:
        assert left == (work.new if ran.code == work.ran.code else work.old), ran
        assert ran.code == work.ran.code or ran.err.strip(), ran
    goes_on(room, work.plan)
