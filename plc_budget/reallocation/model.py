"""From a plan and the terms of a question to whole numbers, and back to quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.budget import amount_of
from plc_budget.money import EXACT
from plc_budget.reallocation.exact.problem import Follower, Move, Problem
from plc_budget.reallocation.limits import limits_of
from plc_budget.reallocation.pricing import follower_of, move_of

if TYPE_CHECKING:
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.terms import Terms

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Model:
    """A problem, and which lines of the plan its moves and followers are.

    Attributes
    ----------
    frame, terms : Frame, Terms
        What it was made of.
    quantities : tuple of Decimal
        Of every line, with what the planner set.
    amounts : tuple of int
        Of every line, likewise. [NTD]
    moves, followers : tuple of int
        Places in the plan.
    problem : Problem
        What is to be solved.
    """

    frame: Frame
    terms: Terms
    quantities: tuple[Decimal, ...]
    amounts: tuple[int, ...]
    moves: tuple[int, ...]
    followers: tuple[int, ...]
    problem: Problem

    def read(self, steps: Sequence[int]) -> tuple[list[Decimal], list[int]]:
        """Return quantity and amount of every line after so many steps. [NTD]"""
        quantities, amounts = list(self.quantities), list(self.amounts)
        changes = []
        for place, move, x in zip(self.moves, self.problem.moves, steps, strict=True):
            changes.append(move.change(x))
            if x:
                step = self.terms.row(self.frame.lines[place].row).step or _ONE
                quantities[place] = EXACT.add(quantities[place], EXACT.multiply(step, Decimal(x)))
                amounts[place] += changes[-1]
        following = self.problem.following(changes)
        for place, change in zip(self.followers, following, strict=True):
            amounts[place] += change
        return quantities, amounts


def model_of(frame: Frame, terms: Terms) -> Model:
    """Write a question in whole numbers."""
    quantities = [terms.sets.get(line.code, line.quantity) for line in frame.lines]
    amounts = [line.amount for line in frame.lines]
    for place, line in enumerate(frame.lines):
        if line.code in terms.sets:
            amounts[place] = amount_of(line.row, quantities[place])
    free: dict[int, Move] = {}
    for place, line in enumerate(frame.lines):
        if terms.is_free(line.row):
            move = move_of(terms.row(line.row), quantities[place])
            if move is not None:
                free[place] = move
    live = _followers(frame, amounts, tuple(free))
    limits, refuses = limits_of(frame, terms, amounts, tuple(free), tuple(live))
    now = sum(amounts)
    problem = Problem(
        tuple(free.values()),
        None if terms.low is None else terms.low - now,
        terms.high - now,
        tuple(live.values()),
        limits,
        refuses,
    )
    return Model(frame, terms, tuple(quantities), tuple(amounts), tuple(free), tuple(live), problem)


def _followers(frame: Frame, amounts: list[int], moves: tuple[int, ...]) -> dict[int, Follower]:
    """Reckon the percentage lines anew, and return those that still follow what may move."""
    live: dict[int, Follower] = {}
    for place, counted in frame.bases.items():
        base = sum(amounts[i] for i in counted)
        own = tuple(moves.index(i) for i in counted if i in moves)
        through = tuple(list(live).index(i) for i in counted if i in live)
        row, before = frame.lines[place].row, frame.lines[place].amount
        follower = follower_of(row, own, through, base, 0)
        amounts[place] = follower.amount(base)
        if own or through:
            live[place] = follower_of(row, own, through, base, amounts[place] - before)
    return live
