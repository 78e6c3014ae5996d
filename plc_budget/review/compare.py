"""A returned file beside the whole of what was printed: its tables line by line, and every other cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.plan.history.saving import Opened
from plc_budget.review.around import around_differences
from plc_budget.review.budget import LINES
from plc_budget.review.cells import PUT_IN, cell_differences
from plc_budget.review.differences import AT_THE_END, Difference, Kind
from plc_budget.review.lines import Rows, read_rows, row_differences
from plc_budget.review.pages import cut_tables, page_differences
from plc_budget.review.paper import Paper
from plc_budget.review.printed import Base, Copy, list_copies, print_plan
from plc_budget.review.printout import Sum, add_lines, find_other_tables
from plc_budget.review.tables import SEVERAL, budget_table, restore_headings, timetable_table
from plc_budget.review.timetable import ACTIVITIES
from plc_budget.review.values import Reading, Values
from plc_budget.sheets.passport import shorten_id
from plc_budget.sheets.wording import BUDGET, COMPARISON, HISTORY, PRECHECK, TIMETABLE

Answers = Mapping[tuple[str, int], str]
"""What a person said which line a row is: (``budget`` or ``timetable``, row from 1) to its code, or
to nothing for a new one."""
NO_ANSWERS: Answers = {}
_OF_THE_MOMENT = (PRECHECK, COMPARISON, HISTORY)
"""Sheets that hang on when the file was printed, and whether as a draft."""


@dataclass(frozen=True)
class Compared:
    """A file beside a plan: its differences in the order of the file.

    Attributes
    ----------
    sheet : str
        The sheet with the budget.
    total : Sum or None
        What the lines of the file come to; None where it holds no budget table.
    known : int
        How many rows are lines of the plan.
    tables : tuple of Rows or None
        The budget and the timetable; None where the file has no such table.
    """

    sheet: str
    differences: tuple[Difference, ...]
    total: Sum | None = None
    known: int = 0
    tables: tuple[Rows | None, Rows | None] = field(default=(None, None), repr=False)


def compare_paper(
    paper: Paper, opened: Opened, base: Base, answers: Answers = NO_ANSWERS, sheet: str = ""
) -> tuple[Compared | None, list[Finding]]:
    """Compare a returned file with all that was printed of the version it was printed from.

    None only where it has to be said first which sheet is meant, or where the file may be none of ours.
    """
    can_be_printed = base.is_printed or paper.passport is None
    copies = list_copies(paper, opened, base) if can_be_printed else iter(())
    first = next(copies, None)
    is_ours = paper.passport is not None and paper.passport.plan == shorten_id(opened.plan.id)
    plain = first or print_plan(base.plan)
    tables, findings = compare_tables(paper, plain, base, answers, sheet, restores=is_ours)
    strangers = [] if tables is None else _find_strangers(paper, opened)
    beside = [*page_differences(paper)]
    if first is None:
        if tables is None:
            return None, findings
        found = _put_in_order(tables, [*beside, *cut_tables(paper)], paper)
        return found, [*findings, *strangers, _not_whole(paper)]
    best = _compare_best(paper, chain([first], copies), tables)
    is_gone = any(one.kind is Kind.SHEET and one.before == BUDGET for one in best.differences)
    several = any(finding.code == SEVERAL for finding in findings)
    if tables is None and (sheet or several or (is_gone and paper.passport is None)):
        return None, findings
    return _put_in_order(best, beside, paper), [*findings, *strangers]


def _compare_best(paper: Paper, copies: Iterable[Copy], tables: Compared | None) -> Compared:
    """Compare with one way of printing after the other, until one comes as near as can be."""
    best, least = Compared(BUDGET, ()), None
    for copy in copies:
        found = compare_cells(paper, copy, tables)
        # a sheet of another shape is as many cells as it takes to call it so; a lost mark tells nothing
        weights = {Kind.MARK: 0, Kind.SHAPE: PUT_IN}
        strange = sum(weights.get(one.kind, 1) for one in found.differences)
        if least is None or strange < least:
            best, least = found, strange
        is_scribble = any(one.kind is Kind.MORE for one in found.differences)
        if is_scribble or not any(
            one.cell.startswith(_OF_THE_MOMENT) or one.before in _OF_THE_MOMENT
            for one in found.differences
        ):
            break
    return best


def compare_cells(paper: Paper, copy: Copy, tables: Compared | None) -> Compared:
    """Compare every sheet of ours with what it has become, and put that beside the tables."""
    tables = tables or Compared(BUDGET, ())
    named = {one.cell for one in tables.differences}
    more = cell_differences(paper, copy, tables.tables, named)
    return replace(tables, differences=(*tables.differences, *more))


def compare_tables(
    paper: Paper,
    copy: Copy,
    base: Base,
    answers: Answers = NO_ANSWERS,
    sheet: str = "",
    *,
    restores: bool = True,
) -> tuple[Compared | None, list[Finding]]:
    """Compare the two tables of a file with those of a plan, line by line.

    None when the file holds no 經費概算表, or it has to be said first on which sheet.  Headings that
    were typed over are put back where ``restores`` is said.
    """
    sheets, labels = restore_headings(paper.sheets, copy.sheets) if restores else (paper.sheets, [])
    table, findings = budget_table(sheets, sheet)
    if table is None:
        return None, findings
    columns = [
        [*one.columns]
        for one in (budget_table(copy.sheets)[0], timetable_table(copy.sheets))
        if one
    ]
    values = Values(tuple(sheets))
    reading = Reading(table, values)
    lines = read_rows(reading, LINES, base.plan, _select(answers, "budget"))
    total = add_lines(reading)
    found = [
        *labels,
        *around_differences(reading, base.plan, columns[0], total.money),
        *row_differences(lines, columns[0]),
    ]
    slots = None
    times = timetable_table(sheets)
    if base.plan.timetable and times is not None:
        said = _select(answers, "timetable")
        reading = Reading(times, values)
        slots = read_rows(reading, ACTIVITIES, base.plan, said, has_codes=base.is_printed)
        found += row_differences(slots, columns[1])
    elif base.plan.timetable:
        remark = text("The timetable of the plan stays as it is.")
        found.append(Difference(Kind.SHEET, f"{TIMETABLE}!", before=TIMETABLE, remark=remark))
    compared = Compared(table.sheet.name, tuple(found), total, len(lines.pairs), (lines, slots))
    return compared, [*findings, *find_other_tables(sheets, table)]


def _select(answers: Answers, table: str) -> dict[int, str]:
    return {row: code for (name, row), code in answers.items() if name == table}


def _put_in_order(compared: Compared, more: Sequence[Difference], paper: Paper) -> Compared:
    """Put all differences into the order of the file."""
    order = {sheet.name: at for at, sheet in enumerate(paper.sheets)}

    def place(one: Difference) -> tuple[int, int, int]:
        name, mark, address = one.cell.rpartition("!")
        name = name if mark else one.cell.rpartition(":")[0]
        first = order.get(compared.sheet, 0)
        return order.get(name, first), one.row or AT_THE_END, len(address)

    return replace(compared, differences=tuple(sorted([*compared.differences, *more], key=place)))


def _find_strangers(paper: Paper, opened: Opened) -> list[Finding]:
    """Say when the footer names another plan, or footers of two papers stand in one file."""
    findings = []
    passport, plan = paper.passport, opened.plan
    if passport is not None and passport.plan != shorten_id(plan.id):
        findings.append(
            warning(
                "RETURN-OTHER-PLAN",
                text(
                    "The footer says that this was printed from the plan “{other}”, not from “{plan}”.",
                    other=passport.plan,
                    plan=plan.id,
                ),
                text(
                    "Check that it is the right file; a plan whose folder was renamed is all right."
                ),
                Place(paper.name),
            )
        )
    if len(paper.passports) > 1:
        findings.append(
            warning(
                "RETURN-MIXED",
                text(
                    "The sheets of this file were printed from {number} different versions or plans.",
                    number=len(paper.passports),
                ),
                text("Look at the footers; the first of them was believed."),
                Place(paper.name),
            )
        )
    return findings


def _not_whole(paper: Paper) -> Finding:
    return warning(
        "RETURN-NOT-WHOLE",
        text(
            "What was printed cannot be printed again, so only the tables and comments were compared, and not the other sheets, nor what stands beside the tables."
        ),
        text("Read those yourself, or look for the plan with the history this was printed from."),
        Place(paper.name),
    )
