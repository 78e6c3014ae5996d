"""An independent reader of .ods for the tests: what stands in each cell and how the sheet is set.

It follows the standard, not our writer: repeated cells, styles by name, values by type.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    name: f"{{{_OASIS}{space}:1.0}}"
    for name, space in {
        "table": "table", "office": "office", "style": "style", "text": "text",
        "number": "datastyle", "fo": "xsl-fo-compatible", "draw": "drawing", "chart": "chart",
        "svg": "svg-compatible",
    }.items()
}  # fmt: skip
Value = str | float
MOST_ROWS = 5_000
"""Other programs fill a sheet to its last row; nothing of ours is as far down."""
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)S")


@dataclass
class Table:
    """One sheet; cells are named as Excel does."""

    name: str
    attributes: dict[str, str]
    values: dict[str, Value] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    validated: dict[str, str] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)
    widths: list[float | None] = field(default_factory=list)
    heights: list[float | None] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


@dataclass
class Document:
    """The parts of a document and its sheets."""

    parts: Mapping[str, ET.Element]
    tables: dict[str, Table]
    styles: Mapping[str, ET.Element]

    def property(self, style: str, name: str) -> str:
        """Return a property of a style, such as ``style:cell-protect``, or nothing."""
        found = self.styles.get(style)
        kinds = [] if found is None else list(found)
        return next((kind.get(full(name), "") for kind in kinds if kind.get(full(name))), "")


def full(name: str) -> str:
    """Write ``table:name`` as ElementTree does."""
    prefix, _, local = name.partition(":")
    return NAMES[prefix] + local


def read(data: bytes) -> Document:
    """Read a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: ET.fromstring(archive.read(name))  # noqa: S314 - our own file
                 for name in archive.namelist() if name.endswith(".xml")}  # fmt: skip
    styles = {style.get(full("style:name"), ""): style
              for part in (parts["styles.xml"], parts["content.xml"])
              for style in part.iter(full("style:style"))}  # fmt: skip
    document = Document(parts, {}, styles)
    sheets = parts["content.xml"].find(f".//{full('office:spreadsheet')}")
    assert sheets is not None
    for element in sheets.findall(full("table:table")):
        table = _table(element, document)
        document.tables[table.name] = table
    return document


def _table(element: ET.Element, document: Document) -> Table:
    table = Table(element.get(full("table:name"), ""), dict(element.attrib))
    for column in element.iter(full("table:table-column")):
        width = document.property(column.get(full("table:style-name"), ""), "style:column-width")
        table.widths += [_points(width)] * int(column.get(full("table:number-columns-repeated"), 1))
    for child in element:
        is_header = child.tag == full("table:table-header-rows")
        for row in child if is_header else [child]:
            if row.tag == full("table:table-row"):
                _row(row, table, document, is_header=is_header)
    return table


def _points(length: str) -> float | None:
    """Read a length in points; LibreOffice writes inches. [pt]"""
    if not length:
        return None
    if length.endswith("in"):
        return float(length.removesuffix("in")) * 72
    return float(length.removesuffix("pt"))


def _row(row: ET.Element, table: Table, document: Document, *, is_header: bool) -> None:
    number = len(table.heights) + 1
    style = row.get(full("table:style-name"), "")
    optimal = document.property(style, "style:use-optimal-row-height") == "true"
    height = document.property(style, "style:row-height")
    times = int(row.get(full("table:number-rows-repeated"), 1))
    table.heights += [None if optimal else _points(height)] * min(times, MOST_ROWS)
    if is_header:
        table.repeated.append(number)
    if document.property(style, "fo:break-before") == "page":
        table.breaks.append(number)
    column = 0
    for cell in row:
        column += 1
        _cell(cell, table, f"{get_column_letter(column)}{number}", (column, number))
        column += int(cell.get(full("table:number-columns-repeated"), 1)) - 1


def _cell(cell: ET.Element, table: Table, name: str, place: tuple[int, int]) -> None:
    for attribute, found in (("table:style-name", table.styles), ("table:formula", table.formulas),
                             ("table:content-validation-name", table.validated)):  # fmt: skip
        if value := cell.get(full(attribute)):
            found[name] = value
    told = "\n".join(words(part) for part in cell if part.tag == full("text:p"))
    across = int(cell.get(full("table:number-columns-spanned"), 1))
    down = int(cell.get(full("table:number-rows-spanned"), 1))
    if across * down > 1:
        last = f"{get_column_letter(place[0] + across - 1)}{place[1] + down - 1}"
        table.merged.add(f"{name}:{last}")
    kind = cell.get(full("office:value-type"))
    if kind:
        assert cell.tag == full("table:table-cell"), "a covered cell holds nothing"
        table.values[name], table.shown[name] = _value(cell, kind, told), told


def _value(cell: ET.Element, kind: str, words: str) -> Value:
    if kind == "string":
        return cell.get(full("office:string-value"), words)
    if kind == "time":
        found = _TIME.fullmatch(cell.get(full("office:time-value"), ""))
        assert found is not None
        hours, minutes, seconds = map(int, found.groups())
        return (hours * 3600 + minutes * 60 + seconds) / 86_400
    assert kind in ("float", "percentage")
    return float(cell.get(full("office:value"), ""))


def words(element: ET.Element) -> str:
    """Return the text of a paragraph, its blanks and tabs counted out."""
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == full("text:s"):
            yield " " * int(child.get(full("text:c"), 1))
        elif child.tag == full("text:tab"):
            yield "\t"
        else:
            yield from _pieces(child)
        yield child.tail or ""


_REFERENCE = re.compile(
    r"\[(?P<sheet>\$[^.\]]+)?\.(?P<first>[^:\]]+)(?::\.(?P<last>[^\]]+))?\]|(?P<separator>;)"
)


def excel_formula(formula: str) -> str:
    """Turn a formula of OpenFormula into one of Excel, to be compared."""
    assert formula.startswith("of:=")
    texts = re.split(r'("(?:[^"]|"")*")', formula.removeprefix("of:"))
    return "".join(part if part.startswith('"') else _REFERENCE.sub(_excel, part) for part in texts)


def _excel(found: re.Match[str]) -> str:
    if found["separator"]:
        return ","
    sheet = f"{found['sheet'][1:]}!" if found["sheet"] else ""
    last = f":{found['last']}" if found["last"] else ""
    return f"{sheet}{found['first']}{last}"
