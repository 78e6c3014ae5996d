"""The body of an .odt: paragraphs, tables, and the styles of these tables."""

from __future__ import annotations

import re

from plc_budget.documents.model import Document, Heading, Row, Slot, Table, kept, laid_out
from plc_budget.documents.styles import SHAPES, Style
from plc_budget.sheets.ods.markup import run, tag

_BREAKS = re.compile("\r\n|\r|\n")
_CELL, _HIGH = "TableCell", "TableCellHigh"
_PLAIN = "Plain"
_PARTED, _KEPT = "Parted", "Kept"
_SIZED = re.compile(r'"[A-Z]\w+-(\d+)"')
Attributes = dict[str, str | int]
_LINE = "0.5pt solid #000000"
_BESIDE, _ABOVE = "1.4mm", "0.7mm"


def body_of(document: Document) -> tuple[str, str]:
    """Write everything that is on the pages.

    Parameters
    ----------
    document : Document
        The document.

    Returns
    -------
    tuple[str, str]
        The styles of its tables, and its text.
    """
    shared = _cell_look(_CELL, "middle") + _cell_look(_HIGH, "top") + _plain_look()
    looks, written = [shared], list[str]()
    for block, keeps in zip(document.blocks, kept(document.blocks), strict=True):
        if isinstance(block, Table):
            name = f"Table{len(looks)}"
            looks.append(_table_looks(block, name))
            written.append(_table(block, name))
        elif isinstance(block, Heading):
            written.append(_heading(block, keeps=keeps))
        else:
            written.append(paragraph(block.text, block.style, keeps=keeps))
    body = "".join(written)
    return "".join(looks) + _varied_looks(body), body


def _varied_looks(body: str) -> str:
    """Write the looks of paragraphs in use that differ from their style in size or in what they keep."""
    sizes = {0, *map(int, _SIZED.findall(body))}
    return "".join(
        _varied_look(style, keeps, size)
        for style in Style
        for keeps in (None, False, True)
        for size in sorted(sizes)
        if (name := _named(style, keeps, size)) != style and f'"{name}"' in body
    )


def _varied_look(style: Style, keeps: bool | None, size: int) -> str:  # noqa: FBT001 - as below
    named = {"style:name": _named(style, keeps, size), "style:family": "paragraph",
             "style:parent-style-name": style}  # fmt: skip
    keep = {"fo:keep-with-next": "" if keeps is None else "always" if keeps else "auto"}
    sizes = dict.fromkeys(("fo:font-size", "style:font-size-asian"), f"{size}pt")
    letters = tag("style:text-properties", sizes) if size else ""
    return tag("style:style", named, tag("style:paragraph-properties", keep) + letters)


def _named(style: Style, keeps: bool | None, size: int = 0) -> str:  # noqa: FBT001 - one of three
    """Name the look of a paragraph: its style, and what is not as that style has it."""
    bound = "" if keeps in (None, SHAPES[style].keeps_next) else _KEPT if keeps else _PARTED
    return f"{style}{bound}{f'-{size}' if size not in (0, SHAPES[style].size) else ''}"


def lines(words: str) -> str:
    """Write text with its line breaks.

    Examples
    --------
    >>> lines("甲校\\n<校長>")
    '甲校<text:line-break/>&lt;校長&gt;'
    """
    return "<text:line-break/>".join(run(line) for line in _BREAKS.split(words))


def paragraph(words: str, style: Style, *, keeps: bool | None = None, size: int = 0) -> str:
    """Write a paragraph.

    Parameters
    ----------
    words : str
        Its text.
    style : Style
        Its look.
    keeps : bool, optional
        Whether it stands on the page of what follows; None for as its style has it.
    size : int
        Of its letters, 0 for that of its style. [pt]
    """
    return tag("text:p", {"text:style-name": _named(style, keeps, size)}, lines(words))


def _heading(heading: Heading, *, keeps: bool) -> str:
    rest = (
        tag("text:span", {"text:style-name": _PLAIN}, lines(heading.rest)) if heading.rest else ""
    )
    style = _named(heading.style, keeps)
    named: Attributes = {"text:style-name": style, "text:outline-level": 1}
    return tag("text:h", named, lines(heading.text) + rest)


def _table(table: Table, name: str) -> str:
    columns = "".join(
        tag("table:table-column", {"table:style-name": f"{name}.{at}"})
        for at in range(len(table.widths))
    )
    rows = [
        (row.is_head, _row(row, slots, name, table.size))
        for row, slots in zip(table.rows, laid_out(table), strict=True)
    ]
    head = "".join(words for is_head, words in rows if is_head)
    rest = "".join(words for is_head, words in rows if not is_head)
    return tag("table:table", {"table:name": name, "table:style-name": name}, "".join([
        tag("table:title", {}, run(table.name)),
        columns,
        tag("table:table-header-rows", {}, head) if head else "",
        rest,
    ]))  # fmt: skip


def _row(row: Row, slots: list[Slot], name: str, size: int) -> str:
    return tag("table:table-row", {"table:style-name": f"{name}.{_row_name(row)}"},
               "".join(_cell(slot, row, size) for slot in slots))  # fmt: skip


def _cell(slot: Slot, row: Row, size: int) -> str:
    if not slot.is_origin:
        return "<table:covered-table-cell/>"
    cell = slot.cell
    wide = cell.columns > 1 or cell.rows > 1
    taken: Attributes = {
        "table:style-name": _HIGH if cell.is_high else _CELL,
        "office:value-type": "string",
        "table:number-columns-spanned": cell.columns if wide else "",
        "table:number-rows-spanned": cell.rows if wide else "",
    }
    words = paragraph(cell.text, cell.style, keeps=row.keeps_next or None, size=size)
    return tag("table:table-cell", taken, words)


def _row_name(row: Row) -> str:
    return f"row{row.height}"


def _table_looks(table: Table, name: str) -> str:
    whole = {"style:width": f"{sum(table.widths)}mm", "table:align": "center",
             "table:border-model": "collapsing"}  # fmt: skip
    looks = [_look(name, "table", tag("style:table-properties", whole))]
    for at, width in enumerate(table.widths):
        column = tag("style:table-column-properties", {"style:column-width": f"{width}mm"})
        looks.append(_look(f"{name}.{at}", "table-column", column))
    for row in {_row_name(row): row for row in table.rows}.values():
        height: Attributes = {"style:min-row-height": f"{row.height}mm" if row.height else "",
                  "fo:keep-together": "always"}  # fmt: skip
        looks.append(_look(f"{name}.{_row_name(row)}", "table-row",
                           tag("style:table-row-properties", height)))  # fmt: skip
    return "".join(looks)


def _look(name: str, family: str, inside: str) -> str:
    return tag("style:style", {"style:name": name, "style:family": family}, inside)


def _cell_look(name: str, align: str) -> str:
    around = {"fo:border": _LINE, "style:vertical-align": align, "fo:padding-left": _BESIDE,
              "fo:padding-right": _BESIDE, "fo:padding-top": _ABOVE, "fo:padding-bottom": _ABOVE}  # fmt: skip
    return _look(name, "table-cell", tag("style:table-cell-properties", around))


def _plain_look() -> str:
    size = f"{SHAPES[Style.BODY].size}pt"
    plain: Attributes = {
        **dict.fromkeys(("fo:font-weight", "style:font-weight-asian"), "normal"),
        **dict.fromkeys(("fo:font-size", "style:font-size-asian"), size),
    }
    return _look(_PLAIN, "text", tag("style:text-properties", plain))
