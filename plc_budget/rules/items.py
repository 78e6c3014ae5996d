"""Budget items (二級用途別): the standard name of what a line pays, found from what is printed.

Names match whole, never by prefix: 印刷費 is printing, 印刷機 is not.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from plc_budget.shipped import data_folder

_IN_BRACKETS = re.compile(r"[(（〔\[].*?[)）〕\]]")


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of expense: id used by rule cards, category (一級用途別) and the names it goes by."""

    id: str
    category: str
    names: tuple[str, ...]


@cache
def shipped_items() -> dict[str, Item]:
    """Return the items of ``data/items.toml``, keyed by id."""
    raw = tomllib.loads((data_folder() / "items.toml").read_text(encoding="utf-8"))
    return {
        key: Item(key, entry["category"], tuple(entry["names"])) for key, entry in raw.items()
    }


def item_named(printed: str) -> str:
    """Return the id of the item printed on a line, or ``""`` when it is none of the standard ones.

    Examples
    --------
    >>> item_named("印刷費"), item_named("外聘講座鐘點費（國內專家）"), item_named("印刷機")
    ('printing', 'fee-external', '')
    """
    return _names().get(_normal(printed), "")


@cache
def _names() -> dict[str, str]:
    return {_normal(name): item.id for item in shipped_items().values() for name in item.names}


def _normal(printed: str) -> str:
    return _IN_BRACKETS.sub("", "".join(printed.split())).strip("：:、．.")
