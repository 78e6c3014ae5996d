"""Pieces of XML: what may stand in a document, and how text is written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "chart": f"{_OASIS}chart:1.0",
    "config": f"{_OASIS}config:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "of": f"{_OASIS}of:1.2",
    "ooo": "http://openoffice.org/2004/office",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
VERSION = "1.3"
"""Of the standard: CNS 15251 is its Chinese edition."""
_NAMESPACES = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for, not even escaped."""
_BLANKS = re.compile("^ | $|  +|\t")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;",
                           "\r": "&#13;", "\t": "&#9;"})  # fmt: skip
_LINES = re.compile("\r\n|\r|\n")


def document(root: str, body: str) -> str:
    """Write a whole part of a document.

    Parameters
    ----------
    root : str
        The name of its outermost element, such as ``office:document-content``.
    body : str
        What is in it.
    """
    start = f'{DECLARATION}<{root}{_NAMESPACES} office:version="{VERSION}">'
    return f"{start}{body}</{root}>"


@lru_cache(maxsize=8192)
def escaped(words: str) -> str:
    """Write words so that they can stand in an attribute or between elements.

    Examples
    --------
    >>> escaped('a < "b" & c\\x07')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return _FORBIDDEN.sub("", words).translate(_ENTITIES)


def tag(name: str, attributes: Mapping[str, str | int], inside: str = "") -> str:
    """Write an element; an attribute without a value is left out.

    Examples
    --------
    >>> tag("a", {"b": 1, "c": ""}), tag("a", {}, "x")
    ('<a b="1"/>', '<a>x</a>')
    """
    given = "".join(f' {key}="{escaped(str(value))}"'
                    for key, value in attributes.items() if value != "")  # fmt: skip
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


@lru_cache(maxsize=8192)
def paragraphs(words: str) -> str:
    """Write text as a cell holds it: a paragraph a line, no blank lost.

    Examples
    --------
    >>> paragraphs("a\\n b")
    '<text:p>a</text:p><text:p><text:s text:c="1"/>b</text:p>'
    """
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in _LINES.split(words))


def run(words: str) -> str:
    """Write text of one line.

    Examples
    --------
    >>> run("第  1")
    '第<text:s text:c="2"/>1'
    """
    return _line(words)


def _line(words: str) -> str:
    clean = _FORBIDDEN.sub("", words)
    if not _BLANKS.search(clean):
        return clean.translate(_ENTITIES)
    end, pieces = 0, []
    for blank in _BLANKS.finditer(clean):
        pieces += [clean[end : blank.start()].translate(_ENTITIES), _blank(blank[0])]
        end = blank.end()
    return "".join([*pieces, clean[end:].translate(_ENTITIES)])


def _blank(found: str) -> str:
    return "<text:tab/>" if found == "\t" else f'<text:s text:c="{len(found)}"/>'
