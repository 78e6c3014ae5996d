"""What a returned paper keeps from being seen is named: hidden rows and columns, second tables, figures without a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from importing_samples import packed, unpacked
from plan_folders import opened, plan_folder
from plc_budget.review.differences import Kind
from plc_budget.review.review import Verdict, verify
from plc_budget.sheets.wording import UNIT_NOTE
from returned_files import SHEET, TIMES, edited, paper, with_cells
from returned_files import exported_from as printed

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


def hidden_row(book: Workbook) -> None:
    """Hide 印刷費."""
    book[SHEET].row_dimensions[6].hidden = True


def hidden_rows(book: Workbook) -> None:
    """Hide 印刷費 and 雜支."""
    hidden_row(book)
    book[SHEET].row_dimensions[7].hidden = True


def flat_row(book: Workbook) -> None:
    """Make the row of 印刷費 nothing high."""
    book[SHEET].row_dimensions[6].height = 0.01


def hidden_column(book: Workbook) -> None:
    """Hide the notes."""
    book[SHEET].column_dimensions["F"].hidden = True


UNSEEN = {
    "a hidden row": (hidden_row, ("hidden", f"{SHEET}!6:6", "印刷費", "")),
    "two hidden rows": (hidden_rows, ("hidden", f"{SHEET}!6:7", "印刷費、雜支", "")),
    "a row nothing high": (flat_row, ("hidden", f"{SHEET}!6:6", "印刷費", "")),
    "a hidden column": (hidden_column, ("hidden", f"{SHEET}!F:F", UNIT_NOTE, "")),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_named_with_the_plan_and_without(name: str, plan: Path) -> None:
    """Rows and columns that nobody sees make the paper a changed one."""
    edit, wanted = UNSEEN[name]
    back = paper(edited(printed(plan), edit))
    for found in (verify(back, opened(plan)), verify(back)):
        assert found.verdict is Verdict.CHANGED
        told = [(str(one.kind), one.cell, one.before, one.after) for one in found.differences]
        assert told == [wanted]


def test_an_empty_row_that_is_hidden_is_no_change(plan: Path) -> None:
    """Row 10 lies between 總計 and the signatures; nothing stands in it."""

    def edit(book: Workbook) -> None:
        book[SHEET].row_dimensions[10].hidden = True
        book[TIMES].row_dimensions[7].hidden = True

    assert verify(paper(edited(printed(plan), edit)), opened(plan)).verdict is Verdict.UNCHANGED


def test_a_second_table_on_the_same_sheet_is_named_and_the_upper_one_compared(plan: Path) -> None:
    """Rows 4 to 9 copied to rows 20 to 25 with 60 copies: the paper stays ours, and is a changed one."""

    def edit(book: Workbook) -> None:
        sheet = book[SHEET]
        for row in range(4, 10):
            for column in range(1, 7):
                sheet.cell(row + 16, column).value = sheet.cell(row, column).value
        sheet["C22"] = 60

    back = paper(edited(printed(plan), edit))
    for found in (verify(back, opened(plan)), verify(back)):
        assert found.verdict is Verdict.CHANGED
        assert [finding.code for finding in found.findings] == ["RETURN-SECOND-TABLE"]
    named = verify(back, opened(plan)).differences
    assert {one.cell for one in named} >= {f"{SHEET}!C22", f"{SHEET}!A25"}
    assert {one.kind for one in named} == {Kind.CELL}


@pytest.mark.parametrize("chosen", ["", SHEET])
def test_a_second_table_on_another_sheet_is_named_with_its_total(chosen: str, plan: Path) -> None:
    """A copy in front with 70 of 80 copies: 6,000 + 7,000 + 1,000 = 14,000, and the footer is ours."""

    def edit(book: Workbook) -> None:
        copy = book.copy_worksheet(book[SHEET])
        copy.title, copy["C6"] = "附件", 70
        book.move_sheet(copy, -5)

    back = paper(edited(printed(plan), edit))
    for found in (verify(back, opened(plan), chosen), verify(back, None, chosen)):
        assert found.verdict is Verdict.CHANGED
        (finding,) = found.findings
        assert finding.message.render("en") == (
            "Another budget table stands on the sheet “附件”, with a total of 14,000 NTD; "
            "it was not compared."
        )
    assert "another budget table stands in it" in verify(back).sentence.render("en")


@pytest.mark.office
def test_a_second_table_of_a_document_is_named_as_well(plan: Path) -> None:
    """In an .ods: the sheet 經費概算表 once more, called 附件, with 16,000 typed as its 合計."""
    parts = unpacked(printed(plan, ".ods"))
    content = parts["content.xml"].decode()
    (table,) = re.findall(r'<table:table table:name="經費概算表".*?</table:table>', content)
    copy = table.replace('table:name="經費概算表"', 'table:name="附件"', 1)
    total = re.compile(
        r'(合計</text:p>.*?)<table:table-cell ([^>]*)table:formula="[^"]*"([^>]*)office:value="15000"'
    )
    copy, number = total.subn(r'\1<table:table-cell \2\3office:value="16000"', copy, count=1)
    assert number == 1
    back = paper(
        packed(parts | {"content.xml": content.replace(table, table + copy).encode()}), "back.ods"
    )
    for found in (verify(back, opened(plan)), verify(back)):
        assert found.verdict is Verdict.CHANGED
        assert ["16,000 NTD" in finding.message.render("en") for finding in found.findings] == [
            True
        ]


def test_a_table_on_several_other_sheets_is_still_said_to_be_ours(plan: Path) -> None:
    """經費概算表 was copied and both sheets renamed: which is meant has to be said, the footer is there."""

    def edit(book: Workbook) -> None:
        book.copy_worksheet(book[SHEET]).title = "乙"
        book[SHEET].title = "甲"

    back = paper(edited(printed(plan), edit))
    for found in (verify(back, opened(plan)), verify(back)):
        assert found.sentence.render("en").startswith(
            "Its footer names version 1 of “plan”, but the budget table stands on several"
        )


@pytest.mark.parametrize("name", ["經費概算", TIMES])
def test_a_sheet_that_holds_no_budget_is_said_to_hold_none(plan: Path, name: str) -> None:
    """A name typed wrong, or that of the timetable: nobody is told that the paper was changed."""
    back = paper(printed(plan))
    for found in (verify(back, opened(plan), name), verify(back, None, name)):
        assert "on the sheet that was named stands no budget table" in found.sentence.render("en")
        (finding,) = found.findings
        assert finding.message.render("en") == (
            f"On the sheet “{name}” stands no budget table; one stands on “{SHEET}”."
        )


def test_a_draft_that_nobody_changed_is_said_to_be_a_draft(plan: Path) -> None:
    """Unchanged, and yet not to be signed; the paper for approval says nothing of it."""
    for draft in (True, False):
        data = printed(plan, draft=draft)
        for found in (verify(paper(data), opened(plan)), verify(paper(data))):
            assert found.verdict is Verdict.UNCHANGED
            assert ("draft" in found.sentence.render("en")) is draft


def test_without_the_plan_it_says_what_was_not_looked_at(plan: Path) -> None:
    """千元 instead of 元 is not covered by the hash, so the answer says where to look."""
    data = with_cells(printed(plan), {"E3": "單位：新臺幣千元"})
    assert "the unit of the money" in verify(paper(data)).sentence.render("en")
    (one,) = verify(paper(data), opened(plan)).differences
    assert (one.cell, one.after) == (f"{SHEET}!E3", "單位：新臺幣千元")


def test_a_column_that_is_gone_leaves_the_total_where_it_is(plan: Path) -> None:
    """總價 was deleted: the column is named, and 合計 is not said to be gone."""
    data = edited(printed(plan), lambda book: book[SHEET].delete_cols(4))
    kinds = [one.kind for one in verify(paper(data), opened(plan)).differences]
    assert Kind.COLUMN in kinds
    assert Kind.TOTAL not in kinds


def test_the_sentence_about_who_pays_is_called_that(plan: Path) -> None:
    """It stands behind the amount in capitals, and is no sentence about reallocation."""
    data = with_cells(printed(plan), {"B9": "新台幣 壹萬伍仟 元整（由教育部補助）"})
    found = verify(paper(data), opened(plan)).differences
    assert [one.kind for one in found if one.field == "funding.sentence"] == [Kind.FUNDING]


def document(data: bytes, pattern: str, words: str) -> bytes:
    """Replace the first match in what an .ods holds."""
    parts = unpacked(data)
    content, number = re.subn(pattern, words, parts["content.xml"].decode(), count=1)
    assert number == 1
    return packed(parts | {"content.xml": content.encode()})


@pytest.mark.office
def test_a_document_that_hides_a_row_is_named(plan: Path) -> None:
    """The same in an .ods: the row of 印刷費 collapsed."""
    rows = r"<table:table-row (?=(?:(?!</table:table-row>).)*印刷費)"
    hidden = document(printed(plan, ".ods"), rows, '<table:table-row table:visibility="collapse" ')

    (found,) = verify(paper(hidden, "back.ods"), opened(plan)).differences

    assert (str(found.kind), found.cell, found.before) == ("hidden", f"{SHEET}!6:6", "印刷費")


@pytest.mark.office
def test_a_footer_that_was_switched_off_is_named(plan: Path) -> None:
    """LibreOffice keeps the words of a footer nobody prints; the first of our pages lost it."""
    parts = unpacked(printed(plan, ".ods"))
    off = parts["styles.xml"].replace(b"<style:footer>", b'<style:footer style:display="false">', 1)
    assert off != parts["styles.xml"]
    back = paper(packed(parts | {"styles.xml": off}), "back.ods")
    for found in (verify(back, opened(plan)), verify(back)):
        assert found.verdict is Verdict.CHANGED
        assert [one.kind for one in found.differences] == [Kind.FOOTER]
