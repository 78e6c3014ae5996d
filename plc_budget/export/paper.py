"""What LibreOffice printed, read back: the pages of each sheet, their typefaces, the passport below."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, notice
from plc_budget.language import by_place, text
from plc_budget.sheets.looks import FONT
from plc_budget.sheets.passport import Passport, read_passport

if TYPE_CHECKING:
    from pypdf import PdfReader

OTHER_FONT = "PDF-FONT"
_FACE = re.compile(rb"/BaseFont/(?:[A-Z]{6}\+)?([^/\s<>\[\]()]+)")
_KAI = ("kai", "標楷")
"""What the name of a typeface has in it that looks like 標楷體."""


def pages_of_sheets(pdf: bytes) -> dict[str, str]:
    """Return what is printed of each sheet; nothing of what is no PDF of ours.

    Parameters
    ----------
    pdf : bytes
        Its bookmarks say on which page a sheet begins; pages before the first stand under ``""``.

    Examples
    --------
    >>> pages_of_sheets(b"no PDF")
    {}
    """
    from pypdf.errors import PyPdfError

    found: dict[str, list[str]] = {}
    try:
        reader = _reader(pdf)
        begins = {
            reader.get_destination_page_number(mark): str(mark.title)
            for mark in reader.outline
            if not isinstance(mark, list)
        }
        name = ""
        for number, page in enumerate(reader.pages):
            name = begins.get(number, name)
            found.setdefault(name, []).append(page.extract_text())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: "\n".join(words) for name, words in found.items()}


def passport_on(pdf: bytes) -> Passport | None:
    """Read the passport in the footer of a PDF.

    Parameters
    ----------
    pdf : bytes
        Any file.

    Returns
    -------
    Passport or None
        That of the first page, None if there is none.

    Examples
    --------
    >>> passport_on(b"no PDF") is None
    True
    """
    from pypdf.errors import PyPdfError

    try:
        return read_passport(_reader(pdf).pages[0].extract_text())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def font_findings(pdf: bytes) -> list[Finding]:
    """Say whether 標楷體 had to be set in another typeface.

    Parameters
    ----------
    pdf : bytes
        What LibreOffice printed.
    """
    faces = faces_in(pdf)
    if any(kai in face.lower() for face in faces for kai in _KAI):
        return []
    words = text(
        "{font} is not installed on this computer; the PDF is set in {faces}.",
        font=FONT,
        faces=", ".join(faces),
    )
    remedy = by_place(
        command=text(
            "Install {font}, or a typeface like it (`apt install fonts-arphic-ukai`); or print from Excel.",
            font=FONT,
        ),
        page=text("Install {font}, or a typeface like it; or print from Excel.", font=FONT),
    )
    return [notice(OTHER_FONT, words, remedy)]


def faces_in(pdf: bytes) -> list[str]:
    """Name the typefaces of a PDF, each once.

    Examples
    --------
    >>> faces_in(b"<</Type/Font/BaseFont/BAAAAA+ARPLUKaiTW/x>> <</BaseFont/DejaVuSans>>")
    ['ARPLUKaiTW', 'DejaVuSans']
    """
    return list(dict.fromkeys(face.decode("latin-1") for face in _FACE.findall(pdf)))


def _reader(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(pdf), strict=True)
