"""Question 1 of the accounting office: does the budget hold it? (預算能否容納)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.money import plain
from plc_budget.language import text
from plc_budget.rules import FundingKind

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_TOTAL = Place("plan.toml", field="funding.approved_total")
_WHOLE = Decimal(100)
_SPEAKERS = {
    "internal": text("internal speakers"),
    "affiliated": text("affiliated speakers"),
    "external": text("external speakers"),
    "assistant": text("assistants"),
    "keynote": text("keynote speakers"),
}
_MINISTRY = (FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION)


def total_within_approval(plan: Plan) -> list[Finding]:
    """The total may not exceed the approved total, and should use it."""
    over = plan.budget.total - plan.details.funding.approved_total
    if over > 0:
        return [_over(plan, over)]
    return [_under(plan, -over)] if over < 0 else []


def _over(plan: Plan, over: int) -> Finding:
    return Finding(
        "BUDGET-OVER",
        Severity.ERROR,
        text("The total {total:,} is {over:,} above the approved {approved:,}.",
             total=plan.budget.total, over=over, approved=plan.details.funding.approved_total),
        text("Lower quantities by {over:,} NTD, or have the total approved anew.", over=over),
        _TOTAL,
        Question.BUDGET,
        over,
    )  # fmt: skip


def _under(plan: Plan, under: int) -> Finding:
    return Finding(
        "BUDGET-UNDER",
        Severity.WARNING,
        text("The total {total:,} leaves {under:,} of the approved {approved:,} unused.",
             total=plan.budget.total, under=under, approved=plan.details.funding.approved_total),
        text("Raise quantities by {under:,} NTD, or record why less is asked for.", under=under),
        _TOTAL,
        Question.BUDGET,
        under,
    )  # fmt: skip


def shares_are_whole(plan: Plan) -> list[Finding]:
    """The shares of the sources of money add up to the whole (各機關分攤合計)."""
    shares = sum((source.share for source in plan.details.funding.sources), Decimal(0))
    if shares == _WHOLE:
        return []
    return [
        Finding(
            "FUNDING-SHARE",
            Severity.ERROR,
            text("The shares of the sources add up to {shares} %, not to 100 %.", shares=plain(shares)),
            text("Correct the shares in plan.toml."),
            Place("plan.toml", field="funding.sources"),
            Question.BUDGET,
            plan.budget.total,
        )
    ]  # fmt: skip


def ministry_share_within_limit(plan: Plan) -> list[Finding]:
    """The ministry's share of a local government's plan is limited (最高補助比率)."""
    rule = plan.book.get("moe-share-max")
    share = sum(
        (s.share for s in plan.details.funding.sources if s.kind in _MINISTRY), Decimal(0)
    )
    if rule is None or share <= rule.number("percent"):
        return []
    message = text(
        "The ministry pays {share} %; the limit for a local government is {limit} %.",
        share=plain(share),
        limit=plain(rule.number('percent')),
    )
    stake = int(plan.budget.total * (share - rule.number("percent")) / _WHOLE)
    where = Place("plan.toml", field="funding.sources")
    return [by_rule(rule, Question.BUDGET, message, where, stake=stake)]


def every_speaker_is_budgeted(plan: Plan) -> list[Finding]:
    """Each kind of speaker who is paid has one line, and only one."""
    paying = [line.speaker_kind for line in plan.budget.lines if line.speaker_kind]
    missing = [kind for kind in plan.working.kinds if kind not in paying]
    twice = {kind for kind in paying if paying.count(kind) > 1}
    return [
        *(_unbudgeted(kind, plan) for kind in missing),
        *(_paid_twice(line.place("from"), line.amount)
          for line in plan.budget.lines if line.speaker_kind in twice),
    ]  # fmt: skip


def _unbudgeted(kind: str, plan: Plan) -> Finding:
    return Finding(
        "SPEAKER-NOT-BUDGETED",
        Severity.WARNING,
        text("The timetable pays {periods} periods of {speakers}, and no line does.",
             periods=plain(plan.working.of_kind(kind)), speakers=_SPEAKERS.get(kind, kind)),
        text("Add a line with from = timetable:{kind}, or make them unpaid.", kind=kind),
        Place("budget.csv", field="from"),
        Question.BUDGET,
    )  # fmt: skip


def _paid_twice(where: Place, amount: int) -> Finding:
    return Finding(
        "SPEAKER-PAID-TWICE",
        Severity.ERROR,
        text("Two lines pay the same periods of the timetable."),
        text("Keep one line for each kind of speaker."),
        where,
        Question.BUDGET,
        amount,
    )
