"""The history of a plan: everything is told, nothing is deleted, and every point can be had again."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from plan_folders import (
    BUDGET,
    codes,
    copies,
    everything,
    opened,
    plan_folder,
    print_copies,
    rows_with,
    words,
)
from plc_budget import data_folder, load_plan
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.log import HISTORY, done_and_undone, log, parse
from plc_budget.plan.history.saving import Opened, save
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.history.undoing import point, redo, undo
from plc_budget.plan.storage.contents import Contents, digest, like
from plc_budget.plan.storage.lock import system_user
from plc_budget.plan.storage.snapshot import WORKING


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan."""
    return plan_folder(tmp_path)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forcing to the disk takes long, and is held to account elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def tables(folder: Path) -> dict[str, bytes]:
    """Read the files that are the plan."""
    return {name: data for name, data in everything(folder).items() if name in WORKING}


def kinds(folder: Path) -> list[str]:
    """Name what happened, in order."""
    steps, findings = log(folder)
    assert not findings, words(findings)
    return [step.kind.value for step in steps]


def lines(folder: Path) -> list[dict[str, Any]]:
    """Read the lines as anybody can."""
    return [json.loads(line) for line in (folder / HISTORY).read_text("utf-8").splitlines()]


def test_a_step_tells_when_who_what_and_why(folder: Path) -> None:
    """One line of plain JSON for a change, behind one for the beginning."""
    print_copies(opened(folder), 60, "少印二十份", "改為線上辦理")

    begin, line = lines(folder)
    assert (begin["kind"], begin["changes"]) == ("begin", [])
    assert line["name"] == "少印二十份"
    assert line["reason"] == "改為線上辦理"
    assert line["who"] == system_user()
    assert line["when"][-6] in "+-", "with its offset from UTC"
    assert line["changes"] == [
        {
            "file": "budget.csv",
            "line": "printing",
            "field": "quantity",
            "before": "80",
            "after": "60",
        }
    ]
    assert line["before"]["budget.csv"] == digest(BUDGET.replace("\n", "\r\n").encode("utf-8-sig"))
    assert line["after"]["budget.csv"] == digest((folder / "budget.csv").read_bytes())
    assert line["previous"] == begin["id"] != line["id"]
    assert "印刷費,100,份,60" in (folder / HISTORY).read_text("utf-8"), "readable without us"


def test_a_given_name_stands_for_the_system_user(folder: Path) -> None:
    """At a shared computer the planner says who he is; a step without a name has its first change."""
    save(opened(folder), rows=rows_with(opened(folder), 60), by="承辦人")

    step = log(folder)[0][-1]
    assert (step.who, step.name) == ("承辦人", "印刷費 數量")


def test_words_from_a_console_that_cannot_spell_them_are_kept_as_far_as_they_go(
    folder: Path,
) -> None:
    """A byte that is no character does not keep a plan from being saved."""
    print_copies(opened(folder), 60, "少印\udcff", "\udcff")

    assert [(step.name, step.reason) for step in log(folder)[0]][-1] == ("少印?", "?")


def test_undo_gives_back_the_very_bytes_and_redo_the_others(folder: Path) -> None:
    """80 → 60, undone, redone, over as many restarts; each is a line more, none is removed."""
    first = tables(folder)
    print_copies(opened(folder), 60, "少印")
    second = tables(folder)

    plan, findings = undo(folder)
    assert isinstance(plan, Opened)
    assert codes(findings)[0] == "UNDONE"
    assert tables(folder) == first == dict(plan.files)
    plan, findings = redo(folder)
    assert codes(findings)[0] == "REDONE"
    assert tables(folder) == second
    assert kinds(folder) == ["begin", "edit", "undo", "redo"]


def test_undo_by_name_takes_back_that_step_and_what_came_after_it(folder: Path) -> None:
    """Three steps; undoing the second leaves the first, redoing up to the third gives all back."""
    for number, name in ((70, "一"), (60, "二"), (50, "三")):
        print_copies(opened(folder), number, name)

    _, findings = undo(folder, "二")
    assert copies(folder) == 70
    assert findings[0].message.render("en") == "Undone: “三”, “二”."
    redo(folder)
    assert copies(folder) == 60
    undo(folder)
    redo(folder, "三")
    assert copies(folder) == 50
    undo(folder, log(folder)[0][1].id)
    assert copies(folder) == 80, "by id, too"


