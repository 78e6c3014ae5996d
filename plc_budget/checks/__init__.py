"""Every check of a plan, one function per rule, grouped as the four questions of DQ09."""

from plc_budget.checks.every import (
    ACCOUNT_CHECKS,
    BUDGET_CHECKS,
    CHECKS,
    RATE_CHECKS,
    SUM_CHECKS,
    Check,
    check_plan,
)

__all__ = [
    "ACCOUNT_CHECKS",
    "BUDGET_CHECKS",
    "CHECKS",
    "RATE_CHECKS",
    "SUM_CHECKS",
    "Check",
    "check_plan",
]
