"""The workbook's two servers for the tests: started by our commands, found ready, stopped again.

Each shows one planner's folder: the notebooks as they are shipped, and a plan that every test lays
out anew.  Each listens on 127.0.0.1 alone, on any port that is free.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["lab", "voila"]
"""Where the planner works: JupyterLab, or the same notebook as a page through Voilà."""

HERE = Path(__file__).parent.parent
COUNTY = HERE / "data" / "plans" / "hualien-113-plc-conveners"
COMMAND: dict[Kind, str] = {"lab": "lab", "voila": "app"}
SETTINGS = "PLC_BUDGET_SETTINGS"
_PATIENCE = 60
"""Longest wait for a server to say where it is. [s]"""
_LAST_WORDS = 4000
"""How much of a log is shown when a server does not come up. [characters]"""
_THEMES = "lab/api/settings/@jupyterlab/apputils-extension:themes"


@dataclass(frozen=True)
class Server:
    """One running server, and the planner's folder it shows."""

    kind: Kind
    folder: Path
    address: str
    """Of the first notebook, with the token."""
    log: Path

    @property
    def plan(self) -> Path:
        """The plan it opens."""
        return _plan(self.folder)

    def lay_out(self, plan: Path) -> None:
        """Put a copy of a plan where the server opens one, in place of what is there."""
        shutil.rmtree(self.plan, ignore_errors=True)
        shutil.copytree(plan, self.plan)

    def ask(self, path: str, method: str = "GET", body: str = "") -> Any:  # noqa: ANN401 - JSON
        """Ask Jupyter's server itself; return what it answers."""
        base, _, token = self.address.partition("?token=")
        url = f"{base[: base.index('/', len('http://'))]}/{path}"
        request = urllib.request.Request(  # noqa: S310 - our own server
            url,
            method=method,
            data=body.encode() or None,
            headers={"Authorization": f"token {token}"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
            said = answer.read()
        return json.loads(said) if said else None

    def forget_kernels(self) -> None:
        """End the kernels JupyterLab would go on with where the last visitor left."""
        if self.kind == "lab":
            for session in self.ask("api/sessions"):
                self.ask(f"api/sessions/{session['id']}", "DELETE")

    def choose_theme(self, name: str) -> None:
        """Set the theme of JupyterLab, as a planner does in its settings."""
        self.ask(_THEMES, "PUT", json.dumps({"raw": json.dumps({"theme": name})}))


def _plan(folder: Path) -> Path:
    return folder / "plans" / "plan"


@contextmanager
def serving(kind: Kind, above: Path, plan: Path = COUNTY) -> Iterator[Server]:
    """Start a server on a new folder of a planner's, wait until it is there, stop it in the end.

    Parameters
    ----------
    kind : {"lab", "voila"}
        What to start.
    above : Path
        Where the folder, the settings and the log are put.
    plan : Path, optional
        What it opens a copy of.

    Yields
    ------
    Server
        The server, ready.

    Raises
    ------
    RuntimeError
        If it ends or does not say where it is; with the last words of its log.
    """
    folder, log = above / "work", above / "log"
    shutil.copytree(HERE / "notebooks", folder / "notebooks")
    shutil.copytree(plan, _plan(folder))
    command = [sys.executable, "-m", "plc_budget", COMMAND[kind], str(_plan(folder))]
    with log.open("wb") as into:
        process = subprocess.Popen(
            [*command, "--port", "0", "--no-browser", "--json"],
            cwd=folder,
            env={**os.environ, SETTINGS: str(above / "settings")},
            stdout=into,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Server(kind, folder, _announced(process, log), log)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started in its group; first asked, then made to."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _announced(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address the command says as soon as it is there."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(ValueError, KeyError):
            return str(json.loads(log.read_text(encoding="utf-8"))["address"])
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
    raise RuntimeError(f"the server did not come up:\n{said}")
