"""What the cells of a returned file say: typed, by the formulas of our own sheets, or by LibreOffice.

No stored result is believed.  Our own formulas have a dozen shapes, which are worked out here; any
other formula is asked of LibreOffice where it is installed, and else says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from plc_budget.export.libreoffice import BRIEFLY, NEW_VALUES, convert
from plc_budget.importing.amounts import read_amount
from plc_budget.money import capital_amount, plain, product, whole_ntd
from plc_budget.review.tables import Table
from plc_budget.spreadsheets.addresses import Reference, column_letters
from plc_budget.spreadsheets.formulas import cells_of, references, shape, spell, texts_of
from plc_budget.spreadsheets.plain import write_plain
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Kind, Sheet
from plc_budget.spreadsheets.workbook import read_workbook
from plc_budget.tables.cells import Unreadable, read_clock, read_number, read_price

Spot = tuple[str, int, int]
"""Sheet, row and column, from 0."""
_SHOWN = 80
_LONGEST = 200
_DEEPEST = 12
"""How far formulas of ours take others."""
_MOST_CELLS = 5_000
_DAY = Decimal(24 * 60)
HUNDRED = Decimal(100)
_PRODUCT = re.compile(r"=ROUND\(\{0\}\*\{1\}(?:\*\{2\})?,0\)")
_ADDED = re.compile(r"=\{0\}(?:\+\{\d+\})*")
_SUM = re.compile(r"=(?:SUM\(|SUBTOTAL\(9,)(?:\{\d+\},?)+\)")
PLAIN = re.compile(r"[\d,]+(?:\.\d+)?%?")
"""A text that a spreadsheet counts with as well."""
_OF_KIND = re.compile(r'=SUMIF\(\{0\},"([^"]*)",\{1\}\)')
_MINUTES = "=ROUND(({0}-{1})*1440,0)"
_PERIODS = (
    "=(2*INT({0}/{1})+IF(MOD({0},{1})>={2},1,0))"
    "+IF({0}>(2*INT({0}/{1})+IF(MOD({0},{1})>={2},1,0))*{2},{3},0)"
)
_CAPITALS = re.compile(r'="[^"]*"&TEXT\(\{0\},"\[[^"]*"\)(?:&"(?:[^"]|"")*")+')
_ELSEWHERE = re.compile(
    r"WEBSERVICE|DDE|HYPERLINK|IMPORT|\[|file:|https?:|INDIRECT|CALL", re.IGNORECASE
)
"""What is never handed to LibreOffice: it would look outside the file."""
_COUNTED = re.compile(r"(?P<number>[\d,]+(?:\.\d+)?)[^\d.,]{1,4}")
"""A quantity with its unit: ``60份``."""
_UNIT = re.compile(r"[元圓]/(?P<unit>[^\d()/%]{1,12})$")


class Values:
    """A shell over the sheets of a file, and over what LibreOffice made of them once it was asked."""

    def __init__(self, sheets: tuple[Sheet, ...]) -> None:
        self.sheets = sheets
        self._by_name = {sheet.name: sheet for sheet in sheets}
        self._known: dict[Spot, tuple[Decimal | None, tuple[str, ...]]] = {}

    def cell(self, spot: Spot) -> ForeignCell:
        """Return a cell as it lies in the file."""
        sheet = self._by_name.get(spot[0])
        return NO_CELL if sheet is None else sheet.cell(spot[1], spot[2])

    def number(self, spot: Spot) -> Decimal | None:
        """Return the number of a cell; None if nothing or no number stands there."""
        return self._read(spot, 0)[0]

    def at_fault(self, spot: Spot) -> tuple[str, ...]:
        """Name the cells because of which a cell has no number: those that are typed, through our formulas."""
        return self._read(spot, 0)[1] or (_name(spot),)

    def _read(self, spot: Spot, deep: int) -> tuple[Decimal | None, tuple[str, ...]]:
        """Return the number of a cell and, where it has none, the cells that are at fault."""
        cell = self.cell(spot)
        number: Decimal | None = None
        faults: tuple[str, ...] = (_name(spot),)
        if not cell.formula:
            is_text = cell.kind is Kind.TEXT and cell.value is None
            if not is_text or PLAIN.fullmatch(cell.text.strip()):
                number = number_in(cell)
            return number, faults if number is None else ()
        if deep > _DEEPEST:
            return number, faults
        if spot not in self._known:
            self._known[spot] = number, faults  # of a circle, until it is worked out
            if not self.is_own(cell.formula):
                answer = self._answers.get(spot)
                number = None if answer is None else number_in(answer)
            elif _cell_count(references(cell.formula)) <= _MOST_CELLS:
                number, faults = self._work_out(spot, cell.formula, deep + 1)
            self._known[spot] = number, faults if number is None else ()
        return self._known[spot]

    def words(self, spot: Spot) -> str | None:
        """Return the text of a cell; None if it is a formula that cannot be worked out."""
        cell = self.cell(spot)
        if not cell.formula:
            return cell.text
        if _CAPITALS.fullmatch(shape(cell.formula)):
            total = self.number(next(self._spots(spot, references(cell.formula)[0])))
            if total is None or total != int(total):
                return None
            first, _, *last = texts_of(spell(cell.formula))
            return f"{first}{capital_amount(int(total)).removesuffix('元整')}{''.join(last)}"
        answer = None if self.is_own(cell.formula) else self._answers.get(spot)
        return answer.text if answer is not None else None

    def is_own(self, formula: str) -> bool:
        """Tell whether a formula has a shape of ours."""
        form = shape(formula)
        return form in (_MINUTES, _PERIODS) or any(
            one.fullmatch(form) for one in (_PRODUCT, _ADDED, _SUM, _OF_KIND, _CAPITALS)
        )

    def _spots(self, at: Spot, one: Reference) -> Iterator[Spot]:
        return ((one.sheet or at[0], row, column) for row, column in cells_of(one))

    def _work_out(
        self, at: Spot, formula: str, deep: int
    ) -> tuple[Decimal | None, tuple[str, ...]]:
        """Work out a formula of a shape of ours."""
        form, taken = shape(formula), list(dict.fromkeys(references(formula)))
        spots = [spot for one in taken for spot in self._spots(at, one)]
        is_sum = bool(_SUM.fullmatch(form))
        if is_sum:
            inner = "SUBTOTAL" in form
            spots = [
                one
                for one in spots
                if self._counts(one)
                and not (inner and "SUBTOTAL" in self.cell(one).formula.upper())
            ]
        elif (kind := _OF_KIND.fullmatch(form)) is not None:
            kinds, counted = (self._spots(at, one) for one in taken)
            spots = [
                spot
                for name, spot in zip(kinds, counted, strict=False)
                if self.cell(name).squeezed == kind[1] and self._counts(spot)
            ]
            is_sum = True
        elif not all(one.is_one_cell for one in taken):
            return None, (_name(at),)
        found = [self._read(spot, deep) for spot in spots]
        faults = tuple(dict.fromkeys(name for _, names in found for name in names))
        numbers = [number for number, _ in found if number is not None]
        if faults:
            return None, faults
        if is_sum or _ADDED.fullmatch(form):
            return sum(numbers, Decimal(0)), ()
        if _PRODUCT.fullmatch(form):
            return Decimal(whole_ntd(product(*numbers))), ()
        if form == _MINUTES:
            return ((numbers[0] - numbers[1]) * _DAY).to_integral_value(), ()
        return (_periods(*numbers) if form == _PERIODS else None), (_name(at),)

    def _counts(self, spot: Spot) -> bool:
        """Tell whether a sum takes a cell: a number or a formula, and no text."""
        cell = self.cell(spot)
        return bool(cell.formula) or cell.value is not None

    @cached_property
    def _answers(self) -> Mapping[Spot, ForeignCell]:
        """Let LibreOffice work out a copy that holds cells and formulas alone; empty where it is not there."""
        data = write_plain(
            {
                sheet.name: [[_plainly(cell) for cell in row] for row in sheet.rows]
                for sheet in self.sheets
            }
        )
        (answer,) = convert([data], ".xlsx", NEW_VALUES, BRIEFLY)
        made, _ = read_workbook(answer, "answer.xlsx") if isinstance(answer, bytes) else (None, [])
        sheets = made.sheets if made is not None else ()
        return {
            (sheet.name, row, column): cell
            for sheet in sheets
            for row, cells in enumerate(sheet.rows)
            for column, cell in enumerate(replace(one, formula="") for one in cells)
        }


def _name(spot: Spot) -> str:
    return f"{spot[0]}!{column_letters(spot[2])}{spot[1] + 1}"


def _cell_count(taken: Iterable[Reference]) -> int:
    return sum(
        (one.last_row - one.first_row + 1) * (one.last_column - one.first_column + 1)
        for one in taken
    )


def _plainly(cell: ForeignCell) -> str | float | None:
    if cell.formula:
        return (
            None
            if _ELSEWHERE.search(re.sub(r'"\[[^"]*"', "", spell(cell.formula)))
            else spell(cell.formula)
        )
    if cell.value is not None:
        return float(cell.value / HUNDRED if cell.kind is Kind.PERCENT else cell.value)
    return cell.text or None


def _periods(minutes: Decimal, two: Decimal, length: Decimal, short: Decimal) -> Decimal | None:
    """Work out 節數 as the sheet does: two periods of so many minutes, one more, and what is short of one."""
    if minutes < 0 or two <= 0:
        return None
    full = 2 * (minutes // two) + (minutes % two >= length)
    return full + (short if minutes > full * length else 0)


def number_in(cell: ForeignCell) -> Decimal | None:  # noqa: PLR0911 - one for each kind of cell
    """Return the number a person typed, also as text: ``６０``, ``1,000元``; None if it is none.

    Examples
    --------
    >>> number_in(ForeignCell("2.11%", Decimal("2.11"), Kind.PERCENT)), number_in(ForeignCell("若干"))
    (Decimal('0.0211'), None)
    """
    if cell.formula:
        return None
    if cell.kind is Kind.PERCENT and cell.value is not None:
        return cell.value / HUNDRED
    if cell.value is not None:
        return cell.value
    try:
        if cell.kind is Kind.DATE:
            return Decimal(read_clock(cell.text)[1]) / _DAY
        amount = read_amount(cell)
    except Unreadable:
        return None
    if amount is None:
        return None
    return amount.number / HUNDRED if amount.percent else amount.number


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says.

    Attributes
    ----------
    number : Decimal or None
        Its number; None if nothing or no number stands there.
    words : str
        It as a person reads it; a formula that cannot be worked out as it is spelled.
    formula : str
        As spelled, or empty.
    """

    number: Decimal | None
    words: str
    formula: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.words and not self.formula

    @property
    def shown(self) -> str:
        """What the cell of a figure says."""
        return self.words if self.number is None else plain(self.number)


