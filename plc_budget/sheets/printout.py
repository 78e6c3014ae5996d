"""What is printed of a plan and can be read back from a sheet: titles, sentences, lines, timetable.

It is one value, whether it is made of the plan or read from a file that another program has saved
anew, so that its hash is the same as long as nothing of it was changed.  How it looks is no part of
it: neither fonts nor the unit behind a price, which is a number format, nor how cells are worked out.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.dates import short_roc_date
from plc_budget.money import plain
from plc_budget.sheets import wording
from plc_budget.sheets.budget_sheet import budget_columns, write_other_cells

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow

_LENGTH_OF_HASH = 8
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is printed of a line; the rate of a percentage stands as its quantity, a fraction of 1.

    ``category`` is empty where the sheet has no column for it; ``more`` are further columns that the
    table declares.
    """

    item: str
    category: str
    unit_price: Decimal
    quantity: Decimal
    times: Decimal
    amount: int
    note: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What is printed of an activity; what cannot be read as a time or a number is None."""

    start: int | None
    end: int | None
    activity: str
    speaker: str
    kind: str
    paid: Decimal | None


@dataclass(frozen=True)
class Printout:
    """What is printed of a plan.

    Attributes
    ----------
    programme, title, heading : str
        The lines above 經費概算表.
    lines : tuple of Figures
        In their order.
    total : int or None
        合計. [NTD]
    capitals : int or None
        What 總計 states in capitals. [NTD]
    sentences : tuple of str
        Whether lines may be reallocated; who pays.
    timetable : str
        Title of 課程表與節數; empty if there is none.
    slots : tuple of Slot
        Its activities.
    """

    programme: str
    title: str
    heading: str
    lines: tuple[Figures, ...]
    total: int | None
    capitals: int | None
    sentences: tuple[str, str] = ("", "")
    timetable: str = ""
    slots: tuple[Slot, ...] = ()


def make_printout(plan: Plan) -> Printout:
    """Return what is printed of a plan.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> [line.item for line in make_printout(plan).lines]
    ['內聘講師鐘點費', '印刷費', '雜支']
    """
    details, total = plan.details, plan.budget.total
    columns = budget_columns(plan)
    heading = details.funding.heading
    return Printout(
        details.programme,
        details.title + wording.BUDGET,
        wording.HEADING + heading if heading else "",
        tuple(_figures(line, columns) for line in plan.budget.lines),
        total,
        total,
        (details.reallocation.sentence, details.funding.sentence),
        details.title + wording.TIMETABLE if plan.timetable else "",
        tuple(_slot(row) for row in plan.timetable),
    )


def _figures(line: Line, columns: Container[str]) -> Figures:
    rate = line.row.rate
    quantity = line.quantity if rate is None else rate * _HUNDREDTH
    category = line.row.category if "category" in columns else ""
    times = Decimal(1) if rate is not None else line.row.times
    more = (words for name, words in write_other_cells(line).items() if name in columns)
    figures = (line.unit_price, quantity, times, line.amount)
    return Figures(line.name, category, *figures, line.row.note, tuple(more))


def _slot(row: TimetableRow) -> Slot:
    return Slot(
        row.start,
        row.end,
        write_activity(row),
        write_speaker(row),
        wording.SPEAKER_KINDS[row.speaker_kind],
        Decimal(row.minutes if row.is_paid else 0),
    )


def write_activity(row: TimetableRow) -> str:
    """Write an activity as the sheet does, with its day before it."""
    if row.day is None:
        return row.activity
    return f"{short_roc_date(row.day)} {row.activity}"


def write_speaker(row: TimetableRow) -> str:
    """Write a speaker as the sheet does, below the organisation."""
    return "\n".join(part for part in (row.organisation, row.speaker) if part)


def hash_printout(printout: Printout) -> str:
    """Name what is printed by a short hash.

    Parameters
    ----------
    printout : Printout
        Of a plan, or read from a file.

    Examples
    --------
    >>> line = Figures("印刷費", "", Decimal("100.0"), Decimal(80), Decimal(1), 8000)
    >>> hash_printout(Printout("", "研習經費概算表", "", (line,), 8000, 8000))
    '8bbf568b'
    """
    rows = ("\t".join(drop_unseen(part) for part in row) for row in _rows(printout))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:_LENGTH_OF_HASH]


def _rows(printout: Printout) -> Iterator[tuple[str, ...]]:
    """Write everything in one order, each row with a mark of what it is."""
    yield ("titles", printout.programme, printout.title, printout.heading)
    for line in printout.lines:
        yield (
            "line",
            line.item,
            line.category,
            plain(line.unit_price),
            plain(line.quantity),
            plain(line.times),
            str(line.amount),
            line.note,
            *line.more,
        )
    yield ("total", str(printout.total), str(printout.capitals), *printout.sentences)
    if printout.timetable or printout.slots:
        yield ("timetable", printout.timetable)
    for slot in printout.slots:
        paid = "" if slot.paid is None else plain(slot.paid)
        yield ("slot", str(slot.start), str(slot.end), slot.activity, slot.speaker, slot.kind, paid)


def drop_unseen(words: str) -> str:
    """Return the signs of a text that are seen, in one form: programs break lines differently.

    Examples
    --------
    >>> drop_unseen("印 刷\\n費")
    '印刷費'
    """
    signs = unicodedata.normalize("NFC", words)
    return "".join(sign for sign in signs if sign.isprintable() and not sign.isspace())
