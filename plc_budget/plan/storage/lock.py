"""One writer at a time: a lock file that says whose it is and outlives nobody.

``plan.lock`` is made with ``O_EXCL``, so that of any number of processes on any machines one gets
it; it is held for the length of one save and names its owner.  A lock whose owner is dead does not
block: on the same machine the process is looked for, and whatever its machine, a lock that is
:data:`STALE` seconds away from now, before or after, has no owner any more.

Two processes may find the same dead lock, and the slower must not remove what the faster has taken
since.  So a dead lock is only removed by who could make ``plan.lock.1``, again with ``O_EXCL``; a
remover who died is removed by who could make ``plan.lock.2``, and so on.  The last of
:data:`_MOST_REMOVERS` is not guarded any more: as many processes would have had to die here without
one save between them, as whoever holds the lock sweeps all of it away.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from plc_budget.findings import Finding, Place, error, notice, reason_of
from plc_budget.language import text
from plc_budget.plan.storage import disk

LOCK = "plan.lock"
WAIT = 10.0
"""How long a writer waits for another one. [s]"""
STALE = 120.0
"""Age from which a lock has no owner; a save takes a second. [s]"""
UNSIGNED = 5.0
"""The same for a lock that does not say whose it is: its maker died while making it. [s]"""
_MOST_REMOVERS = 4
_LONGEST = 2_000
"""Bytes of a lock that are looked at. [B]"""
_PAUSE = 0.02
_HELD: set[str] = set()
"""Tokens of this process.  A lock with its number and another token is of one that died before."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: machine, process, person, and since when; ``token`` is said only once."""

    host: str = ""
    pid: int = 0
    user: str = ""
    since: str = ""
    token: str = ""


def system_user() -> str:
    """Name the person the machine knows, or nobody where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such entry, or a system without people
        return ""


def _myself() -> Owner:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return Owner(platform.node(), os.getpid(), system_user(), since, uuid.uuid4().hex)


@dataclass(frozen=True, slots=True)
class Hold:
    """A lock that is held."""

    path: Path
    owner: Owner

    @property
    def is_mine(self) -> bool:
        """Whether the lock still stands; a machine that slept may have lost it."""
        return owner_of(self.path) == self.owner


@contextmanager
def hold_lock(
    folder: Path, wait: float | None = None
) -> Iterator[tuple[Hold | None, list[Finding]]]:
    """Hold the lock of a folder for the length of a ``with`` block.

    Parameters
    ----------
    folder : Path
        A plan.
    wait : float, optional
        How long to wait for another writer; :data:`WAIT` if left out. [s]

    Yields
    ------
    tuple[Hold or None, list[Finding]]
        None when another writer holds it or the folder cannot be written, and which it is.
    """
    mine = _myself()
    _HELD.add(mine.token)
    hold = Hold(folder / LOCK, mine)
    try:
        refused = _take(hold, WAIT if wait is None else wait)
        try:
            yield (None, refused) if refused else (hold, _sweep(folder))
        finally:
            if not refused:
                _release(hold)
    finally:
        _HELD.discard(mine.token)


def _release(hold: Hold) -> None:
    with suppress(OSError):  # then it is a dead lock soon
        if hold.is_mine:
            disk.remove(hold.path)


def _take(hold: Hold, wait: float) -> list[Finding]:
    end = time.monotonic() + wait
    try:
        while not disk.claim(hold.path, _signed(hold.owner), min(wait, disk.PATIENCE)):
            if _remove_dead(hold.path, hold.owner):
                continue
            if time.monotonic() > end:
                return [_busy(owner_of(hold.path))]
            time.sleep(_PAUSE)
    except OSError as problem:
        return [_closed(hold.path.parent, problem)]
    return []


def _sweep(folder: Path) -> list[Finding]:
    """Remove what dead writers left lying; whoever holds the lock knows that nobody needs it.

    What is no file, or is refused, hinders nobody: it stays where it is, and is said.
    """
    strays: list[str] = []
    try:
        for stray in folder.iterdir():
            if stray.name.startswith(f"{LOCK}.") or stray.name.endswith(disk.NEW):
                try:
                    stray.unlink(missing_ok=True)
                except OSError:
                    strays.append(stray.name)
    except OSError:  # who may not list the folder may save in it all the same
        pass
    return [_stray(name) for name in sorted(strays)]


def _signed(owner: Owner) -> bytes:
    return json.dumps(asdict(owner)).encode()


def owner_of(path: Path) -> Owner | None:
    """Read whose lock it is: nobody's in particular if that was not written, None if it is gone."""
    data = disk.read(path, _LONGEST)
    if data is None:
        return None
    try:
        said = json.loads(data)
        return Owner(**{**said, "pid": int(said["pid"]), "token": uuid.UUID(said["token"]).hex})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Owner()


