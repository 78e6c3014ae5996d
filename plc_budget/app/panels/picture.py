"""The picture of the budget (經費圖): bars before and after, to look at and to print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.app.panels.bar import balance_of
from plc_budget.app.picture import Bar, Drawing, before_of, picture
from plc_budget.app.texts import columns, labels
from plc_budget.comparison import compare_budgets
from plc_budget.export import file_name
from plc_budget.language import NOTHING, text

if TYPE_CHECKING:
    from plc_budget.app.state import Action, State, View
    from plc_budget.comparison import Comparison

TITLE = text("Picture")
_WORDS = {
    "print": text("Print the picture"),
    "download": text("Download the picture (.svg)"),
    "caption": text("The figures of the picture"),
    "item": text("item"),
    "amount": text("amount"),
    "difference": text("difference"),
    "total": text("total"),
    "approved": text("approved total"),
    "same": text("Nothing was changed since: one bar for each line."),
    "rest": text("{number} smaller lines together"),
    "own_scale": text("(the total has a scale of its own)"),
}
_NAME = "經費圖"
_LONGEST = 30
"""Signs of the longest bar in the text form."""


def view(state: State) -> View:
    """Return the picture, what it says in words, and the table of its figures."""
    drawing = drawing_of(state)
    return {
        "words": labels(_WORDS),
        "src": "data:image/svg+xml;base64," + b64encode(picture(drawing).encode()).decode(),
        "alt": _alt(state, drawing),
        "file": file_name(state.plan.details.title, _NAME, ".svg"),
        "columns": [name for name in (drawing.before, drawing.after) if name],
        "rows": [_row(bar, drawing) for bar in drawing.bars],
        "total": _row(drawing.total, drawing),
        "approved": _figure(drawing.approved.after),
        "same": bool(not drawing.before and before_of(state.folder)),
    }


def drawing_of(state: State) -> Drawing:
    """Return what is drawn: each line before and after, or as it is where nothing was changed."""
    found = before_of(state.folder)
    budget = state.plan.budget
    compared = compare_budgets(found[0] if found else budget, budget)
    is_changed = any(line.difference for line in compared.lines)
    return Drawing(
        state.plan.details.title,
        str(found[1] if found and is_changed else NOTHING),
        str(text("now")),
        _bars(compared),
        Bar(str(_WORDS["total"]), compared.total_before, compared.total_after),
        Bar(str(_WORDS["approved"]), None, state.plan.details.funding.approved_total),
        labels(_WORDS)["rest"],
        labels(_WORDS)["own_scale"],
    )


def _bars(compared: Comparison) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            line.line.name,
            line.amount_before if line.before else None,
            line.amount_after if line.after else None,
        )
        for line in compared.lines
    )


def _row(bar: Bar, drawing: Drawing) -> dict[str, Any]:
    amounts = [bar.before, bar.after] if drawing.before else [bar.after]
    return {
        "name": bar.name,
        "amounts": [_figure(amount) for amount in amounts],
        **(
            {"difference": f"{bar.difference:+,}" if bar.difference else "0"}
            if drawing.before
            else {}
        ),
    }


def _figure(amount: int | None) -> str:
    return "—" if amount is None else f"{amount:,}"


def _alt(state: State, drawing: Drawing) -> str:
    """Say what the picture shows to those who do not see it; the table beside it has the figures."""
    return str(
        text(
            "Bars of {number} lines: {lines}. Total {total:,}: {balance}.",
            number=len(drawing.bars),
            total=drawing.total.after or 0,
            lines="、".join(f"{bar.name} {_figure(bar.after)}" for bar in drawing.bars[:10]),
            balance=balance_of(state),
        )
    )


def words_of(state: State) -> str:
    """Write the picture as text: a bar of signs for each amount, with its figure."""
    drawing = drawing_of(state)
    scale = max([bar.longest for bar in drawing.bars], default=0) or 1
    rows = [[str(_WORDS["item"]), "", str(_WORDS["amount"]), ""]]
    for bar in drawing.bars:
        rows += _lines(bar, drawing, scale)
    rows += _lines(drawing.total, drawing, 0)
    rows.append([drawing.approved.name, "", _figure(drawing.approved.after), ""])
    return f"{TITLE}\n{columns(rows, right=(2,))}"


def _lines(bar: Bar, drawing: Drawing, scale: int) -> list[list[str]]:
    sides = [(drawing.before, bar.before, "░")] if drawing.before else []
    sides.append((drawing.after, bar.after, "█"))
    return [
        [
            bar.name if n == 0 else "",
            name,
            _figure(amount),
            sign * ((amount or 0) * _LONGEST // scale) if scale else "",
        ]
        for n, (name, amount, sign) in enumerate(sides)
    ]


ACTIONS: Mapping[str, Action] = {}
