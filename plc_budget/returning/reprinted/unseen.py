"""What a returned file keeps from being seen; no paper of ours hides anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.reading.formulas import cell_at
from plc_budget.returning.reading.margins import Disguise, Unseen
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reprinted.pages import page_differences
from plc_budget.sheets.wording import CODE
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet

_LONGEST = 200
_HIDDEN = text("It still counts and is neither shown nor printed; show it again and look at it.")
_DISGUISED = text("The number format of the cell shows something else; what is compared is what the cell holds.")  # fmt: skip


def unseen_differences(paper: Paper) -> Iterator[Difference]:
    """Name hidden rows and columns that hold something, and cells whose format hides what they hold.

    Parameters
    ----------
    paper : Paper
        The file.
    """
    there = {sheet.name: sheet for sheet in paper.sheets}
    for one in paper.margins.unseen:
        if one.sheet in there and (held := _held(there[one.sheet], one)):
            yield Difference(Kind.UNSEEN, f"{one.sheet}!{_stretch(one)}", before=held,
                             remark=_HIDDEN)  # fmt: skip
    yield from page_differences(paper)
    for disguise in paper.margins.disguises:
        cell = _cell(there, disguise)
        yield Difference(Kind.DISGUISED, f"{disguise.sheet}!{disguise.cell}", before=_said(cell),
                         after=disguise.shown, remark=_DISGUISED)  # fmt: skip


def _held(sheet: Sheet, one: Unseen) -> str:
    """Return what is hidden: the first words of each row, or of the columns; empty if nothing is."""
    if one.is_column:
        cut = (_first(row[one.first : one.last + 1]) for row in sheet.rows)
        first = next(filter(None, cut), "")
        return "" if first == CODE and one.first == one.last else first
    words = filter(None, map(_first, sheet.rows[one.first : one.last + 1]))
    return "、".join(words)[:_LONGEST]


def _first(cells: Sequence[ForeignCell]) -> str:
    return next((_said(cell) for cell in cells if not cell.is_empty), "")


def _stretch(one: Unseen) -> str:
    """Name rows or columns as Excel does: ``6:6``, ``E:F``."""
    if one.is_column:
        return f"{column_letters(one.first)}:{column_letters(one.last)}"
    return f"{one.first + 1}:{one.last + 1}"


def _cell(there: dict[str, Sheet], disguise: Disguise) -> ForeignCell:
    spot = cell_at(disguise.cell)
    sheet = there.get(disguise.sheet)
    return sheet.cell(*spot) if sheet is not None and spot is not None else ForeignCell()


def _said(cell: ForeignCell) -> str:
    return cell.formula or (plain(cell.value) if cell.value is not None else cell.text)
