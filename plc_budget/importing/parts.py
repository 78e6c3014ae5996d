"""Several tables on a sheet: which of them make the budget together, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plc_budget.findings import Finding, notice, warning
from plc_budget.importing.labels import TotalKind
from plc_budget.importing.products import is_of_numbers
from plc_budget.importing.remarks import Remarks
from plc_budget.importing.rows import Walk, is_money
from plc_budget.importing.sums import as_total, resolve_sums
from plc_budget.importing.table import (
    Entry,
    ForeignLine,
    LineEntry,
    TotalEntry,
    holds_all,
    lines_of,
    sum_of,
    write_amount,
)
from plc_budget.importing.tables import Table
from plc_budget.importing.title import scales_of
from plc_budget.language import Series, text
from plc_budget.spreadsheets.addresses import column_letters

MOST_PARTS = 12
"""Most tables of a sheet of which some may belong together and others not."""
_INCOME = re.compile(r"收入|財源|經費來源|income|revenue", re.IGNORECASE)
_SPENDING = re.compile(r"支出|支用|expen", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """One table of a sheet, read by itself."""

    table: Table
    title: str
    entries: list[Entry]
    remarks: Remarks
    scale: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def lines(self) -> list[ForeignLine]:
        """Its lines, in order."""
        return lines_of(self.entries)

    @property
    def totals(self) -> list[TotalEntry]:
        """Its subtotals and totals in figures."""
        return [e for e in self.entries if isinstance(e, TotalEntry) and e.amount is not None]

    @property
    def is_closed(self) -> bool:
        """Whether a total for this table alone is printed."""
        return any(t.kind > TotalKind.PART for t in self.totals)

    @property
    def is_income(self) -> bool:
        """Whether its title, its headings or its total say that it is what pays, not what is paid for."""
        layout = self.table.layout
        heads = " ".join(self.table.sheet.cell(layout.last, c).text for c in layout.item)
        words = " ".join((self.title, heads, *(total.words for total in self.totals)))
        return bool(_INCOME.search(words)) and not _SPENDING.search(words)


def read_part(table: Table, *, is_alone: bool) -> Part:
    """Read one table by itself; among several its title is a heading of its lines."""
    scales, findings = scales_of(table.sheet, table.layout)
    title = "" if is_alone else _section(table)
    walk = Walk(table, scales)
    if title:
        walk.standing.heads[-3] = title
    walk.go()
    entries = resolve_sums(walk.entries, walk.remarks)
    scale = scales.amount if table.layout.amount else scales.price
    return Part(table, title, entries, walk.remarks, scale, findings)


def _section(table: Table) -> str:
    """Return the words that stand alone right above the headings of one table among several."""
    for row in range(table.layout.first - 1, max(table.layout.first - 3, -1), -1):
        filled = [cell for cell in table.sheet.rows[row] if not cell.is_empty]
        if filled:
            return filled[0].text if len(filled) == 1 and not is_money(filled[0]) else ""
    return ""


def join_parts(
    parts: Sequence[Part], above: TotalEntry | None
) -> tuple[Sequence[Part], Sequence[Part]]:
    """Choose the tables that make the budget: those a total adds up, or all without totals of their own."""
    spending = [part for part in parts if not part.is_income] or list(parts)
    taken = _added_up(spending, above)
    if not taken:
        closed = [part for part in spending if part.is_closed]
        taken = [_fullest(closed)] if closed else spending
    return taken, [part for part in parts if part not in taken]


def _added_up(parts: Sequence[Part], above: TotalEntry | None) -> list[Part]:
    """Return the most tables in a row whose lines together make a total of the paper."""
    sizes = range(len(parts), 1, -1) if len(parts) <= MOST_PARTS else (len(parts),)
    for size in sizes:
        for start in range(len(parts) - size + 1):
            group = parts[start : start + size]
            lines = [line for part in group for line in part.lines]
            totals = [*(t for part in group for t in part.totals), *([above] if above else [])]
            last = group[-1].entries[-1]
            if (
                isinstance(last, LineEntry)
                and last.bare
                and holds_all(last.line.amount, lines[:-1])
            ):
                group[-1].entries[-1] = as_total(last)
                return list(group)
            if any(t.amount is not None and holds_all(t.amount, lines) for t in totals):
                return list(group)
    return []


def _fullest(parts: Sequence[Part]) -> Part:
    return max(parts, key=lambda p: (p.table.layout.score, -p.table.layout.first))


def table_left(part: Part) -> Finding:
    """Name a table that was not taken, and what it comes to."""
    place = part.table.sheet.place(part.table.layout.first, min(part.table.layout.item))
    gaps = {
        "row": place.row,
        "title": part.title,
        "count": len(part.lines),
        "total": write_amount(sum_of(part.lines)),
    }
    if part.is_income:
        message = text(
            "The table in row {row} says what pays for the budget, {total}; no lines were made of it.",
            **gaps,
        )
        return notice(
            "IMPORT-INCOME", message, text("Compare funding.sources in plan.toml with it."), place
        )
    message = text(
        "Another table stands in row {row}, with {count} lines that come to {total}; it was not taken.",
        **gaps,
    )
    return warning(
        "IMPORT-TABLE",
        message,
        text("Copy it to a file of its own and read that, too, or add its lines in budget.csv."),
        place,
    )


def income_taken(part: Part) -> Finding:
    """Ask about a table that speaks of income and was read all the same, as no other has lines."""
    place = part.table.sheet.place(part.table.layout.first, min(part.table.layout.item))
    message = text(
        "The table in row {row} speaks of income, and its rows were read as what is paid for.",
        row=place.row,
    )
    return warning(
        "IMPORT-INCOME",
        message,
        text("Compare each line with the paper; delete what is income."),
        place,
    )


def columns_left(part: Part) -> list[Finding]:
    """Name the columns that are none of the table's, and those that could be read as amounts too."""
    sheet, layout = part.table.sheet, part.table.layout
    rows = [entry.row for entry in part.entries if isinstance(entry, LineEntry)]
    others = [
        (c, words)
        for c, words in layout.others
        if c not in layout.passed_over and any(not sheet.cell(row, c).is_empty for row in rows)
    ]
    found = []
    if layout.passed_over:
        taken = [column_letters(span[0]) for span in (layout.price, layout.amount) if span]
        found.append(
            notice(
                "IMPORT-HEADER",
                text(
                    "Prices and amounts were read from {taken}; {others} were left out.",
                    taken=Series(tuple(taken)),
                    others=Series(tuple(column_letters(c) for c in layout.passed_over)),
                ),
                text("If other columns are meant, delete these and try again."),
                sheet.place(layout.last, layout.passed_over[0]),
            )
        )
    if others:
        names = Series(
            tuple(
                f"{column_letters(c)}（{words}）" if words else column_letters(c)
                for c, words in others
            )
        )
        found.append(
            notice(
                "IMPORT-COLUMN",
                text(
                    "The columns {names} are neither item, price, quantity, amount nor note; what stands in them was put in the notes of the lines.",
                    names=names,
                ),
                text("Compare it with the paper."),
                sheet.place(layout.last, others[0][0]),
            )
        )
    counted = [c for c, _ in others if not layout.amount and is_of_numbers(sheet, c, rows)]
    if counted:
        found.append(
            warning(
                "IMPORT-COLUMN",
                text(
                    "No amounts are printed, and the numbers in {columns} were not multiplied.",
                    columns=Series(tuple(map(column_letters, counted))),
                ),
                text(
                    "Give the column a heading such as 數量 or 次數 if it multiplies, then try again."
                ),
                sheet.place(layout.last, counted[0]),
            )
        )
    return found
