"""Taking over what the planner accepts: what is asked and answered, which differences are meant, saving them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plc_budget.findings import Finding, Place, Words, error
from plc_budget.language import NOTHING, text
from plc_budget.plan import Plan
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.what_if import recount
from plc_budget.review.differences import BUDGET, DETAILS, TIMETABLE, Change, Difference, Kind
from plc_budget.review.merge import put
from plc_budget.review.paper import Paper
from plc_budget.review.printed import Base
from plc_budget.review.printout import Sum
from plc_budget.review.review import Review, review_paper
from plc_budget.tables import TABLES, BudgetRow, TimetableRow

ALL = "all"
STEP = "帶回修改"
"""What the step is called in the history."""
PRINTED = text("as printed")
IN_PLAN = text("in the plan")
_PARTS = re.compile(r"[,，、;；\s]+")
_FIRST = 2
"""Row of a table of the plan with its first record, below the headings."""
Answer = tuple[int, str]
"""A row of the file, from 1, and one of the choices; nothing for a new line."""


def find_asked_row(one: Difference) -> tuple[str, int]:
    """Return the table and the row, from 1, that a question is about.

    Examples
    --------
    >>> find_asked_row(Difference(Kind.QUESTION, "經費概算表!A6", choices=("printing",)))
    ('budget', 6)
    """
    return TIMETABLE if one.choices[0].isdecimal() else BUDGET, one.row


def list_choices(one: Difference, plan: Plan) -> list[tuple[str, str]]:
    """Return what a row that is asked about may be: each choice and what it is called."""
    names = {line.code: line.name for line in plan.budget.lines}
    names |= {str(at): slot.activity for at, slot in enumerate(plan.timetable)}
    return [(choice, names.get(choice, choice)) for choice in one.choices]


def review_with_answers(
    paper: Paper, opened: Opened, said: Sequence[Answer], sheet: str = ""
) -> tuple[Review | None, list[Finding], list[Finding]]:
    """Review a file with the answers a planner typed; one answer can settle or raise other questions.

    Returns
    -------
    tuple[Review or None, list[Finding], list[Finding]]
        As :func:`plc_budget.review.review.review_paper`, and the answers nothing was asked for.
    """
    answers: dict[tuple[str, int], str] = {}
    left = list(said)
    review, findings = review_paper(paper, opened, answers, sheet)
    while review is not None and left:
        asked = [
            (find_asked_row(one), ("", *one.choices))
            for one in review.differences
            if one.kind is Kind.QUESTION
        ]
        known = (
            (answer, (table, row))
            for answer in left
            for (table, row), choices in asked
            if row == answer[0] and answer[1] in choices
        )
        answer, where = next(known, ((0, ""), None))
        if where is None:
            return review, findings, [_not_asked(answer) for answer in left]
        left.remove(answer)
        answers[where] = answer[1]
        review, findings = review_paper(paper, opened, answers, sheet)
    return review, findings, []


def _not_asked(answer: Answer) -> Finding:
    words = f"{answer[0]}={answer[1]}"
    return error(
        "RETURN-NOT-ASKED",
        text("“{words}” is no answer to anything that is asked about this file.", words=words),
        text("Below the list stands what can be answered, and how; leave the others out."),
        Place(words),
    )


def choose_differences(
    differences: Sequence[Difference], words: Sequence[str], base: Base | None = None
) -> tuple[list[Difference], list[Finding]]:
    """Return the differences that are named.

    Parameters
    ----------
    differences : sequence of Difference
        All of them; they are numbered from 1.
    words : sequence of str
        ``all`` but what the plan has changed as well, a number, a cell (``C6`` or
        ``經費概算表!C6``), or a row that is gone, as it is listed or by its code; several may stand
        in one word, apart from each other.
    base : Base or None
        What the file was compared with.

    Returns
    -------
    tuple[list[Difference], list[Finding]]
        In the order of the file; and what was named and is none of them, or cannot be taken over.
    """
    bare = [word.strip() for word in words]
    if not any(one.can_be_taken for one in differences) and ALL in map(str.lower, bare):
        return [], [_no_such(ALL)]
    named: set[int] = set()
    findings: list[Finding] = []
    for word in bare:  # the name of a sheet may hold a blank or a comma
        is_whole = bool(_find(differences, word, base))
        for part in [word] if is_whole else filter(None, _PARTS.split(word)):
            found = _find(differences, part, base)
            takeable = {at for at in found if differences[at].can_be_taken}
            if part.lower() != ALL and not takeable:
                one = differences[min(found)] if found else None
                findings.append(_no_such(part) if one is None else _cannot(one, base))
            named |= takeable
    return [differences[at] for at in sorted(named)], findings


def _find(differences: Sequence[Difference], word: str, base: Base | None) -> set[int]:
    if word.lower() == ALL:
        return {at for at, one in enumerate(differences) if not one.is_contested}
    if word.isdecimal():
        return {int(word) - 1} & set(range(len(differences)))
    return {
        at
        for at, one in enumerate(differences)
        for name in (one.cell, one.cell.rpartition("!")[2], one.key, where(one, base))
        if word and word.upper() == name.upper()
    }


def _no_such(word: str) -> Finding:
    if word == ALL:
        return error(
            "RETURN-NOTHING",
            text("There is nothing in this file to be taken over."),
            text("What is listed, if anything, can only be read; leave --accept out."),
            Place(ALL),
        )
    return error(
        "RETURN-UNKNOWN",
        text("There is no difference called “{word}”.", word=word),
        text("Name a cell as it is listed, its number, or all."),
        Place(word),
    )


def _cannot(one: Difference, base: Base | None) -> Finding:
    cell = where(one, base)
    said = text("{cell} cannot be taken over: {kind}.", cell=cell, kind=one.what)
    return error("RETURN-FOLLOWS", said, one.remark, Place(cell))


def where(one: Difference, base: Base | None) -> str:
    """Return the cell of a difference; of a row that is gone, where it stood when it was printed."""
    if one.kind is Kind.SLOT_REMOVED:
        return str(text("was activity {number}", number=int(one.line) + 1))
    if one.kind is Kind.LINE_REMOVED and base is not None:
        codes = [line.code for line in base.plan.budget.lines]
        return str(text("was item {number}", number=codes.index(one.line) + 1))
    return one.cell.removesuffix("!")


def heading(base: Base | None) -> Words:
    """Return what the values of a file are beside: those that were printed, or the plan's."""
    return PRINTED if base is not None and base.is_printed else IN_PLAN


