"""``timetable.csv``: one row per activity (課程表的一列)."""

from __future__ import annotations

from datetime import date
from typing import Any

from plc_budget.findings import Finding, error
from plc_budget.language import text
from plc_budget.tables import cells
from plc_budget.tables.grid import Cell, read_grid, write_grid
from plc_budget.tables.rows import SPEAKER_KINDS, SPEAKER_WORDS, TimetableRow
from plc_budget.tables.stage_one import Column, Record, read_records

FILE = "timetable.csv"
_KIND_NAMES = {
    **dict(zip(SPEAKER_WORDS, SPEAKER_KINDS, strict=True)),
    "外聘隸屬": "affiliated", "外聘(隸屬)": "affiliated", "助理": "assistant", "助教": "assistant",
    "專題演講人員": "keynote", "專題": "keynote", "不支": "unpaid", "不支領": "unpaid",
    "不支給": "unpaid", "不支鐘點費": "unpaid", "無給": "unpaid", "免支": "unpaid",
}  # fmt: skip
_ENDINGS = ("講師", "講座", "講者", "教師", "人員")


def _kind(raw: str) -> str:
    word = "".join(cells.tidy(cells.read_words(raw)).lower().split())
    ending = next((end for end in _ENDINGS if word.endswith(end)), "")
    return _KIND_NAMES.get(word) or _KIND_NAMES.get(word.removesuffix(ending), word)


def kinds_in_words() -> str:
    """Name every kind of speaker, the code and the Chinese word that means it."""
    pairs = zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
    return ", ".join(f"{kind} ({word})" for kind, word in pairs)


COLUMNS = (
    Column("start", cells.read_clock, is_needed=True, default=(None, 0)),
    Column("end", cells.read_clock, is_needed=True, default=(None, 0)),
    Column("activity", cells.read_words, is_needed=True, default=""),
    Column("speaker", cells.read_words, default=""),
    Column("organisation", cells.read_words, default=""),
    Column("speaker_kind", _kind, default="unpaid"),
    Column("paid_minutes", cells.read_minutes),
)


def read_timetable_table(data: bytes, file: str = FILE) -> tuple[list[TimetableRow], list[Finding]]:
    """Read the timetable, stage 1.

    A start with a date begins a new day; rows below without one fall on the same day.

    Parameters
    ----------
    data : bytes
        A CSV file, UTF-8 (with or without BOM) or CP950.
    file : str
        Its name, for findings.

    Examples
    --------
    >>> rows, _ = read_timetable_table("start,end,activity\\n9:00,09：40,理念".encode())
    >>> rows[0].start, rows[0].minutes
    (540, 40)
    """
    grid, findings = read_grid(data, file)
    return ([], findings) if findings else timetable_rows(grid, file)


def timetable_rows(
    grid: list[list[Cell]], file: str = FILE
) -> tuple[list[TimetableRow], list[Finding]]:
    """Read cells, wherever they were typed, as the rows of a timetable.

    Parameters
    ----------
    grid : list of list of Cell
        The first row names the columns.
    file : str
        What findings call the table.
    """
    records, findings = read_records(grid, COLUMNS, file)
    rows: list[TimetableRow] = []
    day: date | None = None
    for record in records:
        day = record.values["start"][0] or day
        rows.append(_timetable_row(record, day))
        findings += [*_other_day(record, day), *_unsaid_kind(record)]
    return rows, findings


def _timetable_row(record: Record, day: date | None) -> TimetableRow:
    values: dict[str, Any] = {**record.values, "day": day}
    return TimetableRow(
        **{**values, "start": values["start"][1], "end": values["end"][1]}, origin=record.origin
    )


def _other_day(record: Record, day: date | None) -> list[Finding]:
    if record.values["end"][0] in (None, day):
        return []
    return [
        error(
            "TIMETABLE-NIGHT",
            text("“{activity}” ends on another day than it starts.",
                 activity=record.values["activity"]),
            text("Give each day rows of its own."),
            record.origin.place("end"),
        )
    ]  # fmt: skip


def _unsaid_kind(record: Record) -> list[Finding]:
    """Refuse to take a speaker who might be paid for unpaid in silence."""
    if not record.values["speaker"] or record.raw.get("speaker_kind", "").strip():
        return []
    return [
        error(
            "CELL-EMPTY",
            text("The timetable does not say what kind of speaker “{speaker}” is.",
                 speaker=record.values["speaker"]),
            text("Write one of these under speaker_kind: {words}.", words=kinds_in_words()),
            record.origin.place("speaker_kind"),
        )
    ]  # fmt: skip


def clock(minutes: int) -> str:
    """Write minutes since midnight as a time.

    Examples
    --------
    >>> clock(540), clock(13 * 60)
    ('09:00', '13:00')
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def write_timetable_table(rows: list[TimetableRow]) -> bytes:
    """Write the table so that Excel opens it right; reading it again gives the same rows."""
    lines = [[column.name for column in COLUMNS]]
    day: date | None = None
    for row in rows:
        mark = f"{row.day.isoformat()} " if row.day and row.day != day else ""
        day = row.day or day
        lines.append(
            [mark + raw_cell(row, "start"), *(raw_cell(row, name) for name in lines[0][1:])]
        )
    return write_grid(lines)


def raw_cell(row: TimetableRow, name: str) -> str:
    """Write a field of a row as its cell spells it, without the day.

    Examples
    --------
    >>> raw_cell(TimetableRow(540, 580, "理念"), "end"), raw_cell(TimetableRow(0, 1, "a"), "speaker")
    ('09:40', '')
    """
    value = getattr(row, name)
    if name in ("start", "end"):
        return clock(value)
    return "" if value is None else str(value)


__all__ = ["COLUMNS", "FILE", "SPEAKER_KINDS", "clock", "read_timetable_table",
           "write_timetable_table"]  # fmt: skip
