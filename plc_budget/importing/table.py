"""A table somebody else made, as it was read: lines, subtotals and totals, and what its rows turn out to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plc_budget.findings import NOWHERE, Place
from plc_budget.importing.around import Around
from plc_budget.importing.labels import TotalKind, TotalLabel
from plc_budget.money import product, whole_ntd

MOST_ENTRIES = 300
"""Most rows among which sums without a name are looked for; a budget has some dozens."""
Money = int | Decimal
"""An amount of New Taiwan dollars: whole, or exact where the paper prints less than a dollar."""


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """One line of the old table, in New Taiwan dollars.

    Attributes
    ----------
    item : str
        What is paid for, line breaks and numbering removed.
    category : str
        The heading it stands under (業務費, or whatever the paper says), empty if there is none.
    unit_price : Decimal
        As printed; the base of a percentage line. [NTD]
    unit : str
        Unit of the quantity, such as 節.
    quantity, times : Decimal
        ``2節×1人×14周`` is the quantity 2 and the times 14.
    amount_printed : int | Decimal | None
        What the paper says the line costs; None if it says nothing. [NTD]
    note : str
        說明 and 備註, with the text of continuation rows.
    quantity_text, price_text, item_text : str
        The cells as printed.
    place : Place
        The row; the column is that of the amount.
    percent : Decimal | None
        Share of ``unit_price`` × ``quantity`` that is paid, of a line such as 補充保費; None for
        every other line. [percent]
    percent_base : bool
        Whether the paper prints what the percentage is taken of.  If not, ``unit_price`` is the
        printed amount itself.
    levels : tuple of str
        Every heading the line stands under, from the outermost to the innermost.
    base_rows : tuple of int
        Rows whose amounts a formula takes the percentage of.
    source : str
        Where a formula takes the quantity from, such as ``timetable:internal``.
    """

    item: str
    unit_price: Decimal
    quantity: Decimal = Decimal(1)
    times: Decimal = Decimal(1)
    unit: str = ""
    category: str = ""
    amount_printed: Money | None = None
    note: str = ""
    quantity_text: str = ""
    price_text: str = ""
    item_text: str = ""
    place: Place = NOWHERE
    percent: Decimal | None = None
    percent_base: bool = False
    levels: tuple[str, ...] = ()
    base_rows: tuple[int, ...] = ()
    source: str = ""

    @property
    def amount_computed(self) -> Decimal:
        """Price, quantity and times multiplied exactly, not rounded. [NTD]

        Examples
        --------
        >>> ForeignLine("補充保費", Decimal(6000), percent=Decimal("2.11"), percent_base=True).amount_computed
        Decimal('126.6000')
        """
        share = Decimal(1)
        if self.percent is not None and self.percent_base:
            share = self.percent.scaleb(-2)
        return product(self.unit_price, self.quantity, self.times, share)

    @property
    def amount(self) -> Money:
        """What the paper says, or what the line comes to where the paper says nothing. [NTD]"""
        return self.amount_computed if self.amount_printed is None else self.amount_printed


@dataclass(frozen=True, slots=True)
class ForeignSubtotal:
    """A subtotal as printed, and the sum of the rows it covers. [NTD]"""

    label: str
    amount: Money
    computed: Money
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A budget table somebody else made.

    Attributes
    ----------
    title : str
        The best guess at its title, from above the headings.
    total_printed : int | Decimal | None
        The grand total in figures, or in capitals where there are no figures. [NTD]
    total_words : str
        The grand total in capitals, as printed; empty if it is not.
    scale : int
        What amounts were printed in: 1 for 元, 1,000 for 仟元.  Lines are in 元 already.
    sheet : str
        The sheet of the workbook; empty for a CSV.
    heading_row : int
        Row of the headings, as Excel shows it.
    around : Around
        What stands around the lines: whose money, when, who signs.
    other_rows : tuple of int and str
        The words of every row that is neither heading, line nor title, with its number in Excel.
    """

    title: str
    lines: tuple[ForeignLine, ...]
    subtotals: tuple[ForeignSubtotal, ...] = ()
    total_printed: Money | None = None
    total_words: str = ""
    scale: int = 1
    sheet: str = ""
    file: str = ""
    heading_row: int = 0
    around: Around = field(default_factory=Around)
    other_rows: tuple[tuple[int, str], ...] = ()

    @property
    def sum_of_lines(self) -> Money:
        """The lines added up, each as the paper prints it. [NTD]"""
        return whole_if_it_is(sum((Decimal(line.amount) for line in self.lines), Decimal(0)))


def whole_if_it_is(amount: Decimal) -> Money:
    """Return an amount as ``int`` when it has no part of a dollar.

    Examples
    --------
    >>> whole_if_it_is(Decimal("8000.00")), whole_if_it_is(Decimal("126.6"))
    (8000, Decimal('126.6'))
    """
    return int(amount) if amount == amount.to_integral_value() else amount


def agree(printed: Money, computed: Money) -> bool:
    """Tell whether two amounts are the same, or the same once rounded half up to a dollar.

    Examples
    --------
    >>> agree(127, Decimal("126.6")), agree(126, Decimal("126.6")), agree(230000, 213200)
    (True, False, False)
    """
    whole = whole_if_it_is(Decimal(printed))
    return printed == computed or (isinstance(whole, int) and whole_ntd(Decimal(computed)) == whole)


def sum_of(lines: Iterable[ForeignLine]) -> Money:
    """Add lines up, each as the paper prints it. [NTD]"""
    return whole_if_it_is(sum((Decimal(line.amount) for line in lines), Decimal(0)))


def write_amount(amount: Money) -> str:
    """Write an amount for a message: ``213,200``, ``126.6``."""
    return f"{amount:,}" if isinstance(amount, int) else f"{amount.normalize():,f}"


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


def lines_of(entries: Iterable[Entry]) -> list[ForeignLine]:
    """Return the lines among the entries."""
    return [entry.line for entry in entries if isinstance(entry, LineEntry)]


def holds_all(amount: Money, lines: Sequence[ForeignLine]) -> bool:
    """Tell whether an amount is the sum of all lines, each rounded to a dollar or not."""
    whole = sum(whole_ntd(Decimal(line.amount)) for line in lines)
    return agree(amount, sum_of(lines)) or agree(amount, whole)
