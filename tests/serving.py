"""The commands ``plc-budget lab`` and ``app`` really started, asked over HTTP, and ended."""

from __future__ import annotations

import http.cookiejar
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from email.message import Message

PATIENCE = 60
"""Longest wait for a server to say its address, or to be gone. [s]"""
NO_KERNEL = "00000000-0000-0000-0000-000000000000"
"""The id of a kernel that is not there."""
COMMAND = "import sys; from plc_budget.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass
class Served:
    """One server: what it said, and what can be asked of it."""

    said: dict[str, Any]
    process: subprocess.Popen[str]
    folder: Path
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    @property
    def root(self) -> str:
        """Return the address without a path."""
        return f"http://127.0.0.1:{self.said['port']}"

    def come_in(self) -> None:
        """Bring the token once, asking for nothing that is there; the cookie is kept."""
        self.ask(f"/api/kernels/{NO_KERNEL}?token={urllib.parse.quote(self.said['token'])}")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Ask for a page; return the status and the words."""
        status, words, _ = self.ask(path, headers)
        return status, words

    def post(self, path: str, headers: Mapping[str, str] | None = None) -> int:
        """Send nothing but the wish; return the status."""
        return self.ask(path, headers, b"{}")[0]

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, data: bytes | None = None
    ) -> tuple[int, str, Message]:
        """Send a request with the cookies of before; return status, words and headers."""
        request = urllib.request.Request(self.root + path, data, dict(headers or {}))  # noqa: S310 - our own server
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            answer = opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, answer.read().decode(), answer.headers

    def kernels(self) -> int:
        """Count the kernels that run on the plan of this server."""
        return len(self.kernel_processes())

    def kernel_processes(self) -> dict[int, Path]:
        """List the kernels that run on the plan of this server, with the file that describes each."""
        return {
            number: Path(os.fsdecode(words.split(b"\0")[-2]))
            for number, words in _commands_on(self.folder)
            if b"ipykernel_launcher" in words
        }

    def is_ready(self) -> bool:
        """Tell whether no kernel has anything left to do."""
        names = (file.stem.removeprefix("kernel-") for file in self.kernel_processes().values())
        return all(
            '"execution_state": "idle"' in self.get(f"/api/kernels/{one}")[1] for one in names
        )

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it as Ctrl+C does; return its exit code and what it said about errors."""
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def served(
    folder: Path, *words: str, before: str = "", settings: Path | None = None
) -> Iterator[Served]:
    """Start a command in a folder no other server works on, and end it in any case.

    Parameters
    ----------
    folder : Path
        Where the command is typed; its plan lies in it.
    *words : str
        The command.
    before : str, optional
        Python that is run first, to change a number of the server.
    settings : Path, optional
        Where JupyterLab keeps what a planner chose.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", before + COMMAND, *words, "--no-browser", "--port", "0", "--json"],
        cwd=folder,
        env=os.environ | {"PLC_BUDGET_SETTINGS": str(settings or folder / ".settings")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Served(_address(process), process, folder)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def _address(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    words = ""
    for line in process.stdout:
        words += line
        if line == "}\n":
            said: dict[str, Any] = json.loads(words)
            return said
    _, errors = process.communicate()
    raise AssertionError(f"no server came up: {words}{errors}")


def until(is_so: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait for something to become so."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _commands_on(folder: Path) -> Iterator[tuple[int, bytes]]:
    """List the processes that have a plan in this folder named to them."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(folder) in (process / "environ").read_bytes():
                yield int(process.name), (process / "cmdline").read_bytes()
        except OSError:
            continue  # it ended meanwhile, or is another's
