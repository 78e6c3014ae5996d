"""The approval sheets as PDF, printed by LibreOffice: A4, fonts embedded, the same figures."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from plc_budget.findings import Finding, notice
from plc_budget.language import by_place, text
from plc_budget.sheets.libreoffice import to_pdf
from plc_budget.sheets.pdf_fonts import renumbered
from plc_budget.sheets.pen import FONT

OTHER_FONT = "PDF-FONT"
_CREATED = re.compile(rb"/CreationDate\(D:\d{14}Z'?\)")
_NAMES = re.compile(rb"/ID \[[^\]]*\]|/DocChecksum /[0-9A-F]{32}")
"""Where a file is named; a bookmark of seven signs, 經費調整對照表, is 32 such digits as well."""
_DIGEST = re.compile(rb"[0-9A-F]{32}")
_FACE = re.compile(rb"/BaseFont/(?:[A-Z]{6}\+)?([^/\s<>\[\]()]+)")
_KAI = ("kai", "標楷")
"""What the name of a typeface has in it that looks like 標楷體."""


def printed_pdf(workbook: bytes, day: date) -> tuple[bytes, list[Finding]]:
    """Print an .xlsx of ours.

    Parameters
    ----------
    workbook : bytes
        What :func:`plc_budget.export_xlsx` returns.
    day : date
        The day the PDF carries as that of its making, so that the same sheets give the same bytes.

    Returns
    -------
    tuple[bytes, list[Finding]]
        The PDF, and whether 標楷體 had to be set in another typeface.

    Raises
    ------
    plc_budget.sheets.libreoffice.OfficeProblem
        If there is no LibreOffice, or it fails.
    """
    return undated(to_pdf(workbook, ".xlsx"), day)


def undated(paper: bytes, day: date) -> tuple[bytes, list[Finding]]:
    """Take out of a PDF of LibreOffice what tells when, and after what else, it was printed.

    Parameters
    ----------
    paper : bytes
        What LibreOffice made.
    day : date
        See :func:`printed_pdf`.

    Returns
    -------
    tuple[bytes, list[Finding]]
        As :func:`printed_pdf` does.
    """
    pdf = dated(renumbered(paper), day)
    faces = faces_in(pdf)
    if any(kai in face.lower() for face in faces for kai in _KAI):
        return pdf, []
    words = text("{font} is not installed on this computer; the PDF is set in {faces}.",
                 font=FONT, faces=", ".join(faces))  # fmt: skip
    remedy = by_place(command=text("Install {font}, or a typeface like it (`apt install fonts-arphic-ukai`); or print from Excel.",
                  font=FONT), page=text("Install {font}, or a typeface like it; or print from Excel.",
                  font=FONT))  # fmt: skip
    return pdf, [notice(OTHER_FONT, words, remedy)]


def faces_in(pdf: bytes) -> list[str]:
    """Name the typefaces of a PDF, each once.

    Examples
    --------
    >>> faces_in(b"<</Type/Font/BaseFont/BAAAAA+ARPLUKaiTW/x>> <</BaseFont/DejaVuSans>>")
    ['ARPLUKaiTW', 'DejaVuSans']
    """
    return list(dict.fromkeys(face.decode("latin-1") for face in _FACE.findall(pdf)))


def dated(pdf: bytes, day: date) -> bytes:
    """Return a PDF with another day of making and a name that follows from what is in it.

    Every replacement is as long as what it replaces, so that the table at the end holds.

    Examples
    --------
    >>> dated(b"/CreationDate(D:20261121232242Z')", date(2025, 5, 31))
    b"/CreationDate(D:20250531000000Z')"
    >>> dated(b"/Title<" + b"A" * 32 + b">", date(2025, 5, 31)) == b"/Title<" + b"A" * 32 + b">"
    True
    """
    stamp = f"/CreationDate(D:{day:%Y%m%d}000000Z".encode()
    there = _CREATED.sub(lambda found: stamp + found[0][len(stamp):], pdf)  # fmt: skip
    name = hashlib.sha256(_named(there, b"0" * 32)).hexdigest()[:32].upper().encode()
    return _named(there, name)


def _named(pdf: bytes, name: bytes) -> bytes:
    return _NAMES.sub(lambda found: _DIGEST.sub(name, found[0]), pdf)
