from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.reallocation import question
from benchmarks.solvers import ours

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_benchmark_of_the_reallocation_runs() -> None:
    """Both sides give the same answers, and each aim has its ratio; how large is for a quiet day."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reallocation", "--quick", "--against", "highspy"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("aim at least") == 4
    assert done.stdout.count("aim at most") == 1


def test_a_question_of_the_benchmark_is_the_same_every_time() -> None:
    """Both sides, and another day, are asked alike; most questions have an answer."""
    asked = [question(10, prices, seed) for prices in ("coarse", "fine") for seed in range(10)]

    assert asked[3] == question(10, "coarse", 3)
    assert sum(ours(list(one.moves), one.wanted) is not None for one in asked) > 10
