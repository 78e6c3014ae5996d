"""What a formula of a paper comes to, exactly: a form that is only data has no other way to its figures."""

from __future__ import annotations

import ast
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

Result = Fraction | str | bool
LookUp = Callable[["Match[str]"], Sequence["Result"]]
"""From cells as :data:`~plc_budget.sheets.layout.CELLS` matches them to their values."""
_TOKEN = re.compile(
    rf'(?P<words>"(?:[^"]|"")*")|(?P<percent>[\d.]+)%|(?P<sign><=|>=|<>|=)|(?P<cells>{CELLS.pattern})'
)
_SIGNS = {"<>": "!=", "=": "=="}


def _shown(value: Result) -> str:
    return value if isinstance(value, str) else f"{float(value):.15g}"


_JOINED: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.BitAnd: lambda left, right: _shown(left) + _shown(right),
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
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


_MOST_DIGITS = 15
"""Places that are rounded to, at most: a spreadsheet has no more."""


class FormulaError(ValueError):
    """A formula that cannot be read, or that has no value."""


def evaluate(formula: str, look_up: LookUp) -> Result:
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
    cells: list[Match[str]] = []

    def python(found: Match[str]) -> str:
        """Spell a piece as Python does, whose signs bind alike."""
        if found["words"]:
            words = found["words"][1:-1].replace('""', '"')
            return repr(words.replace("{{", "{").replace("}}", "}"))
        if found["percent"]:
            return f"({found['percent']}/100)"
        if found["sign"]:
            return _SIGNS.get(found["sign"], found["sign"])
        cells.append(found)
        return f"cells[{len(cells) - 1}]"

    try:
        tree = ast.parse(_TOKEN.sub(python, formula.removeprefix("=")), mode="eval")
        (result,) = _values(tree.body, cells, look_up)
    except (
        SyntaxError,
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
        RecursionError,
        MemoryError,
    ):
        raise FormulaError(formula) from None
    return result


def _values(node: ast.expr, cells: Sequence[Match[str]], look_up: LookUp) -> Sequence[Result]:
    """Work out a part of a formula; only cells may be more than one value."""

    def one(part: ast.expr) -> Any:  # noqa: ANN401 - what it is shows when it is worked with
        (value,) = _values(part, cells, look_up)
        return value

    match node:
        case ast.Subscript(slice=ast.Constant(value=int(at))):
            return look_up(cells[at])
        case ast.Constant(value=words):
            return [words if isinstance(words, str) else Fraction(repr(words))]
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return [-one(part)]
        case (
            ast.BinOp(left=left, op=sign, right=right)
            | ast.Compare(left=left, ops=[sign], comparators=[right])
        ):
            return [_JOINED[type(sign)](one(left), one(right))]
        case ast.Call(func=ast.Name(id="IF"), args=[condition, then, otherwise]):
            return [one(then) if one(condition) else one(otherwise)]
        case ast.Call(func=ast.Name(id=name), args=parts):
            return [_call(name, [_values(part, cells, look_up) for part in parts])]
    raise ValueError


def _call(name: str, given: Sequence[Sequence[Result]]) -> Fraction:
    numbers = [one for part in given for one in part if isinstance(one, Fraction)]
    if name in _OVER_MANY:
        return _OVER_MANY[name](numbers)
    number, digits = numbers
    if abs(digits) > _MOST_DIGITS:
        raise ValueError
    size, step = abs(number), Fraction(10) ** int(digits)
    rounded = Fraction(_ROUNDED[name](size * step)) / step
    return -rounded if number < 0 else rounded


def work_out(layout: Layout, sheet: str, table: str, row: int, cell: Cell) -> str | int | Decimal:
    """Return the value of a cell in a row of a table on a sheet; what none was told of is worked out.

    Raises
    ------
    FormulaError
        If its formula has no value.
    """
    if cell.value is not None:
        return layout.words(cell) if isinstance(cell.value, At) else cell.value

    def look_up(found: Match[str]) -> list[Result]:
        name = found["table"] or table
        spot = layout.spot(name, sheet)
        first, last = spot.span(found["row"], found["last"], row)
        column = spot.columns[found["column"]]
        cells = ((at, layout.cell(spot.sheet, at, column)) for at in range(first, last + 1))
        values = (work_out(layout, spot.sheet, name, at, one) for at, one in cells)
        return [(one or Fraction(0)) if isinstance(one, str) else Fraction(one) for one in values]

    result = evaluate(cell.formula, look_up)
    if not isinstance(result, Fraction):
        return str(result).upper() if isinstance(result, bool) else result
    is_whole = result.denominator == 1
    return int(result) if is_whole else Decimal(result.numerator) / Decimal(result.denominator)
