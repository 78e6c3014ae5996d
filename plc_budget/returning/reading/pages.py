"""What is printed around a sheet of a returned file, header and footer, and how much of it is printed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from plc_budget.sheets.passport import Passport, read_passport, squeezed, without_passport
from plc_budget.sheets.wording import DRAFT
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""
NOWHERE: Area = (0, 0, -1, -1)
"""Where nothing is printed."""
_PART = re.compile(
    rb"<(?:\w{1,20}:)?(?P<page>odd|even|first)(?P<what>Header|Footer)(?:\s[^<>]{0,200})?(?<!/)>"
    rb"(?P<words>.{0,4000}?)</(?:\w{1,20}:)?(?P=page)(?P=what)\s*>",
    re.DOTALL,
)
_APART = re.compile(rb"\bdifferent(OddEven|First)=[\"'](?:1|true)[\"']")
_LOOKS = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+\-]{6,8}|\d{1,3}|[BIUESXYLCRbiuesxylcr])")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_NUMBERED = re.compile(r"第(?:&P|\d*)頁[/／]?共(?:&N|\d*)頁", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_CORNER = re.compile(r"(?P<column>[A-Z]{0,3})(?P<row>\d{0,7})")


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


def page_of(sheet: str, part: bytes, area: str | None) -> Page:
    """Read the pages of a sheet of an .xlsx.

    Parameters
    ----------
    sheet : str
        What it is called.
    part : bytes
        Its part of the workbook.
    area : str or None
        Its print area, if it has one.

    Examples
    --------
    >>> page_of("表", b'<oddHeader>&amp;C&amp;"Arial"&amp;8 R&amp;&amp;D</oddHeader>', "'表'!$A$1:$E$5")
    Page(sheet='表', headers=('R&D',), footers=(Footer(passport=None, beside=''),), areas=((0, 0, 4, 4),))
    """
    apart = {b"odd"} | {
        b"even" if found == b"OddEven" else b"first" for found in _APART.findall(part)
    }
    said = {(found["page"], found["what"]): _raw(found["words"]) for found in _PART.finditer(part)}
    kinds = [page for page in (b"odd", b"even", b"first") if page in apart]
    headers = [_plain(said.get((page, b"Header"), "")) for page in kinds]
    footers = [said.get((page, b"Footer"), "") for page in kinds]
    return Page(sheet, strange_headers(headers),
                tuple(footer_of(words, _plain(words)) for words in footers),
                () if area is None else areas_of(area))  # fmt: skip


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
    ends = [re.split(r"[!.]", end)[-1].replace("$", "") for end in words.split(":")]
    found = [_CORNER.fullmatch(end) for end in (ends[0], ends[-1])]
    first, last = found
    if first is None or last is None or not (ends[0] and ends[-1]):
        return NOWHERE
    return (int(first["row"] or 1) - 1, _column(first["column"], 0),
            int(last["row"] or LAST_ROW) - 1, _column(last["column"], LAST_COLUMN))  # fmt: skip


def _column(letters: str, otherwise: int) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if letters else otherwise


def _raw(words: bytes) -> str:
    """Return a header or footer with its codes; openpyxl spells the end of a line in its own way."""
    bare = _CDATA.sub("", html.unescape(words.decode(errors="replace")))
    return bare.replace("_x000a_", "\n").replace("_x000A_", "\n")


def _plain(words: str) -> str:
    """Leave out the codes for looks; those that print something stay."""
    return "&".join(_LOOKS.sub("", part) for part in words.split("&&")).strip()
