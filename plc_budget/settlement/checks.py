"""Whether what was spent is within what was signed: every open point of ``spending.csv`` at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity, error, warning
from plc_budget.language import Text, text

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.settlement.account import Account
    from plc_budget.tables.payments_table import PaymentRow
    from plc_budget.tables.spending_table import SpendingRow

_LUMP = ("式", "批")
_LIST = "清冊"


def check_spending(
    plan: Plan,
    spending: Sequence[SpendingRow],
    account: Account,
    payments: Iterable[PaymentRow] = (),
    *,
    approved_on: date | None,
    today: date,
) -> list[Finding]:
    """Name everything an accountant would send back, all at once.

    Parameters
    ----------
    plan : Plan
        As it was approved.
    spending : sequence of SpendingRow
        What lies in ``spending.csv``.
    account : Account
        What they come to.
    payments : iterable of PaymentRow
        What people were paid, each with its line.
    approved_on : date, optional
        The day of the approval.
    today : date
        An entry of a later day is a slip.
    """
    found = [
        *_over(plan, account),
        *_unknown(plan, spending),
        *_dates(plan, spending, approved_on, today),
        *_doubles(spending),
        *_contents(plan, spending),
        *_references(spending),
        *_listed_twice(spending, payments),
    ]
    return [replace(one, question=Question.BUDGET) for one in found]


def _over(plan: Plan, account: Account) -> Iterable[Finding]:
    """Ask for a new approval above the total, and for 勻支 above a line where the plan allows it."""
    if account.left < 0:
        yield replace(
            error(
                "SPENDING-OVER-TOTAL",
                text(
                    "{spent:,} is spent or requested, {approved:,} was approved.",
                    spent=account.spent + account.committed,
                    approved=account.approved,
                ),
                text("Have the larger sum approved before you spend it, or take an entry back."),
                Place("spending.csv", field="amount"),
            ),
            stake=-account.left,
        )
    for line in account.lines:
        if line.left >= 0:
            continue
        message = text(
            "“{item}” comes to {spent:,}; {approved:,} was approved.",
            item=line.item,
            spent=line.spent + line.committed,
            approved=line.approved,
        )
        where = Place("spending.csv", line=line.code, field="amount")
        allowed = plan.details.reallocation.is_allowed
        remedy = (
            text("Let other lines give way (勻支) and record it, before you settle.")
            if allowed
            else text("This money may not be moved between lines: ask for approval first.")
        )
        severity = Severity.WARNING if allowed else Severity.ERROR
        yield Finding("SPENDING-OVER-LINE", severity, message, remedy, where, stake=-line.left)


def _unknown(plan: Plan, spending: Iterable[SpendingRow]) -> Iterable[Finding]:
    for row in spending:
        if plan.budget.get(row.line) is None:
            yield error(
                "SPENDING-LINE",
                text(
                    "Entry {entry} is for “{line}”, which is no line of the approved budget.",
                    entry=row.entry,
                    line=row.line,
                ),
                text(
                    "Use the code of an approved line; what was not approved is not paid from it."
                ),
                row.origin.place("line"),
            )


def _dates(
    plan: Plan, spending: Iterable[SpendingRow], approved_on: date | None, today: date
) -> Iterable[Finding]:
    window = plan.book.get("spending-window")
    before = window.whole("months-before") if window else 0
    after = window.whole("months-after") if window else 0
    last = plan.details.event.last_day
    for row in spending:
        if row.day is None:
            continue
        where = row.origin.place("date", row.line)
        if row.day > today:
            yield error(
                "SPENDING-FUTURE",
                text(
                    "Entry {entry} is of {day}, which is still to come.",
                    entry=row.entry,
                    day=row.day.isoformat(),
                ),
                text("Look at the year: 民國 114 is 2025."),
                where,
            )
        elif approved_on is not None and row.day < approved_on and row.kind != "request":
            yield _outside(
                row,
                text("before the approval of {day}", day=approved_on.isoformat()),
                row.day < _moved(approved_on, -before),
                where,
            )
        elif last is not None and row.day > last:
            yield _outside(
                row,
                text("after the plan period, which ends on {day}", day=last.isoformat()),
                row.day > _moved(last, after),
                where,
            )


def _outside(row: SpendingRow, when: Text, is_far: bool, where: Place) -> Finding:  # noqa: FBT001 - a fact
    return Finding(
        "SPENDING-PERIOD",
        Severity.ERROR if is_far and not row.reason else Severity.WARNING,
        text("Entry {entry} is {when}.", entry=row.entry, when=when),
        text("Write the reason beside it; what lies too far outside is not paid from this money."),
        where,
        answer=row.reason if not is_far else "",
        stake=row.amount,
        citation="spending-window",
    )


def _moved(day: date, months: int) -> date:
    """Return the same day some months on; the last of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return day


