"""From the terms of a question to proposals in quantities and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_budget.reallocation.exact.ranking import rank
from plc_budget.reallocation.exact.solving import Clock, Solver
from plc_budget.reallocation.model import Model, model_of
from plc_budget.reallocation.result import Consent, Proposal, QuantityChange
from plc_budget.reallocation.transfers import Flow, Verdict

if TYPE_CHECKING:
    from decimal import Decimal

    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.terms import Terms

_FOR_OTHERS = 0.25
"""What part of the time that is left the other proposals may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Proposals, the best first, and whether the first, or that there is none, is proven."""

    proposals: tuple[Proposal, ...]
    is_proven: bool = True


def proposals_for(frame: Frame, terms: Terms, clock: Clock, most: int = 1) -> Answer:
    """Return the best proposals for a question.

    Parameters
    ----------
    frame, terms : Frame, Terms
        The plan and the question.
    clock : Clock
        When to give up.
    most : int
        How many proposals are wanted; one without consent is added if they all need it.
    """
    if not is_allowed(frame, terms):
        return Answer(())
    model = model_of(frame, terms)
    solver = Solver(model.problem)
    outcome = solver.outcome(clock.left())
    if outcome.solution is None:
        return Answer((), outcome.is_proven)
    best = [outcome.solution]
    if most > 1 and outcome.is_proven:
        best = rank(solver, outcome.solution, most, Clock(_FOR_OTHERS * clock.left()))
    found = [proposal_of(model, solution.steps) for solution in best]
    if most > 1 and all(proposal.consent for proposal in found):
        found += proposals_for(frame, replace(terms, allowed=Verdict.INTERNAL), clock).proposals
        found.sort(key=lambda proposal: (proposal.lines, proposal.moved))
    return Answer(tuple(found), outcome.is_proven)


def is_allowed(frame: Frame, terms: Terms) -> bool:
    """Tell whether the settings keep their own bounds, and the plan's word on 勻支."""
    if any(
        line.code in terms.sets and bounds_broken(frame, terms, place)
        for place, line in enumerate(frame.lines)
    ):
        return False
    if not terms.is_banned:
        return True
    return all(line.quantity == terms.sets.get(line.code, line.quantity) for line in frame.lines)


def bounds_broken(frame: Frame, terms: Terms, place: int) -> bool:
    """Tell whether the planner set a line to what its own bounds do not allow."""
    line = frame.lines[place]
    row, quantity = terms.row(line.row), terms.sets.get(line.code, line.quantity)
    return (row.min_quantity is not None and quantity < row.min_quantity) or (
        row.max_quantity is not None and quantity > row.max_quantity
    )


def proposal_of(model: Model, steps: Sequence[int]) -> Proposal:
    """Write steps as a proposal."""
    quantities, amounts = model.read(steps)
    changes = tuple(
        _change(model, place, quantity, amount)
        for place, (quantity, amount) in enumerate(zip(quantities, amounts, strict=True))
    )
    flows = _flows(model, amounts)
    return Proposal(
        changes,
        sum(change.gives_way for change in changes),
        sum(abs(change.difference) for change in changes if not change.is_set),
        flows,
        _consent(model, flows),
    )


def _change(model: Model, place: int, quantity: Decimal, amount: int) -> QuantityChange:
    line = model.frame.lines[place]
    return QuantityChange(
        line.code,
        line.name,
        line.row.category,
        line.quantity,
        quantity,
        line.amount,
        amount,
        line.code in model.terms.sets,
        line.is_percentage,
    )


def _flows(model: Model, amounts: Sequence[int]) -> tuple[Flow, ...]:
    frame = model.frame
    if len(frame.transfers.accounts) < 2:  # noqa: PLR2004 - from one to another
        return ()
    net = {account: -given for account, given in frame.approved.items()}
    for place, amount in enumerate(amounts):
        net[frame.account(place)] = net.get(frame.account(place), 0) + amount
    return frame.transfers.route(net, Verdict.FORBIDDEN) or ()


def _consent(model: Model, flows: tuple[Flow, ...]) -> Consent | None:
    asked = tuple(flow for flow in flows if flow.verdict is Verdict.CONSENT)
    if not asked:
        return None
    rules = [model.frame.transfers.pairs[flow.source, flow.target][1] for flow in asked]
    known = {rule.id: rule for rule in rules if rule is not None}
    forms = [rule.word("form") for rule in known.values() if rule.has("form")]
    return Consent(asked, tuple(known), forms[0] if forms else "")
