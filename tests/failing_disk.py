"""A disk that fails at a chosen call: the power goes, or the system refuses.

Every call that writes goes through ``os``, also those of :mod:`pathlib`; here they are counted.
"""

# ruff: noqa: ANN401 - the calls of the system take and give what they like

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CALLS = (
    "open",
    "write",
    "fsync",
    "ftruncate",
    "replace",
    "rename",
    "unlink",
    "remove",
    "mkdir",
    "rmdir",
    "chmod",
)


class Crash(BaseException):
    """The process is gone; nothing of it runs any more, and nobody may catch this."""


class Disk:
    """Counts the calls that write below a folder, and fails at one of them.

    Parameters
    ----------
    folder : Path
        Calls elsewhere are let through.
    crash_at : int
        From this call on nothing is done, counted from 1; 0 for never.  Of a write half is done.
    loses_power : bool
        Whether at the crash everything is lost that was not forced to the disk.
    refuse : callable, optional
        Told the number, the name and the path of a call; what it returns is raised.
    """

    def __init__(
        self,
        folder: Path,
        crash_at: int = 0,
        *,
        loses_power: bool = False,
        refuse: Callable[[int, str, str], OSError | None] | None = None,
    ) -> None:
        self.folder = str(folder)
        self.crash_at = crash_at
        self.loses_power = loses_power
        self.refuse = refuse
        self.calls: list[str] = []
        self._real = {name: getattr(os, name) for name in CALLS}
        self._paths: dict[int, str] = {}
        self._forced: dict[str, int] = {}
        self._unforced_files: set[str] = set()
        self._unforced_entries: list[tuple[str, Callable[[], object]]] = []
        self.is_dead = False

    def put_in(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the system's calls."""
        for name in CALLS:
            patch.setattr(os, name, self._call(name))
        opening = self._open(io.open)
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)

    def _open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Let what is written through a file of Python go through the calls of ``os``."""

        def call(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            path = self._path_of(file)
            if not path.startswith(self.folder) or mode not in ("wb", "xb"):
                return real(file, mode, *args, **more)
            how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if mode == "wb" else os.O_EXCL)
            handle = file if isinstance(file, int) else os.open(file, how, 0o666)
            return io.BufferedWriter(_Handle(handle, self))

        return call

    def _call(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            path = "" if "dir_fd" in more else self._path_of(args[0])
            if not path.startswith(self.folder) or not self._writes(name, args):
                return self._opened(name, path, self._real[name](*args, **more))
            self._count(name, path, args)
            undo = self._undo(name, args)
            if name == "open" and not args[1] & (os.O_TRUNC | os.O_EXCL) and Path(path).exists():
                self._forced[path] = Path(path).stat().st_size
            if name == "fsync" and path:  # forcing takes long, and here it is only noted
                self._note(name, path, args, undo)
                return None
            result = self._real[name](*args, **more)
            self._note(name, path, args, undo)
            return self._opened(name, path, result)

        return call

    def _path_of(self, target: Any) -> str:
        if isinstance(target, int):
            return self._paths.get(target, "")
        return str(Path(os.fspath(target)).absolute())

    def _writes(self, name: str, args: tuple[Any, ...]) -> bool:
        return name != "open" or self.is_dead or bool(args[1] & (os.O_WRONLY | os.O_RDWR))

    def _opened(self, name: str, path: str, result: Any) -> Any:
        if name == "open":
            self._paths[result] = path
        return result

    def _count(self, name: str, path: str, args: tuple[Any, ...]) -> None:
        if self.is_dead:
            raise Crash
        self.calls.append(f"{name} {path.removeprefix(self.folder)}")
        if len(self.calls) == self.crash_at:
            if name == "write":
                self._real["write"](args[0], bytes(args[1][: len(args[1]) // 2]))
                self._unforced_files.add(path)
            self._die()
        problem = self.refuse(len(self.calls), name, path) if self.refuse else None
        if problem is not None:
            raise problem

    def _die(self) -> None:
        self.is_dead = True
        if self.loses_power:
            for path in self._unforced_files:
                if Path(path).exists():
                    data, whole = Path(path).read_bytes(), self._forced.get(path, 0)
                    self._rewrite(path, data[: whole + (len(data) - whole) // 2])
            for _, undo in reversed(self._unforced_entries):
                undo()
        raise Crash

    def _rewrite(self, path: str, data: bytes) -> None:
        handle = self._real["open"](path, os.O_WRONLY | os.O_TRUNC)
        self._real["write"](handle, data)
        os.close(handle)

    def _undo(self, name: str, args: tuple[Any, ...]) -> Callable[[], object] | None:
        """Remember how an entry of a folder was, as long as the folder is not forced to the disk."""
        if not self.loses_power or name not in ("replace", "rename", "unlink", "remove", "mkdir"):
            return None
        target = os.fspath(args[-1] if name in ("replace", "rename") else args[0])
        if name == "mkdir":
            return lambda: shutil.rmtree(target, ignore_errors=True)
        before = Path(target).read_bytes() if Path(target).exists() else None

        def undo() -> None:
            if before is not None:
                handle = self._real["open"](target, os.O_WRONLY | os.O_TRUNC | os.O_CREAT)
                self._real["write"](handle, before)
                os.close(handle)
            elif Path(target).exists():
                self._real["unlink"](target)

        return undo

    def _note(
        self, name: str, path: str, args: tuple[Any, ...], undo: Callable[[], object] | None
    ) -> None:
        if name in ("write", "ftruncate"):
            self._unforced_files.add(path)
        elif name == "replace":
            self._forced.pop(os.fspath(args[1]), None)
            if path in self._unforced_files:
                self._unforced_files.add(os.fspath(args[1]))
        if undo is not None:
            target = os.fspath(args[-1] if name in ("replace", "rename") else args[0])
            self._unforced_entries.append((str(Path(target).parent), undo))
        if name == "fsync":
            self._unforced_files.discard(path)
            kept = [(folder, how) for folder, how in self._unforced_entries if folder != path]
            self._unforced_entries = kept


class _Handle(io.RawIOBase):
    """A file opened for writing whose every write is a call of ``os``, so that it is counted."""

    def __init__(self, handle: int, disk: Disk) -> None:
        self._handle, self._disk = handle, disk

    def fileno(self) -> int:
        return self._handle

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._disk.is_dead:  # a process that is gone flushes nothing
            return len(data)
        return os.write(self._handle, bytes(data))

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._handle)


class Refusals:
    """Refuses what is asked of a folder: to tell of a file in it, to open it, to list it.

    Parameters
    ----------
    folder : Path
        Calls elsewhere are let through.
    at : int
        Which call, counted from 1; 0 for none.
    number : int
        What the system says.
    place : str
        What is refused at every call instead, from the folder on.
    """

    def __init__(self, folder: Path, at: int = 0, number: int = errno.EIO, place: str = "") -> None:
        self.folder, self.at, self.number, self.place = str(folder), at, number, place
        self.calls: list[str] = []

    def put_in(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the system's calls."""
        for name in ("stat", "lstat", "open", "listdir", "scandir"):
            patch.setattr(os, name, self._call(getattr(os, name)))
        opening = self._call(io.open)
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)

    def _call(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Any = ".", *args: Any, **more: Any) -> Any:
            is_named = isinstance(target, str | os.PathLike) and "dir_fd" not in more
            path = os.path.abspath(os.fspath(target)) if is_named else ""  # noqa: PTH100 - as above
            if path.startswith(self.folder):
                self.calls.append(path.removeprefix(self.folder))
                if self.place:
                    is_refused = self.calls[-1] == self.place
                else:
                    is_refused = len(self.calls) == self.at
                if is_refused:
                    raise OSError(self.number, os.strerror(self.number), path)
            return real(target, *args, **more)

        return call


def refused(number: int = errno.EACCES) -> OSError:
    """Make the error of a refused call; EACCES becomes a PermissionError."""
    return OSError(number, os.strerror(number), "budget.csv")


def never_writes(number: int, name: str, path: str) -> OSError | None:  # noqa: ARG001
    """Refuse every call that writes, as a disk does that can only be read."""
    return refused(errno.EROFS)