def test_a_new_change_after_an_undo_ends_what_could_be_redone(folder: Path) -> None:
    """The undone step can still be looked at, as a point of the history."""
    print_copies(opened(folder), 60, "少印")
    undo(folder)
    print_copies(opened(folder), 90, "多印")

    plan, findings = redo(folder)

    assert plan is None
    assert codes(findings) == ["UNDO-NOTHING"]
    past, _ = point(folder, "少印")
    assert past is not None
    assert past.budget.total == 6_000 + 6_000 + 1_000


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (undo, "UNDO-NOTHING"),
        (redo, "UNDO-NOTHING"),
        (lambda f: undo(f, "無此步驟"), "UNDO-NOTHING"),
    ],
)
def test_a_plan_without_steps_has_nothing_to_undo(
    folder: Path, act: Callable[[Path], tuple[object, list[Any]]], code: str
) -> None:
    """It says so and touches nothing, not even by a history of its own."""
    before = everything(folder)

    assert codes(act(folder)[1]) == [code]
    assert everything(folder) == before


def test_a_name_that_is_no_step_is_answered_with_those_there_are(folder: Path) -> None:
    """A planner who mistyped it sees what can be undone."""
    print_copies(opened(folder), 60, "少印")

    _, findings = undo(folder, "少因")

    assert codes(findings) == ["UNDO-UNKNOWN"]
    assert "少印" in findings[0].remedy.render("en")
    assert copies(folder) == 60


# --- approval --------------------------------------------------------------------------------


def test_undo_past_an_approved_point_asks_first(folder: Path) -> None:
    """What was approved is undone only on purpose, and the frozen copy stays."""
    print_copies(opened(folder), 60, "核定前")
    approve(folder, reference="核定 1", on=date(2025, 5, 20))
    print_copies(opened(folder), 50, "核定後")

    assert undo(folder)[0] is not None, "after the approval: at once"
    plan, findings = undo(folder)
    assert plan is None
    assert codes(findings) == ["UNDO-APPROVED"]
    assert copies(folder) == 60

    plan, _ = undo(folder, past_approval=True)
    assert plan is not None
    assert copies(folder) == 80
    assert copies(folder / "approved") == 60


def test_redoing_an_approved_step_does_not_make_it_unapproved(folder: Path) -> None:
    """Undone and redone, it still asks."""
    print_copies(opened(folder), 60)
    approve(folder, reference="核定 1", on=date(2025, 5, 20))
    undo(folder, past_approval=True)
    redo(folder)

    assert codes(undo(folder)[1]) == ["UNDO-APPROVED"]


# --- changed by hand -------------------------------------------------------------------------


def test_what_was_typed_in_a_spreadsheet_is_a_step_too(folder: Path) -> None:
    """80 → 60 here, 60 → 55 in Excel, 55 → 50 here: three steps, each can be undone."""
    print_copies(opened(folder), 60)
    (folder / "budget.csv").write_text(BUDGET.replace(",80,", ",55,"), encoding="utf-8-sig")
    print_copies(opened(folder), 50)

    steps, _ = log(folder)
    assert kinds(folder) == ["begin", "edit", "outside", "edit"]
    assert [(c.before, c.after) for c in steps[2].changes] == [("60", "55")]
    assert steps[2].who == ""
    assert [copies(folder) for _ in range(3) if undo(folder)[0]] == [55, 60, 80]


def test_undo_brings_back_a_table_that_a_spreadsheet_broke(folder: Path) -> None:
    """Even where there was no history before: it knows the last state it saw."""
    print_copies(opened(folder), 60)
    before = tables(folder)
    (folder / "budget.csv").write_bytes(b"PK\x03\x04 saved as .xlsx by mistake")
    (folder / "timetable.csv").unlink()
    assert load_plan(folder)[0] is None

    plan, findings = undo(folder)

    assert plan is not None, words(findings)
    assert tables(folder) == before
    undone = log(folder)[0][-2]
    assert undone.kind is StepKind.OUTSIDE
    redo(folder)
    assert (folder / "budget.csv").read_bytes().startswith(b"PK"), "and it can be looked at again"
    assert not (folder / "timetable.csv").exists()


# --- points ----------------------------------------------------------------------------------


def test_any_point_is_a_plan_to_be_compared(folder: Path) -> None:
    """The plan after each step, by its id or its name."""
    for number in (70, 60, 50):
        print_copies(opened(folder), number, f"{number}份")

    totals = []
    for step in log(folder)[0]:
        plan, _ = point(folder, step.id)
        assert plan is not None
        totals.append(plan.budget.total)
    assert totals == [15_000, 14_000, 13_000, 12_000]
    named, _ = point(folder, "60份")
    assert named is not None
    assert named.budget.total == 13_000
    assert point(folder, "無")[0] is None


# --- damage ----------------------------------------------------------------------------------


