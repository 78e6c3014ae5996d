"""Is an approved copy still as it was frozen?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plc_budget.findings import Finding, Place, Severity, error, has_errors, notice, warning
from plc_budget.language import Text, by_place, text
from plc_budget.plan.approved.approval import (
    COPIED,
    Approval,
    earlier_copies,
    figures_digest,
    read_approval,
)
from plc_budget.plan.approved.correcting import as_corrected, find_recording_step
from plc_budget.plan.history.changes import FieldChange, changes_between
from plc_budget.plan.history.log import History, hashes, read_history
from plc_budget.plan.history.recording import APPROVAL
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.storage.folder import read_plan
from plc_budget.plan.storage.snapshot import APPROVED, BUDGET, Files, read_files


def verify_approved(folder: str | Path) -> tuple[Approval | None, list[Finding]]:
    """Compare the approved copies of a plan with what was frozen.

    A file that was saved again in a spreadsheet and still has the figures is a warning; any figure,
    number or date that is not as it was approved is an error.

    Parameters
    ----------
    folder : str or Path
        The plan.

    Returns
    -------
    tuple[Approval or None, list[Finding]]
        The approval that holds; None when there is none that can be read.

    Examples
    --------
    >>> from plc_budget.shipped import data_folder
    >>> approval, found = verify_approved(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> approval, [finding.code for finding in found]
    (None, ['APPROVED-NONE'])
    """
    path = Path(folder)
    history, findings = read_history(path)
    latest, problems = _copy(path / APPROVED, APPROVED, history or History())
    for copy in earlier_copies(path):
        name = copy.relative_to(path).as_posix()
        problems += _copy(copy, name, history or History())[1]
    return latest, [*findings, *problems]


def _copy(folder: Path, name: str, history: History) -> tuple[Approval | None, list[Finding]]:
    taken = read_files(folder, COPIED)
    if has_errors(taken.findings):
        return None, taken.findings
    if not taken.files:
        return None, [_none(name)]
    approval = read_approval(taken.files.pop(APPROVAL, b""))
    if approval is None:
        return None, [_broken(name)]
    step = find_recording_step(history.steps, approval)
    frozen = history.files(approval.files) or {}
    altered = list(_altered(approval, frozen, taken.files, name))
    return as_corrected(approval, step, history.steps) if step else approval, [
        *([] if step else [_untold(name, history)]),
        *altered,
        *_figures(approval, taken.files, name, is_altered=bool(altered)),
    ]


def _altered(approval: Approval, frozen: Files, files: Files, name: str) -> Iterator[Finding]:
    present = hashes(files)
    for file in sorted({*approval.files, *present}):
        if approval.files.get(file) == present.get(file):
            continue
        old, new = ({file: side[file]} if file in side else {} for side in (frozen, files))
        changes = changes_between(old, new)
        if file not in files:
            yield _gone(f"{name}/{file}")
        elif old and not changes:
            yield _saved_again(f"{name}/{file}")
        else:
            yield _changed(f"{name}/{file}", changes[0] if old else None)


def _figures(approval: Approval, files: Files, name: str, *, is_altered: bool) -> Iterator[Finding]:
    plan, _ = read_plan(name, files)
    total = 0 if plan is None else plan.budget.total
    if plan is None or figures_digest(plan) != approval.figures:
        yield Finding(
            "APPROVED-FIGURES",
            Severity.ERROR if is_altered or plan is None else Severity.WARNING,
            text(
                "The figures of “{name}” come to {total:,} and are not those that were approved, which came to {approved:,}.",
                name=name,
                total=total,
                approved=approval.total,
            ),
            text(
                "Take the copy from a backup; if no file was altered, a rule is counted otherwise today."
            ),
            Place(f"{name}/{BUDGET}"),
            stake=abs(total - approval.total),
        )


def _none(name: str) -> Finding:
    return notice(
        "APPROVED-NONE",
        text("The plan was not approved yet; there is no “{name}”.", name=name),
        by_place(
            command=text("Freeze a copy with `plc-budget approve`."),
            page=text("Record it with “Record the approval” under “Approved and now”."),
        ),
        Place(name),
    )


def _broken(name: str) -> Finding:
    return error(
        "APPROVED-BROKEN",
        text(
            "“{name}” does not say what was approved: {file} is missing or damaged.",
            name=name,
            file=APPROVAL,
        ),
        text("Take it from a backup; history.jsonl tells the number, the date and the total."),
        Place(f"{name}/{APPROVAL}"),
    )


def _untold(name: str, history: History) -> Finding:
    where = Place(f"{name}/{APPROVAL}")
    if any(step.kind is StepKind.APPROVE for step in history.steps):
        return error(
            "APPROVED-HISTORY",
            text(
                "What {file} says of “{name}” is not what the history says was approved.",
                file=APPROVAL,
                name=name,
            ),
            text("Compare both with the letter of approval, and take the copy from a backup."),
            where,
        )
    return warning(
        "APPROVED-UNTOLD",
        text("The history does not tell of the approval of “{name}”.", name=name),
        text("Copy history.jsonl along with the plan."),
        where,
    )


def _gone(path: str) -> Finding:
    return error(
        "APPROVED-ALTERED",
        text("{file} was approved and is missing.", file=path),
        text("Take it from a backup."),
        Place(path),
    )


def _saved_again(path: str) -> Finding:
    return warning(
        "APPROVED-SAVED-AGAIN",
        text(
            "{file} was saved again by another program; what it says is as it was approved.",
            file=path,
        ),
        text("Leave approved copies closed; change the working plan."),
        Place(path),
    )


def _changed(path: str, change: FieldChange | None) -> Finding:
    if change is None:
        said: Text = text("{file} is not as it was approved.", file=path)
    else:
        said = text(
            "{file} is not as it was approved: {line} {field} was “{before}” and is “{after}”.",
            file=path,
            line=change.line,
            field=change.field,
            before=change.before or "",
            after=change.after or "",
        )
    return error("APPROVED-ALTERED", said, text("Take it from a backup."), Place(path))
