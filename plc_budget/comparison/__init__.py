"""Approved against working, plan against plan: what differs and what was moved."""

from plc_budget.comparison.approved import approval_findings, approved_and_working
from plc_budget.comparison.lines import Comparison, LineChange, compare_budgets
from plc_budget.comparison.states import (
    Compared,
    compared,
    two_folders,
    two_points,
)

__all__ = [
    "Compared",
    "Comparison",
    "LineChange",
    "approval_findings",
    "approved_and_working",
    "compare_budgets",
    "compared",
    "two_folders",
    "two_points",
]
