"""What a command says: results, findings, progress and questions; and how it refuses and ends."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from plc_budget.checks.answering import answer_keys, answer_to
from plc_budget.cli.arguments import UNREADABLE
from plc_budget.cli.terminal import WIDTH, table, wrap
from plc_budget.export.editions import check_folder
from plc_budget.findings import Finding, Place, Severity, error, has_errors, reason_of
from plc_budget.language import text, unseen_escaped, visible
from plc_budget.plan import Plan, is_unreadable
from plc_budget.plan.history.field_words import field_words

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping, Sequence

    from plc_budget.language import Text
    from plc_budget.plan.history.conflict import Conflict

OK, MENDABLE = 0, 1
"""Exit codes: no error; errors to mend. UNREADABLE is the third: nothing could be read."""


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


def complain_about(finding: Finding) -> None:
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


def show_progress(words: object) -> None:
    """Say what goes on, to a person who waits at a terminal."""
    if sys.stderr.isatty():
        note(f"\r\033[K{visible(str(words))}")


def clear_progress() -> None:
    """Clear the line of :func:`show_progress`."""
    show_progress("")


def say_json(value: Mapping[str, Any], findings: Iterable[Finding] | None = None) -> None:
    """Print one JSON object, ``findings`` last; a sign that steers a terminal stands there as ``\\u001b``."""
    if findings is not None:
        value = {**value, "findings": [finding_json(finding) for finding in findings]}
    say(unseen_escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def read_checked_plan(folder: str, *, as_json: bool) -> tuple[Plan, list[Finding]]:
    """Load and check a plan.

    Raises
    ------
    Stop
        With 2 when files are missing or broken, with 1 when cells must be mended first.
    """
    plan, found = check_folder(folder)
    if plan is None:
        raise Stop(refuse_plan(found, as_json=as_json))
    return plan, found


def refuse_plan(found: Sequence[Finding], *, as_json: bool) -> int:
    """Say why there is no plan, and return the exit code."""
    code = UNREADABLE if is_unreadable(found) else MENDABLE
    if as_json:
        say_json({"total": None, "approved_total": None}, found)
    elif code == MENDABLE:
        say(findings_text(found))
    if code == UNREADABLE:
        first = next(finding for finding in found if has_errors([finding]))
        complain_about(first)
    return code


_MARKS = {
    Severity.ERROR: text("error"),
    Severity.WARNING: text("warning"),
    Severity.NOTICE: text("notice"),
}
_ANSWERED = text("answered")


def findings_text(findings: Sequence[Finding], *, blocks: bool = False) -> str:
    """Show findings under the four questions, each with place, remedy and money at stake.

    With ``blocks``, what to paste into ``plan.toml`` stands below each open warning, unbroken.
    """
    lines: list[str] = []
    for question in dict.fromkeys(finding.question for finding in findings):
        lines += ["", str(question.title)]
        for finding in findings:
            if finding.question is question:
                lines += _finding_lines(finding)
                lines += _block_lines(finding) if blocks else []
    return "\n".join(lines).lstrip("\n")


def _block_lines(finding: Finding) -> list[str]:
    block = answer_block(finding)
    head = text("To let it stand, add to plan.toml, with your reason:")
    return [*_hanging(str(head), is_first=False), "", *block.splitlines(), ""] if block else []


def _finding_lines(finding: Finding) -> list[str]:
    mark = _ANSWERED if finding.answer else _MARKS[finding.severity]
    parts = [f"[{mark}] {finding.code}: {finding.message}"]
    place = " → ".join(part for part in (str(finding.where), finding.where.cell) if part)
    if place:
        parts.append(str(text("where: {place}", place=place)))
    if finding.stake:
        parts.append(str(text("at stake: {stake:,} NTD", stake=finding.stake)))
    if finding.answer:
        parts.append(str(text("reason: {reason}", reason=finding.answer)))
    elif str(finding.remedy):
        parts.append(str(text("remedy: {remedy}", remedy=finding.remedy)))
    first, *rest = [line for part in parts for line in _hanging(part, part is parts[0])]
    return [first, *rest]


def _hanging(part: str, is_first: bool) -> list[str]:  # noqa: FBT001 - private, reads as a pair
    indent = 2 if is_first else 6
    lines = wrap(part, WIDTH - indent - 2)
    return [" " * indent + lines[0], *(" " * (indent + 2) + line for line in lines[1:])]


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as the ``--json`` contract has it."""
    where = finding.where
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "question": int(finding.question),
        "where": {
            "file": where.file,
            "row": where.row,
            "column": where.column,
            "line": where.line,
            "field": where.field,
            "cell": where.cell,
        },
        "message": str(finding.message),
        "remedy": str(finding.remedy),
        "stake": finding.stake,
        "citation": finding.citation,
        "answer": finding.answer,
    }


REASON = "…"
"""Stands where the planner's own words belong; as it is, it is refuse as a reason."""


def answer_block(finding: Finding) -> str:
    """Write the ``[[answers]]`` of an open warning; empty for what asks for no reason.

    Examples
    --------
    >>> from plc_budget.findings import Place
    >>> from plc_budget.language import text
    >>> copies = Finding("COPIES-ONLINE", Severity.WARNING, text("80 copies"),
    ...                  where=Place(line="printing"), stake=8_000)
    >>> print(answer_block(copies))
    [[answers]]
    code = "COPIES-ONLINE"
    line = "printing"
    stake = 8000
    message = "80 copies"
    reason = "…"
    """
    if finding.severity is not Severity.WARNING or not finding.is_open:
        return ""
    keys = answer_keys(answer_to(finding, REASON))
    lines = (
        f"{key} = {quote_toml(value) if isinstance(value, str) else value}"
        for key, value in keys.items()
    )
    return "\n".join(["[[answers]]", *lines])


def quote_toml(words: str) -> str:
    r"""Write a text of TOML; its escapes are those of JSON, and one sign more.

    Examples
    --------
    >>> quote_toml('說"好"\\')
    '"說\\"好\\"\\\\"'
    """
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def refuse(options: Namespace, findings: Sequence[Finding], **more: Any) -> int:  # noqa: ANN401 - JSON
    """Say why nothing was done, and return the exit code."""
    if options.json:
        say_json({**more}, findings)
    for finding in [f for f in findings if has_errors([f])] or findings:
        complain_about(finding)
    return UNREADABLE if is_unreadable(findings) else MENDABLE


def refuse_file(options: Namespace, problem: OSError) -> int:
    """Say what the system refuse, and return the exit code."""
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
    refuse(options, [found])
    return UNREADABLE


def say_findings(findings: Sequence[Finding]) -> None:
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


def ask(question: Text) -> bool:
    """Ask a person at a terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    return read_line(f"{question} [y/N] ").lower() in ("y", "yes", "是")


def read_line(prompt: str) -> str:
    """Read a line a person types; nothing where there is no more, as after Ctrl+D."""
    try:
        return input(prompt).strip()
    except EOFError:
        return ""
