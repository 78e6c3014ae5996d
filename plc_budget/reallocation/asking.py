"""勻支: other quantities for the same total."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity, error
from plc_budget.language import text
from plc_budget.reallocation.exact.solving import SECONDS, Clock
from plc_budget.reallocation.frame import Frame, frame_of
from plc_budget.reallocation.nearest import nearest
from plc_budget.reallocation.proposing import proposals_for
from plc_budget.reallocation.reasons import reason_for
from plc_budget.reallocation.releases import nearer_for, releases_for
from plc_budget.reallocation.result import Proposal, Reallocation, ReleaseKind
from plc_budget.reallocation.terms import Terms
from plc_budget.tables import BudgetRow

if TYPE_CHECKING:
    from plc_budget.budget import Budget
    from plc_budget.plan import Plan

NOTHING_SET: Mapping[str, Decimal] = {}
MOST = 4
"""How many proposals are made."""
_TOTAL = Place("plan.toml", field="funding.approved_total")


def reallocate(  # noqa: PLR0913 - the question has that many parts
    plan: Plan,
    sets: Mapping[str, Decimal] = NOTHING_SET,
    *,
    locks: Collection[str] = (),
    total: int | None = None,
    at_most: bool = False,
    move_periods: bool = False,
    approved: Budget | None = None,
    seconds: float = SECONDS,
) -> tuple[Reallocation, list[Finding]]:
    """Find the quantities of the other lines that hold the total (勻支).

    The total is held to the dollar; of all ways to do so the one that changes the fewest lines is
    best, then the one that moves the least money, then the one in which later lines of the plan
    give way first.  Every quantity changes by whole steps within its bounds, percentage lines
    follow their base, ceilings on amounts and the rules on moves between accounts are kept.

    Parameters
    ----------
    plan : Plan
        As it stands.
    sets : mapping of str to Decimal
        What the planner has just set: quantities by code.
    locks : collection of str
        Codes of further lines that stay as they are.
    total : int, optional
        What to hold; the approved total if left out. [NTD]
    at_most : bool
        Whether less than the total will do.
    move_periods : bool
        Whether quantities that follow the timetable may move.
    approved : Budget, optional
        What moves between accounts are judged against; the plan's own budget if left out.
    seconds : float
        When to stop searching. [s]

    Returns
    -------
    tuple[Reallocation, list[Finding]]
        The answer, and what the planner should know or mend about it.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> answer, findings = reallocate(plan, {"speaker_internal": Decimal(8)})
    >>> [(change.code, str(change.quantity_after)) for change in answer.best.giving_way]
    [('printing', '60')]
    """
    held = plan.details.funding.approved_total if total is None else total
    faults = list(_faults(plan, sets, locks, held))
    if faults:
        return Reallocation(held, at_most, reason=faults[0].message), faults
    terms = Terms(
        None if at_most else held,
        held,
        dict(sets),
        frozenset(locks),
        moves_periods=move_periods,
        is_banned=not plan.details.reallocation.is_allowed,
    )
    answer = _answer(frame_of(plan, approved), terms, at_most=at_most, clock=Clock(seconds))
    return answer, list(_findings(answer))


def _answer(frame: Frame, terms: Terms, *, at_most: bool, clock: Clock) -> Reallocation:
    answer = proposals_for(frame, terms, clock, MOST)
    found = Reallocation(terms.high, at_most, answer.proposals, is_proven=answer.is_proven)
    if answer.proposals:
        return found
    if not answer.is_proven:
        return replace(found, reason=text("time was too short to find a proposal."))
    reason, releases = reason_for(frame, terms, clock), releases_for(frame, terms, clock)
    below, above = nearest(frame, terms, clock)
    is_step = any(release.kind is ReleaseKind.STEP for release in releases)
    nearer = () if is_step else nearer_for(frame, terms, below, clock)
    return replace(found, reason=reason, releases=releases, nearer=nearer, below=below, above=above)


def apply_proposal(plan: Plan, proposal: Proposal) -> tuple[BudgetRow, ...]:
    """Return the rows of a plan with the quantities of a proposal.

    A line that followed the timetable and has another quantity now follows it no more: it is
    counted by what stands in the table.
    """
    return tuple(
        row
        if change.quantity_after == change.quantity_before
        else replace(row, quantity=change.quantity_after, source="")
        for row, change in zip(plan.rows, proposal.changes, strict=True)
    )


def _faults(
    plan: Plan, sets: Mapping[str, Decimal], locks: Collection[str], total: int
) -> Iterator[Finding]:
    """Yield what is wrong with the question itself."""
    lines = {line.code: line for line in plan.budget.lines}
    for code in [code for code in (*sets, *locks) if code not in lines]:
        yield error(
            "LINE-UNKNOWN",
            text("There is no line “{code}”.", code=code),
            text("Use a code of budget.csv."),
            Place("budget.csv", field="code"),
        )
    for code, quantity in sets.items():
        line = lines.get(code)
        if line is not None and line.is_percentage:
            yield error(
                "SET-FOLLOWS",
                text("“{item}” is a percentage of other lines.", item=line.name),
                text("Set the lines it is taken of."),
                line.place("quantity"),
            )
        if line is not None and not (quantity.is_finite() and quantity >= 0):
            yield error(
                "SET-NEGATIVE",
                text("“{item}” cannot be {quantity}.", item=line.name, quantity=str(quantity)),
                text("Set a quantity of 0 or more."),
                line.place("quantity"),
            )
    if total < 0:
        yield error(
            "TOTAL-NEGATIVE",
            text("The total cannot be {total:,}.", total=total),
            text("Hold a total of 0 or more."),
            _TOTAL,
        )


def _findings(answer: Reallocation) -> Iterator[Finding]:
    if not answer.proposals:
        yield Finding(
            "REALLOCATION-NONE",
            Severity.ERROR,
            answer.reason,
            answer.remedy,
            _TOTAL,
            Question.BUDGET,
        )
    elif not answer.is_proven:
        yield Finding(
            "REALLOCATION-UNPROVEN",
            Severity.NOTICE,
            text("There may be a proposal that changes less; time was too short to tell."),
            text("Allow more time, or lock lines that shall stay."),
            _TOTAL,
            Question.BUDGET,
        )
    if answer.best and answer.best.consent:
        consent = answer.best.consent
        yield Finding(
            "TRANSFER-CONSENT",
            Severity.WARNING,
            consent.sentence,
            text("Ask before changing, or choose a proposal that needs no consent."),
            _TOTAL,
            Question.ACCOUNT,
            sum(flow.amount for flow in consent.flows),
            consent.rules[0] if consent.rules else "",
        )
