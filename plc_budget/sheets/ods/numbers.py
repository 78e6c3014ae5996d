"""Number formats of Excel: what they show, and how OpenDocument describes them.

Only what our sheets use: places, thousands, percent, words around the number, a time of day, and
sections for positive, negative and zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from plc_budget.sheets.ods.markup import escaped, tag

GENERAL = ("", "General")
TEXT = "@"
TIME = "hh:mm"
_SECTION = re.compile(
    r'(?P<before>(?:"[^"]*"|[+\-])*)(?P<whole>[#0,]+)(?:\.(?P<places>[0#]+))?(?P<percent>%?)'
    r'(?P<after>(?:"[^"]*")*)'
)
_GENERAL_DIGITS = 15
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Section:
    """How a number is shown: its decimals, and the words around it."""

    before: str
    grouped: bool
    least: int
    most: int
    percent: bool
    after: str

    def shown(self, value: float) -> str:
        """Show the size of a number; its sign is the section's own affair."""
        size = abs(Decimal(repr(value))) * (100 if self.percent else 1)
        digits = f"{size.quantize(Decimal(1).scaleb(-self.most), ROUND_HALF_UP):{',' if self.grouped else ''}f}"
        for _ in range(self.most - self.least):
            digits = digits.removesuffix("0")
        return f"{self.before}{digits.removesuffix('.')}{'%' * self.percent}{self.after}"


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Take a number format apart.

    Raises
    ------
    ValueError
        If it is none that our sheets use.
    """
    return tuple(_section(part) for part in code.split(";"))


def _section(code: str) -> Section:
    found = _SECTION.fullmatch(code)
    if found is None:
        raise ValueError(f"no number format of our sheets: {code}")
    places = found["places"] or ""
    return Section(found["before"].replace('"', ""), "," in found["whole"], places.count("0"),
                   len(places), bool(found["percent"]), found["after"].replace('"', ""))  # fmt: skip


def shown(value: float, code: str) -> str:
    """Show a number as a spreadsheet does.

    Examples
    --------
    >>> shown(1000, '#,##0"元/節"'), shown(-0.125, "+0.00%;-0.00%;0.00%"), shown(0.375, "hh:mm")
    ('1,000元/節', '-12.50%', '09:00')
    """
    if code in GENERAL:
        return f"{value:.{_GENERAL_DIGITS}g}"
    if code == TIME:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    parts = sections(code)
    if len(parts) == 1:
        return ("-" if value < 0 else "") + parts[0].shown(value)
    positive, negative, zero = parts
    return (positive if value > 0 else negative if value < 0 else zero).shown(value)


@lru_cache(maxsize=512)
def number_style(name: str, code: str) -> str:
    """Describe a number format as a style of that name."""
    if code == TEXT:
        return f'<number:text-style style:name="{name}"><number:text-content/></number:text-style>'
    if code == TIME:
        return (
            f'<number:time-style style:name="{name}"><number:hours number:style="long"/>'
            '<number:text>:</number:text><number:minutes number:style="long"/></number:time-style>'
        )
    *others, main = sections(code)
    maps, styles = "", ""
    for number, (section, condition) in enumerate(
        zip(others, ("value()>0", "value()<0"), strict=False)
    ):
        part = f"{name}P{number}"
        styles += _style(part, section, volatile=True)
        maps += tag("style:map", {"style:condition": condition, "style:apply-style-name": part})
    return styles + _style(name, main, maps)


def _style(name: str, section: Section, maps: str = "", *, volatile: bool = False) -> str:
    kind = "percentage" if section.percent else "number"
    volatility = ' style:volatile="true"' if volatile else ""
    number = tag("number:number", {
        "number:decimal-places": section.most, "number:min-decimal-places": section.least,
        "number:min-integer-digits": 1, "number:grouping": "true" if section.grouped else "",
    })  # fmt: skip
    after = _words("%" * section.percent + section.after)
    inside = f"{_words(section.before)}{number}{after}{maps}"
    return f'<number:{kind}-style style:name="{name}"{volatility}>{inside}</number:{kind}-style>'


def _words(words: str) -> str:
    return f"<number:text>{escaped(words)}</number:text>" if words else ""


def typed(value: float, code: str) -> str:
    """Write a number as the value of a cell, of the type its format shows.

    Examples
    --------
    >>> typed(15000.0, "#,##0"), typed(0.375, "hh:mm")
    ('office:value-type="float" office:value="15000"', 'office:value-type="time" office:time-value="PT09H00M00S"')
    """
    if code == TIME:
        seconds = round(value * _SECONDS_A_DAY)
        return (
            'office:value-type="time" office:time-value='
            f'"PT{seconds // 3600:02}H{seconds // 60 % 60:02}M{seconds % 60:02}S"'
        )
    kind = "percentage" if "%" in code else "float"
    return f'office:value-type="{kind}" office:value="{exact(value)}"'


def exact(value: float) -> str:
    """Write a number so that the same one is read back.

    Examples
    --------
    >>> exact(15000.0), exact(46.05)
    ('15000', '46.05')
    """
    return str(int(value)) if value == int(value) else repr(value)
