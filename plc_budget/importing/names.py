"""What a line is called: its item, the headings it stands under, its category and its note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from plc_budget.importing.columns import Layout
from plc_budget.importing.labels import (
    CATEGORIES,
    GATES,
    MAJOR,
    UNNUMBERED,
    category_named,
    numbering_rank,
    without_numbering,
)
from plc_budget.rules import items
from plc_budget.spreadsheets.bounds import LONGEST
from plc_budget.spreadsheets.sheet import Sheet, squeeze

_WORDY = re.compile(r"[A-Za-z0-9,.;:]")
_NUMERAL_ONLY = re.compile(r"[\d\W_]*|[一二三四五六七八九十壹貳參肆甲乙丙丁]")
OUTERMOST = -2
_ACCOUNTS = MAJOR | {"設備費"}
"""Accounts, which never are part of an item's name."""
LONGEST_NAME = 80
"""Most characters of a text that may name an item."""


def item_named(words: str) -> str:
    """Return the id of a standard item; a text that is too long for a name has none."""
    return items.item_named(words) if len(words) <= LONGEST_NAME else ""


def joined(*parts: str) -> str:
    """Join the lines of a text: a blank between words of letters, none between signs.

    Examples
    --------
    >>> joined("內聘講師鐘", "點費"), joined("Google", "Meet"), joined("一、教材", "二、耗材")
    ('內聘講師鐘點費', 'Google Meet', '一、教材 二、耗材')
    """
    words = ""
    for part in (piece.strip() for text in parts for piece in text.splitlines()):
        if words and part:
            apart = _WORDY.match(words[-1]) and _WORDY.match(part[0])
            words += " " if apart or numbering_rank(part) < UNNUMBERED else ""
        words += part
    return words[:LONGEST]


def item_of(printed: str) -> str:
    """Return the name of an item without line breaks and numbering.

    Examples
    --------
    >>> item_of("1.內聘講師鐘\\n點費")
    '內聘講師鐘點費'
    """
    return without_numbering(joined(printed)).strip(" 　") or joined(printed)


def depth_of(words: str) -> int:
    """Tell how deep a heading stands; the smaller, the more it holds.

    Examples
    --------
    >>> depth_of("貳、資本門") < depth_of("業務費") < depth_of("(一)場地") < depth_of("開幕式")
    True
    """
    category = category_named(words)
    if category in GATES:
        return OUTERMOST
    return OUTERMOST + 1 if category else numbering_rank(words)


def is_category(words: str) -> bool:
    """Tell whether words are a first-level name that never is a line with lines under it."""
    return category_named(words) in MAJOR


def category_of(levels: Iterable[str], item: str = "") -> str:
    """Choose the category among the headings of a line: a first-level name if there is one.

    Examples
    --------
    >>> category_of(["壹、經常門", "一、業務費", "(一)場地"]), category_of(["第一場次"]), category_of([])
    ('業務費', '第一場次', '')
    """
    known = [name for words in levels if (name := category_named(words))]
    wanted = [name for name in known if name not in GATES]
    if wanted or known:
        return (wanted or known)[-1]
    if category_named(item) in MAJOR:
        return category_named(item)
    return next((bare for words in reversed(list(levels)) if (bare := item_of(words))), "")


def ladder_texts(sheet: Sheet, layout: Layout, row: int) -> list[str]:
    """Return the names in a row from the outermost heading to the item; mere numbers are none."""
    texts = [sheet.cell(row, column).text for column in layout.ladder]
    return ["" if _NUMERAL_ONLY.fullmatch(squeeze(words)[:40]) else words for words in texts]


