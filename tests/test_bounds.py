"""Files larger than anybody's work: a sentence, and never minutes or the whole memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plan_folders import codes, opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.findings import LONGEST_QUOTE, error
from plc_budget.language import Series, text
from plc_budget.plan import load_plan
from plc_budget.plan.history.log import MOST_STEPS, log
from plc_budget.plan.keys import MOST_TABLES
from plc_budget.plan.storage.contents import LARGEST, Contents, digest, whole
from plc_budget.plan.storage.disk import LARGEST as LARGEST_FILE

BOOK = "字" * 200_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a plan with an approved copy."""
    folder = plan_folder(tmp_path)
    print_copies(opened(folder), 70)
    assert main(["approve", str(folder), "--reference", "核定 1"]) == 0
    return folder


def test_a_message_quotes_at_most_a_line_of_a_cell() -> None:
    """Whatever stands in a gap, in a text within it and in a row of names."""
    found = error(
        "X",
        text("{cell} {inner}", cell=BOOK, inner=text("in {cell}", cell=BOOK)),
        text("{names}", names=Series((BOOK,))),
    )

    assert found.message.render("en") == f"{BOOK[:LONGEST_QUOTE]}… in {BOOK[:LONGEST_QUOTE]}…"
    assert found.remedy.render("en") == f"{BOOK[:LONGEST_QUOTE]}…"


@pytest.mark.parametrize("name", ["budget.csv", "plan.toml"])
def test_a_book_in_an_approved_copy_fills_no_screen(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cell that was altered is named and quoted, not printed whole."""
    path = folder / "approved" / name
    old = "印刷費" if name == "budget.csv" else "教師增能研習"
    path.write_text(path.read_text("utf-8").replace(old, BOOK[:100_000]), "utf-8")
    capsys.readouterr()

    assert main(["check", str(folder)]) == 1
    assert main(["compare", str(folder)]) == 1

    told = capsys.readouterr()
    assert "APPROVED-ALTERED" in told.out
    assert len(told.out + told.err) < 10_000


def test_the_number_of_an_approval_is_no_book(folder: Path) -> None:
    """A reference that was exchanged for a text of 200,000 signs is none."""
    path = folder / "approved" / "approval.toml"
    path.write_text(path.read_text("utf-8").replace("核定 1", BOOK), "utf-8")

    assert main(["compare", str(folder)]) == 1


def test_a_list_has_at_most_so_many_entries(folder: Path) -> None:
    """501 reasons: one sentence that names the most."""
    answer = '\n[[answers]]\ncode = "FEE-CEILING"\nreason = "因故"\n'
    with (folder / "plan.toml").open("a", encoding="utf-8") as details:
        details.write(answer * (MOST_TABLES + 1))

    plan, findings = load_plan(folder)

    assert plan is None
    assert codes(findings) == ["PLAN-VALUE"]
    assert f"at most {MOST_TABLES}" in findings[0].message.render("en")


def test_many_damaged_lines_of_a_history_are_counted(folder: Path) -> None:
    """Twenty are named, then how many more there are; what can be read is read."""
    with (folder / "history.jsonl").open("ab") as history:
        history.write(b"{}\n" * 1_000)

    steps, findings = log(folder)

    assert len(steps) == 3
    assert len(findings) == 20 + 1
    assert "980 further lines" in findings[-1].message.render("en")


@pytest.mark.parametrize("kind", ["lines", "bytes"])
def test_a_history_beyond_all_use_is_not_read_nor_added_to(folder: Path, kind: str) -> None:
    """It is said, and the plan is not saved without its history."""
    path = folder / "history.jsonl"
    if kind == "lines":
        path.write_bytes(path.read_bytes() + b"\n" * MOST_STEPS)
    else:
        os.truncate(path, LARGEST_FILE + 1)
    size = path.stat().st_size

    assert main(["log", str(folder)]) == 2
    assert main(["undo", str(folder), "--past-approval"]) == 2
    assert path.stat().st_size == size


def test_contents_that_ask_for_the_same_lines_again_and_again_are_damaged() -> None:
    """A line of a hundred words could fill the memory."""
    base = b"0123456789\n" * 10_000
    times = LARGEST // len(base) + 1
    name = digest(base * times)
    bomb = {"of": digest(base), "lines": [[0, 10_000]] * times}

    assert Contents({digest(base): whole(base), name: bomb}).get(name) is None


@pytest.mark.parametrize(("depth", "is_whole"), [(40, True), (60, False)])
def test_contents_that_lean_on_more_than_forty_others_are_damaged(
    depth: int, *, is_whole: bool
) -> None:
    """We never let them; a stranger's may lean on one another without end."""
    kept = {digest(b""): whole(b"")}
    for number in range(depth):
        lines = [[0, number], "字\n"] if number else ["字\n"]
        kept[digest("字\n".encode() * (number + 1))] = {
            "of": digest("字\n".encode() * number),
            "lines": lines,
        }

    found = Contents(kept).get(digest("字\n".encode() * depth))

    assert (found is not None) is is_whole
