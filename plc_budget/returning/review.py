"""A returned file beside the plan as it is now: what others changed, and where the plan went on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from plc_budget.findings import Finding, Words
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.plan.saving import Opened
from plc_budget.returning.base import Base, base_of
from plc_budget.returning.comparing import NO_ANSWERS, Answers, compare
from plc_budget.returning.differences import DETAILS, TIMETABLE, Difference
from plc_budget.returning.paper import Paper
from plc_budget.returning.verifying import Verdict, Verified
from plc_budget.tables import TimetableRow

_TIMETABLE_MOVED = text("The timetable was changed since this was printed; type it into the plan.")
_CHANGED_TOO = text(
    "The plan was changed here as well since this was printed; taking it over replaces that."
)
_SAID_ALREADY = text("The plan says this already.")
_LINE_GONE = text("The plan has no such line any more.")


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
    total : int
        What its lines come to. [NTD]
    """

    name: str
    differences: tuple[Difference, ...]
    verified: Verified
    total: int = 0

    @property
    def sentence(self) -> Words:
        """What the file is, in one line."""
        return self.verified.sentence


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
        None when the file holds no 經費概算表.
    """
    base = base_of(opened, paper.passport)
    compared, findings = compare(paper, base.plan, answers, sheet)
    if compared is None:
        return None, findings
    differences = compared.differences
    if not base.is_current:
        differences = _since(differences, base, opened.plan)
    verdict = Verdict.CHANGED if differences else Verdict.UNCHANGED
    verified = Verified(verdict, paper.passport, base, differences, tuple(findings))
    return Review(paper.name, differences, verified, compared.total), findings


def _since(differences: Sequence[Difference], base: Base, now: Plan) -> tuple[Difference, ...]:
    """Mark what the plan has changed as well since the file was printed."""
    return tuple(_marked(_rebased(one, base.plan, now), base.plan, now) for one in differences)


def _rebased(one: Difference, then: Plan, now: Plan) -> Difference:
    """Name an activity by its number in the timetable as it is now, if it is still there unchanged."""
    change = one.change
    if change is None or change.table != TIMETABLE or then.timetable == now.timetable:
        return one
    numbers = _numbers(then.timetable, now.timetable)
    known = change.is_new or change.line in numbers
    if not known or (change.after and change.after not in numbers):
        return replace(one, change=None, remark=_TIMETABLE_MOVED)
    line = change.line if change.is_new else numbers[change.line]
    return replace(one, change=replace(change, line=line, after=numbers.get(change.after, "")))


def _numbers(then: Sequence[TimetableRow], now: Sequence[TimetableRow]) -> dict[str, str]:
    """Pair the activities that are in both timetables, each but once."""
    return {
        str(number): str(now.index(row))
        for number, row in enumerate(then)
        if then.count(row) == now.count(row) == 1
    }


def _marked(one: Difference, then: Plan, now: Plan) -> Difference:
    change = one.change
    if change is None or change.is_new or change.table == TIMETABLE:
        return one
    if change.table == DETAILS:
        if all(_detail(now, key) == value for key, value in change.values.items()):
            return replace(one, change=None, remark=_SAID_ALREADY)
        keys = [key for key in change.values if _detail(then, key) != _detail(now, key)]
        return replace(one, remark=_CHANGED_TOO) if keys else one
    before, after = then.budget.get(change.line), now.budget.get(change.line)
    if before is None or after is None:
        return replace(one, change=None, remark=_LINE_GONE)
    said = [getattr(after.row, name) == value for name, value in change.values.items()]
    if said and all(said):
        return replace(one, change=None, remark=_SAID_ALREADY)
    names = [*change.values] or [field.name for field in fields(before.row) if field.compare]
    changed = any(getattr(before.row, name) != getattr(after.row, name) for name in names)
    return replace(one, remark=_CHANGED_TOO) if changed else one


def _detail(plan: Plan, key: str) -> str:
    """Return what ``plan.toml`` says under a key of the sheet's words."""
    value: object = plan.details
    for part in key.split("."):
        value = getattr(value, part)
    return str(value)
