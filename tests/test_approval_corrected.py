"""A slip in the number or the day of an approval: corrected in the history, nothing else changes."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from app_states import app_of, do, seen
from plan_folders import codes, everything, opened, plan_folder, print_copies, words
from plc_budget.app.state import Level
from plc_budget.comparison import compare_with_approved
from plc_budget.language import CHINESE
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.approved.correcting import correct_approval
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.log import log
from plc_budget.plan.history.steps import StepKind
from plc_budget.shipped import data_folder

SLIP, LETTER = "府教課字第113001234號", "府教課字第1130012345號"
DAY = date(2025, 4, 15)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a plan approved under a number that lacks its last digit."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    plan = plan_folder(tmp_path)
    approval, findings = approve(plan, reference=SLIP, on=DAY)
    assert approval is not None, words(findings)
    return plan


def test_the_number_is_corrected_and_every_file_stays(folder: Path) -> None:
    """Only history.jsonl grows; whoever reads the approval reads the number of the letter."""
    before = everything(folder)
    correct_approval(folder, reference=f" {LETTER} ", on=DAY)
    after = everything(folder)
    approval, findings = verify_approved(folder)

    assert {name for name in after if after[name] != before.get(name)} == {"history.jsonl"}
    assert approval is not None
    assert (approval.reference, approval.on, approval.total) == (LETTER, DAY, 15_000)
    assert findings == []


def test_the_step_says_old_and_new(folder: Path) -> None:
    """Number and day, each as it was written and as it is meant."""
    correct_approval(folder, reference=LETTER, on=date(2025, 4, 25), by="承辦人")
    step = log(folder)[0][-1]

    assert step.kind is StepKind.CORRECT
    assert step.name == f"{SLIP} → {LETTER}；114年4月15日 → 114年4月25日"
    assert (step.about["reference_before"], step.about["reference"]) == (SLIP, LETTER)
    assert (step.who, step.before == step.after) == ("承辦人", True)


def test_a_correction_is_corrected_again(folder: Path) -> None:
    """The last one counts; all of them stay in the history."""
    correct_approval(folder, reference="府教課字第1號", on=DAY)
    correct_approval(folder, reference=LETTER, on=DAY)
    approval, _ = verify_approved(folder)

    assert approval is not None
    assert approval.reference == LETTER
    assert [step.name for step in log(folder)[0][-2:]] == [
        f"{SLIP} → 府教課字第1號",
        f"府教課字第1號 → {LETTER}",
    ]


def test_the_comparison_is_named_by_the_corrected_number(folder: Path) -> None:
    """經費調整對照表 prints it, and the changes since the approval keep their reasons."""
    print_copies(opened(folder), 60, reason="改為電子檔")
    correct_approval(folder, reference=LETTER, on=DAY)
    found, _ = compare_with_approved(folder)

    assert found is not None
    assert LETTER in str(found.comparison.before_name.render(CHINESE))
    assert [change.reason for change in found.comparison.changed] == ["改為電子檔"]


def test_an_altered_copy_is_an_error_as_before(folder: Path) -> None:
    """A correction hides no figure that was changed in approved/."""
    correct_approval(folder, reference=LETTER, on=DAY)
    table = folder / "approved" / "budget.csv"
    table.write_text(table.read_text("utf-8-sig").replace(",80,", ",90,"), "utf-8-sig")

    assert "APPROVED-ALTERED" in codes(verify_approved(folder)[1])


def test_a_correction_altered_by_hand_corrects_nothing(folder: Path) -> None:
    """The number in the history was changed in an editor: the frozen one stands, and it is said."""
    correct_approval(folder, reference=LETTER, on=DAY)
    file = folder / "history.jsonl"
    file.write_text(file.read_text("utf-8").replace(LETTER, "府教課字第9號"), "utf-8")
    approval, findings = verify_approved(folder)

    assert approval is not None
    assert approval.reference == SLIP
    assert "HISTORY-ALTERED" in codes(findings)


@pytest.mark.parametrize(
    ("reference", "code"), [("  ", "APPROVED-REFERENCE"), (SLIP, "APPROVED-SAME")]
)
def test_nothing_to_correct_records_nothing(folder: Path, reference: str, code: str) -> None:
    """Neither an empty number nor the one that is recorded."""
    before = everything(folder)
    approval, findings = correct_approval(folder, reference=reference, on=DAY)

    assert (approval, codes(findings)) == (None, [code])
    assert everything(folder) == before


def test_a_plan_that_was_not_approved_has_nothing_to_correct(tmp_path: Path) -> None:
    """It says so."""
    assert codes(correct_approval(plan_folder(tmp_path), reference=LETTER, on=DAY)[1]) == [
        "APPROVED-NONE"
    ]


# --- on the screen ----------------------------------------------------------------------------


def test_the_screen_asks_what_is_frozen_and_what_is_open(tmp_path: Path) -> None:
    """The county's 15,000, every warning answered; number and day are filled in by the page."""
    shutil.copytree(data_folder() / "plans" / "hualien-113-plc-conveners", tmp_path / "county")
    asks = seen(app_of(tmp_path / "county"), "comparison")["form"]["asks"]

    assert asks[0] == "Record that 15,000 NTD were approved by {reference} of {on}?"
    assert "frozen" in asks[1]
    assert asks[2] == "No warning is without a reason."


def test_warnings_without_a_reason_are_counted_before_it_is_frozen(tmp_path: Path) -> None:
    """Two of the plan itself, and 70 copies, which leave 1,000 of the 15,000 unused: three."""
    folder = plan_folder(tmp_path)
    print_copies(opened(folder), 70)
    asks = seen(app_of(folder), "comparison")["form"]["asks"]

    assert asks[2] == "3 warnings are still without a reason."


def test_the_slip_is_mended_on_the_screen(folder: Path) -> None:
    """The form holds what is recorded; after it the table and the history say the new number."""
    state = app_of(folder)
    assert seen(state, "comparison")["form"]["approval"] == {"reference": SLIP, "on": "114/4/15"}
    after = do(state, "comparison", "correct", reference=LETTER, on="114/4/15")
    step = seen(after, "history")["steps"][0]

    assert after.status.level is Level.DONE
    assert LETTER in seen(after, "comparison")["table"]["caption"]
    assert (step["name"], step["changes"], step["undo"]) == (f"{SLIP} → {LETTER}", [], None)


def test_a_day_that_is_none_is_named_at_the_field_of_the_correction(folder: Path) -> None:
    """The form of a later approval is not blamed."""
    after = do(app_of(folder), "comparison", "correct", reference=LETTER, on="四月")

    assert list(seen(after, "comparison")["form"]["faults"]) == ["correct_on"]
