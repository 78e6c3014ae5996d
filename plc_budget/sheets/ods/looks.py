"""How cells look: the formats of XlsxWriter as styles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plc_budget.sheets.ods.markup import tag
from plc_budget.sheets.ods.numbers import GENERAL, TEXT, number_style

BORDER = "0.74pt solid #000000"
"""A thin line, as wide as that of a workbook."""
_INDENT = 18
"""One step of indenting: three blanks of 12 points. [pt]"""
_VERTICAL = {"vcenter": "middle", "top": "top"}
_HORIZONTAL = {"center": "center", "right": "end", "left": "start"}
_KNOWN = frozenset({
    "font_name", "font_size", "font_color", "bold", "align", "valign", "border", "text_wrap",
    "indent", "bg_color", "num_format", "locked", "quote_prefix",
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A format: the name of its style, and XlsxWriter's words for how it looks."""

    name: str
    properties: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse what would be silently left out."""
        if unknown := self.properties.keys() - _KNOWN:
            raise ValueError(f"no property of our sheets: {sorted(unknown)}")

    @property
    def number(self) -> str:
        """The number format; of text that must stay text, the one for text."""
        return (
            TEXT if self.properties.get("quote_prefix") else self.properties.get("num_format", "")
        )


PLAIN = Look("Default", {})
"""Of a cell that was given none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A look that cells take on while their value fulfils a condition."""

    condition: str
    name: str
    origin: str

    def xml(self) -> str:
        """Write it for the end of a style."""
        return tag("style:map", {"style:condition": self.condition,
                                 "style:apply-style-name": self.name,
                                 "style:base-cell-address": self.origin})  # fmt: skip


def number_styles(looks: Iterable[Look]) -> tuple[str, dict[str, str]]:
    """Describe the number formats of looks, and name the style of each."""
    codes = dict.fromkeys(look.number for look in looks if look.number not in GENERAL)
    names = {code: f"N{number}" for number, code in enumerate(codes, start=100)}
    return "".join(number_style(name, code) for code, name in names.items()), names


def cell_style(look: Look, numbers: Mapping[str, str], name: str = "", mark: Mark | None = None
               ) -> str:  # fmt: skip
    """Describe a look as a style of cells; with a mark under a name of its own."""
    number = numbers.get(look.number, "")
    return _described(tuple(look.properties.items()), name or look.name, number, mark)


@lru_cache(maxsize=1024)
def _described(
    items: tuple[tuple[str, Any], ...], name: str, number: str, mark: Mark | None
) -> str:
    properties = dict(items)
    inside = f"{_cell(properties)}{_paragraph(properties)}{words_style(properties)}"
    return tag("style:style", {
        "style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default",
        "style:data-style-name": number,
    }, inside + (mark.xml() if mark else ""))  # fmt: skip


def mark_style(look: Look, name: str) -> str:
    """Describe a look that lies over another: only what it names changes."""
    inside = f"{_tint(look.properties)}{words_style(look.properties)}"
    return tag("style:style", {"style:name": name, "style:family": "table-cell",
                               "style:parent-style-name": "Default"}, inside)  # fmt: skip


def _tint(properties: Mapping[str, Any]) -> str:
    color = properties.get("bg_color", "").lower()
    return tag("style:table-cell-properties", {"fo:background-color": color}) if color else ""


def _cell(properties: Mapping[str, Any]) -> str:
    return tag("style:table-cell-properties", {
        "fo:background-color": properties.get("bg_color", "").lower(),
        "style:cell-protect": "protected" if properties.get("locked", True) else "none",
        "style:text-align-source": "fix" if _alignment(properties) else "value-type",
        "style:repeat-content": "false",
        "fo:wrap-option": "wrap" if properties.get("text_wrap") else "no-wrap",
        "fo:border": BORDER if properties.get("border") else "none",
        "style:vertical-align": _VERTICAL.get(properties.get("valign", ""), "bottom"),
    })  # fmt: skip


def _alignment(properties: Mapping[str, Any]) -> str:
    return _HORIZONTAL.get(properties.get("align", ""), "start" if properties.get("indent") else "")


def _paragraph(properties: Mapping[str, Any]) -> str:
    """Describe a paragraph; in a cell of several lines none begins with a closing mark (避頭尾)."""
    alignment, is_wrapped = _alignment(properties), properties.get("text_wrap")
    if not (alignment or is_wrapped):
        return ""
    indent = f"{_INDENT * properties.get('indent', 0)}pt" if alignment else ""
    return tag("style:paragraph-properties", {
        "fo:text-align": alignment, "fo:margin-left": indent,
        "style:line-break": "strict" if is_wrapped else "",
    })  # fmt: skip


def words_style(properties: Mapping[str, Any]) -> str:
    """Describe font, size, weight and colour, for Latin and for Chinese signs alike."""
    font = str(properties.get("font_name", ""))
    size = f"{properties['font_size']:g}pt" if "font_size" in properties else ""
    weight = "bold" if properties.get("bold") else ""
    given = {
        "fo:color": properties.get("font_color", "").lower(),
        "style:font-name": font, "fo:font-size": size, "fo:font-weight": weight,
        "style:font-name-asian": font, "style:font-size-asian": size,
        "style:font-weight-asian": weight,
    }  # fmt: skip
    return tag("style:text-properties", given) if any(given.values()) else ""


def font_faces(names: Iterable[str]) -> str:
    """Declare fonts: a name only, no font is in the file."""
    faces = "".join(tag("style:font-face", {"style:name": name, "svg:font-family": name,
                                            "style:font-family-generic": "script"})
                    for name in names)  # fmt: skip
    return tag("office:font-face-decls", {}, faces)
