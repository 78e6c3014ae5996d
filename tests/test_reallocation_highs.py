from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from highs import optimum
from plc_budget.reallocation.exact import Limit, Move, Problem, solve
from reallocation_cases import seeded

if TYPE_CHECKING:
    from random import Random

COARSE = (50, 100, 150, 200, 250, 500, 1_000, 2_000)


def larger_problem(random: Random, lines: int, *, fine: bool) -> Problem:
    """A budget of so many lines, of which one was changed; some lines are capped together."""
    moves = []
    for _ in range(lines):
        price = random.randint(1, 2_000) if fine else random.choice(COARSE)
        quantity = random.randint(2, 60)
        share = random.choice([0.1, 0.3, 1.0])
        moves.append(Move(price, 1, 0, -int(quantity * share), int(quantity * share)))
    wanted = random.choice(moves).num * random.randint(-20, 20)
    low = None if random.random() < 0.2 else wanted
    limits = [_limit(random, lines)] if random.random() < 0.4 else []
    return Problem(tuple(moves), low, wanted, (), tuple(limits))


def _limit(random: Random, lines: int) -> Limit:
    end = random.randint(-5_000, 5_000)
    weights = random.choice([(0, 1), (0, 0, 1), (-5, 95)])
    scale = 100 if max(weights) > 1 else 1
    chosen = tuple(random.choice(weights) for _ in range(lines))
    low, high = random.choice([(None, end * scale), (end * scale, None)])
    return Limit(chosen, (), low, high, scale)


@pytest.mark.slow
@pytest.mark.parametrize("fine", [False, True], ids=["coarse", "fine"])
@pytest.mark.parametrize(("lines", "cases"), [(3, 40), (6, 20), (10, 20), (20, 10), (40, 5)])
def test_highs_finds_nothing_better(lines: int, cases: int, *, fine: bool) -> None:
    """HiGHS agrees on the lines and on the money, and on what has no answer."""
    for seed in range(cases):
        problem = larger_problem(seeded(1_000 * lines + seed), lines, fine=fine)
        outcome = solve(problem, seconds=60)

        assert outcome.is_proven
        found = outcome.solution and (outcome.solution.lines, outcome.solution.moved)
        assert found == optimum(problem), problem


@pytest.mark.parametrize("seed", range(5))
def test_highs_finds_nothing_better_in_small_budgets(seed: int) -> None:
    """The same for five questions of four lines, every day."""
    problem = larger_problem(seeded(seed), 4, fine=bool(seed % 2))
    solution = solve(problem).solution

    assert (solution and (solution.lines, solution.moved)) == optimum(problem), problem
