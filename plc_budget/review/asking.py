"""What a planner is told of a returned file and asked about it, and what is meant by the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plc_budget.findings import Finding, Place, Words, error
from plc_budget.language import NOTHING, text
from plc_budget.plan import Plan
from plc_budget.plan.history.saving import Opened
from plc_budget.review.around import Sum
from plc_budget.review.differences import BUDGET, TIMETABLE, Difference, Kind
from plc_budget.review.paper import Paper
from plc_budget.review.printed import Base
from plc_budget.review.review import Review, review_paper

ALL = "all"
_PARTS = re.compile(r"[,，、;；\s]+")
PRINTED = text("as printed")
IN_PLAN = text("in the plan")
Answer = tuple[int, str]
"""A row of the file, from 1, and one of the choices; nothing for a new line."""


def asked_row(one: Difference) -> tuple[str, int]:
    """Return the table and the row, from 1, that a question is about.

    Examples
    --------
    >>> asked_row(Difference(Kind.QUESTION, "經費概算表!A6", choices=("printing",)))
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
    named = lines if asked_row(one)[0] == BUDGET else slots
    return [(choice, named.get(choice, choice)) for choice in one.choices]


def review_with_answers(
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
        As :func:`plc_budget.review.review.review_paper`, and the answers nothing was asked for.
    """
    answers: dict[tuple[str, int], str] = {}
    left = list(said)
    review, findings = review_paper(paper, opened, answers, sheet)
    while review is not None and left:
        found = _answerable(review, left)
        if found is None:
            return review, findings, [_not_asked(answer) for answer in left]
        answer, table = found
        left.remove(answer)
        answers[table, answer[0]] = answer[1]
        review, findings = review_paper(paper, opened, answers, sheet)
    return review, findings, []


def _answerable(review: Review, left: Sequence[Answer]) -> tuple[Answer, str] | None:
    """Find an answer to something that is asked, and the table it is about."""
    questions = [one for one in review.differences if one.kind is Kind.QUESTION]
    return next(
        (
            (answer, asked_row(one)[0])
            for answer in left
            for one in questions
            if asked_row(one)[1] == answer[0] and answer[1] in ("", *one.choices)
        ),
        None,
    )


def _not_asked(answer: Answer) -> Finding:
    words = f"{answer[0]}={answer[1]}"
    return error(
        "RETURN-NOT-ASKED",
        text("“{words}” is no answer to anything that is asked about this file.", words=words),
        text("Below the list stands what can be answered, and how; leave the others out."),
        Place(words),
    )


def choose_differences(
    differences: Sequence[Difference], words: Sequence[str], base: Base | None = None
) -> tuple[list[Difference], list[Finding]]:
    """Return the differences that are named.

    Parameters
    ----------
    differences : sequence of Difference
        All of them; they are numbered from 1.
    words : sequence of str
        ``all`` but what the plan has changed as well, a number, a cell (``C6`` or
        ``經費概算表!C6``), or a row that is gone, as it is listed or by its code; several may stand
        in one word, apart from each other.
    base : Base or None
        What the file was compared with.

    Returns
    -------
    tuple[list[Difference], list[Finding]]
        In the order of the file; and what was named and is none of them, or cannot be taken over.
    """
    if not any(one.can_be_taken for one in differences) and ALL in map(_bare, words):
        return [], [_none_at_all()]
    parts = [part for word in words for part in _parts(differences, word.strip(), base)]
    named: set[int] = set()
    findings: list[Finding] = []
    for part in parts:
        found = _named(differences, part, base)
        takeable = {at for at in found if differences[at].can_be_taken}
        if part.lower() != ALL and not takeable:
            findings.append(_nothing(part) if not found else _cannot(differences[min(found)], base))
        named |= takeable
    return [differences[at] for at in sorted(named)], findings


def _parts(differences: Sequence[Difference], word: str, base: Base | None) -> list[str]:
    """Cut a word into what it names; the name of a sheet may hold a blank or a comma."""
    if _named(differences, word, base):
        return [word]
    return [part for part in _PARTS.split(word) if part]


def _named(differences: Sequence[Difference], word: str, base: Base | None) -> set[int]:
    if word.lower() == ALL:
        return {at for at, one in enumerate(differences) if not one.is_contested}
    if word.isdecimal():
        return {int(word) - 1} & set(range(len(differences)))
    return {at for at, one in enumerate(differences) if word and word.upper() in _names(one, base)}


def _names(one: Difference, base: Base | None) -> list[str]:
    names = (one.cell, one.cell.rpartition("!")[2], one.key, where(one, base))
    return [name.upper() for name in names]


def _bare(word: str) -> str:
    return word.strip().lower()


def _none_at_all() -> Finding:
    return error(
        "RETURN-NOTHING",
        text("There is nothing in this file to be taken over."),
        text("What is listed, if anything, can only be read; leave --accept out."),
        Place(ALL),
    )


def _nothing(word: str) -> Finding:
    return error(
        "RETURN-UNKNOWN",
        text("There is no difference called “{word}”.", word=word),
        text("Name a cell as it is listed, its number, or all."),
        Place(word),
    )


def _cannot(one: Difference, base: Base | None) -> Finding:
    cell = where(one, base)
    return error(
        "RETURN-FOLLOWS",
        text("{cell} cannot be taken over: {kind}.", cell=cell, kind=one.what),
        one.remark,
        Place(cell),
    )


def where(one: Difference, base: Base | None) -> str:
    """Return the cell of a difference; of a row that is gone, where it stood when it was printed.

    Parameters
    ----------
    one : Difference
        Of a file.
    base : Base or None
        What the file was compared with.
    """
    if one.kind is Kind.SLOT_REMOVED:
        return str(text("was activity {number}", number=int(one.line) + 1))
    if one.kind is Kind.LINE_REMOVED and base is not None:
        codes = [line.code for line in base.plan.budget.lines]
        return str(text("was item {number}", number=codes.index(one.line) + 1))
    return one.cell.removesuffix("!")


def heading(base: Base | None) -> Words:
    """Return what the values of a file are beside: those that were printed, or the plan's."""
    return PRINTED if base is not None and base.is_printed else IN_PLAN


def heading_now(base: Base | None) -> Words:
    """Return what the values are that the plan has by now."""
    return text("by now (version {now})", now=base.now if base is not None else 1)


def moved_on(base: Base | None, differences: Iterable[Difference]) -> bool:
    """Tell whether the plan says something else by now, where a file differs from what was printed."""
    is_old = base is not None and base.is_printed and not base.is_current
    return is_old and any(one.now not in (None, one.before) for one in differences)


def now_of(one: Difference, base: Base | None) -> str | None:
    """Return what the plan says by now in the cell of a difference.

    Parameters
    ----------
    one : Difference
        Of a file.
    base : Base or None
        What the file was compared with.

    Returns
    -------
    str or None
        Empty where it says nothing there; None where that is not known.
    """
    return one.before if base is not None and base.is_current else one.now


def totals(file: Sum | None, base: Base | None, now: int) -> Words:
    """Say what a file comes to, beside what was printed and what the plan comes to by now. [NTD]

    Parameters
    ----------
    file : Sum or None
        What the lines of the file come to; nothing is said of a file without a budget table.
    base : Base or None
        What it was compared with.
    now : int
        Total of the plan. [NTD]
    """
    if file is None:
        return NOTHING
    if file.money is None:
        return text(
            "What the lines of the file come to cannot be told: mend {cells} first.",
            cells="、".join(file.unclear),
        )
    said = _beside(file.money, base, now)
    if file.own in (None, file.money):
        return said
    return text("{sentence} Its own row of the total says {own:,}.", sentence=said, own=file.own)


def _beside(file: int, base: Base | None, now: int) -> Words:
    printed = base.plan.budget.total if base is not None and base.is_printed else now
    if printed == now:
        return text(
            "The lines of the file come to {file:,} NTD (the plan: {now:,}).", file=file, now=now
        )
    return text(
        "The lines of the file come to {file:,} NTD (as printed: {printed:,}; the plan by now: {now:,}).",
        file=file,
        printed=printed,
        now=now,
    )
