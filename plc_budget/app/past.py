"""The history of the open plan, read anew only when it grew."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.findings import has_errors
from plc_budget.plan.history.log import HISTORY, History, done_and_undone, parse, read_history
from plc_budget.plan.scenarios.names import name_of
from plc_budget.plan.storage.snapshot import BUDGET, TIMETABLE, read_files, root_of

if TYPE_CHECKING:
    from plc_budget.app.state import State
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step

_parsed = lru_cache(maxsize=4)(parse)
_FIGURES = frozenset(("unit_price", "quantity", "times"))
_TOTAL = "funding.approved_total"


def history_of(folder: Path) -> History:
    """Return the history of a plan; an empty one if there is none that can be read.

    Parameters
    ----------
    folder : Path
        A plan, or one of its scenarios.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> history_of(data_folder() / "plans" / "hualien-113-plc-conveners").steps
    ()
    """
    taken = read_files(folder, (HISTORY,))
    if has_errors(taken.findings):
        return read_history(folder)[0] or History()
    return _parsed(taken.files.get(HISTORY, b""))[0]


def plan_folder(state: State) -> Path:
    """Return the folder of the plan, also while one of its scenarios is open in the app."""
    return root_of(state.folder)


def is_scenario(state: State) -> bool:
    """Tell whether what is open is a scenario."""
    return plan_folder(state) != state.folder


def open_scenario_name(state: State) -> str:
    """Name the open scenario; nothing while it is the plan."""
    return name_of(state.folder.name) if is_scenario(state) else ""


def steps_done(state: State) -> tuple[Step, ...]:
    """Return the steps that led to what is open, in their order."""
    done, _ = done_and_undone(history_of(state.folder).steps)
    return tuple(done)


def last_step(state: State) -> str:
    """Return the id of the last step that was not taken back; nothing if there is none."""
    return next((step.id for step in reversed(steps_done(state))), "")


def find_last_typed(state: State) -> tuple[str, ...]:
    """Return the lines whose figures the last step changed, typed or pasted; those new with it, too.

    None when the approved total or the timetable was changed after it, and only lines that might
    give way; nothing either when no other line might.
    """
    for step in reversed(steps_done(state)):
        figures = _figures(step)
        if figures is None:
            return ()
        if figures:
            free = _free(state.plan)
            last = tuple(code for code in free if code in figures)
            return last if len(last) < len(free) else ()
    return ()


def _figures(step: Step) -> set[str] | None:
    """Name the lines whose figures a step changed; None when it changed what they must come to."""
    if any(change.file == TIMETABLE or change.field == _TOTAL for change in step.changes):
        return None
    return {
        change.line
        for change in step.changes
        if change.file == BUDGET and change.field in _FIGURES and change.line
    }


def _free(plan: Plan) -> list[str]:
    return [row.code for row in plan.rows if not (row.locked or row.source or row.rate is not None)]
