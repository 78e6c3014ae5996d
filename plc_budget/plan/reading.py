"""``plan.toml`` read strictly: an unknown key or a wrong kind of value is a finding at its key."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from plc_budget import toml
from plc_budget.dates import in_calendar, read_date
from plc_budget.findings import Finding
from plc_budget.language import Text, text
from plc_budget.plan.details import (
    NATIONAL_POLICY,
    SIGNATURES,
    Answer,
    Details,
    Event,
    Feedback,
    Funding,
    FundingSource,
    Mode,
    Organisers,
    Participants,
    Reallocation,
    Section,
)
from plc_budget.plan.keys import TITLE, Table
from plc_budget.plan.toml_faults import no_toml
from plc_budget.rules import FundingKind
from plc_budget.rules.book import Statement
from plc_budget.rules.reading import read_value
from plc_budget.rules.shapes import is_sane
from plc_budget.tables.grid import decode

FILE = "plan.toml"
FORMAT = 1
"""The version of the file's layout; a later one is refused, not guessed at."""
_WHOLE = 100
_LAST_YEAR = 999
RECIPIENTS = ("own-staff", "outsider")
_MODES: dict[str, tuple[str, ...]] = {
    Mode.ONLINE: ("線上", "線上研習", "線上辦理", "視訊", "遠距"),
    Mode.ONSITE: ("實體", "實體研習", "實體辦理", "現場"),
    Mode.MIXED: ("混成", "混成研習", "混合", "線上及實體", "實體及線上"),
}
_KINDS: dict[str, tuple[str, ...]] = {
    FundingKind.COUNTY: (
        "縣市自籌",
        "縣(市)自籌",
        "縣市政府自籌",
        "縣(市)政府自籌",
        "縣府自籌",
        "市府自籌",
        "縣款",
        "市款",
    ),
    FundingKind.SCHOOL: ("學校自籌", "校款"),
    FundingKind.MOE_SUBSIDY: ("教育部補助", "教育部補(捐)助", "國教署補助", "國教署補(捐)助"),
    FundingKind.MOE_COMMISSION: ("教育部委辦", "國教署委辦"),
    FundingKind.OTHER: ("其他", "其他機關", "其他機關或民間", "民間捐助"),
}
_PAID = {
    "own-staff": ("單位人員", "執行單位人員", "內部人員"),
    "outsider": ("外部人員", "外聘人員"),
}
"""The Chinese words a plan may use as well; the first of them is shown beside the code."""


def read_details(data: bytes) -> tuple[Details | None, list[Finding]]:
    """Read ``plan.toml``.

    Parameters
    ----------
    data : bytes
        The file as it lies on disk.

    Returns
    -------
    tuple[Details or None, list[Finding]]
        None when anything in it could not be understood.
    """
    words, findings = decode(data, FILE)
    if findings:
        return None, findings
    try:
        raw = toml.loads(words)
    except (ValueError, RecursionError) as problem:  # a number of 5,000 digits is a ValueError
        return None, [no_toml(problem, words, FILE)]
    top = Table(raw, "")
    details = _details(top)
    findings = top.findings()
    return (None if findings else details), findings


def _details(top: Table) -> Details:
    if top.whole("format", FORMAT, most=FORMAT) != FORMAT:
        top.refuse("format", text("the number {format}", format=FORMAT))
    signatures = top.table("signatures")
    boxes = signatures.words("boxes", SIGNATURES)
    return Details(
        title=top.word("title", needed=True, longest=TITLE),
        school_year=top.whole("school_year", needed=True, least=1, most=_LAST_YEAR),
        event=_event(top.table("event", needed=True)),
        funding=_funding(top.table("funding", needed=True)),
        programme=top.word("programme", longest=TITLE),
        county=top.word("county", longest=TITLE),
        organisers=_organisers(top.table("organisers")),
        participants=_participants(top.table("participants")),
        reallocation=_reallocation(top.table("reallocation")),
        period_policy=top.table("periods").word("policy", NATIONAL_POLICY),
        signatures=boxes,
        change_signatures=signatures.words("change_boxes", boxes),
        answers=tuple(_answer(table) for table in top.tables("answers")),
        statements=_statements(top.table("parameters")),
        recipients=_recipients(top.table("recipients")),
        sections=tuple(_section(table) for table in top.tables("sections")),
        feedback=_feedback(top.table("feedback")),
    )


