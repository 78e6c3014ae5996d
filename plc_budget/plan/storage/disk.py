"""The few calls to the file system that saving is made of: durable, patient, on every system.

A file is never written where it lies.  Its new text goes into a file beside it, is forced to the
disk, and takes its place with ``os.replace``, which is one step on Windows, Linux and macOS and on
the shares of each.  No link is made and nothing is called that only one system has, except that a
folder's entries are forced to the disk where a system can do that.

On Windows a virus scanner, an indexer or a reader may hold a file for a moment; whatever is
refused is tried again for :data:`PATIENCE`.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""How long a refused call that writes is tried again. [s]"""
READING_PATIENCE = 0.3
"""How long one that reads is. [s]"""
NEW = ".plc-new"
"""What the name of a file ends in until it takes its place."""
LARGEST = 64_000_000
"""Most bytes of a file that is read whole; a history of ten thousand steps has a third of it. [B]"""
_BINARY = getattr(os, "O_BINARY", 0)
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0)
"""No link is followed where a file is written."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe that nobody writes to is not waited for."""
_MOST_NAMES = 9
_JUNCTION = 0xA0000003
"""How Windows marks a folder that is another one; other marks are of files kept in a cloud."""
_PIECE = 1 << 20
_FIRST_PAUSE = 0.01


def patiently(act: Callable[[], T], patience: float | None = None) -> T:
    """Try again for a while what a virus scanner or another reader may be holding.

    Parameters
    ----------
    act : callable
        What is tried.
    patience : float, optional
        How long; :data:`PATIENCE` if left out. [s]

    Raises
    ------
    OSError
        What the system said last; only a refused permission is tried again.
    """
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    pause = _FIRST_PAUSE
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() + pause > end:
                raise
        time.sleep(pause)
        pause *= 2


def read(path: Path, most: int | None = None) -> bytes | None:
    """Read a file, at most so many bytes of it; None when it is not there. [B]

    Raises
    ------
    OSError
        If the system refuses, if it is a link that leads nowhere (``ELOOP``) or no file at all but
        a folder or a pipe, and, without ``most``, if it is larger than :data:`LARGEST` (``EFBIG``).
    """
    try:
        return patiently(lambda: _read(path, most), READING_PATIENCE)
    except FileNotFoundError:
        if path.is_symlink():
            raise _problem(errno.ELOOP, path) from None
        return None


def _read(path: Path, most: int | None) -> bytes:
    handle = os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE)
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise _problem(errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO, path)
        left = LARGEST + 1 if most is None else most
        pieces: list[bytes] = []
        while left and (piece := os.read(handle, min(_PIECE, left))):
            pieces.append(piece)
            left -= len(piece)
        if most is None and not left:
            raise _problem(errno.EFBIG, path)
        return b"".join(pieces)
    except OSError as problem:
        problem.filename = problem.filename or str(path)
        raise
    finally:
        os.close(handle)


def _problem(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def real(path: str | Path) -> Path:
    """Return where a path leads, through links; where they lead in a circle, the path itself.

    :meth:`pathlib.Path.resolve` has no answer there but a ``RuntimeError``.
    """
    return Path(os.path.realpath(path))


def list_folder(path: Path) -> list[Path]:
    """List what lies in a folder; nothing where there is none.

    Raises
    ------
    OSError
        If the system refuses: a folder that may not be listed is not an empty one.
    """
    try:
        return sorted(path.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def is_there(path: Path) -> bool:
    """Tell whether there is anything of that name, be it a link that leads nowhere.

    Raises
    ------
    OSError
        If the system refuses to tell.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def find_link(root: Path, path: str) -> str | None:
    """Return the first part of a path below a folder that is a link, or a junction of Windows.

    Whatever is written below a plan is written into the plan: what a link leads to is another's.

    Parameters
    ----------
    root : Path
        The folder of a plan.
    path : str
        Taken from there, with ``/``; it need not be there.
    """
    parts = path.split("/")
    for number in range(1, len(parts) + 1):
        inner = "/".join(parts[:number])
        try:
            found = (root / inner).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        is_junction = getattr(found, "st_reparse_tag", 0) == _JUNCTION
        if stat.S_ISLNK(found.st_mode) or is_junction:
            return inner
    return None


def put(path: Path, data: bytes) -> None:
    """Give a file new contents in one step, on the disk when this returns.

    Raises
    ------
    OSError
        If the system refuses; the old contents are untouched then.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected", str(path))
    beside = _write_beside(path, data)
    try:
        with suppress(OSError):  # who might write the old one may write the new one
            beside.chmod(path.stat().st_mode)
        patiently(lambda: beside.replace(path))
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a file beside another, under a name that nothing has: what stands there is not followed."""
    for number in range(_MOST_NAMES):
        beside = path.with_name(f"{path.name}{f'.{number}' if number else ''}{NEW}")
        if claim(beside, data):
            return beside
        with suppress(OSError):  # of a save that was interrupted: whoever saves holds the lock
            beside.unlink()
        if claim(beside, data):
            return beside
    raise _problem(errno.EEXIST, beside)


def claim(path: Path, data: bytes, patience: float | None = None) -> bool:
    """Make a file that must not be there yet, whole or not at all; False when it is there.

    Of any number of processes on any machines exactly one is told True.
    """
    try:
        patiently(lambda: _make(path, data), patience)
    except FileExistsError:
        return False
    return True


def _make(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _AS_IT_IS, 0o666)
    try:
        _write_and_close(handle, data)
    except BaseException as problem:
        with suppress(OSError):
            path.unlink()
        if isinstance(problem, OSError):
            problem.filename = problem.filename or str(path)
        raise


def _write_and_close(handle: int, data: bytes) -> None:
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def set_tail(path: Path, at: int, data: bytes) -> None:
    """Let a file end, from byte ``at`` on, with ``data``, on the disk when this returns. [B]"""
    patiently(lambda: _set_tail(path, at, data))


def _set_tail(path: Path, at: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | _BINARY | _AS_IT_IS, 0o666)
    try:
        os.ftruncate(handle, at)
        os.lseek(handle, at, os.SEEK_SET)
    except BaseException:
        os.close(handle)
        raise
    _write_and_close(handle, data)


def remove(path: Path) -> None:
    """Remove a file; it may be gone already."""
    with suppress(FileNotFoundError):
        patiently(path.unlink)


def make_folders(path: Path) -> None:
    """Make a folder and those above it."""
    path.mkdir(parents=True, exist_ok=True)


def remove_empty_folders(path: Path, root: Path) -> None:
    """Remove a folder and those above it, up to ``root``, as long as they are empty."""
    while path != root:
        try:
            path.rmdir()
        except FileNotFoundError:  # by who was interrupted here
            pass
        except OSError:
            return
        path = path.parent


def sync_folder(path: Path) -> None:
    """Force the entries of a folder to the disk, where the system knows how to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
