"""Every check of a plan, one function per rule, grouped as the four questions of DQ09."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from plc_budget.checks import (
    account,
    budget_holds,
    event,
    periods,
    premium,
    rates,
    reminders,
    shares,
    sums,
)
from plc_budget.checks.answers import with_answers
from plc_budget.findings import Finding, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plc_budget.plan import Plan

Check = Callable[["Plan"], list[Finding]]

CHECKS: tuple[Check, ...] = (
    budget_holds.total_within_approval,
    budget_holds.shares_are_whole,
    budget_holds.ministry_share_within_limit,
    budget_holds.every_speaker_is_budgeted,
    reminders.grade_of_the_county,
    reminders.settlement_is_due,
    account.capital_is_capital,
    account.category_fits_item,
    account.grant_pays_item,
    account.own_staff_take_no_fee,
    event.copies_fit_participants,
    event.online_needs_no_room,
    event.reading_group_is_no_lecture,
    rates.price_within_ceiling,
    rates.price_above_floor,
    rates.amount_within_ceiling,
    rates.assistant_within_half,
    rates.materials_within_fee,
    rates.wage_within_bounds,
    periods.counted_as_national,
    periods.speakers_are_of_their_kind,
    shares.share_within_ceiling,
    shares.commission_fee_within_tiers,
    shares.misc_share_is_known,
    premium.premium_at_its_rate,
    premium.premium_is_thought_of,
    reminders.unverified_values_are_named,
    sums.amounts_proven,
    sums.total_proven,
    sums.quantities_in_steps,
)


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
    findings = [*found_before, *(finding for check in CHECKS for finding in check(plan))]
    return in_order(with_answers(findings, plan.details.answers))


__all__ = ["CHECKS", "Check", "check_plan"]
