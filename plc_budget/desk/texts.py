"""Panels as plain text: what a notebook stores, and what a test compares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plc_budget.language import Text, current_language, translation, width_of


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
