"""verify and take-in as a planner types them: versions, differences, reasons, exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.plan.history.log import log
from plc_budget.sheets.passport import count_version, make_passport, read_passport
from returned_files import SHEET, edited, with_cells

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path)


def export(plan: Path, name: str = "out.xlsx") -> Path:
    """Export a plan; a draft, so that no error stops it."""
    target = plan.parent / name
    assert main(["export", str(plan), "-o", str(target), "--draft"]) == 0
    return target


def changed(file: Path, **cells: object) -> Path:
    """Type into cells of an exported file."""
    target = file.with_name("back.xlsx")
    target.write_bytes(with_cells(file.read_bytes(), dict(cells)))
    return target


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with --json."""
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=pytest.mark.office)])
def test_what_was_printed_is_version_1_unchanged(
    plan: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its footer alone, and beside its plan."""
    file = export(plan, f"out.{ending}")

    for words in (["verify", file], ["verify", file, plan]):
        code, said = told(capsys, *words)
        assert (code, said["verdict"], said["version"], said["plan"]) == (0, "unchanged", 1, "plan")


def test_a_new_version_leaves_the_old_paper_valid(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Version 1 is still what version 1 was, although the plan prints 60 copies now."""
    first = export(plan)
    print_copies(opened(plan), 60)
    second = export(plan, "second.xlsx")

    code, old = told(capsys, "verify", first, plan)
    _, new = told(capsys, "verify", second, plan)

    assert (code, old["verdict"], old["version"], old["version_now"]) == (0, "unchanged", 1, 2)
    assert (new["verdict"], new["version"]) == ("unchanged", 2)


def test_each_cell_that_differs_is_named_with_both_values(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 instead of 80 copies in C6; the footer alone says that something is different."""
    back = changed(export(plan), C6=60)

    code, said = told(capsys, "verify", back, plan)
    alone, blind = told(capsys, "verify", back)

    assert code == alone == 1
    assert [(d["cell"], d["plan"], d["file"]) for d in said["differences"]] == [
        (f"{SHEET}!C6", "80", "60")
    ]
    assert blind["verdict"] == "changed"


def test_a_paper_without_our_footer_was_never_ours(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the plan it is still compared, for some programs drop footers."""

    def strip(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for sheet in book.worksheets:
            sheet.oddFooter.center.text = None

    back = plan.parent / "back.xlsx"
    back.write_bytes(edited(export(plan).read_bytes(), strip))

    assert told(capsys, "verify", back)[1]["verdict"] == "not_ours"
    assert told(capsys, "verify", back, plan)[1]["verdict"] == "unchanged"


def test_accepted_cells_become_one_step(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """C6 is taken over with its reason, B7 is not: 6,000 + 6,000 + 1,000."""
    back = changed(export(plan), C6=60, B7=900)

    code, said = told(capsys, "take-in", back, plan, "--accept", "C6", "--reason", "主計修改")

    assert (code, said["taken"], said["total"]) == (0, [f"{SHEET}!C6"], 13_000)
    assert [(step.kind, step.reason) for step in log(plan)[0]][-1] == ("edit", "主計修改")


def test_without_an_acceptance_nothing_is_written(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The differences are shown, the code is 1, the folder is as it was."""
    back = changed(export(plan), C6=60)
    before = {path.name: path.read_bytes() for path in plan.iterdir() if path.is_file()}

    code, said = told(capsys, "take-in", back, plan)

    assert (code, said["taken"], len(said["differences"])) == (1, [], 1)
    assert {path.name: path.read_bytes() for path in plan.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--accept", "C6"], 2),
        (["--accept", "Z9", "--reason", "x"], 1),
        (["--accept", "D6", "--reason", "x"], 1),
        (["--same", "hello"], 2),
    ],
)
def test_what_cannot_be_accepted_is_said(
    plan: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No reason, no such cell, a cell that follows from others, an answer that is none."""
    back = changed(export(plan), D6=7900)
    capsys.readouterr()

    assert main(["take-in", str(back), str(plan), *words]) == code
    assert capsys.readouterr().err
    assert not (plan / "history.jsonl").exists()


def test_all_leaves_out_what_the_plan_has_changed_as_well(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The paper says 60 copies and 2 of the rest; the plan says 70 copies by now and keeps them."""
    back = changed(export(plan), C6=60, C7=2)
    print_copies(opened(plan), 70)

    capsys.readouterr()
    assert main(["take-in", str(back), str(plan), "--accept", "all", "--reason", "主計修改"]) == 0
    words = capsys.readouterr().out
    assert "維持計畫現值：經費概算表!C6" in words
    assert opened(plan).plan.budget.total == 6_000 + 70 * 100 + 2 * 1_000

    code, said = told(capsys, "take-in", back, plan, "--accept", "C6", "--reason", "仍依主計")
    assert (code, said["taken"]) == (0, ["經費概算表!C6"])
    assert opened(plan).plan.budget.total == 6_000 + 60 * 100 + 2 * 1_000


def test_a_row_that_is_asked_about_is_answered(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """影印 × 60 where 印刷費 × 80 stood: nothing is guessed; --same says that it is the same line."""
    back = changed(export(plan), A6="影印", C6=60)

    _, asked = told(capsys, "take-in", back, plan)
    _, said = told(capsys, "take-in", back, plan, "--same", "6=printing")
    _, new = told(capsys, "take-in", back, plan, "--same", "6=")

    assert [d["kind"] for d in asked["differences"]] == ["question"]
    assert [d["kind"] for d in said["differences"]] == ["item", "quantity"]
    assert {d["kind"] for d in new["differences"]} == {"line_added", "line_removed"}


def test_a_removed_an_added_and_a_moved_line_are_taken_over(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """雜支 goes in front, 印刷費 gives way to 茶水費 20 × 50: 1,000 + 6,000 + 1,000 = 8,000."""
    file = export(plan)
    rows = {
        "A5": "雜支",
        "B5": 1000,
        "C5": 1,
        "A6": "內聘講師鐘點費",
        "B6": 1000,
        "C6": 6,
        "A7": "茶水費",
        "B7": 20,
        "C7": 50,
        "E5": "misc",
        "E6": "speaker",
        "E7": None,
    }

    _, said = told(
        capsys, "take-in", changed(file, **rows), plan, "--accept", "all", "--reason", "重編"
    )

    assert said["total"] == 8_000
    assert [row.item for row in opened(plan).plan.rows] == ["雜支", "內聘講師鐘點費", "茶水費"]


def test_a_passport_is_read_from_what_other_programs_make_of_it(plan: Path) -> None:
    """Full-width signs, blanks and Excel's codes do not matter; a changed hash does."""
    ours = make_passport(opened(plan).plan, 3)
    day = f"{ours.day.year - 1911}/{ours.day.month}/{ours.day.day}"
    words = (
        f'&C&"KaiTi"&8計畫代號 : {ours.plan} 版次：第3版 規則日期: {day}　驗證碼：{ours.figures}'
    )

    assert read_passport(words) == ours
    assert read_passport(words.replace(ours.figures, "none")) is None


def test_versions_count_changes_and_never_go_back(plan: Path) -> None:
    """1, then 60 copies make 2; undoing that makes 3."""
    print_copies(opened(plan), 60)
    two = count_version(log(plan)[0])
    main(["undo", str(plan)])

    assert (two, count_version(log(plan)[0])) == (2, 3)


def test_a_draft_that_comes_back_says_that_it_is_one(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both commands: what is marked 草稿 is not to be signed."""
    back = changed(export(plan), C6=60)

    for words in (("verify", back, plan), ("take-in", back, plan)):
        assert "草稿" in told(capsys, *words)[1]["sentence"]
