"""Scenarios (試算): what-ifs beside the plan, side by side; made, opened, adopted, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.app import scenarios as moves
from plc_budget.app.past import open_scenario_name
from plc_budget.app.scenarios import ADOPT, find_kept, list_offers
from plc_budget.app.side_by_side import (
    PLAN_NAME,
    Board,
    board_of,
    board_text,
    facts_of,
    rows_of,
    sums_of,
)
from plc_budget.app.texts import labels
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.paying import LECTURERS
from plc_budget.tables import SPEAKER_KINDS
from plc_budget.tables.rows import SPEAKER_WORDS

if TYPE_CHECKING:
    from plc_budget.app.scenarios import Asking
    from plc_budget.app.state import Action, State, View

TITLE = text("Scenarios")
_NONE = text(
    "There is no scenario yet. A scenario is a copy of the plan to try something out in; the plan itself stays as it is."
)
_WORDS = {
    "caption": text("The plan and its scenarios side by side"),
    "item": text("item"),
    "needed": text("Fill this in."),
    "is_open": text("open now"),
    "back": text("Back to the plan"),
    "open": text("Open"),
    "adopt": text("Adopt…"),
    "delete": text("Delete…"),
    "cancel": text("Cancel"),
    "reason": text("Reason (goes into the history and onto the comparison table)"),
    "new": text("Make a scenario of what is open"),
    "name": text("Name"),
    "name_hint": text("such as “external speakers”"),
    "make": text("Make it"),
    "kind": text("Take speakers for another kind"),
    "as_is": text("(as they are)"),
    "who": text("Which speakers"),
    "everybody": text("(every lecturer)"),
    "ceiling": text("at the ceiling of their fee"),
    "set": text("Set a line to"),
    "nothing": text("(no line)"),
    "quantity": text("quantity"),
    "holds": text("Let other lines give way, so that the approved total is held"),
    "deleted": text("Deleted scenarios:"),
    "restore": text("Bring “{name}” back"),
    "actions": text("what to do"),
    "only": text("Only lines that differ"),
}


def view(state: State) -> View:
    """Return the table of the versions, the form for a new one, and what is asked."""
    board = board_of(state)
    return {
        "words": labels(_WORDS),
        "none": str(_NONE) if board is not None and len(board.sides) == 1 else "",
        "is_open": open_scenario_name(state),
        **(_table(state, board) if board is not None else {"versions": []}),
        "form": _form(state),
        "instead": _instead(state),
    }


def _instead(state: State) -> dict[str, str] | None:
    """Return the question whether a scenario shall have a total of its own."""
    offer = list_offers(state)
    if offer is None:
        return None
    says = text(
        "With {held:,} held this cannot be made. Make it as it is, with a total of {total:,}?",
        held=offer.held,
        total=offer.total,
    )
    return {
        "says": str(says),
        "why": str(text("Why: {reason}", reason=offer.reason)),
        "button": str(text("Make it with {total:,}", total=offer.total)),
    }


def _table(state: State, board: Board) -> dict[str, Any]:
    here = open_scenario_name(state)
    return {
        "versions": [
            {"name": name, "shown": name or str(PLAN_NAME), "is_open": name == here}
            for name, _ in board.sides
        ],
        "rows": rows_of(board),
        "sums": sums_of(board),
        "facts": facts_of(board),
        "broken": _broken(board),
        "deleted": list(board.deleted),
        "asking": _asking(state, board),
    }


def _broken(board: Board) -> list[str]:
    return [
        str(text("“{name}” cannot be read: {problem}", name=name, problem=finding.message))
        for name, finding in board.broken.items()
    ]


def _asking(state: State, board: Board) -> dict[str, Any] | None:
    asking = find_kept(state).asking
    if asking is None or not any(version.name == asking.name for version in board.versions):
        return None
    is_adopt = asking.what == ADOPT
    button = (
        text("Adopt “{name}”", name=asking.name)
        if is_adopt
        else text("Delete “{name}”", name=asking.name)
    )
    return {
        "what": asking.what,
        "name": asking.name,
        "says": _before_adopting(asking, board) if is_adopt else _before_deleting(asking),
        "reason": moves.suggest_reason(state, asking.name) if is_adopt else "",
        "button": str(button),
    }


def _before_adopting(asking: Asking, board: Board) -> list[str]:
    version = next(version for version in board.versions if version.name == asking.name)
    before, after = board.working.budget.total, version.total
    what = (
        text(
            "“{name}” becomes the working plan; the total stays {total:,}.",
            name=asking.name,
            total=after,
        )
        if before == after
        else text(
            "“{name}” becomes the working plan; the total goes from {before:,} to {after:,}.",
            name=asking.name,
            before=before,
            after=after,
        )
    )
    undone = text("Undo takes it back; the scenario stays.")
    return [str(what), *(str(finding.message) for finding in asking.warnings), str(undone)]


def _before_deleting(asking: Asking) -> list[str]:
    return [
        str(
            text(
                "“{name}” is taken away. Undo does not bring it back; but the history keeps what it held, and it can be brought back below.",
                name=asking.name,
            )
        ),
    ]


def _form(state: State) -> dict[str, Any]:
    plan = state.plan
    kinds = zip(SPEAKER_KINDS, SPEAKER_WORDS, strict=True)
    speakers = dict.fromkeys(row.speaker for row in plan.timetable if row.is_paid and row.speaker)
    return {
        "kinds": [[kind, word] for kind, word in kinds if kind in LECTURERS],
        "speakers": list(speakers),
        "lines": [
            [line.code, f"{line.name} {plain(line.quantity)}{line.row.unit}"]
            for line in plan.budget.lines
            if not (line.speaker_kind or line.is_percentage)
        ],
    }


def words_of(state: State) -> str:
    """Write the versions as text, with all figures."""
    board = board_of(state)
    if board is None:
        return str(TITLE)
    head = [str(TITLE), *([str(_NONE)] if len(board.sides) == 1 else [])]
    return "\n".join([*head, board_text(board), *_broken(board)])


ACTIONS: Mapping[str, Action] = {
    "new": moves.make,
    "open": moves.open_scenario,
    "back": moves.back,
    "ask": moves.ask,
    "cancel": moves.cancel,
    "adopt": moves.adopt,
    "delete": moves.delete,
    "restore": moves.bring_back,
    "instead": moves.make_instead,
}
