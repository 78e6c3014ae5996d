"""Papers for the tests: one description, written as CSV, as a workbook and as OpenDocument.

The writers are independent of the readers: XlsxWriter, and a zip of hand-written XML.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from plc_budget.findings import Finding
from plc_budget.importing import ForeignTable, read_foreign_bytes

REAL_TABLES = Path(__file__).parent / "importing_tables.json"
"""Three tables found in the field, as transcribed from their papers."""


@dataclass(frozen=True)
class Formula:
    """A formula and the result stored with it; None if no program has computed it."""

    words: str
    result: Decimal | None = None


@dataclass(frozen=True)
class Shown:
    """A number with the format a spreadsheet shows it in: ``0.00%``, ``0"節"``."""

    number: Decimal
    form: str
    words: str


Value = str | int | Decimal | Formula | Shown | None
Row = list[Value]


@dataclass(frozen=True)
class Paper:
    """Rows of cells, and the cells that are merged: first row, first column, last row, last column."""

    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    sheet: str = "經費概算表"

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(len(row) for row in self.rows)


def as_csv(paper: Paper, encoding: str = "utf-8-sig", separator: str = ",") -> bytes:
    """Write a paper as CSV; merged cells are empty but the first, as spreadsheets save them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows([[_in_csv(value) for value in row] for row in paper.rows])
    return buffer.getvalue().encode(encoding, errors="replace")


def _in_csv(value: Value) -> str:
    if isinstance(value, Formula):
        return "" if value.result is None else str(value.result)
    return value.words if isinstance(value, Shown) else "" if value is None else str(value)


def as_xlsx(*papers: Paper) -> bytes:
    """Write papers as the sheets of a workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for paper in papers:
        sheet = book.add_worksheet(paper.sheet)
        for first_row, first, last_row, last in paper.merged:
            sheet.merge_range(first_row, first, last_row, last, "")
        for number, row in enumerate(paper.rows):
            for column, value in enumerate(row):
                _put(book, sheet, number, column, value)
    book.close()
    return buffer.getvalue()


def _put(book: Any, sheet: Any, row: int, column: int, value: Value) -> None:  # noqa: ANN401 - XlsxWriter has no types
    if isinstance(value, Formula):
        result = "" if value.result is None else float(value.result)
        sheet.write_formula(row, column, value.words, None, result)
    elif isinstance(value, Shown):
        sheet.write_number(
            row, column, float(value.number), book.add_format({"num_format": value.form})
        )
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value))
    elif value is not None:
        sheet.write_string(row, column, value)


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(*papers: Paper) -> bytes:
    """Write papers as the tables of an OpenDocument spreadsheet."""
    tables = "".join(
        f"<table:table table:name={quoteattr(paper.sheet)}>{_rows(paper)}</table:table>"
        for paper in papers
    )
    return ods_of(tables)


def ods_of(tables: str) -> bytes:
    """Pack the XML of tables as an OpenDocument spreadsheet."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": _KIND.encode(), "content.xml": content.encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    """Zip parts, the first one stored and the others deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rows(paper: Paper) -> str:
    heads = {
        (row, column): (last_row - row + 1, last - column + 1)
        for row, column, last_row, last in paper.merged
    }
    covered = {
        (r, c)
        for row, column, last_row, last in paper.merged
        for r in range(row, last_row + 1)
        for c in range(column, last + 1)
    } - heads.keys()
    return "".join(
        "<table:table-row>"
        + "".join(
            "<table:covered-table-cell/>"
            if (r, c) in covered
            else _cell(row[c] if c < len(row) else None, heads.get((r, c)))
            for c in range(paper.width)
        )
        + "</table:table-row>"
        for r, row in enumerate(paper.rows)
    )


def _cell(value: Value, span: tuple[int, int] | None) -> str:
    spans = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
        if span
        else ""
    )
    typed, shown = _typed(value)
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.splitlines())
    return f"<table:table-cell{spans}{typed}>{words}</table:table-cell>"


def _typed(value: Value) -> tuple[str, str]:
    if isinstance(value, Formula):
        typed, shown = _typed(value.result)
        return f" table:formula={quoteattr('of:' + value.words)}{typed}", shown
    if isinstance(value, Shown):
        kind = "percentage" if "%" in value.form else "float"
        return f' office:value-type="{kind}" office:value="{value.number}"', value.words
    if isinstance(value, int | Decimal):
        return f' office:value-type="float" office:value="{value}"', f"{value:,}"
    return (' office:value-type="string"', value) if value else ("", "")


WRITERS: dict[str, Callable[[Paper], tuple[str, bytes]]] = {
    "csv": lambda paper: ("old.csv", as_csv(paper)),
    "big5": lambda paper: ("old.csv", as_csv(paper, "cp950")),
    "tabs": lambda paper: ("old.txt", as_csv(paper, "utf-16", "\t")),
    "xlsx": lambda paper: ("old.xlsx", as_xlsx(paper)),
    "ods": lambda paper: ("old.ods", as_ods(paper)),
}


def imported(paper: Paper, form: str = "xlsx") -> tuple[ForeignTable, list[Finding]]:
    """Write a paper in a form and read it back."""
    name, data = WRITERS[form](paper)
    table, findings = read_foreign_bytes(data, name)
    assert table is not None, [str(f.message.render("en")) for f in findings]
    return table, findings


def codes(findings: list[Finding]) -> list[str]:
    """Name the findings that ask for something."""
    return [f.code for f in findings if f.severity != "notice"]


def real_tables() -> dict[str, dict[str, Any]]:
    """Return the three tables found in the field, by their id."""
    return {
        table["id"]: table
        for table in json.loads(REAL_TABLES.read_text(encoding="utf-8"), parse_float=Decimal)
    }
