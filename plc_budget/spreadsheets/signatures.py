"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.language import Text, text

WORKBOOK, OPENDOCUMENT, TABLE = "xlsx", "ods", "csv"
ENDINGS = {
    ".xlsx": WORKBOOK,
    ".xlsm": WORKBOOK,
    ".xltx": WORKBOOK,
    ".ods": OPENDOCUMENT,
    ".ots": OPENDOCUMENT,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".txt": TABLE,
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A kind of file that is not read: what it is, and what to do."""

    what: Text
    remedy: Text


SAVE_AS = text("Open it and save the table as .xlsx or .ods, then try again.")
_UNLOCK = text("Open it with its password, save it without one, then try again.")
_COPY = text("Copy the table into a spreadsheet, save it as .xlsx, then try again.")
_SAME_VERSION = text(
    "If plc-budget made it, take the .xlsx or .ods of the same version; "
    "otherwise copy the table into a spreadsheet and save it as .xlsx."
)

EMPTY = Refused(
    text("The file is empty (0 bytes)."), text("Choose the file again; this copy holds nothing.")
)
LOCKED = Refused(text("The file is protected with a password."), _UNLOCK)
OLD_EXCEL = Refused(text("This is a workbook of the old Excel format (.xls)."), SAVE_AS)
OLD_WORD = Refused(text("This is a document of the old Word format (.doc)."), _COPY)
OLD_OFFICE = Refused(text("This is a file of an old Office format."), SAVE_AS)
PDF = Refused(text("This is a PDF."), _SAME_VERSION)
WEB_PAGE = Refused(text("This is a web page, though it may be named like a workbook."), SAVE_AS)
XML_TABLE = Refused(text("This is an XML file, not a workbook."), SAVE_AS)
PICTURE = Refused(
    text("This is a picture."), text("Type the table into a spreadsheet, then try again.")
)
RTF = Refused(text("This is a rich text document (.rtf)."), _COPY)
PACKED = Refused(text("This is a packed archive."), text("Unpack it and choose the table inside."))
WORD = Refused(text("This is a Word document (.docx)."), _SAME_VERSION)
SLIDES = Refused(text("This is a presentation (.pptx)."), _COPY)
WRITER = Refused(text("This is a text document (.odt)."), _SAME_VERSION)
BINARY_EXCEL = Refused(text("This is a binary workbook (.xlsb)."), SAVE_AS)
NUMBERS = Refused(text("This is an Apple Numbers or Pages file."), SAVE_AS)
PROGRAM = Refused(text("This is a program, not a table."), text("Do not open it; ask who sent it."))

_STARTS: tuple[tuple[bytes, Refused], ...] = (
    (b"%PDF", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\x09\x08\x10\x00", OLD_EXCEL),
    (b"\x09\x04\x06\x00", OLD_EXCEL),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", LOCKED),
    ("EncryptionInfo", LOCKED),
    ("WordDocument", OLD_WORD),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MEMBERS = (
    ("word/", WORD),
    ("ppt/", SLIDES),
    ("xl/workbook.bin", BINARY_EXCEL),
    ("index/", NUMBERS),
)


def is_zip(data: bytes) -> bool:
    """Tell whether a file starts as a zip does: the container of .xlsx, .ods and .docx."""
    return data.startswith(_ZIP)


def kind_of_plain(data: bytes) -> Refused | None:
    """Name a file that is no zip and no text table.

    Examples
    --------
    >>> kind_of_plain(b"%PDF-1.7").what.msgid
    'This is a PDF.'
    >>> kind_of_plain("項目,金額".encode()) is None
    True
    """
    if not data:
        return EMPTY
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for start, kind in _STARTS:
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:64]):
            return kind
    return _kind_of_markup(data)


def _kind_of_ole(data: bytes) -> Refused:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return OLD_OFFICE


def _kind_of_markup(data: bytes) -> Refused | None:
    head = data[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return WEB_PAGE
    return XML_TABLE if head.startswith((b"<?xml", b"<!doctype")) else None


def kind_of_zip(names: list[str], mimetype: bytes) -> str | Refused:
    """Name what is in a zip by its members.

    Examples
    --------
    >>> kind_of_zip(["[Content_Types].xml", "xl/workbook.xml"], b"")
    'xlsx'
    """
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return OPENDOCUMENT
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return WRITER
    for member, kind in _MEMBERS:
        if any(name.startswith(member) for name in names):
            return kind
    if any(name.startswith("xl/") for name in names):
        return WORKBOOK
    return OPENDOCUMENT if "content.xml" in names else PACKED
