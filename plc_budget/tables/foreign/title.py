"""What stands above the headings: the title, and what amounts are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plc_budget.findings import Finding, Place, notice, warning
from plc_budget.language import text
from plc_budget.tables.foreign.deciding import Scales
from plc_budget.tables.foreign.headings import heading_of
from plc_budget.tables.foreign.labels import total_label
from plc_budget.tables.foreign.layout import Layout
from plc_budget.tables.foreign.naming import joined
from plc_budget.tables.foreign.scale import Scale, scale_of_note
from plc_budget.tables.foreign.sheet import Sheet, squeeze

_TITLE = re.compile(r"概算|預算|經費|計畫|精算|申請表|估價|明細|表$")
_NO_TITLE = re.compile(
    r"^(?:附件|附表|單位|日期|編號|填表|承辦|製表|計畫期程|執行期間|第\d+頁|中華民國)[^概預]{0,12}$"
)
LONGEST_NOTE = 200
MOST_BESIDE = 3


def title_of(sheet: Sheet, layout: Layout) -> str:
    """Guess the title: the text above the headings that sounds most like one.

    Parameters
    ----------
    sheet, layout
        Where the table stands.
    """
    texts = [joined(words) for _, _, words in _above(sheet, layout)]
    likely = [
        words
        for words in texts
        if len(words) > 2 and not _NO_TITLE.match(squeeze(words)) and not _is_figure(words)
    ]
    alone = next(iter(likely), "") if len(texts) < MOST_BESIDE else ""
    return next((words for words in likely if _TITLE.search(squeeze(words))), alone)


def _is_figure(words: str) -> bool:
    label = total_label(words)
    return label is not None and bool(label.rest)


def _above(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Yield the texts above the headings that stand alone in their row, or nearly so."""
    for row in range(layout.first):
        filled = [
            (row, column, cell.text) for column, cell in enumerate(sheet.rows[row]) if cell.text
        ]
        if len(filled) <= MOST_BESIDE and not any(heading_of(words) for *_, words in filled):
            yield from filled


def scales_of(sheet: Sheet, layout: Layout) -> tuple[Scales, list[Finding]]:
    """Find out what prices and amounts are printed in: headings first, then a note, else 元.

    Parameters
    ----------
    sheet, layout
        Where the table stands.
    """
    noted = _noted(sheet, layout)
    own = layout.price_scale or layout.amount_scale
    price = layout.price_scale or (noted[0] if noted else own)
    amount = layout.amount_scale or (noted[0] if noted else own)
    scales = Scales(price.factor if price else 1, amount.factor if amount else 1)
    place = noted[1] if noted else sheet.place(layout.first)
    words = next((s.words for s in (amount, price) if s and s.factor > 1), "")
    return scales, _said(scales, words, place, noted[0] if noted else None)


def _noted(sheet: Sheet, layout: Layout) -> tuple[Scale, Place] | None:
    """Return the unit note nearest above the columns, else the first below."""
    above = range(min(layout.last, len(sheet.rows) - 1), -1, -1)
    for row in (*above, *range(layout.last + 1, len(sheet.rows))):
        for column, cell in enumerate(sheet.rows[row]):
            if "元" in cell.text or "圓" in cell.text:
                scale = scale_of_note(cell.text[:LONGEST_NOTE])
                if scale:
                    return scale, sheet.place(row, column)
    return None


def _said(scales: Scales, words: str, place: Place, noted: Scale | None) -> list[Finding]:
    said = []
    if max(scales.price, scales.amount) > 1:
        said.append(
            notice(
                "IMPORT-SCALE",
                text("The paper prints “{words}”: prices were multiplied by {price:,}, amounts by {amount:,}.", words=words, price=scales.price, amount=scales.amount),
                text("Compare the total with the paper."),
                place,
            )
        )  # fmt: skip
    if noted and noted.factor not in (scales.price, scales.amount):
        said.append(
            warning(
                "IMPORT-SCALE",
                text("The note “{words}” and the headings name different units; the headings were followed.", words=noted.words),
                text("Compare the total with the paper."),
                place,
            )
        )  # fmt: skip
    return said
