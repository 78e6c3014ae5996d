"""Sets of whole numbers as the bits of one long integer: bit ``p`` stands for ``base + p``.

A shift adds the same number to all of them at once, an "or" unites; so the sums that hundreds of
lines can come to are found in microseconds by plain integers, exactly, wherever Python runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Part(NamedTuple):
    """What 1 to ``times`` steps in one direction add: ``(rest + num·k) // den``."""

    num: int
    den: int
    rest: int
    times: int

    def of(self, k: int) -> int:
        """Return what ``k`` steps add."""
        return (self.rest + self.num * k) // self.den


def shift_bits(bits: int, by: int) -> int:
    """Shift up, or down where ``by`` is negative; what falls below bit 0 is gone."""
    return bits << by if by >= 0 else bits >> -by


def ones(low: int, high: int) -> int:
    """Return the set of all numbers from ``low`` to ``high``, based at ``low``."""
    return (1 << (high - low + 1)) - 1 if high >= low else 0


def sums(bits: int, base: int, part: Part, low: int, high: int) -> int:
    """Add every number of a part to every number of a set.

    Parameters
    ----------
    bits, base : int
        The set.
    low, high : int
        What lies outside them is left out; the result is based at ``low``.

    Examples
    --------
    >>> found = sums(1, 0, Part(5, 2, 1, 3), 0, 10)  # 3, 5, 8
    >>> [number for number in range(11) if found >> number & 1]
    [3, 5, 8]
    """
    if not bits or part.times < 1 or high < low:
        return 0
    if part.num > 0:  # all move up: nothing is lost below, and what is too high is cut at the end
        found = _repeated(bits, part)
        found = shift_bits(found, base - low)
    else:  # all move down: what falls below ``low`` never comes back
        found = _repeated(shift_bits(bits, base - low), part)
    return found & ones(low, high)


def _repeated(bits: int, part: Part) -> int:
    """Unite the shifts by every number of the part; those of one period repeat as a whole."""
    num, den, rest, count = part
    if den == 1:
        return _strided(shift_bits(bits, rest + num), num, count)
    period = min(den, count)
    whole, over = divmod(count, period)
    once = 0
    for k in range(1, period + 1):
        once |= shift_bits(bits, (rest + num * k) // den)
    found = _strided(once, num, whole) if period == den else once
    for k in range(count - over + 1, count + 1):
        found |= shift_bits(bits, (rest + num * k) // den)
    return found


def _strided(bits: int, stride: int, count: int) -> int:
    """Unite ``count`` shifts by 0, 1, 2, … strides, doubling."""
    done = 1
    while 2 * done <= count:
        bits |= shift_bits(bits, stride * done)
        done *= 2
    return bits | shift_bits(bits, stride * (count - done)) if done < count else bits


def mirror(part: Part) -> tuple[int, int]:
    """Return the set of the negatives of a part's numbers, and its base."""
    ends = -part.of(1), -part.of(part.times)
    low, high = min(ends), max(ends)
    if part.den == 1:
        return _strided(1, abs(part.num), part.times), low
    marks = bytearray((high - low) // 8 + 1)
    for k in range(1, part.times + 1):
        place = -part.of(k) - low
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little"), low


def from_low(bits: int) -> Iterator[int]:
    """Yield the places of the set bits from the lowest up."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def from_high(bits: int) -> Iterator[int]:
    """Yield the places of the set bits from the highest down."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place
