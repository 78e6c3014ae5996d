"""An independent reader of text documents: paragraphs, tables, header and footer of .docx and .odt.

Nothing here imports plc_budget.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office"))
_STYLE = f"{{{_OASIS}style:1.0}}"
Grid = list[list[str]]
"""The rows of a table; where a cell from above or from the left lies, the place is empty."""


@dataclass(frozen=True)
class Paper:
    """What a reader sees of a document."""

    paragraphs: list[str]
    tables: list[Grid]
    headings: list[str]
    header: str
    footer: str


def read(data: bytes, ending: str) -> Paper:
    """Read a document by its format."""
    parts = parts_of(data)
    return _docx(parts) if ending == ".docx" else _odt(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Unpack a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _docx(parts: dict[str, bytes]) -> Paper:
    body = ET.fromstring(parts["word/document.xml"]).find(f"{_W}body")  # noqa: S314 - our own file
    assert body is not None
    alone = [_docx_words(one) for one in body.findall(f"{_W}p")]
    levels = _docx_outline(parts)
    heads = [_docx_words(one) for one in body.findall(f"{_W}p") if _docx_style(one) in levels]
    tables = [_docx_table(table) for table in body.findall(f"{_W}tbl")]
    return Paper(
        alone,
        tables,
        heads,
        *(_docx_edge(parts, f"word/{name}1.xml") for name in ("header", "footer")),
    )


def _docx_edge(parts: dict[str, bytes], name: str) -> str:
    if name not in parts:
        return ""
    root = ET.fromstring(parts[name])  # noqa: S314 - our own file
    return "\n".join(_docx_words(one) for one in root.iter(f"{_W}p"))


def _docx_outline(parts: dict[str, bytes]) -> set[str]:
    """Return the styles Word's navigation lists: those with an outline level."""
    root = ET.fromstring(parts["word/styles.xml"])  # noqa: S314 - our own file
    named = {one.attrib[f"{_W}styleId"]: one for one in root.findall(f"{_W}style")}
    return {name for name, one in named.items() if one.find(f"{_W}pPr/{_W}outlineLvl") is not None}


def _docx_style(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.attrib[f"{_W}val"]


def _docx_words(element: ET.Element) -> str:
    signs = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    return "".join(
        one.text or "" if one.tag == f"{_W}t" else signs.get(one.tag, "") for one in element.iter()
    )


def _docx_table(table: ET.Element) -> Grid:
    grid: Grid = []
    for row in table.findall(f"{_W}tr"):
        line: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
            beside = 0 if wide is None else int(wide.attrib[f"{_W}val"]) - 1
            line += ["\n".join(_docx_words(one) for one in cell.findall(f"{_W}p")), *[""] * beside]
        grid.append(line)
    return grid


def _odt(parts: dict[str, bytes]) -> Paper:
    body = ET.fromstring(parts["content.xml"]).find(f"{_OFFICE}body/{_OFFICE}text")  # noqa: S314
    master = ET.fromstring(parts["styles.xml"]).find(f"{_OFFICE}master-styles/{_STYLE}master-page")  # noqa: S314
    assert body is not None
    assert master is not None
    alone = [_odt_words(one) for one in body if one.tag in (f"{_TEXT}p", f"{_TEXT}h")]
    heads = [_odt_words(one) for one in body.findall(f"{_TEXT}h")]
    tables = [_odt_table(table) for table in body.findall(f"{_TABLE}table")]
    return Paper(
        alone,
        tables,
        heads,
        *(_odt_edge(master.find(f"{_STYLE}{name}")) for name in ("header", "footer")),
    )


def _odt_edge(edge: ET.Element | None) -> str:
    return "" if edge is None else "\n".join(_odt_words(one) for one in edge.iter(f"{_TEXT}p"))


def _odt_words(element: ET.Element) -> str:
    return "".join(_odt_pieces(element))


def _odt_pieces(element: ET.Element) -> Iterator[str]:
    if element.tag == f"{_TEXT}s":
        yield " " * int(element.attrib.get(f"{_TEXT}c", "1"))
    yield {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}.get(element.tag, element.text or "")
    for child in element:
        yield from _odt_pieces(child)
        yield child.tail or ""


def _odt_table(table: ET.Element) -> Grid:
    cells = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
    return [
        [
            "\n".join(_odt_words(one) for one in cell.findall(f"{_TEXT}p"))
            for cell in row
            if cell.tag in cells
        ]
        for row in table.iter(f"{_TABLE}table-row")
    ]
