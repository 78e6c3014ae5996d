"""Text of the plan that quotes a number still agrees with it: sessions, periods, copies, prices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from plc_budget.checks.meant import MEANT, quantities
from plc_budget.checks.mentions import Mention, Quoted, find_notes, mentions_in
from plc_budget.dates import ROC_OFFSET, roc_date
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import half_width, plain

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Details, Plan

_WHEN = "event.when"
_OF_THE_PLAN = (_WHEN, "funding.heading", "funding.sentence")
"""Texts that speak of this plan alone; elsewhere a sentence has to say that it does."""
_DAY = re.compile(r"(?<!\d)(\d{2,3})年(\d{1,2})月(?:(\d{1,2})日)?")
_YEARS = re.compile(r"(?<!\d)(\d{2,3})(?:\s*[-–~～至]\s*(\d{2,3}))?學年度")
_PERCENT = r"[^\d，。；、%％]{0,6}(\d+(?:\.\d+)?)\s*[%％]"
_GIVEN = re.compile(
    r"(?:由|[，。；、,;\s]|^)(?P<who>[^\d，。；、,;%％\s]{3,}?)(?:補助|配合|自籌|負擔|分擔|支應|編列)款?\s*"
    r"(?P<share>\d+(?:\.\d+)?)\s*[%％]"
)
"""Who gives how much, such as 教育部補助85%."""


class Passage(NamedTuple):
    """A text of the plan, and where it is mended."""

    words: str
    field: str


def numbers_agree(plan: Plan) -> list[Finding]:
    """A number that is quoted in the plan's text is the plan's number (文字與數字相符)."""
    meant: dict[Quoted, Collection[Decimal]] = {}
    for mention, _ in (found := _mentions(_passages(plan.details))):
        if mention.kind not in meant:
            meant[mention.kind] = MEANT[mention.kind](plan)
    return [
        _disagrees(mention.quote, _said(meant[mention.kind], mention.kind), field)
        for mention, field in found
        if meant[mention.kind] and mention.number not in meant[mention.kind]
    ]


def _passages(details: Details) -> tuple[Passage, ...]:
    return (
        Passage(details.event.when, _WHEN),
        Passage(details.participants.who, "participants.who"),
        Passage(details.funding.heading, "funding.heading"),
        Passage(details.funding.sentence, "funding.sentence"),
        Passage(details.reallocation.sentence, "reallocation.sentence"),
        *(
            Passage(s.text, f"sections[{at}].text")
            for at, s in enumerate(details.sections, start=1)
        ),
        *(
            Passage(a.reason, f"answers[{at}].reason")
            for at, a in enumerate(details.answers, start=1)
        ),
    )


@lru_cache(maxsize=64)  # the texts stay as they are while the tables are worked on
def _mentions(passages: tuple[Passage, ...]) -> tuple[tuple[Mention, str], ...]:
    """Find what the texts quote, and where they are mended."""
    return tuple(
        (mention, passage.field)
        for passage in passages
        if passage.words
        for mention in mentions_in(passage.words)
        if _is_meant(passage, mention)
    )


def _is_meant(passage: Passage, mention: Mention) -> bool:
    if mention.kind is Quoted.PEOPLE:
        return passage.field == "participants.who"
    if mention.kind is Quoted.DAYS:
        return passage.field == _WHEN
    return mention.kind is Quoted.COPIES or mention.is_own or passage.field in _OF_THE_PLAN


def notes_agree(plan: Plan) -> list[Finding]:
    """What the note of a line says of that line is so: its whole quantity, its price."""
    lines = [line for line in plan.budget.lines if line.row.note and not line.is_percentage]
    return [finding for line in lines for finding in _noted(line)]


def _noted(line: Line) -> Iterator[Finding]:
    for noted in find_notes(line.row.note, line.row.unit):
        allowed = {line.unit_price} if noted.is_price else quantities(line)
        if noted.number not in allowed:
            unit = ("元/" if noted.is_price else "") + line.row.unit
            yield _disagrees(noted.quote, _said(allowed, unit), "note", line)


def days_agree(plan: Plan) -> list[Finding]:
    """A sentence that names days names one of the event's."""
    named = _DAY.findall(half_width(plan.details.event.when))
    days = {*plan.days, plan.details.event.day}
    said = {(on.year - ROC_OFFSET, on.month, here) for on in days for here in (on.day, 0)}
    if not named or any((int(y), int(m), int(d or 0)) in said for y, m, d in named):
        return []
    year, month, day = named[0]
    quote = f"{year}年{month}月{f'{day}日' if day else ''}"
    return [_disagrees(quote, roc_date(plan.details.event.day), _WHEN)]


def names_agree(plan: Plan) -> list[Finding]:
    """A title that names school years names the plan's; a sentence gives a source its share."""
    return [*_school_year(plan), *_shares(plan)]


def _school_year(plan: Plan) -> Iterator[Finding]:
    """A title that names school years, and none of them is the plan's."""
    for field in ("title", "programme"):
        words = half_width(getattr(plan.details, field))
        named = {int(year) for pair in _YEARS.findall(words) for year in pair if year}
        if named and plan.details.school_year not in named:
            yield _disagrees(f"{min(named)}學年度", f"{plan.details.school_year}學年度", field)


def _shares(plan: Plan) -> Iterator[Finding]:
    """A sentence that gives the share of a source by its name (補助85%), whole or in part."""
    sentence = half_width(plan.details.funding.sentence)
    sources = {half_width(source.name): source.share for source in plan.details.funding.sources}
    for name, share in sources.items():
        match = re.search(re.escape(name) + _PERCENT, sentence)
        if match and Decimal(match[1]) != share:
            yield _disagrees(match[0], f"{plain(share)}%", "funding.sentence")
    for given in _GIVEN.finditer(sentence):
        named = [share for name, share in sources.items() if given["who"] in name]
        is_short = not any(name in given["who"] for name in sources)
        if is_short and len(named) == 1 and Decimal(given["share"]) != named[0]:
            yield _disagrees(
                given[0].lstrip("由，。；、,; "), f"{plain(named[0])}%", "funding.sentence"
            )


def _said(allowed: Collection[Decimal], unit: str) -> str:
    return "、".join(f"{plain(number)}{unit}" for number in sorted(allowed))


def _disagrees(quote: str, figure: str, field: str, line: Line | None = None) -> Finding:
    where = line.place(field) if line else Place("plan.toml", field=field)
    return Finding(
        "TEXT-DISAGREES",
        Severity.WARNING,
        text("The text says “{quote}”; by the plan it is {figure}.", quote=quote, figure=figure),
        text("Correct the text, or what it speaks of; if both are right, record why."),
        where,
        Question.SUMS,
    )
