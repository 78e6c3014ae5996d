"""Which differences are meant by what a planner types: a cell, a number, a line, or all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.returning.comparing.base import Base
from plc_budget.returning.comparing.differences import Difference
from plc_budget.returning.merging.placing import where

ALL = "all"
_PARTS = re.compile(r"[,，、;；\s]+")


def chosen(
    differences: Sequence[Difference], words: Sequence[str], base: Base | None = None
) -> tuple[list[Difference], list[Finding]]:
    """Return the differences that are named.

    Parameters
    ----------
    differences : sequence of Difference
        All of them; they are numbered from 1.
    words : sequence of str
        ``all`` but what the plan has changed as well, a number, a cell (``C6`` or
        ``經費概算表!C6``), or a row that is gone, as it is listed or by its code; several may stand
        in one word, apart from each other.
    base : Base or None
        What the file was compared with.

    Returns
    -------
    tuple[list[Difference], list[Finding]]
        In the order of the file; and what was named and is none of them, or cannot be taken over.
    """
    if not any(one.can_be_taken for one in differences) and ALL in map(_bare, words):
        return [], [_none_at_all()]
    parts = [part for word in words for part in _parts(differences, word.strip(), base)]
    named: set[int] = set()
    findings: list[Finding] = []
    for part in parts:
        found = _named(differences, part, base)
        takeable = {at for at in found if differences[at].can_be_taken}
        if part.lower() != ALL and not takeable:
            findings.append(_nothing(part) if not found else _cannot(differences[min(found)], base))
        named |= takeable
    return [differences[at] for at in sorted(named)], findings


def _parts(differences: Sequence[Difference], word: str, base: Base | None) -> list[str]:
    """Cut a word into what it names; the name of a sheet may hold a blank or a comma."""
    if _named(differences, word, base):
        return [word]
    return [part for part in _PARTS.split(word) if part]


def _named(differences: Sequence[Difference], word: str, base: Base | None) -> set[int]:
    if word.lower() == ALL:
        return {at for at, one in enumerate(differences) if not one.is_contested}
    if word.isdecimal():
        return {int(word) - 1} & set(range(len(differences)))
    return {at for at, one in enumerate(differences) if word and word.upper() in _names(one, base)}


def _names(one: Difference, base: Base | None) -> list[str]:
    names = (one.cell, one.cell.rpartition("!")[2], one.key, where(one, base))
    return [name.upper() for name in names]


def _bare(word: str) -> str:
    return word.strip().lower()


def _none_at_all() -> Finding:
    return error(
        "RETURN-NOTHING",
        text("There is nothing in this file to be taken over."),
        text("What is listed, if anything, can only be read; leave --accept out."),
        Place(ALL),
    )


def _nothing(word: str) -> Finding:
    return error(
        "RETURN-UNKNOWN",
        text("There is no difference called “{word}”.", word=word),
        text("Name a cell as it is listed, its number, or all."),
        Place(word),
    )


def _cannot(one: Difference, base: Base | None) -> Finding:
    cell = where(one, base)
    return error(
        "RETURN-FOLLOWS",
        text("{cell} cannot be taken over: {kind}.", cell=cell, kind=one.kind.words),
        one.remark,
        Place(cell),
    )
