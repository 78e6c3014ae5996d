"""What to let go when nothing holds the total: as the screen shows it, and done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plc_budget.desk.applying import applied
from plc_budget.desk.reallocating import Asked, asked, question_of
from plc_budget.desk.state import Spot
from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain
from plc_budget.reallocation import Release, ReleaseKind

if TYPE_CHECKING:
    from plc_budget.desk.panels import Message
    from plc_budget.desk.state import State
    from plc_budget.findings import Words

_BOUNDS = {
    ReleaseKind.MINIMUM: "min_quantity",
    ReleaseKind.MAXIMUM: "max_quantity",
    ReleaseKind.STEP: "step",
}


def key_of(release: Release) -> str:
    """Name a release by what is let go."""
    after = ",".join(plain(value) for value in release.after)
    return f"{release.kind}:{','.join(release.codes)}:{release.rule}:{after}"


def shown(release: Release, one: Asked) -> dict[str, Any]:
    """Return what the screen shows of a release: what is let go, what it gives, and the button.

    Parameters
    ----------
    release : Release
        What could be let go.
    one : Asked
        The question it is an answer to.
    """
    return {
        "key": key_of(release),
        "says": str(release.sentence),
        "gives": str(_gives(release, one)),
        "button": str(_button(release, one)),
    }


def _gives(release: Release, one: Asked) -> Words:
    total = release.proposal.total
    if total == one.total:
        return release.proposal.sentence
    return text("{changes}; the total is then {total:,}, {left:,} are left",
                changes=release.proposal.sentence, total=total, left=one.total - total)  # fmt: skip


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
    says = text("{total:,} can be held: {left:,} less than {wanted:,}.", total=below,
                left=one.total - below, wanted=one.total)  # fmt: skip
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
        The desk before it.
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
    if after.opened is state.opened or release.proposal.total == asked(state)[0].total:
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
    return applied(state, message, rows=rows)
