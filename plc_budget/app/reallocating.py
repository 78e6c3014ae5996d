"""What is asked of 勻支, what it answers, and what to let go when nothing holds the total."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plc_budget.app.past import find_last_typed, plan_folder
from plc_budget.app.saving import save_change
from plc_budget.app.state import Spot
from plc_budget.language import NOTHING, Series, Text, text
from plc_budget.money import plain
from plc_budget.plan.storage.folder import read_plan
from plc_budget.plan.storage.snapshot import APPROVED, WORKING, read_files
from plc_budget.reallocation import Reallocation, Release, ReleaseKind, reallocate
from plc_budget.reallocation.asking import MOST
from plc_budget.reallocation.consequences import list_raised
from plc_budget.reallocation.exact.solving import SECONDS
from plc_budget.tables.cells import Unreadable, read_price, read_quantity

if TYPE_CHECKING:
    from plc_budget.app.state import Message, State
    from plc_budget.budget import Budget
    from plc_budget.findings import Finding, Words
    from plc_budget.plan import Plan
    from plc_budget.reallocation import Proposal


AT_FIRST = 0.5
"""How long is searched before the screen is answered; longer only if the planner says so. [s]"""
_NEARLY = 0.9
_SHOWN = MOST + 1
"""How many proposals are shown: those wanted, and one without consent where all need it."""
Contents = tuple[tuple[str, bytes], ...]
Sets = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the planner asks, as typed.

    Attributes
    ----------
    total : str
        What to hold; the approved total if empty.
    code, quantity : str
        A line that is set, and to what; nothing is set if either is empty.
    moves_periods : bool
        Whether quantities that follow the timetable may move.
    longer : Asked or None
        What may be searched for longer.
    """

    total: str = ""
    code: str = ""
    quantity: str = ""
    moves_periods: bool = False
    longer: Asked | None = None


