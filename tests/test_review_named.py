"""What a planner types at take-in is what the list shows: rows, sheets with a blank, answers to questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from merging import DAY, back, but, names, saved
from plan_folders import copies, opened, plan_folder
from plc_budget.cli import main
from plc_budget.plan.history.log import log
from returned_files import SHEET, edited
from test_review_commands import changed, export, told

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    return plan_folder(tmp_path)


def test_a_line_that_is_gone_is_accepted_as_it_is_listed(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list says “was item 2”; typed again it takes 印刷費 out: 15,000 - 8,000 = 7,000."""
    file = changed(export(plan), **dict.fromkeys(("A6", "B6", "C6", "D6"), None))

    code, said = told(capsys, "take-in", file, plan, "--accept", "was item 2", "--reason", "刪除")

    assert (code, said["taken"], said["total"]) == (0, ["printing"], 7_000)


def test_a_cell_of_a_sheet_with_a_blank_in_its_name_is_accepted_as_it_is_listed(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """經費 概算表!C6 is one cell and not two words; C6 alone and two cells in one word do as well."""

    def rename(book: Workbook) -> None:
        book[SHEET]["C6"], book[SHEET]["C7"] = 60, 2
        book[SHEET].title = "經費 概算表"

    file = plan.parent / "back.xlsx"
    file.write_bytes(edited(export(plan).read_bytes(), rename))
    told(capsys, "take-in", file, plan, "--accept", "經費 概算表!C6", "--reason", "減印")
    assert copies(plan) == 60

    file.write_bytes(edited(export(plan, "again.xlsx").read_bytes(), rename))
    code, said = told(
        capsys, "take-in", file, plan, "--accept", "C7, 經費概算表!C6", "--reason", "x"
    )
    assert (code, said["taken"]) == (1, [])
    assert "經費概算表!C6" in said["findings"][0]["message"]


def test_nothing_is_accepted_by_an_empty_word(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sheet has no cell of that name either."""
    file = changed(export(plan), C6=60)

    _, said = told(capsys, "take-in", file, plan, "--accept", " ", "--reason", "x")

    assert (said["taken"], copies(plan)) == ([], 80)


def test_what_is_asked_about_a_line_says_what_to_type(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """影印 × 60 where 印刷費 × 80 stood: the code stands nowhere on the sheet, so it is said here."""
    file = changed(export(plan), A6="影印", C6=60)
    capsys.readouterr()

    main(["take-in", str(file), str(plan)])

    words = capsys.readouterr().out
    assert "--same 6=printing for “印刷費”, --same 6= for a new one" in words


def activities(plan: Path) -> Path:
    """Return the paper of four activities on which 座談 has become 交流, at other times."""
    saved(plan, DAY)
    file = plan.parent / "back.xlsx"
    file.write_bytes(back(plan, but(DAY, "座談", activity="交流", start=800, end=860)))
    return file


def asked_row(said: dict[str, list[dict[str, str]]]) -> str:
    """Return the row that is asked about."""
    (one,) = [one for one in said["differences"] if one["kind"] == "question"]
    return one["cell"].rpartition("!")[2].strip("D")


def test_what_is_asked_about_an_activity_is_answered_with_its_number_or_as_new(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """交流 is 座談, the last of the choices, or a new one behind 實作 while 座談 goes."""
    file = activities(plan)
    row = asked_row(told(capsys, "take-in", file, plan)[1])

    _, same = told(capsys, "take-in", file, plan, "--same", f"{row}=3")
    _, new = told(capsys, "take-in", file, plan, "--same", f"{row}=")

    assert {one["kind"] for one in same["differences"]} >= {"activity", "start", "end"}
    assert {one["kind"] for one in new["differences"]} >= {"slot_added", "slot_removed"}
    told(capsys, "take-in", file, plan, "--same", f"{row}=", "--accept", "all", "--reason", "改")
    assert names(opened(plan).plan.timetable) == ["理念", "休息", "實作", "交流"]


@pytest.mark.parametrize("answer", ["{row}=99", "{row}=printing", "6=printing", "99="])
def test_an_answer_to_nothing_is_refused(
    plan: Path, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An activity the plan has not, a line, and rows nothing is asked about: nothing is taken over."""
    file = activities(plan)
    row = asked_row(told(capsys, "take-in", file, plan)[1])
    steps = len(log(plan)[0])

    code, said = told(
        capsys,
        "take-in",
        file,
        plan,
        "--same",
        answer.format(row=row),
        "--accept",
        "all",
        "--reason",
        "x",
    )

    assert (code, said["taken"], len(log(plan)[0])) == (1, [], steps)
    assert [finding["code"] for finding in said["findings"]] == ["RETURN-NOT-ASKED"]


def test_one_line_is_not_two_rows(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """影印 and 膳食 stand where 印刷費 and 雜支 stood; both cannot be 印刷費."""
    file = changed(export(plan), A6="影印", C6=60, A7="膳食", C7=2)

    _, said = told(capsys, "take-in", file, plan, "--same", "6=printing", "--same", "7=printing")

    assert [finding["code"] for finding in said["findings"]] == ["RETURN-NOT-ASKED"]
    assert "7=printing" in said["findings"][0]["message"]


@pytest.mark.parametrize(
    ("lines", "code", "number", "note"),
    [
        (["y", "n", "減印"], 0, 60, ""),
        (["n", "是", "加註"], 0, 80, "文具"),
        (["y", "y", ""], 1, 80, ""),
        (["y"], 1, 80, ""),
        ([], 1, 80, ""),
    ],
)
def test_at_a_terminal_each_change_is_asked_about_then_the_reason(
    plan: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], code: int, number: int, note: str
) -> None:
    """60 copies and a note; without a reason, or after Ctrl+D, nothing is taken over."""
    file = changed(export(plan), C6=60, F7="文具")
    answers = iter(lines)

    def typed(prompt: str) -> str:
        """Type the next line, or Ctrl+D where there is none."""
        assert prompt
        line = next(answers, None)
        if line is None:
            raise EOFError
        return line

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", typed)

    assert main(["take-in", str(file), str(plan)]) == code
    assert (copies(plan), opened(plan).plan.rows[2].note) == (number, note)


@pytest.mark.parametrize("cells", [{}, {"D6": 7_900}])
def test_all_of_a_file_with_nothing_to_take_over_is_no_unknown_name(
    plan: Path, cells: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is as it was printed, or holds only an amount that follows from others."""
    file = changed(export(plan), **cells)

    code, said = told(capsys, "take-in", file, plan, "--accept", "all", "--reason", "x")

    assert (code, said["taken"]) == (1, [])
    assert said["findings"][0]["message"] == "There is nothing in this file to be taken over."
