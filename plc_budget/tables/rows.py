"""Rows of the plan's tables as typed values that remember their cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.findings import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES = ("人事費", "業務費", "設備及投資", "行政管理費")
"""The first-level accounts (一級用途別)."""
SPEAKER_KINDS = ("internal", "affiliated", "external", "assistant", "keynote", "unpaid")
SPEAKER_WORDS = ("內聘", "隸屬", "外聘", "講座助理", "專題演講", "不支薪")
"""The same in Chinese, which the timetable may say as well."""
CODE = r"^[a-z][a-z0-9_]{0,39}$"
"""What the code of a line looks like."""
MOST_PRICE, MOST_QUANTITY = 10**10, 10**7
"""The largest price and quantity a table takes. [NTD], [unit]"""


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of a file a record was read from, and the letters of its columns."""

    file: str = ""
    row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict, compare=False)

    def place(self, name: str = "", line: str = "") -> Place:
        """Return where a finding about the field ``name`` lies."""
        return Place(self.file, self.row, self.columns.get(name, ""), line, name)


MADE = Origin()
"""The origin of a record that was made by a program, not read."""


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row of ``budget.csv``.

    ``times`` is 次數, ``source`` the column ``from``, ``rate`` a percentage of the amounts of the
    lines in ``base``.
    """

    code: str
    category: str
    item: str
    unit_price: Decimal | None = None
    unit: str = ""
    quantity: Decimal | None = None
    times: Decimal = Decimal(1)
    step: Decimal | None = None
    min_quantity: Decimal | None = None
    max_quantity: Decimal | None = None
    locked: bool = False
    source: str = ""
    rate: Decimal | None = None
    base: tuple[str, ...] = ()
    note: str = ""
    origin: Origin = field(default=MADE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One row of ``timetable.csv``; ``start`` and ``end`` count minutes since midnight. [min]"""

    start: int
    end: int
    activity: str
    speaker: str = ""
    organisation: str = ""
    speaker_kind: str = "unpaid"
    paid_minutes: int | None = None
    day: date | None = None
    origin: Origin = field(default=MADE, compare=False, repr=False)

    @property
    def minutes(self) -> int:
        """Minutes that are paid: as stated, or the length of the row. [min]"""
        return self.end - self.start if self.paid_minutes is None else self.paid_minutes

    @property
    def is_paid(self) -> bool:
        """Whether the row is teaching somebody is paid for."""
        return self.speaker_kind != "unpaid" and self.minutes > 0
