"""What amounts are printed in: 元, 仟元, 萬元; found in titles and headings, applied exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plc_budget.spreadsheets.sheet import squeeze

SCALES = {
    "": 1, "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "萬": 10_000, "万": 10_000,
    "十萬": 100_000, "拾萬": 100_000, "百萬": 1_000_000, "佰萬": 1_000_000, "千萬": 10_000_000,
    "仟萬": 10_000_000, "億": 100_000_000,
}  # fmt: skip
SIGNS = "十萬|拾萬|百萬|佰萬|千萬|仟萬|十|拾|百|佰|千|仟|萬|万|億"
_CURRENCY = r"(?:新[台臺]幣|[台臺]幣|NTD?\$?)?"
_UNIT_NOTE = re.compile(
    rf"(?<![辦行導理管請])單位(?:[::為]|均為|皆為|以)*{_CURRENCY}[::]?(?P<scale>{SIGNS})?[元圓](?![^\W\d_])|以{_CURRENCY}(?P<by>{SIGNS})[元圓]為單位",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(
    rf"[(\[/:]?{_CURRENCY}(?P<scale>{SIGNS})?[元圓][)\]]?$|\({_CURRENCY}(?P<inner>{SIGNS})?[元圓]\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What amounts are printed in, and the words that say so."""

    factor: int
    words: str


def scale_of_note(words: str) -> Scale | None:
    """Read a note such as ``單位：仟元``, also as part of a title.

    Examples
    --------
    >>> scale_of_note("104會計年度概算表，單位：仟元").factor, scale_of_note("單位：新臺幣元").factor
    (1000, 1)
    >>> scale_of_note("執行單位：花蓮縣政府") is None
    True
    """
    found = _UNIT_NOTE.search(squeeze(words))
    return Scale(SCALES[found["scale"] or found["by"] or ""], found[0]) if found else None


def scale_of_heading(words: str) -> Scale | None:
    """Read what a heading says behind its name: ``單價(仟元)``, ``總價（元）``.

    Examples
    --------
    >>> scale_of_heading("單價\\n（仟元）").factor, scale_of_heading("總價(元)").factor
    (1000, 1)
    >>> scale_of_heading("單價") is None
    True
    """
    found = _IN_HEADING.search(squeeze(words))
    return Scale(SCALES[found["scale"] or found["inner"] or ""], found[0]) if found else None


def first_scale(notes: Iterable[str]) -> Scale | None:
    """Return the first unit note among several texts."""
    return next((scale for words in notes if (scale := scale_of_note(words))), None)
