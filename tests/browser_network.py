"""A network between a page and its server that fails on demand: what is sent is swallowed, or nobody is there.

What goes through the page's socket is swallowed, as a router does that lost its way for some
seconds; the pages and scripts themselves come as always.
"""

from __future__ import annotations

import socket
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browser_servers import Server

Way = Literal["there", "back"]
"""From the page to its server, or from the server to the page."""
LOCAL = "127.0.0.1"
_MOST = 1 << 20
_UPGRADE = b"upgrade: websocket"


class Network:
    """The way between pages and a server: open, with a hole in it, or gone."""

    def __init__(self, server: Server) -> None:
        parts = urlsplit(server.address)
        self._server = (LOCAL, int(parts.port or 0))
        self._door = socket.create_server((LOCAL, 0))
        self._open: list[socket.socket] = [self._door]
        self._hole: set[Way] = set()
        self.has_swallowed = Event()
        """Whether the hole has swallowed something."""
        through = f"{LOCAL}:{self._door.getsockname()[1]}"
        self.server = replace(server, address=parts._replace(netloc=through).geturl())
        """The same server, at the end of this network."""
        Thread(target=self._welcome, daemon=True).start()

    @contextmanager
    def hole(self, *ways: Way) -> Iterator[None]:
        """Swallow what goes some way through the page's socket, and mend the network in the end."""
        self.has_swallowed.clear()
        self._hole = set(ways)
        try:
            yield
        finally:
            self._hole = set()

    def end(self) -> None:
        """Let the server be gone: what is open is closed, and nobody answers any more."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = self._door.accept()
                server = socket.create_connection(self._server)
                self._open += [visitor, server]
                is_socket = Event()
                Thread(
                    target=self._carry, args=("there", visitor, server, is_socket), daemon=True
                ).start()
                Thread(
                    target=self._carry, args=("back", server, visitor, is_socket), daemon=True
                ).start()

    def _carry(self, way: Way, one: socket.socket, other: socket.socket, is_socket: Event) -> None:
        with suppress(OSError), ExitStack() as ending:
            ending.callback(other.close)
            while data := one.recv(_MOST):
                if is_socket.is_set() and way in self._hole:
                    self.has_swallowed.set()
                else:
                    other.sendall(data)
                if way == "there" and _UPGRADE in data.lower():
                    is_socket.set()


@contextmanager
def network_to(server: Server) -> Iterator[Network]:
    """Lay a network to a server, and take it away in the end."""
    network = Network(server)
    try:
        yield network
    finally:
        network.end()
