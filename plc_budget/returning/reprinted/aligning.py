"""Which row of a returned sheet is which row of ours, and which column: by what stands in them.

Rows that are alike hold the others in their places; between two of them rows are paired by their
distance where as many lie there as before, else by how much they share.  So an inserted row does not
make everything below it differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from plc_budget.returning.comparing.matching import in_step

Key = tuple[str, ...]
"""What stands in the cells of a row, or of a column; empty ones at the end left out."""
_MOST_PAIRS = 40_000
"""Most pairs of rows in one gap that are weighed."""
_HALF = 0.5


def aligned(
    ours: Sequence[Key],
    theirs: Sequence[Key],
    known: Mapping[int, int] | None = None,
    apart: Collection[int] = (),
) -> dict[int, int]:
    """Pair rows of ours with rows of theirs.

    Parameters
    ----------
    ours, theirs : sequence of tuple of str
        What stands in the rows.
    known : mapping of int to int, optional
        Rows of theirs that are known to be rows of ours.
    apart : collection of int, optional
        Rows of theirs that are known to be none of ours.

    Returns
    -------
    dict[int, int]
        Number of our row by number of theirs.

    Examples
    --------
    >>> a, b, c, new = ("甲",), ("乙", "1"), ("丙",), ("丁",)
    >>> aligned([a, b, c], [a, new, ("乙", "2"), c])
    {0: 0, 2: 1, 3: 2}
    """
    pairs = dict(known or {})
    fixed = _in_order(pairs)
    taken = set(pairs.values())
    for row, mine in _ends(fixed, len(theirs), len(ours)):
        some = [one for one in range(row[0] + 1, row[1])
                if one not in pairs and one not in apart]  # fmt: skip
        others = [one for one in range(mine[0] + 1, mine[1]) if one not in taken]
        pairs |= _stretch(ours, theirs, others, some)
    return dict(sorted(pairs.items()))


def _in_order(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    rows = sorted(pairs)
    steady = in_step([pairs[row] for row in rows])
    return [(row, pairs[row]) for row in rows if pairs[row] in steady]


def _ends(
    fixed: Sequence[tuple[int, int]], theirs: int, ours: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the stretches between known pairs: the ends in theirs, the ends in ours."""
    ends = [(-1, -1), *fixed, (theirs, ours)]
    return [((a, c), (b, d)) for (a, b), (c, d) in pairwise(ends)]


def _stretch(
    ours: Sequence[Key], theirs: Sequence[Key], others: Sequence[int], some: Sequence[int]
) -> dict[int, int]:
    """Pair the rows of a stretch: alike ones first, then what lies between them."""
    mine = [row for row in others if any(ours[row])]
    here = [row for row in some if any(theirs[row])]
    matcher = SequenceMatcher(None, [ours[row] for row in mine], [theirs[row] for row in here],
                              autojunk=False)  # fmt: skip
    same = {here[block.b + at]: mine[block.a + at]
            for block in matcher.get_matching_blocks() for at in range(block.size)}  # fmt: skip
    pairs = dict(same)
    top, left = (some[0] if some else 0) - 1, (others[0] if others else 0) - 1
    end, last = (some[-1] if some else 0) + 1, (others[-1] if others else 0) + 1
    known = [(top, left), *sorted(same.items()), (end, last)]
    for (a, b), (c, d) in pairwise(known):
        between = [row for row in some if a < row < c]
        gone = [row for row in others if b < row < d]
        if len(between) == len(gone):
            pairs |= dict(zip(between, gone, strict=True))
        else:
            pairs |= _weighed(ours, theirs, gone, between)
    return pairs


def _weighed(
    ours: Sequence[Key], theirs: Sequence[Key], gone: Sequence[int], between: Sequence[int]
) -> dict[int, int]:
    """Pair rows, in order, so that they share the most."""
    if len(gone) * len(between) > _MOST_PAIRS:
        return dict(zip(between, gone, strict=False))
    return {between[b]: gone[a] for a, b in
            heaviest(len(gone), len(between),
                     lambda a, b: likeness(ours[gone[a]], theirs[between[b]]))}  # fmt: skip


