"""Of a table that differs little from one that passed, only what differs is judged; with one answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from often import often
from plc_budget.desk.rows import placed
from plc_budget.tables import BudgetRow, TimetableRow, schema
from plc_budget.tables.validation import judged

LINES = [
    BudgetRow("speaker", "業務費", "內聘講師鐘點費", Decimal(1000), "節", Decimal(6),
              source="timetable:internal"),
    BudgetRow("printing", "業務費", "印刷費", Decimal(100), "份", Decimal(80), step=Decimal(10)),
    BudgetRow("premium", "業務費", "意外保險", rate=Decimal(10), base=("speaker",)),
]  # fmt: skip
ACTIVITIES = [
    TimetableRow(540, 580, "理念", "甲校長", "甲校", "internal"),
    TimetableRow(580, 660, "規劃", "乙主任", "乙校", "external", 40),
]
NUMBERS = st.one_of(st.none(), st.sampled_from(["-1", "0", "0.5", "1", "70", "101", "1e12"]).map(Decimal))  # fmt: skip
WORDS = st.sampled_from(
    ["", "印刷費", "業務費", "餐費", "timetable:external", "timetable:x", "長" * 101]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("unit_price", "quantity", "step", "min_quantity", "max_quantity", "rate"), NUMBERS),
    "times": NUMBERS.filter(lambda number: number is not None),
    **dict.fromkeys(("category", "item", "unit", "source", "note"), WORDS),
    "code": st.sampled_from(["speaker", "printing", "Premium 2", "other"]),
    "locked": st.booleans(),
    "base": st.sampled_from([(), ("speaker",), ("speaker", "printing")]),
}  # fmt: skip
TIMES: dict[str, st.SearchStrategy[Any]] = {
    "start": st.integers(-1, 1500), "end": st.integers(-1, 1500),
    "paid_minutes": st.one_of(st.none(), st.integers(-1, 1500)),
    **dict.fromkeys(("activity", "speaker", "organisation"), WORDS),
    "speaker_kind": st.sampled_from(["internal", "external", "unpaid", "guest"]),
}  # fmt: skip


def edits(fields: dict[str, st.SearchStrategy[Any]], rows: int) -> st.SearchStrategy[Any]:
    """Draw some cells and what stands in them now."""
    cell = st.sampled_from(sorted(fields)).flatmap(
        lambda name: st.tuples(st.integers(0, rows - 1), st.just(name), fields[name])
    )
    return st.lists(cell, min_size=1, max_size=4)


def edited(table: str, rows: list[Any], changes: list[tuple[int, str, Any]]) -> list[Any]:
    """Return the table with other cells, each row knowing its place."""
    after = list(rows)
    for number, name, value in changes:
        after[number] = replace(after[number], **{name: value})
    return known(table, after)


def known(table: str, rows: list[Any]) -> list[Any]:
    """Let each row know its place, as rows that were read do."""
    return list(placed(table, rows))


@often(60)
@given(edits(VALUES, len(LINES)))
def test_an_edited_budget_is_judged_as_if_it_were_new(changes: list[tuple[int, str, Any]]) -> None:
    """Whatever is typed into a good table: the findings are those of judging all of it."""
    rows = edited("budget", LINES, changes)

    assert judged("budget", rows, known("budget", LINES)) == judged("budget", rows)


@often(40)
@given(edits(TIMES, len(ACTIVITIES)))
def test_an_edited_timetable_is_judged_as_if_it_were_new(
    changes: list[tuple[int, str, Any]],
) -> None:
    """The same for times, people and kinds of speaker."""
    rows = edited("timetable", ACTIVITIES, changes)

    assert judged("timetable", rows, known("timetable", ACTIVITIES)) == judged("timetable", rows)


@pytest.mark.parametrize("rows", [LINES[:2], [*LINES, LINES[1]], [LINES[1], LINES[0], LINES[2]]])
def test_lines_that_come_go_or_change_places_are_judged_whole(rows: list[BudgetRow]) -> None:
    """A code that stands twice is found only in the whole table."""
    new = known("budget", rows)

    assert judged("budget", new, LINES) == judged("budget", new)


def test_one_quantity_is_one_column_of_one_row() -> None:
    """60 copies in place of 80: nothing else is looked at by its column."""
    rows = [LINES[0], replace(LINES[1], quantity=Decimal(60)), LINES[2]]

    part, columns = schema.changed_part(rows, LINES, schema.BUDGET)

    assert ([row.quantity for row in part if isinstance(row, BudgetRow)], list(columns.columns)) == (
        [Decimal(60)], ["quantity"])  # fmt: skip
