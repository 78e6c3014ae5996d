"""Texts made to steer a terminal, a browser or a spreadsheet do nothing wherever they are shown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pypdf
import pytest

import office
from plan_folders import everything
from plc_budget.cli import main
from plc_budget.language import text
from plc_budget.plan import load_plan
from plc_budget.tables.grid import write_grid

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "\u202e元001費",
    "\u2066左\u2069",
    "\x9b31m紅",
    "\x85次行",
    "\ufeff首",
    "零\u200b寬",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{item}",
    "{0.__class__}",
    "%s%n",
    '=HYPERLINK("http://127.0.0.1/")',
    "`$(id)`",
    "&C&P",
    "{{7*7}}",
    "]]>",
    "--><b>",
    "\\u001b[31m",
    "http://127.0.0.1/",
)
"""What a plan takes: C0 signs are refused, all others are a person's to write."""
REFUSED = ("\x1b[31m紅", "\x07鈴", "\x1b]0;title\x07", "\r覆寫", "\x08\x08")
"""What a plan does not take, and messages quote."""
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
HEADS = ["code", "category", "item", "unit_price", "unit", "quantity", "note"]
TIMES = ["start", "end", "activity", "speaker", "organisation", "speaker_kind"]


def plan_of(above: Path, words: tuple[str, ...], name: str = "plan") -> Path:
    """Write a plan with each text in an item, a unit, a note, an activity, a speaker and the settings."""
    folder = above / name
    folder.mkdir()
    said = json.dumps(" ".join(words)).replace("\x7f", "")
    (folder / "plan.toml").write_text(
        f"format = 1\ntitle = {said}\nprogramme = {said}\nschool_year = 113\n"
        f"[funding]\napproved_total = 15000\nheading = {said}\nsentence = {said}\n"
        f"[[funding.sources]]\nname = {said}\nkind = 'county'\n[event]\ndate = 2025-05-31\n"
        f"[organisers]\nhosting = [{said}]\n[signatures]\nboxes = ['承辦人']\n",
        "utf-8",
    )
    lines = [
        [f"a{n}", "業務費", f"{n}{word}", "1000", word[:9], "1", word]
        for n, word in enumerate(words)
    ]
    (folder / "budget.csv").write_bytes(write_grid([HEADS, *lines]))
    times = [
        ["09:00", "09:40", f"{n}{word}", word, word, "internal"] for n, word in enumerate(words)
    ]
    (folder / "timetable.csv").write_bytes(write_grid([TIMES, *times]))
    return folder


@pytest.mark.parametrize(
    ("language", "all_of_them"),
    [
        ("zh", False),
        pytest.param("zh", True, marks=pytest.mark.slow),
        pytest.param("en", True, marks=pytest.mark.slow),
    ],
)
def test_no_command_prints_a_sign_that_steers(
    language: str,
    *,
    all_of_them: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is quoted of a plan, of its history and of its folder's name is seen as it is."""
    monkeypatch.setenv("PLC_BUDGET_LANG", language)
    plan = str(plan_of(tmp_path, HOSTILE, "計畫\x1b[31m\u202e"))
    paper, other = str(tmp_path / "out\u202e.xlsx"), str(plan_of(tmp_path, HOSTILE[::-1], "other"))
    assert load_plan(tmp_path / "other")[0] is not None

    commands: list[list[str]] = [
        ["check", plan],
        ["periods", plan],
        ["export", plan, "-o", paper, "--draft"],
        ["verify", paper, plan],
        ["verify", paper],
        ["take-in", paper, other],
        ["reallocate", plan, "--set", "a1=3"],
        ["reallocate", plan, "--set", "a1=3", "--apply", "--reason", "\u202e改\x1b[31m"],
        ["scenario", "new", plan, "甲\u202e"],
        ["scenario", "list", plan],
        ["compare", plan, other],
        ["log", plan],
        ["undo", plan],
        ["approve", plan, "--reference", "\x1b[31m"],
        ["check", f"{plan}\x07"],
        ["init", str(tmp_path / "new\u202e"), "--from", paper],
        ["init", str(tmp_path / "new2"), "--like", plan],
    ]
    few = {"check", "periods", "log"}
    for words in [one for one in commands if all_of_them or one[0] in few]:
        for more in ([], ["--json"]):
            try:
                assert main([*words, *more]) in {0, 1, 2}
            except SystemExit as end:  # a slip in the words of the command
                assert end.code == 2  # noqa: PT017 - the command may end either way
            said = capsys.readouterr()
            assert UNSEEN.search(said.out + said.err) is None, (words, said)
            if more and said.out:
                assert isinstance(json.loads(said.out), dict)


def test_json_holds_every_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script reads the very text of the table."""
    plan = plan_of(tmp_path, HOSTILE)
    main(["periods", str(plan), "--json"])
    out = capsys.readouterr().out

    assert "\\u202e" in out
    assert "0\u202e元001費" in json.dumps(json.loads(out), ensure_ascii=False)


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_refused_is_quoted_so_that_it_is_seen(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, with a sign in place of each that steers; nothing is written."""
    plan = plan_of(tmp_path, (words,))
    before = everything(plan)

    for command in (["check"], ["export", "-o", str(tmp_path / "x.xlsx")], ["log"]):
        for more in ([], ["--json"]):
            assert main([command[0], str(plan), *command[1:], *more]) in {0, 1, 2}
            said = capsys.readouterr()
            assert UNSEEN.search(said.out + said.err) is None
    assert everything(plan) == before


def test_gaps_in_a_text_are_no_gaps_of_a_message() -> None:
    """{item} of a table is {item} in a message."""
    assert text("“{word}” is set twice", word="{0.__class__}{word}").render("en") == (
        "“{0.__class__}{word}” is set twice"
    )


@pytest.mark.office
def test_a_pdf_does_nothing(tmp_path: Path) -> None:
    """No script, no action, no link that anybody's words made."""
    plan, file = plan_of(tmp_path, HOSTILE), tmp_path / "out.xlsx"
    assert main(["export", str(plan), "-o", str(file), "--draft"]) == 0

    pdf = office.to_pdf(file)

    assert b"alert" not in pdf.read_bytes()
    root = pypdf.PdfReader(pdf).root_object
    assert not any(name in root for name in ("/JavaScript", "/AA", "/AcroForm"))
    assert isinstance(root.get("/OpenAction", []), list)  # a place in the document, no action
    for page in pypdf.PdfReader(pdf).pages:
        assert "/AA" not in page
        assert not page.get("/Annots")
