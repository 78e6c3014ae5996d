"""Which scenarios a plan has, and what those held that it has no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Series, by_place, text
from plc_budget.plan.history.log import read_history
from plc_budget.plan.history.saving import Opened, read_opened
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.scenarios.names import is_same, name_of, tidy_name
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import SCENARIOS, WORKING


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario: what it is called, and the folder it lies in."""

    name: str
    folder: Path


def scenarios(folder: str | Path) -> tuple[Scenario, ...]:
    """List the scenarios of a plan by name.

    Parameters
    ----------
    folder : str or Path
        The plan.

    Raises
    ------
    OSError
        If the system refuses.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> scenarios(data_folder() / "plans" / "hualien-113-plc-conveners")
    ()
    """
    above = Path(folder) / SCENARIOS
    inside = disk.list_folder(above)
    found = [Scenario(name_of(inner.name), inner) for inner in inside if _is_plan(inner)]
    return tuple(sorted(found, key=lambda scenario: scenario.name))


def _is_plan(folder: Path) -> bool:
    return all((folder / name).is_file() for name in WORKING[:2])


def scenario(folder: str | Path, name: str) -> tuple[Scenario | None, list[Finding]]:
    """Find a scenario by its name.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        As typed; capitals do not count.
    """
    known = scenarios(folder)
    found = next((one for one in known if is_same(one.name, name)), None)
    return found, [] if found else [_unknown(name, known)]


def deleted_scenario(folder: str | Path, name: str) -> tuple[Opened | None, list[Finding]]:
    """Return what a scenario held when it was deleted; ``new_scenario`` can start from it.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        The scenario.
    """
    history, findings = read_history(Path(folder))
    steps = history.steps if history else ()
    deleted = [s for s in steps if s.kind is StepKind.SCENARIO_DELETE and is_same(s.name, name)]
    if history is None or not deleted:
        return None, [*findings, _unknown(name, ())]
    named = {path.rpartition("/")[2]: value for path, value in deleted[-1].kept.items()}
    files = history.files({file: named[file] for file in WORKING if file in named})
    opened, problems = read_opened(Path(folder) / SCENARIOS / name, files or {})
    return opened, [*findings, *problems]


def _unknown(name: str, known: Sequence[Scenario]) -> Finding:
    names = Series(tuple(text("“{name}”", name=one.name) for one in known))
    return error(
        "SCENARIO-UNKNOWN",
        text("There is no scenario “{name}”.", name=tidy_name(name)),
        text("The scenarios are: {names}.", names=names)
        if known
        else by_place(
            command=text("Make one with `plc-budget scenario new`."),
            page=text("Make one under “Scenarios”."),
        ),
        Place(SCENARIOS),
    )
