"""A folder that came from a stranger, or from another machine: nothing outside of it is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan_folders import codes, everything, opened, plan_folder, print_copies, rows_with, words
from plc_budget.findings import Finding
from plc_budget.plan import load_plan
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import save
from plc_budget.plan.scenarios.keeping import adopt_scenario, delete_scenario, new_scenario
from plc_budget.plan.storage.entries import Put, Tail
from plc_budget.plan.storage.journal import Journal

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan with a scenario."""
    folder = plan_folder(tmp_path)
    assert new_scenario(folder, "少印")[0] is not None
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Make a folder that is nobody's business."""
    folder = plan_folder(tmp_path, "outside")
    (folder / "history.jsonl").write_bytes(b"")
    return folder


def save_60(folder: Path) -> tuple[object, list[Finding]]:
    """Save 60 copies."""
    return save(opened(folder), rows=rows_with(opened(folder), 60))


def approve_it(folder: Path) -> tuple[object, list[Finding]]:
    """Approve the plan."""
    return approve(folder, reference="核定 1", on=date(2025, 5, 20))


def link(path: Path, target: Path) -> None:
    """Put a link in the place of a file or folder."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("host", ["another-machine", "here"])
@pytest.mark.parametrize(
    "entry",
    [
        Put("scenarios/少印/budget.csv", None, b"x"),
        Put("scenarios/少印/plan.toml", None, None),
        Tail("history.jsonl", 0, b"x\n"),
    ],
)
def test_a_journal_leads_out_of_the_folder_through_no_link(
    folder: Path, outside: Path, entry: Put | Tail, host: str
) -> None:
    """Neither reading the plan nor saving it writes where the link leads."""
    link(folder / "scenarios/少印", outside)
    link(folder / "history.jsonl", outside / "history.jsonl")
    before = everything(outside)
    journal = Journal((entry,), NOON, **({} if host == "here" else {"host": host}))
    (folder / "plan.journal").write_bytes(journal.encoded())

    plan, findings = load_plan(folder)
    assert plan is not None
    assert codes(findings)[0] == "SAVE-DROPPED"
    (folder / "history.jsonl").unlink()
    print_copies(opened(folder), 60)

    assert everything(outside) == before


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("history.jsonl", save_60),
        ("budget.csv", save_60),
        ("approved", approve_it),
        ("timetable.csv", approve_it),
        ("scenarios/少印", lambda folder: delete_scenario(folder, "少印")),
        ("scenarios", lambda folder: new_scenario(folder, "多印")),
    ],
)
def test_nothing_is_written_through_a_link_nor_in_its_place(
    folder: Path,
    outside: Path,
    name: str,
    act: Callable[[Path], tuple[object, list[Finding]]],
) -> None:
    """It is said which link stands in the way, and the plan and what it leads to stay as they are."""
    link(folder / name, outside / name if Path(name).suffix else outside)
    before = everything(folder), everything(outside)

    value, findings = act(folder)

    assert value is None
    assert [f.where.file for f in findings if f.code == "SAVE-LINK"] == [name], words(findings)
    assert (everything(folder), everything(outside)) == before
    assert (folder / name).is_symlink()


def test_a_file_that_is_a_link_is_read_and_said(folder: Path, outside: Path) -> None:
    """The planner hears where the figures come from before somebody signs them."""
    link(folder / "budget.csv", outside / "budget.csv")

    plan, findings = load_plan(folder)

    assert plan is not None
    assert [f.where.file for f in findings if f.code == "PLAN-LINK"] == ["budget.csv"]


@pytest.mark.parametrize("name", ["plan.toml", "budget.csv", "timetable.csv"])
def test_a_link_that_leads_nowhere_is_not_a_file_that_is_not_there(
    folder: Path, outside: Path, name: str
) -> None:
    """A plan whose timetable is such a link is not approved as a plan without one."""
    link(folder / name, outside / "gone")

    plan, findings = load_plan(folder)
    approval, problems = approve_it(folder)

    assert (plan, approval) == (None, None)
    for found in (findings, problems):
        assert (found[-1].code, found[-1].where.file) == ("PLAN-FILE", name)
        assert "a link that leads nowhere" in found[-1].message.render("en")


def test_the_temporary_name_of_a_file_is_followed_nowhere(folder: Path, outside: Path) -> None:
    """A stranger laid links where a save writes first."""
    before = everything(outside)
    (folder / "approved").mkdir()
    for name in ("plan.journal", "budget.csv", "approved/budget.csv", "approved/approval.toml"):
        (folder / f"{name}.plc-new").symlink_to(outside / "plan.toml")
    (folder / "plan.lock").symlink_to(outside / "plan.toml")
    os.utime(outside / "plan.toml", (0, 0))

    assert save_60(folder)[0] is not None
    assert approve_it(folder)[0] is not None

    assert everything(outside) == before
    assert not [name for name in everything(folder) if name.endswith(".plc-new")]


def test_what_another_machine_began_is_read_and_left_to_who_saves(folder: Path) -> None:
    """``check`` on a colleague's computer changes no file; the next change finishes the save."""
    data = (folder / "budget.csv").read_bytes()
    entry = Put("budget.csv", None, data.replace(b",80,", b",60,"))
    (folder / "plan.journal").write_bytes(Journal((entry,), NOON, "another-machine").encoded())
    before = everything(folder)

    plan, findings = load_plan(folder)
    log(folder)

    assert plan is not None
    assert plan.budget.total == 6_000 + 6_000 + 1_000
    assert codes(findings)[0] == "SAVE-PENDING"
    assert "another-machine" in findings[0].message.render("en")
    assert everything(folder) == before
    print_copies(opened(folder), 70)
    assert not (folder / "plan.journal").exists()


@pytest.mark.parametrize(
    "name", ["plan.toml", "timetable.csv", "history.jsonl", "plan.journal", "plan.lock"]
)
def test_a_pipe_in_the_place_of_a_file_is_said_and_not_waited_for(folder: Path, name: str) -> None:
    """Nobody writes to it, so it would be waited for without end."""
    plan = opened(folder)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)

    found = [*load_plan(folder)[1], *log(folder)[1], *save(plan, rows=rows_with(plan, 60))[1]]

    assert any("but a pipe" in finding.message.render("en") for finding in found)


def test_adopting_reads_a_linked_scenario_and_writes_the_plan_only(
    folder: Path, outside: Path
) -> None:
    """What lies in another place can be looked at; it stays as it is."""
    print_copies(opened(outside), 60)
    before = everything(outside)
    link(folder / "scenarios/少印", outside)

    assert adopt_scenario(folder, "少印")[0] is not None

    assert opened(folder).plan.budget.total == 6_000 + 6_000 + 1_000
    assert everything(outside) == before
