"""A thousand random edits: exactly the cells that were edited are found, each for what it is."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from plc_budget.returning.comparing import compare
from plc_budget.returning.differences import Kind
from plc_budget.returning.paper import Paper, read_paper_bytes
from plc_budget.sheets.layout import timetable_layout
from returned_files import SHEET, TIMES, printed
from sheet_edits import Edit, patched
from sheet_plans import plan_of

HEAD = "code,category,item,unit_price,unit,quantity,times,from,rate,base,note\n"
BUDGET = (
    HEAD + "speaker,業務費,內聘講師鐘點費,1000,節,,,timetable:internal,,,講師名單得調整\n"
    "printing,業務費,印刷費,46.05,份,80,2,,,,\n"
    "lunch,業務費,膳費,100,人,60,,,,,含茶水\n"
    "misc,業務費,雜支,1000,式,1,,,,,\n"
    "premium,業務費,補充保費,,,,,,2.11,speaker,\n"
)
TIMETABLE = (
    "start,end,activity,speaker,organisation,speaker_kind,paid_minutes\n"
    "09:00,10:30,理念,甲校長,甲校,internal,\n10:30,10:40,休息,,,,\n"
    "10:40,12:10,實作,乙主任,乙校,internal,80\n"
)
PLAN = plan_of(BUDGET, TIMETABLE)
DATA = printed(PLAN)
SLOTS = range(timetable_layout(PLAN).first, timetable_layout(PLAN).last + 1)


def number(dice: random.Random) -> Decimal:
    """Draw a number a planner may type."""
    return Decimal(dice.randint(1, 99_999)) / dice.choice([1, 1, 1, 2, 10, 100])


def words(dice: random.Random) -> str:
    """Draw a text: Chinese, signs of XML, what looks like a formula."""
    signs = "依實際需求調整名單講師費<>&\"'=+-@ 0123abc（）"
    return "註" + "".join(dice.choice(signs) for _ in range(dice.randint(1, 20))) + "。"


def draws(dice: random.Random) -> list[Edit]:
    """List an edit for each cell that a planner may type into."""
    rows = range(5, 9)
    edits = [Edit(SHEET, f"B{row}", number(dice), Kind.UNIT_PRICE) for row in rows]
    edits += [Edit(SHEET, f"C{row}", number(dice), Kind.QUANTITY) for row in rows]
    edits += [Edit(SHEET, f"D{row}", Decimal(dice.randint(3, 40)), Kind.TIMES) for row in rows]
    edits += [Edit(SHEET, f"F{row}", words(dice), Kind.NOTE) for row in range(5, 10)]
    edits += [Edit(SHEET, "C9", Decimal(dice.randint(1, 99)) / 1000, Kind.RATE)]
    edits += [
        Edit(SHEET, f"E{row}", Decimal(dice.randint(10**8, 10**9)), Kind.AMOUNT) for row in rows
    ]
    edits += [
        Edit(SHEET, "A2", words(dice), Kind.TITLE),
        Edit(SHEET, "F10", words(dice), Kind.SENTENCE),
    ]
    edits += [Edit(SHEET, "B9", Decimal(dice.randint(10**8, 10**9)), Kind.UNIT_PRICE)]
    clock = Decimal(dice.randint(0, 500)) / 1440
    edits += [Edit(TIMES, f"A{row}", clock, Kind.START) for row in SLOTS]
    edits += [
        Edit(TIMES, f"B{row}", Decimal(dice.randint(800, 1400)) / 1440, Kind.END) for row in SLOTS
    ]
    edits += [
        Edit(TIMES, f"G{row}", Decimal(dice.randint(100, 700)), Kind.PAID_MINUTES)
        for row in (SLOTS[0], SLOTS[-1])
    ]
    return edits


def read(data: bytes) -> Paper:
    """Read a patched file."""
    paper, findings = read_paper_bytes(data, "back.xlsx")
    assert paper is not None, findings
    return paper


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_exactly_the_edited_cells_are_found(seed: int) -> None:
    """Fifty random edits of one to five cells: nothing is missed, nothing else is named."""
    dice = random.Random(seed)  # noqa: S311 - test data, not a secret
    for _ in range(50):
        possible = draws(dice)
        edits = {(one.sheet, one.cell): one for one in dice.sample(possible, dice.randint(1, 5))}

        found, _ = compare(read(patched(DATA, [*edits.values()])), PLAN)

        assert found is not None
        seen = {tuple(one.cell.split("!")): one.kind for one in found.differences}
        assert seen == {spot: one.kind for spot, one in edits.items()}, edits
