"""Where ``plan.toml`` is no TOML, and what to write there instead."""

from __future__ import annotations

import re

from plc_budget.dates import read_date
from plc_budget.findings import Finding, Place, error
from plc_budget.language import Text, excerpt, text

_LONGEST = 60
_SPOT = re.compile(r"at line (\d+), column \d+")
_ENTRY = re.compile(r"^\s*(?P<key>[\w.-]+)\s*=\s*(?P<value>.*?)\s*(?:#.*)?$")
_WITH_COMMAS = re.compile(r"^\d{1,3}(?:[,，]\d{3})+\s*元?$")
_DATE = re.compile(r"^(?:中華民國|民國)?\d{2,4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)$")


def no_toml(problem: Exception, words: str, file: str) -> Finding:
    """Name the line that breaks off being TOML, show it, and say what to write.

    Parameters
    ----------
    problem : Exception
        What the parser raised; its own words are not for planners.
    words : str
        The file.
    file : str
        Its name.

    Examples
    --------
    >>> found = no_toml(ValueError("(at line 1, column 7)"), "a = 15,000", "plan.toml")
    >>> found.remedy.render("en")
    'Write the number without commas: a = 15000'
    """
    lines = words.splitlines() or [""]
    spot = _SPOT.search(str(problem))
    number = min(int(spot[1]), len(lines)) if spot else _last(lines)
    line = lines[number - 1]
    return error(
        "PLAN-TOML",
        text(
            "{file} cannot be read from line {line} on: “{shown}”.",
            file=file,
            line=number,
            shown=_shown(line),
        ),
        _remedy(line),
        Place(file, number),
    )


def _last(lines: list[str]) -> int:
    return max((number for number, line in enumerate(lines, start=1) if line.strip()), default=1)


def _shown(line: str) -> str:
    return excerpt(line.strip(), _LONGEST)


def _remedy(line: str) -> Text:
    entry = _ENTRY.match(line)
    if entry is None:
        return text("Look at this line and the one above; a line is key = value or [table].")
    key, value = entry["key"], entry["value"]
    if not value:
        return text("Write what {key} is behind the =, or delete the line.", key=key)
    if _WITH_COMMAS.match(value):
        number = re.sub(r"\D", "", value)
        return text("Write the number without commas: {key} = {number}", key=key, number=number)
    if _DATE.match(value):
        return _date(key, value)
    return _quoting(key, value)


def _quoting(key: str, value: str) -> Text:
    if value[0] in "“”「＂＇":
        return text(
            'Write straight quotation marks: {key} = "{value}"', key=key, value=_bare(value)
        )
    if value[0] not in "\"'[{":
        return text(
            'A text stands in quotation marks: {key} = "{value}"', key=key, value=_bare(value)
        )
    return text(
        'Close the quotation mark or bracket that opens here; within a text write \\" for ".'
    )


def _date(key: str, value: str) -> Text:
    try:
        read_date(value)
    except ValueError:
        return text("“{value}” is no day of the calendar; write one that is.", value=value)
    return text('Write the date in quotation marks: {key} = "{value}"', key=key, value=value)


def _bare(value: str) -> str:
    return _shown(value.strip("“”「」＂＇\"'"))
