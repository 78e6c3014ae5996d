"""經費調整對照表: approved against working, as the form ``change-comparison`` draws it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.language import CHINESE
from plc_budget.sheets.blocks import Cell, Paper
from plc_budget.sheets.budget_sheet import printed_headings, write_other_cells
from plc_budget.sheets.forms import Filling, form_paper, shipped_form
from plc_budget.sheets.looks import count_decimals

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.comparison import Comparison, LineChange
    from plc_budget.findings import Words
    from plc_budget.plan import Plan

_HUNDREDTH = Decimal("0.01")


def comparison_paper(plan: Plan, comparison: Comparison) -> Paper:
    """Make 經費調整對照表; its new side follows 經費概算表 of the plan, live."""
    details = plan.details
    values = {
        "programme": details.programme,
        "title": details.title,
        "before": _zh(comparison.before_name),
        "after": _zh(comparison.after_name),
    }
    lines = [(change.code, _line(plan, change)) for change in comparison.lines]
    filling = Filling(values, {"changes": lines}, details.change_signatures, plan.book.rules)
    return form_paper(shipped_form("change-comparison"), filling)


def _zh(words: Words | None) -> str:
    return "" if words is None else words.render(CHINESE)


def _line(plan: Plan, change: LineChange) -> dict[str, str | Cell]:
    is_live = change.after is not None and plan.budget.get(change.code) == change.after
    return {
        "item": "\n".join([change.line.name, *_others(change)]),
        **_side("before", change.before, is_live=False),
        **_side("after", change.after, is_live=is_live),
        "reason": change.reason,
        "basis": _zh(change.basis),
    }


def _others(change: LineChange) -> Iterator[str]:
    """Say below the item what differs in columns for which the form has none."""
    headings = printed_headings()
    if change.before is not None and change.after is not None:
        after = write_other_cells(change.after)
        for name, before in write_other_cells(change.before).items():
            if before != after[name]:
                yield f"{headings[name]}：{before or '-'} → {after[name] or '-'}"


def _side(side: str, line: Line | None, *, is_live: bool) -> dict[str, str | Cell]:
    """Show a line as it stands on one side; a rate is a part of 1, and times stand behind the quantity."""
    if line is None:
        nothing = Cell("-", "center")
        return {
            f"{side}_price": nothing,
            f"{side}_quantity": nothing,
            f"{side}_amount": Cell(0, "", "#,##0"),
        }

    def link(field: str) -> str:
        return f"={{budget!{field}@{line.code}}}" if is_live else ""

    places = count_decimals(line.unit_price)
    exact = "#,##0" + ("." + "0" * places if places else "")
    if line.row.rate is not None:
        quantity = Cell(line.row.rate * _HUNDREDTH, "", "0.00##%")
    elif line.row.times != 1:
        quantity = Cell(f"{line.quantity:f}×{line.row.times:f}", "center")
    else:
        quantity = Cell(line.quantity, "", "General", link("quantity"))
    return {
        f"{side}_price": Cell(line.unit_price, "", exact, link("unit_price")),
        f"{side}_quantity": quantity,
        f"{side}_amount": Cell(line.amount, "", "#,##0", link("amount")),
    }
