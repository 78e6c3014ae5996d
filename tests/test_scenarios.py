"""What-ifs beside the working plan: other speakers, other copies, and one of them adopted."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_folders import codes, copies, everything, opened, plan_folder, print_copies, words
from plc_budget import Plan, data_folder, load_plan
from plc_budget.plan.history.log import log
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.history.undoing import redo, undo
from plc_budget.plan.model import assemble
from plc_budget.plan.scenarios.keeping import (
    adopt_scenario,
    delete_scenario,
    deleted_scenario,
    new_scenario,
    scenario,
    scenarios,
)
from plc_budget.plan.scenarios.names import LONGEST, folder_of, name_of, tidy_name
from plc_budget.plan.what_if import with_paid_minutes, with_quantity, with_speaker_kind
from plc_budget.reallocation.trying import Trial, as_scenario

COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a plan; forcing to the disk takes long, and is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return plan_folder(tmp_path)


def made(folder: Path, name: str, printed: int = 80) -> Opened:
    """Make a scenario in which other copies are printed."""
    scenario, findings = new_scenario(folder, name)
    assert scenario is not None, words(findings)
    return scenario if printed == 80 else print_copies(scenario, printed)


def test_a_scenario_is_a_plan_beside_the_plan(folder: Path) -> None:
    """It begins like the working plan; what is tried in it does not touch that."""
    made(folder, "少印", 60)
    made(folder, "多印", 90)

    assert [one.name for one in scenarios(folder)] == ["多印", "少印"]
    assert copies(folder) == 80
    assert [copies(one.folder) for one in scenarios(folder)] == [90, 60]
    assert sorted(everything(folder / "scenarios" / "少印")) == [
        "budget.csv",
        "history.jsonl",
        "plan.toml",
        "timetable.csv",
    ]


def test_a_scenario_has_steps_of_its_own(folder: Path) -> None:
    """Undo in the scenario is undo of the scenario."""
    made(folder, "少印", 60)
    inner = folder / "scenarios" / "少印"

    undo(inner)

    assert copies(inner) == 80
    assert [step.kind.value for step in log(inner)[0]] == ["begin", "edit", "undo"]
    assert [step.kind.value for step in log(folder)[0]] == ["begin", "scenario-new"]


def test_what_is_tried_is_one_step_of_the_plan_and_one_of_the_scenario(folder: Path) -> None:
    """60 copies are tried: undo in the scenario goes back to the 80 of the plan."""
    sixty, _ = with_quantity(opened(folder).plan, "printing", Decimal(60))
    assert sixty is not None

    tried, findings = as_scenario(folder, "少印", Trial(sixty), opened(folder), reason="改為電子檔")

    assert tried is not None, words(findings)
    assert copies(tried.folder) == 60
    assert [step.kind.value for step in log(folder)[0]] == ["begin", "scenario-new"]
    steps, findings = log(tried.folder)
    assert not findings
    assert [(step.kind.value, step.reason) for step in steps] == [
        ("begin", ""),
        ("edit", "改為電子檔"),
    ]
    undo(tried.folder)
    assert copies(tried.folder) == 80


def test_a_scenario_can_begin_like_another_one(folder: Path) -> None:
    """60 copies, and from there."""
    first = made(folder, "少印", 60)

    second, _ = new_scenario(folder, "少印，外聘", first)

    assert second is not None
    assert copies(second.folder) == 60


def test_an_adopted_scenario_is_the_working_plan_as_one_step(folder: Path) -> None:
    """It can be undone like any step, and redone; the scenario stays."""
    made(folder, "少印", 60)
    before = {name: data for name, data in everything(folder).items() if "/" not in name}

    plan, findings = adopt_scenario(folder, "少印", reason="主管選定")

    assert plan is not None, words(findings)
    assert copies(folder) == 60
    step = log(folder)[0][-1]
    assert (step.kind.value, step.name, step.reason) == ("adopt", "少印", "主管選定")
    assert [(c.line, c.before, c.after) for c in step.changes] == [("printing", "80", "60")]
    undo(folder)
    assert (folder / "budget.csv").read_bytes() == before["budget.csv"]
    redo(folder)
    assert copies(folder) == 60
    assert len(scenarios(folder)) == 1


def test_adopting_says_what_it_sets_aside(folder: Path) -> None:
    """The working plan went on since the scenario was made; undo brings it back."""
    made(folder, "少印", 60)
    print_copies(opened(folder), 85, "加印五份")

    plan, findings = adopt_scenario(folder, "少印")

    assert plan is not None
    assert codes(findings) == ["SCENARIO-OLDER"]
    assert "加印五份" in findings[0].message.render("en")
    undo(folder)
    assert copies(folder) == 85


def test_adopting_what_is_the_plan_already_is_no_step(folder: Path) -> None:
    """Nothing is written."""
    made(folder, "照舊")
    before = everything(folder)

    _, findings = adopt_scenario(folder, "照舊")

    assert codes(findings) == ["SAVE-SAME"]
    assert everything(folder) == before


def test_nothing_is_adopted_over_a_change_nobody_looked_at(folder: Path) -> None:
    """A colleague changed the working plan meanwhile."""
    made(folder, "少印", 60)
    looked_at = opened(folder)
    print_copies(opened(folder), 85)

    plan, findings = adopt_scenario(folder, "少印", looked_at)

    assert plan is None
    assert codes(findings) == ["SAVE-CHANGED"]
    assert copies(folder) == 85


def test_a_deleted_scenario_can_be_had_again(folder: Path) -> None:
    """The history keeps what it held."""
    kept = made(folder, "少印", 60)

    gone, findings = delete_scenario(folder, "少印")

    assert gone is not None, words(findings)
    assert scenarios(folder) == ()
    assert not (folder / "scenarios").exists()
    back, _ = deleted_scenario(folder, "少印")
    assert back is not None
    assert back.files == kept.files
    again, _ = new_scenario(folder, "少印", back)
    assert again is not None
    assert copies(again.folder) == 60


def test_what_else_lies_in_the_folder_of_a_scenario_stays(folder: Path) -> None:
    """A note of the planner's is not ours to delete, and the name is free again only without it."""
    made(folder, "少印")
    note = folder / "scenarios/少印/note.txt"
    note.write_text("問過主計", encoding="utf-8")

    delete_scenario(folder, "少印")

    assert note.exists()
    assert codes(new_scenario(folder, "少印")[1]) == ["SCENARIO-TAKEN"]


