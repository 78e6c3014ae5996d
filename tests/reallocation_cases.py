"""Random questions for the exact reallocation, and answers by trying everything."""

from __future__ import annotations

import itertools
from random import Random
from typing import TYPE_CHECKING

from plc_budget.reallocation.exact import Follower, Limit, Move, Problem, Solution

if TYPE_CHECKING:
    from collections.abc import Iterator

COARSE = (100, 200, 500, 1000)


def seeded(seed: int) -> Random:
    """Make the same numbers every time."""
    return Random(seed)  # noqa: S311 - these are cases, no secrets


def any_problem(random: Random, *, most_lines: int = 4) -> Problem:
    """Make a question with few steps a line: coarse prices, fine ones or parts of a dollar."""
    coarse = random.random() < 0.4
    moves = tuple(_move(random, coarse=coarse) for _ in range(random.randint(1, most_lines)))
    followers = tuple(_followers(random, len(moves))) if random.random() < 0.4 else ()
    limits = tuple(_limits(random, len(moves), len(followers))) if random.random() < 0.5 else ()
    return _aimed(random, Problem(moves, 0, 0, followers, limits))


def plain_problem(random: Random) -> Problem:
    """Make a question of two or three lines with whole prices, and nothing else that must hold."""
    coarse = random.random() < 0.5
    moves = tuple(
        Move(
            random.choice(COARSE) if coarse else random.randint(1, 25),
            least=-random.randint(0, 12),
            most=random.randint(0, 12),
        )
        for _ in range(random.randint(2, 3))
    )
    wanted = sum(move.change(random.randint(move.least, move.most or 0)) for move in moves)
    return Problem(moves, wanted, wanted)


def _move(random: Random, *, coarse: bool) -> Move:
    den = 1 if coarse else random.choice([1, 1, 1, 2, 20])
    num = random.choice(COARSE) if coarse else random.randint(1, 60)
    least, most = -random.randint(0, 5), random.randint(0, 5)
    if random.random() < 0.1:  # a line that cannot stay as it is
        least = random.randint(1, 3)
        most = least + random.randint(0, 3)
        least, most = random.choice([(least, most), (-most, -least)])
    return Move(num, den, random.randrange(den), least, most)


def _followers(random: Random, moves: int) -> Iterator[Follower]:
    for before in range(random.randint(1, 2)):
        yield Follower(
            random.choice([211, 500, 1000, 1500]),
            10_000,
            tuple(i for i in range(moves) if random.random() < 0.6),
            tuple(i for i in range(before) if random.random() < 0.5),
            random.randint(0, 5000),
            random.choice([0, 0, random.randint(-9, 9)]),
        )


def _limits(random: Random, moves: int, followers: int) -> Iterator[Limit]:
    for _ in range(random.randint(1, 2)):
        weights, scale = random.choice([((0, 1), 1), ((94, -6, 0), 100)])
        end = random.randint(-100, 300) * scale
        low, high = random.choice([(None, end), (-end, None), (-abs(end), abs(end))])
        yield Limit(
            tuple(random.choice(weights) for _ in range(moves)),
            tuple(random.choice(weights) for _ in range(followers)),
            low,
            high,
            scale,
        )


def _aimed(random: Random, problem: Problem) -> Problem:
    """Ask for a sum that can be reached more often than not; at most, exactly, or between."""
    changes = [m.change(random.randint(m.least, m.most or 0)) for m in problem.moves]
    high = sum(changes) + sum(problem.following(changes)) + random.choice([0, 0, 0, 1, -1, 50])
    low = random.choice([high, high, high, None, high - random.randint(0, 20)])
    return Problem(problem.moves, low, high, problem.followers, problem.limits)


def rank(problem: Problem, steps: tuple[int, ...]) -> tuple[int, ...] | None:
    """Rank an answer by the rule as it is stated, or return None when something does not hold.

    Fewest lines, least money; then from the last line of the plan to the first the one that gives
    way more, by a cut rather than a raise, and by fewer steps.
    """
    cost = problem.cost(steps)
    if cost is None:
        return None
    ties: list[int] = []
    for move, x in reversed(list(zip(problem.moves, steps, strict=True))):
        ties += [-abs(move.change(x)), move.change(x), abs(x), x]
    return (sum(x != 0 for x in steps), cost, *ties)


def answers(problem: Problem) -> list[Solution]:
    """Try everything: the best answer for each set of lines that change, the best first."""
    ranges = [range(move.least, (move.most or 0) + 1) for move in problem.moves]
    best: dict[frozenset[int], tuple[tuple[int, ...], Solution]] = {}
    for steps in itertools.product(*ranges):
        found = rank(problem, steps)
        changed = frozenset(i for i, x in enumerate(steps) if x)
        if found is not None and (changed not in best or found < best[changed][0]):
            best[changed] = found, Solution(steps, found[0], found[1])
    return [solution for _, solution in sorted(best.values(), key=lambda entry: entry[0])]
