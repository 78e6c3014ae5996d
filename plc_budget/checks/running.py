"""Running the checks: all of them, or after a change those that may answer otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plc_budget.checks.answers import Answered, answered_by, idle
from plc_budget.checks.every import CHECKS
from plc_budget.checks.inputs import Input, change_between, read_by
from plc_budget.findings import Finding, in_order

if TYPE_CHECKING:
    from plc_budget.plan import Answer, Plan
    from plc_budget.rules import RuleBook


def check_plan(plan: Plan, found_before: Iterable[Finding] = ()) -> list[Finding]:
    """Run every check, put the recorded reasons on the warnings, and sort for reading.

    Parameters
    ----------
    plan : Plan
        What :func:`plc_budget.load_plan` returns.
    found_before : iterable of Finding
        What was found while loading; it is answered and sorted with the rest.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, found = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> [f.code for f in check_plan(plan, found) if f.is_open]
    []
    """
    return [*checked(plan, found_before).findings]


@dataclass(frozen=True)
class Checked:
    """A plan and what was found in it, check by check.

    Attributes
    ----------
    said : dict of int to list of Answered
        What the checks found, by their numbers in :data:`~plc_budget.checks.CHECKS`.
    findings : tuple of Finding
        Everything that was found, before the checks and by them, in order of reading.
    by_item : dict of str to list of int
        The checks by the items whose lines they look at, once that is asked for; plans under the
        same rules share it.
    """

    plan: Plan
    said: dict[int, list[Answered]]
    findings: tuple[Finding, ...]
    by_item: dict[str, list[int]]


def checked(
    plan: Plan, found_before: Iterable[Finding] = (), earlier: Checked | None = None
) -> Checked:
    """Check a plan, asking again only what may be answered otherwise than for an earlier one.

    Parameters
    ----------
    plan : Plan
        Best put together with the earlier one at hand, see :func:`plc_budget.plan.assemble`.
    found_before : iterable of Finding
        What was found while loading.
    earlier : Checked, optional
        A plan that differs in little; the result is the same with it and without.
    """
    answers = plan.details.answers
    by_item = earlier.by_item if earlier is not None and earlier.plan.book is plan.book else {}
    said = {} if earlier is None else _said_before(earlier, answers)
    for at in range(len(CHECKS)) if earlier is None else _again(earlier.plan, plan, by_item):
        said[at] = [answered_by(answers, finding) for finding in CHECKS[at](plan)]
        if not said[at]:
            del said[at]
    everything = [answered_by(answers, finding) for finding in found_before]
    everything += [one for at in sorted(said) for one in said[at]]
    findings = [*(one.finding for one in everything), *idle(answers, everything)]
    return Checked(plan, said, tuple(in_order(findings)), by_item)


def _said_before(earlier: Checked, answers: Sequence[Answer]) -> dict[int, list[Answered]]:
    """Take what was said before; answered anew when the reasons are others."""
    if earlier.plan.details.answers is answers:
        return {**earlier.said}
    return {
        at: [answered_by(answers, one.made) for one in said] for at, said in earlier.said.items()
    }


def _again(before: Plan, after: Plan, by_item: dict[str, list[int]]) -> Collection[int]:
    """Number the checks that look at something that has changed."""
    change = change_between(before, after)
    if change.items and not by_item:
        by_item.update(_by_item(after.book))
    return _looking_at(change.inputs).union(*(by_item.get(item, ()) for item in change.items))


@cache  # there are few ways in which a plan changes
def _looking_at(inputs: frozenset[Input]) -> frozenset[int]:
    return frozenset(at for at, check in enumerate(CHECKS) if read_by(check).inputs & inputs)


def _by_item(book: RuleBook) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for at, check in enumerate(CHECKS):
        for item in read_by(check).items_under(book):
            numbers.setdefault(item, []).append(at)
    return numbers
