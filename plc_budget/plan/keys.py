"""A TOML table that remembers which of its keys were asked for, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Text, excerpt, text
from plc_budget.money import half_width
from plc_budget.tables.cells import is_unprintable

T = TypeVar("T")
_FILE = "plan.toml"
LONGEST = 20_000
"""Most characters a text of the plan may have."""
TITLE = 300
"""Most characters of a title, a name or a sentence that is printed in one cell."""
MOST_MONEY = 10**12
MOST_TABLES = 500
"""Most entries of a list, such as the answers to warnings."""
_SHOWN = 40


class Table:
    """A shell over one table of ``plan.toml``; every question about a key marks it as known.

    Whatever is asked, an answer comes back; what was wrong is collected in :meth:`findings`.
    """

    def __init__(self, raw: object, path: str) -> None:
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        self._path = path
        self._known: set[str] = set()
        self._children: list[Table] = []
        self._findings: list[Finding] = []

    def findings(self) -> list[Finding]:
        """Return what is wrong here and below, unknown keys included."""
        unknown = [self._unknown(key) for key in self._raw if key not in self._known]
        below = [finding for child in self._children for finding in child.findings()]
        return [*self._findings, *unknown, *below]

    def names(self) -> list[str]:
        """Return the keys of a table whose keys are free, such as ids of rule cards."""
        return [key for key in self._raw if not is_unprintable(key) and len(key) <= TITLE]

    def typed(
        self, key: str, parse: Callable[[Any], T], allowed: Text, *, needed: bool = False
    ) -> T | None:
        """Return the parsed value of a key, or None with a finding if it is not as allowed."""
        self._known.add(key)
        if key not in self._raw:
            if needed:
                self._findings.append(self._missing(key, allowed))
            return None
        try:
            return parse(self._raw[key])
        except (ValueError, TypeError, ArithmeticError):
            self.refuse(key, allowed)
            return None

    def refuse(self, key: str, allowed: Text) -> None:
        """Note that the value of a key is not as allowed."""
        self._findings.append(
            error(
                "PLAN-VALUE",
                text(
                    "Read “{raw}” for {key}; it should be {allowed}.",
                    raw=_shown(self._raw.get(key)),
                    key=self._name(key),
                    allowed=allowed,
                ),
                text("Correct it in plan.toml."),
                self._place(key),
            )
        )

    def word(
        self, key: str, default: str = "", *, needed: bool = False, longest: int = LONGEST
    ) -> str:
        """Return a text of at most so many characters."""
        allowed = text(
            "a text in quotation marks, at most {most:,} characters, without control characters",
            most=longest,
        )
        read = _said if needed else _word
        return self.typed(key, lambda raw: read(raw, longest), allowed, needed=needed) or default

    def words(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        allowed = text('a list of texts such as ["承辦人", "科長"]')
        found = self.typed(
            key, lambda raw: tuple(_word(part, TITLE) for part in _list(raw)), allowed
        )
        return tuple(default) if found is None else found

    def whole(
        self,
        key: str,
        default: int = 0,
        *,
        needed: bool = False,
        least: int = 0,
        most: int = MOST_MONEY,
    ) -> int:
        """Return a whole number within limits."""
        allowed = text(
            "a whole number without quotes from {least:,} to {most:,}", least=least, most=most
        )
        found = self.typed(key, lambda raw: _whole(raw, least, most), allowed, needed=needed)
        return default if found is None else found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        found = self.typed(key, _flag, text("true or false"))
        return default if found is None else found

    def choice(
        self,
        key: str,
        words: Sequence[str],
        default: str,
        *,
        needed: bool = False,
        also: Mapping[str, Sequence[str]] | None = None,
    ) -> str:
        """Return one of several words; ``also`` names others that mean one of them."""
        names = also or {}
        meant = {other: word for word, others in names.items() for other in others}
        shown = [f"{word} ({names[word][0]})" if word in names else word for word in words]
        allowed = text("one of {words}", words=", ".join(shown))
        found = self.typed(key, lambda raw: _one_of(raw, words, meant), allowed, needed=needed)
        return found or default

    def table(self, key: str, *, needed: bool = False) -> Table:
        """Return a table below this one; an empty one if it is not there."""
        raw = self.typed(key, _table, text("a table [{key}]", key=self._name(key)), needed=needed)
        return self._child(raw or {}, self._name(key))

    def tables(self, key: str, *, needed: bool = False) -> list[Table]:
        """Return a list of tables, written ``[[key]]``."""
        allowed = text("at most {most} tables [[{key}]]", most=MOST_TABLES, key=self._name(key))
        found = self.typed(key, _list, allowed, needed=needed) or []
        return [
            self._child(raw, f"{self._name(key)}[{number}]")
            for number, raw in enumerate(found, start=1)
        ]

    def _child(self, raw: object, path: str) -> Table:
        child = Table(raw, path)
        self._children.append(child)
        return child

    def _name(self, key: str) -> str:
        name = _shown(key)
        return f"{self._path}.{name}" if self._path else name

    def _place(self, key: str) -> Place:
        return Place(_FILE, field=self._name(key))

    def _missing(self, key: str, allowed: Text) -> Finding:
        return error(
            "PLAN-KEY",
            text("plan.toml does not say {key}.", key=self._name(key)),
            text("Add it: {allowed}.", allowed=allowed),
            self._place(key),
        )

    def _unknown(self, key: str) -> Finding:
        return error(
            "PLAN-KEY",
            text("plan.toml has a key nobody reads: {key}.", key=self._name(key)),
            text(
                "Correct its spelling or remove it. Known here: {keys}.",
                keys=", ".join(sorted(self._known)),
            ),
            self._place(key),
        )


def _word(raw: object, longest: int) -> str:
    if not isinstance(raw, str) or len(raw) > longest or is_unprintable(raw):
        raise TypeError(raw)
    return raw.strip()


def _said(raw: object, longest: int) -> str:
    if not _word(raw, longest):
        raise ValueError(raw)
    return _word(raw, longest)


def _shown(raw: object) -> str:
    """Write what was read so that it can stand in a message, whatever it is."""
    try:
        return excerpt(str(raw), _SHOWN)
    except ValueError:  # Python writes no number of more than some thousand digits
        return "…"


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list) or len(raw) > MOST_TABLES:
        raise TypeError(raw)
    return raw


def _table(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError(raw)
    return raw


def _whole(raw: object, least: int, most: int) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
        raise TypeError(raw)
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(raw)
    return raw


def _one_of(raw: object, words: Sequence[str], meant: Mapping[str, str]) -> str:
    word = meant.get(half_width(raw).strip(), raw) if isinstance(raw, str) else raw
    if word not in words:
        raise ValueError(raw)
    return str(word)
