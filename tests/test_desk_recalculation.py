"""A plan worked out after an edit: always as from scratch, and told apart from what it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plc_budget.desk.recalculation import Work, reworked, what_changed, worked_out
from plc_budget.findings import Finding
from plc_budget.plan import Plan, assemble
from situations import codes, county_plan
from varied_plans import STARTS, Edit, edits, plans

if TYPE_CHECKING:
    from collections.abc import Iterable


def from_scratch(plan: Plan, edit: Edit) -> tuple[Work | None, list[Finding]]:
    """Work out an edited plan with nothing taken over from before."""
    whole: Edit = {"rows": plan.rows, "timetable": plan.timetable, "details": plan.details} | edit
    made, found = assemble(plan.id, whole["details"], whole["rows"], whole["timetable"])
    return (None if made is None else worked_out(made, found)), found


def spelled(work: Work) -> tuple[str, ...]:
    """Spell out all of a work: 1000 and 1000.0 are equal and read differently."""
    plan = work.plan
    return tuple(map(repr, (plan.rows, plan.timetable, plan.budget, plan.working, plan.book,
                            plan.making.found, work.findings)))  # fmt: skip


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
