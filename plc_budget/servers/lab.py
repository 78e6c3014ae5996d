"""JupyterLab on the workbook: Chinese, on this machine alone, run as soon as it is open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterlab.labapp import LabApp

from plc_budget.language import CHINESE, current_language
from plc_budget.servers.address import Address
from plc_budget.servers.ending import ends_when_asked
from plc_budget.servers.scratch import transport_in
from plc_budget.servers.surroundings import (
    apart,
    notebooks_to_open,
    own_surroundings,
    settings_folder,
)
from plc_budget.servers.workplace import FIRST, Workplace, code_of
from plc_budget.shipped import notebooks_folder

EXTENSIONS = Path(__file__).parent / "labextension"
_LEFT_OUT = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@voila-dashboards/jupyterlab-preview",
)
_OTHER_SERVERS = ("jupyter_server_terminals", "notebook_shim", "voila.server_extension")
"""What would add routes of its own to JupyterLab's, and shows a planner nothing."""


def serve_lab(
    place: Workplace,
    address: Address,
    announce: Callable[[Address, str], None],
    *,
    opens_browser: bool,
) -> None:
    """Run JupyterLab until somebody ends it.

    Parameters
    ----------
    place : Workplace
        What the notebooks open.
    address : Address
        Where it listens; its token is what a visitor must bring.
    announce : callable
        Is told the address and the path of the first notebook once it listens.
    opens_browser : bool
        Whether a browser is opened on it.
    """
    with own_surroundings(place) as scratch, apart() as complain:
        notebooks = notebooks_to_open(place, scratch)
        path = f"/lab/tree/{notebooks.name}/{FIRST}"
        settings = write_overrides(scratch / "settings")
        server = LabApp.initialize_server(
            options(address, notebooks.parent, path, settings, scratch, opens_browser=opens_browser)
        )
        server.web_app.settings["page_config_hook"] = add_to_page(code_of(notebooks_folder()))
        server.io_loop.add_callback(announce, address, path)
        with ends_when_asked(server.io_loop, lambda: server.stop(from_signal=True), complain):
            server.start()


def options(
    address: Address, root: Path, path: str, settings: Path, scratch: Path, *, opens_browser: bool
) -> list[str]:
    """Write the options of JupyterLab."""
    return [
        f"--ServerApp.ip={address.host}",
        f"--ServerApp.port={address.port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.open_browser={opens_browser}",
        "--ServerApp.allow_root=True",
        "--ServerApp.terminals_enabled=False",
        "--ServerApp.jpserver_extensions=jupyterlab=True",
        *(f"--ServerApp.jpserver_extensions={name}=False" for name in _OTHER_SERVERS),
        "--ServerApp.kernel_manager_class=plc_budget.servers.kernels.Kernels",
        f"--KernelManager.transport={transport_in(scratch)}",
        "--Application.log_level=ERROR",
        "--ServerApp.identity_provider_class=plc_budget.servers.entry.TokenEntry",
        f"--IdentityProvider.token={address.token}",
        f"--LabApp.default_url={path}",
        f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.user_settings_dir={settings_folder()}",
        f"--LabApp.workspaces_dir={scratch / 'workspaces'}",
        f"--LabApp.extra_labextensions_path={EXTENSIONS}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def write_overrides(folder: Path) -> Path:
    """Write the settings JupyterLab begins with, and what of it is left out."""
    folder.mkdir()
    locale = "zh_TW" if current_language() == CHINESE else "en"
    overrides = {
        "@jupyterlab/translation-extension:plugin": {"locale": locale},
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
        "@jupyterlab/statusbar-extension:plugin": {"visible": False},
    }
    _write(folder / "overrides.json", overrides)
    _write(folder / "page_config.json", {"disabledExtensions": list(_LEFT_OUT)})
    return folder


def _write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value), encoding="utf-8")


def add_to_page(cells: list[list[str]]) -> Callable[[Any, dict[str, Any]], dict[str, Any]]:
    """Let every page of JupyterLab carry the cells that may be run unasked."""
    return lambda _handler, page: page | {"plcBudgetCells": cells}
