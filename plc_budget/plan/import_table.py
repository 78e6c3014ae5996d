"""Last year's table as a new plan: what the paper said, as plain tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.findings import Finding, Place, Severity, error, has_errors, notice
from plc_budget.language import text
from plc_budget.money import whole_ntd
from plc_budget.plan.details import SIGNATURES
from plc_budget.plan.folder import BUDGET
from plc_budget.plan.likeness import school_year
from plc_budget.plan.reading import FILE, FORMAT
from plc_budget.rules import item_named, shipped_items
from plc_budget.tables import CATEGORIES, BudgetRow, write_budget_table
from plc_budget.tables.grid import write_grid

if TYPE_CHECKING:
    from plc_budget.tables.foreign import ForeignLine, ForeignTable

PAPER = "imported.csv"
"""What the old paper printed, row by row, beside what we made of it."""
_HUNDRED = Decimal(100)


def plan_from(
    path: Path, day: date, total: int | None = None
) -> tuple[dict[str, bytes] | None, list[Finding]]:
    """Make the files of a plan from a budget table somebody else made.

    Unit prices and quantities are the paper's own, also where they do not give the amount the
    paper prints; each such row is a finding, and ``imported.csv`` keeps the printed figures.

    Parameters
    ----------
    path : Path
        An .xlsx, .ods or .csv.
    day : date
        The day of the event, which the rules are read for.
    total : int, optional
        The approved total; the printed total if left out. [NTD]
    """
    from plc_budget.tables.foreign import read_foreign

    table, findings = read_foreign(path)
    if table is None or has_errors(findings):
        return None, findings
    if not table.lines:
        return None, [*findings, _no_lines(path)]
    approved = approved_total(table) if total is None else total
    files = {
        FILE: _details(table, path, day, approved),
        BUDGET: write_budget_table(budget_rows(table)),
        PAPER: _paper(table),
    }
    return files, [*findings, *_assumed(table, approved, is_stated=total is not None)]


def approved_total(table: ForeignTable) -> int:
    """Return the printed total, or the sum of the printed amounts. [NTD]"""
    printed = table.sum_of_lines if table.total_printed is None else table.total_printed
    return whole_ntd(Decimal(printed))


def budget_rows(table: ForeignTable) -> list[BudgetRow]:
    """Turn the lines of the paper into rows of ``budget.csv``, in its order."""
    seen: Counter[str] = Counter()
    rows: list[BudgetRow] = []
    for line in table.lines:
        name = (item_named(line.item) or "line").replace("-", "_")
        seen[name] += 1
        code = name if seen[name] == 1 else f"{name}_{seen[name]}"
        rows.append(_row(line, code))
    return rows


def _row(line: ForeignLine, code: str) -> BudgetRow:
    price, quantity = line.unit_price, line.quantity
    if line.percent is not None and line.percent_base:
        # Which lines the percentage was taken of is not on the paper, so it stays a product.
        quantity = quantity * line.percent / _HUNDRED
    return BudgetRow(
        code=code,
        category=_category(line),
        item=line.item[:100],
        unit_price=price,
        unit=line.unit[:10],
        quantity=quantity,
        times=line.times,
        note=_note(line),
    )


def _category(line: ForeignLine) -> str:
    for heading in (line.category, *line.levels):
        found = next((name for name in CATEGORIES if heading == name), None)
        if found:
            return found
    item = shipped_items().get(item_named(line.item))
    return item.category if item else "業務費"


def _note(line: ForeignLine) -> str:
    is_product = line.times != 1 and line.quantity_text not in line.note
    return "；".join(part for part in (line.quantity_text if is_product else "", line.note) if part)


def _details(table: ForeignTable, path: Path, day: date, approved: int) -> bytes:
    import tomlkit

    title = table.title.removesuffix("經費概算表").strip()[:200] or path.stem
    plan: dict[str, Any] = {
        "format": FORMAT,
        "title": title,
        "school_year": school_year(day),
        "event": {"date": day, "is_tentative": True},
        "funding": {
            "approved_total": approved,
            "sources": [{"name": "縣(市)政府", "kind": "county", "share": "100"}],
        },
        "reallocation": {"is_allowed": False},
        "periods": {"policy": "speaker-fee-period"},
        "signatures": {"boxes": list(SIGNATURES)},
    }
    return tomlkit.dumps(plan).encode()


def _paper(table: ForeignTable) -> bytes:
    head = ["row", "item", "unit_price", "quantity", "amount", "note", "amount_computed_ntd"]
    rows = [
        [str(line.place.row or ""), line.item_text or line.item, line.price_text,
         line.quantity_text, _plain(line.amount_printed), line.note,
         _plain(line.amount_computed)]
        for line in table.lines
    ]  # fmt: skip
    foot = [
        ["", "總計", "", "", _plain(table.total_printed), table.total_words,
         _plain(sum((line.amount_computed for line in table.lines), Decimal(0)))]
    ]  # fmt: skip
    return write_grid([head, *rows, *foot])


def _plain(amount: Decimal | int | None) -> str:
    return "" if amount is None else f"{Decimal(amount).normalize():f}"


def _no_lines(path: Path) -> Finding:
    return error(
        "IMPORT-EMPTY",
        text("No budget line was found under the headings."),
        text("Check that the rows stand below the headings, on the same sheet."),
        Place(path.name),
    )


def _assumed(table: ForeignTable, approved: int, *, is_stated: bool) -> list[Finding]:
    """Say what the paper did not, and was therefore assumed."""
    funding = notice(
        "IMPORT-FUNDING",
        text("The table does not say whose money it is; county money was assumed."),
        text("Correct funding.sources in plan.toml; it decides which rules bind."),
        Place(FILE, field="funding.sources"),
    )
    if is_stated or table.total_printed is not None:
        return [funding]
    total = Finding(
        "IMPORT-NO-TOTAL",
        Severity.WARNING,
        text("The table prints no total; the sum of its lines, {total:,}, is the approved total.",
             total=approved),
        text("Correct funding.approved_total in plan.toml, or use --total."),
        Place(FILE, field="funding.approved_total"),
        stake=approved,
    )  # fmt: skip
    return [total, funding]
