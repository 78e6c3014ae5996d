"""A returned file beside the plan as it is now: what others changed, and whose changes cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plc_budget.findings import Finding, Words
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.saving import Opened
from plc_budget.review.around import Sum
from plc_budget.review.compare import NO_ANSWERS, Answers, compare_paper
from plc_budget.review.differences import BESIDE, DETAILS, Difference, Kind
from plc_budget.review.history import Base, find_base
from plc_budget.review.merge import merge_differences
from plc_budget.review.paper import Paper
from plc_budget.review.printout import is_as_printed, read_printout
from plc_budget.review.verify import Verdict, Verified
from plc_budget.sheets.passport import Passport, passport_of, short_id

_TITLES = (Kind.TITLE, Kind.PROGRAMME, Kind.HEADING)
_OTHER_PLAN = text(
    "The file was printed from another plan; take over only what is meant for this one."
)
_STRANGE = text("Few of its lines are in this plan; take over only what is meant for it.")
_TITLE = text("The file has no footer, so it may be the paper of another plan.")
_UNKNOWN = text(
    "What was printed is not in the history, so it cannot be told whether this was changed in the file or in the plan."
)


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


def review_paper(
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
    base = find_base(opened, paper.passport)
    compared, findings = compare_paper(paper, opened, base, answers, sheet)
    if compared is None:
        return None, findings
    differences, says = prove_differences(
        paper, opened, base, compared.differences, sheet, compared.known
    )
    if not base.is_current:
        differences = merge_differences(differences, base.plan, opened.plan, base.timetables)
    verdict = Verdict.CHANGED if differences else Verdict.UNCHANGED
    verified = Verified(
        verdict, paper.passport, base, differences, tuple(findings), is_draft=paper.is_draft
    )
    return Review(paper.name, differences, verified, compared.total, says), findings


def prove_differences(
    paper: Paper,
    opened: Opened,
    base: Base,
    found: tuple[Difference, ...],
    sheet: str = "",
    known: int = 0,
) -> tuple[tuple[Difference, ...], Words]:
    """Offer freely only what is known to have been changed in the file.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened
        The plan as it is.
    base : Base
        What it was compared with.
    found : tuple of Difference
        Where it differs from it.
    sheet : str
        The sheet to take, if the budget stands on several.
    known : int
        How many of its rows are lines of the plan.

    Returns
    -------
    tuple[tuple of Difference, Words]
        The differences, those that cannot be told apart marked as contested; and what is to be said
        of the file instead of the usual, or nothing.
    """
    passport = paper.passport
    if passport is None:
        return _without_footer(found, base, known), NOTHING
    if not found or _is_ground(base, passport):
        return found, NOTHING
    if is_of_another(paper, opened):
        return _contested(found, _OTHER_PLAN), NOTHING
    if is_as_printed(read_printout(paper.sheets, sheet)[0], passport):
        left = tuple(one for one in found if one.kind in BESIDE or one.is_fixed)
        return left, _plan_changed(passport, len(left))
    return _contested(found, _UNKNOWN), NOTHING


def is_of_another(paper: Paper, opened: Opened) -> bool:
    """Tell whether the footer names another plan."""
    return paper.passport is not None and paper.passport.plan != short_id(opened.plan.id)


def _is_ground(base: Base, passport: Passport) -> bool:
    """Tell whether the plan it was compared with is the one that was printed."""
    ground = passport_of(base.plan, passport.version)
    return base.is_printed or ground.figures == passport.figures


def _plan_changed(passport: Passport, left: int) -> Words:
    if left:
        return text(
            "What was printed of version {version} of “{plan}” stands in this file unchanged, but {number} other places were changed. Where else the plan differs, it is the plan that was changed since, without a step in its history; nothing of that is to be taken over.",
            version=passport.version,
            plan=passport.plan,
            number=left,
        )
    return text(
        "This is version {version} of “{plan}”, unchanged since it was printed. It is the plan that was changed since, without a step in its history; nothing is to be taken over.",
        version=passport.version,
        plan=passport.plan,
    )


def _contested(found: Sequence[Difference], why: Words) -> tuple[Difference, ...]:
    return tuple(
        replace(one, is_contested=True, remark=why) if one.can_be_taken else one for one in found
    )


def _without_footer(found: Sequence[Difference], base: Base, known: int) -> tuple[Difference, ...]:
    """Offer the lines of a file without a footer if they are those of the plan, but not its titles."""
    if 2 * known < len(base.plan.budget.lines):
        return _contested(_one_a_cell(found), _STRANGE)
    return tuple(
        _contested([one], _TITLE)[0] if one.kind in _TITLES else one for one in _one_a_cell(found)
    )


def _one_a_cell(found: Sequence[Difference]) -> list[Difference]:
    """Let a cell be one title only."""
    titles = [
        one
        for kind in _TITLES
        for one in found
        if one.kind is kind and one.change and one.change.table == DETAILS
    ]
    firsts = {one.cell: one for one in reversed(titles)}
    return [one for one in found if one.kind not in _TITLES or firsts.get(one.cell, one) is one]
