"""Making a finding of a rule: severity, remedy and citation are the card's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.findings import NOWHERE, Finding, Place, Question, Severity

if TYPE_CHECKING:
    from plc_budget.language import Text
    from plc_budget.rules import Rule

_NAMES = {"speaker-fee-ceiling": "FEE-CEILING"}


def by_rule(
    rule: Rule,
    question: Question,
    message: Text,
    where: Place = NOWHERE,
    *,
    stake: int = 0,
    code: str = "",
    severity: Severity | None = None,
) -> Finding:
    """Make a finding that rests on a rule.

    Parameters
    ----------
    rule : Rule
        Gives severity, remedy and citation.
    stake : int
        Money at stake. [NTD]
    code : str
        Name of the finding; the id of the card in capitals if left out.
    severity : Severity, optional
        Instead of the card's.
    """
    return Finding(
        code or _NAMES.get(rule.id, rule.id.upper()),
        severity or rule.card.severity,
        message,
        rule.card.remedy,
        where,
        question,
        stake,
        rule.id,
    )
