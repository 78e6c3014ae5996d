"""Warnings answered by a reason that is recorded in the plan (說明理由)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from plc_budget.findings import Finding, Place, Severity, notice
from plc_budget.language import CHINESE, text
from plc_budget.plan import Answer

_FIGURES = re.compile(r"(?<![\d:/-])\d[\d,]*(?:\.\d+)?(?![\d:/-])")


class Answered(NamedTuple):
    """A finding with the reason recorded for it, and the reasons it has use for."""

    finding: Finding
    used: tuple[Answer, ...] = ()
    holding: Answer | None = None
    """The reason that is on the finding."""


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
    answered = [answer_finding(answers, finding) for finding in findings]
    used = {id(answer) for one in answered for answer in one.used}
    idle = (_idle(answer) for answer in answers if id(answer) not in used)
    return [*(one.finding for one in answered), *idle]


def answer_finding(answers: Sequence[Answer], finding: Finding) -> Answered:
    """Put the reason on one finding that was recorded for it.

    Parameters
    ----------
    answers : sequence of Answer
        All that are recorded in the plan.
    finding : Finding
        As the check made it.
    """
    if finding.severity is not Severity.WARNING:
        return Answered(finding)
    mine = about(answers, finding)
    if not mine:
        return Answered(finding)
    now = _sense(finding.message.render(CHINESE))
    same = tuple(answer for answer in mine if _says(answer, now))
    for answer in same:
        if _is_enough(answer, finding):
            return Answered(replace(finding, answer=answer.reason), same, answer)
    if same:
        return Answered(_outgrown(finding, same[-1]), mine)
    return Answered(_given_for_another(finding, mine[-1]), mine)


def about(answers: Sequence[Answer], finding: Finding) -> tuple[Answer, ...]:
    """Return the reasons that were given for findings like this, of its line or of the plan."""
    lines = ("", finding.where.line)
    return tuple(one for one in answers if one.code == finding.code and one.line in lines)


def holds(answer: Answer, finding: Finding) -> bool:
    """Tell whether a reason for findings like this is one for this finding as it is now."""
    return _is_enough(answer, finding) and _says(answer, _sense(finding.message.render(CHINESE)))


def _is_enough(answer: Answer, finding: Finding) -> bool:
    return answer.stake is None or finding.stake <= answer.stake


def _says(answer: Answer, now: str) -> bool:
    """Compare the sentences but for their amounts, which the stake watches over."""
    return not answer.message or _sense(answer.message) == now


def _sense(message: str) -> str:
    return _FIGURES.sub("0", "".join(message.split()))


def _given_for_another(finding: Finding, answer: Answer) -> Finding:
    return replace(
        finding,
        remedy=text(
            "The recorded reason was given for “{then}”. Record it anew for what is so now.",
            then=answer.message,
        ),
    )


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
