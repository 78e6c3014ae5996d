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
_PARAGRAPH = re.compile(r"<(w:p|text:[ph])(?: [^>]*)?>(.*?)</\1>", re.DOTALL)
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
    different = list(_different(paragraphs_in(data, ending), plan))
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


def _different(paragraphs: list[str], plan: Plan) -> Iterator[Difference]:
    """Walk down the table: each name, and behind it its amount before the next name comes."""
    head = squeezed(COLUMNS["item"])
    rest = paragraphs[paragraphs.index(head) + 1 :] if head in paragraphs else []
    wanted = [(line.name, ntd(line.amount)) for line in plan.budget.lines]
    for name, amount in [*wanted, (TOTAL, ntd(plan.budget.total))]:
        row, rest = _row(rest, squeezed(name))
        if squeezed(amount) not in row:
            yield Difference(f"經費概算 {name}", " ".join(row), amount)
    row, _ = _row(rest, GRAND_TOTAL)
    words = next((cell for cell in row if cell.startswith(CURRENCY)), "")
    if _read_back(words) != plan.budget.total:
        yield Difference(f"經費概算 {GRAND_TOTAL}", words, ntd(plan.budget.total))


def _row(paragraphs: list[str], name: str) -> tuple[list[str], list[str]]:
    """Return the cells behind a name, up to the last column, and all paragraphs behind the name."""
    if name not in paragraphs:
        return [], paragraphs
    rest = paragraphs[paragraphs.index(name) + 1 :]
    return rest[: len(COLUMNS) - 1], rest


def _read_back(words: str) -> int | None:
    try:
        return read_capital_amount(words.removeprefix(CURRENCY).partition(WHOLE)[0] + WHOLE)
    except ValueError:
        return None
