"""What the rows under the headings turn out to be, before the sums are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.findings import NOWHERE, Place
from plc_budget.importing.labels import TotalKind, TotalLabel
from plc_budget.importing.table import ForeignLine, Money


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A row that pays for something.

    ``bare`` if it prints an amount only; ``named`` if it prints what for, rather than standing
    under a merged cell.
    """

    line: ForeignLine
    row: int
    bare: bool = False
    named: bool = True
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class HeadEntry:
    """A heading of a group of lines."""

    words: str
    depth: int


@dataclass(frozen=True, slots=True)
class TotalEntry:
    """A subtotal or total behind its lines, in figures or in capitals."""

    label: TotalLabel
    words: str
    amount: Money | None
    capitals: str = ""
    place: Place = NOWHERE
    capitals_place: Place = NOWHERE

    @property
    def kind(self) -> TotalKind:
        """How much of a total it claims to be."""
        return self.label.kind


@dataclass(frozen=True, slots=True)
class FrontEntry:
    """The subtotal of a group, printed beside its heading, before its ``count`` lines."""

    words: str
    amount: Money
    count: int
    place: Place = NOWHERE
    depth: int | None = None


Entry = LineEntry | HeadEntry | TotalEntry | FrontEntry
