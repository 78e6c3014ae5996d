"""``plc-budget init``: a new plan from last year's table, or like another; or a folder to work in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, UNREADABLE, Parser, read_amount, read_day
from plc_budget.cli.check import lines_text, totals_text
from plc_budget.cli.output import (
    OK,
    Stop,
    clear_progress,
    complain,
    complain_about,
    finding_json,
    findings_text,
    refuse_plan,
    say,
    say_json,
    show_progress,
)
from plc_budget.cli.rules import changes_text
from plc_budget.findings import Finding, has_errors
from plc_budget.language import text
from plc_budget.plan import load_plan
from plc_budget.plan.beginning.creating import is_taken, make_folder
from plc_budget.plan.storage.folder import read_plan
from plc_budget.servers.workplace import NOTEBOOKS, PLANS
from plc_budget.shipped import data_folder, notebooks_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from plc_budget.plan import Plan
    from plc_budget.rules import CardChange


EXAMPLES = {
    "init": (
        "init 我的工作",
        "init 114-研習 --from 去年概算表.xlsx",
        "init 114-研習 --from 去年概算表.ods --total 15000",
        f"init 114-研習 --like {COUNTY} --on 115/5/30",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    folder = text(
        "folder to make; without --from and --like one to work in, with the notebooks and a plan to try"
    )
    command.add("plan", folder, text("FOLDER"))
    origin = command.add_mutually_exclusive_group()
    table = text("an .xlsx, .ods or .csv with a budget table")
    origin.add_argument("--from", dest="table", metavar=str(text("TABLE")), help=str(table))
    like = text("folder of a plan to copy")
    origin.add_argument("--like", metavar=str(text("PLAN")), help=str(like))
    total = text("approved total; the printed total if left out")
    command.add("--total", total, text("N"), type=read_amount)
    day = text("day of the event, such as 115/5/30 or 2026-05-30")
    command.add("--on", day, text("DATE"), type=read_day)


def run(options: Namespace) -> int:
    """Make a new plan folder, or say why not and touch nothing."""
    if not (options.like or options.table):
        return _make_working_folder(options)
    target = Path(options.plan)
    _stop_on(is_taken(target), as_json=options.json)
    if options.like:
        return _like(options, target)
    return _from(options, target)


def _from(options: Namespace, target: Path) -> int:
    from plc_budget.importing.details import Given
    from plc_budget.importing.plan import plan_from

    show_progress(text("Reading {file} …", file=options.table))
    today = date.today()  # noqa: DTZ011 - a plan is made on a local day
    given = Given(options.on, options.total, today)
    new, findings = plan_from(Path(options.table), given, target.absolute().name)
    clear_progress()
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
        raise Stop(refuse_plan(findings, as_json=options.json))
    before, _ = load_plan(options.like)
    plan = _made(target, copy.files, as_json=options.json)
    _report(options, target, plan, findings, copy.changes, before)
    return OK


def _made(target: Path, files: Mapping[str, bytes], *, as_json: bool) -> Plan:
    """Make the folder of a plan that can be read; of one that cannot, nothing."""
    plan, found = read_plan(target.absolute().name, files)
    if plan is None:
        raise Stop(refuse_plan(found, as_json=as_json))
    _stop_on(make_folder(target, files), as_json=as_json)
    return plan


def _stop_on(findings: Sequence[Finding], *, as_json: bool) -> None:
    if not has_errors(findings):
        return
    if as_json:
        say_json({"folder": None}, findings)
    for finding in findings:
        if has_errors([finding]):
            complain_about(finding)
    raise Stop(UNREADABLE)


def _report(
    options: Namespace,
    target: Path,
    plan: Plan,
    findings: Sequence[Finding],
    changes: Sequence[CardChange] = (),
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
            path=_quote(options.plan),
        )
    )


def _quote(path: str) -> str:
    """Write a path as it is typed at a prompt: in quotes if it has blanks."""
    return f'"{path}"' if any(sign.isspace() for sign in path) else path


def _say_differences(before: Plan, plan: Plan, changes: Sequence[CardChange]) -> None:
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
    target: Path, plan: Plan, findings: Sequence[Finding], changes: Sequence[CardChange]
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


EXAMPLE = "範例計畫"
"""What the county's plan is called in a folder to work in."""
FIRST_READ = "先看我.txt"
_COUNTY = "hualien-113-plc-conveners"


def _make_working_folder(options: Namespace) -> int:
    """Make a folder to work in, or say why not and touch nothing."""
    if options.total is not None or options.on is not None:
        complain(text("--total and --on belong to a new plan: add --from TABLE or --like PLAN."))
        raise Stop(UNREADABLE)
    target = Path(options.plan)
    findings = make_folder(target, contents())
    if options.json:
        inside = {"folder": "", "notebooks": NOTEBOOKS, "plan": f"{PLANS}/{EXAMPLE}"}
        paths = {key: str(target.absolute() / name) for key, name in inside.items()}
        say_json(dict.fromkeys(paths) if findings else paths, findings)
    for finding in findings:
        complain_about(finding)
    if findings:
        return UNREADABLE
    if not options.json:
        say(text("Made: {path}", path=str(target.absolute())))
        say(
            text(
                "It holds the notebooks and a copy of the county's plan to try, {name}.",
                name=f"{PLANS}/{EXAMPLE}",
            )
        )
        say(text("Next: {command}", command=f"plc-budget lab {_quote(options.plan)}"))
    return OK


def contents() -> dict[str, bytes]:
    """List the files of a folder to work in, by their paths within it.

    Examples
    --------
    >>> sorted(contents())[:3]
    ['notebooks/1_budget.ipynb', 'notebooks/2_reallocate.ipynb', 'notebooks/3_rules.ipynb']
    """
    notebooks = {f"{NOTEBOOKS}/{f.name}": f for f in notebooks_folder().glob("*.ipynb")}
    plan = {f"{PLANS}/{EXAMPLE}/{f.name}": f for f in (data_folder() / "plans" / _COUNTY).iterdir()}
    return {
        **{name: file.read_bytes() for name, file in (notebooks | plan).items()},
        FIRST_READ: _as_windows_opens_it(data_folder() / "working_folder" / "readme.txt"),
    }


def _as_windows_opens_it(file: Path) -> bytes:
    """Mark a text as UTF-8 and end its lines as the plainest editor there wants them."""
    return "\r\n".join(file.read_text(encoding="utf-8").splitlines()).encode("utf-8-sig")
