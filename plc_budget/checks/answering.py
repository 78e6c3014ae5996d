"""Recording the reason for a warning in ``plan.toml``, and taking one out again (說明理由)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from plc_budget.checks.answers import answered_by
from plc_budget.findings import Finding, Severity
from plc_budget.language import CHINESE
from plc_budget.plan import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

IDLE = "ANSWER-IDLE"
"""Code of the finding that a recorded reason answers nothing."""


def answer_to(finding: Finding, reason: str) -> Answer:
    """Make the reason for a warning, as it is now: its line, its stake, its Chinese sentence.

    Parameters
    ----------
    finding : Finding
        The warning.
    reason : str
        In the planner's own words.

    Examples
    --------
    >>> from plc_budget.findings import Place, warning
    >>> from plc_budget.language import text
    >>> copies = warning("COPIES-ONLINE", text("80 copies"), text("-"), Place(line="printing"))
    >>> answer_to(copies, "會前寄送")
    Answer(code='COPIES-ONLINE', reason='會前寄送', line='printing', stake=0, message='80 copies')
    """
    said = finding.message.render(CHINESE)
    return Answer(finding.code, reason, finding.where.line, finding.stake, said)


def answer_keys(answer: Answer) -> dict[str, str | int]:
    """Write a reason as an ``[[answers]]`` table of ``plan.toml`` has it, key by key.

    Examples
    --------
    >>> answer_keys(Answer("PERIOD-POLICY", "依國小節數", stake=1500))
    {'code': 'PERIOD-POLICY', 'stake': 1500, 'reason': '依國小節數'}
    """
    keys = {"code": answer.code, "line": answer.line, "stake": answer.stake,
            "message": answer.message, "reason": answer.reason}  # fmt: skip
    return {name: value for name, value in keys.items() if value is not None and value != ""}


def recorded(
    answers: Sequence[Answer], findings: Iterable[Finding], finding: Finding, reason: str
) -> Mapping[str, object]:
    """Return what to change in ``plan.toml`` so that a reason is recorded for a warning.

    A reason that holds is worded anew.  One that was given for the same line and holds no more
    gives way; otherwise it is one more.

    Parameters
    ----------
    answers : sequence of Answer
        All that are recorded in the plan.
    findings : iterable of Finding
        Everything found in the plan.
    finding : Finding
        The warning, one of them.
    reason : str
        In the planner's own words.

    Returns
    -------
    mapping of str to object
        As :func:`plc_budget.plan.saving.save` takes details.
    """
    holding = answer_of(answers, finding)
    if holding is not None:
        return {f"answers[{_number(answers, holding)}].reason": reason}
    needed = _used(answers, (other for other in findings if other.answer))
    stale = [answer for answer in outdated(answers, finding)
             if answer.line == finding.where.line and id(answer) not in needed]  # fmt: skip
    new = answer_keys(answer_to(finding, reason))
    if not stale:
        return {"answers[+]": new}
    number = _number(answers, stale[-1])
    return {f"answers[{number}].{name}": value for name, value in new.items()}


def answer_of(answers: Sequence[Answer], finding: Finding) -> Answer | None:
    """Return the recorded reason that a warning stands by; None for one that is open."""
    if not finding.answer or finding.severity is not Severity.WARNING:
        return None
    used = answered_by(answers, finding).used
    return next((answer for answer in used if answer.reason == finding.answer), None)


def outdated(answers: Sequence[Answer], finding: Finding) -> tuple[Answer, ...]:
    """Return the reasons that were given for an open warning when it said something else."""
    return () if finding.answer else answered_by(answers, finding).used


def idle_answers(answers: Sequence[Answer], findings: Iterable[Finding]) -> list[Answer]:
    """Return the reasons that no finding has use for, in the order of their ``ANSWER-IDLE``."""
    used = _used(answers, findings)
    return [answer for answer in answers if id(answer) not in used]


def removed(answers: Sequence[Answer], answer: Answer) -> Mapping[str, object]:
    """Return what to change in ``plan.toml`` so that a reason is recorded no more."""
    return {f"answers[{_number(answers, answer)}]": None}


def _used(answers: Sequence[Answer], findings: Iterable[Finding]) -> set[int]:
    return {id(answer) for finding in findings for answer in answered_by(answers, finding).used}


def _number(answers: Sequence[Answer], answer: Answer) -> int:
    """Count from 1, as the keys of ``plan.toml`` do."""
    return next(number for number, one in enumerate(answers, start=1) if one is answer)
