"""Why there is no proposal, in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.language import Series, Text, text
from plc_budget.money import plain
from plc_budget.reallocation.model import Model, model_of
from plc_budget.reallocation.proposing import bounds_broken, proposals_for
from plc_budget.reallocation.transfers import Verdict

if TYPE_CHECKING:
    from plc_budget.reallocation.exact.solving import Clock
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.terms import Terms

_NAMED = 4
"""How many bounds are named; the others are counted."""


def reason_for(frame: Frame, terms: Terms, clock: Clock) -> Text:
    """Say why there is no proposal, after what the planner set comes to."""
    reason = _reason(frame, terms, clock)
    model = model_of(frame, terms)
    settings = tuple(
        text(
            "“{item}” {quantity} comes to {amount:,}",
            item=line.name,
            quantity=plain(model.quantities[place]),
            amount=model.amounts[place],
        )
        for place, line in enumerate(frame.lines)
        if line.code in terms.sets
    )
    if not settings:
        return reason
    return text("{settings}: {reason}", settings=Series(settings), reason=reason)


def _reason(frame: Frame, terms: Terms, clock: Clock) -> Text:
    for place, line in enumerate(frame.lines):
        if line.code in terms.sets and bounds_broken(frame, terms, place):
            return text("“{item}” is set beyond its own bounds.", item=line.name)
    if terms.is_banned:
        return text("this plan does not allow reallocation.")
    model = model_of(frame, terms)
    return (
        _too_much(model)
        or _too_little(model)
        or _forbidden(frame, terms, clock)
        or _capped(frame, terms, clock)
        or text("no whole steps come to exactly {total:,}.", total=terms.high)
    )


def extremes(model: Model) -> tuple[int, int | None]:
    """Return the lowest and the highest total that bounds allow; None is no bound. [NTD]"""
    moves = model.problem.moves
    _, lowest = model.read([move.least for move in moves])
    if any(move.most is None for move in moves):
        return sum(lowest), None
    _, highest = model.read([move.most or 0 for move in moves])
    return sum(lowest), sum(highest)


def _too_much(model: Model) -> Text | None:
    over = extremes(model)[0] - model.terms.high
    if over <= 0:
        return None
    if not model.moves:
        return text("no other line may change, and the total is {over:,} too high.", over=over)
    bounds = _bounds(model, is_least=True)
    if bounds:
        return text(
            "with {bounds} the total is {over:,} too high.", bounds=Series(bounds), over=over
        )
    return text("with the other lines at nothing the total is {over:,} too high.", over=over)


def _too_little(model: Model) -> Text | None:
    low, highest = model.terms.low, extremes(model)[1]
    if low is None or highest is None or highest >= low:
        return None
    under = low - highest
    if not model.moves:
        return text("no other line may change, and the total is {under:,} too low.", under=under)
    bounds = Series(_bounds(model, is_least=False))
    return text("with {bounds} the total is {under:,} too low.", bounds=bounds, under=under)


def _bounds(model: Model, *, is_least: bool) -> tuple[Text, ...]:
    """Name the bounds that stand in the way."""
    found = []
    for place in model.moves:
        row = model.terms.row(model.frame.lines[place].row)
        if is_least and row.min_quantity:
            found.append(
                text(
                    "“{item}” at least {quantity}", item=row.item, quantity=plain(row.min_quantity)
                )
            )
        if not is_least and row.max_quantity is not None:
            found.append(
                text("“{item}” at most {quantity}", item=row.item, quantity=plain(row.max_quantity))
            )
    if len(found) > _NAMED:
        found[_NAMED:] = [text("{count} other bounds", count=len(found) - _NAMED)]
    return tuple(found)


def _forbidden(frame: Frame, terms: Terms, clock: Clock) -> Text | None:
    if frame.transfers.worst() <= terms.allowed:
        return None
    anyway = proposals_for(frame, replace(terms, allowed=Verdict.FORBIDDEN), clock).proposals
    if not anyway:
        return None
    flow = next(flow for flow in anyway[0].flows if flow.verdict > terms.allowed)
    return text(
        "it would take {amount:,} from {source} to {target}, which is forbidden.",
        amount=flow.amount,
        source=flow.source,
        target=flow.target,
    )


def _capped(frame: Frame, terms: Terms, clock: Clock) -> Text | None:
    """Name the ceilings in the way: each that is enough to leave aside, or else all together."""
    rules = {cap.rule.id: cap.rule for cap in frame.caps}

    def helps(*names: str) -> bool:
        without = replace(terms, without=terms.without.union(names))
        return bool(proposals_for(frame, without, clock).proposals)

    if not rules or not helps(*rules):
        return None
    enough = [name for name in rules if helps(name)] or list(rules)
    titles = Series(tuple(rules[name].card.title for name in enough))
    return text("it would go beyond a ceiling: {titles}.", titles=titles)
