"""What a formula of a paper comes to, exactly: a form that is only data has no other way to its figures."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from plc_budget.sheets.blocks import At, Cell
from plc_budget.sheets.layout import CELLS, Layout

if TYPE_CHECKING:
    from re import Match

Result = Fraction | str | bool | None
"""A number, words, whether something holds, or None for what a spreadsheet calls an error."""
LookUp = Callable[["Match[str]"], Sequence[Result]]
"""From cells as :data:`~plc_budget.sheets.layout.CELLS` matches them to their values."""
_TOKEN = re.compile(
    rf'\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<words>"(?:[^"]|"")*")|(?P<call>[A-Z]+)\('
    rf"|(?P<sign><=|>=|<>|[-+*/%&=<>(),])|(?P<cells>{CELLS.pattern}))"
)
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COUNTED: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_LEVELS = (tuple(_COMPARED), ("&",), ("+", "-"), ("*", "/"))
"""Signs between two values, those that bind least first."""


class FormulaError(ValueError):
    """A formula that cannot be read, or that has no value."""


def evaluate(formula: str, look_up: LookUp) -> Fraction | str | bool:
    """Work a formula out: + - * / % & and comparisons, SUM, ROUND, ROUNDUP, ROUNDDOWN, IF, MIN and MAX.

    Raises
    ------
    FormulaError
        If it cannot be read, asks for anything else, or divides by nothing.

    Examples
    --------
    >>> evaluate('=ROUNDUP((1000-{spent})*80%,0)', lambda cells: [Fraction(601)])
    Fraction(320, 1)
    >>> evaluate('=IF({spent}=0,"-",1/{spent})', lambda cells: [Fraction(0)])
    '-'
    """
    reader = _Reader(formula, look_up)
    result = reader.expression() if reader.took("=") else None
    if result is None or reader.at < len(reader.tokens):
        raise FormulaError(formula)
    return result


class _Reader:
    """A shell over the tokens of a formula, worked out from left to right as they are read."""

    def __init__(self, formula: str, look_up: LookUp) -> None:
        self.formula, self.look_up, self.at = formula, look_up, 0
        self.tokens: list[Match[str]] = []
        end = 0
        while end < len(formula):
            found = _TOKEN.match(formula, end)
            if found is None:
                raise FormulaError(formula)
            self.tokens.append(found)
            end = found.end()

    def took(self, *signs: str) -> str:
        """Go on behind the next sign if it is one of these, and return it."""
        sign = self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None
        if sign is None or sign not in signs:
            return ""
        self.at += 1
        return str(sign)

    def expression(self, level: int = 0) -> Result:
        if level == len(_LEVELS):
            return self.signed()
        value = self.expression(level + 1)
        while sign := self.took(*_LEVELS[level]):
            value = _joined(sign, value, self.expression(level + 1))
        return value

    def signed(self) -> Result:
        if self.took("-"):
            return _joined("-", Fraction(0), self.signed())
        value = self.single()
        while self.took("%"):
            value = _joined("/", value, Fraction(100))
        return value

    def single(self) -> Result:
        if self.took("("):
            value = self.expression()
            self.close()
            return value
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        self.at += 1
        if token is not None and token["number"]:
            return Fraction(token["number"])
        if token is not None and token["words"]:
            words = str(token["words"])[1:-1].replace('""', '"')
            return words.replace("{{", "{").replace("}}", "}")
        if token is not None and token["call"]:
            return self.call(str(token["call"]))
        found = self.look_up(token) if token is not None and token["column"] else ()
        if len(found) != 1:
            raise FormulaError(self.formula)
        return found[0]

    def close(self) -> None:
        if not self.took(")"):
            raise FormulaError(self.formula)

    def call(self, name: str) -> Result:
        """Work out a function; cells that stand alone between its commas may be many."""
        given: list[Sequence[Result]] = []
        while True:
            ahead = self.tokens[self.at : self.at + 2]
            if len(ahead) > 1 and ahead[0]["column"] and ahead[1]["sign"] in (",", ")"):
                given.append(self.look_up(ahead[0]))
                self.at += 1
            else:
                given.append([self.expression()])
            if not self.took(","):
                break
        self.close()
        if name == "IF":
            condition, then, otherwise = (part[0] for part in given)
            return then if condition else otherwise
        many = [one for part in given for one in part]
        numbers = [one for one in many if isinstance(one, Fraction)]
        if name in _OVER_MANY:
            return None if None in many else _OVER_MANY[name](numbers)
        if name in _ROUNDED and len(numbers) == len(given):
            digits = int(numbers[1]) if len(numbers) > 1 else 0
            return _rounded(numbers[0], digits, _ROUNDED[name])
        if name in _ROUNDED and None in many:
            return None
        raise FormulaError(self.formula)


_OVER_MANY: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "SUM": lambda numbers: sum(numbers, Fraction(0)),
    "MAX": lambda numbers: max(numbers, default=Fraction(0)),
    "MIN": lambda numbers: min(numbers, default=Fraction(0)),
}
_ROUNDED: dict[str, Callable[[Fraction], int]] = {
    "ROUND": lambda size: math.floor(size + Fraction(1, 2)),
    "ROUNDUP": math.ceil,
    "ROUNDDOWN": math.floor,
}
"""Of the size of a number, whatever its sign."""


def _rounded(number: Fraction, digits: int, whole: Callable[[Fraction], int]) -> Fraction:
    size = Fraction(whole(abs(number) * Fraction(10) ** digits)) / Fraction(10) ** digits
    return -size if number < 0 else size


def _joined(sign: str, left: Result, right: Result) -> Result:
    """Put two values together; what a spreadsheet calls an error stays one."""
    if left is None or right is None:
        return None
    if sign == "&":
        shown = (one if isinstance(one, str) else f"{float(one):.15g}" for one in (left, right))
        return "".join(shown)
    if sign in _COMPARED:
        is_alike = isinstance(left, str) == isinstance(right, str)
        return _COMPARED[sign](left, right) if is_alike else sign == "<>"
    if isinstance(left, str) or isinstance(right, str):
        return None
    if sign == "/":
        return Fraction(left) / Fraction(right) if right else None
    return _COUNTED[sign](Fraction(left), Fraction(right))


def value_of(layout: Layout, table: str, row: int, cell: Cell) -> str | int | Decimal:
    """Return the value of a cell in a row of a table; what none was told of is worked out.

    Raises
    ------
    FormulaError
        If its formula has no value.
    """
    if cell.value is not None:
        return layout.words(cell) if isinstance(cell.value, At) else cell.value

    def look_up(found: Match[str]) -> list[Result]:
        name = found["table"] or table
        spot = layout.tables[name]
        first, last = spot.span(found["row"], found["last"], row)
        column = spot.columns[found["column"]]
        cells = ((at, layout.cell(spot.sheet, at, column)) for at in range(first, last + 1))
        return [_result(value_of(layout, name, at, one)) for at, one in cells]

    result = evaluate(cell.formula, look_up)
    if not isinstance(result, Fraction):
        return str(result).upper() if isinstance(result, bool) else result
    is_whole = result.denominator == 1
    return int(result) if is_whole else Decimal(result.numerator) / Decimal(result.denominator)


def _result(value: str | int | Decimal) -> Result:
    """Return a value as a formula finds it; an empty cell counts as nothing."""
    return (value or Fraction(0)) if isinstance(value, str) else Fraction(value)
