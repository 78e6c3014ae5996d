"""The passport of a paper: which plan and which version it was printed from, and a hash of it all.

It stands small in the footer of every sheet, never in the body.  It is no signature: it tells a
changed paper from an unchanged one, not an honest person from a dishonest one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.dates import read_date, short_roc_date
from plc_budget.plan.history.steps import UNDOABLE, StepKind
from plc_budget.sheets.printout import drop_unseen, hash_printout, make_printout

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step

_CHANGING = (*UNDOABLE, StepKind.UNDO, StepKind.REDO)
_LONGEST_ID = 60
"""Most signs of a plan's id in a footer; Excel takes 255 for all of it."""
_PRINTED = re.compile(
    r"計畫代號[:：](?P<plan>.{1,80}?)版次[:：]?第?(?P<version>\d{1,6})版?"
    r"規則日期[:：](?P<day>\d{2,4}[/.\-]\d{1,2}[/.\-]\d{1,2})驗證碼[:：](?P<figures>[0-9a-f]{8})"
)
_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+\-]{6,8}|\d{1,3}|[A-JL-Za-z])")


@dataclass(frozen=True, slots=True)
class Passport:
    """What a footer says.

    Attributes
    ----------
    plan : str
        Id of the plan, cut where it is long.
    version : int
        Which state in the plan's history, from 1.
    day : date
        The day whose rules bind it.
    figures : str
        Short hash of what is printed of it: titles, lines, figures, notes, timetable.
    """

    plan: str
    version: int
    day: date
    figures: str


def make_passport(plan: Plan, version: int = 1) -> Passport:
    """Make the passport of a plan.

    Parameters
    ----------
    plan : Plan
        As it is printed.
    version : int
        See :func:`count_version`.
    """
    name, day = shorten_id(plan.id), plan.details.event.day
    return Passport(name, version, day, hash_printout(make_printout(plan)))


def shorten_id(plan: str) -> str:
    """Return the id of a plan as a footer has room for it, without signs nobody sees.

    Examples
    --------
    >>> shorten_id("114-研習"), len(shorten_id("很長" * 40))
    ('114-研習', 60)
    """
    seen = "".join(sign for sign in plan if sign.isprintable() and not sign.isspace())
    return seen if len(seen) <= _LONGEST_ID else seen[: _LONGEST_ID - 1] + "…"


def count_version(steps: Sequence[Step], stamp: Mapping[str, str] | None = None) -> int:
    """Count which state a plan is in by its history: 1 at first, one more with each change.

    An undo is a change as well, so that a number never means two states.

    Parameters
    ----------
    steps : sequence of Step
        The history.
    stamp : mapping of str to str, optional
        The hashes of the files as they are: a change the history has not heard of counts, too.

    Examples
    --------
    >>> count_version(())
    1
    """
    changes = sum(step.kind in _CHANGING and step.before != step.after for step in steps)
    unheard = bool(steps) and stamp is not None and dict(steps[-1].after) != dict(stamp)
    return 1 + changes + unheard


def write_passport(passport: Passport) -> str:
    """Write a passport as it stands in a footer, in the language of the sheets.

    Examples
    --------
    >>> write_passport(Passport("114-研習", 3, date(2025, 5, 31), "0a1b2c3d"))
    '計畫代號：114-研習　版次：第3版　規則日期：114/5/31　驗證碼：0a1b2c3d'
    """
    return (
        f"計畫代號：{passport.plan}　版次：第{passport.version}版　"
        f"規則日期：{short_roc_date(passport.day)}　驗證碼：{passport.figures}"
    )


def read_passport(footer: str) -> Passport | None:
    """Read a passport back from a footer, with or without Excel's codes for fonts in it.

    Parameters
    ----------
    footer : str
        The text of a footer, such as another program has written it anew.

    Examples
    --------
    >>> read_passport('&C&"標楷體,Regular"&10第 &P 頁\\n&8計畫代號：a&&b 版次：第3版 規則日期：114/5/31 驗證碼：0a1b2c3d')
    Passport(plan='a&b', version=3, day=datetime.date(2025, 5, 31), figures='0a1b2c3d')
    >>> read_passport("第 1 頁") is None
    True
    """
    plain_words = "&".join(_CODES.sub("", part) for part in footer.split("&&"))
    found = _PRINTED.search(drop_unseen(plain_words))
    if found is None:
        return None
    try:
        day = read_date(found["day"])
    except ValueError:
        return None
    return Passport(found["plan"], int(found["version"]), day, found["figures"])


def drop_passport(words: str) -> str:
    """Return what a footer says beside its passport, without blanks.

    Parameters
    ----------
    words : str
        The text of a footer, without Excel's codes.

    Examples
    --------
    >>> drop_passport("第 1 頁 計畫代號：a 版次：第3版 規則日期：114/5/31 驗證碼：0a1b2c3d 已核定")
    '第1頁已核定'
    """
    return _PRINTED.sub("", drop_unseen(words))
