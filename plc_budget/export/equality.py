"""Whether a file says one thing only: its lines, its total, 大寫, every formula and its value.

The figures are read back from the bytes that will be handed over and worked out a second time, in
exact numbers, from the prices and quantities that stand there: nothing of the first way is used again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from math import isclose
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import capital_amount, ntd, read_capital_amount
from plc_budget.sheets.budget_sheet import FACTORS, budget_columns, budget_paper, printed_headings
from plc_budget.sheets.layout import Layout, lay_out, on
from plc_budget.sheets.printout import drop_unseen
from plc_budget.sheets.wording import BUDGET, CURRENCY, GRAND_TOTAL, TOTAL, WHOLE
from plc_budget.spreadsheets.addresses import address_of, read_address
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell
from plc_budget.spreadsheets.workbook import read_workbook

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.spreadsheets.sheet import Sheet

DISAGREES = "EXPORT-DISAGREES"
Values = Sequence[Mapping[str, str | float]]
"""For each sheet, what each cell that holds a formula was to come to."""
_NEAREST = 1e-9
"""Numbers closer than this, relative above 1, are the same: percentages are floats in a file."""
_NO_ROOM = "###"
"""What a spreadsheet prints where a number has no room in its column."""
_TEXT_PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
_PARAGRAPH = re.compile(r"<(w:p|text:[ph])(?: [^>]*[^/>])?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FACTOR = re.compile(r"([\d,]+(?:\.\d+)?)(?:元(?:/.*)?|(%))?", re.DOTALL)
"""A price with its unit, a number, or a percentage."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that stands in a file, and the one that belongs there; both as they are read."""

    where: str
    found: str
    wanted: str


class Disagreement(Exception):
    """A file whose figures do not agree; it must not be handed over."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.message.render("en") for finding in findings))
        self.findings = [*findings]


def disagreements(data: bytes, ending: str, plan: Plan, values: Values = ()) -> list[Finding]:
    """Name what disagrees in a file that was made of a plan; nothing where all is right.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        How its name ends.
    plan : Plan
        What it was made of.
    values : sequence of mapping of str to str or float
        For a workbook, what its formulas were to come to.
    """
    return [finding_of(one) for one in differences_in(data, ending, plan, values)]


def differences_in(data: bytes, ending: str, plan: Plan, values: Values = ()) -> list[Difference]:
    """List the figures of a file that are not those that belong there.

    Parameters
    ----------
    data, ending, plan, values
        As :func:`disagreements` takes them.
    """
    if ending in _TEXT_PARTS:
        paragraphs = paragraphs_in(data, ending)
        head = drop_unseen(printed_headings()["item"])
        tables = [paragraphs[at + 1 :] for at, one in enumerate(paragraphs) if one == head] or [[]]
        return min((list(_of_text(table, plan)) for table in tables), key=len)
    if ending == ".pdf":
        from plc_budget.export.paper import pages_of_sheets

        return list(_of_paper(pages_of_sheets(data), plan))
    book, _ = read_workbook(data, f"made{ending}")
    sheets = book.sheets if book else ()
    if len(sheets) != len(values):
        return [Difference("", str(len(sheets)), str(len(values)))]
    return [*_of_formulas(sheets, values), *_of_budget(plan, sheets[0])]


def finding_of(difference: Difference) -> Finding:
    """Say what differs and what to do."""
    return Finding(
        DISAGREES,
        Severity.ERROR,
        text(
            "{cell}: “{found}” stands in the file that was written and “{wanted}” belongs there.",
            cell=difference.where,
            found=difference.found,
            wanted=difference.wanted,
        ),
        text(
            "Nothing was handed over. Export a draft to look at it, and tell who looks after plc-budget."
        ),
        Place(cell=difference.where),
        Question.SUMS,
    )


# A workbook: its formulas, then 經費概算表 worked out anew


def _at(sheet: Sheet, address: str) -> ForeignCell:
    place = read_address(address)
    return sheet.cell(*place) if place else NO_CELL


def _shown(one: ForeignCell) -> str:
    return one.text if one.number is None else f"{one.number:f}"


def _of_formulas(sheets: Sequence[Sheet], values: Values) -> Iterator[Difference]:
    """Compare the value of every formula with the one it was to have."""
    for sheet, wanted in zip(sheets, values, strict=True):
        for address, value in wanted.items():
            one = _at(sheet, address)
            if not one.computed or not _is_same(one, value):
                shown = value if isinstance(value, str) else f"{value:.15g}"
                yield Difference(on(sheet.name, address), _shown(one), shown)
        for row, cells in enumerate(sheet.rows):
            for column, one in enumerate(cells):
                if one.computed and address_of(row, column) not in wanted:
                    yield Difference(sheet.address(row, column), _shown(one), "")


def _is_same(one: ForeignCell, value: str | float) -> bool:
    if isinstance(value, str):
        return one.number is None and drop_unseen(one.text) == drop_unseen(value)
    return one.number is not None and isclose(
        float(one.number), value, rel_tol=_NEAREST, abs_tol=_NEAREST
    )


def _of_budget(plan: Plan, sheet: Sheet) -> Iterator[Difference]:
    """Work 經費概算表 out a second time from what stands in the file."""
    layout = lay_out([budget_paper(plan)])
    anew: list[int | None] = []
    for line in plan.budget.lines:
        anew.append(_multiplied_in(sheet, layout, line.code))
        yield from _unless(sheet, _amount(layout, line.code), anew[-1], line.amount)
    stored = [_whole(_at(sheet, _amount(layout, line.code))) for line in plan.budget.lines]
    yield from _unless(sheet, _amount(layout, TOTAL), plan.budget.total, _sum(anew), _sum(stored))
    where = address_of(layout.tables["budget"].rows[GRAND_TOTAL], 1)
    words = _at(sheet, where).text
    if _read_back(drop_unseen(words)) != plan.budget.total:
        yield Difference(on(BUDGET, where), words, f"{plan.budget.total:,}")


def _amount(layout: Layout, row: str) -> str:
    return address_of(*layout.place("budget", "amount", row))


def _multiplied_in(sheet: Sheet, layout: Layout, code: str) -> int | None:
    """Multiply the factors of a line as they stand in the file, rounded half up. [NTD]"""
    product = Decimal(1)
    for name in FACTORS:
        if name in layout.tables["budget"].columns:
            factor = sheet.cell(*layout.place("budget", name, code)).number
            if factor is None:
                return None
            product *= factor
    return _rounded(product)


def _rounded(product: Decimal) -> int:
    return int(product.quantize(Decimal(1), ROUND_HALF_UP))


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _unless(sheet: Sheet, where: str, *wanted: int | None) -> Iterator[Difference]:
    """Compare an amount with what it is to be by each way there."""
    stored = _at(sheet, where)
    amount = _whole(stored)
    for one in wanted:
        if one is None or amount != one:
            yield Difference(on(BUDGET, where), _shown(stored), "" if one is None else str(one))


def _whole(one: ForeignCell) -> int | None:
    """Return a whole number, or None for any other."""
    number = one.number
    return int(number) if number is not None and number == number.to_integral_value() else None


def _read_back(words: str) -> int | None:
    """Read 大寫 of a total: 新台幣 …元整, and what may stand behind it."""
    try:
        return read_capital_amount(words.removeprefix(CURRENCY).partition(WHOLE)[0] + WHOLE)
    except ValueError:
        return None


# A text document: the table of 經費概算


def paragraphs_in(data: bytes, ending: str) -> list[str]:
    """Return the words of each paragraph of a document, without what is not seen in them.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.docx`` or ``.odt``.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        content = parts.read(_TEXT_PARTS[ending]).decode()
    return [drop_unseen(unescape(_TAG.sub("", found[2]))) for found in _PARAGRAPH.finditer(content)]


