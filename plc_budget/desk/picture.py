"""A picture of a budget: bars for each line, before and after, legible in black and white.

An SVG of its own making: no library, no font and nothing from outside; the same figures always give
the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from plc_budget.desk.texts import width_of

WIDTH = 800
_EDGE = 16
_NAMES, _LABELS = 210, 160
"""What the names of the lines and the figures behind the bars take. [px]"""
_LEFT = _EDGE + _NAMES
_LONGEST = WIDTH - _LEFT - _LABELS - _EDGE
_BAR, _LINE, _GAP = 15, 18, 12
"""Height of a bar, of a line of words, and between two rows. [px]"""
_TITLE, _WORDS = 19, 14
_LEGEND = 42
"""Columns of a name beside its sample; two of them fit side by side."""
_MOST = 20
"""Bars of one page; beyond it the small ones stand together."""
_FONTS = "'Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei','PingFang TC',sans-serif"
_STYLE = (
    f"text{{font:{_WORDS}px {_FONTS};fill:#000}}.b{{font-weight:700}}"
    f".t{{font-size:{_TITLE}px;font-weight:700}}.e{{text-anchor:end}}"
)
_HATCH = (
    '<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<rect width="2" height="6" fill="#000"/></pattern>'
)
_FILLS = ("url(#h)", "#333")


@dataclass(frozen=True, slots=True)
class Bar:
    """What a line comes to, and came to; None where it did not stand or no longer stands. [NTD]"""

    name: str
    before: int | None
    after: int | None

    @property
    def longest(self) -> int:
        """The larger of the two. [NTD]"""
        return max(self.before or 0, self.after or 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: words in the reader's language, and amounts. [NTD]

    ``before`` is empty where there is nothing to compare with; then each line has one bar.
    """

    title: str
    before: str
    after: str
    bars: tuple[Bar, ...]
    total: Bar
    approved: Bar
    rest: str = ""
    """What the lines are called that stand together, with a gap for their ``{number}``."""


def gathered(bars: Sequence[Bar], rest: str) -> tuple[Bar, ...]:
    """Put the smallest bars together where there are more than a page holds; the order stays.

    Parameters
    ----------
    bars : sequence of Bar
        All of them.
    rest : str
        What those are called that stand together, with a gap for their ``{number}``.

    Examples
    --------
    >>> many = [Bar(f"line {n}", n, n + 1) for n in range(100)]
    >>> few = gathered(many, "{number} others")
    >>> len(few), few[-1].name, sum(bar.after for bar in few) == sum(bar.after for bar in many)
    (20, '81 others', True)
    """
    if len(bars) <= _MOST:
        return tuple(bars)
    largest = sorted(range(len(bars)), key=lambda i: (-bars[i].longest, i))[: _MOST - 1]
    others = [bar for i, bar in enumerate(bars) if i not in largest]
    together = Bar(
        rest.format(number=len(others)),
        sum(bar.before or 0 for bar in others),
        sum(bar.after or 0 for bar in others),
    )
    return (*(bars[i] for i in sorted(largest)), together)


def picture(drawing: Drawing) -> str:
    """Draw a budget as an SVG.

    Parameters
    ----------
    drawing : Drawing
        Names may hold any signs; they are shown, never read as markup.

    Examples
    --------
    >>> one = Bar("a<b>", None, 15_000)
    >>> svg = picture(Drawing("Plan", "", "now", (one,), one, one))
    >>> svg.startswith("<svg"), "a&lt;b&gt;" in svg, "15,000" in svg, svg.count("<script")
    (True, True, True, 0)
    """
    is_pair = bool(drawing.before)
    bars = gathered(drawing.bars, drawing.rest)
    parts = [*_head(drawing)]
    top = _top(drawing)
    scale = max([bar.longest for bar in bars], default=0)
    heights = [_height(bar, is_pair=is_pair) for bar in bars]
    for bar, y in zip(bars, accumulate([top, *heights]), strict=False):
        parts += _row(bar, y, scale, is_pair=is_pair)
    foot = top + sum(heights)
    parts += _sums(drawing, foot, is_pair=is_pair)
    return _page(parts, foot + _height(drawing.total, is_pair=is_pair) + _LINE + 8)


