"""What a reallocation answers: proposals, or why there is none and what would give one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plc_budget.findings import Words
from plc_budget.language import NOTHING, Series, Text, text
from plc_budget.money import plain
from plc_budget.reallocation.transfers import Flow


@dataclass(frozen=True, slots=True)
class QuantityChange:
    """One line before and after.

    Attributes
    ----------
    code, item, account : str
        The line, as it is named and printed, and its first-level account.
    quantity_before, quantity_after : Decimal
        數量.
    amount_before, amount_after : int
        總價. [NTD]
    is_set : bool
        Whether the planner set it.
    follows : bool
        Whether it is a percentage line.
    """

    code: str
    item: str
    account: str
    quantity_before: Decimal
    quantity_after: Decimal
    amount_before: int
    amount_after: int
    is_set: bool = False
    follows: bool = False

    @property
    def difference(self) -> int:
        """By how much the amount changes. [NTD]"""
        return self.amount_after - self.amount_before

    @property
    def gives_way(self) -> bool:
        """Whether the proposal changes the quantity of the line; what the planner set does not count."""
        return not self.is_set and self.quantity_before != self.quantity_after

    @property
    def sentence(self) -> Text:
        """The change in words."""
        return text(
            "“{item}” {before} → {after}",
            item=self.item,
            before=plain(self.quantity_before),
            after=plain(self.quantity_after),
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """Whose consent a proposal needs before it is carried out, and with which form."""

    flows: tuple[Flow, ...]
    rules: tuple[str, ...]
    form: str = ""

    @property
    def sentence(self) -> Text:
        """What needs consent, in words."""
        moves = Series(
            tuple(
                text(
                    "{amount:,} from {source} to {target}",
                    amount=flow.amount,
                    source=flow.source,
                    target=flow.target,
                )
                for flow in self.flows
            )
        )
        if self.form:
            return text(
                "Needs consent beforehand: {moves}; hand in {form}.", moves=moves, form=self.form
            )
        return text("Needs consent beforehand: {moves}.", moves=moves)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Quantities that hold the total.

    Attributes
    ----------
    changes : tuple of Change
        Every line, in the order of the plan.
    lines : int
        How many quantities it changes, beside those the planner set.
    moved : int
        The sum of what amounts change by, over all lines the planner did not set. [NTD]
    flows : tuple of Flow
        What moves between first-level accounts, against the approved budget.
    consent : Consent or None
        What must be asked for before.
    """

    changes: tuple[QuantityChange, ...]
    lines: int
    moved: int
    flows: tuple[Flow, ...] = ()
    consent: Consent | None = None

    @property
    def total(self) -> int:
        """What all lines come to. [NTD]"""
        return sum(change.amount_after for change in self.changes)

    @property
    def giving_way(self) -> tuple[QuantityChange, ...]:
        """The lines whose quantity it changes, beside those the planner set."""
        return tuple(change for change in self.changes if change.gives_way)

    @property
    def sentence(self) -> Text | Series:
        """The changes in words."""
        if not self.giving_way:
            return text("No other line changes.")
        return Series(tuple(change.sentence for change in self.giving_way))


class ReleaseKind(StrEnum):
    """What could be let go so that there is a proposal."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    STEP = "step"
    CEILING = "ceiling"
    LOCK = "lock"
    TIMETABLE = "timetable"
    SETTING = "setting"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Release:
    """One thing to let go, and what it would give.

    Attributes
    ----------
    kind : ReleaseKind
        A bound, a step, a ceiling, a lock, the timetable, what the planner set, or the plan's ban.
    codes : tuple of str
        The lines concerned.
    before, after : tuple of Decimal
        Bound, step or quantity of each line as it is, and as it would have to be.
    rule : str
        Id of the rule card of a ceiling.
    proposal : Proposal
        The best there is without it.
    sentence : Text
        What is let go, in words.
    """

    kind: ReleaseKind
    codes: tuple[str, ...]
    before: tuple[Decimal, ...]
    after: tuple[Decimal, ...]
    rule: str
    proposal: Proposal
    sentence: Text


@dataclass(frozen=True, slots=True)
class Reallocation:
    """The answer.

    Attributes
    ----------
    total : int
        What was to be held. [NTD]
    at_most : bool
        Whether less would do.
    proposals : tuple of Proposal
        The best first, each with other lines that give way; empty when there is none.
    reason : Words
        Why there is none.
    releases : tuple of Release
        What to let go, one thing at a time; what is usually not possible comes last.
    nearer : tuple of Release
        Smaller steps that are not enough, but leave less over than ``below`` does.
    below, above : int or None
        The nearest totals that can be held as things stand. [NTD]
    is_proven : bool
        Whether it is certain that the first proposal is the best, or that there is none.
    """

    total: int
    at_most: bool = False
    proposals: tuple[Proposal, ...] = ()
    reason: Words = NOTHING
    releases: tuple[Release, ...] = ()
    nearer: tuple[Release, ...] = ()
    below: int | None = None
    above: int | None = None
    is_proven: bool = True

    @property
    def is_feasible(self) -> bool:
        """Whether there is a proposal."""
        return bool(self.proposals)

    @property
    def best(self) -> Proposal | None:
        """The best proposal, or None."""
        return self.proposals[0] if self.proposals else None

    @property
    def remedy(self) -> Text:
        """What to let go, or which totals are near, in words."""
        if not self.is_proven:
            return text("Allow more time, or lock lines that shall stay.")
        if self.below is not None:
            return self._leaving(self.below)
        if self.releases:
            return text(
                "You could let go of one of these: {releases}.",
                releases=Series(tuple(release.sentence for release in self.releases)),
            )
        if self.above is not None:
            return text(
                "Nothing to let go is enough alone; the nearest total is {total:,}.",
                total=self.above,
            )
        return text("Let go of more than one bound or lock, or set other quantities.")

    def _leaving(self, below: int) -> Text:
        """Say that less may be spent, and what else there is."""
        releases = Series(tuple(release.sentence for release in (*self.nearer, *self.releases)))
        if self.nearer or self.releases:
            return text(
                "You could hold {total:,} and leave {left:,} unspent, or let go of one of these: {releases}.",
                total=below,
                left=self.total - below,
                releases=releases,
            )
        return text(
            "You could hold {total:,} and leave {left:,} unspent.",
            total=below,
            left=self.total - below,
        )
