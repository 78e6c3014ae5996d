"""The formulas of a returned file worked out anew, in decimals; what is stored is not looked at.

Only what stands on our own sheets is understood: sums, products, rounding, ``IF``, ``SUMIF`` and
the amount in capitals.  Whatever else a cell says has no value here.  Each formula is read once, so
the time is bounded by the size of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

from plc_budget.returning.formulas import Sort, Strange, Token, spelled, tokens
from plc_budget.returning.functions import FUNCTIONS, Value, number_of, shown
from plc_budget.tables.cells import Unreadable, read_clock
from plc_budget.tables.foreign.amounts import read_amount
from plc_budget.tables.foreign.sheet import ForeignCell, Kind, Sheet

_HUNDRED = Decimal(100)
_MOST_CELLS = 20_000
"""Most cells one range may span."""
_DEEPEST = 40
_DAY = 24 * 60
_MANY = Decimal(10) ** 18
Spot = tuple[str, int, int]


class Calculator:
    """A shell over the sheets of a file; every cell is worked out at most once."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._known: dict[Spot, Value] = {}
        self._busy: set[Spot] = set()

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Return what a cell comes to; None if nothing stands there.

        Raises
        ------
        Strange
            If it cannot be worked out.
        """
        spot = (sheet, row, column)
        if spot not in self._known:
            self._known[spot] = self._worked_out(spot)
        return self._known[spot]

    def number(self, sheet: str, row: int, column: int) -> Decimal | None:
        """Return the number of a cell, or None where it is none or cannot be worked out."""
        try:
            value = self.value(sheet, row, column)
        except Strange:
            return None
        return value if isinstance(value, Decimal) else None

    def words(self, sheet: str, row: int, column: int) -> str | None:
        """Return the text of a cell, or None where it cannot be worked out."""
        try:
            return shown(self.value(sheet, row, column))
        except Strange:
            return None

    def _worked_out(self, spot: Spot) -> Value:
        sheet, row, column = spot
        if sheet not in self._sheets:
            raise Strange(sheet)
        cell = self._sheets[sheet].cell(row, column)
        if not cell.formula:
            return typed(cell)
        if spot in self._busy or len(self._busy) >= _DEEPEST:
            raise Strange("circle")
        self._busy.add(spot)
        try:
            return _Reading(self, sheet, cell.formula).result()
        except (DecimalException, RecursionError, IndexError) as problem:
            raise Strange(cell.formula) from problem
        finally:
            self._busy.discard(spot)

    def cells(self, token: Token, sheet: str) -> list[Value]:
        """Return what the cells of a range come to.

        Raises
        ------
        Strange
            If the range is larger than any of ours, or a cell of it cannot be worked out.
        """
        top, left, bottom, right = token.corners
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise Strange(token.words)
        name = token.sheet or sheet
        return [
            self.value(name, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def typed(cell: ForeignCell) -> Value:
    """Return what was typed into a cell: a number as a spreadsheet counts with it, or a text.

    Examples
    --------
    >>> typed(ForeignCell("2.11%", Decimal("2.11"), Kind.PERCENT)), typed(ForeignCell("費"))
    (Decimal('0.0211'), '費')
    """
    if cell.kind is Kind.PERCENT and cell.value is not None:
        return cell.value / _HUNDRED
    if cell.value is not None:
        return cell.value
    if cell.kind is Kind.DATE:
        return _clock(cell.text)
    if cell.kind is Kind.TRUTH:
        return Decimal(cell.text.upper().startswith("T"))
    if cell.kind is Kind.FAULT:
        raise Strange(cell.text)
    return cell.text or None


def _clock(words: str) -> Value:
    try:
        return Decimal(read_clock(words)[1]) / _DAY
    except Unreadable:
        return words


def typed_number(cell: ForeignCell) -> Decimal | None:
    """Return the number a person typed, also as text: ``６０``, ``1,000元``; None if it is none."""
    if cell.formula:
        return None
    try:
        amount = read_amount(cell)
    except Unreadable:
        return None
    return None if amount is None else amount.number


class _Reading:
    """One formula being read: sums of products of what stands in brackets, calls and cells."""

    def __init__(self, calculator: Calculator, sheet: str, formula: str) -> None:
        self._calculator, self._sheet = calculator, sheet
        self._tokens = list(tokens(spelled(formula)))
        self._at = self._depth = 0

    def result(self) -> Value:
        value = self._comparison()
        if self._at != len(self._tokens):
            raise Strange(self._tokens[self._at].words)
        return value

    def _next(self, *signs: str) -> str:
        """Pass a sign if it comes next; empty if it does not."""
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.sort is Sort.SIGN and token.words in signs:
                self._at += 1
                return token.words
        return ""

    def _comparison(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Strange("deep")
        left = self._joined()
        while sign := self._next("=", "<>", "<", ">", "<=", ">="):
            left = _compared(left, sign, self._joined())
        self._depth -= 1
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._next("&"):
            left = shown(left) + shown(self._sum())
        return left

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._next("+", "-"):
            right = number_of(self._product())
            left = number_of(left) + (right if sign == "+" else -right)
        return left

    def _product(self) -> Value:
        left: Value = self._power()
        while sign := self._next("*", "/"):
            right = number_of(self._power())
            left = _bounded(number_of(left) * right if sign == "*" else number_of(left) / right)
        return left

    def _power(self) -> Value:
        if sign := self._next("-", "+"):
            value = number_of(self._power())
            return -value if sign == "-" else value
        single: Value = self._single()
        while self._next("%"):
            single = number_of(single) / _HUNDRED
        return single

    def _single(self) -> Value:
        if self._next("("):
            return self._closed(self._comparison())
        token = self._tokens[self._at]
        self._at += 1
        if token.sort is Sort.CALL:
            return self._call(token.words)
        if token.sort is Sort.RANGE:
            values = self._calculator.cells(token, self._sheet)
            if len(values) != 1:
                raise Strange(token.words)
            return values[0]
        if token.sort is Sort.NUMBER:
            return Decimal(token.words)
        if token.sort is Sort.TRUTH:
            return Decimal(token.words == "TRUE")
        if token.sort is Sort.TEXT:
            return token.words
        raise Strange(token.words)

    def _closed(self, value: Value) -> Value:
        if not self._next(")"):
            raise Strange("(")
        return value

    def _call(self, name: str) -> Value:
        if name not in FUNCTIONS:
            raise Strange(name)
        return FUNCTIONS[name](list(self._arguments()))

    def _arguments(self) -> Iterator[list[Value]]:
        """Read the arguments of a call, each as its cells."""
        if self._next(")"):
            return
        while True:
            yield self._argument()
            if not self._next(","):
                break
        self._closed(None)

    def _argument(self) -> list[Value]:
        token = self._tokens[self._at]
        alone = self._tokens[self._at + 1].words in (",", ")")
        if token.sort is Sort.RANGE and alone:
            self._at += 1
            return self._calculator.cells(token, self._sheet)
        return [self._comparison()]


def _bounded(number: Decimal) -> Decimal:
    if abs(number) > _MANY:
        raise Strange("large")
    return number


def _compared(left: Value, sign: str, right: Value) -> Value:
    if isinstance(left, str) or isinstance(right, str):
        one, other = shown(left), shown(right)
        same = one == other
        return Decimal(same if sign == "=" else not same if sign == "<>" else 0)
    a, b = number_of(left), number_of(right)
    holds = {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    return Decimal(holds[sign])


def whole(number: Decimal) -> Decimal:
    """Round an amount as the sheets do. [NTD]"""
    return number.quantize(Decimal(1), ROUND_HALF_UP)
