"""A paper comes back and the plan has moved on: what each side changed, and what both did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from merging import (
    DAY,
    SAID,
    back,
    but,
    four_activities,
    names,
    offered,
    only,
    remarks,
    returned,
    review,
    row_of,
    saved,
    taken,
    without,
)
from plan_folders import opened
from plc_budget.cli import main
from plc_budget.review.differences import Kind
from plc_budget.tables import TimetableRow

if TYPE_CHECKING:
    from pathlib import Path

    from merging import Rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of four activities, version 2."""
    return four_activities(tmp_path)


def on_days(rows: Rows, first: date, second: date) -> list[TimetableRow]:
    """Put two activities on each of two days."""
    return [replace(row, day=second if at > 1 else first) for at, row in enumerate(rows)]


def test_another_field_of_a_row_that_was_changed_here_is_offered_plainly(folder: Path) -> None:
    """They let 實作 end at 12:30, we gave it another speaker: both stand afterwards."""
    file = back(folder, but(DAY, "實作", end=750))
    saved(folder, but(DAY, "實作", speaker="丁主任"))

    found = review(folder, file)
    rows = taken(folder, offered(found))

    assert str(only(offered(found)).remark) == ""
    assert rows == (*but(but(DAY, "實作", end=750), "實作", speaker="丁主任"),)


def test_the_same_field_changed_on_both_sides_says_what_it_is_here(folder: Path) -> None:
    """實作 ends at 12:30 there and at 12:20 here: 12:20 is shown, taking it over makes it 12:30."""
    file = back(folder, but(DAY, "實作", end=750))
    saved(folder, but(DAY, "實作", end=740))

    one = only(offered(review(folder, file)))

    assert (one.before, one.after) == ("12:00", "12:30")
    assert "changed here as well" in one.remark.render("en")
    assert "12:20" in str(one.remark)
    assert row_of(taken(folder, [one]), "實作").end == 750


def test_what_both_changed_alike_is_not_offered(folder: Path) -> None:
    """12:30 on both sides: shown as a difference from the print, with nothing to take."""
    file = back(folder, but(DAY, "實作", end=750))
    saved(folder, but(DAY, "實作", end=750))

    found = review(folder, file)

    assert offered(found) == []
    assert remarks(found, Kind.END) == [SAID]


def test_an_activity_that_is_gone_here_takes_nothing(folder: Path) -> None:
    """座談 was struck out here: its new end is shown, with why it cannot be taken."""
    file = back(folder, but(DAY, "座談", end=900))
    saved(folder, without(DAY, "座談"))

    found = review(folder, file)

    assert offered(found) == []
    assert remarks(found, Kind.END) == ["The plan has no such activity any more."]


def test_an_activity_struck_out_there_and_changed_here_is_offered_with_a_remark(
    folder: Path,
) -> None:
    """They dropped 座談, we moved it to 14:30: taking that over removes what we changed."""
    file = back(folder, without(DAY, "座談"))
    saved(folder, but(DAY, "座談", end=870))

    one = only(offered(review(folder, file)))

    assert "changed here as well" in one.remark.render("en")
    assert names(taken(folder, [one])) == ["理念", "休息", "實作"]


def test_an_activity_struck_out_on_both_sides_is_not_offered(folder: Path) -> None:
    """座談 is gone there and here."""
    file = back(folder, without(DAY, "座談"))
    saved(folder, without(DAY, "座談"))

    found = review(folder, file)

    assert offered(found) == []
    assert remarks(found, Kind.SLOT_REMOVED) == [SAID]


def test_half_of_a_cell_that_was_changed_here_stays(folder: Path) -> None:
    """主講人 holds school and name: they changed the name, we changed the school."""
    file = back(folder, but(DAY, "實作", speaker="丁主任"))
    saved(folder, but(DAY, "實作", organisation="庚校"))

    one = only(offered(review(folder, file)))
    row = row_of(taken(folder, [one]), "實作")

    assert str(one.remark) == ""
    assert (row.organisation, row.speaker) == ("庚校", "丁主任")


def test_half_of_a_cell_that_both_changed_alike_needs_no_remark(folder: Path) -> None:
    """Both changed the school of 實作 to 庚校, they its speaker as well: nothing of ours is replaced."""
    file = back(folder, but(DAY, "實作", organisation="庚校", speaker="丁主任"))
    saved(folder, but(DAY, "實作", organisation="庚校"))

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert row_of(taken(folder, [one]), "實作").speaker == "丁主任"


def test_paid_minutes_there_and_times_here_stand_both(folder: Path) -> None:
    """80 paid minutes there, an end at 12:20 here."""
    file = back(folder, but(DAY, "實作", paid_minutes=80))
    saved(folder, but(DAY, "實作", end=740))

    rows = taken(folder, offered(review(folder, file)))

    assert (row_of(rows, "實作").end, row_of(rows, "實作").paid_minutes) == (740, 80)


def test_an_activity_is_followed_through_the_steps_it_was_changed_in(folder: Path) -> None:
    """First renamed, then given other times, then another speaker: it is still the one of 13:00."""
    file = back(folder, but(DAY, "座談", paid_minutes=40))
    saved(folder, but(DAY, "座談", activity="交流"))
    saved(folder, but(opened(folder).plan.timetable, "交流", start=800, end=870))
    saved(folder, but(opened(folder).plan.timetable, "交流", speaker="己主任"))

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert row_of(taken(folder, [one]), "交流") == TimetableRow(
        800, 870, "交流", "己主任", "丙校", "internal", 40
    )


def test_a_step_that_was_undone_leaves_no_trace(folder: Path) -> None:
    """座談 was struck out by mistake, brought back and then renamed: its new end finds it."""
    file = back(folder, but(DAY, "座談", end=900))
    saved(folder, without(DAY, "座談"))
    main(["undo", str(folder)])
    saved(folder, but(DAY, "座談", activity="交流"))

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert row_of(taken(folder, [one]), "交流").end == 900


def test_an_activity_struck_out_and_typed_anew_is_the_same_one(folder: Path) -> None:
    """座談 was struck out in one step and typed again in the next, at the end of the morning."""
    file = back(folder, but(DAY, "座談", paid_minutes=30))
    saved(folder, without(DAY, "座談"))
    saved(folder, [*DAY[:3], TimetableRow(720, 780, "座談", "丙主任", "丙校", "internal")])

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert row_of(taken(folder, [one]), "座談").paid_minutes == 30


def test_a_plan_moved_to_another_day_still_takes_the_edits(folder: Path) -> None:
    """Both mornings were moved by a week here; each edit finds its activity on its day."""
    days = on_days(DAY, date(2025, 5, 31), date(2025, 6, 1))
    saved(folder, days)
    file = returned(opened(folder).plan, but(days, "實作", end=730), 3)
    saved(folder, on_days(DAY, date(2025, 6, 7), date(2025, 6, 8)))

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert (row_of(taken(folder, [one]), "實作").end, one.item) == (730, "實作")
