"""The question in whole numbers: which lines move by how many steps so that the sum is right.

Nothing here knows of plans or rules.  Amounts are whole dollars; a line that may give way is a
:class:`Move`, a percentage line that follows its base a :class:`Follower`, whatever else must hold
a :class:`Limit`, or a word of ``refuses``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Changes = Sequence[int]


@dataclass(frozen=True, slots=True)
class Move:
    """A line that may give way: after ``x`` steps its amount has changed by a whole number.

    The change is ``(rest + num·x) // den``, the rounding of the line included; ``rest`` is what
    the amount lay above its last rounding, in parts of ``den``.

    Attributes
    ----------
    num, den : int
        What one step costs, as a fraction above zero. [NTD]
    rest : int
        From 0 to below ``den``.
    least, most : int or None
        Fewest and most steps; None is no bound.  Where 0 lies outside them the line must move.

    Examples
    --------
    >>> [Move(921, 20, rest=10).change(steps) for steps in (-1, 0, 1, 2)]
    [-46, 0, 46, 92]
    """

    num: int
    den: int = 1
    rest: int = 0
    least: int = 0
    most: int | None = None

    def change(self, steps: int) -> int:
        """Return the change of the amount. [NTD]"""
        return (self.rest + self.num * steps) // self.den

    @property
    def must(self) -> bool:
        """Whether the line cannot stay as it is."""
        return self.least > 0 or (self.most is not None and self.most < 0)


@dataclass(frozen=True, slots=True)
class Follower:
    """A percentage line: ``num/den`` of a base, rounded half up.

    Attributes
    ----------
    moves, followers : tuple of int
        What its base counts: indices of moves, and of followers before this one.
    base : int
        The base as it stands. [NTD]
    drift : int
        How far the line already is from where it was, because of what the planner set. [NTD]
    """

    num: int
    den: int
    moves: tuple[int, ...]
    followers: tuple[int, ...] = ()
    base: int = 0
    drift: int = 0

    def amount(self, base: int) -> int:
        """Return the share of a base. [NTD]"""
        return (2 * self.num * base + self.den) // (2 * self.den)


@dataclass(frozen=True, slots=True)
class Limit:
    """A weighted sum of changes that must lie from ``low`` to ``high``; None is no bound.

    ``weights`` are those of the moves, ``follower_weights`` those of the followers; ``scale`` is
    what a weight of a whole dollar is written as.
    """

    weights: tuple[int, ...]
    follower_weights: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    scale: int = 1

    @property
    def only(self) -> int | None:
        """The only move that counts, or None if there are others or a follower counts."""
        counting = [i for i, weight in enumerate(self.weights) if weight]
        return counting[0] if len(counting) == 1 and not any(self.follower_weights) else None

    def holds(self, changes: Changes, following: Changes) -> bool:
        """Tell whether the changes keep it."""
        total = sum(w * change for w, change in zip(self.weights, changes, strict=True) if w)
        total += sum(w * f for w, f in zip(self.follower_weights, following, strict=True) if w)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


def refuses_nothing(_: Changes, __: Changes) -> bool:
    """Refuse nothing."""
    return False


@dataclass(frozen=True, slots=True)
class Problem:
    """Change as few lines as possible, by as little money as possible, so that the sum fits.

    Attributes
    ----------
    moves : tuple of Move
        In the order of the plan; where all else is equal the later ones give way first.
    low, high : int or None
        What all changes together, those of the followers included, must come to. [NTD]
    limits : tuple of Limit
        What else must hold.
    refuses : callable
        Tells of the changes of moves and followers whether they break a rule that is no sum.
    """

    moves: tuple[Move, ...]
    low: int | None
    high: int
    followers: tuple[Follower, ...] = ()
    limits: tuple[Limit, ...] = ()
    refuses: Callable[[Changes, Changes], bool] = refuses_nothing

    @property
    def is_plain(self) -> bool:
        """Whether the sum is all there is: nothing follows, nothing else must hold."""
        return not self.followers and not self.limits and self.refuses is refuses_nothing

    def total(self) -> Limit:
        """Return the sum of all changes as a limit."""
        return Limit((1,) * len(self.moves), (1,) * len(self.followers), self.low, self.high)

    def with_bounds(self, bounds: dict[int, tuple[int, int | None]]) -> Problem:
        """Return the problem with other bounds for some of the moves, by their indices."""
        moves = list(self.moves)
        for index, (least, most) in bounds.items():
            moves[index] = replace(moves[index], least=least, most=most)
        return replace(self, moves=tuple(moves))

    def following(self, changes: Changes) -> list[int]:
        """Return what the percentage lines change by when the moves change by that. [NTD]"""
        found: list[int] = []
        for follower in self.followers:
            base = follower.base + sum(changes[i] for i in follower.moves)
            base += sum(found[i] for i in follower.followers)
            found.append(follower.amount(base) - follower.amount(follower.base))
        return found

    def cost(self, steps: Sequence[int]) -> int | None:
        """Return the money moved, or None when something that must hold does not. [NTD]"""
        changes = [move.change(x) for move, x in zip(self.moves, steps, strict=True)]
        following = self.following(changes)
        total = sum(changes) + sum(following)
        if total > self.high or (self.low is not None and total < self.low):
            return None
        if not all(limit.holds(changes, following) for limit in self.limits):
            return None
        if self.refuses(changes, following):
            return None
        drifts = (f.drift + change for f, change in zip(self.followers, following, strict=True))
        return sum(map(abs, changes)) + sum(map(abs, drifts))


@dataclass(frozen=True, slots=True)
class Solution:
    """Steps for every move, how many lines that changes, and the money moved. [NTD]"""

    steps: tuple[int, ...]
    lines: int
    moved: int

    @property
    def changed(self) -> frozenset[int]:
        """The indices of the moves that change."""
        return frozenset(i for i, steps in enumerate(self.steps) if steps)
