"""Findings (檢核): the four questions of the accounting office (內審程序 DQ09), each answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plc_budget.app.findings import (
    ANSWERED,
    LEVELS,
    Names,
    by_weight,
    leads_of,
    level_of,
    names_in,
)
from plc_budget.app.reasons import ACTIONS, REASONS, Reasons, is_idle, name_findings, numbers_unsaid
from plc_budget.app.rule_cards import card_of
from plc_budget.app.state import Draft, Spot, State
from plc_budget.app.texts import labels
from plc_budget.checks.answering import find_outdated
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Series, Text, text
from plc_budget.rules import Rule

if TYPE_CHECKING:
    from plc_budget.app.state import View
    from plc_budget.plan import Plan

TITLE = text("Checks")
_WORDS = {
    "title": TITLE,
    "drafts": text("Typed and not taken over: mend these first"),
    "go": text("Go to {place}"),
    "remedy": text("How to mend it"),
    "stake": text("at stake: {stake} NTD"),
    "cell": text("on the sheet: {cell}"),
    "rule": text("Rule: {title}"),
    "reason": text("Why it may stand, in your own words"),
    "record": text("Record the reason"),
    "recorded": text("Recorded reason"),
    "change": text("Change"),
    "remove": text("Remove"),
    "cancel": text("Cancel"),
    "earlier": text("Earlier reason"),
    "reuse": text("Use the earlier reason"),
    "unchanged": text("Record it unchanged"),
    "notices": text("Notices: {number}"),
    "nothing": text("Nothing was found."),
    "draft": text("not taken over"),
    "source": text("source"),
    "since": text("in force since"),
    "confidence": text("verified"),
    "value": text("value"),
    "card_remedy": text("remedy"),
    "note": text("note"),
    "unknown": text("not stated"),
    "open": text("Open the source in a new window"),
}
_NOTHING = text("Nothing is open.")
_COUNTS = {
    str(Severity.ERROR): text("to mend: {number}"),
    str(Severity.WARNING): text("reasons wanted: {number}"),
    ANSWERED: text("answered: {number}"),
}


def view(state: State) -> View:
    """Return the questions with their answers, what was found under each, and what is not taken over."""
    sight = _sight(state)
    return {
        "words": labels(_WORDS),
        "levels": {level: str(words) for level, words in LEVELS.items()},
        "drafts": [_draft(sight, spot, draft) for spot, draft in state.drafts.items()],
        "questions": [
            _question(sight, question, mine) for question, mine in _asked(state.findings)
        ],
        "cards": _cards(state),
    }


@dataclass(frozen=True)
class _Sight:
    """What every finding is shown with, worked out once."""

    plan: Plan
    keys: Mapping[int, str]
    leads: Callable[[Finding], Spot | None]
    names: Names
    reasons: Reasons


def _sight(state: State) -> _Sight:
    plan = state.plan
    reasons = state.of(REASONS, Reasons())
    return _Sight(plan, name_findings(state.findings), leads_of(plan), names_in(plan), reasons)


def _asked(findings: Sequence[Finding]) -> Iterable[tuple[Question, list[Finding]]]:
    """Sort findings under the questions; what reading found is no question unless there is any."""
    for question in Question:
        mine = [finding for finding in findings if finding.question is question]
        if mine or question is not Question.READING:
            yield question, by_weight(mine)


def _question(sight: _Sight, question: Question, findings: Sequence[Finding]) -> dict[str, Any]:
    counts = Counter(map(level_of, findings))
    is_open = [level for level in (Severity.ERROR, Severity.WARNING) if counts[level]]
    shown = [_finding(sight, finding) for finding in findings]
    return {
        "number": int(question),
        "title": str(question.title),
        "level": str(is_open[0]) if is_open else "good",
        "answer": _answer(counts),
        "findings": [one for one in shown if one["level"] != Severity.NOTICE],
        "notices": [one for one in shown if one["level"] == Severity.NOTICE],
    }


def _answer(counts: Mapping[str, int]) -> str:
    """Say what is open; an answered warning is no open one, and is counted all the same."""
    open_ones = [
        _count(counts, level) for level in (Severity.ERROR, Severity.WARNING) if counts[level]
    ]
    answered = [_count(counts, ANSWERED)] if counts[ANSWERED] else []
    head = str(Series(tuple(open_ones)) if open_ones else _NOTHING)
    return " ".join([head, *(f"({words})" for words in answered)])


def _count(counts: Mapping[str, int], level: str) -> Text:
    return Text(_COUNTS[level].msgid, (("number", counts[level]),))


def _finding(sight: _Sight, finding: Finding) -> dict[str, Any]:
    level, key = level_of(finding), sight.keys[id(finding)]
    fault = sight.reasons.faults.get(key)
    return {
        "key": key,
        "code": finding.code,
        "level": level,
        "message": str(finding.message),
        "remedy": "" if finding.answer else str(finding.remedy),
        "stake": f"{finding.stake:,}" if finding.stake else "",
        **_place(sight, finding),
        "card": finding.citation,
        "answer": finding.answer,
        "asks": level in (Severity.WARNING, ANSWERED),
        "idle": is_idle(finding),
        "typed": sight.reasons.texts.get(key, ""),
        "earlier": _earlier(finding, sight.plan),
        "fault": str(fault) if fault else "",
    }


def _earlier(finding: Finding, plan: Plan) -> dict[str, str] | None:
    """Return the reason that holds no more, and what to ask before it is taken as it is."""
    stale = find_outdated(plan.details.answers, finding)
    if not stale:
        return None
    reason = stale[-1].reason
    numbers = numbers_unsaid(reason, finding)
    asks = (
        text(
            "The earlier reason says {numbers}, which the check does not say now. Record it unchanged all the same?",
            numbers=Series(numbers),
        )
        if numbers
        else ""
    )
    return {"text": reason, "asks": str(asks)}


def _place(sight: _Sight, finding: Finding) -> dict[str, Any]:
    spot = sight.leads(finding)
    return {
        "place": sight.names.place(finding.where),
        "cell": finding.where.cell,
        "spot": spot._asdict() if spot else None,
    }


def _draft(sight: _Sight, spot: Spot, draft: Draft) -> dict[str, Any]:
    return {
        "place": sight.names.spot(spot),
        "raw": draft.raw,
        "message": str(draft.message),
        "remedy": str(draft.remedy),
        "spot": spot._asdict(),
    }


def _cards(state: State) -> dict[str, dict[str, Any]]:
    """Return the cards that are cited, as they bind the plan or else as they are on its day."""
    book, cards = state.plan.book, state.plan.cards
    shown = {}
    for name in dict.fromkeys(finding.citation for finding in state.findings if finding.citation):
        card = cards.get(name)
        dated = card.on(book.day) if card else None
        rule = book.get(name) or (Rule(card, dated) if card and dated else None)
        if rule is not None:
            shown[name] = card_of(rule, book.day)
    return shown


def words_of(state: State) -> str:
    """Write the questions as text: each answer, and every finding with its stake and its reason."""
    names = names_in(state.plan)
    lines = [str(TITLE)]
    lines += [
        f"[{_WORDS['draft']}] {names.spot(spot)}: {draft.message}"
        for spot, draft in state.drafts.items()
    ]
    for question, findings in _asked(state.findings):
        lines.append(f"{question.title} {_answer(Counter(map(level_of, findings)))}")
        lines += [_line(finding, names) for finding in findings]
    return "\n".join(lines)


def _line(finding: Finding, names: Names) -> str:
    level = LEVELS[level_of(finding)]
    parts = [f"  [{level}]", names.place(finding.where), str(finding.message)]
    if finding.stake:
        parts.append(str(text("at stake: {stake:,} NTD", stake=finding.stake)))
    if finding.answer:
        parts.append(str(text("reason: {reason}", reason=finding.answer)))
    return " ".join(part for part in parts if part)


__all__ = ["ACTIONS", "TITLE", "view", "words_of"]
