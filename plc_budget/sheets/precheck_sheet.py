"""主計預檢表: the accounting office's four questions, answered before they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import CHINESE
from plc_budget.rules import shipped_cards
from plc_budget.sheets.layout import budget_layout, cell, on
from plc_budget.sheets.paging import arrange, room
from plc_budget.sheets.pen import Pen, small_height, title_height
from plc_budget.sheets.proofs import Proof, rate_proofs, sum_of, sum_proofs, total_proofs
from plc_budget.sheets.wording import (
    ANSWERED,
    BUDGET,
    PLAN_FIELDS,
    PRECHECK,
    QUESTIONS,
    SEVERITIES,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.plan import Plan

_HEAD = ("結果", "查核事項", "所在位置", "涉及金額(元)", "依據", "處理方式／說明理由")
_WIDTHS = (9, 44, 20, 14, 26, 40)
_BAND = 22
_YES, _NO = "符合", "不符"
_OPEN = SEVERITIES[Severity.WARNING]
_VERDICTS = (_NO, "尚有事項待說明", f"{_YES}（有說明事項）", _YES)
_MOST_NAMES = 30
"""Items named one by one."""
_ONE_PAGE = 1.2
"""Pages that are still read well as one."""
_LEGEND = (
    "「符合」「不符」及各題結論隨經費概算表即時重算；其餘各列為匯出時之查核結果，修改後請重新匯出。"
)


class _Sheet:
    """A shell that remembers the next free row."""

    def __init__(self, pen: Pen, sheet: Sheet) -> None:
        self.pen, self.sheet, self.row = pen, sheet, 1
        self.heights: list[float] = []
        self.bands: list[int] = []

    def done(self, height: float) -> None:
        """Set the height of the row, and go to the next one."""
        self.sheet.set_row(self.row - 1, height)
        self.heights.append(height)
        self.row += 1

    def band(self, words: str, look: str = "band") -> None:
        self.pen.merged(self.sheet, f"A{self.row}:F{self.row}", words, look)
        self.bands += [self.row - 1] if look == "band" else []
        self.done(title_height(words, _WIDTHS) if look == "title" else _BAND)

    def head(self) -> None:
        for column, name in enumerate(_HEAD):
            self.pen.text(self.sheet, cell(column, self.row), name, "head")
        self.done(_BAND)

    def cells(self, words: Sequence[str], stake: int | None = None) -> None:
        for column, part in enumerate(words):
            look = {0: "center", 2: "small_center"}.get(column, "small")
            self.pen.text(self.sheet, cell(column, self.row), part, look)
        if stake:
            self.pen.number(self.sheet, cell(3, self.row), stake, "#,##0")
        self.done(small_height(words, _WIDTHS))

    def proof(self, proof: Proof) -> None:
        """Write a check that stays live in the spreadsheet: its result is a formula."""
        answer = _YES if proof.holds else _NO
        self.cells([answer, proof.what, proof.where, "", proof.basis, ""])
        live = f'=IF({proof.formula},"{_YES}","{_NO}")'
        self.pen.formula(self.sheet, f"A{self.row - 1}", live, answer, look="center")

    def verdict(self, row: int, title: str, answers: Sequence[str]) -> None:
        """Write above the answers to a question what they come to, live."""
        span = f"A{row + 1}:A{max(self.row - 1, row + 1)}"
        no, unsaid, said, yes = (f'"{words}"' for words in _VERDICTS)
        live = (
            f'="{title}："&IF(COUNTIF({span},"{_NO}")>0,{no},IF(COUNTIF({span},"{_OPEN}")>0,'
            f'{unsaid},IF(COUNTIF({span},"{ANSWERED}")>0,{said},{yes})))'
        )
        self.pen.formula(
            self.sheet, f"A{row}", live, f"{title}：{verdict_of(answers)}", look="band"
        )


def verdict_of(answers: Sequence[str]) -> str:
    """Sum up the answers to a question.

    Examples
    --------
    >>> verdict_of(["符合", "已說明", "提醒"]), verdict_of(["符合", "不符"])
    ('符合（有說明事項）', '不符')
    """
    for word, verdict in zip((_NO, _OPEN, ANSWERED), _VERDICTS, strict=False):
        if word in answers:
            return verdict
    return _YES


def write_precheck_sheet(pen: Pen, sheet: Sheet, plan: Plan, findings: Sequence[Finding]) -> None:
    """Write 主計預檢表: what was proven, cell by cell, and every finding with its answer."""
    page = _Sheet(pen, sheet)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    page.band(f"{plan.details.title}{PRECHECK}", "title")
    page.band(_LEGEND, "plain")
    page.head()
    proofs = {
        Question.BUDGET: total_proofs(plan),
        Question.ACCOUNT: [],
        Question.RATE: rate_proofs(plan),
        Question.SUMS: sum_proofs(plan),
    }
    for (question, proven), title in zip(proofs.items(), QUESTIONS, strict=True):
        mine = [f for f in findings if f.question == question]
        _question(page, plan, title, proven, mine, shows_accounts=question is Question.ACCOUNT)
    others = [f for f in findings if f.question is Question.READING]
    if others:
        page.band("其他")
        for finding in others:
            _finding(page, plan, finding)
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, page.row - 2, len(_WIDTHS) - 1)
    if sum(page.heights) <= _ONE_PAGE * room(_WIDTHS, wide=True):
        sheet.fit_to_pages(1, 1)
    else:
        arrange(sheet, page.heights, _WIDTHS, wide=True, repeated=_BAND, bound=page.bands)


def _question(
    page: _Sheet,
    plan: Plan,
    title: str,
    proofs: Sequence[Proof],
    findings: Sequence[Finding],
    *,
    shows_accounts: bool,
) -> None:
    row = page.row
    page.band(title)
    for proof in proofs:
        page.proof(proof)
    if shows_accounts:
        _accounts(page, plan)
    for finding in findings:
        _finding(page, plan, finding)
    answers = [_YES if proof.holds else _NO for proof in proofs]
    page.verdict(row, title, [*answers, *map(_result, findings)])


def _result(finding: Finding) -> str:
    return ANSWERED if finding.answer else SEVERITIES[finding.severity]


def _finding(page: _Sheet, plan: Plan, finding: Finding) -> None:
    treatment = f"說明：{finding.answer}" if finding.answer else finding.remedy.render(CHINESE)
    page.cells(
        [
            _result(finding),
            finding.message.render(CHINESE),
            _where(finding),
            "",
            _basis(plan, finding),
            treatment,
        ],
        finding.stake,
    )


def _where(finding: Finding) -> str:
    """Name the cell, or what of the plan it is about: never a key of a file."""
    field = finding.where.field
    return (
        finding.where.cell
        or PLAN_FIELDS.get(field)
        or (PLAN_FIELDS.get(field.split(".")[0], "計畫資料") if field else "")
    )


def _basis(plan: Plan, finding: Finding) -> str:
    rule, card = plan.book.get(finding.citation), shipped_cards().get(finding.citation)
    return rule.source if rule else str(card.source) if card else ""


def _accounts(page: _Sheet, plan: Plan) -> None:
    """Write what stands under each account, with its sum, live."""
    layout = budget_layout(plan)
    for category, amount in plan.budget.by_category().items():
        lines = [line for line in plan.budget.lines if line.row.category == category]
        names = _names([*dict.fromkeys(line.name for line in lines)])
        first, last = layout.of("item", lines[0].code), layout.of("item", lines[-1].code)
        where = on(BUDGET, first if first == last else f"{first}:{last}")
        page.cells(["—", f"{category}：{names}", where, "", "", ""])
        live = f"={sum_of(plan, layout, lines)}"
        page.pen.formula(page.sheet, cell(3, page.row - 1), live, amount, "#,##0")


def _names(names: Sequence[str]) -> str:
    more = f"等{len(names)}項" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more
