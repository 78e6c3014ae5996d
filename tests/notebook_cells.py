"""Each cell of a notebook is a test: nbval runs it and compares what it shows.

nbval takes two seconds to load, so the plugin itself is switched off in pyproject.toml and taken
here once a notebook is collected, with these options::

    --nbval --nbval-current-env --nbval-cell-timeout=60 --nbval-sanitize-with=tests/nbval_sanitize.cfg
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

OPTIONS: dict[str, Any] = {
    "nbval": True,
    "nbval_lax": False,
    "nbval_current_env": True,
    "nbval_kernel_name": None,
    "nbval_cell_timeout": 60,
    "nbval_kernel_startup_timeout": 60,
    "nbval_sanitize_with": str(Path(__file__).parent / "nbval_sanitize.cfg"),
    "nbdime": False,
}
OF_A_PLANNER = ("PLC_BUDGET_PLAN", "PLC_BUDGET_PLANS", "PLC_BUDGET_LANG")
"""What would make a notebook show another plan, or another language, than the one stored."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Let nbval collect a notebook, unless somebody switched the plugin itself on."""
    if file_path.suffix != ".ipynb" or parent.config.pluginmanager.hasplugin("nbval"):
        return None
    for name, value in OPTIONS.items():
        setattr(parent.config.option, name, value)
    for name in OF_A_PLANNER:
        os.environ.pop(name, None)
    found: pytest.Collector | None = import_module("nbval.plugin").pytest_collect_file(
        file_path, parent
    )
    return found
