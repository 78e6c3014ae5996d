"""How long an export takes, cold and warm: ``python -m benchmarks.export``.

Cold is a whole process, ``plc-budget export`` of the county's plan, against a process that only
imports and writes the same rows.  Warm is one more export in a process that is already running,
against openpyxl writing the same sheets.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import plc_budget
from benchmarks.pairs import Comparison, compare
from benchmarks.rivals import WithOpenpyxl, taken_apart, write_floor
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAN = data_folder() / "plans" / "hualien-113-plc-conveners"
OURS = "import sys; from plc_budget.cli import command; sys.exit(command())"
"""What the installed script ``plc-budget`` does."""
FLOORS = {
    "the bare floor": "xlsxwriter",
    "the floor with pandas and pandera": "xlsxwriter, pandas, pandera.pandas",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer; ``aim`` is the largest ratio of our time to theirs."""

    what: str
    against: str
    aim: float
    measured: Comparison

    def __str__(self) -> str:
        ours, theirs = (
            median(times) * 1000 for times in (self.measured.ours, self.measured.theirs)
        )
        verdict = "met" if self.measured.ratio <= self.aim else "missed"
        return (
            f"{self.what:<32} {ours:8.1f} ms  {self.against:<34} {theirs:8.1f} ms  "
            f"{self.measured.ratio:6.2f} (aim at most {self.aim:.2f}) {verdict}"
        )


class Bench:
    """A folder with a cache of its own, the floors as modules, and our workbook as the measure."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cache = folder, folder / "cache"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "PLC_BUDGET_CACHE": str(self.cache),
            "PYTHONPATH": os.pathsep.join([str(folder), *sys.path[:1]]),
        }
        plan, found = plc_budget.load_plan(PLAN)
        assert plan is not None
        self.plan, self.findings = plan, plc_budget.check_plan(plan, found)
        self.workbook = self.warm()
        for number, imports in enumerate(FLOORS.values()):
            write_floor(folder, f"floor_{number}", imports, taken_apart(self.workbook))
        # A planner's install has no test libraries; pandera would load hypothesis if it were there.
        (folder / "hypothesis.py").write_text("raise ImportError", encoding="utf-8")

    def warm(self) -> bytes:
        """Export once more."""
        return plc_budget.export_xlsx(self.plan, self.findings)

    def unchanged(self) -> None:
        """Export in a process of its own; the tables are known to be good from the time before."""
        self._python(OURS, "export", str(PLAN), "-o", "ours.xlsx", "--no-recalculate")

    def first(self) -> None:
        """Export in a process of its own that must validate."""
        shutil.rmtree(self.cache, ignore_errors=True)
        self.unchanged()

    def floor(self, number: int) -> Callable[[], None]:
        """Return what runs a floor in a process of its own."""
        return lambda: self._python(f"import floor_{number}; floor_{number}.write('floor.xlsx')")

    def _python(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-c", *arguments],
            cwd=self.folder,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def prove(self) -> None:
        """Stop unless every side writes the same cells."""
        self.unchanged()
        self.floor(0)()
        expected = taken_apart(self.workbook)
        assert taken_apart((self.folder / "ours.xlsx").read_bytes()) == expected
        assert taken_apart((self.folder / "floor.xlsx").read_bytes()) == expected
        typed = _without_stored(taken_apart(WithOpenpyxl(self.workbook)()))
        assert typed == _without_stored(expected)


def _without_stored(sheets: dict[str, list[tuple[int, int, object, object]]]) -> object:
    """Forget the values of formulas: openpyxl stores none."""
    return {name: [cell[:3] for cell in cells] for name, cells in sheets.items()}


def measure(bench: Bench, rounds: int) -> Iterator[Row]:
    """Measure everything, one row after the other."""
    bare, heavy = FLOORS
    first, known = "cold, tables never seen", "cold, tables unchanged"
    yield Row(first, heavy, 1.15, compare(bench.first, bench.floor(1), rounds=rounds))
    yield Row(known, bare, 3, compare(bench.unchanged, bench.floor(0), rounds=rounds))
    rival = WithOpenpyxl(bench.workbook)
    yield Row("warm", "openpyxl", 0.5, compare(bench.warm, rival, rounds=10 * rounds))


def main() -> None:
    """Print the ratios beside their aims; what is missed is told, not hidden."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.export")
    parser.add_argument("--rounds", type=int, default=15, help="pairs of processes (default 15)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="plc-budget-bench-") as folder:
        bench = Bench(Path(folder))
        bench.prove()
        for row in measure(bench, rounds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
