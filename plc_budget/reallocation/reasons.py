"""Why there is no proposal, in a sentence; and which totals near by there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.language import Series, Text, text
from plc_budget.money import plain
from plc_budget.reallocation.model import Model, model_of
from plc_budget.reallocation.proposing import bounds_broken, proposals_for
from plc_budget.reallocation.result import Proposal
from plc_budget.reallocation.transfers import Verdict

if TYPE_CHECKING:
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.solving import Clock
    from plc_budget.reallocation.terms import Terms

_FARTHEST = 40
"""How often the search for near totals doubles its reach."""


def reason_for(frame: Frame, terms: Terms, clock: Clock) -> Text:
    """Say why there is no proposal, after what the planner set comes to."""
    reason = _reason(frame, terms, clock)
    model = model_of(frame, terms)
    settings = tuple(
        text("“{item}” {quantity} comes to {amount:,}", item=line.name,
             quantity=plain(model.quantities[place]), amount=model.amounts[place])
        for place, line in enumerate(frame.lines) if line.code in terms.sets
    )  # fmt: skip
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
    return _too_much(model) or _too_little(model) or _forbidden(frame, terms, clock) or _capped(
        frame, terms, clock
    ) or text("no whole steps come to exactly {total:,}.", total=terms.high)  # fmt: skip


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
            found.append(text("“{item}” at least {quantity}", item=row.item,
                              quantity=plain(row.min_quantity)))  # fmt: skip
        if not is_least and row.max_quantity is not None:
            found.append(text("“{item}” at most {quantity}", item=row.item,
                              quantity=plain(row.max_quantity)))  # fmt: skip
    return tuple(found)


def _forbidden(frame: Frame, terms: Terms, clock: Clock) -> Text | None:
    if frame.transfers.worst() <= terms.allowed:
        return None
    anyway = proposals_for(frame, replace(terms, allowed=Verdict.FORBIDDEN), clock).proposals
    if not anyway:
        return None
    flow = next(flow for flow in anyway[0].flows if flow.verdict > terms.allowed)
    return text("it would take {amount:,} from {source} to {target}, which is forbidden.",
                amount=flow.amount, source=flow.source, target=flow.target)  # fmt: skip


def _capped(frame: Frame, terms: Terms, clock: Clock) -> Text | None:
    rules = {cap.rule.id: cap.rule for cap in frame.caps}
    without = replace(terms, without=frozenset(rules))
    if not rules or not proposals_for(frame, without, clock).proposals:
        return None
    titles = Series(tuple(rule.card.title for rule in rules.values()))
    return text("it would go beyond a ceiling: {titles}.", titles=titles)


def nearest(frame: Frame, terms: Terms, clock: Clock) -> tuple[int | None, int | None]:
    """Return the nearest totals below and above that there are proposals for. [NTD]"""
    low = terms.high if terms.low is None else terms.low
    below = None if terms.low is None else _seek(frame, terms, clock, low, -1)
    return below, _seek(frame, terms, clock, terms.high, 1)


def _seek(frame: Frame, terms: Terms, clock: Clock, start: int, sign: int) -> int | None:
    """Look ever farther away, twice as wide each time; then nearer than what was found."""
    ends = extremes(model_of(frame, terms))
    near = 1
    for _ in range(_FARTHEST):
        span = _between(start, sign, near, 2 * near - 1)
        if span[1] < 0 or not clock.left():
            return None
        if ends[1] is not None and span[0] > max(ends[1], start):
            return None
        if found := _within(frame, terms, clock, span):
            return _nearer(frame, terms, clock, start, found)
        near *= 2
    return None


def _nearer(frame: Frame, terms: Terms, clock: Clock, start: int, found: int) -> int:
    """Come nearer to the start until nothing lies between."""
    sign = 1 if found > start else -1
    while abs(found - start) > 1:
        other = _within(frame, terms, clock, _between(start, sign, 1, abs(found - start) - 1))
        if other is None:
            return found
        found = other
    return found


def _between(start: int, sign: int, near: int, far: int) -> tuple[int, int]:
    ends = start + sign * near, start + sign * far
    return min(ends), max(ends)


def _within(frame: Frame, terms: Terms, clock: Clock, span: tuple[int, int]) -> int | None:
    """Return a total of the span that there is a proposal for."""
    found: Sequence[Proposal] = proposals_for(
        frame, replace(terms, low=max(0, span[0]), high=span[1]), clock
    ).proposals
    return found[0].total if found else None
