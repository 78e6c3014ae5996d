"""A proposal of 勻支 on the screen: which lines may give way, before and after, what it moves and brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plc_budget.app.reallocating import Offer, proposal_key
from plc_budget.app.texts import columns, write_signed
from plc_budget.comparison.moved import moved_words
from plc_budget.findings import Words
from plc_budget.language import CHINESE, NOTHING, Series, Text, text
from plc_budget.money import plain
from plc_budget.reallocation import Flow, Proposal, QuantityChange, Verdict
from plc_budget.reallocation.transfers import OUTSIDE

if TYPE_CHECKING:
    from plc_budget.app.reallocating import Asked
    from plc_budget.app.state import State
    from plc_budget.budget import Line
    from plc_budget.findings import Words
    from plc_budget.tables import BudgetRow


def lines_of(one: Asked) -> list[dict[str, Any]]:
    """Return every line with what is to be known of it: may it give way, and how far?

    Parameters
    ----------
    one : Asked
        What is asked.

    Returns
    -------
    list of dict
        ``state`` is ``free``, ``locked``, ``timetable``, ``percentage``, ``typed`` or ``set``.
    """
    return [_line(line, one) for line in one.plan.budget.lines]


def _line(line: Line, one: Asked) -> dict[str, Any]:
    state = _state(line, one)
    return {
        "code": line.code,
        "item": line.name,
        "quantity": f"{plain(line.quantity)}{line.row.unit}" if line.row.rate is None else "",
        "amount": f"{line.amount:,}",
        "state": state,
        "says": str(_SAYS[state]),
        "room": str(_room(line.row)) if state in ("free", "typed") else "",
        "lockable": state in ("free", "locked", "typed", "set"),
        "locked": line.row.locked,
    }


_SAYS = {
    "free": text("may give way"),
    "locked": text("locked"),
    "timetable": text("follows the timetable"),
    "percentage": text("percentage of other lines"),
    "typed": text("typed last; rather stays"),
    "set": text("set here"),
}


def _state(line: Line, one: Asked) -> str:
    row = line.row
    if line.is_percentage:
        return "percentage"
    if line.code in dict(one.sets):
        return "set"
    if row.locked:
        return "locked"
    if row.source and not one.moves_periods:
        return "timetable"
    return "typed" if line.code in one.typed else "free"


def _room(row: BudgetRow) -> Words:
    """Say within which bounds and by which steps a line gives way."""
    parts: list[Words] = []
    if row.min_quantity is not None:
        parts.append(text("at least {quantity}", quantity=plain(row.min_quantity)))
    if row.max_quantity is not None:
        parts.append(text("at most {quantity}", quantity=plain(row.max_quantity)))
    if row.step is not None:
        parts.append(text("by {step} at a time", step=plain(row.step)))
    return Series(tuple(parts)) if parts else NOTHING


HEAD = (
    text("item"),
    text("quantity before"),
    text("quantity after"),
    text("amount before"),
    text("amount after"),
    text("difference"),
)
_NAMED = 4
"""How many lines the name of a step names."""


def proposal_view(offer: Offer, number: int, state: State) -> dict[str, Any]:
    """Return what the screen shows of a proposal.

    Parameters
    ----------
    offer : Offer
        The proposal, and what it would bring.
    number : int
        Which one it is, from 1.
    state : State
        The state.
    """
    proposal, total = offer.proposal, state.plan.details.funding.approved_total
    before = sum(change.amount_before for change in proposal.changes)
    return {
        "key": proposal_key(proposal),
        "title": str(
            text("Proposal {number}: {sentence}", number=number, sentence=proposal.sentence)
        ),
        "rows": [_row(change) for change in _changed(proposal)],
        "total": [f"{before:,}", f"{proposal.total:,}", write_signed(proposal.total - before)],
        "moved": str(_moved(proposal)),
        "flows": flows_words(proposal.flows),
        "consent": str(proposal.consent.sentence) if proposal.consent else "",
        "brings": [
            {"level": str(finding.severity), "says": f"{finding.message} {finding.remedy}".strip()}
            for finding in offer.brings
        ],
        "changes_typed": offer.changes_typed,
        "reason": suggest_reason(state, proposal),
        "bars": _bars(proposal, max(before, proposal.total, total, 1)),
    }


def _moved(proposal: Proposal) -> Text:
    """Say what changes place; what only goes or only comes is no reallocation."""
    differences = [change.difference for change in proposal.changes if change.difference]
    net = sum(differences)
    if differences and all(difference < 0 for difference in differences):
        return text("Reduced by {amount:,} NTD.", amount=-net)
    if differences and all(difference > 0 for difference in differences):
        return text("Increased by {amount:,} NTD.", amount=net)
    return moved_words(differences)


def _changed(proposal: Proposal) -> list[QuantityChange]:
    return [
        change
        for change in proposal.changes
        if change.quantity_before != change.quantity_after or change.difference
    ]


def _row(change: QuantityChange) -> dict[str, Any]:
    return {
        "code": change.code,
        "cells": [
            change.item,
            plain(change.quantity_before),
            plain(change.quantity_after),
            f"{change.amount_before:,}",
            f"{change.amount_after:,}",
            write_signed(change.difference),
        ],
        "set": change.is_set,
    }


def flows_words(flows: Sequence[Flow]) -> list[str]:
    """Say what moves between accounts, and whether it may; what only comes or goes is no move."""
    inside = [flow for flow in flows if OUTSIDE not in (flow.source, flow.target)]
    return [str(_flow_words(flow)) for flow in inside]


def _flow_words(flow: Flow) -> Text:
    words = {
        Verdict.INTERNAL: text(
            "{amount:,} from {source} to {target}: decided within the unit",
            amount=flow.amount,
            source=flow.source,
            target=flow.target,
        ),
        Verdict.CONSENT: text(
            "{amount:,} from {source} to {target}: needs consent beforehand",
            amount=flow.amount,
            source=flow.source,
            target=flow.target,
        ),
        Verdict.FORBIDDEN: text(
            "{amount:,} from {source} to {target}: not allowed",
            amount=flow.amount,
            source=flow.source,
            target=flow.target,
        ),
    }
    return words[flow.verdict]


def _bars(proposal: Proposal, whole: int) -> list[dict[str, Any]]:
    """Return a bar before and one after; widths are in thousandths of the wider one."""
    sides = (
        (text("before"), [change.amount_before for change in proposal.changes]),
        (text("after"), [change.amount_after for change in proposal.changes]),
    )
    return [
        {
            "name": str(name),
            "total": f"{sum(amounts):,}",
            "parts": [
                {
                    "code": change.code,
                    "name": change.item,
                    "amount": f"{amount:,}",
                    "width": amount * 1000 // whole,
                    "place": place,
                    "changed": bool(change.difference),
                }
                for place, (change, amount) in enumerate(
                    zip(proposal.changes, amounts, strict=True)
                )
                if amount > 0
            ],
        }
        for name, amounts in sides
    ]


def table_text(proposal: Proposal) -> str:
    """Write the lines that change as text, and the total."""
    before = sum(change.amount_before for change in proposal.changes)
    rows = [[str(name) for name in HEAD], *(_row(change)["cells"] for change in _changed(proposal))]
    rows.append(
        [
            str(text("total")),
            "",
            "",
            f"{before:,}",
            f"{proposal.total:,}",
            write_signed(proposal.total - before),
        ]
    )
    return columns(rows, right=range(1, 6))


def changes_words(proposal: Proposal) -> Words:
    """Name the quantities a proposal changes; of many only the first ones."""
    quantities = [c for c in proposal.changes if c.quantity_before != c.quantity_after]
    parts = [change.sentence for change in quantities[:_NAMED]]
    if len(quantities) > _NAMED:
        parts.append(text("{number} more", number=len(quantities) - _NAMED))
    return Series(tuple(parts))


def step_name(proposal: Proposal) -> str:
    """Name the step that applies a proposal, in the language of the papers: it is kept for good."""
    return text("Reallocation: {changes}", changes=changes_words(proposal)).render(CHINESE)


def suggest_reason(state: State, proposal: Proposal) -> str:
    """Return the reason of the state, or one that says what a proposal does; it goes on the papers."""
    if state.reason:
        return state.reason
    sets = tuple(change.sentence for change in proposal.changes if change.is_set)
    is_as_before = proposal.total == sum(change.amount_before for change in proposal.changes)
    if sets and is_as_before:
        words = text(
            "{sets}; the total stays {total:,} NTD", sets=Series(sets), total=proposal.total
        )
    elif proposal.total <= state.plan.details.funding.approved_total:
        words = text("To fit the approved total")
    else:
        words = text("Brings the total to {total:,} NTD", total=proposal.total)
    return words.render(CHINESE)
