"""What a limit on some of the moves tells of the others: parts of a sum, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plc_budget.reallocation.exact.ledgers import Ledger, Share, capacities
from plc_budget.reallocation.exact.narrowing import minus
from plc_budget.reallocation.exact.problem import Move
from plc_budget.reallocation.exact.tables import Bounds, Span


def side_by_side(ledgers: Sequence[Ledger]) -> tuple[int, ...]:
    """Return an order of the moves in which those of one limit stand together, if there is one.

    Then the sum of all before them tells what they must come to, and the search is not led astray
    by sums that only others could make.
    """
    if len(ledgers) < 2:  # noqa: PLR2004 - the sum alone
        return tuple(range(len(ledgers[0].shares))) if ledgers else ()
    parts = [ledger for ledger in ledgers[1:] if ledger.is_part]
    parts.sort(key=lambda part: -sum(share.num != 0 for share in part.shares))
    places = range(len(ledgers[0].shares))
    return tuple(sorted(places, key=lambda i: [not part.shares[i].num for part in parts]))


def within_money(ledgers: Sequence[Ledger], moves: Sequence[Move], money: int) -> list[Ledger]:
    """Return the ledgers of an exact sum with what so much money tells of each part and of the rest.

    A part that goes beyond the sum is made good by the others, so both are known more closely.
    """
    total = ledgers[0]
    if total.low is None or total.low != total.high:
        return list(ledgers)
    wanted = total.low * total.worth[0]
    least, most = -((money - wanted) // 2), (money + wanted) // 2
    found = [total]
    for part in ledgers[1:]:
        if not part.is_part:
            found.append(part)
            continue
        low = least if part.low is None else max(part.low, least)
        high = most if part.high is None else min(part.high, most)
        rest = tuple(
            Share(0, 1, 0) if share.num else Share(move.num, move.den, move.rest)
            for share, move in zip(part.shares, moves, strict=True)
        )
        found += [
            replace(part, low=low, high=high),
            replace(part, shares=rest, low=wanted - high, high=wanted - low, is_rest=True),
        ]
    return found


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
    sides += [(i, i + 1, (0, 0)) for i, pair in enumerate(bounds) if pair == (0, 0)]
    for _ in range(len(sides) + 1):
        for first, last, (low, high) in sides:
            spans[last] = _common(spans[last], _plus(spans[first], (low, high)))
            spans[first] = _common(spans[first], _plus(spans[last], (minus(high), minus(low))))
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
