"""The rows of a returned 課程表 beside those of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import TIMETABLE, Change, Difference, Kind
from plc_budget.returning.comparing.fields import FOLLOWS, FORMULA, UNCLEAR
from plc_budget.returning.comparing.matching import Entry, in_step, matched
from plc_budget.returning.comparing.tracing import described_activity, entry, paid_of
from plc_budget.returning.reading.sight import Sight
from plc_budget.sheets.printout import printed_activity, printed_speaker, squeezed
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.tables import TimetableRow
from plc_budget.tables.cells import Unreadable, read_clock, read_day
from plc_budget.tables.timetable_table import clock

_DAY = 24 * 60
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

    sight: Sight
    plan: Plan
    pairs: Mapping[int, int]
    asked: Mapping[int, tuple[int, ...]]

    def name(self, row: int) -> str:
        """Name the activity of a row: its number in the plan, or ``+row`` of the file if it is new."""
        return str(self.pairs[row]) if row in self.pairs else f"+{row + 1}"


def read_slots(sight: Sight, plan: Plan, said: Mapping[int, str]) -> Slots:
    """Find out which row is which activity; see :func:`plc_budget.returning.comparing.lines.read_lines`."""
    rows = sight.table.rows
    numbers = {str(at): at for at in range(len(plan.timetable))}
    answers = {rows.index(row - 1): numbers.get(code)
               for row, code in said.items() if row - 1 in rows and (not code or code in numbers)}  # fmt: skip
    mine = [Entry(squeezed(sight.text(row, "activity").words),
                  (squeezed(sight.text(row, "speaker").words), minutes(sight, row, "start"),
                   minutes(sight, row, "end"))) for row in rows]  # fmt: skip
    found = matched(mine, [entry(row) for row in plan.timetable], answers)
    return Slots(sight, plan, {rows[at]: one for at, one in found.pairs.items()},
                 {rows[at]: some for at, some in found.asked.items()})  # fmt: skip


def minutes(sight: Sight, row: int, field: str) -> int | None:
    """Read the time of a cell as minutes since midnight, typed as a time or as text. [min]"""
    cell = sight.cell(row, field)
    if not cell.formula and cell.value is None:
        try:
            return read_clock(cell.text)[1] if cell.text else None
        except Unreadable:
            return None
    number = sight.number(row, field).number if cell.formula else cell.value
    if number is None or not 0 <= number <= 1:
        return None
    return int((number * _DAY).to_integral_value())


def slot_differences(slots: Slots) -> Iterator[Difference]:
    """Name every difference of the timetable, row by row, then the activities that are gone."""
    steady = in_step([slots.pairs[row] for row in sorted(slots.pairs)])
    above = (
        ""  # only a row that stayed: what is put behind it is in its place, whatever is left out
    )
    for row in slots.sight.table.rows:
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
            yield Difference(Kind.SLOT_REMOVED, f"{TIMETABLE}:{at + 1}", one.activity, str(at), "",
                             described_activity(one), "", Change(TIMETABLE, str(at), is_gone=True))  # fmt: skip


def _question(slots: Slots, row: int) -> Difference:
    activity = slots.sight.text(row, "activity").words
    named = "、".join(slots.plan.timetable[one].activity for one in slots.asked[row])
    return Difference(Kind.QUESTION, slots.sight.table.at(row, "activity"), activity, before=named,
                      after=activity, choices=tuple(str(one) for one in slots.asked[row]),
                      remark=text("Say which activity it is, or that it is a new one; until then nothing of it is taken over."))  # fmt: skip


def _moved(slots: Slots, row: int, above: str) -> Difference:
    at = slots.pairs[row]
    one = slots.plan.timetable[at]
    return Difference(
        Kind.SLOT_MOVED, slots.sight.table.at(row, "minutes"), one.activity, str(at), "",
        str(at + 1),
        str(slots.sight.table.rows.index(row) + 1),
        Change(TIMETABLE, str(at), is_moved=True, after=above),
    )  # fmt: skip


def _of_row(slots: Slots, row: int, one: TimetableRow) -> Iterator[Difference]:
    name, sight = slots.name(row), slots.sight
    for kind, field, printed in ((Kind.START, "start", one.start), (Kind.END, "end", one.end)):
        said = minutes(sight, row, field)
        if said != printed:
            yield _time(slots, row, kind, said, one)
    yield from _texts(slots, row, one)
    label = sight.text(row, "speaker_kind").words
    if "speaker_kind" in sight.table.columns and squeezed(label) != SPEAKER_KINDS[one.speaker_kind]:
        known = _KINDS.get(squeezed(label))
        change = Change(TIMETABLE, name, {"speaker_kind": known}) if known else None
        yield Difference(Kind.SPEAKER_KIND, sight.table.at(row, "speaker_kind"), one.activity, name,
                         "speaker_kind", SPEAKER_KINDS[one.speaker_kind], label, change,
                         NOTHING if change else _NO_KIND)  # fmt: skip
    yield from _paid(slots, row, one)


def _time(slots: Slots, row: int, kind: Kind, said: int | None, one: TimetableRow) -> Difference:
    field = str(kind)
    printed = one.start if kind is Kind.START else one.end
    cell, name = slots.sight.table.at(row, field), slots.name(row)
    if said is None:
        words = slots.sight.cell(row, field).text or slots.sight.cell(row, field).formula
        return Difference(Kind.UNREADABLE, cell, one.activity, name, field, clock(printed), words,
                          remark=_NO_TIME)  # fmt: skip
    change = Change(TIMETABLE, name, {field: said})
    return Difference(kind, cell, one.activity, name, field, clock(printed), clock(said), change)


def _texts(slots: Slots, row: int, one: TimetableRow) -> Iterator[Difference]:
    sight, name = slots.sight, slots.name(row)
    activity, speaker = sight.text(row, "activity"), sight.text(row, "speaker")
    if squeezed(activity.words) != squeezed(printed_activity(one)) or activity.formula:
        values = _activity(activity.words, one)
        change = Change(TIMETABLE, name, values) if values and not activity.formula else None
        remark = FORMULA if activity.formula else NOTHING if change else _NO_ACTIVITY
        yield Difference(Kind.ACTIVITY, sight.table.at(row, "activity"), one.activity, name,
                         "activity", printed_activity(one), activity.words, change, remark)  # fmt: skip
    if "speaker" not in sight.table.columns:
        return
    if squeezed(speaker.words) != squeezed(printed_speaker(one)) or speaker.formula:
        change = None if speaker.formula else Change(TIMETABLE, name, _speaker(speaker.words, one))
        yield Difference(Kind.SPEAKER, sight.table.at(row, "speaker"), one.activity, name,
                         "speaker", printed_speaker(one), speaker.words, change,
                         NOTHING if change else FORMULA)  # fmt: skip


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
    sight, name = slots.sight, slots.name(row)
    if "paid_minutes" not in sight.table.columns:
        return
    said, cell = sight.number(row, "paid_minutes"), sight.table.at(row, "paid_minutes")
    start, end = minutes(sight, row, "start"), minutes(sight, row, "end")
    length = end - start if start is not None and end is not None else None
    due = length if one.paid_minutes is None else one.paid_minutes
    due = due if one.is_paid else 0
    before = str(paid_of(one))
    if said.number is None:
        yield Difference(Kind.UNREADABLE, cell, one.activity, name, "paid_minutes", before,
                         said.words, remark=UNCLEAR)  # fmt: skip
    elif said.number != due:
        whole = said.number == said.number.to_integral_value() and one.is_paid
        change = Change(TIMETABLE, name, {"paid_minutes": int(said.number)}) if whole else None
        yield Difference(Kind.PAID_MINUTES, cell, one.activity, name, "paid_minutes", before,
                         plain(said.number), change, NOTHING if change else _OUTSIDE)  # fmt: skip
    elif one.is_paid and one.paid_minutes is None and not said.formula:
        yield Difference(Kind.FIXED, cell, one.activity, name, "paid_minutes", before,
                         plain(said.number), remark=FOLLOWS)  # fmt: skip


def _added(slots: Slots, row: int, above: str) -> Difference:
    sight = slots.sight
    activity = sight.text(row, "activity")
    start, end = minutes(sight, row, "start"), minutes(sight, row, "end")
    kind = _KINDS.get(sight.cell(row, "speaker_kind").squeezed, "")
    speaker = sight.text(row, "speaker").words
    what = " ".join(sight.cell(row, name).text for name in ("start", "end", "activity")).strip()
    values: dict[str, object] = {}
    if start is not None and end is not None and activity.words and (kind or not speaker):
        values = {"start": start, "end": end, **_activity(activity.words, None),
                  **_speaker(speaker, None), "speaker_kind": kind or "unpaid"}  # fmt: skip
    remark = (
        NOTHING
        if values
        else text("Its times, its activity or its kind of speaker cannot be read.")
    )
    change = (
        Change(TIMETABLE, slots.name(row), values, is_new=True, after=above) if values else None
    )
    return Difference(Kind.SLOT_ADDED, sight.table.at(row, "activity"), activity.words,
                      slots.name(row), "", "", what, change, remark)  # fmt: skip
