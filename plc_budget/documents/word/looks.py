"""The styles and settings of a .docx."""

from __future__ import annotations

from functools import cache

from plc_budget.documents.styles import FONT, FONT_IN_ENGLISH, HEADINGS, SHAPES, Shape, Style
from plc_budget.documents.word.body import Attributes, part
from plc_budget.sheets.ods.markup import tag

_ALIGNED = {"start": "left", "end": "right", "center": "center", "both": "both"}
_BUILT_IN = (Style.TITLE, Style.HEADING)
_SIZE = 12
_BIG5 = "88"
"""The character set of the font."""
_FONTS = {f"w:{script}": FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")}
_LANGUAGE = {"w:val": "zh-TW", "w:eastAsia": "zh-TW"}
_SINGLE = 240
"""The distance of lines that Word calls single."""
_COMPATIBLE = {
    "w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15",
}  # fmt: skip


@cache
def styles() -> str:
    """Write the styles; 標楷體 for signs of every script."""
    size = "".join(tag(f"w:{name}", {"w:val": 2 * _SIZE}) for name in ("sz", "szCs"))
    letters = tag("w:rFonts", _FONTS) + size + tag("w:lang", _LANGUAGE)
    defaults = tag("w:docDefaults", {}, tag("w:rPrDefault", {}, tag("w:rPr", {}, letters))
                   + tag("w:pPrDefault", {}))  # fmt: skip
    normal = tag("w:style", {"w:type": "paragraph", "w:default": "1", "w:styleId": "Normal"},
                 tag("w:name", {"w:val": "Normal"}) + "<w:qFormat/>")  # fmt: skip
    return part("w:styles", defaults + normal + "".join(map(_style, Style)))


def _style(style: Style) -> str:
    shape = SHAPES[style]
    custom = "" if style in _BUILT_IN else "1"
    return tag("w:style", {"w:type": "paragraph", "w:customStyle": custom, "w:styleId": style}, "".join([
        tag("w:name", {"w:val": shape.name}),
        tag("w:basedOn", {"w:val": "Normal"}),
        "<w:qFormat/>",
        tag("w:pPr", {}, _around(style, shape)),
        tag("w:rPr", {}, _letters(shape)),
    ]))  # fmt: skip


def _around(style: Style, shape: Shape) -> str:
    """Write what is about the paragraph, in the order the standard asks for."""
    em = 20 * shape.size
    first = "w:firstLine" if shape.first >= 0 else "w:hanging"
    indent: Attributes = {"w:left": round(shape.left * em), first: round(abs(shape.first) * em)}
    spacing: Attributes = {"w:before": 20 * shape.before, "w:after": 20 * shape.after,
               "w:line": _SINGLE * shape.line // 100, "w:lineRule": "auto"}  # fmt: skip
    return "".join([
        "<w:keepNext/>" if shape.keeps_next else "",
        "<w:pageBreakBefore/>" if shape.on_new_page else "",
        tag("w:spacing", spacing),
        tag("w:ind", indent),
        tag("w:jc", {"w:val": _ALIGNED[shape.align]}),
        tag("w:outlineLvl", {"w:val": 0}) if style in HEADINGS else "",
    ])  # fmt: skip


def _letters(shape: Shape) -> str:
    return "".join([
        "<w:b/><w:bCs/>" if shape.bold else "",
        tag("w:color", {"w:val": shape.color}) if shape.color else "",
        *(tag(f"w:{name}", {"w:val": 2 * shape.size}) for name in ("sz", "szCs")),
    ])  # fmt: skip


@cache
def settings() -> str:
    """Write the settings: as Word has been since 2013, in Chinese."""
    compatible = tag("w:compat", {}, tag("w:compatSetting", _COMPATIBLE))
    return part("w:settings", compatible + tag("w:themeFontLang", _LANGUAGE))


@cache
def fonts() -> str:
    """Name the font by its English name, too: Word on other systems knows it by that."""
    return part("w:fonts", tag("w:font", {"w:name": FONT}, "".join([
        tag("w:altName", {"w:val": FONT_IN_ENGLISH}),
        tag("w:charset", {"w:val": _BIG5}),
        tag("w:family", {"w:val": "script"}),
        tag("w:pitch", {"w:val": "fixed"}),
    ])))  # fmt: skip
