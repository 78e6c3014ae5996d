"""The ways of counting periods (節數) that bind a plan, each with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plc_budget.language import Text, text
from plc_budget.plan.details import NATIONAL_POLICY
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.plan.model import Plan
    from plc_budget.timetable import Working

_JOINED, _BY_ROW = text("rows of one speaker joined"), text("row by row")


class Counted(NamedTuple):
    """A policy, how it is read, and what it comes to."""

    rule: Rule
    reading: Text
    working: Working


def counts(plan: Plan) -> list[Counted]:
    """Count under the plan's own policy, the national table in both readings, then the others.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> [str(counted.working.total) for counted in counts(plan)[:3]]
    ['6', '4.5', '4.0']
    """
    national = plan.book.get(NATIONAL_POLICY)
    own = plan.book.get(plan.details.period_policy)
    first = [own] if own is not None and own.id != NATIONAL_POLICY else []
    others = [rule for rule in plan.book.of_kind(Kind.PERIOD) if rule not in (own, national)]
    counted = [Counted(rule, _JOINED, plan.working_under(rule)) for rule in first]
    if national is not None:
        counted.append(Counted(national, _JOINED, plan.working_under(national, joins=True)))
        counted.append(Counted(national, _BY_ROW, plan.working_under(national, joins=False)))
    return counted + [Counted(rule, _JOINED, plan.working_under(rule)) for rule in others]
