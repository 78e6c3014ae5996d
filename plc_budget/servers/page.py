"""The workbook as a page through Voilà: for one planner, or for an office."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RedirectHandler
from traitlets.config import Config
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from plc_budget.language import CHINESE, current_language, text
from plc_budget.servers.address import Address
from plc_budget.servers.ending import ends_when_asked
from plc_budget.servers.entry import TokenEntry, is_from_elsewhere, without_token
from plc_budget.servers.kernels import Kernels
from plc_budget.servers.scratch import transport_in
from plc_budget.servers.surroundings import apart, own_surroundings
from plc_budget.servers.workplace import FIRST, Workplace
from plc_budget.shipped import notebooks_folder

TEMPLATES = Path(__file__).parent / "voila_page"
WARM = 2
"""Pages that stand ready, so that whoever comes need not wait for a kernel."""
PAGES = 30
"""Pages that are open at once at most: each has a kernel of its own, of some 90 MB."""
AT_ONCE = 4
"""Pages that are opened at the same time; who comes meanwhile waits."""
TURN = 5
"""How long a visitor waits for that until a page says so. [s]"""
OPENING = 60
"""How long a page may take to come, once it is its turn. [s]"""
AGAIN = 5
"""How soon a page that says to wait asks again. [s]"""
BUSY = 503
"""What HTTP answers where somebody has to wait."""
IDLE = 300
"""How long the kernel of a page that was closed is kept. [s]"""
_LOOK = 60
"""How often idle kernels are looked for. [s]"""

NOTHING_FROM_OUTSIDE = (
    "default-src 'self' data: blob:; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""What a browser is told it may load: nothing but what this server sends."""


class Closed(VoilaShutdownKernelHandler):  # type: ignore[misc]  # Voilà carries no types
    """Ends the kernel of a page that was left.

    Voilà asks a browser that leaves for a cookie it never gave it.  The id of a kernel is known to
    its own page alone, and ending it is all that can be asked here.
    """

    def check_xsrf_cookie(self) -> None:
        """Ask for nothing but the id."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel, if it is still there."""
        if kernel_id in self.kernel_manager:
            await super().post(kernel_id)


class Shown(TornadoVoilaHandler):  # type: ignore[misc]  # Voilà carries no types
    """Shows a notebook to whoever came in, but to no page of another site that names it."""

    async def get(self, path: str | None = None) -> None:
        """Give the visitor, who alone knows the token, a kernel, or say for what to wait."""
        from_elsewhere = is_from_elsewhere(self.request.headers, self.request.host)
        if from_elsewhere and not self.token_authenticated:
            raise HTTPError(403)
        query = without_token(self.request.query)
        self.request.query = query
        self.request.uri = f"{self.request.path}?{query}" if query else self.request.path
        if len(self.kernel_manager) >= PAGES + WARM:
            return self.say_to_wait(words()["full"])
        turns = self.settings["plc_budget_turns"]
        try:
            await asyncio.wait_for(turns.acquire(), TURN)
        except TimeoutError:
            return self.say_to_wait(words()["queue"])
        try:
            await take_away_dead(self.kernel_manager, str(path))
            await asyncio.wait_for(super().get(path), OPENING)
        except TimeoutError:
            raise HTTPError(BUSY) from None
        finally:
            turns.release()

    def say_to_wait(self, why: str) -> None:
        """Answer with a page that asks again by itself."""
        self.set_status(BUSY)
        page = self.settings["jinja2_env"].get_template("busy.html")
        self.finish(page.render(base_url=self.base_url, words=why, again=AGAIN))


async def take_away_dead(kernels: Any, notebook: str) -> None:  # noqa: ANN401 - made by Voilà
    """Take kernels that ended out of those that stand ready for a notebook, and make up for them."""
    made = kernels.notebook_data.get(notebook, {}).get("kernel_ids", ())
    for kernel_id in tuple(made):
        if kernel_id not in kernels or not await ensure_async(kernels.is_alive(kernel_id)):
            with suppress(HTTPError):  # it is no longer known, which is as well
                await kernels.shutdown_kernel(kernel_id, now=True)
            kernels.fill_if_needed(notebook_name=notebook, delay=0)


