"""A paper comes back and the plan has moved on: what each side changed stands, and what both did is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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

GONE = "The plan has no such activity any more."
CHANGED = "changed here as well"
PHOTO = TimetableRow(842, 850, "合影")
LUNCH = TimetableRow(720, 780, "午餐")
HELLO = TimetableRow(530, 540, "報到")
RENAMED = but(DAY, "座談", activity="交流")
LATER = but(RENAMED, "交流", start=800, end=870)


class Situation(NamedTuple):
    """What the paper says, what the plan went through since, what is said of it, and what stands afterwards.

    ``said`` is empty where all is offered plainly.
    """

    paper: Rows
    plan: Sequence[Rows]
    said: str
    after: Rows


SITUATIONS: dict[str, Situation] = {
    "another field: they let 實作 end at 12:30, we gave it another speaker": Situation(
        but(DAY, "實作", end=750),
        [but(DAY, "實作", speaker="丁主任")],
        "",
        but(DAY, "實作", end=750, speaker="丁主任"),
    ),
    "the same field: 12:30 there, 12:20 here": Situation(
        but(DAY, "實作", end=750), [but(DAY, "實作", end=740)], "12:20", but(DAY, "實作", end=750)
    ),
    "the same value on both sides": Situation(
        but(DAY, "實作", end=750), [but(DAY, "實作", end=750)], SAID, but(DAY, "實作", end=750)
    ),
    "座談 has a new end there and is struck out here": Situation(
        but(DAY, "座談", end=900), [without(DAY, "座談")], GONE, without(DAY, "座談")
    ),
    "座談 is struck out there and ends later here": Situation(
        without(DAY, "座談"), [but(DAY, "座談", end=870)], CHANGED, without(DAY, "座談")
    ),
    "座談 is struck out on both sides": Situation(
        without(DAY, "座談"), [without(DAY, "座談")], SAID, without(DAY, "座談")
    ),
    "half of a cell: they changed the name, we the school": Situation(
        but(DAY, "實作", speaker="丁主任"),
        [but(DAY, "實作", organisation="庚校")],
        "",
        but(DAY, "實作", organisation="庚校", speaker="丁主任"),
    ),
    "half of a cell alike: both changed the school, they the name as well": Situation(
        but(DAY, "實作", organisation="庚校", speaker="丁主任"),
        [but(DAY, "實作", organisation="庚校")],
        "",
        but(DAY, "實作", organisation="庚校", speaker="丁主任"),
    ),
    "paid minutes there, another end here": Situation(
        but(DAY, "實作", paid_minutes=80),
        [but(DAY, "實作", end=740)],
        "",
        but(DAY, "實作", end=740, paid_minutes=80),
    ),
    "座談 was renamed, then moved to other times, then given another speaker": Situation(
        but(DAY, "座談", paid_minutes=40),
        [RENAMED, LATER, but(LATER, "交流", speaker="己主任")],
        "",
        but(LATER, "交流", speaker="己主任", paid_minutes=40),
    ),
    "座談 was struck out and typed again at the end of the morning": Situation(
        but(DAY, "座談", paid_minutes=30),
        [DAY[:3], [*DAY[:3], replace(DAY[3], start=720, end=780)]],
        "",
        [*DAY[:3], replace(DAY[3], start=720, end=780, paid_minutes=30)],
    ),
    "new ones on both sides keep their places": Situation(
        behind(DAY, "休息", PHOTO),
        [behind([HELLO, *DAY], "實作", LUNCH)],
        "",
        behind(behind([HELLO, *DAY], "實作", LUNCH), "休息", PHOTO),
    ),
    "the same new one on both sides": Situation(
        behind(DAY, "實作", LUNCH), [behind(DAY, "實作", LUNCH)], SAID, behind(DAY, "實作", LUNCH)
    ),
    "a new one behind 實作, which is gone here": Situation(
        behind(DAY, "實作", PHOTO),
        [without(DAY, "實作")],
        "",
        behind(without(DAY, "實作"), "休息", PHOTO),
    ),
    "座談 goes first there and has another speaker here": Situation(
        [DAY[3], *DAY[:3]],
        [but(DAY, "座談", speaker="戊主任")],
        "",
        but([DAY[3], *DAY[:3]], "座談", speaker="戊主任"),
    ),
    "座談 goes first on both sides": Situation(
        [DAY[3], *DAY[:3]], [[DAY[3], *DAY[:3]]], SAID, [DAY[3], *DAY[:3]]
    ),
    "座談 goes first there and behind 理念 here": Situation(
        [DAY[3], *DAY[:3]], [[DAY[0], DAY[3], *DAY[1:3]]], CHANGED, [DAY[3], *DAY[:3]]
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of four activities, version 2."""
    return four_activities(tmp_path)


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_both_sides_did_is_merged(name: str, folder: Path) -> None:
    """All that is offered is taken; what cannot be taken says why."""
    situation = SITUATIONS[name]
    file = back(folder, situation.paper)
    for rows in situation.plan:
        saved(folder, rows)

    found = review(folder, file)
    left = offered(found)

    if situation.said in (SAID, GONE):
        assert left == []
        assert situation.said in {one.remark.render("en") for one in found.differences}
    else:
        assert {bool(str(one.remark)) for one in left} == {bool(situation.said)}
        assert all(situation.said in one.remark.render("en") for one in left)
        taken(folder, left)
    assert opened(folder).plan.timetable == (*situation.after,)


