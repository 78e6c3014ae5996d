"""One line, or two with few steps to choose from: reckoned out, no tables needed.

The last line's change is what is left, so its steps follow by division.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plc_budget.reallocation.exact.ledgers import Ledger
from plc_budget.reallocation.exact.pairs import are_whole, best_pairs
from plc_budget.reallocation.exact.problem import Problem, Solution
from plc_budget.reallocation.exact.tables import Bounds

_FEW = 128
"""Pairs of a line's step with another line that are quicker tried than tabled."""


def is_point(total: Ledger) -> bool:
    """Tell whether the sum is one number, and exact."""
    return total.low == total.high and total.is_exact


def is_narrow(problem: Problem, total: Ledger, bounds: Bounds) -> bool:
    """Tell whether two moves are quicker reckoned than tabled."""
    if problem.is_plain and are_whole(total, bounds):
        return True
    widths = sorted(most - least for least, most in bounds)
    return sum(w * (len(widths) - n) for n, w in enumerate(widths, 1)) <= _FEW


def reckon(
    problem: Problem, total: Ledger, bounds: Bounds, musts: Collection[int], lines: int
) -> Solution | None:
    """Return the best solution in which one or two moves change, or None."""
    if lines == 1:
        return _best(problem, _singles(total, bounds), musts, lines)
    if problem.is_plain and are_whole(total, bounds):
        return _best(problem, best_pairs(total, bounds), musts, lines)
    straight = _pairs(total, bounds, is_straight=True)
    return _best(problem, straight, musts, lines) or _best(
        problem, _pairs(total, bounds), musts, lines
    )


def _best(
    problem: Problem, ways: Iterator[dict[int, int]], musts: Collection[int], lines: int
) -> Solution | None:
    best: Solution | None = None
    rank: list[int] = []
    for way in ways:
        if musts and not all(i in way for i in musts):
            continue
        cost = _cost(problem, way)
        if cost is not None and (best is None or cost <= best.moved):
            place = rank_of(problem, way)
            if best is None or cost < best.moved or place < rank:
                best, rank = Solution(_steps(problem, way), lines, cost), place
    return best


def _cost(problem: Problem, way: dict[int, int]) -> int | None:
    """Return the money moved, or None when something that must hold does not. [NTD]"""
    if problem.is_plain:
        return sum([abs(problem.moves[i].change(steps)) for i, steps in way.items()])
    return problem.cost(_steps(problem, way))


def _steps(problem: Problem, way: dict[int, int]) -> tuple[int, ...]:
    return tuple([way.get(i, 0) for i in range(len(problem.moves))])


def rank_of(problem: Problem, way: dict[int, int]) -> list[int]:
    """Return what a way is ranked by where the cost is equal: later lines give way first."""
    rank = []
    for i in sorted(way, reverse=True):
        change = problem.moves[i].change(way[i])
        rank += [-i, -abs(change), change, abs(way[i]), way[i]]
    return rank


def _singles(total: Ledger, bounds: Bounds) -> Iterator[dict[int, int]]:
    wanted = total.high or 0
    for i, (share, (least, most)) in enumerate(zip(total.shares, bounds, strict=True)):
        if (steps := share.fewest(wanted, least, most)) is not None:
            yield {i: steps}


def _pairs(total: Ledger, bounds: Bounds, *, is_straight: bool = False) -> Iterator[dict[int, int]]:
    """Yield every change of two moves that comes to the sum; the narrower one is tried out.

    Where ``is_straight``, only those that move no more money than the sum.
    """
    wanted = total.high or 0
    order = [i for i, pair in enumerate(bounds) if pair != (0, 0)]
    order.sort(key=lambda i: bounds[i][1] - bounds[i][0])
    for place, tried in enumerate(order[:-1]):
        share, (least, most) = total.shares[tried], bounds[tried]
        if is_straight:
            least = max(least, share.steps_from(min(0, wanted)))
            most = min(most, share.steps_up_to(max(0, wanted)))
        for steps in (x for x in range(least, most + 1) if x):
            rest = wanted - share.of(steps)
            for other in order[place + 1 :]:
                found = total.shares[other].fewest(rest, *bounds[other])
                if found is not None:
                    yield {tried: steps, other: found}
