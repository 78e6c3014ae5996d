"""Pages: paper, margins and scale, with header and footer."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.sheets.ods.edges import Styles, edge, height
from plc_budget.sheets.ods.markup import tag

_A4 = ("21cm", "29.7cm")
_EDGE = 0.3
"""From the rim of the paper to the header and the footer, as in a workbook. [inch]"""
_POINTS = 72
_LEAST_GAP = 0.04
"""Between header or footer and the table where the margin has no room for more. [inch]"""


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet is printed; margins are left, right, top, bottom. [inch]"""

    wide: bool = False
    across: int = 0
    down: int = 0
    margins: tuple[float, float, float, float] = (0.7, 0.7, 0.75, 0.75)
    centered: bool = False
    header: str = ""
    footer: str = ""


def page_layout(page: Page, name: str) -> str:
    """Describe paper, margins and scale as a style of that name."""
    width, tall = _A4[::-1] if page.wide else _A4
    left, right, top, bottom = page.margins
    properties = tag("style:page-layout-properties", {
        "fo:page-width": width, "fo:page-height": tall,
        "style:print-orientation": "landscape" if page.wide else "portrait",
        "fo:margin-top": _inch(min(top, _EDGE) if page.header else top),
        "fo:margin-bottom": _inch(min(bottom, _EDGE) if page.footer else bottom),
        "fo:margin-left": _inch(left), "fo:margin-right": _inch(right),
        "style:first-page-number": "continue",
        "style:print": "charts drawings objects zero-values",
        "style:scale-to-X": page.across or "", "style:scale-to-Y": page.down or "",
        "style:table-centering": "horizontal" if page.centered else "none",
        "style:writing-mode": "lr-tb",
    })  # fmt: skip
    header = _room("header", page.header, top, "bottom")
    footer = _room("footer", page.footer, bottom, "top")
    return tag("style:page-layout", {"style:name": name}, properties + header + footer)


def master_page(page: Page, name: str, layout: str, styles: Styles) -> str:
    """Describe header and footer; looks of text that are new are added to ``styles``."""
    inside = "".join(
        tag(
            f"style:{what}",
            {} if codes else {"style:display": "false"},
            edge(codes, styles),
        )
        for what, codes in (("header", page.header), ("footer", page.footer))
    )
    names = {"style:name": name, "style:page-layout-name": layout}
    return tag("style:master-page", names, inside)


def _room(what: str, codes: str, margin: float, towards: str) -> str:
    """Give a header or footer what is left of the margin, its text at the rim."""
    if not codes:
        return ""
    room = max(margin - _EDGE, 0)
    gap = max(room - height(codes) / _POINTS, _LEAST_GAP)
    inside = tag("style:header-footer-properties", {
        "fo:min-height": _inch(room), "fo:margin-left": "0in", "fo:margin-right": "0in",
        f"fo:margin-{towards}": _inch(gap),
    })  # fmt: skip
    return tag(f"style:{what}-style", {}, inside)


def _inch(length: float) -> str:
    return f"{length:.4f}".rstrip("0").rstrip(".") + "in"
