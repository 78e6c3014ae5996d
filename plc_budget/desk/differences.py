"""What is not as it was: lines and findings, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.budget import Budget, Line
from plc_budget.findings import Finding

if TYPE_CHECKING:
    from plc_budget.desk.state import State


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line whose quantity or amount changed; None where it is not in the plan."""

    before: Line | None
    after: Line | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that stands at the same place and says something else, or has other money at stake."""

    before: Finding
    after: Finding


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """What an edit changed.

    Attributes
    ----------
    lines : tuple of LineChange
        In the order of the plan as it is now, then those that are gone.
    total_before, total_after : int
        合計. [NTD]
    appeared, went : tuple of Finding
        What is found now and was not, and the other way round.
    altered : tuple of FindingChange
        What is found as before, in other words, with another stake or answered otherwise.
    """

    lines: tuple[LineChange, ...]
    total_before: int
    total_after: int
    appeared: tuple[Finding, ...]
    went: tuple[Finding, ...]
    altered: tuple[FindingChange, ...]


def what_changed(before: State, after: State) -> WhatChanged:
    """Tell what changed from one state of a plan to another.

    Examples
    --------
    >>> from plc_budget.desk.state import open_state
    >>> from plc_budget.shipped import data_folder
    >>> state, _ = open_state(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> what_changed(state, state).lines
    ()
    """
    went, appeared, altered = told_apart(before.findings, after.findings)
    was, now = before.plan.budget, after.plan.budget
    return WhatChanged(
        lines_changed(was, now), was.total, now.total, tuple(appeared), tuple(went), tuple(altered)
    )


def lines_changed(was: Budget, now: Budget) -> tuple[LineChange, ...]:
    """Tell whose quantity or amount changed: in the order of the plan now, then those gone."""
    left = {line.code: line for line in was.lines}
    changes = []
    for line in now.lines:
        old = left.pop(line.code, None)
        if old is None or (old.quantity, old.amount) != (line.quantity, line.amount):
            changes.append(LineChange(old, line))
    return (*changes, *(LineChange(line, None) for line in left.values()))


_Subject = tuple[str, str, str, str, str]


def told_apart(
    was: Sequence[Finding], now: Sequence[Finding]
) -> tuple[list[Finding], list[Finding], list[FindingChange]]:
    """Tell what went, what appeared and what is said otherwise.

    Those belong together that say the same of the
    same thing, wherever it stands now (a line above was added), then those about the same thing.
    """
    left = _by_subject(was)
    appeared: list[Finding] = []
    altered: list[FindingChange] = []
    for finding in [f for f in now if not _was_said(f, left)]:
        if old := left.get(_subject(finding)):
            altered.append(FindingChange(old.pop(0), finding))
        else:
            appeared.append(finding)
    gone = {id(finding) for findings in left.values() for finding in findings}
    return [finding for finding in was if id(finding) in gone], appeared, altered


def _subject(finding: Finding) -> _Subject:
    """Name what a finding is about: a line goes by its code, a row of a table by its column."""
    where = finding.where
    return finding.code, finding.citation, where.file, where.line, where.field


def _by_subject(findings: Iterable[Finding]) -> dict[_Subject, list[Finding]]:
    subjects: dict[_Subject, list[Finding]] = {}
    for finding in findings:
        subjects.setdefault(_subject(finding), []).append(finding)
    return subjects


def _was_said(finding: Finding, left: Mapping[_Subject, list[Finding]]) -> bool:
    """Tell whether the same was said of the same thing, and take it from what is left."""
    about = left.get(_subject(finding), [])
    same = next((at for at, old in enumerate(about) if _says(old) == _says(finding)), None)
    if same is None:
        return False
    del about[same]
    return True


def _says(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.stake, finding.answer, finding.message, finding.remedy
