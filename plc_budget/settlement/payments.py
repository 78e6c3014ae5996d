"""Payments to people (講師鐘點費、出席費): drawn from the timetable, and worked out one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, error, notice, warning
from plc_budget.language import Text, text
from plc_budget.money import plain
from plc_budget.settlement.account import gross_of
from plc_budget.settlement.withholding import SPEECH, Payment, Withholding, withhold
from plc_budget.tables.payments_table import INCOME_CODES, NO_INCOME, PAYMENTS_TABLE, PaymentRow

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.rules import Card

WORDS = {column.name: column.words for column in PAYMENTS_TABLE.columns}
"""What the columns of ``payments.csv`` are called."""
_FIRM = ("公司", "企業社", "商行", "工作室", "出版社", "書局", "印刷", "行號", "有限")


@dataclass(frozen=True, slots=True)
class Pay:
    """A payment worked out: what was earned, what is taken off and why, what is handed over. [NTD]

    ``session`` is what was taught, as the timetable calls it.
    """

    row: PaymentRow
    session: str
    line: str
    gross: int
    withholding: Withholding | None

    @property
    def net(self) -> int | None:
        """What the payee receives; None while the kind of income is not known. [NTD]"""
        return None if self.withholding is None else self.gross - self.withholding.total


def draw_payments(plan: Plan) -> tuple[PaymentRow, ...]:
    """Draw the payments of a plan from its timetable: one for each speaker and block that is paid.

    The kind of income is left open: it is asked, never guessed.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "moe-114-reading-workshop")
    >>> [(one.payee, str(one.periods_taught), one.line) for one in draw_payments(plan)][:2]
    [('國立大學教授', '2.0', 'speaker_external'), ('國立大學教授', '2.0', 'speaker_external')]
    """
    lines = {line.speaker_kind: line for line in plan.budget.lines if line.speaker_kind}
    drawn: list[PaymentRow] = []
    for block in plan.working.blocks:
        line = lines.get(block.speaker_kind)
        rows = [plan.timetable[index] for index in block.rows]
        paid = [row for row in rows if row.minutes]
        whole = sum(row.minutes for row in paid)
        for who in dict.fromkeys(row.speaker for row in paid):
            own = [row for row in paid if row.speaker == who]
            part = Decimal(sum(row.minutes for row in own)) / whole if whole else Decimal(0)
            drawn.append(
                PaymentRow(
                    payee=who,
                    session="、".join(row.activity for row in own),
                    line=line.code if line else "",
                    periods_taught=(block.periods * part).normalize() + Decimal("0.0"),
                    unit_price=line.unit_price if line else None,
                )
            )
    return tuple(drawn)


def work_out_payments(
    plan: Plan, rows: Sequence[PaymentRow], cards: Mapping[str, Card]
) -> tuple[list[Pay], list[Finding]]:
    """Work out what each payee receives, and say what is to be asked or looked at.

    Parameters
    ----------
    plan : Plan
        Whose timetable says which line pays a session.
    rows : sequence of PaymentRow
        What lies in ``payments.csv``.
    cards : mapping of str to Card
        The rules; the day of each payment picks their values.
    """
    worked: list[Pay] = []
    findings: list[Finding] = []
    assumed = [row for row in rows if row.paid_on is None]
    if assumed:
        findings.append(
            notice(
                "PAY-DAY-ASSUMED",
                text(
                    "{number} payments have no day yet; tax and premium are those of {day}.",
                    number=len(assumed),
                    day=plan.days[-1].isoformat(),
                ),
                text(
                    "Write the day of the transfer under paid_on: another year has other figures."
                ),
                Place("payments.csv", field="paid_on"),
            )
        )
    for row in rows:
        line, said = _line_of(plan, row)
        gross = gross_of(row)
        findings += said
        withheld: Withholding | None = Withholding(0, _NO_INCOME, 0, _NO_INCOME)
        if row.income_code != NO_INCOME:
            payment = Payment(
                gross,
                row.income_code,
                row.paid_on or plan.days[-1],
                row.is_resident,
                row.exempt_reason,
                row.proof_seen,
            )
            withheld, problems = withhold(
                payment, cards, row.origin.place("income_code", line), row.payee
            )
            findings += problems
        worked.append(Pay(row, _session(plan, row), line, gross, withheld))
        findings += [*_typed_otherwise(worked[-1]), *_odd(plan, row, line)]
    return worked, [*findings, *_split(worked, cards)]


_NO_INCOME = text("none: no income")


def _session(plan: Plan, row: PaymentRow) -> str:
    """Return what was taught; a session may be named by its number in the timetable."""
    number = int(row.session) if row.session.isdecimal() and row.session.isascii() else 0
    in_timetable = 0 < number <= len(plan.timetable)
    return plan.timetable[number - 1].activity if in_timetable else row.session


def _line_of(plan: Plan, row: PaymentRow) -> tuple[str, list[Finding]]:
    """Find the line that pays: as typed, else by the session's kind of speaker."""
    if row.line:
        if plan.budget.get(row.line) is not None:
            return row.line, []
    else:
        kinds = {
            one.speaker_kind
            for number, one in enumerate(plan.timetable, start=1)
            if row.session in (str(number), one.activity)
            or (one.activity and one.activity in row.session and one.speaker == row.payee)
        }
        lines = [line.code for line in plan.budget.lines if line.speaker_kind in kinds]
        if len(lines) == 1:
            return lines[0], []
    return row.line, [
        error(
            "PAYMENT-LINE",
            text("It is not known which line of the budget pays “{payee}”.", payee=row.payee),
            text("Write its code under line, or the activity of the timetable under session."),
            row.origin.place("line"),
        )
    ]


