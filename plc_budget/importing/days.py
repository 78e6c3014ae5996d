"""The day of an event, or its year, among the words around a table: 「暫訂114年5月底」."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plc_budget.dates import ROC_OFFSET, in_calendar

LONGEST = 200
_NO_EVENT = re.compile(r"填表|製表|列印|製作日|函|字第|生效|修正|修訂|核定日|公布|公告|出生")
_PAPERS = re.compile(r"要點")
"""A day beside it is that of a regulation; its school year may be the plan's own."""
_PERIOD = re.compile(r"期程|執行期間|計畫期間|辦理期間|實施期間|期限")
_DAYS = (
    re.compile(r"(?<!\d)(?P<y>\d{2,4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?<!\d)(?P<y>1\d\d|20\d\d)[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?!\d)"),
)
_MONTH = re.compile(
    r"(?<!\d)(?P<y>\d{2,4})年(?P<m>\d{1,2})月(?:份)?(?P<part>上旬|初|中旬|中|下旬|底|末)"
)
_SCHOOL_YEAR = re.compile(r"(?<!\d)(?P<y>\d{2,3})學年度?(?P<second>\(?(?:第二學期|下學期))?")
_YEAR = re.compile(r"(?<!\d)(?P<y>\d{2,3})年度?")
_COMMON_ERA = 1_000
_MIDDLE = 15


@dataclass(frozen=True, slots=True)
class PaperDay:
    """What the paper says of the day; ``is_guess`` if only the year is on it.

    ``when`` is the sentence it stands in, ``last`` the end of a stated period.
    """

    day: date
    when: str = ""
    is_tentative: bool = True
    is_guess: bool = False
    last: date | None = None


def day_in(
    rows: Sequence[str], school_start: tuple[int, int], second_start: tuple[int, int]
) -> PaperDay | None:
    """Find the day of the event; without one the month, without that the year; else None.

    Parameters
    ----------
    rows : sequence of str
        The words of each row around the table.
    school_start, second_start : tuple of int and int
        Month and day on which a school year (學年度) and its second term begin.

    Examples
    --------
    >>> starts = (8, 1), (2, 1)
    >>> day_in(["暫訂114年5月底"], *starts).day, day_in(["106年度研習計畫"], *starts).day
    (datetime.date(2025, 5, 31), datetime.date(2017, 1, 1))
    >>> day_in(["114學年度第二學期"], *starts).day, day_in(["填表日期：114年5月1日"], *starts) is None
    (datetime.date(2026, 2, 1), True)
    """
    plain = [unicodedata.normalize("NFKC", row[:LONGEST]) for row in rows]
    told = [row for row in plain if not _NO_EVENT.search(row)]
    last = next(
        (days[-1] for row in told if _PERIOD.search(row) and len(days := list(_days(row))) > 1),
        None,
    )
    events = [row for row in told if not _PERIOD.search(row) and not _PAPERS.search(row)]
    for row in events:
        if days := list(_days(row)):
            return PaperDay(days[0], _when(row), "暫" in row, last=last)
    for row in events:
        if (found := _MONTH.search(row)) and (day := _day_of_month(found)):
            return PaperDay(day, _when(row), is_tentative=True, last=last)
    year = next(
        (
            day
            for form in (_days, lambda row: _years(row, school_start, second_start))
            for row in told
            for day in form(row)
        ),
        None,
    )
    return None if year is None else PaperDay(year, is_guess=True, last=last)


def _days(row: str) -> Iterator[date]:
    for form in _DAYS:
        for found in form.finditer(row):
            if day := _date(found["y"], int(found["m"]), int(found["d"])):
                yield day


def _years(
    row: str, school_start: tuple[int, int], second_start: tuple[int, int]
) -> Iterator[date]:
    for found in _SCHOOL_YEAR.finditer(row):
        later, start = (1, second_start) if found["second"] else (0, school_start)
        if day := _date(str(int(found["y"]) + later), *start):
            yield day
    for found in _YEAR.finditer(row):
        if day := _date(found["y"], 1, 1):
            yield day


def _date(year: str, month: int, day: int) -> date | None:
    number = int(year)
    try:
        return in_calendar(
            date(number if number >= _COMMON_ERA else number + ROC_OFFSET, month, day)
        )
    except ValueError:
        return None


def _day_of_month(found: re.Match[str]) -> date | None:
    part, month = found["part"], int(found["m"])
    first = _date(found["y"], month, 1)
    if first is None or part in ("上旬", "初"):
        return first
    last = calendar.monthrange(first.year, month)[1]
    return first.replace(day=_MIDDLE if part in ("中旬", "中") else last)


def _when(row: str) -> str:
    return re.sub(r"^\S{0,6}(?:時間|日期|辦理日)[^:]{0,6}:\s*", "", row).strip()
