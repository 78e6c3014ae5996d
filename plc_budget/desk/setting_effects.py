"""What pending settings change, in words: rules, lines, the total, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.desk.differences import LineChange, what_changed
from plc_budget.desk.found import LEVELS, by_weight, level_of
from plc_budget.desk.panels.bar import balance_of
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.rules import Change, RuleBook
from plc_budget.rules.glossary import unit_in_words
from plc_budget.rules.words import change_words
from plc_budget.sheets.rules_sheet import rules_used

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.desk.differences import FindingChange
    from plc_budget.desk.setting_trial import Trial
    from plc_budget.desk.state import State
    from plc_budget.findings import Finding
    from plc_budget.rules import Card

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
    used = {rule.id for state in (before, after)
            for rule, _ in rules_used(state.plan, state.findings)}  # fmt: skip
    cards = {rule.id: rule.card for book in books for rule in book.rules.values()}
    differing = [
        card for card in cards.values() if _value(books[0], card) != _value(books[1], card)
    ]
    return [
        {"id": card.id, "title": str(card.title), "unit": str(unit_in_words(card.unit)),
         "before": was, "after": now, "used": card.id in used}
        for card in sorted(differing, key=lambda card: (card.id not in used, card.id))
        for was, now in [_both(*books, card)]
    ]  # fmt: skip


def _value(book: RuleBook, card: Card) -> object:
    rule = book.get(card.id)
    return None if rule is None else (rule.value, rule.stated)


def _both(before: RuleBook, after: RuleBook, card: Card) -> tuple[str, str]:
    was, now = before.get(card.id), after.get(card.id)
    change = Change(card, was.dated if was else None, now.dated if now else None)
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
