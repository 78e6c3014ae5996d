"""Whatever text a plan accepts, its fresh sheet comes back without a difference, in .xlsx and .ods."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import office
from plan_folders import everything
from plc_budget.cli import main
from plc_budget.plan import load_plan
from plc_budget.tables.grid import write_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = (
    "%",
    "人*天",
    "_",
    '"',
    "\\",
    ";",
    "&amp;",
    "人;天",
    "\u200b",
    "\ue000",
    "a0",
    "#",
    "?",
    "@",
    "[h]",
    "萬",
    "元/2人",
    "節'",
    "E+",
    "yyyy",
    "公尺²",
    "A-1",
    "=",
    "a,",
    "a.",
    "/",
    "!",
    "*",
    "𠮷",
)
"""What number formats, formulas and XML take for signs of their own."""
NOTES = (
    "依實際\r\n執行需求",
    "依實際\r執行",
    "一\n\n二",
    "_x005F_",
    "_x000D_",
    "x005F_",
    "_x005F_x000D_",
    "<b>&amp;</b>",
    "=1+1",
    "+886",
    "-",
    "@home",
    "'單引號",
    '"雙引號"',
    "#REF!",
    "Err:502",
    "TRUE",
    "1E5",
    "0090",
    "114/5/31",
    "&C第&P頁",
    "\ue000私用",
    "零\u200b寬",
    "右\u202e左",
    "  前後  ",
    "　全形　空白",
    "é",
    "e\u0301",
    "ﾊﾝｶｸ",
    "\t跳格",
    "½",
    "a;b,c",
    "{=1}",
    "{SUM(A1)}",
    "[工作表]",
    "50%",
    "合計三人",
    "總計",
    "$1,000",
)
"""What programs take for something else than text, or write in another way."""
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\r\t%;\"'\\_&<>=+-@#0*[]{}x"),
    max_size=12,
)
SETTINGS = {
    "title": "研習",
    "programme": "計畫",
    "heading": "由縣府籌辦",
    "sentence": "不申請補助",
    "reallocation": "得勻支",
    "box": "承辦人",
    "source": "縣政府",
}


def folder_of(
    above: Path,
    units: Sequence[str],
    notes: Sequence[str],
    slots: Sequence[str],
    said: dict[str, str],
) -> Path | None:
    """Write a plan with texts in every field; None if it is none that can be read."""
    folder = above / "plan"
    folder.mkdir()
    words = {key: json.dumps(value).replace("\x7f", "") for key, value in (SETTINGS | said).items()}
    (folder / "plan.toml").write_text(
        f"""format = 1
title = {words["title"]}
programme = {words["programme"]}
school_year = 113
[funding]
approved_total = 15000
heading = {words["heading"]}
sentence = {words["sentence"]}
[[funding.sources]]
name = {words["source"]}
kind = "county"
[event]
date = 2025-05-31
[reallocation]
sentence = {words["reallocation"]}
[signatures]
boxes = [{words["box"]}]
""",
        "utf-8",
    )
    lines = [
        [f"line{n}", "業務費", f"{n}.{note}", "1000", unit, str(n + 1), note]
        for n, (unit, note) in enumerate(zip(units, notes, strict=True))
    ]
    head = ["code", "category", "item", "unit_price", "unit", "quantity", "note"]
    (folder / "budget.csv").write_bytes(write_grid([head, *lines]))
    times = [
        ["09:00", "09:40", f"第{n}節{words}", words, words, "internal"]
        for n, words in enumerate(slots)
    ]
    head = ["start", "end", "activity", "speaker", "organisation", "speaker_kind"]
    (folder / "timetable.csv").write_bytes(write_grid([head, *times]))
    return folder if load_plan(folder)[0] is not None else None


def answer(*words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with --json."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = main([*map(str, words), "--json"])
    return code, json.loads(said.getvalue())


def comes_back(folder: Path, ending: str) -> None:
    """Export, verify with the plan and without, take everything in: no difference, no byte changed."""
    file = folder.parent / "out.xlsx"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["export", str(folder), "-o", str(file), "--draft", "--no-recalculate"]) == 0
    if ending == ".ods":
        (file,) = office.convert([file], "ods")
    before = everything(folder)

    for words in (["verify", file, folder], ["verify", file]):
        code, said = answer(*words)
        assert (code, said["verdict"], said["differences"]) == (0, "unchanged", [])
    _, said = answer("take-in", file, folder, "--accept", "all", "--reason", "核對")
    assert said["differences"] == []
    assert everything(folder) == before


def test_signs_of_formats_formulas_and_markup_come_back(tmp_path: Path) -> None:
    """Every unit and note that some program takes for something else, on one sheet."""
    units = [*UNITS, *(["份"] * (len(NOTES) - len(UNITS)))]
    folder = folder_of(tmp_path, units, NOTES, NOTES, {})
    assert folder is not None
    comes_back(folder, ".xlsx")


@pytest.mark.office
def test_they_come_back_from_an_ods(tmp_path: Path) -> None:
    """The same sheet as .ods."""
    units = [*UNITS, *(["份"] * (len(NOTES) - len(UNITS)))]
    folder = folder_of(tmp_path, units, NOTES, NOTES, {})
    assert folder is not None
    comes_back(folder, ".ods")


@pytest.mark.parametrize("words", ["_x005F_", "甲\r\n乙", "&C&P", "=1", "右\u202e左", '%;"_*\\'])
def test_settings_come_back(words: str, tmp_path: Path) -> None:
    """Titles, sentences, sources and signature boxes hold the same signs."""
    folder = folder_of(tmp_path, ["份"], ["無"], [], dict.fromkeys(SETTINGS, words))
    assert folder is not None
    comes_back(folder, ".xlsx")


@pytest.mark.slow
@settings(max_examples=100)
@example([("%", "\r\n")], ["\r"], {"title": "_x005F_"})
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4),
    st.lists(TEXT, max_size=3),
    st.dictionaries(st.sampled_from([*SETTINGS]), TEXT),
)
def test_any_text_comes_back(
    lines: list[tuple[str, str]],
    slots: list[str],
    said: dict[str, str],
) -> None:
    """Any printable or odd sign in any field."""
    with tempfile.TemporaryDirectory() as above:
        units, notes = zip(*lines, strict=True)
        folder = folder_of(Path(above), units, notes, slots, said)
        assume(folder is not None)
        assert folder is not None
        comes_back(folder, ".xlsx")
