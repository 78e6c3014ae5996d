"""plc-budget: the budget of a teacher workshop, from its tables to a sheet ready to sign.

Everything public is importable from here and loaded only when it is asked for, so that a command
that needs no pandas does not wait for it.

Examples
--------
>>> import plc_budget
>>> plc_budget.capital_amount(15000)
'壹萬伍仟元整'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plc_budget.budget import Budget, Line, largest_remainder, price_budget, share_table
    from plc_budget.checks import check_plan
    from plc_budget.comparison import (
        Comparison,
        compare_budgets,
        compare_with_approved,
        two_folders,
        two_points,
    )
    from plc_budget.dates import read_date, roc_date
    from plc_budget.export import export_xlsx
    from plc_budget.findings import Finding, Place, Question, Severity
    from plc_budget.language import use_language
    from plc_budget.money import capital_amount, read_capital_amount
    from plc_budget.plan import Plan, load_plan
    from plc_budget.plan.approved.approval import Approval, approve
    from plc_budget.plan.approved.verifying import verify_approved
    from plc_budget.plan.history.log import log
    from plc_budget.plan.history.saving import Opened, open_plan, save
    from plc_budget.plan.history.undoing import point, redo, undo
    from plc_budget.plan.scenarios.keeping import (
        adopt_scenario,
        delete_scenario,
        new_scenario,
        scenarios,
    )
    from plc_budget.reallocation import Proposal, Reallocation, apply_proposal, reallocate
    from plc_budget.rules import Card, FundingKind, RuleBook, changes_between, shipped_cards
    from plc_budget.shipped import data_folder
    from plc_budget.timetable import PeriodPolicy, count_periods, paid_periods

__version__ = "0.1.0"

_HOMES = {
    "budget": ("Budget", "Line", "largest_remainder", "price_budget", "share_table"),
    "checks": ("check_plan",),
    "dates": ("read_date", "roc_date"),
    "export": ("export_xlsx",),
    "findings": ("Finding", "Place", "Question", "Severity"),
    "language": ("use_language",),
    "money": ("capital_amount", "read_capital_amount"),
    "plan": ("Plan", "load_plan"),
    "rules": ("Card", "FundingKind", "RuleBook", "changes_between", "shipped_cards"),
    "shipped": ("data_folder",),
    "timetable": ("PeriodPolicy", "count_periods", "paid_periods"),
    "comparison": (
        "Comparison",
        "compare_with_approved",
        "compare_budgets",
        "two_folders",
        "two_points",
    ),
    "plan.approved.approval": ("Approval", "approve"),
    "plan.history.log": ("log",),
    "plan.history.saving": ("Opened", "open_plan", "save"),
    "plan.scenarios.keeping": ("adopt_scenario", "delete_scenario", "new_scenario", "scenarios"),
    "plan.history.undoing": ("point", "redo", "undo"),
    "plan.approved.verifying": ("verify_approved",),
    "reallocation": ("Proposal", "Reallocation", "apply_proposal", "reallocate"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Approval",
    "Budget",
    "Card",
    "Comparison",
    "Finding",
    "FundingKind",
    "Line",
    "Opened",
    "PeriodPolicy",
    "Place",
    "Plan",
    "Proposal",
    "Question",
    "Reallocation",
    "RuleBook",
    "Severity",
    "adopt_scenario",
    "apply_proposal",
    "approve",
    "capital_amount",
    "changes_between",
    "check_plan",
    "compare_budgets",
    "compare_with_approved",
    "count_periods",
    "data_folder",
    "delete_scenario",
    "export_xlsx",
    "largest_remainder",
    "load_plan",
    "log",
    "new_scenario",
    "open_plan",
    "paid_periods",
    "point",
    "price_budget",
    "read_capital_amount",
    "read_date",
    "reallocate",
    "redo",
    "roc_date",
    "save",
    "scenarios",
    "share_table",
    "shipped_cards",
    "two_folders",
    "two_points",
    "undo",
    "use_language",
    "verify_approved",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # A name such as ``plan`` is a room too; only what is listed above is looked up.
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
