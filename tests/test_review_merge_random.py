"""Random edits of a paper and of its plan: what is taken is exactly what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from merging import with_timetable
from often import often
from plc_budget.plan import Plan
from plc_budget.review.differences import TIMETABLE, Difference, Kind
from plc_budget.review.lines import read_rows, row_differences
from plc_budget.review.merge import merge_differences
from plc_budget.review.tables import timetable_table
from plc_budget.review.taking import apply_differences
from plc_budget.review.timetable import ACTIVITIES
from plc_budget.review.values import Reading, Values
from plc_budget.sheets.printout import write_activity, write_speaker
from plc_budget.sheets.wording import SPEAKER_KINDS
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet, number_cell, text_cell
from plc_budget.spreadsheets.sheet import Kind as CellKind
from plc_budget.tables import TimetableRow, clock
from sheet_plans import plan_of

FIELDS = ("activity", "speaker", "organisation", "start", "end", "speaker_kind", "paid_minutes")
HEAD = ("起", "迄", "分鐘", "活動內容", "主講人", "身分", "計節分鐘")
BUDGET = "code,category,item,unit_price,unit,quantity\nmisc,業務費,雜支,1000,式,1\n"
Rows = dict[str, TimetableRow]
"""The activities of one state by who they are, whatever they are called by now."""


def first(number: int) -> TimetableRow:
    """Return the activity printed at a place; breaks have no speaker, days are long."""
    start = 60 + number * 100
    if number % 3 == 1:
        return TimetableRow(start, start + 40, f"休息{number}")
    return TimetableRow(
        start, start + 50, f"課程{number}", f"講師{number}", f"學校{number}", "internal"
    )


@lru_cache
def plan(size: int) -> Plan:
    """Return the plan that is printed."""
    return with_timetable(plan_of(BUDGET), [first(number) for number in range(size)])


@dataclass(frozen=True)
class Edit:
    """One thing one side does: to which activity, what, and a number that makes it its own."""

    who: int
    what: str
    seed: int


def edited(row: TimetableRow, edit: Edit, side: str) -> TimetableRow:
    """Change one field to something nobody else writes."""
    if edit.what in ("start", "end"):
        return replace(row, **{edit.what: getattr(row, edit.what) + 1 + edit.seed})
    if edit.what == "paid_minutes":
        return replace(row, paid_minutes=5 + edit.seed) if row.is_paid else row
    if edit.what == "speaker_kind":
        kinds = ("external", "affiliated", "assistant")
        return replace(row, speaker_kind=kinds[edit.seed % 3]) if row.is_paid else row
    if edit.what in ("speaker", "organisation") and not row.speaker:
        return row
    words: dict[str, Any] = {edit.what: f"{side}{edit.what}{edit.who}{edit.seed}"}
    return replace(row, **words)


def done(rows: Rows, edits: Sequence[Edit], side: str) -> list[Rows]:
    """Do one thing after the other; return every state."""
    states = [rows]
    for edit in edits:
        now = dict(states[-1])
        name = [*rows][edit.who % len(rows)]
        if edit.what == "add":
            at = 30 + edit.seed + (0 if side == "file" else 5)
            now = put(
                now,
                f"{side}{len(states)}",
                TimetableRow(at, at + 4, f"{side}新{len(states)}"),
                edit.seed,
            )
        elif name not in now:
            continue
        elif edit.what == "remove" and len(now) > 1:
            now.pop(name)
        elif edit.what == "move":
            now = put(
                {one: row for one, row in now.items() if one != name}, name, now[name], edit.seed
            )
        elif edit.what in FIELDS:
            now[name] = edited(now[name], edit, side)
        states.append(now)
    return states


def put(rows: Rows, name: str, row: TimetableRow, at: int) -> Rows:
    """Put an activity somewhere among the others."""
    items = [*rows.items()]
    where = at % (len(items) + 1)
    return dict([*items[:where], (name, row), *items[where:]])


def differing(printed: Plan, rows: Sequence[TimetableRow]) -> list[Difference]:
    """Compare a sheet with these activities, written as the workbook writes them."""
    cells = [[text_cell(name) for name in HEAD], *(cells_of(row) for row in rows)]
    sheet = Sheet("back.xlsx", "課程表與節數", tuple(tuple(row) for row in cells))
    table = timetable_table([sheet])
    assert table is not None
    found = read_rows(Reading(table, Values((sheet,))), ACTIVITIES, printed, {})
    return [*row_differences(found, [*table.columns])]


def cells_of(row: TimetableRow) -> list[ForeignCell]:
    """Write a row: times as parts of a day, everything else as it is shown."""
    paid = row.minutes if row.paid_minutes is None else row.paid_minutes
    clocks = [
        ForeignCell(clock(at), Decimal(at) / 1440, CellKind.DATE) for at in (row.start, row.end)
    ]
    words = (write_activity(row), write_speaker(row), SPEAKER_KINDS[row.speaker_kind])
    return [
        *clocks,
        number_cell(Decimal(row.minutes)),
        *map(text_cell, words),
        number_cell(Decimal(paid if row.is_paid else 0)),
    ]


WHATS = st.sampled_from([*FIELDS, *FIELDS, "add", "remove", "move"])
EDITS = st.lists(st.builds(Edit, st.integers(0, 6), WHATS, st.integers(0, 9)), max_size=6)


@dataclass(frozen=True)
class Case:
    """A paper of a plan, edited on the way, and the plan as it is meanwhile."""

    then: Rows
    file: Rows
    plan: Rows
    now: Plan
    found: tuple[Difference, ...]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case in which it is clear by its words which activity of the paper is which."""
    size = draw(st.integers(1, 6))
    then = {str(number): first(number) for number in range(size)}
    file = done(then, draw(EDITS), "file")[-1]
    states = done(then, draw(EDITS), "plan")
    found = differing(plan(size), [*file.values()])
    kinds = [one.kind for one in found]
    assume(Kind.QUESTION not in kinds)
    assume(kinds.count(Kind.SLOT_REMOVED) == len(then.keys() - file.keys()))
    now = with_timetable(plan(size), [*states[-1].values()])
    tables = [[*state.values()] for state in states]
    seen = merge_differences(found, plan(size), now, tables)
    return Case(then, file, states[-1], now, seen)


