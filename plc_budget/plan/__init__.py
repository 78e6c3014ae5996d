"""The plan folder and the value it becomes."""

from plc_budget.plan.details import Answer, Details, Funding, FundingSource, Mode
from plc_budget.plan.model import Plan, assemble
from plc_budget.plan.storage.folder import is_unreadable, load_plan

__all__ = [
    "Answer",
    "Details",
    "Funding",
    "FundingSource",
    "Mode",
    "Plan",
    "assemble",
    "is_unreadable",
    "load_plan",
]
