"""People read Chinese unless they ask for English; the official sheets are Chinese always."""

from __future__ import annotations

import gettext
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.export import export_xlsx
from plc_budget.language import (
    CHINESE,
    ENGLISH,
    Bilingual,
    Series,
    current_language,
    read,
    text,
    use_language,
)
from plc_budget.plan import load_plan
from plc_budget.sheets import locate_findings
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from pathlib import Path

PLANS = sorted((data_folder() / "plans").iterdir())
COUNTY = data_folder() / "plans" / "hualien-113-plc-conveners"


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """Run a command; return its exit code and all it says."""
    try:
        code = main([str(word) for word in words])
    except SystemExit as end:
        code = int(end.code or 0)
    streams = capsys.readouterr()
    return code, streams.out + streams.err


def test_chinese_is_the_language_if_nobody_chose() -> None:
    """Without a wish, everything is read in Chinese."""
    assert current_language() == CHINESE
    assert str(text("quantity")) == "數量"


@pytest.mark.parametrize("wish", ["en", "EN", " en ", "en_US.UTF-8"])
def test_the_environment_asks_for_english(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``PLC_BUDGET_LANG=en`` gives English, also as systems spell it."""
    monkeypatch.setenv("PLC_BUDGET_LANG", wish)
    assert current_language() == ENGLISH
    assert str(text("quantity")) == "quantity"


@pytest.mark.parametrize("wish", ["", "zh", "fr", "C"])
def test_any_other_wish_is_chinese(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language we do not have is no reason to leave a planner without Chinese."""
    monkeypatch.setenv("PLC_BUDGET_LANG", wish)
    assert current_language() == CHINESE


def test_a_chosen_language_holds_for_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """``use_language`` goes before the environment, may be nested, and ends with its block."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    with use_language(CHINESE):
        with use_language(ENGLISH):
            assert current_language() == ENGLISH
        assert current_language() == CHINESE
    assert current_language() == ENGLISH


def test_an_unknown_language_is_refused() -> None:
    """A program that names a language we do not have is wrong, and hears so."""
    with pytest.raises(ValueError, match="'fr'"), use_language("fr"):
        pass
    assert current_language() == CHINESE


def test_a_text_in_a_text_is_read_in_the_same_language() -> None:
    """What fills a gap is Chinese in a Chinese sentence and English in an English one."""
    allowed = text("one of {words}", words=Series((Bilingual("雜支", "sundries"), "printing")))
    message = text("Type {allowed} in cell {cell}.", allowed=allowed, cell="D3")
    assert message.render(CHINESE) == "請在儲存格 D3 填入雜支、printing 其中之一。"
    assert message.render(ENGLISH) == "Type one of sundries, printing in cell D3."
    assert read(1_500, CHINESE) == 1_500


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_the_workbook_is_the_same_in_both_languages(plan: Path) -> None:
    """Sheets are official papers: an English screen exports the same bytes."""
    books = []
    for language in (CHINESE, ENGLISH):
        with use_language(language):
            loaded, found = load_plan(plan)
            assert loaded is not None
            books.append(export_xlsx(loaded, locate_findings(check_plan(loaded, found), loaded)))
    assert books[0] == books[1]


CODE = re.compile(
    r"[A-Z]{2,}(?:-[A-Z]+)+|[a-z]+(?:-[a-z]+)+|\w+\.(?:toml|csv|xlsx|ods)(?: [a-z_.-]+)?|https?://\S+"
)
CELL = re.compile(r"\b[A-Z]{1,2}[0-9]+\b")
KNOWN = {"PaGamo", "ODF"}
"""A name in the county's plan, and the name of a format."""


def latin_words(said_: str) -> set[str]:
    """Return the Latin words that are no code, cell, file or address."""
    bare = CELL.sub(" ", CODE.sub(" ", said_))
    return set(re.findall(r"[A-Za-z]{2,}", bare)) - KNOWN


@pytest.mark.parametrize("command", ["check", "periods"])
@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_nothing_english_is_left_in_chinese(
    plan: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A planner who reads Chinese meets Latin letters only in codes, files and names."""
    code, words = said(capsys, command, plan)
    assert code == 0
    assert latin_words(words) == set()


def test_rules_are_listed_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the whole list of rules only the ids in brackets and 「ODF」 are Latin."""
    _, words = said(capsys, "rules", "--on", "114/5/31")
    without_ids = re.sub(r"\([a-z0-9-]+\)", " ", words)
    assert latin_words(without_ids) == set()


def test_english_is_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In English the four questions and the last line are English."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    _, words = said(capsys, "check", COUNTY)
    assert "Does the budget hold it?" in words
    assert "Errors: 0. Open warnings: 0. Answered: 3." in words
    assert "預算能否容納" not in words


@pytest.mark.parametrize(
    ("language", "usage", "options", "about"),
    [("zh", "用法：", "選項", "依主（會）計審核"), ("en", "usage: ", "options", "Check a plan")],
)
def test_help_is_in_the_language(
    language: str,
    usage: str,
    options: str,
    about: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Argparse's own words and ours are of one language."""
    monkeypatch.setenv("PLC_BUDGET_LANG", language)
    code, words = said(capsys, "check", "--help")
    assert code == 0
    assert words.startswith(usage)
    assert options in words
    assert about in words


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        (["check"], "缺少必填參數：計畫", "the following arguments are required: PLAN"),
        (["cheque"], "沒有 'cheque' 這個選擇", "invalid choice: 'cheque'"),
        (["check", "a", "b"], "不認得的參數：b", "unrecognized arguments: b"),
        (
            ["init", "x", "--from", "a", "--like", "b"],
            "不得與 --from 同時使用",
            "not allowed with argument",
        ),
        (["export", "x", "-o"], "須填寫一個值", "expected one argument"),
        (["rules", "--on", "5/31"], "「5/31」不是日期", "“5/31” is no date"),
        (["check", "--json=3", "x"], "不接受填寫值 '3'", "ignored explicit argument '3'"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_the_language(
    words: list[str],
    chinese: str,
    english: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line says what is wrong and how to get help, exit code 2."""
    for language, message in (("zh", chinese), ("en", english)):
        monkeypatch.setenv("PLC_BUDGET_LANG", language)
        code, line = said(capsys, *words)
        assert code == 2
        assert message in line
        assert "--help" in line
        assert len(line.splitlines()) == 1


@pytest.mark.parametrize("before", [None, "fr"])
def test_reading_the_command_line_leaves_the_process_as_it_was(
    before: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The domain of gettext and ``LANGUAGE`` belong to whoever imports us."""
    if before is None:
        monkeypatch.delenv("LANGUAGE", raising=False)
    else:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain("messages")
    said(capsys, "check")
    assert os.environ.get("LANGUAGE") == before
    assert gettext.textdomain() == domain


def test_what_the_system_refuses_is_told_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no folder, and TOML that breaks off, are told without the system's English."""
    plan = tmp_path / "plan"
    shutil.copytree(COUNTY, plan)
    (plan / "plan.toml").write_text("title = 學校\n", encoding="utf-8")
    code, words = said(capsys, "check", plan)
    assert code == 2
    assert "plan.toml 自第1行起無法讀取：「title = 學校」" in words
    code, words = said(
        capsys, "init", plan / "plan.toml" / "new", "--like", COUNTY, "--on", "115/5/30"
    )
    assert code == 2
    assert "找不到要建立計畫的資料夾" in words
    assert "exists" not in words
