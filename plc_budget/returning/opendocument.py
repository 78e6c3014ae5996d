"""The footers of an OpenDocument spreadsheet, which lie apart from its sheets in ``styles.xml``."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from plc_budget.tables.foreign.safety import BROKEN_ZIP

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FOOTERS = (f"{_STYLE}footer", f"{_STYLE}footer-left", f"{_STYLE}footer-first")
_MOST = 200
"""Most footers that are read."""


def footers_of_document(data: bytes) -> list[str]:
    """Return the text of every footer.

    Parameters
    ----------
    data : bytes
        A document that :func:`~plc_budget.tables.foreign.safety.examine` let by.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("styles.xml") as styles:
            root = ET.parse(styles).getroot()  # noqa: S314 - declarations were refused before
    except (*BROKEN_ZIP, ET.ParseError, RecursionError):
        return []
    found = [element for tag in _FOOTERS for element in root.iter(tag)]
    return [_words(element) for element in found[:_MOST]]


def _words(element: ET.Element) -> str:
    """Write a footer as text, a blank where LibreOffice counts blanks."""
    parts: list[str] = []
    for piece in element.iter():
        parts.append(" " if piece.tag == f"{_TEXT}s" else piece.text or "")
        parts.append(piece.tail or "")
    return "".join(parts)
