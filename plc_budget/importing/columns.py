"""What each column of a table holds: by what multiplies, then by the headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plc_budget.importing.amounts import LONGEST_FIGURE, Scale, scale_of_heading
from plc_budget.importing.headings import Heading, Role, heading_of
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet, squeeze

MOST_HEADING_ROWS = 3
_LEGEND = re.compile(
    r"\(?[A-Za-z①-⑳甲乙丙丁戊己庚辛](?:=[-A-Za-z0-9×*+/()%]+)?\)?|[(/]?(?:新[台臺]幣)?(?:仟|千|萬)?元\)?"
    r"|\(\d{1,2}\)|\([^()\d]{1,12}\)|\([A-Z]=?[-A-Z0-9×*+/%]*\)"
)
_FIGURE = re.compile(r"\W*(?:NT)?\W*\d[\d,.]*\W*[^\W\d_]{0,4}(?:\W+[^\W\d_]{0,4})?")
_WEIGHTS = {
    Role.ITEM: 4,
    Role.AMOUNT: 4,
    Role.PRICE: 4,
    Role.QUANTITY: 3,
    Role.UNIT: 2,
    Role.NOTE: 2,
    Role.TIMES: 1,
    Role.INDEX: 1,
    Role.LEVEL: 1,
}
NAMES, PAYS = frozenset((Role.ITEM, Role.LEVEL)), frozenset((Role.AMOUNT, Role.PRICE))
Span = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scales:
    """What prices and amounts are printed in."""

    price: int = 1
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The heading rows, counted from 0, and the columns of each role.

    A heading may span several columns; ``ladder`` are the columns that name a line, from the
    outermost heading to the item itself; ``others`` those that are none of these, with their
    headings; ``passed_over`` those that could also be read as price or amount.
    """

    first: int
    last: int
    ladder: Span = ()
    item: Span = ()
    price: Span = ()
    unit: Span = ()
    factors: tuple[Span, ...] = ()
    amount: Span = ()
    notes: tuple[Span, ...] = ()
    price_scale: Scale | None = None
    amount_scale: Scale | None = None
    score: int = 0
    passed_over: Span = ()
    others: tuple[tuple[int, str], ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether there is enough of a table: an item, and an amount or what makes one."""
        return bool(self.item and (self.amount or (self.price and self.factors)))

    @property
    def used(self) -> frozenset[int]:
        """The columns that have a role."""
        spans = (self.ladder, self.item, self.price, self.unit, self.amount, *self.factors)
        return frozenset(column for span in (*spans, *self.notes) for column in span)


def layout_at(sheet: Sheet, row: int, lowest: int | None = None) -> Layout:
    """Read the headings that begin in a row, one to three rows high.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    row : int
        Counted from 0.
    lowest : int or None
        The last row that may belong to the headings.
    """
    best = _layout(sheet, row, row)
    end = row + MOST_HEADING_ROWS if lowest is None else lowest + 1
    for last in range(row + 1, min(end, len(sheet.rows))):
        if not may_be_heading(sheet.rows[last]):
            break
        taller = _layout(sheet, row, last)
        if taller.is_table and (taller.score > best.score or _is_legend(sheet.rows[last])):
            best = taller
    return best


def may_be_heading(cells: Sequence[ForeignCell]) -> bool:
    """Tell whether a row holds texts alone."""
    filled = [cell for cell in cells if not cell.is_empty]
    return bool(filled) and not any(is_figure(cell) for cell in filled)


def is_figure(cell: ForeignCell) -> bool:
    """Tell whether a cell prints a number, perhaps with its unit; a year or a legend is none."""
    if cell.value is not None or cell.kind is not Kind.TEXT:
        return True
    if len(cell.text) > LONGEST_FIGURE:
        return False
    words = cell.squeezed
    return bool(_FIGURE.fullmatch(words)) and "年" not in words and not _LEGEND.fullmatch(words)


def _is_legend(cells: Sequence[ForeignCell]) -> bool:
    """Tell whether a row under the headings only says (元), (A), C=A*B or (1)."""
    filled = [cell.squeezed for cell in cells if not cell.is_empty]
    return (
        bool(filled)
        and all(_LEGEND.fullmatch(words) for words in filled)
        and not any(words.isdecimal() for words in filled)
    )


def _layout(sheet: Sheet, first: int, last: int) -> Layout:
    width = max(len(sheet.rows[row]) for row in range(first, last + 1))
    stacks = [
        [sheet.cell(row, column).text for row in range(first, last + 1)] for column in range(width)
    ]
    if not all(may_be_heading(sheet.rows[row]) for row in range(first, last + 1)):
        return Layout(first, last)
    found = {column: heading for column in range(width) if (heading := _of_stack(stacks[column]))}
    return _assigned(first, last, stacks, found)


def _of_stack(stack: Sequence[str]) -> Heading | None:
    """Name a column from all its heading rows: the lowest name counts, then the names together."""
    for words in reversed(stack):
        if heading := heading_of(words):
            return heading
    return heading_of("".join(stack)) if sum(map(bool, stack)) > 1 else None


def _assigned(first: int, last: int, stacks: list[list[str]], found: dict[int, Heading]) -> Layout:
    def best(role: Role) -> int | None:
        ranked = [
            (-heading.rank, column) for column, heading in found.items() if heading.role is role
        ]
        return min(ranked)[1] if ranked else None

    def span(column: int | None) -> Span:
        return () if column is None else _span(column, stacks)

    item, price, amount = best(Role.ITEM), best(Role.PRICE), best(Role.AMOUNT)
    item = best(Role.LEVEL) if item is None else item
    layout = Layout(
        first,
        last,
        ladder=(*_levels(item, found), *span(item)),
        item=span(item),
        price=span(price),
        unit=span(best(Role.UNIT)),
        factors=tuple(span(column) for column in _factors(best(Role.QUANTITY), found)),
        amount=span(amount),
        notes=tuple(span(column) for column in _notes(found)),
        price_scale=_scale(stacks, price),
        amount_scale=_scale(stacks, amount),
        score=_score(found),
    )
    return _with_others(layout, stacks, found)


def _with_others(layout: Layout, stacks: list[list[str]], found: dict[int, Heading]) -> Layout:
    index = {c for c, heading in found.items() if heading.role is Role.INDEX}
    free = [c for c in range(len(stacks)) if c not in layout.used and c not in index]
    over = tuple(c for c in free if c in found and found[c].role in PAYS)
    others = tuple((c, " ".join("".join(stacks[c]).split())) for c in free)
    return replace(layout, passed_over=over, others=others)


def _span(column: int, stacks: list[list[str]]) -> Span:
    """Return a column and those right of it that have no heading of their own."""
    end = column + 1
    while end < len(stacks) and not any(stacks[end]):
        end += 1
    return tuple(range(column, end)) if end < len(stacks) else (column,)


def _levels(item: int | None, found: dict[int, Heading]) -> list[int]:
    return [
        column
        for column, heading in sorted(found.items())
        if column != item
        and (heading.role is Role.LEVEL or (heading.role is Role.ITEM and heading.rank > 3))
        and (item is None or column < item or heading.rank <= 5)
    ]


def _factors(quantity: int | None, found: dict[int, Heading]) -> list[int]:
    times = [column for column, heading in sorted(found.items()) if heading.role is Role.TIMES]
    if quantity is None:
        return times
    if found[quantity].rank <= 3 and times:
        return times
    return [quantity, *times]


def _notes(found: dict[int, Heading]) -> list[int]:
    notes, names = [], set[str]()
    for column, heading in sorted(found.items()):
        weak_item = heading.role is Role.ITEM and heading.rank == 3
        if (heading.role is Role.NOTE or weak_item) and heading.name not in names:
            names.add(heading.name)
            notes.append(column)
    return (
        notes
        if any(h.role is Role.ITEM and h.rank > 3 for h in found.values())
        else [column for column in notes if found[column].role is Role.NOTE]
    )


def _scale(stacks: list[list[str]], column: int | None) -> Scale | None:
    return None if column is None else scale_of_heading(squeeze("".join(stacks[column])))


def _score(found: dict[int, Heading]) -> int:
    roles = {heading.role for heading in found.values()}
    return sum(_WEIGHTS[role] for role in roles)
