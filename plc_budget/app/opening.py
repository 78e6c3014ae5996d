"""Plans of a working folder: opening one, and what is said then."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from plc_budget import toml
from plc_budget.app.past import history_of
from plc_budget.app.saving import reload
from plc_budget.app.state import Level, State, Status, open_state
from plc_budget.findings import has_errors
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.change_words import items_of, step_told
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import root_of
from plc_budget.tables.grid import decode

if TYPE_CHECKING:
    from plc_budget.app.state import Message, State
    from plc_budget.findings import Words


PLANS = "PLC_BUDGET_PLANS"
"""The variable that names a folder of plans, among which a page chooses."""
_MOST = 300
_NONE: Mapping[str, str] = MappingProxyType({})


def room_of(folder: Path) -> Path:
    """Return the folder of plans among which one may choose: the one named, else the one above."""
    named = os.environ.get(PLANS)
    return Path(named).resolve() if named else root_of(folder).parent


def plans_in(room: Path) -> Mapping[str, str]:
    """List the plans that lie directly in a folder, by the names of their folders, with titles.

    A folder that is elsewhere, and only linked from here, is none of them.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> [*plans_in(data_folder() / "plans")]
    ['hualien-113-plc-conveners', 'moe-114-reading-workshop']
    """
    try:
        return _listed(room, room.stat().st_mtime_ns)
    except OSError:
        return _NONE


@lru_cache(maxsize=4)
def _listed(room: Path, _: int) -> Mapping[str, str]:
    """List them once for as long as nothing comes or goes there."""
    inside = sorted(room.iterdir(), key=lambda path: path.name)
    found = [path for path in inside if _is_plan(path, room)]
    return MappingProxyType({path.name: _title(path) for path in found[:_MOST]})


def _is_plan(path: Path, room: Path) -> bool:
    try:
        if path.name.startswith(".") or not (path / FILE).is_file():
            return False
        return path.resolve() == room.resolve() / path.name
    except OSError:
        return False


def _title(folder: Path) -> str:
    """Read what a plan is called; one that cannot be read is called like its folder."""
    try:
        words, _ = decode((folder / FILE).read_bytes(), FILE)
        title = toml.loads(words).get("title")
    except (OSError, ValueError, RecursionError):
        return folder.name
    return title if isinstance(title, str) and title.strip() else folder.name


def choices_of(state: State) -> list[tuple[str, str]]:
    """Return the plans among which one may choose, each with its title; none if there is no other.

    Two plans of one title are told apart by the names of their folders.
    """
    plans = {**plans_in(room_of(state.folder))}
    name = name_of(state)
    if not plans.keys() - {name}:
        return []
    plans[name] = state.plan.details.title
    titles = list(plans.values())
    return [
        (one, f"{title} ({one})" if titles.count(title) > 1 and one else title)
        for one, title in plans.items()
    ]


def name_of(state: State) -> str:
    """Return how the open plan is called among its neighbours; empty if it is none of them.

    A scenario is called like the plan it belongs to.
    """
    plan = root_of(state.folder)
    return plan.name if plan.parent == room_of(plan) else ""


def open_other(state: State, message: Message) -> State:
    """Open another plan; the language stays.

    Parameters
    ----------
    state : State
        The state.
    message : mapping
        Its ``name`` is that of a folder among :func:`plans_in`; nothing else is ever opened.
    """
    name = str(message.get("name", ""))
    room = room_of(state.folder)
    if name not in plans_in(room):
        return state.with_status(Level.FAILED, text("There is no plan “{name}” here.", name=name))
    if name == name_of(state):
        return state
    if state.drafts or state.conflict is not None:
        return state.with_status(
            Level.FAILED,
            text(
                "Something typed here is not part of the plan yet. Mend it or press Esc there first; then open the other plan."
            ),
        )
    return _opened(state, room / name)


def _opened(state: State, folder: Path) -> State:
    other, findings = open_state(folder, state.language)
    if other is None:
        wrong = tuple(f for f in findings if has_errors([f]))
        words = text(
            "The plan “{name}” cannot be opened: {problem}",
            name=folder.name,
            problem=wrong[0].message,
        )
        return state.with_status(Level.FAILED, words, wrong)
    return other.with_status(Level.NOTE, text("This is “{title}”.", title=other.plan.details.title))


def reopen(state: State) -> State:
    """Look at the plan as a page does that has just opened.

    A kernel that was warmed up read the plan earlier; what was done since is no surprise to
    somebody who has not seen it yet.

    Parameters
    ----------
    state : State
        The state, as it was read or as another page left it.
    """
    again = reload(state)
    if again.status.level is Level.FAILED:
        return again
    return replace(again, status=Status(Level.NOTE, _done_last(again)))


def _done_last(state: State) -> Words:
    """Say what the last step of the history was; nothing of a plan that was never changed."""
    steps = history_of(state.folder).steps
    if not steps or steps[-1].kind is StepKind.BEGIN:
        return NOTHING
    last = steps[-1]
    what = step_told(last, items_of(state.plan.rows, steps))
    if last.kind is not StepKind.EDIT:
        what = text("{kind}: {what}", kind=last.kind.words, what=what)
    return text("Opened. The last thing done was: {what}.", what=what)
