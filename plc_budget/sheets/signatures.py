"""Signature boxes (核章欄), as even as the columns of the sheet allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from plc_budget.sheets.blocks import Cell, Row

NAMES, SEALS = 22, 60
"""Heights of the names, and of the room for seals. [pt]"""
_LEAST = 14
"""Least width of a box, in digits: a seal is 2.5 cm wide."""


def signature_rows(boxes: Sequence[str], widths: Sequence[float]) -> Iterator[Row]:
    """Make the rows of the boxes; more boxes than columns take further bands.

    A hidden column has no width and goes with the one before it.
    """
    seen = [column for column, width in enumerate(widths) if width]
    ends = [*(column - 1 for column in seen[1:]), len(widths) - 1]
    shown = [widths[column] for column in seen]
    for band in bands(boxes, shown):
        groups = even_groups(shown, len(band))
        across = [ends[last] + 1 - seen[first] for first, last in groups]
        boxed = zip(band, across, strict=True)
        yield Row(tuple(Cell(name, "head", across=n) for name, n in boxed), height=NAMES)
        yield Row(tuple(Cell(look="sign", across=n) for n in across), height=SEALS)


def bands(boxes: Sequence[str], widths: Sequence[float]) -> list[Sequence[str]]:
    """Divide boxes into as few bands as leave each box room for a seal, about as many in each.

    Examples
    --------
    >>> [len(band) for band in bands("ABCDEFG", [21, 14, 9, 16, 40])]
    [4, 3]
    """
    many = range(1, len(boxes) + 1)
    number = next((n for n in many if _has_room(-(-len(boxes) // n), widths)), len(boxes))
    ends = [-(-len(boxes) * at // number) for at in range(number + 1)] if number else [0]
    return [boxes[start:end] for start, end in pairwise(ends)]


def _has_room(count: int, widths: Sequence[float]) -> bool:
    if count > len(widths):
        return False
    groups = even_groups(widths, count)
    return all(sum(widths[first : last + 1]) >= _LEAST for first, last in groups)


def even_groups(widths: Sequence[float], count: int) -> list[tuple[int, int]]:
    """Divide columns into neighbouring groups of widths as equal as possible.

    Examples
    --------
    >>> even_groups([20, 14, 9, 14, 34], 3)
    [(0, 1), (2, 3), (4, 4)]
    """
    best: tuple[float, list[tuple[int, int]]] = (float("inf"), [])
    for cuts in combinations(range(1, len(widths)), count - 1):
        edges = [0, *cuts, len(widths)]
        groups = [(edges[i], edges[i + 1] - 1) for i in range(count)]
        unevenness = sum(sum(widths[a : b + 1]) ** 2 for a, b in groups)
        if unevenness < best[0]:
            best = (unevenness, groups)
    return best[1]