def likeness(mine: Key, theirs: Key) -> float:
    """Tell how much two rows share, from 0 to 1: cells at the same place.

    Examples
    --------
    >>> likeness(("印刷費", "100", "80"), ("印刷費", "100", "60"))
    0.6666666666666666
    """
    most = max(sum(map(bool, mine)), sum(map(bool, theirs)))
    same = sum(one == other for one, other in zip(mine, theirs, strict=False) if one)
    return same / most if most else 0.0


def heaviest(first: int, second: int, weight: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Pair two sequences in order so that the weights of the pairs come to the most.

    Examples
    --------
    >>> heaviest(2, 3, lambda a, b: float("甲乙"[a] == "甲丙乙"[b]))
    [(0, 0), (1, 2)]
    """
    weights = [[weight(a, b) for b in range(second)] for a in range(first)]
    best = [[0.0] * (second + 1) for _ in range(first + 1)]
    for a in range(first - 1, -1, -1):
        for b in range(second - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + weights[a][b])
    pairs, a, b = [], 0, 0
    while a < first and b < second:
        if weights[a][b] and best[a][b] == best[a + 1][b + 1] + weights[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def aligned_columns(
    ours: Sequence[Key], theirs: Sequence[Key], known: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Pair columns of ours with columns of theirs, wherever their rows have gone.

    Parameters
    ----------
    ours, theirs : sequence of tuple of str
        What stands in the columns.
    known : mapping of int to int, optional
        Columns of theirs that are known to be columns of ours.

    Examples
    --------
    >>> aligned_columns([("項目", "甲"), ("總價", "5")], [("", ""), ("項目", "甲"), ("總價", "6")])
    {1: 0, 2: 1}
    """
    pairs = dict(known or {})
    mine, here = [_bag(key) for key in ours], [_bag(key) for key in theirs]
    for (a, c), (b, d) in _ends(_in_order(pairs), len(theirs), len(ours)):
        some = [one for one in range(a + 1, c) if one not in pairs]
        others = [one for one in range(b + 1, d) if one not in pairs.values()]
        if _stay(mine, here, others, some):
            pairs |= dict(zip(some, others, strict=False))
        else:
            pairs |= _likest(mine, here, others, some)
    return dict(sorted(pairs.items()))


def _likest(
    mine: Sequence[Counter[str]],
    here: Sequence[Counter[str]],
    others: Sequence[int],
    some: Sequence[int],
) -> dict[int, int]:
    """Pair columns that share the most, then what is left between the same neighbours."""
    found = heaviest(len(others), len(some),
                     lambda x, y: float(_shared(mine[others[x]], here[some[y]])))  # fmt: skip
    pairs = {y: x for x, y in found}
    for (y, x), (last, end) in pairwise(
        [(-1, -1), *sorted(pairs.items()), (len(some), len(others))]
    ):
        if last - y == end - x:
            pairs |= dict(zip(range(y + 1, last), range(x + 1, end), strict=True))
    return {some[y]: others[x] for y, x in pairs.items()}


def _bag(key: Key) -> Counter[str]:
    return Counter(word for word in key if word)


def _shared(one: Counter[str], other: Counter[str]) -> int:
    return sum((one & other).values())


def _stay(
    mine: Sequence[Counter[str]],
    here: Sequence[Counter[str]],
    others: Sequence[int],
    some: Sequence[int],
) -> bool:
    """Tell whether columns stand where they stood: each still holds half of what it held."""
    for at, column in enumerate(others):
        held = sum(mine[column].values())
        there = _shared(mine[column], here[some[at]]) if at < len(some) else 0
        if there < held * _HALF and not (held == 1 and at < len(some)):
            return False
    return True
