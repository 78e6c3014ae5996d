"""What stands above the headings: the title, and what amounts are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plc_budget.findings import Finding, Place, notice, warning
from plc_budget.importing.amounts import Scale, scale_of_note
from plc_budget.importing.columns import Layout, Scales
from plc_budget.importing.headings import heading_of
from plc_budget.importing.labels import total_label
from plc_budget.importing.names import joined
from plc_budget.language import text
from plc_budget.spreadsheets.sheet import Sheet, squeeze

_TITLE = re.compile(r"概算|預算|經費|計畫|精算|申請表|估價|明細|表$")
_NO_TITLE = re.compile(
    r"^(?:附件|附表|單位|日期|編號|填表|承辦|製表|計畫期程|執行期間|第\d+頁|中華民國)[^概預]{0,12}$"
)
_NAMED = re.compile(r"^(?:計[畫劃]|方案|活動|研習)名稱[:：]?(?P<name>.*)$", re.DOTALL)
_OF_A_SHEET = re.compile(r"\S{4,}(?:經費概算表|經費預算表|概算表|預算表|經費表)$")
_OF_A_PART = re.compile(
    r"^(?:總經費|經費總額|總金額|核定|合計|總計|經費來源)"
    r"|^第[一二三四五六七八九十\d]{1,3}(?:場次?|梯次?|天|日|期|部分)"
    r"|^\(?[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,3}[、.)]\(?經費|^經費(?:概算|預算|需求|編列)表?[:：]"
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
    if named := _named(sheet, layout):
        return named
    texts = [joined(words) for _, _, words in _above(sheet, layout)]
    likely = [words for words in texts if len(words) > 2 and not _is_no_title(words)]
    if of_sheet := next((words for words in likely if _OF_A_SHEET.search(squeeze(words))), ""):
        return of_sheet
    alone = next(iter(likely), "") if len(texts) < MOST_BESIDE else ""
    return next((words for words in likely if _TITLE.search(squeeze(words))), alone)


def _named(sheet: Sheet, layout: Layout) -> str:
    """Return what stands behind 計畫名稱, in its cell or in the one beside it."""
    for row in sheet.rows[: layout.first]:
        filled = [cell.text for cell in row if cell.text]
        for place, words in enumerate(filled):
            if found := _NAMED.match(words.strip()):
                beside = filled[place + 1] if place + 1 < len(filled) else ""
                return joined(found["name"].strip() or beside)
    return ""


def _is_no_title(words: str) -> bool:
    plain = squeeze(words)
    return bool(_NO_TITLE.match(plain) or _OF_A_PART.match(plain)) or _is_figure(words)


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
                text(
                    "The paper prints “{words}”: prices were multiplied by {price:,}, amounts by {amount:,}.",
                    words=words,
                    price=scales.price,
                    amount=scales.amount,
                ),
                text("Compare the total with the paper."),
                place,
            )
        )
    if noted and noted.factor not in (scales.price, scales.amount):
        said.append(
            warning(
                "IMPORT-SCALE",
                text(
                    "The note “{words}” and the headings name different units; the headings were followed.",
                    words=noted.words,
                ),
                text("Compare the total with the paper."),
                place,
            )
        )
    return said
