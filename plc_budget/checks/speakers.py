"""Who teaches and which line pays for it: each period once, by a line that says what it pays."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import EXACT, plain, product, whole_ntd
from plc_budget.rules import item_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plc_budget.budget import Line
    from plc_budget.plan import Plan

SPEAKERS = {
    "internal": text("internal speakers"),
    "affiliated": text("affiliated speakers"),
    "external": text("external speakers"),
    "assistant": text("assistants"),
    "keynote": text("keynote speakers"),
}
UNSPECIFIED = "fee-unspecified"
_KINDS = {f"fee-{kind}": kind for kind in SPEAKERS} | {UNSPECIFIED: UNSPECIFIED}
"""Kinds of speaker by the items that pay them."""


def every_speaker_is_budgeted(plan: Plan) -> list[Finding]:
    """Each kind of speaker who is paid has a line."""
    typed = _typed_lines(plan)
    paid = {line.speaker_kind for line in plan.budget.fee_lines if line.speaker_kind} | typed.keys()
    missing = [kind for kind in plan.working.kinds if kind not in paid]
    return [] if UNSPECIFIED in typed else [_unbudgeted(kind, plan) for kind in missing]


def _typed_lines(plan: Plan) -> dict[str, list[Line]]:
    """Sort the fee lines whose quantity was typed by the kind of speaker they name."""
    typed: dict[str, list[Line]] = {}
    for line in plan.budget.fee_lines:
        if not line.speaker_kind and line.item in _KINDS and not line.is_percentage:
            typed.setdefault(_KINDS[line.item], []).append(line)
    return typed


def _unbudgeted(kind: str, plan: Plan) -> Finding:
    periods = plan.working.of_kind(kind)
    rule = plan.book.get("speaker-fee-ceiling")
    item = f"fee-{kind}"
    ceiling = rule.number(item) if rule is not None and rule.has(item) else Decimal(0)
    return Finding(
        "SPEAKER-NOT-BUDGETED",
        Severity.WARNING,
        text(
            "The timetable pays {periods} periods of {speakers}, and no line does.",
            periods=plain(periods),
            speakers=SPEAKERS.get(kind, kind),
        ),
        text(
            "Add a line whose quantity comes from the timetable ({speakers}), or make them unpaid.",
            speakers=SPEAKERS.get(kind, kind),
        ),
        Place("budget.csv", field="from"),
        Question.BUDGET,
        whole_ntd(product(ceiling, periods)),
    )


def no_speaker_is_budgeted_twice(plan: Plan) -> list[Finding]:
    """The periods of a kind of speaker are paid by one line, and only one."""
    first: dict[str, Line] = {}
    findings: list[Finding] = []
    for line in plan.budget.fee_lines:
        if line.speaker_kind in first:
            findings.append(_paid_twice(line, first[line.speaker_kind]))
        elif line.speaker_kind:
            first[line.speaker_kind] = line
    return findings


def _paid_twice(line: Line, first: Line) -> Finding:
    return Finding(
        "SPEAKER-PAID-TWICE",
        Severity.ERROR,
        text(
            "“{item}” pays the same periods of the timetable as “{first}”.",
            item=line.name,
            first=first.name,
        ),
        text("Keep one line for each kind of speaker."),
        line.place("from"),
        Question.BUDGET,
        line.amount,
    )


def every_fee_line_has_its_speaker(plan: Plan) -> list[Finding]:
    """A line that is counted by the timetable finds its kind of speaker there."""
    return [
        Finding(
            "SPEAKER-NOT-IN-TIMETABLE",
            Severity.WARNING,
            text(
                "“{item}” pays {speakers}, and the timetable has none; it comes to 0.",
                item=line.name,
                speakers=SPEAKERS.get(line.speaker_kind, line.speaker_kind),
            ),
            text("Correct from or the timetable, or remove the line."),
            line.place("from"),
            Question.BUDGET,
        )
        for line in plan.budget.fee_lines
        if line.speaker_kind and line.speaker_kind not in plan.working.kinds
    ]


def typed_periods_are_taught(plan: Plan) -> list[Finding]:
    """Periods that were typed agree with the timetable, where there is one."""
    if not plan.working.blocks:
        return []
    typed = _typed_lines(plan)
    counted = [line.speaker_kind for line in plan.budget.fee_lines if line.speaker_kind]
    open_kinds = [k for k in plan.working.kinds if k not in counted and k not in typed]
    return [
        finding
        for kind, lines in typed.items()
        for finding in _compared(
            lines, [kind] if kind != UNSPECIFIED else open_kinds, plan, counted
        )
    ]


def _compared(
    lines: list[Line], kinds: list[str], plan: Plan, counted: list[str]
) -> Iterator[Finding]:
    """Compare typed periods with those taught that no other line is counted by."""
    budgeted = sum((product(line.quantity, line.row.times) for line in lines), Decimal(0))
    taught = sum((plan.working.of_kind(k) for k in kinds if k not in counted), Decimal(0))
    if budgeted != taught:
        yield _disagreeing(lines[0], budgeted, taught)


def _disagreeing(line: Line, budgeted: Decimal, taught: Decimal) -> Finding:
    difference = abs(EXACT.subtract(budgeted, taught))
    return Finding(
        "SPEAKER-PERIODS",
        Severity.WARNING,
        text(
            "“{item}” is budgeted for {budgeted} periods; the timetable leaves it {taught}.",
            item=line.name,
            budgeted=plain(budgeted),
            taught=plain(taught),
        ),
        text("Let the timetable count (from = timetable:…), or record why it differs."),
        line.place("quantity"),
        Question.SUMS,
        whole_ntd(product(line.unit_price, difference)),
    )


def fee_line_names_its_speaker(plan: Plan) -> list[Finding]:
    """The printed name of a fee line and the speakers it pays are of one kind."""
    return [
        Finding(
            "SPEAKER-LINE-NAME",
            Severity.WARNING,
            text(
                "“{item}” pays {speakers} of the timetable.",
                item=line.name,
                speakers=SPEAKERS.get(line.speaker_kind, line.speaker_kind),
            ),
            text("Correct from, or the name of the item, so that both say the same."),
            line.place("item"),
            Question.ACCOUNT,
            line.amount,
        )
        for line in plan.budget.fee_lines
        if line.speaker_kind and _names_another(line)
    ]


def _names_another(line: Line) -> bool:
    named = item_named(line.row.item)
    return named.startswith("fee-") and named not in (UNSPECIFIED, line.item)
