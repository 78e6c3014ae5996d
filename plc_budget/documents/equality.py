"""Whether the 經費概算 in a text document says what the plan says: each line, the sum, 大寫."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from plc_budget.money import ntd, read_capital_amount
from plc_budget.sheets.equality import Difference, Disagreement
from plc_budget.sheets.passport import squeezed
from plc_budget.sheets.wording import COLUMNS, CURRENCY, GRAND_TOTAL, TOTAL, WHOLE

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
_PARAGRAPH = re.compile(r"<(w:p|text:[ph])(?: [^>]*[^/>])?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


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
    """Walk down what may be the table: each name, and its amount in a cell behind it."""
    wanted = [(line.name, ntd(line.amount)) for line in plan.budget.lines]
    for name, amount in [*wanted, (TOTAL, ntd(plan.budget.total))]:
        end = _end(rest, squeezed(name), squeezed(amount))
        if end is None:
            yield Difference(f"經費概算 {name}", _behind(rest, squeezed(name)), amount)
        else:
            rest = rest[end:]
    words = next((cell for cell in rest if cell.startswith(CURRENCY)), "")
    if _read_back(words) != plan.budget.total:
        yield Difference(f"經費概算 {GRAND_TOTAL}", words, ntd(plan.budget.total))


def _end(cells: list[str], name: str, amount: str) -> int | None:
    """Return where the row of a name ends with its amount; a name may stand in other columns, too."""
    for at, words in enumerate(cells):
        if words == name and amount in cells[at + 1 : at + len(COLUMNS)]:
            return cells.index(amount, at + 1) + 1
    return None


def _behind(cells: list[str], name: str) -> str:
    at = cells.index(name) if name in cells else len(cells)
    return " ".join(cells[at + 1 : at + len(COLUMNS) - 1])


def _read_back(words: str) -> int | None:
    try:
        return read_capital_amount(words.removeprefix(CURRENCY).partition(WHOLE)[0] + WHOLE)
    except ValueError:
        return None
