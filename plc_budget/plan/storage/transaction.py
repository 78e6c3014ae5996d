"""The journal in use: to save, to take back what could not be saved, and to finish after a crash."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from plc_budget.findings import Finding, Place, error, notice, reason_of, warning
from plc_budget.language import Series, text
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.entries import Entry, Put, Tail, hash_of
from plc_budget.plan.storage.journal import Journal, publish, read_journal, roll_forward
from plc_budget.plan.storage.lock import Hold, hold_lock
from plc_budget.plan.storage.snapshot import JOURNAL


def commit(
    hold: Hold,
    when: datetime,
    olds: Mapping[str, bytes | None],
    news: Mapping[str, bytes | None],
    tail: Tail | None = None,
) -> list[Finding]:
    """Save several files, all or none.

    Parameters
    ----------
    hold : Hold
        The lock of the plan.
    when : datetime
        Now.
    olds, news : mapping of str to bytes or None
        What each file holds and what it becomes, by its path from the folder of the plan; None
        where there is no file.
    tail : Tail, optional
        Lines to add to the history.

    Returns
    -------
    list[Finding]
        No error: all of it is on the disk.  An error: none of it is, or, if it says so
        (``SAVE-UNFINISHED``), all of it or none will be.
    """
    root = hold.path.parent
    entries: list[Entry] = [Put(p, hash_of(olds[p]), data) for p, data in news.items()]
    journal = Journal((*entries, tail) if tail else tuple(entries), when)
    try:
        if not hold.is_mine:
            return [_overtaken()]
        links = {e.path: link for e in journal.entries if (link := disk.find_link(root, e.path))}
        if links:
            return [is_link(link) for link in dict.fromkeys(links.values())]
        publish(root, journal)
        return _kept(roll_forward(root, journal, lambda: hold.is_mine))
    except OSError as problem:
        return [_taken_back(hold, journal.taken_back(dict(olds)), problem)]


def _taken_back(hold: Hold, back: Journal, problem: OSError) -> Finding:
    """Bring the old plan back after a refusal."""
    root = hold.path.parent
    try:
        if disk.read(root / JOURNAL) is not None:
            publish(root, back)
            roll_forward(root, back, lambda: hold.is_mine)
    except OSError as another:
        return _unfinished(another)
    return _refused(problem, root)


def recover(root: Path, data: bytes) -> list[Finding]:
    """Finish a save of this machine that was interrupted, if nobody else is at it.

    Who only reads a plan does not finish what another machine began, nor a stranger: he reads
    through the journal, and the next one who saves finishes it.

    Parameters
    ----------
    root : Path
        The folder of the plan.
    data : bytes
        Its journal.

    Returns
    -------
    list[Finding]
        What was finished or dropped, or waits for the next save.

    Raises
    ------
    OSError
        If the system does not let the journal be judged.
    """
    journal = read_journal(root, data)
    if journal is None:
        return [_dropped()]
    if journal.host != platform.node():
        return [_pending(journal)]
    with hold_lock(root, wait=0) as (hold, _):
        return [] if hold is None else recover_held(hold)


def recover_held(hold: Hold) -> list[Finding]:
    """Finish a save that was interrupted; the lock is held."""
    root = hold.path.parent
    try:
        data = disk.read(root / JOURNAL)
        if data is None:
            return []
        journal = read_journal(root, data)
        if journal is None:
            disk.remove(root / JOURNAL)
            return [_dropped()]
        return [_finished(journal), *_kept(roll_forward(root, journal, lambda: hold.is_mine))]
    except OSError:  # what cannot be finished now is read through the journal and finished later
        return []


def _overtaken() -> Finding:
    return error(
        "SAVE-OVERTAKEN",
        text("Somebody else has begun to save this plan; nothing was changed."),
        text("Read the plan again and repeat the change."),
        Place(JOURNAL),
    )


def _refused(problem: OSError, root: Path) -> Finding:
    name = Path(str(problem.filename2 or problem.filename or root)).name.removesuffix(disk.NEW)
    return error(
        "SAVE-REFUSED",
        text(
            "“{file}” cannot be written ({reason}); the plan is as it was before.",
            file=name,
            reason=reason_of(problem),
        ),
        text("Close it in Excel and other programs, then save again."),
        Place(name),
    )


def _unfinished(problem: OSError) -> Finding:
    return error(
        "SAVE-UNFINISHED",
        text(
            "The disk stopped answering while the plan was saved ({reason}).",
            reason=reason_of(problem),
        ),
        text("Open the plan again: it is whole, with the change or without it."),
        Place(JOURNAL),
    )


def is_link(file: str) -> Finding:
    """Say that nothing is written through a link.

    Parameters
    ----------
    file : str
        The link, from the folder of the plan.
    """
    return error(
        "SAVE-LINK",
        text(
            "“{file}” in the folder of the plan is a link to another place; nothing was changed.",
            file=file,
        ),
        text("Put the file or folder itself where the link is, then repeat the change."),
        Place(file),
    )


def _pending(journal: Journal) -> Finding:
    return notice(
        "SAVE-PENDING",
        text(
            "A save of {when} on {host} was interrupted; the plan is read with it. "
            "The next change of the plan finishes it.",
            when=f"{journal.when:%Y-%m-%d %H:%M}",
            host=journal.host or "?",
        ),
        where=Place(JOURNAL),
    )


def _finished(journal: Journal) -> Finding:
    return notice(
        "SAVE-FINISHED",
        text(
            "A save of {when} had been interrupted and was finished.",
            when=f"{journal.when:%Y-%m-%d %H:%M}",
        ),
        where=Place(JOURNAL),
    )


def _dropped() -> Finding:
    return notice(
        "SAVE-DROPPED",
        text("A save had been interrupted before it was complete; the plan is as it was before."),
        text("Look at the plan and repeat the last change if it is missing."),
        Place(JOURNAL),
    )


def _kept(copies: Sequence[str]) -> list[Finding]:
    if not copies:
        return []
    return [
        warning(
            "SAVE-KEPT",
            text(
                "Somebody changed a file while the plan was being saved; that version is kept as {files}.",
                files=Series(tuple(copies)),
            ),
            text("Compare it with the plan, take over what is missing, then delete it."),
            Place(copies[0]),
        )
    ]
