"""Approved against working, plan against plan: what differs and what was moved."""

from plc_budget.comparison.approved import approval_findings, compare_with_approved
from plc_budget.comparison.lines import Comparison, LineChange, compare_budgets
from plc_budget.comparison.states import (
    Compared,
    compare_plans,
    two_folders,
    two_points,
)

__all__ = [
    "Compared",
    "Comparison",
    "LineChange",
    "approval_findings",
    "compare_budgets",
    "compare_plans",
    "compare_with_approved",
    "two_folders",
    "two_points",
]
