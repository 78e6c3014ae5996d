"""Settings that were typed and not applied: what they make of the plan, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from plc_budget.app.findings import LEVELS, by_weight, level_of
from plc_budget.app.outcome import LineChange, what_changed
from plc_budget.app.panels.bar import balance_of
from plc_budget.app.rows import follow_change
from plc_budget.app.settings import (
    BY_KEY,
    SETTINGS,
    SOURCE,
    SOURCES,
    Setting,
    read_source,
    setting_spot,
    source_cells,
)
from plc_budget.app.state import Draft, Spot, State, recheck
from plc_budget.findings import Finding, has_errors
from plc_budget.language import Text, text
from plc_budget.money import plain
from plc_budget.plan.history.saving import read_opened
from plc_budget.plan.storage.writing import new_files
from plc_budget.rules import CardChange, FundingKind, RuleBook, rule_book
from plc_budget.rules.glossary import unit_in_words
from plc_budget.rules.words import change_words
from plc_budget.sheets.rules_sheet import find_used_rules
from plc_budget.tables.cells import Unreadable

if TYPE_CHECKING:
    from plc_budget.app.outcome import FindingChange
    from plc_budget.app.state import State
    from plc_budget.budget import Line
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.plan.storage.snapshot import Files
    from plc_budget.rules import Card
    from plc_budget.tables import BudgetRow


Cells = tuple[str, str, str]
"""A source of money as it is typed: name, kind, share."""


@dataclass(frozen=True)
class Pending:
    """What was typed and is no part of the plan yet.

    Attributes
    ----------
    texts : mapping of str to str
        By key of ``plan.toml``.
    sources : tuple of Cells or None
        All sources of money; None while they are as in the plan.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Cells, ...] | None = None


@dataclass(frozen=True)
class Trial:
    """What pending settings come to.

    Attributes
    ----------
    book : RuleBook
        The rules on the day for the money that they name, as far as it can be read.
    details : mapping of str to object
        What they change in ``plan.toml``, as :func:`plc_budget.plan.history.saving.save` takes it.
    rows : sequence of BudgetRow or None
        The budget, where it follows them.
    faults : mapping of Spot to Draft
        What cannot be taken over, and why.
    after : State or None
        The plan with them; None when there is nothing to try.
    """

    book: RuleBook
    details: Mapping[str, object] = field(default_factory=dict)
    rows: Sequence[BudgetRow] | None = None
    faults: Mapping[Spot, Draft] = field(default_factory=dict)
    after: State | None = None


def sources_of(plan: Plan, pending: Pending) -> tuple[Cells, ...]:
    """Return the sources of money as the panel shows them."""
    own = tuple(source_cells(source) for source in plan.details.funding.sources)
    return own if pending.sources is None else pending.sources


def try_settings(state: State, pending: Pending) -> Trial:
    """Put the plan together with pending settings, in memory alone.

    Parameters
    ----------
    state : State
        The plan as it is.
    pending : Pending
        What was typed.
    """
    details, faults = _read(state.plan, pending)
    book = _book(state.plan, pending, details)
    if not details:
        return Trial(book, faults=faults)
    files = new_files(state.plan, state.opened.files, details=details)
    after, findings = _state_of(state, files)
    if after is None:
        return Trial(book, details, faults={**_blamed(findings, state.plan, pending), **faults})
    rows = _rows(after.plan)
    if rows is not None:
        after, _ = _state_of(state, new_files(after.plan, files, rows))
    return Trial(book, details, rows, faults, after)


def _rows(plan: Plan) -> Sequence[BudgetRow] | None:
    """Return the rows with the quantities that follow the timetable; None if none changes."""
    rows: Sequence[BudgetRow] = follow_change(plan, "budget", plan.rows)["rows"]
    return None if tuple(rows) == plan.rows else rows


def _book(plan: Plan, pending: Pending, details: Mapping[str, object]) -> RuleBook:
    """Return the rules that bind on the day and for the money that were typed, whatever else was."""
    day = details.get("event.date", plan.details.event.day)
    known = set(FundingKind)
    kinds = (kind for _, kind, _ in sources_of(plan, pending))
    funding = frozenset(FundingKind(kind) for kind in kinds if kind in known)
    if not isinstance(day, date) or (day, funding) == (plan.book.day, plan.book.funding):
        return plan.book
    stated = plan.details.statements
    return rule_book(plan.cards, day=day, funding=funding, statements=stated)[0]


