"""What a command that changes a plan says at its end, and how it refuses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plc_budget.cli.reading import MENDABLE, UNREADABLE, complain_of, say, say_json
from plc_budget.cli.show import finding_json, findings_text, table
from plc_budget.findings import Finding, Place, error, has_errors, reason_of
from plc_budget.language import text
from plc_budget.plan import is_unreadable
from plc_budget.plan.history.conflict import Conflict
from plc_budget.plan.history.field_words import field_words

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.language import Text


def refused(options: Namespace, findings: Sequence[Finding], **more: Any) -> int:  # noqa: ANN401 - JSON
    """Say why nothing was done, and return the exit code."""
    if options.json:
        say_json({**more, "findings": [finding_json(finding) for finding in findings]})
    for finding in [f for f in findings if has_errors([f])] or findings:
        complain_of(finding)
    return UNREADABLE if is_unreadable(findings) else MENDABLE


def refuse_file(options: Namespace, problem: OSError) -> int:
    """Say what the system refused, and return the exit code."""
    file = str(problem.filename2 or problem.filename or getattr(options, "plan", ""))
    found = error(
        "FILE-REFUSED",
        text(
            "“{file}” cannot be read ({reason}); the command stopped there.",
            file=file,
            reason=reason_of(problem),
        ),
        text(
            "Check that you may read it, and that the disk or the network answers; then try again."
        ),
        Place(file),
    )
    refused(options, [found])
    return UNREADABLE


def notices(findings: Sequence[Finding]) -> None:
    """Show what is worth knowing after something was done."""
    if findings:
        say(findings_text(findings))


_BOTH = (text("file"), text("line"), text("field"), text("at first"), text("yours"), text("theirs"))


def conflict_text(conflict: Conflict) -> str:
    """Show the two versions line by line; a star marks what both changed."""
    rows = [[str(name) for name in _BOTH]]
    rows += [
        [
            one.file + (" *" if one.is_contested else ""),
            one.line,
            str(field_words(one.file, one.field)),
            one.base or "",
            one.ours or "",
            one.theirs or "",
        ]
        for one in conflict.differences
    ]
    return table(rows)


def asks_first(question: Text) -> bool:
    """Ask a person at a terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    return typed(f"{question} [y/N] ").lower() in ("y", "yes", "是")


def typed(prompt: str) -> str:
    """Read a line a person types; nothing where there is no more, as after Ctrl+D."""
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
