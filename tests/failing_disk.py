"""A disk that fails at a chosen call: the power goes, or the system refuses.

Every call that writes goes through ``os``, also those of :mod:`pathlib`; here they are counted.
"""

# ruff: noqa: ANN401 - the calls of the system take and give what they like

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "ftruncate", "replace", "rename", "unlink", "remove",
         "mkdir", "rmdir", "chmod")  # fmt: skip


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
        self._is_dead = False

    def put_in(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the system's calls."""
        for name in CALLS:
            patch.setattr(os, name, self._call(name))

    def _call(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            path = self._path_of(args[0])
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
        return self._paths.get(target, "") if isinstance(target, int) else os.fspath(target)

    def _writes(self, name: str, args: tuple[Any, ...]) -> bool:
        return name != "open" or self._is_dead or bool(args[1] & (os.O_WRONLY | os.O_RDWR))

    def _opened(self, name: str, path: str, result: Any) -> Any:
        if name == "open":
            self._paths[result] = path
        return result

    def _count(self, name: str, path: str, args: tuple[Any, ...]) -> None:
        if self._is_dead:
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
        self._is_dead = True
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


def refused(number: int = errno.EACCES) -> OSError:
    """Make the error of a refused call; EACCES becomes a PermissionError."""
    return OSError(number, os.strerror(number), "budget.csv")


def never_writes(number: int, name: str, path: str) -> OSError | None:  # noqa: ARG001
    """Refuse every call that writes, as a disk does that can only be read."""
    return refused(errno.EROFS)
