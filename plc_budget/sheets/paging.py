"""Where a sheet begins a new page: what belongs together stays together, no page for a row or two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

_UPRIGHT, _WIDE = (509.0, 726.0), (755.0, 480.0)
"""Width and height of A4 within our margins. [pt]"""
_DIGIT = 6
"""What a unit of a column's width is: a digit of 12 points. [pt]"""
_SURE = 0.96
"""Part of a page that is planned: programs round the scale of a page each in its own way."""


def room(widths: Sequence[float], *, wide: bool = False) -> float:
    """Return the height of the rows that fit on a page of a sheet printed as wide as the page. [pt]

    Examples
    --------
    >>> round(room([80])), round(room([160], wide=True))
    (697, 586)
    """
    across, down = _WIDE if wide else _UPRIGHT
    return down * _SURE * max(1.0, sum(widths) * _DIGIT / across)


def breaks(
    heights: Sequence[float], most: float, repeated: float = 0, bound: Collection[int] = ()
) -> list[int]:
    """Return after how many rows new pages begin.

    Parameters
    ----------
    heights : sequence of float
        Of every row. [pt]
    most : float
        What a page takes. [pt]
    repeated : float
        Height of the rows printed on top of every page. [pt]
    bound : collection of int
        The rows, counted from 0, that stay on the page of the next one.

    Examples
    --------
    >>> breaks([10] * 10, 50, 10), breaks([10] * 10, 50, 10, bound={4}), breaks([10] * 5, 50)
    ([5, 9], [4, 8], [])
    """
    found: list[int] = []
    used = 0.0
    for first, last in _together(len(heights), bound):
        height = sum(heights[first:last])
        if used and used + height > most:
            found.append(first)
            used = repeated
        used += height
    return found


def _together(rows: int, bound: Collection[int]) -> Iterator[tuple[int, int]]:
    ends = [0, *(row + 1 for row in range(rows) if row not in bound or row == rows - 1)]
    return pairwise(ends)


def divide(
    heights: Sequence[float],
    most: float,
    *,
    repeated: float = 0,
    bound: Collection[int] = (),
    squeeze: float = 0,
    one_page: float = 0,
) -> tuple[list[int], int]:
    """Return after how many rows new pages begin, or how many pages a paper is made to fit.

    One that is hardly too long is made a little smaller instead; 0 pages are as many as it takes.
    ``squeeze`` and ``one_page`` are those of :class:`~plc_budget.sheets.blocks.Page`, the others
    those of :func:`breaks`.

    Examples
    --------
    >>> divide([10] * 12, 100), divide([10] * 12, 100, squeeze=0.25), divide([10] * 11, 100, one_page=1.2)
    (([10], 0), ([], 1), ([], 1))
    """
    if sum(heights) <= one_page * most:
        return [], 1
    found = breaks(heights, most, repeated, bound)
    last = sum(heights[found[-1] :]) if found else 0.0
    is_free = len(found) == 1 or not bound  # pages a program ends by itself part what is bound
    if found and is_free and last <= len(found) * squeeze * most:
        return [], len(found)
    return found, 0
