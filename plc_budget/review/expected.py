"""The plan a file was printed from, printed anew: every sheet as it must have left us.

What an export prints hangs on the plan, on how far its history had gone, on what had been approved,
and on whether it was a draft.  Each moment at which the plan was at the version of the footer is laid
out again in a folder of its own and exported by the same code.  The workbook of ``compare -o`` says
above its table which two states it compares, and is printed again from those.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.comparison import Compared, two_folders, two_points
from plc_budget.comparison.states import NOW, after_step, plan_name
from plc_budget.export.editions import check_folder, edition_of, edition_of_comparison
from plc_budget.language import CHINESE
from plc_budget.plan.approved.approval import COPIED, earlier_copies
from plc_budget.plan.history.log import HISTORY, History, log, read_history
from plc_budget.plan.history.steps import StepKind, read_step
from plc_budget.plan.storage.snapshot import APPROVED, EARLIER, Files, read_files
from plc_budget.plan.storage.spreadsheets import workbooks_beside
from plc_budget.review.paper import Paper, read_paper_bytes
from plc_budget.sheets import write_workbook
from plc_budget.sheets.passport import squeezed, version_of
from plc_budget.spreadsheets.sheet import NO_CELL

if TYPE_CHECKING:
    from plc_budget.findings import Words
    from plc_budget.plan import Plan
    from plc_budget.plan.history.saving import Opened
    from plc_budget.plan.history.steps import Step
    from plc_budget.review.history import Base
    from plc_budget.spreadsheets.sheet import ForeignCell, Sheet

_OURS = "printed.xlsx"
_ARROW = "→"
_TOP = 6
"""Rows from the top in which the states of a comparison are named."""
_MOST_MOMENTS = 6
_EXPORTED = {StepKind.APPROVE, StepKind.CORRECT, StepKind.REMARK, StepKind.OUTSIDE}
"""Steps that leave the version as it is and show on the sheets of a file for approval."""


@dataclass(frozen=True)
class Copy:
    """A paper as it must have left us.

    Attributes
    ----------
    paper : Paper
        As the same reader reads it that read the returned file.
    is_draft : bool
        Whether every page says 草稿.
    """

    paper: Paper
    is_draft: bool = False

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its sheets."""
        return self.paper.sheets

    def result(self, sheet: str, row: int, column: int) -> ForeignCell:
        """Return what a formula of ours shows."""
        found = self.paper.book.sheet(sheet)
        return NO_CELL if found is None else replace(found.cell(row, column), formula="")


def copy_of_plan(plan: Plan) -> Copy:
    """Print a plan without its history and findings: its two tables stand where they were printed."""
    (copy,) = _read(write_workbook(plan, (), draft=True).data, draft=True)
    return copy


@dataclass(frozen=True)
class _Moment:
    """A plan at one moment: its files, how many steps were told, how many copies were approved."""

    files: Files
    steps: int
    approvals: int


def expected_copies(paper: Paper, opened: Opened, base: Base) -> Iterator[Copy]:
    """Print the plan as it may have been printed, the likeliest way first.

    Parameters
    ----------
    paper : Paper
        The file that came back; it shows whether it was a draft.
    opened : Opened
        The plan as it is.
    base : Base
        Which version to print.
    """
    for data, is_draft in _comparisons(paper, opened, base):
        yield from _read(data, draft=is_draft)
    for draft in (paper.is_draft, not paper.is_draft):
        if base.is_current:
            yield from _printed(opened.folder, draft=draft)
        for moment in _moments(opened, base, draft=draft):
            with tempfile.TemporaryDirectory(prefix="plc-budget-printed-") as place:
                folder = _laid_out(Path(place), opened.folder, moment)
                yield from _printed(folder, draft=draft)


def _printed(folder: Path, *, draft: bool) -> Iterator[Copy]:
    plan, findings = check_folder(folder)
    if plan is not None:
        edition = edition_of(folder, plan, findings, draft=draft)
        yield from _read(edition.workbook(draft=draft).data, draft=draft)


def _read(data: bytes, *, draft: bool) -> Iterator[Copy]:
    paper, _ = read_paper_bytes(data, _OURS)
    if paper is not None:
        yield Copy(paper, draft)


def _moments(opened: Opened, base: Base, *, draft: bool) -> list[_Moment]:
    """List the moments of a version that print differently, the last one first."""
    history = read_history(opened.folder)[0] or History()
    steps = history.steps
    found = [*_cuts(history, base.version)] if steps else []
    told = [
        moment
        for moment in found
        if draft or moment is found[0] or steps[moment.steps].kind in _EXPORTED
    ]
    if base.is_current:
        now = _Moment(opened.files, len(steps), _approvals(history, len(steps)))
        told = [moment for moment in told if moment != now]
        told[:0] = [now] if workbooks_beside(opened.folder) else []
    return told[:_MOST_MOMENTS]