def _doubles(spending: Sequence[SpendingRow]) -> Iterable[Finding]:
    """Find what was entered twice: one invoice, one file, or one vendor with day and amount."""
    seen: dict[tuple[object, ...], SpendingRow] = {}
    for row in spending:
        if row.kind != "payment":
            continue
        keys: list[tuple[object, ...]] = []
        if row.invoice_no:
            keys.append(("invoice", row.invoice_no.replace("-", "").upper(), row.vendor))
        if row.file:
            keys.append(("file", row.file))
        if row.vendor and row.day:
            keys.append(("same", row.vendor, row.day, row.amount))
        for key in keys:
            first = seen.setdefault(key, row)
            if first is not row and not (key[0] == "same" and row.invoice_no and first.invoice_no):
                yield replace(
                    warning(
                        "VOUCHER-TWICE",
                        text(
                            "Entry {entry} is like entry {first}: {what}.",
                            entry=row.entry,
                            first=first.entry,
                            what=_ALIKE[str(key[0])],
                        ),
                        text(
                            "Make one of them a draft or take it back, unless they are two expenses."
                        ),
                        row.origin.place("invoice_no", row.line),
                    ),
                    stake=row.amount,
                )
                break


_ALIKE = {
    "invoice": text("the same number of the invoice"),
    "file": text("the same scan"),
    "same": text("the same vendor, day and amount"),
}


def _contents(plan: Plan, spending: Iterable[SpendingRow]) -> Iterable[Finding]:
    """Ask what a lump sum (一式) was really spent on."""
    for row in spending:
        line = plan.budget.get(row.line)
        if (
            row.kind == "payment"
            and line is not None
            and (line.row.unit in _LUMP or line.item == "misc")
            and not row.contents
        ):
            yield warning(
                "LUMP-SUM-CONTENTS",
                text(
                    "Entry {entry} is a lump sum and does not say what was bought.", entry=row.entry
                ),
                text("List it: stationery, paper, postage."),
                row.origin.place("contents", row.line),
            )


def _references(spending: Sequence[SpendingRow]) -> Iterable[Finding]:
    by_entry = {row.entry: row for row in spending}
    for row in spending:
        before = by_entry.get(row.refers_to)
        if row.refers_to and (before is None or before.line != row.line):
            yield error(
                "SPENDING-REFERENCE",
                text(
                    "Entry {entry} belongs to “{other}”, which is no entry of the same line.",
                    entry=row.entry,
                    other=row.refers_to,
                ),
                text("Write the number of the request or payment it belongs to."),
                row.origin.place("refers_to", row.line),
            )
        if before is not None and row.kind in ("refund", "reversal") and row.amount > before.amount:
            yield error(
                "REFUND-LARGER",
                text(
                    "Entry {entry} takes back {amount:,} of {before:,}.",
                    entry=row.entry,
                    amount=row.amount,
                    before=before.amount,
                ),
                text("Look at the voucher again."),
                row.origin.place("amount", row.line),
            )


def _listed_twice(
    spending: Sequence[SpendingRow], payments: Iterable[PaymentRow]
) -> Iterable[Finding]:
    """Find the list of payees (清冊) entered as a voucher beside the payments it lists."""
    paid = {payment.line for payment in payments if payment.paid_on is not None}
    for row in spending:
        if (
            row.is_final
            and row.kind == "payment"
            and row.voucher_kind == _LIST
            and row.line in paid
        ):
            yield replace(
                warning(
                    "PAYEES-TWICE",
                    text(
                        "Entry {entry} is a list of payees, and payments.csv pays people from the same line.",
                        entry=row.entry,
                    ),
                    text("Keep one of the two: both are counted as spent."),
                    row.origin.place("voucher_kind", row.line),
                ),
                stake=row.amount,
            )
