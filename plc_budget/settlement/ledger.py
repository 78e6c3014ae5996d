"""The money side of a plan folder: what was approved, what was requested and paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.dates import roc_date
from plc_budget.findings import Finding, Question, has_errors, in_order, notice
from plc_budget.language import text
from plc_budget.plan.approved.approval import approved_plan
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.storage.folder import load_plan
from plc_budget.plan.storage.snapshot import read_files
from plc_budget.rules import shipped_cards
from plc_budget.settlement.account import Account, settle_lines, settle_sources
from plc_budget.settlement.checks import check_spending
from plc_budget.settlement.payments import Pay, draw_payments, work_out_payments
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.tables import read_table, validate
from plc_budget.tables.attendance_table import ATTENDANCE_TABLE, AttendanceRow
from plc_budget.tables.payments_table import PAYMENTS_TABLE, PaymentRow
from plc_budget.tables.spending_table import SPENDING_TABLE, SpendingRow

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.approved.approval import Approval
    from plc_budget.tables import Table


@dataclass(frozen=True)
class Ledger:
    """What became of a plan's money.

    Attributes
    ----------
    plan : Plan
        As it is now: its timetable says what is taught.
    approved : Plan
        As it was approved; as it is now where nothing was.
    spending : tuple of SpendingRow
        Requests and vouchers.
    payments : tuple of Pay
        Payments to people, worked out.
    account : Account
        What all that comes to.
    approval : Approval or None
        The letter that approved it.
    is_drawn : bool
        Whether the payments were drawn from the timetable, because ``payments.csv`` is not there.
    """

    plan: Plan
    approved: Plan
    spending: tuple[SpendingRow, ...]
    payments: tuple[Pay, ...]
    account: Account
    approval: Approval | None = None
    is_drawn: bool = False

    @property
    def vouchers(self) -> tuple[SpendingRow, ...]:
        """What was paid on a voucher and not taken back as a whole."""
        back = {
            (row.refers_to, row.amount)
            for row in self.spending
            if row.is_final and row.kind == "reversal"
        }
        return tuple(
            row
            for row in self.spending
            if row.is_final and row.kind == "payment" and (row.entry, row.amount) not in back
        )

    @property
    def approval_words(self) -> str:
        """Name the letter of approval as a form does; empty where none is recorded."""
        if self.approval is None:
            return ""
        return f"{roc_date(self.approval.on)}{self.approval.reference}"


def read_ledger(
    folder: str | Path, today: date | None = None
) -> tuple[Ledger | None, list[Finding]]:
    """Read what became of a plan's money, and check it.

    Parameters
    ----------
    folder : str or Path
        The plan.
    today : date, optional
        The day an entry may not lie behind; today if left out.

    Returns
    -------
    tuple[Ledger or None, list[Finding]]
        None when the plan or one of its tables cannot be read.
    """
    plan, found = load_plan(folder)
    if plan is None:
        return None, found
    spending, problems = _read(folder, SPENDING_TABLE)
    payments, more = _read(folder, PAYMENTS_TABLE)
    if has_errors([*problems, *more]):
        return None, [*problems, *more]
    approval, doubts = verify_approved(folder)
    approved = (approved_plan(folder) if approval else None) or plan
    drawn = payments or draw_payments(plan)
    worked, said = work_out_payments(plan, drawn, shipped_cards())
    known = [replace(pay.row, line=pay.line) for pay in worked]
    account = _account(approved, spending, known)
    found = [
        *(one for one in doubts if one.code != "APPROVED-NONE"),  # NOT-APPROVED says what it means
        *said,
        *check_spending(
            approved,
            spending,
            account,
            known,
            approved_on=approval.on if approval else None,
            today=today or date.today(),  # noqa: DTZ011 - vouchers have local days
        ),
    ]
    if approval is None:
        found.append(
            notice(
                "NOT-APPROVED",
                text("No approval is recorded; what was spent is held against the plan as it is."),
                text("Record the letter of approval first: its total is what you may spend."),
            )
        )
    ledger = Ledger(plan, approved, tuple(spending), tuple(worked), account, approval, not payments)
    return ledger, in_order(
        replace(one, question=Question.BUDGET) if one.question is Question.READING else one
        for one in found
    )


def read_attendance(folder: str | Path) -> tuple[list[AttendanceRow], list[Finding]]:
    """Read who was invited and who came; nobody where there is no ``attendance.csv``."""
    return _read(folder, ATTENDANCE_TABLE)


def _read(folder: str | Path, table: Table[Any]) -> tuple[list[Any], list[Finding]]:
    """Read a table that need not be there."""
    taken = read_files(Path(folder), [table.file], LARGEST_FILE + 1)
    if table.file not in taken.files:
        return [], taken.findings
    rows, findings = read_table(taken.files[table.file], table)
    return rows, findings or validate(rows, table)


def _account(approved: Plan, spending: list[SpendingRow], payments: list[PaymentRow]) -> Account:
    lines = settle_lines(approved.budget, spending, payments)
    sources = approved.details.funding.sources
    names = {source.name for source in sources}
    assigned: dict[str, int] = {}
    for row in spending:
        if row.is_final and row.source in names and row.kind != "request":
            sign = 1 if row.kind == "payment" else -1
            assigned[row.source] = assigned.get(row.source, 0) + sign * row.amount
    total = approved.details.funding.approved_total
    spent = sum(line.spent for line in lines)
    return Account(lines, settle_sources(sources, total, spent, assigned=assigned))
