"""What is withheld from one payment: income tax (所得稅) and the payee's premium (補充保費)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.dates import ROC_OFFSET
from plc_budget.findings import NOWHERE, Finding, Place, error, warning
from plc_budget.language import Text, text
from plc_budget.money import plain, whole_ntd
from plc_budget.tables.payments_table import EXEMPTIONS, INCOME_CODES

if TYPE_CHECKING:
    from plc_budget.rules import Card

WAGES, PROFESSIONAL, SPEECH = INCOME_CODES
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Payment:
    """What decides the withholding: gross amount [NTD], kind of income, day of payment, who is paid."""

    gross: int
    income_code: str
    paid_on: date
    is_resident: bool = True
    exempt_reason: str = ""
    proof_seen: bool = False


@dataclass(frozen=True, slots=True)
class Withholding:
    """What is taken off a payment [NTD], each with the reason that is printed beside it."""

    tax: int
    tax_reason: Text
    premium: int
    premium_reason: Text

    @property
    def total(self) -> int:
        """Both together. [NTD]"""
        return self.tax + self.premium


def withhold(
    payment: Payment, cards: Mapping[str, Card], where: Place = NOWHERE, payee: str = ""
) -> tuple[Withholding | None, list[Finding]]:
    """Work out what is withheld from a payment, by the rules of the day it is paid.

    Parameters
    ----------
    payment : Payment
        A single payment; payments are not added up.
    cards : mapping of str to Card
        What :func:`plc_budget.rules.shipped_cards` returns.
    where, payee : Place, str
        Where the payment stands and whose it is, for findings.

    Returns
    -------
    tuple[Withholding or None, list[Finding]]
        None where the kind of income is not known: it is asked, never guessed.

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards
    >>> found, _ = withhold(Payment(90_501, "50", date(2026, 5, 30)), shipped_cards())
    >>> found.tax, found.premium
    (4525, 1910)
    """
    if payment.income_code not in INCOME_CODES:
        return None, [
            error(
                "INCOME-CODE-MISSING",
                text("The kind of income of the payment to “{payee}” is not known.", payee=payee),
                text(
                    "Choose 50 for teaching in a workshop or class, 9B for a single public lecture, 9A for a professional's fee."
                ),
                where,
            )
        ]
    tax, tax_reason = _tax(payment, cards)
    premium, premium_reason, findings = _premium(payment, cards, where)
    for id_ in ("tax-wages", "minimum-wage"):
        if payment.income_code == WAGES and not cards[id_].is_known_on(payment.paid_on):
            findings.append(
                warning(
                    "WITHHOLDING-YEAR",
                    text(
                        "“{title}” is not on record for {year}; the figures of the year before were used.",
                        title=cards[id_].title,
                        year=payment.paid_on.year - ROC_OFFSET,
                    ),
                    text("Look it up before you pay, and bring plc-budget up to date."),
                    where,
                )
            )
    return Withholding(tax, tax_reason, premium, premium_reason), findings


def _number(cards: Mapping[str, Card], id_: str, part: str, day: date) -> Decimal:
    """Return a part of a card's value on a day; of its oldest value before that is known."""
    card = cards[id_]
    value = (card.on(day) or card.values[0]).value
    return Decimal(value[part] if isinstance(value, dict) else value)


def _tax(payment: Payment, cards: Mapping[str, Card]) -> tuple[int, Text]:
    """Return the tax, cut to whole dollars, and why it is that. [NTD]"""
    gross, day = payment.gross, payment.paid_on
    if not payment.is_resident:
        return _tax_nonresident(payment, cards)
    if payment.income_code == WAGES:
        threshold = int(_number(cards, "tax-wages", "from", day))
        percent = _number(cards, "tax-wages", "percent", day)
        if gross < threshold:
            return 0, text("none: below the threshold of {amount:,}", amount=threshold)
        return _cut(gross, percent), text(
            "{percent} percent of the whole: {amount:,} or more",
            percent=plain(percent),
            amount=threshold,
        )
    percent = _number(cards, "tax-professional", "percent", day)
    free = int(_number(cards, "tax-professional", "free", day))
    tax = _cut(gross, percent)
    if tax <= free:
        return 0, text(
            "none: {percent} percent would be {tax:,}, not above {free:,}",
            percent=plain(percent),
            tax=tax,
            free=free,
        )
    return tax, text("{percent} percent of the payment", percent=plain(percent))


def _tax_nonresident(payment: Payment, cards: Mapping[str, Card]) -> tuple[int, Text]:
    gross, day = payment.gross, payment.paid_on
    if payment.income_code == WAGES:
        multiple = _number(cards, "tax-nonresident", "multiple", day)
        limit = whole_ntd(multiple * _number(cards, "minimum-wage", "month", day))
        percent = _number(cards, "tax-nonresident", "low" if gross <= limit else "high", day)
        words = (
            text(
                "{percent} percent: the month's wages are at most {limit:,}",
                percent=plain(percent),
                limit=limit,
            )
            if gross <= limit
            else text(
                "{percent} percent: the month's wages are above {limit:,}",
                percent=plain(percent),
                limit=limit,
            )
        )
        return _cut(gross, percent), words
    free = int(_number(cards, "tax-nonresident", "speech-free", day))
    if payment.income_code == SPEECH and gross <= free:
        return 0, text("none: a lecture of at most {free:,}", free=free)
    percent = _number(cards, "tax-nonresident", "professional", day)
    return _cut(gross, percent), text("{percent} percent of a non-resident", percent=plain(percent))


def _cut(gross: int, percent: Decimal) -> int:
    return int(gross * percent / _HUNDRED)


def _premium(
    payment: Payment, cards: Mapping[str, Card], where: Place
) -> tuple[int, Text, list[Finding]]:
    """Return the payee's premium, rounded half up, why it is that, and what is missing. [NTD]"""
    gross, day = payment.gross, payment.paid_on
    findings: list[Finding] = []
    if payment.exempt_reason:
        freed = (cards["premium-exemption"].on(day) or cards["premium-exemption"].values[0]).value
        name = EXEMPTIONS[payment.exempt_reason]
        applies = (
            isinstance(freed, dict)
            and payment.income_code in str(freed.get(payment.exempt_reason, "")).split()
        )
        if applies and (payment.proof_seen or payment.exempt_reason == "own-employee"):
            return 0, text("none: {exemption}", exemption=name), []
        findings.append(
            warning(
                "EXEMPTION-UNPROVEN" if applies else "EXEMPTION-OTHER-INCOME",
                text(
                    "“{exemption}” frees of the premium only with proof seen before payment.",
                    exemption=name,
                )
                if applies
                else text(
                    "“{exemption}” does not free income {code} of the premium.",
                    exemption=name,
                    code=payment.income_code,
                ),
                text("Ask for the proof before you pay and tick it, or clear the exemption."),
                where,
            )
        )
    rate = _number(cards, "supplementary-premium", "", day)
    cap = int(_number(cards, "supplementary-premium-withholding", "cap", day))
    threshold = (
        int(_number(cards, "minimum-wage", "month", day))
        if payment.income_code == WAGES
        else int(_number(cards, "supplementary-premium-withholding", "other", day))
    )
    if gross < threshold:
        return 0, text("none: below {amount:,} in one payment", amount=threshold), findings
    premium = whole_ntd(min(gross, cap) * rate / _HUNDRED)
    reason = text(
        "{rate} percent: {amount:,} or more in one payment", rate=plain(rate), amount=threshold
    )
    return premium, reason, findings
