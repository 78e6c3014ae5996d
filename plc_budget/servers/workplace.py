"""Which plan the workbook opens, and which notebooks show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from plc_budget.findings import Finding
from plc_budget.plan import load_plan
from plc_budget.shipped import notebooks_folder

PLAN_FILE = "plan.toml"
PLANS = "plans"
NOTEBOOKS = "notebooks"
FIRST = "1_budget.ipynb"
"""The notebook the servers open."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the notebooks lie and what they open.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    plan : Path, optional
        Folder of the plan that is opened.
    plans : Path, optional
        Folder of several plans, among which the page chooses.
    is_own : bool
        Whether the notebooks are the planner's own, in a folder made by ``plc-budget init``.
    """

    notebooks: Path
    plan: Path | None = None
    plans: Path | None = None
    is_own: bool = False

    @property
    def runs_by_itself(self) -> bool:
        """Tell whether the first notebook has the code shipped: JupyterLab runs no other unasked."""
        return _code(self.notebooks / FIRST) == _code(notebooks_folder() / FIRST)


def code_of(notebooks: Path) -> list[list[str]]:
    r"""Read the code of each notebook of a folder, cell by cell; what is no notebook has none.

    Examples
    --------
    >>> ["from plc_budget.widgets import open_page\n\nopen_page()"] in code_of(notebooks_folder())
    True
    """
    return [_code(file) for file in sorted(notebooks.glob("*.ipynb"))]


def _code(file: Path) -> list[str]:
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def find_workplace(named: str | None, here: Path) -> tuple[Workplace | None, list[Finding]]:
    """Find the plan a planner means, and the notebooks that show it.

    Parameters
    ----------
    named : str, optional
        Folder of a plan, of several plans, or one made by ``plc-budget init``.
    here : Path
        Where the command was typed; what it lies in is looked through where nothing is named.

    Returns
    -------
    tuple[Workplace or None, list[Finding]]
        The workplace; without any plan near by it has none, and the shipped notebooks.  Or None
        and why.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> place, _ = find_workplace(str(data_folder() / "plans"), Path())
    >>> place.plan, place.plans.name, place.is_own
    (None, 'plans', False)
    """
    if named is None:
        return _nearest(here.absolute()), []
    if found := _of_folder(Path(named).absolute()):
        return found, []
    _, why = load_plan(named)
    return None, why[:1]


def plans_in(folder: Path) -> list[Path]:
    """List the folders of plans in a folder, by name."""
    return sorted(found.parent for found in folder.glob(f"*/{PLAN_FILE}") if found.is_file())


def _nearest(here: Path) -> Workplace:
    for folder in (here, *here.parents):
        if found := _of_folder(folder, asks_inside=False):
            return found
    return Workplace(notebooks_folder())


def _of_folder(folder: Path, *, asks_inside: bool = True) -> Workplace | None:
    if (folder / PLAN_FILE).is_file():
        return _with_notebooks(Workplace(notebooks_folder(), plan=folder), folder.parent)
    for plans in _rooms_of_plans(folder, asks_inside=asks_inside):
        if found := plans_in(plans):
            only = found[0] if len(found) == 1 else None
            return _with_notebooks(Workplace(notebooks_folder(), only, plans), plans)
    return None


def _rooms_of_plans(folder: Path, *, asks_inside: bool) -> Iterator[Path]:
    yield folder / PLANS
    if asks_inside or folder.name == PLANS:
        yield folder


def _with_notebooks(place: Workplace, plans: Path) -> Workplace:
    """Take the planner's own notebooks where they lie beside the plans."""
    own = plans.parent / NOTEBOOKS
    if plans.name == PLANS and (own / FIRST).is_file():
        return replace(place, notebooks=own, is_own=True)
    return place
