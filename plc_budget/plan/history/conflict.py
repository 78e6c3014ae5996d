"""Two people changed one plan: what each of them did, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.plan.history.changes import changes_between
from plc_budget.plan.history.log import History, hashes
from plc_budget.plan.history.steps import Step
from plc_budget.plan.storage.snapshot import WORKING, Files


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that either changed: what both began with, what we made of it, what they did.

    ``file``, ``line`` and ``field`` are those of :class:`plc_budget.plan.history.changes.FieldChange`.
    """

    file: str
    line: str
    field: str
    base: str | None
    ours: str | None
    theirs: str | None

    @property
    def is_contested(self) -> bool:
        """Whether both changed it, and not to the same."""
        return self.base not in (self.ours, self.theirs) and self.ours != self.theirs


@dataclass(frozen=True)
class Conflict:
    """What kept a plan from being saved: it is not as it was read.

    Attributes
    ----------
    differences : tuple of Difference
        Field by field, in the order of the files.
    ours, theirs : mapping of str to bytes
        The files as they would have been saved, and as they are.
    since : tuple of Step
        What the history says was done since the plan was read; a change made in a spreadsheet is
        the last of them.
    """

    differences: tuple[Difference, ...]
    ours: Files
    theirs: Files
    since: tuple[Step, ...] = ()

    @property
    def contested(self) -> tuple[Difference, ...]:
        """The fields that both changed, and not to the same."""
        return tuple(one for one in self.differences if one.is_contested)


def conflict_of(base: Files, ours: Files, theirs: Files, history: History) -> Conflict:
    """Put the two versions side by side.

    Parameters
    ----------
    base : mapping of str to bytes
        What both began with.
    ours, theirs : mapping of str to bytes
        What became of it.
    history : History
        Tells who did theirs.
    """
    return Conflict(_differences(base, ours, theirs), ours, theirs, _since(base, history))


def _differences(base: Files, ours: Files, theirs: Files) -> tuple[Difference, ...]:
    sides = [
        {(c.file, c.line, c.field): c for c in changes_between(base, side)}
        for side in (ours, theirs)
    ]
    return tuple(
        Difference(*key, begun, *(side[key].after if key in side else begun for side in sides))
        for key in sorted({**sides[0], **sides[1]}, key=lambda key: WORKING.index(key[0]))
        for begun in [next(side[key].before for side in sides if key in side)]
    )


def _since(base: Files, history: History) -> tuple[Step, ...]:
    begun = hashes(base)
    known = [number for number, step in enumerate(history.steps) if step.after == begun]
    return history.steps[known[-1] + 1 :] if known else ()


def refusal(conflict: Conflict) -> Finding:
    """Say that nothing was saved, and what both changed."""
    first = next(iter(conflict.contested or conflict.differences), None)
    where = Place(first.file, line=first.line, field=first.field) if first else Place()
    return error(
        "SAVE-CONFLICT",
        text(
            "The plan was changed by somebody else since you opened it; nothing was saved. Fields changed by both: {number}.",
            number=len(conflict.contested),
        ),
        text("Look at both versions, open the plan again and repeat your change."),
        where,
    )
