"""What a workbook holds beside its cells: comments, headers, sheets and cells that are not read."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plc_budget.returning.reading.looks import Disguise, Unseen, unseen_of
from plc_budget.returning.reading.pages import Page, page_of
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.safety import BROKEN_ZIP
from plc_budget.spreadsheets.sheet import text_cell

MOST = 200
"""Most comments, and most sheets with cells further out, that are named."""
_HEADER = re.compile(rb"<(?:\w{1,20}:)?(?:odd|even|first)Header(?:\s[^<>]{0,200})?>([^<]{0,2000})<")
_CELL = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,100}?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]{0,100}(?<!/)>\s*<(?!/)"
)
_KINDS = ("comments", "threadedComment")
_ELEMENTS = ("comment", "threadedComment")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (批註) at a cell.

    Attributes
    ----------
    sheet, cell : str
        Where it hangs.
    words : str
        What it says.
    """

    sheet: str
    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands beside the cells.

    Attributes
    ----------
    headers : tuple of str
        The words over the pages.
    comments : tuple of Comment
        In the order of the sheets.
    names : tuple of str
        What all sheets are called, those of other kinds included.
    hidden : frozenset of str
        Sheets nobody sees.
    far : tuple of (str, str)
        Sheet and cell of what stands further out than is read.
    unseen : tuple of Unseen
        Rows and columns nobody sees.
    disguises : tuple of Disguise
        Cells that show something else than they hold.
    pages : tuple of Page
        Headers, footers and print areas, in the order of the sheets.
    """

    headers: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    names: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    far: tuple[tuple[str, str], ...] = ()
    unseen: tuple[Unseen, ...] = ()
    disguises: tuple[Disguise, ...] = ()
    pages: tuple[Page, ...] = ()


NO_MARGINS = Margins()


def margins_of_workbook(data: bytes) -> Margins | None:
    """Read what stands beside the cells of an .xlsx.

    Parameters
    ----------
    data : bytes
        A workbook that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Returns
    -------
    Margins or None
        None when one of its parts is damaged: nobody can tell then what it keeps from being seen.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _margins(archive)
    except (*BROKEN_ZIP, ET.ParseError, RecursionError):
        return None


def _margins(archive: zipfile.ZipFile) -> Margins:
    names = set(archive.namelist())
    sheets = [*_sheets(archive)]
    parts = {part: archive.read(part) for _, part, _ in sheets if part in names}
    headers = [html.unescape(words.decode(errors="replace"))
               for part in parts.values() for words in _HEADER.findall(part)]  # fmt: skip
    comments = [one for name, part, _ in sheets for one in _comments(archive, names, name, part)]
    areas = _areas(archive)
    pages = [page_of(name, parts[part], areas.get(number))
             for number, (name, part, _) in enumerate(sheets) if part in parts]  # fmt: skip
    far = [(name, cell) for name, part, _ in sheets for cell in _far(parts.get(part, b""))]
    return Margins(
        tuple(headers),
        tuple(comments[:MOST]),
        tuple(name for name, _, _ in sheets),
        frozenset(name for name, _, state in sheets if state not in ("", "visible")),
        tuple(far[:MOST]),
        tuple(one for name, part, _ in sheets for one in unseen_of(name, parts.get(part, b""))),
        pages=tuple(pages),
    )


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """Name each sheet, its part and its state."""
    main = _main(archive)
    targets = {key: target for key, _, target in _relations(archive, main)}
    root = ET.fromstring(archive.read(main))  # noqa: S314 - declarations were refused before
    for element in root.iter():
        if _bare(element.tag) == "sheet":
            key = next((value for name, value in element.attrib.items() if _bare(name) == "id"), "")
            yield element.get("name", ""), targets.get(key, ""), element.get("state", "")


def _areas(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the print areas, by the number of their sheet from 0."""
    root = ET.fromstring(archive.read(_main(archive)))  # noqa: S314 - declarations were refused before
    named = (one for one in root.iter() if _bare(one.tag) == "definedName")
    return {int(number): one.text or "" for one in named
            if one.get("name", "").lower() == "_xlnm.print_area"
            and (number := one.get("localSheetId", "")).isdecimal()}  # fmt: skip


def _main(archive: zipfile.ZipFile) -> str:
    """Name the part that lists the sheets."""
    first = _relations(archive, "")
    return next((part for _, kind, part in first if kind == "officeDocument"), "xl/workbook.xml")


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Name what a part, or without one the whole file, refers to: key, kind and part."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in archive.namelist():
        return
    for element in ET.fromstring(archive.read(where)).iter():  # noqa: S314 - declarations were refused before
        target = element.get("Target", "")
        if target and element.get("TargetMode", "") != "External":
            joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            yield element.get("Id", ""), kind, posixpath.normpath(joined)


def _comments(archive: zipfile.ZipFile, names: set[str], sheet: str, part: str) -> list[Comment]:
    """Return the comments of a sheet; what a thread says replaces its copy for old programs."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in _KINDS}
    for _, kind, target in _relations(archive, part) if part else ():
        if kind in found and target in names:
            root = ET.fromstring(archive.read(target))  # noqa: S314 - declarations were refused before
            for element in root.iter():
                if _bare(element.tag) in _ELEMENTS:
                    found[kind].setdefault(element.get("ref", ""), []).append(_words(element))
    cells = found["comments"] | found["threadedComment"]
    return [Comment(sheet, cell, "\n".join(words)) for cell, words in [*cells.items()][:MOST]]


def _words(element: ET.Element) -> str:
    """Return what a comment says, its pieces of different looks joined."""
    pieces = [part.text or "" for part in element.iter() if _bare(part.tag) in ("t", "text")]
    return text_cell("".join(pieces).strip()).text


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _far(part: bytes) -> list[str]:
    """Name the first cell of a sheet that holds something further out than is read."""
    for found in _CELL.finditer(part):
        if int(found[2]) > LAST_ROW or _number(found[1]) > LAST_COLUMN:
            return [f"{found[1].decode()}{int(found[2])}"]
    return []


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
