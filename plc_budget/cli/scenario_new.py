"""``plc-budget scenario new``: try other speakers, copies or minutes, with the total held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from plc_budget.cli.codes import codes_of
from plc_budget.cli.compare import comparison_text
from plc_budget.cli.outcome import refused
from plc_budget.cli.reading import OK, complain, refuse, say, say_json
from plc_budget.cli.show import finding_json
from plc_budget.comparison import compared
from plc_budget.findings import Finding, has_errors
from plc_budget.language import text
from plc_budget.plan.conflict import Conflict
from plc_budget.plan.saving import Opened, open_plan, save
from plc_budget.plan.scenarios import delete_scenario, new_scenario
from plc_budget.plan.what_if import with_paid_minutes, with_quantity, with_speaker_kind
from plc_budget.reallocation import apply_proposal, reallocate

if TYPE_CHECKING:
    from argparse import Namespace
    from decimal import Decimal

    from plc_budget.plan import Plan
    from plc_budget.reallocation import Proposal


def make(options: Namespace) -> int:
    """Make a scenario; with what was asked changed and the other lines holding the total."""
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse(found, as_json=options.json)
    sets, faults = codes_of(opened.plan, options.set)
    plan, findings = _changed(options, sets, opened.plan) if not faults else (None, faults)
    if plan is None:
        return refused(options, findings, made=False)
    proposal: Proposal | None = None
    if not options.let_total_change:
        answer, problems = reallocate(plan, locks=_touched(opened.plan, plan), total=options.total)
        findings = [*findings, *problems]
        proposal = answer.best
        if proposal is None:
            complain(text("With --let-total-change the scenario is made all the same."))
            return refused(options, findings, made=False)
    saved, problems = _made(options, plan, proposal)
    if saved is None:
        return refused(options, [*findings, *problems], made=False)
    if options.json:
        say_json({"made": True, "name": options.name, "total": saved.plan.budget.total,
                  "findings": [finding_json(finding) for finding in findings]})  # fmt: skip
    else:
        say(text("Scenario “{name}”: total {total:,}.", name=options.name,
                 total=saved.plan.budget.total))  # fmt: skip
        names = (text("now"), text("“{name}”", name=options.name))
        say(comparison_text(compared(opened.plan, saved.plan, names)))
        say(text("Compare: plc-budget scenario compare {plan}", plan=options.plan))
    return OK


Step = Callable[["Plan"], tuple["Plan | None", list[Finding]]]


def _changed(
    options: Namespace, sets: Mapping[str, Decimal], plan: Plan
) -> tuple[Plan | None, list[Finding]]:
    """Change what was asked for, one thing after the other."""
    findings: list[Finding] = []
    for step in _steps(options, sets):
        changed, problems = step(plan)
        findings += problems
        if changed is None:
            return None, findings
        plan = changed
    return plan, [finding for finding in findings if has_errors([finding])]


def _steps(options: Namespace, sets: Mapping[str, Decimal]) -> list[Step]:
    steps: list[Step] = []
    if options.kind:
        who = {"speaker": options.speaker, "organisation": options.organisation}
        steps.append(partial(with_speaker_kind, kind=options.kind, at_ceiling=options.at_ceiling,
                             **who))  # fmt: skip
    steps += [partial(with_quantity, code=code, quantity=number) for code, number in sets.items()]
    return steps + [
        partial(with_paid_minutes, activity=_whole(row), minutes=int(minutes))
        for row, minutes in options.minutes
    ]


def _whole(row: str) -> int:
    """Read the number of a row; what is none names no row."""
    return int(row) if row.isdecimal() else 0


def _touched(before: Plan, after: Plan) -> list[str]:
    """Name the lines the planner has just changed; they do not give way again."""
    return [
        line.code
        for line in after.budget.lines
        if (old := before.budget.get(line.code)) is None or old.amount != line.amount
    ]


def _made(
    options: Namespace, plan: Plan, proposal: Proposal | None
) -> tuple[Opened | None, list[Finding]]:
    made, findings = new_scenario(options.plan, options.name, reason=options.reason, by=options.by)
    if made is None:
        return None, findings
    rows = apply_proposal(plan, proposal) if proposal else plan.rows
    saved, problems = save(made, rows=rows, timetable=plan.timetable, step=options.name, reason=options.reason, by=options.by)  # fmt: skip
    if isinstance(saved, Conflict) or saved is None:
        delete_scenario(options.plan, options.name, by=options.by)
        return None, [*findings, *problems]
    return saved, [*findings, *problems]
