"""What the comparison of the tables knows of their sheets, for the comparison of all other cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plc_budget.returning.comparing.comparing import Compared
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.reading.formulas import cell_at
from plc_budget.returning.reading.tables import Table, budget_table, timetable_table
from plc_budget.returning.reprinted.elsewhere import Spoken
from plc_budget.returning.reprinted.facing import Facing, Fixed
from plc_budget.returning.reprinted.reprinting import Printing
from plc_budget.returning.reprinted.respelling import Places, is_still_ours
from plc_budget.sheets.wording import BUDGET, TIMETABLE

_FOLLOWING = (Kind.PERIODS, Kind.PAID_MINUTES, Kind.UNREADABLE, Kind.UNIT_PRICE, Kind.AMOUNT)
"""What is said of a formula when the cells it takes were changed."""


@dataclass
class Known:
    """By our name of a sheet: its name there, rows and columns known, cells compared already."""

    names: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Fixed] = field(default_factory=dict)
    spoken: dict[str, Spoken] = field(default_factory=dict)


def known_of(printing: Printing, compared: Compared | None) -> Known:
    """Say what is known after the tables were compared.

    Parameters
    ----------
    printing : Printing
        What was printed.
    compared : Compared or None
        The tables; None where the file holds no budget table.
    """
    known = Known()
    lines, slots = (compared.lines, compared.slots) if compared else (None, None)
    ours, _ = budget_table(printing.sheets)
    if lines is not None and ours is not None:
        order = {line.code: at for at, line in enumerate(lines.plan.budget.lines)}
        rows = {row: order[line.code] for row, line in lines.pairs.items()}
        asked = {order[code] for codes in lines.asked.values() for code in codes}
        _put(known, BUDGET, ours, lines.sight.table, rows, asked)
    table = timetable_table(printing.sheets)
    if slots is not None and table is not None:
        asked = {one for some in slots.asked.values() for one in some}
        _put(known, TIMETABLE, table, slots.sight.table, slots.pairs, asked)
    return known


def _put(
    known: Known, name: str, ours: Table, theirs: Table, pairs: Mapping[int, int], asked: set[int]
) -> None:
    rows = {theirs.header: ours.header}
    rows |= {row: ours.rows[at] for row, at in pairs.items() if at < len(ours.rows)}
    for mine, there in ((ours.total, theirs.total), (ours.words, theirs.words)):
        if mine is not None and there is not None:
            rows[there] = mine
    columns = {theirs.columns[field]: column for field, column in ours.columns.items()
               if field in theirs.columns}  # fmt: skip
    apart = [row for row in theirs.rows if row not in rows]
    lost = [column for field, column in ours.columns.items() if field not in theirs.columns]
    known.names[name] = theirs.sheet.name
    known.fixed[name] = Fixed(rows, columns, [*apart, *theirs.subtotals])
    known.spoken[name] = Spoken(apart, [*columns], _gone(ours, theirs, rows, asked), lost)


def _gone(ours: Table, theirs: Table, rows: Mapping[int, int], asked: set[int]) -> list[int]:
    """List the rows of ours that are named as removed, or may be one that is asked about."""
    here = {*rows.values()}
    gone = [row for at, row in enumerate(ours.rows) if at in asked or row not in here]
    for mine, there in ((ours.total, theirs.total), (ours.words, theirs.words)):
        if mine is not None and there is None:
            gone.append(mine)
    return gone


def without_following(
    differences: Iterable[Difference], faces: Sequence[Facing], places: Places
) -> list[Difference]:
    """Leave out formulas that are as they were printed: they only follow from cells that are named.

    Parameters
    ----------
    differences : iterable of Difference
        Of the tables.
    faces : sequence of Facing
        All sheets.
    places : Places
        Where our cells lie.
    """
    by_name = {face.theirs.name: face for face in faces}
    return [one for one in differences
            if one.kind not in _FOLLOWING or not _follows(one.cell, by_name, places)]  # fmt: skip


def _follows(cell: str, faces: Mapping[str, Facing], places: Places) -> bool:
    name, _, address = cell.rpartition("!")
    face, spot = faces.get(name), cell_at(address)
    if face is None or spot is None:
        return False
    row, column = face.rows.get(spot[0]), face.columns.get(spot[1])
    if row is None or column is None:
        return False
    mine, theirs = face.ours.cell(row, column).formula, face.theirs.cell(*spot).formula
    is_lost = "#REF!" in theirs
    return (
        bool(mine and theirs)
        and not is_lost
        and is_still_ours(mine, theirs, face.ours.name, places)
    )
