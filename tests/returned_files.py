"""Files that come back, made for tests: an exported plan with cells edited by another library."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

import office
from plc_budget.checks import check_plan
from plc_budget.export import edition_of, export_xlsx
from plc_budget.export.editions import check_folder
from plc_budget.review.compare import Compared, compare_cells, compare_tables
from plc_budget.review.differences import Difference
from plc_budget.review.paper import Paper, read_paper_bytes
from plc_budget.review.printed import Base, Copy
from plc_budget.sheets.passport import make_passport

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from plc_budget.plan import Plan

SHEET, TIMES = "經費概算表", "課程表與節數"


def printed(plan: Plan, version: int = 1) -> bytes:
    """Export a plan as the command does, with its passport."""
    return export_xlsx(plan, check_plan(plan), passport=make_passport(plan, version))


def exported_from(folder: Path, ending: str = ".xlsx", *, draft: bool = False) -> bytes:
    """Export the plan of a folder as the commands do, with its history and what was approved."""
    plan, findings = check_folder(folder)
    assert plan is not None, [finding.message.render("en") for finding in findings]
    data = edition_of(folder, plan, findings, draft=draft).workbook(draft=draft).data
    return data if ending == ".xlsx" else as_ods(data)


def as_ods(data: bytes) -> bytes:
    """Let LibreOffice make an .ods of a workbook; tests that ask for one are marked ``office``."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "printed.xlsx"
        source.write_bytes(data)
        (made,) = office.convert([source], "ods")
        return made.read_bytes()


def edited(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """Edit a workbook with openpyxl, which stores no results of formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_cells(data: bytes, cells: dict[str, object], sheet: str = SHEET) -> bytes:
    """Write values into cells of a sheet."""

    def write(book: Workbook) -> None:
        page: Worksheet = book[sheet]
        for address, value in cells.items():
            page[address].value = value

    return edited(data, write)


def paper(data: bytes, name: str = "back.xlsx") -> Paper:
    """Read a file that can be read."""
    found, findings = read_paper_bytes(data, name)
    assert found is not None, [finding.message.render("en") for finding in findings]
    return found


def compared(data: bytes, plan: Plan, name: str = "back.xlsx") -> Compared:
    """Compare a file with a plan; it must hold the table."""
    return compare(paper(data, name), plan)


def compare(file: Paper, plan: Plan) -> Compared:
    """Compare every cell of a file with a plan as :func:`printed` exports it; it must hold the table."""
    copy, base = Copy(paper(printed(plan))), Base(plan, 1, 1, is_printed=True)
    found, findings = compare_tables(file, copy, base)
    assert found is not None, [finding.message.render("en") for finding in findings]
    return compare_cells(file, copy, found)


def differences(data: bytes, plan: Plan, name: str = "back.xlsx") -> list[Difference]:
    """Return the differences of a file."""
    return [*compared(data, plan, name).differences]


def told(found: list[Difference]) -> list[tuple[str, str, str, str]]:
    """Say each difference in short: what, where, before, after."""
    return [(str(one.kind), one.cell.rpartition("!")[2], one.before, one.after) for one in found]