def _cuts(history: History, version: int) -> Iterator[_Moment]:
    """Cut the history wherever the plan was at a version, from its end."""
    steps = history.steps
    for count in range(len(steps), -1, -1):
        if version_of(steps[:count]) == version:
            hashes = steps[count - 1].after if count else _first(history)
            files = history.files(hashes)
            if files:
                yield _Moment(files, count, _approvals(history, count))
                if count and steps[count - 1].kind is StepKind.OUTSIDE:
                    yield _Moment(files, count - 1, _approvals(history, count - 1))


def _first(history: History) -> Mapping[str, str]:
    first = history.steps[0]
    return first.after if first.kind is StepKind.BEGIN else first.before


def _approvals(history: History, count: int) -> int:
    return sum(step.kind is StepKind.APPROVE for step in history.steps[:count])


def _laid_out(place: Path, folder: Path, moment: _Moment) -> Path:
    """Write a plan as it was into a folder of the same name."""
    target = place / folder.resolve().name
    _write(target, moment.files)
    if moment.steps:
        (target / HISTORY).write_bytes(_lines((folder / HISTORY).read_bytes(), moment.steps))
    copies = [*earlier_copies(folder), folder / APPROVED][: moment.approvals]
    for number, copy in enumerate(copies, start=1):
        is_last = number == len(copies)
        where = target / APPROVED if is_last else target / APPROVED / EARLIER / str(number)
        _write(where, read_files(copy, COPIED, recovers=False).files)
    return target


def _write(folder: Path, files: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _lines(data: bytes, steps: int) -> bytes:
    """Return the beginning of a history, down to so many steps."""
    kept: list[bytes] = []
    for line in data.split(b"\n"):
        if steps == 0:
            break
        kept.append(line)
        steps -= _is_step(line)
    return b"\n".join(kept) + b"\n"


def _is_step(line: bytes) -> bool:
    try:
        read_step(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return False
    return True


def _comparisons(paper: Paper, opened: Opened, base: Base) -> Iterator[tuple[bytes, bool]]:
    """Print what ``plc-budget compare -o`` printed, where the file names two states; and whether as a draft."""
    if not base.is_printed:
        return
    for found in _pairs(paper, opened, base):
        edition = edition_of_comparison(found, base.version)
        yield edition.workbook(draft=paper.is_draft).data, paper.is_draft


def _pairs(paper: Paper, opened: Opened, base: Base) -> Iterator[Compared]:
    """Find the two states that are named above the table."""
    for words in _named(paper):
        before, _, after = words.partition(_ARROW)
        folder = opened.folder
        for first in _steps(folder, before):
            for second, name in _ends(folder, base, after):
                found, _ = two_points(folder, first.id, second)
                if found is not None:
                    named = replace(
                        found.comparison, before_name=_called(first, before), after_name=name
                    )
                    yield replace(found, comparison=named)
        if after == _shown(plan_name(folder.name)) and base.is_current:
            yield from _other_plan(folder, before)


def _named(paper: Paper) -> list[str]:
    texts = [
        squeezed(cell.text)
        for sheet in paper.sheets
        for row in sheet.rows[:_TOP]
        for cell in row
        if _ARROW in cell.text
    ]
    return list(dict.fromkeys(texts))


def _shown(words: Words) -> str:
    return squeezed(words.render(CHINESE))


def _called(step: Step, words: str) -> Words:
    return after_step(step.id if words == _shown(after_step(step.id)) else step.name)


def _steps(folder: Path, words: str) -> list[Step]:
    """Find a step by the words for it: its id, or its name, which the latest of that name has."""
    steps = log(folder)[0] if (folder / HISTORY).is_file() else ()
    found = [
        step
        for step in reversed(steps)
        if words in (_shown(after_step(step.id)), _shown(after_step(step.name)))
    ]
    return found[:1]


def _ends(folder: Path, base: Base, words: str) -> list[tuple[str, Words]]:
    """Find the later state: a step, or the plan as it was at that version."""
    if words != _shown(NOW):
        return [(step.id, _called(step, words)) for step in _steps(folder, words)]
    if base.is_current:
        return [("", NOW)]
    steps, _ = log(folder)
    same = [
        step
        for number, step in enumerate(steps, start=1)
        if version_of(steps[:number]) == base.version
    ]
    return [(step.id, NOW) for step in same[-1:]]


def _other_plan(folder: Path, words: str) -> Iterator[Compared]:
    """Compare with the plan of that name that lies beside this one."""
    beside = (one for one in sorted(folder.parent.iterdir()) if one.is_dir())
    for other in beside:
        if words == _shown(plan_name(other.name)):
            found, _ = two_folders(other, folder)
            if found is not None:
                yield found
