"""The app as one value: a plan, what was found in it, and what was typed and not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from plc_budget.checks import check_plan
from plc_budget.comparison.approved import approval_findings
from plc_budget.findings import Finding, Words, page_findings
from plc_budget.language import CHINESE, NOTHING, page_words
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.sheets.finding_cells import locate_findings

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.history.conflict import Conflict

_Kept = TypeVar("_Kept")


class Spot(NamedTuple):
    """A cell of a table on the screen: ``budget`` and a code, or ``timetable`` and a number from 0."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a cell and not understood: kept there, with what is allowed.

    ``step`` is the id of the step that the same message made, which takes it along when undone.
    """

    raw: str
    message: Words
    remedy: Words = NOTHING
    step: str = ""


class Level(StrEnum):
    """How something is said in the status line."""

    DONE = "done"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line says."""

    level: Level
    words: Words
    more: tuple[Finding, ...] = ()


QUIET = Status(Level.NOTE, NOTHING)


@dataclass(frozen=True)
class SaveConflict:
    """A change that met somebody else's save: both versions, and the message that made ours."""

    conflict: Conflict
    message: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """A plan being worked on.

    Attributes
    ----------
    opened : Opened
        Folder, plan and files; always as they were last saved or read.
    findings : tuple of Finding
        Everything found in the plan, in order of reading, each with its cell on the sheet.
    language : str
        What the screen is read in.
    drafts : mapping of Spot to Draft
        What was typed and is no part of the plan yet.
    status : Status
        What the last action came to.
    reason : str
        Why the next changes are made; goes into the history with each of them.
    by : str
        Who makes them; the system's user if empty.
    conflict : SaveConflict or None
        A change that was not saved because somebody else saved first.
    focus : Spot or None
        Where the screen should go.
    kept : mapping of str to object
        What a panel keeps for itself, by its name.
    """

    opened: Opened
    findings: tuple[Finding, ...] = ()
    language: str = CHINESE
    drafts: Mapping[Spot, Draft] = field(default_factory=dict)
    status: Status = QUIET
    reason: str = ""
    by: str = ""
    conflict: SaveConflict | None = None
    focus: Spot | None = None
    kept: Mapping[str, object] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.opened.plan

    @property
    def folder(self) -> Path:
        """Its folder."""
        return self.opened.folder

    def of(self, panel: str, default: _Kept) -> _Kept:
        """Return what a panel keeps for itself."""
        return self.kept.get(panel, default)  # type: ignore[return-value]  # each panel keeps one type

    def keeping(self, panel: str, value: object) -> State:
        """Return the state with something a panel keeps for itself."""
        return replace(self, kept={**self.kept, panel: value})

    def with_status(self, level: Level, words: Words, more: tuple[Finding, ...] = ()) -> State:
        """Return the state with something said in the status line."""
        return replace(self, status=Status(level, page_words(words), page_findings(more)))


def open_state(folder: str | Path, language: str = CHINESE) -> tuple[State | None, list[Finding]]:
    """Open a plan.

    Parameters
    ----------
    folder : str or Path
        The plan.
    language : str
        What the screen is read in.

    Returns
    -------
    tuple[State or None, list[Finding]]
        None when the plan cannot be read; the findings say what and where.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> state, _ = open_state(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> state.plan.budget.total, [f.code for f in state.findings if f.is_open]
    (15000, [])
    """
    opened, found = open_plan(folder)
    if opened is None:
        return None, found
    return recheck(State(opened, language=language), found), found


def recheck(state: State, found: Sequence[Finding] = ()) -> State:
    """Check the plan of a state.

    Parameters
    ----------
    state : State
        Its findings are not looked at.
    found : sequence of Finding
        What reading it found.
    """
    plan = state.plan
    elsewhere = (finding for finding in found if finding not in plan.found)
    findings = check_plan(plan, [*elsewhere, *approval_findings(state.folder, plan), *plan.found])
    return replace(state, findings=page_findings(locate_findings(findings, plan)))


Message = Mapping[str, Any]
"""What a panel sends: ``panel``, ``do`` and what the action needs."""
Action = Callable[[State, Message], State]
View = dict[str, Any]
"""What a panel draws: words in the reader's language, numbers, nothing else."""
