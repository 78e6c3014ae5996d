"""The settings of a plan: each one's key in ``plan.toml``, how it is shown, how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.dates import short_roc_date
from plc_budget.desk import setting_values as values
from plc_budget.desk.state import Spot
from plc_budget.language import Bilingual, Text, text
from plc_budget.plan.details import Mode
from plc_budget.plan.history.field_words import MODES, field_words
from plc_budget.plan.reading import FILE
from plc_budget.rules import FundingKind, Kind
from plc_budget.rules.words import FUNDING

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.details import FundingSource
    from plc_budget.rules import RuleBook

Option = tuple[str, Text | Bilingual | str]
SETTINGS = "settings"
"""The table of the screen that settings are cells of."""
SOURCES = "funding.sources"
SOURCE = ("name", "kind", "share")
_WIDE = frozenset(
    {"periods.policy", "funding.heading", "funding.sentence", "reallocation.sentence", "title",
     "event.when", "event.venue", "organisers.hosting", "organisers.running", "signatures.boxes"}
)  # fmt: skip
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
        Reads what was typed, see :data:`plc_budget.desk.setting_values.Reader`.
    options : callable or None
        What it is chosen from under the rules that bind; it is typed if None.
    is_there : callable
        Whether the plan has anything to set here.
    """

    key: str
    shown: Callable[[Plan], str]
    read: values.Reader
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
    return values.SEPARATOR.join(names)


def _yes_no(_: RuleBook) -> Sequence[Option]:
    return ("true", text("yes")), ("false", text("no"))


def _assumed(_: RuleBook) -> Sequence[Option]:
    return ("true", text("assumed, not checked yet")), ("false", text("checked"))


def _checked(raw: str) -> object:
    return True if values.truth(raw) else None


def _modes(_: RuleBook) -> Sequence[Option]:
    return list(MODES.items())


def _policies(book: RuleBook) -> Sequence[Option]:
    return [(rule.id, rule.card.title) for rule in book.of_kind(Kind.PERIOD)]


KINDS: Sequence[Option] = list(FUNDING.items())
"""The kinds of money, with their names."""

GROUPS = (
    Group(text("What decides which rules apply"), (
        Setting("event.date", lambda p: roc(p.details.event.day), values.day),
        Setting("event.is_assumed", lambda p: _truth(p.details.event.is_assumed), _checked, _assumed,
                lambda p: p.details.event.is_assumed),
        Setting("event.last_day", lambda p: roc(p.details.event.last_day), values.optional(values.day)),
        Setting("school_year", lambda p: str(p.details.school_year), values.whole(1, _MOST_YEARS)),
        Setting("county", lambda p: p.details.county, values.words),
        Setting("periods.policy", lambda p: p.details.period_policy, values.needed, _policies),
    )),
    Group(text("Money"), (
        Setting("funding.approved_total", lambda p: f"{p.details.funding.approved_total:,}", values.money),
        Setting("funding.is_assumed", lambda p: _truth(p.details.funding.is_assumed), _checked, _assumed,
                lambda p: p.details.funding.is_assumed),
        Setting("funding.heading", lambda p: p.details.funding.heading, values.words),
        Setting("funding.sentence", lambda p: p.details.funding.sentence, values.words),
        Setting("reallocation.is_allowed", lambda p: _truth(p.details.reallocation.is_allowed),
                values.truth, _yes_no),
        Setting("reallocation.sentence", lambda p: p.details.reallocation.sentence, values.words),
    ), has_sources=True),
    Group(text("The event"), (
        Setting("event.mode", lambda p: p.details.event.mode, values.one_of(tuple(Mode)), _modes),
        Setting("event.sessions", lambda p: str(p.details.event.sessions), values.whole(1, 10_000)),
        Setting("participants.expected", lambda p: _number(p.details.participants.expected),
                values.optional(values.whole(0, _MOST_PEOPLE))),
        Setting("event.is_tentative", lambda p: _truth(p.details.event.is_tentative), values.truth, _yes_no),
        Setting("event.when", lambda p: p.details.event.when, values.words),
        Setting("event.venue", lambda p: p.details.event.venue, values.words),
        Setting("organisers.hosting", lambda p: _joined(p.details.organisers.hosting), values.names),
        Setting("organisers.running", lambda p: _joined(p.details.organisers.running), values.names),
    )),
    Group(text("On the sheet"), (
        Setting("title", lambda p: p.details.title, values.needed),
        Setting("signatures.boxes", lambda p: _joined(p.details.signatures), values.names),
    )),
)  # fmt: skip
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
    kinds = values.one_of(tuple(FundingKind))
    return {"name": values.needed, "kind": kinds, "share": values.share}[cell](raw)


_ONE_SOURCE = re.compile(r"funding\.sources\[(\d+)\](?:\.(\w+))?")
_NEAR = {"reallocation": "reallocation.is_allowed", "signatures": "signatures.boxes",
         "event": "event.date", "periods": "periods.policy"}  # fmt: skip


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