def note_of(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return what stands under 說明 and 備註."""
    texts = [sheet.cell(row, column).text for span in layout.notes for column in span]
    kept = [words for words in dict.fromkeys(texts) if words and not re.fullmatch(r"[-—–]+", words)]
    return " ".join(joined(words) for words in kept)[:LONGEST]


def continues(previous: str, words: str) -> bool:
    """Tell whether words are the rest of an item that was split over two rows.

    Examples
    --------
    >>> continues("內聘講師鐘", "點費"), continues("印刷費", "材料費"), continues("膳費(研習", "當日)")
    (True, False, True)
    >>> continues("外聘講師", "鐘點費"), continues("講師鐘點費", "補充保費")
    (True, False)
    """
    if numbering_rank(words) < UNNUMBERED or category_named(words):
        return False
    plain, before = squeeze(words), squeeze(previous)
    if before.count("(") > before.count(")") or plain.startswith(("(", ")")):
        return True
    whole = item_named(previous + words)
    if item_named(words):
        return whole not in ("", item_named(words)) and item_named(previous) in ("", whole)
    return bool(whole) or (len(plain) <= 3 and plain.endswith("費") and not before.endswith("費"))


def names_item(words: str) -> bool:
    """Tell whether words are one of the standard items and not the name of a group."""
    return bool(item_named(without_numbering(words))) and category_named(words) not in CATEGORIES


def heads(words: str, item: str) -> bool:
    """Tell whether words above an item belong to its name: 講師鐘點費 above 外聘.

    Examples
    --------
    >>> heads("講師鐘點費", "外聘"), heads("保險費", "印刷費"), heads("設備及投資", "平板")
    (True, False, False)
    """
    if not item or item_named(item) or category_named(words) in _ACCOUNTS:
        return False
    bare = without_numbering(words)
    return bool(item_named(f"{bare}({item})") or item_named(item + bare))


def numeral_beside(sheet: Sheet, layout: Layout, row: int, words: str) -> str:
    """Return words with the Chinese numeral that stands in a column of its own before them."""
    for column in range(layout.ladder[-1]):
        beside = squeeze(sheet.cell(row, column).text).strip("、.")
        if re.fullmatch(
            r"\(?[一二三四五六七八九十]{1,3}\)?|[壹貳參肆伍陸柒捌玖甲乙丙丁戊]", beside
        ):
            return f"{beside}、{words}"
    return words


@dataclass(slots=True)
class Standing:
    """What has been printed above: headings by depth, and the texts of the ladder's columns.

    ``item`` is what the last line was called, for rows under a merged cell.
    """

    sheet: Sheet
    layout: Layout
    carried: list[str] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    item: str = ""

    def __post_init__(self) -> None:
        self.carried = [""] * len(self.layout.ladder)

    def name(self, row: int) -> tuple[str, bool]:
        """Return what a line is called as printed, and whether this very row says it."""
        texts = ladder_texts(self.sheet, self.layout, row)
        own = self.climb(texts)
        if own is None:
            return self.item, False
        if self.layout.ladder[own] in self.layout.item:
            self.carried[own] = ""
        self.item = texts[own]
        return self.item, True

    def climb(self, texts: list[str]) -> int | None:
        """Take over the headings printed in a row; return the rung of the innermost."""
        filled = [rung for rung, words in enumerate(texts) if words]
        for rung in filled:
            self.carried[rung:] = [texts[rung], *([""] * (len(texts) - rung - 1))]
        return filled[-1] if filled else None

    def under(self, texts: list[str], words: str) -> None:
        """Stand under a heading that has a row of its own; ``words`` carry its numbering."""
        rung = self.climb(texts)
        self.item = words
        if rung is None or self.layout.ladder[rung] != self.layout.ladder[-1]:
            return
        self.carried[rung] = ""
        depth = depth_of(words)
        self.heads = {d: kept for d, kept in self.heads.items() if d < depth}
        self.heads[depth] = words
        if is_category(words):
            self.carried = [""] * len(self.carried)

    def leave(self, printed: str, numbered: str) -> None:
        """Leave the headings that a line cannot stand under.

        A heading with a number ends at the next line numbered alike (三、雜支 behind 二、業務費); one
        that is an item itself (講師鐘點費 above 外聘) ends at the next full item.
        """
        rank = numbering_rank(numbered)
        ended = {
            depth
            for depth, head in self.heads.items()
            if rank <= numbering_rank(head) < UNNUMBERED
            or (depth == UNNUMBERED and names_item(head) and names_item(printed))
        }
        self.heads = {depth: head for depth, head in self.heads.items() if depth not in ended}

    def levels(self, printed: str) -> tuple[str, ...]:
        """Return the headings a line stands under, from the outermost to the innermost."""
        every = (*(self.heads[depth] for depth in sorted(self.heads)), *self.carried)
        return tuple(dict.fromkeys(words for words in every if words and words != printed))

    def close(self, of: str) -> None:
        """Leave the headings that a subtotal names: behind 業務費小計 nothing stands under 業務費."""
        if of:
            self.heads = {depth: words for depth, words in self.heads.items() if of not in words}
            self.carried = ["" if of in words else words for words in self.carried]
