"""``plc-budget take-in``: what was changed in a file that came back, taken over as one step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from plc_budget.checks import check_plan
from plc_budget.cli.check import summary, totals_text
from plc_budget.cli.outcome import asks_first, conflict_text, refused, typed
from plc_budget.cli.reading import MENDABLE, OK, UNREADABLE, complain, complain_of, say, say_json
from plc_budget.cli.returned import (
    difference_json,
    differences_text,
    paper_of,
    plan_of,
    stopped,
    total_json,
)
from plc_budget.cli.show import finding_json, findings_text
from plc_budget.findings import has_errors
from plc_budget.language import Series, text
from plc_budget.plan.history.conflict import Conflict
from plc_budget.review.asking import (
    Answer,
    asked_row,
    choose_differences,
    named_choices,
    review_with_answers,
    totals,
    where,
)
from plc_budget.review.differences import Kind
from plc_budget.review.taking import take_over

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.plan.history.saving import Opened
    from plc_budget.review.differences import Difference
    from plc_budget.review.history import Base
    from plc_budget.review.review import Review

_LONGEST_ROW = 9
"""Most digits of the number of a row."""


def run(options: Namespace) -> int:
    """Show the differences; take over those accepted, with a reason."""
    if options.accept and not options.reason:
        complain(text("--accept wants a --reason; it goes into the history."))
        return UNREADABLE
    paper, opened = paper_of(options), plan_of(options)
    review, findings, unasked = review_with_answers(paper, opened, _said(options), options.sheet)
    if review is None:
        raise stopped(options, findings, differences=[])
    if not options.json:
        say(review.sentence)
        if review.differences:
            say(differences_text(review.differences, review.verified.base))
            _say_asked(review, opened)
            if review.total is not None:
                say(totals(review.total, review.verified.base, opened.plan.budget.total))
        for finding in findings:
            complain_of(finding)
    accepted, faults = ([], unasked) if unasked else _accepted(options, review)
    if faults:
        return refused(options, faults, taken=[], **_json(review))
    if not accepted:
        return _nothing(options, review, findings)
    return _take(options, opened, review, accepted)


def _said(options: Namespace) -> list[Answer]:
    """Read ``8=printing``: which line a row is."""
    answers: list[Answer] = []
    for word in options.same:
        row, sign, choice = word.partition("=")
        if not sign or not row.strip().isdecimal() or len(row) > _LONGEST_ROW:
            complain(text("“{words}” is not like 8=printing", words=word))
            raise stopped(options, [])
        answers.append((int(row), choice.strip()))
    return answers


def _say_asked(review: Review, opened: Opened) -> None:
    """Say what to type about each row that can be more than one line."""
    base = review.verified.base
    for one in review.differences:
        if one.kind is Kind.QUESTION:
            row = asked_row(one)[1]
            ways = [
                text("--same {row}={code} for “{name}”", row=row, code=code, name=name)
                for code, name in named_choices(one, base.plan if base else opened.plan)
            ]
            new = text("--same {row}= for a new one", row=row)
            say(
                text("{cell}: answer with {ways}", cell=where(one, base), ways=Series((*ways, new)))
            )


def _accepted(options: Namespace, review: Review) -> tuple[list[Difference], list[Finding]]:
    if options.accept:
        return choose_differences(review.differences, options.accept, review.verified.base)
    if options.json or not sys.stdin.isatty():
        return [], []
    return [
        one for one in review.differences if one.can_be_taken and _asked(one, review.verified.base)
    ], []


def _asked(one: Difference, base: Base | None) -> bool:
    question = text(
        "{cell} {what}: {before} → {after}. Take it over?",
        cell=where(one, base),
        what=one.kind.words,
        before=one.before or "-",
        after=one.after or "-",
    )
    return asks_first(question)


def _nothing(options: Namespace, review: Review, findings: Sequence[Finding]) -> int:
    if options.json:
        say_json(
            {
                **_json(review),
                "taken": [],
                "findings": [finding_json(finding) for finding in findings],
            }
        )
    elif any(one.can_be_taken for one in review.differences):
        say(text("Nothing was taken over. Accept with --accept CELL and --reason TEXT."))
        _say_left(review, ())
    return MENDABLE if review.differences else OK


def _take(
    options: Namespace, opened: Opened, review: Review, accepted: Sequence[Difference]
) -> int:
    """Save what was accepted as one step; nothing is written when it is refused."""
    reason = options.reason or typed(str(text("Reason:")) + " ")
    if not reason:
        complain(text("Without a reason nothing is taken over."))
        return MENDABLE
    saved, findings = take_over(opened, accepted, reason=reason, by=options.by, name=review.name)
    if isinstance(saved, Conflict) or saved is None:
        if isinstance(saved, Conflict):
            say(conflict_text(saved))
        return refused(options, findings, taken=[], **_json(review))
    found = check_plan(saved.plan, findings)
    if options.json:
        say_json(
            {
                **_json(review),
                "taken": [one.cell for one in accepted],
                "total": saved.plan.budget.total,
                "approved_total": saved.plan.details.funding.approved_total,
                "findings": [finding_json(finding) for finding in found],
            }
        )
    else:
        say(text("{number} changes were taken over.", number=len(accepted)))
        _say_left(review, accepted)
        say(findings_text(found))
        say(totals_text(saved.plan))
        say(summary(found))
    return MENDABLE if has_errors(found) else OK


def _say_left(review: Review, accepted: Sequence[Difference]) -> None:
    """Name what ``all`` leaves out: what the plan has changed as well."""
    cells = [
        where(one, review.verified.base)
        for one in review.differences
        if one.is_contested and one.can_be_taken and one not in accepted
    ]
    if cells:
        say(
            text(
                "Left as the plan has it by now: {cells}. Name the cell to take it over all the same.",
                cells="、".join(cells),
            )
        )


def _json(review: Review) -> dict[str, Any]:
    return {
        "sentence": str(review.sentence),
        **total_json(review.total),
        "differences": [difference_json(one, review.verified.base) for one in review.differences],
    }
