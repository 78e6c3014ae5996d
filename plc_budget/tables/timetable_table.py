"""``timetable.csv``: one row per activity (課程表的一列)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plc_budget.findings import Finding, error
from plc_budget.language import text
from plc_budget.tables import cells
from plc_budget.tables.columns import Column, Length, Number, OneOf, Record, Table
from plc_budget.tables.rows import SPEAKER_KINDS, SPEAKER_WORDS, TimetableRow

_MINUTES_A_DAY = 24 * 60
_KIND_NAMES = {
    **dict(zip(SPEAKER_WORDS, SPEAKER_KINDS, strict=True)),
    "外聘隸屬": "affiliated",
    "外聘(隸屬)": "affiliated",
    "助理": "assistant",
    "助教": "assistant",
    "專題演講人員": "keynote",
    "專題": "keynote",
    "不支": "unpaid",
    "不支領": "unpaid",
    "不支給": "unpaid",
    "不支鐘點費": "unpaid",
    "無給": "unpaid",
    "免支": "unpaid",
}
_ENDINGS = ("講師", "講座", "講者", "教師", "人員")


def _kind(raw: str) -> str:
    word = "".join(cells.tidy(cells.read_words(raw)).lower().split())
    ending = next((end for end in _ENDINGS if word.endswith(end)), "")
    return _KIND_NAMES.get(word) or _KIND_NAMES.get(word.removesuffix(ending), word)


def kinds_in_words() -> str:
    """Name every kind of speaker, the code and the Chinese word that means it."""
    pairs = zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
    return ", ".join(f"{kind} ({word})" for kind, word in pairs)


def clock(minutes: int) -> str:
    """Write minutes since midnight as a time.

    Examples
    --------
    >>> clock(540), clock(13 * 60)
    ('09:00', '13:00')
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


COLUMNS = (
    Column(
        name="start",
        words=text("start"),
        kind=int,
        read=cells.read_clock,
        write=clock,
        default=(None, 0),
        allow=Number(0, _MINUTES_A_DAY),
        is_needed=True,
        headings="起 開始 開始時間 起始時間 start",
    ),
    Column(
        name="end",
        words=text("end"),
        kind=int,
        read=cells.read_clock,
        write=clock,
        default=(None, 0),
        allow=Number(0, _MINUTES_A_DAY),
        is_needed=True,
        headings="迄 結束 結束時間 end",
    ),
    Column(
        name="activity",
        words=text("activity"),
        allow=Length(1, 300),
        is_needed=True,
        headings="活動內容 課程內容 活動 課程 主題 內容 課程名稱 課程主題 activity",
    ),
    Column(
        name="speaker",
        words=text("speaker"),
        allow=Length(0, 200),
        headings="主講人 講師 講座 主持人 講師姓名 主講人/主持人 speaker",
    ),
    Column(
        name="organisation",
        words=text("organisation"),
        allow=Length(0, 200),
        headings="服務單位 單位 服務學校 學校 organisation",
    ),
    Column(
        name="speaker_kind",
        words=text("kind of speaker"),
        read=_kind,
        default="unpaid",
        allow=OneOf(SPEAKER_KINDS, kinds_in_words()),
        headings="身分 講師身分 speaker_kind",
    ),
    Column(
        name="paid_minutes",
        words=text("paid minutes"),
        kind=int,
        read=cells.read_minutes,
        default=None,
        allow=Number(0, _MINUTES_A_DAY),
        headings="計節分鐘 paid_minutes",
    ),
)


def _make(
    table: Table[TimetableRow], records: Sequence[Record]
) -> tuple[list[TimetableRow], list[Finding]]:
    """Make the rows; a start with a date begins a new day, rows below without one fall on the same."""
    findings: list[Finding] = []
    rows: list[TimetableRow] = []
    day: date | None = None
    for record in records:
        start, end = record.values["start"], record.values["end"]
        day = start[0] or day
        values = {column.attribute: record.values[column.name] for column in table.columns}
        values |= {"start": start[1], "end": end[1], "day": day, "origin": record.origin}
        rows.append(table.row(**values))
        findings += [*_other_day(record, day), *_unsaid_kind(record)]
    return rows, findings


def _other_day(record: Record, day: date | None) -> list[Finding]:
    if record.values["end"][0] in (None, day):
        return []
    return [
        error(
            "TIMETABLE-NIGHT",
            text(
                "“{activity}” ends on another day than it starts.",
                activity=record.values["activity"],
            ),
            text("Give each day rows of its own."),
            record.origin.place("end"),
        )
    ]


def _unsaid_kind(record: Record) -> list[Finding]:
    """Refuse to take a speaker who might be paid for unpaid in silence."""
    if not record.values["speaker"] or record.raw.get("speaker_kind", "").strip():
        return []
    return [
        error(
            "CELL-EMPTY",
            text(
                "The timetable does not say what kind of speaker “{speaker}” is.",
                speaker=record.values["speaker"],
            ),
            text("Write one of these under speaker_kind: {words}.", words=kinds_in_words()),
            record.origin.place("speaker_kind"),
        )
    ]


def _spell(rows: Iterable[TimetableRow]) -> Iterator[dict[str, str]]:
    """Write the rows as cells; the first start of a day has the day before it."""
    day: date | None = None
    for row in rows:
        mark = f"{row.day.isoformat()} " if row.day and row.day != day else ""
        day = row.day or day
        texts = TIMETABLE_TABLE.cells(row)
        yield {**texts, "start": mark + texts["start"]}


TIMETABLE_TABLE: Table[TimetableRow] = Table(
    "timetable", TimetableRow, COLUMNS, _make, spell=_spell
)
