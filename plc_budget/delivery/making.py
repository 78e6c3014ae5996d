"""Making a file ready to be handed over, or saying why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.formats import exported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.plan import Plan


def made(
    folder: Path, plan: Plan, findings: Sequence[Finding], *, draft: bool, ending: str
) -> tuple[bytes | None, list[Finding]]:
    """Make the file of a plan, or nothing.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    plan : Plan
        As it lies there.
    findings : sequence of Finding
        What was found in it; printed on 主計預檢表.
    draft : bool
        Mark every page 草稿.
    ending : str
        One of :data:`plc_budget.delivery.FORMATS`.

    Returns
    -------
    tuple[bytes or None, list[Finding]]
        None when it cannot be made; the findings say why.
    """
    from plc_budget.sheets.equality import Disagreement

    try:
        return exported(folder, plan, findings, draft=draft, ending=ending), []
    except Disagreement as problem:
        return None, problem.findings
