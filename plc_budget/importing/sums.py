"""Which amounts are sums of others, and do they hold?  A total is what adds up, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from plc_budget.findings import NOWHERE, Place
from plc_budget.importing.amounts import value_of_capitals
from plc_budget.importing.labels import TotalKind, TotalLabel
from plc_budget.importing.names import category_of, is_category, item_named, item_of
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.importing.table import (
    MOST_ENTRIES,
    Entry,
    ForeignLine,
    FrontEntry,
    HeadEntry,
    LineEntry,
    Money,
    TotalEntry,
    agree,
    holds_all,
    lines_of,
    sum_of,
)
from plc_budget.language import text

MOST_IN_GROUP = 60
"""Most lines an amount without a price is tried on."""
MOST_CLAIMS = 8
MOST_GROUPS = 40
"""Most groups of lines a subtotal is tried on."""
_NUMBERED = 3
"""Headings numbered 壹、甲、一、(一) may print the sum of what follows beside them."""
_COMPARE = text(
    "Nothing was changed: compare it with the paper, and mend what is wrong in budget.csv."
)
_CAPITAL = frozenset(("資本門", "資本支出", "設備及投資", "設備投資", "設備費"))


def resolve_sums(entries: Sequence[Entry], remarks: Remarks) -> list[Entry]:
    """Return the entries with every row that prints an amount only known for what it is.

    Parameters
    ----------
    entries : sequence of Entry
        As the rows were walked.
    remarks : Remarks
        Takes the rows that were found to be sums by their amounts alone.
    """
    result = list(entries)
    for place in reversed(range(len(result))):
        entry = result[place]
        if isinstance(entry, LineEntry) and entry.bare:
            _resolve_front(result, place, entry)
    return _by_sums(_without_name(_with_shared_amounts(result)), remarks)


def _resolve_front(result: list[Entry], place: int, entry: LineEntry) -> None:
    """Turn ``業務費 …… 80,000`` above its lines into the subtotal it is."""
    if entry.depth is None or entry.depth > _NUMBERED:
        return
    group = _group_after(result, place, entry.depth)
    lines = [e.line for e in group if isinstance(e, LineEntry)]
    if not lines or not (is_category(entry.line.item_text) or sum_of(lines) == entry.line.amount):
        return
    _put_front(result, place, len(group), len(lines))


def _put_front(result: list[Entry], place: int, reach: int, count: int) -> None:
    """Make a line the sum of the ``count`` lines among the next ``reach`` entries, which stand under it."""
    entry = result[place]
    assert isinstance(entry, LineEntry)  # noqa: S101 - the callers looked
    head = item_of(entry.line.item_text)
    for offset in range(place + 1, place + 1 + reach):
        below = result[offset]
        if isinstance(below, LineEntry):
            result[offset] = replace(below, line=_under(head, below.line))
    line = entry.line
    result[place] = FrontEntry(line.item_text, line.amount, count, line.place, entry.depth)


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
    total = as_total(lines[0], TotalKind.PART)
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


def as_total(entry: LineEntry, kind: TotalKind = TotalKind.SUM) -> TotalEntry:
    """Make a total of a row that prints an amount alone."""
    label = TotalLabel(kind, "", "")
    return TotalEntry(
        label,
        entry.line.item_text if entry.named else "",
        entry.line.amount,
        place=entry.line.place,
    )


def _without_name(entries: Sequence[Entry]) -> list[Entry]:
    """Turn an amount without a name into a total: where the lines above add up to it, or at the end."""
    result: list[Entry] = []
    since, every, count = Decimal(0), Decimal(0), 0
    last = max((n for n, e in enumerate(entries) if isinstance(e, LineEntry)), default=-1)
    has_total = any(isinstance(e, TotalEntry) and e.kind > TotalKind.PART for e in entries)
    for n, entry in enumerate(entries):
        if isinstance(entry, LineEntry) and entry.bare and not entry.named and count:
            is_sum = count > 1 and entry.line.amount in (since, every)
            if is_sum or (n == last and not has_total):
                result.append(as_total(entry, TotalKind.SUM if n == last else TotalKind.PART))
                since, count = Decimal(0), 0
                continue
        result.append(entry)
        if isinstance(entry, LineEntry):
            since, every, count = since + entry.line.amount, every + entry.line.amount, count + 1
        elif not isinstance(entry, HeadEntry):
            since, count = Decimal(0), 0
    return result


def near_the_sum(entries: list[Entry], remarks: Remarks) -> None:
    """Turn a last row that alone has no price into a total, where it comes near the sum of all others."""
    lines = [n for n, e in enumerate(entries) if isinstance(e, LineEntry)]
    last = entries[lines[-1]] if lines else None
    others = [e.line for n in lines[:-1] if isinstance(e := entries[n], LineEntry) and not e.bare]
    has_total = any(isinstance(e, TotalEntry) and e.kind > TotalKind.PART for e in entries)
    if not isinstance(last, LineEntry) or not last.bare or has_total or item_named(_own_name(last)):
        return
    if len(lines) < 3:
        return
    whole, alone = _sum(entries, lines[:-1]), len(others) == len(lines) - 1
    is_near = abs(Decimal(last.line.amount) - whole) * 4 <= whole
    if is_near and alone:
        entries[lines[-1]] = as_total(last)
    elif (is_near or alone) and Decimal(last.line.amount) != whole:
        remarks.add(Remark.MAY_BE_SUM, last.line.place)


def _own_name(entry: LineEntry) -> str:
    return item_of(entry.line.item_text)


def _by_sums(entries: list[Entry], remarks: Remarks) -> list[Entry]:
    """Take the rows that are sums of others for totals, where most sums of the paper then hold."""
    claims = _claims(entries) if len(entries) <= MOST_ENTRIES else {}
    if not claims:
        return entries
    choices = (
        product((False, True), repeat=len(claims))
        if len(claims) <= MOST_CLAIMS
        else ((False,) * len(claims), (True,) * len(claims))
    )
    worths = {
        taken: _worth(
            entries,
            {
                place: count
                for (place, count), is_on in zip(claims.items(), taken, strict=True)
                if is_on
            },
        )
        for taken in choices
    }
    best = max(worths, key=lambda taken: (worths[taken], -sum(taken)))
    chosen = {
        place: count for (place, count), is_on in zip(claims.items(), best, strict=True) if is_on
    }
    if not _is_confirmed(entries, chosen):
        for place in claims.keys() - chosen.keys():
            entry = entries[place]
            if isinstance(entry, LineEntry):
                remarks.add(Remark.MAY_BE_SUM, entry.line.place)
    result = list(entries)
    for place in sorted(chosen, reverse=True):
        entry = result[place]
        assert isinstance(entry, LineEntry)  # noqa: S101 - claims are lines
        remarks.forget(Remark.AMOUNT_ONLY, entry.line.place)
        remarks.add(Remark.SUM_UNNAMED, entry.line.place)
        if chosen[place]:
            reach = _reach(entries, place, chosen)
            _put_front(result, place, reach, chosen[place])
        else:
            result[place] = as_total(entry, TotalKind.PART)
    return result


def _claims(entries: Sequence[Entry]) -> dict[int, int]:
    """Find the lines with an amount alone that is the sum of the next ``count`` lines, or (0) of those before."""
    found: dict[int, int] = {}
    for place in reversed(range(len(entries))):
        entry = entries[place]
        if not isinstance(entry, LineEntry) or not entry.bare or not entry.line.amount:
            continue
        if count := _adds_up(entries, place, found):
            found[place] = count
    for place, entry in enumerate(entries):
        if isinstance(entry, LineEntry) and entry.bare and entry.line.amount and place not in found:
            before = [n for n in range(place) if isinstance(entries[n], LineEntry)]
            if any(
                len(part) > 1 and _sum(entries, part) == entry.line.amount
                for part in (_recent(entries, place, {}), before)
            ):
                found[place] = 0
    return dict(sorted(found.items()))


def _adds_up(entries: Sequence[Entry], place: int, inner: Mapping[int, int]) -> int:
    """Count the next lines that make an amount, sums among them passed over or not; 0 if they do not."""
    head = entries[place]
    assert isinstance(head, LineEntry)  # noqa: S101 - the caller looked
    for passed in ({}, inner):
        lines: list[ForeignLine] = []
        for n, entry in enumerate(entries[place + 1 : place + 1 + MOST_IN_GROUP], start=place + 1):
            if not isinstance(entry, LineEntry):
                break
            if not passed.get(n):
                lines.append(entry.line)
            if lines and sum_of(lines) == head.line.amount:
                return len(lines)
    return 0


def _reach(entries: Sequence[Entry], place: int, chosen: Mapping[int, int]) -> int:
    """Return how many entries below a sum hold the lines it counts."""
    left, n = chosen[place], place
    while left and n + 1 < len(entries):
        n += 1
        left -= isinstance(entries[n], LineEntry) and n not in chosen
    return n - place


def _sum(entries: Sequence[Entry], places: Iterable[int]) -> Decimal:
    amounts = (e.line.amount for n in places if isinstance(e := entries[n], LineEntry))
    return sum(map(Decimal, amounts), Decimal(0))


def _recent(entries: Sequence[Entry], place: int, chosen: Mapping[int, int]) -> list[int]:
    """Return the lines since the last total before a place."""
    found: list[int] = []
    for n in reversed(range(place)):
        if isinstance(entries[n], TotalEntry) or chosen.get(n) == 0:
            break
        if isinstance(entries[n], LineEntry) and n not in chosen:
            found.append(n)
    return found


def _worth(entries: Sequence[Entry], chosen: Mapping[int, int]) -> float:
    """Weigh a choice: sums that hold speak for it, sums that do not and names of items against."""
    worth = 0.0
    lines = [n for n, e in enumerate(entries) if isinstance(e, LineEntry)]
    for n, entry in enumerate(entries):
        if not isinstance(entry, TotalEntry) and n not in chosen:
            continue
        before = [m for m in lines if m < n and m not in chosen]
        if isinstance(entry, TotalEntry) and entry.amount is not None:
            holds = any(
                agree(entry.amount, _sum(entries, part))
                for part in (before, _recent(entries, n, chosen))
            )
            worth += 2 if holds else -2
        elif isinstance(entry, LineEntry) and n in chosen:
            reach = _reach(entries, n, chosen) if chosen[n] else 0
            part = [m for m in range(n + 1, n + 1 + reach) if m in lines and m not in chosen]
            parts = [part] if chosen[n] else [before, _recent(entries, n, chosen)]
            least = 1 if chosen[n] else 2
            holds = any(len(p) >= least and _sum(entries, p) == entry.line.amount for p in parts)
            is_last = not chosen[n] and n == lines[-1]
            worth += (1 if holds else -4) - (0 if is_last else 1.5)
            worth -= 1.5 if item_named(_own_name(entry)) else 0
    return worth


def _is_confirmed(entries: Sequence[Entry], chosen: Mapping[int, int]) -> bool:
    """Tell whether a total of the paper is the sum of all that was taken for lines."""
    lines = [n for n, e in enumerate(entries) if isinstance(e, LineEntry) and n not in chosen]
    amounts = [e.amount for e in entries if isinstance(e, TotalEntry) and e.amount is not None]
    return any(agree(amount, _sum(entries, lines)) for amount in amounts)


@dataclass(frozen=True, slots=True)
class Grand:
    """The grand total: the row of its figures, what it prints, and its capitals."""

    entry: TotalEntry | None = None
    printed: Money | None = None
    place: Place = NOWHERE
    capitals: str = ""
    capitals_place: Place = NOWHERE


def grand_total(entries: Sequence[Entry], above: TotalEntry | None) -> Grand:
    """Choose the grand total: by what it adds up, then by its name.

    Parameters
    ----------
    entries : sequence of Entry
        The resolved rows.
    above : TotalEntry or None
        A total that stands above the headings.
    """
    totals = [entry for entry in entries if isinstance(entry, TotalEntry)]
    chosen = _grand(entries, [total for total in totals if total.amount is not None])
    words = max(
        (t for t in (*totals, *([above] if above else [])) if t.capitals),
        key=lambda t: t.kind,
        default=None,
    )
    figure = chosen or (above if above and above.amount is not None else None)
    capitals, where = (words.capitals, words.capitals_place) if words else ("", NOWHERE)
    if figure is not None:
        return Grand(chosen, figure.amount, figure.place, capitals, where)
    return Grand(None, value_of_capitals(capitals) if capitals else None, where, capitals, where)


def _grand(entries: Sequence[Entry], totals: Sequence[TotalEntry]) -> TotalEntry | None:
    lines = lines_of(entries)
    holding = [t for t in totals if t.amount is not None and holds_all(t.amount, lines)]
    named = [total for total in totals if total.kind is TotalKind.GRAND]
    if named:
        return next((t for t in reversed(named) if t in holding), named[-1])
    sums = [total for total in totals if total.kind is TotalKind.SUM]
    if holding and (holding[-1] in sums or _is_last(entries, holding[-1])):
        return holding[-1]
    if sums:
        return sums[-1] if len(sums) == 1 or _covers_all(entries, sums[-1]) else None
    return totals[0] if len(totals) == 1 and _is_last(entries, totals[0]) else None


def _is_last(entries: Sequence[Entry], total: TotalEntry) -> bool:
    return not lines_of(entries[entries.index(total) :])


def _covers_all(entries: Sequence[Entry], total: TotalEntry) -> bool:
    """Tell whether the last 合計 adds up everything, rather than its own group."""
    if total.amount is None or not _is_last(entries, total):
        return False
    before = entries[: entries.index(total)]
    behind = max((i for i, entry in enumerate(before) if isinstance(entry, TotalEntry)), default=-1)
    own = lines_of(before[behind + 1 :])
    return not own or _distance(total.amount, lines_of(entries)) <= _distance(total.amount, own)


def _distance(amount: Money, lines: Sequence[ForeignLine]) -> Decimal:
    return abs(Decimal(amount) - Decimal(sum_of(lines)))
