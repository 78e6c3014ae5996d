from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.editing import KEYSTROKES, after, keystrokes, plan_of, prove
from benchmarks.frames import WithPandas
from plc_budget.desk.recalculation import worked_out

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_benchmark_of_the_keystrokes_runs() -> None:
    """Both sides say the same, and each aim has its figure; how large is for a quiet day."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.editing", "--rounds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("aim at most") == 9
    assert done.stdout.count("aim at least") == 6


@pytest.mark.parametrize("lines", [3, 20, 200])
def test_each_keystroke_changes_the_plan(lines: int) -> None:
    """Nothing that is timed is for nothing, and the same is typed every time."""
    plan = plan_of(lines)
    work = worked_out(plan)
    for typed in keystrokes(plan):
        new = after(work, typed)
        assert new.plan != work.plan
        work = new

    assert len(plan.rows) == lines
    assert keystrokes(plan) == keystrokes(plan_of(lines))
    assert len(keystrokes(plan)) == KEYSTROKES


def test_a_frame_that_says_something_else_is_not_timed() -> None:
    """One dollar less approved is another finding."""
    plan = plan_of(3)
    side = WithPandas(plan)
    prove(plan, keystrokes(plan), side)
    side.approved -= 1

    with pytest.raises(AssertionError):
        prove(plan, keystrokes(plan), side)