def heading_now(base: Base | None) -> Words:
    """Return what the values are that the plan has by now."""
    return text("by now (version {now})", now=base.now if base is not None else 1)


def has_moved_on(base: Base | None, differences: Iterable[Difference]) -> bool:
    """Tell whether the plan says something else by now, where a file differs from what was printed."""
    is_old = base is not None and base.is_printed and not base.is_current
    return is_old and any(one.now not in (None, one.before) for one in differences)


def find_now(one: Difference, base: Base | None) -> str | None:
    """Return what the plan says by now where a difference is: empty if nothing, None if that is not known."""
    return one.before if base is not None and base.is_current else one.now


def totals(file: Sum | None, base: Base | None, now: int) -> Words:
    """Say what a file comes to, beside what was printed and what the plan comes to by now. [NTD]

    Nothing is said of a file without a budget table; ``now`` is the total of the plan.
    """
    if file is None:
        return NOTHING
    if file.money is None:
        return text(
            "What the lines of the file come to cannot be told: mend {cells} first.",
            cells="、".join(file.unclear),
        )
    printed = base.plan.budget.total if base is not None and base.is_printed else now
    said = (
        text(
            "The lines of the file come to {file:,} NTD (the plan: {now:,}).",
            file=file.money,
            now=now,
        )
        if printed == now
        else text(
            "The lines of the file come to {file:,} NTD (as printed: {printed:,}; the plan by now: {now:,}).",
            file=file.money,
            printed=printed,
            now=now,
        )
    )
    if file.own in (None, file.money):
        return said
    return text("{sentence} Its own row of the total says {own:,}.", sentence=said, own=file.own)


