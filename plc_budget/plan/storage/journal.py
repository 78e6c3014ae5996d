"""Several files, saved all or none: the journal.

A save of a plan touches several files, and no system replaces two files in one step.  So:

1. Everything new is written into one file, ``plan.journal``: for each file its path, the hash of
   what it holds now, and the new contents; the first line is the SHA-256 of the rest.  It is forced
   to the disk under another name and takes its own name with one ``os.replace``.  **That is the
   moment of saving**: before it the folder holds the old plan, from it on the new one.
2. The files are put in place one by one, each in one step, and lines are added to ``history.jsonl``.
3. The journal is removed.

A crash before the moment leaves nothing but a stray file that nobody reads.  A crash after it
leaves the journal, and whoever reads the plan reads through it (:func:`read_through`): a file the
journal names has the contents the journal gives it, wherever step 2 stopped.  Whoever may write
there finishes steps 2 and 3 (:func:`roll_forward`), which may be done any number of times: who
saves, in any case; who only reads, if the save was begun on his machine.  A journal whose hash is
wrong is none, and so is one that leads out of the folder, by its words or through a link.

When the system refuses a file in step 2 (Excel holds ``budget.csv``, the disk is full), a journal
with the old contents takes the place of the journal, again in one step, and is rolled forward: the
old plan is back, and the save is reported as refused.  Where even that is refused, the journal
stays, the plan reads as new or old but whole, and the save is reported as unfinished.

A file that is neither as it was before the save nor as the save leaves it was changed by somebody
else in between.  It is not lost: it is copied to ``<name>.kept-<time>`` before it is replaced.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from plc_budget.plan.storage import disk
from plc_budget.plan.storage.contents import bytes_of, digest, whole
from plc_budget.plan.storage.entries import Entry, Put, Tail, hash_of
from plc_budget.plan.storage.snapshot import JOURNAL

FORMAT = 1
_FORBIDDEN = set('\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Journal:
    """What one save does to the files of a folder."""

    entries: tuple[Entry, ...]
    when: datetime
    host: str = field(default_factory=platform.node)
    """The machine that saves."""

    def encoded(self) -> bytes:
        """Write the journal as it lies on the disk."""
        body = {
            "format": FORMAT,
            "when": self.when.isoformat(timespec="seconds"),
            "host": self.host,
            "entries": [_as_json(entry) for entry in self.entries],
        }
        data = json.dumps(body, ensure_ascii=False, indent=0).encode()
        return digest(data).encode() + b"\n" + data

    def taken_back(self, olds: dict[str, bytes | None]) -> Journal:
        """Return the journal that undoes this one."""
        return replace(self, entries=tuple(_reverse(e, olds) for e in reversed(self.entries)))


def _reverse(entry: Entry, olds: dict[str, bytes | None]) -> Entry:
    if isinstance(entry, Tail):
        return replace(entry, is_back=True)
    return Put(entry.path, hash_of(entry.data), olds[entry.path])


def _as_json(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Tail):
        return {
            "path": entry.path,
            "at": entry.at,
            "tail": whole(entry.data),
            "is_back": entry.is_back,
        }
    content = None if entry.data is None else whole(entry.data)
    return {"path": entry.path, "before": entry.before, "content": content}


def read_journal(root: Path, data: bytes) -> Journal | None:
    """Read a journal; None if it is not whole, or names a file that lies outside the plan.

    Parameters
    ----------
    root : Path
        The folder of the plan.
    data : bytes
        Its ``plan.journal``, which may come from a stranger.

    Raises
    ------
    OSError
        If the system does not tell whether a file lies outside.
    """
    mark, _, body = data.partition(b"\n")
    if digest(body).encode() != mark:
        return None
    try:
        said = json.loads(body)
        entries = tuple(_entry(entry) for entry in said["entries"])
        when = datetime.fromisoformat(said["when"])
        is_known = said.get("format") == FORMAT
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
    if not is_known or any(disk.find_link(root, entry.path) for entry in entries):
        return None
    return Journal(entries, when, str(said.get("host", "")))


def _entry(said: dict[str, Any]) -> Entry:
    path = _inside(said["path"])
    if "tail" in said:
        return Tail(path, int(said["at"]), _content(said["tail"]), bool(said["is_back"]))
    content = said["content"]
    return Put(path, said["before"], None if content is None else _content(content))


def _content(kept: dict[str, Any]) -> bytes:
    data = bytes_of(kept)
    if data is None:
        raise ValueError(kept)
    return data


def _inside(path: str) -> str:
    """Refuse a path that leads out of the plan; a folder may come from a stranger."""
    parts = path.split("/")
    if _FORBIDDEN & set(path) or {"", ".", ".."} & set(parts) or PurePosixPath(path).is_absolute():
        raise ValueError(path)
    return path


def read_through(journal: Journal | None, path: str, now: bytes | None) -> bytes | None:
    """Return what a file of the plan holds, once the journal is taken into account."""
    for entry in journal.entries if journal else ():
        if entry.path == path:
            now = entry.seen(now)
    return now


def publish(root: Path, journal: Journal) -> None:
    """Write the journal: when this returns, the save has happened."""
    disk.put(root / JOURNAL, journal.encoded())
    disk.sync_folder(root)


def roll_forward(root: Path, journal: Journal, is_mine: Callable[[], bool]) -> list[str]:
    """Put every file in place and remove the journal.

    Parameters
    ----------
    root : Path
        The folder of the plan.
    journal : Journal
        As it lies there.
    is_mine : callable
        Asked before each file whether the lock still stands; whoever took it over has rolled the
        journal forward himself.

    Returns
    -------
    list[str]
        The copies kept of files that somebody else changed meanwhile.
    """
    kept: list[str] = []
    for entry in journal.entries:
        if not is_mine():
            return kept
        kept += _put_in_place(root, entry, journal.when)
    _tidy(root, journal.entries)
    for folder in _folders(root, journal.entries):
        disk.sync_folder(folder)
    if is_mine():
        disk.remove(root / JOURNAL)
        disk.sync_folder(root)
    return kept


def _put_in_place(root: Path, entry: Entry, when: datetime) -> list[str]:
    path = root / entry.path
    now = disk.read(path)
    copies: list[str] = []
    if now is not None and entry.is_foreign(now):
        copies.append(_keep(path, now, when).relative_to(root).as_posix())
    entry.apply(path)
    return copies


def _folders(root: Path, entries: Sequence[Entry]) -> list[Path]:
    """Name the folders of the files, the deepest first, up to the plan's own."""
    above = {folder for entry in entries for folder in (root / entry.path).parents}
    inside = [f for f in above if f.is_dir() and (f == root or root in f.parents)]
    return sorted(inside, key=lambda folder: -len(folder.parts))


def _keep(path: Path, data: bytes, when: datetime) -> Path:
    stem = f"{path.stem}.kept-{when:%Y%m%d-%H%M%S}"
    copies = (path.with_name(f"{stem}{mark}{path.suffix}") for mark in _marks())
    copy = next(copy for copy in copies if disk.read(copy) in (None, data))
    disk.put(copy, data)
    return copy


def _marks() -> Iterable[str]:
    yield ""
    number = 1
    while True:
        number += 1
        yield f"-{number}"


def _tidy(root: Path, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if isinstance(entry, Put) and entry.data is None:
            disk.remove_empty_folders((root / entry.path).parent, root)
