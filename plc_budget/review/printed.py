"""What a returned file was printed from: the plan of its version, and every sheet as it must have left us.

What an export prints hangs on the plan, on how far its history had gone, on what had been approved,
and on whether it was a draft.  Each moment at which the plan was at the version of the footer is laid
out again in a folder of its own and exported by the same code.  The workbook of ``compare -o`` says
above its table which two states it compares, and is printed again from those.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.comparison import Compared, two_folders, two_points
from plc_budget.comparison.states import NOW, after_step, plan_name
from plc_budget.export.editions import check_folder, edition_of, edition_of_comparison
from plc_budget.language import CHINESE
from plc_budget.plan.approved.approval import COPIED, earlier_copies
from plc_budget.plan.history.log import HISTORY, History, hashes, log, read_history
from plc_budget.plan.history.saving import read_opened
from plc_budget.plan.history.steps import StepKind, read_step
from plc_budget.plan.storage.snapshot import APPROVED, EARLIER, TIMETABLE, Files, read_files
from plc_budget.plan.storage.spreadsheets import workbooks_beside
from plc_budget.review.paper import Paper, read_paper_bytes
from plc_budget.sheets import write_workbook
from plc_budget.sheets.passport import count_version, make_passport
from plc_budget.sheets.printout import drop_unseen
from plc_budget.spreadsheets.sheet import NO_CELL
from plc_budget.tables import TimetableRow, read_timetable

if TYPE_CHECKING:
    from plc_budget.findings import Words
    from plc_budget.plan import Plan
    from plc_budget.plan.history.saving import Opened
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets.passport import Passport
    from plc_budget.spreadsheets.sheet import ForeignCell, Sheet

_ARROW = "→"
_TOP = 6
"""Rows from the top in which the states of a comparison are named."""
_MOST_MOMENTS = 6
_EXPORTED = {StepKind.APPROVE, StepKind.CORRECT, StepKind.REMARK, StepKind.OUTSIDE}
"""Steps that leave the version as it is and show on the sheets of a file for approval."""


@dataclass(frozen=True)
class Base:
    """What a file is compared with.

    Attributes
    ----------
    plan : Plan
        The plan as it was printed, or as it is now where that cannot be had.
    version, now : int
        Its number, and that of the plan as it is.
    is_printed : bool
        Whether it is the state the footer names.
    timetables : tuple
        Those the plan went through since, from the printed one to the one it has; a way there and
        back, such as an edit that was undone, left out.
    """

    plan: Plan
    version: int
    now: int
    is_printed: bool
    timetables: tuple[Sequence[TimetableRow], ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the plan is still as it was printed."""
        return self.version == self.now


def find_base(opened: Opened, passport: Passport | None) -> Base:
    """Find what a file with this footer was printed from."""
    history = _read_history(opened.folder)
    steps = history.steps
    now = count_version(steps, hashes(opened.files))
    version = now if passport is None else passport.version
    if passport is None or version == now:
        is_printed = passport is not None and _prints(opened.plan, passport)
        return Base(opened.plan, now, now, is_printed)
    made = (n for n in range(len(steps)) if count_version(steps[: n + 1]) == version)
    number = next(made, None)
    files = history.files(steps[number].after) if number is not None else None
    then = read_opened(opened.folder, files)[0] if files else None
    if then is None or not _prints(then.plan, passport):
        return Base(opened.plan, now, now, is_printed=False)
    since = _timetables(opened, history, steps[number:])
    return Base(then.plan, version, now, is_printed=True, timetables=(then.plan.timetable, *since))


def _prints(plan: Plan, passport: Passport) -> bool:
    return make_passport(plan, passport.version).figures == passport.figures


def _read_history(folder: Path) -> History:
    found = read_history(folder)[0] if (folder / HISTORY).is_file() else None
    return found or History()


def _timetables(
    opened: Opened, history: History, steps: Sequence[Step]
) -> list[Sequence[TimetableRow]]:
    """Read the timetables of the states after a version, each that differs from the one before."""
    way: list[str] = []
    marks = [step.after.get(TIMETABLE, "") for step in steps]
    for mark in [*marks, hashes(opened.files).get(TIMETABLE, "")]:
        way = [*way[: way.index(mark)], mark] if mark in way else [*way, mark]
    found = [history.files({TIMETABLE: mark}) for mark in way[1:-1] if mark]
    between = [read_timetable(files[TIMETABLE]) for files in found if files]
    return [*(rows for rows, findings in between if not findings), opened.plan.timetable]


@dataclass(frozen=True)
class Copy:
    """A paper as it must have left us, read as the returned file is; a draft says 草稿 on every page."""

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


def print_plan(plan: Plan) -> Copy:
    """Print a plan without its history and findings: its two tables stand where they were printed."""
    return _read(write_workbook(plan, (), draft=True).data, draft=True)


def _read(data: bytes, *, draft: bool) -> Copy:
    paper, _ = read_paper_bytes(data, "printed.xlsx")
    if paper is None:
        raise ValueError("a workbook of ours cannot be read")
    return Copy(paper, draft)