def wanted(case: Case, accepted: Sequence[Difference]) -> Rows:
    """Work out from who is who what the plan must be afterwards, whatever was offered how."""
    places = [*case.plan]
    rows = dict(case.plan)
    for one in accepted:
        assert one.change is not None
        if one.change.is_new:
            row = next(row for row in case.file.values() if row.activity == one.item)
            rows[f"new {one.item}"] = row
        elif one.change.is_gone:
            rows.pop(places[int(one.change.line)], None)
        elif not one.change.is_moved:
            name = places[int(one.change.line)]
            theirs = {field: getattr(case.file[name], field) for field in one.change.values}
            rows[name] = replace(rows[name], **theirs)
    return rows


def same(one: Sequence[TimetableRow], other: Sequence[TimetableRow]) -> bool:
    """Tell whether two timetables hold the same activities, in whatever order."""
    return sorted(map(repr, one)) == sorted(map(repr, other))


@often(240)
@given(cases(), st.randoms(use_true_random=False))
def test_exactly_what_was_accepted_is_taken_over(case: Case, dice: Any) -> None:  # noqa: ANN401 - Hypothesis'
    """Any part of what is offered changes its own fields of its own rows, and nothing else."""
    offered = [one for one in case.found if one.change and one.change.table == TIMETABLE]
    accepted = [one for one in offered if dice.random() < 0.7]

    taken, findings = apply_differences(case.now, accepted)

    after = case.now.timetable if taken.timetable is None else taken.timetable
    assert not findings
    assert same(after, [*wanted(case, accepted).values()])


@often(240)
@given(cases())
def test_what_only_one_side_changed_stands_afterwards(case: Case) -> None:
    """All that is offered is taken: edits of the paper and of the plan stand side by side."""
    taken, findings = apply_differences(case.now, [one for one in case.found if one.can_be_taken])

    after = case.now.timetable if taken.timetable is None else taken.timetable
    assert not findings
    unclear = any("not clear" in one.remark.render("en") for one in case.found)
    assume(not unclear)
    assert same(after, merged(case))


def merged(case: Case) -> list[TimetableRow]:
    """Merge two sides field by field; where both changed one, what was taken over stands."""
    rows = []
    for name in {**case.plan, **case.file}:
        if name not in case.then:
            rows.append(case.plan.get(name) or case.file[name])
        elif name in case.plan and name in case.file:
            old, ours, theirs = case.then[name], case.plan[name], case.file[name]
            rows.append(
                replace(
                    ours,
                    **{
                        field: getattr(theirs, field)
                        for field in FIELDS
                        if getattr(theirs, field) != getattr(old, field)
                    },
                )
            )
    return rows


@often(240)
@given(cases())
def test_the_order_of_the_side_that_changed_it_stands(case: Case) -> None:
    """Where only the paper moved, added and struck out, its order stands; where only the plan, its."""
    taken, _ = apply_differences(case.now, [one for one in case.found if one.can_be_taken])
    after = case.now.timetable if taken.timetable is None else taken.timetable

    here = [row.activity for row in after]
    if [*case.plan] == [*case.then]:
        assert here == [merged_name(case, name) for name in case.file]
    elif [*case.file] == [*case.then]:
        assert here == [merged_name(case, name) for name in case.plan]


def merged_name(case: Case, name: str) -> str:
    """Return what an activity is called when both sides stand."""
    ours, theirs = case.plan.get(name), case.file.get(name)
    old = case.then.get(name)
    if theirs is not None and (ours is None or old is None or theirs.activity != old.activity):
        return theirs.activity
    assert ours is not None
    return ours.activity
