"""Papers that come back (帶回修改): what was changed in them, to accept or leave out cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.app import taking_in
from plc_budget.app.taking_in import Returned, by_hand_words, find_returned, total_after
from plc_budget.app.texts import columns, labels
from plc_budget.language import text
from plc_budget.review.differences import Kind
from plc_budget.review.paper import ENDINGS
from plc_budget.review.taking import (
    IN_PLAN,
    PRINTED,
    find_asked_row,
    find_now,
    has_moved_on,
    heading_now,
    list_choices,
    totals,
    where,
)
from plc_budget.spreadsheets.bounds import LARGEST_FILE

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.plan import Plan
    from plc_budget.review.differences import Difference
    from plc_budget.review.printed import Base

TITLE = text("Take in")
_UNKNOWN = "–"
"""Stands where it is not known what the plan says by now; that it says nothing is told in words."""
_WORDS = {
    "title": TITLE,
    "choose": text("Choose the file that came back (.xlsx or .ods), or drop it here"),
    "hint": text(
        "An exported file that was changed in another office: each change is shown, and you decide which ones the plan takes over. Nothing in the file is run."
    ),
    "cell": text("cell"),
    "item": text("item"),
    "what": text("what"),
    "before": IN_PLAN,
    "printed": PRINTED,
    "after": text("in the file"),
    "accept": text("take over"),
    "accept_one": text("Take over {cell}"),
    "all": text("Accept all"),
    "none": text("Accept none"),
    "changed": text("What was changed in the file"),
    "left": text("What of the file was not taken over"),
    "reason": text("Reason"),
    "take": text("Take over {number} changes"),
    "away": text("Put the file away"),
    "follows": text("only shown"),
    "nothing": text("(empty)"),
    "new": text("a new line"),
    "which": text("Which line is {item}?"),
    "pick": text("choose …"),
    "too_large": text("The file is too large; at most {most} bytes are read."),
    "done": text("Taken over from {name}; the step stands in the history and can be undone."),
}


def view(state: State) -> View:
    """Return the open file and its differences."""
    found = find_returned(state)
    return {
        "words": labels(_WORDS),
        "endings": ",".join(ENDINGS),
        "most": LARGEST_FILE,
        "file": _file(found, state.plan) if found else None,
    }


def _file(found: Returned, plan: Plan) -> dict[str, Any]:
    review, base = found.review, _base(found)
    return {
        "name": found.name,
        "refused": [f"{one.message} {one.remedy}".strip() for one in found.refusal],
        "done": found.is_taken,
        "says": str(review.sentence) if review else "",
        "totals": str(totals(review.total, base, plan.budget.total))
        if found.left and review
        else "",
        "rows": [_row(one, found, plan) for one in found.left],
        "left": found.is_taken,
        "is_printed": base is not None and base.is_printed,
        "is_old": has_moved_on(base, found.left),
        "now": str(heading_now(base)),
        "accepted": len(found.chosen),
        "total": _total(found, plan),
        "by_hand": str(by_hand_words(found)),
        "can": any(one.can_be_taken for one in review.differences) if review else False,
    }


def _base(found: Returned) -> Base | None:
    return found.review.base if found.review else None


def _total(found: Returned, plan: Plan) -> str:
    """Say what the plan comes to once what is accepted is taken over."""
    total = total_after(plan, found) if found.chosen else None
    if total is None:
        return ""
    approved = plan.details.funding.approved_total
    if total == approved:
        return str(text("Taken over, the plan comes to {total:,} NTD, as approved.", total=total))
    return str(
        text(
            "Taken over, the plan comes to {total:,} NTD; {approved:,} are approved.",
            total=total,
            approved=approved,
        )
    )


def _row(one: Difference, found: Returned, plan: Plan) -> dict[str, Any]:
    base = _base(found)
    now = find_now(one, base)
    row = {
        "key": one.key,
        "cell": where(one, base),
        "item": one.item,
        "what": str(one.what),
        "before": one.before,
        "after": one.after,
        "now": _UNKNOWN if now is None else now,
        "can": one.can_be_taken,
        "accepted": one.key in found.accepted,
        "remark": str(one.remark),
    }
    if one.kind is not Kind.QUESTION:
        return row
    return row | _question(one, base.plan if base else plan)


def _question(one: Difference, plan: Plan) -> dict[str, Any]:
    """Return what a row may be: the lines, to choose one of."""
    table, row = find_asked_row(one)
    return {
        "row": str(row),
        "table": table,
        "choices": [[choice, name] for choice, name in list_choices(one, plan)],
    }


def words_of(state: State) -> str:
    """Write the differences as text."""
    found = find_returned(state)
    if found is None or found.review is None:
        return "\n".join(
            [str(TITLE), *(str(one.message) for one in (found.refusal if found else ()))]
        )
    base = _base(found)
    before = "printed" if base is not None and base.is_printed else "before"
    head = [str(_WORDS[name]) for name in ("cell", "item", "what", before, "after")]
    rows = [
        [where(one, base), one.item, str(one.what), one.before, one.after] for one in found.left
    ]
    parts = [str(TITLE), f"{found.name}: {found.review.sentence}"]
    return "\n".join([*parts, columns([head, *rows])] if rows else parts)


ACTIONS: Mapping[str, Action] = taking_in.ACTIONS
