"""Freezing an approved copy (核定), and telling whether it is still as it was frozen.

``approved/`` holds the files of the plan as they were approved, byte by byte, so that it is read
like any plan, and ``approval.toml``, which says under what number (核定文號), when, by whom, and
what each file must hash to.  Work goes on beside it.  When the plan is approved again, the earlier
copy moves to ``approved/earlier/1/`` and so on; none is ever removed.

Three things must agree: the files with ``approval.toml``, ``approval.toml`` with the history, and
the total with the lines.  Who alters a frozen figure would have to alter all of them alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plc_budget import toml
from plc_budget.findings import Finding, Place, error, has_errors, warning
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.history.log import hashes
from plc_budget.plan.history.recording import APPROVAL, Draft, Ground, standing, write
from plc_budget.plan.history.saving import Opened, is_as_opened
from plc_budget.plan.history.steps import StepKind
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.contents import digest
from plc_budget.plan.storage.folder import find_links, load_plan, read_plan
from plc_budget.plan.storage.lock import system_user
from plc_budget.plan.storage.snapshot import APPROVED, EARLIER, WORKING, Files, read_files
from plc_budget.plan.storage.transaction import is_link
from plc_budget.tables.grid import decode

if TYPE_CHECKING:
    from plc_budget.plan.model import Plan

FORMAT = 1
LONGEST = 200
"""Most characters of a reference number."""
COPIED = (*WORKING, APPROVAL)


@dataclass(frozen=True)
class Approval:
    """An approval (核定).

    Attributes
    ----------
    reference : str
        核定文號.
    on : date
        The day of the letter.
    by : str
        Who recorded it.
    recorded : datetime
        When it was recorded.
    total : int
        合計. [NTD]
    figures : str
        SHA-256 of every line's figures, whatever the files look like.
    files : mapping of str to str
        SHA-256 of each file.
    """

    reference: str
    on: date
    by: str
    recorded: datetime
    total: int
    figures: str
    files: Mapping[str, str] = field(default_factory=dict)


def figures_digest(plan: Plan) -> str:
    """Name the figures of a plan by their SHA-256: every line as it is printed, and the total.

    A table that was opened and saved again in a spreadsheet has another file and the same figures.
    """
    lines = [
        [
            line.code,
            line.row.category,
            line.name,
            plain(line.unit_price),
            line.row.unit,
            plain(line.quantity),
            plain(line.row.times),
            str(line.amount),
        ]
        for line in plan.budget.lines
    ]
    return digest(json.dumps([lines, plan.budget.total], ensure_ascii=False).encode())


def approved_plan(folder: str | Path) -> Plan | None:
    """Return the plan as it was approved; None when nothing was, or the copy cannot be read.

    Parameters
    ----------
    folder : str or Path
        The plan.
    """
    copy = Path(folder) / APPROVED
    return load_plan(copy)[0] if copy.is_dir() else None


def approve(
    folder: str | Path,
    *,
    reference: str,
    on: date,
    reason: str = "",
    by: str = "",
    opened: Opened | None = None,
) -> tuple[Approval | None, list[Finding]]:
    """Freeze a copy of the working plan as approved.

    Whether the plan is fit to be approved is for :func:`plc_budget.checks.check_plan` to say.

    Parameters
    ----------
    folder : str or Path
        The plan.
    reference : str
        核定文號, the number of the letter that approves it.
    on : date
        Its day.
    reason, by : str
        A remark, and who records it; the system's user if left out.
    opened : Opened, optional
        What was looked at when it was decided; if the plan was changed since, nothing is frozen.

    Returns
    -------
    tuple[Approval or None, list[Finding]]
        None when nothing was frozen, and why.
    """
    words = " ".join(reference.split())
    if not words or len(words) > LONGEST:
        return None, [no_reference()]
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        plan, problems = read_plan(ground.folder.name, ground.files)
        problems += is_as_opened(ground, opened)
        problems += [is_link(name) for name in find_links(ground.folder)]
        before = read_files(ground.folder / APPROVED, COPIED, recovers=False)
        problems += before.findings
        if plan is None or has_errors(problems):
            return None, [*findings, *problems]
        approval = _approval(ground, plan, words, on, by)
        writes = {**_moved(ground, before.files), **_copy(ground.files, approval)}
        draft = Draft(StepKind.APPROVE, words, reason, by, about=about(approval), writes=writes)
        refused = [*_used_before(ground, words), *write(ground, draft)]
    return (None if has_errors(refused) else approval), [*findings, *refused]


def _approval(ground: Ground, plan: Plan, reference: str, on: date, by: str) -> Approval:
    return Approval(
        reference=reference,
        on=on,
        by=by or system_user(),
        recorded=ground.now,
        total=plan.budget.total,
        figures=figures_digest(plan),
        files=hashes(ground.files),
    )


def _copy(files: Files, approval: Approval) -> dict[str, bytes | None]:
    copies = {**files, APPROVAL: as_toml(approval)}
    return _in(APPROVED, {name: copies.get(name) for name in COPIED})


def about(approval: Approval) -> dict[str, str | int]:
    """Return what the history says of an approval, besides the hashes of its files."""
    return {
        "reference": approval.reference,
        "on": approval.on.isoformat(),
        "total": approval.total,
        "figures": approval.figures,
    }


def _in(folder: str, files: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _moved(ground: Ground, before: Files) -> dict[str, bytes | None]:
    """Keep the copy approved before beside the new one."""
    number = 1 + max((int(copy.name) for copy in earlier_copies(ground.folder)), default=0)
    return _in(f"{APPROVED}/{EARLIER}/{number}", before) if before else {}


def earlier_copies(folder: Path) -> list[Path]:
    """List the copies that were approved before the present one, the first one first.

    Raises
    ------
    OSError
        If the system refuses.
    """
    above = folder / APPROVED / EARLIER
    inside = disk.list_folder(above)
    numbered = [copy for copy in inside if copy.name.isdecimal() and copy.is_dir()]
    return sorted(numbered, key=lambda copy: int(copy.name))


def _used_before(ground: Ground, reference: str) -> list[Finding]:
    kinds = (StepKind.APPROVE, StepKind.CORRECT)
    steps = [step for step in ground.history.steps if step.kind in kinds]
    if all(step.about.get("reference") != reference for step in steps):
        return []
    return [
        warning(
            "APPROVED-AGAIN",
            text(
                "A plan was approved under “{reference}” before; both copies are kept.",
                reference=reference,
            ),
            text("Check the number of the letter."),
            Place(f"{APPROVED}/{APPROVAL}", field="reference"),
        )
    ]


def no_reference() -> Finding:
    """Say that an approval needs the number of its letter."""
    return error(
        "APPROVED-REFERENCE",
        text(
            "An approval needs the number of its letter, of at most {most} characters.",
            most=LONGEST,
        ),
        text("Give the reference number of the approval (核定文號)."),
        Place(f"{APPROVED}/{APPROVAL}", field="reference"),
    )


def as_toml(approval: Approval) -> bytes:
    """Write ``approval.toml``."""
    import tomlkit

    document = tomlkit.document()
    document.add(
        tomlkit.comment("核定時由 plc-budget 凍結之副本，請勿修改。 Frozen by plc-budget.")
    )
    document.update({"format": FORMAT, **asdict(approval)})
    return tomlkit.dumps(document).encode(errors="replace")


def read_approval(data: bytes) -> Approval | None:
    """Read ``approval.toml``; None if it is none."""
    words, _ = decode(data, APPROVAL)
    try:
        said: dict[str, Any] = toml.loads(words)
        if said.pop("format") != FORMAT:
            return None
        approval = Approval(**said)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    kinds = (str, date, str, datetime, int, str, dict)
    is_whole = all(map(isinstance, asdict(approval).values(), kinds))
    return approval if is_whole and len(approval.reference + approval.by) <= 2 * LONGEST else None
