"""A column is declared once: it is read, judged, named, shown, typed, pasted and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app_states import app, said, seen, typed
from merging import offered, review, taken
from plan_folders import opened
from plc_budget.comparison import compare_budgets
from plc_budget.documents.budget_part import budget_blocks
from plc_budget.documents.model import Table as DocumentTable
from plc_budget.language import text
from plc_budget.plan.history.log import read_history
from plc_budget.review.printout import is_as_printed, read_printout
from plc_budget.sheets.workbook import write_workbook
from plc_budget.tables import TABLES, BudgetRow, Column, read_budget, write_table
from plc_budget.tables.cells import read_number
from plc_budget.tables.columns import Number
from returned_files import exported_from, paper, with_cells
from sheet_plans import bytes_of
from sheet_plans import opened as sheet_of

if TYPE_CHECKING:
    from plc_budget.app.state import State


@dataclass(frozen=True, slots=True)
class PaidRow(BudgetRow):
    """A budget line that knows what of it was paid."""

    paid: Decimal | None = None


PAID = Column(
    name="paid",
    words=text("amount"),
    kind=Decimal,
    read=read_number,
    default=None,
    allow=Number(0, 1_000),
    printed="已付(元)",
)
HEAD = "code,category,item,unit_price,quantity,paid\n"


@pytest.fixture(autouse=True)
def with_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare the column, and nothing else."""
    budget = TABLES["budget"]
    wider = replace(budget, row=PaidRow, columns=(*budget.columns, PAID))
    monkeypatch.setitem(TABLES, "budget", wider)


def test_it_is_read_and_written() -> None:
    """500 of the 8,000 were paid; the file that is written says the same."""
    rows, findings = read_budget((HEAD + "printing,業務費,印刷費,100,80,500\n").encode())

    assert findings == []
    assert rows[0].paid == 500  # type: ignore[attr-defined]  # a PaidRow
    assert read_budget(write_table(rows, TABLES["budget"])) == (rows, [])


def test_it_is_judged_and_the_finding_names_its_cell() -> None:
    """1,001 is above the 1,000 that are allowed: cell F2."""
    _, findings = read_budget((HEAD + "printing,業務費,印刷費,100,80,1001\n").encode())

    (wrong,) = findings
    assert (wrong.code, wrong.where.column, wrong.where.row) == ("CELL-VALUE", "F", 2)
    assert wrong.message.render("en") == (
        "Read “1001” under paid; it should be a number from 0 to 1,000."
    )


def test_it_is_shown_typed_and_remembered(tmp_path: Path) -> None:
    """On the page it opens below its line; typing there is a step of the history, named in words."""
    state = typed(app(tmp_path), "budget", "printing", "paid", "500")

    view = seen(state, "budget")
    printing = next(row for row in view["rows"] if row["name"] == "printing")
    assert {"name": "paid", "look": "number"} in view["more"]
    assert printing["cells"]["paid"] == "500"
    assert view["words"]["paid"] == "amount"
    assert "印刷費: amount changed" in said(state)
    history, _ = read_history(state.folder)
    assert history is not None
    (change,) = history.steps[-1].changes
    assert (change.line, change.field, change.after) == ("printing", "paid", "500")
    assert (state.folder / "budget.csv").read_text("utf-8-sig").startswith("code,")


def test_what_cannot_be_read_waits_in_its_cell(tmp_path: Path) -> None:
    """A word where a number belongs is kept as typed, and the plan as it was."""
    state = typed(app(tmp_path), "budget", "printing", "paid", "五百多")

    printing = next(row for row in seen(state, "budget")["rows"] if row["name"] == "printing")
    assert printing["marks"]["paid"]["raw"] == "五百多"


def paid(folder: Path, much: str) -> State:
    """Open the plan of three lines after some of the printing was paid."""
    return typed(app(folder), "budget", "printing", "paid", much)


def test_it_is_printed_where_a_line_says_something(tmp_path: Path) -> None:
    """500 were paid: 已付(元) stands before 說明, may be typed on, and formulas follow their columns."""
    sheet = sheet_of(bytes_of(paid(tmp_path, "500").plan))["經費概算表"]
    heads = [cell.value for cell in sheet[4]]

    assert heads == ["經費項目", "單價(元)", "數量", "總價(元)", "代碼", "已付(元)", "說明"]
    assert [sheet[f"F{row}"].value for row in (5, 6, 7, 8)] == [None, 500, None, "-"]
    assert not sheet["F6"].protection.locked
    assert sheet["D8"].value == "=SUM(D5:D7)"


def test_it_is_not_printed_where_no_line_says_anything(tmp_path: Path) -> None:
    """A paper of nothing but empty cells helps nobody."""
    heads = [cell.value for cell in sheet_of(bytes_of(app(tmp_path).plan))["經費概算表"][4]]

    assert "已付(元)" not in heads


def test_it_stands_in_the_table_of_the_whole_plan(tmp_path: Path) -> None:
    """The .docx has the same columns as the sheet."""
    blocks = budget_blocks(paid(tmp_path, "500").plan)
    table = next(block for block in blocks if isinstance(block, DocumentTable))
    column = [row.cells[4].text for row in table.rows[:4]]

    assert column == ["已付(元)", "", "500", ""]


def test_it_is_told_below_the_item_where_it_was_changed(tmp_path: Path) -> None:
    """經費調整對照表 has no column for it, and says 500 → 700 all the same."""
    before, after = (paid(tmp_path / much, much).plan for much in ("500", "700"))
    found = compare_budgets(before.budget, after.budget)
    sheet = sheet_of(write_workbook(after, [], comparison=found).data)["經費調整對照表"]

    assert [change.code for change in found.changed] == ["printing"]
    assert [cell.value for cell in sheet["A"][5:8]] == [
        "內聘講師鐘點費",
        "印刷費\n已付(元)：500 → 700",
        "雜支",
    ]


@pytest.mark.parametrize(("there", "after"), [(650, Decimal(650)), (None, None)])
def test_it_comes_back_from_a_paper(
    tmp_path: Path, there: int | None, after: Decimal | None
) -> None:
    """Somebody types 650 for 500, or empties the cell: the hash is another, and the plan takes it in."""
    folder = paid(tmp_path, "500").folder
    data = exported_from(folder, draft=True)
    changed = review(folder, with_cells(data, {"F6": there}))
    (difference,) = offered(changed)

    assert offered(review(folder, data)) == []
    assert (difference.cell, difference.field) == ("經費概算表!F6", "paid")
    assert (difference.before, difference.after) == ("500", "" if there is None else "650")
    taken(folder, [difference])
    printing = next(row for row in opened(folder).plan.rows if row.code == "printing")
    assert printing.paid == after  # type: ignore[attr-defined]  # a PaidRow


def test_the_code_in_the_footer_is_of_it_as_well(tmp_path: Path) -> None:
    """A paper with 650 typed over 500 is not as it was printed."""
    data = exported_from(paid(tmp_path, "500").folder, draft=True)
    papers = [paper(data), paper(with_cells(data, {"F6": 650}))]

    assert [is_as_printed(read_printout(one.sheets)[0], one.passport) for one in papers] == [
        True,
        False,
    ]
