"""Papers beside the budget, such as a settlement or a sign-in sheet, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.export.formats import XLSX, Wish
from plc_budget.export.libreoffice import PATIENCE, convert
from plc_budget.findings import Finding
from plc_budget.sheets import write_papers

if TYPE_CHECKING:
    from plc_budget.sheets.blocks import Paper


def make_papers(
    papers: Sequence[Paper], ending: str, *, title: str, day: date, draft: bool = False
) -> tuple[bytes | None, list[Finding]]:
    """Make a file of papers; LibreOffice makes what is no .xlsx.

    Parameters
    ----------
    papers : sequence of Paper
        In the order they are bound.
    ending : str
        ``.xlsx``, ``.ods`` or ``.pdf``.
    title : str
        Of the document.
    day : date
        When it says it was made.
    draft : bool
        Mark every page 草稿.

    Returns
    -------
    tuple[bytes or None, list[Finding]]
        None when it cannot be made, and why.
    """
    workbook = write_papers(papers, {"title": title}, day, draft=draft)
    if ending == XLSX:
        return workbook.data, []
    (made,) = convert([workbook.data], XLSX, Wish(ending=ending).target, PATIENCE)
    return (None, [made]) if isinstance(made, Finding) else (made, [])
