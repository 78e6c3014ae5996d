"""Which plan a notebook opens, and the page it shows."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from ipywidgets import HTML

from plc_budget.app.opening import PLANS, plans_in
from plc_budget.app.panels import PANELS
from plc_budget.app.state import open_state
from plc_budget.findings import Finding, has_errors
from plc_budget.language import current_language, text
from plc_budget.shipped import data_folder
from plc_budget.widgets.page import Page, Session

PLAN = "PLC_BUDGET_PLAN"
"""The variable that names the folder of the plan."""
_ALWAYS = ("bar", "conflict")
"""Panels of every page: the total, and what to decide when somebody else saved first."""
_COUNTY = "hualien-113-plc-conveners"
_SESSIONS: list[Session] = []
"""Every session of this kernel; a page may have opened another plan on it since."""


def open_page(*panels: str, plan: str | Path | None = None) -> Page | HTML:
    """Open a plan as a page of the workbook.

    Pages on the same plan show the same state.

    Parameters
    ----------
    *panels : str
        Some of :data:`plc_budget.app.panels.PANELS`; all of them if left out.
    plan : str or Path, optional
        Its folder.  If left out: the one ``PLC_BUDGET_PLAN`` names, else the first one in the
        folder ``PLC_BUDGET_PLANS`` names, else the first one found under ``plans/`` here or above, else a copy of the county's example that nobody keeps.

    Returns
    -------
    Page or HTML
        Shows itself at the end of a cell; a plan that cannot be read is a page that says what is
        wrong in it, where, and how to mend it.

    Raises
    ------
    ValueError
        If there is no such panel.
    """
    unknown = [name for name in panels if name not in PANELS]
    if unknown:
        raise ValueError(f"no panel {unknown}; there are {PANELS}")
    folder = (Path(plan) if plan else _found()).resolve()
    session = next((session for session in _SESSIONS if session.state.folder == folder), None)
    if session is None:
        state, findings = open_state(folder, current_language())
        if state is None:
            return _unreadable(folder, findings)
        session = Session(state)
        _SESSIONS.append(session)
    chosen = panels or tuple(PANELS)
    return session.page((*(name for name in _ALWAYS if name not in chosen), *chosen))


def _unreadable(folder: Path, findings: Sequence[Finding]) -> HTML:
    head = text(
        "The plan in {folder} cannot be opened. Mend this, then open the page again:",
        folder=str(folder),
    )
    items = [f"{f.where} {f.message} {f.remedy}".strip() for f in findings if has_errors([f])]
    rows = "".join(f"<li>{escape(item)}</li>" for item in items)
    return HTML(f"<p><strong>{escape(str(head))}</strong></p><ul>{rows}</ul>")


def _found() -> Path:
    named = os.environ.get(PLAN)
    if named:
        return Path(named)
    room = os.environ.get(PLANS)
    if room and (names := plans_in(Path(room).resolve())):
        return Path(room) / next(iter(names))
    here = Path.cwd()
    for folder in (here, *here.parents):
        plans = sorted(folder.glob("plans/*/plan.toml"))
        if plans:
            return plans[0].parent
    return _example()


def _example() -> Path:
    """Copy the county's plan to where it may be changed: what is shipped stays as it is."""
    copy = Path(tempfile.mkdtemp(prefix="plc-budget-")) / _COUNTY
    shutil.copytree(data_folder() / "plans" / _COUNTY, copy)
    return copy
