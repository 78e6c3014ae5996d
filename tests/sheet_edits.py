"""Cells of an exported workbook overwritten in its XML: quick, and nothing else is touched."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from plc_budget.review.differences import Kind

SHEETS = {"經費概算表": "xl/worksheets/sheet1.xml", "課程表與節數": "xl/worksheets/sheet2.xml"}


@dataclass(frozen=True)
class Edit:
    """A cell, what is typed into it, and what that is."""

    sheet: str
    cell: str
    value: Decimal | str
    kind: Kind


def patched(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Overwrite cells; their looks stay, a formula in them goes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for one in edits:
        part = SHEETS[one.sheet]
        parts[part] = _with(parts[part].decode(), one).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part_data in parts.items():
            archive.writestr(name, part_data)
    return buffer.getvalue()


def _with(xml: str, one: Edit) -> str:
    cell = re.compile(rf'<c r="{one.cell}"(?P<style> s="\d+")?[^>]*?(?:/>|>.*?</c>)')
    assert len(cell.findall(xml)) == 1, one.cell
    if isinstance(one.value, str):
        words = f' t="inlineStr"><is><t xml:space="preserve">{escape(one.value)}</t></is></c>'
    else:
        words = f"><v>{float(one.value)!r}</v></c>"
    return cell.sub(lambda old: f'<c r="{one.cell}"{old["style"] or ""}{words}', xml)