@pytest.mark.parametrize("act", [adopt_scenario, delete_scenario, scenario, deleted_scenario])
def test_a_scenario_that_does_not_exist_is_answered_with_those_that_do(
    folder: Path, act: object
) -> None:
    """A planner who mistyped it sees the names."""
    made(folder, "少印")

    assert callable(act)
    value, findings = act(folder, "少因")

    assert value is None
    assert codes(findings) == ["SCENARIO-UNKNOWN"]


def test_no_scenario_in_a_scenario(folder: Path) -> None:
    """One level is enough to compare."""
    inner = made(folder, "少印")

    assert codes(new_scenario(inner.folder, "更少")[1]) == ["SCENARIO-INSIDE"]


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "  ", "a\x07b", "a\x00", "長" * (LONGEST + 1), "\u200b"])
def test_what_cannot_be_printed_is_no_name(folder: Path, name: str) -> None:
    """And nothing is made."""
    nothing, findings = new_scenario(folder, name)

    assert nothing is None
    assert codes(findings) == ["SCENARIO-NAME"]
    assert not (folder / "scenarios").exists()


@pytest.mark.parametrize(
    "name",
    [
        "外聘 2 節 → 印刷 60/80？",
        "CON",
        "nul.txt",
        "LPT¹",
        "a.",
        ".a",
        "~$a",
        "50%",
        "%2F",
        'a\\b:c*?"<>|',
        "../../x",
        "長" * LONGEST,
    ],
)
def test_any_name_has_a_folder_that_windows_can_have(folder: Path, name: str) -> None:
    """Forbidden signs and devices are escaped, and the name is shown as it was typed."""
    scenario_, findings = new_scenario(folder, name)

    assert scenario_ is not None, words(findings)
    inner = scenario_.folder.name
    assert scenario_.folder.parent == folder / "scenarios"
    assert not set('<>:"/\\|?*') & set(inner)
    assert inner.split(".")[0].upper() not in {"CON", "NUL", "LPT1", "LPT¹"}
    assert inner[-1] not in ". "
    assert [one.name for one in scenarios(folder)] == [tidy_name(name)]
    assert delete_scenario(folder, name)[0] is not None


