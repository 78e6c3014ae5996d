"""Timing two things side by side: on a shared machine only a ratio taken there and then means much."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our times and theirs, round by round. [s]"""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median over the rounds of our time divided by theirs."""
        return median(mine / other for mine, other in zip(self.ours, self.theirs, strict=True))


def compare(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    rounds: int,
    clock: Callable[[], float] = perf_counter,
) -> Comparison:
    """Time two things in turn, each round in the other order, after one round that counts not.

    Parameters
    ----------
    ours, theirs : callable
        What is timed.
    rounds : int
        How many pairs are timed.
    clock : callable
        Tells the time; :func:`time.process_time` leaves out what a process waits for others. [s]
    """
    _round(ours, theirs, clock)
    pairs = [
        _round(ours, theirs, clock) if number % 2 else _round(theirs, ours, clock)[::-1]
        for number in range(rounds)
    ]
    mine, others = zip(*pairs, strict=True)
    return Comparison(mine, others)


def _round(
    first: Callable[[], object], second: Callable[[], object], clock: Callable[[], float]
) -> tuple[float, float]:
    return _seconds(first, clock), _seconds(second, clock)


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start
