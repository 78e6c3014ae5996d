"""What one save does to one file: put it in place, or add lines to its end.

Either may be done any number of times and tells what a file holds after it, done or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plc_budget.plan.storage import disk
from plc_budget.plan.storage.contents import digest


def hash_of(data: bytes | None) -> str | None:
    """Name contents by their SHA-256; None for a file that is not there."""
    return None if data is None else digest(data)


@dataclass(frozen=True, slots=True)
class Put:
    """A file that becomes ``data``, or goes away if that is None.

    ``path`` is taken from the folder of the plan, with ``/``; ``before`` is the hash of what it
    holds when the save begins, None when there is no such file.
    """

    path: str
    before: str | None
    data: bytes | None

    def seen(self, now: bytes | None) -> bytes | None:  # noqa: ARG002 - as in Tail
        """Return what the file holds after the save."""
        return self.data

    def is_foreign(self, now: bytes | None) -> bool:
        """Tell whether somebody else changed the file since the save began."""
        return hash_of(now) not in (None, self.before, hash_of(self.data))

    def apply(self, path: Path) -> None:
        """Put the file in place; doing it again changes nothing."""
        if self.data is None:
            disk.remove(path)
        elif disk.read(path) != self.data:
            disk.make_folders(path.parent)
            disk.put(path, self.data)


@dataclass(frozen=True, slots=True)
class Tail:
    """Lines added to a file from byte ``at`` on, or taken back if ``is_back``. [B]"""

    path: str
    at: int
    data: bytes
    is_back: bool = False

    def seen(self, now: bytes | None) -> bytes | None:
        """Return what the file holds after the save."""
        held = now or b""
        tail = held[self.at :]
        if self.is_back:
            return held[: self.at] if self.data.startswith(tail) else held
        if tail.startswith(self.data) or held.endswith(self.data):
            return held
        if self.data.startswith(tail):
            return held[: self.at] + self.data
        return held + (b"" if held.endswith(b"\n") else b"\n") + self.data

    def is_foreign(self, now: bytes | None) -> bool:  # noqa: ARG002 - as in Put
        """Tell that nothing is overwritten: lines of somebody else stay."""
        return False

    def apply(self, path: Path) -> None:
        """Add the lines; doing it again changes nothing."""
        now = disk.read(path)
        after = self.seen(now) or b""
        if after != (now or b""):
            at = min(len(now or b""), len(after))  # one of the two goes on where the other ends
            disk.set_tail(path, at, after[at:])


Entry = Put | Tail
