"""A plan without a history: who changed what cannot be told, and the sentence says what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment

from importing_samples import packed, unpacked
from plan_folders import opened, plan_folder
from plc_budget.cli import main
from plc_budget.review.differences import Kind
from plc_budget.review.review import Verdict, review_paper, verify
from returned_files import SHEET, edited, exported_from, paper, with_cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook


def printed_then_edited(tmp_path: Path, ending: str = ".xlsx") -> tuple[Path, bytes]:
    """Export 80 copies, then write 60 into budget.csv by hand."""
    folder = plan_folder(tmp_path)
    data = exported_from(folder, ending)
    budget = folder / "budget.csv"
    words = budget.read_text(encoding="utf-8")
    assert words.count(",80,") == 1
    budget.write_text(words.replace(",80,", ",60,"), encoding="utf-8")
    return folder, data


def test_a_file_nobody_touched_is_unchanged_although_the_plan_was_edited(tmp_path: Path) -> None:
    """Its own hash is right: it is the plan that says 60 now, and the sentence says so."""
    folder, data = printed_then_edited(tmp_path)
    found = verify(paper(data), opened(folder))
    assert found.verdict is Verdict.UNCHANGED
    assert "It is the plan that was changed since" in found.sentence.render("en")
    assert found.differences == ()


def test_a_file_somebody_edited_is_compared_with_the_plan_as_it_is(tmp_path: Path) -> None:
    """A note was written into F7, and the plan says 60: two places, and no version is named twice."""
    folder, data = printed_then_edited(tmp_path)
    found = verify(paper(with_cells(data, {"F7": "實報實銷"})), opened(folder))
    assert found.verdict is Verdict.CHANGED
    said = found.sentence.render("en")
    assert "no record of a version 1 with these figures" in said
    assert "as it is now in 2 places" in said


def test_a_hidden_row_makes_an_unrecorded_paper_a_changed_one(tmp_path: Path) -> None:
    """What stands in it has the right hash, and nobody sees 印刷費."""
    folder, data = printed_then_edited(tmp_path)

    def edit(book: Workbook) -> None:
        book[SHEET].row_dimensions[6].hidden = True

    assert verify(paper(edited(data, edit)), opened(folder)).verdict is Verdict.CHANGED


def far_out(data: bytes) -> bytes:
    """Write where no sheet of ours reaches."""
    return with_cells(data, {"A2500": "另附"})


def remark(data: bytes) -> bytes:
    """Hang a comment on 印刷費."""

    def hang(book: Workbook) -> None:
        book[SHEET]["A6"].comment = Comment("請減印", "主計")

    return edited(data, hang)


def flat(data: bytes) -> bytes:
    """Hide the row of 印刷費."""

    def hide(book: Workbook) -> None:
        book[SHEET].row_dimensions[6].hidden = True

    return edited(data, hide)


@pytest.mark.parametrize(
    ("edit", "kind"), [(far_out, Kind.MORE), (remark, Kind.COMMENT), (flat, Kind.UNSEEN)]
)
def test_what_was_done_to_an_unrecorded_paper_stays_when_the_plans_own_changes_are_left_out(
    edit: Callable[[bytes], bytes], kind: Kind, tmp_path: Path
) -> None:
    """The 80 copies are the plan's doing; what was never on a paper of ours is the file's."""
    folder, data = printed_then_edited(tmp_path)
    assert told(folder, edit(data), "back.xlsx") == (1, [kind])
    found, _ = review_paper(paper(edit(data)), opened(folder))
    assert found is not None
    assert "unchanged, but 1 other places were changed" in found.sentence.render("en")


@pytest.mark.office
def test_a_footer_switched_off_makes_an_unrecorded_paper_a_changed_one(tmp_path: Path) -> None:
    """The first of the pages of an .ods does not print it any more; the others still name the version."""
    folder, data = printed_then_edited(tmp_path, ".ods")
    parts = unpacked(data)
    old, new = b"<style:footer>", b'<style:footer style:display="false">'
    parts["styles.xml"] = parts["styles.xml"].replace(old, new, 1)

    assert told(folder, packed(parts), "back.ods") == (1, [Kind.FOOTER])


def told(folder: Path, data: bytes, name: str) -> tuple[int, list[Kind]]:
    """Verify a file from the command line; return its code and what take-in says of it."""
    file = folder.parent / name
    file.write_bytes(data)
    found, _ = review_paper(paper(data, name), opened(folder))
    assert found is not None
    return main(["verify", str(file), str(folder)]), [one.kind for one in found.differences]


RELABELLED: dict[str, tuple[dict[str, object], tuple[str, str, str], str]] = {
    "the heading of the quantities gained a unit": (
        {"C4": "數量(份)", "C6": 70},
        ("C4", "數量", "數量(份)"),
        "70",
    ),
    "prices are called thousands": ({"B4": "單價(千元)"}, ("B4", "單價(元)", "單價(千元)"), "80"),
    "the items are called names": ({"A4": "名稱"}, ("A4", "經費項目", "名稱"), "80"),
    "the total is called a subtotal": ({"A8": "小計"}, ("A8", "合計", "小計"), "80"),
}


@pytest.mark.parametrize("name", RELABELLED)
def test_a_heading_typed_over_is_named_and_its_column_still_compared(
    name: str, tmp_path: Path
) -> None:
    """Without a record of what was printed as well: no column is lost, and the total is no new line."""
    cells, (cell, before, after), copies = RELABELLED[name]
    folder, data = printed_then_edited(tmp_path)
    found = verify(paper(with_cells(data, cells)), opened(folder))
    assert found.verdict is Verdict.CHANGED
    assert [
        (str(one.kind), one.cell, one.before, one.after) for one in found.differences
    ] == sorted(
        [("cell", f"{SHEET}!{cell}", before, after), ("quantity", f"{SHEET}!C6", "60", copies)],
        key=lambda one: int(one[1][-1]),
    )


def test_a_price_with_its_unit_leaves_the_formulas_over_it_alone(tmp_path: Path) -> None:
    """1,000元/時 was typed into B5; what 課程表 works out of it is no difference of its own."""
    folder, data = printed_then_edited(tmp_path)
    found = verify(paper(with_cells(data, {"B5": "1,000元/時"})), opened(folder)).differences
    assert [(str(one.kind), one.cell, one.before, one.after) for one in found] == [
        ("unit", f"{SHEET}!B5", "節", "時"),
        ("quantity", f"{SHEET}!C6", "60", "80"),
    ]
