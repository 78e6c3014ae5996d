"""What to let go when there is no proposal: one bound, step, ceiling, lock or setting at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import gcd
from typing import TYPE_CHECKING

from plc_budget.language import Series, Text, text
from plc_budget.money import EXACT, plain
from plc_budget.reallocation.nearest import nearest_below
from plc_budget.reallocation.proposing import bounds_broken, proposals_for
from plc_budget.reallocation.result import Proposal, Release, ReleaseKind

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.reallocation.exact.solving import Clock
    from plc_budget.reallocation.frame import Frame
    from plc_budget.reallocation.terms import Terms

_ONE = Decimal(1)
_ORDER = (
    ReleaseKind.BAN,
    ReleaseKind.STEP,
    ReleaseKind.LOCK,
    ReleaseKind.MINIMUM,
    ReleaseKind.MAXIMUM,
    ReleaseKind.SETTING,
    ReleaseKind.CEILING,
    ReleaseKind.TIMETABLE,
)
_TRIES = 40
"""How many steps back from what the planner set are tried."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The question with one term less."""

    kind: ReleaseKind
    terms: Terms
    line: Line | None = None
    before: Decimal = _ONE
    rule: str = ""
    title: object = ""


def releases_for(frame: Frame, terms: Terms, clock: Clock) -> tuple[Release, ...]:
    """Return what would give a proposal if it were let go, each with the best it gives.

    In the order in which an office would try them: a smaller step, a lock, bounds, what the planner
    set, ceilings; paying other periods than are taught comes last.  Within each in the order of the
    plan.  What time does not suffice for is left out.
    """
    found = [
        _release(candidate, answer.proposals[0])
        for candidate in _candidates(frame, terms)
        if clock.left() and (answer := proposals_for(frame, candidate.terms, clock)).proposals
    ]
    found += _settings(frame, terms, clock)
    return tuple(sorted(found, key=lambda release: _ORDER.index(release.kind)))


def nearer_for(frame: Frame, terms: Terms, below: int | None, clock: Clock) -> tuple[Release, ...]:
    """Return the steps that need not be enough, but would leave less over than ``below`` does.

    Prices can keep a total out of reach whatever the step: 95 each never comes to 6,500.  The step
    that comes nearest is first.

    Parameters
    ----------
    frame, terms : Frame, Terms
        The plan and the question.
    below : int or None
        The nearest total that can be held as things stand. [NTD]
    clock : Clock
        When to give up.
    """
    found = []
    for line in frame.lines:
        for candidate in _step(line, terms) if terms.is_free(line.row) else ():
            near = nearest_below(frame, candidate.terms, clock) if clock.left() else None
            if near is None or (below is not None and near <= below):
                continue
            held = replace(candidate.terms, low=near, high=near)
            if answer := proposals_for(frame, held, clock).proposals:
                found.append(_release(candidate, answer[0]))
    return tuple(sorted(found, key=lambda release: -release.proposal.total))


def _candidates(frame: Frame, terms: Terms) -> Iterator[_Candidate]:
    if terms.is_banned:
        yield _Candidate(ReleaseKind.BAN, replace(terms, is_banned=False))
        return
    for place, line in enumerate(frame.lines):
        if line.code in terms.sets:
            if bounds_broken(frame, terms, place):
                yield from _bounds(line, terms)
        elif terms.is_free(line.row):
            yield from _bounds(line, terms)
            yield from _step(line, terms)
        elif not line.is_percentage:
            is_locked = line.row.locked or line.code in terms.locks
            kind = ReleaseKind.LOCK if is_locked else ReleaseKind.TIMETABLE
            yield _Candidate(kind, replace(terms, freed=terms.freed | {line.code}), line)
    for rule in {cap.rule.id: cap.rule for cap in frame.caps}.values():
        without = replace(terms, without=terms.without | {rule.id})
        yield _Candidate(ReleaseKind.CEILING, without, rule=rule.id, title=rule.card.title)


def _bounds(line: Line, terms: Terms) -> Iterator[_Candidate]:
    row = terms.row(line.row)
    if row.min_quantity:
        rows = {**terms.rows, line.code: replace(row, min_quantity=None)}
        yield _Candidate(ReleaseKind.MINIMUM, replace(terms, rows=rows), line, row.min_quantity)
    if row.max_quantity is not None:
        rows = {**terms.rows, line.code: replace(row, max_quantity=None)}
        yield _Candidate(ReleaseKind.MAXIMUM, replace(terms, rows=rows), line, row.max_quantity)


