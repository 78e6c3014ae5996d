"""A plan worked out after an edit: always as from scratch, and told apart from what it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from operator import is_
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plc_budget.checks import CHECKS, Check, running
from plc_budget.desk.recalculation import WhatChanged, Work, reworked, what_changed, worked_out
from plc_budget.findings import Finding, notice
from plc_budget.language import text
from plc_budget.plan import Answer, FundingSource, Plan, assemble
from plc_budget.rules import FundingKind
from situations import at, codes, county_plan, english, lesson, only, plan_of, row
from varied_plans import Edit, edits, plans


def from_scratch(plan: Plan, edit: Edit) -> tuple[Work | None, list[Finding]]:
    """Work out an edited plan with nothing taken over from before."""
    whole: Edit = {"rows": plan.rows, "timetable": plan.timetable, "details": plan.details} | edit
    made, found = assemble(plan.id, whole["details"], whole["rows"], whole["timetable"])
    return (None if made is None else worked_out(made, found)), found


def spelled(work: Work) -> tuple[str, ...]:
    """Spell out all of a work: 1000 and 1000.0 are equal and read differently."""
    plan = work.plan
    return tuple(map(repr, (plan.details, plan.rows, plan.timetable, plan.budget, plan.working, plan.book,
                            plan.making.found, work.findings)))  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_an_edit_comes_to_the_same_as_from_scratch(data: st.DataObject) -> None:
    """Whatever is edited, one thing after the other: what was taken over was still so."""
    work = worked_out(data.draw(plans))
    for _ in range(4):
        edit = data.draw(edits(work.plan))
        again, found = reworked(work, **edit)
        fresh, expected = from_scratch(work.plan, edit)

        assert repr(found) == repr(expected)
        assert (again is None) == (fresh is None)
        if again is not None and fresh is not None:
            assert spelled(again) == spelled(fresh)
            assert again == fresh
            work = again


def typed(work: Work, code: str, **cells: Any) -> Work:  # noqa: ANN401 - cells hold what they hold
    """Type into the cells of a line."""
    rows = [replace(row, **cells) if row.code == code else row for row in work.plan.rows]
    after, found = reworked(work, rows=rows)
    assert after is not None, found
    return after


def test_more_copies_change_a_line_the_total_and_what_is_found() -> None:
    """90 copies instead of 80: 100 × 10 = 1,000 more than the 15,000, and the reason is outgrown."""
    before = worked_out(county_plan())
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
    before = worked_out(county_plan())
    again = typed(typed(before, "printing", quantity=Decimal(90)), "printing", quantity=Decimal(80))

    assert again == before
    assert what_changed(before, again) == WhatChanged((), 15_000, 15_000, (), (), ())


def test_a_line_that_is_added_or_taken_away_stands_alone() -> None:
    """The line is on one side only; the others keep what was found in them, though they moved."""
    plan = county_plan()
    before = worked_out(plan)
    tea = row("茶水費", 100, 5, code="tea")
    longer, _ = reworked(before, rows=[tea, *plan.rows])
    assert longer is not None
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
    before = worked_out(plan)
    moved = [
        replace(one, origin=replace(one.origin, row=(one.origin.row or 0) + 1))
        for one in plan.timetable
    ]
    after, _ = reworked(before, timetable=[lesson("8:00", "8:10", "unpaid"), *moved])
    assert after is not None
    places = [f.where.row for work in (before, after) for f in work.findings
              if f.code == "TIMETABLE-OVERLAP"]  # fmt: skip

    assert places == [3, 4]
    assert codes(what_changed(before, after).appeared) == []
    assert codes(what_changed(before, after).went) == []


def test_minutes_of_a_speaker_change_periods_and_fee() -> None:
    """From 40 paid minutes to 20 the shared slot loses half a period: 6 to 5.5, 6,000 to 5,500."""
    plan = county_plan()
    before = worked_out(plan)
    rows = [replace(row, paid_minutes=20) if row.speaker.startswith("王翰毅") else row
            for row in plan.timetable]  # fmt: skip
    after, _ = reworked(before, timetable=rows)
    assert after is not None
    line = after.plan.budget.get("speaker_internal")
    assert line is not None

    assert (line.quantity, line.amount) == (Decimal("5.5"), 5_500)
    assert "BUDGET-UNDER" in codes(what_changed(before, after).appeared)


def test_a_plan_that_contradicts_itself_is_no_plan() -> None:
    """A percentage of a line that is not there: said as putting a plan together says it."""
    before = worked_out(county_plan())
    premium = row("補充保費", rate="2.11", base=("nobody",))
    work, found = reworked(before, rows=[*before.plan.rows, premium])

    assert work is None
    assert codes(found) == ["BASE-UNKNOWN"]


def test_what_was_found_in_the_files_stands_until_it_is_looked_for_again() -> None:
    """A stray workbook beside the tables is no matter of the tables."""
    stray = notice("PLAN-WORKBOOK", text("a workbook lies here"))
    plan = county_plan()
    before = worked_out(plan, [stray, *plan.making.found])
    kept = typed(before, "printing", quantity=Decimal(70))
    gone, _ = reworked(kept, found_elsewhere=())
    assert gone is not None

    assert "PLAN-WORKBOOK" in codes(kept.findings)
    assert "PLAN-WORKBOOK" not in codes(gone.findings)


def test_numbers_that_are_equal_are_read_as_they_are_written() -> None:
    """2,500 and 2,500.0 for a period are the same money and another sentence."""
    before = worked_out(plan_of(row("外聘講座鐘點費", "2500", 1)))
    after = typed(before, "外聘講座鐘點費", unit_price=Decimal("2500.0"))
    said = [english(only(work.findings, "FEE-CEILING")) for work in (before, after)]

    assert "at 2,500;" in said[0]
    assert "at 2,500.0;" in said[1]


def test_periods_that_are_equal_are_read_as_they_are_counted() -> None:
    """100 minutes are 2 periods; 80 and 30 of two speakers are 1.5 and 0.5, together 2.0."""
    one = [lesson("9:00", "10:40")]
    two = [lesson("9:00", "10:20"), lesson("10:20", "10:50", speaker="另一教授")]
    before = worked_out(
        plan_of(row("外聘講座鐘點費", 2000, source="timetable:external"), timetable=one)
    )
    after, _ = reworked(before, timetable=two)
    assert after is not None

    assert [str(work.plan.budget.lines[0].quantity) for work in (before, after)] == ["2", "2.0"]


@pytest.mark.parametrize("place", [{"row": 7}, {"columns": {"quantity": "Z"}}])
def test_a_finding_leads_to_the_cell_the_table_was_last_read_from(place: dict[str, Any]) -> None:
    """The same lines from other cells: a row was put above them, or a column before them."""
    before = worked_out(county_plan())
    moved = [replace(one, origin=replace(one.origin, **place)) for one in before.plan.rows]
    after, _ = reworked(before, rows=moved)
    assert after is not None
    printing = moved[1].origin

    assert at(only(before.findings, "COPIES-ONLINE")) == "budget.csv F3"
    assert only(after.findings, "COPIES-ONLINE").where == printing.place("quantity", "printing")


def test_a_plan_read_again_keeps_its_lines_and_its_count() -> None:
    """Rows that say the same at the same place are not priced again, whoever made them."""
    before = worked_out(county_plan())
    after, _ = reworked(before, rows=[replace(one) for one in before.plan.rows],
                        timetable=[replace(one) for one in before.plan.timetable])  # fmt: skip
    assert after is not None

    assert all(map(is_, after.plan.budget.lines, before.plan.budget.lines))
    assert after.plan.working is before.plan.working
    assert all(map(is_, after.findings, before.findings))


def test_a_check_is_asked_again_only_about_what_it_looks_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More copies ask about copies and totals; not about the county, the days or who speaks."""
    before = worked_out(county_plan())
    typed(before, "misc", note="a first edit finds out which checks look at which items")
    asked: list[str] = []
    monkeypatch.setattr(running, "CHECKS", tuple(_noting(check, asked) for check in CHECKS))
    typed(before, "printing", quantity=Decimal(90))

    assert {"copies_fit_participants", "total_within_approval", "amounts_proven"} <= {*asked}
    assert not {"county_is_known", "day_in_school_year", "speakers_are_of_their_kind"} & {*asked}