def _page(parts: Sequence[str], height: int) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{_HATCH}<style>{_STYLE}</style></defs>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _head(drawing: Drawing) -> Iterator[str]:
    """Write the title, and below it which bar is which."""
    y = _EDGE
    for line in lines_of(drawing.title, _columns(WIDTH - 2 * _EDGE, _TITLE)):
        y += _TITLE + 4
        yield _text(_EDGE, y, line, "t")
    x = _EDGE
    names = [(drawing.before, 0), (drawing.after, 1)] if drawing.before else [(drawing.after, 1)]
    for name, kind in names:
        yield _rect(x, y + 12, 28, kind)
        words = _shortened(name)
        yield _text(x + 34, y + 24, words)
        x += 34 + width_of(words) * _WORDS // 2 + 24


def _shortened(name: str) -> str:
    first, *more = lines_of(name, _LEGEND)
    return f"{first}…" if more else first


def _top(drawing: Drawing) -> int:
    """Return where the first row begins. [px]"""
    titles = lines_of(drawing.title, _columns(WIDTH - 2 * _EDGE, _TITLE))
    return _EDGE + len(titles) * (_TITLE + 4) + 2 * _LINE + _GAP


def _height(bar: Bar, *, is_pair: bool) -> int:
    names = len(lines_of(bar.name, _columns(_NAMES, _WORDS))) * _LINE
    return max(names, (2 if is_pair else 1) * (_BAR + 2)) + _GAP


def _row(bar: Bar, y: int, scale: int, *, is_pair: bool, kind: str = "") -> Iterator[str]:
    for n, line in enumerate(lines_of(bar.name, _columns(_NAMES, _WORDS))):
        yield _text(_EDGE, y + 13 + n * _LINE, line, kind)
    if is_pair:
        yield from _bar(bar.before, y, scale, 0, _figure(bar.before))
        yield from _bar(bar.after, y + _BAR + 2, scale, 1, _figure(bar.after) + _moved(bar))
    else:
        yield from _bar(bar.after, y, scale, 1, _figure(bar.after))


def _bar(amount: int | None, y: int, scale: int, kind: int, label: str) -> Iterator[str]:
    length = _length(amount or 0, scale)
    if length:
        yield _rect(_LEFT, y, length, kind)
    yield _text(_LEFT + length + 6, y + 12, label)


def _sums(drawing: Drawing, y: int, *, is_pair: bool) -> Iterator[str]:
    """Draw the total below a line, on a scale of its own, with the approved total across it."""
    yield f'<path d="M{_EDGE} {y}H{WIDTH - _EDGE}" stroke="#000"/>'
    approved = drawing.approved.after or 0
    scale = max(drawing.total.longest, approved)
    x = _LEFT + _length(approved, scale)
    yield _text(x + 4, y + _LINE, f"{drawing.approved.name} {approved:,}", "e b")
    top = y + _LINE + 8
    yield from _row(drawing.total, top, scale, is_pair=is_pair, kind="b")
    end = top + (2 if is_pair else 1) * (_BAR + 2) + 4
    for look in ('"#fff" stroke-width="4"', '"#000" stroke-width="2" stroke-dasharray="4 3"'):
        yield f'<path d="M{x} {top - 4}V{end}" stroke={look}/>'


def _length(amount: int, scale: int) -> int:
    """Return how long a bar is; what is not nothing is seen. [px]"""
    return max(1, amount * _LONGEST // scale) if amount > 0 else 0


def _figure(amount: int | None) -> str:
    return "—" if amount is None else f"{amount:,}"


def _moved(bar: Bar) -> str:
    difference = (bar.after or 0) - (bar.before or 0)
    return f" ({difference:+,})" if difference else ""


def _rect(x: int, y: int, length: int, kind: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{length}" height="{_BAR}" fill="{_FILLS[kind]}" '
        'stroke="#000"/>'
    )


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{mark}>{escape(_seen(words))}</text>'


def _seen(words: str) -> str:
    """Show what can be shown: XML has no place for control signs."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)


def _columns(pixels: int, size: int) -> int:
    """Return how many narrow signs fit. [column]"""
    return pixels * 2 // size


def lines_of(words: str, most: int) -> list[str]:
    """Break words into lines of at most so many columns; a Chinese sign takes two.

    Examples
    --------
    >>> lines_of("內聘講師鐘點費", 10), lines_of("", 10)
    (['內聘講師鐘', '點費'], [''])
    """
    lines = [""]
    for sign in " ".join(words.split()):
        if width_of(lines[-1] + sign) > most:
            lines.append("")
        lines[-1] += sign
    return lines
