"""The hash in the footer after LibreOffice has saved the file anew, as .xlsx and as .ods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import office_edits
from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.review.paper import read_paper
from plc_budget.review.review import verify
from plc_budget.sheets.passport import make_passport
from printed_plan import everything_printed
from returned_files import SHEET, TIMES, as_ods

if TYPE_CHECKING:
    from office_edits import Command

pytestmark = pytest.mark.office

PLAN = everything_printed()
"""Lines in rows 5 to 8, 合計 in row 9, 總計 in row 10; activities in rows 8 to 10 of the timetable."""
TIMETABLE: Command = ("sheet", 1)
UNCHANGED: dict[str, list[Command]] = {
    "nothing but saved again": [],
    "both sheets renamed": [("rename", "附件二"), TIMETABLE, ("rename", "課表")],
    "another sheet put in front": [("order_sheet", "經費分配", 0)],
    "an empty row on top, one between, one more column": [
        ("insert", 7),
        ("insert", 1),
        ("insert_column", 0),
    ],
    "the notes moved before the price": [("move_column", 7, 2)],
    "everything turned into values": [("values", "A4:G10"), TIMETABLE, ("values", "A8:K12")],
    "an empty row in the timetable": [TIMETABLE, ("insert", 9)],
    "a sheet nobody reads back removed": [("remove_sheet", "規則依據")],
}
CHANGED: dict[str, list[Command]] = {
    "two lines in another order": [("move_row", 7, 6)],
    "an activity deleted": [TIMETABLE, ("delete", 9)],
    "the timetable removed": [("number", "D5", "3.5"), ("remove_sheet", TIMES)],
    "the sheet with the budget removed": [("remove_sheet", SHEET)],
}
Made = dict[tuple[str, str], tuple[Path, Path]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make every edit in our own .xlsx, and the first ones in our own .ods, too."""
    folder = tmp_path_factory.mktemp("hashes")
    found: Made = {}
    for ending, edits in ((".xlsx", UNCHANGED | CHANGED), (".ods", UNCHANGED)):
        place = folder / ending[1:]
        place.mkdir()
        source = place / f"source{ending}"
        data = export_xlsx(PLAN, check_plan(PLAN), passport=make_passport(PLAN), draft=True)
        source.write_bytes(data if ending == ".xlsx" else as_ods(data))
        files = office_edits.edited(source, edits, place)
        found |= {(ending, name): copies for name, copies in files.items()}
    return found


def verdicts(files: tuple[Path, Path]) -> list[str]:
    """Judge both copies by their footers alone."""
    papers = [read_paper(file)[0] for file in files]
    return [str(verify(paper).verdict) for paper in papers if paper is not None]


@pytest.mark.parametrize("source", [".xlsx", ".ods"])
@pytest.mark.parametrize("name", UNCHANGED)
def test_what_prints_the_same_is_unchanged(name: str, source: str, made: Made) -> None:
    """Saved as .xlsx and as .ods, from our .xlsx and from our .ods."""
    assert verdicts(made[source, name]) == ["unchanged"] * 2


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_changed_is_seen(name: str, made: Made) -> None:
    """One change in LibreOffice; the footer alone gives it away in both formats."""
    assert verdicts(made[".xlsx", name]) == ["changed"] * 2
