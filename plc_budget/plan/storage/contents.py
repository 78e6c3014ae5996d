"""The contents of files, as the journal and the history keep them: by hash, readable, exact.

A text stands as text, so that a person can read in ``history.jsonl`` what stood in a table; what is
no UTF-8 stands in base64.  A text that is like another is written as lines copied from that one and
lines of its own, so that a history of a thousand steps stays small.  Whatever is put together again
is compared with its SHA-256 before anybody sees it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

LARGEST = 64_000_000
"""Most characters of contents put together."""
Kept = dict[str, Any]
"""``{"text": …}``, ``{"base64": …}`` or ``{"of": hash, "lines": [[first, last + 1] or text, …]}``."""
_LONGEST_CHAIN = 40


def digest(data: bytes) -> str:
    """Name contents by their SHA-256."""
    return hashlib.sha256(data).hexdigest()


def whole(data: bytes) -> Kept:
    r"""Keep contents whole.

    Examples
    --------
    >>> whole("印刷費\r\n".encode()), whole(b"\xff")
    ({'text': '印刷費\r\n'}, {'base64': '/w=='})
    """
    words = _decoded(data)
    return {"base64": base64.b64encode(data).decode()} if words is None else {"text": words}


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def bytes_of(kept: Kept) -> bytes | None:
    """Return what was kept whole, or None if it cannot be read."""
    try:
        if "text" in kept:
            return str(kept["text"]).encode()
        return base64.b64decode(kept["base64"], validate=True)
    except (KeyError, TypeError, UnicodeEncodeError, binascii.Error):
        return None


def like(base: bytes, data: bytes) -> Kept:
    r"""Keep contents as lines of others and lines of their own, or whole where that is shorter.

    Examples
    --------
    >>> like(b"a\nb\nc\n" * 30, b"a\nb\nc\n" * 30 + b"d\n")["lines"]
    [[0, 90], 'd\n']
    """
    old, new = _decoded(base), _decoded(data)
    if old is None or new is None:
        return whole(data)
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines: list[list[int] | str] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            lines.append([i, j])
        elif k < m:
            lines.append("".join(after[k:m]))
    kept = {"of": digest(base), "lines": lines}
    return kept if len(json.dumps(kept)) < len(json.dumps(new)) else whole(data)


def _put_together(kept: Kept, base: bytes) -> bytes | None:
    lines = (_decoded(base) or "").splitlines(keepends=True)
    parts: list[str] = []
    size = 0
    try:
        for part in kept["lines"]:
            parts.append(part if isinstance(part, str) else "".join(lines[part[0] : part[1]]))
            size += len(parts[-1])
            if size > LARGEST:  # a few words can ask for the same lines a million times
                return None
        return "".join(parts).encode()
    except (TypeError, KeyError, IndexError, UnicodeEncodeError):
        return None


@dataclass(frozen=True)
class Contents:
    """All contents a history keeps, by hash, and those at hand anyway."""

    kept: Mapping[str, Kept] = field(default_factory=dict)
    at_hand: Mapping[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        """Return the contents with that hash; None if they were never kept, or are damaged."""
        chain: list[str] = []
        while name not in self.at_hand and "of" in self.kept.get(name, {}):
            if len(chain) > _LONGEST_CHAIN:
                return None
            chain.append(name)
            name = str(self.kept[name]["of"])
        data = self.at_hand[name] if name in self.at_hand else bytes_of(self.kept.get(name, {}))
        for link in reversed(chain):
            data = None if data is None else _put_together(self.kept[link], data)
            name = link
        return data if data is not None and digest(data) == name else None

    def depth(self, name: str) -> int:
        """Count how many other contents must be put together first."""
        chain: set[str] = set()
        while name not in chain and "of" in self.kept.get(name, {}):
            chain.add(name)
            name = str(self.kept[name]["of"])
        return len(chain)

    def keep(self, data: bytes, near: str | None = None) -> dict[str, Kept]:
        """Return what must be kept besides, so that :meth:`get` gives ``data``.

        Parameters
        ----------
        data : bytes
            Contents.
        near : str, optional
            Hash of contents that they are probably like.
        """
        name = digest(data)
        if name in self.kept and self.get(name) == data:
            return {}
        base = self.get(near) if near and self.depth(near) < _LONGEST_CHAIN else None
        return {name: whole(data) if base is None else like(base, data)}

    def and_also(self, more: Mapping[str, Kept]) -> Contents:
        """Return the contents with more of them kept."""
        return Contents({**self.kept, **more}, self.at_hand)
