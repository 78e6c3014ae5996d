"""``plc-budget log``: the history of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.output import (
    OK,
    read_checked_plan,
    refuse,
    say,
    say_findings,
    say_json,
)
from plc_budget.cli.terminal import table
from plc_budget.findings import has_errors
from plc_budget.language import CHINESE, ENGLISH, Series, current_language, text
from plc_budget.plan.history.change_words import about_words, changes_words, items_of
from plc_budget.plan.history.log import log
from plc_budget.plan.history.steps import StepKind

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.plan.history.steps import Step

_BETWEEN = {CHINESE: "；", ENGLISH: "; "}
_HEAD = (text("step"), text("when"), text("who"), text("what"), text("change"), text("reason"))


EXAMPLES = {"log": (f"log {COUNTY}",)}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()


def run(options: Namespace) -> int:
    """Show the steps of a plan, the latest last."""
    steps, findings = log(options.plan)
    if has_errors(findings):
        return refuse(options, findings)
    plan, _ = read_checked_plan(options.plan, as_json=options.json)
    if options.json:
        say_json({"steps": [_json(step) for step in steps]}, findings)
        return OK
    if not steps:
        say(text("Nothing was changed yet."))
    else:
        items = items_of(plan.rows, steps)
        rows = [[str(name) for name in _HEAD], *(_row(step, items) for step in steps)]
        say(table(rows))
    say_findings(findings)
    return OK


def _row(step: Step, items: Mapping[str, str]) -> list[str]:
    told = changes_words(step.changes, items, is_back=step.kind is StepKind.UNDO)
    changes = _BETWEEN[current_language()].join(map(str, told))
    about = str(Series(tuple(about_words(step))))
    return [
        step.id,
        f"{step.when:%Y-%m-%d %H:%M}",
        step.who,
        f"{step.kind.words} {step.name}",
        changes or about,
        step.reason,
    ]


def _json(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "when": step.when.isoformat(),
        "who": step.who,
        "kind": str(step.kind),
        "name": step.name,
        "reason": step.reason,
        "about": dict(step.about),
        "changes": [
            {"file": c.file, "line": c.line, "field": c.field, "before": c.before, "after": c.after}
            for c in step.changes
        ],
    }
