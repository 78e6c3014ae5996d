"""The command line as scripts and planners rely on it: words, exit codes, JSON, files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plc_budget
from plc_budget.cli import main
from plc_budget.cli.terminal import WIDTH, table, wrap
from plc_budget.language import width_of

COUNTY = plc_budget.data_folder() / "plans" / "hualien-113-plc-conveners"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Copy the county's plan, so that a test may change it."""
    return Path(shutil.copytree(COUNTY, tmp_path / "研習計畫"))


def edit(path: Path, before: str, after: str) -> None:
    """Change a text of a file, as a planner would in an editor."""
    words = path.read_text(encoding="utf-8-sig")
    assert before in words
    path.write_text(words.replace(before, after), encoding="utf-8-sig")


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command and return its exit code, what it printed, and what it complained of."""
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    """Run a command with --json and return its exit code and its one object."""
    code, out, err = said(capsys, *words, "--json")
    assert err == ""
    return code, json.loads(out)


def test_check_of_the_county_plan_finds_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """It ends with 0; its 40-minute periods and its 內聘 rate are answered warnings."""
    code, told = answer(capsys, "check", COUNTY)
    assert (code, told["total"], told["approved_total"]) == (0, 6_000 + 8_000 + 1_000, 15_000)
    answered = {f["code"]: f["answer"] for f in told["findings"] if f["severity"] == "warning"}
    assert {"PERIOD-POLICY", "SPEAKER-KIND"} <= answered.keys()
    assert all(answered.values())


def test_findings_in_json_have_the_contract_s_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Scripts read code, severity, where, message, remedy and citation."""
    _, told = answer(capsys, "check", COUNTY)
    for finding in told["findings"]:
        assert {"code", "severity", "where", "message", "remedy", "citation"} <= finding.keys()
        assert isinstance(finding["stake"], int)


def test_a_finding_points_at_the_cell_of_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    """80 copies stand in F3 of the table and in C6 of 經費概算表."""
    _, told = answer(capsys, "check", COUNTY)
    copies = next(f["where"] for f in told["findings"] if f["code"] == "COPIES-ONLINE")
    assert (copies["file"], copies["column"], copies["row"]) == ("budget.csv", "F", 3)
    assert copies["cell"] == "經費概算表!C6"


