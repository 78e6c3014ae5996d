"""One field of one line: what the file says beside what the plan prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from plc_budget.budget import Line
from plc_budget.language import NOTHING, text
from plc_budget.money import plain, whole_ntd
from plc_budget.returning.comparing.differences import BUDGET, Change, Difference, Kind
from plc_budget.returning.reading.formulas import ranges, spelled
from plc_budget.returning.reading.sight import Said, Sight
from plc_budget.sheets.passport import squeezed
from plc_budget.spreadsheets.sheet import squeeze

_ONE, _HUNDRED = Decimal(1), Decimal(100)
FOLLOWS = text("This follows from other cells; nothing is to be taken over.")
UNCLEAR = text("No number can be read there; mend it in the file, or type it into the plan.")
FORMULA = text("A formula stands there now; its text is not taken over.")
EMPTY = text("Nothing stands there. To remove the line, delete its row.")


def shown(said: Said) -> str:
    """Write what a cell says."""
    return said.words if said.number is None else plain(said.number)


def _unclear(sight: Sight, row: int, line: Line, field: str, before: str) -> Difference:
    said = sight.number(row, field)
    remark = EMPTY if said.is_empty else UNCLEAR
    return Difference(Kind.UNREADABLE, sight.table.at(row, field), line.name, line.code, field,
                      before, shown(said), remark=remark)  # fmt: skip


def words(
    sight: Sight, row: int, line: Line, field: str, printed: str, kind: Kind
) -> Iterator[Difference]:
    """Compare a text; blanks and line breaks do not count."""
    if field not in sight.table.columns:
        return
    said = sight.text(row, field)
    if squeezed(said.words) == squeezed(printed) and not said.formula:
        return
    can = not said.formula and (said.words or field == "note")
    change = Change(BUDGET, line.code, {field: said.words}) if can else None
    remark = FORMULA if said.formula else NOTHING if change else EMPTY
    yield Difference(kind, sight.table.at(row, field), line.name, line.code, field, printed,
                     said.words, change, remark)  # fmt: skip


def number(
    sight: Sight, row: int, line: Line, field: str, printed: Decimal, kind: Kind
) -> Iterator[Difference]:
    """Compare a figure that is typed."""
    if field not in sight.table.columns:
        return
    said = sight.number(row, field)
    if said.number is None:
        yield _unclear(sight, row, line, field, plain(printed))
    elif said.number != printed:
        yield Difference(kind, sight.table.at(row, field), line.name, line.code, field,
                         plain(printed), shown(said),
                         Change(BUDGET, line.code, {field: said.number}))  # fmt: skip


def unit(sight: Sight, row: int, line: Line) -> Iterator[Difference]:
    """Compare the unit a price is shown with, where the file still shows one."""
    found = sight.unit(row)
    if found and line.row.unit and squeeze(line.row.unit) != found:
        yield Difference(Kind.UNIT, sight.table.at(row, "unit_price"), line.name, line.code, "unit",
                         line.row.unit, found, Change(BUDGET, line.code, {"unit": found}))  # fmt: skip


def counted(sight: Sight, row: int, line: Line) -> Iterator[Difference]:
    """Compare a quantity; one that the timetable counts stays a formula over it."""
    if not line.speaker_kind:
        yield from number(sight, row, line, "quantity", line.quantity, Kind.QUANTITY)
        return
    said, cell = sight.number(row, "quantity"), sight.table.at(row, "quantity")
    if _is_elsewhere(said.formula, sight.table.sheet.name) or "quantity" not in sight.table.columns:
        return
    if said.number is None:
        yield _unclear(sight, row, line, "quantity", plain(line.quantity))
    elif said.number == line.quantity:
        yield Difference(Kind.FIXED, cell, line.name, line.code, "quantity", plain(line.quantity),
                         shown(said), remark=FOLLOWS)  # fmt: skip
    else:
        remark = text("The timetable counts this quantity; taking it over makes it a typed one.")
        yield Difference(Kind.QUANTITY, cell, line.name, line.code, "quantity",
                         plain(line.quantity), shown(said), remark=remark,
                         change=Change(BUDGET, line.code, {"quantity": said.number, "source": ""}))  # fmt: skip


def _is_elsewhere(formula: str, sheet: str) -> bool:
    """Tell whether a formula is one cell of another sheet, and nothing else."""
    found = ranges(formula)
    alone = len(found) == 1 and spelled(formula).lstrip("= ").strip() == found[0].words
    return alone and found[0].sheet not in ("", sheet)


def base(sight: Sight, row: int, line: Line, codes: Mapping[int, str]) -> Iterator[Difference]:
    """Compare what a percentage is taken of: the sum of the amounts of its lines in the file."""
    said = sight.number(row, "unit_price")
    rows = [other for other, code in codes.items() if code in line.row.base]
    parts = [sight.number(other, "amount").number or Decimal(0) for other in rows]
    is_whole = said.number is not None and said.number == sum(parts)
    if said.formula and is_whole:
        return
    kind = Kind.FIXED if is_whole else Kind.UNIT_PRICE
    yield Difference(kind, sight.table.at(row, "unit_price"), line.name, line.code, "base",
                     plain(line.unit_price), shown(said),
                     remark=text("This is the sum of the lines the percentage is taken of; nothing is to be taken over."))  # fmt: skip


def rate(sight: Sight, row: int, line: Line) -> Iterator[Difference]:
    """Compare the rate of a percentage."""
    printed = line.row.rate or Decimal(0)
    fraction = sight.fraction(row, "quantity")
    if fraction is None:
        yield _unclear(sight, row, line, "quantity", f"{plain(printed)}%")
    elif fraction * _HUNDRED != printed:
        new = (fraction * _HUNDRED).normalize()
        yield Difference(Kind.RATE, sight.table.at(row, "quantity"), line.name, line.code, "rate",
                         f"{plain(printed)}%", f"{plain(new)}%",
                         Change(BUDGET, line.code, {"rate": new}))  # fmt: skip


def amount(sight: Sight, row: int, line: Line | None, code: str) -> Iterator[Difference]:
    """Compare 總價 with price × quantity of the same row, and see whether it is still a formula."""
    if "amount" not in sight.table.columns:
        return
    said, due = sight.number(row, "amount"), _due(sight, row)
    if due is None or (line is None and said.is_empty):
        return
    if said.number is None and _multiplies(sight, row, said.formula):
        return  # what keeps it from being worked out is named at the price or the quantity
    cell = sight.table.at(row, "amount")
    name = line.name if line else sight.text(row, "item").words
    if said.number is None or said.number != due:
        printed = plain(Decimal(line.amount)) if line else ""
        remark = text("An amount is never typed: change the price or the quantity instead. By the figures of its row it is {due:,}.",
                      due=due)  # fmt: skip
        yield Difference(Kind.AMOUNT, cell, name, code, "amount", printed, shown(said),
                         remark=remark)  # fmt: skip
    elif not _multiplies(sight, row, said.formula) and line is not None:
        yield Difference(Kind.FIXED, cell, name, code, "amount", plain(Decimal(line.amount)),
                         shown(said), remark=FOLLOWS)  # fmt: skip


def _due(sight: Sight, row: int) -> int | None:
    """Work out what a row comes to by its own figures. [NTD]"""
    price, quantity = sight.number(row, "unit_price").number, sight.fraction(row, "quantity")
    if price is None or quantity is None:
        return None
    return whole_ntd(price * quantity * (sight.number(row, "times").number or _ONE))


def _multiplies(sight: Sight, row: int, formula: str) -> bool:
    """Tell whether a formula takes the price and the quantity of its own row."""
    columns = {one.corners[1] for one in ranges(formula) if one.corners[0] == row and not one.sheet}
    wanted = {sight.table.columns[name] for name in ("unit_price", "quantity")
              if name in sight.table.columns}  # fmt: skip
    return bool(formula) and wanted <= columns
