"""What each check looks at, so that after a change only those are asked again that could answer else.

A check says it with :func:`reads`; a test watches every check and holds it to its word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from plc_budget.findings import Finding
from plc_budget.rules import Kind, RuleBook

if TYPE_CHECKING:
    from plc_budget.budget import Budget, Line
    from plc_budget.plan import Plan

Check = Callable[["Plan"], list[Finding]]
Input = Literal[
    "details", "book", "timetable", "days",
    "fees", "total", "accounts", "items", "words", "lines",
]  # fmt: skip
"""A part of a plan: what ``plan.toml`` says, the rules that bind it, the timetable and its count, the
days of the event; of the lines those that pay speakers, the total, the sums by account, which
standard items there are, what is printed (items and notes), or anything of any line."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a check looks at: parts of the plan, and the lines of some standard items.

    Attributes
    ----------
    inputs : frozenset of str
        The parts.
    items : tuple of str
        Ids of standard items.
    cards : tuple of str or Kind
        Ids or kinds of rule cards; the lines of the items they name are looked at.
    """

    inputs: frozenset[Input]
    items: tuple[str, ...] = ()
    cards: tuple[str | Kind, ...] = ()

    def items_under(self, book: RuleBook) -> set[str]:
        """Return the items whose lines are looked at under some rules."""
        items = {*self.items}
        for card in self.cards:
            for rule in book.of_kind(card) if isinstance(card, Kind) else [book.get(card)]:
                if rule is not None:
                    items.update(rule.card.items)
                    items.update(rule.value if isinstance(rule.value, dict) else ())
        return items


_READS: dict[Check, Reads] = {}


def reads(
    *inputs: Input, items: tuple[str, ...] = (), cards: tuple[str | Kind, ...] = ()
) -> Callable[[Check], Check]:
    """Say what a check looks at; only when some of it has changed may it answer otherwise.

    Parameters
    ----------
    inputs, items, cards
        See :class:`Reads`.  Who looks at cards names ``book``, too; ``lines`` stands for all of
        ``fees``, ``total``, ``accounts``, ``items`` and ``words``, which follow from them.
    """

    def noted(check: Check) -> Check:
        _READS[check] = Reads(frozenset(inputs), items, cards)
        return check

    return noted


def read_by(check: Check) -> Reads:
    """Return what a check looks at.

    Raises
    ------
    KeyError
        If it does not say.
    """
    return _READS[check]


@dataclass(frozen=True, slots=True)
class Change:
    """What is not the very same in two plans: parts, and standard items some line of which differs."""

    inputs: frozenset[Input]
    items: frozenset[str]


def change_between(before: Plan, after: Plan) -> Change:
    """Compare two plans, by identity where that can be.

    What is equal may still read differently (1000 and 1000.0), and comparing takes longer than
    many a check.  A line counts as another when another stands in its place; so the lines of an
    item that is not named are the same, and in the same order.
    """
    inputs: set[Input] = set()
    if before.details is not after.details:
        inputs.add("details")
    if before.book is not after.book:
        inputs.add("book")
    if before.working is not after.working or before.timetable is not after.timetable:
        inputs.add("timetable")
    if ("details" in inputs or "timetable" in inputs) and before.days != after.days:
        inputs.add("days")
    items = _add_changed_lines(before.budget, after.budget, inputs)
    return Change(frozenset(inputs), items)


def _add_changed_lines(was: Budget, now: Budget, inputs: set[Input]) -> frozenset[str]:
    """Add what has changed of the lines, and return the items of those that have."""
    pairs = [pair for pair in zip_longest(was.lines, now.lines) if pair[0] is not pair[1]]
    if not pairs:
        return frozenset()
    inputs.add("lines")
    if was.total != now.total:
        inputs.add("total")
    if [*was.by_category().items()] != [*now.by_category().items()]:
        inputs.add("accounts")
    if any(old is None or new is None or old.item != new.item for old, new in pairs):
        inputs.add("items")
    if any(old is None or new is None or _words(old) != _words(new) for old, new in pairs):
        inputs.add("words")
    items = frozenset([line.item for pair in pairs for line in pair if line is not None])
    if any(item.startswith("fee-") for item in items):
        inputs.add("fees")
    return items


def _words(line: Line) -> tuple[str, str]:
    return line.name, line.row.note
