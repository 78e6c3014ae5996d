"""The parts of an .xlsx: found by their names, parsed, with what they refer to."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from plc_budget.spreadsheets.safety import part_name

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Relation(NamedTuple):
    """What one part says of another: its key, its kind, its name."""

    key: str
    kind: str
    part: str


class Parts:
    """The parts of a workbook by their names, whatever slash and case a program wrote them with."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {part_name(entry.filename): entry for entry in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self._archive.read(self._entries[part_name(name)])

    def tree(self, name: str) -> ET.Element:
        """Parse a part, whose size and tags were bounded before."""
        return ET.fromstring(self.read(name))  # noqa: S314 - declarations were refused before

    def relations(self, name: str) -> Iterator[Relation]:
        """List what a part, or without one the whole file, refers to inside of it."""
        folder, base = posixpath.split(name)
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        if where not in self:
            return
        for one in self.tree(where).iter():
            target = one.get("Target", "").replace("\\", "/")
            if target and one.get("TargetMode", "") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                yield Relation(one.get("Id", ""), kind, posixpath.join("/", folder, target))


def bare(tag: object) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def unescape(words: str) -> str:
    """Return a text as it was typed: ``_x000D_`` stands for a sign that XML cannot hold.

    Examples
    --------
    >>> unescape("a_x005F_x000D_b"), unescape("_x0041_")
    ('a_x000D_b', 'A')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


def words_of(element: ET.Element) -> str:
    """Join the pieces of a text; how Japanese is read aloud (``rPh``) is no part of it."""
    said = []
    for child in element:
        tag = bare(child.tag)
        if tag == "t":
            said.append(child.text or "")
        elif tag == "r":
            said.append(words_of(child))
    return unescape("".join(said))
