"""The rows of a returned 課程表 beside those of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.review.budget import FORMULA, UNCLEAR
from plc_budget.review.differences import TIMETABLE, Change, Difference, Kind
from plc_budget.review.history import describe_activity, entry, paid_of
from plc_budget.review.rows import Entry, in_step, match_rows
from plc_budget.review.values import Reading
from plc_budget.sheets.printout import printed_activity, printed_speaker, squeezed
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.tables import TimetableRow
from plc_budget.tables.cells import Unreadable, read_day
from plc_budget.tables.timetable_table import clock

_DATED = re.compile(r"^(?P<day>\d{2,4}/\d{1,2}/\d{1,2})\s+(?P<activity>.*)$", re.DOTALL)
_KINDS = {zh: kind for kind, zh in SPEAKER_KINDS.items()}
_NO_KIND = text(
    "No kind of speaker is called so; write one of {kinds}.", kinds=Series(tuple(_KINDS))
)
_NO_TIME = text(
    "No time such as 09:40 can be read there; mend it in the file, or type it into the plan."
)
_NO_ACTIVITY = text("Nothing stands there. To remove the activity, delete its row.")
_OUTSIDE = text("Whether it is paid follows from the kind of speaker.")


@dataclass(frozen=True)
class Slots:
    """The rows of a returned timetable and the activities they are."""

    reading: Reading
    plan: Plan
    pairs: Mapping[int, int]
    asked: Mapping[int, tuple[int, ...]]

    def name(self, row: int) -> str:
        """Name the activity of a row: its number in the plan, or ``+row`` of the file if it is new."""
        return str(self.pairs[row]) if row in self.pairs else f"+{row + 1}"


def read_slots(
    reading: Reading, plan: Plan, said: Mapping[int, str], *, is_printed: bool = True
) -> Slots:
    """Find out which row is which activity; see :func:`plc_budget.review.budget.read_lines`.

    The hidden numbers of the rows count only beside the plan as it was printed.
    """
    rows = reading.table.rows
    numbers = {str(at): at for at in range(len(plan.timetable))}
    answers = {
        rows.index(row - 1): numbers.get(code)
        for row, code in said.items()
        if row - 1 in rows and (not code or code in numbers)
    }
    mine = [
        Entry(
            squeezed(reading.text(row, "activity").words),
            (
                squeezed(reading.text(row, "speaker").words),
                reading.minutes(row, "start"),
                reading.minutes(row, "end"),
            ),
            reading.table.code(row) if is_printed else "",
        )
        for row in rows
    ]
    lines = [replace(entry(row), code=str(at)) for at, row in enumerate(plan.timetable, start=1)]
    found = match_rows(mine, lines, answers)
    return Slots(
        reading,
        plan,
        {rows[at]: one for at, one in found.pairs.items()},
        {rows[at]: some for at, some in found.asked.items()},
    )


def slot_differences(slots: Slots) -> Iterator[Difference]:
    """Name every difference of the timetable, row by row, then the activities that are gone."""
    steady = in_step([slots.pairs[row] for row in sorted(slots.pairs)])
    above = (
        ""  # only a row that stayed: what is put behind it is in its place, whatever is left out
    )
    for row in slots.reading.table.rows:
        if row in slots.asked:
            yield _question(slots, row)
            continue
        if row in slots.pairs:
            if slots.pairs[row] not in steady:
                yield _moved(slots, row, above)
            yield from _of_row(slots, row, slots.plan.timetable[slots.pairs[row]])
        else:
            yield _added(slots, row, above)
        above = slots.name(row) if slots.pairs.get(row) in steady else above
    possible = {one for some in slots.asked.values() for one in some}
    for at, one in enumerate(slots.plan.timetable):
        if at not in {*slots.pairs.values()} | possible:
            yield Difference(
                Kind.SLOT_REMOVED,
                f"{TIMETABLE}:{at + 1}",
                one.activity,
                str(at),
                "",
                describe_activity(one),
                "",
                Change(TIMETABLE, str(at), is_gone=True),
            )


def _question(slots: Slots, row: int) -> Difference:
    activity = slots.reading.text(row, "activity").words
    named = "、".join(slots.plan.timetable[one].activity for one in slots.asked[row])
    return Difference(
        Kind.QUESTION,
        slots.reading.at(row, "activity"),
        activity,
        before=named,
        after=activity,
        choices=tuple(str(one) for one in slots.asked[row]),
        remark=text(
            "Say which activity it is, or that it is a new one; until then nothing of it is taken over."
        ),
    )


def _moved(slots: Slots, row: int, above: str) -> Difference:
    at = slots.pairs[row]
    one = slots.plan.timetable[at]
    return Difference(
        Kind.SLOT_MOVED,
        slots.reading.at(row, "minutes"),
        one.activity,
        str(at),
        "",
        str(at + 1),
        str(slots.reading.table.rows.index(row) + 1),
        Change(TIMETABLE, str(at), is_moved=True, after=above),
    )


def _of_row(slots: Slots, row: int, one: TimetableRow) -> Iterator[Difference]:
    name, reading = slots.name(row), slots.reading
    for kind, field, printed in ((Kind.START, "start", one.start), (Kind.END, "end", one.end)):
        said = reading.minutes(row, field)
        if said != printed:
            yield _time(slots, row, kind, said, one)
    yield from _texts(slots, row, one)
    label = reading.text(row, "speaker_kind").words
    if (
        "speaker_kind" in reading.table.columns
        and squeezed(label) != SPEAKER_KINDS[one.speaker_kind]
    ):
        known = _KINDS.get(squeezed(label))
        change = Change(TIMETABLE, name, {"speaker_kind": known}) if known else None
        yield Difference(
            Kind.SPEAKER_KIND,
            reading.at(row, "speaker_kind"),
            one.activity,
            name,
            "speaker_kind",
            SPEAKER_KINDS[one.speaker_kind],
            label,
            change,
            NOTHING if change else _NO_KIND,
        )
    yield from _paid(slots, row, one)


def _time(slots: Slots, row: int, kind: Kind, said: int | None, one: TimetableRow) -> Difference:
    field = str(kind)
    printed = one.start if kind is Kind.START else one.end
    cell, name = slots.reading.at(row, field), slots.name(row)
    if said is None:
        words = (
            slots.reading.table.cell(row, field).text
            or slots.reading.table.cell(row, field).formula
        )
        return Difference(
            Kind.UNREADABLE, cell, one.activity, name, field, clock(printed), words, remark=_NO_TIME
        )
    change = Change(TIMETABLE, name, {field: said})
    return Difference(kind, cell, one.activity, name, field, clock(printed), clock(said), change)


def _texts(slots: Slots, row: int, one: TimetableRow) -> Iterator[Difference]:
    reading, name = slots.reading, slots.name(row)
    activity, speaker = reading.text(row, "activity"), reading.text(row, "speaker")
    if squeezed(activity.words) != squeezed(printed_activity(one)) or activity.formula:
        values = _activity(activity.words, one)
        change = Change(TIMETABLE, name, values) if values and not activity.formula else None
        remark = FORMULA if activity.formula else NOTHING if change else _NO_ACTIVITY
        yield Difference(
            Kind.ACTIVITY,
            reading.at(row, "activity"),
            one.activity,
            name,
            "activity",
            printed_activity(one),
            activity.words,
            change,
            remark,
        )
    if "speaker" not in reading.table.columns:
        return
    if squeezed(speaker.words) != squeezed(printed_speaker(one)) or speaker.formula:
        change = None if speaker.formula else Change(TIMETABLE, name, _speaker(speaker.words, one))
        yield Difference(
            Kind.SPEAKER,
            reading.at(row, "speaker"),
            one.activity,
            name,
            "speaker",
            printed_speaker(one),
            speaker.words,
            change,
            NOTHING if change else FORMULA,
        )


def _activity(words: str, one: TimetableRow | None) -> dict[str, object]:
    """Read an activity with its day; without one the day stays as it is."""
    dated = _DATED.match(words)
    if dated is None:
        return {"activity": words.strip()} if words.strip() else {}
    try:
        day = read_day(dated["day"])
    except Unreadable:
        return {"activity": words.strip()}
    is_same = one is not None and one.day == day
    return {"activity": dated["activity"].strip(), **({} if is_same else {"day": day})}


def _speaker(words: str, one: TimetableRow | None) -> dict[str, object]:
    """Read organisation and name, which stand on two lines; one alone is the name, if there was one."""
    organisation, line_break, speaker = words.rpartition("\n")
    known, name = (one.organisation, one.speaker) if one else ("", "")
    begins = known and words.startswith(known) and words.strip() != name
    if begins and (words.startswith(f"{known}\n") or not line_break):
        organisation, speaker = known, words.removeprefix(known)
    elif line_break and not known and "\n" in name:
        organisation, speaker = "", words
    elif known and not name and not line_break:
        organisation, speaker = words, ""
    return {"organisation": organisation.strip(), "speaker": speaker.strip()}


def _paid(slots: Slots, row: int, one: TimetableRow) -> Iterator[Difference]:
    reading, name = slots.reading, slots.name(row)
    if "paid_minutes" not in reading.table.columns:
        return
    said, cell = reading.number(row, "paid_minutes"), reading.at(row, "paid_minutes")
    start, end = reading.minutes(row, "start"), reading.minutes(row, "end")
    length = end - start if start is not None and end is not None else None
    due = length if one.paid_minutes is None else one.paid_minutes
    due = due if one.is_paid else 0
    before = str(paid_of(one))
    if said.number is None and reading.values.is_own(said.formula):
        return  # what keeps it from being worked out is named where it stands
    if said.number is None:
        yield Difference(
            Kind.UNREADABLE,
            cell,
            one.activity,
            name,
            "paid_minutes",
            before,
            said.words,
            remark=UNCLEAR,
        )
    elif said.number != due:
        whole = said.number == said.number.to_integral_value() and one.is_paid
        change = Change(TIMETABLE, name, {"paid_minutes": int(said.number)}) if whole else None
        yield Difference(
            Kind.PAID_MINUTES,
            cell,
            one.activity,
            name,
            "paid_minutes",
            before,
            plain(said.number),
            change,
            NOTHING if change else _OUTSIDE,
        )


def _added(slots: Slots, row: int, above: str) -> Difference:
    reading = slots.reading
    activity = reading.text(row, "activity")
    start, end = reading.minutes(row, "start"), reading.minutes(row, "end")
    kind = _KINDS.get(reading.table.cell(row, "speaker_kind").squeezed, "")
    speaker = reading.text(row, "speaker").words
    what = " ".join(
        reading.table.cell(row, name).text for name in ("start", "end", "activity")
    ).strip()
    values: dict[str, object] = {}
    if start is not None and end is not None and activity.words and (kind or not speaker):
        values = {
            "start": start,
            "end": end,
            **_activity(activity.words, None),
            **_speaker(speaker, None),
            "speaker_kind": kind or "unpaid",
        }
    remark = (
        NOTHING
        if values
        else text("Its times, its activity or its kind of speaker cannot be read.")
    )
    change = (
        Change(TIMETABLE, slots.name(row), values, is_new=True, after=above) if values else None
    )
    return Difference(
        Kind.SLOT_ADDED,
        reading.at(row, "activity"),
        activity.words,
        slots.name(row),
        "",
        "",
        what,
        change,
        remark,
    )
