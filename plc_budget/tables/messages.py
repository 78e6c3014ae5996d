"""From pandera's error records to findings in the planner's words, each at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.findings import Finding, error
from plc_budget.language import Text, text
from plc_budget.tables.stage_one import short
from plc_budget.tables.timetable_table import kinds_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plc_budget.tables.rows import BudgetRow, TimetableRow


def _range(limits: dict[str, Any]) -> Text:
    least, most = limits["min_value"], limits["max_value"]
    if limits["include_min"]:
        return text("a number from {least:,} to {most:,}", least=least, most=most)
    return text("a number above {least:,}, at most {most:,}", least=least, most=most)


_LIMITS = {
    "isin": lambda s: text("one of {words}", words=", ".join(map(str, s["allowed_values"]))),
    "str_length": lambda s: text(
        "text of {least} to {most} characters", least=s["min_value"], most=s["max_value"]
    ),
    "in_range": _range,
}
_PATTERNS = {
    "code": text("small letters, digits and _ such as speaker_internal, starting with a letter"),
    "source": text("empty, or timetable:internal (affiliated, external, assistant, keynote)"),
}
_ROW_RULES: dict[str, tuple[str, Text, Text]] = {
    "price-or-rate": (
        "unit_price",
        text("A line has either a unit price or a percentage, not both and not neither."),
        text("Fill in unit_price, or rate and base."),
    ),
    "base-of-rate": (
        "base",
        text("A percentage needs the codes of the lines it is taken of, and only it does."),
        text("Write their codes under base, such as speaker_external speaker_internal."),
    ),
    "quantity-known": (
        "quantity",
        text("The quantity is missing."),
        text("Type it, or let it come from the timetable: from = timetable:internal."),
    ),
    "rate-without-source": (
        "from",
        text("A percentage takes no quantity from the timetable."),
        text("Clear the cell under from."),
    ),
    "rate-counts-once": (
        "quantity",
        text("A percentage is taken once; it has no quantity and no times."),
        text("Clear quantity and times, or give the line a unit price instead."),
    ),
    "bounds-in-order": (
        "min_quantity",
        text("The smallest quantity is larger than the largest."),
        text("Exchange min_quantity and max_quantity."),
    ),
    "quantity-at-least": (
        "quantity",
        text("The quantity is below min_quantity."),
        text("Raise the quantity or lower min_quantity."),
    ),
    "quantity-at-most": (
        "quantity",
        text("The quantity is above max_quantity."),
        text("Lower the quantity or raise max_quantity."),
    ),
}


def findings_of(
    problems: Sequence[Any], rows: Sequence[BudgetRow] | Sequence[TimetableRow]
) -> list[Finding]:
    """Translate pandera's error records; one finding per cell, in the order of the rows."""
    found = {
        (finding.where.row, finding.where.field, finding.code): finding
        for problem in problems
        for finding in _findings(problem, rows)
    }
    return sorted(found.values(), key=lambda f: (f.where.row or 0, f.where.column))


def _findings(
    problem: Any, rows: Sequence[BudgetRow] | Sequence[TimetableRow]
) -> Iterator[Finding]:
    cases = problem.failure_cases
    if not hasattr(cases, "columns") or cases["index"].isna().any():
        yield _whole_table(problem)
        return
    name = getattr(problem.check, "name", None)
    for index, value in dict(zip(cases["index"], cases["failure_case"], strict=True)).items():
        if name in _ROW_RULES:
            yield _row_finding(name, rows[index])
        else:
            yield _cell_finding(problem, rows[index], value)


def _row_finding(name: str, row: BudgetRow | TimetableRow) -> Finding:
    column, message, remedy = _ROW_RULES[name]
    return error("ROW-" + name.upper(), message, remedy, row.origin.place(column))


def _cell_finding(problem: Any, row: BudgetRow | TimetableRow, value: object) -> Finding:
    column = problem.schema.name
    printed = "from" if column == "source" else column
    place = row.origin.place(printed)
    if problem.reason_code.name == "SERIES_CONTAINS_DUPLICATES":
        return error(
            "CELL-DUPLICATE",
            text(
                "“{value}” stands under {column} more than once.",
                value=short(str(value)),
                column=printed,
            ),
            text("Give each line a code of its own."),
            place,
        )
    allowed = _allowed(problem, column)
    return error(
        "CELL-VALUE",
        text("Read “{raw}” under {column}; it should be {allowed}.",
             raw=short(str(value)), column=printed, allowed=allowed),
        text("Type {allowed} in cell {cell}.", allowed=allowed, cell=f"{place.column}{place.row}"),
        place,
    )  # fmt: skip


def _allowed(problem: Any, column: str) -> Text:
    name = getattr(problem.check, "name", "")
    if column == "speaker_kind":
        return text("one of {words}", words=kinds_in_words())
    if name in _LIMITS:
        return _LIMITS[name](problem.check.statistics)
    return _PATTERNS.get(column, text("filled in as the other rows are"))


def _whole_table(problem: Any) -> Finding:
    return error(
        "TABLE-SCHEMA",
        text("The table does not have the shape of a plan ({reason}).",
             reason=problem.reason_code.name),
        text("Compare it with the example plans; if it looks the same, report this as a fault."),
    )  # fmt: skip
