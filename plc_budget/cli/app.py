"""``plc-budget app``: the workbook as a page, for one planner or for an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.cli.reading import OK
from plc_budget.cli.serving import announcing, ended, found_place, free_address, stop_without
from plc_budget.servers.address import PAGE_PORT, new_token

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Run Voilà on the workbook until Ctrl+C."""
    place = found_place(options)
    stop_without("voila", "anywidget", "ipywidgets")
    address = free_address(options, options.ip, PAGE_PORT, options.token or new_token())
    from plc_budget.servers.page import serve_page

    with ended():
        serve_page(place, address, announcing(options, place), opens_browser=not options.no_browser)
    return OK
