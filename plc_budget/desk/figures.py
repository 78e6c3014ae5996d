"""Figures in words, as several panels show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.language import text
from plc_budget.money import plain

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.language import Text


def product_of(line: Line) -> str:
    """Write what an amount is the product of: the price, and what it is multiplied by.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> product_of(plan.budget.lines[0])
    '1,000 × 6節'
    """
    return f"{plain(line.unit_price)} × {line.count_words}"


def signed(amount: int) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> signed(-2_000), signed(500), signed(0)
    ('-2,000', '+500', '0')
    """
    return f"{amount:+,}" if amount else "0"


def balance(total: int, approved: int) -> Text:
    """Say what is left of the approved total, or by how much it is exceeded. [NTD]

    Examples
    --------
    >>> balance(16_000, 15_000).render("en")
    '1,000 over the approved total'
    """
    if total == approved:
        return text("exactly the approved total")
    if total > approved:
        return text("{over:,} over the approved total", over=total - approved)
    return text("{left:,} left", left=approved - total)
