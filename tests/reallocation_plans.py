"""Plans for the tests of the reallocation, and what a proposal says in short."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.plan import Plan, assemble, load_plan
from plc_budget.shipped import data_folder
from sheet_plans import plan_of

if TYPE_CHECKING:
    from plc_budget.reallocation import Proposal

HEADER = "code,category,item,unit_price,quantity,step,locked,rate,base\n"
BOTH = HEADER + (
    "printing,業務費,印刷費,100,80,10,,,\n"
    "lunch,業務費,膳費,100,70,1,,,\n"
    "tablet,設備及投資,平板電腦,15000,2,1,,,\n"
)
"""8,000 + 7,000 of 業務費 and 30,000 of 設備及投資."""
MINISTRY = """
[[funding.sources]]
name = "教育部國民及學前教育署"
kind = "moe-subsidy"
share = "50"
"""


def shipped(name: str) -> Plan:
    """Load a plan that comes with the library."""
    plan, _ = load_plan(data_folder() / "plans" / name)
    assert plan is not None
    return plan


def ministry_plan(budget: str = BOTH, approved: int = 45_000) -> Plan:
    """Make a plan that the ministry and a county pay together."""
    return plan_of(budget, more='share = "50"\n' + MINISTRY, approved=approved)


def with_row(plan: Plan, code: str, **fields: object) -> Plan:
    """Change fields of one row of a plan."""
    rows = [replace(row, **fields) if row.code == code else row for row in plan.rows]  # type: ignore[arg-type]
    other, _ = assemble(plan.id, plan.details, rows, plan.timetable)
    assert other is not None
    return other


def changed(proposal: Proposal | None) -> dict[str, str]:
    """Say which lines give way, and their new quantities."""
    assert proposal is not None
    return {change.code: f"{change.quantity_after:f}" for change in proposal.giving_way}
