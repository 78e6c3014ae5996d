"""``plc-budget take-in``: what was changed in a file that came back, taken over as one step."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.checks import check_plan
from plc_budget.cli.arguments import UNREADABLE, Parser
from plc_budget.cli.check import summary, totals_text
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    Stop,
    ask,
    complain,
    complain_about,
    conflict_text,
    findings_text,
    read_line,
    refuse,
    refuse_plan,
    say,
    say_json,
)
from plc_budget.cli.terminal import table
from plc_budget.findings import has_errors
from plc_budget.language import Series, text
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.review.differences import Kind
from plc_budget.review.paper import Paper, read_paper
from plc_budget.review.taking import (
    Answer,
    choose_differences,
    find_asked_row,
    find_now,
    has_moved_on,
    heading,
    heading_now,
    list_choices,
    review_with_answers,
    take_over,
    totals,
    where,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.plan.history.saving import Opened
    from plc_budget.review.differences import Difference
    from plc_budget.review.printed import Base
    from plc_budget.review.printout import Sum
    from plc_budget.review.review import Review

_LONGEST_ROW = 9
"""Most digits of the number of a row."""


EXAMPLES = {
    "take-in": (
        "take-in 概算表.xlsx 114-研習",
        "take-in 概算表.xlsx 114-研習 --accept C6 --accept E7 --reason 主計修改",
        "take-in 概算表.ods 114-研習 --accept all --reason 科長核改",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    add_file(command)
    command.add_plan()
    many = {"action": "append", "default": []}
    accept = text("a difference to take over: its cell, its number, or all")
    command.add("--accept", accept, text("CELL"), **many)
    same = text("which line a row is, such as 8=printing; 8= for a new one")
    command.add("--same", same, text("ROW=CODE"), **many)
    command.add_by_whom()


def add_file(command: Parser) -> None:
    """Let a command take a file that came back."""
    command.add("file", text("an .xlsx or .ods"), text("FILE"))
    sheet = text("the sheet with the budget, if it stands on several")
    command.add("--sheet", sheet, text("SHEET"), default="")


def run(options: Namespace) -> int:
    """Show the differences; take over those accepted, with a reason."""
    if options.accept and not options.reason:
        complain(text("--accept wants a --reason; it goes into the history."))
        return UNREADABLE
    paper, opened = paper_of(options), plan_of(options)
    review, findings, unasked = review_with_answers(paper, opened, _said(options), options.sheet)
    if review is None:
        raise stop_command(options, findings, differences=[])
    if not options.json:
        say(review.sentence)
        if review.differences:
            say(differences_text(review.differences, review.base))
            _say_asked(review, opened)
            if review.total is not None:
                say(totals(review.total, review.base, opened.plan.budget.total))
        for finding in findings:
            complain_about(finding)
    accepted, faults = ([], unasked) if unasked else _accepted(options, review)
    if faults:
        return refuse(options, faults, taken=[], **_json(review))
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
            raise stop_command(options, [])
        answers.append((int(row), choice.strip()))
    return answers


def _say_asked(review: Review, opened: Opened) -> None:
    """Say what to type about each row that can be more than one line."""
    base = review.base
    for one in review.differences:
        if one.kind is Kind.QUESTION:
            row = find_asked_row(one)[1]
            ways = [
                text("--same {row}={code} for “{name}”", row=row, code=code, name=name)
                for code, name in list_choices(one, base.plan if base else opened.plan)
            ]
            new = text("--same {row}= for a new one", row=row)
            say(
                text("{cell}: answer with {ways}", cell=where(one, base), ways=Series((*ways, new)))
            )


def _accepted(options: Namespace, review: Review) -> tuple[list[Difference], list[Finding]]:
    if options.accept:
        return choose_differences(review.differences, options.accept, review.base)
    if options.json or not sys.stdin.isatty():
        return [], []
    return [one for one in review.differences if one.can_be_taken and _asked(one, review.base)], []


def _asked(one: Difference, base: Base | None) -> bool:
    question = text(
        "{cell} {what}: {before} → {after}. Take it over?",
        cell=where(one, base),
        what=one.what,
        before=one.before or "-",
        after=one.after or "-",
    )
    return ask(question)


def _nothing(options: Namespace, review: Review, findings: Sequence[Finding]) -> int:
    if options.json:
        say_json({**_json(review), "taken": []}, findings)
    elif any(one.can_be_taken for one in review.differences):
        say(text("Nothing was taken over. Accept with --accept CELL and --reason TEXT."))
        _say_left(review, ())
    return MENDABLE if review.differences else OK


def _take(
    options: Namespace, opened: Opened, review: Review, accepted: Sequence[Difference]
) -> int:
    """Save what was accepted as one step; nothing is written when it is refuse."""
    reason = options.reason or read_line(str(text("Reason:")) + " ")
    if not reason:
        complain(text("Without a reason nothing is taken over."))
        return MENDABLE
    saved, findings = take_over(opened, accepted, reason=reason, by=options.by, name=review.name)
    if isinstance(saved, Conflict) or saved is None:
        if isinstance(saved, Conflict):
            say(conflict_text(saved))
        return refuse(options, findings, taken=[], **_json(review))
    found = check_plan(saved.plan, findings)
    if options.json:
        say_json(
            {
                **_json(review),
                "taken": [one.cell for one in accepted],
                "total": saved.plan.budget.total,
                "approved_total": saved.plan.details.funding.approved_total,
            },
            found,
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
        where(one, review.base)
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
        "differences": [difference_json(one, review.base) for one in review.differences],
    }


_HEAD = (text("number"), text("cell"), text("item"), text("what"))
_IN_FILE = text("in the file")


def paper_of(options: Namespace) -> Paper:
    """Read the file that came back.

    Raises
    ------
    Stop
        With 2 when it cannot be read; what is the matter has been said.
    """
    paper, findings = read_paper(Path(options.file))
    if paper is None:
        raise stop_command(options, findings)
    return paper


def plan_of(options: Namespace) -> Opened:
    """Open the plan.

    Raises
    ------
    Stop
        When it cannot be read.
    """
    opened, findings = open_plan(options.plan)
    if opened is None:
        raise Stop(refuse_plan(findings, as_json=options.json))
    return opened


def stop_command(options: Namespace, findings: Sequence[Finding], **more: Any) -> Stop:  # noqa: ANN401 - JSON
    """Say why nothing could be read, and return what ends the command."""
    if options.json:
        say_json({**more}, findings)
    for finding in findings:
        complain_about(finding)
    return Stop(UNREADABLE)


def differences_text(differences: Sequence[Difference], base: Base | None) -> str:
    """Show differences cell by cell; what can be taken over has a number.

    Where the plan has gone on since the file was printed, what it says by now stands there as well.
    """
    is_old = has_moved_on(base, differences)
    rows = [
        [
            *map(str, _HEAD),
            str(heading(base)),
            *([str(heading_now(base))] if is_old else []),
            str(_IN_FILE),
        ]
    ]
    for number, one in enumerate(differences, start=1):
        now = [find_now(one, base) or "-"] if is_old else []
        rows.append(
            [
                str(number) if one.can_be_taken else "-",
                where(one, base),
                one.item,
                str(one.what),
                one.before or "-",
                *now,
                one.after or "-",
            ]
        )
    lines = [table(rows)]
    lines += [
        str(text("{cell}: {remark}", cell=where(one, base), remark=one.remark))
        for one in differences
        if str(one.remark)
    ]
    return "\n".join(lines)


def difference_json(one: Difference, base: Base | None) -> dict[str, Any]:
    """Write a difference as JSON; ``now`` is what the plan says by now, empty where that is not known."""
    return {
        "kind": str(one.kind),
        "cell": one.cell,
        "line": one.line,
        "item": one.item,
        "field": one.field,
        "plan": one.before,
        "now": find_now(one, base) or "",
        "file": one.after,
        "can_be_taken": one.can_be_taken,
        "choices": list(one.choices),
        "remark": str(one.remark),
        "is_contested": one.is_contested,
    }


def total_json(total: Sum | None) -> dict[str, Any]:
    """Write what the lines of a file come to, and what its row of the total says; null if unknown. [NTD]"""
    return {
        "file_total": total.money if total else None,
        "file_total_stated": total.own if total else None,
        "file_total_unclear": list(total.unclear) if total else [],
    }
