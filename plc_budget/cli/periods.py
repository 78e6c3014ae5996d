"""``plc-budget periods``: minutes to paid periods (節數), policy beside policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.checks.periods import fees_at
from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.output import OK, finding_json, read_checked_plan, say, say_json
from plc_budget.cli.terminal import WIDTH, table, wrap
from plc_budget.findings import Question
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.policies import Counted, counts
from plc_budget.tables import clock

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow
    from plc_budget.timetable import Working


EXAMPLES = {"periods": (f"periods {COUNTY}",)}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()


def run(options: Namespace) -> int:
    """Show the count of periods under the plan's policy, the national table and the others."""
    plan, findings = read_checked_plan(options.plan, as_json=options.json)
    counted = counts(plan)
    if options.json:
        say_json(
            {
                "plan": plan.id,
                "policy": plan.details.period_policy,
                "policies": [_policy_json(plan, one) for one in counted],
                "findings": [
                    finding_json(f)
                    for f in findings
                    if f.code.startswith(("PERIOD", "TIMETABLE", "SPEAKER"))
                ],
            }
        )
        return OK
    say(plan.details.title)
    for one in counted[:3]:
        say("")
        say("\n".join(wrap(_title(plan, one), WIDTH)))
        say(_working_text(plan, one[2]))
    say("")
    say(_overview(plan, counted))
    for finding in findings:
        if finding.question in (Question.RATE, Question.SUMS) and "PERIOD" in finding.code:
            say("\n".join(wrap(str(finding.message), WIDTH)))
            if finding.answer:
                reason = text("reason: {reason}", reason=finding.answer)
                say("\n".join(wrap(str(reason), WIDTH)))
    return OK


def _title(plan: Plan, counted: Counted) -> str:
    rule, reading, working = counted
    mark = text("this plan") if working.policy == plan.working.policy else text("comparison")
    return str(
        text(
            "{title}, {reading} ({mark}): {total} periods",
            title=rule.card.title,
            reading=reading,
            mark=mark,
            total=plain(working.total),
        )
    )


_HEADINGS = (
    text("time"),
    text("activity"),
    text("speaker"),
    text("minutes"),
    text("counted"),
    text("periods"),
)


def _working_text(plan: Plan, working: Working) -> str:
    rows = [[str(name) for name in _HEADINGS]]
    for index, row in enumerate(plan.timetable):
        block = next((b for b in working.blocks if index in b.rows), None)
        begins = block is not None and block.rows[0] == index
        rows.append(
            [
                _time(plan, row),
                row.activity,
                " ".join(part for part in (row.organisation, row.speaker) if part),
                str(row.minutes),
                str(block.minutes) if block and begins else "↑" if block else "-",
                plain(block.periods) if block and begins else "",
            ]
        )
    return table(rows, right=(3, 4, 5))


def _time(plan: Plan, row: TimetableRow) -> str:
    """Write from when to when; with the day where the timetable has several."""
    times = f"{clock(row.start)}-{clock(row.end)}"
    day = row.day or plan.details.event.day
    return f"{day.month}/{day.day} {times}" if len(plan.days) > 1 else times


def _overview(plan: Plan, counted: list[Counted]) -> str:
    head = [str(name) for name in (text("policy"), text("reading"), text("periods"), text("fees"))]
    rows = [
        [str(rule.card.title), str(reading), plain(working.total), f"{fees_at(plan, working):,}"]
        for rule, reading, working in counted
    ]
    return table([head, *rows], right=(2, 3))


def _policy_json(plan: Plan, counted: Counted) -> dict[str, Any]:
    rule, _, working = counted
    return {
        "id": rule.id,
        "title": str(rule.card.title),
        "joined": working.policy.joins,
        "minutes": working.policy.minutes,
        "two_minutes": working.policy.two_minutes,
        "total": float(working.total),
        "by_kind": {kind: float(working.of_kind(kind)) for kind in working.kinds},
        "fees": fees_at(plan, working),
        "citation": rule.source,
        "rows": [_row_json(plan, working, index) for index in range(len(plan.timetable))],
    }


def _row_json(plan: Plan, working: Working, index: int) -> dict[str, Any]:
    row = plan.timetable[index]
    block = next((b for b in working.blocks if index in b.rows), None)
    return {
        "day": (row.day or plan.details.event.day).isoformat(),
        "start": clock(row.start),
        "end": clock(row.end),
        "activity": row.activity,
        "speaker": row.speaker,
        "speaker_kind": row.speaker_kind,
        "minutes": row.minutes if row.is_paid else 0,
        "block": working.blocks.index(block) + 1 if block else None,
        "block_minutes": block.minutes if block else None,
        "periods": float(block.periods) if block and block.rows[0] == index else 0.0,
    }
