"""A returned file beside the whole of what was printed: its table, and every other cell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.returning.comparing import NO_ANSWERS, Answers, Compared, compare
from plc_budget.returning.differences import Difference, Kind
from plc_budget.returning.elsewhere import NOTHING_SPOKEN, Spoken, cell_differences
from plc_budget.returning.facing import NOTHING_FIXED, Fixed, facing, paired, places_of
from plc_budget.returning.labels import mended
from plc_budget.returning.paper import Paper
from plc_budget.returning.reprinting import Printing, printings
from plc_budget.returning.tables import Table, budget_table, timetable_table
from plc_budget.sheets.wording import BUDGET, COMPARISON, DRAFT, HISTORY, PRECHECK, TIMETABLE

if TYPE_CHECKING:
    from plc_budget.plan.saving import Opened
    from plc_budget.returning.base import Base

_OF_THE_MOMENT = (PRECHECK, COMPARISON, HISTORY)
"""Sheets that hang on when the file was printed, and whether as a draft."""
_COMMENT = text("Somebody has to read it; the plan holds no comments.")


def compare_whole(
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
        As :func:`plc_budget.returning.comparing.compare`; None only where the sheets that were
        printed are not there either.
    """
    best: tuple[Compared | None, list[Difference]] | None = None
    findings: list[Finding] = []
    known: tuple[Compared | None, list[Finding]] | None = None
    for printing in printings(paper, opened, base) if _can_be_printed(paper, base) else ():
        if known is None:
            known = compare(mended(paper, printing), base.plan, answers, sheet)
            findings = known[1]
        found = _elsewhere(paper, printing, known[0])
        if best is None or len(found) < len(best[1]):
            best = (known[0], found)
        if not any(_is_of_the_moment(one, paper) for one in found):
            break
    if best is None:
        compared, findings = compare(paper, base.plan, answers, sheet)
        return _joined(compared, [*_beside(paper)], paper), [*findings, _not_whole(paper)]
    compared, found = best
    if compared is None and _is_hopeless(found):
        return None, findings
    findings = [] if compared is None else findings
    return _joined(compared or Compared(BUDGET, ()), [*found, *_beside(paper)], paper), findings


def _can_be_printed(paper: Paper, base: Base) -> bool:
    return base.is_printed or paper.passport is None


def _is_hopeless(found: Sequence[Difference]) -> bool:
    """Tell whether not even the sheet of the budget is there, whatever its headings say."""
    return any(one.kind is Kind.SHEET and one.before == BUDGET for one in found)


def _is_of_the_moment(one: Difference, paper: Paper) -> bool:
    del paper
    return one.cell.startswith(_OF_THE_MOMENT) or one.before in _OF_THE_MOMENT


def _elsewhere(paper: Paper, printing: Printing, compared: Compared | None) -> list[Difference]:
    """Compare every sheet of ours with what it has become."""
    known, fixed, spoken = _known(printing, compared)
    pairs = paired(printing.sheets, paper.sheets, known)
    there = {sheet.name: sheet for sheet in paper.sheets}
    faces = [facing(sheet, there[pairs[sheet.name]], fixed.get(sheet.name, NOTHING_FIXED))
             for sheet in printing.sheets if sheet.name in pairs]  # fmt: skip
    places = places_of(faces)
    said = {one.cell for one in compared.differences} if compared else set()
    cells = [one for face in faces
             for one in cell_differences(face, printing, places,
                                         spoken.get(face.ours.name, NOTHING_SPOKEN))
             if one.cell not in said]  # fmt: skip
    return [*_sheets(printing, paper, pairs, said), *_mark(printing, paper), *cells]


def _known(
    printing: Printing, compared: Compared | None
) -> tuple[dict[str, str], dict[str, Fixed], dict[str, Spoken]]:
    """Say what the comparison of the tables knows of their sheets."""
    names: dict[str, str] = {}
    fixed: dict[str, Fixed] = {}
    spoken: dict[str, Spoken] = {}
    lines, slots = (compared.lines, compared.slots) if compared else (None, None)
    ours, _ = budget_table(printing.sheets)
    if lines is not None and ours is not None:
        theirs, order = lines.sight.table, [line.code for line in lines.plan.budget.lines]
        rows = {row: order.index(line.code) for row, line in lines.pairs.items()}
        possible = {order.index(code) for codes in lines.asked.values() for code in codes}
        names[BUDGET], fixed[BUDGET], spoken[BUDGET] = _of(ours, theirs, rows, possible)
    table = timetable_table(printing.sheets)
    if slots is not None and table is not None:
        possible = {one for some in slots.asked.values() for one in some}
        found = _of(table, slots.sight.table, slots.pairs, possible)
        names[TIMETABLE], fixed[TIMETABLE], spoken[TIMETABLE] = found
    return names, fixed, spoken


