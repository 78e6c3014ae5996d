"""``plc-budget export``: the workbook, or no file at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.cli.check import summary, totals_text
from plc_budget.cli.reading import (
    MENDABLE,
    OK,
    UNREADABLE,
    Stop,
    checked_plan,
    complain,
    progress,
    progress_done,
    say,
    say_json,
)
from plc_budget.cli.show import finding_json, findings_text
from plc_budget.findings import Place, error, has_errors, reason_of
from plc_budget.language import text

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.comparison import Comparison
    from plc_budget.findings import Finding
    from plc_budget.language import Text
    from plc_budget.plan import Plan
    from plc_budget.plan.steps import Step

FORMATS = (".xlsx",)


def run(options: Namespace) -> int:
    """Export a plan; 1 and no file when an error stands and it is no draft."""
    target = target_of(options.output, as_json=options.json)
    progress(text("Reading and checking the plan …"))
    plan, findings = checked_plan(options.plan, as_json=options.json)
    progress(text("Writing {file} …", file=target.name))
    is_stopped = has_errors(findings) and not options.draft
    if not is_stopped:
        write_whole(target, _workbook(options, plan, findings), as_json=options.json)
    progress_done()
    if options.json:
        say_json({
            "plan": plan.id, "file": None if is_stopped else str(target), "draft": options.draft,
            "total": plan.budget.total, "approved_total": plan.details.funding.approved_total,
            "findings": [finding_json(finding) for finding in findings],
        })  # fmt: skip
    else:
        say(findings_text(findings))
        say("")
        say(totals_text(plan))
        say(summary(findings))
        if not is_stopped:
            say(text("Written: {path}", path=str(target)))
    if is_stopped:
        complain(text("No file was written: mend the errors, or add --draft for a draft."))
    return MENDABLE if is_stopped else OK


def _workbook(options: Namespace, plan: Plan, findings: list[Finding]) -> bytes:
    """Write the workbook; an approved plan brings 經費調整對照表, a changed one 異動紀錄."""
    from plc_budget.sheets import export_xlsx

    folder = Path(options.plan)
    compared = _since_approval(folder) if (folder / "approved").is_dir() else None
    steps = _steps(folder) if (folder / "history.jsonl").is_file() else ()
    return export_xlsx(plan, findings, draft=options.draft, history=steps, comparison=compared)


def _since_approval(folder: Path) -> Comparison | None:
    from plc_budget.comparison import approved_and_working

    found, _ = approved_and_working(folder)
    return found.comparison if found else None


def _steps(folder: Path) -> tuple[Step, ...]:
    from plc_budget.plan.history import log

    steps, _ = log(folder)
    return steps


def target_of(output: str, *, as_json: bool = False) -> Path:
    """Return the file to write.

    Raises
    ------
    Stop
        When its folder is not there, or its name does not end as one of :data:`FORMATS`.
    """
    target = Path(output).absolute()
    if target.suffix.lower() not in FORMATS:
        wrong = text("“{name}” should end in {formats}.", name=target.name,
                     formats=", ".join(FORMATS))  # fmt: skip
    elif target.is_dir():
        wrong = text("“{name}” is a folder; name a file in it.", name=target.name)
    elif not target.parent.is_dir():
        wrong = text("There is no folder “{path}”.", path=str(target.parent))
    else:
        return target
    raise _refused(wrong, target, as_json=as_json)


def _refused(wrong: Text, target: Path, *, as_json: bool) -> Stop:
    """Say that the file cannot be written, and return what ends the command."""
    if as_json:
        found = error("EXPORT-FILE", wrong, text("Choose another file to write."),
                      Place(str(target)))  # fmt: skip
        say_json({"file": None, "total": None, "approved_total": None,
                  "findings": [finding_json(found)]})  # fmt: skip
    complain(wrong)
    return Stop(UNREADABLE)


def write_whole(target: Path, data: bytes, *, as_json: bool = False) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    Raises
    ------
    Stop
        When it cannot be written, such as a workbook that is open in Excel.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".plc-budget-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            _readable_as_usual(name)
            _keep_previous(target, data)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        wrong = text("{file} cannot be written ({reason}). Close it in other programs, or choose another name.",
                     file=target.name, reason=reason_of(problem))  # fmt: skip
        raise _refused(wrong, target, as_json=as_json) from problem


def _keep_previous(target: Path, data: bytes) -> None:
    """Keep a file that differs beside the new one: somebody may have worked in it."""
    if not target.is_file() or target.read_bytes() == data:
        return
    mark = text("previous")
    previous = target.with_name(f"{target.stem}.{mark}{target.suffix}")
    shutil.copyfile(target, previous)
    complain(text("The file that was there is kept as {file}.", file=previous.name))


def _readable_as_usual(name: str) -> None:
    """Give the file the rights a new file has; a temporary one is for its owner alone."""
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
