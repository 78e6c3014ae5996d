"""What a server and its kernels find around them: the plan, and none of a user's own settings."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from plc_budget.language import text
from plc_budget.servers.scratch import scratch_folder
from plc_budget.servers.workplace import Workplace

PLAN = "PLC_BUDGET_PLAN"
"""The variable that names the folder of the plan a notebook opens."""
PLANS = "PLC_BUDGET_PLANS"
"""The variable that names a folder of plans, among which a page chooses."""
SETTINGS = "PLC_BUDGET_SETTINGS"
"""The variable that names where the interface keeps what a planner chose, if not the usual place."""

_IPYTHON = "ipython"
_PASSING = "passing"
"""Where kernels put what nobody keeps, such as a copy of the example."""
_KERNEL = """c = get_config()
c.IPKernelApp.log_level = "ERROR"
c.HistoryManager.enabled = False
"""
_ERRORS = 2
"""The number every system gives to where a process complains."""


@contextmanager
def own_surroundings(place: Workplace) -> Iterator[Path]:
    """Name the plan to the kernels, and keep Jupyter to a folder of ours while a server runs.

    Jupyter's settings, extensions and kernels of this user stay unread and untouched: another
    project's would change what a planner sees, or start another Python.

    Parameters
    ----------
    place : Workplace
        What the notebooks open.

    Yields
    ------
    Path
        A folder that ends with the server.
    """
    with scratch_folder() as scratch:
        before, passing = dict(os.environ), tempfile.tempdir
        _set(variables(place, scratch))
        _write_kernel_profile(scratch)
        (scratch / _PASSING).mkdir()
        tempfile.tempdir = str(scratch / _PASSING)
        try:
            yield scratch
        finally:
            tempfile.tempdir = passing
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def apart() -> Iterator[Callable[[str], None]]:
    """Let what the servers and their kernels say of themselves go into :func:`log_file`.

    What is yielded tells the planner something all the same.  Between a planner's browser and a kernel much is said that is no fault of anybody's: a page that
    was closed while something was on its way to it, a kernel that was ended while it started.
    """
    sys.stderr.flush()
    kept = os.dup(_ERRORS)

    def complain(words: str) -> None:
        where = text("What it was doing is in {file}.", file=str(log_file()))
        os.write(kept, f"{words}\n{where}\n".encode(sys.stderr.encoding, "replace"))

    try:
        with log_file().open("wb") as log:
            os.dup2(log.fileno(), _ERRORS)
        yield complain
    finally:
        sys.stderr.flush()
        os.dup2(kept, _ERRORS)
        os.close(kept)


def log_file() -> Path:
    """Return the file that holds what the last server said of itself."""
    return settings_folder() / "jupyter.log"


def variables(place: Workplace, scratch: Path) -> dict[str, str]:
    """List what is set for a server and its kernels; what is empty is taken away.

    Examples
    --------
    >>> found = variables(Workplace(Path("n"), plan=Path("/plans/a")), Path("/tmp/s"))
    >>> found["PLC_BUDGET_PLAN"], found["PLC_BUDGET_PLANS"]
    ('/plans/a', '')
    """
    return {
        PLAN: str(place.plan or ""),
        PLANS: str(place.plans or ""),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_NO_CONFIG": "",
        "JUPYTER_PATH": "",
        "JUPYTER_TOKEN": "",
        "JUPYTER_TOKEN_FILE": "",
        "JUPYTER_PORT": "",
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "IPYTHONDIR": str(scratch / _IPYTHON),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch / _PASSING)),
    }


def _write_kernel_profile(scratch: Path) -> None:
    """Let kernels keep no history, and print nothing into the planner's terminal but errors."""
    profile = scratch / _IPYTHON / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(_KERNEL, encoding="ascii")


def _set(variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


@cache
def settings_folder() -> Path:
    """Return where the interface keeps what a planner chose in it, such as a dark theme.

    Where nothing may be written there, a new folder among those that pass will do.
    """
    folder = Path(os.environ.get(SETTINGS) or _usual_settings())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="plc-budget-"))
    return folder


def _usual_settings() -> Path:
    from platformdirs import user_config_path

    return user_config_path("plc-budget", appauthor=False) / "jupyterlab"


def notebooks_to_open(place: Workplace, scratch: Path) -> Path:
    """Return the folder of notebooks a planner may write to: their own, or a copy of the shipped."""
    if place.is_own:
        return place.notebooks
    copy = scratch / "workbook" / place.notebooks.name
    shutil.copytree(place.notebooks, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return copy
