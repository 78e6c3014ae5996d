"""What an activity is to a returned 課程表: what it is known by, how its cells are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from plc_budget.findings import Words
from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.review.differences import TIMETABLE, Difference, Kind
from plc_budget.review.lines import UNCLEAR, PlanTable, Rows, compare_words, make_unreadable
from plc_budget.review.rows import Entry
from plc_budget.review.values import Reading, Said
from plc_budget.sheets.printout import drop_unseen, write_activity, write_speaker
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.tables import TABLES, TimetableRow, clock
from plc_budget.tables.cells import Unreadable, read_day

_DATED = re.compile(r"^(?P<day>\d{2,4}/\d{1,2}/\d{1,2})\s+(?P<activity>.*)$", re.DOTALL)
_NO_KIND = text(
    "No kind of speaker is called so; write one of {kinds}.",
    kinds=Series(tuple(SPEAKER_KINDS.values())),
)
_NO_TIME = text(
    "No time such as 09:40 can be read there; mend it in the file, or type it into the plan."
)
_OUTSIDE = text("Whether it is paid follows from the kind of speaker.")


def _list_rows(plan: Plan) -> dict[str, TimetableRow]:
    return {str(at): row for at, row in enumerate(plan.timetable)}


def make_entry(row: TimetableRow) -> Entry:
    """Return what an activity is known by."""
    holds = (drop_unseen(write_speaker(row)), row.start, row.end)
    return Entry(drop_unseen(write_activity(row)), holds)


def _read_entry(reading: Reading, row: int) -> Entry:
    activity, speaker = (
        drop_unseen(reading.text(row, name).words) for name in ("activity", "speaker")
    )
    times = (reading.minutes(row, name) for name in ("start", "end"))
    number = reading.table.code(row)  # from 1 on paper
    return Entry(activity, (speaker, *times), str(int(number) - 1) if number.isdecimal() else "")


def _paid(row: TimetableRow) -> int:
    """Return the minutes that are printed as counted; none of an activity that is not paid. [min]"""
    return (row.end - row.start if row.paid_minutes is None else row.paid_minutes) * row.is_paid


def _show(row: TimetableRow, name: str) -> str | None:
    shown: dict[str, Callable[[], str]] = {
        "start": lambda: clock(row.start),
        "end": lambda: clock(row.end),
        "activity": lambda: write_activity(row),
        "speaker": lambda: write_speaker(row),
        "speaker_kind": lambda: SPEAKER_KINDS[row.speaker_kind],
        "paid_minutes": lambda: str(_paid(row)),
    }
    if name in shown:
        return shown[name]()
    return str(getattr(row, name)) if TABLES[TIMETABLE].column(name) else None


def _compare_time(name: str) -> Callable[[Rows, int, TimetableRow], Iterator[Difference]]:
    def compare(rows: Rows, row: int, old: TimetableRow) -> Iterator[Difference]:
        said, printed = rows.reading.minutes(row, name), getattr(old, name)
        if said is None:
            cell = rows.reading.table.cell(row, name)
            unread = Said(None, cell.text or cell.formula)
            yield make_unreadable(rows, row, name, clock(printed), unread, _NO_TIME)
        elif said != printed:
            yield rows.differ(row, name, clock(printed), clock(said), {name: said})

    return compare


def _compare_activity(rows: Rows, row: int, old: TimetableRow) -> Iterator[Difference]:
    yield from compare_words(
        rows, row, "activity", write_activity(old), lambda words: _activity(words, old)
    )


def _compare_speaker(rows: Rows, row: int, old: TimetableRow) -> Iterator[Difference]:
    yield from compare_words(
        rows, row, "speaker", write_speaker(old), lambda words: _speaker(words, old)
    )


def _compare_kind(rows: Rows, row: int, old: TimetableRow) -> Iterator[Difference]:
    yield from compare_words(
        rows, row, "speaker_kind", SPEAKER_KINDS[old.speaker_kind], _kind, _NO_KIND
    )


def _kind(words: str) -> dict[str, object]:
    column = TABLES[TIMETABLE].column("speaker_kind")
    try:
        kind = column.read(words) if column else ""
    except Unreadable:
        return {}
    return {"speaker_kind": kind} if kind in SPEAKER_KINDS else {}


def _activity(words: str, old: TimetableRow | None) -> dict[str, object]:
    """Read an activity with its day; without one the day stays as it is."""
    dated = _DATED.match(words)
    try:
        day = read_day(dated["day"]) if dated else None
    except Unreadable:
        day = None
    if dated is None or day is None:
        return {"activity": words.strip()} if words.strip() else {}
    is_same = old is not None and old.day == day
    return {"activity": dated["activity"].strip(), **({} if is_same else {"day": day})}


def _speaker(words: str, old: TimetableRow | None) -> dict[str, object]:
    """Read organisation and name, which stand on two lines; one alone is the name, if there was one."""
    organisation, line_break, speaker = words.rpartition("\n")
    known, name = (old.organisation, old.speaker) if old else ("", "")
    begins = known and words.startswith(known) and words.strip() != name
    if begins and (words.startswith(f"{known}\n") or not line_break):
        organisation, speaker = known, words.removeprefix(known)
    elif line_break and not known and "\n" in name:
        organisation, speaker = "", words
    elif known and not name and not line_break:
        organisation, speaker = words, ""
    return {"organisation": organisation.strip(), "speaker": speaker.strip()}


def _compare_paid(rows: Rows, row: int, old: TimetableRow) -> Iterator[Difference]:
    """Compare the minutes that count with what they would be by the times of the file."""
    said = rows.reading.number(row, "paid_minutes")
    start, end = (rows.reading.minutes(row, name) for name in ("start", "end"))
    length = end - start if start is not None and end is not None else None
    due = (length if old.paid_minutes is None else old.paid_minutes) if old.is_paid else 0
    before = str(_paid(old))
    if said.number is None:  # what keeps our own from being worked out is named where it stands
        if not rows.reading.values.is_own(said.formula):
            yield make_unreadable(rows, row, "paid_minutes", before, said, UNCLEAR)
    elif said.number != due:
        is_taken = old.is_paid and said.number == said.number.to_integral_value()
        values = {"paid_minutes": int(said.number)} if is_taken else None
        remark = NOTHING if is_taken else _OUTSIDE
        yield rows.differ(row, "paid_minutes", before, plain(Decimal(said.number)), values, remark)


def _read_new(rows: Rows, row: int) -> tuple[dict[str, object], Words, str]:
    """Read what a new activity is made of; nothing without times, or where it may be paid."""
    reading = rows.reading
    texts = {name: reading.text(row, name).words for name in ("activity", "speaker")}
    start, end = (reading.minutes(row, name) for name in ("start", "end"))
    kind = _kind(reading.table.cell(row, "speaker_kind").squeezed)
    names = ("start", "end", "activity")
    what = " ".join(reading.table.cell(row, name).text for name in names).strip()
    if start is None or end is None or not texts["activity"] or (texts["speaker"] and not kind):
        return {}, text("Its times, its activity or its kind of speaker cannot be read."), what
    values = {"start": start, "end": end, "speaker_kind": "unpaid", **kind}
    values |= _activity(texts["activity"], None) | _speaker(texts["speaker"], None)
    return values, NOTHING, what


ACTIVITIES = PlanTable(
    TIMETABLE,
    "activity",
    list_rows=_list_rows,
    make_entry=make_entry,
    read_entry=_read_entry,
    name_new=lambda row, _: f"+{row + 1}",
    value=getattr,
    show=_show,
    describe=lambda row: f"{clock(row.start)}-{clock(row.end)} {row.activity}",
    cells={},
    compare={
        "start": _compare_time("start"),
        "end": _compare_time("end"),
        "activity": _compare_activity,
        "speaker": _compare_speaker,
        "speaker_kind": _compare_kind,
        "paid_minutes": _compare_paid,
    },
    read_new=_read_new,
    check_new=lambda _rows, _row: iter(()),
    added=Kind.SLOT_ADDED,
    removed=Kind.SLOT_REMOVED,
    moved=Kind.SLOT_MOVED,
    gone=text("The plan has no such activity any more."),
    ask=text(
        "Say which activity it is, or that it is a new one; until then nothing of it is taken over."
    ),
    empty=text("Nothing stands there. To remove the activity, delete its row."),
)
