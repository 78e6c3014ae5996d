"""``init --from``: what stands around the lines of an old table is read, or stays an open question."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import office
from plc_budget.checks import check_plan
from plc_budget.cli import main
from plc_budget.export import export_xlsx
from plc_budget.importing.details import Given
from plc_budget.importing.plan import plan_from
from plc_budget.plan.storage.folder import load_plan
from plc_budget.rules import item_named
from plc_budget.shipped import data_folder

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

TODAY = date(2026, 11, 21)
LINES = """經費項目,單價,數量,總價,說明
外聘講師鐘點費,2000,6,12000,
印刷費,100,80,8000,
合計,,,20000,
"""


def imported(folder: Path, table: str, day: date | None = None) -> tuple[Plan, list[Finding]]:
    """Make a plan of a table written as CSV; it must be readable."""
    old = folder / "old.csv"
    old.write_text(table, "utf-8")
    new, findings = plan_from(old, Given(day, None, TODAY))
    assert new is not None, [str(finding.message) for finding in findings]
    return new.plan, findings


def sources(plan: Plan) -> list[tuple[str, str, str]]:
    """Name the sources of a plan's money with kind and share."""
    return [(s.name, s.kind.value, str(s.share)) for s in plan.details.funding.sources]


def open_codes(plan: Plan) -> set[str]:
    """Name what the checks of a plan still ask."""
    return {finding.code for finding in check_plan(plan) if finding.is_open}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("總計,新台幣貳萬元整（由花蓮縣政府自籌經費，不申請精進計畫補助）", "county"),
        ("花蓮縣政府補助明義國小研習", "county"),
        ("明義國小申請教育部補助", "moe-subsidy"),
        ("經費由教育部委辦經費支應", "moe-commission"),
        ("花蓮縣明義國小114學年度精進教學補助計畫", "other"),
        ("經費來源：教育部補助90%，縣政府補助10%", "other"),
        ("", "other"),
    ],
)
def test_who_pays_is_asked_whatever_the_paper_says(words: str, kind: str, tmp_path: Path) -> None:
    """One payer that is named is offered, of two or none the source is open; no share is invented."""
    plan, findings = imported(tmp_path, LINES + f"{words}\n")
    assert [(s.kind.value, str(s.share)) for s in plan.details.funding.sources] == [(kind, "100")]
    assert plan.details.funding.is_assumed
    assert "FUNDING-ASSUMED" in open_codes(plan)
    (asked,) = (finding for finding in findings if finding.code == "IMPORT-FUNDING")
    assert asked.where.field == "funding.sources"


def test_the_sentence_about_the_money_is_kept(tmp_path: Path) -> None:
    """What stands in brackets behind the total is printed there again."""
    said = "由花蓮縣政府自籌經費，不申請精進計畫補助"
    plan, _ = imported(tmp_path, LINES + f"總計,新台幣貳萬元整（{said}）\n")
    assert plan.details.funding.sentence == said


def test_columns_of_sources_are_kept_in_the_notes(tmp_path: Path) -> None:
    """教育部補助 10,800 of 12,000 stays beside its line, and the column is named."""
    plan, findings = imported(
        tmp_path,
        "經費項目,單價,數量,總價,教育部補助,說明\n外聘講師鐘點費,2000,6,12000,10800,\n合計,,,12000,10800,\n",
    )
    assert plan.budget.lines[0].row.note == "教育部補助：10800"
    assert "IMPORT-COLUMN" in {finding.code for finding in findings}


def test_a_regulation_that_speaks_of_grants_is_no_source(tmp_path: Path) -> None:
    """「教育部補助…作業要點」 is what the plan rests on, not who pays."""
    plan, _ = imported(tmp_path, LINES + "依據：教育部補助直轄市、縣(市)政府精進教學作業要點\n")
    assert plan.details.funding.is_assumed


@pytest.mark.parametrize(
    ("words", "day", "is_assumed"),
    [
        ("辦理時間：114年10月18日（星期六）", date(2025, 10, 18), False),
        ("辦理時間：暫訂114年5月底", date(2025, 5, 31), False),
        ("106年度教師研習", date(2017, 1, 1), True),
        ("114學年度教師研習", date(2025, 8, 1), True),
        ("114學年度第二學期教師研習", date(2026, 2, 1), True),
        ("113學年度教師研習實施要點", date(2024, 8, 1), True),
        ("填表日期：114年3月1日", TODAY, True),
        ("教師研習", TODAY, True),
    ],
)
def test_the_day_is_the_one_on_the_paper(
    words: str, day: date, tmp_path: Path, *, is_assumed: bool
) -> None:
    """A day or a month is taken; with a year alone, or nothing, the day stays a question."""
    plan, findings = imported(tmp_path, f"{words}\n{LINES}")
    assert plan.details.event.day == day
    assert plan.details.event.is_assumed is is_assumed
    assert ("DATE-ASSUMED" in open_codes(plan)) is is_assumed
    assert ("IMPORT-DATE" in {finding.code for finding in findings}) is is_assumed


