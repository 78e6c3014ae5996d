"""From the question to its one best answer: fewest lines, least money, later lines first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from time import perf_counter

from plc_budget.reallocation.exact.ledgers import Ledger, ledgers
from plc_budget.reallocation.exact.narrowing import Steps, fewest_lines, finite, narrow
from plc_budget.reallocation.exact.parts import (
    least_money,
    relevant,
    side_by_side,
    within_money,
)
from plc_budget.reallocation.exact.problem import Problem, Solution
from plc_budget.reallocation.exact.reach import can_reach
from plc_budget.reallocation.exact.search import Search
from plc_budget.reallocation.exact.tables import TooLarge

NONE: Collection[int] = frozenset()
SECONDS = 5.0
_PATIENCE = 2
"""How many numbers of lines are tried before it is asked whether any number would do."""


class Clock:
    """The time a search may take. [s]"""

    def __init__(self, seconds: float) -> None:
        self.end = perf_counter() + seconds

    def left(self) -> float:
        """Return the time that is left. [s]"""
        return max(0.0, self.end - perf_counter())

    def tick(self) -> None:
        """Raise :class:`TooLarge` when time is up."""
        if perf_counter() > self.end:
            raise TooLarge


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best answer found, and whether it is proven that none is better, or that there is none."""

    solution: Solution | None
    is_proven: bool


def solve(problem: Problem, seconds: float = SECONDS) -> Outcome:
    """Answer a problem exactly, or say that time did not suffice to prove the answer.

    Examples
    --------
    >>> from plc_budget.reallocation.exact.problem import Move
    >>> printing, misc = Move(1000, least=-8), Move(1000, least=-1)
    >>> solve(Problem((printing, misc), -2000, -2000))
    Outcome(solution=Solution(steps=(-2, 0), lines=1, moved=2000), is_proven=True)
    """
    return Solver(problem).outcome(seconds)


class Solver:
    """Answers a problem, also with some moves held and others made to change."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.ledgers = ledgers(problem)
        self.bounds = finite(problem, self.ledgers[0]) if self.ledgers else []
        self._order = side_by_side(self.ledgers)
        self._is_in_order = len(self.ledgers) < 2 or self._order == tuple(range(len(self.bounds)))  # noqa: PLR2004 - the sum alone
        self._musts = frozenset(i for i, (a, b) in enumerate(self.bounds) if not a <= 0 <= b)
        self._is_empty = any(self.bounds[i][0] > self.bounds[i][1] for i in self._musts)
        self._movable = len(self.bounds) - self.bounds.count((0, 0))
        self._candidate: Solution | None = None

    def outcome(self, seconds: float) -> Outcome:
        """Return the best solution; a good one, if time does not suffice to prove it best."""
        try:
            return Outcome(self.solve(Clock(0.75 * seconds)), is_proven=True)
        except TooLarge:
            return Outcome(self._candidate or self._guess(Clock(0.25 * seconds)), is_proven=False)

    def solve(
        self,
        clock: Clock,
        *,
        held: Collection[int] = NONE,
        musts: Collection[int] = NONE,
        fewest: int = 0,
    ) -> Solution | None:
        """Return the best solution, or None if there is none.

        Parameters
        ----------
        clock : Clock
            When to give up.
        held, musts : collection of int
            Moves that may not change, and moves that must.
        fewest : int
            How many lines change at least, if that is known.

        Raises
        ------
        TooLarge
            If time or memory does not suffice.
        """
        self._candidate = None
        fewest = max(fewest, len(musts))
        bounds = self._held(held) if fewest + len(held) <= self._movable else None
        if not self.ledgers or bounds is None:
            return None
        musts = self._musts.union(musts)
        if not musts and not fewest and (nothing := self._nothing()):
            return nothing
        return self._by_lines(clock, bounds, musts, max(1, fewest, len(musts)))

    def _held(self, held: Collection[int]) -> Steps | None:
        """Return the bounds with some moves held; None if one of them cannot be."""
        if self._is_empty or not self._musts.isdisjoint(held):
            return None
        bounds = self.bounds.copy()
        for i in held:
            bounds[i] = (0, 0)
        return bounds

    def _nothing(self) -> Solution | None:
        """Return the solution that changes nothing, if it is one."""
        if self.problem.high < 0 or (self.problem.low or 0) > 0:
            return None
        steps = (0,) * len(self.bounds)
        cost = self.problem.cost(steps)
        return None if cost is None else Solution(steps, 0, cost)

    def _by_lines(
        self, clock: Clock, bounds: Steps, musts: Collection[int], fewest: int
    ) -> Solution | None:
        """Try ever more lines, beginning with as many as the sum asks for."""
        most = len(bounds) - bounds.count((0, 0))
        start = max(fewest, fewest_lines(self._total, bounds)) if fewest <= most else most + 1
        for lines in range(start, most + 1):
            if lines == start + _PATIENCE and not self._is_thinkable(bounds, musts, clock):
                return None
            if found := self._with(lines, bounds, musts, clock):
                return found
        return None

    def _with(
        self, lines: int, bounds: Steps, musts: Collection[int], clock: Clock
    ) -> Solution | None:
        """Return the best solution in which so many lines change, or None."""
        clock.tick()
        least = self._least_cost()
        near = self._search(lines, bounds, musts, clock, money=least)
        best = near.first(least) if near else None
        if best is None and (wide := self._search(lines, bounds, musts, clock)):
            best = wide.cheapest()
        if best is None or (best.moved == least and near and self._is_in_order):
            return best
        self._candidate = best
        money = best.moved if self._total.is_exact else None
        exact = self._search(lines, bounds, musts, clock, money=money, in_order=True)
        return exact.first(best.moved) if exact else None

    def _search(
        self,
        lines: int,
        bounds: Steps,
        musts: Collection[int],
        clock: Clock,
        *,
        money: int | None = None,
        in_order: bool = False,
    ) -> Search | None:
        """Prepare to search among so many changes, and so much money where that can be told."""
        if money is not None and not self._total.is_exact:
            return None
        cut = narrow(self._total, bounds, lines, money)
        if any(low > high for low, high in cut):
            return None
        order, found = self._order, self.ledgers
        if in_order and not self._is_in_order:
            order = tuple(range(len(cut)))
            if money is not None:
                found = within_money(self.ledgers, self.problem.moves, money)
        found = relevant(found, cut, lines)
        return Search(self.problem, found, order, cut, musts, lines=lines, tick=clock.tick)

    @property
    def _total(self) -> Ledger:
        return self.ledgers[0]

    def _least_cost(self) -> int:
        """Return what must move at the least. [NTD]"""
        return least_money(self.ledgers, [(ledger.low, ledger.high) for ledger in self.ledgers])

    def _is_thinkable(self, bounds: Steps, musts: Collection[int], clock: Clock) -> bool:
        """Tell whether every limit, taken alone, can be kept by any number of changes."""
        return all(can_reach(ledger, bounds, musts, clock.tick) for ledger in self.ledgers)

    def _guess(self, clock: Clock) -> Solution | None:
        """Return a solution that moves money in one direction only, without proof that it is best."""
        bounds = self._held(NONE)
        if not self.ledgers or bounds is None:
            return None
        least = self._least_cost()
        try:
            for lines in range(max(1, len(self._musts)), len(bounds) + 1):
                clock.tick()
                near = self._search(lines, bounds, self._musts, clock, money=least)
                if near and (found := near.first(least)):
                    return found
        except TooLarge:
            return None
        return None
