"""Warnings answered by a reason that is recorded in the plan (說明理由)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plc_budget.findings import Finding, Place, Severity, notice
from plc_budget.language import CHINESE, text
from plc_budget.plan import Answer

_FIGURES = re.compile(r"(?<![\d:/-])\d[\d,]*(?:\.\d+)?(?![\d:/-])")


def with_answers(findings: Iterable[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """Put the recorded reasons on the warnings they are for.

    A reason holds while no more money is at stake than when it was given, and while the warning
    says what it said then; after that it is open again and says so.  A reason that answers nothing
    is a notice, never silently kept.

    Examples
    --------
    >>> open_one = Finding("COPIES-ONLINE", Severity.WARNING, text("80 copies"), stake=8_000)
    >>> reason = Answer("COPIES-ONLINE", "會前寄送", stake=8_000)
    >>> with_answers([open_one], [reason])[0].is_open
    False
    """
    answered = [_answered(finding, answers) for finding in findings]
    idle = [a for a in answers if not any(_is_needed(a, finding) for finding in answered)]
    return [*answered, *(_idle(answer) for answer in idle)]


def _is_needed(answer: Answer, finding: Finding) -> bool:
    return _is_about(answer, finding) and (finding.is_open or _says_the_same(answer, finding))


def _is_about(answer: Answer, finding: Finding) -> bool:
    return (
        finding.severity is Severity.WARNING
        and answer.code == finding.code
        and answer.line in ("", finding.where.line)
    )


def _says_the_same(answer: Answer, finding: Finding) -> bool:
    """Compare the sentences but for their amounts, which the stake watches over."""
    return not answer.message or _sense(answer.message) == _sense(finding.message.render(CHINESE))


def _sense(message: str) -> str:
    return _FIGURES.sub("0", "".join(message.split()))


def _answered(finding: Finding, answers: Sequence[Answer]) -> Finding:
    mine = [answer for answer in answers if _is_about(answer, finding)]
    same = [answer for answer in mine if _says_the_same(answer, finding)]
    for answer in same:
        if answer.stake is None or finding.stake <= answer.stake:
            return replace(finding, answer=answer.reason)
    if same:
        return _outgrown(finding, same[-1])
    return _given_for_another(finding, mine[-1]) if mine else finding


def _given_for_another(finding: Finding, answer: Answer) -> Finding:
    return replace(
        finding,
        remedy=text("The recorded reason was given for “{then}”. Record it anew for what is so now.",
                    then=answer.message),
    )  # fmt: skip


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
