"""A returned file beside the plan as it is now: what others changed, and where the plan went on."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.findings import Finding, Words
from plc_budget.language import NOTHING
from plc_budget.plan.history.saving import Opened
from plc_budget.returning.comparing.base import base_of
from plc_budget.returning.comparing.comparing import NO_ANSWERS, Answers
from plc_budget.returning.comparing.differences import Difference
from plc_budget.returning.comparing.sums import Sum
from plc_budget.returning.merging.proving import proven
from plc_budget.returning.merging.rebasing import rebased
from plc_budget.returning.merging.verifying import Verdict, Verified, is_draft
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reprinted.whole import compare_whole


@dataclass(frozen=True)
class Review:
    """What there is to decide.

    Attributes
    ----------
    name : str
        The file.
    differences : tuple of Difference
        What was changed in it since it was printed.
    verified : Verified
        What it is.
    total : Sum or None
        What its lines come to; None where it holds no budget table.
    says : Words
        What is said of it instead of what it is; mostly nothing.
    """

    name: str
    differences: tuple[Difference, ...]
    verified: Verified
    total: Sum | None = None
    says: Words = NOTHING

    @property
    def sentence(self) -> Words:
        """What the file is, in one line."""
        return self.verified.sentence if self.says == NOTHING else self.says


def reviewed(
    paper: Paper, opened: Opened, answers: Answers = NO_ANSWERS, sheet: str = ""
) -> tuple[Review | None, list[Finding]]:
    """Find what was changed in a file since it was printed, and whether the plan changed there, too.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened
        The plan as it is.
    answers : mapping, optional
        What a person said about rows that can be more than one line.
    sheet : str
        The sheet to take, if the budget stands on several.

    Returns
    -------
    tuple[Review or None, list[Finding]]
        None where it has to be said first which sheet is meant, or the file may be none of ours.
    """
    base = base_of(opened, paper.passport)
    compared, findings = compare_whole(paper, opened, base, answers, sheet)
    if compared is None:
        return None, findings
    differences, says = proven(paper, opened, base, compared.differences, sheet, compared.known)
    if not base.is_current:
        differences = rebased(differences, base.plan, opened.plan, base.timetables)
    verdict = Verdict.CHANGED if differences else Verdict.UNCHANGED
    verified = Verified(verdict, paper.passport, base, differences, tuple(findings),
                        is_draft=is_draft(paper))  # fmt: skip
    return Review(paper.name, differences, verified, compared.total, says), findings
