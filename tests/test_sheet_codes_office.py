"""The hidden code of a row goes with it through what is done to a sheet in LibreOffice and by openpyxl.

A row that is copied has its code twice, and one that is filled down has none, since a fill leaves out
what is hidden: whoever takes such a file in is asked which line it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

import office
import office_edits
from plc_budget.spreadsheets.sheet import Sheet
from plc_budget.spreadsheets.workbook import read_workbook
from returned_files import SHEET, TIMES, printed
from situations import county_plan

if TYPE_CHECKING:
    from pathlib import Path

    from office_edits import Command

pytestmark = pytest.mark.office

OURS = ["speaker_internal 內聘講師鐘點費", "printing 印刷費", "misc 雜支"]
"""Rows 5 to 7 of 經費概算表; 合計 is row 8, 總計 row 9, the code stands in column E."""
DAY = [
    "1 教師專業學習社群的理念",
    "2 教師專業學習社群的規劃與經營（含領導力、對話模式及對話技巧）",
    "3 「溫度的陪伴，攜手同行～北昌共備社群」",
    "4 南區 PaGamo社群分享",
    "5 綜合座談、交流",
]
EDITS: dict[str, tuple[list[Command], list[str]]] = {
    "saved again": ([], OURS),
    "a row inserted": ([("insert", 6), ("text", "A6", "茶水費")], [OURS[0], " 茶水費", *OURS[1:]]),
    "a row deleted": ([("delete", 6)], [OURS[0], OURS[2]]),
    "sorted by price": (
        [("number", "B6", 1), ("number", "B5", 2), ("number", "B7", 3), ("sort", "A5:F7", 1)],
        [OURS[2], OURS[0], OURS[1]],
    ),
    "cut and pasted above": ([("move_row", 7, 6)], [OURS[0], OURS[2], OURS[1]]),
    "a row copied below": ([("insert", 7), ("copy_row", 6, 7)], [*OURS[:2], OURS[1], OURS[2]]),
    "a row filled down": ([("insert", 7), ("fill", "A6:F7")], [*OURS[:2], " 印刷費", OURS[2]]),
    "a row hidden": ([("hide", 6)], OURS),
    "an item renamed": ([("text", "A6", "手冊印製費")], [OURS[0], "printing 手冊印製費", OURS[2]]),
    "the sheet renamed": ([("rename", "附件一")], OURS),
    "a column before the table": ([("insert_column", 0)], OURS),
    "the notes moved before the price": ([("move_column", 6, 1)], OURS),
    "everything turned into values": ([("values", "A4:F9")], OURS),
}


def rows(sheet: Sheet, item: str) -> list[str]:
    """Return code and item of the rows below the headings, down to the first without an item."""
    at = next(n for n, row in enumerate(sheet.rows) if any(one.text == "代碼" for one in row))
    heads = {cell.text: column for column, cell in enumerate(sheet.rows[at])}
    found = [
        [sheet.cell(n, heads[name]).text for name in ("代碼", item)]
        for n in range(at + 1, len(sheet.rows))
    ]
    end = next((n for n, (code, name) in enumerate(found) if name in ("", "合計")), len(found))
    return [f"{code} {name}" for code, name in found[:end]]


def sheets(file: Path) -> list[Sheet]:
    """Read a file."""
    found, findings = read_workbook(file.read_bytes(), file.name)
    assert found, findings
    return [*found.sheets]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Make every edit, in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("codes")
    source = folder / "source.xlsx"
    source.write_bytes(printed(county_plan()))
    day: dict[str, list[Command]] = {
        "an activity moved up": [("sheet", 1), ("move_row", 13, 12)],
        "activities sorted": [("sheet", 1), ("sort", "A9:N13", 3)],
    }
    return office_edits.edited(
        source, {name: edits for name, (edits, _) in EDITS.items()} | day, folder
    )


@pytest.mark.parametrize("name", EDITS)
def test_a_line_keeps_its_code(name: str, made: dict[str, tuple[Path, Path]]) -> None:
    """Whatever is done to rows, columns and sheets, and saved as .xlsx and as .ods."""
    for file in made[name]:
        budget = next(one for one in sheets(file) if one.name in (SHEET, "附件一"))
        assert rows(budget, "經費項目") == EDITS[name][1], file.suffix


@pytest.mark.parametrize(
    ("name", "order"), [("an activity moved up", "01243"), ("activities sorted", "")]
)
def test_an_activity_keeps_its_number(
    name: str, order: str, made: dict[str, tuple[Path, Path]]
) -> None:
    """The number it had when it was printed."""
    for file in made[name]:
        timetable = next(one for one in sheets(file) if one.name == TIMES)
        found = rows(timetable, "活動內容")
        assert sorted(found) == DAY
        assert not order or found == [DAY[int(at)] for at in order]


def test_the_names_of_the_totals_follow_them(
    made: dict[str, tuple[Path, Path]], tmp_path: Path
) -> None:
    """A row above them more, saved as .xlsx, as .ods and back, and once more by openpyxl."""
    xlsx, ods = made["a row inserted"]
    (back,) = office.convert([ods], "xlsx")
    again = tmp_path / "again.xlsx"
    openpyxl.load_workbook(xlsx).save(again)

    for file in (xlsx, back, again):
        names = openpyxl.load_workbook(file).defined_names
        assert {name: names[name].attr_text.replace("'", "") for name in ("合計", "總計")} == {
            "合計": f"{SHEET}!$D$9",
            "總計": f"{SHEET}!$B$10",
        }


def test_codes_are_hidden_and_stay_so(made: dict[str, tuple[Path, Path]], tmp_path: Path) -> None:
    """Saved again by LibreOffice and by openpyxl, nobody sees them."""
    again = tmp_path / "again.xlsx"
    openpyxl.load_workbook(made["saved again"][0]).save(again)

    for file in (made["saved again"][0], again):
        book = openpyxl.load_workbook(file)
        assert book[SHEET].column_dimensions["E"].hidden
        assert book[TIMES].column_dimensions["H"].hidden
        assert rows(sheets(file)[0], "經費項目") == OURS
