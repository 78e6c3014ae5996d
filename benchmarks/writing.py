"""How many workbooks a second, warm, as .xlsx and as .ods: ``python -m benchmarks.writing``.

Ours is the whole export of a plan that is loaded and checked: five sheets with formulas and their
values, formats, page set-up and chart, then read back and compared before they are handed over.
The others write the same cells, which were taken apart for them in advance.  What they write is compared first; then the sides take turns.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import plc_budget
from benchmarks.export import PLAN
from benchmarks.pairs import Comparison
from benchmarks.writers import RIVALS, same
from plc_budget.plan import assemble
from plc_budget.sheets.workbook import WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

AIMS = {
    "openpyxl": 0.25,
    "pyexcelerate": 1.0,
    "pyexcelerate with formats": 1.0,
    "rustpy_xlsxwriter": None,
}
"""The largest ratio of our time to theirs; the last has no formulas and no aim."""


def varied(number: int) -> tuple[Plan, list[Finding]]:
    """Return one of many plans, none with the figures of another, with what is found in it."""
    plan, _ = plc_budget.load_plan(PLAN)
    assert plan is not None
    rows = [replace(row, quantity=Decimal(number + 1)) if row.code == "printing" else row
            for row in plan.rows]  # fmt: skip
    details = replace(plan.details, title=f"{plan.details.title}（{number + 1}）")
    made, _ = assemble(plan.id, details, rows, plan.timetable)
    assert made is not None
    return made, plc_budget.check_plan(made)


def sides(number: int, against: list[str]) -> dict[str, Callable[[], bytes]]:
    """Return what writes one plan: both our formats and each rival."""
    plan, findings = varied(number)
    ours: dict[str, Callable[[], bytes]] = {}
    for ending, export in WORKBOOKS.items():
        ours[ending] = lambda export=export: export(plan, findings)  # type: ignore[misc]
    workbook = ours[".xlsx"]()
    return {**ours, **{name: RIVALS[name](workbook) for name in against}}


def prove(theirs: dict[str, Any]) -> None:
    """Stop unless a rival writes the cells it was given."""
    for name, rival in theirs.items():
        if hasattr(rival, "cells"):
            assert same(rival.cells(), rival.expected()), name


def measure(plans: int, rounds: int, against: list[str]) -> dict[str, list[float]]:
    """Time every side on every plan so many times, in turn, each round in the other order. [s]"""
    times: dict[str, list[float]] = {}
    for number in range(plans):
        each = sides(number, against)
        if number == 0:
            prove(each)
        for write in each.values():
            write()
        for turn in range(rounds):
            names = list(each) if turn % 2 else list(each)[::-1]
            for name in names:
                times.setdefault(name, []).append(_seconds(each[name]))
    return times


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def told(times: dict[str, list[float]], against: list[str]) -> Iterator[str]:
    """Tell each side's speed, then our time divided by theirs beside its aim."""
    for name, mine in times.items():
        yield f"{name:<28} {median(mine) * 1000:8.1f} ms {1 / median(mine):8.0f} a second"
    for ending in WORKBOOKS:
        for name in against:
            ratio = Comparison(tuple(times[ending]), tuple(times[name])).ratio
            aim = AIMS[name]
            verdict = (
                ""
                if aim is None
                else f"(aim at most {aim:.2f}) {'met' if ratio <= aim else 'missed'}"
            )
            yield f"{ending:<6} against {name:<28} {ratio:6.2f} {verdict}"


def main() -> None:
    """Print speeds and ratios; what is missed is told, not hidden."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.writing")
    parser.add_argument("--plans", type=int, default=1, help="how many different plans (default 1)")
    parser.add_argument("--rounds", type=int, default=30, help="times each is written (default 30)")
    given = parser.parse_args()
    against = [name for name in RIVALS if find_spec(name.split()[0])]
    for line in told(measure(given.plans, given.rounds, against), against):
        print(line, flush=True)


if __name__ == "__main__":
    main()
