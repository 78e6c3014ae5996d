"""A thousand random edits: exactly the cells that were edited are found, each for what it is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from any_cells import Book, Spot
from plan_folders import opened
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.saving import save
from plc_budget.review.differences import Kind
from plc_budget.review.paper import Paper, read_paper_bytes
from plc_budget.review.review import verify
from plc_budget.sheets.layout import lay_out
from plc_budget.sheets.timetable_sheet import timetable_paper
from returned_files import SHEET, TIMES, compare, exported_from, printed
from sheet_edits import Edit, patched
from sheet_plans import LEAST, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from plc_budget.spreadsheets.sheet import Sheet

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
SPOT = lay_out([timetable_paper(PLAN)]).tables["timetable"]
SLOTS = range(SPOT.first + 1, SPOT.last + 2)


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
    edits += [Edit(SHEET, f"G{row}", words(dice), Kind.NOTE) for row in range(5, 10)]
    edits += [Edit(SHEET, "C9", Decimal(dice.randint(1, 99)) / 1000, Kind.RATE)]
    edits += [
        Edit(SHEET, f"E{row}", Decimal(dice.randint(10**8, 10**9)), Kind.CELL) for row in rows
    ]
    edits += [
        Edit(SHEET, "A2", words(dice), Kind.TITLE),
        Edit(SHEET, "G10", words(dice), Kind.SENTENCE),
    ]
    edits += [Edit(SHEET, "B9", Decimal(dice.randint(10**8, 10**9)), Kind.CELL)]
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

        found = compare(read(patched(DATA, [*edits.values()])), PLAN)

        assert found is not None
        seen = {tuple(one.cell.split("!")): one.kind for one in found.differences}
        assert seen == {spot: one.kind for spot, one in edits.items()}, edits


def nothing(_: random.Random) -> None:
    """Empty a cell."""


KINDS: tuple[Callable[[random.Random], Decimal | str | None], ...] = (words, number, nothing)
"""What is put into a cell, whatever stands there."""
ECHOES = {Kind.TOTAL, Kind.CAPITALS}
"""What is said of 合計 and 大寫, too, where an amount was typed over or is gone."""


HEADINGS = {Spot(TIMES, 6, column) for column in range(12)}
"""The cells that name the columns of the timetable."""


def life(folder: Path) -> Path:
    """Make the plan as a folder, approved and changed since, so that it prints every sheet there is."""
    folder.mkdir()
    (folder / "plan.toml").write_text(LEAST.format(approved=15_000), "utf-8")
    (folder / "budget.csv").write_text(BUDGET, "utf-8")
    (folder / "timetable.csv").write_text(TIMETABLE, "utf-8")
    approve(folder, reference="府教字第1號", on=date(2025, 3, 1))
    plan = opened(folder)
    rows = [replace(row, note="附件") if row.code == "lunch" else row for row in plan.plan.rows]
    save(plan, rows=rows, reason="補附件")
    return folder


def cells_of(sheets: Sequence[Sheet]) -> list[Spot]:
    """List every cell of every sheet, and the free ones beside and below."""
    return [
        Spot(sheet.name, row, column)
        for sheet in sheets
        for row in range(len(sheet.rows) + 3)
        for column in range(max(map(len, sheet.rows)) + 2)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("draft", [False, True])
def test_any_cell_of_any_sheet_is_found_when_it_is_edited(
    draft: bool,  # noqa: FBT001 - a parameter
    tmp_path: Path,
) -> None:
    """One cell is typed over, emptied or written into: that one is named, and no other is."""
    folder = life(tmp_path / "plan")
    data = exported_from(folder, draft=draft)
    book, sheets = Book(data), read(data).sheets
    assert len(sheets) == 7
    by_name = {sheet.name: sheet for sheet in sheets}
    dice = random.Random(draft)  # noqa: S311 - test data, not a secret
    for spot in dice.sample(cells_of(sheets), 150):
        value = dice.choice(KINDS)(dice)
        if value is None and by_name[spot.sheet].cell(spot.row, spot.column).is_empty:
            continue

        found = verify(read(book.edited({spot: value})), opened(folder)).differences

        seen = {one.cell for one in found if one.kind not in ECHOES} or {one.cell for one in found}
        rows = {one.cell for one in found if one.kind is Kind.QUESTION}
        if spot in HEADINGS:  # a heading that is gone or another is a column that is
            assert found, spot
            continue
        assert seen == {str(spot)} or rows, (spot, value, found)
        assert str(spot) in {one.cell for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_several_edits_anywhere_are_all_found(seed: int, tmp_path: Path) -> None:
    """Ten edits at once, outside the lines of the budget and the activities: exactly these ten."""
    folder = life(tmp_path / "plan")
    data = exported_from(folder)
    book, sheets = Book(data), read(data).sheets
    free = [spot for spot in cells_of(sheets) if spot.sheet not in (SHEET, TIMES)]
    free += [spot for spot in cells_of(sheets[:1]) if spot.column > 6 or spot.row > 11]
    dice = random.Random(seed)  # noqa: S311 - test data, not a secret
    edits = {spot: words(dice) for spot in dice.sample(free, 10)}

    found = verify(read(book.edited(edits)), opened(folder)).differences

    assert {one.cell for one in found} == {str(spot) for spot in edits}
