"""The budget: lines, exact pricing and division among sources of money."""

from plc_budget.budget.lines import TIMETABLE, Budget, Line
from plc_budget.budget.pricing import amount_of, price_budget
from plc_budget.budget.shares import largest_remainder, share_table

__all__ = [
    "TIMETABLE",
    "Budget",
    "Line",
    "amount_of",
    "largest_remainder",
    "price_budget",
    "share_table",
]
