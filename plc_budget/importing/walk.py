"""Down the rows under the headings: each becomes a line, a heading, a total, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plc_budget.findings import Finding, Place
from plc_budget.importing.calculation import calculated
from plc_budget.importing.deciding import Figures, Scales
from plc_budget.importing.entries import Entry, HeadEntry, LineEntry, TotalEntry
from plc_budget.importing.labels import (
    UNNUMBERED,
    TotalKind,
    is_footnote,
    is_signature,
    numbering_rank,
)
from plc_budget.importing.layout import Layout
from plc_budget.importing.lines import Name, line_at, place_of_line
from plc_budget.importing.naming import (
    continues,
    depth_of,
    heads,
    is_category,
    item_named,
    item_of,
    joined,
    ladder_texts,
    names_item,
    note_of,
    numeral_beside,
)
from plc_budget.importing.pricing import figures_of, has_figures
from plc_budget.importing.remarks import Remark, Remarks, second_table
from plc_budget.importing.standing import Standing
from plc_budget.importing.table import whole_if_it_is
from plc_budget.importing.totals_rows import capitals_below, closing_row, total_at
from plc_budget.spreadsheets.sheet import Sheet


@dataclass(slots=True)
class Walk:
    """Where the walk stands; each row is looked at once."""

    sheet: Sheet
    layout: Layout
    scales: Scales
    tables: Mapping[int, Layout] = field(default_factory=dict)
    remarks: Remarks = field(default_factory=Remarks)
    entries: list[Entry] = field(default_factory=list)
    standing: Standing = field(init=False)
    unfilled: str = ""
    closing: int = 0
    is_totalled: bool = False
    """Whether the last total of the table has been passed, and lines before it."""
    ended: bool = False
    notices: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standing = Standing(self.sheet, self.layout)

    def go(self) -> None:
        """Walk to the end of the table, then look below it for an amount in capitals."""
        row = self.layout.last + 1
        self.closing = closing_row(self.sheet, self.layout, self.tables, row)
        while row < len(self.sheet.rows) and not self.ended:
            row = row + 1 if self.sheet.is_blank(row) else self._step(row)
        if not self.notices:
            for below in range(row, len(self.sheet.rows)):
                self._look_below(below)

    def _step(self, row: int) -> int:
        """Read a row; return the next one."""
        if row in self.tables:
            self._headings_again(self.tables[row])
            return self.tables[row].last + 1
        if total := total_at(self.sheet, self.layout, row, self.scales, self.remarks):
            self._total(total)
        elif has_figures(self.sheet, self.layout, row):
            self._figures(row)
        elif is_signature([cell.text for cell in self.sheet.rows[row]]):
            self.ended = True
        elif self.is_totalled:
            self._look_below(row)
        else:
            self._words(row)
        return row + 1

    def _headings_again(self, again: Layout) -> None:
        """Pass headings that are printed again; other headings begin a second table."""
        same = (again.item, again.price, again.amount) == (
            self.layout.item,
            self.layout.price,
            self.layout.amount,
        )
        if not same or self.is_totalled:
            self.ended = True
            self.notices.append(second_table(self.sheet.place(again.first)))
        else:
            self.closing = closing_row(self.sheet, self.layout, self.tables, again.last + 1)

    def _total(self, total: TotalEntry) -> None:
        last = total.kind > TotalKind.PART and (total.place.row or 0) > self.closing
        if last and self.entries and not isinstance(self.entries[0], TotalEntry):
            self.is_totalled = True
        self.entries.append(total)
        self.standing.close(total.label.of)

    def _figures(self, row: int) -> None:
        place = self._place(row)
        before = Remarks() if self.is_totalled else self.remarks
        figures = figures_of(self.sheet, self.layout, row, self.scales, before)
        if figures is None:
            self._words(row)
        elif figures.bare and not figures.unit_price:
            self._zero(row, place)
        elif self.is_totalled and figures.bare:
            self._below_total(row, place, figures.unit_price)
        else:
            self._line(row, figures, place)

    def _zero(self, row: int, place: Place) -> None:
        """Pass a row that prints nothing but 0, as the formulas of an empty form do."""
        self.remarks.forget(Remark.AMOUNT_ONLY, place)
        if any(ladder_texts(self.sheet, self.layout, row)) and not self.is_totalled:
            self.remarks.add(Remark.UNFILLED, place)

    def _below_total(self, row: int, place: Place, amount: Decimal) -> None:
        last = self.entries[-1]
        if capitals := capitals_below(self.sheet, row):
            self.entries.append(capitals)
        elif isinstance(last, TotalEntry) and last.amount is None and not last.capitals:
            self.entries[-1] = replace(last, amount=whole_if_it_is(amount), place=place)
        elif any(ladder_texts(self.sheet, self.layout, row)):
            self.remarks.add(Remark.AFTER_TOTAL, place)

    def _line(self, row: int, figures: Figures, place: Place) -> None:
        printed, named = self.standing.name(row)
        if not named:
            self._filled_after_all(printed)
        numbered = numeral_beside(self.sheet, self.layout, row, printed)
        if named:
            self.standing.leave(printed, numbered)
        figures = self._from_note(row, figures, place) if figures.bare else figures
        item = self._with_head(item_of(printed))
        levels = self.standing.levels(printed)
        line = line_at(self.sheet, self.layout, row, figures, Name(item, printed, levels))
        if not item:
            self.remarks.add(Remark.NO_ITEM, place)
        depth = depth_of(numbered) if named and (figures.bare or is_category(printed)) else None
        self.entries.append(LineEntry(line, row, figures.bare, named, depth))

    def _from_note(self, row: int, figures: Figures, place: Place) -> Figures:
        """Take price and quantity from the calculation under 說明, if it makes the amount."""
        taken = calculated(figures, note_of(self.sheet, self.layout, row))
        if taken is None:
            return figures
        self.remarks.exchange(Remark.AMOUNT_ONLY, Remark.FROM_NOTE, place)
        return taken

    def _filled_after_all(self, item: str) -> None:
        """Take back the remark on the row above: its item goes on in this row."""
        unfilled = self.remarks.cells.get(Remark.UNFILLED, [])
        if unfilled and self.unfilled == item:
            unfilled.pop()
            self.unfilled = ""

    def _with_head(self, item: str) -> str:
        """Join an item with the words above it, where only both together name it."""
        last = self.entries[-1] if self.entries else None
        if isinstance(last, HeadEntry) and last.depth == UNNUMBERED and not item_named(last.words):
            whole = joined(last.words, item)
            if item_named(whole) and not item_named(item):
                self.entries.pop()
                self.standing.heads.pop(UNNUMBERED, None)
                return whole
        above = next(iter(reversed(self.standing.levels(item))), "")
        return f"{item_of(above)}（{item}）" if heads(above, item) else item

    def _place(self, row: int) -> Place:
        return place_of_line(self.sheet, self.layout, row)

    def _words(self, row: int) -> None:
        """Read a row without figures: the rest of a text, a heading, a remark, or an empty form."""
        texts = ladder_texts(self.sheet, self.layout, row)
        words = next((words for words in reversed(texts) if words), "")
        first = next((cell.text for cell in self.sheet.rows[row] if cell.text), "")
        last = self.entries[-1] if self.entries else None
        if is_footnote(words or first):
            return
        if not words:
            self._more_note(row, last)
        elif (
            isinstance(last, LineEntry) and last.row == row - 1 and continues(last.line.item, words)
        ):
            self._more_item(row, words, last)
        else:
            self._heading(row, texts, words)

    def _more_note(self, row: int, last: Entry | None) -> None:
        note = note_of(self.sheet, self.layout, row)
        if note and isinstance(last, LineEntry):
            line = replace(last.line, note=joined(last.line.note, note))
            self.entries[-1] = replace(last, line=line)

    def _more_item(self, row: int, words: str, last: LineEntry) -> None:
        printed = joined(last.line.item_text, words)
        line = replace(last.line, item=joined(last.line.item, words), item_text=printed)
        self.entries[-1] = replace(last, line=line, row=row)
        self.standing.item = printed
        self._more_note(row, self.entries[-1])

    def _heading(self, row: int, texts: list[str], words: str) -> None:
        numbered = numeral_beside(self.sheet, self.layout, row, words)
        if self._is_form(row) or (names_item(words) and not self._holds(row, numbered)):
            self.remarks.add(Remark.UNFILLED, self._place(row))
            self.standing.item = self.unfilled = words
            return
        self.standing.under(texts, numbered)
        self.entries.append(HeadEntry(words, depth_of(numbered)))

    def _holds(self, row: int, words: str) -> bool:
        """Tell whether the name of an item is the heading of the next rows, by its number or theirs."""
        if numbering_rank(words) <= 3:
            return True
        below = (r for r in range(row + 1, len(self.sheet.rows)) if not self.sheet.is_blank(r))
        texts = ladder_texts(self.sheet, self.layout, next(below, row))
        return heads(words, item_of(next((t for t in reversed(texts) if t), "")))

    def _is_form(self, row: int) -> bool:
        """Tell whether a row has a unit or a dash where its figures would stand."""
        spans = (self.layout.price, self.layout.unit, *self.layout.factors, self.layout.amount)
        columns = {column for span in spans for column in span} - set(self.layout.ladder)
        return any(not self.sheet.cell(row, column).is_empty for column in columns)

    def _look_below(self, row: int) -> None:
        """Look for an amount in capitals under the table."""
        if capitals := capitals_below(self.sheet, row):
            self.entries.append(capitals)
