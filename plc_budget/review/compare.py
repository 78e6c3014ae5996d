"""A returned file beside the whole of what was printed: its tables line by line, and every other cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.plan.history.saving import Opened
from plc_budget.review.around import Sum, around_differences, other_tables, sum_of
from plc_budget.review.beside import beside_differences, cut_tables
from plc_budget.review.budget import LINES
from plc_budget.review.differences import AT_THE_END, Difference, Kind
from plc_budget.review.expected import Copy, copy_of_plan, expected_copies
from plc_budget.review.history import Base
from plc_budget.review.lines import Rows, read_rows, row_differences
from plc_budget.review.paper import Paper
from plc_budget.review.rest import PUT_IN, rest_differences
from plc_budget.review.tables import SEVERAL, budget_table, timetable_table, with_headings
from plc_budget.review.timetable import ACTIVITIES
from plc_budget.review.values import Reading, Values
from plc_budget.sheets.passport import short_id
from plc_budget.sheets.wording import BUDGET, COMPARISON, HISTORY, PRECHECK, TIMETABLE
from plc_budget.spreadsheets.sheet import Sheet

Answers = Mapping[tuple[str, int], str]
"""What a person said which line a row is: (``budget`` or ``timetable``, row from 1) to its code, or
to nothing for a new one."""
NO_ANSWERS: Answers = {}
_OF_THE_MOMENT = (PRECHECK, COMPARISON, HISTORY)
"""Sheets that hang on when the file was printed, and whether as a draft."""


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
    lines, slots : Rows or None
        Which row is which line, and which activity; None where the file has no such table.
    """

    sheet: str
    differences: tuple[Difference, ...]
    total: Sum | None = None
    known: int = 0
    lines: Rows | None = field(default=None, repr=False)
    slots: Rows | None = field(default=None, repr=False)


def compare_paper(
    paper: Paper, opened: Opened, base: Base, answers: Answers = NO_ANSWERS, sheet: str = ""
) -> tuple[Compared | None, list[Finding]]:
    """Compare a returned file with all that was printed.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened
        The plan as it is.
    base : Base
        The version the file was printed from.
    answers : mapping, optional
        What a person said about rows that can be more than one line.
    sheet : str
        The sheet to take, if the budget stands on several.

    Returns
    -------
    tuple[Compared or None, list[Finding]]
        None only where it has to be said first which sheet is meant, or where the file may be none of
        ours.
    """
    can_be_printed = base.is_printed or paper.passport is None
    copies = expected_copies(paper, opened, base) if can_be_printed else iter(())
    first = next(copies, None)
    plain = first or copy_of_plan(base.plan)
    is_ours = paper.passport is not None and paper.passport.plan == short_id(opened.plan.id)
    sheets = with_headings(paper.sheets, plain.sheets) if is_ours else paper.sheets
    tables, findings = compare_tables(sheets, plain.sheets, base, answers, sheet)
    strangers = [] if tables is None else _strangers(paper, opened)
    best: Compared | None = None
    for copy in chain(filter(None, [first]), copies):
        found = _whole(paper, copy, tables)
        if best is None or _strange(found) < _strange(best):
            best = found
        if not any(map(_is_of_the_moment, found.differences)) or _is_scribble(found):
            break
    beside = [*beside_differences(paper)]
    if best is None:
        if tables is None:
            return None, findings
        whole = _whole(paper, plain, tables)
        labels = [
            one
            for one in whole.differences
            if one not in tables.differences and _is_label(one, tables)
        ]
        return _joined(tables, [*labels, *beside, *cut_tables(paper)], paper), [
            *findings,
            *strangers,
            _not_whole(paper),
        ]
    if tables is None and (sheet or _is_unsure(best, paper, findings)):
        return None, findings
    return _joined(best, beside, paper), [*findings, *strangers]


