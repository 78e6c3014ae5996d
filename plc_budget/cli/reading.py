"""Reading a plan for a command, and ending the command when it cannot be read."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from plc_budget.cli.show import finding_json, findings_text
from plc_budget.export.editions import check_folder
from plc_budget.findings import Finding, has_errors, reason_of
from plc_budget.language import text, unseen_escaped, visible
from plc_budget.plan import Plan, is_unreadable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

OK, MENDABLE, UNREADABLE = 0, 1, 2
"""Exit codes: no error; errors to mend; nothing could be read."""


class Stop(Exception):
    """Ends a command with an exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


_SAID: list[str] = []
"""What was printed: where there was no room for it, it is said on stderr."""
_LOST: list[OSError] = []
"""Why the output could not be written."""


def say(words: object) -> None:
    """Print for a person; a command goes on where there is no room for its output."""
    _SAID.append(f"{visible(str(words))}\n")
    _write(sys.stdout, _SAID[-1], _LOST)


def complain(words: object) -> None:
    """Print what is wrong, where scripts do not read it as a result."""
    _write(sys.stderr, f"plc-budget: {visible(str(words))}\n", [])


def note(words: str) -> None:
    """Print how far a command is; what waits is printed at once."""
    _write(sys.stderr, words, [], at_once=True)


def _write(stream: TextIO, words: str, lost: list[OSError], *, at_once: bool = False) -> None:
    try:
        stream.write(words)
        if at_once:
            stream.flush()
    except OSError as problem:
        lost.append(problem)
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())  # or Python tries again at its end


def finish_output(options: Namespace, code: int) -> int:
    """Write out what was said, on stderr where there is no room for it, and return the exit code.

    Parameters
    ----------
    options : Namespace
        The command.
    code : int
        How it ended.
    """
    if _SAID:
        _write(sys.stdout, "", _LOST, at_once=True)
    said, lost = "".join(_SAID), _LOST[:1]
    _SAID.clear()
    _LOST.clear()
    if not lost or isinstance(lost[0], BrokenPipeError):  # the reader went away, as `| head` does
        return code
    complain(
        text(
            "The output cannot be written ({reason}). What the command did and has to say:",
            reason=reason_of(lost[0]),
        )
    )
    _write(sys.stderr, said, [])
    return code if code != OK or _writes(options) else UNREADABLE


def _writes(options: Namespace) -> bool:
    """Tell whether a command writes files: what it did is done, whoever hears of it."""
    changes = hasattr(options, "by") and getattr(options, "apply", True)
    return changes or options.command == "init" or bool(getattr(options, "output", None))


def complain_of(finding: Finding) -> None:
    """Print one finding on a line."""
    words = (
        text(
            "{message} {remedy} ({place})",
            message=finding.message,
            remedy=finding.remedy,
            place=finding.where,
        )
        if str(finding.where)
        else text("{message} {remedy}", message=finding.message, remedy=finding.remedy)
    )
    complain(words)


def progress(words: object) -> None:
    """Say what goes on, to a person who waits at a terminal."""
    if sys.stderr.isatty():
        note(f"\r\033[K{visible(str(words))}")


def progress_done() -> None:
    """Clear the line of :func:`progress`."""
    progress("")


def say_json(value: dict[str, Any]) -> None:
    """Print one JSON object; a sign that steers a terminal stands there as ``\\u001b``."""
    say(unseen_escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def checked_plan(folder: str, *, as_json: bool) -> tuple[Plan, list[Finding]]:
    """Load and check a plan.

    Raises
    ------
    Stop
        With 2 when files are missing or broken, with 1 when cells must be mended first.
    """
    plan, found = check_folder(folder)
    if plan is None:
        raise Stop(refuse(found, as_json=as_json))
    return plan, found


def refuse(found: Sequence[Finding], *, as_json: bool) -> int:
    """Say why there is no plan, and return the exit code."""
    code = UNREADABLE if is_unreadable(found) else MENDABLE
    if as_json:
        say_json(
            {
                "total": None,
                "approved_total": None,
                "findings": [finding_json(finding) for finding in found],
            }
        )
    elif code == MENDABLE:
        say(findings_text(found))
    if code == UNREADABLE:
        first = next(finding for finding in found if has_errors([finding]))
        complain_of(first)
    return code
