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
from plc_budget.sheets.blocks import At
from plc_budget.sheets.budget_sheet import CAPITALS, FACTORS, budget_columns
from plc_budget.sheets.wording import GRAND_TOTAL, TOTAL

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
    where : At
        The cell it is about.
    formula : str
        True in the spreadsheet while it holds.
    holds : bool
        Whether it holds now.
    basis : str
        Where the rule is written.
    """

    what: str
    where: At
    formula: str
    holds: bool
    basis: str = ""


_TOTAL = At(f"{{budget!amount@{TOTAL}}}")


def _at(field: str, line: Line) -> At:
    return At(f"{{budget!{field}@{line.code}}}")


def total_proofs(plan: Plan) -> list[Proof]:
    """Prove that the total is within the approved one."""
    approved = plan.details.funding.approved_total
    what = f"合計未逾核定（自籌）總額{approved:,}元"
    return [Proof(what, _TOTAL, f"{_TOTAL}<={approved}", plan.budget.total <= approved)]


def rate_proofs(plan: Plan) -> list[Proof]:
    """Prove each unit price, share and rate that a rule limits."""
    return [
        *_prices(plan),
        *_assistants(plan),
        *_wages(plan),
        *_shares(plan),
        *_premiums(plan),
    ]


def _prices(plan: Plan) -> Iterator[Proof]:
    bounds = ((Kind.PRICE_CEILING, "<=", "未逾上限"), (Kind.PRICE_FLOOR, ">=", "不低於下限"))
    for kind, sign, words in bounds:
        for limit in limits(plan, kind):
            yield _price(limit.line, sign, limit.price, f"單價{words}", limit.rule)


def _wages(plan: Plan) -> Iterator[Proof]:
    for line, rule, least, most in wage_limits(plan):
        for sign, price, words in ((">=", least, "不低於最低工資"), ("<=", most, "未逾")):
            if price is not None:
                yield _price(line, sign, price, words, rule)


def _price(line: Line, sign: str, price: Decimal, words: str, rule: Rule) -> Proof:
    where, what = _at("unit_price", line), f"{line.name}{words}{plain(price)}元"
    holds = line.unit_price <= price if sign == "<=" else line.unit_price >= price
    return Proof(what, where, f"{where}{sign}{price:f}", holds, rule.source)


def _assistants(plan: Plan) -> Iterator[Proof]:
    rule = plan.book.get("speaker-fee-assistant")
    lecturers = plan.budget.of_item(*LECTURERS)
    if rule is None or not lecturers:
        return
    prices = ",".join(str(_at("unit_price", line)) for line in lecturers)
    most = max(line.unit_price for line in lecturers) * rule.number() * _HUNDREDTH
    for line in plan.budget.of_item("fee-assistant"):
        where = _at("unit_price", line)
        what = f"{line.name}未逾講座鐘點費之{plain(rule.number())}%"
        bound = f"{where}<=MAX({prices})*{rule.number():f}%"
        yield Proof(what, where, bound, line.unit_price <= most, rule.source)


def _shares(plan: Plan) -> Iterator[Proof]:
    for rule, lines in binding_shares(plan):
        base, percent = rule.word("base"), rule.number("percent")
        amount = sum(line.amount for line in lines)
        most = int(base_amount(plan, lines, base) * percent * _HUNDREDTH)
        own = "+".join(str(_at("amount", line)) for line in lines)
        names = "、".join(dict.fromkeys(line.name for line in lines))
        what = f"{names}未逾{_BASES[base]}之{plain(percent)}%"
        formula = f"{own}<=INT(ROUND(({_base(plan, lines, base)})*{percent:f}/100,6))"
        yield Proof(what, _at("amount", lines[0]), formula, amount <= most, rule.source)


def _base(plan: Plan, lines: list[Line], base: str) -> str:
    """Spell what a share is taken of."""
    is_others = base in ("other-lines", "operating-others")
    wanted = [
        line
        for line in plan.budget.lines
        if (not base.startswith("operating") or line.row.category == "業務費")
        and not (is_others and line in lines)
    ]
    return spell_sum(plan, wanted)


def spell_sum(plan: Plan, lines: Iterable[Line]) -> str:
    """Spell the sum of the amounts of some lines, neighbouring cells as a range."""
    codes = [line.code for line in plan.budget.lines]
    places = sorted(codes.index(line.code) for line in lines)
    if len(places) == len(codes):
        return str(_TOTAL)
    ranges: list[list[int]] = []
    for at in places:
        if ranges and ranges[-1][1] == at - 1:
            ranges[-1][1] = at
        else:
            ranges.append([at, at])
    cells = [f"{{budget!amount@{codes[a]}:{codes[b]}}}" for a, b in ranges]
    return f"SUM({','.join(cells)})" if cells else "0"


def _premiums(plan: Plan) -> Iterator[Proof]:
    rule = plan.book.get("supplementary-premium")
    if rule is None:
        return
    for line in plan.budget.of_item("premium"):
        if line.row.rate is not None:
            where = _at("quantity", line)
            what = f"{line.name}費率為{plain(rule.number())}%"
            formula = f"ROUND({where}*100,6)={rule.number():f}"
            yield Proof(what, where, formula, line.row.rate == rule.number(), rule.source)


def sum_proofs(plan: Plan) -> list[Proof]:
    """Prove the multiplications and sums by a second path, and the capitals by the figure."""
    columns = budget_columns(plan)
    names = [name for name in FACTORS if name in columns]
    factors = "*".join(f"{{budget!{name}@*}}" for name in names)
    product = "×".join(columns[name].partition("(")[0] for name in names)
    words = At(f"{{budget!{[*columns][1]}@{GRAND_TOTAL}}}")
    spelled = f'TEXT({_TOTAL},"{CAPITALS}")'
    capitals = capital_amount(plan.budget.total)
    return [
        Proof(
            f"以各項{product}另行重算之合計，與表列合計相符",
            _TOTAL,
            f"SUMPRODUCT(ROUND({factors},0))={_TOTAL}",
            holds=True,
        ),
        Proof(
            f"大寫金額與合計相符（匯出時為{capitals}）",
            words,
            f'ISNUMBER(SEARCH(" "&{spelled}&" 元整",{words}))',
            holds=True,
        ),
    ]
