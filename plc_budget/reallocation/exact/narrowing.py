"""How far each line can possibly move: bounds drawn from the sum, the lines and the money."""

from __future__ import annotations

from collections.abc import Iterable

from plc_budget.reallocation.exact.ledgers import Ledger, Share, capacities
from plc_budget.reallocation.exact.problem import Limit, Problem
from plc_budget.reallocation.exact.tables import Bounds

Steps = list[tuple[int, int]]


def finite(problem: Problem, total: Ledger) -> Steps:
    """Return bounds for every move; one without a most goes as far as the others can make good."""
    down = sum(max(0, -s.of(m.least)) for s, m in zip(total.shares, problem.moves, strict=True))
    high = total.ends(len(problem.moves))[1] or 0
    bounds = [
        (move.least, share.steps_up_to(max(0, high + down)) if move.most is None else move.most)
        for share, move in zip(total.shares, problem.moves, strict=True)
    ]
    for limit in problem.limits:
        if limit.only is not None:
            bounds[limit.only] = _within(problem, limit, limit.only, bounds[limit.only])
    return bounds


def _within(problem: Problem, limit: Limit, i: int, pair: tuple[int, int]) -> tuple[int, int]:
    """Return the bounds of a move within a limit that counts nothing else."""
    weight, low, high = limit.weights[i], limit.low, limit.high
    if weight < 0:
        weight, low, high = -weight, minus(high), minus(low)
    move = problem.moves[i]
    share = Share(move.num, move.den, move.rest)
    return (
        pair[0] if low is None else max(pair[0], share.steps_from(-(-low // weight))),
        pair[1] if high is None else min(pair[1], share.steps_up_to(high // weight)),
    )


def minus(end: int | None) -> int | None:
    """Return the negative of an end; no end stays none."""
    return None if end is None else -end


def fewest_lines(total: Ledger, bounds: Bounds) -> int:
    """Return how many moves it takes at least to come to the sum; one too many if all do not."""
    reach = list(capacities(total.shares, bounds))
    low, high = total.ends(len(bounds))
    down = 0 if high is None else _first(-high, (r[0] for r in reach))
    return down if low is None else max(down, _first(low, (r[1] for r in reach)))


def _first(wanted: int, reach: Iterable[int]) -> int:
    """Return how many of the largest come to what is wanted; one too many if all do not."""
    count = 0
    for count, top in enumerate(sorted(reach, reverse=True) if wanted > 0 else (), 1):
        wanted -= top
        if wanted <= 0:
            return count
    return count + (wanted > 0)


def narrow(total: Ledger, bounds: Bounds, lines: int, money: int | None = None) -> Steps:
    """Leave out steps that so many lines, or so much money, cannot make good.

    Parameters
    ----------
    total : Ledger
        What the moves add to the sum.
    lines : int
        How many change.
    money : int, optional
        The most that may move; for an exact ledger. [NTD]
    """
    low, high = total.ends(lines)
    spare = None if money is None else money * total.worth[1] // total.worth[0]
    sides = zip(*capacities(total.shares, bounds), strict=True)
    falls, rises = (sum(sorted(side, reverse=True)[: lines - 1]) for side in sides)
    up = _least(high, falls, spare)
    down = _least(None if low is None else -low, rises, spare)
    return [
        pair if pair == (0, 0) else _cut(share, pair, down, up)
        for share, pair in zip(total.shares, bounds, strict=True)
    ]


def _least(end: int | None, others: int, spare: int | None) -> int | None:
    """Return how far one move can go: to the end and what the others make good, as money allows."""
    if end is None:
        return spare
    return max(0, end + others if spare is None else min(end + others, (spare + end) // 2))


def _cut(share: Share, pair: tuple[int, int], down: int | None, up: int | None) -> tuple[int, int]:
    least, most = pair
    return (
        least if down is None else max(least, share.steps_from(-down)),
        most if up is None else min(most, share.steps_up_to(up)),
    )
