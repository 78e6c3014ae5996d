"""The papers of the day (活動文件): who signs in, who is paid, what the vouchers are pasted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.dates import ROC_OFFSET, roc_date, short_roc_date
from plc_budget.language import CHINESE
from plc_budget.money import capital_amount, capital_places
from plc_budget.sheets.forms import Filling, form_paper, shipped_form

if TYPE_CHECKING:
    from plc_budget.settlement.ledger import Ledger
    from plc_budget.settlement.payments import Pay
    from plc_budget.sheets.blocks import Cell, Paper, Value
    from plc_budget.tables.attendance_table import AttendanceRow

Lines = Sequence[tuple[str, Mapping[str, "Value | Cell"]]]
_BLANK_ROWS = 20
"""Rows of a sign-in sheet where nobody said how many come."""
_DIGITS = 8
"""Boxes for an amount on 黏存單."""
_UNKNOWN = "所得類別未定，請於付款前填寫"


def event_papers(ledger: Ledger, people: Sequence[AttendanceRow] = ()) -> list[Paper]:
    """Make the papers of the day in the order they are bound, a list of them first.

    Parameters
    ----------
    ledger : Ledger
        What :func:`plc_budget.settlement.ledger.read_ledger` returns.
    people : sequence of AttendanceRow
        Who is invited; blank rows for as many as are expected where nobody is named.
    """
    receipts = [_receipt(ledger, pay, n) for n, pay in enumerate(ledger.payments, start=1)]
    vouchers = _vouchers(ledger)
    payees = [_payees(ledger)] if ledger.payments else []
    bound = [
        ("簽到表", [_sign_in(ledger, people)], "講師在前；請當日簽到、簽退"),
        ("講師領據", receipts, "每人每筆一張，簽章後黏貼"),
        ("講座鐘點費印領清冊", payees, "與領據、扣繳金額相符"),
        ("支出憑證黏存單", vouchers, "每一經費項目一張，依序編號"),
    ]
    rows: Lines = [
        (str(n), {"number": n, "paper": name, "count": len(papers), "note": note})
        for n, (name, papers, note) in enumerate(bound, start=1)
    ]
    cover = _fill("pack-cover", _values(ledger), {"papers": rows})
    return [cover, *(paper for _, papers, _ in bound for paper in papers)]


def _fill(
    form: str,
    values: Mapping[str, Value],
    lines: Mapping[str, Lines],
    sheet: str = "",
) -> Paper:
    """Fill a form in; several of one kind have sheets of names of their own."""
    paper = form_paper(shipped_form(form), Filling(values, lines))
    return replace(paper, name=sheet or paper.name)


def _values(ledger: Ledger) -> dict[str, Value]:
    details = ledger.plan.details
    return {
        "title": details.title,
        "unit": "、".join(details.organisers.running or details.organisers.hosting),
        "when": details.event.when or "、".join(map(roc_date, ledger.plan.days)),
        "venue": details.event.venue,
        "year": ledger.plan.days[0].year - ROC_OFFSET,
    }


def _sign_in(ledger: Ledger, people: Sequence[AttendanceRow]) -> Paper:
    """Make 簽到表: speakers first, then who is named, or blank rows."""
    taught = {(row.organisation, row.speaker): None for row in ledger.plan.timetable if row.speaker}
    rows: list[dict[str, Value | Cell]] = [
        {"unit": unit, "position": "講師", "name": name} for unit, name in taught
    ]
    rows += [{"unit": one.unit, "position": one.title, "name": one.name} for one in people]
    if not people:
        expected = ledger.plan.details.participants.expected or _BLANK_ROWS
        rows += [{} for _ in range(expected)]
    lines: Lines = [(str(n), {"number": n, **row}) for n, row in enumerate(rows, start=1)]
    return _fill("sign-in", _values(ledger), {"people": lines})


def _receipt(ledger: Ledger, pay: Pay, number: int) -> Paper:
    """Make a 領據; what is not known yet, such as the kind of income, stays blank."""
    line = ledger.plan.budget.get(pay.line)
    withheld = pay.withholding
    fee: dict[str, Value | Cell] = {
        "item": line.name if line else "",
        "code": pay.row.income_code,
        "periods": pay.row.periods_taught or Decimal(0),
        "price": pay.row.unit_price or Decimal(0),
        "tax": withheld.tax if withheld else 0,
        "premium": withheld.premium if withheld else 0,
    }
    unknown = f"（{_UNKNOWN}）"
    values = {
        **_values(ledger),
        "purpose": f"（{pay.session}）" if pay.session else "",
        "capital": capital_amount(pay.gross),
        "places": capital_places(pay.gross),
        "tax_reason": withheld.tax_reason.render(CHINESE) if withheld else unknown,
        "premium_reason": withheld.premium_reason.render(CHINESE) if withheld else unknown,
    }
    unit = next(
        (row.organisation for row in ledger.plan.timetable if row.speaker == pay.row.payee), ""
    )
    lines: dict[str, Lines] = {
        "fee": [("fee", fee)],
        "payee": [("payee", {"name": pay.row.payee, "unit": unit})],
        "account": [("account", {})],
    }
    return _fill("receipt", values, lines, f"領據{number}")


def _payees(ledger: Ledger) -> Paper:
    """Make 印領清冊: a row for each payment, a sum where somebody has several."""
    rows: list[tuple[str, dict[str, Value | Cell]]] = []
    by_payee: dict[str, list[Pay]] = {}
    for pay in ledger.payments:
        by_payee.setdefault(pay.row.payee, []).append(pay)
    for payee, pays in by_payee.items():
        rows += [(f"{payee}{n}", _payee(ledger, pay)) for n, pay in enumerate(pays)]
        if len(pays) > 1:
            rows.append((f"{payee}小計", {"session": "小計", "payee": payee, **_sums(pays)}))
    reasons = {
        f"{pay.row.payee}：所得稅{pay.withholding.tax_reason.render(CHINESE)}，補充保費{pay.withholding.premium_reason.render(CHINESE)}": None
        for pay in ledger.payments
        if pay.withholding is not None
    }
    sums = _sums(ledger.payments)
    gross = sum(pay.gross for pay in ledger.payments)
    values = {
        **_values(ledger),
        **sums,
        "capital": capital_amount(gross),
        "reasons": "；".join(reasons) or _UNKNOWN,
    }
    return _fill("payees", values, {"payees": rows})


def _payee(ledger: Ledger, pay: Pay) -> dict[str, Value | Cell]:
    day = next(
        (
            row.day or ledger.plan.details.event.day
            for row in ledger.plan.timetable
            if row.activity and row.activity in pay.session
        ),
        ledger.plan.details.event.day,
    )
    withheld = pay.withholding
    return {
        "day": short_roc_date(day),
        "session": pay.session,
        "payee": pay.row.payee,
        "periods": pay.row.periods_taught or Decimal(0),
        "price": pay.row.unit_price or Decimal(0),
        "gross": pay.gross,
        "code": pay.row.income_code,
        "premium": withheld.premium if withheld else "",
        "tax": withheld.tax if withheld else "",
        "net": "" if pay.net is None else pay.net,
    }


def _sums(pays: Sequence[Pay]) -> dict[str, Value]:
    """Add payments up; what is not known of one is not known of their sum."""
    known = [pay.withholding for pay in pays if pay.withholding is not None]
    is_known = len(known) == len(pays)
    gross = sum(pay.gross for pay in pays)
    tax, premium = sum(one.tax for one in known), sum(one.premium for one in known)
    return {
        "periods": sum((pay.row.periods_taught or Decimal(0) for pay in pays), Decimal(0)),
        "gross": gross,
        "tax": tax if is_known else "",
        "premium": premium if is_known else "",
        "net": gross - tax - premium if is_known else "",
    }


def _vouchers(ledger: Ledger) -> list[Paper]:
    """Make a 黏存單 for each voucher that was paid; for each line while nothing was."""
    entries = [
        (row.voucher_no or row.entry, row.line, row.amount, row.contents) for row in ledger.vouchers
    ]
    fees: dict[str, int] = {}
    for pay in ledger.payments:
        fees[pay.line] = fees.get(pay.line, 0) + pay.gross
    lists = [("", line, amount, "講座鐘點費，詳印領清冊") for line, amount in fees.items()]
    if not entries:
        entries = [
            ("", line.code, 0, line.row.note)
            for line in ledger.approved.budget.lines
            if line.code not in fees
        ]
    return [_voucher(ledger, n, *voucher) for n, voucher in enumerate([*lists, *entries], start=1)]


def _voucher(ledger: Ledger, n: int, number: str, line: str, amount: int, purpose: str) -> Paper:
    found = ledger.approved.budget.get(line)
    fits = 0 < amount < 10**_DIGITS  # a larger one is written by hand
    digits = str(amount).rjust(_DIGITS, "－") if fits else " " * _DIGITS
    boxes: dict[str, Value | Cell] = {
        f"d{_DIGITS - at}": digit.strip() for at, digit in enumerate(digits)
    }
    row = {"number": number, "item": found.name if found else line, "purpose": purpose, **boxes}
    return _fill("voucher", _values(ledger), {"voucher": [("voucher", row)]}, f"黏存單{n}")
