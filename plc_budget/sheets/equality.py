"""Whether a file says one thing only: its lines, its total, 大寫, every formula and its value.

The figures are read back from the bytes that will be handed over and worked out a second time, in
whole numbers, from the prices and quantities that stand there: nothing of the first way is used again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isclose
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import read_capital_amount
from plc_budget.sheets.layout import BudgetLayout, budget_layout, cell, on
from plc_budget.sheets.passport import squeezed
from plc_budget.sheets.stored import Cells, Stored, stored_cells
from plc_budget.sheets.wording import BUDGET, CURRENCY, WHOLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan

DISAGREES = "EXPORT-DISAGREES"
Given = Sequence[Mapping[str, str | float]]
"""For each sheet, the value of each cell that holds a formula, as it was handed to the writer."""
Recalculated = Callable[[bytes, str], bytes]
"""Works out every formula of a file anew and returns an .xlsx."""
_COMPARED = "匯出核對：各項金額重算、加總、合計、大寫回讀及檔內各公式存值，均相符"
_RECALCULATED = "匯出核對：LibreOffice重新計算全部公式，與存值均相符"
_PRINTED = "匯出核對：PDF各頁之數字與大寫，與活頁簿各格均相符"
_FACTORS = ("unit_price", "quantity", "times")
_NEAREST = 1e-9
"""Numbers closer than this, relative above 1, are the same: percentages are floats in a file."""
_NOTHING = Stored("", is_formula=False, is_text=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that stands in a file, and the one that belongs there; both as they are read."""

    where: str
    found: str
    wanted: str


class Disagreement(Exception):
    """A file whose figures do not agree; it must not be handed over."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__("; ".join(f"{d.where}: {d.found} / {d.wanted}" for d in differences))
        self.findings = [finding_of(one) for one in differences]


def agreed(
    data: bytes,
    ending: str,
    plan: Plan,
    given: Given,
    recalculated: Recalculated | None = None,
) -> bytes:
    """Return a workbook as it is if all its figures agree.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.xlsx`` or ``.ods``.
    plan : Plan
        What it was written from.
    given : sequence of mapping of str to str or float
        See :data:`Given`.
    recalculated : callable, optional
        Works every formula out anew and returns an .xlsx; takes seconds.

    Returns
    -------
    bytes
        The same file.

    Raises
    ------
    Disagreement
        If a figure is not the one that belongs there.
    """
    sheets = stored_cells(data, ending)
    different = [*_of_formulas(sheets, given), *_of_budget(plan, sheets[0][1])]
    if recalculated is not None and not different:
        anew = stored_cells(recalculated(data, ending), ".xlsx")
        different += _of_formulas(anew, given)
    if different:
        raise Disagreement(different)
    return data


def compared_rows(*, draft: bool, is_recalculated: bool, on_paper: bool = False) -> list[str]:
    """Say on 主計預檢表 what was compared; a file that says so and is not so is never handed over.

    Parameters
    ----------
    draft : bool
        Nothing is compared in a draft.
    is_recalculated : bool
        Whether LibreOffice worked it out, too.
    on_paper : bool
        Whether it is printed, and the paper read back.
    """
    if draft:
        return []
    said = ((_COMPARED, True), (_RECALCULATED, is_recalculated), (_PRINTED, on_paper))
    return [words for words, is_so in said if is_so]


def finding_of(difference: Difference) -> Finding:
    """Say what differs and what to do."""
    return Finding(
        DISAGREES, Severity.ERROR,
        text("{cell}: “{found}” stands in the file that was written and “{wanted}” belongs there.",
             cell=difference.where, found=difference.found, wanted=difference.wanted),
        text("Nothing was handed over. Export a draft to look at it, and tell who looks after plc-budget."),
        Place(cell=difference.where), Question.SUMS,
    )  # fmt: skip


def _of_formulas(sheets: Sequence[tuple[str, Cells]], given: Given) -> Iterator[Difference]:
    """Compare the value of every formula with the one it was to have."""
    if len(sheets) != len(given):
        yield Difference("", f"{len(sheets)}", f"{len(given)}")
        return
    for (name, cells), values in zip(sheets, given, strict=True):
        for address, value in values.items():
            stored = cells.get(address, _NOTHING)
            if not stored.is_formula or not _same(stored, value):
                yield Difference(on(name, address), stored.value, _spelled(value))
        for address, stored in cells.items():
            if stored.is_formula and address not in values:
                yield Difference(on(name, address), stored.value, "")


def _same(stored: Stored, value: str | float) -> bool:
    if isinstance(value, str):
        alike = stored.value == value or squeezed(stored.value) == squeezed(value)
        return stored.is_text and alike
    try:
        number = float(stored.value)
    except ValueError:
        return False
    return not stored.is_text and isclose(number, value, rel_tol=_NEAREST, abs_tol=_NEAREST)


def _spelled(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


def _of_budget(plan: Plan, cells: Cells) -> Iterator[Difference]:
    """Work 經費概算表 out a second time from what stands in the file."""
    layout = budget_layout(plan)
    anew: list[int | None] = []
    for line in plan.budget.lines:
        anew.append(_multiplied(cells, layout, layout.rows[line.code]))
        where = layout.of("amount", line.code)
        yield from _unless(cells, where, anew[-1], line.amount)
    rows = range(layout.first, layout.last + 1)
    stored = [_whole(cells.get(layout.at("amount", row), _NOTHING)) for row in rows]
    total = layout.at("amount", layout.total)
    yield from _unless(cells, total, plan.budget.total, _sum(anew), _sum(stored))
    yield from _of_words(cells, cell(1, layout.words), plan.budget.total)


def _multiplied(cells: Cells, layout: BudgetLayout, row: int) -> int | None:
    """Multiply the factors of a line as they stand in the file, rounded half up. [NTD]"""
    product, places = 1, 0
    for name in _FACTORS:
        if name in layout.columns:
            factor = _scaled(cells.get(layout.at(name, row), _NOTHING))
            if factor is None:
                return None
            product, places = product * factor[0], places + factor[1]
    one: int = 10**places
    return (2 * product + one) // (2 * one)


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _unless(cells: Cells, where: str, *wanted: int | None) -> Iterator[Difference]:
    """Compare an amount with what it is to be by each way there."""
    stored = cells.get(where, _NOTHING)
    amount = _whole(stored)
    for one in wanted:
        if one is None or amount != one:
            yield Difference(on(BUDGET, where), stored.value, "" if one is None else str(one))


def _of_words(cells: Cells, where: str, total: int) -> Iterator[Difference]:
    """Read 大寫 back."""
    words = cells.get(where, _NOTHING).value
    capitals = words.removeprefix(f"{CURRENCY} ").partition(f" {WHOLE}")[0] + WHOLE
    try:
        amount = read_capital_amount(capitals)
    except ValueError:
        amount = None
    if amount != total:
        yield Difference(on(BUDGET, where), words, f"{total:,}")


def _scaled(stored: Stored) -> tuple[int, int] | None:
    """Return a number as a whole one and how many of its figures are decimals."""
    if stored.is_text:
        return None
    whole, _, part = stored.value.partition(".")
    try:
        return int(whole + part), len(part)
    except ValueError:
        pass
    try:
        whole, _, part = f"{Decimal(stored.value):f}".partition(".")  # 1E-05
        return int(whole + part), len(part)
    except (InvalidOperation, ValueError):
        return None


def _whole(stored: Stored) -> int | None:
    """Return a whole number, or None for any other."""
    scaled = _scaled(stored)
    if scaled is None:
        return None
    number, rest = divmod(scaled[0], 10 ** scaled[1])
    return None if rest else number