def _state_of(state: State, files: Files) -> tuple[State | None, list[Finding]]:
    """Read and check a plan that lies in no folder."""
    opened, found = read_opened(state.folder, files)
    if opened is None:
        return None, found
    return recheck(replace(state, opened=opened), found), found


def _read(plan: Plan, pending: Pending) -> tuple[dict[str, object], dict[Spot, Draft]]:
    details: dict[str, object] = {}
    faults: dict[Spot, Draft] = {}
    for key, raw in pending.texts.items():
        setting = BY_KEY[key]
        try:
            value = setting.read(raw)
        except Unreadable as problem:
            faults[Spot(SETTINGS, "", key)] = _refused(raw, problem.allowed)
        else:
            details |= {key: value} if value != _as_it_is(setting, plan) else {}
    changed, wrong = _read_sources(plan, pending)
    return _settled({**details, **changed}, plan), {**faults, **wrong}


def _as_it_is(setting: Setting, plan: Plan) -> object:
    """Return the value of the plan; itself where it is none that could be typed."""
    try:
        return setting.read(setting.shown(plan))
    except Unreadable:
        return setting


def _read_sources(plan: Plan, pending: Pending) -> tuple[dict[str, object], dict[Spot, Draft]]:
    """Read the sources of money; when there are more or fewer of them, all are written anew."""
    own, rows = sources_of(plan, Pending()), sources_of(plan, pending)
    values: list[dict[str, object]] = []
    faults: dict[Spot, Draft] = {}
    for number, row in enumerate(rows):
        old = own[number] if number < len(own) else ("", "", "")
        values.append({})
        for cell, raw, was in zip(SOURCE, row, old, strict=True):
            try:
                values[-1][cell] = raw if raw and raw == was else read_source(cell, raw)
            except Unreadable as problem:
                faults[Spot(SETTINGS, str(number + 1), cell)] = _refused(raw, problem.allowed)
    return _changed_sources(own, values, is_whole=not faults), faults


def _changed_sources(
    own: Sequence[Cells], values: Sequence[Mapping[str, object]], *, is_whole: bool
) -> dict[str, object]:
    if len(values) != len(own):
        return {SOURCES: values} if is_whole else {}
    return {
        f"{SOURCES}[{number}].{cell}": value
        for number, (row, old) in enumerate(zip(values, own, strict=True), start=1)
        for cell, value in row.items()
        if value != old[SOURCE.index(cell)]
    }


def _settled(details: Mapping[str, object], plan: Plan) -> dict[str, object]:
    """Take what a planner names out of what a program assumed."""
    settled = dict(details)
    if "event.date" in details and plan.details.event.is_assumed:
        settled.setdefault("event.is_assumed", None)
    if any(key.startswith(SOURCES) for key in details) and plan.details.funding.is_assumed:
        settled.setdefault("funding.is_assumed", None)
    return settled


def _blamed(findings: Sequence[Finding], plan: Plan, pending: Pending) -> dict[Spot, Draft]:
    """Lay what keeps the plan from being one to the settings it names, else to all that were typed."""
    wrong = [finding for finding in findings if has_errors([finding])]
    faults = {}
    for finding in wrong:
        spot = setting_spot(finding.where.field, plan)
        spots = [spot] if spot else [Spot(SETTINGS, "", key) for key in pending.texts]
        faults.update({one: _said(finding, raw_at(plan, pending, one)) for one in spots})
    return faults


def _said(finding: Finding, raw: str) -> Draft:
    values = dict(finding.message.values) if isinstance(finding.message, Text) else {}
    allowed = values.get("allowed")
    return (
        _refused(raw, allowed)
        if isinstance(allowed, Text)
        else Draft(raw, finding.message, finding.remedy)
    )


def _refused(raw: str, allowed: Text) -> Draft:
    if not raw.strip():
        return Draft(raw, text("Something must stand here: {allowed}.", allowed=allowed))
    return Draft(
        raw,
        text("“{raw}” does not fit here.", raw=raw),
        text("Type {allowed}. Esc brings the old value back.", allowed=allowed),
    )


