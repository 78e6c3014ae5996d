"""The settings of a plan: what each is called, how it is read and written, and the sources of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.app.state import Spot
from plc_budget.dates import short_roc_date
from plc_budget.language import Bilingual, Text, text
from plc_budget.money import plain, read_capital_amount
from plc_budget.plan.details import Mode
from plc_budget.plan.history.field_words import MODES, field_words
from plc_budget.plan.keys import MOST_MONEY, TITLE
from plc_budget.plan.reading import FILE
from plc_budget.rules import FundingKind, Kind
from plc_budget.rules.words import FUNDING
from plc_budget.tables.cells import (
    Unreadable,
    read_day,
    read_number,
    read_percent,
    read_price,
    read_words,
    tidy,
)

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.details import FundingSource
    from plc_budget.rules import RuleBook


Reader = Callable[[str], object]
"""From a text to a value of ``plan.toml``; None takes the key out.

Raises :class:`~plc_budget.tables.cells.Unreadable`, which says what is allowed.
"""
SEPARATOR = "、"
_BETWEEN = re.compile(r"[、,，;；\n]")


def read_event_day(raw: str) -> object:
    """Read the day of the event, 民國 or common era.

    Examples
    --------
    >>> read_event_day("114/5/31"), read_event_day("民國114年5月31日") == read_event_day("2025-05-31")
    (datetime.date(2025, 5, 31), True)
    """
    return read_day(raw)


def read_money(raw: str) -> int:
    """Read an amount in figures or in capitals. [NTD]

    Raises
    ------
    Unreadable
        If it is no whole amount.

    Examples
    --------
    >>> read_money("15,000元"), read_money("新台幣壹萬伍仟元整")
    (15000, 15000)
    """
    allowed = text("a whole amount such as 15,000")
    try:
        number = _amount(raw)
    except ValueError:
        raise Unreadable(allowed) from None
    if number != int(number) or not 0 <= number <= MOST_MONEY:
        raise Unreadable(allowed)
    return int(number)


def _amount(raw: str) -> Decimal:
    try:
        return read_price(raw)[0]
    except Unreadable:
        return Decimal(read_capital_amount(raw))


def read_whole(least: int, most: int) -> Reader:
    """Return what reads a whole number within limits.

    Examples
    --------
    >>> read_whole(1, 999)("１１３學年度")
    113
    """

    def read(raw: str) -> int:
        allowed = text("a whole number from {least:,} to {most:,}", least=least, most=most)
        try:
            number = read_number(re.sub(r"[^\d.,+-]+$", "", tidy(raw)))
        except Unreadable:
            raise Unreadable(allowed) from None
        if number != int(number) or not least <= number <= most:
            raise Unreadable(allowed)
        return int(number)

    return read


def read_share(raw: str) -> str:
    """Read the share of a source of money, as the plan writes it. [percent]

    Examples
    --------
    >>> read_share("85 %"), read_share("33.30")
    ('85', '33.3')
    """
    allowed = text("a percentage above 0 and up to 100, such as 85")
    try:
        number = read_percent(raw)
    except Unreadable:
        raise Unreadable(allowed) from None
    if number == 0:
        raise Unreadable(allowed)
    return plain(number)


def read_text(raw: str) -> str:
    """Read a text that is printed in one cell; it may be empty."""
    found = read_words(raw)
    if len(found) > TITLE:
        raise Unreadable(text("at most {most:,} characters", most=TITLE))
    return found


def read_needed(raw: str) -> str:
    """Read a text that must be there."""
    found = read_text(raw)
    if not found:
        raise Unreadable(text("a name"))
    return found


def read_names(raw: str) -> list[str]:
    """Read names in a row; none is an empty list.

    Examples
    --------
    >>> read_names("承辦人、 科長，處長")
    ['承辦人', '科長', '處長']
    """
    return [part for one in _BETWEEN.split(raw) if (part := read_text(one))]


def read_truth(raw: str) -> bool:
    """Read a choice between yes and no."""
    return read_one_of(("true", "false"))(raw) == "true"


def read_one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """Return what reads one of several words."""

    def read(raw: str) -> str:
        if raw not in known:
            raise Unreadable(text("one of the list"))
        return raw

    return read


def read_optional(read: Reader) -> Reader:
    """Return what takes an empty cell for no value."""
    return lambda raw: read(raw) if raw.strip() else None


Option = tuple[str, Text | Bilingual | str]
SETTINGS = "settings"
"""The table of the screen that settings are cells of."""
SOURCES = "funding.sources"
SOURCE = ("name", "kind", "share")
_WIDE = frozenset(
    {
        "periods.policy",
        "funding.heading",
        "funding.sentence",
        "reallocation.sentence",
        "title",
        "event.when",
        "event.venue",
        "organisers.hosting",
        "organisers.running",
        "signatures.boxes",
    }
)
_MOST_YEARS = 999
_MOST_PEOPLE = 1_000_000


def _always(_: Plan) -> bool:
    """Tell that a plan has it, whatever it says."""
    return True


@dataclass(frozen=True)
class Setting:
    """One value of ``plan.toml`` that is typed or chosen.

    Attributes
    ----------
    key : str
        Its key.
    shown : callable
        Writes it as it is typed.
    read : callable
        Reads what was typed, see :data:`plc_budget.app.settings.Reader`.
    options : callable or None
        What it is chosen from under the rules that bind; it is typed if None.
    is_there : callable
        Whether the plan has anything to set here.
    """

    key: str
    shown: Callable[[Plan], str]
    read: Reader
    options: Callable[[RuleBook], Sequence[Option]] | None = None
    is_there: Callable[[Plan], bool] = _always

    @property
    def name(self) -> Text | str:
        """What it is called."""
        return field_words(FILE, self.key)

    @property
    def is_wide(self) -> bool:
        """Whether it is a sentence or a name, which needs room on the screen."""
        return self.key in _WIDE


@dataclass(frozen=True)
class Group:
    """Settings that belong together."""

    title: Text
    settings: tuple[Setting, ...]
    has_sources: bool = False


def roc(day: date | None) -> str:
    """Write a day as it is typed, with its 民國 year.

    Examples
    --------
    >>> roc(date(2025, 5, 31))
    '114/5/31'
    """
    return short_roc_date(day) if day else ""


def _truth(value: bool) -> str:  # noqa: FBT001 - the value of a setting
    return "true" if value else "false"


def _joined(names: Sequence[str]) -> str:
    return SEPARATOR.join(names)


def _yes_no(_: RuleBook) -> Sequence[Option]:
    return ("true", text("yes")), ("false", text("no"))


def _assumed(_: RuleBook) -> Sequence[Option]:
    return ("true", text("assumed, not checked yet")), ("false", text("checked"))


def _checked(raw: str) -> object:
    return True if read_truth(raw) else None


def _modes(_: RuleBook) -> Sequence[Option]:
    return list(MODES.items())


def _policies(book: RuleBook) -> Sequence[Option]:
    return [(rule.id, rule.card.title) for rule in book.of_kind(Kind.PERIOD)]


KINDS: Sequence[Option] = list(FUNDING.items())
"""The kinds of money, with their names."""

GROUPS = (
    Group(
        text("What decides which rules apply"),
        (
            Setting("event.date", lambda p: roc(p.details.event.day), read_event_day),
            Setting(
                "event.is_assumed",
                lambda p: _truth(p.details.event.is_assumed),
                _checked,
                _assumed,
                lambda p: p.details.event.is_assumed,
            ),
            Setting(
                "event.last_day",
                lambda p: roc(p.details.event.last_day),
                read_optional(read_event_day),
            ),
            Setting(
                "school_year", lambda p: str(p.details.school_year), read_whole(1, _MOST_YEARS)
            ),
            Setting("county", lambda p: p.details.county, read_text),
            Setting("periods.policy", lambda p: p.details.period_policy, read_needed, _policies),
        ),
    ),
    Group(
        text("Money"),
        (
            Setting(
                "funding.approved_total",
                lambda p: f"{p.details.funding.approved_total:,}",
                read_money,
            ),
            Setting(
                "funding.is_assumed",
                lambda p: _truth(p.details.funding.is_assumed),
                _checked,
                _assumed,
                lambda p: p.details.funding.is_assumed,
            ),
            Setting("funding.heading", lambda p: p.details.funding.heading, read_text),
            Setting("funding.sentence", lambda p: p.details.funding.sentence, read_text),
            Setting(
                "reallocation.is_allowed",
                lambda p: _truth(p.details.reallocation.is_allowed),
                read_truth,
                _yes_no,
            ),
            Setting("reallocation.sentence", lambda p: p.details.reallocation.sentence, read_text),
        ),
        has_sources=True,
    ),
    Group(
        text("The event"),
        (
            Setting("event.mode", lambda p: p.details.event.mode, read_one_of(tuple(Mode)), _modes),
            Setting(
                "event.sessions", lambda p: str(p.details.event.sessions), read_whole(1, 10_000)
            ),
            Setting(
                "participants.expected",
                lambda p: _number(p.details.participants.expected),
                read_optional(read_whole(0, _MOST_PEOPLE)),
            ),
            Setting(
                "event.is_tentative",
                lambda p: _truth(p.details.event.is_tentative),
                read_truth,
                _yes_no,
            ),
            Setting("event.when", lambda p: p.details.event.when, read_text),
            Setting("event.venue", lambda p: p.details.event.venue, read_text),
            Setting(
                "organisers.hosting", lambda p: _joined(p.details.organisers.hosting), read_names
            ),
            Setting(
                "organisers.running", lambda p: _joined(p.details.organisers.running), read_names
            ),
        ),
    ),
    Group(
        text("On the sheet"),
        (
            Setting("title", lambda p: p.details.title, read_needed),
            Setting("signatures.boxes", lambda p: _joined(p.details.signatures), read_names),
        ),
    ),
)
"""Every setting, in the order of the panel."""
BY_KEY = {setting.key: setting for group in GROUPS for setting in group.settings}


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def source_cells(source: FundingSource) -> tuple[str, str, str]:
    """Write a source of money as it is typed: name, kind, share. [percent]"""
    from plc_budget.money import plain

    return source.name, source.kind, plain(source.share)


def read_source(cell: str, raw: str) -> object:
    """Read one cell of a source of money.

    Parameters
    ----------
    cell : str
        One of :data:`SOURCE`.
    raw : str
        What was typed or chosen.
    """
    kinds = read_one_of(tuple(FundingKind))
    return {"name": read_needed, "kind": kinds, "share": read_share}[cell](raw)


_ONE_SOURCE = re.compile(r"funding\.sources\[(\d+)\](?:\.(\w+))?")
_NEAR = {
    "reallocation": "reallocation.is_allowed",
    "signatures": "signatures.boxes",
    "event": "event.date",
    "periods": "periods.policy",
}


def setting_spot(key: str, plan: Plan) -> Spot | None:
    """Return the cell of the screen where a value of ``plan.toml`` is set; None if there is none.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> setting_spot("funding.sources[1].share", plan)
    Spot(table='settings', row='1', column='share')
    >>> setting_spot("parameters.misc-share", plan) is None
    True
    """
    if key == SOURCES:
        return Spot(SETTINGS, "1", "name")
    one = _ONE_SOURCE.fullmatch(key)
    if one is not None:
        return Spot(SETTINGS, one[1], one[2] if one[2] in SOURCE else "name")
    setting = BY_KEY.get(_NEAR.get(key, key))
    return Spot(SETTINGS, "", setting.key) if setting and setting.is_there(plan) else None
