"""The whole paper: every cell of every sheet that is not as it was printed is named, and no other."""

from __future__ import annotations

import io
import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string

from any_cells import Book, Spot
from desks import desk_of, do, seen
from foreign_samples import packed, unpacked
from plan_folders import opened, plan_folder, print_copies
from plc_budget.cli import main
from plc_budget.delivery import exported
from plc_budget.delivery.checking import checked
from plc_budget.plan.approval import approve
from plc_budget.plan.saving import save
from plc_budget.plan.undoing import undo
from plc_budget.returning.merging.verifying import Verified, verify
from plc_budget.returning.reading.paper import read_paper_bytes
from plc_budget.shipped import data_folder
from returned_files import SHEET, TIMES, edited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

PLANS = sorted(path.name for path in (data_folder() / "plans").iterdir())
PRECHECK, RULES, SHARES = "主計預檢表", "規則依據", "經費分配"


def printed(folder: Path, ending: str = ".xlsx", *, draft: bool = False) -> bytes:
    """Export a plan as the commands do."""
    plan, findings = checked(folder)
    assert plan is not None
    return exported(folder, plan, findings, draft=draft, ending=ending)


def looked_at(data: bytes, folder: Path, ending: str = ".xlsx") -> Verified:
    """Verify a file beside its plan."""
    paper, findings = read_paper_bytes(data, f"back{ending}")
    assert paper is not None, findings
    return verify(paper, opened(folder))


def told(found: Verified) -> list[tuple[str, str, str, str]]:
    """Say each difference in short: what, where, before, after."""
    return [(str(one.kind), one.cell, one.before, one.after) for one in found.differences]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def data(plan: Path) -> bytes:
    """Its workbook."""
    return printed(plan)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
@pytest.mark.parametrize("name", PLANS)
def test_a_paper_nobody_touched_has_no_difference(name: str, ending: str, draft: bool) -> None:  # noqa: FBT001 - a parameter
    """Every plan that ships, in both formats, final and draft: not one cell is named."""
    folder = data_folder() / "plans" / name

    found = looked_at(printed(folder, ending, draft=draft), folder, ending)

    assert (told(found), found.findings) == ([], ())


def a_life(folder: Path) -> list[bytes]:
    """Take a plan through changes, approvals and an undo; print it at each moment, both ways."""
    made: list[bytes] = []

    def now() -> None:
        made.extend(printed(folder, draft=draft) for draft in (False, True))

    now()
    print_copies(opened(folder), 60, reason="少印")
    now()
    approve(folder, reference="府教字第1號", on=date(2025, 3, 1))
    now()
    print_copies(opened(folder), 70, reason="多印")
    now()
    approve(folder, reference="府教字第2號", on=date(2025, 4, 1))
    now()
    print_copies(opened(folder), 75)
    undo(folder)
    now()
    table = folder / "budget.csv"
    table.write_bytes(table.read_bytes().replace("雜支,1000".encode(), "雜支,900".encode()))
    now()
    print_copies(opened(folder), 50)
    now()
    return made


def test_every_paper_of_a_plans_life_stays_what_it_was(tmp_path: Path) -> None:
    """Eight moments, final and draft, with 經費調整對照表 and 異動紀錄 as they were then: 0 differences."""
    folder = plan_folder(tmp_path)
    papers = a_life(folder)

    for paper in papers:
        found = looked_at(paper, folder)

        assert (told(found), found.verdict) == ([], "unchanged")


def spot(sheet: str, cell: str) -> Spot:
    """Name a cell."""
    row, column = re.sub(r"\D", "", cell), re.sub(r"\d", "", cell)
    return Spot(sheet, int(row) - 1, column_index_from_string(column) - 1)


