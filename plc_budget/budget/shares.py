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
    exact = [Fraction(weight) * amount / Fraction(whole) for weight in weights]
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
    columns = list(weights)
    shares = list(weights.values())
    wanted = dict(zip(columns, largest_remainder(sum(amounts.values()), shares), strict=True))
    table: dict[str, dict[str, int]] = {}
    running = 0
    given = dict.fromkeys(columns, 0)
    for row, amount in amounts.items():
        running += amount
        reach = dict(zip(columns, largest_remainder(running, shares), strict=True))
        table[row] = {column: reach[column] - given[column] for column in columns}
        given = reach
    if given != wanted:
        raise ArithmeticError("the parts do not add up")
    return table
