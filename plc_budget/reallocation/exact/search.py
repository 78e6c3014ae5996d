"""The exact search: choose the last line that changes, then the one before it, and so on.

Tables of reachable sums (:mod:`plc_budget.reallocation.exact.tables`) let it step only where the rest
can still be made good, so it hardly ever turns back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate

from plc_budget.reallocation.exact.bits import mirror, shift_bits
from plc_budget.reallocation.exact.ledgers import Ledger
from plc_budget.reallocation.exact.orders import by_cost, by_size
from plc_budget.reallocation.exact.parts import least_money, prefix_spans, way
from plc_budget.reallocation.exact.problem import Problem, Solution
from plc_budget.reallocation.exact.tables import Bounds, Table, parts_of


class Search:
    """All ways in which so many moves change, each within its bounds.

    Parameters
    ----------
    problem : Problem
        What must hold.
    ledgers : sequence of Ledger
        How its limits add up, the sum first.
    order : sequence of int
        The moves in the order they are looked at, the last first; that of the problem is the one
        in which ties are broken.
    bounds : sequence of tuple of int
        Fewest and most steps of each move; where 0 lies outside them it must change.
    musts : collection of int
        Which other moves must change, by their indices.
    lines : int
        How many change, at least one.
    tick : callable
        Raises when time is up.
    """

    def __init__(
        self,
        problem: Problem,
        ledgers: Sequence[Ledger],
        order: Sequence[int],
        bounds: Bounds,
        musts: Collection[int],
        *,
        lines: int,
        tick: Callable[[], None],
    ) -> None:
        self._problem, self._order, self._lines, self._tick = problem, order, lines, tick
        self._moves = [problem.moves[i] for i in order]
        self._musts = [i in musts or not bounds[i][0] <= 0 <= bounds[i][1] for i in order]
        self._bounds = bounds = [bounds[i] for i in order]
        self._ledgers = ledgers = [ledger.in_order(order) for ledger in ledgers]
        spans = prefix_spans(ledgers, bounds)
        self._tables = [Table(ledgers[0], bounds, lines, spans)]
        self._tables += [Table(ledger, bounds, lines) for ledger in ledgers[1:]]
        for table, ledger in zip(self._tables, ledgers, strict=True):
            parts = [parts_of(share, *b) for share, b in zip(ledger.shares, bounds, strict=True)]
            table.fill(parts, self._musts, tick)
        self._forced = [0, *accumulate(self._musts)]  # these count in a part and in its rest
        self._has_rests = any(ledger.is_rest for ledger in ledgers)
        self._mirrors: dict[int, list[tuple[int, int]]] = {}
        self._steps = [0] * len(bounds)
        self._best: Solution | None = None
        self._bound: int | None = None
        self._by_cost = True

    def cheapest(self, bound: int | None = None) -> Solution | None:
        """Return a solution that moves the least money, at most ``bound``, or None. [NTD]"""
        return self._run(bound, by_cost=True)

    def first(self, bound: int | None = None) -> Solution | None:
        """Return the solution within ``bound`` in which the later lines give way first."""
        return self._run(bound, by_cost=False)

    def _run(self, bound: int | None, *, by_cost: bool) -> Solution | None:
        self._best, self._bound, self._by_cost = None, bound, by_cost
        targets = tuple(table.target for table in self._tables)
        self._visit(len(self._bounds), self._lines, targets, 0)
        return self._best

    def _visit(self, end: int, left: int, rest: tuple[int, ...], spent: int) -> None:
        """Let one of the first ``end`` moves be the last of ``left`` that change."""
        self._tick()
        for i in range(end - 1, -1, -1):
            if not self._tables[0].may_have(left, i + 1, rest[0]):
                return
            self._try(i, left, rest, spent)
            if self._musts[i] or (self._best and not self._by_cost):
                return

    def _try(self, i: int, left: int, rest: tuple[int, ...], spent: int) -> None:
        """Let move ``i`` change in every way after which the rest can be made good."""
        move = self._moves[i]
        for share in self._choices(i, left - 1, rest[0]):
            for steps in self._steps_of(i, share):
                cost = spent + abs(move.change(steps))
                after = (rest[0] - share, *rest[1:])
                if self._affords(cost, after[:1]):
                    self._choose(i, left, after, cost, steps)
                elif self._by_cost and self._ledgers[0].is_exact:
                    return
                if self._best and not self._by_cost:
                    return

    def _affords(self, cost: int, rest: tuple[int, ...]) -> bool:
        """Tell whether so much, and the least that is still to move, is within the bound."""
        if self._bound is None:
            return True
        spans = [table.span(value) for table, value in zip(self._tables, rest, strict=False)]
        return cost + least_money(self._ledgers, spans) <= self._bound

    def _choose(self, i: int, left: int, rest: tuple[int, ...], cost: int, steps: int) -> None:
        """Change move ``i`` by so many steps, if every other limit can still be kept."""
        if len(rest) > 1:
            rest = (
                rest[0],
                *(
                    value - ledger.shares[i].of(steps)
                    for value, ledger in zip(rest[1:], self._ledgers[1:], strict=True)
                ),
            )
            if not self._keeps(left - 1, i, rest):
                return
            if not self._affords(cost, rest):
                return
        self._steps[i] = steps
        if left == 1:
            self._accept(cost)
        else:
            self._visit(i, left - 1, rest, cost)
        self._steps[i] = 0

    def _keeps(self, left: int, i: int, rest: tuple[int, ...]) -> bool:
        """Tell whether the first ``i`` moves can still keep every other limit, part and rest alike."""
        need = 0
        for k in range(1, len(rest)):
            if not self._tables[k].has(left, i, rest[k]):
                return False
            before = need if self._ledgers[k].is_rest else 0
            need = self._tables[k].fewest(left, i, rest[k]) if self._has_rests else 0
            if before + need - self._forced[i] * self._ledgers[k].is_rest > left:
                return False
        return True

    def _accept(self, cost: int) -> None:
        """Keep what has been chosen, if all that must hold does."""
        steps = [0] * len(self._order)
        for place, i in enumerate(self._order):
            steps[i] = self._steps[place]
        if not self._problem.is_plain:
            exact = self._problem.cost(steps)
            if exact is None or (self._bound is not None and exact > self._bound):
                return
            cost = exact
        self._best = Solution(tuple(steps), self._lines, cost)
        self._bound = cost - 1 if self._by_cost else cost

    def _choices(self, i: int, left: int, rest: int) -> Iterator[int]:
        """Yield the shares of move ``i`` after which ``left`` others can make the rest good."""
        table = self._tables[0]
        if left == 0 and table.is_point:
            return iter((rest,) if table.has(0, i, 0) else ())
        bits, base = table.sums(left, i)
        bits &= self._wanted(i, rest - base)
        if not bits:
            return iter(())
        top = rest - base
        return by_cost(bits, top, way(table.span(rest))) if self._by_cost else by_size(bits, top)

    def _wanted(self, i: int, offset: int) -> int:
        """Return as bits from which sums move ``i`` leads to ``offset``."""
        if i not in self._mirrors:
            parts = parts_of(self._ledgers[0].shares[i], *self._bounds[i])
            self._mirrors[i] = [mirror(part) for part in parts]
        found = 0
        for bits, base in self._mirrors[i]:
            found |= shift_bits(bits, offset + base)
        return found

    def _steps_of(self, i: int, value: int) -> Sequence[int]:
        """Return by how many steps move ``i`` adds a value: the fewest, where all are the same."""
        share, (least, most) = self._ledgers[0].shares[i], self._bounds[i]
        if self._ledgers[0].is_exact:
            fewest = share.fewest(value, least, most)
            return () if fewest is None else (fewest,)
        first, last = max(least, share.steps_from(value)), min(most, share.steps_up_to(value))
        return [x for x in range(first, last + 1) if self._is_fewest(i, x)][
            :: -1 if last > 0 else 1
        ]

    def _is_fewest(self, i: int, steps: int) -> bool:
        """Tell whether a step less would make a difference, or cannot be."""
        fewer, (least, most) = steps - (steps > 0) + (steps < 0), self._bounds[i]
        change = self._moves[i].change
        return steps != 0 and (
            fewer == 0 or not least <= fewer <= most or change(fewer) != change(steps)
        )
