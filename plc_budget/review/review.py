"""Is this our paper, is it as it was printed, and what of it can the plan take over?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from plc_budget.findings import Finding, Words
from plc_budget.language import NOTHING, Series, text
from plc_budget.plan.history.saving import Opened
from plc_budget.review.compare import NO_ANSWERS, Answers, compare_paper
from plc_budget.review.differences import BESIDE, DETAILS, Difference, Kind
from plc_budget.review.merge import merge_differences
from plc_budget.review.pages import cut_tables, page_differences, sheets_beside
from plc_budget.review.paper import Paper
from plc_budget.review.printed import Base, find_base
from plc_budget.review.printout import Sum, is_as_printed, read_printout
from plc_budget.review.tables import NO_SHEET, SEVERAL
from plc_budget.sheets.passport import Passport, make_passport, shorten_id
from plc_budget.sheets.printout import Printout

_SEEN_OTHERWISE = (Kind.UNSEEN, Kind.DISGUISED, Kind.HEADER, Kind.FOOTER)
"""What a file keeps from being seen; who judges by the hash alone is told no more."""
_TITLES = (Kind.TITLE, Kind.PROGRAMME, Kind.HEADING)
_OTHER_PLAN = text(
    "The file was printed from another plan; take over only what is meant for this one."
)
_STRANGE = text("Few of its lines are in this plan; take over only what is meant for it.")
_TITLE = text("The file has no footer, so it may be the paper of another plan.")
_UNKNOWN = text(
    "What was printed is not in the history, so it cannot be told whether this was changed in the file or in the plan."
)


class Verdict(StrEnum):
    """What a file is."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Review:
    """What came of looking at a file.

    Attributes
    ----------
    name : str
        The file.
    verdict : Verdict
        What it is.
    passport : Passport or None
        What its footer says.
    base : Base or None
        What it was compared with; None if no plan was given.
    differences : tuple of Difference
        Where it differs from it.
    findings : tuple of Finding
        What else is to be known.
    printout : Printout or None
        What was read without a plan, or without a record of what was printed, to be judged by the
        hash in the footer.
    is_draft : bool
        Whether its pages say 草稿.
    total : Sum or None
        What its lines come to; None where it holds no budget table.
    unread : tuple of str
        Sheets that the hash in the footer does not cover, where it judged.
    says : Words
        What is said of it instead of what it is; mostly nothing.
    is_strange : bool
        Whether less than half of the lines of the plan are in it.
    """

    name: str
    verdict: Verdict
    passport: Passport | None = None
    base: Base | None = None
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()
    printout: Printout | None = None
    is_draft: bool = False
    total: Sum | None = None
    unread: tuple[str, ...] = ()
    says: Words = NOTHING
    is_strange: bool = False

    @property
    def sentence(self) -> Words:
        """What the file is, in one line."""
        if self.says != NOTHING:
            return self.says
        found = _sentence(self)
        if self.is_draft and self.verdict is not Verdict.NOT_OURS:
            return text(
                "{sentence} It is marked as a draft and is not to be signed.", sentence=found
            )
        return found


def verify(paper: Paper, opened: Opened | None = None, sheet: str = "") -> Review:
    """Tell whether a file is ours and unchanged.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened, optional
        The plan it is thought to be printed from; without it the hash in the footer judges, over
        titles, sentences, lines, figures, notes and timetable.
    sheet : str
        The sheet to take, if the budget stands on several.
    """
    if opened is None:
        return _judge_by_hash(paper, sheet)
    review, findings = review_paper(paper, opened, sheet=sheet)
    if review is None or (paper.passport is None and review.is_strange):
        return Review(paper.name, Verdict.NOT_OURS, paper.passport, findings=tuple(findings))
    return review


def _judge_by_hash(paper: Paper, sheet: str) -> Review:
    if paper.passport is None:
        return Review(paper.name, Verdict.NOT_OURS)
    printout, findings = read_printout(paper.sheets, sheet)
    if any(finding.code in (SEVERAL, NO_SHEET) for finding in findings):
        return Review(paper.name, Verdict.NOT_OURS, paper.passport, findings=tuple(findings))
    unseen = [one for one in page_differences(paper) if one.kind in _SEEN_OTHERWISE]
    unseen += cut_tables(paper, sheet)
    is_same = is_as_printed(printout, paper.passport) and not unseen and not findings
    return Review(
        paper.name,
        Verdict.UNCHANGED if is_same else Verdict.CHANGED,
        paper.passport,
        None,
        tuple(unseen),
        tuple(findings),
        printout,
        paper.is_draft,
        unread=sheets_beside(paper, sheet),
    )


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
    printout = None if base.is_printed else read_printout(paper.sheets, sheet)[0]
    is_strange = 2 * compared.known < max(len(base.plan.budget.lines), 1)
    review = Review(
        paper.name,
        Verdict.CHANGED if compared.differences else Verdict.UNCHANGED,
        paper.passport,
        base,
        compared.differences,
        tuple(findings),
        printout,
        paper.is_draft,
        compared.total,
        is_strange=is_strange,
    )
    is_beside = any(one.kind in BESIDE for one in review.differences)
    if is_as_printed(printout, paper.passport) and not is_beside:
        review = replace(review, verdict=Verdict.UNCHANGED)
    review = _prove(review, opened)
    if not base.is_current:
        found = merge_differences(review.differences, base.plan, opened.plan, base.timetables)
        review = replace(review, differences=found)
    return review, findings


