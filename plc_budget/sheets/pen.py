"""Writing cells: one format per look, text that never becomes a formula, formulas with values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plc_budget.sheets.wording import CODE
from plc_budget.spreadsheets.addresses import column_letters, read_address

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Sheet

FONT = "標楷體"
_FIRST_WIDE = "\u2e80"
"""From here on signs are two columns wide."""
_SMALLER = 1.2
"""How many letters of 10 points stand where ten of 12 do, in tens."""
_LARGER = 0.72
"""The same of 16 points, with a little room to spare."""
_LONG_WORD = re.compile(r"[!-~]{4}")
_PIECES = re.compile(r"[!-~]+|.")
"""What a program does not break: words and numbers; Chinese is broken behind every sign."""
_CODES = 4
"""Width of the hidden column of codes, where it is shown again."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_INDENT = 3
"""What an indented text loses of its column."""
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "border": 1}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "border": 0, "text_wrap": True},
    "subtitle": {"align": "center", "border": 0, "text_wrap": True},
    "plain": {"border": 0},
    "plain_wrap": {"border": 0, "text_wrap": True},
    "plain_right": {"border": 0, "align": "right"},
    "head": {"bold": True, "align": "center", "bg_color": "#E8EDF3", "text_wrap": True},
    "band": {"bold": True, "bg_color": "#F2F2F2", "text_wrap": True, "indent": 1},
    "text": {"text_wrap": True, "indent": 1},
    "small": {"text_wrap": True, "font_size": 10, "indent": 1},
    "center": {"align": "center", "text_wrap": True},
    "small_center": {"align": "center", "text_wrap": True, "font_size": 10},
    "strong": {"bold": True, "align": "center"},
    "sign": {"align": "center", "valign": "top"},
    "number": {"align": "right"},
    "total": {"bold": True, "align": "right"},
    "words": {"bold": True, "text_wrap": True, "indent": 1},
}


@dataclass
class Pen:
    """A shell over one workbook: looks by name, cells by address."""

    workbook: Workbook
    _formats: dict[tuple[object, ...], Format] = field(default_factory=dict)
    _given: dict[int, dict[str, str | float]] = field(default_factory=dict)

    def look(
        self, name: str, *, number: str = "", is_input: bool = False, quoted: bool = False
    ) -> Format:
        """Return the format of a look; an input cell is unlocked and tinted."""
        key = (name, number, is_input, quoted)
        if key not in self._formats:
            properties = {**_BASE, **_LOOKS[name]}
            if number:
                properties["num_format"] = number
            if is_input:
                properties |= {"locked": False, "bg_color": "#FFFBE8"}
            if quoted:
                properties["quote_prefix"] = True
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def text(
        self, sheet: Sheet, address: str, words: str, look: str = "text", *, is_input: bool = False
    ) -> None:
        """Write text; what looks like a formula stays text, also when it is edited again."""
        quoted = words.startswith(("=", "+", "-", "@")) and len(words) > 1
        words = literal(words)
        style = self.look(look, is_input=is_input, quoted=quoted)
        row, column = _place(address)
        if words:
            sheet.write_string(row, column, words, style)
        else:
            sheet.write_blank(row, column, None, style)

    def number(
        self,
        sheet: Sheet,
        address: str,
        value: Decimal | int,
        shown: str,
        look: str = "number",
        *,
        is_input: bool = False,
    ) -> None:
        """Write a number; a spreadsheet has only binary ones, so this is where exactness ends."""
        style = self.look(look, number=shown, is_input=is_input)
        sheet.write_number(*_place(address), float(value), style)

    def formula(
        self,
        sheet: Sheet,
        address: str,
        formula: str,
        value: Decimal | int | str,
        shown: str = "",
        look: str = "number",
    ) -> None:
        """Write a live formula together with its value, for readers that do not calculate."""
        stored = (
            value
            if isinstance(value, int)
            else literal(value)
            if isinstance(value, str)
            else float(value)
        )
        sheet.write_formula(
            *_place(address), literal(formula), self.look(look, number=shown), stored
        )
        self._given.setdefault(id(sheet), {})[address] = stored

    def given(self) -> list[dict[str, str | float]]:
        """Return for each sheet, in their order, the values its formulas were written with."""
        return [self._given.get(id(sheet), {}) for sheet in self.workbook.worksheets()]

    def codes(self, sheet: Sheet, column: int, header: int, codes: Sequence[str]) -> None:
        """Write the hidden column that says which line each row below the headings is."""
        self.text(sheet, f"{column_letters(column)}{header}", CODE, "head")
        for row, code in enumerate(codes, start=header + 1):
            self.text(sheet, f"{column_letters(column)}{row}", code)
        sheet.set_column(column, column, _CODES, None, {"hidden": True})

    def joined(self, sheet: Sheet, cells: str, look: str) -> None:
        """Make one cell of several; what stands in it is written to the first."""
        first, last = cells.split(":")
        if first != last:
            sheet.merge_range(*_place(first), *_place(last), "", self.look(look))

    def merged(self, sheet: Sheet, cells: str, words: str, look: str = "text") -> None:
        """Write text over several cells."""
        self.joined(sheet, cells, look)
        self.text(sheet, cells.split(":", maxsplit=1)[0], words, look)


