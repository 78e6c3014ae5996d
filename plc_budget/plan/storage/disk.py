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
_BINARY = getattr(os, "O_BINARY", 0)
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
    """Read a file, at most so many bytes of it; None when it is not there. [B]"""
    try:
        return patiently(lambda: _read(path, most), READING_PATIENCE)
    except FileNotFoundError:
        return None


def _read(path: Path, most: int | None) -> bytes:
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        pieces: list[bytes] = []
        left = most
        while piece := os.read(handle, _PIECE if left is None else min(_PIECE, left)):
            pieces.append(piece)
            left = None if left is None else left - len(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def put(path: Path, data: bytes) -> None:
    """Give a file new contents in one step, on the disk when this returns.

    Raises
    ------
    OSError
        If the system refuses; the old contents are untouched then.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected", str(path))
    beside = path.with_name(path.name + NEW)
    try:
        patiently(lambda: _write(beside, data, os.O_CREAT | os.O_TRUNC))
        with suppress(OSError):  # who might write the old one may write the new one
            beside.chmod(path.stat().st_mode)
        patiently(lambda: beside.replace(path))
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def claim(path: Path, data: bytes, patience: float | None = None) -> bool:
    """Make a file that must not be there yet; False when it is.

    Of any number of processes on any machines exactly one is told True.
    """
    try:
        patiently(lambda: _write(path, data, os.O_CREAT | os.O_EXCL), patience)
    except FileExistsError:
        return False
    return True


def _write(path: Path, data: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | _BINARY | how, 0o666)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def set_tail(path: Path, at: int, data: bytes) -> None:
    """Let a file end, from byte ``at`` on, with ``data``, on the disk when this returns. [B]"""
    patiently(lambda: _set_tail(path, at, data))


def _set_tail(path: Path, at: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o666)
    try:
        os.ftruncate(handle, at)
        os.lseek(handle, at, os.SEEK_SET)
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file; it may be gone already."""
    with suppress(FileNotFoundError):
        patiently(path.unlink)


def make_folders(path: Path) -> None:
    """Make a folder and those above it."""
    path.mkdir(parents=True, exist_ok=True)


def remove_empty_folders(path: Path, root: Path) -> None:
    """Remove a folder and those above it, up to ``root``, as long as they are empty."""
    with suppress(OSError):
        while path != root:
            path.rmdir()
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
