"""經費結報表: what was spent, as the form of a funder draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.budget import share_table
from plc_budget.dates import roc_date
from plc_budget.rules import FundingKind
from plc_budget.sheets.blocks import Cell, Paper
from plc_budget.sheets.forms import Filling, form_paper, shipped_form
from plc_budget.sheets.looks import count_decimals

if TYPE_CHECKING:
    from plc_budget.settlement.ledger import Ledger
    from plc_budget.sheets.blocks import Value

FORMS = ("settlement-moe", "settlement-taichung", "settlement-hualien", "settlement-detail")
"""The settlement forms that come with plc-budget, by their ids in ``data/forms/``."""
_COUNTIES = {"花蓮縣": "settlement-hualien", "臺中市": "settlement-taichung"}
_MINISTRY = (FundingKind.MOE_SUBSIDY, FundingKind.MOE_COMMISSION)
_LIST = "清冊"


def form_of(ledger: Ledger) -> str:
    """Choose the form of whoever gives most of the money: the ministry's, the county's, or the detailed one."""
    details = ledger.approved.details
    if any(source.kind in _MINISTRY for source in details.funding.sources):
        return "settlement-moe"
    return _COUNTIES.get(details.county, "settlement-detail")


def settlement_paper(ledger: Ledger, form: str) -> Paper:
    """Fill a settlement form in from what was approved and spent.

    Parameters
    ----------
    ledger : Ledger
        What :func:`plc_budget.settlement.ledger.read_ledger` returns.
    form : str
        One of :data:`FORMS`, or the id of another file of ``data/forms/``.
    """
    details = ledger.approved.details
    account = ledger.account
    first, last = ledger.approved.days[0], details.event.last_day or ledger.approved.days[-1]
    values: dict[str, Value] = {
        "title": details.title,
        "unit": "、".join(details.organisers.running or details.organisers.hosting),
        "period": "至".join(dict.fromkeys(map(roc_date, (first, last)))),
        "approval": ledger.approval_words,
        "rate": account.execution_rate,
        "low_reason": "",
        "note": "",
    }
    lines: dict[str, Sequence[tuple[str, Mapping[str, Value | Cell]]]] = {
        "accounts": _accounts(ledger),
        "lines": [(line.code, _line(ledger, line.code)) for line in account.lines],
        "sources": [
            (one.name, {"name": one.name, "spent": one.spent, "refund": one.refund})
            for one in account.sources
        ],
    }
    filling = Filling(values, lines, details.signatures, ledger.approved.book.rules)
    return form_paper(shipped_form(form), filling)


def _accounts(ledger: Ledger) -> Sequence[tuple[str, Mapping[str, Value | Cell]]]:
    """Sum approved and spent by first-level account, with the part of the funder that is settled with."""
    account, budget = ledger.account, ledger.approved.budget
    funder = next(
        (one for one in ledger.approved.details.funding.sources if one.kind in _MINISTRY),
        ledger.approved.details.funding.sources[0],
    )
    shares = {one.name: one.share for one in account.sources}
    approved = budget.by_category()
    grants = share_table(approved, shares)
    paid = next(one.paid_in for one in account.sources if one.name == funder.name)
    instalment = (
        share_table({"": paid}, {name: Decimal(grants[name][funder.name]) for name in approved})[""]
        if any(grants[name][funder.name] for name in approved)
        else dict.fromkeys(approved, 0)
    )
    spent = dict.fromkeys(approved, 0)
    for line in budget.lines:
        spent[line.row.category] += next(
            one.spent for one in account.lines if one.code == line.code
        )
    return [
        (
            name,
            {
                "item": name,
                "approved": approved[name],
                "grant": grants[name][funder.name],
                "paid_in": instalment[name],
                "spent": spent[name],
            },
        )
        for name in approved
    ]


def _line(ledger: Ledger, code: str) -> dict[str, Value | Cell]:
    """Show a line as approved and as spent; a quantity and a price only where the vouchers say them."""
    line = next(one for one in ledger.approved.budget.lines if one.code == code)
    account = next(one for one in ledger.account.lines if one.code == code)
    entries = [row for row in ledger.vouchers if row.line == code]
    paid = [pay for pay in ledger.payments if pay.line == code and pay.row.paid_on is not None]
    quantity: Value = ""
    price: Value = ""
    if paid and account.spent == sum(pay.gross for pay in paid):
        quantity = sum((pay.row.periods_taught or Decimal(0) for pay in paid), Decimal(0))
        prices = {pay.row.unit_price for pay in paid}
        price = prices.pop() if len(prices) == 1 else ""
    elif [one.amount for one in entries] == [account.spent]:
        quantity, price = entries[0].quantity or "", entries[0].unit_price or ""
    slips = [row.slip_no or row.voucher_no for row in entries]
    slips += [pay.row.receipt_no or _LIST for pay in paid]
    contents = [row.contents for row in entries if row.contents]
    places = count_decimals(line.unit_price)
    exact = "#,##0" + ("." + "0" * places if places else "")
    return {
        "item": line.name,
        "quantity": Cell(line.quantity * line.row.times, "", "General"),
        "price": Cell(line.unit_price, "", exact),
        "approved": account.approved,
        "spent_quantity": quantity,
        "spent_price": price,
        "spent": account.spent,
        "slips": "、".join(dict.fromkeys(filter(None, slips))),
        "note": "、".join(dict.fromkeys(contents)),
    }
