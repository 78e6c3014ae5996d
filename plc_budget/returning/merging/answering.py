"""Rows that can be more than one line: what is asked of them, and what a planner answers."""

from __future__ import annotations

from collections.abc import Sequence

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.plan.history.saving import Opened
from plc_budget.returning.comparing.differences import BUDGET, TIMETABLE, Difference, Kind
from plc_budget.returning.merging.review import Review, reviewed
from plc_budget.returning.reading.paper import Paper

Answer = tuple[int, str]
"""A row of the file, from 1, and one of the choices; nothing for a new line."""


def asked(one: Difference) -> tuple[str, int]:
    """Return the table and the row, from 1, that a question is about.

    Examples
    --------
    >>> asked(Difference(Kind.QUESTION, "經費概算表!A6", choices=("printing",)))
    ('budget', 6)
    """
    table = TIMETABLE if all(choice.isdecimal() for choice in one.choices) else BUDGET
    return table, one.row


def named_choices(one: Difference, plan: Plan) -> list[tuple[str, str]]:
    """Return what a row may be: each choice and what it is called.

    Parameters
    ----------
    one : Difference
        A question.
    plan : Plan
        What the file was compared with.
    """
    lines = {line.code: line.name for line in plan.budget.lines}
    slots = {str(at): slot.activity for at, slot in enumerate(plan.timetable)}
    named = lines if asked(one)[0] == BUDGET else slots
    return [(choice, named.get(choice, choice)) for choice in one.choices]


def answered(
    paper: Paper, opened: Opened, said: Sequence[Answer], sheet: str = ""
) -> tuple[Review | None, list[Finding], list[Finding]]:
    """Review a file with the answers a planner typed; one answer can settle or raise other questions.

    Parameters
    ----------
    paper : Paper
        The file.
    opened : Opened
        The plan as it is.
    said : sequence of (int, str)
        The answers, in any order.
    sheet : str
        The sheet to take, if the budget stands on several.

    Returns
    -------
    tuple[Review or None, list[Finding], list[Finding]]
        As :func:`plc_budget.returning.merging.review.reviewed`, and the answers nothing was asked for.
    """
    answers: dict[tuple[str, int], str] = {}
    left = list(said)
    review, findings = reviewed(paper, opened, answers, sheet)
    while review is not None and left:
        found = _answerable(review, left)
        if found is None:
            return review, findings, [_not_asked(answer) for answer in left]
        answer, table = found
        left.remove(answer)
        answers[table, answer[0]] = answer[1]
        review, findings = reviewed(paper, opened, answers, sheet)
    return review, findings, []


def _answerable(review: Review, left: Sequence[Answer]) -> tuple[Answer, str] | None:
    """Find an answer to something that is asked, and the table it is about."""
    questions = [one for one in review.differences if one.kind is Kind.QUESTION]
    return next(((answer, asked(one)[0]) for answer in left for one in questions
                 if asked(one)[1] == answer[0] and answer[1] in ("", *one.choices)), None)  # fmt: skip


def _not_asked(answer: Answer) -> Finding:
    words = f"{answer[0]}={answer[1]}"
    return error(
        "RETURN-NOT-ASKED",
        text("“{words}” is no answer to anything that is asked about this file.", words=words),
        text("Below the list stands what can be answered, and how; leave the others out."),
        Place(words),
    )
