"""The styles and the page of an .odt."""

from __future__ import annotations

from functools import cache

from plc_budget.documents.model import Document
from plc_budget.documents.odt.body import paragraph
from plc_budget.documents.styles import FONT, HEADINGS, MARGIN, PAGE, SHAPES, Shape, Style
from plc_budget.sheets.ods.markup import tag

_SIZE = 12
_LANGUAGE = {
    "fo:language": "zh", "fo:country": "TW", "style:language-asian": "zh", "style:country-asian": "TW",
}  # fmt: skip
_ALIGNED = {"start": "start", "end": "end", "center": "center", "both": "justify"}
_TO_EDGE = 10
"""From the edge of the paper to header and footer. [mm]"""
_GAP = "2mm"
"""Between the text and what stands above or below it."""
_NUMBER = (
    '第 <text:page-number text:select-page="current">1</text:page-number> 頁／'
    "共 <text:page-count>1</text:page-count> 頁"
)


def fonts() -> str:
    """Name the font."""
    face = {"style:name": FONT, "svg:font-family": FONT, "style:font-family-generic": "script"}
    return tag("office:font-face-decls", {}, tag("style:font-face", face))


@cache
def styles() -> str:
    """Write the styles; 標楷體 for signs of every script."""
    letters = {**_letters(Shape("", _SIZE)), **_LANGUAGE}
    default = tag("style:default-style", {"style:family": "paragraph"},
                  tag("style:text-properties", letters))  # fmt: skip
    standard = tag("style:style", {"style:name": "Standard", "style:family": "paragraph"})
    return tag("office:styles", {}, default + standard + "".join(map(_style, Style)))


def _style(style: Style) -> str:
    shape = SHAPES[style]
    named = {
        "style:name": style, "style:display-name": shape.name, "style:family": "paragraph",
        "style:parent-style-name": "Standard",
        "style:default-outline-level": 1 if style in HEADINGS else "",
    }  # fmt: skip
    around = tag("style:paragraph-properties", _around(shape))
    return tag("style:style", named, around + tag("style:text-properties", _letters(shape)))


def _around(shape: Shape) -> dict[str, str | int]:
    return {
        "fo:text-align": _ALIGNED[shape.align],
        "fo:margin-left": f"{shape.left * shape.size:g}pt",
        "fo:text-indent": f"{shape.first * shape.size:g}pt",
        "fo:margin-top": f"{shape.before}pt",
        "fo:margin-bottom": f"{shape.after}pt",
        "fo:line-height": f"{shape.line}%",
        "fo:keep-with-next": "always" if shape.keeps_next else "",
        "fo:break-before": "page" if shape.on_new_page else "",
    }


def _letters(shape: Shape) -> dict[str, str | int]:
    size, weight = f"{shape.size}pt", "bold" if shape.bold else "normal"
    scripts = ("", "-asian", "-complex")
    return {
        **{f"style:font-name{script}": FONT for script in scripts},
        **{f"{'style' if script else 'fo'}:font-size{script}": size for script in scripts},
        **{f"{'style' if script else 'fo'}:font-weight{script}": weight for script in scripts},
        "fo:color": f"#{shape.color}" if shape.color else "",
    }


def page(document: Document) -> str:
    """Write what the pages are: A4, with a footer, and a header if there is one.

    Parameters
    ----------
    document : Document
        The document.
    """
    width, height = PAGE
    room = {"fo:min-height": f"{MARGIN - _TO_EDGE}mm"}
    above = tag("style:header-footer-properties", {**room, "fo:margin-bottom": _GAP})
    below = tag("style:header-footer-properties", {**room, "fo:margin-top": _GAP})
    paper = {"fo:page-width": f"{width}mm", "fo:page-height": f"{height}mm",
             "style:print-orientation": "portrait",
             "fo:margin-top": f"{_TO_EDGE if document.header else MARGIN}mm",
             "fo:margin-bottom": f"{_TO_EDGE}mm", "fo:margin-left": f"{MARGIN}mm",
             "fo:margin-right": f"{MARGIN}mm"}  # fmt: skip
    layout = tag("style:page-layout", {"style:name": "A4"}, "".join([
        tag("style:page-layout-properties", paper),
        tag("style:header-style", {}, above if document.header else ""),
        tag("style:footer-style", {}, below),
    ]))  # fmt: skip
    number = tag("text:p", {"text:style-name": Style.NUMBER}, _NUMBER)
    footer = number + (paragraph(document.footer, Style.PASSPORT) if document.footer else "")
    header = (
        tag("style:header", {}, paragraph(document.header, Style.DRAFT)) if document.header else ""
    )
    master = tag("style:master-page", {"style:name": "Standard", "style:page-layout-name": "A4"},
                 header + tag("style:footer", {}, footer))  # fmt: skip
    return tag("office:automatic-styles", {}, layout) + tag("office:master-styles", {}, master)
