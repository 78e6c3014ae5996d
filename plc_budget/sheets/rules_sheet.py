"""規則依據: the rule cards this plan rests on, with value, date, source and where they act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.language import CHINESE
from plc_budget.plan.details import NATIONAL_POLICY
from plc_budget.rules import Kind, Rule, Value
from plc_budget.rules.glossary import unit_in_words, value_in_words
from plc_budget.rules.words import standing_words
from plc_budget.sheets.blocks import (
    SMALL,
    At,
    Cell,
    Column,
    Page,
    Paper,
    Row,
    Sentence,
    Table,
    Title,
)
from plc_budget.sheets.wording import RULES, TIMETABLE

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

_COLUMNS = (
    Column("rule", "規則", 26),
    Column("value", "數值", 30),
    Column("unit", "單位", 13),
    Column("start", "生效", 16),
    Column("source", "依據", 42),
    Column("standing", "查證情形", 14),
    Column("place", "用於", 18),
)


def find_used_rules(plan: Plan, findings: Iterable[Finding]) -> list[tuple[Rule, str | At]]:
    """Pair each rule the plan rests on with the place on the sheets where it acts.

    Used are the rules that name an item of the budget, those a finding cites, and the ways of
    counting periods.
    """
    cited = {finding.citation: finding.where.cell for finding in findings if finding.citation}
    policies = {NATIONAL_POLICY, plan.details.period_policy}
    lines = [(line.item, f"{{budget!item@{line.code}}}") for line in plan.budget.lines]
    used: list[tuple[Rule, str | At]] = []
    for rule in plan.book.rules.values():
        places = "\n".join(place for item, place in lines if item in rule.card.items)
        if rule.id in policies and plan.timetable:
            used.append((rule, TIMETABLE))
        elif places or rule.id in cited:
            used.append((rule, At(places) if places else cited[rule.id]))
    return used


def rules_paper(plan: Plan, findings: Sequence[Finding]) -> Paper:
    """Make 規則依據, one row per rule used; what nobody could verify says so."""
    lines = (_row(rule, place, plan) for rule, place in find_used_rules(plan, findings))
    rows = (Row(tuple(Cell(one, "small") for one in words)) for words in lines)
    day = Sentence(Cell(f"規則日期：{roc_date(plan.details.event.day)}", "plain"))
    table = Table("rules", _COLUMNS, tuple(rows), line=SMALL, repeats=True)
    return Paper(RULES, (Title(f"{plan.details.title}{RULES}"), day, table), Page(is_wide=True))


def _row(rule: Rule, place: str | At, plan: Plan) -> list[str | At]:
    start = roc_date(rule.dated.start) + "起" if rule.dated.start else "（未載明）"
    source = f"計畫自訂：{rule.stated}" if rule.stated else rule.source
    if rule.card.source.url and not rule.stated:
        source += f"\n{rule.card.source.url}"
    if rule.card.kind is Kind.PERIOD and rule.card.note:
        source += f"\n註：{rule.card.note.zh}"
    standing = standing_words(rule.dated, rule.card, plan.book.day).render(CHINESE)
    mine = {line.item for line in plan.budget.lines} | {plan.details.county}
    return [
        rule.card.title.zh,
        value_text(rule.value, mine, rule.id),
        unit_in_words(rule.card.unit).zh,
        start,
        source,
        standing,
        place,
    ]


def value_text(value: Value, items: Iterable[str] = (), card: str = "") -> str:
    """Write the value of a rule in Chinese; of a table by item or county, only those of ``items``.

    Examples
    --------
    >>> value_text({"fee-internal": 1000, "fee-external": 2000}, ["fee-internal"])
    '內聘講師鐘點費 1,000'
    """
    if isinstance(value, dict):
        mine = set(items)
        value = {key: part for key, part in value.items() if key in mine} or value
    return value_in_words(value, card).zh
