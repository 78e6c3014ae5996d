"""Dates as the field writes them: 民國 years, and the school year (學年度) they fall in."""

from __future__ import annotations

import re
from datetime import date

from plc_budget.money import half_width

ROC_OFFSET = 1911
"""民國 year = common year - 1911."""
FIRST, LAST = date(1912, 1, 1), date(2910, 12, 31)
"""The days a 民國 year of one to three digits can name."""

_NUMBERS = re.compile(
    r"^(?:中華民國|民國)?(?P<year>\d{2,4})[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?$"
)


def roc_date(day: date) -> str:
    """Write a date as official papers do.

    Examples
    --------
    >>> roc_date(date(2025, 5, 31))
    '114年5月31日'
    """
    return f"{day.year - ROC_OFFSET}年{day.month}月{day.day}日"


def short_roc_date(day: date) -> str:
    """Write a date as a footer or a field has room for it; :func:`read_date` reads it back.

    Examples
    --------
    >>> short_roc_date(date(2025, 5, 31))
    '114/5/31'
    """
    return f"{day.year - ROC_OFFSET}/{day.month}/{day.day}"


def read_date(words: str) -> date:
    """Read a 民國 or common-era date: ``114年5月31日``, ``114/5/31``, ``2025-05-31``.

    A year of two or three digits is 民國, one of four is the common era.

    Raises
    ------
    ValueError
        If it is no date.

    Examples
    --------
    >>> read_date("民國114.5.31") == read_date("2025-05-31") == date(2025, 5, 31)
    True
    """
    found = _NUMBERS.match("".join(half_width(words).split()))
    if found is None:
        raise ValueError(f"no date: {words!r}")
    year = int(found["year"])
    return in_calendar(
        date(
            year if len(found["year"]) == 4 else year + ROC_OFFSET,
            int(found["month"]),
            int(found["day"]),
        )
    )


def in_calendar(day: date) -> date:
    """Return a day that has a 民國 year.

    Raises
    ------
    ValueError
        If it lies before 民國 1 or beyond 民國 999.

    Examples
    --------
    >>> in_calendar(date(2025, 5, 31)).year - ROC_OFFSET
    114
    """
    if not FIRST <= day <= LAST:
        raise ValueError(f"no day of a 民國 year: {day}")
    return day
