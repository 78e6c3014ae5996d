"""``plc-budget scenario``: named what-ifs beside the plan: try, set side by side, adopt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import Once, Parser, read_setting
from plc_budget.cli.compare import comparison_text
from plc_budget.cli.output import (
    OK,
    Stop,
    complain,
    read_checked_plan,
    refuse,
    refuse_plan,
    say,
    say_findings,
    say_json,
)
from plc_budget.cli.reallocate import add_settings, find_codes
from plc_budget.cli.terminal import table
from plc_budget.comparison import compare_plans
from plc_budget.comparison.side_by_side import Version, codes_of, side_by_side
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan import Plan, load_plan
from plc_budget.plan.history.saving import open_plan
from plc_budget.plan.scenarios.keeping import adopt_scenario, delete_scenario, scenario, scenarios
from plc_budget.plan.what_if import with_paid_minutes, with_quantity, with_speaker_kind
from plc_budget.reallocation.trying import as_scenario, try_steps
from plc_budget.tables import SPEAKER_KINDS

if TYPE_CHECKING:
    from argparse import Namespace
    from decimal import Decimal

    from plc_budget.budget import Line
    from plc_budget.reallocation.trying import Step


EXAMPLES = {
    "scenario": (
        "scenario new 114-研習 外聘一節 --organisation 康樂國小 --kind external",
        "scenario compare 114-研習",
        "scenario adopt 114-研習 外聘一節",
    )
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    actions = command.add_subparsers(dest="action", required=True, metavar=str(text("ACTION")))
    for name, words in {
        "new": text("make one like the working plan, with changes"),
        "list": text("list them"),
        "compare": text("set them side by side"),
        "adopt": text("let one become the working plan"),
        "delete": text("delete one; the history keeps it"),
    }.items():
        action = actions.add_parser(name, help=str(words))
        action.add_plan()
        action.add_json()
        many = "*" if name in ("list", "compare") else None
        action.add("name", text("name of a scenario"), text("NAME"), nargs=many)
        if name == "new":
            _add_changes(action)
        if many is None:
            action.add_by_whom()


def _add_changes(action: Parser) -> None:
    kind = text("take speakers for another kind")
    action.add("--kind", kind, choices=SPEAKER_KINDS)
    speaker = text("which speaker; all of them if left out")
    action.add("--speaker", speaker, text("NAME"), default="")
    where = text("speakers of which organisation")
    action.add("--organisation", where, text("NAME"), default="")
    action.add_switch("--at-ceiling", text("pay the ceiling of the new kind"))
    add_settings(action)
    minutes = text("paid minutes of a row of the timetable")
    action.add(
        "--minutes", minutes, text("ROW=MINUTES"), action=Once, type=read_setting, default=[]
    )
    action.add_switch("--let-total-change", text("do not hold the total"))


def run(options: Namespace) -> int:
    """Make, list, compare, adopt or delete scenarios."""
    todo = {"new": _new, "list": _list, "compare": _compare, "adopt": _adopt, "delete": _delete}
    result: int = todo[options.action](options)
    return result


def _new(options: Namespace) -> int:
    """Make a scenario; with what was asked changed and the other lines holding the total."""
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse_plan(found, as_json=options.json)
    sets, faults = find_codes(opened.plan, options.set)
    if faults:
        return refuse(options, faults, made=False)
    trial, findings = try_steps(
        opened.plan, _steps(options, sets), holds=not options.let_total_change, total=options.total
    )
    if trial is None:
        if any(finding.code == "REALLOCATION-NONE" for finding in findings):
            complain(text("With --let-total-change the scenario is made all the same."))
        return refuse(options, findings, made=False)
    saved, problems = as_scenario(
        options.plan, options.name, trial, opened, reason=options.reason, by=options.by
    )
    if saved is None:
        return refuse(options, [*findings, *problems], made=False)
    if options.json:
        say_json({"made": True, "name": options.name, "total": saved.plan.budget.total}, findings)
    else:
        say(
            text(
                "Scenario “{name}”: total {total:,}.",
                name=options.name,
                total=saved.plan.budget.total,
            )
        )
        names = (text("now"), text("“{name}”", name=options.name))
        say(comparison_text(compare_plans(opened.plan, saved.plan, names)))
        say(text("Compare: plc-budget scenario compare {plan}", plan=options.plan))
    return OK


def _steps(options: Namespace, sets: Mapping[str, Decimal]) -> list[Step]:
    steps: list[Step] = []
    if options.kind:
        who = {"speaker": options.speaker, "organisation": options.organisation}
        steps.append(
            partial(with_speaker_kind, kind=options.kind, at_ceiling=options.at_ceiling, **who)
        )
    steps += [partial(with_quantity, code=code, quantity=number) for code, number in sets.items()]
    return steps + [
        partial(with_paid_minutes, activity=_whole(row), minutes=int(minutes))
        for row, minutes in options.minutes
    ]


def _whole(row: str) -> int:
    """Read the number of a row; what is none names no row."""
    return int(row) if row.isdecimal() else 0


def _list(options: Namespace) -> int:
    plan, _ = read_checked_plan(options.plan, as_json=options.json)
    versions = _versions(options, plan, [one.name for one in scenarios(options.plan)])
    if options.json:
        say_json({"scenarios": [_version_json(version) for version in versions], "findings": []})
    elif not versions:
        say(text("There is no scenario yet. Make one with `plc-budget scenario new`."))
    else:
        head = [str(name) for name in (text("scenario"), text("periods"), text("total"))]
        say(
            table(
                [head, *([v.name, plain(v.periods), f"{v.total:,}"] for v in versions)],
                right=(1, 2),
            )
        )
    return OK


def _compare(options: Namespace) -> int:
    plan, _ = read_checked_plan(options.plan, as_json=options.json)
    names = options.name or [one.name for one in scenarios(options.plan)]
    versions = _versions(options, plan, names)
    if options.json:
        say_json(
            {
                "plan": plan.id,
                "total": plan.budget.total,
                "approved_total": plan.details.funding.approved_total,
                "scenarios": [_version_json(version) for version in versions],
                "findings": [],
            }
        )
        return OK
    say(plan.details.title)
    say(_board(plan, versions))
    for version in versions:
        say(
            text(
                "“{name}” gives up: {lost}; it gains: {won}.",
                name=version.name,
                lost=_amounts(version.given_up),
                won=_amounts(version.gained),
            )
        )
    return OK


def _board(plan: Plan, versions: list[Version]) -> str:
    rows = [[str(text("item")), str(text("now")), *(version.name for version in versions)]]
    for code in codes_of(plan, versions):
        sides = [plan.budget.get(code), *(v.plan.budget.get(code) for v in versions)]
        name = next(line.name for line in sides if line is not None)
        rows.append([name, *(_cell(line) for line in sides)])
    rows.append(
        [
            str(text("periods")),
            plain(plan.working.total),
            *(plain(version.periods) for version in versions),
        ]
    )
    rows.append(
        [
            str(text("total")),
            f"{plan.budget.total:,}",
            *(f"{version.total:,}" for version in versions),
        ]
    )
    return table(rows, right=range(1, len(rows[0])))


def _cell(line: Line | None) -> str:
    if line is None:
        return "-"
    return f"{plain(line.unit_price)}×{line.count_words}={line.amount:,}"


def _amounts(amounts: dict[str, int]) -> str:
    return "、".join(f"{item} {amount:,}" for item, amount in amounts.items()) or str(
        text("nothing")
    )


def _versions(options: Namespace, plan: Plan, names: list[str]) -> list[Version]:
    plans: dict[str, Plan] = {}
    for name in names:
        found, problems = scenario(options.plan, name)
        if found is None:
            raise Stop(refuse(options, problems))
        one, problems = load_plan(found.folder)
        if one is None:
            raise Stop(refuse_plan(problems, as_json=options.json))
        plans[found.name] = one
    return side_by_side(plan, plans)


def _adopt(options: Namespace) -> int:
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse_plan(found, as_json=options.json)
    after, findings = adopt_scenario(
        options.plan, options.name, opened, reason=options.reason, by=options.by
    )
    if after is None:
        return refuse(options, findings, adopted=False)
    if options.json:
        say_json({"adopted": True, "total": after.plan.budget.total}, findings)
        return OK
    say(
        text(
            "“{name}” is the working plan now; total {total:,}. `plc-budget undo` takes it back.",
            name=options.name,
            total=after.plan.budget.total,
        )
    )
    say_findings(findings)
    return OK


def _delete(options: Namespace) -> int:
    gone, findings = delete_scenario(
        options.plan, options.name, reason=options.reason, by=options.by
    )
    if gone is None or has_errors(findings):
        return refuse(options, findings, deleted=False)
    if options.json:
        say_json({"deleted": True}, findings)
    else:
        say(text("“{name}” is deleted; the history keeps what it held.", name=gone.name))
    return OK


def _version_json(version: Version) -> dict[str, Any]:
    return {
        "name": version.name,
        "total": version.total,
        "periods": float(version.periods),
        "given_up": version.given_up,
        "gained": version.gained,
        "lines": [
            {
                "code": line.code,
                "item": line.name,
                "quantity": f"{line.quantity.normalize():f}",
                "unit_price": f"{line.unit_price.normalize():f}",
                "amount": line.amount,
            }
            for line in version.plan.budget.lines
        ],
    }
