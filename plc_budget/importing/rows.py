"""Down the rows under the headings: each becomes a line, a heading, a total, or is named as left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plc_budget.findings import Place
from plc_budget.importing.columns import Layout, Scales, is_figure
from plc_budget.importing.explanations import Figures, read_calculation
from plc_budget.importing.figures import (
    column_with_figure,
    figures_of,
    has_figures,
)
from plc_budget.importing.labels import (
    UNNUMBERED,
    TotalKind,
    TotalLabel,
    is_footnote,
    is_signature,
    numbering_rank,
)
from plc_budget.importing.names import (
    Standing,
    category_of,
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
from plc_budget.importing.products import value_of
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.importing.table import (
    MOST_ENTRIES,
    Entry,
    ForeignLine,
    HeadEntry,
    LineEntry,
    TotalEntry,
    holds_all,
    lines_of,
    whole_if_it_is,
)
from plc_budget.importing.tables import Table
from plc_budget.importing.totals import capitals_below, closing_row, total_at
from plc_budget.spreadsheets.bounds import LONGEST
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet, squeeze

_LABELLED = re.compile(r"^[^:]{2,20}:(?:NT\$|新[台臺]幣|\$)?(?P<number>\d[\d,]*(?:\.\d+)?)元?整?$")
_MONEY = 1_000
"""A number outside the columns is looked at from here on: smaller ones count people or days."""


@dataclass(slots=True)
class Walk:
    """Where the walk through the rows of a table stands; each row is looked at once."""

    table: Table
    scales: Scales
    remarks: Remarks = field(default_factory=Remarks)
    entries: list[Entry] = field(default_factory=list)
    sheet: Sheet = field(init=False)
    layout: Layout = field(init=False)
    standing: Standing = field(init=False)
    unfilled: str = ""
    closing: int = 0
    is_totalled: bool = False
    """Whether the last total of the table has been passed, and lines before it."""
    ended: bool = False

    def __post_init__(self) -> None:
        self.sheet, self.layout = self.table.sheet, self.table.layout
        self.standing = Standing(self.sheet, self.layout)

    def go(self) -> None:
        """Walk to the end of the table, then look below it for an amount in capitals."""
        self.closing = closing_row(self.table)
        for row in self.table.rows:
            if self.sheet.is_blank(row):
                continue
            if self.ended:
                self._look_below(row)
            else:
                self._step(row)

    def _step(self, row: int) -> None:
        if total := total_at(self.sheet, self.layout, row, self.scales, self.remarks):
            self._total(total, row)
        elif has_figures(self.sheet, self.layout, row):
            self._figures(row)
        elif is_signature([cell.text for cell in self.sheet.rows[row]]):
            self.ended = True
        elif self.is_totalled:
            self._look_below(row)
        else:
            self._words(row)

    def _total(self, total: TotalEntry, row: int) -> None:
        last = total.kind > TotalKind.PART and (total.place.row or 0) > self.closing
        if last and self.entries and not isinstance(self.entries[0], TotalEntry):
            self.is_totalled = True
        if total.amount is None and not total.capitals:
            self._left_over(row)
        self.entries.append(total)
        self.standing.close(total.label.of)

    def _figures(self, row: int) -> None:
        place = self._place(row)
        before = Remarks() if self.is_totalled else self.remarks
        beside = [*self._words_beside(row), *self.standing.heads.values(), *self.standing.carried]
        figures = figures_of(self.sheet, self.layout, row, self.scales, before, beside)
        if figures is None:
            self._words(row)
        elif figures.bare and not figures.unit_price and self._is_unfilled(row):
            if any(ladder_texts(self.sheet, self.layout, row)) and not self.is_totalled:
                self.remarks.add(Remark.UNFILLED, place)
        elif (
            not self.layout.amount
            and not figures.quantity
            and len(self.entries) <= MOST_ENTRIES
            and holds_all(whole_if_it_is(figures.unit_price), lines_of(self.entries))
        ):
            self.remarks.forget(Remark.NO_QUANTITY, place)
            label = TotalLabel(TotalKind.SUM, "", "")
            self.entries.append(
                TotalEntry(label, "", whole_if_it_is(figures.unit_price), place=place)
            )
        elif self.is_totalled and figures.bare:
            self._below_total(row, place, figures.unit_price)
        else:
            self._line(row, figures, place)

    def _words_beside(self, row: int) -> list[str]:
        money = {*self.layout.price, *self.layout.amount}
        return [
            cell.text
            for c, cell in enumerate(self.sheet.rows[row])
            if c not in money and cell.text and cell.value is None
        ]

    def _is_unfilled(self, row: int) -> bool:
        """Tell whether nothing but the 0 of a formula is printed, as in an empty form, or 0 for no item."""
        column = column_with_figure(self.sheet, row, self.layout.amount)
        cell = self.sheet.cell(row, -1 if column is None else column)
        return cell.computed or not any(ladder_texts(self.sheet, self.layout, row))

    def _below_total(self, row: int, place: Place, amount: Decimal) -> None:
        last = self.entries[-1]
        if capitals := capitals_below(self.sheet, row):
            self.entries.append(capitals)
        elif isinstance(last, TotalEntry) and last.amount is None and not last.capitals:
            self.entries[-1] = replace(last, amount=whole_if_it_is(amount), place=place)
        elif amount:
            self.remarks.add(Remark.AFTER_TOTAL, place)

    def _line(self, row: int, figures: Figures, place: Place) -> None:
        printed, named = self.standing.name(row)
        if not named:
            self._filled_after_all(printed)
        numbered = numeral_beside(self.sheet, self.layout, row, printed)
        if named:
            self.standing.leave(printed, numbered)
        if figures.bare and (
            taken := read_calculation(figures, note_of(self.sheet, self.layout, row))
        ):
            self.remarks.exchange(Remark.AMOUNT_ONLY, Remark.FROM_NOTE, place)
            figures = taken
        item = self._with_head(item_of(printed))
        line = self._line_of(row, figures, item, printed)
        if not item:
            self.remarks.add(Remark.NO_ITEM, place)
        depth = depth_of(numbered) if named and (figures.bare or is_category(printed)) else None
        has_words = named or bool(note_of(self.sheet, self.layout, row))
        self.entries.append(LineEntry(line, row, figures.bare, has_words, depth))

    def _line_of(self, row: int, figures: Figures, item: str, printed: str) -> ForeignLine:
        levels = self.standing.levels(printed)
        texts = [self.sheet.cell(row, c).text for span in self.layout.factors for c in span]
        prices = [self.sheet.cell(row, c).text for c in self.layout.price]
        note = [figures.why, note_of(self.sheet, self.layout, row), *self._other_words(row)]
        return ForeignLine(
            item,
            figures.unit_price,
            figures.quantity,
            figures.times,
            figures.unit,
            category=category_of(levels, printed),
            note="；".join(dict.fromkeys(words for words in note if words))[:LONGEST],
            amount_printed=None if figures.amount is None else whole_if_it_is(figures.amount),
            quantity_text="×".join(words for words in texts if words),
            price_text="×".join(words for words in prices if words),
            item_text=printed,
            place=self._place(row),
            percent=figures.percent,
            percent_base=figures.percent_base,
            levels=tuple(item_of(words) for words in levels),
        )

    def _other_words(self, row: int) -> Iterator[str]:
        """Yield what stands in columns that are none of the table's, each with its heading."""
        headings = dict(self.layout.others)
        width = max(len(self.sheet.rows[n]) for n in range(self.layout.first, self.layout.last + 1))
        beyond = range(width, len(self.sheet.rows[row]))
        for column in (*headings, *(c for c in beyond if c not in self.layout.used)):
            words = joined(self.sheet.cell(row, column).text)
            if words.strip("-—–"):
                yield f"{headings[column]}：{words}" if headings.get(column) else words

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
        """Return where a line's amount stands, or would stand."""
        column = column_with_figure(self.sheet, row, self.layout.amount)
        spans = self.layout.amount or self.layout.price
        return self.sheet.place(row, spans[0] if column is None else column)

    def _words(self, row: int) -> None:
        """Read a row without figures: the rest of a text, a heading, a remark, or an empty form."""
        texts = ladder_texts(self.sheet, self.layout, row)
        words = next((words for words in reversed(texts) if words), "")
        first = next((cell.text for cell in self.sheet.rows[row] if cell.text), "")
        last = self.entries[-1] if self.entries else None
        if self._is_sum_in_words(row, words or first):
            return
        self._left_over(row)
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

    def _is_sum_in_words(self, row: int, words: str) -> bool:
        """Read 「本案所需：15,125元」 as a total, where the lines above come to it; else it is left over."""
        found = _LABELLED.match(squeeze(words[:60]))
        if found is None or len(self.entries) > MOST_ENTRIES:
            return False
        amount = whole_if_it_is(Decimal(found["number"].replace(",", "")) * self.scales.amount)
        place = self.sheet.place(
            row, next(c for c, cell in enumerate(self.sheet.rows[row]) if cell.text == words)
        )
        if holds_all(amount, lines_of(self.entries)):
            self.entries.append(
                TotalEntry(TotalLabel(TotalKind.SUM, "", ""), words, amount, place=place)
            )
        else:
            self.remarks.add(Remark.LEFT_OVER, place)
        return True

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
        is_told = bool(note_of(self.sheet, self.layout, row)) and not is_category(words)
        is_told = is_told and numbering_rank(numbered) == UNNUMBERED
        if self._is_form(row) or is_told or (names_item(words) and not self._holds(row, numbered)):
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

    def _left_over(self, row: int) -> None:
        """Name what may be an amount and stands in none of the columns."""
        for column, cell in enumerate(self.sheet.rows[row]):
            if is_money(cell):
                self.remarks.add(Remark.LEFT_OVER, self.sheet.place(row, column))

    def _look_below(self, row: int) -> None:
        """Look for an amount in capitals under the table, and for figures that belong to nothing."""
        if capitals := capitals_below(self.sheet, row):
            self.entries.append(capitals)
        else:
            self._left_over(row)


def is_money(cell: ForeignCell) -> bool:
    """Tell whether a cell outside the columns of a table prints what may be an amount."""
    if cell.kind in (Kind.DATE, Kind.PERCENT) or not is_figure(cell):
        return False
    value = value_of(cell)
    return value is not None and (abs(value) >= _MONEY or "元" in cell.text or "$" in cell.text)
