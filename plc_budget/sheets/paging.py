"""Where a sheet begins a new page: what belongs together stays together, no page for a row or two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

_UPRIGHT, _WIDE = (509.0, 726.0), (755.0, 480.0)
"""Width and height of A4 within our margins. [pt]"""
_DIGIT = 6
"""What a unit of a column's width is: a digit of 12 points. [pt]"""
_SURE = 0.96
"""Part of a page that is planned: programs round the scale of a page each in its own way."""
_SQUEEZED = 0.12
"""Most a sheet is made smaller, in parts of a page for each page, to spare one more page."""
USUAL = 15
"""Height of a row nobody set. [pt]"""


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


def arrange(
    sheet: Sheet,
    heights: Sequence[float],
    widths: Sequence[float],
    *,
    wide: bool = False,
    repeated: float = 0,
    bound: Collection[int] = (),
) -> None:
    """Begin new pages where they belong; a sheet that is hardly too long is made a little smaller.

    Parameters
    ----------
    heights, widths : sequence of float
        Of all rows and columns that are printed.
    wide : bool
        Whether the page lies on its side.
    repeated, bound
        See :func:`breaks`.
    """
    most = room(widths, wide=wide)
    found = breaks(heights, most, repeated, bound)
    last = sum(heights[found[-1] :]) if found else 0.0
    is_free = len(found) == 1 or not bound  # pages a program ends by itself part what is bound
    if found and is_free and last <= len(found) * _SQUEEZED * most:
        sheet.fit_to_pages(1, len(found))
    elif found:
        sheet.set_h_pagebreaks(found)
