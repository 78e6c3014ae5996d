"""Every cell of a returned file beside the cell that was printed, whichever sheet it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import plain
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.comparing.fields import FOLLOWS
from plc_budget.returning.reading.formulas import spelled
from plc_budget.returning.reprinted.facing import Facing, value_of
from plc_budget.returning.reprinted.following import cause
from plc_budget.returning.reprinted.reprinting import Printing
from plc_budget.returning.reprinted.respelling import Places, is_still_ours
from plc_budget.sheets.passport import squeezed
from plc_budget.sheets.stored import Stored
from plc_budget.sheets.wording import CODE, PRECHECK, RULES
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell
from plc_budget.spreadsheets.sheet import Kind as CellKind

MOST = 300
"""Most differences of a sheet that are named one by one."""
_LONGEST = 200
_NEAREST = Decimal("1e-9")
"""By what part of it a number may differ that programs work out with other last digits."""
_NOTHING = Stored("", is_formula=False, is_text=False)
_NOT_READ = text("The plan is not read from this cell; nothing is to be taken over.")
_BY_RULES = text(
    "This sheet is written from the rules; another edition of plc-budget or of its rules since the printing can have changed it, too."
)
_AS_TEXT = text("It is a text now and no number any more, or the other way round.")
_AS_PERCENT = text("It is shown as a percentage now, or is none any more; the number is the same.")
_WORKED_OUT = text("The sheet works this cell out; nothing is to be taken over.")


@dataclass(frozen=True)
class Spoken:
    """Cells of a sheet that were compared line by line and are not named a second time.

    Attributes
    ----------
    rows : collection of int
        Rows of theirs whose table cells are named as a new line, or asked about.
    columns : collection of int
        The columns of the table there.
    gone : collection of int
        Rows of ours that are named as removed.
    lost : collection of int
        Columns of ours that are named as removed.
    """

    rows: Collection[int] = ()
    columns: Collection[int] = ()
    gone: Collection[int] = ()
    lost: Collection[int] = ()


NOTHING_SPOKEN = Spoken()


def cell_differences(
    face: Facing, printing: Printing, places: Places, spoken: Spoken = NOTHING_SPOKEN
) -> list[Difference]:
    """Compare a sheet cell by cell.

    Parameters
    ----------
    face : Facing
        Our sheet and theirs.
    printing : Printing
        All of our sheets, and what their formulas come to.
    places : Places
        Where our cells lie in the file.
    spoken : Spoken
        What was compared already.

    Returns
    -------
    list[Difference]
        At most :data:`MOST` and one that says that there are more.
    """
    reading = _Reading(face, printing, places, spoken)
    found = [*islice(reading.all(), MOST + 1)]
    if len(found) <= MOST:
        return found
    more = text("More than {most} cells of this sheet differ.", most=MOST)
    return [*found[:MOST], Difference(Kind.MORE, f"{face.theirs.name}!", remark=more)]


@dataclass(frozen=True)
class _Reading:
    """One sheet beside the other."""

    face: Facing
    printing: Printing
    places: Places
    spoken: Spoken

    def all(self) -> Iterator[Difference]:
        """Walk over the rows of the file, then over what is gone."""
        theirs, rows = self.face.theirs, self.face.rows
        for row in sorted({*range(len(theirs.rows)), *rows}):
            for column in self._columns(row):
                yield from self._cell((rows.get(row), self.face.columns.get(column)), row, column)
        yield from self._removed_rows()
        yield from map(self._removed_column, self._lost())

    def _columns(self, row: int) -> Iterator[int]:
        """List the columns of a row of theirs that are to be compared."""
        cells = self.face.theirs.rows[row] if row < len(self.face.theirs.rows) else ()
        width = len(cells)
        if row in self.face.rows:
            width = max([width, *(column + 1 for column in self.face.columns)])
        is_named = row in self.spoken.rows
        for column in range(width):
            if not (is_named and column in self.spoken.columns):
                yield column

    def _cell(
        self, at: tuple[int | None, int | None], row: int, column: int
    ) -> Iterator[Difference]:
        mine = NO_CELL if None in at else self.face.ours.cell(*at)  # type: ignore[arg-type]
        theirs = self.face.theirs.cell(row, column)
        if mine is theirs:
            return
        result = self._result(*at) if mine.formula else _NOTHING
        kind, remark = self._kind(mine, theirs, result)
        if kind is not None:
            cell = self.face.theirs.address(row, column)
            before = shown(mine, _NOTHING if kind is Kind.FORMULA else result)
            yield Difference(kind, cell, before=before, after=shown(theirs),
                             remark=self._remark(kind, remark))  # fmt: skip

    def _result(self, row: int | None, column: int | None) -> Stored:
        cells = self.printing.results.get(self.face.ours.name, {})
        known = row is not None and column is not None
        return (
            cells.get(f"{column_letters(column or 0)}{(row or 0) + 1}", _NOTHING)
            if known
            else _NOTHING
        )

    def _kind(
        self, mine: ForeignCell, theirs: ForeignCell, result: Stored
    ) -> tuple[Kind | None, Words]:
        if theirs.formula:
            if mine.formula:
                on = self.face.ours.name
                if is_still_ours(mine.formula, theirs.formula, on, self.places):
                    return None, NOTHING
                why = cause(mine.formula, theirs.formula, on, self.places)
                return Kind.FORMULA, _WORKED_OUT if why == NOTHING else why
            return (Kind.WRITTEN if mine.is_empty else Kind.FORMULA), _NOT_READ
        if mine.formula:
            is_fixed = _comes_to(theirs, result)
            return (Kind.FIXED, FOLLOWS) if is_fixed else (Kind.OVERWRITTEN, _WORKED_OUT)
        before, after = value_of(mine), value_of(theirs)
        if before == after:
            return self._if_shown_alike(mine, theirs)
        is_retyped = before is not None and after is not None and type(before) is not type(after)
        kind = Kind.WRITTEN if before is None else Kind.CELL
        return kind, _AS_TEXT if is_retyped else _NOT_READ

    @staticmethod
    def _if_shown_alike(mine: ForeignCell, theirs: ForeignCell) -> tuple[Kind | None, Words]:
        """Tell whether one of two numbers is shown as a percentage: 80 as 8000%."""
        is_percent = [cell.kind is CellKind.PERCENT for cell in (mine, theirs)]
        return (Kind.DISGUISED, _AS_PERCENT) if is_percent[0] != is_percent[1] else (None, NOTHING)

    def _remark(self, kind: Kind, remark: Words) -> Words:
        by_rules = self.face.ours.name in (PRECHECK, RULES)
        is_open = kind in (Kind.CELL, Kind.ROW) or (
            kind is Kind.FORMULA and remark in (_WORKED_OUT, _NOT_READ)
        )
        return _BY_RULES if by_rules and is_open else remark

    def _removed_rows(self) -> Iterator[Difference]:
        """Name the rows of ours that are nowhere."""
        here = {*self.face.rows.values()} | {*self.spoken.gone}
        for row, cells in enumerate(self.face.ours.rows):
            words = [shown(cell, self._result(row, at)) for at, cell in enumerate(cells)
                     if not cell.is_empty]  # fmt: skip
            if row not in here and words:
                yield Difference(Kind.ROW, f"{self.face.ours.name}:{row + 1}",
                                 before="、".join(words)[:_LONGEST],
                                 remark=self._remark(Kind.ROW, _NOT_READ))  # fmt: skip

    def _lost(self) -> list[int]:
        """List the columns of ours that are nowhere and held something."""
        here = {*self.face.columns.values()} | {*self.spoken.lost}
        held = {column for cells in self.face.ours.rows for column, cell in enumerate(cells)
                if not cell.is_empty}  # fmt: skip
        codes = {column for cells in self.face.ours.rows for column, cell in enumerate(cells)
                 if cell.text == CODE}  # fmt: skip
        return sorted(held - here - codes)

    def _removed_column(self, column: int) -> Difference:
        cells = [cells[column] for cells in self.face.ours.rows if column < len(cells)]
        words = next((shown(cell) for cell in cells if not cell.is_empty), "")
        return Difference(Kind.COLUMN, f"{self.face.theirs.name}!{words}", before=words,
                          remark=_NOT_READ)  # fmt: skip


def shown(cell: ForeignCell, result: Stored = _NOTHING) -> str:
    """Write a cell as a person reads it; a formula as what it comes to, where that is known."""
    if cell.formula:
        return _plainly(result) if result.value else spelled(cell.formula)[:_LONGEST]
    if cell.value is not None and cell.kind in (CellKind.NUMBER, CellKind.PERCENT):
        return plain(cell.value) + "%" * (cell.kind is CellKind.PERCENT)
    return cell.text[:_LONGEST]


def _plainly(result: Stored) -> str:
    number = _number(result)
    if number is None:
        return result.value[:_LONGEST]
    return plain(number if _is_whole(number) else Decimal(f"{number:.12g}"))


def _number(result: Stored) -> Decimal | None:
    """Read a stored number; money is whole and stays exact, however much it is."""
    if result.is_text:
        return None
    try:
        number = Decimal(result.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _comes_to(cell: ForeignCell, result: Stored) -> bool:
    """Tell whether what was typed over a formula is what it came to: money to the dollar, parts nearly."""
    value, due = value_of(cell), _number(result)
    if isinstance(value, Decimal) and due is not None:
        slack = Decimal(0) if _is_whole(due) else abs(due) * _NEAREST
        return abs(value - due) <= slack
    return isinstance(value, str) and result.is_text and value == squeezed(result.value)
