"""Many plans at once: on all cores, and what befalls one keeps none of the others."""

from __future__ import annotations

import os
import re
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import active_children, parent_process
from pathlib import Path
from threading import Thread, current_thread, main_thread
from time import sleep
from typing import TYPE_CHECKING

from plc_budget.export.editions import check_folder, edition_of
from plc_budget.export.formats import Wish
from plc_budget.export.making import File, make_files
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import text
from plc_budget.plan import is_unreadable
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import BUDGET

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import FrameType

    from plc_budget.plan import Plan

BROKE = "EXPORT-BROKE"
_MOST_CORES = 60
"""Windows waits for no more processes at once."""
_MOST_OFFICES = 8
"""LibreOffice takes a quarter of a gigabyte; so many run at once."""
_MOST_TOGETHER = 6
"""Plans LibreOffice is given at one start: with more the bar would stand still for too long."""
_AHEAD = 4
"""Shares of each process that may be done before their turn; more would fill the memory with files."""
_LOOK = 0.5
"""How often a process looks whether the command is still there. [s]"""
_GRACE = 3
"""How long a process may take to leave nothing behind when the command has ended. [s]"""


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
        for plan in find_plans(folder) or [folder]:
            found.setdefault(disk.real(plan), plan)
    return list(found.values())


def find_plans(folder: Path) -> list[Path]:
    """List the plans a folder holds; none if it is a plan itself.

    Parameters
    ----------
    folder : Path
        A folder, or anything else.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> [plan.name for plan in find_plans(data_folder() / "plans")][0]
    'hualien-113-plc-conveners'
    """
    try:
        if (folder / FILE).is_file():
            return []
        inside = sorted(
            (one for one in folder.iterdir() if not one.name.startswith(".")), key=_as_listed
        )
        return [one for one in inside if any((one / name).is_file() for name in (FILE, BUDGET))]
    except (OSError, ValueError):
        return []


def _as_listed(path: Path) -> list[str | int]:
    """Order names as a file manager does: 2 before 10, large letters beside small ones."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", path.name).casefold())
    return [int(part) if number % 2 else part for number, part in enumerate(parts)]


def outcomes(
    plans: Sequence[Path], *, draft: bool, ending: str, recalculate: bool | None = None
) -> Iterator[Outcome]:
    """Make the file of each plan, in their order, on all cores.

    Parameters
    ----------
    plans : sequence of Path
        Folders of plans.
    draft, ending, recalculate
        See :class:`plc_budget.export.Wish`.
    """
    wish = Wish(draft, ending, recalculate)
    most = _MOST_OFFICES // len(wish.targets) if wish.asks_office else _MOST_CORES
    cores = min(os.cpu_count() or 1, len(plans), most)
    shares = divide_plans(plans, cores, _MOST_TOGETHER if wish.asks_office else 1)
    work = partial(together, wish=wish)
    if cores > 1:
        yield from on_cores(cores, work, shares)
    else:
        for share in shares:
            yield from work(share)


def divide_plans(plans: Sequence[Path], cores: int, most: int) -> list[Sequence[Path]]:
    """Divide plans so that every core gets as much as the others, and not too many at once.

    Parameters
    ----------
    plans : sequence of Path
        Folders of plans.
    cores : int
        Number of processes.
    most : int
        Most plans at once.

    Examples
    --------
    >>> [len(share) for share in divide_plans([Path(str(n)) for n in range(20)], cores=2, most=6)]
    [5, 5, 5, 5]
    """
    rounds = -(-len(plans) // (cores * most)) if plans else 0
    number = min(cores * rounds, len(plans))
    ends = [at * len(plans) // number for at in range(number + 1)] if number else []
    return [plans[start:end] for start, end in pairwise(ends)]


Work = Callable[[Sequence[Path]], list[Outcome]]


def on_cores(cores: int, work: Work, shares: Sequence[Sequence[Path]]) -> Iterator[Outcome]:
    """Do the shares in processes of their own; a plan whose process dies is named, the others go on.

    Each process has a pool to itself: where one dies it is known of which share, and no other process
    is ended with it.  The plans of that share are tried once more, each alone.

    Parameters
    ----------
    cores : int
        Number of processes.
    work : callable
        What is done with some plans.
    shares : sequence of sequence of Path
        Folders of plans; their outcomes keep this order.
    """
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    waiting = [*enumerate(shares)][::-1]
    done: dict[Path, Outcome] = {}
    turn = 0
    pools = [ProcessPoolExecutor(1, initializer=_begin) for _ in range(cores)]
    running: dict[Future[list[Outcome]], tuple[int, int, Sequence[Path]]] = {}
    try:
        while turn < len(shares):
            for free in set(range(cores)) - {pool for pool, _, _ in running.values()}:
                if waiting and waiting[-1][0] < turn + cores * _AHEAD:
                    number, share = waiting.pop()
                    running[pools[free].submit(work, share)] = (free, number, share)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                pool, number, share = running.pop(future)
                try:
                    found = future.result()
                except (BrokenProcessPool, SystemExit):
                    pools[pool].shutdown(wait=False)
                    pools[pool] = ProcessPoolExecutor(1, initializer=_begin)
                    found = [_lost(*share)] if len(share) == 1 else []
                    waiting += [(number, [plan]) for plan in share[::-1] if not found]
                done |= {one.folder: one for one in found}
            while turn < len(shares) and done.keys() >= {*shares[turn]}:
                yield from (done.pop(plan) for plan in shares[turn])
                turn += 1
    finally:
        if running:
            for process in active_children():
                process.terminate()
        for one in pools:
            one.shutdown(cancel_futures=True)


def _begin() -> None:
    """Set a process up: Ctrl+C is the command's; when that asks, or is gone, it leaves nothing behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    Thread(target=_end_with_parent, daemon=True).start()


