"""``plan.toml`` of a plan made from a table: what the paper says, and what had to be assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.findings import Finding, Place, Severity, notice, warning
from plc_budget.importing.around import COUNTY
from plc_budget.language import Series, text
from plc_budget.money import plain
from plc_budget.plan.beginning.likeness import school_year
from plc_budget.plan.details import NATIONAL_POLICY, SIGNATURES
from plc_budget.plan.keys import TITLE
from plc_budget.plan.reading import FILE, FORMAT
from plc_budget.rules import FundingKind

if TYPE_CHECKING:
    from plc_budget.importing import ForeignTable

_SHEET_NAME = re.compile(r"(?:經費)?(?:概算|預算|需求)(?:明細)?表?$|經費表$")
_SHOWN = 3
UNKNOWN = "經費來源待填"
"""The source of a plan whose paper does not say who pays."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the planner states beside the table; None where the paper shall say it.

    Attributes
    ----------
    day : date or None
        The day of the event.
    total : int or None
        The approved total. [NTD]
    today : date
        Taken where neither the planner nor the paper names a day.
    """

    day: date | None
    total: int | None
    today: date


def details_of(table: ForeignTable, path: Path, given: Given, approved: int) -> bytes:
    """Write ``plan.toml``; an assumption carries ``is_assumed`` until a planner settles it.

    Parameters
    ----------
    table : ForeignTable
        The paper.
    path : Path
        Its file, which names a plan that has no title.
    given : Given
        What the planner states.
    approved : int
        The approved total. [NTD]
    """
    import tomlkit

    around = table.around
    day = day_of(table, given)
    plan: dict[str, Any] = {
        "format": FORMAT,
        "title": (_SHEET_NAME.sub("", table.title).strip() or path.stem)[:TITLE],
        "school_year": school_year(day),
        "programme": around.programme[:TITLE],
        "county": around.county,
        "event": _event(table, given, day),
        "funding": funding_of(table, approved),
        "reallocation": {"is_allowed": around.may_transfer, "sentence": around.transfer[:TITLE]},
        "periods": {"policy": around.policy or NATIONAL_POLICY},
        "signatures": {"boxes": list(around.boxes or SIGNATURES)},
    }
    return tomlkit.dumps(_said(plan)).encode()


def funding_of(table: ForeignTable, approved: int) -> dict[str, Any]:
    """Write the table ``[funding]`` of ``plan.toml``; who pays stays a question to the planner."""
    money = table.around.money
    sources = [
        {
            "name": _named(source.name, table.around.county),
            "kind": source.kind.value,
            "share": f"{plain(source.share)}",
        }
        for source in money.sources
    ]
    funding: dict[str, Any] = {
        "approved_total": approved,
        "heading": money.heading[:TITLE],
        "sentence": money.sentence[:TITLE],
    }
    if not money.is_clear:
        funding["is_assumed"] = True
    unknown = {"name": UNKNOWN, "kind": FundingKind.OTHER.value, "share": "100"}
    return {**funding, "sources": sources or [unknown]}


def _named(source: str, county: str) -> str:
    return f"{county}政府" if county and source == COUNTY else source


def _said(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: an empty text says nothing."""
    return {
        key: _said(value) if isinstance(value, dict) else value
        for key, value in table.items()
        if value not in ("", None)
    }


def day_of(table: ForeignTable, given: Given) -> date:
    """Return the day the planner states, else the one on the paper, else today."""
    return given.day or (table.around.day.day if table.around.day else given.today)


def is_day_assumed(table: ForeignTable, given: Given) -> bool:
    """Tell whether nobody named the day: at most its year is on the paper."""
    return given.day is None and (table.around.day is None or table.around.day.is_guess)


def _event(table: ForeignTable, given: Given, day: date) -> dict[str, Any]:
    read = None if given.day else table.around.day
    event: dict[str, Any] = {
        "date": day,
        "when": read.when[:TITLE] if read else "",
        "is_tentative": read.is_tentative if read else True,
    }
    if read and read.last and read.last >= day:
        event["last_day"] = read.last
    if is_day_assumed(table, given):
        event["is_assumed"] = True
    return event


def assumptions(table: ForeignTable, given: Given, approved: int) -> list[Finding]:
    """Say what the paper did not, and was therefore assumed."""
    day = day_of(table, given)
    return [
        *_own(table),
        *_total(table, given, approved),
        _money(table),
        *([_day(day)] if is_day_assumed(table, given) else []),
        *([] if table.around.county else [_county()]),
        *_transfer(table),
        *_remarks(table),
    ]


def _own(table: ForeignTable) -> list[Finding]:
    if not table.around.is_own:
        return []
    return [
        notice(
            "IMPORT-OWN",
            text(
                "This workbook was written by plc-budget. It does not hold the text of the plan, its organisers and participants, recorded reasons, or the limits of quantities."
            ),
            text(
                "To keep them, copy the old plan folder: `plc-budget init NEW --like OLD --on DATE`."
            ),
            Place(table.file),
        )
    ]


def _total(table: ForeignTable, given: Given, approved: int) -> list[Finding]:
    if given.total is not None or table.total_printed is not None:
        return []
    return [
        Finding(
            "IMPORT-NO-TOTAL",
            Severity.WARNING,
            text(
                "The table prints no total; the sum of its lines, {total:,}, is the approved total.",
                total=approved,
            ),
            text("Correct funding.approved_total in plan.toml, or use --total."),
            Place(FILE, field="funding.approved_total"),
            stake=approved,
        )
    ]


def _money(table: ForeignTable) -> Finding:
    """Ask in one place who pays: what the paper says of it is an answer to confirm, not a fact."""
    money, place = table.around.money, Place(FILE, field="funding.sources")
    names = Series(
        tuple(f"{_named(s.name, table.around.county)} {plain(s.share)}%" for s in money.sources)
    )
    remedy = text("Correct funding.sources in plan.toml; it decides which rules bind.")
    if money.is_clear:
        message = text("The paper names the sources of the money: {names}.", names=names)
        return notice("IMPORT-FUNDING", message, text("Compare it with the paper."), place)
    if money.sources:
        message = text(
            "The words of the paper name {names}; whether others pay a share is not known.",
            names=names,
        )
    else:
        message = text(
            "The paper does not say clearly whose money it is, so the source is left open."
        )
    return warning("IMPORT-FUNDING", message, remedy, place)


def _day(day: date) -> Finding:
    return warning(
        "IMPORT-DATE",
        text("The table names no day of the event; {day} was assumed.", day=day.isoformat()),
        text("Correct event.date in plan.toml, or use --on; the rules are those of that day."),
        Place(FILE, field="event.date"),
    )


def _county() -> Finding:
    return notice(
        "IMPORT-COUNTY",
        text("The paper names no county, so no rule of a county is applied."),
        text("Write county in plan.toml, such as 花蓮縣."),
        Place(FILE, field="county"),
    )


def _transfer(table: ForeignTable) -> list[Finding]:
    if table.around.transfer:
        return []
    return [
        notice(
            "IMPORT-TRANSFER",
            text("The paper has no sentence about 勻支, so the plan does not allow it."),
            text(
                "If 勻支 is allowed, write is_allowed and the sentence under [reallocation] in plan.toml."
            ),
            Place(FILE, field="reallocation.is_allowed"),
        )
    ]


def _remarks(table: ForeignTable) -> list[Finding]:
    return [
        notice(
            "IMPORT-REMARK",
            text("The paper also says: “{words}”.", words=words),
            text("Write it in plan.toml or in the note of a line if it still holds."),
            Place(table.file),
        )
        for words in table.around.remarks[:_SHOWN]
    ]
