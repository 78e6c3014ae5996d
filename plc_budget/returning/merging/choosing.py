"""Which differences are meant by what a planner types: a cell, a number, a line, or all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.returning.comparing.differences import Difference

ALL = "all"
_PARTS = re.compile(r"[,，、;；\s]+")


def chosen(
    differences: Sequence[Difference], words: Sequence[str]
) -> tuple[list[Difference], list[Finding]]:
    """Return the differences that are named.

    Parameters
    ----------
    differences : sequence of Difference
        All of them; they are numbered from 1.
    words : sequence of str
        ``all`` but what the plan has changed as well, a number, a cell (``C6`` or
        ``經費概算表!C6``), or the code of a line that is gone.

    Returns
    -------
    tuple[list[Difference], list[Finding]]
        In the order of the file; and what was named and is none of them, or cannot be taken over.
    """
    parts = [part for word in words for part in _PARTS.split(word) if part]
    named: set[int] = set()
    findings: list[Finding] = []
    for part in parts:
        found = _named(differences, part)
        takeable = {at for at in found if differences[at].can_be_taken}
        is_all = part.lower() == ALL and len(differences) > 0
        if not is_all and not takeable:
            findings.append(_nothing(part) if not found else _cannot(differences, found))
        named |= takeable
    return [differences[at] for at in sorted(named)], findings


def _named(differences: Sequence[Difference], word: str) -> set[int]:
    if word.lower() == ALL:
        return {at for at, one in enumerate(differences) if not one.is_contested}
    if word.isdecimal():
        return {int(word) - 1} & set(range(len(differences)))
    return {at for at, one in enumerate(differences)
            if word.upper() in (one.cell.upper(), one.cell.rpartition("!")[2].upper(), one.key.upper())}  # fmt: skip


def _nothing(word: str) -> Finding:
    return error(
        "RETURN-UNKNOWN",
        text("There is no difference called “{word}”.", word=word),
        text("Name a cell as it is listed, its number, or all."),
        Place(word),
    )


def _cannot(differences: Sequence[Difference], found: set[int]) -> Finding:
    one = differences[min(found)]
    return error(
        "RETURN-FOLLOWS",
        text("{cell} cannot be taken over: {kind}.", cell=one.cell, kind=one.kind.words),
        one.remark,
        Place(one.cell),
    )
