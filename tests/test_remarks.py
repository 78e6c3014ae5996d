"""Why a line was changed: from its step, from a step's given name, or recorded afterwards."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from plan_folders import codes, everything, opened, plan_folder, print_copies, words
from plc_budget.comparison import compare_with_approved, two_points
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.log import log
from plc_budget.plan.history.remarks import record_reason
from plc_budget.plan.history.saving import save
from plc_budget.plan.history.undoing import redo, undo

DAY = date(2025, 5, 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a plan that was approved with 80 copies."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    plan = plan_folder(tmp_path)
    approval, findings = approve(plan, reference="府教學字第1140001號", on=DAY)
    assert approval is not None, words(findings)
    return plan


def reasons(folder: Path) -> dict[str, str]:
    """Return the reasons of the lines that differ from the approved ones."""
    found, findings = compare_with_approved(folder)
    assert found is not None, words(findings)
    return {change.code: change.reason for change in found.comparison.changed}


def asks(folder: Path) -> bool:
    """Tell whether somebody is asked for a reason."""
    return "CHANGE-NO-REASON" in codes(compare_with_approved(folder)[1])


def recorded(folder: Path, reason: str) -> None:
    """Record why printing was changed; it must work."""
    done, findings = record_reason(folder, ["printing"], reason, name="印刷費")
    assert done, words(findings)


def test_the_name_a_step_has_of_itself_is_no_reason(folder: Path) -> None:
    """「印刷費 數量」 says what was changed, not why: the planner is asked."""
    print_copies(opened(folder), 60)

    assert log(folder)[0][-1].name == "印刷費 數量"
    assert reasons(folder) == {"printing": ""}
    assert asks(folder)


def test_a_name_that_somebody_gave_counts_as_a_reason(folder: Path) -> None:
    """A step called 改為電子檔 needs no further word."""
    print_copies(opened(folder), 60, step="改為電子檔")

    assert reasons(folder) == {"printing": "改為電子檔"}


def test_a_line_that_was_renamed_does_not_make_its_old_name_a_reason(folder: Path) -> None:
    """80 → 60 copies, then 印刷費 becomes 印製費: neither step says why."""
    plan = print_copies(opened(folder), 60)
    renamed = [replace(r, item="印製費") if r.code == "printing" else r for r in plan.plan.rows]
    save(plan, rows=renamed)

    assert reasons(folder) == {"printing": ""}


def test_a_reason_is_recorded_afterwards_and_no_file_changes(folder: Path) -> None:
    """The history grows by one line; the tables stay as they are, byte by byte."""
    print_copies(opened(folder), 60)
    before = everything(folder)
    recorded(folder, " 改為  電子檔 ")
    after = everything(folder)

    assert reasons(folder) == {"printing": "改為 電子檔"}
    assert not asks(folder)
    assert {name for name in after if after[name] != before.get(name)} == {"history.jsonl"}
    assert log(folder)[0][-1].kind.value == "remark"


def test_what_is_done_later_has_its_own_reason(folder: Path) -> None:
    """80 → 60 改為電子檔; 60 → 50 人數減少: both stand, in their order."""
    print_copies(opened(folder), 60)
    recorded(folder, "改為電子檔")
    print_copies(opened(folder), 50, reason="人數減少")

    assert reasons(folder) == {"printing": "改為電子檔；人數減少"}


def test_a_reason_that_is_recorded_again_takes_the_place_of_the_first(folder: Path) -> None:
    """A slip of the pen is mended by recording it again; both stay in the history."""
    print_copies(opened(folder), 60, reason="該為電子檔")
    recorded(folder, "改為電子檔")

    assert reasons(folder) == {"printing": "改為電子檔"}
    assert [step.reason for step in log(folder)[0]][-2:] == ["該為電子檔", "改為電子檔"]


def test_a_table_changed_in_excel_is_recorded_together_with_its_reason(folder: Path) -> None:
    """70 copies typed in Excel have no reason until one is recorded."""
    table = (folder / "budget.csv").read_text("utf-8-sig")
    (folder / "budget.csv").write_text(table.replace(",80,", ",70,"), "utf-8-sig")
    assert asks(folder)
    recorded(folder, "學員減少")

    assert reasons(folder) == {"printing": "學員減少"}
    assert [step.kind.value for step in log(folder)[0]][-2:] == ["outside", "remark"]


def test_undo_and_redo_pass_a_reason_by(folder: Path) -> None:
    """The change is taken back and done again; what was recorded about it stays."""
    print_copies(opened(folder), 60)
    recorded(folder, "改為電子檔")
    undo(folder)
    assert reasons(folder) == {}
    again, _ = redo(folder)

    assert again is not None
    assert reasons(folder) == {"printing": "改為電子檔"}


@pytest.mark.parametrize("reason", ["", "  ", "…", "......"])
def test_nothing_is_no_reason(folder: Path, reason: str) -> None:
    """Blanks and dots are refused, and the history does not grow."""
    before = everything(folder)
    done, findings = record_reason(folder, ["printing"], reason)

    assert (done, codes(findings)) == (False, ["HISTORY-REASON"])
    assert everything(folder) == before


def test_reasons_between_two_points_are_those_of_the_steps_between(folder: Path) -> None:
    """From 60 to 50 copies only 人數減少 counts."""
    first = print_copies(opened(folder), 60, reason="改為電子檔")
    start = log(folder)[0][-1].id
    print_copies(first, 50, reason="人數減少")
    found, _ = two_points(folder, start)

    assert found is not None
    change = found.comparison.changed[0]
    assert (change.reason, change.difference) == ("人數減少", (50 - 60) * 100)
    assert change.after is not None
    assert change.after.quantity == Decimal(50)
