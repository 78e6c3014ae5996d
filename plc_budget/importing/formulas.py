"""The formulas of a workbook, where the result alone does not say which lines are meant."""

from __future__ import annotations

import re
from collections.abc import Collection

from plc_budget.spreadsheets.bounds import LAST_ROW

_NAMED = re.compile(
    r"(?<![!A-Za-z$])\$?([A-Z]{1,2})\$?(\d{1,5})(?::\$?([A-Z]{1,2})\$?(\d{1,5}))?(?![\d(])"
)


def rows_named(formula: str, columns: Collection[str]) -> tuple[int, ...]:
    """Return the rows whose cells in certain columns a formula names, in order.

    Examples
    --------
    >>> rows_named("=F5+F6", {"F"}), rows_named("=ROUND(SUM($F$5:$F$7)*2.11%,0)", {"F"})
    ((5, 6), (5, 6, 7))
    >>> rows_named("=課程表與節數!F9*B3", {"F"})
    ()
    """
    rows: list[int] = []
    for column, first, last_column, last in _NAMED.findall(formula):
        if column in columns and last_column in ("", column):
            end = min(int(last or first), LAST_ROW)
            rows += range(int(first), end + 1)
    return tuple(dict.fromkeys(rows))
