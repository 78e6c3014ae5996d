"""Plans made for tests: every number stands in the test, what does not matter stands here."""

# ruff: noqa: ANN401 - the facts of a plan are of many types; the builders below hold them to theirs

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from plc_budget.checks import check_plan
from plc_budget.findings import Finding, Severity
from plc_budget.plan import Answer, Details, Funding, FundingSource, Mode, Plan, assemble, load_plan
from plc_budget.plan.details import Event, Organisers, Participants, Reallocation
from plc_budget.rules import Card, FundingKind
from plc_budget.rules.book import Statement
from plc_budget.rules.card import Value
from plc_budget.shipped import data_folder
from plc_budget.tables import BudgetRow, TimetableRow
from plc_budget.tables.rows import Origin

COUNTY = {FundingKind.COUNTY: "100"}
SUBSIDY = {FundingKind.MOE_SUBSIDY: "85", FundingKind.COUNTY: "15"}
COMMISSION = {FundingKind.MOE_COMMISSION: "100"}
TUESDAY = date(2025, 10, 14)
"""The day of a plan that does not say another; in school year 114."""
BOXES = ("承辦人", "單位主管", "主計", "首長")
_COLUMNS = (
    "code",
    "category",
    "item",
    "unit_price",
    "unit",
    "quantity",
    "times",
    "step",
    "min_quantity",
    "max_quantity",
    "locked",
    "from",
    "rate",
    "base",
    "note",
)
_TIMES = ("start", "end", "activity", "speaker", "organisation", "speaker_kind", "paid_minutes")


def row(
    item: str,
    price: str | int | Decimal | None = None,
    quantity: str | int | Decimal | None = None,
    unit: str = "",
    **more: Any,
) -> BudgetRow:
    """Make a budget row; ``code`` is its item unless it is given."""
    for name in ("times", "step", "min_quantity", "max_quantity", "rate"):
        if name in more:
            more[name] = Decimal(more[name])
    return BudgetRow(
        code=more.pop("code", item),
        category=more.pop("category", "業務費"),
        item=item,
        unit_price=None if price is None else Decimal(price),
        unit=unit,
        quantity=None if quantity is None else Decimal(quantity),
        **more,
    )


def lesson(  # noqa: PLR0913 - a row of the timetable has seven cells
    start: str,
    end: str,
    kind: str = "external",
    *,
    speaker: str = "教授",
    organisation: str = "甲國立大學",
    paid: int | None = None,
    day: date | None = None,
    activity: str = "研習",
) -> TimetableRow:
    """Make a row of the timetable from times such as ``9:00``."""
    return TimetableRow(
        minutes(start), minutes(end), activity, speaker, organisation, kind, paid, day
    )


