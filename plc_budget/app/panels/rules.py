"""The rules (法規): the cards on a day, what changes until another, and both counts of periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from plc_budget.app.rule_cards import changes_shown, days_of_change, groups_on
from plc_budget.app.texts import columns, labels
from plc_budget.app.workings import workings
from plc_budget.dates import read_date, roc_date
from plc_budget.language import text

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message, State, View
    from plc_budget.plan import Plan

TITLE = text("Rules")
_WORDS = {
    "cards": text("Rule cards"),
    "on": text("Rules on this day"),
    "search": text("Search in the cards"),
    "found": text("{number} of {all} cards"),
    "own": text("Back to the day of the plan"),
    "source": text("source"),
    "since": text("in force since"),
    "until": text("until"),
    "unknown": text("not stated"),
    "confidence": text("verified"),
    "checked": text("last looked up"),
    "severity": text("weight"),
    "remedy": text("remedy"),
    "binds": text("binds"),
    "note": text("note"),
    "unit": text("unit"),
    "open": text("Open the source in a new window"),
    "changes": text("What changes between two days"),
    "against": text("compared with this day"),
    "rule": text("rule"),
    "none": text("No rule that binds this plan changes between these days."),
    "periods": text("Paid periods, one way of counting beside the other"),
    "time": text("time"),
    "activity": text("activity"),
    "speaker": text("speaker"),
    "minutes": text("minutes"),
    "counted": text("counted"),
    "count": text("periods"),
    "total": text("total"),
    "ways": text("Every way of counting"),
    "policy": text("policy"),
    "reading": text("reading"),
    "fees": text("fees"),
    "joined": text("counted with the row above"),
    "no_timetable": text("There is no timetable yet; add its first activity."),
    "hint": text("such as 114/5/31 or 2025-05-31"),
}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Days:
    """The two days as they were typed; empty means the day of the plan, and the newest rules."""

    on: str = ""
    against: str = ""


def view(state: State) -> View:
    """Return the cards of a day in groups, what changes until the other day, and the counts."""
    days = state.of("rules", Days())
    on, wrong = _read(days.on, own := state.plan.details.event.day)
    against, odd = _read(days.against, _newest(state.plan))
    return {
        "words": labels(_WORDS),
        "on": {
            "raw": days.on or roc_date(own),
            "day": roc_date(on),
            "wrong": wrong,
            "is_own": on == own,
        },
        "against": {
            "raw": days.against or roc_date(against),
            "day": roc_date(against),
            "wrong": odd,
        },
        "days": [roc_date(day) for day in days_of_change(state.plan)],
        "groups": [
            {
                "title": str(group.title),
                "open": group.is_open,
                "binds": group.is_binding,
                "cards": list(group.cards),
            }
            for group in groups_on(state, on)
        ],
        "changes": changes_shown(state.plan, on, against),
        "periods": workings(state.plan),
    }


def _read(raw: str, otherwise: date) -> tuple[date, str]:
    """Read a day as typed; one that cannot be read is said, and the usual one is shown."""
    if not raw:
        return otherwise, ""
    try:
        return read_date(raw), ""
    except ValueError:
        return otherwise, str(
            text("“{words}” is no date such as 114/5/31 or 2025-05-31", words=raw)
        )


def _newest(plan: Plan) -> date:
    """Return the day to compare with: of the newest rules, or before them for a plan after them."""
    days = days_of_change(plan)
    later = [day for day in days if day > plan.details.event.day]
    if later or not days:
        return later[-1] if later else plan.details.event.day
    return days[-1] - timedelta(days=1)


def words_of(state: State) -> str:
    """Write as text the cards of the day with their values, the changes, and both counts."""
    shown = view(state)
    parts = [f"{TITLE}: {shown['on']['day']}"]
    parts += [
        "\n".join([group["title"], *(_card_words(card) for card in group["cards"])])
        for group in shown["groups"]
        if group["binds"]
    ]
    parts.append(_change_words(shown))
    parts += _period_words(shown["periods"])
    return "\n\n".join(parts)


def _card_words(card: Mapping[str, Any]) -> str:
    value = f"{card['value']} ({card['unit']})" if card["unit"] else card["value"]
    behind = [
        card["since"] and f"{_WORDS['since']} {card['since']}",
        card["confidence"],
        card["source"],
    ]
    return f"- {card['title']}: {value} [{'; '.join(part for part in behind if part)}]"


def _change_words(shown: View) -> str:
    head = f"{_WORDS['changes']}: {shown['on']['day']} → {shown['against']['day']}"
    rows = [f"- {title}: {before} → {after}" for title, before, after in shown["changes"]]
    return "\n".join([head, *(rows or [str(_WORDS["none"])])])


def _period_words(periods: Mapping[str, Any]) -> list[str]:
    names = [str(_WORDS[name]) for name in ("time", "activity", "minutes")]
    ways = range(len(periods["heads"]))
    head = [*names, *(f"{_WORDS[name]} {n + 1}" for n in ways for name in ("counted", "count"))]
    rows = [
        [row["time"], row["activity"], row["minutes"], *(c for pair in row["counts"] for c in pair)]
        for row in periods["rows"]
    ]
    last = [
        str(_WORDS["total"]),
        "",
        "",
        *(part for total in periods["totals"] for part in ("", total)),
    ]
    table = columns([head, *rows, last], right=range(2, len(head)))
    titles = [f"{n + 1}. {title}" for n, title in enumerate(periods["heads"])]
    overview = [[str(_WORDS[name]) for name in ("policy", "reading", "count", "fees")]]
    overview += [
        [way[name] for name in ("title", "reading", "periods", "fees")] for way in periods["ways"]
    ]
    return ["\n".join([str(_WORDS["periods"]), *titles, table]), columns(overview, right=(2, 3))]


def _on(state: State, message: Message) -> State:
    return state.keeping("rules", replace(_kept(state), on=_typed(message)))


def _against(state: State, message: Message) -> State:
    return state.keeping("rules", replace(_kept(state), against=_typed(message)))


def _kept(state: State) -> Days:
    return state.of("rules", Days())


def _typed(message: Message) -> str:
    return " ".join(str(message.get("text", "")).split())[:_LONGEST]


ACTIONS: Mapping[str, Action] = {"on": _on, "against": _against}