class WorkbookPage(Voila):  # type: ignore[misc]  # Voilà carries no types
    """Voilà with our template, and with the first notebook where it would list a folder."""

    def setup_template_dirs(self) -> None:
        """Look for templates with us first."""
        super().setup_template_dirs()
        self.template_paths: list[str] = [str(TEMPLATES), *self.template_paths]

    def init_settings(self) -> dict[str, Any]:
        """Take our page where a visitor is asked for the token, too."""
        settings: dict[str, Any] = super().init_settings()
        settings["plc_budget_turns"] = asyncio.Semaphore(AT_ONCE)
        settings["jinja2_env"].loader.searchpath.insert(0, str(TEMPLATES))
        for environment in ("jinja2_env", "voila_jinja2_env"):
            settings[environment].globals.update(plc=words(), plc_token=self.token)
        return settings

    def init_handlers(self) -> list[Any]:
        """Lead to the first notebook; show no folders, no files, and nobody what others asked for."""
        left_out = (
            TornadoVoilaTreeHandler,
            VoilaContentsHandler,
            AllowListFileHandler,
            RequestInfoSocketHandler,
        )
        kept = [
            (entry[0], Shown if entry[1] is TornadoVoilaHandler else entry[1], *entry[2:])
            for entry in super().init_handlers()
            if entry[1] not in left_out
        ]
        first = {"url": f"{self.base_url}voila/render/{FIRST}", "permanent": False}
        return [
            (self.base_url, RedirectHandler, first),
            (f"{self.base_url}voila/closed/([-0-9a-f]+)", Closed),
            *kept,
        ]


def serve_page(
    place: Workplace,
    address: Address,
    announce: Callable[[Address, str], None],
    *,
    opens_browser: bool,
) -> None:
    """Run Voilà until somebody ends it.

    Parameters
    ----------
    place : Workplace
        What the notebooks open.
    address : Address
        Where it listens; its token is what a visitor must bring.
    announce : callable
        Is told the address and the path of the page once it listens.
    opens_browser : bool
        Whether a browser is opened on it.
    """
    with own_surroundings(place) as scratch, apart() as complain:
        server = WorkbookPage(config=Config(options(address, scratch, opens_browser=opens_browser)))
        server.initialize([])
        loop = IOLoop.current()
        loop.add_callback(announce, address, "/")
        with ends_when_asked(loop, loop.stop, complain):
            server.start()


def options(address: Address, scratch: Path, *, opens_browser: bool) -> dict[str, Any]:
    """Write the options of Voilà.

    It shows the notebooks as they are shipped, never those beside a plan: it runs what it shows.
    On this machine alone, a name that leads here from outside is refused: a page elsewhere could
    reach in by it.  What a visitor sees of an error is a sentence, not a traceback.  A kernel that
    ended is not started anew: it would know nothing of the page it belongs to.
    """
    return {
        "Application": {"log_level": "ERROR"},
        "Voila": {
            "ip": address.host,
            "port": address.port,
            "port_retries": 0,
            "root_dir": str(notebooks_folder()),
            "connection_dir_root": str(scratch),
            "token": address.token,
            "identity_provider_class": TokenEntry,
            "open_browser": opens_browser,
            "config_file_paths": [],
            "tornado_settings": {
                "allow_remote_access": not address.is_local,
                "local_hostnames": ["localhost"],
                "headers": {"Content-Security-Policy": NOTHING_FROM_OUTSIDE},
            },
        },
        "VoilaConfiguration": {
            "template": "lab",
            "allow_template_override": "NO",
            "multi_kernel_manager_class": Kernels,
            "preheat_kernel": True,
            "default_pool_size": WARM,
            "resources": {"plc": words()},
        },
        "VoilaKernelManager": {
            "kernel_pools_config": {"default": {"pool_size": 0}, FIRST: {"pool_size": WARM}},
        },
        "KernelManager": {"transport": transport_in(scratch)},
        "KernelRestarter": {"restart_limit": 0},
        "MappingKernelManager": {"cull_idle_timeout": IDLE, "cull_interval": _LOOK},
        "VoilaExecutor": {"cell_error_instruction": words()["failed"]},
    }


def words() -> dict[str, str]:
    """Write what the page says by itself, before the workbook is there or where it is not."""
    return {
        "language": "zh-Hant-TW" if current_language() == CHINESE else "en",
        "opening": str(text("The workbook is being opened …")),
        "failed": str(
            text(
                "The workbook could not be shown. Load the page anew; if that does not help, `plc-budget check` on the plan says what is wrong."
            )
        ),
        "full": str(
            text(
                "{count} pages of the workbook are open, and this computer keeps no more at once. Close one you no longer need, or ask a colleague to; this page tries again by itself.",
                count=PAGES,
            )
        ),
        "queue": str(
            text(
                "Several people are opening the workbook just now. It will be your turn in a moment: this page tries again by itself. If nothing has come after two minutes, tell whoever started the workbook for you."
            )
        ),
        "late": str(
            text(
                "The workbook should have come by now. Load the page anew; if that does not help, tell whoever started it: Ctrl+C there ends it, and it can be started anew. What was saved is saved."
            )
        ),
        "title": str(text("Workbook of the budget")),
        "asks": str(
            text("Please type the token you were given, or use the whole address you were sent.")
        ),
        "token": str(text("Token")),
        "enter": str(text("Open")),
        "elsewhere": str(
            text("Another website led here without the token. Use the whole address you were sent.")
        ),
        "tries": str(
            text(
                "Too many wrong tokens came from this computer. Wait a few seconds, then use the whole address you were sent."
            )
        ),
        "wrong": str(text("That is not the token.")),
        "missing": str(text("There is no such page.")),
        "back": str(text("To the workbook")),
    }