def _typed_otherwise(pay: Pay) -> list[Finding]:
    """Name what was typed and is not what the rules give; nothing is overwritten."""
    found = pay.withholding
    if found is None:
        return []
    right: dict[str, tuple[int, Text]] = {
        "gross": (pay.gross, text("periods times unit price")),
        "tax": (found.tax, found.tax_reason),
        "premium": (found.premium, found.premium_reason),
        "net": (pay.gross - found.total, text("gross less tax and premium")),
    }
    return [
        warning(
            "PAYMENT-TYPED",
            text(
                "“{payee}”: {typed:,} is written under {field}, {amount:,} is right ({reason}).",
                payee=pay.row.payee,
                typed=typed,
                field=WORDS[field],
                amount=amount,
                reason=reason,
            ),
            text("Clear the cell, and it is worked out; or mend what it rests on."),
            pay.row.origin.place(field, pay.line),
        )
        for field, (amount, reason) in right.items()
        if (typed := getattr(pay.row, field)) is not None and typed != amount
    ]


def _odd(plan: Plan, row: PaymentRow, line: str) -> list[Finding]:
    """Say what an accountant would ask: a firm, a lecture code for teaching, more than was taught."""
    found: list[Finding] = []
    paying = plan.budget.get(line)
    if any(word in row.payee for word in _FIRM) and row.income_code in INCOME_CODES:
        found.append(
            warning(
                "PAYEE-FIRM",
                text(
                    "“{payee}” looks like a firm, which gives an invoice and earns no fee.",
                    payee=row.payee,
                ),
                text("Enter it as a payment with its invoice in spending.csv."),
                row.origin.place("payee", line),
            )
        )
    if any(sign in row.payee for sign in "、,，;；"):
        found.append(
            error(
                "PAYEE-SEVERAL",
                text("“{payee}” are several people in one row.", payee=row.payee),
                text("Give each a row of their own: each signs a receipt, and tax goes by person."),
                row.origin.place("payee", line),
            )
        )
    session = _session(plan, row)
    taught = [one for one in plan.timetable if one.activity and one.activity in session]
    kind = paying.speaker_kind if paying is not None else ""
    if row.income_code == SPEECH and kind != "keynote" and (taught or kind):
        found.append(
            warning(
                "INCOME-9B-WORKSHOP",
                text(
                    "“{payee}” is paid as a lecturer (9B) for teaching in a workshop.",
                    payee=row.payee,
                ),
                text(
                    "Teaching in a workshop or class is wages (50); 9B is for a single public lecture."
                ),
                row.origin.place("income_code", line),
            )
        )
    if taught and row.periods_taught is not None:
        most = sum(
            (
                block.periods
                for block in plan.working.blocks
                if any(plan.timetable[index] in taught for index in block.rows)
            ),
            Decimal(0),
        )
        if row.periods_taught > most:
            found.append(
                warning(
                    "PAYMENT-MORE-THAN-TAUGHT",
                    text(
                        "“{payee}” is paid for {periods} periods; the timetable has {most} there.",
                        payee=row.payee,
                        periods=plain(row.periods_taught),
                        most=plain(most),
                    ),
                    text("Pay what was taught, or mend the timetable."),
                    row.origin.place("periods_taught", line),
                )
            )
    return found


def _split(worked: Sequence[Pay], cards: Mapping[str, Card]) -> list[Finding]:
    """Warn of payments to one person on one day that stay below a threshold only one by one."""
    together: dict[tuple[str, date, str, bool, str, bool], list[Pay]] = {}
    for pay in worked:
        if (row := pay.row).paid_on is not None and pay.withholding is not None:
            freed = (row.is_resident, row.exempt_reason, row.proof_seen)
            key = (row.payee, row.paid_on, row.income_code, *freed)
            together.setdefault(key, []).append(pay)
    found: list[Finding] = []
    for (payee, day, code, is_resident, exempt_reason, is_proven), pays in together.items():
        if len(pays) < 2 or code == NO_INCOME:  # noqa: PLR2004 - one payment is not split
            continue
        gross = sum(pay.gross for pay in pays)
        payment = Payment(gross, code, day, is_resident, exempt_reason, is_proven)
        whole, _ = withhold(payment, cards)
        alone = sum(pay.withholding.total for pay in pays if pay.withholding)
        if whole is not None and whole.total > alone:
            found.append(
                warning(
                    "PAYMENT-SPLIT",
                    text(
                        "“{payee}” is paid {number} times on {day}; as one payment {amount:,} would be withheld, not {alone:,}.",
                        payee=payee,
                        number=len(pays),
                        day=day.isoformat(),
                        amount=whole.total,
                        alone=alone,
                    ),
                    text("Pay it at once, or write why these are separate payments."),
                    pays[1].row.origin.place("paid_on", pays[1].line),
                )
            )
    return found
