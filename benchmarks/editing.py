"""How long a keystroke takes: ``python -m benchmarks.editing``.

A planner types into the budget table of a plan of 3, 20 or 200 lines.  Each keystroke prices the
plan, checks everything and says what changed.  The same keystrokes go to a pandas frame, with
pandera's lazy validation and without; the answers are compared before the times.  Time is that of the
processor, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from time import process_time
from typing import Any

from benchmarks.frames import CENT, PART, Sheet, WithPandas, WithPandera, told_apart
from benchmarks.pairs import Comparison, compare
from plc_budget.desk.recalculation import Work, reworked, what_changed, worked_out
from plc_budget.plan import Plan, assemble, load_plan
from plc_budget.shipped import data_folder
from plc_budget.tables import BudgetRow

LINES = (3, 20, 200)
KEYSTROKES = 20
TIMES = 100.0
"""How many times longer the frame shall take."""
MOST = {3: 0.2, 20: 5.0, 200: 5.0}
"""The longest a keystroke shall take, by the number of lines. [ms]"""
MINUTES = "minutes typed into the timetable"
Typed = tuple[str, str, Decimal | str]
"""What is typed: code of the line, field, value."""
Answer = tuple[int, set[str], set[tuple[str, str, str, int]], set[tuple[str, str, int]]]
"""The total, the lines that changed, the findings that appeared, went or changed, and all there are:
their codes, lines and stakes."""


def plan_of(lines: int) -> Plan:
    """Return the county's plan, or the ministry's example with its typed lines again and again."""
    name = "hualien-113-plc-conveners" if lines == LINES[0] else "moe-114-reading-workshop"
    plan, found = load_plan(data_folder() / "plans" / name)
    assert plan is not None, found
    typed = [row for row in plan.rows if row.unit_price is not None and not row.source]
    more = [replace(typed[number % len(typed)], code=f"line_{number}")
            for number in range(lines - len(plan.rows))]  # fmt: skip
    longer, found = assemble(plan.id, plan.details, [*plan.rows, *more], plan.timetable)
    assert longer is not None, found
    return longer


def keystrokes(plan: Plan) -> list[Typed]:
    """Type quantities, some off their step, then prices and notes, all over the plan."""
    rows = [row for row in plan.rows if row.unit_price is not None and row.quantity is not None
            and not row.source]  # fmt: skip
    return [_typed(rows[number * len(rows) // KEYSTROKES], number) for number in range(KEYSTROKES)]


def _typed(row: BudgetRow, number: int) -> Typed:
    if number % 5 == 3:  # noqa: PLR2004 - each fifth keystroke is a price, each fifth a note
        return row.code, "unit_price", (row.unit_price or Decimal(0)) + 10 * number
    if number % 5 == 4:  # noqa: PLR2004 - the same
        return row.code, "note", f"說明{number}"
    step = (row.step or Decimal(1)) / (2 if number % 4 == 0 else 1)
    return row.code, "quantity", (row.quantity or Decimal(0)) + (number + 1) * step


def after(work: Work, typed: Typed) -> Work:
    """Type once into our plan."""
    code, field, value = typed
    cell: dict[str, Any] = {field: value}
    rows = [replace(row, **cell) if row.code == code else row for row in work.plan.rows]
    new, found = reworked(work, rows=rows)
    assert new is not None, found
    return new


def after_minutes(work: Work, number: int) -> Work:
    """Type other minutes for one who teaches; a frame cannot count periods."""
    timetable = [*work.plan.timetable]
    taught = [at for at, row in enumerate(timetable) if row.is_paid]
    at = taught[number % len(taught)]
    timetable[at] = replace(timetable[at], paid_minutes=20 + number)
    new, found = reworked(work, timetable=timetable)
    assert new is not None, found
    return new


def in_frame(side: WithPandas, sheet: Sheet, typed: Typed) -> Sheet:
    """Type the same into a frame."""
    code, field, value = typed
    column, scale = {"unit_price": ("price", CENT), "quantity": ("quantity", PART)}.get(
        field, (field, 1)
    )
    return side.edited(sheet, code, column, value if isinstance(value, str) else int(value * scale))


def prove(plan: Plan, typed: Iterable[Typed], side: WithPandas) -> None:
    """Stop unless the frame says the same after each keystroke, as far as it can check."""
    work, sheet = worked_out(plan), side.start()
    for one in typed:
        new, other = after(work, one), in_frame(side, sheet, one)
        assert _ours(work, new, side.codes) == _theirs(sheet, other), one
        work, sheet = new, other


def _ours(before: Work, now: Work, codes: Collection[str]) -> Answer:
    changed = what_changed(before, now)
    lines = {line.code for one in changed.lines for line in (one.before, one.after) if line}
    events = [
        *(("+", finding) for finding in changed.appeared),
        *(("-", finding) for finding in changed.went),
        *(("!", pair.after) for pair in changed.altered if pair.before.stake != pair.after.stake),
    ]
    return (
        now.plan.budget.total,
        lines,
        {(sign, f.code, f.where.line, f.stake) for sign, f in events if f.code in codes},
        {(f.code, f.where.line, f.stake) for f in now.findings if f.code in codes},
    )


def _theirs(before: Sheet, now: Sheet) -> Answer:
    lines, findings = told_apart(before, now)
    signs = {"left_only": "-", "right_only": "+", "both": "!"}
    events = {
        (signs[one["_merge"]], one["code"], one["line"],
         int(one["stake_before" if one["_merge"] == "left_only" else "stake"]))
        for one in findings.to_dict("records")
    }  # fmt: skip
    found = {
        (one["code"], one["line"], int(one["stake"])) for one in now.findings.to_dict("records")
    }
    return now.total, set(lines.index), events, found


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer: a frame against us, or we alone, for one keystroke."""

    lines: int
    what: str
    measured: Comparison

    def __str__(self) -> str:
        ours, theirs = (median(times) * 1000 / KEYSTROKES
                        for times in (self.measured.ours, self.measured.theirs))  # fmt: skip
        times, most = 1 / self.measured.ratio, MOST[self.lines]
        mine = f"{self.lines:>4} lines {ours:8.3f} ms (aim at most {most}) {_met(ours <= most):<6}"
        if self.what == MINUTES:
            return f"{mine}  {MINUTES}"
        frame = f"{self.what:<18} {theirs:8.1f} ms  {times:6.0f} times"
        return f"{mine}  {frame} (aim at least {TIMES:.0f}) {_met(times >= TIMES)}"