def _of(
    ours: Table, theirs: Table, pairs: Mapping[int, int], possible: set[int]
) -> tuple[str, Fixed, Spoken]:
    rows = {theirs.header: ours.header}
    rows |= {row: ours.rows[at] for row, at in pairs.items() if at < len(ours.rows)}
    for mine, there in ((ours.total, theirs.total), (ours.words, theirs.words)):
        if mine is not None and there is not None:
            rows[there] = mine
    columns = {theirs.columns[name]: column for name, column in ours.columns.items()
               if name in theirs.columns}  # fmt: skip
    apart = [row for row in theirs.rows if row not in rows]
    gone = [row for at, row in enumerate(ours.rows) if at in possible or row not in rows.values()]
    if theirs.total is None and ours.total is not None and ours.words is not None:
        gone.append(ours.total)
    if theirs.words is None and ours.words is not None:
        gone.append(ours.words)
    lost = [column for name, column in ours.columns.items() if name not in theirs.columns]
    return theirs.sheet.name, Fixed(rows, columns, apart), Spoken(apart, [*columns], gone, lost)


def _sheets(
    printing: Printing, paper: Paper, pairs: dict[str, str], said: set[str]
) -> Iterator[Difference]:
    """Name the sheets that are gone, new, renamed or hidden."""
    for sheet in printing.sheets:
        if sheet.name not in pairs and f"{sheet.name}!" not in said:
            yield Difference(Kind.SHEET, f"{sheet.name}!", before=sheet.name)
        elif sheet.name in pairs and pairs[sheet.name] != sheet.name:
            yield Difference(Kind.SHEET_RENAMED, f"{pairs[sheet.name]}!", before=sheet.name,
                             after=pairs[sheet.name])  # fmt: skip
    names = [*dict.fromkeys([*(sheet.name for sheet in paper.sheets), *paper.margins.names])]
    for name in names:
        if name not in pairs.values():
            remark = text("It was not printed with the others; read it yourself.")
            yield Difference(Kind.SHEET_ADDED, f"{name}!", after=name, remark=remark)


def _mark(printing: Printing, paper: Paper) -> Iterator[Difference]:
    """Say when a draft has lost the words that mark it."""
    is_marked = any(DRAFT in words for words in paper.margins.headers)
    if printing.is_draft and not is_marked and paper.passport is not None:
        yield Difference(Kind.MARK, "", before=DRAFT,
                         remark=text("It was printed as a draft; it is not to be signed."))  # fmt: skip


def _beside(paper: Paper) -> Iterator[Difference]:
    """Name what never was on a paper of ours, whatever it was printed from."""
    hidden = {sheet.name for sheet in paper.sheets if sheet.hidden} | paper.margins.hidden
    for name in paper.margins.names or [sheet.name for sheet in paper.sheets]:
        if name in hidden:
            yield Difference(Kind.SHEET_HIDDEN, f"{name}!", before=name)
    for one in paper.margins.comments:
        yield Difference(Kind.COMMENT, f"{one.sheet}!{one.cell}", after=one.words, remark=_COMMENT)
    for sheet, cell in paper.margins.far:
        remark = text("It stands further out than any sheet of ours; there may be more of it.")
        yield Difference(Kind.WRITTEN, f"{sheet}!{cell}", after="…", remark=remark)


def _joined(compared: Compared | None, more: list[Difference], paper: Paper) -> Compared | None:
    """Put all differences into the order of the file."""
    if compared is None:
        return None
    order = {sheet.name: at for at, sheet in enumerate(paper.sheets)}
    first = order.get(compared.sheet, 0)

    def place(one: Difference) -> tuple[int, int, int]:
        name, mark, address = one.cell.rpartition("!")
        name = name if mark else one.cell.rpartition(":")[0]
        digits = "".join(sign for sign in address if sign.isdecimal()) if mark else ""
        return order.get(name, first), int(digits[:7]) if digits else 10**7, len(address)

    return replace(compared, differences=tuple(sorted([*compared.differences, *more], key=place)))


def _not_whole(paper: Paper) -> Finding:
    return warning(
        "RETURN-NOT-WHOLE",
        text(
            "What was printed cannot be printed again, so only the tables and comments were compared, and not the other sheets, nor what stands beside the tables."
        ),
        text("Read those yourself, or look for the plan with the history this was printed from."),
        Place(paper.name),
    )
