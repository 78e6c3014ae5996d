"""Many plans at once: on all cores, and what befalls one keeps none of the others."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.checking import checked
from plc_budget.delivery.making import made
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import text
from plc_budget.plan import is_unreadable
from plc_budget.plan.reading import FILE
from plc_budget.plan.snapshot import BUDGET

if TYPE_CHECKING:
    from concurrent.futures import Future
    from concurrent.futures.process import ProcessPoolExecutor

BROKE = "EXPORT-BROKE"
_MOST_CORES = 60
"""Windows waits for no more processes at once."""
_AHEAD = 4
"""Plans a core is given ahead; more would only fill the memory with finished files."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plan.

    Attributes
    ----------
    folder : Path
        Where it lies.
    title : str
        What it is called; its folder's name where it could not be read.
    total : int or None
        合計. [NTD]
    approved_total : int or None
        核定總額. [NTD]
    findings : tuple[Finding, ...]
        What was found in it.
    data : bytes or None
        The file, if there is one.
    problems : tuple[Finding, ...]
        Why there is none, beyond errors in the plan; or what is worth knowing about it.
    """

    folder: Path
    title: str
    total: int | None = None
    approved_total: int | None = None
    findings: tuple[Finding, ...] = ()
    data: bytes | None = None
    problems: tuple[Finding, ...] = ()

    @property
    def is_unreadable(self) -> bool:
        """Whether files of the plan, or this program, are at fault, and not single cells."""
        return has_errors(self.problems) or (self.total is None and is_unreadable(self.findings))


def plans_in(folders: Iterable[str]) -> list[Path]:
    """List the plans that are meant: each folder is one, or holds some.

    Parameters
    ----------
    folders : iterable of str
        As typed.

    Returns
    -------
    list[Path]
        Each plan once; what is no plan either stays, and is told so when it is read.
    """
    found: dict[Path, Path] = {}
    for folder in map(Path, folders):
        for plan in held_by(folder) or [folder]:
            found.setdefault(plan.resolve(), plan)
    return list(found.values())


def held_by(folder: Path) -> list[Path]:
    """List the plans a folder holds; none if it is a plan itself.

    Parameters
    ----------
    folder : Path
        A folder, or anything else.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> [plan.name for plan in held_by(data_folder() / "plans")][0]
    'hualien-113-plc-conveners'
    """
    try:
        if (folder / FILE).is_file():
            return []
        inside = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
        return [one for one in inside if any((one / name).is_file() for name in (FILE, BUDGET))]
    except (OSError, ValueError):
        return []


def outcomes(
    plans: Sequence[Path], *, draft: bool, ending: str, recalculate: bool = False
) -> Iterator[Outcome]:
    """Make the file of each plan, in their order, on all cores.

    Parameters
    ----------
    plans : sequence of Path
        Folders of plans.
    draft : bool
        Mark every page 草稿, and let errors stand.
    ending : str
        One of :data:`plc_budget.delivery.FORMATS`.
    recalculate : bool
        As :func:`plc_budget.delivery.made` has it.
    """
    work = partial(outcome, draft=draft, ending=ending, recalculate=recalculate)
    cores = min(os.cpu_count() or 1, len(plans), _MOST_CORES)
    if cores > 1:
        yield from on_cores(cores, work, plans)
    else:
        yield from map(work, plans)


def outcome(folder: Path, *, draft: bool, ending: str, recalculate: bool = False) -> Outcome:
    """Make the file of one plan; whatever goes wrong is part of the answer.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    draft : bool
        Mark every page 草稿, and let errors stand.
    ending : str
        One of :data:`plc_budget.delivery.FORMATS`.
    recalculate : bool
        As :func:`plc_budget.delivery.made` has it.
    """
    make = partial(made, draft=draft, ending=ending, recalculate=recalculate)
    try:
        plan, findings = checked(folder)
        if plan is None:
            return Outcome(folder, _name(folder), findings=tuple(findings))
        data, problems = (
            (None, []) if has_errors(findings) and not draft else make(folder, plan, findings)
        )
    except Exception as problem:  # noqa: BLE001 - the other plans must go on
        return _broken(folder, f"{type(problem).__name__}: {problem}")
    approved = plan.details.funding.approved_total
    return Outcome(folder, plan.details.title, plan.budget.total, approved, tuple(findings), data,
                   tuple(problems))  # fmt: skip


def on_cores(cores: int, work: partial[Outcome], plans: Sequence[Path]) -> Iterator[Outcome]:
    """Let a pool work a little ahead of what is handed over; one that dies is replaced.

    Parameters
    ----------
    cores : int
        Number of processes.
    work : partial
        What is done with each plan.
    plans : sequence of Path
        Folders of plans; their outcomes keep this order.
    """
    from concurrent.futures.process import BrokenProcessPool

    pool, at = _pool(cores), 0
    waiting: dict[int, Future[Outcome]] = {}
    try:
        while at < len(plans):
            try:
                for ahead in range(at, min(at + cores * _AHEAD, len(plans))):
                    if ahead not in waiting:
                        waiting[ahead] = pool.submit(work, plans[ahead])
                done = waiting.pop(at).result()
            except BrokenProcessPool:
                pool.shutdown()
                waiting, pool = {}, _pool(cores)
                done = _alone(work, plans[at])
            yield done
            at += 1
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(cores: int) -> ProcessPoolExecutor:
    from concurrent.futures.process import ProcessPoolExecutor

    return ProcessPoolExecutor(cores, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Leave Ctrl+C to the command: what a process has begun it ends, and says nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _alone(work: partial[Outcome], plan: Path) -> Outcome:
    """Try a plan once more in a process nobody else is in: was it this one that broke the pool?"""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(1) as pool:
            return pool.submit(work, plan).result()
    except BrokenProcessPool:
        return _broken(plan, str(text("the process ended")))


def _broken(folder: Path, problem: str) -> Outcome:
    found = error(
        BROKE,
        text("Something went wrong that should not: {problem}", problem=problem),
        text("Export this plan alone to see more, and tell who looks after plc-budget."),
        Place(str(folder)),
    )
    return Outcome(folder, _name(folder), problems=(found,))


def _name(folder: Path) -> str:
    return folder.resolve().name
