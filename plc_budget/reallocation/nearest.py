"""Which totals near by can be held when the one that is wanted cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.reallocation.exact.bits import from_high, from_low
from plc_budget.reallocation.exact.reach import reachable
from plc_budget.reallocation.exact.solving import Solver
from plc_budget.reallocation.exact.tables import TooLarge
from plc_budget.reallocation.model import model_of
from plc_budget.reallocation.proposing import is_allowed, proposals_for
from plc_budget.reallocation.reasons import extremes

if TYPE_CHECKING:
    from plc_budget.reallocation.exact.solving import Clock
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.model import Model
    from plc_budget.reallocation.terms import Terms


def nearest(frame: Frame, terms: Terms, clock: Clock) -> tuple[int | None, int | None]:
    """Return the nearest totals below and above that there are proposals for. [NTD]

    None where there is none, none was found in time, or less is welcome anyway.
    """
    if not is_allowed(frame, terms):
        return None, None
    model = model_of(frame, terms)
    below = None if terms.low is None else _first(model, terms.low, -1, clock)
    return below, _first(model, terms.high, 1, clock)


def nearest_below(frame: Frame, terms: Terms, clock: Clock) -> int | None:
    """Return the nearest total at or under what is wanted that there is a proposal for. [NTD]"""
    if terms.low is None or not is_allowed(frame, terms):
        return None
    return _first(model_of(frame, terms), terms.low, -1, clock)


def _first(model: Model, start: int, sign: int, clock: Clock) -> int | None:
    """Return the first total beyond ``start`` that can be held."""
    lowest, highest = extremes(model)
    if sign > 0:
        start = max(start, lowest - 1)
    elif highest is not None:
        start = min(start, highest + 1)
    if model.frame.caps or not model.problem.is_plain:  # a ceiling may hold for this total alone
        return _sought(model, start, sign, clock)
    try:
        return _summed(model, start, sign, clock)
    except TooLarge:
        return None


def _summed(model: Model, start: int, sign: int, clock: Clock) -> int | None:
    """Read the total off the sums that the lines can come to."""
    if not model.problem.moves:
        now = sum(model.amounts)
        return now if (now - start) * sign > 0 else None
    step = max((-(-move.num // move.den) for move in model.problem.moves), default=0)
    now, high = sum(model.amounts), start + step
    solver = Solver(replace(model.problem, low=-now, high=high - now))
    if not solver.ledgers or any(least > most for least, most in solver.bounds):
        return None
    total, unit = solver.ledgers[0], solver.ledgers[0].worth[0]
    ends = (start - now + 1, high - now) if sign > 0 else (-now, start - now - 1)
    span = -(-ends[0] // unit), ends[1] // unit
    musts = [i for i, (least, most) in enumerate(solver.bounds) if not least <= 0 <= most]
    found = reachable(total, solver.bounds, musts, span, clock.tick)
    place = next(from_high(found) if sign < 0 else from_low(found), None)
    return None if place is None else now + unit * (span[0] + place)


def _sought(model: Model, start: int, sign: int, clock: Clock) -> int | None:
    """Look ever farther away, twice as wide each time; then nearer than what was found.

    Farther than as much again, or than one step of every line, is not near.
    """
    steps = sum(-(-move.num // move.den) for move in model.problem.moves)
    near = 1
    while near <= max(start, steps) and clock.left():
        span = _between(start, sign, near, 2 * near - 1)
        if span[1] < 0 or _is_beyond(model, span):
            return None
        if (found := _within(model, span, clock)) is not None:
            return _nearer(model, start, found, clock)
        near *= 2
    return None


def _is_beyond(model: Model, span: tuple[int, int]) -> bool:
    """Tell whether no bounds allow a total of the span."""
    lowest, highest = extremes(model)
    return span[1] < lowest or (highest is not None and span[0] > highest)


def _nearer(model: Model, start: int, found: int, clock: Clock) -> int:
    """Come nearer to the start until nothing lies between."""
    sign = 1 if found > start else -1
    while abs(found - start) > 1 and clock.left():
        span = _between(start, sign, 1, abs(found - start) - 1)
        other = _within(model, span, clock)
        if other is None:
            return found
        found = other
    return found


def _between(start: int, sign: int, near: int, far: int) -> tuple[int, int]:
    ends = start + sign * near, start + sign * far
    return min(ends), max(ends)


def _within(model: Model, span: tuple[int, int], clock: Clock) -> int | None:
    """Return a total of the span that there is a proposal for."""
    terms = replace(model.terms, low=max(0, span[0]), high=span[1])
    found = proposals_for(model.frame, terms, clock).proposals
    return found[0].total if found else None