def raw_at(plan: Plan, pending: Pending, spot: Spot) -> str:
    """Return what stands in a cell of the panel, as typed or as in the plan."""
    if not spot.row:
        return pending.texts.get(spot.column, BY_KEY[spot.column].shown(plan))
    return dict(zip(SOURCE, sources_of(plan, pending)[int(spot.row) - 1], strict=True))[spot.column]


_NOT_BOUND = text("does not bind this money")


def effects_of(state: State, trial: Trial) -> dict[str, Any]:
    """Return what a trial changes, to be shown before it is applied.

    Parameters
    ----------
    state : State
        The plan as it is.
    trial : Trial
        What pending settings come to; with a plan.
    """
    after = trial.after
    if after is None:
        return {}
    changed = what_changed(state, after)
    return {
        "rules": rules_changed(state, after),
        "lines": [_line(line) for line in changed.lines],
        "total": _total(state, after),
        "appear": [_finding(finding) for finding in by_weight(changed.appeared)],
        "go": [_finding(finding) for finding in by_weight(changed.went)],
        "alter": [_altered(one) for one in changed.altered],
    }


def rules_changed(before: State, after: State) -> list[dict[str, Any]]:
    """List the rules that are not the same, with both values in words; those the plan uses first.

    Parameters
    ----------
    before, after : State
        The plan as it is, and as it would be.
    """
    books = before.plan.book, after.plan.book
    used = {
        rule.id
        for state in (before, after)
        for rule, _ in find_used_rules(state.plan, state.findings)
    }
    cards = {rule.id: rule.card for book in books for rule in book.rules.values()}
    differing = [
        card for card in cards.values() if _value(books[0], card) != _value(books[1], card)
    ]
    return [
        {
            "id": card.id,
            "title": str(card.title),
            "unit": str(unit_in_words(card.unit)),
            "before": was,
            "after": now,
            "used": card.id in used,
        }
        for card in sorted(differing, key=lambda card: (card.id not in used, card.id))
        for was, now in [_both(*books, card)]
    ]


def _value(book: RuleBook, card: Card) -> object:
    rule = book.get(card.id)
    return None if rule is None else (rule.value, rule.stated)


def _both(before: RuleBook, after: RuleBook, card: Card) -> tuple[str, str]:
    was, now = before.get(card.id), after.get(card.id)
    change = CardChange(card, was.dated if was else None, now.dated if now else None)
    words = change_words(change, before.day, after.day)
    return _bound(words[0], before, card), _bound(words[1], after, card)


def _bound(words: str, book: RuleBook, card: Card) -> str:
    """Say of a rule that is silent only because the money is another that it does not bind."""
    is_free = book.get(card.id) is None and not card.binds & book.funding
    return str(_NOT_BOUND) if is_free else words


def _line(change: LineChange) -> dict[str, Any]:
    line = change.after or change.before
    return {
        "name": line.name if line else "",
        "quantity": [_quantity(change.before), _quantity(change.after)],
        "amount": [_amount(change.before), _amount(change.after)],
    }


def _quantity(line: Line | None) -> str:
    return "" if line is None else f"{plain(line.quantity)}{line.row.unit}"


def _amount(line: Line | None) -> str:
    return "" if line is None else f"{line.amount:,}"


def _total(before: State, after: State) -> dict[str, str]:
    return {
        "before": f"{before.plan.budget.total:,}",
        "after": f"{after.plan.budget.total:,}",
        "approved_before": f"{before.plan.details.funding.approved_total:,}",
        "approved_after": f"{after.plan.details.funding.approved_total:,}",
        "balance_before": balance_of(before),
        "balance_after": balance_of(after),
    }


def _finding(finding: Finding) -> dict[str, str]:
    level = level_of(finding)
    return {"level": level, "word": str(LEVELS[level]), "message": str(finding.message)}


def _altered(change: FindingChange) -> dict[str, str]:
    """Say what a finding says now, and what it said, or that the reason for it holds no more."""
    level, was = level_of(change.after), level_of(change.before)
    before = str(change.before.message)
    return {
        **_finding(change.after),
        "was": "" if before == str(change.after.message) else before,
        "was_word": "" if level == was else str(LEVELS[was]),
        "remedy": str(change.after.remedy) if level != was else "",
    }
