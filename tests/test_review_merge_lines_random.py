"""Random edits of the lines of a paper and of its plan: both stand afterwards, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from often import often
from plc_budget.plan import Plan, assemble
from plc_budget.review.differences import BUDGET, Change, Difference, Kind
from plc_budget.review.merge import merge_differences
from plc_budget.review.taking import apply_differences
from plc_budget.tables import BudgetRow
from sheet_plans import plan_of

CODES = ("a", "b", "c", "d", "e")
PLAN = plan_of(
    "code,category,item,unit_price,unit,quantity,note\n"
    + "".join(f"{code},業務費,項目{code},100,份,10,說明\n" for code in CODES)
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "quantity": st.integers(1, 3).map(Decimal),
        "unit_price": st.integers(1, 3).map(Decimal),
        "note": st.sampled_from("甲乙丙"),
        "item": st.sampled_from(("紙", "筆")),
    },
)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """What one side did: fields by line, lines struck out, and whether it added a line."""

    values: Mapping[str, Values]
    gone: frozenset[str]
    added: bool


SIDES = st.builds(
    Side,
    st.dictionaries(st.sampled_from(CODES), FIELDS),
    st.frozensets(st.sampled_from(CODES[:-1]), max_size=2),
    st.booleans(),
)


def line(side: str) -> BudgetRow:
    """Return the line a side adds; both call it alike, as both count from 1."""
    return BudgetRow("added_1", "業務費", f"{side}新增", Decimal(7), "份", Decimal(1))


def here(side: Side) -> Plan:
    """Return the plan after what was done to it."""
    rows = [
        replace(row, **side.values.get(row.code, {}))
        for row in PLAN.rows
        if row.code not in side.gone
    ]
    plan, _ = assemble(PLAN.id, PLAN.details, [*rows, *([line("計畫")] if side.added else [])])
    assert plan is not None
    return plan


def there(side: Side) -> list[Difference]:
    """Return the differences of a paper to which this was done."""
    changes = [
        Change(BUDGET, code, {field: value})
        for code, values in side.values.items()
        if code not in side.gone
        for field, value in values.items()
    ]
    changes += [Change(BUDGET, code, is_gone=True) for code in side.gone]
    if side.added:
        new = line("檔案")
        values = {
            "code": new.code,
            "category": new.category,
            "item": new.item,
            "unit_price": new.unit_price,
            "unit": new.unit,
            "quantity": new.quantity,
        }
        changes.append(Change(BUDGET, new.code, values, is_new=True, after="a"))
    return [Difference(Kind.NOTE, str(at), change=change) for at, change in enumerate(changes)]


@often(200)
@given(SIDES, SIDES)
def test_what_only_one_side_changed_stands_afterwards(paper: Side, plan: Side) -> None:
    """A line struck out by either is gone; a field is the paper's where the paper changed it."""
    now = here(plan)
    seen = merge_differences(there(paper), PLAN, now, (PLAN.timetable, now.timetable))

    taken, findings = apply_differences(now, [one for one in seen if one.can_be_taken])

    after = {row.code: row for row in (now.rows if taken.rows is None else taken.rows)}
    left = {
        code: replace(row, **{**plan.values.get(code, {}), **paper.values.get(code, {})})
        for code, row in ((row.code, row) for row in PLAN.rows)
        if code not in plan.gone | paper.gone
    }
    assert not findings
    assert {code: row for code, row in after.items() if code in CODES} == left
    new = sorted(row.item for code, row in after.items() if code not in CODES)
    assert new == ["檔案新增"] * paper.added + ["計畫新增"] * plan.added


@often(200)
@given(SIDES, SIDES)
def test_a_remark_stands_where_the_same_field_differs_and_nowhere_else(
    paper: Side, plan: Side
) -> None:
    """Plain where the plan changed another field; with its value where it changed the same one."""
    seen = merge_differences(there(paper), PLAN, here(plan), ((), ()))

    for one, before in zip(seen, there(paper), strict=True):
        assert before.change is not None
        code, values = before.change.line, before.change.values
        if before.change.is_new or before.change.is_gone or code in plan.gone:
            continue
        ((field, value),) = values.items()
        ours = plan.values.get(code, {}).get(field)
        assert one.can_be_taken == (ours != value)
        assert bool(str(one.remark)) == (ours is not None)
