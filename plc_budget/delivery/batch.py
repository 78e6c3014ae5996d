"""Many plans at once: on all cores, and what befalls one keeps none of the others."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.checking import checked
from plc_budget.delivery.cores import ended_by_interrupts, on_cores, shared
from plc_budget.delivery.making import File, made_together
from plc_budget.delivery.wishes import Order, Wish
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import text
from plc_budget.plan import is_unreadable
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.snapshot import BUDGET

if TYPE_CHECKING:
    from plc_budget.plan import Plan

BROKE = "EXPORT-BROKE"
_MOST_CORES = 60
"""Windows waits for no more processes at once."""
_MOST_OFFICES = 8
"""LibreOffice takes a quarter of a gigabyte; so many run at once."""
_MOST_TOGETHER = 6
"""Plans LibreOffice is given at one start: with more the bar would stand still for too long."""


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
        See :class:`plc_budget.delivery.wishes.Wish`.
    """
    wish = Wish(draft, ending, recalculate)
    most = _MOST_OFFICES if wish.asks_office else _MOST_CORES
    cores = min(os.cpu_count() or 1, len(plans), most)
    shares = shared(plans, cores, _MOST_TOGETHER if wish.asks_office else 1)
    work = partial(together, wish=wish)
    if cores > 1:
        yield from on_cores(cores, work, shares, _lost)
    else:
        for share in shares:
            yield from work(share)


def together(folders: Sequence[Path], *, wish: Wish) -> list[Outcome]:
    """Make the files of some plans with one start of LibreOffice, should it have to do with them.

    Parameters
    ----------
    folders : sequence of Path
        The folders of the plans.
    wish : Wish
        What is made of each.
    """
    if len(folders) == 1:
        return [_outcome(folders[0], wish)]
    try:
        return _outcomes(folders, wish)
    except Exception:  # noqa: BLE001 - whose fault it was is found out by each alone
        return [_outcome(folder, wish) for folder in folders]


def outcome(folder: Path, *, draft: bool, ending: str, recalculate: bool | None = None) -> Outcome:
    """Make the file of one plan; whatever goes wrong is part of the answer.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    draft, ending, recalculate
        See :class:`plc_budget.delivery.wishes.Wish`.
    """
    return _outcome(folder, Wish(draft, ending, recalculate))


def _outcome(folder: Path, wish: Wish) -> Outcome:
    try:
        return _outcomes([folder], wish)[0]
    except Exception as problem:  # noqa: BLE001 - the other plans must go on
        return _broken(folder, f"{type(problem).__name__}: {problem}")


def _outcomes(folders: Sequence[Path], wish: Wish) -> list[Outcome]:
    looked = [(folder, *checked(folder)) for folder in folders]
    orders = [Order(folder, plan, findings) for folder, plan, findings in looked
              if plan is not None and (wish.draft or not has_errors(findings))]  # fmt: skip
    with ended_by_interrupts() if wish.asks_office else nullcontext():
        files = made_together(orders, wish)
    ready = {order.folder: file for order, file in zip(orders, files, strict=True)}
    return [_told(folder, plan, findings, ready.get(folder, (None, [])))
            for folder, plan, findings in looked]  # fmt: skip


def _told(folder: Path, plan: Plan | None, findings: list[Finding], file: File) -> Outcome:
    if plan is None:
        return Outcome(folder, _name(folder), findings=tuple(findings))
    approved = plan.details.funding.approved_total
    return Outcome(folder, plan.details.title, plan.budget.total, approved, tuple(findings),
                   file[0], tuple(file[1]))  # fmt: skip


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
    return folder.resolve().name