@dataclass(frozen=True)
class Asked:
    """A question that can be answered; two are the same when the plans they are about are.

    ``typed`` are the lines of the last step, which should rather stay as they are.
    """

    plan: Plan = field(compare=False, repr=False)
    files: Contents
    approved: Contents
    total: int
    sets: Sets = ()
    typed: tuple[str, ...] = ()
    moves_periods: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be done: the total is held, and nothing is set."""
        return not self.sets and self.plan.budget.total == self.total


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal, what it would bring, and whether it changes what was typed last."""

    proposal: Proposal
    brings: tuple[Finding, ...]
    changes_typed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question, what is offered, and whether there was too little time."""

    one: Asked
    answer: Reallocation
    offers: tuple[Offer, ...] = ()
    is_short: bool = False


def question_of(state: State) -> Question:
    """Return what is asked."""
    return state.of("proposals", Question())


def read_question(state: State) -> tuple[Asked, Mapping[str, Text]]:
    """Read the question of a state.

    Returns
    -------
    tuple[Asked, mapping of str to Text]
        The question; what cannot be understood in it counts as left out, and is named by its field.
    """
    question, plan = question_of(state), state.plan
    total, faults = _total(question, plan)
    sets, more = _sets(question, plan)
    typed = () if sets or plan.budget.total == total else find_last_typed(state)
    one = Asked(
        plan,
        _contents(state.opened.files),
        _approved(state),
        total,
        sets,
        typed,
        question.moves_periods,
    )
    return one, {**faults, **more}


def _total(question: Question, plan: Plan) -> tuple[int, dict[str, Text]]:
    approved = plan.details.funding.approved_total
    try:
        return (_amount(question.total) if question.total else approved), {}
    except Unreadable as problem:
        return approved, {"total": text("Type {allowed}.", allowed=problem.allowed)}


def _amount(words: str) -> int:
    amount, _ = read_price(words)
    if amount != int(amount) or amount < 0:
        raise Unreadable(text("a whole amount such as 15,000"))
    return int(amount)


def _sets(question: Question, plan: Plan) -> tuple[Sets, dict[str, Text]]:
    line = plan.budget.get(question.code)
    if line is None or line.is_percentage or not question.quantity:
        return (), {}
    try:
        quantity = read_quantity(question.quantity, line.row.unit)
    except Unreadable as problem:
        return (), {"quantity": text("Type {allowed}.", allowed=problem.allowed)}
    if quantity < 0:
        return (), {"quantity": text("Type {allowed}.", allowed=text("a quantity of 0 or more"))}
    return ((question.code, quantity),), {}


def _contents(files: Mapping[str, bytes]) -> Contents:
    return tuple(sorted(files.items()))


def _approved(state: State) -> Contents:
    return _contents(read_files(plan_folder(state) / APPROVED, WORKING, recovers=False).files)


def answer_question(state: State, one: Asked) -> Answered:
    """Answer a question of the app; nothing is searched where nothing is to be done.

    What leaves the lines alone that were typed last is offered first; among what is left, what
    leaves more of them alone.
    """
    if one.is_settled:
        return Answered(one, Reallocation(one.total))
    seconds = SECONDS if question_of(state).longer == one else AT_FIRST
    found = _answered(replace(one, typed=()), seconds)
    if not one.typed or not found.answer.is_feasible:
        return found
    first = _answered(one, seconds)
    known = {proposal_key(offer.proposal) for offer in first.offers}
    others = [
        _telling(offer, one.typed)
        for offer in found.offers
        if proposal_key(offer.proposal) not in known
    ]
    offers = (*first.offers, *sorted(others, key=lambda offer: offer.changes_typed))
    return replace(found, offers=offers[:_SHOWN], is_short=first.is_short or found.is_short)


@lru_cache(maxsize=8)
def _answered(one: Asked, seconds: float) -> Answered:
    start = time.monotonic()
    answer, _ = reallocate(
        one.plan,
        dict(one.sets),
        locks=one.typed,
        total=one.total,
        move_periods=one.moves_periods,
        approved=_budget(one.approved),
        seconds=seconds,
    )
    is_short = not answer.is_proven or time.monotonic() - start > _NEARLY * seconds
    offers = [
        Offer(proposal, tuple(list_raised(one.plan, proposal))) for proposal in answer.proposals
    ]
    return Answered(one, answer, tuple(offers), is_short)


def _telling(offer: Offer, typed: tuple[str, ...]) -> Offer:
    is_changed = any(change.code in typed for change in offer.proposal.giving_way)
    return replace(offer, changes_typed=is_changed)


def proposal_key(proposal: Proposal) -> str:
    """Name a proposal by what it makes of the quantities.

    Whoever asks to apply it means this one, also when the proposals are others by then.
    """
    return ";".join(
        f"{change.code}={plain(change.quantity_after)}"
        for change in proposal.changes
        if change.quantity_before != change.quantity_after
    )


def _budget(approved: Contents) -> Budget | None:
    """Return what moves between accounts are judged against: the approved budget, if there is one."""
    plan = read_plan(APPROVED, dict(approved))[0] if approved else None
    return plan.budget if plan else None


_BOUNDS = {
    ReleaseKind.MINIMUM: "min_quantity",
    ReleaseKind.MAXIMUM: "max_quantity",
    ReleaseKind.STEP: "step",
}


def release_key(release: Release) -> str:
    """Name a release by what is let go."""
    after = ",".join(plain(value) for value in release.after)
    return f"{release.kind}:{','.join(release.codes)}:{release.rule}:{after}"


def release_view(release: Release, one: Asked) -> dict[str, Any]:
    """Return what the screen shows of a release: what is let go, what it gives, and the button.

    Parameters
    ----------
    release : Release
        What could be let go.
    one : Asked
        The question it is an answer to.
    """
    return {
        "key": release_key(release),
        "says": str(release.sentence),
        "gives": str(_gives(release, one)),
        "button": str(_button(release, one)),
    }


def _gives(release: Release, one: Asked) -> Words:
    total = release.proposal.total
    if total == one.total:
        return release.proposal.sentence
    return text(
        "{changes}; the total is then {total:,}, {left:,} are left",
        changes=release.proposal.sentence,
        total=total,
        left=one.total - total,
    )


def leaving(one: Asked, below: int | None) -> dict[str, str] | None:
    """Return the button that leaves a little of the total unspent; None where nothing is near.

    Parameters
    ----------
    one : Asked
        The question.
    below : int or None
        The nearest total at or under what is wanted. [NTD]
    """
    if below is None:
        return None
    says = text(
        "{total:,} can be held: {left:,} less than {wanted:,}.",
        total=below,
        left=one.total - below,
        wanted=one.total,
    )
    is_less = below < one.plan.details.funding.approved_total
    allowed = text("Spending less than approved is allowed.") if is_less else NOTHING
    return {
        "total": f"{below:,}",
        "says": f"{says} {allowed}".strip(),
        "button": str(text("Leave {left:,} unspent", left=one.total - below)),
    }


def _button(release: Release, one: Asked) -> Words:
    """Say what the button does; nothing for a rule, which nobody can let go here."""
    after = ", ".join(plain(value) for value in release.after)
    item = Series(tuple(line.name for line in one.plan.budget.lines if line.code in release.codes))
    words = {
        ReleaseKind.CEILING: NOTHING,
        ReleaseKind.BAN: text("See the settings"),
        ReleaseKind.TIMETABLE: text("Let the paid periods move"),
        ReleaseKind.SETTING: text("Set “{item}” to {after}", item=item, after=after),
        ReleaseKind.LOCK: text("Unlock “{item}”", item=item),
    }
    return words.get(release.kind, text("Change it to {after}", after=after))


def let_go(state: State, message: Message, release: Release) -> State:
    """Let one thing go: in the question, or in the plan as a step of its own.

    Parameters
    ----------
    state : State
        The state before it.
    message : mapping
        What asked for it.
    release : Release
        What is let go.
    """
    question = question_of(state)
    if release.kind is ReleaseKind.BAN:
        return replace(state, focus=Spot("settings", "", "reallocation.is_allowed"))
    if release.kind is ReleaseKind.TIMETABLE:
        return state.keeping("proposals", replace(question, moves_periods=True))
    if release.kind is ReleaseKind.SETTING:
        quantity = plain(release.after[0])
        return state.keeping("proposals", replace(question, quantity=quantity))
    after = _changed_line(state, message, release)
    if after.opened is state.opened or release.proposal.total == read_question(state)[0].total:
        return after
    held = f"{release.proposal.total:,}"  # the step is not enough for what was wanted
    return after.keeping("proposals", replace(question, total=held))


def _changed_line(state: State, message: Message, release: Release) -> State:
    if release.kind is ReleaseKind.CEILING:
        return state
    field: dict[str, Any] = (
        {"locked": False}
        if release.kind is ReleaseKind.LOCK
        else {_BOUNDS[release.kind]: release.after[0]}
    )
    rows = [replace(r, **field) if r.code in release.codes else r for r in state.plan.rows]
    return save_change(state, message, rows=rows)
