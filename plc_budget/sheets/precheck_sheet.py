"""主計預檢表: the accounting office's four questions, answered before they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import CHINESE
from plc_budget.money import capital_amount
from plc_budget.rules import Kind, shipped_cards
from plc_budget.sheets.layout import BudgetLayout, budget_layout, cell, on
from plc_budget.sheets.pen import Pen, lines_needed
from plc_budget.sheets.wording import ANSWERED, BUDGET, PRECHECK, QUESTIONS, SEVERITIES

if TYPE_CHECKING:
    import xlsxwriter.worksheet

    from plc_budget.plan import Plan

    Sheet = xlsxwriter.worksheet.Worksheet

_HEAD = ("結果", "查核事項", "儲存格", "涉及金額(元)", "依據", "處理方式／說明理由")
_WIDTHS = (9, 44, 20, 12, 26, 40)
_YES, _NO = "符合", "不符"


class _Sheet:
    """A shell that remembers the next free row."""

    def __init__(self, pen: Pen, sheet: Sheet) -> None:
        self.pen, self.sheet, self.row = pen, sheet, 1

    def band(self, words: str, look: str = "band") -> None:
        self.pen.merged(self.sheet, f"A{self.row}:F{self.row}", words, look)
        self.sheet.set_row(self.row - 1, 30 if look == "title" else 22)
        self.row += 1

    def head(self) -> None:
        for column, name in enumerate(_HEAD):
            self.pen.text(self.sheet, cell(column, self.row), name, "head")
        self.sheet.set_row(self.row - 1, 22)
        self.row += 1

    def cells(self, words: Sequence[str], stake: int | None = None) -> None:
        for column, part in enumerate(words):
            look = "center" if column in (0, 2) else "small"
            self.pen.text(self.sheet, cell(column, self.row), part, look)
        if stake:
            self.pen.number(self.sheet, cell(3, self.row), stake, "#,##0")
        needed = max(lines_needed(part, width * 1.1)
                     for part, width in zip(words, _WIDTHS, strict=True))  # fmt: skip
        self.sheet.set_row(self.row - 1, max(20, 15 * needed + 5))
        self.row += 1

    def proof(self, what: str, where: str, formula: str, *, holds: bool, basis: str = "") -> None:
        """Write a check that stays live in the spreadsheet: its result is a formula."""
        answer = _YES if holds else _NO
        self.cells([answer, what, where, "", basis, ""])
        live = f'=IF({formula},"{_YES}","{_NO}")'
        self.pen.formula(self.sheet, f"A{self.row - 1}", live, answer, look="center")


def write_precheck_sheet(pen: Pen, sheet: Sheet, plan: Plan, findings: Sequence[Finding]) -> None:
    """Write 主計預檢表: what was proven, cell by cell, and every finding with its answer."""
    page = _Sheet(pen, sheet)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    page.band(f"{plan.details.title}{PRECHECK}", "title")
    page.head()
    proofs = {
        Question.BUDGET: _prove_budget,
        Question.ACCOUNT: _prove_account,
        Question.RATE: _prove_rates,
        Question.SUMS: _prove_sums,
    }
    for question, title in zip(proofs, QUESTIONS, strict=True):
        mine = [f for f in findings if f.question == question]
        page.band(f"{title}：{_verdict(mine)}")
        proofs[question](page, plan, budget_layout(plan))
        for finding in mine:
            _finding(page, finding)
    others = [f for f in findings if f.question is Question.READING]
    if others:
        page.band("其他")
        for finding in others:
            _finding(page, finding)
    sheet.repeat_rows(1)
    sheet.print_area(0, 0, page.row - 2, len(_WIDTHS) - 1)


def _verdict(findings: Sequence[Finding]) -> str:
    if any(f.severity is Severity.ERROR for f in findings):
        return _NO
    if any(f.is_open for f in findings):
        return "尚有事項待說明"
    return f"{_YES}（有說明事項）" if any(f.answer for f in findings) else _YES


def _finding(page: _Sheet, finding: Finding) -> None:
    remedy = finding.remedy.render(CHINESE)
    result = ANSWERED if finding.answer else SEVERITIES[finding.severity]
    treatment = f"說明：{finding.answer}" if finding.answer else remedy
    card = shipped_cards().get(finding.citation)
    basis = str(card.source) if card else ""
    where = finding.where.cell or str(finding.where.field)
    page.cells(
        [result, finding.message.render(CHINESE), where, "", basis, treatment], finding.stake
    )


def _prove_budget(page: _Sheet, plan: Plan, layout: BudgetLayout) -> None:
    approved = plan.details.funding.approved_total
    where = on(BUDGET, layout.at("amount", layout.total))
    page.proof(
        f"合計未逾核定（自籌）總額 {approved:,} 元",
        where,
        f"{where}<={approved}",
        holds=plan.budget.total <= approved,
    )


def _prove_account(page: _Sheet, plan: Plan, layout: BudgetLayout) -> None:
    if not plan.budget.lines:
        return
    for category in plan.budget.by_category():
        rows = [line for line in plan.budget.lines if line.row.category == category]
        names = "、".join(dict.fromkeys(line.name for line in rows))
        first, last = layout.of("item", rows[0].code), layout.of("item", rows[-1].code)
        where = on(BUDGET, first if first == last else f"{first}:{last}")
        page.cells(["—", f"{category}：{names}", where, "", "", ""], sum(ln.amount for ln in rows))


def _prove_rates(page: _Sheet, plan: Plan, layout: BudgetLayout) -> None:
    for rule in plan.book.of_kind(Kind.PRICE_CEILING):
        for line in plan.budget.lines:
            if line.item not in rule.card.items or not rule.has(line.item) or line.is_percentage:
                continue
            ceiling = rule.number(line.item)
            where = on(BUDGET, layout.of("unit_price", line.code))
            page.proof(
                f"{line.name}單價未逾上限 {ceiling:,} 元",
                where,
                f"{where}<={ceiling:f}",
                holds=line.unit_price <= ceiling,
                basis=rule.source,
            )


def _prove_sums(page: _Sheet, plan: Plan, layout: BudgetLayout) -> None:
    total = on(BUDGET, layout.at("amount", layout.total))
    names = [name for name in ("unit_price", "quantity", "times") if name in layout.columns]
    factors = "*".join(on(BUDGET, layout.span(name)) for name in names)
    page.proof(
        "以單價×數量重算之合計（第二路徑）與表列合計相符",
        total,
        f"SUMPRODUCT(ROUND({factors},0))={total}",
        holds=True,
    )
    words = capital_amount(plan.budget.total).removesuffix("元整")
    place = on(BUDGET, cell(1, layout.words))
    page.proof(
        f"大寫金額（{words}元整）與合計相符",
        place,
        f'ISNUMBER(SEARCH(" "&TEXT({total},"[DBNum2][$-404]General")&" 元整",{place}))',
        holds=True,
    )
