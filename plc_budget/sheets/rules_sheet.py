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
from plc_budget.sheets.layout import budget_layout, cell, on
from plc_budget.sheets.paging import USUAL, arrange
from plc_budget.sheets.pen import Pen, small_height, title_height
from plc_budget.sheets.wording import BUDGET, RULES, TIMETABLE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

_HEAD = ("規則", "數值", "單位", "生效", "依據", "查證情形", "用於")
_WIDTHS = (26, 30, 13, 16, 42, 14, 18)
_HEADS = 22


def rules_used(plan: Plan, findings: Iterable[Finding]) -> list[tuple[Rule, str]]:
    """Pair each rule the plan rests on with the place on the sheets where it acts.

    Used are the rules that name an item of the budget, those a finding cites, and the ways of
    counting periods.
    """
    cited = {finding.citation: finding.where.cell for finding in findings if finding.citation}
    policies = {NATIONAL_POLICY, plan.details.period_policy}
    places_of = _places_by_item(plan)
    used: list[tuple[Rule, str]] = []
    for rule in plan.book.rules.values():
        places = "\n".join(place for item, place in places_of if item in rule.card.items)
        if rule.id in policies and plan.timetable:
            used.append((rule, TIMETABLE))
        elif places or rule.id in cited:
            used.append((rule, places or cited[rule.id]))
    return used


def _places_by_item(plan: Plan) -> list[tuple[str, str]]:
    """Pair the item of each line with its cell, in plan order."""
    layout = budget_layout(plan)
    return [(line.item, on(BUDGET, layout.of("item", line.code))) for line in plan.budget.lines]


def write_rules_sheet(
    pen: Pen,
    sheet: Sheet,
    plan: Plan,
    findings: Sequence[Finding],
) -> None:
    """Write 規則依據, one row per rule used; what nobody could verify says so."""
    title = f"{plan.details.title}{RULES}"
    pen.merged(sheet, f"A1:{cell(len(_HEAD) - 1, 1)}", title, "title")
    day = f"規則日期：{roc_date(plan.details.event.day)}"
    pen.merged(sheet, f"A2:{cell(len(_HEAD) - 1, 2)}", day, "plain")
    top = title_height(title, _WIDTHS)
    sheet.set_row(0, top)
    for column, (name, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        pen.text(sheet, cell(column, 3), name, "head")
    sheet.set_row(2, _HEADS)
    used = rules_used(plan, findings)
    heights: list[float] = [top, USUAL, _HEADS]
    for row, (rule, place) in enumerate(used, start=4):
        words = _row(rule, place, plan)
        for column, part in enumerate(words):
            pen.text(sheet, cell(column, row), part, "small")
        heights.append(small_height(words, _WIDTHS))
        sheet.set_row(row - 1, heights[-1])
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, 2 + len(used), len(_HEAD) - 1)
    arrange(sheet, heights, _WIDTHS, wide=True, repeated=_HEADS)


def _row(rule: Rule, place: str, plan: Plan) -> list[str]:
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
