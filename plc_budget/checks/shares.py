"""Question 3, shares: what may be at most a part of something else (雜支, 行政管理費)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Series, text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.rules import FundingKind, Kind, Rule

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_HUNDREDTH = Decimal("0.01")
_BASES = {
    "total": text("the total"),
    "other-lines": text("the other lines"),
    "operating": text("業務費"),
    "operating-others": text("the rest of 業務費"),
}


def share_within_ceiling(plan: Plan) -> list[Finding]:
    """Lines of an item may be at most a share of their base."""
    return [
        finding
        for rule, lines in binding_shares(plan)
        for finding in _over_share(plan, lines, rule)
    ]


def binding_shares(plan: Plan) -> list[tuple[Rule, list[Line]]]:
    """Pair the rules that limit a share with the lines they limit."""
    return [
        (rule, lines)
        for rule in [*plan.book.of_kind(Kind.SHARE_CEILING), *_stated(plan)]
        if (lines := plan.budget.of_item(*rule.card.items))
    ]


def _stated(plan: Plan) -> list[Rule]:
    """Return the shares that several items have together, where the plan states one."""
    rule = plan.book.get("ea-admin-share")
    is_whole = rule is not None and rule.has("percent") and rule.has("base")
    return [rule] if rule is not None and is_whole and rule.word("base") in _BASES else []


def _over_share(plan: Plan, lines: list[Line], rule: Rule) -> list[Finding]:
    amount = sum(line.amount for line in lines)
    base = base_amount(plan, lines, rule.word("base"))
    ceiling = int(product(Decimal(base), rule.number("percent"), _HUNDREDTH))
    if amount <= ceiling:
        return []
    message = text(
        "“{item}” comes to {amount:,}; {percent} percent of {base} ({base_amount:,}) is {ceiling:,}.",
        item=Series(tuple(dict.fromkeys(line.name for line in lines))),
        amount=amount,
        percent=plain(rule.number("percent")),
        base=_BASES[rule.word("base")],
        base_amount=base,
        ceiling=ceiling,
    )
    where = lines[0].place("quantity")
    return [by_rule(rule, Question.RATE, message, where, stake=amount - ceiling)]


def base_amount(plan: Plan, lines: list[Line], base: str) -> int:
    """Return what a share is taken of. [NTD]

    Parameters
    ----------
    lines : list of Line
        The lines whose share it is.
    base : str
        One of total, other-lines, operating, operating-others.
    """
    own = sum(line.amount for line in lines)
    own_operating = sum(line.amount for line in lines if line.row.category == "業務費")
    return {
        "total": plan.budget.total,
        "other-lines": plan.budget.total - own,
        "operating": plan.budget.operating(),
        "operating-others": plan.budget.operating() - own_operating,
    }[base]


def commission_fee_within_tiers(plan: Plan) -> list[Finding]:
    """The administration fee of a commission falls with its size (行政管理費, 委辦)."""
    rule = plan.book.get("admin-fee-commission")
    lines = plan.budget.of_item("admin")
    if rule is None or not lines:
        return []
    operating = Decimal(plan.budget.operating())
    lower = min(operating, rule.number("tier"))
    ceiling = int(
        product(lower, rule.number("percent"), _HUNDREDTH)
        + product(operating - lower, rule.number("percent_above"), _HUNDREDTH)
    )
    amount = sum(line.amount for line in lines)
    if amount <= ceiling:
        return []
    message = text(
        "“{item}” comes to {amount:,}; the tiers allow {ceiling:,}.",
        item=lines[0].name,
        amount=amount,
        ceiling=ceiling,
    )
    where = lines[0].place("quantity")
    return [by_rule(rule, Question.RATE, message, where, stake=amount - ceiling)]


def misc_share_is_known(plan: Plan) -> list[Finding]:
    """A subsidised plan without a stated limit on 雜支 is told its share."""
    misc = plan.budget.of_item("misc")
    is_subsidised = bool(plan.book.funding & {FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION})
    if not is_subsidised or not misc or plan.book.get("misc-share") or not plan.budget.total:
        return []
    amount = sum(line.amount for line in misc)
    return [
        Finding(
            "MISC-SHARE-UNSTATED",
            Severity.NOTICE,
            text(
                "“{item}” is {percent} percent of the total; the plan states no limit.",
                item=misc[0].name,
                percent=_percent(amount, plan.budget.total),
            ),
            text("If the grant has one, state it in plan.toml under parameters.misc-share."),
            misc[0].place("quantity"),
            Question.RATE,
            amount,
            "misc-share",
        )
    ]


def _percent(part: int, whole: int) -> str:
    hundredths = whole_ntd(Decimal(part) * 10_000 / Decimal(whole))
    return f"{hundredths // 100}.{hundredths % 100:02d}"
