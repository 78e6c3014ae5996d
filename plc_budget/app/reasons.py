"""Reasons: recorded for a finding, and asked of a total below the approved one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.app.past import is_scenario
from plc_budget.app.saving import save_change
from plc_budget.app.state import Level, State
from plc_budget.checks.answering import IDLE, answer_of, idle_answers, record_answer, remove_answer
from plc_budget.comparison import compare_with_approved
from plc_budget.findings import Finding, Severity
from plc_budget.language import CHINESE, Text, text
from plc_budget.money import half_width
from plc_budget.plan.history.remarks import record_reason
from plc_budget.plan.keys import LONGEST
from plc_budget.plan.storage.snapshot import APPROVED
from plc_budget.tables.cells import is_unprintable

if TYPE_CHECKING:
    from plc_budget.app.state import Action, Message
    from plc_budget.comparison import LineChange
    from plc_budget.findings import Finding
    from plc_budget.plan.details import Answer


UNSPENT = "BUDGET-UNDER"
"""Code of the finding that the total leaves part of what was approved unspent."""


def total_explained(state: State, message: Message) -> State:
    """Record why the total is lower, once every line that was lowered has its reason.

    Parameters
    ----------
    state : State
        The state, after the reason of a line was recorded.
    message : mapping
        What asked for it.

    Returns
    -------
    State
        The same where nothing is left to explain, or a line still has no reason.
    """
    finding = _unspent(state)
    lines = _lowered(state) if finding else []
    if finding is None or not lines or not all(line.reason for line in lines):
        return state
    reason = "；".join(dict.fromkeys(f"{line.line.name}：{line.reason}" for line in lines))
    details: Mapping[str, object] = record_answer(
        state.plan.details.answers, state.findings, finding, reason
    )
    after = save_change(state, message, details=details)
    if after.status.level is not Level.DONE:
        return after
    words = text(
        "{said} It is the reason for the amount that is left, too.", said=state.status.words
    )
    return after.with_status(Level.DONE, words)


def lines_explained(state: State, finding: Finding, reason: str) -> None:
    """Record why lines were lowered since the approval, where that was asked of the total.

    Parameters
    ----------
    state : State
        The state, after the reason for a finding was recorded.
    finding : Finding
        What it was recorded for; nothing is done for any but the unspent total.
    reason : str
        In the planner's own words.
    """
    open_ones = [line for line in _lowered(state) if not line.reason]
    if finding.code == UNSPENT and open_ones:
        name = "、".join(line.line.name for line in open_ones)
        record_reason(state.folder, [line.code for line in open_ones], reason, name=name)


def _unspent(state: State) -> Finding | None:
    return next((one for one in state.findings if one.code == UNSPENT and one.is_open), None)


def _lowered(state: State) -> list[LineChange]:
    """List the lines that come to less than was approved."""
    if is_scenario(state) or not (state.folder / APPROVED).is_dir():
        return []
    found, _ = compare_with_approved(state.folder)
    return [line for line in found.comparison.changed if line.difference < 0] if found else []


REASONS = "findings"
"""What the panel of the findings keeps for itself goes by its name."""
_NO_WORDS = " \t\r\n….。,，、-—"
_FIGURES = re.compile(r"\d[\d,]*")
_NUMBERS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LONG_KEY = 12


@dataclass(frozen=True)
class Reasons:
    """Reasons that were typed and not recorded yet, and why one cannot be, by key of the finding."""

    texts: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Text] = field(default_factory=dict)

    def without(self, key: str) -> Reasons:
        """Return the others."""
        texts = {name: raw for name, raw in self.texts.items() if name != key}
        return Reasons(texts, {name: fault for name, fault in self.faults.items() if name != key})


def name_findings(findings: Iterable[Finding]) -> dict[int, str]:
    """Name each finding so that it is known again when only its figures have changed.

    Parameters
    ----------
    findings : iterable of Finding
        All of a plan.

    Returns
    -------
    dict[int, str]
        By the identity of the finding.

    Examples
    --------
    >>> from plc_budget.findings import warning
    >>> then, now = (warning("OVER", text("{n} copies", n=n), text("-")) for n in (80, 90))
    >>> name_findings([then])[id(then)] == name_findings([now])[id(now)]
    True
    """
    seen: Counter[str] = Counter()
    names = {}
    for finding in findings:
        where = finding.where
        said = _FIGURES.sub("0", finding.message.render(CHINESE))
        whole = f"{finding.code}\n{where.file}\n{where.line}\n{where.field}\n{said}"
        name = hashlib.sha256(whole.encode()).hexdigest()[:_LONG_KEY]
        seen[name] += 1
        names[id(finding)] = f"{name}-{seen[name]}"
    return names


def numbers_unsaid(reason: str, finding: Finding) -> tuple[str, ...]:
    """List the numbers of a reason that the sentence of a finding does not hold.

    Examples
    --------
    >>> from plc_budget.findings import warning
    >>> periods = warning("PERIOD", text("40 minutes each: 6.5 periods"), text("-"))
    >>> numbers_unsaid("每節４０分鐘，240分鐘計6節", periods)
    ('240', '6')
    """
    now = {_plain(number) for number in _NUMBERS.findall(finding.message.render(CHINESE))}
    found = _NUMBERS.findall(half_width(reason))
    return tuple(dict.fromkeys(number for number in found if _plain(number) not in now))


def _plain(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def is_idle(finding: Finding) -> bool:
    """Tell whether a finding says that a recorded reason answers nothing."""
    return finding.code == IDLE


def _type(state: State, message: Message) -> State:
    """Keep what is typed as a reason, as long as it is not recorded."""
    key, raw = str(message.get("finding", "")), str(message.get("text", ""))
    reasons = state.of(REASONS, Reasons()).without(key)
    texts = {**reasons.texts, key: raw} if raw else reasons.texts
    return state.keeping(REASONS, replace(reasons, texts=texts))


def _answer(state: State, message: Message) -> State:
    """Record a reason for a warning."""
    key, raw = str(message.get("finding", "")), str(message.get("text", ""))
    state = _type(state, message)
    finding = _named(state, key)
    if finding is None or finding.severity is not Severity.WARNING:
        return state.with_status(
            Level.FAILED, text("This is not asked any more; no reason was recorded.")
        )
    fault = _fault(raw)
    if fault is not None:
        reasons = state.of(REASONS, Reasons())
        marked = replace(reasons, faults={**reasons.faults, key: fault})
        return state.keeping(REASONS, marked).with_status(Level.FAILED, fault)
    answers = state.plan.details.answers
    details = record_answer(answers, state.findings, finding, raw.strip())
    after = save_change(state, message, details=details)
    if after.status.level is Level.DONE:
        lines_explained(after, finding, raw.strip())
    return _settled(after, key, text("The reason is recorded."))


def _fault(raw: str) -> Text | None:
    """Say why a text is no reason; None if it is one."""
    if not raw.strip(_NO_WORDS):
        return text("Write the reason in your own words.")
    if len(raw) > LONGEST:
        return text("A reason has {most:,} characters at most.", most=LONGEST)
    if is_unprintable(raw):
        return text("The reason holds signs that cannot be printed; type it anew.")
    return None


def _settled(after: State, key: str, words: Text) -> State:
    """Say what became of a reason; what was typed is done with once it is saved."""
    if after.status.level is not Level.DONE:
        return after
    reasons = after.of(REASONS, Reasons())
    return after.keeping(REASONS, reasons.without(key)).with_status(
        Level.DONE, words, after.status.more
    )


def _remove(state: State, message: Message) -> State:
    """Remove a recorded reason: of a warning, which is open again, or one that answers nothing."""
    key = str(message.get("finding", ""))
    finding = _named(state, key)
    answer = _answer_behind(state, finding) if finding else None
    if answer is None:
        return state.with_status(
            Level.FAILED, text("That reason is not recorded any more; nothing was changed.")
        )
    details = remove_answer(state.plan.details.answers, answer)
    after = save_change(state, message, details=details)
    return _settled(after, key, text("The reason is removed."))


def _answer_behind(state: State, finding: Finding) -> Answer | None:
    answers = state.plan.details.answers
    if not is_idle(finding):
        return answer_of(answers, finding)
    said = [one for one in state.findings if is_idle(one)]
    others = [one for one in state.findings if not is_idle(one)]
    idle = idle_answers(answers, others)
    number = next(i for i, one in enumerate(said) if one is finding)
    return idle[number] if number < len(idle) else None


def _named(state: State, key: str) -> Finding | None:
    names = name_findings(state.findings)
    return next((finding for finding in state.findings if names[id(finding)] == key), None)


ACTIONS: Mapping[str, Action] = {"type": _type, "answer": _answer, "remove": _remove}
"""What can be done on the findings."""
