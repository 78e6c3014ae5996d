"""Every check of a plan, one function per rule, grouped as the four questions of DQ09."""

from plc_budget.checks.every import (
    ACCOUNT_CHECKS,
    BUDGET_CHECKS,
    CHECKS,
    RATE_CHECKS,
    SUM_CHECKS,
)
from plc_budget.checks.inputs import Check
from plc_budget.checks.running import Checked, check_plan, checked

__all__ = [
    "ACCOUNT_CHECKS",
    "BUDGET_CHECKS",
    "CHECKS",
    "RATE_CHECKS",
    "SUM_CHECKS",
    "Check",
    "Checked",
    "check_plan",
    "checked",
]
