"""Ceilings and transfer rules as limits of the problem, in whole dollars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import lcm
from typing import TYPE_CHECKING

from plc_budget.reallocation.caps import Cap
from plc_budget.reallocation.exact.problem import Changes, Limit, refuses_nothing

if TYPE_CHECKING:
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.terms import Terms

Refuses = Callable[[Changes, Changes], bool]


def limits_of(
    frame: Frame,
    terms: Terms,
    amounts: Sequence[int],
    moves: Sequence[int],
    followers: Sequence[int],
) -> tuple[tuple[Limit, ...], Refuses]:
    """Return what must hold beside the sum, and what refuses the rest.

    Parameters
    ----------
    frame, terms : Frame, Terms
        The rules and the question.
    amounts : sequence of int
        Of every line, with what the planner set. [NTD]
    moves, followers : sequence of int
        Places of the lines that move and of the percentage lines that follow.
    """
    places = moves, followers
    caps = [cap for cap in frame.caps if cap.rule.id not in terms.without]
    found = [limit for cap in caps if (limit := _of_cap(cap, terms, amounts, places)) is not None]
    if frame.transfers.worst() <= terms.allowed:
        return tuple(found), refuses_nothing
    found += _of_accounts(frame, terms, amounts, places)
    return tuple(found), _refusal(frame, terms, amounts, places)


def _of_cap(
    cap: Cap, terms: Terms, amounts: Sequence[int], places: tuple[Sequence[int], Sequence[int]]
) -> Limit | None:
    """Write a ceiling as a limit, as simply as the fixed total allows; None if it always holds."""
    scale = lcm(cap.rate.denominator, cap.more.denominator)
    share = int(cap.rate * scale)
    high = int(cap.more * scale)
    high += sum(share * amounts[i] for i in cap.base) - sum(scale * amounts[i] for i in cap.own)
    weights = [[scale * (i in cap.own) - share * (i in cap.base) for i in side] for side in places]
    if terms.low == terms.high:
        usual = Counter(weights[0] + weights[1]).most_common(1)
        shift = usual[0][0] if usual else 0
        high -= shift * (terms.high - sum(amounts))
        weights = [[weight - shift for weight in side] for side in weights]
    return _simplest(weights[0], weights[1], high, scale)


def _simplest(own: list[int], following: list[int], high: int, scale: int) -> Limit | None:
    """Count whole dollars where every line that counts counts alike."""
    kinds = {weight for weight in own + following if weight}
    if not kinds and high >= 0:
        return None
    if len(kinds) != 1:
        return Limit(tuple(own), tuple(following), None, high, scale)
    (weight,) = kinds
    counted = tuple(int(w != 0) for w in own), tuple(int(w != 0) for w in following)
    if weight > 0:
        return Limit(*counted, None, high // weight)
    return Limit(*counted, -(high // -weight), None)


def _of_accounts(
    frame: Frame, terms: Terms, amounts: Sequence[int], places: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Limit]:
    """Hold accounts that may give to no other, or take from none, as far as the total stays."""
    before = sum(frame.approved.values())
    fall = None if terms.low is None else min(0, terms.low - before)
    rise = max(0, terms.high - before)
    net = _net(frame, amounts)
    for account in net:
        may = {
            gives: not frame.transfers.is_bound(account, terms.allowed, gives=gives)
            for gives in (True, False)
        }
        low = None if may[True] or fall is None else fall - net[account]
        high = None if may[False] else rise - net[account]
        if low is not None or high is not None:
            own, following = (
                tuple(int(frame.account(i) == account) for i in side) for side in places
            )
            yield Limit(own, following, low, high)


def _net(frame: Frame, amounts: Sequence[int]) -> dict[str, int]:
    """Return by how much each account differs from what it was given. [NTD]"""
    net = {account: -given for account, given in frame.approved.items()}
    for place, amount in enumerate(amounts):
        account = frame.account(place)
        net[account] = net.get(account, 0) + amount
    return net


def _refusal(
    frame: Frame, terms: Terms, amounts: Sequence[int], places: tuple[Sequence[int], Sequence[int]]
) -> Refuses:
    """Return what tells of changes whether they need a move that is not allowed."""

    def refuses(changes: Changes, following: Changes) -> bool:
        net = _net(frame, amounts)
        for side, by in zip(places, (changes, following), strict=True):
            for place, change in zip(side, by, strict=True):
                net[frame.account(place)] += change
        return frame.transfers.route(net, terms.allowed) is None

    return refuses
