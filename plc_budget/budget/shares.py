"""Dividing whole dollars so that the parts add up to the whole: largest remainder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction


def largest_remainder(amount: int, weights: Sequence[Decimal]) -> list[int]:
    """Divide an amount by weights; each part is within one dollar and they add up to it.

    Equal remainders are given in the order of the weights.

    Parameters
    ----------
    amount : int
        What is divided, not negative. [NTD]
    weights : sequence of Decimal
        Not negative and not all zero.

    Raises
    ------
    ValueError
        If the amount or a weight is negative, or no weight is above zero.

    Examples
    --------
    >>> largest_remainder(100, [Decimal(1)] * 3)
    [34, 33, 33]
    """
    whole = sum(weights, Decimal(0))
    if amount < 0 or any(weight < 0 for weight in weights) or whole <= 0:
        raise ValueError(f"cannot divide {amount} by {weights}")
    exact = _exact(amount, weights)
    parts = [int(part) for part in exact]
    rest = amount - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[:rest]:
        parts[index] += 1
    return parts


def share_table(
    amounts: Mapping[str, int], weights: Mapping[str, Decimal]
) -> dict[str, dict[str, int]]:
    """Divide several amounts by the same weights so that rows and columns both add up.

    Each row sums to its amount, and each column to the part that :func:`largest_remainder` gives
    of the whole; so the sheet's 分攤 by account agrees with the 分攤 of the total.

    Parameters
    ----------
    amounts : mapping of str to int
        By row, such as a first-level account. [NTD]
    weights : mapping of str to Decimal
        By column, such as a source of money.

    Examples
    --------
    >>> table = share_table({"業務費": 100, "設備及投資": 101},
    ...                     {"教育部": Decimal(85), "縣府": Decimal(15)})
    >>> table["業務費"], table["設備及投資"]
    ({'教育部': 85, '縣府': 15}, {'教育部': 86, '縣府': 15})
    """
    shares = list(weights.values())
    whole = largest_remainder(sum(amounts.values()), shares)
    rows = list(amounts.values())
    cells = [[int(part) for part in _exact(amount, shares)] for amount in rows]
    owed = [part - sum(row[at] for row in cells) for at, part in enumerate(whole)]
    for row in sorted(range(len(rows)), key=lambda row: (sum(cells[row]) - rows[row], row)):
        _top_up(cells[row], rows[row], owed, _exact(rows[row], shares))
    return {
        row: dict(zip(weights, cells[number], strict=True)) for number, row in enumerate(amounts)
    }


def _exact(amount: int, weights: Sequence[Decimal]) -> list[Fraction]:
    whole = sum(map(Fraction, weights))
    return [Fraction(weight) * amount / whole for weight in weights]


def _top_up(cells: list[int], amount: int, owed: list[int], exact: Sequence[Fraction]) -> None:
    """Give a row the dollars it lacks, one a cell, where most is still owed to the column.

    Rows that lack most come first: then the dollars go round whenever they can (Gale and Ryser).
    """
    for _ in range(amount - sum(cells)):
        column = max(
            range(len(cells)),
            key=lambda at: (
                owed[at] > 0,
                cells[at] <= exact[at],
                owed[at],
                exact[at] - cells[at],
                -at,
            ),
        )
        cells[column] += 1
        owed[column] -= 1
