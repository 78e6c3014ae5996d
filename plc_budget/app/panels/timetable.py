"""The timetable (課程表) and what its minutes are paid for (節數)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.app.grid import Grid
from plc_budget.app.rows import cells_of
from plc_budget.app.shifting import gap_after, later_rows, overlapping, shift
from plc_budget.app.tables import actions_of
from plc_budget.app.texts import columns
from plc_budget.language import Text, text
from plc_budget.money import plain
from plc_budget.plan.details import NATIONAL_POLICY
from plc_budget.tables import SPEAKER_KINDS, TABLES
from plc_budget.tables.rows import SPEAKER_WORDS

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.timetable import Working

TITLE = text("Timetable")
_KINDS = dict(zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True))
GRID = Grid(
    table="timetable",
    head="activity",
    columns=(*TABLES["timetable"].names, "periods"),
    options={"speaker_kind": [*_KINDS.items()]},
    words={
        "caption": TITLE,
        "periods": text("periods"),
        "add": text("Add an activity"),
        "copy": text("Copy the row"),
        "delete": text("Delete the row"),
        "row": text("activity {number}"),
        "more": text("actions"),
        "empty": text("There is no timetable yet; add its first activity."),
        "shift": text("Move the following activities of the day by"),
        "minutes": text("minutes (with a minus: earlier)"),
        "do_shift": text("Move them"),
        "paste": text("Leave paid minutes empty when the whole row is paid."),
    },
)


def view(state: State) -> View:
    """Return what the table shows: the texts of its cells, minutes and periods of each block."""
    plan = state.plan
    firsts = {block.rows[0]: block for block in plan.working.blocks}
    joined = {row for block in plan.working.blocks for row in block.rows[1:]}
    overlaps = overlapping(state)
    rows = []
    for number, row in enumerate(plan.timetable):
        minutes = row.minutes if row.is_paid else 0
        periods = plain(firsts[number].periods) if number in firsts else ""
        more = {
            "minutes": minutes,
            "periods": "↑" if number in joined else periods,
            "hints": {"paid_minutes": str(minutes)} if minutes else {},
            "before": {"start": row.day.isoformat()} if row.day else {},
            **_explain(state, number),
            "later": len(later_rows(plan.timetable, number)),
            "after": gap_after(plan.timetable, number),
            **({"shift": _shift(*overlaps[number])} if number in overlaps else {}),
        }
        rows.append((str(number), cells_of(row), more))
    totals = _totals(state)
    return {**GRID.view(state, rows, foot=[*map(_foot, totals)]), "totals": totals}


def _explain(state: State, number: int) -> dict[str, Any]:
    """Say how the periods of a row come about, and which rows are counted with it."""
    working = state.plan.working
    block = next((one for one in working.blocks if number in one.rows), None)
    if block is None:
        return {}
    rule = state.plan.book.get(working.policy.card_id)
    words = text(
        "{minutes} minutes are {periods} periods ({policy})",
        minutes=block.minutes,
        periods=plain(block.periods),
        policy=rule.card.title if rule else working.policy.card_id,
    )
    return {"says": {"periods": str(words)}, "block": [str(one) for one in block.rows]}


def _foot(total: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the sums, the plan's own policy first."""
    cells = (
        {"words": total["policy"], "span": 6},
        {"words": total["minutes"], "kind": "plc-amount"},
        {"words": total["periods"], "kind": "plc-amount plc-periods"},
        {"words": ""},
    )
    return {"kind": "plc-own" if total["is_own"] else "plc-other", "cells": cells}


def _shift(row: int, minutes: int) -> dict[str, str]:
    """Return the button that ends an overlap at once."""
    words = text("Move what follows by {minutes} minutes", minutes=minutes)
    return {"row": str(row), "minutes": str(minutes), "button": str(words)}


def _totals(state: State) -> list[dict[str, Any]]:
    """Return the periods under the plan's policy, and under the national table beside it."""
    plan = state.plan
    workings = [plan.working]
    national = plan.book.get(NATIONAL_POLICY)
    if national is not None and plan.working.policy.card_id != NATIONAL_POLICY:
        workings.append(plan.working_under(national))
    return [_total(state, working) for working in workings]


def _total(state: State, working: Working) -> dict[str, Any]:
    rule = state.plan.book.get(working.policy.card_id)
    return {
        "policy": str(rule.card.title) if rule else working.policy.card_id,
        "is_own": working is state.plan.working,
        "minutes": sum(block.minutes for block in working.blocks),
        "periods": plain(working.total),
        "kinds": [[_KINDS[kind], plain(working.of_kind(kind))] for kind in working.kinds],
    }


def words_of(state: State) -> str:
    """Write the timetable as text: every activity with its minutes and periods, and the totals."""
    shown = view(state)
    head = [
        GRID.labels[name]
        for name in (
            "start",
            "end",
            "activity",
            "speaker",
            "speaker_kind",
            "paid_minutes",
            "periods",
        )
    ]
    rows = [
        [
            row["cells"]["start"],
            row["cells"]["end"],
            row["cells"]["activity"],
            row["cells"]["speaker"],
            _KINDS.get(row["cells"]["speaker_kind"], ""),
            str(row["minutes"]),
            row["periods"],
        ]
        for row in shown["rows"]
    ]
    sums = [f"{total['policy']}: {_sum(total)}" for total in shown["totals"]]
    table = columns([head, *rows], right=(5, 6)) if rows else GRID.labels["empty"]
    return "\n".join([GRID.labels["caption"], table, *sums])


def _sum(total: Mapping[str, Any]) -> Text:
    return text(
        "{minutes} minutes, {periods} periods", minutes=total["minutes"], periods=total["periods"]
    )


ACTIONS: Mapping[str, Action] = {**actions_of("timetable"), "shift": shift}
