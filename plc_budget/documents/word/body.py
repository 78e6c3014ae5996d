"""The body of a .docx: paragraphs, tables and the page they stand on."""

from __future__ import annotations

import re

from plc_budget.documents.model import Document, Heading, Row, Slot, Table, kept, laid_out
from plc_budget.documents.styles import MARGIN, PAGE, SHAPES, Style
from plc_budget.sheets.ods.markup import DECLARATION, escaped, tag

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BREAKS = re.compile("\r\n|\r|\n")
_KEEPS = {True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}
_FIELD = re.compile(r"\{(\w+)\}")
_LINE: dict[str, str | int] = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "000000"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_ROOM = {"top": 40, "left": 80, "bottom": 40, "right": 80}
"""Between the words of a cell and its lines. [twip]"""
Attributes = dict[str, str | int]
_TO_EDGE = 10
"""From the edge of the paper to header and footer. [mm]"""


def part(root: str, inside: str) -> str:
    """Write a part of the package.

    Parameters
    ----------
    root : str
        The name of its outermost element.
    inside : str
        What is in it.
    """
    return DECLARATION + tag(root, {"xmlns:w": _MAIN, "xmlns:r": _RELATED}, inside)


def twips(millimetres: float) -> int:
    """Return a length as Word counts it: in twentieths of a point.

    Examples
    --------
    >>> twips(210), twips(297)
    (11906, 16838)
    """
    return round(millimetres * 1440 / 25.4)


def paragraph(
    words: str,
    style: Style,
    rest: str = "",
    *,
    has_fields: bool = False,
    keeps: bool | None = None,
    size: int = 0,
) -> str:
    """Write a paragraph.

    Parameters
    ----------
    words : str
        Its text.
    style : Style
        Its look.
    rest : str
        What follows and is not bold.
    has_fields : bool
        Whether ``{PAGE}`` in it stands for the number of the page, and so on.
    keeps : bool, optional
        Whether it stands on the page of what follows; None for as its style has it.
    size : int
        Of its letters, 0 for that of its style. [pt]
    """
    own = "" if keeps in (None, SHAPES[style].keeps_next) else _KEEPS[bool(keeps)]
    look = tag("w:pPr", {}, tag("w:pStyle", {"w:val": style}) + own)
    pieces = _FIELD.split(words) if has_fields else [words]
    letters = tag("w:rPr", {}, _sized(size)) if size not in (0, SHAPES[style].size) else ""
    runs = [_field(piece) if at % 2 else _run(piece, letters) for at, piece in enumerate(pieces)]
    return tag("w:p", {}, look + "".join(runs) + _run(rest, _PLAIN))


def _sized(size: int) -> str:
    return "".join(tag(f"w:{name}", {"w:val": 2 * size}) for name in ("sz", "szCs"))


_PLAIN = f'<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/>{_sized(SHAPES[Style.BODY].size)}</w:rPr>'
"""What follows a heading on its line looks like the text."""


def _run(words: str, look: str = "") -> str:
    if not words:
        return ""
    lines = ["<w:tab/>".join(map(_text, line.split("\t"))) for line in _BREAKS.split(words)]
    return tag("w:r", {}, look + "<w:br/>".join(lines))


def _text(words: str) -> str:
    return tag("w:t", {"xml:space": "preserve"}, escaped(words)) if words else ""


def _field(name: str) -> str:
    return tag("w:fldSimple", {"w:instr": f" {name} "}, _run("1"))


def body_of(document: Document) -> str:
    """Write everything that is on the pages.

    Parameters
    ----------
    document : Document
        The document.
    """
    written = []
    for block, keeps in zip(document.blocks, kept(document.blocks), strict=True):
        if isinstance(block, Table):
            written.append(_table(block))
        else:
            rest = block.rest if isinstance(block, Heading) else ""
            written.append(paragraph(block.text, block.style, rest, keeps=keeps))
    return "".join(written)


def _table(table: Table) -> str:
    widths = [twips(width) for width in table.widths]
    grid = tag("w:tblGrid", {}, "".join(tag("w:gridCol", {"w:w": width}) for width in widths))
    rows = "".join(
        _row(row, slots, widths, table.size)
        for row, slots in zip(table.rows, laid_out(table), strict=True)
    )
    return tag("w:tbl", {}, _properties(table, sum(widths)) + grid + rows)


def _properties(table: Table, width: int) -> str:
    sides = "".join(
        tag(f"w:{side}", {"w:w": room, "w:type": "dxa"}) for side, room in _ROOM.items()
    )
    return tag("w:tblPr", {}, "".join([
        tag("w:tblW", {"w:w": width, "w:type": "dxa"}),
        tag("w:jc", {"w:val": "center"}),
        tag("w:tblBorders", {}, "".join(tag(f"w:{edge}", _LINE) for edge in _EDGES)),
        tag("w:tblLayout", {"w:type": "fixed"}),
        tag("w:tblCellMar", {}, sides),
        tag("w:tblCaption", {"w:val": table.name}),
    ]))  # fmt: skip


def _row(row: Row, slots: list[Slot], widths: list[int], size: int) -> str:
    height: Attributes = {"w:val": twips(row.height), "w:hRule": "atLeast"}
    look = "".join([
        "<w:cantSplit/>",
        tag("w:trHeight", height) if row.height else "",
        "<w:tblHeader/>" if row.is_head else "",
    ])  # fmt: skip
    cells = [_cell(slot, widths, row, size) for slot in slots if _is_leftmost(slot, slots)]
    return tag("w:tr", {}, tag("w:trPr", {}, look) + "".join(cells))


def _is_leftmost(slot: Slot, slots: list[Slot]) -> bool:
    """Whether no place of the same cell stands left of it."""
    return slot.column == 0 or slots[slot.column - 1].cell is not slot.cell


def _cell(slot: Slot, widths: list[int], row: Row, size: int) -> str:
    cell = slot.cell
    width = sum(widths[slot.column : slot.column + cell.columns])
    merge = {"w:val": "restart"} if slot.is_origin else {}
    look = "".join([
        tag("w:tcW", {"w:w": width, "w:type": "dxa"}),
        tag("w:gridSpan", {"w:val": cell.columns}) if cell.columns > 1 else "",
        tag("w:vMerge", merge) if cell.rows > 1 else "",
        tag("w:vAlign", {"w:val": "top" if cell.is_high else "center"}),
    ])  # fmt: skip
    text = cell.text if slot.is_origin else ""
    words = paragraph(text, cell.style, keeps=row.keeps_next or None, size=size)
    return tag("w:tc", {}, tag("w:tcPr", {}, look) + words)


def section(document: Document) -> str:
    """Write what the pages are: A4, with a footer, and a header if there is one.

    Parameters
    ----------
    document : Document
        The document.
    """
    named = [("footer", "footer1"), *([("header", "header1")] if document.header else [])]
    given = [tag(f"w:{kind}Reference", {"w:type": "default", "r:id": name}) for kind, name in named]
    width, height = PAGE
    margin, edge = twips(MARGIN), twips(_TO_EDGE)
    sides = {f"w:{side}": margin for side in ("top", "right", "bottom", "left")}
    return tag("w:sectPr", {}, "".join([
        *given,
        tag("w:pgSz", {"w:w": twips(width), "w:h": twips(height)}),
        tag("w:pgMar", {**sides, "w:header": edge, "w:footer": edge, "w:gutter": 0}),
    ]))  # fmt: skip
