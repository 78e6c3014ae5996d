"""``plc-budget lab``: the workbook in JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.cli.reading import OK
from plc_budget.cli.serving import announcing, ended, found_place, free_address, stop_without
from plc_budget.servers.address import LAB_PORT, LOCAL, new_token

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Run JupyterLab on the workbook until Ctrl+C."""
    place = found_place(options)
    stop_without("jupyterlab", "anywidget", "ipywidgets")
    address = free_address(options, LOCAL, LAB_PORT, new_token())
    from plc_budget.servers.lab import serve_lab

    with ended():
        serve_lab(place, address, announcing(options, place), opens_browser=not options.no_browser)
    return OK
