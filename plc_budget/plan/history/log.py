"""The history of a plan (異動紀錄): ``history.jsonl``, to which lines are only ever added.

What stood in a file before and after each step can be had again byte by byte: each line keeps the
contents that no line before it kept (:mod:`plc_budget.plan.storage.contents`), so nothing outside the file
is needed and nothing is kept twice.  Undo and redo are lines like any other; which steps are undone
follows from reading them in order (:func:`done_and_undone`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plc_budget.findings import Finding, Place, error, has_errors, warning
from plc_budget.language import text
from plc_budget.plan.history.steps import UNDOABLE, Step, StepKind, read_step, write_step
from plc_budget.plan.storage.contents import Contents, Kept, digest
from plc_budget.plan.storage.snapshot import Files, read_files

HISTORY = "history.jsonl"
MOST_STEPS = 50_000
"""Most lines that are read: a plan changed a hundred times a day for more than a year has fewer."""
_MOST_NAMED = 20
"""Most damaged lines that are named one by one."""


@dataclass(frozen=True)
class History:
    """All steps, the contents they keep, and the lines that are not in the file yet."""

    steps: tuple[Step, ...] = ()
    contents: Contents = Contents()  # noqa: RUF009 - frozen, and empty
    size: int = 0
    """What the file holds. [B]"""
    lines: bytes = b""
    """What is to be added to it."""

    @property
    def last(self) -> Step | None:
        """The last step."""
        return self.steps[-1] if self.steps else None

    def get(self, name: str) -> Step | None:
        """Return the step with that id, else the latest one of that name."""
        for step in reversed(self.steps):
            if step.id == name:
                return step
        return next((step for step in reversed(self.steps) if step.name == name), None)

    def files(self, hashes: Mapping[str, str]) -> dict[str, bytes] | None:
        """Return the files with these hashes, or None if any cannot be had again."""
        found = {name: self.contents.get(value) for name, value in hashes.items()}
        whole = {name: data for name, data in found.items() if data is not None}
        return whole if len(whole) == len(found) else None

    def followed_by(self, step: Step, new: Iterable[tuple[bytes, str | None]]) -> History:
        """Return the history with one more step.

        Parameters
        ----------
        step : Step
            Its id and the id before it are filled in.
        new : iterable of (bytes, str or None)
            Contents to keep, each with the hash of what it is probably like.
        """
        contents = self.contents
        added: dict[str, Kept] = {}
        for data, near in new:
            kept = contents.keep(data, near)
            contents, added = contents.and_also(kept), added | kept
        step = replace(step, previous=self.last.id if self.last else "")
        step, line = write_step(step, added)
        return replace(self, steps=(*self.steps, step), contents=contents, lines=self.lines + line)


def read_history(folder: Path) -> tuple[History | None, list[Finding]]:
    """Read the history of a plan.

    Returns
    -------
    tuple[History or None, list[Finding]]
        None when the file is there and the system does not let it be read.  Lines that are damaged
        are passed over and named.
    """
    taken = read_files(folder, (HISTORY,))
    history, findings = parse(taken.files.get(HISTORY, b""))
    findings = [*taken.findings, *findings]
    return (None if has_errors(findings) else history), findings


def log(folder: str | Path) -> tuple[tuple[Step, ...], list[Finding]]:
    """List the steps of a plan's history, the first one first.

    Parameters
    ----------
    folder : str or Path
        A plan.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> log(data_folder() / "plans" / "hualien-113-plc-conveners")
    ((), [])
    """
    history, findings = read_history(Path(folder))
    return (history.steps if history else ()), findings


def parse(data: bytes) -> tuple[History, list[Finding]]:
    """Read the contents of ``history.jsonl``; an error among the findings says that it is no history."""
    if data.count(b"\n") > MOST_STEPS:
        return History(), [_too_long()]
    steps: list[Step] = []
    kept: dict[str, Kept] = {}
    findings: list[Finding] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            step, more = read_step(line)
        except ValueError:
            findings.append(_damaged(number))
            continue
        findings += _out_of_chain(step, number, steps)
        steps.append(step)
        kept |= more
    if len(findings) > _MOST_NAMED:
        findings[_MOST_NAMED:] = [_more(len(findings) - _MOST_NAMED)]
    is_cut = bool(data) and not data.endswith(b"\n")
    return History(tuple(steps), Contents(kept), len(data), b"\n" * is_cut), findings


def _out_of_chain(step: Step, number: int, before: Sequence[Step]) -> list[Finding]:
    if not step.is_intact:
        return [_altered(step, number)]
    expected = before[-1].id if before else ""
    return [] if step.previous == expected else [_missing(number)]


def done_and_undone(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """Sort the steps that change the plan: those that stand, and those that can be redone.

    Returns
    -------
    tuple[list[Step], list[Step]]
        Each with the one at its end that an undo, or a redo, takes first.
    """
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.kind is StepKind.UNDO:
            undone += reversed([past for past in done if past.id in step.steps])
            done = [past for past in done if past.id not in step.steps]
        elif step.kind is StepKind.REDO:
            done += reversed([past for past in undone if past.id in step.steps])
            undone = [past for past in undone if past.id not in step.steps]
        elif step.kind in UNDOABLE:
            done.append(step)
            undone = []
    return done, undone


def approved_steps(steps: Sequence[Step]) -> set[str]:
    """Name the steps that were part of the plan when a copy of it was approved."""
    approvals = [number for number, step in enumerate(steps) if step.kind is StepKind.APPROVE]
    return {step.id for number in approvals for step in done_and_undone(steps[:number])[0]}


def hashes(files: Files) -> dict[str, str]:
    """Name the contents of files."""
    return {name: digest(data) for name, data in files.items()}


def _damaged(number: int) -> Finding:
    return warning(
        "HISTORY-DAMAGED",
        text("Line {number} of the history cannot be read; the other steps can.", number=number),
        text(
            "It was cut off by a crash or changed by hand. It stays in the file and is passed over."
        ),
        Place(HISTORY, number),
    )


def _more(number: int) -> Finding:
    return warning(
        "HISTORY-DAMAGED",
        text("So it is with {number} further lines of the history.", number=number),
        text("Compare it with a backup; plc-budget never removes a line."),
        Place(HISTORY),
    )


def _too_long() -> Finding:
    return error(
        "PLAN-HISTORY",
        text("The history has more than {most:,} lines.", most=MOST_STEPS),
        text("Take history.jsonl from a backup, or keep it in another place and begin a new one."),
        Place(HISTORY),
    )


def _altered(step: Step, number: int) -> Finding:
    return warning(
        "HISTORY-ALTERED",
        text(
            "The step “{name}” on line {number} of the history was changed after it was written.",
            name=step.name,
            number=number,
        ),
        text("Compare it with a backup; plc-budget never changes a line."),
        Place(HISTORY, number),
    )


def _missing(number: int) -> Finding:
    return warning(
        "HISTORY-MISSING",
        text("Steps are missing from the history before line {number}.", number=number),
        text("Compare it with a backup; plc-budget never removes a line."),
        Place(HISTORY, number),
    )
