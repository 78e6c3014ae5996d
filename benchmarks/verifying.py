"""How long a paper takes to be verified: ``python -m benchmarks.verifying``.

The file is read, its formulas are worked out anew and its hash is compared; beside the plan its version
is printed anew and every cell compared.  The floor is openpyxl reading every cell of the same file with
its number format, once.  Time is that of the processor, so that what else runs on the machine counts
little.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from time import process_time

import openpyxl

from benchmarks.editing import LINES, plan_of
from benchmarks.pairs import Comparison, compare
from plc_budget.checks import check_plan
from plc_budget.delivery import exported
from plc_budget.delivery.checking import checked
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.returning.merging.verifying import Verdict, verify
from plc_budget.returning.reading.paper import read_paper_bytes
from plc_budget.sheets import export_xlsx
from plc_budget.sheets.passport import passport_of
from plc_budget.shipped import data_folder

ALONE, BESIDE = 2.5, 6.0
"""How many times the floor a verification shall take, by the footer alone and beside the plan."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was timed, and its aim."""

    name: str
    aim: float
    times: Comparison

    def __str__(self) -> str:
        ours, theirs = (min(times) * 1000 for times in (self.times.ours, self.times.theirs))
        return (f"{self.name}: ours {ours:.0f} ms, openpyxl {theirs:.0f} ms, "
                f"ratio {self.times.ratio:.2f}, aim at most {self.aim:g}")  # fmt: skip


def verified(data: bytes, opened: Opened | None) -> None:
    """Read a file and verify it; it must be as it was printed."""
    paper, findings = read_paper_bytes(data, "back.xlsx")
    assert paper is not None, findings
    assert verify(paper, opened).verdict is Verdict.UNCHANGED


def read(data: bytes) -> int:
    """Read every cell of a file with its number format; return how many hold something."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return sum(cell.value is not None and bool(cell.number_format) for cell in cells)


def measure(rounds: int) -> Iterator[Row]:
    """Verify plans of 3, 20 and 200 lines by the footer alone, and the shipped ones beside the plan."""
    for lines in LINES:
        plan = plan_of(lines)
        data = export_xlsx(plan, check_plan(plan), draft=True, passport=passport_of(plan))
        yield Row(f"{lines} lines, by the footer alone", ALONE, _timed(data, None, rounds))
    for folder in sorted((data_folder() / "plans").iterdir()):
        opened, found = open_plan(folder)
        known, findings = checked(folder)
        assert opened is not None, found
        assert known is not None, findings
        data = exported(folder, known, findings, draft=True)
        yield Row(f"{folder.name}, beside the plan", BESIDE, _timed(data, opened, rounds))


def _timed(data: bytes, opened: Opened | None, rounds: int) -> Comparison:
    return compare(partial(verified, data, opened), partial(read, data), rounds=rounds,
                   clock=process_time)  # fmt: skip


def main() -> None:
    """Print what a verification takes, beside the aims; what is missed is told, not hidden."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.verifying")
    parser.add_argument("--rounds", type=int, default=9, help="pairs of runs (default 9)")
    for row in measure(parser.parse_args().rounds):
        print(row, flush=True)


if __name__ == "__main__":
    main()
