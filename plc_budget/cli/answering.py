"""The block of ``plan.toml`` that answers an open warning, ready to paste."""

from __future__ import annotations

import json

from plc_budget.checks.answering import answer_keys, answer_to
from plc_budget.findings import Finding, Severity

REASON = "…"
"""Stands where the planner's own words belong; as it is, it is refused as a reason."""


def answer_block(finding: Finding) -> str:
    """Write the ``[[answers]]`` of an open warning; empty for what asks for no reason.

    Examples
    --------
    >>> from plc_budget.findings import Place
    >>> from plc_budget.language import text
    >>> copies = Finding("COPIES-ONLINE", Severity.WARNING, text("80 copies"),
    ...                  where=Place(line="printing"), stake=8_000)
    >>> print(answer_block(copies))
    [[answers]]
    code = "COPIES-ONLINE"
    line = "printing"
    stake = 8000
    message = "80 copies"
    reason = "…"
    """
    if finding.severity is not Severity.WARNING or not finding.is_open:
        return ""
    keys = answer_keys(answer_to(finding, REASON))
    lines = (
        f"{key} = {quoted(value) if isinstance(value, str) else value}"
        for key, value in keys.items()
    )
    return "\n".join(["[[answers]]", *lines])


def quoted(words: str) -> str:
    r"""Write a text of TOML; its escapes are those of JSON, and one sign more.

    Examples
    --------
    >>> quoted('說"好"\\')
    '"說\\"好\\"\\\\"'
    """
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
