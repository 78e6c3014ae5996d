"""主計預檢表: the accounting office's four questions, answered before they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import CHINESE
from plc_budget.rules import shipped_cards
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
from plc_budget.sheets.proofs import Proof, rate_proofs, spell_sum, sum_proofs, total_proofs
from plc_budget.sheets.wording import ANSWERED, PLAN_FIELDS, PRECHECK, QUESTIONS, SEVERITIES

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_COLUMNS = (
    Column("result", "結果", 9),
    Column("what", "查核事項", 44),
    Column("where", "所在位置", 20),
    Column("stake", "涉及金額(元)", 14),
    Column("basis", "依據", 26),
    Column("treatment", "處理方式／說明理由", 40),
)
_BAND = 22
"""Height of a row. [pt]"""
_YES, _NO = "符合", "不符"
_OPEN = SEVERITIES[Severity.WARNING]
_VERDICTS = (_NO, "尚有事項待說明", f"{_YES}（有說明事項）", _YES)
_MOST_NAMES = 30
"""Items named one by one."""
_LEGEND = (
    "「符合」「不符」及各題結論隨經費概算表即時重算；其餘各列為匯出時之查核結果，修改後請重新匯出。"
)


def precheck_paper(plan: Plan, findings: Sequence[Finding]) -> Paper:
    """Make 主計預檢表: what was proven, cell by cell, and every finding with its answer."""
    answers = {
        Question.BUDGET: map(_proven, total_proofs(plan)),
        Question.ACCOUNT: _accounts(plan),
        Question.RATE: map(_proven, rate_proofs(plan)),
        Question.SUMS: map(_proven, sum_proofs(plan)),
    }
    rows: list[Row] = []
    for (question, proven), title in zip(answers.items(), QUESTIONS, strict=True):
        found = (_found(plan, one) for one in findings if one.question == question)
        rows += _question(title, [*proven, *found], len(rows))
    others = [_found(plan, one) for one in findings if one.question is Question.READING]
    rows += [_band(Cell("其他", "band")), *others] if others else []
    lines = tuple(replace(row, key=str(at)) for at, row in enumerate(rows))
    blocks = (
        Title(f"{plan.details.title}{PRECHECK}"),
        Sentence(Cell(_LEGEND, "plain"), height=_BAND),
        Table("precheck", _COLUMNS, lines, head=_BAND, line=SMALL, repeats=True),
    )
    return Paper(PRECHECK, blocks, Page(is_wide=True, one_page=1.2))


def _band(cell: Cell) -> Row:
    return Row((cell._replace(across=len(_COLUMNS)),), "", _BAND, keeps_next=True)


def _question(title: str, answers: Sequence[Row], at: int) -> list[Row]:
    """Put above the answers to a question what they come to, live; ``at`` is the number of its row."""
    span = f"{{result@{at + 1}:{at + max(len(answers), 1)}}}"
    no, unsaid, said, yes = (f'"{words}"' for words in _VERDICTS)
    live = (
        f'="{title}："&IF(COUNTIF({span},"{_NO}")>0,{no},IF(COUNTIF({span},"{_OPEN}")>0,'
        f'{unsaid},IF(COUNTIF({span},"{ANSWERED}")>0,{said},{yes})))'
    )
    verdict = sum_up_answers([str(row.cells[0].value) for row in answers if row.cells[0]])
    return [_band(Cell(f"{title}：{verdict}", "band", "", live)), *answers]


def sum_up_answers(answers: Sequence[str]) -> str:
    """Sum up the answers to a question.

    Examples
    --------
    >>> sum_up_answers(["符合", "已說明", "提醒"]), sum_up_answers(["符合", "不符"])
    ('符合（有說明事項）', '不符')
    """
    for word, verdict in zip((_NO, _OPEN, ANSWERED), _VERDICTS, strict=False):
        if word in answers:
            return verdict
    return _YES


def _row(
    result: Cell, what: str, where: str | At, stake: Cell, basis: str = "", treatment: str = ""
) -> Row:
    words = (Cell(what, "small"), Cell(where, "small_center"))
    behind = (Cell(basis, "small"), Cell(treatment, "small"))
    return Row((result, *words, stake, *behind))


def _proven(proof: Proof) -> Row:
    """Write a check that stays live in the spreadsheet: its result is a formula."""
    live = f'=IF({proof.formula},"{_YES}","{_NO}")'
    answer = Cell(_YES if proof.holds else _NO, "center", "", live)
    return _row(answer, proof.what, proof.where, Cell("", "small"), proof.basis)


def _found(plan: Plan, finding: Finding) -> Row:
    result = ANSWERED if finding.answer else SEVERITIES[finding.severity]
    field = finding.where.field
    known = PLAN_FIELDS.get(field.split(".")[0], "計畫資料") if field else ""
    rule, card = plan.book.get(finding.citation), shipped_cards().get(finding.citation)
    return _row(
        Cell(result, "center"),
        finding.message.render(CHINESE),
        # the cell, or what of the plan it is about: never a key of a file
        finding.where.cell or PLAN_FIELDS.get(field) or known,
        Cell(finding.stake, "", "#,##0") if finding.stake else Cell("", "small"),
        rule.source if rule else str(card.source) if card else "",
        f"說明：{finding.answer}" if finding.answer else finding.remedy.render(CHINESE),
    )


def _accounts(plan: Plan) -> Iterator[Row]:
    """Write what stands under each account, with its sum, live."""
    for category, amount in plan.budget.by_category().items():
        lines = [line for line in plan.budget.lines if line.row.category == category]
        names = [*dict.fromkeys(line.name for line in lines)]
        more = f"等{len(names)}項" if len(names) > _MOST_NAMES else ""
        first, last = lines[0].code, lines[-1].code
        span = f"{first}:{last}" if last != first else first
        total = Cell(amount, "", "#,##0", f"={spell_sum(plan, lines)}")
        what = f"{category}：{'、'.join(names[:_MOST_NAMES])}{more}"
        yield _row(Cell("—", "center"), what, At(f"{{budget!item@{span}}}"), total)
