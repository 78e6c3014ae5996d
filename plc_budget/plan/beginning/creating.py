"""A new plan folder: whole or not at all, and never over an old one."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from plc_budget.findings import Finding, Place, error, reason_of
from plc_budget.language import text
from plc_budget.plan.storage import disk


def make_folder(target: Path, files: Mapping[str, bytes]) -> list[Finding]:
    """Write the files of a new plan beside the target first, then move the folder in its place.

    Parameters
    ----------
    target : Path
        Must not exist, or be empty; the folder it stands in must exist.
    files : mapping of str to bytes
        By file name, or path within the folder.

    Returns
    -------
    list[Finding]
        Why nothing was written; empty when the folder is there.
    """
    if findings := is_taken(target):
        return findings
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".plc-budget-") as scratch:
            made = Path(scratch) / "plan"
            made.mkdir()
            for name, data in files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                disk.claim(made / name, data)
            if target.is_dir():
                target.rmdir()
            made.rename(target)
            disk.sync_folder(target.parent)
    except OSError as problem:
        return [_refused(target, problem)]
    return []


def is_taken(target: Path) -> list[Finding]:
    """Refuse a target that holds something already, or that stands in no folder."""
    try:
        if not target.absolute().parent.is_dir():
            return [_no_parent(target)]
        is_free = not target.exists() or (target.is_dir() and not any(target.iterdir()))
    except OSError as problem:
        return [_refused(target, problem)]
    if is_free:
        return []
    return [
        error(
            "INIT-EXISTS",
            text("“{path}” is there already; nothing was changed.", path=str(target)),
            text("Choose another name for the new plan."),
            Place(str(target)),
        )
    ]


def _refused(target: Path, problem: OSError) -> Finding:
    return error(
        "INIT-FOLDER",
        text("“{path}” cannot be made ({reason}).", path=str(target), reason=reason_of(problem)),
        text("Choose a folder you may write to."),
        Place(str(target)),
    )


def _no_parent(target: Path) -> Finding:
    return error(
        "INIT-FOLDER",
        text(
            "There is no folder “{path}” to make the plan in.", path=str(target.absolute().parent)
        ),
        text("Make that folder first, or choose another name for the new plan."),
        Place(str(target)),
    )