def _met(is_met: bool) -> str:  # noqa: FBT001 - a word for a verdict
    return "met" if is_met else "missed"


def measure(lines: int, rounds: int) -> Iterator[Row]:
    """Prove and measure a plan of so many lines against both frames."""
    plan = plan_of(lines)
    typed, start = keystrokes(plan), worked_out(plan)

    def ours() -> None:
        work = start
        for one in typed:
            new = after(work, one)
            what_changed(work, new)
            work = new

    def minutes() -> None:
        work = start
        for number in range(KEYSTROKES):
            new = after_minutes(work, number)
            what_changed(work, new)
            work = new

    yield Row(lines, MINUTES, compare(minutes, ours, rounds=rounds, clock=process_time))
    for name, side in (("pandas", WithPandas(plan)), ("pandas and pandera", WithPandera(plan))):
        prove(plan, typed, side)
        yield Row(
            lines, name, compare(ours, _in_frame(side, typed), rounds=rounds, clock=process_time)
        )


def _in_frame(side: WithPandas, typed: Iterable[Typed]) -> Callable[[], None]:
    start = side.start()

    def theirs() -> None:
        sheet = start
        for one in typed:
            new = in_frame(side, sheet, one)
            told_apart(sheet, new)
            sheet = new

    return theirs


def main() -> None:
    """Print what a keystroke takes, beside the aims; what is missed is told, not hidden."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.editing")
    parser.add_argument("--rounds", type=int, default=15, help="pairs of runs (default 15)")
    rounds = parser.parse_args().rounds
    for lines in LINES:
        for row in measure(lines, rounds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
