"""The same questions put to HiGHS, a solver by others that shares no code with ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import highspy

if TYPE_CHECKING:
    from plc_budget.reallocation.exact import Problem


def optimum(problem: Problem) -> tuple[int, int] | None:
    """Return the fewest lines and, of those, the least money moved; None if there is no answer.

    Two integer programmes, one after the other: weights in one would strain its tolerances.
    Only whole prices, and nothing that follows.
    """
    fewest = _solved(problem, None)
    if fewest is None:
        return None
    least = _solved(problem, fewest)
    assert least is not None
    return fewest, least


def _solved(problem: Problem, lines: int | None) -> int | None:
    """Minimise the lines; or the money, when so many lines may change."""
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5), ("threads", 1)):
        model.setOptionValue(option, value)
    ups = [model.addIntegral(lb=0, ub=max(0, move.most or 0)) for move in problem.moves]
    downs = [model.addIntegral(lb=0, ub=max(0, -move.least)) for move in problem.moves]
    changed = [model.addBinary() for _ in problem.moves]
    amounts = [
        move.num * (up - down) for move, up, down in zip(problem.moves, ups, downs, strict=True)
    ]
    for move, up, down, is_changed in zip(problem.moves, ups, downs, changed, strict=True):
        model.addConstr(up <= max(0, move.most or 0) * is_changed)
        model.addConstr(down <= max(0, -move.least) * is_changed)
    _within(model, model.qsum(amounts), problem.low, problem.high)
    for limit in problem.limits:
        weighted = [w * amount for w, amount in zip(limit.weights, amounts, strict=True) if w]
        _within(model, model.qsum(weighted), limit.low, limit.high)
    money = [
        move.num * (up + down) for move, up, down in zip(problem.moves, ups, downs, strict=True)
    ]
    if lines is not None:
        model.addConstr(model.qsum(changed) <= lines)
    model.minimize(model.qsum(changed if lines is None else money))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found: float = model.getObjectiveValue()
    return round(found)


def _within(model: Any, total: Any, low: int | None, high: int | None) -> None:  # noqa: ANN401 - highspy's
    if low is not None:
        model.addConstr(total >= low)
    if high is not None:
        model.addConstr(total <= high)
