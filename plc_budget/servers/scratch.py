"""The folder a server works in: near enough for sockets, gone with it, or with the next one."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "plc-budget-"
MARK = "server.lock"
"""The file a server keeps locked while it lives: no number of a process that may be another's."""
_LONGEST_SOCKET = 100
"""What every system takes as the path of a socket. [bytes]"""
_SOCKET = "voila_12345678/kernel-00000000-0000-0000-0000-000000000000-ipc-5"
"""What is put below the folder of a server."""


@contextmanager
def scratch_folder(above: Path | None = None) -> Iterator[Path]:
    """Make a folder that ends with the server, and clear away those of servers that were killed.

    Parameters
    ----------
    above : Path, optional
        Where it is made; if left out, where the system keeps what passes.

    Yields
    ------
    Path
        The folder; nobody but this user can look into it.
    """
    above = above or _where_sockets_fit()
    clear_dead(above)
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX, dir=above, ignore_cleanup_errors=True) as name,
        _locked(Path(name) / MARK),
    ):
        yield Path(name)


def clear_dead(above: Path) -> None:
    """Remove the folders of this user's servers that were killed; those of living ones stay."""
    for mark in above.glob(f"{PREFIX}*/{MARK}"):
        with suppress(OSError):  # it is going at this moment, or is not ours to look at
            if _is_ours(mark.parent) and _is_left(mark):
                shutil.rmtree(mark.parent, ignore_errors=True)


def transport_in(folder: Path) -> str:
    """Return how a server speaks with kernels whose sockets lie in a folder.

    Through files, where the system has such sockets and their path is not too long: nobody else can
    take them, while a port that was free is sometimes another's when the kernel opens it.

    Examples
    --------
    >>> transport_in(Path("/", "long" * 30))
    'tcp'
    """
    fits = len(os.fsencode(folder / _SOCKET)) <= _LONGEST_SOCKET
    return "ipc" if fits and hasattr(socket, "AF_UNIX") else "tcp"


def _where_sockets_fit() -> Path:
    """Take the short folder every Unix has where the usual one is too deep, as on a Mac."""
    usual, short = Path(tempfile.gettempdir()), Path("/tmp")  # noqa: S108 - a new folder is made in it
    is_deep = transport_in(usual / f"{PREFIX}12345678") == "tcp"
    return short if is_deep and hasattr(socket, "AF_UNIX") and os.access(short, os.W_OK) else usual


if sys.platform == "win32":  # it removes nothing that is open

    @contextmanager
    def _locked(mark: Path) -> Iterator[None]:
        with mark.open("wb"):
            yield

    def _is_left(mark: Path) -> bool:
        mark.unlink()
        return True

    def _is_ours(_folder: Path) -> bool:
        return True

else:
    import fcntl

    @contextmanager
    def _locked(mark: Path) -> Iterator[None]:
        """Lock a file before it has its name, so that nobody finds it unlocked."""
        unnamed = mark.with_suffix(".new")
        with unnamed.open("wb") as made:
            with suppress(
                OSError
            ):  # a disk without locks: the folder is never taken for a dead one's
                fcntl.flock(made, fcntl.LOCK_EX | fcntl.LOCK_NB)
                unnamed.rename(mark)
            yield

    def _is_left(mark: Path) -> bool:
        with mark.open("rb") as found:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True

    def _is_ours(folder: Path) -> bool:
        return folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
