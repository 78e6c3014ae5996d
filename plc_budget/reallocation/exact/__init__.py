"""The exact reallocation of whole numbers; it knows of no plan and of no rule.

A question is a :class:`~plc_budget.reallocation.exact.problem.Problem`.  Of all ways in which its
moves can change so that everything holds, the best changes the fewest of them, then moves the
least money, then lets the later ones give way first.  All of it is plain integers: the sets of
sums that lines can come to are the bits of long ones.
"""

from plc_budget.reallocation.exact.problem import Follower, Limit, Move, Problem, Solution
from plc_budget.reallocation.exact.ranking import rank
from plc_budget.reallocation.exact.solving import Clock, Outcome, Solver, solve

__all__ = [
    "Clock",
    "Follower",
    "Limit",
    "Move",
    "Outcome",
    "Problem",
    "Solution",
    "Solver",
    "rank",
    "solve",
]
