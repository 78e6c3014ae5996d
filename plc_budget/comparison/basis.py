"""What allows a change: the rule on moving money between accounts (流用、勻支) for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.reallocation.transfers import Flow, Verdict, transfers_of
from plc_budget.rules import shipped_cards

if TYPE_CHECKING:
    from plc_budget.comparison.lines import Comparison, LineChange
    from plc_budget.findings import Words
    from plc_budget.plan import Plan


def flows_of(comparison: Comparison, plan: Plan) -> tuple[Flow, ...]:
    """Tell which account gave to which, with as little consent as can be; also what is forbidden."""
    accounts = comparison.by_category()
    transfers = transfers_of(plan.book, accounts)
    net = {account: after - before for account, (before, after) in accounts.items()}
    return transfers.route(net, Verdict.FORBIDDEN) or ()


def basis_of(comparison: Comparison, plan: Plan) -> dict[str, Words]:
    """Name the basis of each changed line, by code."""
    flows = flows_of(comparison, plan)
    return {change.code: _basis(change, flows, plan) for change in comparison.changed}


def _basis(change: LineChange, flows: tuple[Flow, ...], plan: Plan) -> Words:
    account = change.line.row.category
    mine = [flow for flow in flows if flow.rule and account in (flow.source, flow.target)]
    if mine:
        worst = max(mine, key=lambda flow: flow.verdict)
        return _by_card(worst)
    sentence = plan.details.reallocation.sentence
    return text("{sentence}", sentence=sentence) if sentence else text("the plan itself")


def _by_card(flow: Flow) -> Words:
    card = shipped_cards()[flow.rule]
    words = {
        Verdict.INTERNAL: text("{source}: decided within the unit", source=str(card.source)),
        Verdict.CONSENT: text("{source}: needs consent beforehand", source=str(card.source)),
        Verdict.FORBIDDEN: text("{source}: not allowed", source=str(card.source)),
    }
    return words[flow.verdict]


def flow_findings(comparison: Comparison, plan: Plan) -> list[Finding]:
    """Find moves between accounts that need consent or are forbidden, and a ban on all moves."""
    found = [
        _flow_finding(flow)
        for flow in flows_of(comparison, plan)
        if flow.verdict is not Verdict.INTERNAL
    ]
    if comparison.moved and not plan.details.reallocation.is_allowed:
        found.append(_banned(comparison))
    return found


def _flow_finding(flow: Flow) -> Finding:
    is_never = flow.verdict is Verdict.FORBIDDEN
    message = (
        text(
            "{amount:,} moved from {source} to {target}, which is not allowed.",
            amount=flow.amount,
            source=flow.source,
            target=flow.target,
        )
        if is_never
        else text(
            "{amount:,} moved from {source} to {target} needs consent beforehand.",
            amount=flow.amount,
            source=flow.source,
            target=flow.target,
        )
    )
    card = shipped_cards().get(flow.rule)
    return Finding(
        "TRANSFER-FORBIDDEN" if is_never else "TRANSFER-CONSENT",
        Severity.ERROR if is_never else Severity.WARNING,
        message,
        card.remedy if card else text("Ask whoever gives the money."),
        Place("budget.csv"),
        Question.ACCOUNT,
        flow.amount,
        flow.rule,
    )


def _banned(comparison: Comparison) -> Finding:
    return Finding(
        "REALLOCATION-BANNED",
        Severity.ERROR,
        text(
            "{moved:,} were moved between lines, and the plan forbids it (不得勻支).",
            moved=comparison.moved,
        ),
        text("Have the change approved, or put the quantities back."),
        Place("plan.toml", field="reallocation.is_allowed"),
        Question.ACCOUNT,
        comparison.moved,
    )
