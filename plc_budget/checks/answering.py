"""Recording the reason for a warning in ``plan.toml``, and taking one out again (說明理由)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from plc_budget.checks.answers import about, answer_finding, holds
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
    keys = {
        "code": answer.code,
        "line": answer.line,
        "stake": answer.stake,
        "message": answer.message,
        "reason": answer.reason,
    }
    return {name: value for name, value in keys.items() if value is not None and value != ""}


def record_answer(
    answers: Sequence[Answer], findings: Iterable[Finding], finding: Finding, reason: str
) -> Mapping[str, object]:
    """Return what to change in ``plan.toml`` so that a reason is recorded for a warning.

    A reason that holds is worded anew.  One that holds no more gives way; others for the same line
    that hold no more go with it, so that a warning has one reason.  What another finding has use
    for stays.

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
        As :func:`plc_budget.plan.history.saving.save` takes details.
    """
    holding = answer_of(answers, finding)
    spare = _spare(answers, findings, finding, holding)
    if holding is not None:
        return {
            f"answers[{_number(answers, holding)}].reason": reason,
            **_without(answers, spare),
        }
    new = answer_keys(answer_to(finding, reason))
    if not spare:
        return {"answers[+]": new}
    number = _number(answers, spare[-1])
    anew = {f"answers[{number}].{name}": value for name, value in new.items()}
    return {**anew, **_without(answers, spare[:-1])}


def answer_of(answers: Sequence[Answer], finding: Finding) -> Answer | None:
    """Return the recorded reason that a warning stands by; None for one that is open."""
    if not finding.answer or finding.severity is not Severity.WARNING:
        return None
    return answer_finding(answers, finding).holding


def _spare(
    answers: Sequence[Answer],
    findings: Iterable[Finding],
    finding: Finding,
    holding: Answer | None,
) -> list[Answer]:
    """List the reasons for such a warning that neither it nor another finding stands by.

    One for the whole plan is spared as long as it holds here, or another finding asks for it.
    """
    others = [other for other in findings if other is not finding]
    needed = {id(answer_finding(answers, other).holding) for other in others if other.answer}
    wanted = _used(answers, others)

    def is_spare(answer: Answer) -> bool:
        if answer is holding or id(answer) in needed:
            return False
        return bool(answer.line) or not (id(answer) in wanted or holds(answer, finding))

    return [answer for answer in about(answers, finding) if is_spare(answer)]


def _without(answers: Sequence[Answer], gone: Sequence[Answer]) -> Mapping[str, object]:
    """Take reasons out from the end, so that the numbers of those before it stay."""
    numbers = sorted((_number(answers, answer) for answer in gone), reverse=True)
    return {f"answers[{number}]": None for number in numbers}


def find_outdated(answers: Sequence[Answer], finding: Finding) -> tuple[Answer, ...]:
    """Return the reasons that were given for an open warning when it said something else."""
    return () if finding.answer else answer_finding(answers, finding).used


def idle_answers(answers: Sequence[Answer], findings: Iterable[Finding]) -> list[Answer]:
    """Return the reasons that no finding has use for, in the order of their ``ANSWER-IDLE``."""
    used = _used(answers, findings)
    return [answer for answer in answers if id(answer) not in used]


def remove_answer(answers: Sequence[Answer], answer: Answer) -> Mapping[str, object]:
    """Return what to change in ``plan.toml`` so that a reason is recorded no more."""
    return {f"answers[{_number(answers, answer)}]": None}


def _used(answers: Sequence[Answer], findings: Iterable[Finding]) -> set[int]:
    return {id(answer) for finding in findings for answer in answer_finding(answers, finding).used}


def _number(answers: Sequence[Answer], answer: Answer) -> int:
    """Count from 1, as the keys of ``plan.toml`` do."""
    return next(number for number, one in enumerate(answers, start=1) if one is answer)