def _remove_dead(path: Path, mine: Owner, remover: int = 1) -> bool:
    """Remove a lock if its owner is dead, and tell whether it is worth trying again at once."""
    seen = owner_of(path)
    if seen is None or not _is_dead(seen, path):
        return seen is None
    if remover == _MOST_REMOVERS:
        disk.remove(path)
        return True
    claim = path.with_name(f"{LOCK}.{remover}")
    if not disk.claim(claim, _signed(mine)):
        return _remove_dead(claim, mine, remover + 1)
    try:
        if owner_of(path) == seen and _is_dead(seen, path):
            disk.remove(path)
    finally:
        _release(Hold(claim, mine))
    return True


def _is_dead(owner: Owner, path: Path) -> bool:
    if owner.token in _HELD:
        return False
    is_from_here = bool(owner.host) and owner.host == platform.node()
    if is_from_here and not _is_running(owner.pid):
        return True
    return abs(_age(path)) > (STALE if owner.token else UNSIGNED)


def _age(path: Path) -> float:
    """Tell how old a file is by the clock of the disk it lies on; a later one is below 0. [s]"""
    probe = path.with_name(f"{LOCK}.now-{uuid.uuid4().hex}")
    try:
        disk.claim(probe, b"")
        return probe.stat().st_mtime - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
    finally:
        disk.remove(probe)


def _is_running(pid: int) -> bool:
    """Tell whether another process of this machine lives; our own number is a dead one's here."""
    if pid in (0, os.getpid()):
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if sys.platform == "win32":

    def _is_running_on_windows(pid: int) -> bool:
        """Ask for the process; ``os.kill`` would end it there."""
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        may_ask, still_active, access_denied = 0x1000, 259, 5
        handle = kernel.OpenProcess(may_ask, 0, pid)
        if not handle:
            return ctypes.get_last_error() == access_denied
        code = wintypes.DWORD()
        kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
        kernel.CloseHandle(wintypes.HANDLE(handle))
        return code.value == still_active


def _busy(owner: Owner | None) -> Finding:
    who = owner or Owner()
    return error(
        "SAVE-LOCKED",
        text(
            "“{user}” on {host} is saving this plan since {since}; nothing was changed.",
            user=who.user or "?",
            host=who.host or "?",
            since=who.since or "?",
        ),
        text(
            "Try again in a moment. If nobody is, delete {file} in the folder of the plan.",
            file=LOCK,
        ),
        Place(LOCK),
    )


def _closed(folder: Path, problem: OSError) -> Finding:
    return error(
        "SAVE-CLOSED",
        text(
            "The folder “{path}” cannot be written ({file}: {reason}); nothing was changed.",
            path=str(folder),
            file=Path(str(problem.filename or LOCK)).name,
            reason=reason_of(problem),
        ),
        text("Copy the plan to a folder you may write to, or ask for the right to write there."),
        Place(str(folder)),
    )


def _stray(name: str) -> Finding:
    return notice(
        "SAVE-STRAY",
        text(
            "“{name}” is named like a file that an interrupted save leaves, and cannot be removed; "
            "it stays where it is.",
            name=name,
        ),
        text("Saving goes on all the same. Delete or rename it yourself if nobody needs it."),
        Place(name),
    )
