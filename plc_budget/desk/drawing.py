"""What a picture of a budget shows: bars with their amounts, and which of them stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHORTEST = 8
"""A line that is longer than this part of the whole is seen well on its scale."""
_MOST = 20
"""Bars of one page; beyond it the small ones stand together."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a line comes to, and came to; None where it did not stand or no longer stands. [NTD]"""

    name: str
    before: int | None
    after: int | None

    @property
    def longest(self) -> int:
        """The larger of the two. [NTD]"""
        return max(self.before or 0, self.after or 0)

    @property
    def difference(self) -> int:
        """What was added. [NTD]"""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: words in the reader's language, and amounts. [NTD]

    ``before`` is empty where there is nothing to compare with; then each line has one bar.
    """

    title: str
    before: str
    after: str
    bars: tuple[Bar, ...]
    total: Bar
    approved: Bar
    rest: str = ""
    """What the lines are called that stand together, with a gap for their ``{number}``."""
    own_scale: str = ""
    """What is said where the total needs a scale of its own."""

    @property
    def whole(self) -> int:
        """The largest of the totals. [NTD]"""
        return max(self.total.longest, self.approved.after or 0)

    @property
    def scale(self) -> int:
        """What the longest bar of a line stands for: the whole, unless that made lines too short. [NTD]"""
        longest = max((bar.longest for bar in self.bars), default=0)
        return self.whole if longest * _SHORTEST >= self.whole else longest


def gathered(bars: Sequence[Bar], rest: str) -> tuple[Bar, ...]:
    """Put small bars together where a page holds no more; what changed stays, and so does the order.

    Parameters
    ----------
    bars : sequence of Bar
        All of them.
    rest : str
        What those are called that stand together, with a gap for their ``{number}``.

    Examples
    --------
    >>> many = [Bar(f"line {n}", n, n + 1) for n in range(100)]
    >>> few = gathered(many, "{number} others")
    >>> len(few), few[-1].name, sum(bar.after for bar in few) == sum(bar.after for bar in many)
    (20, '81 others', True)
    """
    if len(bars) <= _MOST:
        return tuple(bars)
    places = range(len(bars))
    order = sorted(places, key=lambda i: (not bars[i].difference, -bars[i].longest, i))
    largest = order[: _MOST - 1]
    others = [bar for i, bar in enumerate(bars) if i not in largest]
    together = Bar(
        rest.format(number=len(others)),
        sum(bar.before or 0 for bar in others),
        sum(bar.after or 0 for bar in others),
    )
    return (*(bars[i] for i in sorted(largest)), together)
