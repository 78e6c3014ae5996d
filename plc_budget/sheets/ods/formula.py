"""Formulas of Excel in the words of OpenFormula."""

from __future__ import annotations

import re
from functools import lru_cache

_CELL = r"\$?[A-Z]{1,3}\$?[0-9]+"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    rf"|(?<![\w.$'])(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    rf"(?P<first>{_CELL})(?::(?P<last>{_CELL}))?(?![\w(!])"
    r"|(?P<comma>,)"
)
_PLAIN = re.compile(r"[^\W\d]\w*")


@lru_cache(maxsize=8192)
def open_formula(formula: str) -> str:
    """Translate a formula as we write them for Excel.

    Cells go into brackets, arguments are parted by semicolons, texts stay as they are.

    Parameters
    ----------
    formula : str
        With its ``=``.

    Examples
    --------
    >>> open_formula('=SUM(A1:B$2,經費概算表!$D$8)&"A1,B2"')
    'of:=SUM([.A1:.B$2];[$經費概算表.$D$8])&"A1,B2"'
    """
    return "of:" + _TOKEN.sub(_translated, formula)


def _translated(token: re.Match[str]) -> str:
    if token["text"]:
        return token["text"]
    if token["comma"]:
        return ";"
    sheet = token["sheet"] or ""
    where = f"${sheet_name(sheet.strip(chr(39)).replace(chr(39) * 2, chr(39)))}" if sheet else ""
    last = f":.{token['last']}" if token["last"] else ""
    return f"[{where}.{token['first']}{last}]"


def sheet_name(name: str) -> str:
    """Write the name of a sheet as an address needs it.

    Examples
    --------
    >>> sheet_name("經費概算表"), sheet_name("a b's")
    ('經費概算表', "'a b''s'")
    """
    return name if _PLAIN.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def address(sheet: str, first: str, last: str = "") -> str:
    """Name a cell, or a range of cells, of a sheet.

    Examples
    --------
    >>> address("經費概算表", "A1"), address("經費概算表", "A1", "B2")
    ('經費概算表.A1', '經費概算表.A1:經費概算表.B2')
    """
    name = sheet_name(sheet)
    return f"{name}.{first}:{name}.{last}" if last else f"{name}.{first}"
