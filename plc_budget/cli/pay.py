"""``plc-budget pay``: what each speaker receives, and what is withheld and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.output import MENDABLE, OK, findings_text, refuse, say, say_json
from plc_budget.cli.terminal import table
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.settlement.ledger import read_ledger

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.settlement.payments import Pay

EXAMPLES = {"pay": (f"pay {COUNTY}", "pay 114-研習 --json")}
_HEAD = (
    text("payee"),
    text("periods"),
    text("gross"),
    text("income tax withheld"),
    text("premium withheld"),
    text("net"),
)


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()


def run(options: Namespace) -> int:
    """Show the payments; 1 while something about them must be mended or asked."""
    ledger, findings = read_ledger(options.plan)
    if ledger is None:
        return refuse(options, findings, payments=[])
    about = [one for one in findings if one.where.file in ("payments.csv", "")]
    if options.json:
        say_json({"payments": [_json(pay) for pay in ledger.payments]}, about)
        return MENDABLE if has_errors(about) else OK
    if ledger.is_drawn:
        say(text("There is no payments.csv yet; this is what the timetable gives:"))
    rows = [[str(name) for name in _HEAD], *(_row(pay) for pay in ledger.payments)]
    gross = sum(pay.gross for pay in ledger.payments)
    rows.append([str(text("total")), "", f"{gross:,}", "", "", ""])
    say(table(rows, right=(1, 2, 3, 4, 5)))
    for pay in ledger.payments:
        if pay.withholding is not None:
            say(
                text(
                    "{payee}: tax {tax}; premium {premium}.",
                    payee=pay.row.payee,
                    tax=pay.withholding.tax_reason,
                    premium=pay.withholding.premium_reason,
                )
            )
    if about:
        say("")
        say(findings_text(about))
    return MENDABLE if has_errors(about) else OK


def _row(pay: Pay) -> list[str]:
    found = pay.withholding
    periods = pay.row.periods_taught
    return [
        pay.row.payee,
        "" if periods is None else plain(periods),
        f"{pay.gross:,}",
        "?" if found is None else f"{found.tax:,}",
        "?" if found is None else f"{found.premium:,}",
        "?" if pay.net is None else f"{pay.net:,}",
    ]


def _json(pay: Pay) -> dict[str, Any]:
    found = pay.withholding
    periods = pay.row.periods_taught
    return {
        "payee": pay.row.payee,
        "line": pay.line,
        "periods": None if periods is None else float(periods),
        "gross": pay.gross,
        "income_code": pay.row.income_code,
        "tax": found.tax if found else None,
        "tax_reason": str(found.tax_reason) if found else "",
        "premium": found.premium if found else None,
        "premium_reason": str(found.premium_reason) if found else "",
        "net": pay.net,
    }
