"""A document written as .docx: python-docx does it, and what it has no word for is set in its elements."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from plc_budget.documents.model import Document, Heading, Table, find_kept, lay_out
from plc_budget.documents.styles import FONT, HEADINGS, MARGIN, PAGE, SHAPES, Shape, Style

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for, not even escaped."""
_KEPT_STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid")
"""Of python-docx's template; the others would only fill the list a planner chooses from."""
_BUILT_IN = (Style.TITLE, Style.HEADING)
_ROOM = {"top": 40, "left": 80, "bottom": 40, "right": 80}
"""Between the words of a cell and its lines. [twip]"""
_SIZE = 12
"""Of the letters, unless a style says otherwise. [pt]"""
_LANGUAGE = {"val": "zh-TW", "eastAsia": "zh-TW"}
_TO_EDGE = 10
"""From the edge of the paper to header and footer. [mm]"""
_WORD_2013 = "15"
_FOOTER = re.compile(r"\{(\w+)\}").split("第 {PAGE} 頁／共 {NUMPAGES} 頁")
"""Words, and between them the fields Word fills in."""


def write_docx(document: Document) -> bytes:
    """Write a document for Word.

    Parameters
    ----------
    document : Document
        What is on its pages.

    Returns
    -------
    bytes
        A .docx file.
    """
    import docx

    made = docx.Document()
    _set_up(made)
    _define_styles(made)
    _lay_out_page(made, document)
    for block, keeps in zip(document.blocks, find_kept(document.blocks), strict=True):
        if isinstance(block, Table):
            _add_table(made, block)
        else:
            paragraph = made.add_paragraph()
            _write(paragraph, block.text, block.style, keeps=keeps)
            if isinstance(block, Heading) and block.rest:
                _write_rest(paragraph, block.rest)
    _describe(made, document)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _set_up(made: Docx) -> None:
    """Make it Word's of 2013 and after, in Chinese, and rid it of the template's own look."""
    for setting in _all(made.settings.element, "w:compatSetting"):
        if "compatibilityMode" in setting.attrib.values():
            _set(setting, val=_WORD_2013)
    _set(*_all(made.settings.element, "w:themeFontLang"), **_LANGUAGE)
    for style in [*made.styles]:
        if style.name not in _KEPT_STYLES:
            style.delete()
    for key, relation in [*made.part.rels.items()]:
        if relation.reltype.endswith("/stylesWithEffects"):  # Word 2010's copy of these styles
            made.part.drop_rel(key)
    (defaults,) = _all(made.styles.element, "w:docDefaults")
    for spacing in _all(defaults, "w:spacing"):
        spacing.getparent().remove(spacing)
    (fonts,) = _all(defaults, "w:rFonts")
    fonts.attrib.clear()
    _set(fonts, ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    _set(*_all(defaults, "w:lang"), **_LANGUAGE)
    for size in [*_all(defaults, "w:sz"), *_all(defaults, "w:szCs")]:
        _set(size, val=2 * _SIZE)


def _define_styles(made: Docx) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    for style, shape in SHAPES.items():
        new: Any = made.styles.add_style(
            shape.name, WD_STYLE_TYPE.PARAGRAPH, builtin=style in _BUILT_IN
        )
        new.style_id, new.base_style, new.quick_style = style.value, made.styles["Normal"], True
        _shape(new, shape)
        if style in HEADINGS:
            new.element.get_or_add_pPr().append(_element("w:outlineLvl", val=0))
    sides = [_element(f"w:{side}", w=room, type="dxa") for side, room in _ROOM.items()]
    grid = made.styles["Table Grid"].element
    for margins in _all(grid, "w:tblCellMar"):
        margins.getparent().remove(margins)
    for look in _all(grid, "w:tblPr"):
        look.append(_element("w:tblCellMar", *sides))


def _shape(style: ParagraphStyle, shape: Shape) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    letters, around, em = style.font, style.paragraph_format, shape.size
    letters.size = Pt(shape.size)
    if shape.bold:
        letters.bold = True
    if shape.color:
        letters.color.rgb = RGBColor.from_string(shape.color)
    around.alignment = {
        "start": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "end": WD_ALIGN_PARAGRAPH.RIGHT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[shape.align]
    around.left_indent, around.first_line_indent = Pt(shape.left * em), Pt(shape.first * em)
    around.space_before, around.space_after = Pt(shape.before), Pt(shape.after)
    around.line_spacing = shape.line / 100
    around.keep_with_next = shape.keeps_next or None
    around.page_break_before = shape.on_new_page or None


def _lay_out_page(made: Docx, document: Document) -> None:
    """Set the paper to A4, number its pages, and mark a draft."""
    from docx.shared import Mm

    page = made.sections[0]
    page.page_width, page.page_height = map(Mm, PAGE)
    page.top_margin = page.right_margin = page.bottom_margin = page.left_margin = Mm(MARGIN)
    page.header_distance = page.footer_distance = Mm(_TO_EDGE)
    number = page.footer.paragraphs[0]
    _write(number, "", Style.NUMBER)
    for at, piece in enumerate(_FOOTER):
        run = number.add_run("1" if at % 2 else piece)
        if at % 2:
            field = _element("w:fldSimple", instr=f" {piece} ")
            run.font.element.addprevious(field)
            field.append(run.font.element)
    if document.footer:
        _write(page.footer.add_paragraph(), document.footer, Style.PASSPORT)
    if document.header:
        _write(page.header.paragraphs[0], document.header, Style.DRAFT)


def _write(
    paragraph: Paragraph, words: str, style: Style, *, keeps: bool | None = None, size: int = 0
) -> None:
    """Fill a paragraph; ``keeps`` is None and ``size`` 0 where both are those of its style."""
    from docx.shared import Pt

    shape = SHAPES[style]
    body: Any = paragraph.paragraph_format.element
    body.style = style.value  # its id; python-docx looks long for a style by its name
    if keeps not in (None, shape.keeps_next):
        paragraph.paragraph_format.keep_with_next = keeps
    if words:
        run = paragraph.add_run(_clean(words))
        if size not in (0, shape.size):
            run.font.size = Pt(size)


def _write_rest(paragraph: Paragraph, words: str) -> None:
    """Write what follows a heading on its line; it looks like the text."""
    from docx.shared import Pt

    run = paragraph.add_run(_clean(words))
    run.bold, run.font.size = False, Pt(SHAPES[Style.BODY].size)


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def _add_table(made: Docx, table: Table) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    new = made.add_table(len(table.rows), len(table.widths), "Table Grid")
    new.alignment, new.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    grid = [row.cells for row in new.rows]
    slots = [slot for row in lay_out(table) for slot in row]
    rows = [row for row in table.rows for _ in table.widths]
    for cell, slot, row in zip((one for cells in grid for one in cells), slots, rows, strict=True):
        cell.width = Mm(table.widths[slot.column])
        cell.vertical_alignment = (
            WD_ALIGN_VERTICAL.TOP if slot.cell.is_high else WD_ALIGN_VERTICAL.CENTER
        )
        words = slot.cell.text if slot.is_origin else ""
        keeps = row.keeps_next or None
        _write(cell.paragraphs[0], words, slot.cell.style, keeps=keeps, size=table.size)
    for line, row in zip(new.rows, table.rows, strict=True):
        first = line.cells[0].paragraphs[0].paragraph_format.element.getparent()
        look = first.getparent().get_or_add_trPr()
        look.append(_element("w:cantSplit"))
        if row.is_head:
            look.append(_element("w:tblHeader"))
        if row.height:
            line.height, line.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for at, slot in enumerate(slots):
        if slot.is_origin and (slot.cell.columns > 1 or slot.cell.rows > 1):
            top, left = divmod(at, len(table.widths))
            last = grid[top + slot.cell.rows - 1][left + slot.cell.columns - 1]
            grid[top][left].merge(last)
    whole: Any = made.element.body.tbl_lst[-1]
    for column, width in zip(whole.tblGrid.gridCol_lst, table.widths, strict=True):
        column.w = Mm(width)
    whole.tblPr.append(_element("w:tblCaption", val=table.name))


def _describe(made: Docx, document: Document) -> None:
    """Say what the document is; its day is the plan's, never the one it is written on."""
    about = made.core_properties
    about.title, about.subject = _clean(document.title), _clean(document.subject)
    about.author = about.last_modified_by = _clean(document.author)
    about.language, about.comments = _LANGUAGE["val"], ""
    day = document.day
    about.created = about.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - python-docx takes none with a zone


def _element(name: str, *inside: Any, **attributes: object) -> Any:  # noqa: ANN401 - elements of lxml
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    _set(made, **attributes)
    made.extend(inside)
    return made


def _set(element: Any, **attributes: object) -> None:  # noqa: ANN401 - an element of lxml
    from docx.oxml.ns import qn

    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))


def _all(element: Any, name: str) -> list[Any]:  # noqa: ANN401 - elements of lxml
    from docx.oxml.ns import qn

    return [*element.iter(qn(name))]
