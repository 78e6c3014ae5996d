"""What the commands for papers that come back share: the file, the plan, the list of differences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget.cli.reading import UNREADABLE, Stop, complain_of, refuse, say_json
from plc_budget.cli.show import finding_json, table
from plc_budget.language import text
from plc_budget.plan.history.saving import Opened, open_plan
from plc_budget.review.asking import heading, heading_now, moved_on, now_of, where
from plc_budget.review.paper import Paper, read_paper

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from plc_budget.findings import Finding
    from plc_budget.review.around import Sum
    from plc_budget.review.differences import Difference
    from plc_budget.review.history import Base

_HEAD = (text("number"), text("cell"), text("item"), text("what"))
_IN_FILE = text("in the file")


def paper_of(options: Namespace) -> Paper:
    """Read the file that came back.

    Raises
    ------
    Stop
        With 2 when it cannot be read; what is the matter has been said.
    """
    paper, findings = read_paper(Path(options.file))
    if paper is None:
        raise stopped(options, findings)
    return paper


def plan_of(options: Namespace) -> Opened:
    """Open the plan.

    Raises
    ------
    Stop
        When it cannot be read.
    """
    opened, findings = open_plan(options.plan)
    if opened is None:
        raise Stop(refuse(findings, as_json=options.json))
    return opened


def stopped(options: Namespace, findings: Sequence[Finding], **more: Any) -> Stop:  # noqa: ANN401 - JSON
    """Say why nothing could be read, and return what ends the command."""
    if options.json:
        say_json({**more, "findings": [finding_json(finding) for finding in findings]})
    for finding in findings:
        complain_of(finding)
    return Stop(UNREADABLE)


def differences_text(differences: Sequence[Difference], base: Base | None) -> str:
    """Show differences cell by cell; what can be taken over has a number.

    Where the plan has gone on since the file was printed, what it says by now stands there as well.
    """
    is_old = moved_on(base, differences)
    rows = [
        [
            *map(str, _HEAD),
            str(heading(base)),
            *([str(heading_now(base))] if is_old else []),
            str(_IN_FILE),
        ]
    ]
    for number, one in enumerate(differences, start=1):
        now = [now_of(one, base) or "-"] if is_old else []
        rows.append(
            [
                str(number) if one.can_be_taken else "-",
                where(one, base),
                one.item,
                str(one.kind.words),
                one.before or "-",
                *now,
                one.after or "-",
            ]
        )
    lines = [table(rows)]
    lines += [
        str(text("{cell}: {remark}", cell=where(one, base), remark=one.remark))
        for one in differences
        if str(one.remark)
    ]
    return "\n".join(lines)


def difference_json(one: Difference, base: Base | None) -> dict[str, Any]:
    """Write a difference as JSON; ``now`` is what the plan says by now, empty where that is not known."""
    return {
        "kind": str(one.kind),
        "cell": one.cell,
        "line": one.line,
        "item": one.item,
        "field": one.field,
        "plan": one.before,
        "now": now_of(one, base) or "",
        "file": one.after,
        "can_be_taken": one.can_be_taken,
        "choices": list(one.choices),
        "remark": str(one.remark),
        "is_contested": one.is_contested,
    }


def total_json(total: Sum | None) -> dict[str, Any]:
    """Write what the lines of a file come to, and what its row of the total says; null if unknown. [NTD]"""
    return {
        "file_total": total.money if total else None,
        "file_total_stated": total.own if total else None,
        "file_total_unclear": list(total.unclear) if total else [],
    }
