"""What is asked of a file before anything in it is parsed.

A workbook comes from a mail or a memory stick.  Limits on size, on what it unpacks to and on its
parts are checked on the table of contents; a document type (the only place where XML can declare
entities) is refused by reading each part up to its first element.  Nothing is written and nothing
is fetched.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import PurePath
from typing import NoReturn
from xml.parsers import expat

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Text, text
from plc_budget.spreadsheets.bounds import LARGEST_FILE, LAST_ROW
from plc_budget.spreadsheets.signatures import (
    ENDINGS,
    LOCKED,
    SAVE_AS,
    TABLE,
    Refused,
    is_zip,
    kind_of_plain,
    kind_of_zip,
)

MOST_ENTRIES = 1_000
LARGEST_SUM = 50_000_000
"""Most bytes a workbook may unpack to. [B]"""
LARGEST_PART = 25_000_000
"""Most bytes one part that is parsed may unpack to. [B]"""
SMALL_PART = 1_000_000
"""A part up to this size may be packed however tightly. [B]"""
MOST_RATIO = 200
MOST_TAGS = 200_000
"""Most XML tags of all parts, rows far beyond the last that is read left out."""
_ROWS_BEYOND = 100
"""How many more rows are looked at for a cell that holds something."""
_BLOCK = 65_536
_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    OverflowError,
)
"""What a damaged zip makes the standard library raise."""

_TOO_LARGE = text("Keep only the sheet with the budget table in it.")
_SAVE_AGAIN = text("Open it in a spreadsheet, save it under a new name, then try again.")
_DAMAGED = text("The file is damaged, or written in a way that this program does not read.")
_ODDLY_PACKED = text("The file is packed in a way that this program does not read.")


class Linked(Exception):
    """A document that takes values from other files."""


class _Plain(Exception):
    """The prolog of a part is over and held no document type."""


class _Declared(Exception):
    """A part declares a document type."""


def part_name(name: str) -> str:
    """Return the name of a part in one spelling; some programs write ``XL\\Workbook.xml``.

    Examples
    --------
    >>> part_name("XL\\\\worksheets\\\\Sheet1.xml"), part_name("/xl/./a/../b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/b.xml')
    """
    return posixpath.normpath(name.replace("\\", "/").strip("/")).lower()


def refusal(file: str, what: Text, remedy: Text) -> Finding:
    """Say that a file is not read at all, and what to do."""
    return error("IMPORT-FILE", what, remedy, Place(file))


def damaged(file: str) -> Finding:
    """Say that a file cannot be opened."""
    return refusal(file, _DAMAGED, _SAVE_AGAIN)


def examine(data: bytes, file: str) -> tuple[str, list[Finding]]:
    """Find out what a file is, and whether it may be parsed.

    Parameters
    ----------
    data : bytes
        The file.
    file : str
        Its name; the ending must fit the content.

    Returns
    -------
    tuple[str, list[Finding]]
        ``xlsx``, ``ods`` or ``csv``; empty, with one finding, if the file is refused.
    """
    if len(data) > LARGEST_FILE:
        return "", [too_large(file, len(data))]
    kind: str | Refused = TABLE
    if is_zip(data):
        kind = _kind_of_archive(data)
    elif plain := kind_of_plain(data):
        kind = plain
    elif zipfile.is_zipfile(io.BytesIO(data)):  # something stands before the zip
        kind = _kind_of_archive(data)
    if isinstance(kind, Refused):
        return "", [refusal(file, kind.what, kind.remedy)]
    if not kind:
        return "", [damaged(file)]
    faults = _wrong_ending(kind, file) or ([] if kind == TABLE else _unsafe(data, file))
    return ("" if faults else kind), faults


def too_large(file: str, size: int) -> Finding:
    """Say that a file is larger than what is read."""
    return refusal(
        file,
        text(
            "The file has {size:,} bytes; at most {most:,} are read.", size=size, most=LARGEST_FILE
        ),
        _TOO_LARGE,
    )


def _kind_of_archive(data: bytes) -> str | Refused:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [part_name(name) for name in archive.namelist()]
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                return LOCKED
            return kind_of_zip(
                names, _start(archive, "mimetype") if "mimetype" in archive.namelist() else b""
            )
    except BROKEN_ZIP:
        return ""


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(200)


def _wrong_ending(kind: str, file: str) -> list[Finding]:
    ending = PurePath(file).suffix.lower()
    if ENDINGS.get(ending) == kind:
        return []
    what = text(
        "By its content the file is a .{kind} table, but its name ends in “{ending}”.",
        kind=kind,
        ending=ending,
    )
    return [refusal(file, what, text("Rename it so that it ends in .{kind}.", kind=kind))]


def _unsafe(data: bytes, file: str) -> list[Finding]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            fault = _fault_of_contents(archive) or _fault_of_parts(archive)
    except (*BROKEN_ZIP, expat.ExpatError, LookupError):  # LookupError: an encoding nobody knows
        return [damaged(file)]
    return [refusal(file, fault.what, fault.remedy)] if fault else []


def _fault_of_contents(archive: zipfile.ZipFile) -> Refused | None:
    entries = archive.infolist()
    if (
        len(entries) > MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > LARGEST_SUM
        or any(_is_bomb(entry) for entry in entries)
    ):
        return _BOMB
    if any(entry.compress_type not in _PACKING for entry in entries):
        return Refused(_ODDLY_PACKED, _SAVE_AGAIN)
    names = [part_name(entry.filename) for entry in entries]
    if len(set(names)) < len(names):
        return Refused(_DAMAGED, _SAVE_AGAIN)  # programs differ on which of two they read
    return _forbidden_part(names)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    tight = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    return tight and entry.file_size > SMALL_PART


_BOMB = Refused(
    text("The file unpacks to far more than a budget table needs, so it was not opened."),
    _TOO_LARGE,
)
_MACROS = Refused(
    text("The workbook holds macros, so it was not opened."),
    text("Save it as a workbook without macros (.xlsx), then try again."),
)
LINKS = Refused(
    text("The workbook takes values from other files, so it was not opened."),
    text("In Excel choose Data, Edit Links, Break Link, save it, then try again."),
)
_ENTITIES = Refused(
    text("The file holds XML declarations that no spreadsheet writes, so it was not opened."),
    SAVE_AS,
)


def _forbidden_part(names: list[str]) -> Refused | None:
    if any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names
    ):
        return _MACROS
    return LINKS if any("externallinks/" in name for name in names) else None


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """Tell whether an OpenDocument file is encrypted: its list of parts says so."""
    manifests = [name for name in archive.namelist() if part_name(name) == "meta-inf/manifest.xml"]
    if not manifests:
        return False
    with archive.open(manifests[0]) as part:
        return b"encryption-data" in part.read(SMALL_PART)


def _fault_of_parts(archive: zipfile.ZipFile) -> Refused | None:
    if _is_locked(archive):
        return LOCKED
    tags = 0
    for entry in archive.infolist():
        if _declares(archive, entry):
            return _ENTITIES
        if entry.filename.lower().endswith((".xml", ".rels")):
            if entry.file_size > LARGEST_PART:
                return _BOMB
            tags += within_rows(archive.read(entry)).count(b"<")
    return _BOMB if tags > MOST_TAGS else None


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Read one part up to its first element, whatever its encoding; only there stand declarations."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raise_declared
    parser.StartElementHandler = _raise_plain
    try:
        with archive.open(entry) as part:
            while block := part.read(_BLOCK):
                parser.Parse(block)
    except _Declared:
        return True
    except _Plain:
        return False
    except expat.ExpatError:
        if entry.filename.lower().endswith((".xml", ".rels")):
            raise
    return False


def _raise_declared(*_: object) -> NoReturn:
    raise _Declared


def _raise_plain(*_: object) -> NoReturn:
    raise _Plain


def within_rows(part: bytes) -> bytes:
    """Return a sheet without the rows far beyond the last one that is read; what follows them stays.

    A comment could hold what only looks like rows; such a sheet stays whole.

    Examples
    --------
    >>> within_rows(b"<sheetData>" + b"<row/>" * 9_000 + b"</sheetData><cols/>").count(b"<row")
    2099
    """
    position = 0
    for _ in range(LAST_ROW + _ROWS_BEYOND):
        position = part.find(b"<row", position + 1)
        if position < 0:
            return part
    end = part.rfind(b"</sheetData>")
    is_sure = end > position and b"<!--" not in part and b"<![CDATA[" not in part
    return part[:position] + part[end:] if is_sure else part