def list_copies(paper: Paper, opened: Opened, base: Base) -> Iterator[Copy]:
    """Print the plan as it may have been printed, the likeliest way first."""
    if base.is_printed:
        for compared in _comparisons(paper, opened, base):
            edition = edition_of_comparison(compared, base.version)
            yield _read(edition.workbook(draft=paper.is_draft).data, draft=paper.is_draft)
    for draft in (paper.is_draft, not paper.is_draft):
        if base.is_current:
            yield from _print_folder(opened.folder, draft=draft)
        for moment in _list_moments(opened, base, draft=draft):
            with tempfile.TemporaryDirectory(prefix="plc-budget-printed-") as place:
                yield from _print_folder(_lay_out(Path(place), opened.folder, moment), draft=draft)


def _print_folder(folder: Path, *, draft: bool) -> Iterator[Copy]:
    plan, findings = check_folder(folder)
    if plan is not None:
        edition = edition_of(folder, plan, findings, draft=draft)
        yield _read(edition.workbook(draft=draft).data, draft=draft)


@dataclass(frozen=True)
class _Moment:
    """A plan at one moment: its files, how many steps were told, how many copies were approved."""

    files: Files
    steps: int
    approvals: int


def _list_moments(opened: Opened, base: Base, *, draft: bool) -> list[_Moment]:
    """List the moments of a version that print differently, the last one first."""
    history = _read_history(opened.folder)
    steps = history.steps
    found: list[_Moment] = []
    for count in range(len(steps), -1, -1):
        if not steps or count_version(steps[:count]) != base.version:
            continue
        first = steps[0].after if steps[0].kind is StepKind.BEGIN else steps[0].before
        files = history.files(steps[count - 1].after if count else first)
        is_outside = count > 0 and steps[count - 1].kind is StepKind.OUTSIDE
        if files:
            counts = (count, count - 1) if is_outside else (count,)
            found += [_Moment(files, told, _count_approvals(history, told)) for told in counts]
    told = [
        moment
        for moment in found
        if draft or moment is found[0] or steps[moment.steps].kind in _EXPORTED
    ]
    if base.is_current:
        now = _Moment(opened.files, len(steps), _count_approvals(history, len(steps)))
        told = [moment for moment in told if moment != now]
        told[:0] = [now] if workbooks_beside(opened.folder) else []
    return told[:_MOST_MOMENTS]


def _count_approvals(history: History, count: int) -> int:
    return sum(step.kind is StepKind.APPROVE for step in history.steps[:count])


def _lay_out(place: Path, folder: Path, moment: _Moment) -> Path:
    """Write a plan as it was into a folder of the same name."""
    target = place / folder.resolve().name
    _write(target, moment.files)
    if moment.steps:
        lines, left = list[bytes](), moment.steps
        for line in (folder / HISTORY).read_bytes().split(b"\n"):
            lines += [line] if left else []
            left -= bool(left) and _is_step(line)
        (target / HISTORY).write_bytes(b"\n".join(lines) + b"\n")
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


def _is_step(line: bytes) -> bool:
    try:
        read_step(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return False
    return True


def _comparisons(paper: Paper, opened: Opened, base: Base) -> Iterator[Compared]:
    """Make what ``plc-budget compare -o`` compared, where the file names two states above its table."""
    named = dict.fromkeys(
        drop_unseen(cell.text)
        for sheet in paper.sheets
        for row in sheet.rows[:_TOP]
        for cell in row
        if _ARROW in cell.text
    )
    folder = opened.folder
    for words in named:
        before, _, after = words.partition(_ARROW)
        for first in _find_step(folder, before):
            for second, name in _find_end(folder, base, after):
                found, _ = two_points(folder, first.id, second)
                if found is not None:
                    called = _call(first, before)
                    both = replace(found.comparison, before_name=called, after_name=name)
                    yield replace(found, comparison=both)
        if after == _show(plan_name(folder.name)) and base.is_current:
            for other in (one for one in sorted(folder.parent.iterdir()) if one.is_dir()):
                if before == _show(plan_name(other.name)):
                    found, _ = two_folders(other, folder)
                    yield from [found] if found is not None else []


def _show(words: Words) -> str:
    return drop_unseen(words.render(CHINESE))


def _call(step: Step, words: str) -> Words:
    return after_step(step.id if words == _show(after_step(step.id)) else step.name)


def _find_step(folder: Path, words: str) -> list[Step]:
    """Find a step by the words for it: its id, or its name, which the latest of that name has."""
    steps = log(folder)[0] if (folder / HISTORY).is_file() else ()
    names = ((step, (step.id, step.name)) for step in reversed(steps))
    return [step for step, some in names if words in (_show(after_step(one)) for one in some)][:1]


def _find_end(folder: Path, base: Base, words: str) -> list[tuple[str, Words]]:
    """Find the later state: a step, or the plan as it was at that version."""
    if words != _show(NOW):
        return [(step.id, _call(step, words)) for step in _find_step(folder, words)]
    if base.is_current:
        return [("", NOW)]
    steps, _ = log(folder)
    same = [
        step for n, step in enumerate(steps, start=1) if count_version(steps[:n]) == base.version
    ]
    return [(step.id, NOW) for step in same[-1:]]
