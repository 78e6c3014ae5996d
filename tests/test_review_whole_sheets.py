"""The whole paper: sheets, rows and columns that came, went or were renamed, comments and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from any_cells import Book
from importing_samples import packed, unpacked
from plan_folders import opened, plan_folder, print_copies
from returned_files import SHEET, edited
from returned_files import exported_from as printed
from whole_papers import PRECHECK, RULES, books, comment, looked_at, spot, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of three lines: 6,000 + 8,000 + 1,000."""
    return plan_folder(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def data(plan: Path) -> bytes:
    """Its workbook."""
    return printed(plan)


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


def test_a_draft_that_lost_its_mark_is_named(tmp_path: Path) -> None:
    """The words over the pages are gone; 異動紀錄 of a plan not approved yet tells that it was a draft."""

    def strip(book: Workbook) -> None:
        for sheet in book.worksheets:
            assert sheet.oddHeader is not None
            sheet.oddHeader.center.text = None

    folder = plan_folder(tmp_path)
    print_copies(opened(folder), 60)
    found = looked_at(edited(printed(folder, draft=True), strip), folder)

    assert [one[0] for one in told(found)] == ["draft_mark_removed"]


def test_what_stands_further_out_than_is_read_is_named(plan: Path, data: bytes) -> None:
    """A note in row 2,500, and one in column CA."""
    for cell in ("A2500", "CA6"):
        found = looked_at(Book(data).edited({spot(SHEET, cell): "藏在這裡"}), plan)

        assert [one[:2] for one in told(found)] == [("more", f"{SHEET}!{cell}")]


def row_deleted(book: Workbook) -> None:
    """Take a rule out."""
    book[RULES].delete_rows(4)


def row_inserted(book: Workbook) -> None:
    """Put a rule in."""
    book[RULES].insert_rows(5)
    book[RULES]["A5"], book[RULES]["B5"] = "另依", "本府函"


def column_deleted(book: Workbook) -> None:
    """Take the units out."""
    for merged in [*book[RULES].merged_cells.ranges]:
        book[RULES].unmerge_cells(str(merged))
    book[RULES].delete_cols(3)


@pytest.mark.parametrize("edit", [row_deleted, row_inserted, column_deleted])
def test_rows_and_columns_put_in_or_taken_out_are_said_once(
    edit: Callable[[Workbook], None], plan: Path, data: bytes
) -> None:
    """In 規則依據 nothing tells which row is which: the sheet is named, and not every cell of it."""
    assert [one[:2] for one in books(edit, data, plan)] == [("shape", f"{RULES}!")]
