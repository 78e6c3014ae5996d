"""A paper comes back and the plan has moved on: activities that are new, gone or moved keep their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from merging import (
    DAY,
    SAID,
    back,
    behind,
    but,
    four_activities,
    names,
    offered,
    only,
    remarks,
    review,
    saved,
    taken,
    without,
)
from plc_budget.review.differences import Kind
from plc_budget.tables import TimetableRow

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of four activities, version 2."""
    return four_activities(tmp_path)


def test_new_activities_of_both_sides_keep_their_places(folder: Path) -> None:
    """Theirs behind 休息, ours at the front and behind 實作."""
    new = TimetableRow(842, 850, "合影")
    file = back(folder, behind(DAY, "休息", new))
    ours = behind([TimetableRow(530, 540, "報到"), *DAY], "實作", TimetableRow(720, 780, "午餐"))
    saved(folder, ours)

    rows = taken(folder, offered(review(folder, file)))

    assert names(rows) == ["報到", "理念", "休息", "合影", "實作", "午餐", "座談"]


def test_the_same_new_activity_on_both_sides_stands_there_once(folder: Path) -> None:
    """午餐 12:00 to 13:00 was added there and here."""
    lunch = TimetableRow(720, 780, "午餐")
    file = back(folder, behind(DAY, "實作", lunch))
    saved(folder, behind(DAY, "實作", lunch))

    found = review(folder, file)

    assert offered(found) == []
    assert remarks(found, Kind.SLOT_ADDED) == [SAID]


def test_a_new_activity_whose_neighbour_is_gone_stands_behind_the_one_before(folder: Path) -> None:
    """They put 合影 behind 實作; 實作 is gone here, so it stands behind 休息."""
    file = back(folder, behind(DAY, "實作", TimetableRow(842, 850, "合影")))
    saved(folder, without(DAY, "實作"))

    rows = taken(folder, offered(review(folder, file)))

    assert names(rows) == ["理念", "休息", "合影", "座談"]


def test_a_row_moved_there_and_edited_here_is_moved_with_our_edit(folder: Path) -> None:
    """They put 座談 first, we gave it another speaker: no remark, both stand."""
    file = back(folder, [DAY[3], *DAY[:3]])
    saved(folder, but(DAY, "座談", speaker="戊主任"))

    one = only(offered(review(folder, file)))
    rows = taken(folder, [one])

    assert str(one.remark) == ""
    assert names(rows) == ["座談", "理念", "休息", "實作"]
    assert rows[0].speaker == "戊主任"


def test_the_same_move_on_both_sides_is_not_offered(folder: Path) -> None:
    """座談 stands first there and here."""
    file = back(folder, [DAY[3], *DAY[:3]])
    saved(folder, [DAY[3], *DAY[:3]])

    found = review(folder, file)

    assert offered(found) == []
    assert remarks(found, Kind.SLOT_MOVED) == [SAID]


def test_a_row_moved_to_another_place_here_is_offered_with_a_remark(folder: Path) -> None:
    """They put 座談 first, we put it behind 理念."""
    file = back(folder, [DAY[3], *DAY[:3]])
    saved(folder, [DAY[0], DAY[3], *DAY[1:3]])

    one = only(offered(review(folder, file)))

    assert "changed here as well" in one.remark.render("en")
    assert names(taken(folder, [one])) == ["座談", "理念", "休息", "實作"]


def test_of_two_new_rows_the_second_alone_stands_in_its_place(folder: Path) -> None:
    """合影 behind 分組, both new behind 休息; only 合影 is accepted: it stands behind 休息."""
    new = (TimetableRow(842, 850, "分組"), TimetableRow(852, 860, "合影"))
    file = back(folder, behind(DAY, "休息", *new))

    accepted = [one for one in offered(review(folder, file)) if one.item == "合影"]

    assert names(taken(folder, accepted)) == ["理念", "休息", "合影", "實作", "座談"]


def test_taking_in_the_same_paper_twice_changes_nothing_more(folder: Path) -> None:
    """An edit, a new row, a row gone and a row moved: all of it is there already."""
    edited = but([DAY[3], DAY[0], DAY[2]], "理念", end=605)
    file = back(folder, behind(edited, "實作", TimetableRow(842, 850, "合影")))

    rows = taken(folder, offered(review(folder, file)))
    again = review(folder, file)

    assert names(rows) == ["座談", "理念", "實作", "合影"]
    assert offered(again) == []
    kinds = (Kind.END, Kind.SLOT_ADDED, Kind.SLOT_REMOVED, Kind.SLOT_MOVED)
    assert remarks(again, *kinds) == [SAID] * 4