def _place(address: str) -> tuple[int, int]:
    """Return row and column from 0; XlsxWriter would parse every address anew."""
    spot = read_address(address)
    if spot is None:
        raise ValueError(address)
    return spot


def literal(words: str) -> str:
    """Return a text that every program shows as it is, with line feeds alone at the ends of lines.

    Excel takes ``_x0041_`` for an escaped A, in cells, formulas and footers; XlsxWriter escapes
    neither formulas nor two that overlap.  A sign of no width keeps it from being one.

    Examples
    --------
    >>> literal("一\\r\\n二"), literal("_x0041_") == "_\u200bx0041_"
    ('一\\n二', True)
    """
    return _ESCAPE.sub("_\u200b", words.replace("\r\n", "\n").replace("\r", "\n"))


def quoted(words: str) -> str:
    """Write a text as a literal of a formula, in pieces no longer than Excel takes.

    Examples
    --------
    >>> quoted('由"縣府"自籌')
    '"由""縣府""自籌"'
    """
    pieces = [words[at : at + 120] for at in range(0, len(words), 120)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def with_unit(words: str, decimals: int = 0) -> str:
    """Return the number format that prints words behind a number, such as ``1,000元/節``.

    Examples
    --------
    >>> with_unit("元/節")
    '#,##0"元/節"'
    """
    safe = "".join(sign for sign in words if sign not in '"\\' and sign.isprintable())
    places = "." + "0" * decimals if decimals else ""
    return f'#,##0{places}"{safe}"' if safe else f"#,##0{places}"


def decimals_of(number: Decimal) -> int:
    """Count the decimals a number needs to be shown whole.

    Examples
    --------
    >>> decimals_of(Decimal("46.050")), decimals_of(Decimal("1000"))
    (2, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=4096)
def lines_needed(words: str, width: float) -> int:
    """Estimate how many lines an indented text takes in a column; a Chinese sign is two wide.

    Words and numbers are not broken if a line has room for them.

    Examples
    --------
    >>> lines_needed("經費項目", 11), lines_needed("經費項目", 7), lines_needed("依第1070030976號函", 17)
    (1, 2, 2)
    """
    room = max(int(width) - _INDENT, 2)
    return sum(_lines(part, room) for part in words.split("\n"))


def _lines(words: str, room: int) -> int:
    wide = width_of(words)
    if wide <= room:
        return 1
    if not _LONG_WORD.search(words):
        return -(-wide // room)
    lines, used = 0, room
    for piece in _PIECES.findall(words):
        width = width_of(piece)
        if used + width <= room:
            used += width
        else:
            lines, used = lines + -(-width // room), width % room or room
    return lines


def small_height(parts: Sequence[str], widths: Sequence[float]) -> int:
    """Return the height of a row of small text; a letter of 10 points is narrower than our digits.

    Examples
    --------
    >>> small_height(["甲", "教育部補助"], [10, 10]), small_height(["甲"], [10])
    (33, 20)
    """
    needed = max(
        lines_needed(part, width * _SMALLER) for part, width in zip(parts, widths, strict=True)
    )
    return max(20, 14 * needed + 5)


def title_height(title: str, widths: Sequence[float], line: int = 30) -> int:
    """Return the height of a title over all columns, whose letters have 16 points. [pt]

    Examples
    --------
    >>> title_height("教師增能研習經費分配", [46, 30]), title_height("教師增能研習" * 5, [46, 30])
    (30, 60)
    """
    return line * lines_needed(title, sum(widths) * _LARGER)


def width_of(words: str) -> int:
    """Return how wide a text is printed; a Chinese sign is two wide.

    Examples
    --------
    >>> width_of("1,000元/節")
    10
    """
    return sum(2 if sign >= _FIRST_WIDE else 1 for sign in words)
