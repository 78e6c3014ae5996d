"""The timetable: minutes to paid periods (節數), with the working shown."""

from plc_budget.timetable.blocks import Block, Working, count_periods
from plc_budget.timetable.order import timetable_findings
from plc_budget.timetable.policy import PeriodPolicy, paid_periods, policy_of

__all__ = [
    "Block",
    "PeriodPolicy",
    "Working",
    "count_periods",
    "paid_periods",
    "policy_of",
    "timetable_findings",
]
