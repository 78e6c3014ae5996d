"""Several answers, the best first, each with other lines that give way.

After Murty: once the best is known, what remains is split into parts that share no answer (without
its last line; with that one but without the one before; …; with all of them and more), and the
best of each part is found by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from plc_budget.reallocation.exact.problem import Problem, Solution
from plc_budget.reallocation.exact.solving import Clock, Solver
from plc_budget.reallocation.exact.tables import TooLarge


@dataclass(frozen=True, slots=True)
class _Part:
    """The answers in which some moves are held and others must change, and the best of them."""

    best: Solution
    held: frozenset[int] = frozenset()
    musts: frozenset[int] = frozenset()


def rank(solver: Solver, best: Solution, most: int, clock: Clock) -> list[Solution]:
    """Return the best answers, at most so many, each the best for the lines it changes.

    Parameters
    ----------
    solver : Solver
        Of the problem.
    best : Solution
        Its best answer.
    most : int
        How many are wanted.
    clock : Clock
        When to be content with what there is.
    """
    found: list[Solution] = []
    heap = [(_rank(solver.problem, best), _Part(best))]
    try:
        while heap and len(found) < most:
            _, part = heappop(heap)
            found.append(part.best)
            if len(found) < most and part.best.lines:
                for other in _split(solver, part, clock):
                    heappush(heap, (_rank(solver.problem, other.best), other))
    except TooLarge:
        pass
    return found


def _split(solver: Solver, part: _Part, clock: Clock) -> Iterator[_Part]:
    """Yield the parts that remain of a part when its best answer is taken away."""
    lines, changed = part.best.lines, part.best.changed
    musts = part.musts
    for move in sorted(changed - part.musts, reverse=True):
        held = part.held | {move}
        if best := solver.solve(clock, held=held, musts=musts, fewest=lines):
            yield _Part(best, held, musts)
        musts |= {move}
    if best := solver.solve(clock, held=part.held, musts=musts, fewest=lines + 1):
        yield _Part(best, part.held, musts)


def _rank(problem: Problem, solution: Solution) -> tuple[int, ...]:
    """Return what answers are ranked by; no two have the same."""
    way = {i: steps for i, steps in enumerate(solution.steps) if steps}
    return (solution.lines, solution.moved, *rank_of(problem, way))


def rank_of(problem: Problem, way: dict[int, int]) -> list[int]:
    """Return what a way is ranked by where the cost is equal: later lines give way first."""
    rank = []
    for i in sorted(way, reverse=True):
        change = problem.moves[i].change(way[i])
        rank += [-i, -abs(change), change, abs(way[i]), way[i]]
    return rank
