"""Approved against working, plan against plan: what differs and what was moved."""

from plc_budget.comparison.lines import Comparison, LineChange, compare_budgets
from plc_budget.comparison.states import (
    Compared,
    approved_and_working,
    compared,
    two_folders,
    two_points,
)

__all__ = [
    "Compared",
    "Comparison",
    "LineChange",
    "approved_and_working",
    "compare_budgets",
    "compared",
    "two_folders",
    "two_points",
]
