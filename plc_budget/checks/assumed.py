"""What a program assumed when it made the plan stays an open question until a planner settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import Series, text

if TYPE_CHECKING:
    from plc_budget.plan import Plan


def funding_is_known(plan: Plan) -> list[Finding]:
    """Whose money it is decides which rules bind, so nobody signs a guess (經費來源)."""
    funding = plan.details.funding
    if not funding.is_assumed:
        return []
    names = Series(tuple(source.name for source in funding.sources))
    return [
        Finding(
            "FUNDING-ASSUMED",
            Severity.WARNING,
            text(
                "The sources of the money ({names}) were assumed; the paper did not name them clearly.",
                names=names,
            ),
            text("Correct funding.sources in plan.toml, then remove is_assumed under [funding]."),
            Place("plan.toml", field="funding.is_assumed"),
            Question.BUDGET,
            plan.budget.total,
        )
    ]


def day_is_known(plan: Plan) -> list[Finding]:
    """The day picks the rules, so nobody signs a guess (辦理日期)."""
    event = plan.details.event
    if not event.is_assumed:
        return []
    return [
        Finding(
            "DATE-ASSUMED",
            Severity.WARNING,
            text(
                "The day of the event, {day}, was assumed; the paper did not name it.",
                day=event.day.isoformat(),
            ),
            text("Correct event.date in plan.toml, then remove is_assumed under [event]."),
            Place("plan.toml", field="event.is_assumed"),
            Question.BUDGET,
        )
    ]
