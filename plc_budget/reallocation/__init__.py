"""勻支: the same total with other quantities, exactly, and why if there is no way."""

from plc_budget.reallocation.problem import Follower, Limit, Move, Problem, Solution
from plc_budget.reallocation.reallocate import apply_proposal, reallocate
from plc_budget.reallocation.result import (
    Change,
    Consent,
    Proposal,
    Reallocation,
    Release,
    ReleaseKind,
)
from plc_budget.reallocation.solving import Outcome, solve
from plc_budget.reallocation.transfers import Flow, Verdict

__all__ = [
    "Change",
    "Consent",
    "Flow",
    "Follower",
    "Limit",
    "Move",
    "Outcome",
    "Problem",
    "Proposal",
    "Reallocation",
    "Release",
    "ReleaseKind",
    "Solution",
    "Verdict",
    "apply_proposal",
    "reallocate",
    "solve",
]
