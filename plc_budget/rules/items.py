"""Budget items (二級用途別): the standard name of what a line pays, found from what is printed.

Names match whole, never by prefix: 印刷費 is printing, 印刷機 is not.  What stands in brackets
counts when the list of names has it (講座鐘點費（內聘）) and is passed over when it has not; only
（隸屬） counts wherever it stands, for it lowers the ceiling of the fee.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from plc_budget import toml
from plc_budget.shipped import data_folder

_IN_BRACKETS = re.compile(r"\(.*?\)")
_AFFILIATED = re.compile(r"\([^()]*(?<!無)(?<!非)(?<!未)(?<!不具)(?<!不具有)(?<!沒有)隸屬")
_OUTSIDE = ("fee-external", "fee-unspecified")
_SIGNS = str.maketrans("（〔[［【）〕]］】－—–‐", "(((((" + ")))))" + "----")


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of expense: id used by rule cards, category (一級用途別) and the names it goes by."""

    id: str
    category: str
    names: tuple[str, ...]


@cache
def shipped_items() -> dict[str, Item]:
    """Return the items of ``data/items.toml``, keyed by id."""
    raw = toml.loads((data_folder() / "items.toml").read_text(encoding="utf-8"))
    return {key: Item(key, entry["category"], tuple(entry["names"])) for key, entry in raw.items()}


@lru_cache(maxsize=1024)
def item_named(printed: str) -> str:
    """Return the id of the item printed on a line, or ``""`` when it is none of the standard ones.

    Examples
    --------
    >>> item_named("印刷費"), item_named("外聘講座鐘點費（國內專家）"), item_named("印刷機")
    ('printing', 'fee-external', '')
    >>> item_named("講座鐘點費（內聘）"), item_named("講座鐘點費")
    ('fee-internal', 'fee-unspecified')
    >>> item_named("外聘講師(隸屬機關)鐘點費"), item_named("外聘講師鐘點費（無隸屬關係）")
    ('fee-affiliated', 'fee-external')
    """
    whole = normal_name(printed)
    known = _names()
    if whole in known:
        return known[whole]
    bare = known.get(_trim(_IN_BRACKETS.sub("", whole)), "")
    return "fee-affiliated" if bare in _OUTSIDE and _AFFILIATED.search(whole) else bare


@cache
def _names() -> dict[str, str]:
    return {normal_name(name): item.id for item in shipped_items().values() for name in item.names}


def normal_name(printed: str) -> str:
    """Return a name as it is compared: no blanks, one kind of bracket and dash, no end marks.

    Examples
    --------
    >>> normal_name("講座鐘點費 －（內聘）：")
    '講座鐘點費-(內聘)'
    """
    return _trim("".join(printed.split()).translate(_SIGNS))


def _trim(name: str) -> str:
    return name.strip("：:、．.-")
