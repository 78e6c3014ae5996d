"""The typefaces in a PDF of LibreOffice, numbered as if it had printed nothing before.

LibreOffice counts the PostScript typefaces it embeds from its start on, and writes the number
(UniqueID) into each: twice, the second time in the part every Type 1 typeface has encrypted by a key
everybody knows (Adobe Type 1 Font Format, 7).  So the second file printed at one start would differ
from the same file printed alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

_FONT = re.compile(
    rb"<</Length (\d+) 0 R/Filter/FlateDecode/Length1 (\d+)/Length2 (\d+)/Length3 \d+>>\nstream\n"
)
_NUMBER = re.compile(rb"(?<=/UniqueID )41\d{5}(?= )")
_FIRST = 4_100_001
"""The number LibreOffice begins with."""
_TABLE = b"\nxref\n0 "
_PLACE = re.compile(rb"\d{10}(?= \d{5} n)|(?<=\nstartxref\n)\d+")
_KEY, _TIMES, _PLUS = 55_665, 52_845, 22_719
_SIGNS = 0x10000


class _Edit(NamedTuple):
    start: int
    end: int
    words: bytes


class _Font(NamedTuple):
    """A typeface: where its bytes lie, the object that says how many, and its parts in the clear."""

    start: int
    end: int
    length: int
    parts: tuple[bytes, bytes, bytes]

    def numbers(self) -> list[int]:
        return [int(number) for part in self.parts for number in _NUMBER.findall(part)]


def renumbered(pdf: bytes) -> bytes:
    """Give the PostScript typefaces of a PDF the numbers LibreOffice begins with.

    Parameters
    ----------
    pdf : bytes
        As LibreOffice writes it.

    Returns
    -------
    bytes
        The same with other numbers; the very same bytes if it is built in another way.

    Examples
    --------
    >>> renumbered(b"%PDF of another make")
    b'%PDF of another make'
    """
    fonts = [*_fonts(pdf)]
    numbers = [number for font in fonts for number in font.numbers()]
    if not numbers or _TABLE not in pdf:
        return pdf
    less = min(numbers) - _FIRST
    edits = sorted(edit for font in fonts for edit in _edits(pdf, font, less))
    return _moved(pdf, edits)


def _fonts(pdf: bytes) -> Iterator[_Font]:
    for found in _FONT.finditer(pdf):
        stream = zlib.decompressobj()
        try:
            words = stream.decompress(pdf[found.end() :])
        except zlib.error:
            continue
        clear, hidden = int(found[2]), int(found[2]) + int(found[3])
        parts = (words[:clear], _decrypted(words[clear:hidden]), words[hidden:])
        end = len(pdf) - len(stream.unused_data)
        yield _Font(found.end(), end, int(found[1]), parts)


def _edits(pdf: bytes, font: _Font, less: int) -> Iterator[_Edit]:
    """Write a typeface with its new number, and how long it has become."""
    clear, hidden, rest = (
        _NUMBER.sub(lambda number: b"%d" % (int(number[0]) - less), part) for part in font.parts
    )
    words = zlib.compress(clear + _encrypted(hidden) + rest)
    counted = re.compile(rb"(?<=\n%d 0 obj\n)\d+(?=\nendobj)" % font.length).search(pdf, font.end)
    if counted:
        yield _Edit(font.start, font.end, words)
        yield _Edit(*counted.span(), b"%d" % len(words))


def _moved(pdf: bytes, edits: Sequence[_Edit]) -> bytes:
    """Make the edits, and let the table at the end say where everything lies now."""
    longer = [0, *accumulate(len(edit.words) - (edit.end - edit.start) for edit in edits)]

    def place(found: re.Match[bytes]) -> bytes:
        old = int(found[0])
        new = old + longer[sum(edit.end <= old for edit in edits)]
        return b"%0*d" % (len(found[0]) if found[0][:1] == b"0" else 1, new)

    table = pdf.rindex(_TABLE)
    pieces, at = [], 0
    for edit in edits:
        pieces += [pdf[at : edit.start], edit.words]
        at = edit.end
    return b"".join([*pieces, pdf[at:table], _PLACE.sub(place, pdf[table:])])


def _decrypted(words: bytes) -> bytes:
    """Take the encryption of Type 1 typefaces off.

    Examples
    --------
    >>> _decrypted(_encrypted(b"dup /UniqueID 4100001 def"))
    b'dup /UniqueID 4100001 def'
    """
    key, clear = _KEY, bytearray()
    for sign in words:
        clear.append(sign ^ key >> 8)
        key = ((sign + key) * _TIMES + _PLUS) % _SIGNS
    return bytes(clear)


def _encrypted(clear: bytes) -> bytes:
    key, words = _KEY, bytearray()
    for sign in clear:
        words.append(sign ^ key >> 8)
        key = ((words[-1] + key) * _TIMES + _PLUS) % _SIGNS
    return bytes(words)
