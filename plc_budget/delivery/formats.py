"""What a plan can be exported to, and what is in each of these files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.files import file_name
from plc_budget.documents.wording import DOCUMENT
from plc_budget.plan.history.log import HISTORY, done_and_undone, hashes, log
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.storage.folder import load_files
from plc_budget.plan.storage.snapshot import APPROVED
from plc_budget.sheets import wording
from plc_budget.sheets.passport import passport_of, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.comparison import Comparison
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets.equality import Recalculated

PDF = ".pdf"
"""Printed from the .xlsx by LibreOffice."""
FORMATS = (".xlsx", ".ods", PDF, ".docx", ".odt")
"""How the names of the files end that a plan can be exported to."""
TEXTS = (".docx", ".odt")
"""Those of them that hold the whole 實施計畫."""
DRAFT = "（草稿）"
"""What the name of a draft ends in, so that it never takes the place of the sheet to be signed."""


def exported(
    folder: Path,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    draft: bool = False,
    ending: str = FORMATS[0],
    recalculated: Recalculated | None = None,
    on_paper: bool = False,
) -> bytes:
    """Write the file of a plan that its ending names: its workbook, or the whole 實施計畫.

    An approved plan brings 經費調整對照表 into its workbook, one changed since then 異動紀錄.

    Parameters
    ----------
    folder, plan, findings
        See :class:`plc_budget.delivery.wishes.Order`.
    draft : bool
        Mark every page 草稿.
    ending : str
        One of :data:`FORMATS` but .pdf, which is printed from an .xlsx.
    recalculated : callable, optional
        Works out every formula of a workbook anew, to be compared before it is handed over.
    on_paper : bool
        See :func:`plc_budget.sheets.workbook.export_xlsx`.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    ValueError
        If there is no such format.
    Disagreement
        If it is a workbook and no draft, and its figures do not agree.
    """
    if ending not in FORMATS or ending == PDF:
        raise ValueError(f"no format: {ending!r}")
    from plc_budget.documents import DOCUMENTS, document_of
    from plc_budget.sheets.workbook import WORKBOOKS, export_to_print

    steps = _steps(folder) if (folder / HISTORY).is_file() else ()
    passport = passport_of(plan, version_in(folder, steps))
    if ending in DOCUMENTS:
        return DOCUMENTS[ending](document_of(plan, draft=draft, passport=passport))
    compared = _since_approval(folder) if (folder / APPROVED).is_dir() else None
    write = export_to_print if on_paper else WORKBOOKS[ending]
    return write(
        plan,
        findings,
        draft=draft,
        history=steps if draft else standing_since_approval(steps),
        comparison=compared,
        passport=passport,
        recalculated=recalculated,
    )


def called(title: str, ending: str = FORMATS[0], *, mark: str = "") -> str:
    """Name the file a plan is exported to by what is in it.

    Parameters
    ----------
    title : str
        Title of the plan.
    ending : str
        One of :data:`FORMATS`.
    mark : str
        What tells this file from others of the plan.

    Examples
    --------
    >>> called("增能研習", mark="（草稿）")
    '增能研習經費概算表（草稿）.xlsx'
    >>> called("增能研習", ".odt"), called("增能研習實施計畫", ".docx")
    ('增能研習實施計畫.odt', '增能研習實施計畫.docx')
    """
    if ending not in TEXTS:
        return file_name(title, wording.BUDGET + mark, ending)
    return file_name(title.strip().removesuffix(DOCUMENT), DOCUMENT + mark, ending)


def version_in(folder: Path, steps: Sequence[Step]) -> int:
    """Count which state a plan is in, what was changed without plc-budget included.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    steps : sequence of Step
        Its history.
    """
    files, _ = load_files(folder)
    return version_of(steps, hashes(files))


def _since_approval(folder: Path) -> Comparison | None:
    from plc_budget.comparison import approved_and_working

    found, _ = approved_and_working(folder)
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
