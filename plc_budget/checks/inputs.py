"""What each check looks at, so that after a change only those are asked again that could answer else.

A check says it with :func:`reads`; a test watches every check and holds it to its word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, get_args

from plc_budget.findings import Finding
from plc_budget.plan.making import are_the_very

if TYPE_CHECKING:
    from plc_budget.plan import Plan

Check = Callable[["Plan"], list[Finding]]
Input = Literal["details", "book", "timetable", "fees", "total", "lines"]
"""A part of a plan: what ``plan.toml`` says, the rules that bind it, the timetable and its count, the
lines that pay speakers, the total, and the lines altogether (with their fees and their total)."""

_READS: dict[Check, frozenset[Input]] = {}


def reads(*inputs: Input) -> Callable[[Check], Check]:
    """Say what a check looks at; it may answer otherwise only when one of these has changed.

    Parameters
    ----------
    inputs : str
        ``lines`` stands for ``fees`` and ``total``, too, as they follow from the lines.
    """
    unknown = set(inputs) - set(get_args(Input))
    if unknown:
        raise ValueError(unknown)

    def noted(check: Check) -> Check:
        _READS[check] = frozenset(inputs)
        return check

    return noted


def inputs_of(check: Check) -> frozenset[Input]:
    """Return what a check looks at.

    Raises
    ------
    KeyError
        If it does not say.
    """
    return _READS[check]


def changed_inputs(before: Plan, after: Plan) -> frozenset[Input]:
    """Return the parts of a plan that are not the very same in another.

    Parts are compared by identity where they can be: what is equal may still read differently
    (1000 and 1000.0), and comparing would take longer than many a check.
    """
    was, now = before.budget, after.budget
    is_changed: dict[Input, bool] = {
        "details": before.details is not after.details,
        "book": before.book is not after.book,
        "timetable": before.working is not after.working or before.timetable is not after.timetable,
        "fees": not are_the_very(was.fee_lines, now.fee_lines),
        "total": was.total != now.total,
        "lines": not are_the_very(was.lines, now.lines),
    }
    return frozenset(part for part, is_other in is_changed.items() if is_other)
