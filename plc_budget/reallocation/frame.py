"""What stays the same while the terms change: the lines of a plan and the rules that bind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.reallocation.caps import Cap, caps_of
from plc_budget.reallocation.transfers import Transfers, transfers_of

if TYPE_CHECKING:
    from plc_budget.budget import Budget, Line
    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of a plan and the rules that bind them.

    Attributes
    ----------
    plan : Plan
        As it stands.
    lines : tuple of Line
        Its lines.
    bases : mapping of int to tuple of int
        For each percentage line the places its base counts, in an order in which every base is
        known before it is needed.
    caps : tuple of Cap
        Ceilings on amounts.
    transfers : Transfers
        What may move between accounts.
    approved : mapping of str to int
        What each account was given; moves between accounts are judged against it. [NTD]
    """

    plan: Plan
    lines: tuple[Line, ...]
    bases: Mapping[int, tuple[int, ...]]
    caps: tuple[Cap, ...]
    transfers: Transfers
    approved: Mapping[str, int]

    def account(self, place: int) -> str:
        """Return the first-level account of a line."""
        return self.lines[place].row.category


def frame_of(plan: Plan, approved: Budget | None = None) -> Frame:
    """Gather what binds the lines of a plan.

    Parameters
    ----------
    plan : Plan
        As it stands.
    approved : Budget, optional
        The budget as approved, if it is not the plan's own.
    """
    given = (approved or plan.budget).by_category()
    accounts = dict.fromkeys([line.row.category for line in plan.budget.lines] + list(given))
    return Frame(
        plan,
        plan.budget.lines,
        _bases(plan.budget),
        tuple(caps_of(plan)),
        transfers_of(plan.book, accounts),
        given,
    )


def _bases(budget: Budget) -> dict[int, tuple[int, ...]]:
    waiting = [i for i, line in enumerate(budget.lines) if line.is_percentage]
    if not waiting:
        return {}
    places = {line.code: i for i, line in enumerate(budget.lines)}
    bases = {i: tuple(places[code] for code in budget.lines[i].row.base) for i in waiting}
    ordered: dict[int, tuple[int, ...]] = {}
    while waiting:
        ready = [i for i in waiting if not any(b in bases and b not in ordered for b in bases[i])]
        ordered |= {i: bases[i] for i in ready}
        waiting = [i for i in waiting if i not in ordered]
    return ordered
