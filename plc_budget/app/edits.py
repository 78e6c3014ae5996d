"""What somebody typed into cells, understood as far as it can be; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from plc_budget.app.rows import (
    Row,
    cells_of,
    faults,
    names_of,
    number_of,
    read_row,
)
from plc_budget.app.state import Draft, Spot
from plc_budget.findings import Finding, has_errors
from plc_budget.language import Text, text
from plc_budget.sheets.formulas import FormulaError, evaluate
from plc_budget.tables import TABLES
from plc_budget.tables.cells import tidy

Texts = Mapping[tuple[int, str], str]
"""What was typed, by number of the row, from 0, and name of the column."""


@dataclass(frozen=True)
class Edited:
    """A table with what was understood in it, and what was not."""

    rows: tuple[Row, ...]
    drafts: Mapping[tuple[int, str], Draft] = field(default_factory=dict)


def read_typed(table: str, rows: Sequence[Row], texts: Texts) -> Edited:
    """Read what was typed into cells of a table.

    A cell that cannot be read, or that would make a table no plan can have, keeps the value it had
    and becomes a draft: its text, with what is allowed there.

    Parameters
    ----------
    table : str
        ``budget`` or ``timetable``.
    rows : sequence
        The table as it is, with new rows already in their place.
    texts : mapping
        What was typed.

    Returns
    -------
    Edited
        Its rows are always a table that can be saved.

    Examples
    --------
    >>> from plc_budget.tables import TimetableRow
    >>> rows = [TimetableRow(540, 580, "理念")]
    >>> edited = read_typed("timetable", rows, {(0, "end"): "十點", (0, "speaker"): ""})
    >>> edited.rows[0].end, edited.drafts[0, "end"].raw
    (580, '十點')
    """
    drafts: dict[tuple[int, str], Draft] = {}
    taken = {key: _work_out(table, key[1], raw) for key, raw in texts.items()}
    result = list(rows)
    while taken:
        result = list(rows)
        refused = _read(table, result, taken) or _judged(table, result, taken)
        if not refused:
            break
        for key, finding in refused.items():
            drafts[key] = Draft(taken.pop(key), *_said(finding, texts[key]))
    else:
        result = list(rows)
    return Edited(tuple(result), drafts)


def _work_out(table: str, column: str, raw: str) -> str:
    """Return what a calculation typed into a cell of numbers comes to: ``=40*2`` is 80."""
    declared = TABLES[table].column(column)
    words = tidy(raw)
    if declared is None or declared.kind is not Decimal or not words.startswith("="):
        return raw
    try:
        value = evaluate(words, lambda _: [])
    except FormulaError:
        return raw
    if not isinstance(value, Fraction) or isinstance(value, bool):
        return raw
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact:f}" if Fraction(exact) == value else raw


def _read(table: str, rows: list[Row], texts: Texts) -> dict[tuple[int, str], Finding]:
    """Put what was typed into the rows; return the cells that cannot be read."""
    refused: dict[tuple[int, str], Finding] = {}
    for number in sorted({number for number, _ in texts}):
        mine = {column: raw for (row, column), raw in texts.items() if row == number}
        cells = {**cells_of(rows[number]), **mine}
        reading = read_row(table, cells, number, rows[number])
        if reading is None:
            continue
        wrong = [finding for finding in reading.findings if has_errors([finding])]
        if wrong:
            refused |= _blamed(wrong, number, list(mine))
        else:
            rows[number] = reading.row
    return refused


def _judged(table: str, rows: list[Row], texts: Texts) -> dict[tuple[int, str], Finding]:
    """Return the cells that keep the whole table from being one a plan can have."""
    wrong = [finding for finding in faults(table, rows) if has_errors([finding])]
    refused: dict[tuple[int, str], Finding] = {}
    for finding in wrong:
        number = number_of(finding.where)
        mine = [column for row, column in texts if row == number]
        if mine:
            refused |= _blamed([finding], number, mine)
    if wrong and not refused:
        return dict.fromkeys(texts, wrong[0])
    return refused


def _blamed(
    wrong: Sequence[Finding], number: int, columns: Sequence[str]
) -> dict[tuple[int, str], Finding]:
    """Lay a fault to the cell it names if that was typed, else to all that were typed in the row."""
    blamed: dict[tuple[int, str], Finding] = {}
    for finding in wrong:
        column = finding.where.field
        fitting = [column] if column in columns else columns
        blamed |= {(number, one): finding for one in fitting}
    return blamed


def _said(finding: Finding, raw: str) -> tuple[Text, Text]:
    """Say at the cell what is wrong; it needs no name of a cell there."""
    values = dict(finding.message.values) if isinstance(finding.message, Text) else {}
    if "allowed" in values:
        allowed = values["allowed"]
        return (
            text("“{raw}” does not fit here.", raw=values.get("raw", raw)),
            text("Type {allowed}. Esc brings the old value back.", allowed=allowed),
        )
    if finding.code == "CELL-EMPTY":
        return text("Something must stand here."), text("Type it, or press Esc.")
    return (
        finding.message if isinstance(finding.message, Text) else text("This does not fit here."),
        finding.remedy if isinstance(finding.remedy, Text) else text("Press Esc."),
    )


def name_spots(
    table: str, rows: Sequence[Row], drafts: Mapping[tuple[int, str], Draft]
) -> dict[Spot, Draft]:
    """Name the drafts of a table by the cells of the screen."""
    names = names_of(table, rows)
    return {Spot(table, names[number], column): draft for (number, column), draft in drafts.items()}
