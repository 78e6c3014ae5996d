"""Making a file ready to be handed over, or saying why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.delivery.formats import FORMATS, PDF, TEXTS, exported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.plan import Plan


def made(
    folder: Path,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    draft: bool,
    ending: str,
    recalculate: bool = False,
) -> tuple[bytes | None, list[Finding]]:
    """Make the file of a plan, or nothing: one for approval whose figures differ is none.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    plan : Plan
        As it lies there.
    findings : sequence of Finding
        What was found in it; printed on 主計預檢表.
    draft : bool
        Mark every page 草稿; nothing is compared then.
    ending : str
        One of :data:`plc_budget.delivery.FORMATS`.
    recalculate : bool
        Let LibreOffice work out every formula of a workbook, too; done for a PDF in any case.

    Returns
    -------
    tuple[bytes or None, list[Finding]]
        None when it cannot be made; the findings say why.  With a file, what is worth knowing.
    """
    from plc_budget.sheets.equality import Disagreement
    from plc_budget.sheets.libreoffice import OfficeProblem, recalculated

    anew = recalculated if (recalculate or ending == PDF) and not draft else None
    try:
        if ending == PDF:
            workbook = exported(folder, plan, findings, draft=draft, recalculated=anew)
            return _printed(workbook, plan)
        data = exported(folder, plan, findings, draft=draft, ending=ending, recalculated=anew)
        return _compared(data, ending, plan) if ending in TEXTS and not draft else data, []
    except Disagreement as problem:
        return None, problem.findings
    except OfficeProblem as problem:
        return None, [problem.finding]


def offered() -> list[str]:
    """Return the formats a file can be made in on this computer: .pdf where LibreOffice is.

    Returns
    -------
    list[str]
        Of :data:`plc_budget.delivery.FORMATS`.
    """
    from plc_budget.sheets.libreoffice import find_office

    return [ending for ending in FORMATS if ending != PDF or find_office()]


def _printed(workbook: bytes, plan: Plan) -> tuple[bytes, list[Finding]]:
    from plc_budget.sheets.pdf import printed_pdf

    return printed_pdf(workbook, plan.details.event.day)


def _compared(data: bytes, ending: str, plan: Plan) -> bytes:
    from plc_budget.documents.equality import agreed_text

    return agreed_text(data, ending, plan)
