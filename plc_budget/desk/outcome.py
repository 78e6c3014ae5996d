"""What an edit changed, said in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plc_budget.desk.differences import LineChange, WhatChanged
from plc_budget.findings import Words
from plc_budget.language import Sentences, Series, text
from plc_budget.tables import TABLES

if TYPE_CHECKING:
    from plc_budget.tables import BudgetRow

_MOST_NAMED = 3


def outcome(
    changed: WhatChanged, was: Sequence[BudgetRow] = (), now: Sequence[BudgetRow] = ()
) -> Words:
    """Say which lines changed, what became of the total, and how many findings came and went.

    Parameters
    ----------
    changed : WhatChanged
        What an edit changed.
    was, now : sequence of BudgetRow
        The lines before and after it; where no amount changed, the first cell that did is named.

    Examples
    --------
    >>> outcome(WhatChanged((), 15_000, 15_000, (), (), ())).render("en")
    'Saved. The total stays 15,000.'
    """
    cells = [] if changed.lines else _cells(was, now)
    return Sentences(
        (text("Saved."), *_lines(changed), *cells, _total(changed), *_findings(changed))
    )


def _lines(changed: WhatChanged) -> list[Words]:
    named = [_line(line) for line in changed.lines[:_MOST_NAMED]]
    more = len(changed.lines) - len(named)
    if not named:
        return []
    if more:
        return [text("{lines} and {more} more lines.", lines=Series(tuple(named)), more=more)]
    return [text("{lines}.", lines=Series(tuple(named)))]


def _cells(was: Sequence[BudgetRow], now: Sequence[BudgetRow]) -> list[Words]:
    """Name the first cell that changed; a line that nobody touched is the very same."""
    for before, after in zip(was, now, strict=False):
        if before is after or before.code != after.code:
            continue
        if before.locked != after.locked:
            return [text("{item}: quantity locked.", item=after.item) if after.locked
                    else text("{item}: quantity no longer locked.", item=after.item)]  # fmt: skip
        for column in TABLES["budget"].columns:
            if getattr(before, column.attribute) != getattr(after, column.attribute):
                return [text("{item}: {field} changed.", item=after.item, field=column.words)]
    return []


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
