"""One solver in a process of its own: ``python -m benchmarks.solvers highspy`` answers line by line.

A line on stdin is a question, ``{"moves": [[price, least, most], ...], "wanted": -2000}``; a line on
stdout its answer: fewest lines, least money, null where there is none, and the seconds it took.
highspy and ortools cannot live in one process, so none shares one.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Move = tuple[int, int, int]
Answer = tuple[int, int] | None
LIMIT = 10.0
"""What a rival may take for one programme. [s]"""


class Undecided(Exception):
    """The time was up."""


def ours(moves: list[Move], wanted: int) -> Answer:
    """Answer by plc_budget, in plain integers."""
    from plc_budget.reallocation import exact

    lines = tuple(exact.Move(price, 1, 0, least, most) for price, least, most in moves)
    outcome = exact.solve(exact.Problem(lines, wanted, wanted), LIMIT)
    if not outcome.is_proven:
        raise Undecided
    best = outcome.solution
    return None if best is None else (best.lines, best.moved)


def one_programme(minimum: Callable[..., int | None], moves: list[Move], wanted: int) -> Answer:
    """Weigh a line more than all the money there is."""
    line = 1 + sum(price * max(-least, most) for price, least, most in moves)
    found = minimum(moves, wanted, money=1, line=line)
    return None if found is None else divmod(found, line)


def two_programmes(minimum: Callable[..., int | None], moves: list[Move], wanted: int) -> Answer:
    """Ask for the fewest lines first, then for the least money with so many."""
    lines = minimum(moves, wanted, money=0, line=1)
    if lines is None:
        return None
    money = minimum(moves, wanted, money=1, line=0, most=lines)
    assert money is not None
    return lines, money


def matrices(moves: list[Move], wanted: int, most: int | None) -> Any:
    """Write the programme: raises, cuts, and whether a line changes; rows, and where they end."""
    import numpy as np

    count = len(moves)
    price, least, top = np.array(moves, dtype=float).T.reshape(3, count)
    raises = np.arange(count)
    cuts, changed = raises + count, raises + 2 * count
    ones = np.ones(count)
    index = np.concatenate(
        [
            raises,
            cuts,
            np.stack([raises, changed], 1).ravel(),
            np.stack([cuts, changed], 1).ravel(),
            changed,
        ]
    )
    value = np.concatenate(
        [
            price,
            -price,
            np.stack([ones, -top], 1).ravel(),
            np.stack([ones, least], 1).ravel(),
            ones,
        ]
    )
    start = np.concatenate(
        [
            [0],
            np.arange(2 * count, 6 * count + 1, 2),
            [7 * count],
        ]
    )
    low = np.full(2 * count + 2, -np.inf)
    high = np.zeros(2 * count + 2)
    low[0] = high[0] = wanted
    high[-1] = count if most is None else most
    upper = np.concatenate([top, -least, ones])
    return price, (value, index, start), low, high, upper


def with_highspy(
    moves: list[Move], wanted: int, *, money: int, line: int, most: int | None = None
) -> int | None:
    """Minimise with HiGHS through its own arrays."""
    import highspy
    import numpy as np

    price, (value, index, start), low, high, upper = matrices(moves, wanted, most)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(upper), len(low)
    lp.col_cost_ = np.concatenate([money * price, money * price, np.full(len(moves), float(line))])
    lp.col_lower_, lp.col_upper_ = np.zeros(len(upper)), upper
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, value
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(upper)
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    for option, value in (
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("threads", 1),
        ("time_limit", LIMIT),
    ):
        model.setOptionValue(option, value)
    model.passModel(lp)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        found: float = model.getObjectiveValue()
        return round(found)
    if status == highspy.HighsModelStatus.kTimeLimit:
        raise Undecided
    return None


def with_scipy(
    moves: list[Move], wanted: int, *, money: int, line: int, most: int | None = None
) -> int | None:
    """Minimise with scipy.optimize.milp."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    price, rows, low, high, upper = matrices(moves, wanted, most)
    found = milp(
        np.concatenate([money * price, money * price, np.full(len(moves), float(line))]),
        integrality=np.ones(len(upper)),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(csr_matrix(rows, (len(low), len(upper))), low, high),
        options={"mip_rel_gap": 0.0, "time_limit": LIMIT},
    )
    if found.status == 1:
        raise Undecided
    least: float = found.fun if found.status == 0 else -1
    return round(least) if found.status == 0 else None


def with_ortools(
    moves: list[Move], wanted: int, *, money: int, line: int, most: int | None = None
) -> int | None:
    """Minimise with CP-SAT, one worker."""
    from ortools.sat.python import cp_model

    model: Any = cp_model.CpModel()
    total, cost, count = [], [], []
    for price, least, top in moves:
        up, down, changed = (
            model.new_int_var(0, top, ""),
            model.new_int_var(0, -least, ""),
            model.new_bool_var(""),
        )
        model.add(up <= top * changed)
        model.add(down <= -least * changed)
        total.append(price * (up - down))
        cost.append(money * price * (up + down) + line * changed)
        count.append(changed)
    model.add(sum(total) == wanted)
    if most is not None:
        model.add(sum(count) <= most)
    model.minimize(sum(cost))
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        found: float = solver.objective_value
        return round(found)
    if status == cp_model.INFEASIBLE:
        return None
    raise Undecided


RIVALS = {"highspy": with_highspy, "scipy": with_scipy, "ortools": with_ortools}


def timed(solve: Callable[[], Answer]) -> dict[str, object]:
    """Answer, and say how long it took."""
    start = perf_counter()
    try:
        answer: object = solve()
    except Undecided:
        answer = "undecided"
    return {"answer": answer, "seconds": perf_counter() - start}


def answered(name: str, moves: list[Move], wanted: int) -> dict[str, object]:
    """Answer one question; a rival by its quicker way of the two."""
    if name == "ours":
        mine = timed(lambda: ours(moves, wanted))
        assert "numpy" not in sys.modules
        return mine
    free = [move for move in moves if move[1] or move[2]]
    found = [
        timed(lambda: one_programme(RIVALS[name], free, wanted)),
        timed(lambda: two_programmes(RIVALS[name], free, wanted)),
    ]
    decided = [entry for entry in found if entry["answer"] != "undecided"]
    return min(decided or found, key=lambda entry: float(str(entry["seconds"])))


def main() -> None:
    """Answer every line."""
    for question in sys.stdin:
        asked = json.loads(question)
        moves = [(price, least, most) for price, least, most in asked["moves"]]
        print(json.dumps(answered(sys.argv[1], moves, asked["wanted"])), flush=True)


if __name__ == "__main__":
    main()