def at(data: bytes, sheet: str, words: str, right: int = 0) -> Spot:
    """Find the cell that begins with words or with a formula, or one to the right of it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for cell in (one for row in book[sheet].iter_rows() for one in row):
        if str(cell.value).startswith(words):
            assert cell.row is not None
            assert cell.column is not None
            return Spot(sheet, cell.row - 1, cell.column - 1 + right)
    raise AssertionError(words)


TOTAL = "合計未逾核定（自籌）總額"
EDITS: dict[str, tuple[str, str, int, Decimal | str | None, str, str, str]] = {
    "words beside the table": (SHEET, "印刷費", 6, "如擬", "written", "", "如擬"),
    "the word 總計": (SHEET, "總計", 0, "總數", "cell", "總計", "總數"),
    "the unit note": (SHEET, "單位", 0, "單位：千元", "cell", "單位：新台幣元", "單位：千元"),
    "a signature box renamed": (SHEET, "承辦人", 0, "科員", "cell", "承辦人", "科員"),
    "a heading, another word for it": (SHEET, "說明", 0, "備註", "cell", "說明", "備註"),
    "a heading nothing is found by": (SHEET, "經費項目", 0, "東西", "cell", "經費項目", "東西"),
    "the word 合計": (SHEET, "合計", 0, "小計", "cell", "合計", "小計"),
    "copies as text": (SHEET, "印刷費", 2, "80份", "cell", "80", "80份"),
    "minutes of a policy": (TIMES, "本計畫：", 4, Decimal(45), "cell", "40", "45"),
    "a heading of the timetable": (TIMES, "活動內容", 0, "節目", "cell", "活動內容", "節目"),
    "a total of the timetable": (TIMES, "內聘節數合計", 0, "合", "cell", "內聘節數合計", "合"),
    "an answer of 主計預檢表": (PRECHECK, TOTAL, -1, "符合", "formula_to_number", "符合", "符合"),
    "another answer there": (PRECHECK, TOTAL, -1, "免查", "formula_overwritten", "符合", "免查"),
    "a place there emptied": (PRECHECK, TOTAL, 1, None, "cell", "經費概算表!D8", ""),
    "a remark of the accountant": (PRECHECK, TOTAL, 6, "已核", "written", "", "已核"),
    "a question there": (PRECHECK, '="一', 0, "一、可", "formula_overwritten", "一、預算能否容納：符合", "一、可"),
    "the value of a rule": (RULES, "講座鐘點費支給上限", 1, "2,000", "cell", "內聘講師鐘點費 1,000", "2,000"),
    "a share typed over": (SHARES, "=經費概算表!D5", 0, Decimal(5000), "formula_overwritten", "6,000", "5,000"),
    "a share turned into its value": (SHARES, "=經費概算表!D5", 0, Decimal(6000), "formula_to_number", "6,000", "6,000"),
    "a part of the whole": (SHARES, "=經費概算表!D5", 1, Decimal("0.5"), "formula_overwritten", "0.4", "50%"),
    "the part of a source": (SHARES, "業務費", 1, Decimal(1), "cell", "15,000", "1"),
    "the last line of a sheet emptied": (SHARES, "=IF(C11", 0, None, "formula_overwritten", "各來源分攤至元，以最大餘數法調整，合計相符。", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_cell_of_any_sheet_is_named_with_both_values(name: str, plan: Path, data: bytes) -> None:
    """One cell is edited, one is named, on its own sheet, and nothing of it can be taken over."""
    sheet, words, right, value, kind, before, after = EDITS[name]
    place = at(data, sheet, words, right)

    found = looked_at(Book(data).edited({place: value}), plan)

    assert told(found) == [(kind, str(place), before, after)]
    assert not found.differences[0].can_be_taken
    assert found.differences[0].remark.render("en")
    assert found.sentence.render("en").endswith("and it differs from it in 1 places.")


def test_a_date_in_a_signature_box_is_written_by_hand(plan: Path, data: bytes) -> None:
    """The box under 承辦人 was printed empty; so was what lies below all boxes."""
    box = at(data, SHEET, "承辦人")
    places = [replace(box, row=box.row + 1), replace(box, row=box.row + 4)]

    found = looked_at(Book(data).edited(dict.fromkeys(places, "114.5.2")), plan)

    assert told(found) == [("written", str(place), "", "114.5.2") for place in places]


def with_formula(data: bytes, sheet: str, cell: str, formula: str) -> bytes:
    """Put a formula into a cell, as another library does."""

    def write(book: Workbook) -> None:
        book[sheet][cell].value = formula

    return edited(data, write)


@pytest.mark.parametrize(
    ("sheet", "words", "right", "formula"),
    [
        (SHEET, "印刷費", 3, "=ROUND(B6*C6*1,0)"),
        (SHEET, "印刷費", 2, "=2*40"),
        (TIMES, "09:00", 2, "=300"),
        (PRECHECK, TOTAL, -1, '=IF(經費概算表!D8<=99000,"符合","不符")'),
        (SHARES, "印刷費", 1, "=經費概算表!D7"),
        (SHARES, "=SUM(B10", 0, "=SUM(B10:B10)+0"),
    ],
)
def test_another_formula_is_named_although_it_comes_to_the_same(
    sheet: str, words: str, right: int, formula: str, plan: Path, data: bytes
) -> None:
    """What a formula takes counts, not what it happens to come to."""
    place = at(data, sheet, words, right)

    found = looked_at(with_formula(data, sheet, place.cell, formula), plan)

    assert [(kind, where, after) for kind, where, _, after in told(found)] == [
        ("another_formula", str(place), formula)
    ]


def test_a_dollar_counts_among_thousands_of_millions(tmp_path: Path) -> None:
    """8,000,000 copies at 100,000: 800,000,000,001 typed over its formula is not what it came to."""
    folder = plan_folder(tmp_path)
    print_copies(opened(folder), 8_000_000, step="多印")
    rows = [replace(row, unit_price=Decimal(100_000)) if row.code == "printing" else row
            for row in opened(folder).plan.rows]  # fmt: skip
    save(opened(folder), rows=rows)
    made = printed(folder, draft=True)
    place = at(made, SHARES, "=經費概算表!D6")

    said = [told(looked_at(Book(made).edited({place: Decimal(800_000_000_000 + more)}), folder))
            for more in (0, 1)]  # fmt: skip

    assert said == [
        [("formula_to_number", str(place), "800,000,000,000", "800,000,000,000")],
        [("formula_overwritten", str(place), "800,000,000,000", "800,000,000,001")],
    ]


def test_formulas_that_follow_from_a_named_cell_are_not_named(plan: Path, data: bytes) -> None:
    """60 copies change 總價, 合計, 大寫, 經費分配 and 主計預檢表: one cell was edited, one is named."""
    found = looked_at(Book(data).edited({spot(SHEET, "C6"): Decimal(60)}), plan)

    assert told(found) == [("quantity", f"{SHEET}!C6", "80", "60")]


def test_words_written_for_a_time_are_named_once(plan: Path, data: bytes) -> None:
    """Minutes, 節數 and fees cannot be worked out any more; they are still ours and are not named."""
    place = at(data, TIMES, "09:00")

    found = looked_at(Book(data).edited({place: "上午"}), plan)

    assert told(found) == [("unreadable", str(place), "09:00", "上午")]


def test_seconds_count(plan: Path, data: bytes) -> None:
    """09:00:20 is not 09:00."""
    place = at(data, TIMES, "09:00")

    found = looked_at(Book(data).edited({place: Decimal(9 * 3600 + 20) / 86400}), plan)

    assert told(found) == [("cell", str(place), "09:00", "09:00:20")]


def books(
    edit: Callable[[Workbook], object], data: bytes, folder: Path
) -> list[tuple[str, str, str, str]]:
    """Edit a workbook with openpyxl and say what differs."""
    return told(looked_at(edited(data, edit), folder))


def rename(book: Workbook) -> None:
    """Call a sheet otherwise; every formula that names it is spelled anew by the library's user."""
    book[RULES].title = "附件"