def _prove(review: Review, opened: Opened) -> Review:
    """Offer freely only what is known to have been changed in the file; and say what else there is to say."""
    found, passport, base = review.differences, review.passport, review.base
    if passport is None:
        single = _one_a_cell(found)
        contested = _contest(single, _STRANGE if review.is_strange else _TITLE)
        pairs = zip(single, contested, strict=True)
        left = tuple(b if review.is_strange or a.kind in _TITLES else a for a, b in pairs)
        return replace(review, differences=left)
    if not found or base is None or base.is_printed:
        return review
    if make_passport(base.plan, passport.version).figures == passport.figures:
        return review
    if passport.plan != shorten_id(opened.plan.id):
        return replace(review, differences=_contest(found, _OTHER_PLAN))
    if is_as_printed(review.printout, passport):
        left = tuple(one for one in found if one.kind in BESIDE or one.is_fixed)
        says, verdict = _plan_changed(passport, len(left)), review.verdict
        verdict = verdict if left else Verdict.UNCHANGED
        return replace(review, verdict=verdict, differences=left, says=says)
    return replace(review, differences=_contest(found, _UNKNOWN))


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


def _contest(found: Sequence[Difference], why: Words) -> tuple[Difference, ...]:
    return tuple(
        replace(one, is_contested=True, remark=why) if one.can_be_taken else one for one in found
    )


def _one_a_cell(found: Sequence[Difference]) -> list[Difference]:
    """Let a cell be one title only."""
    firsts: dict[str, Difference] = {}
    for kind in _TITLES:
        for one in found:
            if one.kind is kind and one.change and one.change.table == DETAILS:
                firsts.setdefault(one.cell, one)
    return [one for one in found if one.kind not in _TITLES or firsts.get(one.cell, one) is one]


def _sentence(found: Review) -> Words:
    passport, base = found.passport, found.base
    if passport is None:
        return _without_footer(found)
    if found.verdict is Verdict.NOT_OURS:
        return _not_compared(found, passport)
    if base is None:
        return _by_hash(found, passport)
    if not base.is_printed:
        return _unrecorded(found, passport, base)
    names = {"version": passport.version, "plan": passport.plan}
    if found.verdict is Verdict.CHANGED:
        return text(
            "This is version {version} of “{plan}”, and it differs from it in {number} places.",
            **names,
            number=len(found.differences),
        )
    has_moved_on = text(
        "This is version {version} of “{plan}”, unchanged; the plan has moved on to version {now} since.",
        **names,
        now=base.now,
    )
    same = text("This is version {version} of “{plan}”, unchanged.", **names)
    return same if base.is_current else has_moved_on


def _without_footer(found: Review) -> Words:
    if found.base is None:
        return text(
            "This was never printed by plc-budget, or its footer is gone: it names no plan and no version."
        )
    now, number = found.base.now, len(found.differences)
    if not number:
        return text("Its footer is gone; it says what the plan says now (version {now}).", now=now)
    return text(
        "Its footer is gone; it differs from the plan as it is now (version {now}) in {number} places.",
        now=now,
        number=number,
    )


def _unrecorded(found: Review, passport: Passport, base: Base) -> Words:
    """Say what is known of a file whose version the history has no record of."""
    number = len(found.differences)
    if found.verdict is Verdict.CHANGED:
        return text(
            "The plan has no record of a version {version} with these figures; the file differs from the plan as it is now in {number} places.",
            version=passport.version,
            number=number,
        )
    if number:
        return text(
            "The titles, lines, figures, notes and timetable of this file are those it was printed with; the plan was changed since, without a record of it, and differs in {number} places.",
            number=number,
        )
    return text(
        "It says what the plan says now (version {now}), although its footer names version {version} with other figures.",
        now=base.now,
        version=passport.version,
    )


def _not_compared(found: Review, passport: Passport) -> Words:
    """Say of a file with our footer why it was not compared."""
    codes = {finding.code for finding in found.findings}
    why = (
        text("the budget table stands on several of its sheets, so it was not compared")
        if SEVERAL in codes
        else text("on the sheet that was named stands no budget table, so it was not compared")
        if NO_SHEET in codes
        else text("no budget table to be compared stands in it")
    )
    return text(
        "Its footer names version {version} of “{plan}”, but {why}.",
        version=passport.version,
        plan=passport.plan,
        why=why,
    )


def _by_hash(found: Review, passport: Passport) -> Words:
    """Say what the hash in the footer tells, and of what it tells nothing."""
    names = {"version": passport.version, "plan": passport.plan}
    is_same = is_as_printed(found.printout, passport)
    if not is_same:
        return text(
            "This is version {version} of “{plan}”, and it was changed: its titles, lines, figures, notes or timetable are not those it was printed with. Name the plan to see each cell.",
            **names,
        )
    if found.differences:
        return text(
            "This is version {version} of “{plan}”: its titles, lines, figures and notes are those it was printed with, but {number} of its rows, columns, figures, headers, footers or print areas are not shown or printed as they were.",
            **names,
            number=len(found.differences),
        )
    if found.verdict is Verdict.CHANGED:
        return text(
            "This is version {version} of “{plan}”, but another budget table stands in it that was not looked at. Name the plan to see each cell.",
            **names,
        )
    has_timetable = found.printout is not None and bool(found.printout.slots)
    same = (
        text(
            "This is version {version} of “{plan}”: its titles, lines, figures, notes and timetable are unchanged.",
            **names,
        )
        if has_timetable
        else text(
            "This is version {version} of “{plan}”: its titles, lines, figures and notes are unchanged; it has no timetable.",
            **names,
        )
    )
    said = text(
        "{sentence} Nothing else was looked at, such as the unit of the money, how periods are counted, remarks and signatures; name the plan to compare every cell.",
        sentence=same,
    )
    return (
        text(
            "{sentence} Not looked at: the sheets {sheets}.",
            sentence=said,
            sheets=Series(found.unread),
        )
        if found.unread
        else said
    )