@dataclass(frozen=True)
class Reading:
    """A returned table, and what its cells say."""

    table: Table
    values: Values

    def spot(self, row: int, field: str) -> Spot:
        """Name the cell of a field."""
        return self.table.sheet.name, row, self.table.columns.get(field, -1)

    def number(self, row: int, field: str) -> Said:
        """Read the cell of a figure."""
        cell = self.table.cell(row, field)
        if cell.formula:
            number = self.values.number(self.spot(row, field))
            return Said(
                number, spell(cell.formula)[:_SHOWN] if number is None else "", cell.formula
            )
        return Said(_read_figure(cell, field), cell.text[:_SHOWN])

    def text(self, row: int, field: str) -> Said:
        """Read the cell of a text."""
        cell = self.table.cell(row, field)
        if cell.formula:
            words = self.values.words(self.spot(row, field))
            return Said(
                None, spell(cell.formula)[:_SHOWN] if words is None else words, cell.formula
            )
        return Said(None, cell.text)

    def unit(self, row: int) -> str:
        """Read the unit typed behind a price, such as 節 of the text 1,000元/節; empty if there is none.

        That of a number is part of its looks and says nothing: a number format cannot hold every unit.
        """
        cell = self.table.cell(row, "unit_price")
        return self.unit_shown(row) if cell.number is None else ""

    def unit_shown(self, row: int) -> str:
        """Read the unit a price is shown with: all there is of a new line."""
        found = _UNIT.search(self.table.cell(row, "unit_price").squeezed)
        return found["unit"] if found else ""

    def minutes(self, row: int, field: str) -> int | None:
        """Read a time of day as minutes since midnight, typed as a time or as text. [min]"""
        cell = self.table.cell(row, field)
        if not cell.formula and cell.value is None:
            try:
                return read_clock(cell.text)[1] if cell.text else None
            except Unreadable:
                return None
        number = self.number(row, field).number if cell.formula else cell.value
        if number is None or not 0 <= number <= 1:
            return None
        return int((number * _DAY).to_integral_value())

    def at(self, row: int, field: str) -> str:
        """Name the cell of a field as Excel does, with its sheet."""
        column = self.table.columns.get(field)
        letters = "" if column is None else column_letters(column)
        return f"{self.table.sheet.name}!{letters}{row + 1}"


def _read_figure(cell: ForeignCell, field: str) -> Decimal | None:
    number = number_in(cell)
    if number is not None or not cell.text:
        return number
    counted = _COUNTED.fullmatch(cell.squeezed)
    try:
        if field == "unit_price":
            return read_price(cell.text)[0]
        return read_number(counted["number"]) if counted else None
    except Unreadable:
        return None


def show_cell(
    cell: ForeignCell, result: ForeignCell = NO_CELL, beside: ForeignCell = NO_CELL
) -> str:
    """Write a cell as a person reads it; a formula as what it comes to where a value stands in its place."""
    if cell.formula:
        return (
            spell(cell.formula)[:_LONGEST]
            if beside.formula or result.is_empty
            else show_cell(result)
        )
    if cell.value is not None and cell.kind in (Kind.NUMBER, Kind.PERCENT):
        return plain(cell.value) + "%" * (cell.kind is Kind.PERCENT)
    return cell.text[:_LONGEST]