@dataclass(frozen=True)
class Taken:
    """What would be saved; None where nothing of it changes."""

    rows: tuple[BudgetRow, ...] | None = None
    timetable: tuple[TimetableRow, ...] | None = None
    details: Mapping[str, object] | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changes."""
        return self.rows is None and self.timetable is None and self.details is None


def apply_differences(plan: Plan, accepted: Sequence[Difference]) -> tuple[Taken, list[Finding]]:
    """Work out what a plan becomes when differences are taken over.

    Parameters
    ----------
    plan : Plan
        As it is now.
    accepted : sequence of Difference
        Those a planner accepted.

    Returns
    -------
    tuple[Taken, list[Finding]]
        And what cannot be taken over because the plan has changed too much since.
    """
    changes = [one.change for one in accepted if one.change is not None]
    findings: list[Finding] = []
    lines = {row.code: row for row in plan.rows}
    rows = _apply(BUDGET, lines, _with_free_codes(changes, lines), findings)
    days = {str(number): row for number, row in enumerate(plan.timetable)}
    slots = _apply(TIMETABLE, days, changes, findings)
    if slots != plan.timetable and any(row.source and row.quantity is not None for row in rows):
        counted, _ = recount(plan, rows, slots)  # quantities that repeat the timetable's go with it
        rows = rows if counted is None else tuple(counted.rows)
    details = {
        key: value for one in changes if one.table == DETAILS for key, value in one.values.items()
    }
    return Taken(
        None if rows == plan.rows else rows,
        None if slots == plan.timetable else slots,
        details or None,
    ), findings


def _with_free_codes(changes: Sequence[Change], lines: Mapping[str, BudgetRow]) -> list[Change]:
    """Call new lines, and the new lines a percentage is taken of, by codes the plan has not got since."""
    codes: dict[str, str] = {}
    for one in changes:
        if one.table == BUDGET and one.is_new:
            number, free = 2, one.line
            while free in lines:
                free, number = f"{one.line}_{number}", number + 1
            codes[one.line] = free
    renamed = []
    for one in changes:
        if one.table == BUDGET and one.is_new:
            base = one.values.get("base", ())
            named = tuple(codes.get(code, code) for code in base) if isinstance(base, tuple) else ()
            values = {**one.values, "code": codes[one.line], "base": named}
            renamed.append(replace(one, line=codes[one.line], values=values))
        else:
            renamed.append(one)
    return renamed


def _apply(
    table: str, rows: Mapping[str, Any], changes: Sequence[Change], findings: list[Finding]
) -> tuple[Any, ...]:
    """Change, add, move and remove rows of a table, each known by its name."""
    found, changes = dict(rows), [one for one in changes if one.table == table]
    known = [one for one in changes if one.is_new or one.line in rows]
    findings += [
        error(
            "RETURN-GONE",
            text("The line “{line}” is not in the plan any more.", line=one.line),
            text("Leave it out, or add the line again first."),
            Place(line=one.line),
        )
        for one in changes
        if one not in known
    ]
    for one in known:
        make = TABLES[table].row
        found[one.line] = (
            make(**one.values) if one.is_new else replace(found[one.line], **one.values)
        )
    order = put(rows, [(one.line, one.after) for one in known if one.is_new or one.is_moved])
    gone = {one.line for one in changes if one.is_gone}
    return tuple(found[name] for name in order if name not in gone)


def take_over(
    opened: Opened, accepted: Sequence[Difference], *, reason: str, by: str = "", name: str = ""
) -> tuple[Opened | Conflict | None, list[Finding]]:
    """Take differences over into the plan, as one step with a reason.

    Parameters
    ----------
    opened : Opened
        The plan as it is.
    accepted : sequence of Difference
        Those a planner accepted.
    reason, by : str
        Why, and who.
    name : str
        The file they came from.

    Returns
    -------
    tuple[Opened or Conflict or None, list[Finding]]
        As :func:`plc_budget.plan.history.saving.save`; None, too, when one of them cannot be taken over.
    """
    taken, findings = apply_differences(opened.plan, accepted)
    if findings:
        return None, findings
    step = f"{STEP}（{name}）" if name else STEP
    saved, findings = save(
        opened,
        rows=taken.rows,
        timetable=taken.timetable,
        details=taken.details,
        step=step[:200],
        reason=reason,
        by=by,
    )
    return saved, point_at_cells(findings, taken, accepted) if saved is None else findings


def point_at_cells(
    findings: Sequence[Finding], taken: Taken, accepted: Sequence[Difference]
) -> list[Finding]:
    """Point at the cells of the file where findings speak of rows that would have been saved."""
    return [_point_at_cell(finding, taken, accepted) for finding in findings]


def _point_at_cell(finding: Finding, taken: Taken, accepted: Sequence[Difference]) -> Finding:
    table, field = finding.where.file.removesuffix(".csv"), finding.where.field
    rows = {BUDGET: taken.rows, TIMETABLE: taken.timetable}.get(table)
    at = (finding.where.row or 0) - _FIRST
    row = rows[at] if rows is not None and 0 <= at < len(rows) else None
    cell = next((one.cell for one in accepted if row and _comes_from(one, table, row, field)), "")
    remedy = text("Mend cell {cell} in the file, or leave it out.", cell=cell)
    return replace(finding, remedy=remedy, where=Place(cell=cell)) if cell else finding


def _comes_from(one: Difference, table: str, row: object, field: str) -> bool:
    """Tell whether a field of a row comes from a difference."""
    change = one.change
    if change is None or change.table != table or field not in change.values:
        return False
    is_row = change.is_new or getattr(row, "code", change.line) == change.line
    return is_row and bool(getattr(row, field, None) == change.values[field])