def test_the_day_a_planner_states_goes_first(tmp_path: Path) -> None:
    """--on leaves no question."""
    plan, _ = imported(tmp_path, f"106年度研習\n{LINES}", date(2027, 3, 6))
    assert (plan.details.event.day, plan.details.event.is_assumed) == (date(2027, 3, 6), False)


@pytest.mark.parametrize(
    ("sentence", "is_allowed"),
    [
        ("各項目間得依實際情況勻支", True),
        ("各項目間不得勻支", False),
        ("各項目得相互勻支；資本門不得流用至經常門。", True),
    ],
)
def test_the_sentence_about_transfers_is_kept(
    sentence: str, tmp_path: Path, *, is_allowed: bool
) -> None:
    """What it allows is allowed, what it forbids is not."""
    plan, findings = imported(tmp_path, LINES + f"備註：{sentence}\n")
    assert plan.details.reallocation.sentence == sentence
    assert plan.details.reallocation.is_allowed is is_allowed
    assert "IMPORT-TRANSFER" not in {finding.code for finding in findings}


def test_a_sentence_about_transfers_may_stand_in_a_note(tmp_path: Path) -> None:
    """Of 「午餐，各項目間不得勻支」 the part about 勻支 is taken."""
    plan, _ = imported(
        tmp_path, "項目,單價,數量,金額,備註\n膳費,100,50,5000,午餐，各項目間不得勻支\n"
    )
    assert plan.details.reallocation.sentence == "各項目間不得勻支"
    assert not plan.details.reallocation.is_allowed


def test_without_a_sentence_no_transfer_is_allowed_and_that_is_said(tmp_path: Path) -> None:
    """Some grants forbid 勻支, so silence is no leave."""
    plan, findings = imported(tmp_path, LINES)
    assert not plan.details.reallocation.is_allowed
    assert "IMPORT-TRANSFER" in {finding.code for finding in findings}


def test_who_signs_is_read_from_under_the_table(tmp_path: Path) -> None:
    """承辦人, 主任 and 校長 become the boxes of the plan."""
    for foot in (
        "承辦人：,,主任：,,校長：",
        "承辦人：　　　　主任：　　　　校長：",
        "承辦人 主任 校長",
    ):
        plan, _ = imported(tmp_path, f"{LINES}\n{foot}\n")
        assert plan.details.signatures == ("承辦人", "主任", "校長")


@pytest.mark.parametrize(
    ("words", "county"),
    [
        ("花蓮縣政府補助甲國小", "花蓮縣"),
        ("台東縣政府教育處", "臺東縣"),
        ("甲國小", ""),
        ("花蓮縣與臺東縣", ""),
    ],
)
def test_the_county_is_the_one_on_the_paper(words: str, county: str, tmp_path: Path) -> None:
    """One county alone is taken; none is made up."""
    plan, findings = imported(tmp_path, f"{words}\n{LINES}")
    assert plan.details.county == county
    assert ("IMPORT-COUNTY" in {finding.code for finding in findings}) is (not county)
    assert ("SETTLEMENT-DUE" in {f.code for f in check_plan(plan)}) is (county == "花蓮縣")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("計畫名稱：數位學習研習\n114學年度經費申請表\n", "數位學習研習"),
        ("計畫名稱,數位學習研習\n經費表\n", "數位學習研習"),
        ("數位學習研習實施計畫\n捌、經費概算：由縣政府自籌\n", "數位學習研習實施計畫"),
        ("總經費：20000元\n數位學習研習經費概算表\n", "數位學習研習"),
        ("第一場\n", "old"),
        ("數位學習研習 經費概算\n", "數位學習研習"),
    ],
)
def test_the_title_is_the_name_of_the_plan(head: str, title: str, tmp_path: Path) -> None:
    """總經費, 第一場 and 捌、經費概算 name no plan; 計畫名稱 does."""
    plan, _ = imported(tmp_path, head + LINES)
    assert plan.details.title == title


