"""Running the checks: all of them, or after a change those that may answer otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from plc_budget.checks.answers import Answered, answered_by, idle
from plc_budget.checks.every import CHECKS
from plc_budget.checks.inputs import Input, changed_inputs, inputs_of
from plc_budget.findings import Finding, in_order

if TYPE_CHECKING:
    from plc_budget.plan import Answer, Plan


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
    found : tuple of list of Finding
        What each of :data:`~plc_budget.checks.CHECKS` returned.
    answered : tuple of tuple of Answered
        The same with the reasons recorded for them.
    findings : tuple of Finding
        Everything that was found, before the checks and by them, in order of reading.
    """

    plan: Plan
    found: tuple[list[Finding], ...]
    answered: tuple[tuple[Answered, ...], ...]
    findings: tuple[Finding, ...]


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
    again = range(len(CHECKS)) if earlier is None else _asked(changed_inputs(earlier.plan, plan))
    found = [[]] * len(CHECKS) if earlier is None else [*earlier.found]
    for at in again:
        found[at] = CHECKS[at](plan)
    answered = _answered(found, again, answers, earlier)
    everything = [
        *(answered_by(answers, finding) for finding in found_before),
        *chain.from_iterable(answered),
    ]
    findings = [*(one.finding for one in everything), *idle(answers, everything)]
    return Checked(plan, tuple(found), answered, tuple(in_order(findings)))


def _answered(
    found: Sequence[Sequence[Finding]],
    again: Iterable[int],
    answers: Sequence[Answer],
    earlier: Checked | None,
) -> tuple[tuple[Answered, ...], ...]:
    """Answer what was found anew; all of it when the reasons are others."""
    if earlier is None or earlier.plan.details.answers is not answers:
        return tuple(_each(findings, answers) for findings in found)
    answered = [*earlier.answered]
    for at in again:
        answered[at] = _each(found[at], answers)
    return tuple(answered)


def _each(findings: Sequence[Finding], answers: Sequence[Answer]) -> tuple[Answered, ...]:
    return tuple([answered_by(answers, finding) for finding in findings]) if findings else ()


@cache  # there are few ways in which a plan changes
def _asked(changed: frozenset[Input]) -> tuple[int, ...]:
    """Number the checks that look at something that has changed."""
    return tuple(at for at, check in enumerate(CHECKS) if inputs_of(check) & changed)