def test_names_that_would_meet_in_one_folder_are_one_name(folder: Path) -> None:
    """Windows does not tell capitals apart, nor do we."""
    made(folder, "Plan A")

    assert codes(new_scenario(folder, " plan  a")[1]) == ["SCENARIO-TAKEN"]
    assert scenario(folder, "PLAN A")[0] is not None


@given(st.text(max_size=LONGEST))
def test_every_folder_has_the_name_it_was_made_for(name: str) -> None:
    """And two names never share one."""
    inner, findings = folder_of(name)
    if inner is not None:
        assert not findings
        assert name_of(inner) == tidy_name(name)
        assert folder_of(name_of(inner))[0] == inner


# --- what if ---------------------------------------------------------------------------------


@pytest.fixture
def county() -> Plan:
    """Read the county's plan: five internal lessons of 240 minutes, 6 節 at 1,000."""
    plan, _ = load_plan(COUNTY)
    assert plan is not None
    return plan


def lines(plan: Plan | None) -> list[tuple[object, ...]]:
    """Show the fee lines of a plan."""
    assert plan is not None
    return [
        (line.code, line.name, line.speaker_kind, line.quantity, line.amount)
        for line in plan.budget.lines
        if line.speaker_kind
    ]


@pytest.mark.parametrize(
    ("kind", "name", "price"),
    [("affiliated", "隸屬講師鐘點費", 1_500), ("external", "外聘講師鐘點費", 2_000)],
)
def test_all_speakers_taken_for_another_kind_at_its_ceiling(
    county: Plan, kind: str, name: str, price: int
) -> None:
    """The line keeps its code and pays the new kind; the ceiling is the card's on that day."""
    other, findings = with_speaker_kind(county, kind, at_ceiling=True)

    assert other is not None, words(findings)
    assert lines(other) == [("speaker_internal", name, kind, 6, 6 * price)]
    assert other.budget.total == 6 * price + 8_000 + 1_000
    assert {row.speaker_kind for row in other.timetable} == {kind}
    assert county.budget.total == 15_000, "the plan itself is left alone"


def test_without_the_ceiling_the_price_stays(county: Plan) -> None:
    """A host may pay less than the ceiling."""
    other, _ = with_speaker_kind(county, "external")

    assert other is not None
    assert other.budget.total == 15_000


def test_one_speaker_taken_for_another_kind_has_a_line_of_its_own(county: Plan) -> None:
    """40 of 240 minutes move: 1 節 external, 5 節 internal."""
    other, _ = with_speaker_kind(county, "external", speaker="王翰毅主任", at_ceiling=True)

    assert lines(other) == [
        ("speaker_internal", "內聘講師鐘點費", "internal", 5, 5_000),
        ("speaker_external", "外聘講師鐘點費", "external", 1, 2_000),
    ]


def test_speakers_are_found_by_their_school(county: Plan) -> None:
    """康樂國小 teaches the first two lessons: 40 + 80 minutes, 3 節."""
    other, _ = with_speaker_kind(county, "affiliated", organisation="康樂國小")

    assert [line[2:4] for line in lines(other)] == [("internal", 3), ("affiliated", 3)]


def test_there_and_back_is_the_same_plan(county: Plan) -> None:
    """External and internal again: the same lines, names, quantities and prices."""
    there, _ = with_speaker_kind(county, "external", at_ceiling=True)
    assert there is not None
    back, _ = with_speaker_kind(there, "internal", at_ceiling=True)

    assert back is not None
    assert (back.rows, back.timetable) == (county.rows, county.timetable)


