"""What a budget is compared with: the approved copy, else the plan as its history begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.language import text
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.log import HISTORY, read_history
from plc_budget.plan.storage.folder import load_plan, read_plan
from plc_budget.plan.storage.snapshot import APPROVED

if TYPE_CHECKING:
    from plc_budget.budget import Budget
    from plc_budget.findings import Words


def before_of(folder: Path) -> tuple[Budget, Words] | None:
    """Return the budget a plan is compared with, and what it is called.

    Parameters
    ----------
    folder : Path
        The plan.

    Returns
    -------
    tuple[Budget, Words] or None
        None where nothing was approved and nothing was changed yet.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> before_of(data_folder() / "plans" / "hualien-113-plc-conveners") is None
    True
    """
    return _approved(folder) or _begun(folder)


def _approved(folder: Path) -> tuple[Budget, Words] | None:
    if not (folder / APPROVED).is_dir():
        return None
    approval, _ = verify_approved(folder)
    plan, _ = load_plan(folder / APPROVED)
    if approval is None or plan is None:
        return None
    return plan.budget, text("approved ({reference}, {day})", reference=approval.reference,
                             day=roc_date(approval.on))  # fmt: skip


def _begun(folder: Path) -> tuple[Budget, Words] | None:
    """Read the plan as it was before its first change; each history begins with it."""
    if not (folder / HISTORY).is_file():
        return None
    history, _ = read_history(folder)
    files = history.files(history.steps[0].after) if history and history.steps else None
    plan, _ = read_plan(folder.name, files) if files else (None, [])
    return None if plan is None else (plan.budget, text("at first"))
