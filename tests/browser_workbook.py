"""The notebook and the plan that a browser test opens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

COUNTY = Path(__file__).parent.parent / "data" / "plans" / "hualien-113-plc-conveners"
PLAN = "plan"
_OPEN = f"""\
from plc_budget.widgets import open_page

open_page("{PLAN}")
"""


def fresh_folder(above: Path, name: str, plan: Path = COUNTY) -> tuple[Path, Path]:
    """Make a working folder: a notebook and a copy of a plan.

    Returns
    -------
    tuple[Path, Path]
        The notebook and the plan.
    """
    folder = above / name
    folder.mkdir(parents=True)
    copy = Path(shutil.copytree(plan, folder / PLAN))
    return _write_notebook(folder / "1_budget.ipynb", _OPEN), copy


def _write_notebook(path: Path, source: str) -> Path:
    cell = {"cell_type": "code", "id": "open", "metadata": {}, "outputs": [], "source": source}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [cell | {"execution_count": None}],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
