"""The plan a file was printed from, printed anew: every sheet as it must have left us.

What an export prints hangs on the plan, on how far its history had gone, on what had been approved,
and on whether it was a draft.  Each moment at which the plan was at the version of the footer is laid
out again in a folder of its own and exported by the same code.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.export.editions import check_folder, edition_of
from plc_budget.plan.approved.approval import COPIED, earlier_copies
from plc_budget.plan.history.log import HISTORY, History, read_history
from plc_budget.plan.history.steps import StepKind, read_step
from plc_budget.plan.storage.snapshot import APPROVED, EARLIER, Files, read_files
from plc_budget.plan.storage.spreadsheets import workbooks_beside
from plc_budget.returning.reading.paper import Paper, read_paper_bytes
from plc_budget.returning.reprinted.recomparing import recompared
from plc_budget.sheets.passport import version_of
from plc_budget.sheets.stored import Stored, stored_cells
from plc_budget.sheets.wording import DRAFT

if TYPE_CHECKING:
    from plc_budget.plan.history.saving import Opened
    from plc_budget.returning.comparing.base import Base
    from plc_budget.returning.reading.pages import Page
    from plc_budget.spreadsheets.sheet import Sheet

_OURS = "printed.xlsx"
_MOST_MOMENTS = 6
_EXPORTED = {StepKind.APPROVE, StepKind.CORRECT, StepKind.REMARK, StepKind.OUTSIDE}
"""Steps that leave the version as it is and show on the sheets of a file for approval."""


@dataclass(frozen=True)
class Printing:
    """Our sheets, and what their formulas come to.

    Attributes
    ----------
    sheets : tuple of Sheet
        As the same reader reads them that read the returned file.
    results : mapping of str to mapping
        By sheet and cell.
    is_draft : bool
        Whether every page says 草稿.
    pages : tuple of Page
        How much of each sheet is printed.
    """

    sheets: tuple[Sheet, ...]
    results: Mapping[str, Mapping[str, Stored]]
    is_draft: bool
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True)
class _Moment:
    """A plan at one moment: its files, how many steps were told, how many copies were approved."""

    files: Files
    steps: int
    approvals: int


def printings(paper: Paper, opened: Opened, base: Base) -> Iterator[Printing]:
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
    for data, is_draft in recompared(paper, opened, base):
        yield from _read(data, draft=is_draft)
    is_draft = any(DRAFT in words for words in paper.margins.headers)
    for draft in (is_draft, not is_draft):
        if base.is_current:
            yield from _printed(opened.folder, draft=draft)
        for moment in _moments(opened, base, draft=draft):
            with tempfile.TemporaryDirectory(prefix="plc-budget-printed-") as place:
                folder = _laid_out(Path(place), opened.folder, moment)
                yield from _printed(folder, draft=draft)


def _printed(folder: Path, *, draft: bool) -> Iterator[Printing]:
    plan, findings = check_folder(folder)
    if plan is not None:
        edition = edition_of(folder, plan, findings, draft=draft)
        yield from _read(edition.workbook(draft=draft).data, draft=draft)


def _read(data: bytes, *, draft: bool) -> Iterator[Printing]:
    paper, _ = read_paper_bytes(data, _OURS)
    if paper is not None:
        yield Printing(paper.sheets, dict(stored_cells(data)), draft,
                       paper.margins.pages)  # fmt: skip


def _moments(opened: Opened, base: Base, *, draft: bool) -> list[_Moment]:
    """List the moments of a version that print differently, the last one first."""
    history = read_history(opened.folder)[0] or History()
    steps = history.steps
    found = [*_cuts(history, base.version)] if steps else []
    told = [moment for moment in found
            if draft or moment is found[0] or steps[moment.steps].kind in _EXPORTED]  # fmt: skip
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
