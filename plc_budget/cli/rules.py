"""``plc-budget rules``: the cards on a day, and what changes between two days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import UNREADABLE, Parser, read_day
from plc_budget.cli.output import OK, Stop, complain, say, say_json
from plc_budget.cli.terminal import WIDTH, table, wrap
from plc_budget.dates import roc_date
from plc_budget.language import Bilingual, text
from plc_budget.rules import (
    Card,
    Dated,
    FundingKind,
    Value,
    changes_between,
    shipped_cards,
)
from plc_budget.rules.book import as_stated
from plc_budget.rules.glossary import unit_in_words
from plc_budget.rules.words import (
    CONFIDENCE,
    binds_words,
    change_words,
    standing_words,
    sureness,
    value_words,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

_WHERE_WRITTEN = text("where the value is written")


EXAMPLES = {
    "rules": (
        "rules --on 114/5/31",
        "rules --on 2018-01-31 --against 2018-02-01",
        "rules speaker-fee-ceiling",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add("card", text("ids of cards to show whole"), text("CARD"), nargs="*")
    command.add("--on", text("the day; today if left out"), text("DATE"), type=read_day)
    command.add("--against", text("show what changes until this day"), text("DATE"), type=read_day)
    kinds = [str(kind) for kind in FundingKind]
    command.add("--funding", text("only the rules that bind this money"), choices=kinds)


def run(options: Namespace) -> int:
    """Show rule cards on a day, or what changes until another."""
    cards = _chosen(options.card, options.funding)
    day = options.on or date.today()  # noqa: DTZ011 - rules change at local midnight
    if options.against:
        return _show_changes(cards, day, options.against, as_json=options.json)
    if options.json:
        say_json(
            {"on": day.isoformat(), "rules": [_card_json(card, day) for card in cards.values()]}
        )
    elif options.card:
        say("\n\n".join(_card_text(card, day) for card in cards.values()))
    else:
        say(_list_text(cards, day))
    return OK


def _chosen(wanted: list[str], funding: str | None) -> Mapping[str, Card]:
    cards = shipped_cards()
    if unknown := [name for name in wanted if name not in cards]:
        complain(text("There is no rule card “{card}”.", card=unknown[0]))
        raise Stop(UNREADABLE)
    return {
        card.id: card
        for card in cards.values()
        if (not wanted or card.id in wanted)
        and (funding is None or FundingKind(funding) in card.binds)
    }


def _list_text(cards: Mapping[str, Card], day: date) -> str:
    head = [str(name) for name in (text("rule"), text("value"), text("unit"), text("verified"))]
    rows = [
        [
            _named(card),
            value_words(dated.value, card, day),
            str(unit_in_words(card.unit)),
            str(standing_words(dated, card, day)),
        ]
        for card in cards.values()
        if (dated := card.on(day)) is not None
    ]
    title = text("Rules on {day} ({years})", day=day.isoformat(), years=roc_date(day))
    parts = [str(title), table([head, *rows])] if rows else [str(title)]
    return "\n\n".join([*parts, *_without_value(cards, day)])


def _without_value(cards: Mapping[str, Card], day: date) -> list[str]:
    """List the cards that say nothing on the day; that is no proof that nothing was in force."""
    lines = [
        f"{_named(card)}: {value_words(None, card, day)}"
        for card in cards.values()
        if card.on(day) is None
    ]
    if not lines:
        return []
    head = str(text("No value on this day, so nothing is checked by them:"))
    return ["\n".join(part for line in [head, *lines] for part in wrap(line, WIDTH))]


def _named(card: Card) -> str:
    return f"{card.title} ({card.id})"


def _value(dated: Dated | None) -> Value | None:
    return None if dated is None else dated.value


def _card_text(card: Card, day: date) -> str:
    now = card.on(day)
    lines = [_named(card)] + ([] if now else [value_words(None, card, day)])
    for dated in card.values:
        mark = "→" if dated is now else " "
        start = dated.start.isoformat() if dated.start else "…"
        start += f" ~ {dated.end.isoformat()}" if dated.end else ""
        words = f"{value_words(dated.value, card, day)} [{unit_in_words(card.unit)}]"
        sure = (
            standing_words(dated, card, day) if dated is now else CONFIDENCE[sureness(dated, card)]
        )
        lines.append(f"{mark} {start}: {words} ({sure})")
        lines += [str(text("source: {source}", source=dated.source))] if dated.source else []
    lines.append(str(text("source: {source}", source=str(card.source))))
    if card.source.url:
        lines.append(card.source.url)
    lines.append(str(text("last looked up: {day}", day=card.source.checked.isoformat())))
    lines.append(str(text("binds: {kinds}", kinds=binds_words(card))))
    lines += _how_to_state(card) if card.is_parameter else []
    lines += [str(text("remedy: {remedy}", remedy=card.remedy))]
    lines += [str(card.note)] if isinstance(card.note, Bilingual) else []
    return "\n".join(line for part in lines for line in wrap(part, WIDTH))


def _how_to_state(card: Card) -> list[str]:
    """Show the names of the parts, which a plan needs to state a value of its own."""
    return [
        str(text("To state your own in plan.toml:")),
        f"[parameters.{card.id}]",
        f"value = {as_stated(card.values[-1].value)}",
        f'source = "{_WHERE_WRITTEN}"',
    ]


def _show_changes(cards: Mapping[str, Card], first: date, second: date, *, as_json: bool) -> int:
    changes = changes_between(cards, first, second)
    unknown = [card for card in cards.values() if not card.is_known_on(max(first, second))]
    if as_json:
        say_json(
            {
                "on": first.isoformat(),
                "against": second.isoformat(),
                "changes": [
                    {
                        "id": c.card.id,
                        "title": str(c.card.title),
                        "unit": c.card.unit,
                        "before": _value_json(_value(c.before)),
                        "after": _value_json(_value(c.after)),
                    }
                    for c in changes
                ],
                "not_known": [card.id for card in unknown],
            }
        )
        return OK
    if changes:
        say(changes_text(changes, first, second))
    else:
        say(
            text(
                "No rule changes between {first} and {second}.",
                first=first.isoformat(),
                second=second.isoformat(),
            )
        )
    for card in unknown:
        say(
            text(
                "“{title}” is set for each year and known until {day}; later years are not on record.",
                title=card.title,
                day=str(card.known_until),
            )
        )
    return OK


def changes_text(changes: list[Any], first: date, second: date) -> str:
    """Show what changes between two days as a table."""
    head = [str(text("rule")), first.isoformat(), second.isoformat()]
    rows = [[str(change.card.title), *change_words(change, first, second)] for change in changes]
    return table([head, *rows])


def _value_json(value: Value | None) -> object:
    if isinstance(value, dict):
        return {key: _value_json(part) for key, part in value.items()}
    return value if value is None or isinstance(value, int) else str(value)


def _card_json(card: Card, day: date) -> dict[str, Any]:
    dated = card.on(day)
    return {
        "id": card.id,
        "title": str(card.title),
        "kind": str(card.kind),
        "unit": card.unit,
        "value": _value_json(_value(dated)),
        "from": dated.start.isoformat() if dated and dated.start else None,
        "binds": sorted(card.binds),
        "severity": str(card.severity),
        "confidence": str((dated.confidence if dated else None) or card.confidence),
        "is_parameter": card.is_parameter,
        "source": (dated.source if dated else "") or str(card.source),
        "url": card.source.url,
        "checked": card.source.checked.isoformat(),
        "is_due": card.is_due_on(day),
        "known_until": card.known_until and card.known_until.isoformat(),
        "remedy": str(card.remedy),
        "note": str(card.note or ""),
    }
