"""The panels of the workbook: what each shows, and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from plc_budget.app.state import Action, State, View
from plc_budget.language import Text, use_language

PANELS = (
    "bar",
    "timetable",
    "budget",
    "findings",
    "proposals",
    "scenarios",
    "comparison",
    "history",
    "picture",
    "settings",
    "export",
    "take_in",
    "rules",
    "conflict",
)
"""Every panel, in the order of a page; each is a module of this package."""
LAZY: frozenset[str] = frozenset(
    {
        "proposals",
        "scenarios",
        "comparison",
        "history",
        "picture",
        "settings",
        "export",
        "take_in",
        "rules",
    }
)
"""Panels that are worked out only while they are looked at."""


@dataclass(frozen=True)
class Panel:
    """One panel: how it looks, how it reads as text, what it can do."""

    name: str
    title: Text
    view: Callable[[State], View]
    words_of: Callable[[State], str]
    actions: Mapping[str, Action]


def panel(name: str) -> Panel:
    """Return a panel by its name.

    Raises
    ------
    KeyError
        If there is none of that name.

    Examples
    --------
    >>> sorted(panel("budget").actions)[:2]
    ['add', 'copy']
    """
    if name not in PANELS:
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}")
    return Panel(name, module.TITLE, module.view, module.words_of, module.ACTIONS)


def views_of(state: State, names: Iterable[str]) -> dict[str, View]:
    """Work out what panels show, in the reader's language."""
    with use_language(state.language):
        return {name: panel(name).view(state) for name in names}


def titles_of(state: State, names: Iterable[str]) -> dict[str, str]:
    """Return what panels are called."""
    return {name: panel(name).title.render(state.language) for name in names}


def text_of(state: State, names: tuple[str, ...]) -> str:
    """Write panels as plain text with all their figures, as a notebook stores them."""
    with use_language(state.language):
        parts = [panel(name).words_of(state) for name in names]
    return "\n\n".join(part for part in parts if part)
