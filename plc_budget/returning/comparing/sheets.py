"""What 課程表與節數 works out from its times: still formulas, and still right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.comparing.fields import FOLLOWS
from plc_budget.returning.comparing.times import Slots
from plc_budget.returning.reading.calculator import Calculator
from plc_budget.returning.reading.formulas import spelled
from plc_budget.returning.reading.paper import read_paper_bytes
from plc_budget.returning.reading.sight import Sight
from plc_budget.returning.reading.tables import Table, timetable_table
from plc_budget.sheets import write_workbook
from plc_budget.sheets.wording import CODE
from plc_budget.spreadsheets.sheet import Sheet

_OURS = "printed.xlsx"
_WRONG = text("This cell is worked out by the sheet; nothing of it is taken over.")
_INPUTS = ("start", "end", "activity", "speaker", "speaker_kind", "paid_minutes")


def derived_differences(slots: Slots, printed: Sequence[Sheet] = ()) -> Iterator[Difference]:
    """Compare the cells of the timetable that nobody types: minutes, periods, their totals.

    Parameters
    ----------
    slots : Slots
        The returned timetable with its rows known.
    printed : sequence of Sheet, optional
        The sheets of the plan as printed; printed anew if left out.
    """
    ours = _seen(printed or printed_sheets(slots.plan))
    if ours is None:
        return
    mine, theirs = slots.sight, ours
    pairs = [(row, theirs.table.rows[at]) for row, at in slots.pairs.items()]
    if len(pairs) == len(theirs.table.rows) == len(mine.table.rows):
        pairs += _below(mine.table, theirs.table)
    typed = {theirs.table.columns[name] for name in _INPUTS if name in theirs.table.columns}
    codes, here = _codes(theirs), _codes(mine)
    for row, at in sorted(pairs):
        for column in range(len(theirs.table.sheet.rows[at])):
            is_typed = column in typed and at in theirs.table.rows
            if not is_typed and theirs.table.sheet.cell(at, column).formula:
                there = column - (here == [] and codes != [] and column > codes[0])
                yield from _cell(slots, mine, row, there, theirs, (at, column))


def printed_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """Print a plan anew, without its history and findings, to see what stood in which cell.

    Parameters
    ----------
    plan : Plan
        As it was printed.
    """
    paper, _ = read_paper_bytes(write_workbook(plan, ()).data, _OURS)
    return paper.sheets if paper else ()


def _seen(sheets: Sequence[Sheet]) -> Sight | None:
    table = timetable_table(sheets)
    return Sight(table, Calculator(sheets)) if table else None


def _below(mine: Table, theirs: Table) -> list[tuple[int, int]]:
    """Pair the rows of the totals below, by their names."""
    there = {theirs.sheet.cell(row, 0).squeezed: row
             for row in range(theirs.rows[-1] + 1, len(theirs.sheet.rows))}  # fmt: skip
    return [(row, there[name]) for row in range(mine.rows[-1] + 1, len(mine.sheet.rows))
            if (name := mine.sheet.cell(row, 0).squeezed) in there and name]  # fmt: skip


def _codes(sight: Sight) -> list[int]:
    """Return the column with the hidden codes; papers of earlier editions have none."""
    cells = sight.table.sheet.rows[sight.table.header]
    return [column for column, cell in enumerate(cells) if cell.text == CODE]


def _cell(
    slots: Slots, mine: Sight, row: int, column: int, theirs: Sight, printed: tuple[int, int]
) -> Iterator[Difference]:
    found = mine.table.sheet.cell(row, column)
    before = theirs.calculator.number(theirs.table.sheet.name, *printed)
    after = mine.calculator.number(mine.table.sheet.name, row, column)
    if found.formula and (after is not None or before is None):
        return
    if found.formula and spelled(found.formula) == spelled(
        theirs.table.sheet.cell(*printed).formula
    ):
        return  # a cell it takes cannot be worked out, and that is named where it stands
    is_same = after is not None and after == before
    yield Difference(
        Kind.FIXED if is_same else Kind.PERIODS,
        mine.table.sheet.address(row, column), _item(slots, row),
        slots.name(row) if row in slots.pairs else "", "periods", _shown(before),
        found.text or found.formula if after is None else _shown(after),
        remark=FOLLOWS if is_same else _WRONG,
    )  # fmt: skip


def _item(slots: Slots, row: int) -> str:
    return slots.plan.timetable[slots.pairs[row]].activity if row in slots.pairs else ""


def _shown(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