def hide(book: Workbook) -> None:
    """Hide a sheet."""
    book[PRECHECK].sheet_state = "hidden"


def add(book: Workbook) -> None:
    """Add a sheet."""
    book.create_sheet("便條")["A1"] = "請看"


def remove(book: Workbook) -> None:
    """Remove a sheet."""
    del book[RULES]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (rename, ("sheet_renamed", "附件!", RULES, "附件")),
        (hide, ("sheet_hidden", f"{PRECHECK}!", PRECHECK, "")),
        (add, ("sheet_added", "便條!", "", "便條")),
        (remove, ("sheet_removed", f"{RULES}!", RULES, "")),
    ],
)
def test_what_became_of_a_sheet_is_named(
    edit: Callable[[Workbook], object], said: tuple[str, str, str, str], plan: Path, data: bytes
) -> None:
    """Renamed, hidden, added or removed: one difference, and its cells are not counted beside it."""
    assert books(edit, data, plan) == [said]


def test_a_sheet_of_the_budget_that_is_gone_leaves_a_paper_of_ours(plan: Path, data: bytes) -> None:
    """The other sheets still show whose paper it is: changed, and not never printed by us."""

    def cut(book: Workbook) -> None:
        del book[SHEET]

    found = looked_at(edited(data, cut), plan)

    assert found.verdict == "changed"
    assert ("sheet_removed", f"{SHEET}!", SHEET, "") in told(found)


def comment(book: Workbook) -> None:
    """Hang a comment at a cell."""
    book[SHEET]["C6"].comment = Comment("請再減\n20份", "主計")


def test_a_comment_is_shown_with_its_cell_and_words(plan: Path, data: bytes) -> None:
    """It is no cell; the plan holds none, so it cannot be taken over."""
    found = looked_at(edited(data, comment), plan)

    assert told(found) == [("comment", f"{SHEET}!C6", "", "請再減\n20份")]
    assert not found.differences[0].can_be_taken


