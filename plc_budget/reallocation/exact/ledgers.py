"""A limit as the search sees it: what each move adds to its sum, in whole units.

Most limits are exact: a line adds the change of its amount.  Where a percentage line follows, or a
weight is no whole dollar, a ledger adds up rounded shares and knows how wrong they may be; what it
lets through is then checked exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, gcd
from typing import NamedTuple

from plc_budget.reallocation.exact.problem import Limit, Move, Problem


class Share(NamedTuple):
    """What ``x`` steps of a move add: ``(rest + num·x) // den`` units; ``num`` may be negative."""

    num: int
    den: int
    rest: int

    def of(self, steps: int) -> int:
        """Return what that many steps add."""
        return (self.rest + self.num * steps) // self.den

    def steps_up_to(self, most: int) -> int:
        """Return the largest number of steps that adds at most ``most``; for ``num`` above 0."""
        return ((most + 1) * self.den - 1 - self.rest) // self.num

    def steps_from(self, least: int) -> int:
        """Return the smallest number of steps that adds at least ``least``; for ``num`` above 0."""
        return -((self.rest - least * self.den) // self.num)

    def fewest(self, value: int, least: int, most: int) -> int | None:
        """Return the fewest steps, but at least one, that add just a value, or None."""
        first, last = max(least, self.steps_from(value)), min(most, self.steps_up_to(value))
        if first > last or first == last == 0:
            return None
        return max(first, 1) if last > 0 else min(last, -1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The shares of all moves, where their sum must lie, and how wrong it may be.

    ``worth`` is the least money that moves for a unit of the sum, as a fraction. [NTD]  A ledger
    ``is_part`` of the sum when each share is the change of the amount, or nothing; it ``is_rest``
    when it counts just what the part before it does not.
    """

    shares: tuple[Share, ...]
    low: int | None
    high: int | None
    error_each: Fraction = Fraction(0)
    error: Fraction = Fraction(0)
    worth: tuple[int, int] = (1, 1)
    is_part: bool = False
    is_rest: bool = False

    def least_cost(self, distance: int) -> int:
        """Return the least money that must move to change the sum by so much. [NTD]"""
        return distance * self.worth[0] // self.worth[1]

    @property
    def is_exact(self) -> bool:
        """Whether the sum of the shares is the sum of the limit."""
        return not self.error_each and not self.error

    def in_order(self, order: Sequence[int]) -> Ledger:
        """Return the same ledger with its shares in another order."""
        if all(i == place for place, i in enumerate(order)):
            return self
        return replace(self, shares=tuple(self.shares[i] for i in order))

    def ends(self, lines: int) -> tuple[int | None, int | None]:
        """Return where the sum must lie, as wide as it may be wrong when so many lines change."""
        if self.is_exact:
            return self.low, self.high
        slack = ceil(lines * self.error_each + self.error)
        return (
            None if self.low is None else self.low - slack,
            None if self.high is None else self.high + slack,
        )


def ledgers(problem: Problem) -> list[Ledger]:
    """Return a ledger for the sum and one for each limit; none if one can never be kept.

    The first is in units of the greatest common divisor of all steps where that is exact.  A limit
    on a single move has none: it is a bound, see :func:`plc_budget.reallocation.exact.narrowing.finite`.
    """
    plain = None if problem.followers else _plain(problem.moves, problem.low, problem.high)
    if plain is None and not problem.followers:
        return []
    if any(_is_hopeless(limit) for limit in problem.limits):
        return []
    rates = _rates(problem)
    first = plain or _ledger(problem, problem.total(), rates)
    wide = [limit for limit in problem.limits if limit.only is None]
    return [first, *(_ledger(problem, limit, rates) for limit in wide)]


def _is_hopeless(limit: Limit) -> bool:
    """Tell whether nothing counts for a limit, and nothing is not within it."""
    counts = any(limit.weights) or any(limit.follower_weights)
    return not counts and not limit.holds(
        (0,) * len(limit.weights), (0,) * len(limit.follower_weights)
    )


def _plain(moves: Sequence[Move], low: int | None, high: int | None) -> Ledger | None:
    """Return the ledger of the changes themselves, in the largest unit they all are whole in."""
    is_whole = all(move.den == 1 for move in moves)
    unit = gcd(*(move.num for move in moves)) or 1 if is_whole else 1
    if unit > 1:
        low = None if low is None else -(-low // unit)
        high = None if high is None else high // unit
    if low is not None and high is not None and low > high:
        return None
    shares = tuple(Share(move.num // unit, move.den, move.rest) for move in moves)
    return Ledger(shares, low, high, worth=(unit, 1))


def _rates(problem: Problem) -> list[list[Fraction]]:
    """Return by follower and move what a dollar of the move adds to the follower."""
    found: list[list[Fraction]] = []
    for follower in problem.followers:
        rate = Fraction(follower.num, follower.den)
        own = frozenset(follower.moves)
        through = [sum(found[f][i] for f in follower.followers) for i in range(len(problem.moves))]
        found.append([rate * ((i in own) + rest) for i, rest in enumerate(through)])
    return found


def _ledger(problem: Problem, limit: Limit, rates: list[list[Fraction]]) -> Ledger:
    if not any(limit.follower_weights) and all(w in (0, 1) for w in limit.weights):
        shares = tuple(
            Share(move.num, move.den, move.rest) if weight else Share(0, 1, 0)
            for move, weight in zip(problem.moves, limit.weights, strict=True)
        )
        return Ledger(shares, limit.low, limit.high, is_part=True)
    factors = [
        Fraction(weight + sum(w * r[i] for w, r in zip(limit.follower_weights, rates, strict=True)))
        / limit.scale
        for i, weight in enumerate(limit.weights)
    ]
    low = None if limit.low is None else limit.low // limit.scale
    high = None if limit.high is None else -(-limit.high // limit.scale)
    pairs = list(zip(problem.moves, factors, strict=True))
    each = max((_error_of(move, factor) for move, factor in pairs), default=Fraction(0))
    shares = tuple(_rounded(move, factor) for move, factor in pairs)
    most = max((abs(factor) for factor in factors), default=Fraction(1)) or Fraction(1)
    worth = most.denominator, most.numerator
    return Ledger(shares, low, high, each, _error(problem, limit), worth)


def _rounded(move: Move, factor: Fraction) -> Share:
    """Return the nearest whole number of ``factor`` times the unrounded change."""
    exact = factor * Fraction(move.num, move.den)
    return Share(2 * exact.numerator, 2 * exact.denominator, exact.denominator)


def _error_of(move: Move, factor: Fraction) -> Fraction:
    """Return how far a share may be from the truth: its own rounding, and that of the amount."""
    exact = factor * Fraction(move.num, move.den)
    return (abs(factor) if move.den > 1 else 0) + Fraction(exact.denominator > 1, 2)


def _error(problem: Problem, limit: Limit) -> Fraction:
    """Return how far the rounding of the followers may move the sum."""
    wrong: list[Fraction] = []
    for follower in problem.followers:
        inner = sum(wrong[i] for i in follower.followers)
        wrong.append(1 + Fraction(follower.num, follower.den) * inner)
    return (
        sum((abs(w) * e for w, e in zip(limit.follower_weights, wrong, strict=True)), Fraction(0))
        / limit.scale
    )


def capacities(
    shares: Sequence[Share], bounds: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield how far each move can take the sum down and up, neither below 0."""
    for share, (least, most) in zip(shares, bounds, strict=True):
        ends = share.of(least), share.of(most)
        yield max(0, -ends[0], -ends[1]), max(0, *ends)
