"""A plan as it is handed over at a moment: with its findings, its version and what changed since.

An approved plan brings 經費調整對照表 into its workbook, one changed since then 異動紀錄.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.findings import has_errors
from plc_budget.plan import is_unreadable, load_plan
from plc_budget.plan.history.log import HISTORY, done_and_undone, hashes, log
from plc_budget.plan.history.saving import find_refusals
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.folder import load_files
from plc_budget.plan.storage.snapshot import APPROVED
from plc_budget.sheets.finding_cells import locate_findings
from plc_budget.sheets.passport import count_version, make_passport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.comparison import Compared, Comparison
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets import WorkbookFile
    from plc_budget.sheets.passport import Passport


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands in the file of a plan.

    Attributes
    ----------
    plan : Plan
        The plan.
    findings : sequence of Finding
        What was found in it; printed on 主計預檢表.
    passport : Passport or None
        Printed in the footer of every page.
    comparison : Comparison or None
        Printed as 經費調整對照表.
    history : sequence of Step
        Printed as 異動紀錄.
    """

    plan: Plan
    findings: Sequence[Finding]
    passport: Passport | None = None
    comparison: Comparison | None = None
    history: Sequence[Step] = ()

    def workbook(self, *, draft: bool = False) -> WorkbookFile:
        """Write the workbook; nothing of it is compared yet."""
        from plc_budget.sheets import write_workbook

        return write_workbook(
            self.plan,
            self.findings,
            draft=draft,
            comparison=self.comparison,
            history=self.history,
            passport=self.passport,
        )

    def document(self, *, draft: bool = False) -> bytes:
        """Write the whole 實施計畫 as .docx; nothing of it is compared yet."""
        from plc_budget.documents.whole import document_of
        from plc_budget.documents.word import write_docx

        return write_docx(document_of(self.plan, draft=draft, passport=self.passport))


def check_folder(folder: str | Path) -> tuple[Plan | None, list[Finding]]:
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
    >>> plan, _ = check_folder(data_folder() / "plans" / "hualien-113-plc-conveners")
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
    return plan, locate_findings(check_plan(plan, found), plan)


def _beyond_approval(folder: str | Path, plan: Plan) -> list[Finding]:
    """Find where a plan goes beyond its approval, if there is one; only then is it compared."""
    if not disk.is_there(Path(folder) / APPROVED):
        return []
    from plc_budget.comparison import approval_findings

    return approval_findings(folder, plan)


def edition_of(
    folder: Path, plan: Plan, findings: Sequence[Finding], *, draft: bool = False
) -> Edition:
    """Return a plan as it is handed over now.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    plan : Plan
        As it lies there.
    findings : sequence of Finding
        What was found in it.
    draft : bool
        Show the whole history, and not only what stands since the approval.
    """
    steps = _steps(folder) if (folder / HISTORY).is_file() else ()
    return Edition(
        plan,
        findings,
        make_passport(plan, version_in(folder, steps)),
        _since_approval(folder) if (folder / APPROVED).is_dir() else None,
        steps if draft else standing_since_approval(steps),
    )


def edition_of_comparison(found: Compared, version: int) -> Edition:
    """Return the later of two states, with what changed since the earlier one as 經費調整對照表.

    Parameters
    ----------
    found : Compared
        The two states.
    version : int
        The number of the later one, see :func:`version_after`.
    """
    return Edition(
        found.after,
        check_plan(found.after, found.found),
        make_passport(found.after, version),
        found.comparison,
        found.steps,
    )


def version_in(folder: Path, steps: Sequence[Step]) -> int:
    """Count which state a plan is in, what was changed without plc-budget included.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    steps : sequence of Step
        Its history.

    Raises
    ------
    OSError
        If the files cannot be read any more: no paper says a version that was guessed.
    """
    files, findings = load_files(folder)
    if has_errors(findings):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))
    return count_version(steps, hashes(files))


def version_after(folder: str | Path, name: str = "") -> int:
    """Return the number of the state a plan was in after a step, or is in now.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        Id or name of a step; the plan as it is where it is left out.

    Raises
    ------
    KeyError
        If there is no such step.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> version_after(data_folder() / "plans" / "hualien-113-plc-conveners")
    1
    """
    steps, _ = log(folder)
    if not name:
        return version_in(Path(folder), steps)
    ids = [step.id for step in steps]
    names = [step.name for step in steps]
    if name not in ids and name not in names:
        raise KeyError(name)
    number = ids.index(name) if name in ids else len(names) - 1 - names[::-1].index(name)
    return count_version(steps[: number + 1])


def _since_approval(folder: Path) -> Comparison | None:
    from plc_budget.comparison import compare_with_approved

    found, _ = compare_with_approved(folder)
    return found.comparison if found else None


def standing_since_approval(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return what whoever approves has to see: the last approval, and what stands since.

    How a plan came to be what is handed in is nobody's business but the planner's; drafts show it.

    Parameters
    ----------
    steps : sequence of Step
        The history.

    Returns
    -------
    tuple of Step
        Empty for a plan that was never approved, or not changed since.
    """
    approvals = [number for number, step in enumerate(steps) if step.kind is StepKind.APPROVE]
    done, _ = done_and_undone(steps)
    standing = {step.id for step in done}
    since = steps[approvals[-1] :] if approvals else ()
    kinds = (StepKind.APPROVE, StepKind.CORRECT, StepKind.REMARK)
    told = tuple(s for s in since if s.id in standing or s.kind in kinds)
    return told if any(step.id in standing for step in told) else ()


def _steps(folder: Path) -> tuple[Step, ...]:
    steps, _ = log(folder)
    return steps
