"""What 主計預檢表 proves: each proof is a formula over 經費概算表, live after every edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.rates import LECTURERS, limits
from plc_budget.checks.shares import base_amount, binding_shares
from plc_budget.checks.wages import wage_limits
from plc_budget.money import capital_amount, plain
from plc_budget.rules import Kind, Rule
from plc_budget.sheets.layout import BudgetLayout, budget_layout, cell, on
from plc_budget.sheets.wording import BUDGET, COLUMNS

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_BASES = {
    "total": "合計",
    "other-lines": "其餘各項",
    "operating": "業務費",
    "operating-others": "其餘業務費",
}
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that holds or does not.

    Attributes
    ----------
    what : str
        In words, as printed.
    where : str
        The cell it is about.
    formula : str
        True in the spreadsheet while it holds.
    holds : bool
        Whether it holds now.
    basis : str
        Where the rule is written.
    """

    what: str
    where: str
    formula: str
    holds: bool
    basis: str = ""


def total_proofs(plan: Plan) -> list[Proof]:
    """Prove that the total is within the approved one."""
    layout = budget_layout(plan)
    approved = plan.details.funding.approved_total
    where = on(BUDGET, layout.at("amount", layout.total))
    what = f"合計未逾核定（自籌）總額{approved:,}元"
    return [Proof(what, where, f"{where}<={approved}", plan.budget.total <= approved)]


def rate_proofs(plan: Plan) -> list[Proof]:
    """Prove each unit price, share and rate that a rule limits."""
    layout = budget_layout(plan)
    return [
        *_prices(plan, layout),
        *_assistants(plan, layout),
        *_wages(plan, layout),
        *_shares(plan, layout),
        *_premiums(plan, layout),
    ]


def _prices(plan: Plan, layout: BudgetLayout) -> Iterator[Proof]:
    for limit in limits(plan, Kind.PRICE_CEILING):
        what = f"{limit.line.name}單價未逾上限{plain(limit.price)}元"
        holds = limit.line.unit_price <= limit.price
        yield _price(layout, limit.line, f"<={limit.price:f}", what, limit.rule, holds=holds)
    for limit in limits(plan, Kind.PRICE_FLOOR):
        what = f"{limit.line.name}單價不低於下限{plain(limit.price)}元"
        holds = limit.line.unit_price >= limit.price
        yield _price(layout, limit.line, f">={limit.price:f}", what, limit.rule, holds=holds)


def _price(
    layout: BudgetLayout, line: Line, bound: str, what: str, rule: Rule, *, holds: bool
) -> Proof:
    where = on(BUDGET, layout.of("unit_price", line.code))
    return Proof(what, where, where + bound, holds, rule.source)


def _assistants(plan: Plan, layout: BudgetLayout) -> Iterator[Proof]:
    rule = plan.book.get("speaker-fee-assistant")
    lecturers = plan.budget.of_item(*LECTURERS)
    if rule is None or not lecturers:
        return
    prices = ",".join(on(BUDGET, layout.of("unit_price", line.code)) for line in lecturers)
    most = max(line.unit_price for line in lecturers) * rule.number() * _HUNDREDTH
    for line in plan.budget.of_item("fee-assistant"):
        what = f"{line.name}未逾講座鐘點費之{plain(rule.number())}%"
        bound = f"<=MAX({prices})*{rule.number():f}%"
        yield _price(layout, line, bound, what, rule, holds=line.unit_price <= most)


def _wages(plan: Plan, layout: BudgetLayout) -> Iterator[Proof]:
    for line, rule, least, most in wage_limits(plan):
        if least is not None:
            what = f"{line.name}不低於最低工資{plain(least)}元"
            yield _price(layout, line, f">={least:f}", what, rule, holds=line.unit_price >= least)
        if most is not None:
            what = f"{line.name}未逾{plain(most)}元"
            yield _price(layout, line, f"<={most:f}", what, rule, holds=line.unit_price <= most)


def _shares(plan: Plan, layout: BudgetLayout) -> Iterator[Proof]:
    for rule, lines in binding_shares(plan):
        base, percent = rule.word("base"), rule.number("percent")
        amount = sum(line.amount for line in lines)
        most = int(base_amount(plan, lines, base) * percent * _HUNDREDTH)
        own = "+".join(on(BUDGET, layout.of("amount", line.code)) for line in lines)
        names = "、".join(dict.fromkeys(line.name for line in lines))
        what = f"{names}未逾{_BASES[base]}之{plain(percent)}%"
        formula = f"{own}<=INT(ROUND(({_base(plan, layout, lines, base)})*{percent:f}/100,6))"
        where = on(BUDGET, layout.of("amount", lines[0].code))
        yield Proof(what, where, formula, amount <= most, rule.source)


def _base(plan: Plan, layout: BudgetLayout, lines: list[Line], base: str) -> str:
    """Spell what a share is taken of."""
    is_others = base in ("other-lines", "operating-others")
    wanted = [
        line
        for line in plan.budget.lines
        if (not base.startswith("operating") or line.row.category == "業務費")
        and not (is_others and line in lines)
    ]
    return sum_of(plan, layout, wanted)


def sum_of(plan: Plan, layout: BudgetLayout, lines: Iterable[Line]) -> str:
    """Spell the sum of the amounts of some lines, neighbouring cells as a range."""
    rows = sorted(layout.rows[line.code] for line in lines)
    if len(rows) == len(plan.budget.lines):
        return on(BUDGET, layout.at("amount", layout.total))
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    cells = [f"{layout.at('amount', a)}:{layout.at('amount', b)}" for a, b in ranges]
    return f"SUM({','.join(on(BUDGET, one) for one in cells)})" if cells else "0"


def _premiums(plan: Plan, layout: BudgetLayout) -> Iterator[Proof]:
    rule = plan.book.get("supplementary-premium")
    if rule is None:
        return
    for line in plan.budget.of_item("premium"):
        if line.row.rate is not None:
            where = on(BUDGET, layout.of("quantity", line.code))
            what = f"{line.name}費率為{plain(rule.number())}%"
            formula = f"ROUND({where}*100,6)={rule.number():f}"
            yield Proof(what, where, formula, line.row.rate == rule.number(), rule.source)


def sum_proofs(plan: Plan) -> list[Proof]:
    """Prove the multiplications and sums by a second path, and the capitals by the figure."""
    layout = budget_layout(plan)
    total = on(BUDGET, layout.at("amount", layout.total))
    names = [name for name in ("unit_price", "quantity", "times") if name in layout.columns]
    factors = "*".join(on(BUDGET, layout.span(name)) for name in names)
    product = "×".join(COLUMNS[name].partition("(")[0] for name in names)
    words = on(BUDGET, cell(1, layout.words))
    spelled = f'TEXT({total},"[DBNum2][$-404]General")'
    capitals = capital_amount(plan.budget.total)
    return [
        Proof(
            f"以各項{product}另行重算之合計，與表列合計相符",
            total,
            f"SUMPRODUCT(ROUND({factors},0))={total}",
            holds=True,
        ),
        Proof(
            f"大寫金額與合計相符（匯出時為{capitals}）",
            words,
            f'ISNUMBER(SEARCH(" "&{spelled}&" 元整",{words}))',
            holds=True,
        ),
    ]
