"""Under which headings a row stands: those in rows of their own, and those in merged cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from plc_budget.importing.labels import UNNUMBERED, numbering_rank
from plc_budget.importing.layout import Layout
from plc_budget.importing.naming import depth_of, is_category, ladder_texts, names_item
from plc_budget.spreadsheets.sheet import Sheet


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
