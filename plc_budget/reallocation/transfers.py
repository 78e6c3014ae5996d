"""What may be moved between first-level accounts (一級用途別流用), by the cards that bind the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.rules import RuleBook

OUTSIDE = ""
"""Where money comes from or goes to when the total itself changes."""
_NAMES = {
    "人事費": "personnel",
    "業務費": "operating",
    "設備及投資": "capital",
    "行政管理費": "admin",
}


class Verdict(IntEnum):
    """Whether money may be moved from one account to another."""

    INTERNAL = 0
    """The unit decides (循內部程序)."""
    CONSENT = 1
    """Whoever gives the money must agree before (須先報經同意)."""
    FORBIDDEN = 2
    """Never (不得流用)."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that moves from one first-level account to another. [NTD]"""

    source: str
    target: str
    amount: int
    verdict: Verdict
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Transfers:
    """What the cards say about every two accounts of a plan, and the card that says it."""

    pairs: Mapping[tuple[str, str], tuple[Verdict, Rule | None]]
    accounts: tuple[str, ...]

    def verdict(self, source: str, target: str) -> Verdict:
        """Return whether money may go from one account to another."""
        return self.pairs.get((source, target), (Verdict.INTERNAL, None))[0]

    def worst(self) -> Verdict:
        """Return the gravest verdict about any two accounts."""
        return max((verdict for verdict, _ in self.pairs.values()), default=Verdict.INTERNAL)

    def is_bound(self, account: str, allowed: Verdict, *, gives: bool) -> bool:
        """Tell whether an account may give to no other, or take from none."""
        others = [other for other in self.accounts if other != account]
        pairs = [(account, o) if gives else (o, account) for o in others]
        return bool(pairs) and all(self.verdict(*pair) > allowed for pair in pairs)

    def route(
        self, net: Mapping[str, int], allowed: Verdict = Verdict.CONSENT
    ) -> tuple[Flow, ...] | None:
        """Find which account gives to which, with as little consent as can be.

        Parameters
        ----------
        net : mapping of str to int
            By how much each account changes. [NTD]
        allowed : Verdict
            The gravest verdict a move may have.

        Returns
        -------
        tuple of Flow or None
            None when the changes cannot be made by moves that are allowed.
        """
        gives = {account: -change for account, change in net.items() if change < 0}
        takes = {account: change for account, change in net.items() if change > 0}
        more = sum(net.values())
        (gives if more > 0 else takes)[OUTSIDE] = abs(more)
        sent: dict[tuple[str, str], int] = {}
        for limit in (verdict for verdict in Verdict if verdict <= allowed):
            _send(gives, takes, sent, self._allows(limit))
        if any(gives.values()):
            return None
        return tuple(self._flow(*pair, amount) for pair, amount in sent.items() if amount)

    def _allows(self, limit: Verdict) -> Callable[[str, str], bool]:
        return lambda source, target: self.verdict(source, target) <= limit

    def _flow(self, source: str, target: str, amount: int) -> Flow:
        verdict, rule = self.pairs.get((source, target), (Verdict.INTERNAL, None))
        return Flow(source, target, amount, verdict, rule.id if rule else "")


def _send(
    gives: dict[str, int],
    takes: dict[str, int],
    sent: dict[tuple[str, str], int],
    may: Callable[[str, str], bool],
) -> None:
    """Send on whatever can be sent, turning earlier sendings where that makes room."""
    while path := _path(gives, takes, sent, may):
        forward = list(zip(path[::2], path[1::2], strict=True))
        back = list(zip(path[2::2], path[1::2], strict=False))
        amount = min(gives[path[0]], takes[path[-1]], *(sent[pair] for pair in back))
        for pair in forward:
            sent[pair] = sent.get(pair, 0) + amount
        for pair in back:
            sent[pair] -= amount
        gives[path[0]] -= amount
        takes[path[-1]] -= amount


def _path(
    gives: Mapping[str, int],
    takes: Mapping[str, int],
    sent: Mapping[tuple[str, str], int],
    may: Callable[[str, str], bool],
) -> list[str] | None:
    """Find givers and takers in turn, from one with something left to one with something open."""
    paths = [[giver] for giver, left in gives.items() if left]
    seen = {path[0] for path in paths}
    met: set[str] = set()
    for path in paths:
        for taker in [t for t in takes if t not in met and may(path[-1], t)]:
            met.add(taker)
            if takes[taker]:
                return [*path, taker]
            for giver in [g for g in gives if g not in seen and sent.get((g, taker))]:
                seen.add(giver)
                paths.append([*path, taker, giver])
    return None


def transfers_of(book: RuleBook, accounts: Iterable[str]) -> Transfers:
    """Return what the cards that bind a plan say about its accounts; the strictest one counts."""
    present = tuple(dict.fromkeys(accounts))
    rules = book.of_kind(Kind.TRANSFER) if len(present) > 1 else []
    pairs: dict[tuple[str, str], tuple[Verdict, Rule | None]] = {}
    for rule in rules:
        for pair in ((a, b) for a in present for b in present if a != b):
            verdict = _verdict(rule, *pair)
            if verdict > pairs.get(pair, (Verdict.INTERNAL, None))[0]:
                pairs[pair] = verdict, rule
    return Transfers(pairs, present)


def _verdict(rule: Rule, source: str, target: str) -> Verdict:
    """Look a move up, the most special entry first; what a card does not mention needs consent."""
    giver, taker = _NAMES.get(source, source), _NAMES.get(target, target)
    entries = rule.value if isinstance(rule.value, dict) else {}
    for key in (f"{giver}-{taker}", f"{giver}-any", f"any-{taker}", "any-any"):
        if key in entries:
            return Verdict[str(entries[key]).upper()]
    return Verdict.CONSENT
