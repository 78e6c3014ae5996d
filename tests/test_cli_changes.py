"""The commands that change a plan: what they promise to scripts, and that nothing is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plc_budget
from plc_budget.cli import main
from plc_budget.cli.terminal import WIDTH
from plc_budget.language import width_of

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"
TABLES = ("plan.toml", "budget.csv", "timetable.csv")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Copy the county's plan, so that a test may change it."""
    return Path(shutil.copytree(COUNTY, tmp_path / "研習計畫"))


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    """Run a command with --json and return its exit code and its one object."""
    code = main([*(str(word) for word in words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def tables(folder: Path) -> dict[str, bytes]:
    """Return the tables of a plan as they lie there."""
    return {name: (folder / name).read_bytes() for name in TABLES}


def test_two_more_periods_are_paid_by_twenty_copies_fewer(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """8 節 cost 8,000, so printing gives 2,000: 80 copies become 60; nothing is written."""
    before = tables(plan)
    code, told = answer(capsys, "reallocate", plan, "--set", "speaker_internal=8")
    after = {line["code"]: (line["quantity_after"], line["amount_after"]) for line in told["lines"]}
    assert (code, told["feasible"], told["total"]) == (0, True, 8_000 + 6_000 + 1_000)
    assert after == {"speaker_internal": (8, 8_000), "printing": (60, 6_000), "misc": (1, 1_000)}
    assert (told["lines_changed"], told["moved"]) == (1, 2_000)
    assert [p["lines_changed"] for p in told["alternatives"]] == [2]
    assert tables(plan) == before


def test_with_every_other_line_locked_it_says_what_to_release(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1; releasing the lock of printing would give 60 copies."""
    code, told = answer(
        capsys,
        "reallocate",
        plan,
        "--set",
        "speaker_internal=8",
        "--lock",
        "printing",
        "--lock",
        "misc",
    )
    assert (code, told["feasible"], told["lines"]) == (1, False, [])
    locks = {tuple(one["codes"]): one["gives"] for one in told["release"] if one["kind"] == "lock"}
    assert locks["printing",]["total"] == 15_000
    assert told["nearest"] == {"below": None, "above": 8_000 + 8_000 + 1_000}


def test_an_applied_proposal_is_saved_with_its_reason_and_undone_by_name(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 copies, told in the log; after undo the tables are what they were, byte by byte."""
    before = tables(plan)
    code, told = answer(
        capsys,
        "reallocate",
        plan,
        "--set",
        "printing=60",
        "--apply",
        "--reason",
        "改為電子檔",
        "--step",
        "少印",
        "--by",
        "承辦人",
    )
    assert (code, told["applied"]) == (0, True)
    loaded, _ = plc_budget.load_plan(plan)
    assert loaded is not None
    assert loaded.budget.total == 6_000 + 60 * 100 + 3 * 1_000
    _, log = answer(capsys, "log", plan)
    step = log["steps"][-1]
    assert (step["name"], step["who"], step["reason"]) == ("少印", "承辦人", "改為電子檔")
    assert answer(capsys, "undo", plan, "少印")[0] == 0
    assert tables(plan) == before
    assert answer(capsys, "redo", plan)[0] == 0
    assert tables(plan) != before


def test_applying_wants_a_reason(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --reason: exit 2, one message, nothing written."""
    before = tables(plan)
    assert main(["reallocate", str(plan), "--set", "printing=60", "--apply"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert tables(plan) == before


@pytest.mark.parametrize("words", ["nobody=3", "printing=-1", "printing=viele", "printing"])
def test_a_setting_that_means_nothing_is_refused(
    words: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown line, a negative or unreadable quantity: not 0, a message, nothing written."""
    before = tables(plan)
    try:
        code = main(["reallocate", str(plan), "--set", words])
    except SystemExit as stop:
        code = int(str(stop.code))
    assert code in (1, 2)
    assert capsys.readouterr().err
    assert tables(plan) == before


def test_a_plan_that_forbids_reallocation_gets_no_proposal(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """不得勻支: exit 1 and the ban named as what would have to be released."""
    details = (plan / "plan.toml").read_text("utf-8")
    (plan / "plan.toml").write_text(
        details.replace("is_allowed = true", "is_allowed = false"), "utf-8"
    )
    code, told = answer(capsys, "reallocate", plan, "--set", "speaker_internal=8")
    assert (code, told["feasible"]) == (1, False)
    assert "ban" in {one["kind"] for one in told["release"]}


def test_approved_and_working_differ_by_what_was_moved(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Approve, move 2,000, compare: −2,000 and +2,000, total unchanged, reason and sheet there."""
    code, told = answer(
        capsys,
        "approve",
        plan,
        "--reference",
        "府教課字第1140000001號",
        "--on",
        "114/4/20",
        "--by",
        "承辦人",
    )
    assert (code, told["approved"], told["total"]) == (0, True, 15_000)
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "改為電子檔")
    target = tmp_path / "調整.xlsx"
    code, told = answer(capsys, "compare", plan, "-o", target)
    moved = {line["code"]: line["difference"] for line in told["lines"]}
    assert (code, told["difference"], told["moved"]) == (0, 0, 2_000)
    assert moved == {"speaker_internal": 0, "printing": -2_000, "misc": +2_000}
    assert {line["reason"] for line in told["lines"] if line["changed"]} == {"改為電子檔"}
    assert "勻支" in next(line["basis"] for line in told["lines"] if line["changed"])
    sheet = openpyxl.load_workbook(target, data_only=True)["經費調整對照表"]
    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert {-2_000, 2_000, "改為電子檔", "處長"} <= set(values)


def test_a_plan_with_errors_is_not_approved(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """90 copies are 1,000 too many: exit 1, and no frozen copy."""
    table = (plan / "budget.csv").read_text("utf-8-sig")
    (plan / "budget.csv").write_text(table.replace(",80,", ",90,"), "utf-8-sig")
    code, told = answer(capsys, "approve", plan, "--reference", "府教課字第1號")
    assert (code, told["approved"]) == (1, False)
    assert not (plan / "approved").exists()


def test_undoing_what_was_approved_asks_first(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a person to ask it wants --past-approval; the approved copy stays."""
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "減量")
    answer(capsys, "approve", plan, "--reference", "府教課字第1號", "--on", "114/4/20")
    changed = tables(plan)
    assert answer(capsys, "undo", plan)[0] == 1
    assert tables(plan) == changed
    assert answer(capsys, "undo", plan, "--past-approval")[0] == 0
    assert tables(plan / "approved") == changed


def test_comparing_before_an_approval_says_what_to_do(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was approved yet: not 0, and a message."""
    assert main(["compare", str(plan)]) in (1, 2)
    assert "approve" in capsys.readouterr().err


def test_two_plans_and_two_points_are_compared(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The county's plan against its copy with 60 copies, and the same between two steps."""
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "減量")
    _, folders = answer(capsys, "compare", COUNTY, plan)
    _, log = answer(capsys, "log", plan)
    first, second = log["steps"][0]["id"], log["steps"][-1]["id"]
    _, points = answer(capsys, "compare", plan, "--first", first, "--second", second)
    assert [line["difference"] for line in folders["lines"]] == [0, -2_000, 2_000]
    assert [line["difference"] for line in points["lines"]] == [0, -2_000, 2_000]


def test_a_scenario_holds_the_total_and_can_be_adopted(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """康樂國小 as 外聘 at the ceiling: 3 × 1,000 + 3 × 2,000; printing gives up 3,000."""
    before = tables(plan)
    code, told = answer(
        capsys,
        "scenario",
        "new",
        plan,
        "外聘",
        "--organisation",
        "康樂國小",
        "--kind",
        "external",
        "--at-ceiling",
    )
    assert (code, told["total"]) == (0, 15_000)
    assert tables(plan) == before
    _, board = answer(capsys, "scenario", "compare", plan)
    one = board["scenarios"][0]
    assert one["given_up"] == {"內聘講師鐘點費": 3_000, "印刷費": 3_000}
    assert one["gained"] == {"外聘講師鐘點費": 6_000}
    assert answer(capsys, "scenario", "adopt", plan, "外聘")[1]["total"] == 15_000
    loaded, _ = plc_budget.load_plan(plan)
    assert loaded is not None
    assert [line.amount for line in loaded.budget.lines] == [3_000, 6_000, 5_000, 1_000]
    answer(capsys, "undo", plan)
    assert tables(plan) == before
    assert answer(capsys, "scenario", "delete", plan, "外聘")[0] == 0
    assert answer(capsys, "scenario", "list", plan)[1]["scenarios"] == []


def test_tables_on_the_screen_fit_a_terminal(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Proposals, log, comparison and scenarios stay within 80 columns, Chinese counted as two."""
    main(["approve", str(plan), "--reference", "府教課字第1140000001號", "--on", "114/4/20"])
    main(["reallocate", str(plan), "--set", "printing=60", "--apply", "--reason", "改為電子檔" * 5])
    main(["scenario", "new", str(plan), "一個名稱很長的方案", "--set", "printing=70"])
    capsys.readouterr()
    for words in (
        ["reallocate", "--set", "speaker_internal=7"],
        ["log"],
        ["compare"],
        ["scenario", "compare"],
    ):
        at = 2 if words[0] == "scenario" else 1
        main([*words[:at], str(plan), *words[at:]])
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines if width_of(line) > WIDTH and str(plan) not in line] == []


def test_two_people_at_one_plan_lose_nothing(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change made in a spreadsheet meanwhile is a step of its own and can be undone."""
    table = (plan / "budget.csv").read_text("utf-8-sig")
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "減量")
    edited = (plan / "budget.csv").read_text("utf-8-sig").replace(",60,", ",50,")
    (plan / "budget.csv").write_text(edited, "utf-8-sig")
    answer(capsys, "reallocate", plan, "--set", "printing=70", "--apply", "--reason", "再調整")
    _, log = answer(capsys, "log", plan)
    assert [step["kind"] for step in log["steps"]] == ["begin", "edit", "outside", "edit"]
    assert ",80," in table


def approved(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Approve the plan as it is."""
    assert (
        answer(capsys, "approve", plan, "--reference", "府教課字第1號", "--on", "114/4/20")[0] == 0
    )


def test_more_than_the_letter_approves_is_an_error(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Holding 17,000 after 15,000 were approved: check and compare say 2,000 too much."""
    approved(plan, capsys)
    answer(capsys, "reallocate", plan, "--total", "17000", "--apply", "--reason", "加場")
    loaded, _ = plc_budget.load_plan(plan)
    assert loaded is not None
    assert loaded.details.funding.approved_total == 15_000
    for command in ("check", "compare"):
        _, told = answer(capsys, command, plan)
        stakes = {f["code"]: f["stake"] for f in told["findings"]}
        assert stakes["APPROVED-EXCEEDED"] == 17_000 - 15_000


def test_raising_the_approved_total_by_hand_is_an_error_too(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """plan.toml says 16,000 where the letter says 15,000."""
    approved(plan, capsys)
    details = (plan / "plan.toml").read_text("utf-8")
    (plan / "plan.toml").write_text(details.replace("= 15000", "= 16000"), "utf-8")
    code, told = answer(capsys, "check", plan)
    assert code == 1
    assert "APPROVED-EXCEEDED" in {f["code"] for f in told["findings"]}


def reasons(plan: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return the reasons of the lines that differ from the approved ones."""
    _, told = answer(capsys, "compare", plan)
    return {line["code"]: line["reason"] for line in told["lines"] if line["changed"]}


def test_a_step_done_again_keeps_its_reason(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Undo and redo: 改為電子檔 is still why printing was cut."""
    approved(plan, capsys)
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "改為電子檔")
    answer(capsys, "undo", plan)
    answer(capsys, "redo", plan)
    assert reasons(plan, capsys) == {"printing": "改為電子檔", "misc": "改為電子檔"}


def test_a_change_made_by_hand_does_not_inherit_a_reason(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 copies had a reason; 70 typed in a spreadsheet have none, and are asked for one."""
    approved(plan, capsys)
    answer(capsys, "reallocate", plan, "--set", "printing=60", "--apply", "--reason", "改為電子檔")
    table = (plan / "budget.csv").read_text("utf-8-sig")
    (plan / "budget.csv").write_text(table.replace(",60,", ",70,"), "utf-8-sig")
    assert reasons(plan, capsys) == {"printing": "", "misc": "改為電子檔"}
    _, told = answer(capsys, "compare", plan)
    assert {"CHANGE-NO-REASON", "CHANGE-UNRECORDED"} <= {f["code"] for f in told["findings"]}


def test_a_proposal_says_what_it_would_bring(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """8 節 set by hand no longer follow a timetable of 6."""
    _, told = answer(capsys, "reallocate", plan, "--set", "speaker_internal=8")
    assert {"TIMETABLE-LET-GO", "SPEAKER-PERIODS"} <= {f["code"] for f in told["raises"]}
    _, told = answer(capsys, "reallocate", plan, "--set", "printing=60")
    assert told["raises"] == []


def test_the_precheck_of_a_comparison_knows_what_check_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ministry's plan pays two groups of a slot, with a reason; compare -o prints it answered."""
    ministry = Path(shutil.copytree(COUNTY.parent / "moe-114-reading-workshop", tmp_path / "moe"))
    approved(ministry, capsys)
    main(["compare", str(ministry), "-o", str(tmp_path / "a.xlsx")])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["主計預檢表"]
    answers = [row[0] for row in sheet.iter_rows(values_only=True) if "180分鐘" in str(row[1])]
    assert answers == ["已說明"]
