"""A returned file beside the plan it was printed from: every difference, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.returning.comparing.around import around_differences
from plc_budget.returning.comparing.differences import AT_THE_END, Difference, Kind
from plc_budget.returning.comparing.lines import Lines, line_differences, read_lines
from plc_budget.returning.comparing.others import other_tables
from plc_budget.returning.comparing.sheets import derived_differences
from plc_budget.returning.comparing.sums import Sum, sum_of
from plc_budget.returning.comparing.times import Slots, read_slots, slot_differences
from plc_budget.returning.reading.calculator import Calculator
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reading.sight import Sight
from plc_budget.returning.reading.tables import budget_table, timetable_table
from plc_budget.sheets.passport import short_id
from plc_budget.sheets.wording import TIMETABLE
from plc_budget.spreadsheets.sheet import Sheet

Answers = Mapping[tuple[str, int], str]
"""What a person said which line a row is: (``budget`` or ``timetable``, row from 1) to its code, or
to nothing for a new one."""
NO_ANSWERS: Answers = {}


@dataclass(frozen=True)
class Compared:
    """A file beside a plan.

    Attributes
    ----------
    sheet : str
        The sheet with the budget.
    differences : tuple of Difference
        In the order of the file.
    total : Sum or None
        What the lines of the file come to; None where it holds no budget table.
    known : int
        How many rows are lines of the plan.
    lines : Lines or None
        Which row is which line; None where the file holds no budget table.
    slots : Slots or None
        Which row is which activity, if there is a timetable.
    """

    sheet: str
    differences: tuple[Difference, ...]
    total: Sum | None = None
    known: int = 0
    lines: Lines | None = field(default=None, repr=False)
    slots: Slots | None = field(default=None, repr=False)


def compare(
    paper: Paper,
    plan: Plan,
    answers: Answers = NO_ANSWERS,
    sheet: str = "",
    printed: Sequence[Sheet] = (),
) -> tuple[Compared | None, list[Finding]]:
    """Compare a returned file with a plan, cell by cell.

    Parameters
    ----------
    paper : Paper
        The file.
    plan : Plan
        What it was printed from.
    answers : mapping, optional
        What a person said about rows that can be more than one line.
    sheet : str
        The sheet to take, if the table stands on several.
    printed : sequence of Sheet, optional
        The sheets of the plan as printed; printed anew if left out.

    Returns
    -------
    tuple[Compared or None, list[Finding]]
        None when the file holds no 經費概算表, or it has to be said first on which sheet.
    """
    table, findings = budget_table(paper.sheets, sheet)
    if table is None:
        return None, findings
    calculator = Calculator(paper.sheets)
    sight = Sight(table, calculator)
    lines = read_lines(sight, plan, _of(answers, "budget"))
    total = sum_of(sight)
    slots, below = _timetable(paper, plan, calculator, _of(answers, "timetable"), printed)
    found = [*around_differences(sight, plan, total.money), *line_differences(lines), *below]
    compared = Compared(table.sheet.name, tuple(_in_order(found)), total,
                        len(lines.pairs), lines, slots)  # fmt: skip
    return compared, [*findings, *other_tables(paper.sheets, table), *_strangers(paper, plan)]


def _of(answers: Answers, table: str) -> dict[int, str]:
    return {row: code for (name, row), code in answers.items() if name == table}


def _timetable(
    paper: Paper,
    plan: Plan,
    calculator: Calculator,
    said: Mapping[int, str],
    printed: Sequence[Sheet],
) -> tuple[Slots | None, list[Difference]]:
    if not plan.timetable:
        return None, []
    table = timetable_table(paper.sheets)
    if table is None:
        remark = text("The timetable of the plan stays as it is.")
        return None, [Difference(Kind.SHEET, f"{TIMETABLE}!", before=TIMETABLE, remark=remark)]
    slots = read_slots(Sight(table, calculator), plan, said)
    return slots, [*slot_differences(slots), *derived_differences(slots, printed)]


def _in_order(found: list[Difference]) -> list[Difference]:
    """Sort by sheet and row; what has no row stands at the end of its sheet."""
    return sorted(found, key=_spot)


def _spot(one: Difference) -> tuple[bool, int, str]:
    sheet, _, address = one.cell.rpartition("!")
    is_second = TIMETABLE in sheet or "timetable" in one.cell
    return is_second, one.row or AT_THE_END, address


def _strangers(paper: Paper, plan: Plan) -> list[Finding]:
    """Say when the footer names another plan, or footers of two papers stand in one file."""
    findings = []
    passport = paper.passport
    if passport is not None and passport.plan != short_id(plan.id):
        findings.append(warning(
            "RETURN-OTHER-PLAN",
            text("The footer says that this was printed from the plan “{other}”, not from “{plan}”.",
                 other=passport.plan, plan=plan.id),
            text("Check that it is the right file; a plan whose folder was renamed is all right."),
            Place(paper.name)))  # fmt: skip
    if len(paper.passports) > 1:
        findings.append(warning(
            "RETURN-MIXED",
            text("The sheets of this file were printed from {number} different versions or plans.",
                 number=len(paper.passports)),
            text("Look at the footers; the first of them was believed."), Place(paper.name)))  # fmt: skip
    return findings
