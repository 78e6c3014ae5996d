"""Reading and writing the rows of any table: from raw cells to typed rows, each unreadable cell a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Text, excerpt, text
from plc_budget.tables.cells import Unreadable, tidy
from plc_budget.tables.columns import Column, Record, Table
from plc_budget.tables.grid import Cell, read_grid, write_grid
from plc_budget.tables.rows import Origin

Row = TypeVar("Row")
MOST_RECORDS = 500
"""Most lines or activities a table may have."""


def read_table(data: bytes, table: Table[Row], file: str = "") -> tuple[list[Row], list[Finding]]:
    """Read a table, stage 1: every cell typed, every problem named with its cell.

    Parameters
    ----------
    data : bytes
        A CSV file, UTF-8 (with or without BOM) or CP950.
    table : Table
        Its declaration.
    file : str
        What findings call it; its own name if left out.

    Examples
    --------
    >>> from plc_budget.tables.budget_table import BUDGET_TABLE
    >>> rows, findings = read_table(
    ...     "code,category,item,unit_price,quantity\\nprinting,業務費,印刷費,100元/份,８０".encode(), BUDGET_TABLE)
    >>> rows[0].unit_price, rows[0].unit, rows[0].quantity, findings
    (Decimal('100'), '份', Decimal('80'), [])
    """
    rows, findings = _read(data, table, file or table.file)
    return [*rows], [*findings]


@lru_cache(
    maxsize=8
)  # a save reads the old table and the new one several times: 15 ms of 200 lines
def _read(data: bytes, table: Table[Row], file: str) -> tuple[Sequence[Row], Sequence[Finding]]:
    grid, findings = read_grid(data, file)
    return ([], findings) if findings else read_rows(grid, table, file)


def read_rows(
    grid: list[list[Cell]], table: Table[Row], file: str = ""
) -> tuple[list[Row], list[Finding]]:
    """Read cells, wherever they were typed, as the rows of a table.

    Parameters
    ----------
    grid : list of list of Cell
        The first row names the columns.
    table : Table
        Its declaration.
    file : str
        What findings call the table.
    """
    records, findings = read_records(grid, table.columns, file or table.file)
    if table.is_filled and not records and not findings:
        return [], [_no_line(file or table.file)]
    rows, problems = table.make(table, records)
    return rows, [*findings, *problems]


def write_table(rows: Iterable[Row], table: Table[Row]) -> bytes:
    """Write a table so that Excel opens it right; reading it again gives the same rows."""
    spelled = table.spell(rows) if table.spell else map(table.cells, rows)
    return write_grid(
        [[*table.names], *([texts[name] for name in table.names] for texts in spelled)]
    )


def read_records(
    grid: list[list[Cell]], columns: tuple[Column, ...], file: str
) -> tuple[list[Record], list[Finding]]:
    """Read a grid whose first row that is not blank names the columns.

    Blank rows are passed over.  A cell that cannot be read is a finding, and so is an unknown, a
    missing or a doubled column; then no record is built from a header that cannot be trusted.
    """
    rows = [row for row in grid if any(cell.raw.strip() for cell in row)]
    if not rows:
        return [], [_empty(file, columns)]
    header, body = rows[0], rows[1:]
    findings = [*_header_findings(header, columns, file), *_too_long(body)]
    if findings:
        return [], findings
    letters = {_name(cell): cell.column for cell in header if cell.raw.strip()}
    names = {cell.column: _name(cell) for cell in header if cell.raw.strip()}
    records: list[Record] = []
    for row in body:
        values, raw, problems = _read_row(row, columns, names, letters)
        findings += problems
        records.append(Record(values, raw, Origin(file, row[0].row, letters)))
    return records, findings


def _too_long(body: list[list[Cell]]) -> list[Finding]:
    if len(body) <= MOST_RECORDS:
        return []
    return [
        error(
            "TABLE-SHAPE",
            text(
                "The table has {rows:,} rows; at most {most:,} are read.",
                rows=len(body),
                most=MOST_RECORDS,
            ),
            text("Keep only this plan in it."),
            body[MOST_RECORDS][0].place,
        )
    ]


def _name(cell: Cell) -> str:
    return tidy(cell.raw).lower()


def _read_row(
    row: list[Cell],
    columns: tuple[Column, ...],
    names: Mapping[str, str],
    letters: Mapping[str, str],
) -> tuple[dict[str, Any], dict[str, str], list[Finding]]:
    cells = {names[cell.column]: cell for cell in row if cell.column in names}
    findings = [_outside(cell) for cell in row if cell.raw.strip() and cell.column not in names]
    values: dict[str, Any] = {}
    for column in columns:
        values[column.name], problem = _read_cell(cells.get(column.name), column)
        if problem is not None:
            origin = Origin(row[0].file, row[0].row, letters)
            findings.append(problem(origin.place(column.name)))
    return values, {name: cell.raw for name, cell in cells.items()}, findings


def _read_cell(cell: Cell | None, column: Column) -> tuple[Any, Callable[[Place], Finding] | None]:
    raw = cell.raw if cell is not None else ""
    if not raw.strip():
        return column.default, (lambda place: _missing(column, place)) if column.is_needed else None
    try:
        return column.read(raw), None
    except Unreadable as problem:
        allowed = problem.allowed
        return column.default, lambda place: unreadable(raw, column.name, allowed, place)


def unreadable(raw: str, column: str, allowed: Text, place: Place) -> Finding:
    """Make the finding of a cell that cannot be read."""
    return error(
        "CELL-UNREADABLE",
        text(
            "Read “{raw}” under {column}; it should be {allowed}.",
            raw=short(raw),
            column=column,
            allowed=allowed,
        ),
        text("Type {allowed} in cell {cell}.", allowed=allowed, cell=f"{place.column}{place.row}"),
        place,
    )


def short(raw: str) -> str:
    """Return what was read so that it can stand in a message: printable, and not too long.

    Examples
    --------
    >>> short("印刷費" + chr(0))
    '印刷費�'
    """
    return excerpt(raw, 40)


def _missing(column: Column, place: Place) -> Finding:
    return error(
        "CELL-EMPTY",
        text("Nothing stands under {column}.", column=column.name),
        text("Fill in cell {cell}.", cell=f"{place.column}{place.row}"),
        place,
    )


def _outside(cell: Cell) -> Finding:
    return error(
        "CELL-OUTSIDE",
        text("“{raw}” stands outside the columns of the table.", raw=short(cell.raw)),
        text(
            "Clear cell {cell}; a comma in a text needs quotation marks.",
            cell=f"{cell.column}{cell.row}",
        ),
        cell.place,
    )


def _empty(file: str, columns: tuple[Column, ...]) -> Finding:
    return error(
        "TABLE-EMPTY",
        text("The table is empty."),
        text("Its first row names the columns: {names}.", names=_all_names(columns)),
        Place(file),
    )


def _all_names(columns: tuple[Column, ...]) -> str:
    return ", ".join(column.name for column in columns)


def _header_findings(header: list[Cell], columns: tuple[Column, ...], file: str) -> list[Finding]:
    known = {column.name for column in columns}
    seen = [_name(cell) for cell in header]
    named = [(cell, name) for cell, name in zip(header, seen, strict=True) if name]
    missing = [c.name for c in columns if c.is_needed and c.name not in seen]
    return [
        *(_unknown(cell, columns) for cell, name in named if name not in known),
        *_doubled(named),
        *(_lacking(name, header[0].row, file) for name in missing),
    ]


def _doubled(named: list[tuple[Cell, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for cell, name in named:
        if name in seen:
            yield error(
                "TABLE-COLUMN",
                text("The column {name} stands twice.", name=name),
                text("Remove one of them."),
                cell.place,
            )
        seen.add(name)


def _unknown(cell: Cell, columns: tuple[Column, ...]) -> Finding:
    return error(
        "TABLE-COLUMN",
        text("There is no column “{name}”.", name=short(cell.raw)),
        text("The columns are: {names}.", names=_all_names(columns)),
        cell.place,
    )


def _lacking(name: str, row: int, file: str) -> Finding:
    return error(
        "TABLE-COLUMN",
        text("The column {name} is missing.", name=name),
        text("Add it to the row that names the columns."),
        Place(file, row, field=name),
    )


def _no_line(file: str) -> Finding:
    return error(
        "TABLE-EMPTY",
        text("The table names its columns and has no line."),
        text("Write one row for each line of the budget."),
        Place(file),
    )
