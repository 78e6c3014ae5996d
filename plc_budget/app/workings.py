"""How minutes became paid periods (節數), one way of counting beside the other, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.checks.periods import fees_at
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.policies import Counted, counts
from plc_budget.tables import clock

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow
    from plc_budget.timetable import Working

_JOINED, _UNPAID = "↑", "-"


def workings(plan: Plan) -> dict[str, Any]:
    """Return the working under the plan's policy and under the national table, and all the totals.

    Returns
    -------
    dict
        ``heads`` (the two ways), ``rows`` (per activity its minutes and, for each way, the minutes
        counted together and the periods), ``totals``, and ``ways`` (every way with its fees).

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> shown = workings(plan)
    >>> [row["counts"] for row in shown["rows"]][:2], shown["totals"]
    ([[['120', '3'], ['120', '2.5']], [['↑', ''], ['↑', '']]], ['6', '4.5'])
    """
    counted = counts(plan)
    shown = counted[:2]
    return {
        "heads": [_title(plan, one) for one in shown],
        "rows": [_row(plan, index, shown) for index in range(len(plan.timetable))],
        "totals": [plain(one.working.total) for one in shown],
        "ways": [_way(plan, one) for one in counted],
    }


def _title(plan: Plan, counted: Counted) -> str:
    mark = (
        text("this plan") if counted.working.policy == plan.working.policy else text("comparison")
    )
    return str(
        text(
            "{title}, {reading} ({mark})",
            title=counted.rule.card.title,
            reading=counted.reading,
            mark=mark,
        )
    )


def _row(plan: Plan, index: int, shown: list[Counted]) -> dict[str, Any]:
    row = plan.timetable[index]
    return {
        "time": _time(plan, row),
        "activity": row.activity,
        "speaker": " ".join(part for part in (row.organisation, row.speaker) if part),
        "minutes": str(row.minutes) if row.is_paid else _UNPAID,
        "counts": [_counted(one.working, index) for one in shown],
    }


def _counted(working: Working, index: int) -> list[str]:
    """Return the minutes that were counted together and their periods, at the first row of a block."""
    block = next((block for block in working.blocks if index in block.rows), None)
    if block is None:
        return [_UNPAID, ""]
    if block.rows[0] != index:
        return [_JOINED, ""]
    return [str(block.minutes), plain(block.periods)]


def _time(plan: Plan, row: TimetableRow) -> str:
    """Write from when to when; with the day where the timetable has several."""
    times = f"{clock(row.start)}-{clock(row.end)}"
    day = row.day or plan.details.event.day
    return f"{day.month}/{day.day} {times}" if len(plan.days) > 1 else times


def _way(plan: Plan, counted: Counted) -> dict[str, str]:
    return {
        "title": str(counted.rule.card.title),
        "reading": str(counted.reading),
        "periods": plain(counted.working.total),
        "fees": f"{fees_at(plan, counted.working):,}",
    }
