"""The plan folder: what is there, what is missing, and that reading leaves it as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plc_budget.plan import is_unreadable, load_plan
from plc_budget.shipped import data_folder
from situations import codes, english, only

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the county's plan."""
    return Path(shutil.copytree(COUNTY, tmp_path / "plan"))


def test_a_plan_is_named_after_its_folder(folder: Path) -> None:
    """The plan is the folder, by whatever path it is reached."""
    for path in (folder, str(folder), folder / "." / ".." / "plan"):
        plan, findings = load_plan(path)
        assert plan is not None
        assert (plan.id, plan.budget.total, findings) == ("plan", 15_000, [])


def test_reading_leaves_the_folder_as_it_is(folder: Path) -> None:
    """No file is made, changed or removed."""
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}

    load_plan(folder)

    assert before == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
    }


def test_a_plan_needs_no_timetable(folder: Path) -> None:
    """Without a timetable the 內聘 line has nobody to pay: its 6 periods are asked about."""
    (folder / "timetable.csv").unlink()
    plan, findings = load_plan(folder)

    assert plan is not None
    assert codes(findings) == ["QUANTITY-FROM-TIMETABLE"]
    assert findings[0].stake == 6_000


@pytest.mark.parametrize("name", ["plan.toml", "budget.csv"])
def test_a_file_that_is_missing(folder: Path, name: str) -> None:
    """A folder without its plan or its budget is no plan, and says what makes one."""
    (folder / name).unlink()
    plan, findings = load_plan(folder)

    assert plan is None
    assert is_unreadable(findings)
    missing = only(findings, "PLAN-FILE")
    assert name in english(missing)
    assert "plc-budget init" in missing.remedy.render("en")


@pytest.mark.parametrize("path", ["nowhere", "plan/budget.csv", "x" * 300, "a\0b"])
def test_a_folder_that_is_none(folder: Path, path: str) -> None:
    """A path that leads nowhere, or to a file, is one clear error."""
    plan, findings = load_plan(folder.parent / path)

    assert plan is None
    assert codes(findings) == ["PLAN-FOLDER"]


@pytest.mark.parametrize("name", ["plan.toml", "budget.csv", "timetable.csv"])
def test_a_folder_in_place_of_a_file(folder: Path, name: str) -> None:
    """A folder called budget.csv cannot be opened, and that is what is said."""
    (folder / name).unlink()
    (folder / name).mkdir()
    plan, findings = load_plan(folder)

    assert plan is None
    assert codes(findings) == ["PLAN-FILE"]


@pytest.mark.parametrize("name", ["plan.toml", "budget.csv", "timetable.csv"])
def test_a_file_that_is_too_large(folder: Path, name: str) -> None:
    """6 MB are refused before they are looked at."""
    (folder / name).write_bytes(b"#" * 6_000_000)
    plan, findings = load_plan(folder)

    assert plan is None
    assert only(findings, "TABLE-SIZE").where.file == name


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    """A planner mends three files in one go."""
    toml = folder / "plan.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace("school_year = 113", ""), encoding="utf-8"
    )
    budget = folder / "budget.csv"
    budget.write_bytes(budget.read_bytes().replace(b",100,", b",many,"))
    timetable = folder / "timetable.csv"
    timetable.write_bytes(timetable.read_bytes().replace(b"09:40,11:00", b"09:40,noon"))

    plan, findings = load_plan(folder)

    assert plan is None
    assert {(f.code, f.where.file) for f in findings} == {
        ("PLAN-KEY", "plan.toml"),
        ("CELL-UNREADABLE", "budget.csv"),
        ("CELL-UNREADABLE", "timetable.csv"),
    }