def _of_text(rest: list[str], plan: Plan) -> Iterator[Difference]:
    """Walk down what may be the table: each name, its amount behind it, multiplied and added anew."""
    columns = [*budget_columns(plan)]
    factors = [columns.index(name) for name in FACTORS if name in columns]
    place, lines = columns.index("amount"), plan.budget.lines
    for line in lines:
        at = _row(rest, drop_unseen(line.name), drop_unseen(ntd(line.amount)), place)
        if at is None:
            yield _differs(line.name, _behind(rest, drop_unseen(line.name)), ntd(line.amount))
            continue
        anew = _multiplied([rest[at + n] for n in factors])
        if anew != line.amount:
            yield _differs(line.name, ntd(line.amount), "" if anew is None else ntd(anew))
        rest = rest[at + place + 1 :]
    total, added = plan.budget.total, sum(line.amount for line in lines)
    at = _row(rest, TOTAL, drop_unseen(ntd(total)), place)
    if at is None:
        yield _differs(TOTAL, _behind(rest, TOTAL), ntd(total))
    elif added != total:
        yield _differs(TOTAL, ntd(total), ntd(added))
    rest = rest if at is None else rest[at + place + 1 :]
    words = next((one for one in rest if one.startswith(CURRENCY)), "")
    if _read_back(words) != total:
        yield _differs(GRAND_TOTAL, words, ntd(total))


def _differs(name: str, found: str, wanted: str) -> Difference:
    return Difference(f"經費概算 {name}", found, wanted)


def _multiplied(factors: list[str]) -> int | None:
    """Multiply price, quantity and times as they stand in a row, rounded half up. [NTD]"""
    product = Decimal(1)
    for words in factors:
        found = _FACTOR.fullmatch(words)
        if found is None:
            return None
        product *= Decimal(found[1].replace(",", "")) / (_HUNDRED if found[2] else 1)
    return _rounded(product)


def _row(cells: list[str], name: str, amount: str, place: int) -> int | None:
    """Return where the row of a name begins; the name may stand in other columns, too."""
    ends = range(len(cells) - place)
    return next((at for at in ends if cells[at] == name and cells[at + place] == amount), None)


def _behind(cells: list[str], name: str) -> str:
    at = cells.index(name) if name in cells else len(cells)
    return " ".join(cells[at + 1 : at + len(printed_headings()) - 1])


# A PDF: the total, 大寫, and no figure cut off


def _of_paper(pages: Mapping[str, str], plan: Plan) -> Iterator[Difference]:
    """Look for the total and for 大寫 on the pages of 經費概算表, and for ### on all of them."""
    for name, words in pages.items():
        if _NO_ROOM in words:
            yield Difference(name, _NO_ROOM, "")
    page = drop_unseen(pages.get(BUDGET, pages.get("", "")))
    layout, total = lay_out([budget_paper(plan)]), plan.budget.total
    if not re.search(rf"(?<![\d,]){total:,}元", page):
        yield Difference(layout.cells(f"budget!amount@{TOTAL}"), "", f"{total:,}")
    capitals = f"{CURRENCY}{capital_amount(total).removesuffix(WHOLE)}{WHOLE}"
    if capitals not in page:
        yield Difference(
            on(BUDGET, address_of(layout.tables["budget"].rows[GRAND_TOTAL], 1)), "", capitals
        )
