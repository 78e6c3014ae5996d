"""A process that saves one number after another into all three files of a plan, until it is killed."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from plan_folders import opened, rows_with
from plc_budget.findings import Finding
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.model import Plan


def save_all(folder: Path, number: int) -> tuple[Opened | Conflict | None, list[Finding]]:
    """Save a number as the title, and what follows from it as copies and as paid minutes."""
    plan = opened(folder)
    return save(
        plan,
        rows=rows_with(plan, follows(number)),
        timetable=[replace(row, paid_minutes=follows(number)) for row in plan.plan.timetable],
        details={"title": f"第{number}次"},
        step=f"第{number}次",
    )


def follows(number: int) -> int:
    """Return a number of few, other than the one before: its tables are validated once only."""
    return 100 + number % 7


def number_in(plan: Plan) -> int:
    """Return the number that all three files agree upon; 0 before the first save.

    Raises
    ------
    AssertionError
        If one of them is of another save: a mixture.
    """
    printed = next(row.quantity for row in plan.rows if row.code == "printing")
    minutes = next(row.paid_minutes for row in plan.timetable)
    found = re.fullmatch(r"第(\d+)次", plan.details.title)
    if found is None:
        assert minutes == 240, "a mixture"
        assert printed in (70, 80), "a mixture"
        return 0
    number = int(found[1])
    assert printed == minutes == follows(number), "a mixture"
    return number


def _say(word: object) -> None:
    os.write(1, f"{word}\n".encode())


def save_on(folder: Path, number: int) -> None:
    """Save and report, again and again, until this process is killed or a save fails."""
    _say(f"pid {os.getpid()}")
    while True:
        number += 1
        saved, findings = save_all(folder, number)
        if not isinstance(saved, Opened):
            _say(f"failed {[finding.code for finding in findings]}")
            os._exit(1)
        _say(number)


def main(folder: Path) -> None:
    """Start a process for each number on the input; say when it is gone.

    They are forked from this one, which has loaded what is dear to load and has one thread.  A
    killed process loses nothing that it wrote, forced to the disk or not; waiting for the disk
    would only draw most of the kills to a few calls.
    """
    os.fsync = lambda fd: None  # noqa: ARG005 - as it is called
    with tempfile.TemporaryDirectory() as elsewhere:
        save_all(Path(shutil.copytree(folder, Path(elsewhere) / "plan")), 1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            save_on(folder, int(line))
        os.waitpid(child, 0)
        _say("gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
