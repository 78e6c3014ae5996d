"""What was taken otherwise than printed, gathered: one finding per kind, naming all its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from plc_budget.findings import Finding, Place, Severity, warning
from plc_budget.language import Series, Text, text
from plc_budget.spreadsheets.sheet import ForeignCell
from plc_budget.tables.cells import Unreadable


class Remark(Enum):
    """Why a cell was taken otherwise than it stands."""

    NO_AMOUNT = auto()
    AMOUNT_ONLY = auto()
    FROM_NOTE = auto()
    QUANTITY_DERIVED = auto()
    PRICE_DERIVED = auto()
    NO_QUANTITY = auto()
    NO_PRICE = auto()
    NO_BASE = auto()
    UNCOMPUTED = auto()
    COMPUTED = auto()
    UNFILLED = auto()
    NO_ITEM = auto()
    IN_NTD = auto()
    AFTER_TOTAL = auto()
    EXPLAINED = auto()
    IN_WORDS = auto()
    SUM_UNNAMED = auto()
    MAY_BE_SUM = auto()
    LEFT_OVER = auto()


_ASKS = frozenset(
    (
        Remark.NO_QUANTITY,
        Remark.NO_PRICE,
        Remark.UNCOMPUTED,
        Remark.NO_ITEM,
        Remark.IN_NTD,
        Remark.MAY_BE_SUM,
        Remark.LEFT_OVER,
    )
)
_WORDS: dict[Remark, Callable[[Series], tuple[Text, Text]]] = {
    Remark.NO_AMOUNT: lambda cells: (
        text(
            "No amount is printed in {cells}; it was computed from price and quantity.", cells=cells
        ),
        text("Compare it with the paper."),
    ),
    Remark.AMOUNT_ONLY: lambda cells: (
        text("Only an amount is printed in {cells}; it was taken as the price of 1.", cells=cells),
        text("Fill in price and quantity where you know them."),
    ),
    Remark.FROM_NOTE: lambda cells: (
        text(
            "Price and quantity of {cells} were taken from the calculation beside the amount.",
            cells=cells,
        ),
        text("Compare it with the paper."),
    ),
    Remark.QUANTITY_DERIVED: lambda cells: (
        text("No quantity is printed in {cells}; amount divided by price was taken.", cells=cells),
        text("Compare it with the paper."),
    ),
    Remark.PRICE_DERIVED: lambda cells: (
        text("No price is printed in {cells}; amount divided by quantity was taken.", cells=cells),
        text("Compare it with the paper."),
    ),
    Remark.NO_QUANTITY: lambda cells: (
        text(
            "Neither quantity nor amount is printed in {cells}; the quantity was taken as 0.",
            cells=cells,
        ),
        text("Type the quantity in budget.csv."),
    ),
    Remark.NO_PRICE: lambda cells: (
        text(
            "Neither price nor amount is printed in {cells}; the price was taken as 0.", cells=cells
        ),
        text("Type the price in budget.csv."),
    ),
    Remark.NO_BASE: lambda cells: (
        text(
            "A percentage is printed in {cells}, but not of what; the printed amount was taken.",
            cells=cells,
        ),
        text("Fill in rate and base in budget.csv."),
    ),
    Remark.UNCOMPUTED: lambda cells: (
        text(
            "The formulas in {cells} have no result stored in the file; they were taken as not printed.",
            cells=cells,
        ),
        text("Open the file in a spreadsheet, save it, then try again."),
    ),
    Remark.COMPUTED: lambda cells: (
        text(
            "The file was never calculated: the formulas in {cells} have no result stored in it; they were computed here.",
            cells=cells,
        ),
        text("Compare it with the paper."),
    ),
    Remark.UNFILLED: lambda cells: (
        text("No figures are printed in {cells}; no line was made of it.", cells=cells),
        text("Add a line in budget.csv if you need it."),
    ),
    Remark.NO_ITEM: lambda cells: (
        text("Figures are printed in {cells}, but not what they are for.", cells=cells),
        text("Type the item in budget.csv."),
    ),
    Remark.IN_NTD: lambda cells: (
        text(
            "The cells {cells} name their own unit, so the unit of the table was not applied.",
            cells=cells,
        ),
        text("Compare them with the paper."),
    ),
    Remark.AFTER_TOTAL: lambda cells: (
        text("An amount stands below the total in {cells}; no line was made of it.", cells=cells),
        text("Add a line in budget.csv if it belongs to the budget."),
    ),
    Remark.EXPLAINED: lambda cells: (
        text(
            "The columns alone do not make the amount in {cells}; what makes it stands in other words of the paper, and was put in the note of the line.",
            cells=cells,
        ),
        text("Compare it with the paper."),
    ),
    Remark.IN_WORDS: lambda cells: (
        text("The numbers written together in {cells} were multiplied.", cells=cells),
        text("Compare it with the paper."),
    ),
    Remark.SUM_UNNAMED: lambda cells: (
        text(
            "The amount in {cells} is the sum of other rows, so it was taken as a total and not as a line.",
            cells=cells,
        ),
        text("Add a line in budget.csv if it belongs to the budget."),
    ),
    Remark.MAY_BE_SUM: lambda cells: (
        text(
            "The amount in {cells} may be the sum of other rows, but was taken as a line.",
            cells=cells,
        ),
        text("Remove its line from budget.csv if it is a subtotal."),
    ),
    Remark.LEFT_OVER: lambda cells: (
        text(
            "Figures stand in {cells} that belong to no line of the table; imported.csv keeps them.",
            cells=cells,
        ),
        text("Add a line in budget.csv if it belongs to the budget."),
    ),
}


MOST_NAMED = 20
"""Most cells a finding names."""


@dataclass(slots=True)
class Remarks:
    """Findings and remarks while a table is read."""

    found: list[Finding] = field(default_factory=list)
    cells: dict[Remark, list[Place]] = field(default_factory=dict)

    def add(self, remark: Remark, place: Place) -> None:
        """Note a cell; all cells of one remark become one finding."""
        self.cells.setdefault(remark, []).append(place)

    def exchange(self, old: Remark, new: Remark, place: Place) -> None:
        """Remark something else on a cell."""
        self.forget(old, place)
        self.add(new, place)

    def forget(self, remark: Remark, place: Place) -> None:
        """Take a remark on a cell back."""
        self.cells[remark] = [kept for kept in self.cells.get(remark, []) if kept != place]

    def take(self, other: Remarks) -> None:
        """Take over everything another has gathered."""
        self.found += other.found
        for remark, places in other.cells.items():
            self.cells.setdefault(remark, []).extend(places)

    def keep(self, remark: Remark, places: set[Place]) -> None:
        """Forget a remark on cells that turned out to be no line."""
        kept = [place for place in self.cells.get(remark, []) if place in places]
        self.cells[remark] = kept

    def unreadable(self, cell: ForeignCell, reason: Unreadable, place: Place) -> None:
        """Note a cell that cannot be understood."""
        self.found.append(
            warning(
                "IMPORT-CELL",
                text(
                    "“{printed}” was not understood; allowed is {allowed}.",
                    printed=cell.text[:80],
                    allowed=reason.allowed,
                ),
                text("Compare this line with the paper, and mend it in budget.csv."),
                place,
            )
        )

    def findings(self) -> list[Finding]:
        """Return everything noted so far."""
        known = self.cells.get(Remark.UNCOMPUTED, [])
        told = {
            r: [p for p in places if p not in known or r is not Remark.NO_AMOUNT]
            for r, places in self.cells.items()
        }
        return [
            *self.found,
            *(_finding(remark, places) for remark, places in told.items() if places),
        ]


def _finding(remark: Remark, places: list[Place]) -> Finding:
    more = ("…",) if len(places) > MOST_NAMED else ()
    cells = Series((*(_spot(place) for place in places[:MOST_NAMED]), *more))
    message, remedy = _WORDS[remark](cells)
    severity = Severity.WARNING if remark in _ASKS else Severity.NOTICE
    return Finding("IMPORT-CELL", severity, message, remedy, places[0])


def _spot(place: Place) -> str:
    return f"{place.column}{place.row}"
