"""``plc-budget scenario new``: try other speakers, copies or minutes, with the total held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from plc_budget.cli.codes import codes_of
from plc_budget.cli.compare import comparison_text
from plc_budget.cli.outcome import refused
from plc_budget.cli.reading import OK, complain, refuse, say, say_json
from plc_budget.cli.show import finding_json
from plc_budget.comparison import compared
from plc_budget.language import text
from plc_budget.plan.history.saving import open_plan
from plc_budget.plan.what_if import with_paid_minutes, with_quantity, with_speaker_kind
from plc_budget.reallocation.trying import as_scenario, tried

if TYPE_CHECKING:
    from argparse import Namespace
    from decimal import Decimal

    from plc_budget.reallocation.trying import Step


def make(options: Namespace) -> int:
    """Make a scenario; with what was asked changed and the other lines holding the total."""
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse(found, as_json=options.json)
    sets, faults = codes_of(opened.plan, options.set)
    if faults:
        return refused(options, faults, made=False)
    trial, findings = tried(opened.plan, _steps(options, sets), holds=not options.let_total_change,
                            total=options.total)  # fmt: skip
    if trial is None:
        if any(finding.code == "REALLOCATION-NONE" for finding in findings):
            complain(text("With --let-total-change the scenario is made all the same."))
        return refused(options, findings, made=False)
    saved, problems = as_scenario(options.plan, options.name, trial, reason=options.reason,
                                  by=options.by)  # fmt: skip
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
