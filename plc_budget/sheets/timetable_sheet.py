"""課程表與節數: the timetable, and how its minutes become paid periods, live."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.periods import fees_at
from plc_budget.plan.details import NATIONAL_POLICY
from plc_budget.sheets.blocks import (
    Alarm,
    Cell,
    Column,
    Gap,
    Height,
    Page,
    Paper,
    Row,
    Sentence,
    Table,
    Title,
)
from plc_budget.sheets.budget_sheet import budget_columns
from plc_budget.sheets.printout import write_activity, write_speaker
from plc_budget.sheets.wording import CODE, SPEAKER_KINDS, TIMETABLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow
    from plc_budget.timetable import Working

_COLUMNS = (
    Column("start", "起", 8),
    Column("end", "迄", 8),
    Column("minutes", "分鐘", 7),
    Column("activity", "活動內容", 34),
    Column("speaker", "主講人", 20),
    Column("speaker_kind", "身分", 10),
    Column("paid_minutes", "計節分鐘", 10),
    Column("code", CODE),
)
"""``code`` is hidden: the number of the activity, from 1."""
_BLOCK, _PERIODS = 10, 21
"""Widths of the two columns of a way of counting."""
_TOTAL = 22
"""Height of a row. [pt]"""
_DAY = Decimal(24 * 60)
_READINGS = (("支給表（同講師連續併計）", True), ("支給表（逐列計）", False))
_LEGEND = "「↑」表示併入前面同一講師或同一時段之列計算。"
_HINT = (
    "有底色之起、迄與計節分鐘可修改，節數與鐘點費隨之重算；併計關係為匯出時所定，"
    "課程增刪或改變先後時請重新匯出。（本列不列印）"
)


def _count_policies(plan: Plan) -> list[tuple[str, Working]]:
    """Count under the plan's own policy first, then under the national table in both readings."""
    own, national = plan.book.get(plan.details.period_policy), plan.book.get(NATIONAL_POLICY)
    counted: list[tuple[str, Working]] = []
    if own is not None and own.id != NATIONAL_POLICY:
        counted.append((f"本計畫：{own.card.title.zh}", plan.working))
    if national is not None:
        counted += [(name, plan.working_under(national, joins=joins)) for name, joins in _READINGS]
    return counted


def timetable_paper(plan: Plan) -> Paper:
    """Make 課程表與節數; times and paid minutes are inputs, everything else follows them."""
    policies = _count_policies(plan)
    kinds = dict.fromkeys(
        [*plan.working.kinds, *(ln.speaker_kind for ln in plan.budget.lines if ln.speaker_kind)]
    )
    counts = [
        column
        for at, (name, _) in enumerate(policies)
        for column in (
            Column(f"block{at}", "併計分鐘", _BLOCK),
            Column(f"periods{at}", _heading(name), _PERIODS),
        )
    ]
    columns = (*_COLUMNS, *counts)
    table = Table(
        "timetable",
        columns,
        tuple(_line(row, at, policies) for at, row in enumerate(plan.timetable)),
        (*(_of_kind(kind, policies) for kind in kinds), _fees(plan, policies)),
        line=Height(0, 18, 4),
        repeats=True,
        keeps="tail",
    )
    return Paper(
        TIMETABLE,
        (
            Title(f"{plan.details.title}{TIMETABLE}"),
            Gap(),
            _policies(policies),
            Gap(),
            table,
            Sentence(Cell(_LEGEND, "plain_wrap"), height=_TOTAL),
            Sentence(Cell(_HINT, "plain_wrap"), height=_TOTAL, is_printed=False),
        ),
        Page(is_wide=True, is_black=True),
        tuple(column.width for column in columns),
        alarms=(Alarm("timetable!minutes@*", "<=", 0),),
    )


def _policies(policies: list[tuple[str, Working]]) -> Table:
    """Show the numbers of each way of counting."""
    lines = [
        Row(
            (
                Cell(name, across=4),
                Cell(working.policy.minutes, "center", "0"),
                Cell(working.policy.two_minutes, "center", "0"),
                Cell(Decimal("0.5") if working.policy.pays_half else 0, "center", "0.0"),
            ),
            str(at),
        )
        for at, (name, working) in enumerate(policies)
    ]
    columns = (
        Column("name", "計算方式", across=4),
        Column("length", "每節分鐘"),
        Column("two", "連續2節分鐘"),
        Column("short", "不足1節計"),
    )
    return Table("policies", columns, tuple(lines), head=34, line=20)


