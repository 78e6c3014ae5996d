"""Headers and footers: Excel's codes read, and written as paragraphs with fields."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from plc_budget.sheets.ods.looks import words_style
from plc_budget.sheets.ods.markup import run, tag

_CODE = re.compile(
    r'&(?P<place>[LCR])|&"(?P<font>[^",]*),?(?P<cut>[^"]*)"|&(?P<size>[0-9]+)'
    r"|&K(?P<color>[0-9A-Fa-f]{6})|&(?P<field>[PN])|&(?P<bold>B)|&(?P<sign>&)"
    r"|(?P<line>\n)|(?P<words>[^&\n]+)"
)
_FIELDS = {
    "P": "<text:page-number>1</text:page-number>",
    "N": "<text:page-count>1</text:page-count>",
}
_REGIONS = {"L": "left", "C": "center", "R": "right"}
_USUAL_SIZE = 10
Properties = tuple[tuple[str, Any], ...]
Styles = dict[tuple[Properties, str], str]
"""Looks and families of text to the names of their styles."""


class Piece(NamedTuple):
    """Words or a field of a header or footer, in one look; ``place`` is L, C or R."""

    place: str
    line: int
    look: Properties
    xml: str

    @property
    def size(self) -> int:
        """Size of its letters. [pt]"""
        return int(dict(self.look).get("font_size", _USUAL_SIZE))


@lru_cache(maxsize=256)
def pieces(codes: str) -> tuple[Piece, ...]:
    """Read a header or footer.

    Examples
    --------
    >>> [piece.xml for piece in pieces('&C&10第 &P 頁')]
    ['第<text:s text:c="1"/>', '<text:page-number>1</text:page-number>', '<text:s text:c="1"/>頁']
    """
    found: list[Piece] = []
    place, line, look = "C", 0, dict[str, Any]()
    for code in _CODE.finditer(codes):
        if code["place"]:
            place, line, look = code["place"], 0, {}
        elif code["line"]:
            line += 1
        elif xml := _FIELDS.get(code["field"] or "") or run(code["words"] or code["sign"] or ""):
            found.append(Piece(place, line, tuple(sorted(look.items())), xml))
        else:
            look |= _changed(code)
    return tuple(found)


def _changed(code: re.Match[str]) -> dict[str, Any]:
    if code["font"]:
        return {"font_name": code["font"], "bold": "bold" in code["cut"].lower()}
    if code["size"]:
        return {"font_size": int(code["size"])}
    return {"font_color": f"#{code['color']}"} if code["color"] else {"bold": True}


def height(codes: str) -> float:
    """Return how high a header or footer is without its gap. [pt]"""
    lines: dict[tuple[str, int], int] = {}
    for piece in pieces(codes):
        key = piece.place, piece.line
        lines[key] = max(lines.get(key, 0), piece.size)
    return max((sum(size for (place, _), size in lines.items() if place == one)
                for one in _REGIONS), default=0)  # fmt: skip


def edge(codes: str, styles: Styles) -> str:
    """Write a header or footer; looks of text that are new are added to ``styles``."""
    places: dict[str, list[Piece]] = {}
    for piece in pieces(codes):
        places.setdefault(piece.place, []).append(piece)
    if list(places) == ["C"]:
        return _lines(places["C"], styles)
    return "".join(tag(f"style:region-{region}", {}, _lines(places[place], styles))
                   for place, region in _REGIONS.items() if place in places)  # fmt: skip


def _lines(parts: list[Piece], styles: Styles) -> str:
    lines: list[list[Piece]] = [[] for _ in range(max(part.line for part in parts) + 1)]
    for part in parts:
        lines[part.line].append(part)
    return "".join(_paragraph(line, styles) for line in lines)


def _paragraph(line: list[Piece], styles: Styles) -> str:
    """Write a line in the look of its first piece; only what looks otherwise needs a span."""
    if not line:
        return "<text:p/>"
    usual = line[0].look
    inside = "".join(
        part.xml if part.look == usual
        else tag("text:span", {"text:style-name": _name(part.look, "text", styles)}, part.xml)
        for part in line
    )  # fmt: skip
    return tag("text:p", {"text:style-name": _name(usual, "paragraph", styles)}, inside)


def _name(look: Properties, family: str, styles: Styles) -> str:
    return styles.setdefault((look, family), f"E{len(styles) + 1}")


def text_styles(styles: Styles) -> str:
    """Describe the looks of text."""
    return "".join(
        tag("style:style", {"style:name": name, "style:family": family}, words_style(dict(look)))
        for (look, family), name in styles.items()
    )
