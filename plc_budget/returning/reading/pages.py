"""What is printed around a sheet of a returned file, header and footer, and how much of it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plc_budget.sheets.passport import Passport, read_passport, squeezed, without_passport
from plc_budget.sheets.wording import DRAFT
from plc_budget.spreadsheets.addresses import read_reference
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.sheet import Sheet

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""
NOWHERE: Area = (0, 0, -1, -1)
"""Where nothing is printed."""
_LOOKS = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+\-]{6,8}|\d{1,3}|[BIUESXYLCRbiuesxylcr])")
_NUMBERED = re.compile(r"第(?:&P|\d*)頁[/／]?共(?:&N|\d*)頁", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer.

    Attributes
    ----------
    passport : Passport or None
        The one it states.
    beside : str
        What it says beside that and the number of the page.
    """

    passport: Passport | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The pages of a sheet.

    Attributes
    ----------
    sheet : str
        What it is called.
    headers : tuple of str
        What stands over them that no paper of ours has there.
    footers : tuple of Footer
        One for each kind of page: all, or first, left and right ones.
    areas : tuple of Area
        What is printed of it; empty where all is.
    """

    sheet: str
    headers: tuple[str, ...] = ()
    footers: tuple[Footer, ...] = ()
    areas: tuple[Area, ...] = ()


def page_of(sheet: Sheet) -> Page:
    """Read the pages of a sheet.

    Examples
    --------
    >>> page_of(Sheet("a.xlsx", "表", (), headers=('&C&"Arial"&8 R&&D',), print_area="'表'!$A$1:$E$5"))
    Page(sheet='表', headers=('R&D',), footers=(), areas=((0, 0, 4, 4),))
    """
    headers = [_plain(words) for words in sheet.headers]
    return Page(sheet.name, strange_headers(headers),
                tuple(footer_of(words, _plain(words)) for words in sheet.footers),
                () if sheet.print_area is None else areas_of(sheet.print_area))  # fmt: skip


def strange_headers(headers: list[str]) -> tuple[str, ...]:
    """Leave out empty headers and the mark of a draft, which are ours.

    Parameters
    ----------
    headers : list of str
        Their words.
    """
    ours = ("", squeezed(DRAFT))
    return tuple(words.strip() for words in headers if squeezed(words) not in ours)


def footer_of(words: str, plain: str) -> Footer:
    """Read a footer.

    Parameters
    ----------
    words : str
        As it is stored.
    plain : str
        Without codes for its looks.
    """
    return Footer(read_passport(words), _NUMBERED.sub("", without_passport(plain)))


def areas_of(words: str) -> tuple[Area, ...]:
    """Read a print area; what cannot be read counts as nothing printed.

    Parameters
    ----------
    words : str
        As Excel or LibreOffice spells it.

    Examples
    --------
    >>> areas_of("經費概算表.A1:經費概算表.E5"), areas_of("表!$A$1:$B$2,表!$D$4"), areas_of("OFFSET(A1)")
    (((0, 0, 4, 4),), ((0, 0, 1, 1), (3, 3, 3, 3)), ((0, 0, -1, -1),))
    """
    return tuple(map(_area, re.split(r"[,;\s]+", _QUOTED.sub("", words).strip())))


def _area(words: str) -> Area:
    found = read_reference(words)
    if found is None:
        return NOWHERE
    return (found.first_row, found.first_column, min(found.last_row, LAST_ROW - 1),
            min(found.last_column, LAST_COLUMN))  # fmt: skip


def _plain(words: str) -> str:
    """Leave out the codes for looks; those that print something stay."""
    return "&".join(_LOOKS.sub("", part) for part in words.split("&&")).strip()
