from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pairs import Comparison, compare

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_benchmark_of_the_export_runs() -> None:
    """Both sides write the same cells, and each aim has its ratio; how large is for a quiet day."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export", "--rounds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("aim at most") == 3


@pytest.mark.browser
def test_the_benchmark_of_the_waits_runs() -> None:
    """Both kinds of edits are waited for in a browser; how long is for a quiet day."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.workbook",
            "--only",
            "voila",
            "--lines",
            "3",
            "--edits",
            "3",
            "--rest",
            "0",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("median") == 2


def test_a_ratio_is_the_median_of_pairs() -> None:
    """One slow round of either side does not move it: 1/2, 2/4 and 9/1."""
    assert Comparison(ours=(1, 2, 9), theirs=(2, 4, 1)).ratio == 0.5


def test_the_sides_take_turns() -> None:
    """Each is first as often as second, so that neither gains from the other's warmth."""
    order: list[str] = []

    compare(lambda: order.append("ours"), lambda: order.append("theirs"), rounds=2)

    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
