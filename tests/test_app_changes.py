"""What an edit changed, as the status line and the preview of settings tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from plc_budget.app.outcome import WhatChanged, what_changed
from plc_budget.app.state import State
from plc_budget.checks import check_plan
from plc_budget.plan import Answer, Details, Plan, assemble
from plc_budget.plan.history.saving import Opened
from plc_budget.tables import BudgetRow, TimetableRow
from situations import codes, county_plan, lesson, only, plan_of, row


def state_of(plan: Plan) -> State:
    """Check a plan that lies in no folder."""
    return State(Opened(Path(), plan, {}), tuple(check_plan(plan, plan.found)))


def edit(
    state: State,
    rows: Sequence[BudgetRow] | None = None,
    timetable: Sequence[TimetableRow] | None = None,
    details: Details | None = None,
) -> State:
    """Put the plan together with other tables or other details."""
    was = state.plan
    plan, found = assemble(
        was.id, details or was.details, rows or was.rows, timetable or was.timetable
    )
    assert plan is not None, found
    return state_of(plan)


def typed(state: State, code: str, **cells: Any) -> State:  # noqa: ANN401 - cells hold what they hold
    """Type into the cells of a line."""
    rows = [replace(row, **cells) if row.code == code else row for row in state.plan.rows]
    return edit(state, rows=rows)


def test_more_copies_change_a_line_the_total_and_what_is_found() -> None:
    """90 copies instead of 80: 100 × 10 = 1,000 more than the 15,000, and the reason is outgrown."""
    before = state_of(county_plan())
    after = typed(before, "printing", quantity=Decimal(90))
    changed = what_changed(before, after)

    assert [(one.before, one.after) for one in changed.lines] == [
        (before.plan.budget.get("printing"), after.plan.budget.get("printing"))
    ]
    assert (changed.total_before, changed.total_after) == (15_000, 16_000)
    assert codes(changed.appeared) == ["BUDGET-OVER"]
    assert changed.went == ()
    assert [(pair.before.stake, pair.after.stake) for pair in changed.altered] == [(8_000, 9_000)]
    assert [pair.after.is_open for pair in changed.altered] == [True]


def test_back_again_nothing_has_changed() -> None:
    """80 copies, 90 copies, 80 copies: the plan is the one it was."""
    before = state_of(county_plan())
    again = typed(typed(before, "printing", quantity=Decimal(90)), "printing", quantity=Decimal(80))

    assert again == before
    assert what_changed(before, again) == WhatChanged((), 15_000, 15_000, (), (), ())


def test_a_line_that_is_added_or_taken_away_stands_alone() -> None:
    """The line is on one side only; the others keep what was found in them, though they moved."""
    plan = county_plan()
    before = state_of(plan)
    tea = row("茶水費", 100, 5, code="tea")
    longer = edit(before, rows=[tea, *plan.rows])
    added, removed = what_changed(before, longer), what_changed(longer, before)

    assert [(one.before, one.after and one.after.code) for one in added.lines] == [(None, "tea")]
    assert [(one.before and one.before.code, one.after) for one in removed.lines] == [("tea", None)]
    assert codes(added.appeared) == codes(removed.went) == ["BUDGET-OVER"]
    assert added.altered == removed.altered == ()


def test_a_finding_that_only_moved_down_has_not_changed() -> None:
    """Rows that overlap are still the same two when a row is added above them."""
    pair = (
        lesson("9:00", "10:00", "internal"),
        lesson("9:30", "10:30", "external", speaker="主任"),
    )
    plan = plan_of(row("雜支", 1000, 1), timetable=pair)
    before = state_of(plan)
    moved = [
        replace(one, origin=replace(one.origin, row=(one.origin.row or 0) + 1))
        for one in plan.timetable
    ]
    after = edit(before, timetable=[lesson("8:00", "8:10", "unpaid"), *moved])
    places = [
        f.where.row
        for work in (before, after)
        for f in work.findings
        if f.code == "TIMETABLE-OVERLAP"
    ]

    assert places == [3, 4]
    assert codes(what_changed(before, after).appeared) == []
    assert codes(what_changed(before, after).went) == []


def test_minutes_of_a_speaker_change_periods_and_fee() -> None:
    """From 40 paid minutes to 20 the shared slot loses half a period: 6 to 5.5, 6,000 to 5,500."""
    plan = county_plan()
    before = state_of(plan)
    rows = [
        replace(row, paid_minutes=20) if row.speaker.startswith("王翰毅") else row
        for row in plan.timetable
    ]
    after = edit(before, timetable=rows)
    line = after.plan.budget.get("speaker_internal")
    assert line is not None

    assert (line.quantity, line.amount) == (Decimal("5.5"), 5_500)
    assert "BUDGET-UNDER" in codes(what_changed(before, after).appeared)


def test_a_reason_that_is_recorded_answers_what_was_found_before() -> None:
    """Nothing but the reason changed, which the check of the steps is not asked about."""
    before = state_of(plan_of(row("印刷費", 100, 35, step=10)))
    reason = Answer("QUANTITY-STEP", "以箱計")
    after = edit(before, details=replace(before.plan.details, answers=(reason,)))

    assert only(before.findings, "QUANTITY-STEP").is_open
    assert only(after.findings, "QUANTITY-STEP").answer == "以箱計"
    assert [pair.after.answer for pair in what_changed(before, after).altered] == ["以箱計"]


def test_a_note_that_names_the_premium_ends_the_reminder() -> None:
    """鐘點費 with 補充保費 in its note: nobody is reminded of it any more, whichever line says so."""
    before = state_of(county_plan())
    after = typed(before, "misc", note="含補充保費")

    assert "PREMIUM-MISSING" in codes(before.findings)
    assert codes(what_changed(before, after).went) == ["PREMIUM-MISSING"]


def test_another_way_to_count_changes_what_a_slot_paid_twice_costs() -> None:
    """Two of 90 minutes: 2 × 2 periods of 50 minutes are paid, or 2 × 2.5 of 40; half of it is too much."""
    pair = [lesson("9:00", "10:30", speaker=name) for name in ("甲", "乙")]
    fee = row("外聘講座鐘點費", 2000, source="timetable:external")
    before = state_of(plan_of(fee, timetable=pair))
    after = edit(before, details=replace(before.plan.details, period_policy="period-elementary"))
    stakes = [only(work.findings, "TIMETABLE-PAID-TWICE").stake for work in (before, after)]

    assert stakes == [2 * 2_000, 5 * 1_000]
