"""One formula read from left to right: sums of products of brackets, calls and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from plc_budget.returning.reading.formulas import Sort, Strange, Token, spelled, tokens
from plc_budget.returning.reading.functions import FUNCTIONS, Value, number_of, shown

DEEPEST = 40
"""Most brackets within brackets, and most formulas one formula hangs on."""
_HUNDRED = Decimal(100)
_MANY = Decimal(10) ** 18
Cells = Callable[[Token], list[Value]]
"""What the cells of a range come to."""


def worked_out(formula: str, cells: Cells) -> Value:
    """Work out a formula.

    Parameters
    ----------
    formula : str
        As Excel or OpenDocument spells it.
    cells : callable
        Returns what the cells of a range come to.

    Raises
    ------
    Strange
        If it is of a kind that our own sheets do not have.

    Examples
    --------
    >>> worked_out('=ROUND(1000*6.5,0)&"元"', lambda token: [])
    '6500元'
    """
    return _Reading(formula, cells).result()


class _Reading:
    """One formula being read: sums of products of what stands in brackets, calls and cells."""

    def __init__(self, formula: str, cells: Cells) -> None:
        self._cells = cells
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
        if self._depth > DEEPEST:
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
            values = self._cells(token)
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
            return self._cells(token)
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
