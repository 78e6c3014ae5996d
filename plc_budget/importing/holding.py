"""Do the paper's multiplications and sums hold?  Nothing is changed; what does not hold is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.importing.amounts import value_of_capitals
from plc_budget.importing.labels import GATES, TotalKind, category_named
from plc_budget.importing.sums import Grand
from plc_budget.importing.table import (
    Entry,
    ForeignLine,
    ForeignSubtotal,
    FrontEntry,
    HeadEntry,
    LineEntry,
    Money,
    TotalEntry,
    agree,
    holds_all,
    sum_of,
    whole_if_it_is,
    write_amount,
)
from plc_budget.language import Text, text
from plc_budget.money import whole_ntd

MOST_GROUPS = 40
"""Most groups of lines a subtotal is tried on."""
_COMPARE = text(
    "Nothing was changed: compare it with the paper, and mend what is wrong in budget.csv."
)
_CAPITAL = frozenset(("資本門", "資本支出", "設備及投資", "設備投資", "設備費"))


def check_grand(
    grand: Grand, above: TotalEntry | None, lines: Sequence[ForeignLine]
) -> list[Finding]:
    """Compare the grand total with the rows, with its capitals, and with the head of the paper."""
    if grand.printed is None:
        return []
    found = _check_total(grand.printed, lines, grand.place)
    found += _check_capitals(grand.capitals, grand.capitals_place, grand.printed)
    if above and above.amount is not None and not agree(grand.printed, above.amount):
        message = text(
            "Above the table the total is {above}, in the table {printed}.",
            above=write_amount(above.amount),
            printed=write_amount(grand.printed),
        )
        remedy = text("Name the approved total: --total {computed}.", computed=grand.printed)
        stake = abs(int(grand.printed) - int(above.amount))
        found.append(
            Finding(
                "IMPORT-TOTAL",
                Severity.WARNING,
                message,
                remedy,
                above.place,
                Question.SUMS,
                stake=stake,
            )
        )
    return found


def _mismatch(code: str, message: Text, place: Place, printed: Money, computed: Money) -> Finding:
    stake = whole_ntd(abs(Decimal(printed) - Decimal(computed)))
    return Finding(code, Severity.WARNING, message, _COMPARE, place, Question.SUMS, stake)


def _difference(one: Money, other: Money) -> Money:
    return whole_if_it_is(abs(Decimal(one) - Decimal(other)))


def check_rows(lines: Iterable[ForeignLine]) -> list[Finding]:
    """Find the lines whose price, quantity and times do not make the printed amount."""
    return [
        _row_finding(line, line.amount_printed)
        for line in lines
        if line.amount_printed is not None and not agree(line.amount_printed, line.amount_computed)
    ]


def _row_finding(line: ForeignLine, printed: Money) -> Finding:
    computed = whole_if_it_is(line.amount_computed)
    message = text(
        "“{item}”: {working} makes {computed}, but the paper prints {printed}; the difference is {difference}.",
        item=line.item,
        working=_working(line),
        computed=write_amount(computed),
        printed=write_amount(printed),
        difference=write_amount(_difference(printed, computed)),
    )
    return _mismatch("IMPORT-ROW", message, line.place, printed, computed)


def _working(line: ForeignLine) -> str:
    factors = [line.unit_price, line.quantity]
    if line.times != 1:
        factors.append(line.times)
    words = " × ".join(write_amount(whole_if_it_is(factor)) for factor in factors)
    return f"{words} × {line.percent}%" if line.percent is not None and line.percent_base else words


@dataclass(frozen=True, slots=True)
class Sums:
    """The lines in order, and where groups of them begin."""

    lines: tuple[ForeignLine, ...]
    starts: tuple[int, ...]
    running: tuple[Decimal, ...]

    def between(self, start: int, end: int) -> Money:
        """Add up the lines from one position to another. [NTD]"""
        return whole_if_it_is(self.running[end] - self.running[start])


def _sums_of(entries: Sequence[Entry]) -> Sums:
    """Lay out the lines and the places where a subtotal may begin."""
    lines: list[ForeignLine] = []
    starts = [0]
    levels: tuple[str, ...] = ()
    for entry in entries:
        if isinstance(entry, LineEntry):
            if entry.line.levels != levels:
                starts.append(len(lines))
                levels = entry.line.levels
            lines.append(entry.line)
        elif isinstance(entry, HeadEntry | FrontEntry) or entry.amount is not None:
            starts.append(len(lines))
    running = accumulate((Decimal(line.amount) for line in lines), initial=Decimal(0))
    return Sums(tuple(lines), tuple(dict.fromkeys(starts)), tuple(running))


def check_subtotals(
    entries: Sequence[Entry], total: TotalEntry | None
) -> tuple[list[ForeignSubtotal], list[Finding]]:
    """Compare each subtotal with the rows it covers.

    Parameters
    ----------
    entries : sequence of Entry
        The resolved rows.
    total : TotalEntry or None
        The grand total, which is no subtotal.
    """
    sums = _sums_of(entries)
    subtotals: list[ForeignSubtotal] = []
    findings: list[Finding] = []
    position, last = 0, 0
    for entry in entries:
        made = None
        if isinstance(entry, LineEntry):
            position += 1
        elif isinstance(entry, FrontEntry):
            made = _front(entry, sums, position)
        elif isinstance(entry, TotalEntry) and entry.amount is not None:
            if entry is not total:
                made = _behind(entry, entry.amount, sums, position, last)
            last = position
        if made is not None:
            subtotals.append(made)
            if not agree(made.amount, made.computed):
                findings.append(_subtotal_finding(made, sums.lines[:position]))
    return subtotals, findings


def _front(entry: FrontEntry, sums: Sums, position: int) -> ForeignSubtotal:
    later = [start for start in sums.starts if start > position][:MOST_GROUPS]
    ends = [*later, len(sums.lines)]
    wanted = position + entry.count
    computed = [sums.between(position, end) for end in (wanted, *ends)]
    best = next((amount for amount in computed if agree(entry.amount, amount)), computed[0])
    return ForeignSubtotal(entry.words, entry.amount, best, entry.place)


def _behind(
    entry: TotalEntry, amount: Money, sums: Sums, position: int, last: int
) -> ForeignSubtotal:
    """Take the sum of the rows a subtotal can mean; the likeliest if none fits."""
    candidates = list(_candidates(entry, sums, position, last))
    best = next((sum_ for sum_ in candidates if agree(amount, sum_)), candidates[0])
    return ForeignSubtotal(entry.words or "小計", amount, best, entry.place)


def _candidates(entry: TotalEntry, sums: Sums, position: int, last: int) -> Iterable[Money]:
    of = entry.label.of
    before = sums.lines[:position]
    gate = category_named(of)
    named = [line for line in before if of and (_is_of(line, of) or _is_behind(line, gate))]
    if named:
        yield sum_of(named)
        recent = [line for line in before[last:] if line in named]
        yield sum_of(recent or named)
    elif entry.amount == 0 and gate:
        yield 0  # 資本門小計 0 where nothing is 資本門
    if last < position:
        yield sums.between(last, position)
    starts = [0, *[start for start in sums.starts if start < position][-MOST_GROUPS:]]
    own = [start for start in starts if start >= last]
    yield from (sums.between(start, position) for start in reversed(own))
    if entry.kind > TotalKind.PART or last == position or not named:
        yield from (sums.between(start, position) for start in reversed(starts))
    yield sums.between(0, position)


def _is_of(line: ForeignLine, of: str) -> bool:
    """Tell whether a heading or the item of a line is what a subtotal names."""
    return any(of in level or level in of for level in (*line.levels, line.item) if level)


def _is_behind(line: ForeignLine, gate: str) -> bool:
    """Tell whether a line is 資本門, or 經常門, by its account: 設備及投資 is 資本門."""
    if gate not in _CAPITAL and gate not in GATES:
        return False
    own = {category_named(words) for words in (*line.levels, line.category)} - {""}
    return bool(own) and bool(own & _CAPITAL) == (gate in _CAPITAL)


def _subtotal_finding(subtotal: ForeignSubtotal, before: Sequence[ForeignLine]) -> Finding:
    difference = _difference(subtotal.amount, subtotal.computed)
    gaps = {
        "label": subtotal.label,
        "printed": write_amount(subtotal.amount),
        "computed": write_amount(subtotal.computed),
        "difference": write_amount(difference),
    }
    left_out = [line.item for line in before if line.amount == difference]
    if subtotal.amount < subtotal.computed and len(left_out) == 1:
        message = text(
            "“{label}” prints {printed}, but its rows add up to {computed}: “{item}”, {difference}, was left out of it.",
            item=left_out[0],
            **gaps,
        )
    else:
        message = text(
            "“{label}” prints {printed}, but its rows add up to {computed}; the difference is {difference}.",
            **gaps,
        )
    return _mismatch("IMPORT-SUBTOTAL", message, subtotal.place, subtotal.amount, subtotal.computed)


def _check_total(printed: Money, lines: Sequence[ForeignLine], place: Place) -> list[Finding]:
    """Compare the grand total with all rows. [NTD]"""
    if holds_all(printed, lines):
        return []
    computed = sum_of(lines)
    message = text(
        "The total prints {printed}, but the rows add up to {computed}; the difference is {difference}.",
        printed=write_amount(printed),
        computed=write_amount(computed),
        difference=write_amount(_difference(printed, computed)),
    )
    return [_mismatch("IMPORT-TOTAL", message, place, printed, computed)]


def _check_capitals(capitals: str, place: Place, printed: Money | None) -> list[Finding]:
    """Compare the amount in capitals with the one in figures."""
    value = value_of_capitals(capitals) if capitals else None
    if not capitals or value == printed or (value is not None and printed is None):
        return []
    if value is None:
        message = text("The amount in capitals “{capitals}” cannot be read.", capitals=capitals)
        return [
            Finding("IMPORT-CAPITALS", Severity.WARNING, message, _COMPARE, place, Question.SUMS)
        ]
    message = text(
        "In capitals the total is “{capitals}” = {value}, in figures {printed}; the difference is {difference}.",
        capitals=capitals,
        value=write_amount(value),
        printed=write_amount(printed or 0),
        difference=write_amount(_difference(value, printed or 0)),
    )
    return [_mismatch("IMPORT-CAPITALS", message, place, value, printed or 0)]
