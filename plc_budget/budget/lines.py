"""The budget: its lines, each with quantity and amount, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plc_budget.findings import Place
from plc_budget.rules import item_named
from plc_budget.tables import BudgetRow

TIMETABLE = "timetable:"


# No slots here: the checks ask a line and a budget the same again and again, so what follows from
# them is kept beside their fields, where it counts neither in == nor in repr.
@dataclass(frozen=True)
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
    """

    row: BudgetRow
    quantity: Decimal
    amount: int
    base_amount: int | None = None

    @property
    def code(self) -> str:
        """Stable id of the line."""
        return self.row.code

    @property
    def name(self) -> str:
        """The item as printed (經費項目)."""
        return self.row.item

    @cached_property
    def unit_price(self) -> Decimal:
        """單價; the base of a percentage line. [NTD]"""
        return (
            self.row.unit_price
            if self.row.unit_price is not None
            else Decimal(self.base_amount or 0)
        )

    @cached_property
    def item(self) -> str:
        """Id of the standard item, found from the kind of speaker or from the printed name."""
        return f"fee-{self.speaker_kind}" if self.speaker_kind else item_named(self.row.item)

    @cached_property
    def speaker_kind(self) -> str:
        """The kind of speaker whose periods it pays, or empty."""
        return self.row.source.removeprefix(TIMETABLE) if self.row.source else ""

    @property
    def is_percentage(self) -> bool:
        """Whether the amount is a percentage of other lines."""
        return self.row.rate is not None

    def place(self, name: str = "") -> Place:
        """Return where a finding about a field of the line lies."""
        return self.row.origin.place(name, self.code)


@dataclass(frozen=True)
class Budget:
    """The lines of a budget, priced."""

    lines: tuple[Line, ...] = ()

    @cached_property
    def total(self) -> int:
        """合計: the sum of the amounts. [NTD]"""
        return sum(line.amount for line in self.lines)

    def get(self, code: str) -> Line | None:
        """Return the line with that code, or None."""
        return next((line for line in self.lines if line.code == code), None)

    @cached_property
    def fee_lines(self) -> tuple[Line, ...]:
        """The lines that pay speakers, counted by the timetable or typed (鐘點費)."""
        return tuple(line for line in self.lines if line.item.startswith("fee-"))

    def of_item(self, *items: str) -> list[Line]:
        """Return the lines that pay one of the standard items."""
        found = [self._by_item[item] for item in items if item in self._by_item]
        if len(found) > 1:  # several items: their lines in the order of the plan
            return [line for line in self.lines if line.item in items]
        return [*found[0]] if found else []

    def pays(self, items: Sequence[str]) -> bool:
        """Tell whether a line pays one of the standard items."""
        return not self._by_item.keys().isdisjoint(items)

    @cached_property
    def _by_item(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.item, []).append(line)
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What is printed of each line: its item and its note."""
        return tuple(line.name + line.row.note for line in self.lines)

    def by_category(self) -> dict[str, int]:
        """Sum the amounts by first-level account (一級用途別), in the order they first stand. [NTD]"""
        return {**self._by_category}

    @cached_property
    def _by_category(self) -> dict[str, int]:
        sums: dict[str, int] = {}
        for line in self.lines:
            sums[line.row.category] = sums.get(line.row.category, 0) + line.amount
        return sums

    def operating(self) -> int:
        """Sum the 業務費 lines. [NTD]"""
        return self._by_category.get("業務費", 0)

    def sum_of(self, codes: Sequence[str]) -> int:
        """Sum the amounts of the lines with these codes. [NTD]"""
        return sum(line.amount for line in self.lines if line.code in codes)
