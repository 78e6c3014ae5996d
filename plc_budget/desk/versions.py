"""The plan and its scenarios as they lie in the folder, read anew only when a file changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.comparison.side_by_side import Version, side_by_side
from plc_budget.desk.past import history_of, plan_folder
from plc_budget.findings import Finding, Severity, has_errors
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.scenarios.keeping import scenarios
from plc_budget.plan.scenarios.names import is_same
from plc_budget.plan.storage.folder import load_files, read_plan

if TYPE_CHECKING:
    from plc_budget.desk.state import State
    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class Read:
    """A plan as it was read, what kept it from being, and how much is open in it."""

    plan: Plan | None
    problem: Finding | None = None
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Board:
    """The working plan, its scenarios beside it, and those that cannot be read.

    Attributes
    ----------
    working : Plan
        What lies in the folder of the plan, whatever is on the desk.
    versions : tuple of Version
        The scenarios by name.
    broken : mapping of str to Finding
        Why a scenario cannot be read, by name.
    counts : mapping of str to tuple of int
        Errors and open warnings by name; those of the plan under the empty name.
    deleted : tuple of str
        Scenarios that are gone and can be had again.
    """

    working: Plan
    versions: tuple[Version, ...]
    broken: Mapping[str, Finding]
    counts: Mapping[str, tuple[int, int]]
    deleted: tuple[str, ...]

    @property
    def sides(self) -> list[tuple[str, Plan]]:
        """The plan, under the empty name, and every scenario."""
        return [("", self.working), *((version.name, version.plan) for version in self.versions)]


def board_of(state: State) -> Board | None:
    """Set the plan and its scenarios side by side; None when the plan cannot be read."""
    folder = plan_folder(state)
    read = {"": read_at(folder), **{one.name: read_at(one.folder) for one in scenarios(folder)}}
    working = read[""].plan
    if working is None:
        return None
    plans = {name: one.plan for name, one in read.items() if name and one.plan is not None}
    return Board(
        working,
        tuple(side_by_side(working, plans)),
        {name: one.problem for name, one in read.items() if one.problem is not None},
        {name: (one.errors, one.warnings) for name, one in read.items()},
        _deleted(folder, list(read)),
    )


def read_at(folder: Path) -> Read:
    """Read and check the plan that lies in a folder."""
    files, findings = load_files(folder)
    wrong = [finding for finding in findings if has_errors([finding])]
    return Read(None, wrong[0]) if wrong else _read(folder.name, tuple(sorted(files.items())))


@lru_cache(maxsize=64)
def _read(name: str, files: tuple[tuple[str, bytes], ...]) -> Read:
    plan, found = read_plan(name, dict(files))
    if plan is None:
        return Read(None, next(finding for finding in found if has_errors([finding])))
    still_open = [finding for finding in check_plan(plan, found) if finding.is_open]
    errors = sum(finding.severity is Severity.ERROR for finding in still_open)
    return Read(plan, None, errors, len(still_open) - errors)


def _deleted(folder: Path, present: list[str]) -> tuple[str, ...]:
    steps = history_of(folder).steps
    gone = dict.fromkeys(s.name for s in steps if s.kind is StepKind.SCENARIO_DELETE)
    return tuple(name for name in gone if not any(is_same(name, other) for other in present))
