"""The bar that is always in sight: the total, how it splits, what is left or over, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from plc_budget.app.opening import choices_of, name_of
from plc_budget.app.past import open_scenario_name
from plc_budget.app.texts import balance, labels
from plc_budget.findings import Severity
from plc_budget.language import LANGUAGES, text
from plc_budget.money import capital_amount, plain

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, Status, View

TITLE = text("Total and approved total")
_WORDS = {
    "title": TITLE,
    "approved": text("approved total"),
    "undo": text("Undo"),
    "redo": text("Redo"),
    "language": text("Language"),
    "reason": text("Reason for the next changes (goes into the history)"),
    "balance": text("Fit to the approved total…"),
    "export": text("Export…"),
    "errors": text("errors"),
    "warnings": text("warnings"),
    "periods": text("periods"),
    "of_total": text("share of each line"),
    "plans": text("Plan"),
    "back": text("Back to the plan"),
    "saving": text("Saving…"),
    "tables": text("Budgeting"),
    "around": text("Parts of the page"),
    "rest": text("others"),
    "by": text("Your name"),
}
_COLOURS = 10
"""Colours of the bar; a line keeps its own whatever stands beside it."""
_NARROWEST = 50
"""Lines below this part of the whole stand together."""
_NAMES = {"zh_Hant_TW": "中文", "en": "English"}


def view(state: State) -> View:
    """Return the total against the approved total, its parts, and the status line."""
    plan = state.plan
    total, approved = plan.budget.total, plan.details.funding.approved_total
    still_open = [finding for finding in state.findings if finding.is_open]
    return {
        "words": labels(_WORDS),
        "title": plan.details.title,
        "folder": state.folder.name,
        "whose": str(
            text(
                "{county} school year {year}",
                county=plan.details.county,
                year=plan.details.school_year,
            )
        ).strip(),
        "scenario": _scenario(state),
        "plans": [list(choice) for choice in choices_of(state)],
        "name": name_of(state),
        "total": f"{total:,}",
        "approved": f"{approved:,}",
        "capital": capital_amount(total),
        "balance": balance_of(state),
        "state": "exact" if total == approved else "over" if total > approved else "under",
        "parts": parts_of(state),
        "mark": approved * 1000 // max(total, approved, 1),
        "periods": plain(plan.working.total),
        "errors": sum(f.severity is Severity.ERROR for f in still_open) + len(state.drafts),
        "warnings": sum(f.severity is Severity.WARNING for f in still_open),
        "language": state.language,
        "languages": [[name, _NAMES[name]] for name in LANGUAGES],
        "reason": state.reason,
        "by": state.by,
        "said": _said(state.status),
    }


def _scenario(state: State) -> str:
    """Say that a scenario is open in the app; nothing while it is the plan."""
    name = open_scenario_name(state)
    if not name:
        return ""
    return str(
        text("This is the scenario “{name}”, not the plan. The plan stays as it is.", name=name)
    )


def _said(said: Status) -> dict[str, Any]:
    return {
        "level": str(said.level),
        "words": str(said.words),
        "more": [f"{finding.message} {finding.remedy}".strip() for finding in said.more],
    }


def balance_of(state: State) -> str:
    """Say what is left of the approved total, or by how much it is exceeded."""
    plan = state.plan
    return str(balance(plan.budget.total, plan.details.funding.approved_total))


def parts_of(state: State) -> list[dict[str, Any]]:
    """Return the width of each line in the bar; the wider of total and approved total is the whole.

    Small lines stand together at the end.

    Widths are in thousandths, so that the screen has nothing to compute.
    """
    plan = state.plan
    whole = max(plan.budget.total, plan.details.funding.approved_total, 1)
    lines = [line for line in plan.budget.lines if line.amount > 0]
    small = [line for line in lines if line.amount * _NARROWEST < whole]
    rest = small if len(small) > 1 else []
    parts = [
        (line.code, line.name, line.amount, str(crc32(line.code.encode()) % _COLOURS))
        for line in lines
        if line not in rest
    ]
    if rest:
        parts.append(("", str(_WORDS["rest"]), sum(line.amount for line in rest), "rest"))
    return [
        {
            "code": code,
            "name": name,
            "amount": f"{amount:,}",
            "width": amount * 1000 // whole,
            "colour": colour,
        }
        for code, name, amount, colour in parts
    ]


def words_of(state: State) -> str:
    """Write the bar as text: the title, the total, the approved total, what is left or over."""
    plan = state.plan
    total = text(
        "Total {total:,} of {approved:,}: {balance}",
        total=plan.budget.total,
        approved=plan.details.funding.approved_total,
        balance=balance_of(state),
    )
    return "\n".join(filter(None, [plan.details.title, _scenario(state), str(total)]))


ACTIONS: Mapping[str, Action] = {}
