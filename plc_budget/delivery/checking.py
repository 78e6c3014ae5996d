"""Reading and checking a plan for a file that is to be made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.plan import is_unreadable, load_plan
from plc_budget.plan.history.saving import find_refusals
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import APPROVED
from plc_budget.sheets.layout import located

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan


def checked(folder: str | Path) -> tuple[Plan | None, list[Finding]]:
    """Load and check a plan, and find where it goes beyond its approval.

    Parameters
    ----------
    folder : str or Path
        The folder of the plan.

    Returns
    -------
    tuple[Plan or None, list[Finding]]
        None when it cannot be read; findings name the cells of the sheets.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = checked(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> plan.budget.total
    15000
    """
    plan, found = load_plan(folder)
    if plan is None:
        return None, found
    refusals = find_refusals(Path(folder))
    found = [*found, *(refusals or _beyond_approval(folder, plan))]
    if is_unreadable(found):
        return None, found
    return plan, located(check_plan(plan, found), plan)


def _beyond_approval(folder: str | Path, plan: Plan) -> list[Finding]:
    """Find where a plan goes beyond its approval, if there is one; only then is it compared."""
    if not disk.is_there(Path(folder) / APPROVED):
        return []
    from plc_budget.comparison import approval_findings

    return approval_findings(folder, plan)
