"""The picture of a plan: what is drawn, from what it was to what it is, as an SVG of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.language import text, visible, width_of
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.log import HISTORY, read_history
from plc_budget.plan.storage.folder import load_plan, read_plan
from plc_budget.plan.storage.snapshot import APPROVED

if TYPE_CHECKING:
    from plc_budget.budget import Budget
    from plc_budget.findings import Words


_SHORTEST = 8
"""A line that is longer than this part of the whole is seen well on its scale."""
_MOST = 20
"""Bars of one page; beyond it the small ones stand together."""


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

    @property
    def difference(self) -> int:
        """What was added. [NTD]"""
        return (self.after or 0) - (self.before or 0)


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
    own_scale: str = ""
    """What is said where the total needs a scale of its own."""

    @property
    def whole(self) -> int:
        """The largest of the totals. [NTD]"""
        return max(self.total.longest, self.approved.after or 0)

    @property
    def scale(self) -> int:
        """What the longest bar of a line stands for: the whole, unless that made lines too short. [NTD]"""
        longest = max((bar.longest for bar in self.bars), default=0)
        return self.whole if longest * _SHORTEST >= self.whole else longest


def gather_small(bars: Sequence[Bar], rest: str) -> tuple[Bar, ...]:
    """Put small bars together where a page holds no more; what changed stays, and so does the order.

    Parameters
    ----------
    bars : sequence of Bar
        All of them.
    rest : str
        What those are called that stand together, with a gap for their ``{number}``.

    Examples
    --------
    >>> many = [Bar(f"line {n}", n, n + 1) for n in range(100)]
    >>> few = gather_small(many, "{number} others")
    >>> len(few), few[-1].name, sum(bar.after for bar in few) == sum(bar.after for bar in many)
    (20, '81 others', True)
    """
    if len(bars) <= _MOST:
        return tuple(bars)
    places = range(len(bars))
    order = sorted(places, key=lambda i: (not bars[i].difference, -bars[i].longest, i))
    largest = order[: _MOST - 1]
    others = [bar for i, bar in enumerate(bars) if i not in largest]
    together = Bar(
        rest.format(number=len(others)),
        sum(bar.before or 0 for bar in others),
        sum(bar.after or 0 for bar in others),
    )
    return (*(bars[i] for i in sorted(largest)), together)


def before_of(folder: Path) -> tuple[Budget, Words] | None:
    """Return the budget a plan is compared with, and what it is called.

    Parameters
    ----------
    folder : Path
        The plan.

    Returns
    -------
    tuple[Budget, Words] or None
        None where nothing was approved and nothing was changed yet.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> before_of(data_folder() / "plans" / "hualien-113-plc-conveners") is None
    True
    """
    return _approved(folder) or _begun(folder)


def _approved(folder: Path) -> tuple[Budget, Words] | None:
    if not (folder / APPROVED).is_dir():
        return None
    approval, _ = verify_approved(folder)
    plan, _ = load_plan(folder / APPROVED)
    if approval is None or plan is None:
        return None
    return plan.budget, text(
        "approved ({reference}, {day})", reference=approval.reference, day=roc_date(approval.on)
    )


def _begun(folder: Path) -> tuple[Budget, Words] | None:
    """Read the plan as it was before its first change; each history begins with it."""
    if not (folder / HISTORY).is_file():
        return None
    history, _ = read_history(folder)
    files = history.files(history.steps[0].after) if history and history.steps else None
    plan, _ = read_plan(folder.name, files) if files else (None, [])
    return None if plan is None else (plan.budget, text("at first"))


WIDTH = 800
_EDGE = 16
_NAMES, _LABELS = 210, 160
"""What the names of the lines and the figures behind the bars take. [px]"""
_LEFT = _EDGE + _NAMES
_LONGEST = WIDTH - _LEFT - _LABELS - _EDGE
_BAR, _LINE, _GAP = 15, 18, 12
"""Height of a bar, of a line of words, and between two rows. [px]"""
_TITLE, _WORDS = 19, 14
_LEGEND = 100
"""Columns of a name beside its sample."""
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
    bars = gather_small(drawing.bars, drawing.rest)
    parts = [*_head(drawing)]
    top = _top(drawing)
    heights = [_height(bar, is_pair=is_pair) for bar in bars]
    for bar, y in zip(bars, accumulate([top, *heights]), strict=False):
        # What stands together may be longer than any line; then it has its figures and no bar.
        parts += _row(bar, y, drawing.scale if bar.longest <= drawing.scale else 0, is_pair=is_pair)
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
    for name, kind in _legend(drawing):
        yield _rect(_EDGE, y + 12, 28, kind)
        for line in lines_of(name, _LEGEND):
            yield _text(_EDGE + 34, y + 24, line)
            y += _LINE


def _legend(drawing: Drawing) -> list[tuple[str, int]]:
    """Name the bars, each on lines of its own: the name of an approval is long."""
    before = [(drawing.before, 0)] if drawing.before else []
    return [*before, (drawing.after, 1)]


def _top(drawing: Drawing) -> int:
    """Return where the first row begins. [px]"""
    titles = lines_of(drawing.title, _columns(WIDTH - 2 * _EDGE, _TITLE))
    legend = sum(len(lines_of(name, _LEGEND)) for name, _ in _legend(drawing))
    return _EDGE + len(titles) * (_TITLE + 4) + (legend + 1) * _LINE + _GAP


def _height(bar: Bar, *, is_pair: bool) -> int:
    names = len(lines_of(bar.name, _columns(_NAMES - 8, _WORDS))) * _LINE
    return max(names, (2 if is_pair else 1) * (_BAR + 2)) + _GAP


def _row(bar: Bar, y: int, scale: int, *, is_pair: bool, beyond: int = -1) -> Iterator[str]:
    """Draw one line; the figures of the total stand ``beyond`` what is approved."""
    for n, line in enumerate(lines_of(bar.name, _columns(_NAMES - 8, _WORDS))):
        yield _text(_EDGE, y + 13 + n * _LINE, line, "b" if beyond >= 0 else "")
    sides = [(bar.before, 0, "")] if is_pair else []
    sides.append((bar.after, 1, _moved(bar) if is_pair else ""))
    for n, (amount, kind, moved) in enumerate(sides):
        top, length = y + n * (_BAR + 2), _length(amount or 0, scale)
        if length:
            yield _rect(_LEFT, top, length, kind)
        yield _text(_LEFT + max(length, beyond) + 6, top + 12, _figure(amount) + moved)


def _sums(drawing: Drawing, y: int, *, is_pair: bool) -> Iterator[str]:
    """Draw the total below a line, with the approved total across it; say so if its scale is another."""
    yield f'<path d="M{_EDGE} {y}H{WIDTH - _EDGE}" stroke="#000"/>'
    approved, scale = drawing.approved.after or 0, drawing.whole
    if scale != drawing.scale:
        yield _text(_EDGE, y + _LINE, drawing.own_scale)
    x = _LEFT + _length(approved, scale)
    yield _text(x + 4, y + _LINE, f"{drawing.approved.name} {approved:,}", "e b")
    top = y + _LINE + 8
    yield from _row(drawing.total, top, scale, is_pair=is_pair, beyond=x - _LEFT)
    end = top + (2 if is_pair else 1) * (_BAR + 2) + 4
    for look in ('"#fff" stroke-width="4"', '"#000" stroke-width="2" stroke-dasharray="4 3"'):
        yield f'<path d="M{x} {top - 4}V{end}" stroke={look}/>'


def _length(amount: int, scale: int) -> int:
    """Return how long a bar is; what is not nothing is seen. [px]"""
    return max(1, amount * _LONGEST // scale) if amount > 0 and scale else 0


def _figure(amount: int | None) -> str:
    return "—" if amount is None else f"{amount:,}"


def _moved(bar: Bar) -> str:
    return f" ({bar.difference:+,})" if bar.difference else ""


def _rect(x: int, y: int, length: int, kind: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{length}" height="{_BAR}" fill="{_FILLS[kind]}" '
        'stroke="#000"/>'
    )


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{mark}>{escape(visible(words))}</text>'


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
