"""Scenarios: what is asked first, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.app.past import history_of, is_scenario, open_scenario_name, plan_folder
from plc_budget.app.saving import reload, reload_first, show_plan
from plc_budget.app.state import Draft, Level, Spot, State
from plc_budget.findings import Finding, Words, has_errors
from plc_budget.language import CHINESE, text
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.plan.scenarios.keeping import (
    adopt_scenario,
    delete_scenario,
    deleted_scenario,
    new_scenario,
    scenario,
    set_aside,
)
from plc_budget.plan.scenarios.names import is_same, name_of
from plc_budget.plan.what_if import with_quantity, with_speaker_kind
from plc_budget.reallocation.trying import as_scenario, try_steps
from plc_budget.tables import SPEAKER_KINDS
from plc_budget.tables.cells import Unreadable, read_quantity

if TYPE_CHECKING:
    from plc_budget.app.state import Message
    from plc_budget.reallocation.trying import Step


PANEL = "scenarios"
ADOPT, DELETE = "adopt", "delete"


@dataclass(frozen=True)
class Asking:
    """What is asked before it is done, about which scenario, and the plan it was asked about."""

    what: str
    name: str
    opened: Opened
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Instead:
    """A scenario for which nothing holds the approved total: why, and what it comes to by itself.

    ``opened`` is what it was asked about; it is not offered on anything else.
    """

    message: Message
    held: int
    total: int
    reason: Words
    opened: Opened


@dataclass(frozen=True)
class Kept:
    """What the panel keeps: questions, and what was typed and not understood elsewhere."""

    instead: Instead | None = None
    asking: Asking | None = None
    drafts: Mapping[Path, Mapping[Spot, Draft]] = field(default_factory=dict)


def find_kept(state: State) -> Kept:
    """Return what the panel keeps."""
    return state.of(PANEL, Kept())


def list_offers(state: State) -> Instead | None:
    """Return what could be made without holding the approved total, of what is open."""
    offer = find_kept(state).instead
    return offer if offer is not None and offer.opened is state.opened else None


def make(state: State, message: Message) -> State:
    """Make a scenario of what is open, with something else tried in it if that is asked."""
    now = reload_first(state)
    if now is not state:
        return now
    state = _instead(state, None)
    name = str(message.get("name", ""))
    steps, fault = _steps(state, message)
    if fault is not None:
        return state.with_status(Level.FAILED, fault)
    holds = bool(message.get("holds")) and bool(steps)
    trial, findings = try_steps(state.plan, steps, holds=holds)
    if trial is None:
        return _not_held(state, message, steps, findings)
    made, findings = as_scenario(plan_folder(state), name, trial, state.opened, reason=state.reason)
    if made is None:
        return _refused(state, findings)
    words = text(
        "The scenario “{name}” is made: total {total:,}. It stands in the table; the plan is as it was.",
        name=name_of(made.folder.name),
        total=made.plan.budget.total,
    )
    return state.with_status(Level.DONE, words)


def _not_held(
    state: State, message: Message, steps: list[Step], findings: Sequence[Finding]
) -> State:
    """Offer to make it with a total of its own, if nothing but the approved total is in the way."""
    none = next((f for f in findings if f.code == "REALLOCATION-NONE"), None)
    free, _ = try_steps(state.plan, steps, holds=False)
    if none is None or free is None:
        return _refused(state, findings)
    held, total = state.plan.details.funding.approved_total, free.plan.budget.total
    offer = Instead({**message, "holds": False}, held, total, none.message, state.opened)
    words = text(
        "With {held:,} held this cannot be made. It could be made with a total of its own: {total:,}.",
        held=held,
        total=total,
    )
    return _instead(state, offer).with_status(Level.FAILED, words)


def _instead(state: State, offer: Instead | None) -> State:
    return state.keeping(PANEL, replace(find_kept(state), instead=offer))


def make_instead(state: State, _: Message) -> State:
    """Make the scenario that was asked for, with a total of its own."""
    offer = list_offers(state)
    if offer is None:
        return state.with_status(Level.FAILED, text("The screen asked for something unknown."))
    return make(state, offer.message)


def _steps(state: State, message: Message) -> tuple[list[Step], Words | None]:
    """Read what is to be tried out; the quantity of a line, and another kind of speaker."""
    steps: list[Step] = []
    kind, code = str(message.get("kind", "")), str(message.get("code", ""))
    if kind in SPEAKER_KINDS:
        steps.append(
            partial(
                with_speaker_kind,
                kind=kind,
                speaker=str(message.get("speaker", "")),
                at_ceiling=bool(message.get("at_ceiling")),
            )
        )
    line = state.plan.budget.get(code)
    if line is None:
        return steps, None
    try:
        quantity = read_quantity(str(message.get("quantity", "")), line.row.unit)
    except Unreadable as problem:
        return [], text(
            "“{item}” cannot be set to “{raw}”: type {allowed}.",
            item=line.name,
            raw=str(message.get("quantity", "")),
            allowed=problem.allowed,
        )
    return [*steps, partial(with_quantity, code=code, quantity=max(quantity, Decimal(0)))], None


def open_scenario(state: State, message: Message) -> State:
    """Work on a scenario instead of the plan; what is changed leaves the plan as it is."""
    now = reload_first(state)
    if now is not state:
        return now
    found, findings = scenario(plan_folder(state), str(message.get("name", "")))
    opened, more = open_plan(found.folder) if found else (None, [])
    if found is None or opened is None:
        return _refused(state, [*findings, *more])
    words = text(
        "The scenario “{name}” is open now; what you change here leaves the plan as it is.",
        name=found.name,
    )
    return _moved_to(state, opened, more, words)


def back(state: State, _: Message) -> State:
    """Open the plan again."""
    if not is_scenario(state):
        return state
    now = reload(state)
    if now.conflict is not None:
        return now
    opened, findings = open_plan(plan_folder(state))
    if opened is None:
        return _refused(state, findings)
    return _moved_to(state, opened, findings, text("The plan is open again."))


def _moved_to(state: State, opened: Opened, findings: Sequence[Finding], words: Words) -> State:
    """Open another folder; what was typed and not understood waits where it was typed."""
    drafts = {**find_kept(state).drafts, state.folder: state.drafts}
    kept = {PANEL: Kept(drafts=drafts)}
    fresh = replace(state, kept=kept, drafts=drafts.get(opened.folder, {}))
    return show_plan(fresh, opened, findings, words)


def ask(state: State, message: Message) -> State:
    """Ask before a scenario is adopted or deleted, and say what that does."""
    what, folder = str(message.get("to", "")), plan_folder(state)
    found, findings = scenario(folder, str(message.get("name", "")))
    opened, more = (state.opened, []) if not is_scenario(state) else open_plan(folder)
    if found is None or opened is None or what not in (ADOPT, DELETE):
        return _refused(state, [*findings, *more])
    warnings = tuple(set_aside(history_of(folder).steps, found)) if what == ADOPT else ()
    return _asking(state, Asking(what, found.name, opened, warnings))


def cancel(state: State, _: Message) -> State:
    """Leave it."""
    return _asking(state, None)


def _asking(state: State, asking: Asking | None) -> State:
    return state.keeping(PANEL, replace(find_kept(state), asking=asking))


def suggest_reason(state: State, name: str) -> str:
    """Return the reason of the state, or one that says which scenario was taken; it goes on the papers."""
    words = text("The scenario “{name}” was taken", name=name)
    return state.reason or words.render(CHINESE)


def adopt(state: State, message: Message) -> State:
    """Make a scenario the working plan; what was asked before must have been about this one."""
    asking = find_kept(state).asking
    if asking is None or asking.what != ADOPT or asking.name != message.get("name"):
        return ask(state, {**message, "to": ADOPT})
    now = reload_first(state)
    if now is not state:
        return now
    after, findings = adopt_scenario(
        plan_folder(state),
        asking.name,
        asking.opened,
        reason=str(message.get("reason", "")).strip()[:500] or state.reason,
    )
    if after is None:
        return _refused(_asking(state, None), findings)
    words = text(
        "“{name}” is the working plan now: total {total:,}. Undo takes it back; the scenario stays.",
        name=asking.name,
        total=after.plan.budget.total,
    )
    told = [finding for finding in findings if finding.code != "SCENARIO-OLDER"]
    return _moved_to(state, after, told, words)


def delete(state: State, message: Message) -> State:
    """Delete a scenario; the history keeps what it held."""
    asking = find_kept(state).asking
    if asking is None or asking.what != DELETE or asking.name != message.get("name"):
        return ask(state, {**message, "to": DELETE})
    here = _asking(state, None)
    if is_same(open_scenario_name(here), asking.name):
        here = back(here, message)
        if is_scenario(here):
            return here
    gone, findings = delete_scenario(plan_folder(here), asking.name, reason=here.reason)
    if gone is None or has_errors(findings):
        return _refused(here, findings)
    words = text("“{name}” is deleted; the history keeps what it held.", name=gone.name)
    return here.with_status(Level.DONE, words)


def bring_back(state: State, message: Message) -> State:
    """Make a scenario again as it was when it was deleted."""
    folder, name = plan_folder(state), str(message.get("name", ""))
    held, findings = deleted_scenario(folder, name)
    made, more = new_scenario(folder, name, held) if held else (None, [])
    if made is None:
        return _refused(state, [*findings, *more])
    return state.with_status(Level.DONE, text("“{name}” is there again.", name=name))


def _refused(state: State, findings: Sequence[Finding]) -> State:
    wrong = tuple(finding for finding in findings if has_errors([finding])) or tuple(findings)
    if not wrong:
        return state.with_status(Level.FAILED, text("The screen asked for something unknown."))
    words = text("{message} {remedy}", message=wrong[0].message, remedy=wrong[0].remedy)
    return state.with_status(Level.FAILED, words, wrong)
