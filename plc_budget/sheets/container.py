"""The container of an .xlsx: the zip that zipfile writes, without packing the same part twice."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s2B5H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATES = 20
"""Version 2.0 of the format, the first that deflates."""
_UNIX = 3
_OWNER_READS = 0o600 << 16
_DAWN = 1 << 5 | 1
"""1980-01-01, the first day a zip can name; the time of day is 0."""

_LEVEL = 3
"""A third quicker than the usual 6, for files a thirtieth larger."""
_SMALL, _USUAL = (14, 7), (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
"""Sizes of the window and of the memory, as powers of two."""
_FITS = 16_000
"""What the small window holds whole. [byte]"""


class _Packed(NamedTuple):
    checksum: int
    size: int
    data: bytes


def packed(parts: Iterable[tuple[str, str]], is_kept: Callable[[str], bool]) -> bytes:
    """Pack parts, the same bytes whenever and wherever.

    Parameters
    ----------
    parts : iterable of (str, str)
        Names, of letters of ASCII, and texts.
    is_kept : callable
        Whether a part of that name is alike in most files: its packed form is remembered.

    Examples
    --------
    >>> import io, zipfile
    >>> data = packed([("a.xml", "<a/>")], is_kept=lambda name: False)
    >>> zipfile.ZipFile(io.BytesIO(data)).read("a.xml")
    b'<a/>'
    """
    pieces: list[bytes] = []
    entries: list[bytes] = []
    at = 0
    for name, text in parts:
        piece, entry = _piece(name, (_kept if is_kept(name) else _deflated)(text), at)
        pieces.append(piece)
        entries.append(entry)
        at += len(piece)
    directory, count = b"".join(entries), len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join([*pieces, directory, end])


def _piece(name: str, part: _Packed, at: int) -> tuple[bytes, bytes]:
    """Return a part with its header, and its entry in the directory."""
    named = name.encode("ascii")
    said = (0, zlib.DEFLATED, 0, _DAWN, part.checksum, len(part.data), part.size, len(named), 0)
    piece = b"".join((_LOCAL.pack(b"PK\3\4", _DEFLATES, *said), named, part.data))
    entry = _ENTRY.pack(b"PK\1\2", _DEFLATES, _UNIX, _DEFLATES, *said, 0, 0, 0, _OWNER_READS, at)
    return piece, entry + named


def _deflated(text: str) -> _Packed:
    """Compress a part; a small one with a window no larger than it needs.

    With the usual window zlib clears a quarter of a megabyte before each part.
    """
    data = text.encode()
    window, memory = _SMALL if len(data) <= _FITS else _USUAL
    stream = zlib.compressobj(_LEVEL, wbits=-window, memLevel=memory)
    return _Packed(zlib.crc32(data), len(data), stream.compress(data) + stream.flush())


_kept = lru_cache(maxsize=128)(_deflated)
