"""Reading a plan for a command, and ending the command when it cannot be read."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from plc_budget.cli.show import finding_json, findings_text
from plc_budget.delivery.checking import checked
from plc_budget.findings import Finding, has_errors
from plc_budget.language import text
from plc_budget.plan import Plan, is_unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, MENDABLE, UNREADABLE = 0, 1, 2
"""Exit codes: no error; errors to mend; nothing could be read."""


class Stop(Exception):
    """Ends a command with an exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def say(words: object) -> None:
    """Print for a person."""
    sys.stdout.write(f"{words}\n")


def complain(words: object) -> None:
    """Print what is wrong, where scripts do not read it as a result."""
    sys.stderr.write(f"plc-budget: {words}\n")


def complain_of(finding: Finding) -> None:
    """Print one finding on a line."""
    words = (
        text("{message} {remedy} ({place})", message=finding.message, remedy=finding.remedy,
             place=finding.where)
        if str(finding.where)
        else text("{message} {remedy}", message=finding.message, remedy=finding.remedy)
    )  # fmt: skip
    complain(words)


def progress(words: object) -> None:
    """Say what goes on, to a person who waits at a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words}")
        sys.stderr.flush()


def progress_done() -> None:
    """Clear the line of :func:`progress`."""
    progress("")


def say_json(value: dict[str, Any]) -> None:
    """Print one JSON object."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def checked_plan(folder: str, *, as_json: bool) -> tuple[Plan, list[Finding]]:
    """Load and check a plan.

    Raises
    ------
    Stop
        With 2 when files are missing or broken, with 1 when cells must be mended first.
    """
    plan, found = checked(folder)
    if plan is None:
        raise Stop(refuse(found, as_json=as_json))
    return plan, found


def refuse(found: Sequence[Finding], *, as_json: bool) -> int:
    """Say why there is no plan, and return the exit code."""
    code = UNREADABLE if is_unreadable(found) else MENDABLE
    if as_json:
        say_json({"total": None, "approved_total": None,
                  "findings": [finding_json(finding) for finding in found]})  # fmt: skip
    elif code == MENDABLE:
        say(findings_text(found))
    if code == UNREADABLE:
        first = next(finding for finding in found if has_errors([finding]))
        complain_of(first)
    return code
