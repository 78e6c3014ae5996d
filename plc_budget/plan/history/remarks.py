"""Why a line was changed, recorded afterwards (調整原因)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import text
from plc_budget.plan.history.log import HISTORY
from plc_budget.plan.history.recording import Draft, standing, write
from plc_budget.plan.history.steps import StepKind

LINES = "lines"
"""Where a remark says which lines it is about."""


def record_reason(
    folder: str | Path, codes: Sequence[str], reason: str, *, name: str = "", by: str = ""
) -> tuple[bool, list[Finding]]:
    """Record why lines were changed, as a step of the history that changes no file.

    It is the reason for all that was done to these lines so far; what is done to them later has
    its own.

    Parameters
    ----------
    folder : str or Path
        The plan.
    codes : sequence of str
        Of the lines.
    reason : str
        Why they were changed.
    name, by : str
        What the step is called, and who records it; the system's user if left out.

    Returns
    -------
    tuple[bool, list[Finding]]
        Whether it was recorded, and what kept it from being.
    """
    words = " ".join(reason.split())
    if not words.strip("….。"):
        return False, [_no_reason()]
    with standing(folder) as (ground, findings):
        if ground is None:
            return False, findings
        draft = Draft(StepKind.REMARK, name, words, by, about={LINES: list(codes)})
        refused = write(ground, draft)
    return not has_errors(refused), [*findings, *refused]


def _no_reason() -> Finding:
    return error(
        "HISTORY-REASON",
        text("There is no reason to record."),
        text("Write why the line was changed, in your own words."),
        Place(HISTORY, field="reason"),
    )
