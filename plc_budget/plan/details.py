"""What ``plan.toml`` says: everything of a plan that is not a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from plc_budget.rules import FundingKind

if TYPE_CHECKING:
    from plc_budget.rules.book import Statement

SIGNATURES = ("承辦人", "科長", "會辦主計處", "處長")
"""Boxes of a county office, left to right, when a plan names none."""
NATIONAL_POLICY = "speaker-fee-period"


class Mode(StrEnum):
    """How people take part (辦理方式)."""

    ONLINE = "online"
    ONSITE = "onsite"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Event:
    """When and where (辦理時間與地點); ``day`` is the one the rules are read for."""

    day: date
    when: str = ""
    is_tentative: bool = False
    sessions: int = 1
    mode: Mode = Mode.ONSITE
    venue: str = ""
    last_day: date | None = None
    """The end of the plan period (計畫期程), which settlement deadlines count from."""
    is_assumed: bool = False
    """Whether a program chose the day, because the paper it read names none."""


@dataclass(frozen=True, slots=True)
class Organisers:
    """指導單位, 主辦單位, 承辦單位, 協辦單位."""

    advising: tuple[str, ...] = ()
    hosting: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """Who counts as the host when a speaker is called 內聘."""
        return self.hosting + self.running


@dataclass(frozen=True, slots=True)
class Participants:
    """Who is invited (參加對象), and how many are expected if that is known."""

    who: str = ""
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class FundingSource:
    """One source of money (經費來源) and its share of the total. [percent]"""

    name: str
    kind: FundingKind
    share: Decimal


@dataclass(frozen=True, slots=True)
class Funding:
    """The money: approved total, sources and the sentences printed about them."""

    approved_total: int
    sources: tuple[FundingSource, ...]
    heading: str = ""
    sentence: str = ""
    is_assumed: bool = False
    """Whether a program chose the sources, because the paper it read does not name them."""

    @property
    def kinds(self) -> frozenset[FundingKind]:
        """The kinds of money, which decide the rules that bind."""
        return frozenset(source.kind for source in self.sources)


@dataclass(frozen=True, slots=True)
class Reallocation:
    """Whether lines may be reallocated (勻支), and the sentence that says so on the sheet."""

    is_allowed: bool = True
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reason a warning may stand, for one line or for the whole plan.

    It holds as long as no more money is at stake than when it was given [NTD], and, where
    ``message`` keeps the Chinese sentence it was given for, as long as the warning says the same.
    """

    code: str
    reason: str
    line: str = ""
    stake: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the 實施計畫: 壹、依據 and so on."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback form (回饋表): a title, items on a scale, open questions."""

    title: str = ""
    fields: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    scale: int = 5
    lowest: str = ""
    highest: str = ""
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """All of ``plan.toml``."""

    title: str
    school_year: int
    event: Event
    funding: Funding
    programme: str = ""
    county: str = ""
    organisers: Organisers = Organisers()
    participants: Participants = Participants()
    reallocation: Reallocation = Reallocation()
    period_policy: str = NATIONAL_POLICY
    signatures: tuple[str, ...] = SIGNATURES
    change_signatures: tuple[str, ...] = SIGNATURES
    answers: tuple[Answer, ...] = ()
    statements: tuple[Statement, ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    feedback: Feedback = Feedback()
