"""The rule card: one rule of the scheme with its values by date and its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from plc_budget.findings import Severity
from plc_budget.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

Scalar = int | Decimal | str
Value = Scalar | dict[str, Scalar]


class FundingKind(StrEnum):
    """Whose money it is; decides which rules bind (經費來源)."""

    COUNTY = "county"
    """縣(市)政府自籌."""
    SCHOOL = "school"
    """學校自籌."""
    MOE_SUBSIDY = "moe-subsidy"
    """教育部(含國教署)補(捐)助."""
    MOE_COMMISSION = "moe-commission"
    """教育部(含國教署)委辦."""
    OTHER = "other"
    """其他機關或民間."""


class Confidence(StrEnum):
    """How the value was verified."""

    READ = "read"
    """The clause itself was read."""
    SECONDARY = "secondary"
    """A notice, a manual or a question-and-answer page says so."""
    UNVERIFIED = "unverified"
    """Nobody checked it: an editable parameter, and printed as such."""


class Kind(StrEnum):
    """What the value means, and so which check reads it."""

    PRICE_CEILING = "price-ceiling"
    """A unit price may not exceed the value; a table is keyed by item."""
    PRICE_FLOOR = "price-floor"
    """A unit price may not fall below the value."""
    AMOUNT_CEILING = "amount-ceiling"
    """The amount of a line may not exceed the value."""
    SHARE_CEILING = "share-ceiling"
    """A line may not exceed ``percent`` of ``base``: total, other-lines, operating, operating-others."""
    RATE = "rate"
    """A percentage something is computed with."""
    NOT_PAYABLE = "not-payable"
    """Items the money may not pay: ``never``, ``consent`` or a condition, keyed by item."""
    OWN_STAFF = "own-staff"
    """Items the unit's own staff may not take: ``never``, keyed by item."""
    PERIOD = "period"
    """Minutes to paid periods (節)."""
    THRESHOLD = "threshold"
    """Where capital (資本門) begins."""
    TRANSFER = "transfer"
    """What may be moved where: ``forbidden``, ``consent`` or ``internal``."""
    DEADLINE = "deadline"
    """Days or months after the last day of the plan."""
    TABLE = "table"
    """Facts keyed by name: wages, grades of a county."""
    STATEMENT = "statement"
    """A sentence to know; nothing is computed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written.

    ``checked`` is the day somebody last looked it up; ``issued`` the letter or order it came by.
    """

    document: str
    checked: date
    article: str = ""
    issued: str = ""
    url: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.document, self.article, self.issued) if part)


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the days it holds on; ``start`` None reaches back as far as is known."""

    value: Value
    start: date | None = None
    end: date | None = None
    confidence: Confidence | None = None
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the value is in force on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Card:
    """One rule: what it says on which day, whom it binds, where it is written, how to mend.

    ``is_parameter`` marks a value a plan may state for itself, because it differs from one grant
    to the next or nobody could verify it.  ``is_yearly`` marks one that is set anew for each year.
    """

    id: str
    title: Bilingual
    kind: Kind
    unit: str
    binds: frozenset[FundingKind]
    confidence: Confidence
    severity: Severity
    remedy: Bilingual
    source: Source
    values: tuple[Dated, ...]
    items: tuple[str, ...] = ()
    note: Bilingual | None = None
    is_parameter: bool = False
    is_yearly: bool = False

    def on(self, day: date) -> Dated | None:
        """Return the value in force on ``day``, or None; a newer value ends the older for good."""
        begun = [value for value in self.values if value.start is None or value.start <= day]
        return begun[-1] if begun and begun[-1].holds_on(day) else None

    @property
    def known_until(self) -> date | None:
        """The last day of the last year recorded of a yearly value; None where no year ends it."""
        start = self.values[-1].start if self.is_yearly else None
        return start and date(start.year, 12, 31)

    def is_known_on(self, day: date) -> bool:
        """Tell whether the value of the year of ``day`` is recorded, or is set for no year."""
        return self.known_until is None or day <= self.known_until

    def is_due_on(self, day: date) -> bool:
        """Tell whether nobody has looked the card up in the year before ``day`` (待查證)."""
        last = self.source.checked
        return (day.year - 1, day.month, day.day) > (last.year, last.month, last.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """A card as it binds one plan: the value in force, and whether the plan stated it itself."""

    card: Card
    dated: Dated
    stated: str = ""
    """Where the plan takes its own value from; empty when the card's value is used."""

    @property
    def id(self) -> str:
        """The id of the card."""
        return self.card.id

    @property
    def value(self) -> Value:
        """The value in force."""
        return self.dated.value

    @property
    def confidence(self) -> Confidence:
        """How sure we are of this value."""
        return self.dated.confidence or self.card.confidence

    @property
    def source(self) -> str:
        """Where the value is written."""
        return self.stated or self.dated.source or str(self.card.source)

    def number(self, key: str = "") -> Decimal:
        """Return the value, or the part of it named ``key``, as a number.

        Raises
        ------
        KeyError
            If the value has no such part.
        """
        value = self.dated.value
        return Decimal(value[key] if isinstance(value, dict) else value)

    def whole(self, key: str = "") -> int:
        """Return the value, or the part of it named ``key``, as a whole number."""
        return int(self.number(key))

    def word(self, key: str) -> str:
        """Return the part of the value named ``key`` as a word."""
        value = self.dated.value
        if not isinstance(value, dict):
            raise KeyError(key)
        return str(value[key])

    def has(self, key: str) -> bool:
        """Tell whether the value has a part named ``key``; a single value serves every key."""
        value = self.dated.value
        return not isinstance(value, dict) or key in value


@dataclass(frozen=True)
class RuleBook:
    """The rules that bind a plan: in force on its day, for its funding, with what it states.

    ``silent`` are the cards for its funding of which no value is recorded for its day.
    """

    day: date
    funding: frozenset[FundingKind]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    silent: tuple[Card, ...] = ()

    def get(self, card_id: str) -> Rule | None:
        """Return the rule of that card, or None if it does not bind the plan."""
        return self.rules.get(card_id)

    def of_kind(self, kind: Kind) -> list[Rule]:
        """Return the rules of one kind, in the order of their ids."""
        return [*self._by_kind.get(kind, ())]

    @cached_property
    def _by_kind(self) -> Mapping[Kind, list[Rule]]:
        """The rules of each kind; the checks ask for them after every change of a plan."""
        found: dict[Kind, list[Rule]] = {}
        for rule in self.rules.values():
            found.setdefault(rule.card.kind, []).append(rule)
        return found

    @cached_property
    def unverified(self) -> tuple[Rule, ...]:
        """The rules whose value nobody could verify and the plan does not state itself."""
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.confidence == "unverified" and not rule.stated
        )

    def about(self, item: str) -> list[Rule]:
        """Return the rules that name the item."""
        return [rule for rule in self.rules.values() if item in rule.card.items]