def minutes(clock: str) -> int:
    """Read ``9:00`` as minutes since midnight."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def plan_of(*rows: BudgetRow, **facts: Any) -> Plan:
    """Put a plan together; what is wrong with it as a whole stops the test."""
    plan, findings = assembled(*rows, **facts)
    assert plan is not None, findings
    return plan


def assembled(
    *rows: BudgetRow,
    timetable: Sequence[TimetableRow] = (),
    cards: Mapping[str, Card] | None = None,
    **facts: Any,
) -> tuple[Plan | None, list[Finding]]:
    """Put a plan together as loading does, each row at the place it would have in its file."""
    placed = [
        replace(one, origin=_origin("budget.csv", number, _COLUMNS))
        for number, one in enumerate(rows, start=2)
    ]
    times = [
        replace(one, origin=_origin("timetable.csv", number, _TIMES))
        for number, one in enumerate(timetable, start=2)
    ]
    if "approved" not in facts:
        draft, _ = assemble("draft", details(approved=0, **facts), placed, times)
        facts["approved"] = draft.budget.total if draft else 0
    return assemble("situation", details(**facts), placed, times, cards)


def _origin(file: str, number: int, names: Iterable[str]) -> Origin:
    return Origin(file, number, {name: chr(ord("A") + at) for at, name in enumerate(names)})


def details(
    *,
    approved: int = 0,
    day: date = TUESDAY,
    funding: Mapping[FundingKind, str] | None = None,
    parameters: Mapping[str, Value] | None = None,
    answers: Sequence[Answer] = (),
    **facts: Any,
) -> Details:
    """Make what ``plan.toml`` says: a county's onsite workshop unless it is told otherwise."""
    year = facts.pop("school_year", day.year - 1911 - (day.month < 8))
    sources = [
        FundingSource(kind, kind, Decimal(share)) for kind, share in (funding or COUNTY).items()
    ]
    made = Details(
        title="研習計畫",
        school_year=year,
        event=Event(
            day,
            sessions=facts.pop("sessions", 1),
            mode=facts.pop("mode", Mode.ONSITE),
            last_day=facts.pop("last_day", None),
        ),
        funding=Funding(approved, tuple(sources)),
        county=facts.pop("county", "南投縣"),
        organisers=Organisers(
            hosting=facts.pop("hosting", ("甲縣政府",)), running=facts.pop("running", ())
        ),
        participants=Participants(facts.pop("who", "教師"), facts.pop("expected", None)),
        reallocation=facts.pop("reallocation", Reallocation(is_allowed=False)),
        period_policy=facts.pop("policy", "speaker-fee-period"),
        signatures=facts.pop("boxes", BOXES),
        answers=tuple(answers),
        statements=tuple(
            Statement(card, value, "核定函") for card, value in (parameters or {}).items()
        ),
        recipients=tuple(facts.pop("recipients", {}).items()),
    )
    assert not facts, f"no such fact: {facts}"
    return made


def check(*rows: BudgetRow, **facts: Any) -> list[Finding]:
    """Find what there is to find in a plan of these rows."""
    plan, findings = assembled(*rows, **facts)
    assert plan is not None, findings
    return check_plan(plan, findings)


def codes(findings: Iterable[Finding]) -> list[str]:
    """Name the findings, in the order they are read."""
    return [finding.code for finding in findings]


def only(findings: Iterable[Finding], code: str) -> Finding:
    """Return the one finding of that name."""
    mine = [finding for finding in findings if finding.code == code]
    assert len(mine) == 1, f"{code}: {[str(f.message) for f in mine]}"
    return mine[0]


def english(finding: Finding) -> str:
    """Return what a finding says, in English."""
    return finding.message.render("en")


def at(finding: Finding) -> str:
    """Return the cell a finding lies in, as Excel shows it."""
    return str(finding.where)


def errors(findings: Iterable[Finding]) -> list[str]:
    """Name the errors."""
    return [finding.code for finding in findings if finding.severity is Severity.ERROR]


def county_plan() -> Plan:
    """Load the county's own plan."""
    return shipped_plan("hualien-113-plc-conveners")


def ministry_plan() -> Plan:
    """Load the example that the ministry subsidises."""
    return shipped_plan("moe-114-reading-workshop")


def shipped_plan(name: str) -> Plan:
    """Load a plan that ships."""
    plan, findings = load_plan(data_folder() / "plans" / name)
    assert plan is not None, findings
    return plan


def again(plan: Plan, details: Details | None = None, **changed: Any) -> Plan:
    """Put a plan together again with other details, rows or timetable."""
    made, findings = assemble(
        plan.id,
        details or plan.details,
        changed.get("rows", plan.rows),
        changed.get("timetable", plan.timetable),
    )
    assert made is not None, findings
    return made


def moved(plan: Plan, day: date) -> Plan:
    """Move a plan to another day."""
    return again(plan, replace(plan.details, event=replace(plan.details.event, day=day)))


def requantified(plan: Plan, **quantities: int) -> Plan:
    """Change the quantities of lines by code."""
    rows = [
        replace(one, quantity=Decimal(quantities[one.code])) if one.code in quantities else one
        for one in plan.rows
    ]
    return again(plan, rows=rows)
