"""``plc-budget init``: a new plan from last year's table, or like another; or a folder to work in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.check import lines_text, totals_text
from plc_budget.cli.reading import (
    OK,
    UNREADABLE,
    Stop,
    complain,
    complain_of,
    progress,
    progress_done,
    refuse,
    say,
    say_json,
)
from plc_budget.cli.rules import changes_text
from plc_budget.cli.show import finding_json, findings_text
from plc_budget.findings import Finding, has_errors
from plc_budget.language import text
from plc_budget.plan import load_plan
from plc_budget.plan.beginning.creating import is_taken, make_folder
from plc_budget.plan.storage.folder import read_plan

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from plc_budget.plan import Plan
    from plc_budget.rules import Change


def run(options: Namespace) -> int:
    """Make a new plan folder, or say why not and touch nothing."""
    if not (options.like or options.table):
        from plc_budget.cli.working_folder import run as make_working_folder

        return make_working_folder(options)
    target = Path(options.plan)
    _stop_on(is_taken(target), as_json=options.json)
    if options.like:
        return _like(options, target)
    return _from(options, target)


def _from(options: Namespace, target: Path) -> int:
    from plc_budget.importing.details import Given
    from plc_budget.importing.plan import plan_from

    progress(text("Reading {file} …", file=options.table))
    today = date.today()  # noqa: DTZ011 - a plan is made on a local day
    given = Given(options.on, options.total, today)
    new, findings = plan_from(Path(options.table), given, target.absolute().name)
    progress_done()
    if new is None:
        _stop_on(findings, as_json=options.json)
        raise Stop(UNREADABLE)
    _stop_on(make_folder(target, new.files), as_json=options.json)
    _report(options, target, new.plan, findings)
    return OK


def _like(options: Namespace, target: Path) -> int:
    from plc_budget.plan.beginning.likeness import plan_like

    if options.on is None:
        complain(text("A plan like another needs its new date: add --on DATE."))
        raise Stop(UNREADABLE)
    copy, findings = plan_like(options.like, options.on, options.total)
    if copy is None:
        raise Stop(refuse(findings, as_json=options.json))
    before, _ = load_plan(options.like)
    plan = _made(target, copy.files, as_json=options.json)
    _report(options, target, plan, findings, copy.changes, before)
    return OK


def _made(target: Path, files: Mapping[str, bytes], *, as_json: bool) -> Plan:
    """Make the folder of a plan that can be read; of one that cannot, nothing."""
    plan, found = read_plan(target.absolute().name, files)
    if plan is None:
        raise Stop(refuse(found, as_json=as_json))
    _stop_on(make_folder(target, files), as_json=as_json)
    return plan


def _stop_on(findings: Sequence[Finding], *, as_json: bool) -> None:
    if not has_errors(findings):
        return
    if as_json:
        say_json({"folder": None, "findings": [finding_json(finding) for finding in findings]})
    for finding in findings:
        if has_errors([finding]):
            complain_of(finding)
    raise Stop(UNREADABLE)


def _report(
    options: Namespace,
    target: Path,
    plan: Plan,
    findings: Sequence[Finding],
    changes: Sequence[Change] = (),
    before: Plan | None = None,
) -> None:
    if options.json:
        say_json(_as_json(target, plan, findings, changes))
        return
    say(plan.details.title)
    say(lines_text(plan))
    say(totals_text(plan))
    if findings:
        say("")
        say(findings_text(findings))
    if before is not None:
        _say_differences(before, plan, changes)
    say("")
    say(text("Made: {path}", path=str(target.absolute())))
    if before is None:
        say(
            text(
                "imported.csv there keeps what the old table printed; fill in timetable.csv if the speakers' periods shall follow it."
            )
        )
    say(
        text(
            "Next: open plan.toml and budget.csv there, then run `plc-budget check {path}`.",
            path=_typed(options.plan),
        )
    )


def _typed(path: str) -> str:
    """Write a path as it is typed at a prompt: in quotes if it has blanks."""
    return f'"{path}"' if any(sign.isspace() for sign in path) else path


def _say_differences(before: Plan, plan: Plan, changes: Sequence[Change]) -> None:
    """Say what moved with the date, what was carried over, and which rules differ."""
    old, new = before.details.event, plan.details.event
    say("")
    if old.last_day is not None and new.last_day is not None:
        say(
            text(
                "The end of the plan period (last_day) moved with the event, from {old} to {new}; correct it in plan.toml if it is another day.",
                old=old.last_day.isoformat(),
                new=new.last_day.isoformat(),
            )
        )
    if answers := plan.details.answers:
        say(
            text(
                "{count} recorded reasons were carried over; read them again under [[answers]] in plan.toml.",
                count=len(answers),
            )
        )
    if changes:
        say(text("Rules that differ on the new date:"))
        say(changes_text(list(changes), old.day, new.day))
    else:
        say(text("No rule that binds this plan differs on the new date."))


def _as_json(
    target: Path, plan: Plan, findings: Sequence[Finding], changes: Sequence[Change]
) -> dict[str, Any]:
    return {
        "folder": str(target.absolute()),
        "total": plan.budget.total,
        "approved_total": plan.details.funding.approved_total,
        "lines": [
            {
                "code": line.code,
                "item": line.name,
                "category": line.row.category,
                "unit_price": str(line.unit_price),
                "unit": line.row.unit,
                "quantity": str(line.quantity),
                "times": str(line.row.times),
                "amount": line.amount,
                "note": line.row.note,
            }
            for line in plan.budget.lines
        ],
        "changes": [change.card.id for change in changes],
        "findings": [finding_json(finding) for finding in findings],
    }
