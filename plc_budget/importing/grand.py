"""Which of the totals is the grand total, in figures and in capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.findings import NOWHERE, Finding, Place, Question, Severity, notice
from plc_budget.importing.capitals import value_of_capitals
from plc_budget.importing.deciding import Scales
from plc_budget.importing.entries import Entry, LineEntry, TotalEntry
from plc_budget.importing.labels import TotalKind
from plc_budget.importing.layout import Layout
from plc_budget.importing.remarks import Remarks
from plc_budget.importing.resolve import sum_of
from plc_budget.importing.sums import agree, check_capitals, check_total, shown
from plc_budget.importing.table import ForeignLine, Money
from plc_budget.importing.totals_rows import total_at
from plc_budget.language import text
from plc_budget.spreadsheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Grand:
    """The grand total: the row of its figures, what it prints, and its capitals."""

    entry: TotalEntry | None = None
    printed: Money | None = None
    place: Place = NOWHERE
    capitals: str = ""
    capitals_place: Place = NOWHERE


def grand_total(entries: Sequence[Entry], above: TotalEntry | None) -> Grand:
    """Choose the grand total: by its name, then by what it adds up.

    Parameters
    ----------
    entries : sequence of Entry
        The resolved rows.
    above : TotalEntry or None
        A total that stands above the headings.
    """
    totals = [entry for entry in entries if isinstance(entry, TotalEntry)]
    chosen = _chosen(entries, [total for total in totals if total.amount is not None])
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


def _chosen(entries: Sequence[Entry], totals: Sequence[TotalEntry]) -> TotalEntry | None:
    grand = [total for total in totals if total.kind is TotalKind.GRAND]
    if grand:
        return grand[-1]
    sums = [total for total in totals if total.kind is TotalKind.SUM]
    if sums:
        return sums[-1] if len(sums) == 1 or _covers_all(entries, sums[-1]) else None
    return totals[0] if len(totals) == 1 and _is_last(entries, totals[0]) else None


def _lines(entries: Sequence[Entry]) -> list[ForeignLine]:
    return [entry.line for entry in entries if isinstance(entry, LineEntry)]


def _is_last(entries: Sequence[Entry], total: TotalEntry) -> bool:
    after = entries[entries.index(total) :]
    return not _lines(after)


def _covers_all(entries: Sequence[Entry], total: TotalEntry) -> bool:
    """Tell whether the last 合計 adds up everything, rather than its own group."""
    if total.amount is None or not _is_last(entries, total):
        return False
    before = entries[: entries.index(total)]
    behind = max((i for i, entry in enumerate(before) if isinstance(entry, TotalEntry)), default=-1)
    own = _lines(before[behind + 1 :])
    return not own or _distance(total.amount, _lines(entries)) <= _distance(total.amount, own)


def _distance(amount: Money, lines: Sequence[ForeignLine]) -> Decimal:
    return abs(Decimal(amount) - Decimal(sum_of(lines)))


def total_above(sheet: Sheet, layout: Layout, scales: Scales) -> TotalEntry | None:
    """Find a total that stands above the headings: ``計畫總經費：850,000元``."""
    for row in range(layout.first):
        total = total_at(sheet, Layout(row, row), row, scales, Remarks())
        if total and total.kind > TotalKind.PART and (total.amount is not None or total.capitals):
            return total
    return None


def check_grand(
    grand: Grand, above: TotalEntry | None, lines: Sequence[ForeignLine]
) -> list[Finding]:
    """Compare the grand total with the rows, with its capitals, and with the head of the paper."""
    if grand.printed is None:
        return [_no_total(lines)]
    found = check_total(grand.printed, lines, grand.place)
    found += check_capitals(grand.capitals, grand.capitals_place, grand.printed)
    if above and above.amount is not None and not agree(grand.printed, above.amount):
        found.append(_two_totals(grand.printed, above.amount, above.place))
    return found


def _no_total(lines: Sequence[ForeignLine]) -> Finding:
    return notice(
        "IMPORT-TOTAL",
        text("The paper prints no grand total; its rows add up to {computed}.", computed=shown(sum_of(lines))),
        text("Name the approved total: --total {computed}.", computed=sum_of(lines)),
        lines[-1].place,
    )  # fmt: skip


def _two_totals(printed: Money, above: Money, place: Place) -> Finding:
    return Finding(
        "IMPORT-TOTAL",
        Severity.WARNING,
        text("Above the table the total is {above}, in the table {printed}.", above=shown(above), printed=shown(printed)),
        text("Name the approved total: --total {computed}.", computed=printed),
        place,
        Question.SUMS,
        stake=abs(int(printed) - int(above)),
    )  # fmt: skip
