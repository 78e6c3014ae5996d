"""Whether the 經費概算 in a text document says what the plan says: each line, the sum, 大寫."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import TYPE_CHECKING

from plc_budget.money import ntd, read_capital_amount
from plc_budget.sheets.equality import Difference, Disagreement
from plc_budget.sheets.layout import budget_layout
from plc_budget.sheets.passport import squeezed
from plc_budget.sheets.wording import COLUMNS, CURRENCY, GRAND_TOTAL, TOTAL, WHOLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
_PARAGRAPH = re.compile(r"<(w:p|text:[ph])(?: [^>]*[^/>])?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FACTOR = re.compile(r"([\d,]+(?:\.\d+)?)(?:元(?:/.*)?|(%))?", re.DOTALL)
"""A price with its unit, a number, or a percentage."""
_FACTORS = ("unit_price", "quantity", "times")
_HUNDRED = 100


def agreed_text(data: bytes, ending: str, plan: Plan) -> bytes:
    """Return a text document as it is if the figures of its 經費概算 are those of the plan.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.docx`` or ``.odt``.
    plan : Plan
        What it was written from.

    Returns
    -------
    bytes
        The same file.

    Raises
    ------
    Disagreement
        If a figure is not the one that belongs there.
    """
    paragraphs = paragraphs_in(data, ending)
    head = squeezed(COLUMNS["item"])
    tables = [paragraphs[at + 1 :] for at, words in enumerate(paragraphs) if words == head] or [[]]
    different = min((list(_different(table, plan)) for table in tables), key=len)
    if different:
        raise Disagreement(different)
    return data


def paragraphs_in(data: bytes, ending: str) -> list[str]:
    """Return the words of each paragraph of a document of ours, without what is not seen in them.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.docx`` or ``.odt``.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        content = parts.read(_PARTS[ending]).decode()
    return [squeezed(unescape(_TAG.sub("", found[2]))) for found in _PARAGRAPH.finditer(content)]


def _different(rest: list[str], plan: Plan) -> Iterator[Difference]:
    """Walk down what may be the table: each name, its amount behind it, multiplied and added anew."""
    columns = [*budget_layout(plan).columns]
    factors = [columns.index(name) for name in _FACTORS if name in columns]
    lines, place, total = plan.budget.lines, columns.index("amount"), plan.budget.total
    wanted = [(line.name, line.amount) for line in lines]
    for number, (name, amount) in enumerate([*wanted, (TOTAL, total)]):
        at = _row(rest, squeezed(name), squeezed(ntd(amount)), place)
        if at is None:
            yield Difference(f"經費概算 {name}", _behind(rest, squeezed(name)), ntd(amount))
            continue
        is_line = number < len(lines)
        anew = (
            _multiplied([rest[at + n] for n in factors])
            if is_line
            else sum(one for _, one in wanted)
        )
        if anew != amount:
            yield Difference(f"經費概算 {name}", ntd(amount), "" if anew is None else ntd(anew))
        rest = rest[at + place + 1 :]
    words = next((cell for cell in rest if cell.startswith(CURRENCY)), "")
    if _read_back(words) != total:
        yield Difference(f"經費概算 {GRAND_TOTAL}", words, ntd(total))


def _multiplied(factors: list[str]) -> int | None:
    """Multiply price, quantity and times as they stand in a row, rounded half up. [NTD]"""
    product = Decimal(1)
    for words in factors:
        found = _FACTOR.fullmatch(words)
        if found is None:
            return None
        product *= Decimal(found[1].replace(",", "")) / (_HUNDRED if found[2] else 1)
    return int(product.quantize(Decimal(1), ROUND_HALF_UP))


def _row(cells: list[str], name: str, amount: str, place: int) -> int | None:
    """Return where the row of a name begins; the name may stand in other columns, too."""
    ends = range(len(cells) - place)
    return next((at for at in ends if cells[at] == name and cells[at + place] == amount), None)


def _behind(cells: list[str], name: str) -> str:
    at = cells.index(name) if name in cells else len(cells)
    return " ".join(cells[at + 1 : at + len(COLUMNS) - 1])


def _read_back(words: str) -> int | None:
    try:
        return read_capital_amount(words.removeprefix(CURRENCY).partition(WHOLE)[0] + WHOLE)
    except ValueError:
        return None