def test_beside_what_both_changed_stand_all_three(folder: Path) -> None:
    """12:00 was printed, 12:30 is on the paper, and the plan says 12:20 by now."""
    file = back(folder, but(DAY, "實作", end=750))
    saved(folder, but(DAY, "實作", end=740))

    one = only(offered(review(folder, file)))

    assert (one.before, one.now, one.after) == ("12:00", "12:20", "12:30")
    assert CHANGED in one.remark.render("en")


def test_a_step_that_was_undone_leaves_no_trace(folder: Path) -> None:
    """座談 was struck out by mistake, brought back and then renamed: its new end finds it."""
    file = back(folder, but(DAY, "座談", end=900))
    saved(folder, without(DAY, "座談"))
    main(["undo", str(folder)])
    saved(folder, RENAMED)

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert row_of(taken(folder, [one]), "交流").end == 900


def test_a_plan_moved_to_another_day_still_takes_the_edits(folder: Path) -> None:
    """Both mornings were moved by a week here; each edit finds its activity on its day."""
    week = [date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 7), date(2025, 6, 8)]
    days = [replace(row, day=week[at > 1]) for at, row in enumerate(DAY)]
    saved(folder, days)
    file = returned(opened(folder).plan, but(days, "實作", end=730), 3)
    saved(folder, [replace(row, day=week[2 + (at > 1)]) for at, row in enumerate(DAY)])

    one = only(offered(review(folder, file)))

    assert str(one.remark) == ""
    assert (row_of(taken(folder, [one]), "實作").end, one.item) == (730, "實作")


def test_of_two_new_rows_the_second_alone_stands_in_its_place(folder: Path) -> None:
    """合影 behind 分組, both new behind 休息; only 合影 is accepted: it stands behind 休息."""
    new = (replace(PHOTO, activity="分組"), replace(PHOTO, start=852, end=860))
    file = back(folder, behind(DAY, "休息", *new))

    accepted = [one for one in offered(review(folder, file)) if one.item == "合影"]

    assert names(taken(folder, accepted)) == ["理念", "休息", "合影", "實作", "座談"]


def test_taking_in_the_same_paper_twice_changes_nothing_more(folder: Path) -> None:
    """An edit, a new row, a row gone and a row moved: all of it is there already."""
    edited = but([DAY[3], DAY[0], DAY[2]], "理念", end=605)
    file = back(folder, behind(edited, "實作", PHOTO))

    rows = taken(folder, offered(review(folder, file)))
    again = review(folder, file)

    assert names(rows) == ["座談", "理念", "實作", "合影"]
    assert offered(again) == []
    kinds = (Kind.END, Kind.SLOT_ADDED, Kind.SLOT_REMOVED, Kind.SLOT_MOVED)
    assert remarks(again, *kinds) == [SAID] * 4
