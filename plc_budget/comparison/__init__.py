"""Approved against working, plan against plan: what differs and what was moved."""

from plc_budget.comparison.fields import FieldChange, field_changes
from plc_budget.comparison.lines import Comparison, LineChange, compare_budgets

__all__ = ["Comparison", "FieldChange", "LineChange", "compare_budgets", "field_changes"]
