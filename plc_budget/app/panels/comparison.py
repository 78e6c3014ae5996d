"""核定對照: approved against working (經費調整對照表), or any two points of the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.app.comparing import (
    because,
    check,
    choice_of,
    choose,
    compare_chosen,
    correct,
    record_approval,
)
from plc_budget.app.findings import spot_of
from plc_budget.app.past import history_of, is_scenario
from plc_budget.app.proposals import flows_words
from plc_budget.app.texts import columns, labels, product_of, write_signed
from plc_budget.comparison.basis import flows_of
from plc_budget.comparison.moved import moved_words
from plc_budget.dates import short_roc_date
from plc_budget.findings import Severity
from plc_budget.language import Text, text
from plc_budget.plan.approved.verifying import verify_approved

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.budget import Line
    from plc_budget.comparison import Compared, LineChange
    from plc_budget.findings import Finding

TITLE = text("Approved and now")
_NONE = text("Nothing is approved yet, so there is nothing to compare the plan with.")
_WORDS = {
    "item": text("item"),
    "before": text("before"),
    "after": text("after"),
    "difference": text("difference"),
    "percent": text("%"),
    "reason": text("reason for the change"),
    "basis": text("basis"),
    "total": text("total"),
    "category": text("account"),
    "categories": text("By account"),
    "why": text("Why was “{item}” changed?"),
    "no_reason": text("no reason is recorded yet"),
    "only": text("Only what changed"),
    "compare": text("Compare"),
    "with": text("with"),
    "approved": text("(the approved plan)"),
    "now": text("(the plan as it is)"),
    "go": text("Go to the cell"),
    "approve": text("Record the approval"),
    "again": text("Record a later approval"),
    "reference": text("Number of the letter"),
    "on": text("Day of the letter"),
    "by": text("Who records it"),
    "by_hint": text("the user of this computer"),
    "day_hint": text("such as 114/5/31"),
    "see": text("See the findings"),
    "needed": text("Fill this in."),
    "sure": text("Record it"),
    "cancel": text("Look again"),
    "slip": text("Correct a slip in the number or the day"),
    "slip_hint": text(
        "For typing errors only. What was approved stays as it is; what was written and what is meant is kept in the history."
    ),
    "correct": text("Record the correction"),
}
_REMEDIES = {
    "APPROVED-EXCEEDED": text("Go back to the approved total, or record a later approval below."),
    "CHANGE-NO-REASON": text("Write it into the table above."),
}
"""What the page offers itself, where a finding speaks of a command."""
_HEAD = ("item", "before", "after", "difference", "percent", "reason", "basis")
_MOST_POINTS = 200


def view(state: State) -> View:
    """Return the lines before and after with reasons and basis, or the form of an approval."""
    found, findings = compare_chosen(state)
    choice = choice_of(state)
    is_approval = not choice.first and not is_scenario(state)
    return {
        "words": labels(_WORDS),
        "none": "" if found else str(_NONE) if is_approval else _first_words(findings),
        "table": _table(found) if found else None,
        "asks_reasons": is_approval,
        "findings": [_finding(finding, state) for finding in findings if found],
        "points": _points(state),
        "first": choice.first,
        "second": choice.second,
        "form": _form(state, is_first=found is None) if is_approval else None,
    }


def _first_words(findings: list[Finding]) -> str:
    return str(findings[0].message) if findings else ""


def _table(found: Compared) -> dict[str, Any]:
    comparison = found.comparison
    categories = comparison.by_category()
    return {
        "caption": str(
            text("{before} → {after}", before=comparison.before_name, after=comparison.after_name)
        ),
        "rows": [_row(change) for change in comparison.lines],
        "total": [
            f"{comparison.total_before:,}",
            f"{comparison.total_after:,}",
            write_signed(comparison.difference),
        ],
        "moved": str(_moved(found)),
        "flows": flows_words(flows_of(comparison, found.after)),
        "categories": [
            [name, f"{before:,}", f"{after:,}", write_signed(after - before)]
            for name, (before, after) in categories.items()
        ]
        if len(categories) > 1
        else [],
    }


def _moved(found: Compared) -> object:
    comparison = found.comparison
    if not comparison.changed:
        return text("Nothing was changed.")
    return moved_words(change.difference for change in comparison.lines)


def _row(change: LineChange) -> dict[str, Any]:
    return {
        "code": change.code,
        "item": change.line.name,
        "before": _side(change.before),
        "after": _side(change.after),
        "difference": write_signed(change.difference),
        "percent": f"{change.percent:+}"
        if change.difference and change.percent is not None
        else "",
        "reason": change.reason,
        "basis": str(change.basis or ""),
        "changed": change.is_changed,
    }


def _side(line: Line | None) -> list[str]:
    """Return how an amount comes about, and the amount."""
    return ["", "–"] if line is None else [product_of(line), f"{line.amount:,}"]


def _finding(finding: Finding, state: State) -> dict[str, Any]:
    spot = spot_of(finding, state.plan)
    return {
        "level": str(finding.severity),
        "says": str(finding.message),
        "remedy": str(_REMEDIES.get(finding.code, finding.remedy)),
        "go": spot._asdict() if spot else None,
    }


def _points(state: State) -> list[list[str]]:
    """Return the points of the history, the latest first."""
    return [
        [step.id, f"{step.when:%Y-%m-%d %H:%M} {step.kind.words} {step.name}".rstrip()]
        for step in reversed(history_of(state.folder).steps[-_MOST_POINTS:])
    ]


def _form(state: State, *, is_first: bool) -> dict[str, Any]:
    faults = choice_of(state).faults or {}
    warnings = sum(f.is_open and f.severity is Severity.WARNING for f in state.findings)
    errors = len(state.drafts) + sum(f.severity is Severity.ERROR for f in state.findings)
    note = ""
    if errors:
        note = str(text("{number} errors stand in the way; mend them first.", number=errors))
    elif warnings:
        note = str(text("{number} warnings are still without a reason.", number=warnings))
    return {
        "is_first": is_first,
        "what": str(_what(state.plan.budget.total)),
        "note": note,
        "stops": bool(errors),
        "asks": [str(words) for words in _asks(state.plan.budget.total, warnings)],
        "approval": None if is_first else _approval(state),
        "faults": {name: str(words) for name, words in faults.items()},
    }


def _what(total: int) -> Text:
    """Say what recording an approval does, before it is done."""
    return text(
        "Recording an approval freezes a copy of the plan as it is now ({total:,} NTD) under the number of its letter. Work goes on in the plan; every later change is compared with the copy. An approval is a fact: it is not undone, and a later letter is recorded beside it.",
        total=total,
    )


def _asks(total: int, warnings: int) -> list[Text]:
    """Ask before an approval is recorded; the page fills in what was typed."""
    open_ones = (
        text("{number} warnings are still without a reason.", number=warnings)
        if warnings
        else text("No warning is without a reason.")
    )
    return [
        text(
            "Record that {total:,} NTD were approved by {reference} of {on}?",
            total=total,
            reference="{reference}",
            on="{on}",
        ),
        text(
            "The plan as it is now is frozen; this cannot be undone. A slip in the number or the day can be corrected later."
        ),
        open_ones,
    ]


def _approval(state: State) -> dict[str, str] | None:
    """Return number and day of the approval that holds, as they are typed."""
    approval, _ = verify_approved(state.folder)
    if approval is None:
        return None
    day = approval.on
    return {"reference": approval.reference, "on": short_roc_date(day)}


def words_of(state: State) -> str:
    """Write the comparison as text, with all figures."""
    shown = view(state)
    table = shown["table"]
    if table is None:
        return f"{TITLE}\n{shown['none']}"
    rows = [_cells(row) for row in table["rows"]]
    rows.append([str(_WORDS["total"]), *table["total"], "", "", ""])
    head = [str(_WORDS[name]) for name in _HEAD]
    categories = [" ".join(row) for row in table["categories"]]
    findings = [f"[{finding['level']}] {finding['says']}" for finding in shown["findings"]]
    lines = [
        f"{TITLE}: {table['caption']}",
        columns([head, *rows], right=range(1, 5)),
        table["moved"],
        *table["flows"],
        *categories,
        *findings,
    ]
    return "\n".join(lines)


def _cells(row: Mapping[str, Any]) -> list[str]:
    sides = [" = ".join(filter(None, row[side])) for side in ("before", "after")]
    return [row["item"], *sides, row["difference"], row["percent"], row["reason"], row["basis"]]


ACTIONS: Mapping[str, Action] = {
    "choose": choose,
    "because": because,
    "check": check,
    "approve": record_approval,
    "correct": correct,
}
