"""``plc-budget scenario``: named what-ifs beside the plan, side by side, one of them adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.cli.outcome import notices, refused
from plc_budget.cli.reading import OK, Stop, checked_plan, refuse, say, say_json
from plc_budget.cli.scenario_new import make
from plc_budget.cli.show import counted, finding_json, table
from plc_budget.comparison.side_by_side import Version, codes_of, side_by_side
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan import Plan, load_plan
from plc_budget.plan.history.saving import open_plan
from plc_budget.plan.scenarios.keeping import adopt_scenario, delete_scenario, scenario, scenarios

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.budget import Line
    from plc_budget.findings import Finding


def run(options: Namespace) -> int:
    """Make, list, compare, adopt or delete scenarios."""
    todo = {"new": make, "list": _list, "compare": _compare, "adopt": _adopt, "delete": _delete}
    result: int = todo[options.action](options)
    return result


def _list(options: Namespace) -> int:
    plan, _ = checked_plan(options.plan, as_json=options.json)
    versions = _versions(options, plan, [one.name for one in scenarios(options.plan)])
    if options.json:
        say_json({"scenarios": [_version_json(version) for version in versions], "findings": []})
    elif not versions:
        say(text("There is no scenario yet. Make one with `plc-budget scenario new`."))
    else:
        head = [str(name) for name in (text("scenario"), text("periods"), text("total"))]
        say(table([head, *([v.name, plain(v.periods), f"{v.total:,}"] for v in versions)],
                  right=(1, 2)))  # fmt: skip
    return OK


def _compare(options: Namespace) -> int:
    plan, _ = checked_plan(options.plan, as_json=options.json)
    names = options.name or [one.name for one in scenarios(options.plan)]
    versions = _versions(options, plan, names)
    if options.json:
        say_json({
            "plan": plan.id, "total": plan.budget.total,
            "approved_total": plan.details.funding.approved_total,
            "scenarios": [_version_json(version) for version in versions], "findings": [],
        })  # fmt: skip
        return OK
    say(plan.details.title)
    say(_board(plan, versions))
    for version in versions:
        say(text("“{name}” gives up: {lost}; it gains: {won}.", name=version.name,
                 lost=_amounts(version.given_up), won=_amounts(version.gained)))  # fmt: skip
    return OK


def _board(plan: Plan, versions: list[Version]) -> str:
    rows = [[str(text("item")), str(text("now")), *(version.name for version in versions)]]
    for code in codes_of(plan, versions):
        sides = [plan.budget.get(code), *(v.plan.budget.get(code) for v in versions)]
        name = next(line.name for line in sides if line is not None)
        rows.append([name, *(_cell(line) for line in sides)])
    rows.append([str(text("periods")), plain(plan.working.total),
                 *(plain(version.periods) for version in versions)])  # fmt: skip
    rows.append([str(text("total")), f"{plan.budget.total:,}",
                 *(f"{version.total:,}" for version in versions)])  # fmt: skip
    return table(rows, right=range(1, len(rows[0])))


def _cell(line: Line | None) -> str:
    if line is None:
        return "-"
    return f"{plain(line.unit_price)}×{counted(line)}={line.amount:,}"


def _amounts(amounts: dict[str, int]) -> str:
    return "、".join(f"{item} {amount:,}" for item, amount in amounts.items()) or str(
        text("nothing")
    )


def _versions(options: Namespace, plan: Plan, names: list[str]) -> list[Version]:
    plans: dict[str, Plan] = {}
    for name in names:
        found, problems = scenario(options.plan, name)
        if found is None:
            raise Stop(refused(options, problems))
        one, problems = load_plan(found.folder)
        if one is None:
            raise Stop(refuse(problems, as_json=options.json))
        plans[found.name] = one
    return side_by_side(plan, plans)


def _adopt(options: Namespace) -> int:
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse(found, as_json=options.json)
    after, findings = adopt_scenario(options.plan, options.name, opened, reason=options.reason,
                                     by=options.by)  # fmt: skip
    if after is None:
        return refused(options, findings, adopted=False)
    if options.json:
        say_json({"adopted": True, "total": after.plan.budget.total,
                  "findings": [finding_json(finding) for finding in findings]})  # fmt: skip
        return OK
    say(text("“{name}” is the working plan now; total {total:,}. `plc-budget undo` takes it back.",
             name=options.name, total=after.plan.budget.total))  # fmt: skip
    notices(findings)
    return OK


def _delete(options: Namespace) -> int:
    gone, findings = delete_scenario(options.plan, options.name, reason=options.reason,
                                     by=options.by)  # fmt: skip
    if gone is None or has_errors(findings):
        return refused(options, findings, deleted=False)
    if options.json:
        say_json({"deleted": True, "findings": _all(findings)})
    else:
        say(text("“{name}” is deleted; the history keeps what it held.", name=gone.name))
    return OK


def _all(findings: list[Finding]) -> list[dict[str, Any]]:
    return [finding_json(finding) for finding in findings]


def _version_json(version: Version) -> dict[str, Any]:
    return {
        "name": version.name, "total": version.total, "periods": float(version.periods),
        "given_up": version.given_up, "gained": version.gained,
        "lines": [
            {"code": line.code, "item": line.name, "quantity": f"{line.quantity.normalize():f}",
             "unit_price": f"{line.unit_price.normalize():f}", "amount": line.amount}
            for line in version.plan.budget.lines
        ],
    }  # fmt: skip
