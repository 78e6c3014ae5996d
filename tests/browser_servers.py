"""JupyterLab and Voilà for the tests of the workbook: started, found ready, stopped again.

Each listens on 127.0.0.1 alone, on a port that was free, without a token, and keeps its settings
in a folder of its own: nothing of whoever runs the tests is read or changed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["lab", "voila"]
"""Where the planner works: JupyterLab, or the same notebook as a page through Voilà."""

HOST = "127.0.0.1"
_PATIENCE = 60
"""Longest wait for a server to answer. [s]"""
_LAST_WORDS = 4000
"""How much of a log is shown when a server does not come up. [characters]"""

_KERNELS_OF_CLOSED_PAGES_END = (
    "--MappingKernelManager.cull_interval=10",
    "--MappingKernelManager.cull_idle_timeout=20",
)
_RAW: dict[Kind, tuple[str, ...]] = {
    "lab": (
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
    ),
    "voila": (
        "voila",
        "--no-browser",
        "--show_tracebacks=True",
    ),
}


@dataclass(frozen=True)
class Server:
    """One running server and the folder it shows."""

    kind: Kind
    root: Path
    port: int
    pid: int
    log: Path

    def address(self, notebook: Path, *, is_dark: bool = False) -> str:
        """Return where a notebook below the root is found."""
        below = notebook.relative_to(self.root).as_posix()
        if self.kind == "lab":
            return f"http://{HOST}:{self.port}/lab/tree/{below}?reset"
        theme = "?theme=dark" if is_dark else ""
        return f"http://{HOST}:{self.port}/voila/render/{below}{theme}"


@contextmanager
def serving(kind: Kind, root: Path, more: Sequence[str] = ()) -> Iterator[Server]:
    """Start a server on a folder, wait until it answers, and stop it in the end.

    Parameters
    ----------
    kind : {"lab", "voila"}
        What to start.
    root : Path
        The folder it shows; its settings and its log lie beside it.
    more : Sequence[str], optional
        Further options of the command.

    Yields
    ------
    Server
        The server, ready.

    Raises
    ------
    RuntimeError
        If it ends or does not answer; with the last words of its log.
    """
    port = free_port()
    log = root.with_name(f"{root.name}.log")
    with log.open("wb") as into:
        process = subprocess.Popen(
            [*_command(kind, root, port), *more],
            cwd=root,
            env=_own_surroundings(root),
            stdout=into,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, f"http://{HOST}:{port}/", log)
        yield Server(kind, root, port, process.pid, log)
    finally:
        stop(process)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
    return port


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started in its group; first asked, then made to."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue


def _command(kind: Kind, root: Path, port: int) -> list[str]:
    name, *options = _RAW[kind]
    owner = {"lab": "ServerApp", "voila": "Voila"}[kind]
    where = [f"--{owner}.ip={HOST}", f"--{owner}.port={port}", f"--{owner}.root_dir={root}"]
    return [sys.executable, "-m", name, *options, *where, *_KERNELS_OF_CLOSED_PAGES_END]


def _own_surroundings(root: Path) -> dict[str, str]:
    own = root.with_name(f"{root.name}-settings")
    names = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython"}
    names |= {"JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_SETTINGS_DIR": "lab-settings"}
    names |= {"JUPYTERLAB_WORKSPACES_DIR": "lab-workspaces"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return kept | {name: str(own / folder) for name, folder in names.items()}


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > until:
            said = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
            raise RuntimeError(f"the server at {url} did not come up:\n{said}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own address
            return True
    except urllib.error.HTTPError:
        return True  # refused, so there is somebody
    except OSError:
        return False
