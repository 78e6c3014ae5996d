"""Second look at rows that print an amount only: a line, or the subtotal of a group?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from plc_budget.importing.entries import Entry, FrontEntry, HeadEntry, LineEntry, TotalEntry
from plc_budget.importing.labels import TotalKind, TotalLabel
from plc_budget.importing.naming import category_of, is_category, item_of
from plc_budget.importing.table import ForeignLine, Money, whole_if_it_is

MOST_IN_GROUP = 60
"""Most lines an amount without a price is tried on."""
_NUMBERED = 3
"""Headings numbered 壹、甲、一、(一) may print the sum of what follows beside them."""


def resolved(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with every amount-only row known for what it is.

    Parameters
    ----------
    entries : sequence of Entry
        As the rows were walked.
    """
    result = list(entries)
    for place in reversed(range(len(result))):
        entry = result[place]
        if isinstance(entry, LineEntry) and entry.bare:
            _resolve_front(result, place, entry)
    return _with_unnamed_totals(_with_confirmed_fronts(_with_shared_amounts(result)))


def sum_of(lines: Sequence[ForeignLine]) -> Money:
    """Add lines up, each as the paper prints it. [NTD]"""
    return whole_if_it_is(sum((Decimal(line.amount) for line in lines), Decimal(0)))


def _resolve_front(result: list[Entry], place: int, entry: LineEntry) -> None:
    """Turn ``業務費 …… 80,000`` above its lines into the subtotal it is."""
    if entry.depth is None or entry.depth > _NUMBERED:
        return
    group = _group_after(result, place, entry.depth)
    lines = [e.line for e in group if isinstance(e, LineEntry)]
    if not lines or not (is_category(entry.line.item_text) or sum_of(lines) == entry.line.amount):
        return
    head = item_of(entry.line.item_text)
    for offset, below in enumerate(group, start=place + 1):
        if isinstance(below, LineEntry):
            result[offset] = replace(below, line=_under(head, below.line))
    result[place] = _front(entry, len(lines))


def _group_after(result: Sequence[Entry], place: int, depth: int) -> list[Entry]:
    """Return the entries up to the next of the same depth, or the next whole total."""
    group: list[Entry] = []
    for entry in result[place + 1 :]:
        if isinstance(entry, TotalEntry) and (entry.kind > TotalKind.PART or not group):
            break
        own = getattr(entry, "depth", None)
        if own is not None and own <= depth:
            break
        group.append(entry)
    return group


def _under(head: str, line: ForeignLine) -> ForeignLine:
    levels = (head, *(words for words in line.levels if words != head))
    if head == line.item:
        return line
    return replace(line, levels=levels, category=category_of(levels, line.item))


def _with_shared_amounts(entries: list[Entry]) -> list[Entry]:
    """Turn one amount printed for several lines (a merged cell) into their subtotal."""
    result: list[Entry] = []
    place = 0
    while place < len(entries):
        count = _shares(entries, place)
        result += _shared(entries[place : place + count]) if count else [entries[place]]
        place += count or 1
    return result


def _shared(group: Sequence[Entry]) -> list[Entry]:
    lines = [entry for entry in group if isinstance(entry, LineEntry)]
    label = TotalLabel(TotalKind.PART, "", "")
    total = TotalEntry(label, "", lines[0].line.amount, place=lines[0].line.place)
    return [*(replace(e, line=replace(e.line, amount_printed=None)) for e in lines), total]


def _shares(entries: list[Entry], place: int) -> int:
    """Count the lines whose products together make the one amount printed; 0 if they do not."""
    first = entries[place]
    if not isinstance(first, LineEntry) or first.line.amount_printed is None or first.bare:
        return 0
    made = first.line.amount_computed
    if made == first.line.amount_printed:
        return 0
    for count, entry in enumerate(entries[place + 1 : place + 1 + MOST_IN_GROUP], start=2):
        if not isinstance(entry, LineEntry) or entry.line.amount_printed is not None:
            return 0
        made += entry.line.amount_computed
        if made == first.line.amount_printed:
            return count
    return 0


def _with_confirmed_fronts(entries: list[Entry]) -> list[Entry]:
    """Turn amounts that the next lines add up to into subtotals, where the total confirms it."""
    found = {place: count for place in range(len(entries)) if (count := _adds_up(entries, place))}
    lines = [e.line for e in entries if isinstance(e, LineEntry)]
    rest = [e.line for n, e in enumerate(entries) if isinstance(e, LineEntry) and n not in found]
    whole = [e.amount for e in entries if isinstance(e, TotalEntry) and e.kind > TotalKind.PART]
    if not found or sum_of(lines) in whole or sum_of(rest) not in whole:
        return entries
    return _fronted(entries, found)


def _fronted(entries: list[Entry], found: dict[int, int]) -> list[Entry]:
    result = list(entries)
    for place, count in sorted(found.items(), reverse=True):
        head = result[place]
        assert isinstance(head, LineEntry)  # noqa: S101 - _adds_up counted from a line
        for offset in range(place + 1, place + 1 + count):
            below = result[offset]
            if isinstance(below, LineEntry):
                line = _under(item_of(head.line.item_text), below.line)
                result[offset] = replace(below, line=line)
        result[place] = _front(head, count)
    return result


def _adds_up(entries: Sequence[Entry], place: int) -> int:
    """Count the next lines that make the amount of an amount-only row; 0 if they do not."""
    head = entries[place]
    if not isinstance(head, LineEntry) or not head.bare:
        return 0
    lines: list[ForeignLine] = []
    for entry in entries[place + 1 : place + 1 + MOST_IN_GROUP]:
        if not isinstance(entry, LineEntry):
            break
        lines.append(entry.line)
        if sum_of(lines) == head.line.amount:
            return len(lines)
    return 0


def _front(head: LineEntry, count: int) -> FrontEntry:
    line = head.line
    return FrontEntry(line.item_text, line.amount, count, line.place, head.depth)


def _with_unnamed_totals(entries: Sequence[Entry]) -> list[Entry]:
    """Turn an amount without a name into the total it is, when the lines above add up to it."""
    result: list[Entry] = []
    since, every, count = Decimal(0), Decimal(0), 0
    for entry in entries:
        if isinstance(entry, LineEntry) and _is_unnamed_total(entry, since, every, count):
            label = TotalLabel(TotalKind.PART, "", "")
            result.append(TotalEntry(label, "", entry.line.amount, place=entry.line.place))
            since, count = Decimal(0), 0
            continue
        result.append(entry)
        if isinstance(entry, LineEntry):
            since, every, count = since + entry.line.amount, every + entry.line.amount, count + 1
        elif not isinstance(entry, HeadEntry):
            since, count = Decimal(0), 0
    return result


def _is_unnamed_total(entry: LineEntry, since: Decimal, every: Decimal, count: int) -> bool:
    return entry.bare and not entry.named and count > 1 and entry.line.amount in (since, every)
