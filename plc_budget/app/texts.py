"""Panels as plain text, and the figures in it: what a notebook stores, and what a test compares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from plc_budget.language import Text, current_language, text, translation, width_of
from plc_budget.money import plain

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.language import Text


def labels(words: Mapping[str, Text]) -> dict[str, str]:
    """Return the labels of a panel in the reader's language; the screen fills their gaps.

    Examples
    --------
    >>> from plc_budget.language import text, use_language
    >>> with use_language("en"):
    ...     labels({"row": text("line {number}")})
    {'row': 'line {number}'}
    """
    tongue = current_language()
    return {key: translation(tongue, word.msgid) for key, word in words.items()}


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Set rows in columns; the first one is the heading, ``right`` names columns of figures.

    Examples
    --------
    >>> print(columns([["項目", "總價"], ["印刷費", "8,000"]], right=[1]))
    項目     總價
    印刷費  8,000
    """
    widths = [max(width_of(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            _padded(word, width, is_right=i in right)
            for i, (word, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in ([_flat(word) for word in row] for row in rows)
    )


def _flat(words: str) -> str:
    """Keep a text of several lines on one."""
    return " ".join(words.split())


def _padded(words: str, width: int, *, is_right: bool) -> str:
    blanks = " " * (width - width_of(words))
    return blanks + words if is_right else words + blanks


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


def write_signed(amount: int) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> write_signed(-2_000), write_signed(500), write_signed(0)
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
