"""The shell around every change of a plan: lock, recover, read, decide, and write all or nothing.

A plan is a folder of plain tables, so it is also changed by hand.  Whoever records the next step
finds that the files are not as the last step left them, and records that first, as a step of its
own that can be undone like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import CHINESE, read, text
from plc_budget.plan.history.change_words import changes_named
from plc_budget.plan.history.changes import FieldChange, changes_between
from plc_budget.plan.history.log import HISTORY, History, hashes, parse
from plc_budget.plan.history.steps import Step, StepKind
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.entries import Tail
from plc_budget.plan.storage.folder import no_file
from plc_budget.plan.storage.lock import Hold, hold_lock, system_user
from plc_budget.plan.storage.snapshot import (
    BUDGET,
    JOURNAL,
    WORKING,
    Files,
    read_files,
    root_of,
    unreadable,
)
from plc_budget.plan.storage.transaction import commit, recover_held
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.tables import TABLES, read_table

APPROVAL = "approval.toml"
"""What makes a folder an approved copy."""


@dataclass(frozen=True)
class Ground:
    """A plan whose lock is held: its files as they are, and its history as far as they."""

    folder: Path
    hold: Hold
    files: Files
    history: History
    now: datetime

    def path(self, name: str) -> str:
        """Name a file as the journal does, from the folder of the lock on."""
        return (self.folder.relative_to(self.hold.path.parent) / name).as_posix()


@dataclass(frozen=True)
class Draft:
    """A step to record.

    Attributes
    ----------
    after : mapping or None
        The files of the plan after it; None if it leaves them alone.
    writes : mapping
        Other files, by path; None removes one.
    kept : mapping
        Other contents to keep in the history, by path.
    """

    kind: StepKind
    name: str = ""
    reason: str = ""
    by: str = ""
    after: Files | None = None
    steps: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    writes: Mapping[str, bytes | None] = field(default_factory=dict)
    kept: Mapping[str, bytes] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


@contextmanager
def standing(folder: str | Path) -> Iterator[tuple[Ground | None, list[Finding]]]:
    """Hold a plan still for the length of a ``with`` block.

    Yields
    ------
    tuple[Ground or None, list[Finding]]
        None when it is being saved by somebody else, cannot be written or is no plan.
    """
    path = disk.real(folder)
    obstacles = _obstacles(path)
    if obstacles:
        yield None, obstacles
        return
    with hold_lock(root_of(path)) as (hold, findings):
        yield (None, findings) if hold is None else _ground(path, hold, findings)


def _obstacles(path: Path) -> list[Finding]:
    """Say why a folder is none whose plan can be changed."""
    try:
        if not any((path / name).is_file() for name in (FILE, JOURNAL, HISTORY)):
            return [no_file(path, FILE)]
        return [_frozen(path)] if (path / APPROVAL).exists() else []
    except OSError as problem:
        return [unreadable(str(path), problem)]


def _ground(
    folder: Path, hold: Hold, findings: Sequence[Finding]
) -> tuple[Ground | None, list[Finding]]:
    findings = [*findings, *recover_held(hold)]  # what cannot be finished is in the way below
    taken = read_files(folder, (*WORKING, HISTORY), recovers=False)
    findings += taken.findings
    findings += [_too_large(n) for n in WORKING if len(taken.files.get(n, b"")) > LARGEST_FILE]
    if taken.has_journal:
        findings.append(_stuck())
    if has_errors(findings):
        return None, findings
    history, problems = parse(taken.files.pop(HISTORY, b""))
    if has_errors(problems):
        return None, findings + problems
    now = _now()
    history = _up_to(taken.files, history, now)
    return Ground(folder, hold, taken.files, history, now), findings + problems


def _up_to(files: Files, history: History, now: datetime) -> History:
    """Add the step that was done without us, if there was one."""
    present = hashes(files)
    at_hand = {present[name]: data for name, data in files.items()}
    history = replace(history, contents=replace(history.contents, at_hand=at_hand))
    last = history.last
    if last is not None and last.after == present:
        return history
    before = {} if last is None else dict(last.after)
    known = history.files(before)
    step = Step(
        id="",
        when=now,
        who="",
        kind=StepKind.BEGIN if last is None else StepKind.OUTSIDE,
        name="",
        changes=changes_between(known, files) if known else (),
        before=before,
        after=present,
    )
    return history.followed_by(step, [(data, before.get(name)) for name, data in files.items()])


def write(ground: Ground, draft: Draft) -> list[Finding]:
    """Record a step and do what it says, all or nothing.

    Returns
    -------
    list[Finding]
        No error when it is done.
    """
    after = ground.files if draft.after is None else draft.after
    history = _recorded(ground, draft, after)
    news = {name: after.get(name) for name in WORKING if after.get(name) != ground.files.get(name)}
    olds = {name: ground.files.get(name) for name in news}
    try:
        olds |= {path: disk.read(ground.folder / path) for path in draft.writes}
    except OSError as problem:
        return [unreadable(str(problem.filename), problem)]
    before, becomes = (
        {ground.path(name): data for name, data in side.items()}
        for side in (olds, {**news, **draft.writes})
    )
    tail = Tail(ground.path(HISTORY), history.size, history.lines)
    return commit(ground.hold, ground.now, before, becomes, tail)


def new_history(ground: Ground, folder: Path, files: Files, draft: Draft, after: Files) -> bytes:
    """Return what a folder's history holds that begins with some files and one step from them.

    Parameters
    ----------
    ground : Ground
        The plan the folder belongs to.
    folder : Path
        A scenario that is to be made.
    files, after : mapping of str to bytes
        The files it begins with, and those after the step.
    draft : Draft
        The step.
    """
    history = _up_to(files, History(), ground.now)
    return _recorded(Ground(folder, ground.hold, files, history, ground.now), draft, after).lines


def _recorded(ground: Ground, draft: Draft, after: Files) -> History:
    """Return the history of a plan with one more step."""
    step = _step(ground, draft, after)
    near = dict(step.before)
    kept = ((data, near.get(Path(path).name)) for path, data in draft.kept.items())
    contents = [*((data, near.get(name)) for name, data in after.items()), *kept]
    return ground.history.followed_by(step, contents)


def _step(ground: Ground, draft: Draft, after: Files) -> Step:
    changes = changes_between(ground.files, after)
    return Step(
        id="",
        when=ground.now,
        who=draft.by or system_user(),
        kind=draft.kind,
        name=draft.name
        or (_name(changes, ground.files, after) if draft.kind is StepKind.EDIT else ""),
        reason=draft.reason,
        changes=changes,
        before=hashes(ground.files),
        after=hashes(after),
        steps=draft.steps,
        about=draft.about,
        kept=hashes(draft.kept),
    )


def _name(changes: tuple[FieldChange, ...], before: Files, after: Files) -> str:
    """Name a step by its first change, in the language of the papers: the name is kept for good."""
    sides = (read_table(side.get(BUDGET, b""), TABLES["budget"])[0] for side in (before, after))
    items = {row.code: row.item for rows in sides for row in rows}
    return str(read(changes_named(changes, items), CHINESE))


def _frozen(path: Path) -> Finding:
    return error(
        "SAVE-FROZEN",
        text("“{path}” is an approved copy and stays as it is.", path=str(path)),
        text("Change the working plan and approve it again."),
        Place(str(path)),
    )


def _too_large(name: str) -> Finding:
    return error(
        "SAVE-SIZE",
        text("{name} is too large to be kept in the history.", name=name),
        text("Keep only this plan in it."),
        Place(name),
    )


def _stuck() -> Finding:
    return error(
        "SAVE-STUCK",
        text("An earlier save is not finished, because a file is held by another program."),
        text("Close the files of this plan in Excel and other programs, then try again."),
        Place(JOURNAL),
    )
