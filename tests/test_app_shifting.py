"""The end of an activity moves, and the rest of its day with it: one step, never past midnight."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app_states import app_of, do, said, seen, typed
from plan_folders import plan_folder
from plc_budget.app.state import Level, State
from plc_budget.plan.history.log import log
from plc_budget.tables.timetable_table import clock

DAY = """\
start,end,activity,speaker,organisation,speaker_kind,paid_minutes
09:00,09:40,理念,甲校長,甲校,internal,
09:40,11:00,規劃,乙校長,乙校,internal,
11:00,12:00,北區分享,丙主任,丙校,internal,30
11:00,12:00,南區分享,丁主任,丁校,internal,30
13:00,14:00,座談,戊校長,戊校,internal,
"""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    """Put a day of five activities open in the app, two of them side by side."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return app_with(tmp_path, DAY)


def app_with(above: Path, timetable: str) -> State:
    """Put a plan with a timetable open in the app."""
    folder = plan_folder(above)
    (folder / "timetable.csv").write_text(timetable, "utf-8-sig")
    return app_of(folder)


def times(state: State) -> list[str]:
    """Return when each activity starts and ends."""
    return [f"{clock(row.start)}-{clock(row.end)}" for row in state.plan.timetable]


def shift(state: State, row: str, minutes: str) -> State:
    """Press the button of a row."""
    return do(state, "timetable", "shift", row=row, minutes=minutes)


def test_twenty_minutes_more_move_the_rest_of_the_day(state: State) -> None:
    """規劃 ends at 11:20: the two that share 11:00 stay together, and 座談 moves as well."""
    after = shift(typed(state, "timetable", "1", "end", "11:20"), "1", "20")

    assert times(after) == [
        "09:00-09:40",
        "09:40-11:20",
        "11:20-12:20",
        "11:20-12:20",
        "13:20-14:20",
    ]
    assert said(after).startswith("The 3 following activities start 20 minutes later.")


def test_it_is_one_step_and_undone_at_once(state: State) -> None:
    """Two steps in all: the end, and the rest of the day."""
    longer = typed(state, "timetable", "1", "end", "11:20")
    after = shift(longer, "1", "20")

    assert len(log(after.folder)[0]) == len(log(state.folder)[0])
    assert log(after.folder)[0][-1].name != ""
    assert times(do(after, "app", "undo")) == times(longer)


def test_the_overlap_is_what_is_suggested(state: State) -> None:
    """11:20 against 11:00 are 20 minutes; before the end was moved there was nothing to do."""
    assert [row["after"] for row in seen(state, "timetable")["rows"]] == [0, 0, -60, -60, 0]

    rows = seen(typed(state, "timetable", "1", "end", "11:20"), "timetable")["rows"]

    assert rows[1]["after"] == 20
    assert [row["later"] for row in rows] == [4, 3, 1, 1, 0]


def test_the_button_stands_where_the_overlap_is_said(state: State) -> None:
    """At both activities of 11:00, and it names the row that is too long and the minutes."""
    rows = seen(typed(state, "timetable", "1", "end", "11:20"), "timetable")["rows"]

    assert [row.get("shift") for row in rows] == [
        None,
        None,
        {"row": "1", "minutes": "20", "button": "Move what follows by 20 minutes"},
        {"row": "1", "minutes": "20", "button": "Move what follows by 20 minutes"},
        None,
    ]
    assert not any("shift" in row for row in seen(state, "timetable")["rows"])


def test_after_the_button_nothing_overlaps(state: State) -> None:
    """The finding is gone, and no button is left."""
    longer = typed(state, "timetable", "1", "end", "11:20")
    offered = seen(longer, "timetable")["rows"][2]["shift"]
    after = shift(longer, offered["row"], offered["minutes"])

    assert "TIMETABLE-OVERLAP" in {finding.code for finding in longer.findings}
    assert "TIMETABLE-OVERLAP" not in {finding.code for finding in after.findings}


def test_an_end_moved_earlier_lets_the_rest_move_earlier(state: State) -> None:
    """規劃 ends at 10:40: 20 minutes between, and −20 closes them."""
    shorter = typed(state, "timetable", "1", "end", "10:40")
    assert seen(shorter, "timetable")["rows"][1]["after"] == -20
    after = shift(shorter, "1", "－20")

    assert times(after)[2:] == ["10:40-11:40", "10:40-11:40", "12:40-13:40"]
    assert "20 minutes earlier" in said(after)


def test_nothing_passes_midnight(state: State) -> None:
    """座談 ends at 14:00: 600 minutes are just possible, 601 are not, and nothing moves at all."""
    assert times(shift(state, "1", "600"))[-1] == "23:00-24:00"


def test_beyond_midnight_says_which_activity(state: State) -> None:
    """601 minutes more: 座談 would end at 00:01."""
    after = shift(state, "1", "601")

    assert times(after) == times(state)
    assert after.status.level is Level.FAILED
    assert "座談" in said(after)
    assert "midnight" in said(after)


def test_another_day_stays_as_it_is(tmp_path: Path) -> None:
    """Two days: what runs on the second is not moved by the first."""
    two = """\
day,start,end,activity,speaker,organisation,speaker_kind,paid_minutes
2025-05-31,09:00,10:00,理念,甲校長,甲校,internal,
2025-05-31,10:00,11:00,規劃,甲校長,甲校,internal,
2025-06-01,13:00,14:00,座談,甲校長,甲校,internal,
"""
    state = app_with(
        tmp_path,
        two.replace("day,start", "start")
        .replace("2025-05-31,", "2025-05-31 ")
        .replace("2025-06-01,", "2025-06-01 "),
    )

    assert times(shift(state, "0", "30")) == ["09:00-10:00", "10:30-11:30", "13:00-14:00"]


@pytest.mark.parametrize("raw", ["很多", "20.5", "--20", "1e2"])
def test_minutes_that_are_none_move_nothing(state: State, raw: str) -> None:
    """It says what may be typed."""
    after = shift(state, "1", raw)

    assert times(after) == times(state)
    assert "type" in said(after)


def test_the_last_row_and_a_row_that_is_gone(state: State) -> None:
    """Nothing follows 座談, and there is no ninth row."""
    assert times(shift(state, "4", "20")) == times(state)
    assert shift(state, "9", "20").status.level is Level.FAILED
