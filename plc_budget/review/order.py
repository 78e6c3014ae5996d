"""Where rows go that are new or stand elsewhere: each behind a row that stayed in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Place = tuple[str, str]
"""A row, and the row it stands behind; empty for the beginning."""


class Order:
    """A shell over the names of rows, in their order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._put: dict[str, str] = {}

    def put(self, name: str, after: str) -> None:
        """Put a row behind another, and behind those that were put there before it.

        A row stands at the end if the one before it is gone.

        Examples
        --------
        >>> order = Order("abc")
        >>> order.put("x", "a")
        >>> order.put("y", "a")
        >>> order.names
        ['a', 'x', 'y', 'b', 'c']
        """
        if name in self.names:
            self.names.remove(name)
        known = after in self.names
        at = self.names.index(after) + 1 if known else 0 if not after else len(self.names)
        while at < len(self.names) and self._put.get(self.names[at]) == after:
            at += 1
        self.names.insert(at, name)
        self._put[name] = after


def put(names: Iterable[str], places: Iterable[Place]) -> list[str]:
    """Return names in the order they have when some of them are put elsewhere.

    Examples
    --------
    >>> put("abc", [("c", "a")])
    ['a', 'c', 'b']
    """
    order = Order(names)
    for name, after in places:
        order.put(name, after)
    return order.names


def needed_moves(names: Sequence[str], places: Sequence[Place]) -> list[Place]:
    """Return the moves that are not made already.

    Parameters
    ----------
    names : sequence of str
        The order as it is.
    places : sequence of (str, str)
        What shall stand where.

    Examples
    --------
    >>> needed_moves("acb", [("c", "a")]), needed_moves("abc", [("c", "a")])
    ([], [('c', 'a')])
    """
    left = list(places)
    wanted = put(names, left)
    for place in places:
        others = [one for one in left if one != place]
        if put(names, others) == wanted:
            left = others
    return left
