"""Any cell of any sheet of an exported workbook overwritten, filled or emptied in its XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from plc_budget.spreadsheets.addresses import column_letters, column_number

_NAMES = re.compile(r'<sheet name="([^"]*)"')
_ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"(?P<style> s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
Value = Decimal | str | None


@dataclass(frozen=True)
class Spot:
    """A cell; row and column count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Its name on its sheet."""
        return f"{column_letters(self.column)}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


class Book:
    """The parts of a workbook, to make edited copies of."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        names = _NAMES.findall(self.parts["xl/workbook.xml"].decode())
        self.sheets = {name: f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(names, 1)}

    def edited(self, edits: Mapping[Spot, Value] | Iterable[tuple[Spot, Value]]) -> bytes:
        """Write values into cells; None empties a cell, and a formula goes either way."""
        parts = dict(self.parts)
        for spot, value in dict(edits).items():
            part = self.sheets[spot.sheet]
            parts[part] = _with(parts[part].decode(), spot, value).encode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()


def _with(xml: str, spot: Spot, value: Value) -> str:
    head, mark, rest = xml.partition("<sheetData>")
    body, end, tail = rest.partition("</sheetData>")
    rows = {int(found[1]): found[0] for found in _ROW.finditer(body)}
    number = spot.row + 1
    row = rows.get(number, f'<row r="{number}"></row>')
    if row.endswith("/>"):
        row = row[:-2] + "></row>"
    start, _, inside = row.partition(">")
    cells = {column_number(found[1]): found for found in _CELL.finditer(inside)}
    old = cells.get(spot.column)
    made = {column: found[0] for column, found in cells.items()}
    made[spot.column] = _cell(spot.cell, (old["style"] or "") if old else "", value)
    rows[number] = f"{start}>{''.join(made[column] for column in sorted(made))}</row>"
    return head + mark + "".join(rows[at] for at in sorted(rows)) + end + tail


def _cell(address: str, style: str, value: Value) -> str:
    if value is None:
        return f'<c r="{address}"{style}/>'
    if isinstance(value, str):
        words = escape(value)
        return f'<c r="{address}"{style} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    return f'<c r="{address}"{style}><v>{float(value)!r}</v></c>'
