"""What an edit changed: lines and findings before and after, said in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.budget import Budget, Line
from plc_budget.findings import Finding, Words
from plc_budget.language import Sentences, Series, text
from plc_budget.tables import TABLES

if TYPE_CHECKING:
    from plc_budget.app.state import State
    from plc_budget.tables import BudgetRow


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
    >>> from plc_budget.app.state import open_state
    >>> from plc_budget.shipped import data_folder
    >>> state, _ = open_state(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> what_changed(state, state).lines
    ()
    """
    went, appeared, altered = compare_findings(before.findings, after.findings)
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


def compare_findings(
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


_MOST_NAMED = 3


def outcome(
    changed: WhatChanged, was: Sequence[BudgetRow] = (), now: Sequence[BudgetRow] = ()
) -> Words:
    """Say which lines changed, what became of the total, and how many findings came and went.

    Parameters
    ----------
    changed : WhatChanged
        What an edit changed.
    was, now : sequence of BudgetRow
        The lines before and after it; where no amount changed, the first cell that did is named.

    Examples
    --------
    >>> outcome(WhatChanged((), 15_000, 15_000, (), (), ())).render("en")
    'Saved. The total stays 15,000.'
    """
    cells = [] if changed.lines else _cells(was, now)
    return Sentences(
        (text("Saved."), *_lines(changed), *cells, _total(changed), *_findings(changed))
    )


def _lines(changed: WhatChanged) -> list[Words]:
    named = [_line(line) for line in changed.lines[:_MOST_NAMED]]
    more = len(changed.lines) - len(named)
    if not named:
        return []
    if more:
        return [text("{lines} and {more} more lines.", lines=Series(tuple(named)), more=more)]
    return [text("{lines}.", lines=Series(tuple(named)))]


def _cells(was: Sequence[BudgetRow], now: Sequence[BudgetRow]) -> list[Words]:
    """Name the first cell that changed; a line that nobody touched is the very same."""
    for before, after in zip(was, now, strict=False):
        if before is after or before.code != after.code:
            continue
        if before.locked != after.locked:
            return [
                text("{item}: quantity locked.", item=after.item)
                if after.locked
                else text("{item}: quantity no longer locked.", item=after.item)
            ]
        for column in TABLES["budget"].columns:
            if getattr(before, column.attribute) != getattr(after, column.attribute):
                return [text("{item}: {field} changed.", item=after.item, field=column.words)]
    return []


def _line(change: LineChange) -> Words:
    line = change.after or change.before
    before, after = (side.amount if side else 0 for side in (change.before, change.after))
    return text(
        "{item} {before:,} → {after:,}", item=line.name if line else "", before=before, after=after
    )


def _total(changed: WhatChanged) -> Words:
    before, after = changed.total_before, changed.total_after
    if before == after:
        return text("The total stays {total:,}.", total=after)
    return text("The total went from {before:,} to {after:,}.", before=before, after=after)


def _findings(changed: WhatChanged) -> list[Words]:
    turned = [(one.before.is_open, one.after.is_open) for one in changed.altered]
    new = sum(finding.is_open for finding in changed.appeared) + turned.count((False, True))
    gone = sum(finding.is_open for finding in changed.went) + turned.count((True, False))
    said: list[Words] = []
    if new:
        said.append(text("{number} new to look at.", number=new))
    if gone:
        said.append(text("{number} settled.", number=gone))
    return said
