"""Which two states of the plan are compared, and an approval recorded there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_budget.app.past import history_of, is_scenario, open_scenario_name, plan_folder
from plc_budget.app.reasons import total_explained
from plc_budget.app.saving import reload_first, show_plan
from plc_budget.app.state import Level, State
from plc_budget.comparison import Compared, compare_plans, compare_with_approved, two_points
from plc_budget.dates import read_date
from plc_budget.findings import Finding, Words, has_errors
from plc_budget.language import Text, text
from plc_budget.plan import load_plan
from plc_budget.plan.approved.approval import approve, approved_plan
from plc_budget.plan.approved.correcting import correct_approval, in_words
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.history.remarks import record_reason

if TYPE_CHECKING:
    from plc_budget.app.state import Message

PANEL = "comparison"
_DAY = text("Type the day of the letter, such as 114/5/31.")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which two points are compared, as ids of steps, and what is wrong with the form of an approval.

    Without a first point the approved plan is compared with the plan as it is.
    """

    first: str = ""
    second: str = ""
    faults: Mapping[str, Text] | None = None


def choice_of(state: State) -> Choice:
    """Return what is chosen."""
    return state.of(PANEL, Choice())


def compare_chosen(state: State) -> tuple[Compared | None, list[Finding]]:
    """Compare the two states that are chosen.

    Returns
    -------
    tuple[Compared or None, list[Finding]]
        None when nothing was approved yet and no other states are chosen, or when one of them
        cannot be read.
    """
    choice = choice_of(state)
    if choice.first:
        return _between(state, choice)
    if is_scenario(state):
        return _plan_and_scenario(state)
    return compare_with_approved(state.folder)


def _between(state: State, choice: Choice) -> tuple[Compared | None, list[Finding]]:
    found, findings = two_points(state.folder, choice.first, choice.second)
    if found is None:
        return None, findings
    before = _after_step(state, choice.first)
    after = _after_step(state, choice.second) if choice.second else found.comparison.after_name
    named = replace(found.comparison, before_name=before, after_name=after)
    return replace(found, comparison=named), findings


def _after_step(state: State, step_id: str) -> Words:
    """Name a point of the history by what was done last before it."""
    step = history_of(state.folder).get(step_id)
    name = (step.name or step.kind.words) if step else step_id
    return text("after “{step}”", step=name)


def _plan_and_scenario(state: State) -> tuple[Compared | None, list[Finding]]:
    """Compare the open scenario with what was approved, or else with the plan."""
    folder = plan_folder(state)
    approved = approved_plan(folder)
    before, findings = (approved, []) if approved else load_plan(folder)
    if before is None:
        return None, findings
    names = (
        text("approved") if approved else text("the plan"),
        text("the scenario “{name}”", name=open_scenario_name(state)),
    )
    return compare_plans(before, state.plan, names), []


def choose(state: State, message: Message) -> State:
    """Choose which two states are compared; nothing for the first means the approved plan."""
    ids = {step.id for step in history_of(state.folder).steps}
    wanted = [str(message.get(name, "")) for name in ("first", "second")]
    first, second = (step if step in ids else "" for step in wanted)
    return state.keeping(PANEL, Choice(first, second if first else ""))


def because(state: State, message: Message) -> State:
    """Record why a line was changed."""
    now = reload_first(state)
    if now is not state:
        return now
    code, words = str(message.get("code", "")), str(message.get("text", ""))
    line = state.plan.budget.get(code)
    item = line.name if line else code
    done, findings = record_reason(state.folder, [code], words[:500], name=item)
    if not done:
        return _refused(state, findings)
    done_so = state.with_status(Level.DONE, text("The reason for “{item}” is recorded.", item=item))
    return total_explained(done_so, message)


def correct(state: State, message: Message) -> State:
    """Correct a slip in the number or the day of the approval."""
    now = reload_first(state)
    if now is not state:
        return now
    try:
        day = read_date(str(message.get("on", "")))
    except ValueError:
        return _faulty(state, {"correct_on": _DAY}).with_status(Level.FAILED, _DAY)
    was, _ = verify_approved(state.folder)
    approval, findings = correct_approval(
        state.folder, reference=str(message.get("reference", "")), on=day, reason=state.reason
    )
    if approval is None or was is None:
        return _refused(_faulty(state, {}), findings)
    words = text(
        "Corrected: {what}. What was approved stays as it is.", what=in_words(was, approval)
    )
    return show_plan(_faulty(state, {}), state.opened, findings, words)


def check(state: State, message: Message) -> State:
    """Look at the day of a letter before it is asked whether to record it."""
    try:
        read_date(str(message.get("on", "")))
    except ValueError:
        return _faulty(state, {"on": _DAY}).with_status(Level.FAILED, _DAY)
    return _faulty(state, {})


def record_approval(state: State, message: Message) -> State:
    """Freeze the plan as approved under the number of its letter."""
    now = reload_first(state)
    if now is not state:
        return now
    stop = _stops(state)
    if stop is not None:
        return state.with_status(Level.FAILED, stop)
    try:
        day = read_date(str(message.get("on", "")))
    except ValueError:
        return _faulty(state, {"on": _DAY}).with_status(Level.FAILED, _DAY)
    approval, findings = approve(
        state.folder,
        reference=str(message.get("reference", "")),
        on=day,
        reason=state.reason,
        by=str(message.get("by", "")).strip()[:100],
        opened=state.opened,
    )
    if approval is None:
        wrong = next((f for f in findings if f.code == "APPROVED-REFERENCE"), None)
        faults = {"reference": text("{remedy}", remedy=wrong.remedy)} if wrong else {}
        return _refused(_faulty(state, faults), findings)
    words = text(
        "Approved: {reference}, {total:,} NTD. The plan itself may be changed further; each change is compared with this.",
        reference=approval.reference,
        total=approval.total,
    )
    return show_plan(_faulty(state, {}), state.opened, findings, words)


def _stops(state: State) -> Words | None:
    """Say what keeps the plan from being approved."""
    if is_scenario(state):
        return text("A scenario cannot be approved; adopt it first.")
    number = len(state.drafts) + sum(has_errors([finding]) for finding in state.findings)
    if number:
        return text(
            "Nothing was approved: {number} errors stand in the way. Mend them first.",
            number=number,
        )
    return None


def _faulty(state: State, faults: Mapping[str, Text]) -> State:
    return state.keeping(PANEL, replace(choice_of(state), faults=faults))


def _refused(state: State, findings: list[Finding]) -> State:
    wrong = tuple(finding for finding in findings if has_errors([finding])) or tuple(findings)
    words = text("{message} {remedy}", message=wrong[0].message, remedy=wrong[0].remedy)
    return state.with_status(Level.FAILED, words, wrong)