def _heading(policy: str) -> str:
    """Break a heading before its bracket, so that no bracket closes on a line of its own."""
    name = policy.replace("（", "\n（")
    return name if policy.endswith("節數") else f"{name}\n節數"


def _line(row: TimetableRow, at: int, policies: list[tuple[str, Working]]) -> Row:
    if not row.is_paid:
        paid = Cell(0, "center", "0")
    elif row.paid_minutes is None:
        paid = Cell(row.minutes, "center", "0", "={minutes}")
    else:
        paid = Cell(row.paid_minutes, "center", "0", is_input=True)
    minutes = "=ROUND(({end}-{start})*1440,0)"
    counts = [cell for n, (_, working) in enumerate(policies) for cell in _count(working, at, n)]
    cells = (
        Cell(row.start / _DAY, "center", "hh:mm", is_input=True),
        Cell(row.end / _DAY, "center", "hh:mm", is_input=True),
        Cell(row.end - row.start, "center", "0", minutes),
        Cell(write_activity(row)),
        Cell(write_speaker(row)),
        Cell(SPEAKER_KINDS[row.speaker_kind], "center"),
        paid,
        Cell(str(at + 1)),
        *counts,
    )
    return Row(cells, str(at + 1))


def _count(working: Working, at: int, policy: int) -> tuple[Cell, Cell]:
    """Count the block a row begins; a row that belongs to an earlier block shows nothing."""
    block = next((block for block in working.blocks if block.rows[0] == at), None)
    if block is None:
        is_part = any(at in block.rows for block in working.blocks)
        return Cell("↑" if is_part else "", "center"), Cell("", "center")
    parts = ",".join(f"{{paid_minutes@{row + 1}}}" for row in block.rows)
    together = Cell(block.minutes, "center", "0", f"=SUM({parts})")
    formula = _periods_formula(f"{{block{policy}}}", policy)
    return together, Cell(block.periods, "center", "General", formula)


def _periods_formula(minutes: str, policy: int) -> str:
    """Spell :func:`plc_budget.timetable.paid_periods` as a formula over the numbers of a policy."""
    length, two, short = (f"{{$policies!{name}@{policy}}}" for name in ("length", "two", "short"))
    full = f"(2*INT({minutes}/{two})+IF(MOD({minutes},{two})>={length},1,0))"
    return f"={full}+IF({minutes}>{full}*{length},{short},0)"


def _of_kind(kind: str, policies: list[tuple[str, Working]]) -> Row:
    name = SPEAKER_KINDS[kind]
    cells = [Cell(f"{name}節數合計", "strong", across=len(_COLUMNS))]
    for at, (_, working) in enumerate(policies):
        total = f'=SUMIF({{$speaker_kind@*}},"{name}",{{$periods{at}@*}})'
        cells += [Cell("", "center"), Cell(working.of_kind(kind), "strong", "General", total)]
    return Row(tuple(cells), kind, _TOTAL)


def _fees(plan: Plan, policies: list[tuple[str, Working]]) -> Row:
    lines = [line for line in plan.budget.lines if line.speaker_kind]
    factors = [name for name in ("unit_price", "times") if name in budget_columns(plan)]
    cells = [Cell("依各計算方式之鐘點費(元)", "strong", across=len(_COLUMNS))]
    for at, (_, working) in enumerate(policies):
        parts = []
        for line in lines:
            prices = "*".join(f"{{$budget!{name}@{line.code}}}" for name in factors)
            parts.append(f"ROUND({prices}*{{periods{at}@{line.speaker_kind}}},0)")
        total = "=" + ("+".join(parts) or "0")
        cells += [
            Cell("", "center"),
            Cell(fees_at(plan, working), "strong", '#,##0"元"', total),
        ]
    return Row(tuple(cells), height=_TOTAL)