def damaged(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of the history by hand."""
    path = folder / HISTORY
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def test_a_last_line_that_was_cut_off_is_passed_over_and_said(folder: Path) -> None:
    """The steps before it are whole; what the files hold meanwhile is a step again."""
    for number in (70, 60):
        print_copies(opened(folder), number)
    damaged(folder, lambda lines: [*lines[:-1], lines[-1][:100]])

    steps, findings = log(folder)
    assert len(steps) == 2
    assert [(f.code, f.where.row) for f in findings] == [("HISTORY-DAMAGED", 3)]

    print_copies(opened(folder), 50)
    steps, findings = log(folder)
    assert [step.kind.value for step in steps] == ["begin", "edit", "outside", "edit"]
    assert [(c.before, c.after) for c in steps[2].changes] == [("70", "60")]
    assert codes(findings) == ["HISTORY-DAMAGED"], "the damaged line stays in the file"
    undo(folder)
    undo(folder)
    assert copies(folder) == 70


def test_a_line_that_was_changed_shows(folder: Path) -> None:
    """Somebody improved the reason afterwards."""
    print_copies(opened(folder), 60, reason="預算不足")
    damaged(
        folder,
        lambda lines: [line.replace("預算不足".encode(), "主計同意".encode()) for line in lines],
    )

    assert [(f.code, f.where.row) for f in log(folder)[1]] == [("HISTORY-ALTERED", 2)]


def test_a_line_that_was_removed_shows(folder: Path) -> None:
    """And what it kept is missed only where it is needed."""
    for number in (70, 60, 50):
        print_copies(opened(folder), number, str(number))
    damaged(folder, lambda lines: [*lines[:2], *lines[3:]])

    assert [(f.code, f.where.row) for f in log(folder)[1]] == [("HISTORY-MISSING", 3)]
    plan, findings = undo(folder)
    assert plan is None
    assert codes(findings)[-1] == "UNDO-LOST"
    assert copies(folder) == 50
    undo(folder, "70")
    assert copies(folder) == 80


def test_a_history_with_windows_line_ends_and_a_bom_is_read(folder: Path) -> None:
    """An editor may have saved it."""
    print_copies(opened(folder), 60)
    damaged(
        folder, lambda lines: [b"\xef\xbb\xbf", *(line.replace(b"\n", b"\r\n") for line in lines)]
    )

    assert kinds(folder) == ["begin", "edit"]


@given(st.binary(max_size=200))
def test_any_rubbish_is_read_as_damage_and_nothing_else(data: bytes) -> None:
    """The history never stops a plan from being opened."""
    history, _ = parse(data)
    assert history.steps == ()


@cache
def real_lines() -> list[bytes]:
    """Make the lines of a plan that was changed once."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = plan_folder(Path(scratch))
        print_copies(opened(folder), 60, "少印")
        return (folder / HISTORY).read_bytes().splitlines(keepends=True)


@given(st.data())
def test_a_damaged_line_never_becomes_another_step(data: st.DataObject) -> None:
    """Whatever byte is changed in a real line, it is damaged, altered, or the line as it was."""
    line = data.draw(st.sampled_from(real_lines()))
    place = data.draw(st.integers(0, len(line) - 2))
    broken = line[:place] + bytes([data.draw(st.integers(0, 255))]) + line[place + 1 :]

    history, findings = parse(broken)

    intact, _ = parse(line)
    altered = {"HISTORY-DAMAGED", "HISTORY-ALTERED", "HISTORY-MISSING"} & set(codes(findings))
    assert altered or [s.changes for s in history.steps] == [s.changes for s in intact.steps]


# --- everything at once ----------------------------------------------------------------------


class Working(RuleBasedStateMachine):
    """A plan that is saved, typed into, undone and redone in any order, beside a model of it.

    The model has two stacks of states and knows which state the history saw last; what it says the
    files hold, they hold byte by byte.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = plan_folder(Path(self.scratch.name))
        self.now = tables(self.folder)
        self.seen: dict[str, bytes] | None = None
        self.past: list[dict[str, bytes]] = []
        self.future: list[dict[str, bytes]] = []

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.scratch.cleanup()

    def note_what_was_typed(self) -> None:
        """Do what whoever writes next does first."""
        if self.seen is not None and self.seen != self.now:
            self.past, self.future = [*self.past, self.seen], []
        self.seen = self.now

    @rule(number=st.integers(1, 4))
    def save(self, number: int) -> None:
        """Save another number of copies."""
        plan = opened(self.folder)
        saved, findings = save(plan, rows=rows_with(plan, number * 10), step=str(number))
        assert isinstance(saved, Opened), words(findings)
        if "SAVE-SAME" not in codes(findings):
            self.note_what_was_typed()
            self.past, self.future = [*self.past, self.now], []
            self.now = self.seen = dict(saved.files)

    @rule(number=st.integers(1, 4), end=st.sampled_from(["\n", "\r\n"]))
    def type(self, number: int, end: str) -> None:
        """Change the table in another program."""
        text = BUDGET.replace(",80,", f",{number * 10},").replace("\n", end)
        (self.folder / "budget.csv").write_text(text, encoding="utf-8", newline="")
        self.now = tables(self.folder)

    @rule(deep=st.integers(0, 3))
    def undo(self, deep: int) -> None:
        """Take back the last step, or more by id."""
        waiting = self.seen is not None and self.seen != self.now
        stack = [*self.past, *([self.seen] if waiting and self.seen else [])]
        done, _ = done_and_undone(log(self.folder)[0])
        name = done[-1 - deep].id if 0 < deep < len(done) else None
        plan, _ = undo(self.folder, name, past_approval=True)
        assert (plan is not None) == bool(stack)
        if stack:
            self.note_what_was_typed()
            for _ in range(1 if name is None else deep + 1 + waiting):
                self.future.append(self.now)
                self.now = self.seen = self.past.pop()

    @rule()
    def redo(self) -> None:
        """Do again what was taken back."""
        waiting = self.seen is not None and self.seen != self.now
        plan, _ = redo(self.folder)
        assert (plan is not None) == (bool(self.future) and not waiting)
        if plan is not None:
            self.past.append(self.now)
            self.now = self.seen = self.future.pop()

    @rule()
    def approve(self) -> None:
        """Freeze a copy; the working plan is not touched."""
        approval, findings = approve(self.folder, reference="核定", on=date(2025, 5, 20))
        assert approval is not None, words(findings)
        self.note_what_was_typed()

    @invariant()
    def files_are_as_the_model_says(self) -> None:
        """Byte by byte."""
        assert tables(self.folder) == self.now

    @invariant()
    def history_is_whole_and_only_grew(self) -> None:
        """No finding, no line lost, and every point can be had again."""
        history, findings = parse(everything(self.folder).get(HISTORY, b""))
        assert not findings
        done, undone = done_and_undone(history.steps)
        assert (len(done), len(undone)) == (len(self.past), len(self.future))
        assert all(history.files(step.after) for step in history.steps)
        assert [history.files(step.before) for step in done] == self.past


TestWorking = Working.TestCase
TestWorking.settings = settings(max_examples=25, stateful_step_count=15)


# --- contents --------------------------------------------------------------------------------


@given(
    st.lists(
        st.one_of(st.text("ab\n\r\u2028印", max_size=60).map(str.encode), st.binary()),
        min_size=1,
        max_size=60,
    )
)
def test_contents_come_back_as_they_were(versions: list[bytes]) -> None:
    """Any chain of versions, each kept as lines of the one before or whole."""
    contents, near = Contents(), None
    for data in versions:
        contents = contents.and_also(contents.keep(data, near))
        near = digest(data)

    for data in versions:
        assert contents.get(digest(data)) == data
        assert contents.depth(digest(data)) <= 40
    assert contents.get(digest(b"never kept")) is None


def test_a_thousand_steps_stay_small() -> None:
    """Two hundred lines, one cell changed at each step: some hundred bytes a step, not 14,000."""
    lines = [f"line_{n},業務費,印刷費,100,份,{n},\n" for n in range(200)]
    contents, near, size = Contents(), None, 0
    for step in range(1000):
        lines[step % 200] = f"line_{step % 200},業務費,印刷費,100,份,{step + 7},\n"
        data = "".join(lines).encode()
        kept = contents.keep(data, near)
        size += len(json.dumps(kept, ensure_ascii=False).encode())
        contents, near = contents.and_also(kept), digest(data)

    assert size / 1000 < 800


@pytest.mark.parametrize(
    "kept",
    [
        {"text": "other"},
        {"base64": "!"},
        {"of": digest(b"a\n"), "lines": [[0, 9], "x"]},
        {"of": "nobody", "lines": []},
        {"lines": 3, "of": digest(b"a\n")},
        {},
    ],
)
def test_damaged_contents_are_not_given_out(kept: dict[str, Any]) -> None:
    """The hash decides, not what the line says."""
    wanted = digest(b"b\n")
    contents = Contents({digest(b"a\n"): {"text": "a\n"}, wanted: kept})

    assert contents.get(wanted) is None


def test_contents_that_name_each_other_end() -> None:
    """A circle is damage, not an endless loop."""
    circle = {"a": {"of": "b", "lines": []}, "b": {"of": "a", "lines": []}}
    assert Contents(circle).get("a") is None
    assert Contents(circle).depth("a") == 2


def test_lines_of_another_text_are_copied() -> None:
    """What stood in the table is read between the lines that did not change."""
    kept = like(BUDGET.encode() * 5, (BUDGET * 5).replace("80", "60", 1).encode())
    assert [part for part in kept["lines"] if isinstance(part, str)] == [
        "printing,業務費,印刷費,100,份,60,\n"
    ]


def test_the_plan_that_comes_with_us_has_no_history_yet() -> None:
    """Reading it makes none."""
    county = data_folder() / "plans" / "hualien-113-plc-conveners"
    assert log(county) == ((), [])
    assert point(county, "x")[0] is None
