"""A plan made like another one: the same tables on a new date, and what differs then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.dates import ROC_OFFSET, roc_date
from plc_budget.findings import Finding, Place, notice
from plc_budget.language import text
from plc_budget.plan.details import NATIONAL_POLICY
from plc_budget.plan.history.saving import open_plan
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.folder import BUDGET, TIMETABLE
from plc_budget.rules import Card, CardChange, Kind, Rule, shipped_cards
from plc_budget.tables import TABLES, TimetableRow, write_table

if TYPE_CHECKING:
    from plc_budget.plan.model import Plan


@dataclass(frozen=True)
class Copy:
    """The files of a plan that is like another, and the rules that differ on its day."""

    files: Mapping[str, bytes]
    changes: tuple[CardChange, ...] = ()


def plan_like(
    folder: str | Path, day: date, total: int | None = None
) -> tuple[Copy | None, list[Finding]]:
    """Copy a plan to a new date.

    Dates move with the day of the event, the school year follows it; texts stay as they are, and
    those that still name the old year are listed.  Reasons given for warnings are kept: they hold
    only up to the money they were given for.

    Parameters
    ----------
    folder : str or Path
        The plan to copy.
    day : date
        The new day of the event.
    total : int, optional
        The new approved total. [NTD]
    """
    opened, findings = open_plan(folder)
    if opened is None:
        return None, findings
    plan = opened.plan
    raw = {name: opened.files[name] for name in (FILE, BUDGET)}
    if plan.timetable:
        raw[TIMETABLE] = write_table(_moved(plan, day), TABLES["timetable"])
    raw[FILE] = _details(raw[FILE], plan, day, total)
    return Copy(raw, tuple(_changes(plan, day))), [*_old_years(plan, day), *_old_days(plan, day)]


def _moved(plan: Plan, day: date) -> list[TimetableRow]:
    shift = day - plan.details.event.day
    return [replace(row, day=row.day + shift if row.day else None) for row in plan.timetable]


def _details(data: bytes, plan: Plan, day: date, total: int | None) -> bytes:
    import tomlkit

    document: Any = tomlkit.parse(data.decode("utf-8-sig"))
    document["school_year"] = school_year(day, plan.book.get("school-year"))
    event = document["event"]
    event["date"] = day
    event.pop("is_assumed", None)
    if plan.details.event.last_day is not None:
        event["last_day"] = plan.details.event.last_day + (day - plan.details.event.day)
    if total is not None:
        document["funding"]["approved_total"] = total
    return tomlkit.dumps(document).encode()


def school_year(day: date, rule: Rule | None = None) -> int:
    """Return the 學年度 a day falls in, by the rule card ``school-year``.

    Examples
    --------
    >>> school_year(date(2025, 5, 31)), school_year(date(2025, 8, 1))
    (113, 114)
    """
    if rule is None:
        card = shipped_cards()["school-year"]
        rule = Rule(card, card.values[-1])
    begins = (rule.whole("start-month"), rule.whole("start-day"))
    return day.year - ROC_OFFSET - ((day.month, day.day) < begins)


def _changes(plan: Plan, day: date) -> Iterator[CardChange]:
    """Find the rules that act on the plan and say something else on the new day."""
    for card in shipped_cards().values():
        before, after = card.on(plan.details.event.day), card.on(day)
        if _acts_on(card, plan) and (before.value if before else None) != (
            after.value if after else None
        ):
            yield CardChange(card, before, after)


def _acts_on(card: Card, plan: Plan) -> bool:
    """Tell whether a card binds the plan's money and names one of its lines, or none at all."""
    if not card.binds & plan.details.funding.kinds:
        return False
    if card.kind is Kind.PERIOD:
        return card.id in (plan.details.period_policy, NATIONAL_POLICY)
    return not card.items or any(line.item in card.items for line in plan.budget.lines)


def _old_years(plan: Plan, day: date) -> Iterator[Finding]:
    old = plan.details.event.day.year - ROC_OFFSET
    years = {f"{plan.details.school_year}學年度", f"{old}年"}
    years -= {f"{school_year(day)}學年度", f"{day.year - ROC_OFFSET}年"}
    for key, words in _texts(plan):
        named = sorted(year for year in years if re.search(rf"(?<!\d){year}", words))
        if named:
            yield notice(
                "LIKE-OLD-YEAR",
                text("{key} still speaks of {years}.", key=key, years=", ".join(named)),
                text("Read it again in plan.toml."),
                Place(FILE, field=key),
            )


def _old_days(plan: Plan, day: date) -> Iterator[Finding]:
    """Find the texts that name a day of the old event: 115年1月28日（星期三）."""
    if day == plan.details.event.day:
        return
    known = {
        plan.details.event.day,
        plan.details.event.last_day,
        *(row.day for row in plan.timetable),
    }
    days = sorted(old for old in known if old)
    for key, words in _texts(plan):
        named = [old for old in days if _names_day(words, old)]
        if named:
            yield notice(
                "LIKE-OLD-DAY",
                text("{key} still names {days}.", key=key, days=", ".join(map(roc_date, named))),
                text("Write the new day, and its weekday, in plan.toml."),
                Place(FILE, field=key),
            )


def _names_day(words: str, day: date) -> bool:
    plain = "".join(words.split())
    year = f"(?:{day.year - ROC_OFFSET}|{day.year})"
    forms = (
        rf"(?<!\d){day.month}月{day.day}日|(?<!\d){year}[/.-]0?{day.month}[/.-]0?{day.day}(?!\d)"
    )
    return bool(re.search(forms, plain))


def _texts(plan: Plan) -> Sequence[tuple[str, str]]:
    details = plan.details
    return [
        ("title", details.title),
        ("programme", details.programme),
        ("event.when", details.event.when),
        ("participants.who", details.participants.who),
        ("funding.sentence", details.funding.sentence),
        *((f"sections {s.number}、{s.title}", s.text) for s in details.sections),
        *((f"answers {answer.code}", answer.reason) for answer in details.answers),
    ]