def test_a_comment_and_a_change_of_the_same_cell_are_two(plan: Path, data: bytes) -> None:
    """Each has a name of its own, so that accepting one is not accepting the other."""

    def both(book: Workbook) -> None:
        comment(book)
        book[SHEET]["C6"].value = 60

    found = looked_at(edited(data, both), plan).differences

    assert {str(one.kind) for one in found} == {"comment", "quantity"}
    assert len({one.key for one in found}) == 2


THREAD = (
    b'<?xml version="1.0"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/'
    b'2018/threadedcomments"><threadedComment ref="D6" id="{1}"><text>\xe5\xb7\xb2\xe9\x96\xb1</text>'
    b'</threadedComment><threadedComment ref="D6" id="{2}" parentId="{1}"><text>OK</text>'
    b"</threadedComment></ThreadedComments>"
)
RELATION = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/'
    b'relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
)


def test_a_thread_of_comments_is_read_whole(plan: Path, data: bytes) -> None:
    """Excel's newer comments: what was said and what was answered, at one cell."""
    parts = unpacked(data) | {
        "xl/threadedComments/threadedComment1.xml": THREAD,
        "xl/worksheets/_rels/sheet1.xml.rels": RELATION,
    }

    assert told(looked_at(packed(parts), plan)) == [("comment", f"{SHEET}!D6", "", "已閱\nOK")]