def _event(table: Table) -> Event:
    day = table.typed("date", _day, text("a date such as 2025-05-31"), needed=True)
    return Event(
        day=day or date.min,
        when=table.word("when", longest=TITLE),
        is_tentative=table.flag("is_tentative"),
        sessions=table.whole("sessions", 1, least=1),
        mode=Mode(table.choice("mode", tuple(Mode), Mode.ONSITE, also=_MODES)),
        venue=table.word("venue", longest=TITLE),
        last_day=table.typed("last_day", _day, text("a date such as 2025-07-31")),
        is_assumed=table.flag("is_assumed"),
    )


def _day(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise TypeError(value)
    return read_date(value) if isinstance(value, str) else in_calendar(value)


def _organisers(table: Table) -> Organisers:
    names = ("advising", "hosting", "running", "supporting")
    return Organisers(**{name: table.words(name) for name in names})


def _participants(table: Table) -> Participants:
    number = table.whole("expected", -1)
    return Participants(table.word("who"), None if number < 0 else number)


def _funding(table: Table) -> Funding:
    return Funding(
        approved_total=table.whole("approved_total", needed=True),
        sources=_sources(table),
        heading=table.word("heading", longest=TITLE),
        sentence=table.word("sentence", longest=TITLE),
        is_assumed=table.flag("is_assumed"),
    )


def _sources(table: Table) -> tuple[FundingSource, ...]:
    sources = tuple(_source(source) for source in table.tables("sources", needed=True))
    if len({source.name for source in sources}) < max(1, len(sources)):
        table.refuse("sources", text("one source or more, each with a name of its own"))
    return sources


def _source(table: Table) -> FundingSource:
    return FundingSource(
        name=table.word("name", needed=True, longest=TITLE),
        kind=FundingKind(
            table.choice("kind", tuple(FundingKind), FundingKind.OTHER, needed=True, also=_KINDS)
        ),
        share=table.typed("share", _percent, text('a percentage in quotes such as "85"'))
        or Decimal(100),
    )


def _percent(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(value)
    number = Decimal(value)
    if not is_sane(number) or not 0 < number <= _WHOLE:
        raise ValueError(value)
    return number


def _reallocation(table: Table) -> Reallocation:
    return Reallocation(
        table.flag("is_allowed", default=True), table.word("sentence", longest=TITLE)
    )


def _answer(table: Table) -> Answer:
    stake = table.whole("stake", -1)
    reason = table.word("reason", needed=True)
    if reason and not reason.strip("….。"):
        table.refuse("reason", text("the reason, in your own words"))
    return Answer(
        code=table.word("code", needed=True, longest=TITLE),
        reason=reason,
        line=table.word("line", longest=TITLE),
        stake=None if stake < 0 else stake,
        message=table.word("message"),
    )


def _statements(table: Table) -> tuple[Statement, ...]:
    return tuple(_statement(name, table.table(name)) for name in table.names())


def _statement(name: str, table: Table) -> Statement:
    allowed = text("a whole number, a decimal in quotes, a word or a table of them")
    value = table.typed("value", read_value, allowed, needed=True)
    return Statement(name, 0 if value is None else value, table.word("source", needed=True))


def _recipients(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, table.choice(name, RECIPIENTS, RECIPIENTS[0], also=_PAID)) for name in table.names()
    )


def _section(table: Table) -> Section:
    return Section(
        table.word("number", longest=TITLE),
        table.word("title", needed=True, longest=TITLE),
        table.word("text"),
    )


def _feedback(table: Table) -> Feedback:
    return Feedback(
        title=table.word("title"),
        fields=table.words("fields"),
        items=table.words("items"),
        scale=table.whole("scale", 5, least=2, most=10),
        lowest=table.word("lowest", longest=TITLE),
        highest=table.word("highest", longest=TITLE),
        open_questions=table.words("open_questions"),
    )


__all__ = ["FILE", "FORMAT", "Text", "read_details"]
