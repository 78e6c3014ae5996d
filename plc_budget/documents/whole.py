"""The whole 實施計畫 as one document, whatever format it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.documents.form_part import form_blocks
from plc_budget.documents.model import Block, Document, Paragraph
from plc_budget.documents.sections import section_blocks
from plc_budget.documents.styles import Style
from plc_budget.sheets.passport import write_passport
from plc_budget.sheets.wording import DRAFT

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.sheets.passport import Passport


def document_of(plan: Plan, *, draft: bool = False, passport: Passport | None = None) -> Document:
    """Make the 實施計畫 of a plan: its sections, the tables from its figures, the feedback form.

    Parameters
    ----------
    plan : Plan
        The plan.
    draft : bool
        Mark every page 草稿.
    passport : Passport, optional
        Printed in the footer.

    Examples
    --------
    >>> from plc_budget import load_plan, shipped
    >>> plan, _ = load_plan(shipped.data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> [block.text for block in document_of(plan).blocks[:3]][1:]
    ['學校教師學習社群召集人增能研習實施計畫', '壹、依據']
    """
    details = plan.details
    titles: list[Block] = [Paragraph(details.title, Style.TITLE)]
    if details.programme:
        titles.insert(0, Paragraph(details.programme, Style.PROGRAMME))
    return Document(
        title=details.title,
        blocks=(*titles, *section_blocks(plan), *form_blocks(details.feedback)),
        day=details.event.day,
        subject=details.programme,
        author="、".join(details.organisers.hosting),
        header=DRAFT if draft else "",
        footer=write_passport(passport) if passport else "",
    )