def _step(line: Line, terms: Terms) -> Iterator[_Candidate]:
    """Let a step go down to one, or to the largest part of it that divides one."""
    row = terms.row(line.row)
    step = row.step or _ONE
    num, den = step.as_integer_ratio()
    finer = Decimal(gcd(num, den)) / Decimal(den)
    if finer < step:
        rows = {**terms.rows, line.code: replace(row, step=finer)}
        yield _Candidate(ReleaseKind.STEP, replace(terms, rows=rows), line, step)


def _release(candidate: _Candidate, proposal: Proposal) -> Release:
    line, kind = candidate.line, candidate.kind
    if line is None:
        sentence = (
            text("the ceiling “{title}”", title=candidate.title)
            if kind is ReleaseKind.CEILING
            else text("the plan's word that nothing may be reallocated")
        )
        return Release(kind, (), (), (), candidate.rule, proposal, sentence)
    change = next(change for change in proposal.changes if change.code == line.code)
    after = change.quantity_after
    before = candidate.before
    if kind is ReleaseKind.STEP:
        after = candidate.terms.row(line.row).step or _ONE
    elif kind in (ReleaseKind.LOCK, ReleaseKind.TIMETABLE):
        before = change.quantity_before
    sentence = _sentence(kind, line.name, before, after)
    return Release(kind, (line.code,), (before,), (after,), "", proposal, sentence)


def _sentence(kind: ReleaseKind, item: str, before: Decimal, after: Decimal) -> Text:
    old, new = plain(before), plain(after)
    return {
        ReleaseKind.MINIMUM: text(
            "the minimum of “{item}”, {old} → {new}", item=item, old=old, new=new
        ),
        ReleaseKind.MAXIMUM: text(
            "the maximum of “{item}”, {old} → {new}", item=item, old=old, new=new
        ),
        ReleaseKind.STEP: text("the step of “{item}”, {old} → {new}", item=item, old=old, new=new),
        ReleaseKind.LOCK: text("the lock of “{item}”, {old} → {new}", item=item, old=old, new=new),
        ReleaseKind.TIMETABLE: text(
            "paying fewer periods of “{item}” than are taught, {old} → {new} (lessons that take place would go unpaid: usually not possible)",
            item=item,
            old=old,
            new=new,
        )
        if after < before
        else text(
            "paying more periods of “{item}” than the timetable has, {old} → {new} (usually not possible)",
            item=item,
            old=old,
            new=new,
        ),
    }[kind]


def _settings(frame: Frame, terms: Terms, clock: Clock) -> Iterator[Release]:
    """Take back what the planner set, step by step: each line by itself, then all together."""
    lines = [line for line in frame.lines if line.code in terms.sets and not terms.is_banned]
    groups = [[line] for line in lines] + ([lines] if len(lines) > 1 else [])
    for group in groups:
        for sets in _taken_back(group, terms):
            if not clock.left():
                return
            eased = replace(terms, sets={**terms.sets, **sets})
            if found := proposals_for(frame, eased, clock).proposals:
                yield _eased(group, terms, sets, found[0])
                break


def _taken_back(lines: list[Line], terms: Terms) -> Iterator[dict[str, Decimal]]:
    """Yield settings ever nearer to what was before, all lines in the same proportion."""
    away = [EXACT.subtract(line.quantity, terms.sets[line.code]) for line in lines]
    steps = [terms.row(line.row).step or _ONE for line in lines]
    wholes = [int(EXACT.divide_int(abs(far), step)) for far, step in zip(away, steps, strict=True)]
    common = gcd(*wholes) if len(lines) > 1 else wholes[0]
    for turn in range(1, min(common, _TRIES) + 1):
        yield {
            line.code: EXACT.add(
                terms.sets[line.code],
                EXACT.multiply(step, Decimal(whole // common * turn)).copy_sign(far),
            )
            for line, step, whole, far in zip(lines, steps, wholes, away, strict=True)
        }
    yield {line.code: line.quantity for line in lines}


def _eased(
    lines: list[Line], terms: Terms, sets: dict[str, Decimal], proposal: Proposal
) -> Release:
    before = tuple(terms.sets[line.code] for line in lines)
    after = tuple(sets[line.code] for line in lines)
    parts = Series(
        tuple(
            text(
                "“{item}” {before} → {after}",
                item=line.name,
                before=plain(terms.sets[line.code]),
                after=plain(sets[line.code]),
            )
            for line in lines
        )
    )
    sentence = text("what was set, {parts}", parts=parts)
    codes = tuple(line.code for line in lines)
    return Release(ReleaseKind.SETTING, codes, before, after, "", proposal, sentence)
