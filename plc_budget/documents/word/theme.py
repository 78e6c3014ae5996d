"""The theme Word expects in every file: black on white, one font, no effects."""

from __future__ import annotations

from functools import cache

from plc_budget.documents.styles import FONT
from plc_budget.sheets.ods.markup import DECLARATION, tag

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAME = "plc-budget"
_COLORS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_THRICE = 3
"""Of each kind of fill, line and effect a theme has to name so many."""


@cache
def theme() -> str:
    """Write the theme; no style of ours looks at it."""
    colors = "".join(tag(f"a:{name}", {}, tag("a:srgbClr", {"val": color}))
                     for name, color in _COLORS.items())  # fmt: skip
    elements = "".join([
        tag("a:clrScheme", {"name": _NAME}, colors),
        tag("a:fontScheme", {"name": _NAME}, _fonts("major") + _fonts("minor")),
        tag("a:fmtScheme", {"name": _NAME}, _formats()),
    ])  # fmt: skip
    around = {"xmlns:a": _DRAWING, "name": _NAME}
    return DECLARATION + tag("a:theme", around, tag("a:themeElements", {}, elements))


def _fonts(kind: str) -> str:
    faces = [f'<a:latin typeface="{FONT}"/>', f'<a:ea typeface="{FONT}"/>', '<a:cs typeface=""/>']
    return tag(f"a:{kind}Font", {}, "".join(faces))


def _formats() -> str:
    fill = tag("a:solidFill", {}, tag("a:schemeClr", {"val": "phClr"}))
    effect = tag("a:effectStyle", {}, "<a:effectLst/>")
    return "".join([
        tag("a:fillStyleLst", {}, fill * _THRICE),
        tag("a:lnStyleLst", {}, tag("a:ln", {"w": 6350}, fill) * _THRICE),
        tag("a:effectStyleLst", {}, effect * _THRICE),
        tag("a:bgFillStyleLst", {}, fill * _THRICE),
    ])  # fmt: skip