def in_document(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """Replace words of an .ods."""
    parts = unpacked(data)
    content = parts["content.xml"].decode()
    for old, new in pairs:
        assert content.count(old), old
        content = content.replace(old, new, 1)
    return packed(parts | {"content.xml": content.encode()})


NOTE = "<office:annotation><text:p>請</text:p><text:p>補件</text:p></office:annotation>"


def test_a_document_is_compared_cell_by_cell_as_well(plan: Path) -> None:
    """In an .ods: a rule, a comment, a sheet renamed."""
    data = printed(plan, ".ods")
    cases = {
        ("規則日期：114", "規則日期：115"): ("cell", f"{RULES}!A2"),
        ("<text:p>單位：新台幣元", f"{NOTE}<text:p>單位：新台幣元"): ("comment", f"{SHEET}!E3"),
        ('table:name="規則依據"', 'table:name="法規"'): ("sheet_renamed", "法規!"),
    }
    for (old, new), said in cases.items():
        found = looked_at(in_document(data, (old, new)), plan, ".ods")

        assert [one[:2] for one in told(found)] == [said]


def test_a_draft_that_lost_its_mark_is_named(plan: Path) -> None:
    """The words over the pages are gone: it must not be signed for one that was checked."""

    def strip(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for sheet in book.worksheets:
            sheet.oddHeader.center.text = None

    found = looked_at(edited(printed(plan, draft=True), strip), plan)

    assert [one[0] for one in told(found)] == ["draft_mark_removed"]


def test_what_stands_further_out_than_is_read_is_named(plan: Path, data: bytes) -> None:
    """A note in row 2,500, and one in column CA."""
    for cell in ("A2500", "CA6"):
        found = looked_at(Book(data).edited({spot(SHEET, cell): "藏在這裡"}), plan)

        assert [one[:2] for one in told(found)] == [("written", f"{SHEET}!{cell}")]


def test_a_row_that_is_gone_is_one_difference(plan: Path, data: bytes) -> None:
    """Deleted from 規則依據, where nothing takes its cells: the rows below it are as they were."""

    def cut(book: Workbook) -> None:
        book[RULES].delete_rows(4)

    found = books(cut, data, plan)

    assert [one[:2] for one in found] == [("row_removed", f"{RULES}:4")]
    assert "40分鐘" in found[0][2]


def test_a_row_put_in_between_is_written_by_hand(plan: Path, data: bytes) -> None:
    """Two cells of it are filled: these two are named, and no row below."""

    def put(book: Workbook) -> None:
        book[RULES].insert_rows(5)
        book[RULES]["A5"], book[RULES]["B5"] = "另依", "本府函"

    assert books(put, data, plan) == [
        ("written", f"{RULES}!A5", "", "另依"), ("written", f"{RULES}!B5", "", "本府函")
    ]  # fmt: skip


def test_a_column_that_is_gone_is_one_difference(plan: Path, data: bytes) -> None:
    """Deleted from 規則依據: it is named by its heading."""

    def cut(book: Workbook) -> None:
        sheet = book[RULES]
        for merged in [*sheet.merged_cells.ranges]:
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(3)

    assert [one[:2] for one in books(cut, data, plan)] == [("column_removed", f"{RULES}!單位")]


def test_a_version_the_plan_has_not_is_compared_as_far_as_it_can_be(tmp_path: Path) -> None:
    """Another history: tables and comments are compared, what was not is said, nothing is made up."""
    elsewhere, here = plan_folder(tmp_path / "a"), plan_folder(tmp_path / "b")
    print_copies(opened(elsewhere), 60)
    data = edited(Book(printed(elsewhere)).edited({spot(RULES, "B4"): "改"}), comment)

    found = looked_at(data, here)

    assert sorted(one[:2] for one in told(found)) == [
        ("comment", f"{SHEET}!C6"), ("quantity", f"{SHEET}!C6")
    ]  # fmt: skip
    assert [finding.code for finding in found.findings] == ["RETURN-NOT-WHOLE"]


def test_without_its_plan_a_file_is_judged_by_lines_figures_and_notes_and_says_so(
    data: bytes,
) -> None:
    """主計預檢表 was edited: the footer cannot know, and the sentence does not claim it."""
    paper, _ = read_paper_bytes(Book(data).edited({spot(PRECHECK, "H6"): "已核"}), "back.xlsx")
    assert paper is not None

    said = verify(paper).sentence.render("en")
    assert "figures, notes and timetable are unchanged. Nothing else was looked at" in said


def test_rules_that_are_newer_than_the_paper_are_named_as_a_possible_cause(
    plan: Path, data: bytes
) -> None:
    """規則依據 and 主計預檢表 are written from the rules: another edition of them can differ, too."""
    found = looked_at(Book(data).edited({spot(RULES, "B4"): "x", spot(SHARES, "B9"): "x"}), plan)
    remarks = {one.cell: one.remark.render("en") for one in found.differences}

    assert "edition" in remarks[f"{RULES}!B4"]
    assert "edition" not in remarks[f"{SHARES}!B9"]


def test_more_than_can_be_read_is_cut_and_said(plan: Path, data: bytes) -> None:
    """Four hundred rows of scribble: three hundred are named, and that there are more."""

    def scribble(book: Workbook) -> None:
        for row in range(40, 440):
            book[SHEET].cell(row, 8).value = f"註{row}"

    found = books(scribble, data, plan)

    assert len(found) == 301
    assert found[-1][0] == "more"


def test_a_footer_that_some_programs_drop_leaves_the_whole_to_be_compared(
    plan: Path, data: bytes
) -> None:
    """Without a footer it is compared with the plan as it is now, 主計預檢表 included."""

    def strip(book: Any) -> None:  # noqa: ANN401 - a workbook of openpyxl
        for sheet in book.worksheets:
            sheet.oddFooter.center.text = None
        book[PRECHECK]["H6"] = "已核"

    assert books(strip, data, plan) == [("written", f"{PRECHECK}!H6", "", "已核")]


def test_the_file_is_what_openpyxl_reads() -> None:
    """The way these tests edit cells is one that another library understands."""
    folder = data_folder() / "plans" / PLANS[0]
    book = openpyxl.load_workbook(
        io.BytesIO(Book(printed(folder)).edited({spot(SHEET, "J2"): "旁註"}))
    )

    assert book[SHEET]["J2"].value == "旁註"


def test_what_cannot_be_taken_over_is_left_out_when_all_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 copies are taken over; 「如擬」 beside the table and a comment are shown and stay outside."""
    folder, file = plan_folder(tmp_path), tmp_path / "back.xlsx"

    def write(book: Workbook) -> None:
        comment(book)
        book[SHEET]["C6"], book[SHEET]["G6"] = 60, "如擬"

    file.write_bytes(edited(printed(folder), write))

    code = main(
        ["take-in", str(file), str(folder), "--accept", "all", "--reason", "主計", "--json"]
    )
    said = json.loads(capsys.readouterr().out)

    assert (code, said["taken"], said["total"]) == (0, [f"{SHEET}!C6"], 13_000)
    assert {one["kind"] for one in said["differences"]} == {"quantity", "written", "comment"}


def test_the_page_shows_what_it_cannot_take_over_without_a_box_to_tick(tmp_path: Path) -> None:
    """A comment and words in a free cell beside one change that can be taken."""
    state = desk_of(plan_folder(tmp_path))

    def write(book: Workbook) -> None:
        comment(book)
        book[SHEET]["C6"], book[SHEET]["G6"] = 60, "如擬"

    data = edited(printed(state.folder), write)
    after = do(state, "take_in", "open", name="back.xlsx", data=b64encode(data).decode())
    rows = seen(after, "take_in")["file"]["rows"]

    assert [(row["what"], row["can"], row["after"]) for row in rows] == [
        ("quantity", True, "60"), ("written by hand", False, "如擬"), ("comment", False, "請再減\n20份")
    ]  # fmt: skip
