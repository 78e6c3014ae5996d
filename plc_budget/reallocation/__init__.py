"""勻支: the same total with other quantities, exactly, and why if there is no way.

:func:`reallocate` asks of a plan, :func:`apply_proposal` makes its rows of a proposal; what both
rest on stands in :mod:`plc_budget.reallocation.exact`.
"""

from plc_budget.reallocation.asking import apply_proposal, reallocate
from plc_budget.reallocation.result import (
    Consent,
    Proposal,
    QuantityChange,
    Reallocation,
    Release,
    ReleaseKind,
)
from plc_budget.reallocation.transfers import Flow, Verdict

__all__ = [
    "Consent",
    "Flow",
    "Proposal",
    "QuantityChange",
    "Reallocation",
    "Release",
    "ReleaseKind",
    "Verdict",
    "apply_proposal",
    "reallocate",
]
