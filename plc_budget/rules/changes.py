"""What changes between two days: the reason rules carry dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.rules.card import Card, Dated

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CardChange:
    """A card whose value differs between two days; None where it is not in force."""

    card: Card
    before: Dated | None
    after: Dated | None


def changes_between(cards: Mapping[str, Card], first: date, second: date) -> list[CardChange]:
    """List the cards whose value on ``second`` is not the one on ``first``.

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards
    >>> changed = changes_between(shipped_cards(), date(2018, 1, 31), date(2018, 2, 1))
    >>> [(c.before.value["fee-external"], c.after.value["fee-external"]) for c in changed
    ...  if c.card.id == "speaker-fee-ceiling"]
    [(1600, 2000)]
    """
    pairs = ((card, card.on(first), card.on(second)) for card in cards.values())
    return [
        CardChange(card, before, after)
        for card, before, after in pairs
        if (before.value if before else None) != (after.value if after else None)
    ]
