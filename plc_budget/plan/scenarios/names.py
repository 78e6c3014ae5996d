"""Names of scenarios, and the folders they are kept in, on Windows as anywhere.

A name is what a planner types: 「外聘 2 節 → 印刷 60 份？」.  Signs that no folder may have on Windows
are written as ``%`` and their number, so that every name has one folder and every folder one name.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from plc_budget.findings import Finding, Place, error
from plc_budget.language import excerpt, text
from plc_budget.plan.storage.snapshot import SCENARIOS

LONGEST = 50
"""Most characters of a name."""
_MOST_BYTES = 200
"""Most bytes of a folder's name as Linux counts them; it allows 255. [B]"""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]')
_AT_THE_EDGE = re.compile(r"^[. ~]|[. ]$")
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE
)


def tidy_name(name: str) -> str:
    """Return a name as it is kept: composed signs, single blanks.

    Examples
    --------
    >>> tidy_name("  外聘  2節 ")
    '外聘 2節'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def folder_of(name: str) -> tuple[str | None, list[Finding]]:
    """Return the name of the folder a scenario is kept in.

    Parameters
    ----------
    name : str
        As typed.

    Returns
    -------
    tuple[str or None, list[Finding]]
        None when no folder can be called so.

    Examples
    --------
    >>> folder_of("外聘 2 節")[0], folder_of("60/80?")[0], folder_of("NUL")[0]
    ('外聘 2 節', '60%2F80%3F', '%4EUL')
    """
    words = tidy_name(name)
    if not words or len(words) > LONGEST or not words.isprintable():
        return None, [_unfit(name)]
    folder = _AT_THE_EDGE.sub(_escaped, _FORBIDDEN.sub(_escaped, words))
    if _DEVICES.fullmatch(folder):
        folder = f"%{ord(folder[0]):02X}{folder[1:]}"
    if len(folder.encode()) > _MOST_BYTES:
        return None, [_unfit(name)]
    return folder, []


def _escaped(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def name_of(folder: str) -> str:
    """Return the name of the scenario that a folder holds.

    Examples
    --------
    >>> name_of("60%2F80%3F")
    '60/80?'
    """
    return unquote(folder)


def is_same(one: str, other: str) -> bool:
    """Tell whether two names would meet in one folder, where capitals do not count (Windows).

    Examples
    --------
    >>> is_same("Plan A", "plan a")
    True
    """
    return tidy_name(one).casefold() == tidy_name(other).casefold()


def _unfit(name: str) -> Finding:
    return error(
        "SCENARIO-NAME",
        text("“{name}” cannot be the name of a scenario.", name=excerpt(name, LONGEST)),
        text("Use one to {most} characters that can be printed.", most=LONGEST),
        Place(SCENARIOS),
    )
