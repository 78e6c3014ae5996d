"""Why a formula of a returned file is not the one that was printed, where rows or columns went elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.reading.formulas import cell_at
from plc_budget.returning.reprinted.facing import Facing
from plc_budget.returning.reprinted.respelling import Places, respelled, shape, spelled_whole

_LONGEST = 200
_WORKED_OUT = (Kind.AMOUNT, Kind.TOTAL, Kind.CAPITALS, Kind.FIXED, Kind.PERIODS)
"""What is said of a cell by what its formula comes to."""
_OTHER_CELLS = text(
    "It takes other cells than the formula that was printed; nothing is to be taken over."
)


def cause(mine: str, theirs: str, on: str, places: Places) -> Words:
    """Say why a formula is not the printed one any more, where it is seen from its cells.

    Parameters
    ----------
    mine, theirs : str
        The formula that was printed, and that of the file.
    on : str
        Our name of the sheet.
    places : Places
        Where our cells lie now.

    Returns
    -------
    Words
        Nothing where it is another formula altogether.

    Examples
    --------
    >>> places = Places({"表": "表"}, {"表": {7: 8}}, {"表": {3: 3}})
    >>> cause("=D8", "=D8", "表", places).render("en").partition(";")[2].partition(".")[0]
    ' it should be =D9 now'
    """
    if shape(mine) != shape(theirs):
        return NOTHING
    before, wanted = spelled_whole(mine), respelled(mine, on, places)
    if wanted == before:
        return _OTHER_CELLS
    if before == spelled_whole(theirs):
        return text("Rows or columns were inserted, removed or moved, and this formula still names the cells of before; it should be {formula} now. Nothing is to be taken over.",
                    formula=wanted[:_LONGEST])  # fmt: skip
    return text("Where the rows and columns are now, it should be {formula}; nothing is to be taken over.",
                formula=wanted[:_LONGEST])  # fmt: skip


def with_causes(
    differences: Iterable[Difference], faces: Sequence[Facing], places: Places
) -> Iterator[Difference]:
    """Say of an amount, a total or 大寫 that it is wrong because its formula did not go with its rows.

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
    for one in differences:
        why = _cause_at(one.cell, by_name, places) if one.kind in _WORKED_OUT else NOTHING
        yield one if why in (NOTHING, _OTHER_CELLS) else replace(one, remark=why)


def _cause_at(cell: str, faces: Mapping[str, Facing], places: Places) -> Words:
    name, _, address = cell.rpartition("!")
    face, spot = faces.get(name), cell_at(address)
    if face is None or spot is None:
        return NOTHING
    row, column = face.rows.get(spot[0]), face.columns.get(spot[1])
    if row is None or column is None:
        return NOTHING
    mine, theirs = face.ours.cell(row, column).formula, face.theirs.cell(*spot).formula
    return cause(mine, theirs, face.ours.name, places) if mine and theirs else NOTHING
