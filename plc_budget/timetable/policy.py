"""Under which rule minutes become paid periods (節)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plc_budget.rules import Rule

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class PeriodPolicy:
    """A rule for counting paid periods (節數計算方式).

    Attributes
    ----------
    card_id : str
        The rule card it is written on.
    minutes : int
        Length of one period. [min]
    two_minutes : int
        Length that is paid as two consecutive periods. [min]
    pays_half : bool
        Whether a shortfall is paid half (減半支給) or not at all.
    joins : bool
        Whether consecutive rows of one speaker are one block.
    shares : bool
        Whether groups that share one slot are one block (合併計時) or each its own.
    """

    card_id: str
    minutes: int
    two_minutes: int
    pays_half: bool = True
    joins: bool = True
    shares: bool = True


def policy_of(rule: Rule) -> PeriodPolicy:
    """Make a policy of a rule card of the kind ``period``.

    Raises
    ------
    KeyError
        If the card has not its parts.

    Examples
    --------
    >>> from datetime import date
    >>> from plc_budget.rules import FundingKind, rule_book, shipped_cards
    >>> book, _ = rule_book(shipped_cards(), day=date(2025, 5, 31), funding=[FundingKind.COUNTY])
    >>> national = policy_of(book.get("speaker-fee-period"))
    >>> national.minutes, national.two_minutes
    (50, 90)
    """
    parts = rule.value
    if not isinstance(parts, dict):
        raise KeyError(rule.id)
    return PeriodPolicy(
        rule.id,
        int(parts["minutes"]),
        int(parts["two_minutes"]),
        pays_half=parts["shortfall"] == "half",
        joins=parts["joined"] == "yes",
        shares=parts["shared"] == "together",
    )


def paid_periods(minutes: int, policy: PeriodPolicy) -> Decimal:
    """Count the periods (節) one unbroken block of teaching is paid for.

    Two consecutive periods count from ``two_minutes`` on, a further one from ``minutes`` on.
    What goes beyond the full length of the periods counted is a shortfall of the next one; so
    91 to 100 minutes are two periods of 50, and 101 minutes two and a shortfall.

    Parameters
    ----------
    minutes : int
        Length of the block, breaks excluded. [min]
    policy : PeriodPolicy
        Period length, length of two consecutive periods, treatment of a shortfall.

    Returns
    -------
    Decimal
        A multiple of one half. [period]

    Raises
    ------
    ValueError
        If ``minutes`` is negative.

    References
    ----------
    Rule card ``speaker-fee-period`` (講座鐘點費支給表).

    Examples
    --------
    >>> national = PeriodPolicy("speaker-fee-period", 50, 90)
    >>> [str(paid_periods(m, national)) for m in (40, 50, 80, 90, 100, 120)]
    ['0.5', '1', '1.5', '2', '2', '2.5']
    """
    if minutes < 0:
        raise ValueError(f"a block cannot last {minutes} minutes")
    pairs, rest = divmod(minutes, policy.two_minutes)
    full = 2 * pairs + (rest >= policy.minutes)
    short = minutes > full * policy.minutes
    return Decimal(full) + (HALF if short and policy.pays_half else 0)
