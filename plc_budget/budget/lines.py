"""The budget: its lines, each with quantity and amount, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plc_budget.findings import Place
from plc_budget.money import plain
from plc_budget.rules import item_named
from plc_budget.tables import BudgetRow

TIMETABLE = "timetable:"


@dataclass(frozen=True, slots=True)
class Line:
    """One budget line with its price worked out.

    Attributes
    ----------
    row : BudgetRow
        What the table says.
    quantity : Decimal
        What is counted: from the table, or from the timetable; 1 for a percentage line.
    amount : int
        總價. [NTD]
    base_amount : int or None
        What a percentage line is taken of. [NTD]
    unit_price : Decimal
        單價; the base of a percentage line. [NTD]
    speaker_kind : str
        The kind of speaker whose periods it pays, or empty.
    item : str
        Id of the standard item, found from the kind of speaker or from the printed name.
    """

    row: BudgetRow
    quantity: Decimal
    amount: int
    base_amount: int | None = None
    unit_price: Decimal = field(init=False, repr=False, compare=False)
    speaker_kind: str = field(init=False, repr=False, compare=False)
    item: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what follows from the fields: the checks ask for it again and again."""
        row = self.row
        price = row.unit_price if row.unit_price is not None else Decimal(self.base_amount or 0)
        kind = row.source.removeprefix(TIMETABLE)
        object.__setattr__(self, "unit_price", price)
        object.__setattr__(self, "speaker_kind", kind)
        object.__setattr__(self, "item", f"fee-{kind}" if kind else item_named(row.item))

    @property
    def code(self) -> str:
        """Stable id of the line."""
        return self.row.code

    @property
    def name(self) -> str:
        """The item as printed (經費項目)."""
        return self.row.item

    @property
    def is_percentage(self) -> bool:
        """Whether the amount is a percentage of other lines."""
        return self.row.rate is not None

    @property
    def count_words(self) -> str:
        """What the unit price is multiplied by: quantity, unit and times (``6節×2``), or the rate."""
        if self.row.rate is not None:
            return f"{plain(self.row.rate)}%"
        times = f"×{plain(self.row.times)}" if self.row.times != 1 else ""
        return f"{plain(self.quantity)}{self.row.unit}{times}"

    def place(self, name: str = "") -> Place:
        """Return where a finding about a field of the line lies."""
        return self.row.origin.place(name, self.code)


@dataclass(frozen=True, slots=True)
class Budget:
    """The lines of a budget, priced.

    Attributes
    ----------
    lines : tuple of Line
        In the order of the plan.
    total : int
        合計: the sum of the amounts. [NTD]
    fee_lines : tuple of Line
        The lines that pay speakers, counted by the timetable or typed (鐘點費).
    """

    lines: tuple[Line, ...] = ()
    total: int = field(init=False, repr=False, compare=False)
    fee_lines: tuple[Line, ...] = field(init=False, repr=False, compare=False)
    _by_item: dict[str, list[Line]] = field(init=False, repr=False, compare=False)
    _by_category: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sum the lines and find them by their items once for all who ask."""
        by_item: dict[str, list[Line]] = {}
        by_category: dict[str, int] = {}
        for line in self.lines:
            by_item.setdefault(line.item, []).append(line)
            category = line.row.category
            by_category[category] = by_category.get(category, 0) + line.amount
        fees = [line for line in self.lines if line.item.startswith("fee-")]
        object.__setattr__(self, "total", sum(by_category.values()))
        object.__setattr__(self, "fee_lines", tuple(fees))
        object.__setattr__(self, "_by_item", by_item)
        object.__setattr__(self, "_by_category", by_category)

    @property
    def words(self) -> tuple[str, ...]:
        """What is printed of each line: its item and its note."""
        return tuple(line.name + line.row.note for line in self.lines)

    def get(self, code: str) -> Line | None:
        """Return the line with that code, or None."""
        return next((line for line in self.lines if line.code == code), None)

    def of_item(self, *items: str) -> list[Line]:
        """Return the lines that pay one of the standard items."""
        found = [self._by_item[item] for item in items if item in self._by_item]
        if len(found) > 1:  # several items: their lines in the order of the plan
            return [line for line in self.lines if line.item in items]
        return [*found[0]] if found else []

    def pays(self, items: Sequence[str]) -> bool:
        """Tell whether a line pays one of the standard items."""
        return not self._by_item.keys().isdisjoint(items)

    def by_category(self) -> dict[str, int]:
        """Sum the amounts by first-level account (一級用途別), in the order they first stand. [NTD]"""
        return {**self._by_category}

    def operating(self) -> int:
        """Sum the 業務費 lines. [NTD]"""
        return self._by_category.get("業務費", 0)

    def sum_of(self, codes: Sequence[str]) -> int:
        """Sum the amounts of the lines with these codes. [NTD]"""
        return sum(line.amount for line in self.lines if line.code in codes)