def test_a_second_kind_uses_the_line_that_is_there(county: Plan) -> None:
    """One speaker after another becomes external: one line for both."""
    once, _ = with_speaker_kind(county, "external", organisation="大禹國小", at_ceiling=True)
    assert once is not None
    twice, _ = with_speaker_kind(once, "external", organisation="北昌國小", at_ceiling=True)

    assert [line[2:4] for line in lines(twice)] == [("internal", 4), ("external", 2)]


def test_an_unpaid_speaker_costs_nothing(county: Plan) -> None:
    """He has no line."""
    other, _ = with_speaker_kind(county, "unpaid", speaker="王翰毅主任")

    assert [line[2:4] for line in lines(other)] == [("internal", 5)]


def test_a_percentage_of_the_fee_is_of_both_fees(county: Plan) -> None:
    """二代健保補充保費 of the speaker's line follows the new one."""
    row = replace(
        county.rows[1],
        code="premium",
        unit_price=None,
        quantity=None,
        step=None,
        rate=Decimal(2),
        base=("speaker_internal",),
    )
    plan, _ = assemble(county.id, county.details, [*county.rows, row], county.timetable)
    assert plan is not None

    other, _ = with_speaker_kind(plan, "external", speaker="王翰毅主任", at_ceiling=True)

    assert other is not None
    premium = other.budget.get("premium")
    assert premium is not None
    assert premium.row.base == ("speaker_internal", "speaker_external")
    assert premium.base_amount == 5_000 + 2_000


def test_a_kind_without_a_ceiling_keeps_the_price_and_says_so(county: Plan) -> None:
    """專題演講 is as the host decides."""
    other, findings = with_speaker_kind(county, "keynote", at_ceiling=True)

    assert other is not None
    assert "WHAT-IF-NO-CEILING" in codes(findings)
    assert other.budget.total == 15_000


def test_nobody_by_that_name_is_answered_with_who_there_is(county: Plan) -> None:
    """And a kind that does not exist is an error of the program."""
    other, findings = with_speaker_kind(county, "external", speaker="某教授")

    assert other is None
    assert codes(findings) == ["WHAT-IF-NOBODY"]
    assert "蔣淑芳校長" in findings[0].remedy.render("en")
    with pytest.raises(ValueError, match="foreign"):
        with_speaker_kind(county, "foreign")


def test_other_copies_and_other_periods(county: Plan) -> None:
    """60 copies save 2,000; a first lesson of 80 paid minutes is one 節 more."""
    fewer, _ = with_quantity(county, "printing", Decimal(60))
    assert fewer is not None
    assert fewer.budget.total == 6_000 + 6_000 + 1_000

    longer, _ = with_paid_minutes(county, 5, 20)
    assert longer is not None
    assert [line[3] for line in lines(longer)] == [Decimal("5.5")]

    assert codes(with_quantity(county, "speaker_internal", Decimal(1))[1]) == ["WHAT-IF-LINE"]
    assert codes(with_quantity(county, "nobody", Decimal(1))[1]) == ["WHAT-IF-LINE"]
    assert codes(with_paid_minutes(county, 6, 20)[1]) == ["WHAT-IF-ACTIVITY"]


def test_a_what_if_is_saved_as_a_scenario(folder: Path) -> None:
    """The plan that was worked out goes into a scenario like any change, and can be adopted."""
    start = made(folder, "外聘")
    other, _ = with_speaker_kind(start.plan, "external", at_ceiling=True)
    assert other is not None

    saved, findings = save(start, rows=other.rows, timetable=other.timetable, step="改外聘")
    assert isinstance(saved, Opened), words(findings)
    adopt_scenario(folder, "外聘")

    assert opened(folder).plan.budget.total == 6 * 2_000 + 8_000 + 1_000
    undo(folder)
    assert opened(folder).plan.budget.total == 15_000
