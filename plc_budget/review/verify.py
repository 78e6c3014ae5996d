"""Is this our paper, and is it as it was printed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plc_budget.findings import Finding, Words
from plc_budget.language import Series, text
from plc_budget.plan.history.saving import Opened
from plc_budget.review.around import OTHER, Sum
from plc_budget.review.beside import beside_differences, cut_tables, sheets_beside
from plc_budget.review.compare import Compared, compare_paper
from plc_budget.review.differences import BESIDE, Difference, Kind
from plc_budget.review.history import Base, find_base
from plc_budget.review.paper import Paper
from plc_budget.review.printout import is_as_printed, read_printout
from plc_budget.review.tables import NO_SHEET, NO_TABLE, SECOND, SEVERAL
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.sheets.passport import Passport
from plc_budget.sheets.printout import Printout
from plc_budget.sheets.wording import DIFFERENCE
from plc_budget.spreadsheets.sheet import squeeze


class Verdict(StrEnum):
    """What a file is."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verified:
    """What came of looking at a file.

    Attributes
    ----------
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
    is_comparison : bool
        Whether 經費調整對照表 stands in it, and 經費概算表 does not.
    is_draft : bool
        Whether its pages say 草稿.
    total : Sum or None
        What its lines come to; None where it holds no budget table.
    unread : tuple of str
        Sheets that the hash in the footer does not cover, where it judged.
    """

    verdict: Verdict
    passport: Passport | None = None
    base: Base | None = None
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()
    printout: Printout | None = None
    is_comparison: bool = False
    is_draft: bool = False
    total: Sum | None = None
    unread: tuple[str, ...] = ()

    @property
    def sentence(self) -> Words:
        """The verdict in one line."""
        found = _sentence(self)
        if self.is_draft and self.verdict is not Verdict.NOT_OURS:
            return text(
                "{sentence} It is marked as a draft and is not to be signed.", sentence=found
            )
        return found


def verify(paper: Paper, opened: Opened | None = None, sheet: str = "") -> Verified:
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
        return _by_hash(paper, sheet)
    base = find_base(opened, paper.passport)
    compared, findings = compare_paper(paper, opened, base, sheet=sheet)
    if compared is None or (paper.passport is None and not _is_of(compared, base)):
        return Verified(Verdict.NOT_OURS, paper.passport, findings=tuple(findings))
    printout = None if base.is_printed else read_printout(paper.sheets, sheet)[0]
    is_same = is_as_printed(printout, paper.passport) and not any(
        one.kind in BESIDE for one in compared.differences
    )
    verdict = Verdict.UNCHANGED if is_same or not compared.differences else Verdict.CHANGED
    return Verified(
        verdict,
        paper.passport,
        base,
        compared.differences,
        tuple(findings),
        printout,
        is_comparison=_is_comparison(paper, findings),
        is_draft=paper.is_draft,
        total=compared.total,
    )


def _is_of(compared: Compared, base: Base) -> bool:
    """Tell whether a file without a passport holds at least half of the lines of a plan."""
    return 2 * compared.known >= len(base.plan.budget.lines) > 0


def _by_hash(paper: Paper, sheet: str) -> Verified:
    if paper.passport is None:
        return Verified(Verdict.NOT_OURS)
    printout, findings = read_printout(paper.sheets, sheet)
    if any(finding.code in (SEVERAL, NO_SHEET) for finding in findings):
        return Verified(Verdict.NOT_OURS, paper.passport, findings=tuple(findings))
    unseen = (*_unseen(paper), *cut_tables(paper, sheet))
    same = is_as_printed(printout, paper.passport)
    verdict = Verdict.UNCHANGED if same and not unseen and not findings else Verdict.CHANGED
    return Verified(
        verdict,
        paper.passport,
        None,
        unseen,
        tuple(findings),
        printout,
        _is_comparison(paper, findings),
        paper.is_draft,
        unread=sheets_beside(paper, sheet),
    )


def _unseen(paper: Paper) -> Iterator[Difference]:
    """Name what a file keeps from being seen or printed; who judges by the hash alone is told no more."""
    kinds = (Kind.UNSEEN, Kind.DISGUISED, Kind.HEADER, Kind.FOOTER)
    return (one for one in beside_differences(paper) if one.kind in kinds)


def _is_comparison(paper: Paper, findings: Sequence[Finding]) -> bool:
    """Tell whether 經費概算表 was looked for in vain and 經費調整對照表 is there, by its headings."""
    if all(finding.code != NO_TABLE for finding in findings):
        return False
    heads = {cell.squeezed for sheet in paper.sheets for row in sheet.rows for cell in row}
    return squeeze(printed_headings()["item"]) in heads and squeeze(DIFFERENCE) in heads


def _sentence(found: Verified) -> Words:
    passport = found.passport
    if passport is not None and found.verdict is Verdict.NOT_OURS:
        return _undecided(found, passport)
    if passport is None and found.base is not None:
        return _without_passport(found.base, found.differences)
    if passport is None:
        return text(
            "This was never printed by plc-budget, or its footer is gone: it names no plan and no version."
        )
    if found.verdict is Verdict.UNCHANGED:
        return _unchanged(found, passport)
    return _only_comparison(found, passport) if found.is_comparison else _changed(found, passport)


