"""A returned file beside the whole of what was printed: its table, and every other cell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, warning
from plc_budget.language import text
from plc_budget.returning.comparing.comparing import NO_ANSWERS, Answers, Compared, compare
from plc_budget.returning.comparing.differences import AT_THE_END, Difference, Kind
from plc_budget.returning.comparing.sheets import printed_sheets
from plc_budget.returning.reading.margins import MOST
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reading.tables import SEVERAL
from plc_budget.returning.reprinted.elsewhere import NOTHING_SPOKEN, cell_differences
from plc_budget.returning.reprinted.facing import NOTHING_FIXED, facing, paired, places_of
from plc_budget.returning.reprinted.following import with_causes
from plc_budget.returning.reprinted.known import known_of, without_following
from plc_budget.returning.reprinted.labels import mended
from plc_budget.returning.reprinted.naming import naming
from plc_budget.returning.reprinted.pages import cut_sheet, cut_tables
from plc_budget.returning.reprinted.reprinting import Printing, printings
from plc_budget.returning.reprinted.unseen import unseen_differences
from plc_budget.sheets.passport import short_id
from plc_budget.sheets.wording import BUDGET, COMPARISON, DRAFT, HISTORY, PRECHECK

if TYPE_CHECKING:
    from plc_budget.plan.history.saving import Opened
    from plc_budget.returning.comparing.base import Base

_OF_THE_MOMENT = (PRECHECK, COMPARISON, HISTORY)
"""Sheets that hang on when the file was printed, and whether as a draft."""
BESIDE = (Kind.COMMENT, Kind.SHEET_HIDDEN, Kind.UNSEEN, Kind.DISGUISED, Kind.FOOTER, Kind.HEADER,
          Kind.AREA, Kind.MORE, Kind.WRITTEN)  # fmt: skip
"""What was never on a paper of ours, whatever the plan says."""
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
        As :func:`plc_budget.returning.comparing.comparing.compare`; None only where it has to be said first
        which sheet is meant, or where the file may be none of ours.
    """
    best: Compared | None = None
    tables: tuple[Compared | None, list[Finding]] = None, []
    for printing in printings(paper, opened, base) if _can_be_printed(paper, base) else ():
        if best is None:
            healed = mended(paper, printing)
            tables = compare(healed, base.plan, answers, sheet, printing.sheets)
        found = _whole(paper, printing, tables[0])
        if best is None or _strange(found) < _strange(best):
            best = found
        if _is_scribble(found) or not any(map(_is_of_the_moment, found.differences)):
            break
    if best is None:
        healed = _labelled(paper, opened, base)
        compared, findings = compare(healed, base.plan, answers, sheet)
        more = [] if compared is None else [_not_whole(paper)]
        beside = [*_relabelled(paper, healed), *_beside(paper), *cut_tables(paper)]
        return _joined(compared, beside, paper), [*findings, *more]
    if tables[0] is None and (sheet or _is_unsure(best, paper, tables[1])):
        return None, tables[1]
    return _joined(best, [*_beside(paper)], paper), tables[1]


def _labelled(paper: Paper, opened: Opened, base: Base) -> Paper:
    """Put headings back that were typed over, if the footer names this very plan."""
    if paper.passport is None or paper.passport.plan != short_id(opened.plan.id):
        return paper
    return mended(paper, Printing(printed_sheets(base.plan), {}, is_draft=False))


def _relabelled(paper: Paper, healed: Paper) -> Iterator[Difference]:
    """Name the headings that were put back."""
    for old, new in zip(paper.sheets, healed.sheets, strict=True):
        rows = range(len(new.rows)) if old is not new else ()
        for row, column in ((one, at) for one in rows for at in range(len(new.rows[one]))):
            was, now = new.cell(row, column), old.cell(row, column)
            if was != now:
                cell = old.address(row, column)
                yield Difference(Kind.CELL, cell, before=was.text, after=now.formula or now.text)


def _can_be_printed(paper: Paper, base: Base) -> bool:
    return base.is_printed or paper.passport is None


def _strange(found: Compared) -> int:
    """Count the cells that differ; that a draft is not marked as one tells nothing of them."""
    return sum(one.kind is not Kind.MARK for one in found.differences)


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


def _whole(paper: Paper, printing: Printing, tables: Compared | None) -> Compared:
    """Compare every sheet of ours with what it has become, and put that beside the tables."""
    known = known_of(printing, tables)
    pairs = paired(printing.sheets, paper.sheets, known.names)
    there = {sheet.name: sheet for sheet in paper.sheets}
    faces = [facing(sheet, there[pairs[sheet.name]], known.fixed.get(sheet.name, NOTHING_FIXED))
             for sheet in printing.sheets if sheet.name in pairs]  # fmt: skip
    places = places_of(faces)
    tables = tables or Compared(pairs.get(BUDGET, BUDGET), ())
    kept = [*with_causes(without_following(tables.differences, faces, places), faces, places)]
    said = {one.cell for one in kept}
    cells = [one for face in faces
             for one in cell_differences(face, printing, places,
                                         known.spoken.get(face.ours.name, NOTHING_SPOKEN))
             if one.cell not in said]  # fmt: skip
    cut = [one for face in faces for one in cut_sheet(face, printing.pages, paper.margins.pages)]
    more = [*_sheets(printing, paper, pairs, said), *_mark(printing, paper), *cut,
            *map(naming(tables), cells)]  # fmt: skip
    return replace(tables, differences=(*kept, *more))


def _sheets(
    printing: Printing, paper: Paper, pairs: Mapping[str, str], said: set[str]
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
        yield Difference(Kind.MARK, f"{paper.sheets[0].name}!", before=DRAFT,
                         remark=text("It was printed as a draft; it is not to be signed."))  # fmt: skip


def _beside(paper: Paper) -> Iterator[Difference]:
    """Name what never was on a paper of ours, whatever it was printed from."""
    hidden = {sheet.name for sheet in paper.sheets if sheet.hidden} | paper.margins.hidden
    for name in paper.margins.names or [sheet.name for sheet in paper.sheets]:
        if name in hidden:
            yield Difference(Kind.SHEET_HIDDEN, f"{name}!", before=name)
    yield from unseen_differences(paper)
    for one in paper.margins.comments:
        yield Difference(Kind.COMMENT, f"{one.sheet}!{one.cell}", after=one.words, remark=_COMMENT)
    if len(paper.margins.comments) == MOST:
        remark = text("Only the first {most} comments are shown.", most=MOST)
        yield Difference(Kind.MORE, f"{paper.sheets[0].name}!", remark=remark)
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
        return order.get(name, first), one.row or AT_THE_END, len(address)

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
