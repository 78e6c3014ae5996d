"""How far each line can possibly move: bounds drawn from the sum, the lines and the money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plc_budget.reallocation.ledgers import Ledger, Share, capacities
from plc_budget.reallocation.problem import Limit, Problem
from plc_budget.reallocation.tables import Bounds, Span

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
        weight, low, high = -weight, _minus(high), _minus(low)
    move = problem.moves[i]
    share = Share(move.num, move.den, move.rest)
    return (
        pair[0] if low is None else max(pair[0], share.steps_from(-(-low // weight))),
        pair[1] if high is None else min(pair[1], share.steps_up_to(high // weight)),
    )


def _minus(end: int | None) -> int | None:
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


def narrowed(total: Ledger, bounds: Bounds, lines: int, money: int | None = None) -> Steps:
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


def least_money(ledgers: Sequence[Ledger], spans: Sequence[Span]) -> int:
    """Return the least that must move for what is left to fit every ledger. [NTD]

    Where the sum is one number, whatever a part must change beyond it has to be made good by the
    others, and so moves twice.

    Parameters
    ----------
    ledgers : sequence of Ledger
        The sum first.
    spans : sequence of tuple
        Between what each still has to change; None is no end.
    """
    total, (low, high) = ledgers[0], spans[0]
    least = total.least_cost(distance(spans[0]))
    if len(spans) == 1 or low is None or low != high or not total.is_exact:
        return least
    wanted = low * total.worth[0]
    parts = zip(ledgers[1:], spans[1:], strict=True)
    return least + 2 * max(_beyond(span, wanted) if part.is_part else 0 for part, span in parts)


def relevant(ledgers: Sequence[Ledger], bounds: Bounds, lines: int) -> list[Ledger]:
    """Leave out the ledgers that no changes within the bounds can break; a part goes with its rest."""
    found = [ledgers[0]]
    for place, ledger in enumerate(ledgers[1:]):
        if ledger.is_rest:
            part = ledgers[place]
            if found[-1] is part:
                found.append(ledger)
            elif _can_break(ledger, bounds, lines):
                found += [part, ledger]
        elif _can_break(ledger, bounds, lines):
            found.append(ledger)
    return found


def _can_break(ledger: Ledger, bounds: Bounds, lines: int) -> bool:
    low, high = ledger.ends(lines)
    sides = list(capacities(ledger.shares, bounds))
    return (low is not None and low > -sum(side[0] for side in sides)) or (
        high is not None and high < sum(side[1] for side in sides)
    )


def distance(span: Span) -> int:
    """Return how far a span is from nothing."""
    low, high = span
    return low if low is not None and low > 0 else -high if high is not None and high < 0 else 0


def way(span: Span) -> tuple[int, int]:
    """Return what lies between nothing and a span, the lowest and the highest."""
    low, high = span
    return min(0, 0 if high is None else high), max(0, low or 0)


def _beyond(span: Span, wanted: int) -> int:
    """Return how far a span is from all that lies between nothing and what is wanted."""
    low, high = span
    above = 0 if low is None else low - max(0, wanted)
    below = 0 if high is None else min(0, wanted) - high
    return max(0, above, below)


def prefix_spans(ledgers: Sequence[Ledger], bounds: Bounds) -> list[Span]:
    """Return between what the sum of the first 0, 1, 2, … moves must lie.

    A limit on moves that stand side by side, such as the lines of one account, says how far the
    sum goes from the first of them to the last.
    """
    total, count = ledgers[0], len(bounds)
    spans: list[Span] = [(None, None)] * (count + 1)
    if len(ledgers) == 1 or not total.is_exact or total.low != total.high:
        return spans
    spans[0], spans[count] = (0, 0), (total.low, total.high)
    sides = [side for ledger in ledgers[1:] if (side := _side_by_side(ledger, total, bounds))]
    for _ in range(len(sides) + 1):
        for first, last, (low, high) in sides:
            spans[last] = _common(spans[last], _plus(spans[first], (low, high)))
            spans[first] = _common(spans[first], _plus(spans[last], (_minus(high), _minus(low))))
    return spans


def _side_by_side(ledger: Ledger, total: Ledger, bounds: Bounds) -> tuple[int, int, Span] | None:
    """Return from where to where the moves of an exact limit stand, and its span in units."""
    places = [i for i, share in enumerate(ledger.shares) if share.num and bounds[i] != (0, 0)]
    if not places or not ledger.is_part:
        return None
    first, last, unit = places[0], places[-1] + 1, total.worth[0]
    if any(not ledger.shares[i].num and bounds[i] != (0, 0) for i in range(first, last)):
        return None
    low = None if ledger.low is None else -(-ledger.low // unit)
    return first, last, (low, None if ledger.high is None else ledger.high // unit)


def _plus(one: Span, other: Span) -> Span:
    lows, highs = (one[0], other[0]), (one[1], other[1])
    return (
        None if None in lows else sum(low for low in lows if low is not None),
        None if None in highs else sum(high for high in highs if high is not None),
    )


def _common(one: Span, other: Span) -> Span:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)
