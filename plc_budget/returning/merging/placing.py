"""What is called in the words of a planner: where a row that is gone stood, and which state is compared."""

from __future__ import annotations

from collections.abc import Iterable

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.returning.comparing.base import Base
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.comparing.sums import Sum

PRINTED = text("as printed")
IN_PLAN = text("in the plan")


def where(one: Difference, base: Base | None) -> str:
    """Return the cell of a difference; of a row that is gone, where it stood when it was printed.

    Parameters
    ----------
    one : Difference
        Of a file.
    base : Base or None
        What the file was compared with.
    """
    if one.kind is Kind.SLOT_REMOVED:
        return str(text("was activity {number}", number=int(one.line) + 1))
    if one.kind is Kind.LINE_REMOVED and base is not None:
        codes = [line.code for line in base.plan.budget.lines]
        return str(text("was item {number}", number=codes.index(one.line) + 1))
    return one.cell.removesuffix("!")


def heading(base: Base | None) -> Words:
    """Return what the values of a file are beside: those that were printed, or the plan's."""
    return PRINTED if base is not None and base.is_printed else IN_PLAN


def heading_now(base: Base | None) -> Words:
    """Return what the values are that the plan has by now."""
    return text("by now (version {now})", now=base.now if base is not None else 1)


def moved_on(base: Base | None, differences: Iterable[Difference]) -> bool:
    """Tell whether the plan says something else by now, where a file differs from what was printed."""
    is_old = base is not None and base.is_printed and not base.is_current
    return is_old and any(one.now not in (None, one.before) for one in differences)


def now_of(one: Difference, base: Base | None) -> str | None:
    """Return what the plan says by now in the cell of a difference.

    Parameters
    ----------
    one : Difference
        Of a file.
    base : Base or None
        What the file was compared with.

    Returns
    -------
    str or None
        Empty where it says nothing there; None where that is not known.
    """
    return one.before if base is not None and base.is_current else one.now


def totals(file: Sum | None, base: Base | None, now: int) -> Words:
    """Say what a file comes to, beside what was printed and what the plan comes to by now. [NTD]

    Parameters
    ----------
    file : Sum or None
        What the lines of the file come to; nothing is said of a file without a budget table.
    base : Base or None
        What it was compared with.
    now : int
        Total of the plan. [NTD]
    """
    if file is None:
        return NOTHING
    if file.money is None:
        return text("What the lines of the file come to cannot be told: mend {cells} first.",
                    cells="、".join(file.unclear))  # fmt: skip
    said = _beside(file.money, base, now)
    if file.own in (None, file.money):
        return said
    return text("{sentence} Its own row of the total says {own:,}.", sentence=said, own=file.own)


def _beside(file: int, base: Base | None, now: int) -> Words:
    printed = base.plan.budget.total if base is not None and base.is_printed else now
    if printed == now:
        return text("The lines of the file come to {file:,} NTD (the plan: {now:,}).",
                    file=file, now=now)  # fmt: skip
    return text("The lines of the file come to {file:,} NTD (as printed: {printed:,}; the plan by now: {now:,}).",
                file=file, printed=printed, now=now)  # fmt: skip
