"""What a reallocation is asked for: what is set, what is held, what the total must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plc_budget.reallocation.transfers import Verdict
from plc_budget.tables import BudgetRow


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one question; a release is the same question with one term less.

    Attributes
    ----------
    low, high : int or None
        Between what the total must lie. [NTD]
    sets : mapping of str to Decimal
        Quantities the planner has just set, by code.
    locks : frozenset of str
        Codes of lines that stay, beside those locked in the table.
    freed : frozenset of str
        Codes of lines that may move although they are locked or follow the timetable.
    moves_periods : bool
        Whether every line that follows the timetable may move.
    rows : mapping of str to BudgetRow
        Rows with other bounds or steps than in the table.
    without : frozenset of str
        Ids of ceilings that are left aside.
    allowed : Verdict
        The gravest move between accounts that may be proposed.
    is_banned : bool
        Whether the plan forbids reallocation (不得勻支).
    """

    low: int | None
    high: int
    sets: Mapping[str, Decimal] = field(default_factory=dict)
    locks: frozenset[str] = frozenset()
    freed: frozenset[str] = frozenset()
    moves_periods: bool = False
    rows: Mapping[str, BudgetRow] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    allowed: Verdict = Verdict.CONSENT
    is_banned: bool = False

    def row(self, row: BudgetRow) -> BudgetRow:
        """Return the row whose bounds and step count."""
        return self.rows.get(row.code, row)

    def is_free(self, row: BudgetRow) -> bool:
        """Tell whether a line may give way."""
        if row.rate is not None or row.code in self.sets or self.is_banned:
            return False
        if row.code in self.freed:
            return True
        return not (row.locked or row.code in self.locks or (row.source and not self.moves_periods))