def test_what_limits_a_line_below_the_table_is_told(tmp_path: Path) -> None:
    """「雜支以5%為限」 has no column of its own, and is not lost."""
    _, findings = imported(tmp_path, LINES + "備註：雜支以5%為限。\n")
    assert any(
        finding.code == "IMPORT-REMARK" and "雜支以5%為限" in str(finding.message)
        for finding in findings
    )


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    """Run a command with --json and return its exit code and its one object."""
    code = main([*(str(word) for word in words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_sheet_that_is_signed_carries_the_assumptions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Check of the new folder still asks whose money it is and when the event is."""
    old = tmp_path / "old.csv"
    old.write_text(LINES, "utf-8")
    assert said(capsys, "init", tmp_path / "new", "--from", old)[0] == 0
    _, told = said(capsys, "check", tmp_path / "new")
    assert {"FUNDING-ASSUMED", "DATE-ASSUMED"} <= {f["code"] for f in told["findings"]}


SHIPPED = ("hualien-113-plc-conveners", "moe-114-reading-workshop")


def round_trip(name: str, folder: Path) -> tuple[Plan, Plan, list[Finding]]:
    """Export a shipped plan to a workbook and make a plan of that."""
    before, _ = load_plan(data_folder() / "plans" / name)
    assert before is not None
    book = folder / "概算表.xlsx"
    book.write_bytes(export_xlsx(before, check_plan(before)))
    new, findings = plan_from(book, Given(None, None, TODAY))
    assert new is not None, [str(finding.message) for finding in findings]
    return before, new.plan, findings


@pytest.mark.parametrize("name", SHIPPED)
def test_our_own_workbook_comes_back_with_the_same_lines(name: str, tmp_path: Path) -> None:
    """Items, prices, quantities, times, percentages, amounts and the total are the same."""
    before, after, _ = round_trip(name, tmp_path)
    for one, other in zip(before.budget.lines, after.budget.lines, strict=True):
        assert (one.name, one.row.category, one.row.unit) == (
            other.name,
            other.row.category,
            other.row.unit,
        )
        assert (one.unit_price, one.quantity, one.row.times, one.amount) == (
            other.unit_price,
            other.quantity,
            other.row.times,
            other.amount,
        )
        assert (one.row.rate, len(one.row.base)) == (other.row.rate, len(other.row.base))
        assert (one.row.source, one.row.note) == (other.row.source, other.row.note)
    assert before.budget.total == after.budget.total


@pytest.mark.parametrize("name", SHIPPED)
def test_our_own_workbook_comes_back_with_its_other_sheets(name: str, tmp_path: Path) -> None:
    """Title, day, money, 勻支, boxes and timetable are taken over; what is lost is said."""
    before, after, findings = round_trip(name, tmp_path)
    one, other = before.details, after.details
    assert (one.title, one.programme, one.county) == (other.title, other.programme, other.county)
    assert (one.event.day, one.school_year) == (other.event.day, other.school_year)
    assert one.funding == other.funding
    assert one.reallocation == other.reallocation
    assert (one.signatures, one.period_policy) == (other.signatures, other.period_policy)
    assert before.timetable == after.timetable
    told = {finding.code for finding in findings}
    assert "IMPORT-OWN" in told
    assert not told & {"IMPORT-SHEET", "IMPORT-DATE", "IMPORT-TRANSFER"}


def test_a_percentage_line_names_the_lines_its_formula_adds(tmp_path: Path) -> None:
    """The premium of the workshop is 2.11% of its four kinds of speaker fee."""
    _, after, _ = round_trip("moe-114-reading-workshop", tmp_path)
    (premium,) = (line for line in after.budget.lines if line.is_percentage)
    assert premium.base_amount == 16_000 + 12_000 + 2_000 + 1_500
    assert premium.amount == 665  # 31,500 × 2.11% = 664.65


def test_a_percentage_of_all_fees_becomes_rate_and_base(tmp_path: Path) -> None:
    """30,000 × 2.11% beside fees of 18,000 + 12,000 is a percentage of both."""
    plan, _ = imported(
        tmp_path,
        "經費項目,單價,數量,總價,說明\n外聘講師鐘點費,2000,9,18000,\n"
        "隸屬講師鐘點費,1500,8,12000,\n補充保費,30000,2.11%,633,\n合計,,,30633,\n",
    )
    premium = plan.budget.lines[-1]
    assert (str(premium.row.rate), premium.base_amount, premium.amount) == ("2.11", 30_000, 633)


def test_a_percentage_of_what_is_not_on_the_paper_prints_as_one_amount(tmp_path: Path) -> None:
    """30,000 × 2.11% beside a fee of 12,000 becomes 633元 × 1式, with its working in the note."""
    plan, _ = imported(
        tmp_path,
        "經費項目,單價,數量,總價,說明\n外聘講師鐘點費,2000,6,12000,\n"
        "補充保費,30000,2.11%,633,\n合計,,,12633,\n",
    )
    premium = plan.budget.lines[-1]
    assert (premium.unit_price, premium.quantity, premium.row.unit) == (
        Decimal(633),
        Decimal(1),
        "式",
    )
    assert premium.row.note == "30,000元×2.11%"


def rows_of(plan: Plan) -> list[tuple[str, str, int]]:
    """Name category, item and amount of each line."""
    return [(line.row.category, line.name, line.amount) for line in plan.budget.lines]


def test_amounts_by_account_alone_all_come_in(tmp_path: Path) -> None:
    """業務費 80,000 and 設備及投資 10,000 × 2 are two lines of two accounts, in either order."""
    operating = "業務費,80000,講師鐘點費、印刷費等\n"
    capital = "設備及投資,20000,平板10000元×2台\n"
    for rows in (operating + capital, capital + operating):
        plan, findings = imported(tmp_path, f"用途別,金額,說明\n{rows}合計,100000,\n")
        assert sorted(rows_of(plan)) == [
            ("業務費", "業務費", 80_000),
            ("設備及投資", "設備及投資", 2 * 10_000),
        ]
        assert not {"IMPORT-TOTAL", "IMPORT-SUBTOTAL"} & {finding.code for finding in findings}


def test_a_column_of_gates_decides_the_account(tmp_path: Path) -> None:
    """資本門 is 設備及投資 whatever the item; 經常門 is not, even for a thing usually bought as one."""
    plan, findings = imported(
        tmp_path,
        "科目,項目,單價,數量,金額\n經常門,印刷費,100,10,1000\n經常門,平板電腦,5000,1,5000\n"
        "資本門,大型展示架,12000,1,12000\n經常門小計,,,,6000\n資本門小計,,,,12000\n合計,,,,18000\n",
    )
    assert [category for category, *_ in rows_of(plan)] == ["業務費", "業務費", "設備及投資"]
    assert "IMPORT-SUBTOTAL" not in {finding.code for finding in findings}


def test_a_subtotal_of_capital_covers_capital_alone(tmp_path: Path) -> None:
    """資本門小計 0 below lines of 業務費 is right; 20,000 is the tablet's, not the whole table's."""
    operating = "業務費,印刷費,100,10,1000\n"
    for rows, capital, total in (
        (operating, 0, 1_000),
        (operating + "設備及投資,平板,10000,2,20000\n業務費,雜支,500,1,500\n", 20_000, 21_500),
    ):
        _, findings = imported(
            tmp_path,
            f"用途別,項目,單價,數量,金額\n{rows}資本門小計,,,,{capital}\n合計,,,,{total}\n",
        )
        assert "IMPORT-SUBTOTAL" not in {finding.code for finding in findings}


def test_an_item_keeps_the_kind_of_fee_that_stands_beside_it(tmp_path: Path) -> None:
    """類別 鐘點費(含補充保費) makes 外聘講師 a 鐘點費; an account stays out of the name."""
    plan, _ = imported(
        tmp_path,
        "類別,項目,單價,數量,金額,備註\n鐘點費(含補充保費),外聘講師,2000,2,4000,\n"
        "設備及投資,平板,10000,2,20000,\n雜支,文具,100,10,1000,雜支以5%為限\n",
    )
    assert [item for _, item, _ in rows_of(plan)] == [
        "外聘講師鐘點費（含補充保費）",
        "平板",
        "雜支（文具）",
    ]
    assert plan.budget.lines[0].item == "fee-external"
    assert plan.budget.lines[2].row.note == "雜支以5%為限"


@pytest.mark.parametrize(
    ("item", "standard"),
    [
        ("外聘鐘點費（隸屬）", "fee-affiliated"),
        ("外聘講師費(隸屬)", "fee-affiliated"),
        ("外聘講師(隸屬機關)鐘點費", "fee-affiliated"),
        ("外聘講師鐘點費（無隸屬關係）", "fee-external"),
        ("外聘講師鐘點費(非隸屬)", "fee-external"),
    ],
)
def test_affiliated_counts_wherever_its_brackets_stand(item: str, standard: str) -> None:
    """（隸屬） lowers the ceiling of a fee; （無隸屬） does not."""
    assert item_named(item) == standard


@pytest.mark.parametrize("row", ["減：折讓,100,-3,-300", "減：折讓,-100,3,△300"])
def test_a_line_that_takes_something_off_is_named_and_the_rest_comes_in(
    row: str, tmp_path: Path
) -> None:
    """No plan holds -300: 雜支 1,000 is imported, the total 700 kept, and D3 named."""
    plan, findings = imported(
        tmp_path, f"項目,單價,數量,金額\n雜支,100,10,1000\n{row}\n合計,,,700\n"
    )
    assert [(line.name, line.amount) for line in plan.budget.lines] == [("雜支", 1_000)]
    assert plan.details.funding.approved_total == 700
    (told,) = (finding for finding in findings if finding.code == "IMPORT-NEGATIVE")
    assert (told.where.file, told.where.row, told.where.column) == ("old.csv", 3, "D")
    assert "-300" in str(told.message)
    assert "減：折讓" in str(told.message)


def test_rows_nobody_sees_are_told(tmp_path: Path) -> None:
    """A hidden row of the old sheet comes in, and the paper did not show it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["項目", "單價", "數量", "金額"],
        ["印刷費", 100, 80, 8000],
        ["雜支", 1000, 1, 1000],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "old.xlsx")
    _, findings = plan_from(tmp_path / "old.xlsx", Given(None, None, TODAY))
    (told,) = (finding for finding in findings if finding.code == "IMPORT-HIDDEN")
    assert told.where.row == 3


def test_the_new_folder_has_a_timetable_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty timetable.csv stands beside imported.csv, whose headings are Chinese; both are told."""
    old = tmp_path / "old.csv"
    old.write_text(LINES, "utf-8")
    new = tmp_path / "研習 114"
    assert main(["init", str(new), "--from", str(old)]) == 0
    out = capsys.readouterr().out
    assert (new / "timetable.csv").read_text("utf-8-sig").startswith("start,end,activity")
    assert (new / "imported.csv").read_text("utf-8-sig").startswith("原表列號,項目,單價,")
    assert "imported.csv" in out
    assert f'"{new}"' in out  # a path with a blank is typed in quotes
    assert load_plan(new)[0] is not None


def test_no_folders_are_made_on_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt parent folder is refused with one message, and nothing is made."""
    old = tmp_path / "old.csv"
    old.write_text(LINES, "utf-8")
    assert main(["init", str(tmp_path / "nodir" / "a" / "b"), "--from", str(old)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


def test_a_plan_like_another_tells_the_days_its_texts_still_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """「115年1月28日（星期三）」 stays in a text though the event moves by a day in the same year."""
    like = data_folder() / "plans" / "moe-114-reading-workshop"
    new = tmp_path / "new"
    code, told = said(capsys, "init", new, "--like", like, "--on", "115/2/4")
    (old_day,) = (f for f in told["findings"] if f["code"] == "LIKE-OLD-DAY")
    assert (code, old_day["where"]["field"]) == (0, "event.when")
    assert "115年1月28日" in old_day["message"]


def test_a_plan_like_another_says_what_moved_and_what_came_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """2026-07-31 moves by seven days like the event; two recorded reasons are carried over."""
    like = data_folder() / "plans" / "moe-114-reading-workshop"
    assert main(["init", str(tmp_path / "new"), "--like", str(like), "--on", "115/2/4"]) == 0
    out = capsys.readouterr().out
    assert "2026-07-31" in out
    assert "2026-08-07" in out
    assert "[[answers]]" in out


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_our_own_workbook_comes_back_after_another_program_saved_it(
    kind: str, tmp_path: Path
) -> None:
    """LibreOffice writes formulas and times its own way; lines, shares and timetable stay."""
    before, _ = load_plan(data_folder() / "plans" / SHIPPED[1])
    assert before is not None
    book = tmp_path / "概算表.xlsx"
    book.write_bytes(export_xlsx(before, check_plan(before)))
    (saved,) = office.convert([book], kind)
    new, _ = plan_from(saved, Given(None, None, TODAY))
    assert new is not None
    after = new.plan
    assert rows_of(after) == rows_of(before)
    assert sources(after) == sources(before)
    assert after.timetable == before.timetable