def compare_tables(
    sheets: Sequence[Sheet],
    printed: Sequence[Sheet],
    base: Base,
    answers: Answers = NO_ANSWERS,
    sheet: str = "",
) -> tuple[Compared | None, list[Finding]]:
    """Compare the two tables of a file with those of a plan, line by line.

    None when the file holds no 經費概算表, or it has to be said first on which sheet.
    """
    table, findings = budget_table(sheets, sheet)
    if table is None:
        return None, findings
    ours, times = budget_table(printed)[0], timetable_table(printed)
    values = Values(tuple(sheets))
    reading = Reading(table, values)
    lines = read_rows(reading, LINES, base.plan, _of(answers, "budget"))
    total = sum_of(reading)
    columns = () if ours is None else [*ours.columns]
    found = [
        *around_differences(reading, base.plan, columns, total.money),
        *row_differences(lines, columns),
    ]
    slots = None
    there = timetable_table(sheets)
    if times is not None and there is not None:
        said = _of(answers, "timetable")
        reading = Reading(there, values)
        slots = read_rows(reading, ACTIVITIES, base.plan, said, has_codes=base.is_printed)
        found += row_differences(slots, [*times.columns])
    elif times is not None:
        remark = text("The timetable of the plan stays as it is.")
        found.append(Difference(Kind.SHEET, f"{TIMETABLE}!", before=TIMETABLE, remark=remark))
    return Compared(table.sheet.name, tuple(found), total, len(lines.pairs), lines, slots), [
        *findings,
        *other_tables(sheets, table),
    ]


def _of(answers: Answers, table: str) -> dict[int, str]:
    return {row: code for (name, row), code in answers.items() if name == table}


def _whole(paper: Paper, copy: Copy, tables: Compared | None) -> Compared:
    """Compare every sheet of ours with what it has become, and put that beside the tables."""
    tables = tables or Compared(BUDGET, ())
    named = {one.cell for one in tables.differences}
    more = rest_differences(paper, copy, tables.lines, tables.slots, named)
    return replace(tables, differences=(*tables.differences, *more))


def _is_label(one: Difference, tables: Compared) -> bool:
    """Tell whether a cell is a heading, 合計 or 總計 that was typed over."""
    if one.kind is not Kind.CELL or tables.lines is None:
        return False
    reading = tables.lines.reading
    marks = [
        reading.at(row, "item")
        for row in (reading.table.total, reading.table.words)
        if row is not None
    ]
    return one.cell in marks or one.row == reading.table.header + 1


def _strange(found: Compared) -> int:
    """Count the cells that differ; a sheet of another shape is as many as it takes to call it so.

    That a draft is not marked as one tells nothing of them.
    """
    weights = {Kind.MARK: 0, Kind.SHAPE: PUT_IN}
    return sum(weights.get(one.kind, 1) for one in found.differences)


def _is_unsure(found: Compared, paper: Paper, findings: Sequence[Finding]) -> bool:
    """Tell whether it has to be said first which sheet is meant, or the file may be none of ours."""
    is_gone = any(one.kind is Kind.SHEET and one.before == BUDGET for one in found.differences)
    several = any(finding.code == SEVERAL for finding in findings)
    return several or (is_gone and paper.passport is None)


def _is_scribble(found: Compared) -> bool:
    """Tell whether so much differs that no other way of printing would come near."""
    return any(one.kind is Kind.MORE for one in found.differences)


def _is_of_the_moment(one: Difference) -> bool:
    return one.cell.startswith(_OF_THE_MOMENT) or one.before in _OF_THE_MOMENT


def _joined(compared: Compared, more: list[Difference], paper: Paper) -> Compared:
    """Put all differences into the order of the file."""
    order = {sheet.name: at for at, sheet in enumerate(paper.sheets)}
    first = order.get(compared.sheet, 0)

    def place(one: Difference) -> tuple[int, int, int]:
        name, mark, address = one.cell.rpartition("!")
        name = name if mark else one.cell.rpartition(":")[0]
        return order.get(name, first), one.row or AT_THE_END, len(address)

    return replace(compared, differences=tuple(sorted([*compared.differences, *more], key=place)))


def _strangers(paper: Paper, opened: Opened) -> list[Finding]:
    """Say when the footer names another plan, or footers of two papers stand in one file."""
    findings = []
    passport, plan = paper.passport, opened.plan
    if passport is not None and passport.plan != short_id(plan.id):
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
