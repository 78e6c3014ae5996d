"""Whose changes they are, where what was printed cannot be found: the file's, the plan's, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.plan.history.saving import Opened
from plc_budget.returning.comparing.base import Base
from plc_budget.returning.comparing.differences import DETAILS, Difference, Kind
from plc_budget.returning.comparing.printout import is_as_printed, read_printout
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reprinted.whole import BESIDE
from plc_budget.sheets.passport import Passport, passport_of, short_id

_OF_THE_FILE = (*BESIDE, Kind.FIXED)
"""What is seen in a file by itself, and is none of what its hash covers."""
_TITLES = (Kind.TITLE, Kind.PROGRAMME, Kind.HEADING)
_OTHER_PLAN = text(
    "The file was printed from another plan; take over only what is meant for this one."
)
_STRANGE = text("Few of its lines are in this plan; take over only what is meant for it.")
_TITLE = text("The file has no footer, so it may be the paper of another plan.")
_UNKNOWN = text(
    "What was printed is not in the history, so it cannot be told whether this was changed in the file or in the plan."
)


def proven(
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
        left = tuple(one for one in found if one.kind in _OF_THE_FILE)
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
        return text("What was printed of version {version} of “{plan}” stands in this file unchanged, but {number} other places were changed. Where else the plan differs, it is the plan that was changed since, without a step in its history; nothing of that is to be taken over.",
                    version=passport.version, plan=passport.plan, number=left)  # fmt: skip
    return text("This is version {version} of “{plan}”, unchanged since it was printed. It is the plan that was changed since, without a step in its history; nothing is to be taken over.",
                version=passport.version, plan=passport.plan)  # fmt: skip


def _contested(found: Sequence[Difference], why: Words) -> tuple[Difference, ...]:
    return tuple(replace(one, is_contested=True, remark=why) if one.can_be_taken else one
                 for one in found)  # fmt: skip


def _without_footer(found: Sequence[Difference], base: Base, known: int) -> tuple[Difference, ...]:
    """Offer the lines of a file without a footer if they are those of the plan, but not its titles."""
    if 2 * known < len(base.plan.budget.lines):
        return _contested(_one_a_cell(found), _STRANGE)
    return tuple(_contested([one], _TITLE)[0] if one.kind in _TITLES else one
                 for one in _one_a_cell(found))  # fmt: skip


def _one_a_cell(found: Sequence[Difference]) -> list[Difference]:
    """Let a cell be one title only."""
    titles = [one for kind in _TITLES for one in found
              if one.kind is kind and one.change and one.change.table == DETAILS]  # fmt: skip
    firsts = {one.cell: one for one in reversed(titles)}
    return [one for one in found if one.kind not in _TITLES or firsts.get(one.cell, one) is one]
