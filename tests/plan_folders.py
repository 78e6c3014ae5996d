"""Plan folders to be changed, and the short ways in which tests change them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from plc_budget.findings import Finding
from plc_budget.plan.history.saving import Opened, open_plan, save
from plc_budget.tables import BudgetRow

DETAILS = """\
# 本計畫由教務處保管
format = 1
title = "教師增能研習"  # 暫定
school_year = 113

[funding]
approved_total = 15000

[[funding.sources]]
name = "縣政府"
kind = "county"

[event]
date = 2025-05-31

[periods]
policy = "period-elementary"
"""
BUDGET = """\
code,category,item,unit_price,unit,quantity,from
speaker,業務費,內聘講師鐘點費,1000,節,6,timetable:internal
printing,業務費,印刷費,100,份,80,
misc,業務費,雜支,1000,式,1,
"""
TIMETABLE = """\
start,end,activity,speaker,organisation,speaker_kind,paid_minutes
09:00,14:00,社群的理念,甲校長,甲校,internal,240
"""


def plan_folder(above: Path, name: str = "plan") -> Path:
    """Make a plan of three lines: 6,000 + 8,000 + 1,000."""
    folder = above / name
    folder.mkdir(parents=True)
    (folder / "plan.toml").write_bytes(DETAILS.encode())
    (folder / "budget.csv").write_bytes(BUDGET.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "timetable.csv").write_bytes(TIMETABLE.replace("\n", "\r\n").encode("utf-8-sig"))
    return folder


def opened(folder: Path) -> Opened:
    """Open a plan that can be read."""
    plan, findings = open_plan(folder)
    assert plan is not None, words(findings)
    return plan


def words(findings: list[Finding]) -> list[str]:
    """Say what was found."""
    return [f"{finding.code} {finding.message}" for finding in findings]


def codes(findings: list[Finding]) -> list[str]:
    """Name what was found."""
    return [finding.code for finding in findings]


def copies(folder: Path) -> int:
    """Tell how many copies are printed."""
    return copies_of(opened(folder))


def copies_of(plan: Opened) -> int:
    """The same of a plan that was opened."""
    return next(int(row.quantity or 0) for row in plan.plan.rows if row.code == "printing")


def print_copies(plan: Opened, number: int, step: str = "", reason: str = "") -> Opened:
    """Save another number of copies; it must work."""
    saved, findings = save(plan, rows=rows_with(plan, number), step=step, reason=reason)
    assert isinstance(saved, Opened), words(findings)
    return saved


def rows_with(plan: Opened, number: int) -> list[BudgetRow]:
    """Return the rows with another number of copies."""
    return [
        replace(row, quantity=Decimal(number)) if row.code == "printing" else row
        for row in plan.plan.rows
    ]


def everything(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
