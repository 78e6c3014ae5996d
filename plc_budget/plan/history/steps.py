"""One step of a plan's history, and the line of ``history.jsonl`` it is written as.

A line is one JSON object.  Its ``id`` is taken from the hash of all the rest, the id of the step
before it included, so a line that was changed, or one that is missing, shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from plc_budget.language import Text, text
from plc_budget.plan.history.changes import FieldChange
from plc_budget.plan.storage.contents import Kept, digest

_LENGTH_OF_ID = 12


class StepKind(StrEnum):
    """What happened."""

    BEGIN = "begin"
    """The history begins with the plan as it was found."""
    EDIT = "edit"
    """Tables or details were changed with plc-budget."""
    OUTSIDE = "outside"
    """They were changed without it, in a spreadsheet or an editor."""
    UNDO = "undo"
    REDO = "redo"
    APPROVE = "approve"
    """A copy was frozen (核定)."""
    ADOPT = "adopt"
    """A scenario became the working plan."""
    SCENARIO_NEW = "scenario-new"
    SCENARIO_DELETE = "scenario-delete"
    CORRECT = "correct"
    """The number or the day of an approval was corrected; what was frozen stays."""
    REMARK = "remark"
    """Why lines were changed was recorded afterwards; no file was."""

    @property
    def words(self) -> Text:
        """What happened, in words."""
        return _TITLES[self]


_TITLES = {
    StepKind.BEGIN: text("history begun"),
    StepKind.EDIT: text("changed"),
    StepKind.OUTSIDE: text("changed in another program"),
    StepKind.UNDO: text("undone"),
    StepKind.REDO: text("redone"),
    StepKind.APPROVE: text("approved"),
    StepKind.ADOPT: text("scenario adopted"),
    StepKind.SCENARIO_NEW: text("scenario made"),
    StepKind.SCENARIO_DELETE: text("scenario deleted"),
    StepKind.CORRECT: text("number or day of the approval corrected"),
    StepKind.REMARK: text("reason recorded"),
}

UNDOABLE = (StepKind.EDIT, StepKind.OUTSIDE, StepKind.ADOPT)
"""The steps that change the working plan; an approval is a fact and is not undone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes
    ----------
    id : str
        Twelve signs, its own and never used again.
    when : datetime
        With its offset from UTC.
    who : str
        The person, as given or as the system knows them.
    kind : StepKind
        What happened.
    name, reason : str
        What it is called, and why it was done.
    changes : tuple of Change
        What was changed, field by field.
    before, after : mapping of str to str
        The SHA-256 of each file of the plan that was there.
    steps : tuple of str
        Ids of the steps that an undo or redo is about, in the order they were gone through.
    about : mapping
        The approval (reference, date, total), the scenario or the lines it is about.
    kept : mapping of str to str
        Other files whose contents are kept, by path, such as those of a deleted scenario.
    is_intact : bool
        Whether the line is as it was written.
    """

    id: str
    when: datetime
    who: str
    kind: StepKind
    name: str
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    previous: str = ""
    is_intact: bool = True


def write_step(step: Step, contents: Mapping[str, Kept]) -> tuple[Step, bytes]:
    """Give a step its id, and write it as a line.

    Parameters
    ----------
    step : Step
        Its id is not looked at.
    contents : mapping
        Contents to keep, by hash.
    """
    body = {
        "when": step.when.isoformat(timespec="seconds"),
        "who": step.who,
        "kind": step.kind.value,
        "name": step.name,
        "reason": step.reason,
        "changes": [asdict(change) for change in step.changes],
        "before": dict(step.before),
        "after": dict(step.after),
        **({"steps": list(step.steps)} if step.steps else {}),
        **({"about": dict(step.about)} if step.about else {}),
        **({"kept": dict(step.kept)} if step.kept else {}),
        "contents": dict(contents),
        "previous": step.previous,
    }
    rest = json.dumps(body, ensure_ascii=False).encode(errors="replace").removeprefix(b"{")
    name = _id(rest)
    return replace(step, id=name), b'{"id": "%b", %b\n' % (name.encode(), rest)


def _id(rest: bytes) -> str:
    """Name a line by what stands behind its id."""
    return digest(rest)[:_LENGTH_OF_ID]


def read_step(line: bytes) -> tuple[Step, dict[str, Kept]]:
    """Read a line.

    Raises
    ------
    ValueError
        If it is no step.
    """
    try:
        said = json.loads(line)
        rest = line.strip().partition(b", ")[2]
        step = replace(_step(said), is_intact=_id(rest) == said["id"])
        return step, {str(key): dict(kept) for key, kept in said["contents"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise ValueError("no step") from problem


def _step(said: Mapping[str, Any]) -> Step:
    when = datetime.fromisoformat(said["when"])
    if when.tzinfo is None:
        raise ValueError(when)
    return Step(
        id=str(said["id"]),
        when=when,
        who=str(said["who"]),
        kind=StepKind(said["kind"]),
        name=str(said["name"]),
        reason=str(said["reason"]),
        changes=tuple(FieldChange(**change) for change in said["changes"]),
        before=_hashes(said["before"]),
        after=_hashes(said["after"]),
        steps=tuple(str(step) for step in said.get("steps", ())),
        about=dict(said.get("about", {})),
        kept=_hashes(said.get("kept", {})),
        previous=str(said["previous"]),
    )


def _hashes(said: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in said.items()}
