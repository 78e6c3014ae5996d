from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_budget.reallocation.exact import Clock, Limit, Move, Problem, Solver, rank, solve
from plc_budget.reallocation.exact.bits import Part, from_high, from_low, mirror, sums
from reallocation_cases import answers, any_problem, plain_problem, seeded

EVERY_DAY, IN_CI = 2_000, 20_000


def assert_best(problem: Problem) -> None:
    """Compare the answer with the best of all there are."""
    outcome, every = solve(problem, seconds=60), answers(problem)

    assert outcome.is_proven
    assert outcome.solution == (every[0] if every else None), problem


@pytest.mark.parametrize("part", range(10))
def test_no_better_answer_is_missed(part: int) -> None:
    """Of small questions of every kind the answer is the best of all ways, ties included."""
    for seed in range(part * EVERY_DAY // 10, (part + 1) * EVERY_DAY // 10):
        assert_best(any_problem(seeded(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_no_better_answer_is_missed_in_thousands(part: int) -> None:
    """The same for thousands, of up to five lines."""
    for seed in range(part * IN_CI // 20, (part + 1) * IN_CI // 20):
        assert_best(any_problem(seeded(1_000_000 + seed), most_lines=4 + (seed % 20 == 0)))


@pytest.mark.parametrize("part", range(5))
def test_each_proposal_is_the_best_for_its_lines(part: int) -> None:
    """Ranked answers are the best for each set of lines, best first, and none is left out."""
    for seed in range(2_000 + part * 30, 2_030 + part * 30):
        problem = any_problem(seeded(seed))
        every = answers(problem)
        solver, clock = Solver(problem), Clock(60)
        best = solver.solve(clock)

        assert (best is None) == (not every)
        if best is not None and best.lines:
            assert rank(solver, best, 5, clock) == every[:5]


@pytest.mark.parametrize("part", range(5))
def test_two_whole_prices_are_reckoned_by_arithmetic(part: int) -> None:
    """Of a few lines with whole prices the best, and each other way, are those of trying all."""
    for seed in range(part * 100, part * 100 + 100):
        problem = plain_problem(seeded(seed))
        every, solver, clock = answers(problem), Solver(problem), Clock(60)
        best = solver.solve(clock)

        assert best is not None
        assert rank(solver, best, 6, clock) == (every[:6] if best.lines else every[:1])


def test_nothing_changes_where_nothing_must() -> None:
    """The sum is right already: 0 lines, 0 NTD."""
    outcome = solve(Problem((Move(100, least=-8, most=8),), 0, 0))

    assert outcome.solution is not None
    assert (outcome.solution.lines, outcome.solution.moved) == (0, 0)


def test_one_line_is_better_than_less_money() -> None:
    """One line that moves 600 up goes before two that could do with less than any detour."""
    moves = (Move(600, least=-5, most=5), Move(200, least=-1, most=1), Move(400, least=-1, most=1))

    outcome = solve(Problem(moves, 600, 600))

    assert outcome.solution is not None
    assert outcome.solution.steps == (1, 0, 0)


def test_of_two_ways_the_one_that_moves_less_money_is_taken() -> None:
    """7 x 3 - 5 x 4 = 1 moves 41 NTD; 7 x (-2) + 5 x 3 = 1 moves 14 + 15 = 29."""
    outcome = solve(Problem((Move(7, least=-9, most=9), Move(5, least=-9, most=9)), 1, 1))

    assert outcome.solution is not None
    assert outcome.solution.steps == (-2, 3)
    assert outcome.solution.moved == 14 + 15


def test_later_lines_give_way_first() -> None:
    """Of three lines alike, 4,000 are cut from the last as far as it goes, the rest before it."""
    alike = Move(1_000, least=-3, most=0)

    outcome = solve(Problem((alike, alike, alike), -4_000, -4_000))

    assert outcome.solution is not None
    assert outcome.solution.steps == (0, -1, -3)


def test_half_a_dollar_is_rounded_up_line_by_line() -> None:
    """46.05 x 10 = 460.5 is 461; eleven are 506.55, that is 507: one more costs 46."""
    move = Move(921, 20, rest=0, least=-10)

    assert [move.change(steps) for steps in (-10, 0, 1)] == [-461, 0, 46]
    assert solve(Problem((move,), 46, 46)).solution is not None
    assert solve(Problem((move,), 47, 47)).solution is None


def test_prices_with_parts_of_a_dollar_and_a_large_total_are_no_trouble() -> None:
    """200 lines of 4,000,000 NTD with prices such as 46.05, and no bound above."""
    random = seeded(1)
    prices = [random.randint(1, 40_000) for _ in range(200)]
    moves = tuple(Move(p, 20, 0, -int(20_000 * random.random() * 40 / p)) for p in prices)

    outcome = solve(Problem(moves, -12_347, -12_347), seconds=30)

    assert outcome.is_proven
    assert outcome.solution is not None
    assert outcome.solution.moved == 12_347


def test_a_hundred_lines_that_each_give_a_little() -> None:
    """A quarter off every line of 200 makes 800,001 only with many lines: proven all the same."""
    random = seeded(1)
    prices = [random.randint(1, 2_000) for _ in range(200)]
    moves = tuple(Move(p, 1, 0, -int(10_000 * random.random() / p), 0) for p in prices)
    wanted = sum(move.change(move.least) for move in moves) // 2

    outcome = solve(Problem(moves, wanted, wanted), seconds=60)

    assert outcome.is_proven
    assert outcome.solution is not None
    assert outcome.solution.moved == -wanted


def test_a_part_that_must_fall_is_made_good_by_the_rest() -> None:
    """The first two must fall by 500 where the sum falls by 100: 300 + 200 down and 400 up."""
    cut = Move(100, least=-3, most=0)
    moves = (cut, cut, Move(100, least=0, most=9))

    outcome = solve(Problem(moves, -100, -100, limits=(Limit((1, 1, 0), high=-500),)))

    assert outcome.solution is not None
    assert outcome.solution.steps == (-2, -3, 4)
    assert outcome.solution.moved == 300 + 200 + 400


def test_a_search_without_time_says_so() -> None:
    """Nothing is claimed that was not proven."""
    moves = tuple(Move(price, 20, 0, -9, 9) for price in (101, 103, 107, 109, 113, 127))

    outcome = solve(Problem(moves, 171, 171), seconds=0)

    assert not outcome.is_proven


def test_a_search_that_is_too_wide_says_so() -> None:
    """Sums of thousands of millions are not tabled; no proof is claimed."""
    moves = tuple(Move(20 * price + 1, 20, 0, -1_000_000) for price in range(990, 1_010))

    outcome = solve(Problem(moves, -12_347, -12_347))

    assert not outcome.is_proven


@given(
    st.sets(st.integers(0, 40), min_size=1, max_size=6),
    st.tuples(
        st.integers(-60, 60).filter(bool),
        st.integers(1, 20),
        st.integers(0, 19),
        st.integers(1, 30),
    ),
    st.integers(-300, 300),
    st.integers(0, 400),
)
def test_sums_of_sets_are_those_of_their_numbers(
    numbers: set[int], part: tuple[int, int, int, int], low: int, width: int
) -> None:
    """The bits say what adding every number to every number says."""
    num, den, rest, times = part
    steps = Part(num, den, rest % den, times)
    added = {(steps.rest + num * k) // den for k in range(1, times + 1)}

    found = sums(sum(1 << number for number in numbers), 7, steps, low, low + width)
    bits, base = mirror(steps)

    expected = {7 + number + more for number in numbers for more in added}
    assert {low + p for p in from_low(found)} == {n for n in expected if low <= n <= low + width}
    assert {base + p for p in from_high(bits)} == {-number for number in added}
