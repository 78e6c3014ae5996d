"""Warnings answered by a reason that is recorded in the plan (說明理由)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plc_budget.findings import Finding, Place, Severity, notice
from plc_budget.language import text
from plc_budget.plan import Answer


def with_answers(findings: Iterable[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """Put the recorded reasons on the warnings they are for.

    A reason holds while no more money is at stake than when it was given; after that the warning
    is open again and says so.  A reason that answers nothing is a notice, never silently kept.

    Examples
    --------
    >>> open_one = Finding("COPIES-ONLINE", Severity.WARNING, text("80 copies"), stake=8_000)
    >>> reason = Answer("COPIES-ONLINE", "會前寄送", stake=8_000)
    >>> with_answers([open_one], [reason])[0].is_open
    False
    """
    answered = [_answered(finding, answers) for finding in findings]
    idle = [a for a in answers if not any(_is_about(a, finding) for finding in answered)]
    return [*answered, *(_idle(answer) for answer in idle)]


def _is_about(answer: Answer, finding: Finding) -> bool:
    return (
        finding.severity is Severity.WARNING
        and answer.code == finding.code
        and answer.line in ("", finding.where.line)
    )


def _answered(finding: Finding, answers: Sequence[Answer]) -> Finding:
    mine = [answer for answer in answers if _is_about(answer, finding)]
    for answer in mine:
        if answer.stake is None or finding.stake <= answer.stake:
            return replace(finding, answer=answer.reason)
    return _outgrown(finding, mine[-1]) if mine else finding


def _outgrown(finding: Finding, answer: Answer) -> Finding:
    return replace(
        finding,
        remedy=text(
            "The recorded reason was given for {then:,} NTD; now {now:,} are at stake. Record it anew.",
            then=answer.stake or 0,
            now=finding.stake,
        ),
    )


def _idle(answer: Answer) -> Finding:
    return notice(
        "ANSWER-IDLE",
        text("A reason is recorded for {code}, which asks nothing now.", code=answer.code),
        text("Remove it from plan.toml when it is no longer needed."),
        Place("plan.toml", line=answer.line, field="answers"),
    )
