"""What an edit changed, said in one line."""

from __future__ import annotations

from plc_budget.desk.differences import LineChange, WhatChanged
from plc_budget.findings import Words
from plc_budget.language import Sentences, Series, text

_MOST_NAMED = 3


def outcome(changed: WhatChanged) -> Words:
    """Say which lines changed, what became of the total, and how many findings came and went.

    Examples
    --------
    >>> outcome(WhatChanged((), 15_000, 15_000, (), (), ())).render("en")
    'Saved. The total stays 15,000.'
    """
    return Sentences((text("Saved."), *_lines(changed), _total(changed), *_findings(changed)))


def _lines(changed: WhatChanged) -> list[Words]:
    named = [_line(line) for line in changed.lines[:_MOST_NAMED]]
    more = len(changed.lines) - len(named)
    if not named:
        return []
    if more:
        return [text("{lines} and {more} more lines.", lines=Series(tuple(named)), more=more)]
    return [text("{lines}.", lines=Series(tuple(named)))]


def _line(change: LineChange) -> Words:
    line = change.after or change.before
    before, after = (side.amount if side else 0 for side in (change.before, change.after))
    return text("{item} {before:,} → {after:,}", item=line.name if line else "", before=before,
                after=after)  # fmt: skip


def _total(changed: WhatChanged) -> Words:
    before, after = changed.total_before, changed.total_after
    if before == after:
        return text("The total stays {total:,}.", total=after)
    return text("The total went from {before:,} to {after:,}.", before=before, after=after)


def _findings(changed: WhatChanged) -> list[Words]:
    turned = [(one.before.is_open, one.after.is_open) for one in changed.altered]
    new = sum(finding.is_open for finding in changed.appeared) + turned.count((False, True))
    gone = sum(finding.is_open for finding in changed.went) + turned.count((True, False))
    said: list[Words] = []
    if new:
        said.append(text("{number} new to look at.", number=new))
    if gone:
        said.append(text("{number} settled.", number=gone))
    return said
