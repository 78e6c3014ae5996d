"""Question 1 of the accounting office: does the budget hold it? (預算能否容納)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.budget import largest_remainder
from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import EXACT, plain, product, whole_ntd
from plc_budget.rules import FundingKind

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_TOTAL = Place("plan.toml", field="funding.approved_total")
_SOURCES = Place("plan.toml", field="funding.sources")
_WHOLE = Decimal(100)
_HUNDREDTH = Decimal("0.01")
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
        text(
            "The total {total:,} is {over:,} above the approved {approved:,}.",
            total=plan.budget.total,
            over=over,
            approved=plan.details.funding.approved_total,
        ),
        text("Lower quantities by {over:,} NTD, or have the total approved anew.", over=over),
        _TOTAL,
        Question.BUDGET,
        over,
    )


def _under(plan: Plan, under: int) -> Finding:
    return Finding(
        "BUDGET-UNDER",
        Severity.WARNING,
        text(
            "The total {total:,} leaves {under:,} of the approved {approved:,} unused.",
            total=plan.budget.total,
            under=under,
            approved=plan.details.funding.approved_total,
        ),
        text("Raise quantities by {under:,} NTD, or record why less is asked for.", under=under),
        _TOTAL,
        Question.BUDGET,
        under,
    )


def shares_are_whole(plan: Plan) -> list[Finding]:
    """The shares of the sources of money add up to the whole (各機關分攤合計)."""
    shares = sum((source.share for source in plan.details.funding.sources), Decimal(0))
    if shares == _WHOLE:
        return []
    return [
        Finding(
            "FUNDING-SHARE",
            Severity.ERROR,
            text(
                "The shares of the sources add up to {shares} %, not to 100 %.",
                shares=plain(shares),
            ),
            text("Correct the shares in plan.toml."),
            _SOURCES,
            Question.BUDGET,
            plan.budget.total,
        )
    ]


def ministry_share_within_limit(plan: Plan) -> list[Finding]:
    """The ministry's share of a local government's plan is limited (最高補助比率)."""
    rule = plan.book.get("moe-share-max")
    if rule is None or _ministry_share(plan) <= rule.number("percent"):
        return []
    limit = rule.number("percent")
    message = text(
        "The ministry pays {share} %; the limit for a local government is {limit} %.",
        share=plain(_ministry_share(plan)),
        limit=plain(limit),
    )
    return [by_rule(rule, Question.BUDGET, message, _SOURCES, stake=_beyond(plan, limit))]


def ministry_share_by_grade(plan: Plan) -> list[Finding]:
    """The ministry's share is the one of the county's fiscal grade, where a programme sets it."""
    rule, grades = plan.book.get("moe-share-by-grade"), plan.book.get("fiscal-grade")
    if rule is None or grades is None or not grades.has(plan.details.county):
        return []
    grade = grades.word(plan.details.county)
    part = f"grade-{grade}"
    if not rule.has(part) or _ministry_share(plan) <= rule.number(part):
        return []
    limit = rule.number(part)
    message = text(
        "The ministry pays {share} %; a county of fiscal grade {grade} is granted {limit} %.",
        share=plain(_ministry_share(plan)),
        grade=grade,
        limit=plain(limit),
    )
    severity = Severity.WARNING
    return [
        by_rule(
            rule, Question.BUDGET, message, _SOURCES, stake=_beyond(plan, limit), severity=severity
        )
    ]


def _ministry_share(plan: Plan) -> Decimal:
    sources = plan.details.funding.sources
    return sum((source.share for source in sources if source.kind in _MINISTRY), Decimal(0))


def _beyond(plan: Plan, limit: Decimal) -> int:
    """Return what the ministry would pay beyond its limit. [NTD]"""
    beyond = EXACT.subtract(_ministry_share(plan), limit)
    return whole_ntd(product(Decimal(plan.budget.total), beyond, _HUNDREDTH))


def grant_is_a_whole_amount(plan: Plan) -> list[Finding]:
    """Where shares leave a part of a dollar, some offices round the grant down (配合款)."""
    rule = plan.book.get("matching-rounding")
    sources = plan.details.funding.sources
    if rule is None or sum(source.share for source in sources) != _WHOLE:
        return []
    parts = largest_remainder(plan.budget.total, [source.share for source in sources])
    grant = sum(p for p, source in zip(parts, sources, strict=True) if source.kind in _MINISTRY)
    exact = product(Decimal(plan.budget.total), _ministry_share(plan), _HUNDREDTH)
    if grant <= exact:
        return []
    message = text(
        "{total:,} × {share} percent is {exact}; the sheet gives the ministry {grant:,}, rounded down it is {floor:,}.",
        total=plan.budget.total,
        share=plain(_ministry_share(plan)),
        exact=plain(exact),
        grant=grant,
        floor=int(exact),
    )
    return [by_rule(rule, Question.BUDGET, message, _SOURCES, stake=grant - int(exact))]
