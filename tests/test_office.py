"""The independent readers tell right from wrong; otherwise no export test means anything."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

import office

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "經費概算表"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """One sheet: 3 in A1, twice of it in B1, in words in C1, nothing in D1, a share in E1."""
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    sheet.set_paper(9)
    sheet.write_string("A2", "新台幣壹萬伍仟元整", book.add_format({"font_name": "標楷體"}))
    sheet.write_number("A1", 3)
    sheet.write_formula("B1", "=A1*5000", None, 15000)
    sheet.write_formula("C1", '=TEXT(B1,"[DBNum2][$-404]General")', None, "壹萬伍仟")
    sheet.write_formula("D1", '=IF(A1>1,"","x")', None, "")
    sheet.write_formula("E1", "=A1/7", None, 3 / 7)
    sheet.write_formula("F1", "=A1>1", None, value=True)
    book.close()
    return path


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Write a copy of a workbook with one of its parts changed."""
    copy = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            words = old.read(name).decode()
            new.writestr(name, change(words) if name == part else words)
    return copy


@pytest.mark.office
def test_recalculation_believes_no_stored_value(workbook: Path) -> None:
    """A right file comes back the same; one whose stored values were all made 999 is found out."""
    lie = changed(
        workbook,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r"(</f>)<v>[^<]+</v>", r"\1<v>999</v>", xml),
    )

    right, found_out = office.recalculate_all([workbook, lie])

    assert office.differences(office.stored_values(workbook), right) == []
    assert office.differences(office.stored_values(workbook), found_out) == []
    assert len(office.differences(office.stored_values(lie), found_out)) >= 3


def test_differences_name_the_cell_and_both_values() -> None:
    """A reader of the failure sees where, what we stored and what the other computed."""
    ours: office.Sheets = {SHEET: {"D7": 6000, "D8": 0.1, "D9": True}}
    theirs: office.Sheets = {
        SHEET: {"D7": 6001, "D8": 0.1 + 1e-16, "D9": 1},
        "課程表": {"A1": "節"},
    }

    assert office.differences(ours, theirs) == [
        f"{SHEET}!D7: 6000 is not 6001",
        f"{SHEET}!D9: True is not 1",
        "課程表!A1: None is not '節'",
    ]


@pytest.mark.office
def test_a_workbook_is_printed_in_kai_and_can_be_looked_at(workbook: Path) -> None:
    """One A4 page with its words, as PDF and as picture, the kai font embedded."""
    pdf = office.to_pdf(workbook)

    assert "新台幣壹萬伍仟元整" in office.pdf_text(pdf)
    assert office.page_sizes(pdf) == [office.A4]
    assert [png.stat().st_size > 1_000 for png in office.pdf_to_png(pdf)] == [True]
    assert b"UKai" in pdf.read_bytes()


@pytest.mark.office
def test_what_libreoffice_does_not_write_is_an_error(tmp_path: Path) -> None:
    """A file that cannot be opened does not pass in silence."""
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(broken, "w") as parts:  # what is no zip would be taken for a text
        parts.writestr("no part of a workbook", "")

    with pytest.raises(RuntimeError, match="did not write"):
        office.to_pdf(broken)


@pytest.mark.validators
def test_a_right_workbook_passes_every_validator(workbook: Path) -> None:
    """Neither Microsoft's validator nor openxml-audit nor our own look finds anything."""
    assert office.validate_ooxml(workbook) == []


@pytest.mark.validators
@pytest.mark.parametrize(
    ("part", "wrong", "judge"),
    [
        ("xl/worksheets/sheet1.xml", ('<row r="1"', '<row color="1" r="1"'), "Microsoft"),
        ("xl/worksheets/sheet1.xml", ("<sheetData>", "<sheetDate/><sheetData>"), "openxml-audit"),
    ],
)
def test_a_broken_workbook_is_caught(
    workbook: Path, part: str, wrong: tuple[str, str], judge: str
) -> None:
    """An attribute or an element that does not belong there is named by the judge."""
    complaints = office.validate_ooxml(changed(workbook, part, lambda xml: xml.replace(*wrong, 1)))

    assert any(complaint.startswith(judge) for complaint in complaints)


def test_what_validators_overlook_is_seen(workbook: Path) -> None:
    """Letter paper and merged cells that overlap."""
    twice = '<mergeCells count="2"><mergeCell ref="A2:C2"/><mergeCell ref="B2:D2"/></mergeCells>'
    letter = changed(
        workbook,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", "</sheetData>" + twice).replace(
            'paperSize="9"', 'paperSize="1"'
        ),
    )

    assert office.untidy(workbook) == []
    assert len(office.untidy(letter)) == 2
