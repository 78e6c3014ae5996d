"""Named what-ifs beside the working plan: ``scenarios/<name>/``, each a plan folder like any other.

A scenario is read with ``load_plan``, changed with ``save`` and undone with ``undo``, like the plan
it came from; its own history lies in its folder.  The history of the plan tells when it was made,
adopted and deleted, and keeps what a deleted one held.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plc_budget.findings import Finding, Place, error, has_errors, warning
from plc_budget.language import Series, text
from plc_budget.plan.history.log import HISTORY, done_and_undone
from plc_budget.plan.history.recording import Draft, Ground, new_history, standing, write
from plc_budget.plan.history.saving import Opened, is_as_opened, nothing_new, read_opened
from plc_budget.plan.history.steps import Step, StepKind
from plc_budget.plan.scenarios.folders import Scenario, deleted_scenario, scenario, scenarios
from plc_budget.plan.scenarios.names import folder_of, is_same, name_of, tidy_name
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import SCENARIOS, WORKING, Files, read_files, root_of

__all__ = [
    "Scenario",
    "adopt_scenario",
    "delete_scenario",
    "deleted_scenario",
    "new_scenario",
    "scenario",
    "scenarios",
    "set_aside",
]


def new_scenario(
    folder: str | Path,
    name: str,
    start: Opened | None = None,
    *,
    changed: Files | None = None,
    reason: str = "",
    by: str = "",
) -> tuple[Opened | None, list[Finding]]:
    """Make a scenario that is like the working plan, to be changed with ``save``.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        What it is called.
    start : Opened, optional
        What it is like instead, such as another scenario.
    changed : mapping of str to bytes, optional
        Its files with what is tried out, recorded as the first step of its own history.
    reason, by : str
        What it tries out, and who made it; the system's user if left out.
    """
    inner, problems = folder_of(name)
    if inner is None:
        return None, problems
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        place = ground.folder / SCENARIOS / inner
        begun = ground.files if start is None else start.files
        files = begun if changed is None else changed
        problems = [*_not_of_a_plan(ground), *_taken(ground, name)]
        opened, more = read_opened(place, files)
        problems += more
        if opened is None or has_errors(problems):
            return None, [*findings, *problems]
        writes = {f"{SCENARIOS}/{inner}/{file}": data for file, data in files.items()}
        if files != begun:
            tried = Draft(StepKind.EDIT, name, reason, by)
            lines = new_history(ground, place, begun, tried, files)
            writes[f"{SCENARIOS}/{inner}/{HISTORY}"] = lines
        draft = Draft(
            StepKind.SCENARIO_NEW,
            name_of(inner),
            reason,
            by,
            about={"scenario": name_of(inner)},
            writes=writes,
        )
        refused = write(ground, draft)
    return (None if has_errors(refused) else opened), [*findings, *problems, *refused]


def adopt_scenario(
    folder: str | Path,
    name: str,
    opened: Opened | None = None,
    *,
    reason: str = "",
    by: str = "",
) -> tuple[Opened | None, list[Finding]]:
    """Make a scenario the working plan, as one step that can be undone; the scenario stays.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        The scenario.
    opened : Opened, optional
        The working plan as it was looked at; if it was changed since, nothing is adopted.
    reason, by : str
        Why, and who; the system's user if left out.
    """
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        found, problems = scenario(folder, name)
        if found is None:
            return None, [*findings, *problems]
        taken = read_files(found.folder, WORKING, recovers=False)
        files = taken.files
        after, problems = read_opened(ground.folder, files)
        problems += [*taken.findings, *is_as_opened(ground, opened)]
        if after is None or has_errors(problems):
            return None, [*findings, *problems]
        if files == ground.files:
            return after, [*findings, *problems, nothing_new()]
        draft = Draft(
            StepKind.ADOPT, found.name, reason, by, after=files, about={"scenario": found.name}
        )
        refused = [*set_aside(ground.history.steps, found), *write(ground, draft)]
    return (None if has_errors(refused) else after), [*findings, *problems, *refused]


def delete_scenario(
    folder: str | Path, name: str, *, reason: str = "", by: str = ""
) -> tuple[Scenario | None, list[Finding]]:
    """Remove a scenario; the history of the plan keeps what it held, its own history too.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        The scenario.
    reason, by : str
        Why, and who; the system's user if left out.
    """
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        found, problems = scenario(folder, name)
        if found is None:
            return None, [*findings, *problems]
        inner = f"{SCENARIOS}/{found.folder.name}"
        taken = read_files(found.folder, (*WORKING, HISTORY), recovers=False)
        if has_errors(taken.findings):
            return None, [*findings, *taken.findings]
        files = taken.files
        held = {f"{inner}/{file}": data for file, data in files.items()}
        draft = Draft(
            StepKind.SCENARIO_DELETE,
            found.name,
            reason,
            by,
            about={"scenario": found.name},
            writes=dict.fromkeys(held),
            kept=held,
        )
        refused = write(ground, draft)
    return (None if has_errors(refused) else found), [*findings, *refused]


def _not_of_a_plan(ground: Ground) -> list[Finding]:
    if root_of(ground.folder) == ground.folder:
        return []
    return [
        error(
            "SCENARIO-INSIDE",
            text("“{name}” is a scenario itself.", name=name_of(ground.folder.name)),
            text("Make the new one in the folder of the plan."),
            Place(SCENARIOS),
        )
    ]


def _taken(ground: Ground, name: str) -> list[Finding]:
    inside = disk.list_folder(ground.folder / SCENARIOS)
    held = [inner for inner in inside if not inner.is_dir() or disk.list_folder(inner)]
    if not any(is_same(name_of(inner.name), name) for inner in held):
        return []
    return [
        error(
            "SCENARIO-TAKEN",
            text(
                "There is a scenario “{name}” already; nothing was changed.", name=tidy_name(name)
            ),
            text("Choose another name, or delete that one first."),
            Place(SCENARIOS),
        )
    ]


def set_aside(steps: Sequence[Step], found: Scenario) -> list[Finding]:
    """Name what was done to the working plan since the scenario was made; adopting sets it aside.

    Parameters
    ----------
    steps : sequence of Step
        The history of the plan.
    found : Scenario
        The scenario.
    """
    made = [
        number
        for number, step in enumerate(steps)
        if step.kind is StepKind.SCENARIO_NEW and step.name == found.name
    ]
    if not made or steps[made[-1]].after == steps[-1].after:
        return []
    since = [s for s in done_and_undone(steps)[0] if s in steps[made[-1] :]]
    names = Series(tuple(text("“{name}”", name=s.name or s.kind.words) for s in since))
    return [
        warning(
            "SCENARIO-OLDER",
            text(
                "The working plan was changed since “{name}” was made; adopting it sets aside: {names}.",
                name=found.name,
                names=names,
            ),
            text("Undo brings it back."),
            Place(SCENARIOS),
        )
    ]
