"""All checks in the order of the four questions of DQ09, and :func:`check_plan`, which runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from plc_budget.checks import (
    account,
    assumed,
    budget_holds,
    days,
    event,
    kinds,
    meals,
    periods,
    premium,
    programme,
    quoted,
    rates,
    recorded,
    reminders,
    shares,
    shortfalls,
    speakers,
    sums,
    wages,
)
from plc_budget.checks.answers import with_answers
from plc_budget.findings import Finding, in_order

if TYPE_CHECKING:
    from plc_budget.plan import Plan

Check = Callable[["Plan"], list[Finding]]

BUDGET_CHECKS: tuple[Check, ...] = (
    budget_holds.total_within_approval,
    budget_holds.shares_are_whole,
    budget_holds.ministry_share_within_limit,
    budget_holds.ministry_share_by_grade,
    budget_holds.grant_is_a_whole_amount,
    assumed.funding_is_known,
    assumed.day_is_known,
    recorded.county_is_known,
    speakers.every_speaker_is_budgeted,
    speakers.no_speaker_is_budgeted_twice,
    speakers.every_fee_line_has_its_speaker,
    programme.event_within_ceiling,
    days.event_within_period,
    days.day_in_school_year,
    days.period_in_one_fiscal_year,
    days.debts_are_carried_over,
    days.settlement_is_due,
    reminders.application_is_signed,
    reminders.grade_of_the_county,
    reminders.reallocation_is_written,
)
ACCOUNT_CHECKS: tuple[Check, ...] = (
    account.capital_is_capital,
    account.category_fits_item,
    account.grant_pays_item,
    account.own_staff_take_no_fee,
    event.copies_fit_participants,
    event.online_needs_no_room,
    event.outside_venue_has_its_reason,
    event.reading_group_is_no_lecture,
    speakers.fee_line_names_its_speaker,
    kinds.travel_is_for_guests,
    programme.sessions_are_long_enough,
    reminders.money_moves_within_accounts,
    reminders.large_purchases_follow_procurement,
    reminders.paid_hours_are_no_overtime,
)
RATE_CHECKS: tuple[Check, ...] = (
    days.timetable_begins_on_the_day,
    rates.price_within_ceiling,
    rates.price_above_floor,
    rates.amount_within_ceiling,
    rates.assistant_within_half,
    rates.materials_within_fee,
    periods.counted_as_national,
    periods.joined_or_by_row,
    shortfalls.half_periods_are_earned,
    kinds.kind_is_stated,
    kinds.speakers_are_of_their_kind,
    wages.wage_at_least_minimum,
    wages.wage_little_above_minimum,
    wages.personnel_within_scale,
    wages.examiner_as_speaker,
    wages.substitute_at_school_rate,
    wages.half_day_visit_within_ceiling,
    meals.meals_within_the_day,
    programme.speakers_within_hours,
    programme.late_meals_are_few,
    shares.share_within_ceiling,
    shares.commission_fee_within_tiers,
    shares.misc_share_is_known,
    premium.premium_at_its_rate,
    premium.premium_is_of_pay,
    premium.premium_leaves_out_no_fee,
    premium.premium_as_typed,
    premium.premium_is_thought_of,
    reminders.keynote_is_decided,
    reminders.actual_cost_shows_its_working,
    reminders.large_fees_have_premium_withheld,
    reminders.helpers_are_insured,
    recorded.rules_are_on_record,
    reminders.values_of_the_year_are_known,
    reminders.unverified_values_are_named,
    reminders.stated_values_are_named,
)
SUM_CHECKS: tuple[Check, ...] = (
    speakers.typed_periods_are_taught,
    sums.amounts_proven,
    sums.total_proven,
    sums.quantities_in_steps,
    sums.quantities_within_bounds,
    quoted.numbers_agree,
    quoted.notes_agree,
    quoted.days_agree,
    quoted.names_agree,
)
CHECKS = (*BUDGET_CHECKS, *ACCOUNT_CHECKS, *RATE_CHECKS, *SUM_CHECKS)
"""Every check, in the order of the four questions."""


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
    found = [*found_before, *(finding for check in CHECKS for finding in check(plan))]
    return in_order(with_answers(found, plan.details.answers))
