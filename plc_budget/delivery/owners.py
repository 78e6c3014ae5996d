"""Whose file lies where another is to be written, and which plans are called the same."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.plan.reading import FILE, read_details
from plc_budget.plan.storage import disk
from plc_budget.sheets.passport import read_passport, short_id

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOOTERS = re.compile(r"xl/worksheets/[^/]+\.xml|styles\.xml|word/footer[^/]*\.xml")
"""The parts of our files a footer stands in."""
_LARGEST = 25_000_000
"""Most bytes of a part, or of a PDF, that is looked into. [B]"""
_TAG = re.compile(r"<[^>]*>")
_BROKEN = (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error,
           EOFError, KeyError)  # fmt: skip


def is_of_another(file: Path, plan: str) -> bool:
    """Tell whether a file that is there was printed from other plans only, by its footers.

    What does not say whose it is, such as a file of somebody's own, is no other plan's.

    Parameters
    ----------
    file : Path
        What is to be written over; nothing need be there.
    plan : str
        Id of the plan it is to be written over with.

    Examples
    --------
    >>> is_of_another(Path("not-there.xlsx"), "113-研習")
    False
    """
    owners = set(_owners(file))
    return bool(owners) and short_id(plan) not in owners


def _owners(file: Path) -> Iterator[str]:
    """Name the plans whose passports stand in the footers of a file."""
    if not file.is_file():  # a pipe would be waited for
        return
    if file.suffix.lower() == ".pdf":
        yield from _owner_of_pdf(file)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if _FOOTERS.fullmatch(part.filename) and part.file_size <= _LARGEST:
                    yield from _named(archive.read(part).decode(errors="ignore"))
    except _BROKEN:
        return


def _owner_of_pdf(file: Path) -> Iterator[str]:
    from plc_budget.delivery.paper import passport_on

    try:
        found = passport_on(file.read_bytes()) if file.stat().st_size <= _LARGEST else None
    except OSError:
        return
    if found is not None:
        yield found.plan


def _named(part: str) -> Iterator[str]:
    found = read_passport(unescape(_TAG.sub("", part)))
    if found is not None:
        yield found.plan


def shared_titles(plans: Iterable[Path]) -> frozenset[str]:
    """Find the titles that several plans have, as :func:`likened` writes them.

    Parameters
    ----------
    plans : iterable of Path
        Their folders; one that cannot be read has no title.
    """
    titles = Counter(likened(title) for plan in plans if (title := _title(plan)))
    return frozenset(title for title, number in titles.items() if number > 1)


def likened(name: str) -> str:
    """Write a name so that two are equal where a system may take them for one.

    Examples
    --------
    >>> likened("ＰＬＣ  研習") == likened("plc 研習")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _title(plan: Path) -> str:
    try:
        details, _ = read_details(disk.read(plan / FILE) or b"")
    except OSError:
        return ""
    return details.title if details else ""