def _undecided(found: Verified, passport: Passport) -> Words:
    """Say of a file with our footer why it was not compared."""
    if any(finding.code == SEVERAL for finding in found.findings):
        return text(
            "Its footer names version {version} of “{plan}”, but the budget table stands on several of its sheets, so it was not compared.",
            version=passport.version,
            plan=passport.plan,
        )
    if any(finding.code == NO_SHEET for finding in found.findings):
        return text(
            "Its footer names version {version} of “{plan}”, but on the sheet that was named stands no budget table, so it was not compared.",
            version=passport.version,
            plan=passport.plan,
        )
    return text(
        "Its footer names version {version} of “{plan}”, but no budget table to be compared stands in it.",
        version=passport.version,
        plan=passport.plan,
    )


def _changed(found: Verified, passport: Passport) -> Words:
    if found.base is None and _is_only_unseen(found, passport):
        return text(
            "This is version {version} of “{plan}”: its titles, lines, figures and notes are those it was printed with, but {number} of its rows, columns, figures, headers, footers or print areas are not shown or printed as they were.",
            version=passport.version,
            plan=passport.plan,
            number=len(found.differences),
        )
    if found.base is None and any(finding.code == SECOND for finding in found.findings):
        return text(
            "This is version {version} of “{plan}”, and it was changed: a second budget table stands on the same sheet. Name the plan to see each cell.",
            version=passport.version,
            plan=passport.plan,
        )
    if found.base is None and _is_only_joined(found, passport):
        return text(
            "This is version {version} of “{plan}”, but another budget table stands in it, on a sheet that was not looked at. Name the plan to see each cell.",
            version=passport.version,
            plan=passport.plan,
        )
    if found.base is None:
        return text(
            "This is version {version} of “{plan}”, and it was changed: its titles, lines, figures, notes or timetable are not those it was printed with. Name the plan to see each cell.",
            version=passport.version,
            plan=passport.plan,
        )
    if not found.base.is_printed:
        return text(
            "The plan has no record of a version {version} with these figures; the file differs from the plan as it is now in {number} places.",
            version=passport.version,
            number=len(found.differences),
        )
    return text(
        "This is version {version} of “{plan}”, and it differs from it in {number} places.",
        version=passport.version,
        plan=passport.plan,
        number=len(found.differences),
    )


def _is_only_unseen(found: Verified, passport: Passport) -> bool:
    """Tell whether a file holds what was printed and only keeps some of it from being seen."""
    same = is_as_printed(found.printout, passport)
    return same and bool(found.differences) and not found.findings


def _is_only_joined(found: Verified, passport: Passport) -> bool:
    """Tell whether a file holds what was printed, and a budget table more."""
    same = is_as_printed(found.printout, passport)
    return same and any(finding.code == OTHER for finding in found.findings)


def _only_comparison(found: Verified, passport: Passport) -> Words:
    """Say what is left of the paper, and of its own figures whether they are those that were printed."""
    if found.base is None:
        return text(
            "Only 經費調整對照表 of version {version} of “{plan}” is left of it. Name the plan to compare its figures.",
            version=passport.version,
            plan=passport.plan,
        )
    own = [one for one in found.differences if one.kind is not Kind.SHEET and not one.is_fixed]
    if own or not found.base.is_printed:
        return text(
            "Only 經費調整對照表 of version {version} of “{plan}” is left of it, and it differs in {number} places from what was printed.",
            version=passport.version,
            plan=passport.plan,
            number=len(own),
        )
    return text(
        "Only 經費調整對照表 of version {version} of “{plan}” is left of it; its figures are those it was printed with.",
        version=passport.version,
        plan=passport.plan,
    )


def _unchanged(found: Verified, passport: Passport) -> Words:
    if found.base is None:
        said = text(
            "{sentence} Nothing else was looked at, such as the unit of the money, how periods are counted, remarks and signatures; name the plan to compare every cell.",
            sentence=_unchanged_by_hash(found, passport),
        )
        more = text(
            "{sentence} Not looked at: the sheets {sheets}.",
            sentence=said,
            sheets=Series(found.unread),
        )
        return more if found.unread else said
    if not found.base.is_printed and found.differences:
        return text(
            "The titles, lines, figures, notes and timetable of this file are those it was printed with; the plan was changed since, without a record of it, and differs in {number} places.",
            number=len(found.differences),
        )
    if not found.base.is_printed:
        return text(
            "It says what the plan says now (version {now}), although its footer names version {version} with other figures.",
            now=found.base.now,
            version=passport.version,
        )
    if found.base.is_current:
        return text(
            "This is version {version} of “{plan}”, unchanged.",
            version=passport.version,
            plan=passport.plan,
        )
    return text(
        "This is version {version} of “{plan}”, unchanged; the plan has moved on to version {now} since.",
        version=passport.version,
        plan=passport.plan,
        now=found.base.now,
    )


def _unchanged_by_hash(found: Verified, passport: Passport) -> Words:
    if found.printout is not None and found.printout.slots:
        return text(
            "This is version {version} of “{plan}”: its titles, lines, figures, notes and timetable are unchanged.",
            version=passport.version,
            plan=passport.plan,
        )
    return text(
        "This is version {version} of “{plan}”: its titles, lines, figures and notes are unchanged; it has no timetable.",
        version=passport.version,
        plan=passport.plan,
    )


def _without_passport(base: Base, differences: Sequence[Difference]) -> Words:
    if not differences:
        return text(
            "Its footer is gone; it says what the plan says now (version {now}).", now=base.now
        )
    return text(
        "Its footer is gone; it differs from the plan as it is now (version {now}) in {number} places.",
        now=base.now,
        number=len(differences),
    )
