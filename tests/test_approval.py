"""What was approved is frozen under its number, and whoever alters it is found out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plan_folders import (
    codes,
    copies,
    everything,
    opened,
    plan_folder,
    print_copies,
    rows_with,
    words,
)
from plc_budget import load_plan
from plc_budget.findings import Finding, Severity
from plc_budget.plan.approved.approval import Approval, approve, figures_digest, read_approval
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import save

NUMBER = "府教課字第1140012345號"
DAY = date(2025, 5, 20)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a plan; forcing to the disk takes long, and is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return plan_folder(tmp_path)


def frozen(folder: Path, number: str = NUMBER) -> Approval:
    """Approve a plan; it must work."""
    approval, findings = approve(folder, reference=number, on=DAY, by="承辦人")
    assert approval is not None, words(findings)
    return approval


def verdict(folder: Path) -> list[tuple[str, Severity]]:
    """Verify, and name what was found."""
    return [(finding.code, finding.severity) for finding in verify_approved(folder)[1]]


def test_the_files_are_frozen_as_they_are_with_number_date_and_total(folder: Path) -> None:
    """6,000 + 8,000 + 1,000 under a number; the copy is a plan like any other."""
    working = everything(folder)

    approval = frozen(folder)

    kept = everything(folder)
    assert {name: kept[f"approved/{name}"] for name in working} == working
    assert (approval.reference, approval.on, approval.by) == (NUMBER, DAY, "承辦人")
    assert approval.total == 6_000 + 8_000 + 1_000
    assert read_approval(kept["approved/approval.toml"]) == approval
    plan, findings = load_plan(folder / "approved")
    assert plan is not None
    assert not findings
    assert plan.budget.total == approval.total
    assert verdict(folder) == []


def test_work_goes_on_beside_it(folder: Path) -> None:
    """The working plan is changed, the copy is not, and both can be compared."""
    frozen(folder)
    print_copies(opened(folder), 60)

    assert (copies(folder), copies(folder / "approved")) == (60, 80)
    assert verdict(folder) == []


def test_the_history_tells_of_it(folder: Path) -> None:
    """When, who, under what number, of what total."""
    approval = frozen(folder)

    step = log(folder)[0][-1]
    assert (step.kind.value, step.name, step.who) == ("approve", NUMBER, "承辦人")
    assert step.about == {
        "reference": NUMBER,
        "on": "2025-05-20",
        "total": 15_000,
        "figures": approval.figures,
    }
    assert step.when == approval.recorded
    assert step.changes == ()


def test_approving_again_keeps_the_copy_before(folder: Path) -> None:
    """The newest lies in approved/, the ones before it in approved/earlier/1, 2, ..."""
    for number, printed in (("核定 1", 80), ("核定 2", 70), ("核定 3", 60)):
        save(opened(folder), rows=rows_with(opened(folder), printed))
        frozen(folder, number)

    places = ("approved/earlier/1", "approved/earlier/2", "approved")
    assert [copies(folder / place) for place in places] == [80, 70, 60]
    said = [read_approval((folder / place / "approval.toml").read_bytes()) for place in places]
    assert [approval and approval.reference for approval in said] == ["核定 1", "核定 2", "核定 3"]
    assert verdict(folder) == []


def test_a_plan_that_has_no_timetable_any_more_is_frozen_without_one(folder: Path) -> None:
    """The copy holds what the plan holds, not what the copy before it held."""
    frozen(folder, "核定 1")
    (folder / "timetable.csv").unlink()
    frozen(folder, "核定 2")

    assert not (folder / "approved/timetable.csv").exists()
    assert (folder / "approved/earlier/1/timetable.csv").exists()
    assert verdict(folder) == []


@pytest.mark.parametrize("number", ["", "  ", "字" * 201])
def test_an_approval_needs_its_number(folder: Path, number: str) -> None:
    """核定文號 is what the copy is found by."""
    before = everything(folder)

    approval, findings = approve(folder, reference=number, on=DAY)

    assert approval is None
    assert codes(findings) == ["APPROVED-REFERENCE"]
    assert everything(folder) == before


def test_a_number_used_before_is_said(folder: Path) -> None:
    """Perhaps it was mistyped; both copies are kept."""
    frozen(folder)

    approval, findings = approve(folder, reference=f" {NUMBER} ", on=DAY)

    assert approval is not None
    assert codes(findings) == ["APPROVED-AGAIN"]


def test_nothing_is_frozen_that_was_not_looked_at(folder: Path) -> None:
    """A colleague changed the plan between looking and approving."""
    looked_at = opened(folder)
    print_copies(opened(folder), 60)

    approval, findings = approve(folder, reference=NUMBER, on=DAY, opened=looked_at)

    assert approval is None
    assert codes(findings) == ["SAVE-CHANGED"]
    assert not (folder / "approved").exists()


def test_a_plan_that_cannot_be_read_is_not_approved(folder: Path) -> None:
    """Its cells are to be mended first."""
    (folder / "budget.csv").write_bytes(b"code\n")

    approval, _ = approve(folder, reference=NUMBER, on=DAY)

    assert approval is None
    assert not (folder / "approved").exists()


# --- tampering -------------------------------------------------------------------------------


def altered(folder: Path, name: str, change: Callable[[bytes], bytes]) -> list[Finding]:
    """Alter a file of the approved copy by hand, and verify."""
    path = folder / "approved" / name
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    return verify_approved(folder)[1]


def test_a_figure_that_was_altered_is_found_with_its_cell(folder: Path) -> None:
    """印刷費 80 → 90 份 in the frozen table: 1,000 more than was approved."""
    frozen(folder)

    findings = altered(folder, "budget.csv", lambda data: data.replace(b",80,", b",90,"))

    assert [(f.code, f.severity) for f in findings] == [
        ("APPROVED-ALTERED", Severity.ERROR),
        ("APPROVED-FIGURES", Severity.ERROR),
    ]
    assert findings[0].message.render("en").endswith("printing quantity was “80” and is “90”.")
    assert findings[1].stake == 90 * 100 - 80 * 100


def test_a_title_that_was_altered_is_found(folder: Path) -> None:
    """The figures are the same, what they are for is not."""
    frozen(folder)

    findings = altered(
        folder, "plan.toml", lambda data: data.replace("研習".encode(), "旅遊".encode())
    )

    assert [(f.code, f.severity) for f in findings] == [("APPROVED-ALTERED", Severity.ERROR)]


def test_a_table_saved_again_by_excel_is_told_from_an_altered_one(folder: Path) -> None:
    """Other line ends, the same figures: a warning."""
    frozen(folder)

    findings = altered(folder, "budget.csv", lambda data: data.replace(b"\r\n", b"\n"))

    assert [(f.code, f.severity) for f in findings] == [("APPROVED-SAVED-AGAIN", Severity.WARNING)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("15000", "16000"), ("1140012345", "1140054321"), ("2025-05-20", "2025-05-02")],
)
def test_who_alters_what_the_approval_says_meets_the_history(
    folder: Path, old: str, new: str
) -> None:
    """Total, number or date in approval.toml."""
    frozen(folder)

    findings = altered(folder, "approval.toml", lambda d: d.replace(old.encode(), new.encode()))

    assert ("APPROVED-HISTORY", Severity.ERROR) in [(f.code, f.severity) for f in findings]


def test_who_alters_table_and_approval_alike_meets_the_history(folder: Path) -> None:
    """Even hashes that agree with one another are not those that were recorded."""
    old = frozen(folder)
    altered(folder, "budget.csv", lambda data: data.replace(b",80,", b",90,"))
    plan = opened(folder / "approved")
    forged = {
        old.files["budget.csv"]: plan.stamp["budget.csv"],
        old.figures: figures_digest(plan.plan),
        "15000": "16000",
    }
    path = folder / "approved" / "approval.toml"
    text = path.read_text("utf-8")
    for one, other in forged.items():
        text = text.replace(one, other)
    path.write_text(text, encoding="utf-8")

    assert verdict(folder) == [("APPROVED-HISTORY", Severity.ERROR)]


def test_who_alters_the_title_and_its_hash_meets_the_history(folder: Path) -> None:
    """No figure, no number and no date changed; the plan is another one all the same."""
    approval = frozen(folder)
    altered(folder, "plan.toml", lambda data: data.replace("研習".encode(), "旅遊".encode()))
    other = opened(folder / "approved").stamp["plan.toml"]

    findings = altered(
        folder,
        "approval.toml",
        lambda data: data.replace(approval.files["plan.toml"].encode(), other.encode()),
    )

    assert codes(findings) == ["APPROVED-HISTORY"]


@pytest.mark.parametrize("name", ["budget.csv", "timetable.csv", "plan.toml"])
def test_a_file_that_is_missing_is_found(folder: Path, name: str) -> None:
    """The copy is not whole."""
    frozen(folder)
    (folder / "approved" / name).unlink()

    assert ("APPROVED-ALTERED", Severity.ERROR) in verdict(folder)


@pytest.mark.parametrize(
    "text", ["", "format = 2", "reference = 1", "[[", 'format = 1\ntotal = "x"']
)
def test_an_approval_that_cannot_be_read_is_found(folder: Path, text: str) -> None:
    """It says where to take it from."""
    frozen(folder)

    findings = altered(folder, "approval.toml", lambda _: text.encode())

    assert codes(findings) == ["APPROVED-BROKEN"]


def test_a_copy_without_its_history_is_said_to_be_so(folder: Path) -> None:
    """Somebody passed on the folder without history.jsonl; the hashes still hold."""
    frozen(folder)
    (folder / "history.jsonl").unlink()

    assert verdict(folder) == [("APPROVED-UNTOLD", Severity.WARNING)]


def test_an_earlier_copy_is_watched_too(folder: Path) -> None:
    """The finding names which."""
    frozen(folder, "核定 1")
    frozen(folder, "核定 2")
    path = folder / "approved/earlier/1/budget.csv"
    path.write_bytes(path.read_bytes().replace(b",80,", b",90,"))

    findings = verify_approved(folder)[1]
    assert {finding.where.file for finding in findings} == {"approved/earlier/1/budget.csv"}


def test_a_plan_that_was_never_approved_says_so(folder: Path) -> None:
    """No error: it is a draft."""
    assert verify_approved(folder)[0] is None
    assert verdict(folder) == [("APPROVED-NONE", Severity.NOTICE)]