def test_check_ends_with_1_when_the_total_is_above_the_approved(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """90 copies cost 1,000 more: 16,000 against 15,000."""
    edit(county / "budget.csv", ",80,", ",90,")
    code, told = answer(capsys, "check", county)
    over = next(f for f in told["findings"] if f["code"] == "BUDGET-OVER")
    assert (code, told["total"], over["stake"]) == (1, 6_000 + 9_000 + 1_000, 1_000)


def test_check_gives_the_block_that_answers_a_warning(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below an open warning stands what to paste; with a reason in it, the warning is answered."""
    edit(county / "timetable.csv", "康樂國小", '"""東""華\\大學"""')
    _, out, _ = said(capsys, "check", county)
    block = out[out.index("[[answers]]") :].split("\n\n")[0] + "\n"
    _, told = answer(capsys, "check", county)
    warned = next(f for f in told["findings"] if f["answer_with"])

    assert warned["answer_with"] + "\n" == block
    assert 'code = "SPEAKER-KIND"' in block
    assert 'line = "speaker_internal"' in block
    plan = (county / "plan.toml").read_text("utf-8-sig")
    (county / "plan.toml").write_text(plan + block, "utf-8")
    assert said(capsys, "check", county)[0] == 2
    (county / "plan.toml").write_text(plan + block.replace('"…"', '"從低支給"'), "utf-8")
    code, told = answer(capsys, "check", county)
    assert code == 0
    assert [f["code"] for f in told["findings"] if f["answer_with"]] == []
    assert next(f for f in told["findings"] if f["code"] == "SPEAKER-KIND")["answer"] == "從低支給"


@pytest.mark.parametrize("command", ["check", "periods"])
def test_a_folder_that_is_no_plan_gives_one_message(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, nothing on stdout, one line on stderr without a traceback."""
    for folder in (tmp_path / "nowhere", tmp_path):
        code, out, err = said(capsys, command, folder)
        assert (code, out) == (2, "")
        assert err.startswith("plc-budget: ")
        assert err.count("\n") == 1


def test_a_bad_cell_is_named_as_excel_shows_it(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words where a number belongs: exit 1, file, row and column, and no total is made up."""
    edit(county / "budget.csv", ",80,", ",八十,")
    code, told = answer(capsys, "check", county)
    where = told["findings"][0]["where"]
    assert (code, told["total"]) == (1, None)
    assert (where["file"], where["column"], where["row"]) == ("budget.csv", "F", 3)


def test_export_writes_the_workbook_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path, the total and what the checks found are printed; the file opens."""
    target = tmp_path / "概算表.xlsx"
    code, out, _ = said(capsys, "export", COUNTY, "-o", target)
    assert code == 0
    assert str(target) in out
    assert "15,000" in out
    assert openpyxl.load_workbook(target).sheetnames[0] == "經費概算表"


def test_an_error_stops_the_export_and_a_draft_says_what_it_is(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and no file; with --draft the file is there and every page says 草稿."""
    edit(county / "budget.csv", ",80,", ",90,")
    target = tmp_path / "a.xlsx"
    code, _, err = said(capsys, "export", county, "-o", target)
    assert code == 1
    assert "--draft" in err
    assert list(tmp_path.glob("*.xlsx")) == []
    code, *_ = said(capsys, "export", county, "-o", target, "--draft")
    assert code == 0
    header = openpyxl.load_workbook(target).worksheets[0].oddHeader
    assert header is not None
    assert "草稿" in str(header.center.text)


@pytest.mark.parametrize("name", ["a.pages", "a", "missing/a.xlsx", "."])
def test_an_export_to_nowhere_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another ending, a missing folder or a folder: exit 2, one message, nothing written."""
    code, out, err = said(capsys, "export", COUNTY, "-o", tmp_path / name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_an_export_to_nowhere_is_refused_in_json_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program reads why on stdout as it reads every other error."""
    code, out, _ = said(capsys, "export", COUNTY, "-o", tmp_path / "missing" / "a.xlsx", "--json")
    told = json.loads(out)
    assert (code, told["file"]) == (2, None)
    assert [f["code"] for f in told["findings"]] == ["EXPORT-FILE"]


def test_a_file_of_a_plan_is_told_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Who names budget.csv is told that the plan is the folder around it."""
    code, out, err = said(capsys, "check", COUNTY / "budget.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert str(COUNTY) + " " in err or f"{COUNTY} (" in err or f"{COUNTY}（" in err


@pytest.mark.parametrize("name", ["budget", "timetable"])
def test_a_workbook_in_place_of_a_table_is_refused(
    name: str, county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only budget.xlsx or timetable.xlsx: save it as CSV UTF-8; nothing is left out in silence."""
    (county / f"{name}.csv").rename(county / f"{name}.xlsx")
    code, out, err = said(capsys, "check", county)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"{name}.xlsx" in err
    assert "CSV UTF-8" in err


def test_a_workbook_newer_than_its_table_is_noticed(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Edited in Excel and not saved as CSV: a notice; an older workbook is passed over."""
    book, table = county / "budget.xlsx", county / "budget.csv"
    book.write_bytes(b"PK")
    os.utime(table, (1_000_000, 1_000_000))
    os.utime(book, (2_000_000, 2_000_000))
    code, told = answer(capsys, "check", county)
    assert (code, [f["severity"] for f in told["findings"] if f["code"] == "WORKBOOK-NEWER"]) == (
        0,
        ["notice"],
    )
    os.utime(book, (500_000, 500_000))
    assert "WORKBOOK-NEWER" not in [
        f["code"] for f in answer(capsys, "check", county)[1]["findings"]
    ]


def test_periods_mark_one_reading_as_the_plans_and_name_the_days(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the two readings of the national table the joined one is the plan's; two days have dates."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    _, out, _ = said(capsys, "periods", COUNTY.parent / "moe-114-reading-workshop")
    assert out.replace("\n", " ").count("(this plan)") == 1
    assert "1/28 09:10-10:40" in out
    assert "1/29 09:00-10:30" in out
    _, out, _ = said(capsys, "periods", COUNTY)
    assert "5/31 09:00" not in out


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook that is open in Excel cannot be replaced: one message, the old one untouched."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    code, *_ = said(capsys, "export", COUNTY, "-o", target)
    assert code == 2
    assert target.read_bytes() == b"old"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old"}


def test_a_sheet_somebody_worked_in_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exporting over another file keeps that one beside it; over the same bytes nothing is kept."""
    target = tmp_path / "概算表.xlsx"
    target.write_bytes(b"worked in by hand")
    said(capsys, "export", COUNTY, "-o", target)
    others = [path for path in tmp_path.iterdir() if path != target]
    assert [path.read_bytes() for path in others] == [b"worked in by hand"]
    code, _, err = said(capsys, "export", COUNTY, "-o", target)
    assert (code, err) == (0, "")


def test_periods_set_the_policies_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """6 under the plan's policy; 4.5 joined and 4.0 row by row under the national table."""
    code, told = answer(capsys, "periods", COUNTY)
    totals = [(p["id"], p["joined"], p["total"], p["fees"]) for p in told["policies"]]
    assert code == 0
    assert totals[:3] == [
        ("period-elementary", True, 6.0, 6_000),
        ("speaker-fee-period", True, 4.5, 4_500),
        ("speaker-fee-period", False, 4.0, 4_000),
    ]
    assert ("period-clock-hour", True, 4.0, 4_000) in totals
    assert [row["periods"] for row in told["policies"][1]["rows"]] == [2.5, 0, 1.5, 0, 0.5]


def test_rules_tell_what_changed_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    """On 2018-02-01 the ceilings of speaker fees rose."""
    code, told = answer(capsys, "rules", "--on", "107/1/31", "--against", "2018-02-01")
    ceilings = next(c for c in told["changes"] if c["id"] == "speaker-fee-ceiling")
    assert code == 0
    assert ceilings["before"] != ceilings["after"]


def test_rules_tell_the_minimum_wage_of_2027_beforehand(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked in December 2026, March 2027 has 205 instead of 196 an hour."""
    code, told = answer(capsys, "rules", "--on", "2027-03-01", "--against", "2026-12-01")
    wage = next(c for c in told["changes"] if c["id"] == "minimum-wage")

    assert code == 0
    assert (wage["before"]["hour"], wage["after"]["hour"]) == (205, 196)


def test_rules_say_what_is_to_be_looked_up_again(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked more than a year after it was looked up, a card is 待查證; asked before, it is not."""
    checked = plc_budget.shipped_cards()["travel"].source.checked
    later = checked.replace(year=checked.year + 1, month=12, day=31)
    _, told = answer(capsys, "rules", "travel", "--on", later.isoformat())
    _, now = answer(capsys, "rules", "travel", "--on", checked.isoformat())

    assert [card["checked"] for card in told["rules"]] == [checked.isoformat()]
    assert [card["is_due"] for card in (*told["rules"], *now["rules"])] == [True, False]
    assert "待查證" in said(capsys, "rules", "travel", "--on", later.isoformat())[1]
    assert "待查證" not in said(capsys, "rules", "travel", "--on", checked.isoformat())[1]
    assert "待查證" in said(capsys, "rules", "--on", later.isoformat())[1]


def test_rules_say_which_year_a_yearly_value_is_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wage of 2028 is not on record: the list, the card and the comparison of two days say so."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    asked = ("rules", "minimum-wage", "--on", "2028-03-01")

    assert "the last one known, of 2027-01-01" in " ".join(said(capsys, *asked)[1].split())
    assert "known until 2027-12-31" in said(capsys, *asked, "--against", "2027-03-01")[1]
    assert answer(capsys, *asked, "--against", "2027-03-01")[1]["not_known"] == ["minimum-wage"]
    assert answer(capsys, *asked)[1]["rules"][0]["known_until"] == "2027-12-31"
    assert "the last one known" not in said(capsys, "rules", "--on", "2027-03-01")[1]


def test_rules_show_where_a_value_of_a_card_is_from(capsys: pytest.CaptureFixture[str]) -> None:
    """The wage of 2027 awaits its announcement, and the card says so beside the value."""
    _, out, _ = said(capsys, "rules", "minimum-wage", "--on", "2027-03-01")

    assert "尚待行政院核定、勞動部公告" in "".join(out.split())


def test_rules_show_a_card_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """A card names its source, its address and whom it binds."""
    code, out, _ = said(capsys, "rules", "speaker-fee-ceiling")
    card = plc_budget.shipped_cards()["speaker-fee-ceiling"]
    assert code == 0
    assert card.source.url in out
    assert card.source.document in out


def test_rules_name_apart_what_has_no_value_on_a_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In 2024 settlement-moe has no value recorded yet; one of 2017 has ended; neither is in force."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    _, out, _ = said(capsys, "rules", "--on", "2024-01-01", "--funding", "moe-subsidy")
    in_force, without = out.split("No value on this day")

    assert "settlement-moe" not in in_force
    assert "(settlement-moe): no value recorded" in without
    assert "(travel)" in in_force
    _, out, _ = said(capsys, "rules", "ea-event-ceiling", "--on", "2024-01-01")
    assert "no longer in force" in out


def test_rules_say_how_sure_the_value_of_the_day_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """2.11 % was looked up, the 1.91 % of 2018 nobody verified: each says its own."""
    monkeypatch.setenv("PLC_BUDGET_LANG", "en")
    rows = [line.split() for line in said(capsys, "rules", "--on", "2018-01-01")[1].splitlines()]
    _, whole, _ = said(capsys, "rules", "supplementary-premium", "--on", "2018-01-01")
    _, changed, _ = said(
        capsys, "rules", "supplementary-premium", "--on", "2018-01-01", "--against", "2012-12-31"
    )

    assert [row[-2:] for row in rows if "1.91" in row] == [["not", "verified"]]
    assert "→ 2016-01-01: 1.91 [%] (not verified)" in whole
    assert "(secondary source)" in whole
    assert "(not verified)" in changed
    assert "no value recorded" in changed


def test_an_unknown_card_or_day_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One message and exit 2."""
    assert said(capsys, "rules", "no-such-card")[0] == 2
    with pytest.raises(SystemExit) as stop:
        main(["rules", "--on", "yesterday"])
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") <= 2


def test_init_like_moves_the_date_and_lists_what_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In 2017 the ceilings of speaker fees were others; texts that name the old year are listed."""
    new = tmp_path / "105"
    code, told = answer(capsys, "init", new, "--like", COUNTY, "--on", "106/5/30")
    assert (code, told["total"]) == (0, 15_000)
    assert "speaker-fee-ceiling" in told["changes"]
    assert "LIKE-OLD-YEAR" in {f["code"] for f in told["findings"]}
    plan, _ = plc_budget.load_plan(new)
    assert plan is not None
    assert (plan.details.event.day.isoformat(), plan.details.school_year) == ("2017-05-30", 105)


def test_init_keeps_what_the_paper_said_and_names_the_row_at_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """100 × 80 printed as 9,000: price and quantity stay, the printed amount is kept and told."""
    old = tmp_path / "old.csv"
    old.write_text(
        "經費項目,單價,數量,總價,說明\n印刷費,100,80,9000,\n雜支,1000,1,1000,\n合計,,,10000,\n",
        "utf-8",
    )
    code, told = answer(capsys, "init", tmp_path / "new", "--from", old, "--on", "114/5/31")
    row = next(f for f in told["findings"] if f["code"] == "IMPORT-ROW")
    assert (code, row["stake"], row["where"]["row"]) == (0, 9_000 - 100 * 80, 2)
    assert told["approved_total"] == 10_000
    assert [line["amount"] for line in told["lines"]] == [8_000, 1_000]
    assert ",9000," in (tmp_path / "new" / "imported.csv").read_text("utf-8-sig")


def test_init_takes_the_total_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--total 15,000 stands in for the printed one."""
    old = tmp_path / "old.csv"
    old.write_text("項目,單價,數量,金額\n印刷費,100,80,8000\n", "utf-8")
    _, told = answer(capsys, "init", tmp_path / "new", "--from", old, "--total", "15,000元")
    assert told["approved_total"] == 15_000


def test_init_never_writes_over_a_plan(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something is left as it is."""
    before = {path.name: path.read_bytes() for path in county.iterdir()}
    code, out, err = said(capsys, "init", county, "--like", COUNTY, "--on", "115/5/30")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert {path.name: path.read_bytes() for path in county.iterdir()} == before


@pytest.mark.parametrize("data", [b"", b"no table here", b"PK\x03\x04rubbish", bytes(1000)])
def test_init_from_rubbish_makes_nothing(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one message, no folder."""
    for name in ("old.csv", "old.xlsx", "old.ods"):
        old = tmp_path / name
        old.write_bytes(data)
        code, out, err = said(capsys, "init", tmp_path / "new", "--from", old)
        assert (code, out, "Traceback" in err) == (2, "", False)
        assert err.strip()
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check", "--help"],
        ["export", "--help"],
        ["init", "--help"],
        ["rules", "--help"],
    ],
)
def test_help_shows_examples(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each command shows how it is typed."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 0
    assert "  plc-budget " in capsys.readouterr().out


def test_text_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """No line of check, periods or rules is wider than 80 columns, Chinese signs counted as two."""
    for words in (["check", COUNTY], ["periods", COUNTY], ["rules"]):
        _, out, _ = said(capsys, *words)
        assert [line for line in out.splitlines() if width_of(line) > WIDTH] == []


def test_a_table_stands_straight_under_chinese_signs() -> None:
    """Columns of figures end in the same column on every line."""
    rows = [["經費項目", "總價"], ["印刷費", "8,000"], ["misc", "1,000"]]
    assert len({width_of(line) for line in table(rows, right=[1]).splitlines()}) == 1


def test_ids_stay_whole_in_a_table_that_must_give_way() -> None:
    """Long texts beside an id are broken before it is; a table of long words alone still fits."""
    rows = [["規定", "數值"], ["經費結報期限 (settlement-hualien-form)", "甲" * 60]]
    assert "(settlement-hualien-form)" in table(rows)
    assert (
        max(width_of(line) for line in table([["a", "b"], ["x" * 90, "y" * 90]]).splitlines())
        <= WIDTH
    )


def test_a_line_does_not_begin_with_a_closing_sign() -> None:
    """、 and 。 stay on the line before."""
    assert wrap("甲乙丙丁，戊", 8) == ["甲乙丙", "丁，戊"]


def test_a_process_of_its_own_needs_no_pandas_for_known_tables(tmp_path: Path) -> None:
    """A second check of unchanged tables imports neither pandas nor pandera."""
    script = (
        "import sys; from plc_budget.cli import main; main(['check', sys.argv[1]]);"
        "print('pandas' in sys.modules, 'pandera' in sys.modules, file=sys.stderr)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script, str(COUNTY)],
            capture_output=True,
            text=True,
            check=True,
            env={"PLC_BUDGET_CACHE": str(tmp_path), "PATH": "/usr/bin", "PYTHONUTF8": "1"},
        ).stderr
        for _ in range(2)
    ]
    assert [run.split() for run in runs] == [["True", "True"], ["False", "False"]]
