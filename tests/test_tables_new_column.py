"""A column is declared once: it is read, judged, named, shown, typed, pasted and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from app_states import app, said, seen, typed
from plc_budget.language import text
from plc_budget.plan.history.log import read_history
from plc_budget.tables import TABLES, BudgetRow, Column, read_budget, write_table
from plc_budget.tables.cells import read_number
from plc_budget.tables.columns import Number


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
