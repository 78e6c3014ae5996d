"""主講人 holds school and name in one cell: what a person types there, and which of the two it is."""

from __future__ import annotations

import pytest

from plc_budget.review.differences import Kind
from plc_budget.sheets.layout import lay_out
from plc_budget.sheets.timetable_sheet import timetable_paper
from returned_files import TIMES, differences, printed, with_cells
from sheet_plans import plan_of

BUDGET = "code,category,item,unit_price,unit,quantity\nmisc,業務費,雜支,1000,式,1\n"
TIMETABLE = (
    "start,end,activity,speaker,organisation,speaker_kind\n"
    "09:00,10:00,理念,甲校長,甲校,internal\n10:00,11:00,實作,乙主任,,internal\n"
    "11:00,12:00,參訪,,丙校,unpaid\n12:00,13:00,午餐,,,\n"
)
PLAN = plan_of(BUDGET, TIMETABLE)
DATA = printed(PLAN)
FIRST = lay_out([timetable_paper(PLAN)]).tables["timetable"].first + 1
BOTH, NAME, SCHOOL, NEITHER = range(FIRST, FIRST + 4)


@pytest.mark.parametrize(
    ("row", "typed", "school", "name"),
    [
        (BOTH, "甲校\n丁主任", "甲校", "丁主任"),
        (BOTH, "丁校\n甲校長", "丁校", "甲校長"),
        (BOTH, "甲校附小\n甲校長", "甲校附小", "甲校長"),
        (BOTH, "甲校長", "", "甲校長"),
        (BOTH, "丁主任", "", "丁主任"),
        (BOTH, "甲校 丁主任", "甲校", "丁主任"),
        (BOTH, None, "", ""),
        (NAME, "丁主任", "", "丁主任"),
        (NAME, "乙校\n乙主任", "乙校", "乙主任"),
        (SCHOOL, "丁校", "丁校", ""),
        (SCHOOL, "丙校\n丙校長", "丙校", "丙校長"),
        (NEITHER, "廠商", "", "廠商"),
    ],
)
def test_school_and_name_are_told_apart(
    row: int, typed: str | None, school: str, name: str
) -> None:
    """By their lines, and by what stood there before where only one line is left."""
    found = differences(with_cells(DATA, {f"E{row}": typed}, TIMES), PLAN)

    (one,) = [one for one in found if one.kind is Kind.SPEAKER]
    assert one.change is not None
    assert one.change.values == {"organisation": school, "speaker": name}