def _stop(_: int, __: FrameType | None) -> None:
    """Leave what is being done, LibreOffice and its folder with it."""
    raise SystemExit(1)


def _end_with_parent() -> None:
    """Wait until the command is gone; its pipes tell so only once those who share them are gone, too."""
    parent, own = parent_process(), main_thread().ident
    if parent is None or own is None:
        return
    if sys.platform == "win32":
        parent.join()
    else:
        above = os.getppid()
        while os.getppid() == above:
            sleep(_LOOK)
        signal.pthread_kill(own, signal.SIGTERM)
        sleep(_GRACE)
    os._exit(1)


@contextmanager
def end_on_sigterm() -> Iterator[None]:
    """Let SIGTERM end what runs inside as Ctrl+C does: nothing that was started is left."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def together(folders: Sequence[Path], *, wish: Wish) -> list[Outcome]:
    """Make the files of some plans with one start of LibreOffice, should it have to do with them.

    Parameters
    ----------
    folders : sequence of Path
        The folders of the plans.
    wish : Wish
        What is made of each.
    """
    try:
        return _outcomes(folders, wish)
    except Exception as problem:  # noqa: BLE001 - whose fault it was is found out by each alone
        if len(folders) == 1:
            return [_broken(folders[0], f"{type(problem).__name__}: {problem}")]
        return [one for folder in folders for one in together([folder], wish=wish)]


def outcome(folder: Path, *, draft: bool, ending: str, recalculate: bool | None = None) -> Outcome:
    """Make the file of one plan; whatever goes wrong is part of the answer.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    draft, ending, recalculate
        See :class:`plc_budget.export.Wish`.
    """
    return together([folder], wish=Wish(draft, ending, recalculate))[0]


def _outcomes(folders: Sequence[Path], wish: Wish) -> list[Outcome]:
    looked = [(folder, *check_folder(folder)) for folder in folders]
    ready = [
        (folder, edition_of(folder, plan, findings, draft=wish.draft))
        for folder, plan, findings in looked
        if plan is not None and (wish.draft or not has_errors(findings))
    ]
    files = make_files([edition for _, edition in ready], wish)
    made = {folder: file for (folder, _), file in zip(ready, files, strict=True)}
    return [
        _told(folder, plan, findings, made.get(folder, (None, [])))
        for folder, plan, findings in looked
    ]


def _told(folder: Path, plan: Plan | None, findings: list[Finding], file: File) -> Outcome:
    if plan is None:
        return Outcome(folder, _name(folder), findings=tuple(findings))
    approved = plan.details.funding.approved_total
    return Outcome(
        folder,
        plan.details.title,
        plan.budget.total,
        approved,
        tuple(findings),
        file[0],
        tuple(file[1]),
    )


def _lost(folder: Path) -> Outcome:
    return _broken(folder, str(text("the process ended")))


def _broken(folder: Path, problem: str) -> Outcome:
    found = error(
        BROKE,
        text("Something went wrong that should not: {problem}", problem=problem),
        text("Export this plan alone to see more, and tell who looks after plc-budget."),
        Place(str(folder)),
    )
    return Outcome(folder, _name(folder), problems=(found,))


def _name(folder: Path) -> str:
    return disk.real(folder).name
