"""Text a person reads, kept apart from the language it is read in.

A message is a value (:class:`Text`): an English msgid and what fills its gaps.  It becomes a
string only where it is shown, so that one finding can stand in Chinese on the official sheet and
in English on the screen of a colleague.
"""

from __future__ import annotations

import gettext as _gettext
import json
import os
import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE = "zh_Hant_TW"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)
DOMAIN = "plc_budget"
CATALOGUES = Path(__file__).parent / "locale"

_Words = TypeVar("_Words")
_chosen: ContextVar[str | None] = ContextVar("plc_budget_language", default=None)


class Readable(Protocol):
    """Anything that can be read in one of :data:`LANGUAGES`."""

    def render(self, language: str | None = None) -> str:
        """Return the words in ``language`` (the current one if None)."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A message: an English msgid with ``{gaps}`` and the values that fill them.

    Examples
    --------
    >>> message = text("{over:,} over the total", over=1500)
    >>> message.render("en")
    '1,500 over the total'
    """

    msgid: str
    values: tuple[tuple[str, object], ...] = ()
    page: Text | None = None
    """What the page says instead, where these words name a command."""

    def render(self, language: str | None = None) -> str:
        """Return the message in ``language``; texts among its values are rendered alike."""
        tongue = language or current_language()
        return translation(tongue, self.msgid).format_map(
            {name: read(value, tongue) for name, value in self.values}
        )

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name that is data and carries both languages itself, such as the title of a rule card."""

    zh: str
    en: str

    def render(self, language: str | None = None) -> str:
        """Return the words in ``language`` (the current one if None)."""
        return self.zh if (language or current_language()) == CHINESE else self.en

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Series:
    """Several readable things in a row, such as the names of the lines at fault."""

    parts: tuple[object, ...]

    def render(self, language: str | None = None) -> str:
        """Return the parts joined as a list is in ``language`` (the current one if None)."""
        tongue = language or current_language()
        return ("、" if tongue == CHINESE else ", ").join(str(read(p, tongue)) for p in self.parts)

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Sentences(Series):
    """Sentences one after the other; between Chinese ones stands no blank."""

    def render(self, language: str | None = None) -> str:
        """Return the sentences in ``language`` (the current one if None)."""
        tongue = language or current_language()
        return ("" if tongue == CHINESE else " ").join(str(read(p, tongue)) for p in self.parts)


NOTHING = Text("")


def text(msgid: str, /, **values: object) -> Text:
    """Make a message; the msgid is what the catalogue of translations is keyed by."""
    return Text(msgid, tuple(values.items()))


def by_place(*, command: Text, page: Text) -> Text:
    """Make a message that names a command, with what the page says instead.

    Examples
    --------
    >>> words = by_place(command=text("Type `plc-budget log`."), page=text("See “History”."))
    >>> words.render("en"), page_words(words).render("en")
    ('Type `plc-budget log`.', 'See “History”.')
    """
    return replace(command, page=page)


def page_words(words: _Words) -> _Words:
    """Return what is said, and what stands in its gaps, in the words of the page."""
    if not isinstance(words, Text):
        return words
    chosen = words.page or words
    return Text(chosen.msgid, tuple((name, page_words(value)) for name, value in chosen.values))  # type: ignore[return-value]  # a Text for a Text


_READABLE = (Text, Bilingual, Series)  # a union would be put together at each call


_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Signs that are not seen and change what is: they steer a terminal, or turn the order of others round."""


def visible(words: str) -> str:
    """Return a text with a sign that is seen for each that is not; ends of lines and tabs stay.

    Examples
    --------
    >>> visible("印刷費\\x1b[31m"), visible("一\\n二　三")
    ('印刷費�[31m', '一\\n二\\u3000三')
    """
    return words if words.isprintable() else _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words)


def excerpt(words: str, most: int) -> str:
    """Return the beginning of a text so that it can be quoted: visible, on one line.

    Examples
    --------
    >>> excerpt("印刷費\\n與其他", 4)
    '印刷費 …'
    """
    line = visible(" ".join(words[: 2 * most].splitlines()))
    return line if len(line) <= most else line[:most] + "…"


def unseen_escaped(words: str) -> str:
    r"""Return JSON that holds the same without a sign that is not seen.

    Examples
    --------
    >>> unseen_escaped('{"item": "費\u202e"}')
    '{"item": "費\\u202e"}'
    """
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], words)


def read(value: object, language: str) -> object:
    """Return ``value`` as it can be shown: rendered if it is a readable thing, visible if it is a text.

    What messages quote of tables, settings and names of files passes here.
    """
    if isinstance(value, str):
        return visible(value)
    return value.render(language) if isinstance(value, _READABLE) else value


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == ENGLISH:
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def translation(language: str, msgid: str) -> str:
    """Return the words for ``msgid`` in ``language``; the empty msgid stays empty."""
    return _catalogue(language).gettext(msgid) if msgid else ""


def current_language() -> str:
    """Return the language a person reads now.

    The one chosen with :func:`use_language`, else ``PLC_BUDGET_LANG``, else Chinese.
    """
    return _chosen.get() or _named(os.environ.get("PLC_BUDGET_LANG", ""))


def _named(wish: str) -> str:
    return ENGLISH if wish.strip().lower().startswith("en") else CHINESE


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Read everything in ``language`` for the length of a ``with`` block.

    Raises
    ------
    ValueError
        If ``language`` is not one of :data:`LANGUAGES`.

    Examples
    --------
    >>> with use_language("en"):
    ...     print(text("no such folder"))
    no such folder
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known: {LANGUAGES}")
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def width_of(words: str) -> int:
    """Count the columns a text takes where it is set in columns; a Chinese sign takes two.

    Examples
    --------
    >>> width_of("印刷費 80"), width_of("ok")
    (9, 2)
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in words
    )