def _noting(check: Check, asked: list[str]) -> Check:
    def noted(plan: Plan) -> list[Finding]:
        asked.append(check.__name__)
        return check(plan)

    return noted


def test_a_reason_that_is_recorded_answers_what_was_found_before() -> None:
    """Nothing but the reason changed, which the check of the steps is not asked about."""
    before = worked_out(plan_of(row("印刷費", 100, 35, step=10)))
    reason = Answer("QUANTITY-STEP", "以箱計")
    after, _ = reworked(before, details=replace(before.plan.details, answers=(reason,)))
    assert after is not None

    assert only(before.findings, "QUANTITY-STEP").is_open
    assert only(after.findings, "QUANTITY-STEP").answer == "以箱計"
    assert [pair.after.answer for pair in what_changed(before, after).altered] == ["以箱計"]


def test_a_note_that_names_the_premium_ends_the_reminder() -> None:
    """鐘點費 with 補充保費 in its note: nobody is reminded of it any more, whichever line says so."""
    before = worked_out(county_plan())
    after = typed(before, "misc", note="含補充保費")

    assert "PREMIUM-MISSING" in codes(before.findings)
    assert codes(what_changed(before, after).went) == ["PREMIUM-MISSING"]


def test_other_money_brings_its_own_ceilings_for_the_next_edit() -> None:
    """No ceiling of the ministry binds a county's own money; with a grant it does, from then on."""
    before = worked_out(plan_of(row("主持費", 1500, 2), row("雜支", 100, 1)))
    county = typed(
        typed(before, "主持費", quantity=Decimal(3)), "主持費", unit_price=Decimal(9_000)
    )
    source = FundingSource("教育部", FundingKind.MOE_SUBSIDY, Decimal(100))
    funding = replace(before.plan.details.funding, sources=(source,))
    granted, _ = reworked(before, details=replace(before.plan.details, funding=funding))
    assert granted is not None
    dear = typed(granted, "主持費", unit_price=Decimal(9_000))

    assert "MOE-FEE-CEILING" not in codes(county.findings)
    assert "MOE-FEE-CEILING" not in codes(granted.findings)
    assert "MOE-FEE-CEILING" in codes(dear.findings)


def test_another_way_to_count_changes_what_a_slot_paid_twice_costs() -> None:
    """Two of 90 minutes: 2 × 2 periods of 50 minutes are paid, or 2 × 2.5 of 40; half of it is too much."""
    pair = [lesson("9:00", "10:30", speaker=name) for name in ("甲", "乙")]
    fee = row("外聘講座鐘點費", 2000, source="timetable:external")
    before = worked_out(plan_of(fee, timetable=pair))
    after, _ = reworked(
        before, details=replace(before.plan.details, period_policy="period-elementary")
    )
    assert after is not None
    stakes = [only(work.findings, "TIMETABLE-PAID-TWICE").stake for work in (before, after)]

    assert stakes == [2 * 2_000, 5 * 1_000]
