"""What a terminal shows: texts broken to its width, and tables that stand straight with Chinese signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from plc_budget.language import width_of

WIDTH = 80
"""Columns of a terminal."""
_NARROWEST = 8
_WIDEST_WORD = 36
"""Up to this width a word widens its column rather than being cut."""
_NOT_FIRST = "，。、；：？！」』）〉》…)],.;:!?%”"
_NOT_LAST = "「『（〈《([“"


def pad(words: str, width: int, *, right: bool = False) -> str:
    """Fill a text up to a width with blanks.

    Examples
    --------
    >>> pad("雜支", 6) + "|", pad("80", 4, right=True)
    ('雜支  |', '  80')
    """
    blanks = " " * max(0, width - width_of(words))
    return blanks + words if right else words + blanks


def wrap(words: str, width: int) -> list[str]:
    """Break a text into lines of at most a width; words of Latin script stay whole.

    Examples
    --------
    >>> wrap("各項目間得依實際情況勻支", 12)
    ['各項目間得依', '實際情況勻支']
    """
    lines, line = [], ""
    for piece in _pieces(words, width):
        if line and width_of(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def _pieces(words: str, width: int) -> list[str]:
    signs = words.replace("\n", " ")
    starts = [at for at in range(len(signs)) if not at or not _belongs_to(signs[at], signs[at - 1])]
    pieces = [signs[start:end] for start, end in pairwise([*starts, len(signs)])]
    return [part for piece in pieces for part in _cut(piece, width)]


def _cut(piece: str, width: int) -> list[str]:
    """Cut a word that is longer than the line, such as a hash or an address."""
    if width_of(piece) <= width:
        return [piece]
    return [piece[at : at + width] for at in range(0, len(piece), width)]


def _belongs_to(sign: str, before: str) -> bool:
    """Tell whether no line may break between two signs: inside a word, or before a closing one."""
    is_word = width_of(sign) == 1 and width_of(before) == 1 and before != " "
    return sign == " " or is_word or sign in _NOT_FIRST or before in _NOT_LAST


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Set rows in columns; the first row is the heading, ``right`` names columns of figures.

    The widest columns that are not of figures give way until the table fits a terminal.

    Examples
    --------
    >>> print(table([["經費項目", "總價"], ["印刷費", "8,000"]], right=[1]))
    經費項目   總價
    --------  -----
    印刷費    8,000
    """
    figures = set(right)
    widths = [max(width_of(row[i]) for row in rows) for i in range(len(rows[0]))]
    _narrow(widths, [i for i in range(len(widths)) if i not in figures], rows)
    lines = [line for row in rows for line in _row_lines(row, widths, figures)]
    head = len(_row_lines(rows[0], widths, figures))
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([*lines[:head], rule, *lines[head:]])


def _narrow(widths: list[int], yielding: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
    """Take from the widest column until the table fits; words are cut only where nothing else helps."""
    for i in yielding:
        widths[i] = min(widths[i], WIDTH)
    words = {i: max(_NARROWEST, *(_longest_piece(row[i]) for row in rows)) for i in yielding}
    for floors in (words, dict.fromkeys(yielding, _NARROWEST)):
        while sum(widths) + 2 * (len(widths) - 1) > WIDTH:
            open_ones = [i for i in yielding if widths[i] > floors[i]]
            if not open_ones:
                break
            widths[max(open_ones, key=widths.__getitem__)] -= 1


def _longest_piece(words: str) -> int:
    """Measure the longest word that should stay whole, such as the id of a card."""
    return max(
        (min(width_of(piece.rstrip()), _WIDEST_WORD) for piece in _pieces(words, WIDTH)), default=0
    )


def _row_lines(row: Sequence[str], widths: Sequence[int], figures: set[int]) -> list[str]:
    cells = [wrap(words, width) for words, width in zip(row, widths, strict=True)]
    height = max(len(parts) for parts in cells)
    return [
        "  ".join(
            pad(parts[line] if line < len(parts) else "", width, right=i in figures)
            for i, (parts, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for line in range(height)
    ]
