"""Where a server listens, who may come in, and how the address is told."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote

from plc_budget.findings import Finding, Place, error, reason_of
from plc_budget.language import text

LOCAL = "127.0.0.1"
LAB_PORT = 8888
"""Where JupyterLab is, if nobody else is there."""
PAGE_PORT = 8866
"""Where Voilà is."""
_TRIES = 50
"""Ports looked at, one after the other, where none is named."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a server listens on.

    Parameters
    ----------
    host : str
        Address of the machine, as it was named.
    port : int
        The port.
    token : str
        What a visitor must bring.
    """

    host: str
    port: int
    token: str

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine can reach it."""
        return is_local(self.host)

    def url(self, path: str = "/") -> str:
        """Write what is typed into a browser, with the token.

        Examples
        --------
        >>> Address("192.0.2.7", 8866, "abc").url("/lab")
        'http://192.0.2.7:8866/lab?token=abc'
        """
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}{path}?token={quote(self.token, safe='')}"

    def known_as(self) -> Address:
        """Return the address others may try: every address of a machine has no name of its own."""
        if self.host not in ("", "0.0.0.0", "::"):  # noqa: S104 - what a planner may have typed
            return self
        return Address(_own_name(), self.port, self.token)


def is_local(host: str) -> bool:
    """Tell whether a host is this machine as seen by itself.

    Examples
    --------
    >>> [is_local(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "192.0.2.7", "")]
    [True, True, True, False, False, False]
    """
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host.lower() == "localhost"


def new_token() -> str:
    """Make a token nobody guesses."""
    return secrets.token_urlsafe(24)


def listen_at(
    host: str, port: int | None, usual: int, token: str
) -> tuple[Address | None, list[Finding]]:
    """Choose a port nobody listens on.

    Parameters
    ----------
    host : str
        Where the server listens.
    port : int, optional
        The port asked for; 0 asks for any.  If left out, the first that is free.
    usual : int
        The first to try where none is asked for.
    token : str
        What a visitor must bring.

    Returns
    -------
    tuple[Address or None, list[Finding]]
        The address, or None and why.
    """
    wanted = range(usual, usual + _TRIES) if port is None else (port,)
    problem: OSError | None = None
    for one in wanted:
        try:
            return Address(host, _tried(host, one), token), []
        except OSError as refusal:
            problem = refusal
    return None, [_taken(host, wanted[0], problem)]


def _tried(host: str, port: int) -> int:
    """Listen for a moment, and return the port."""
    family, _, _, _, where = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.create_server((str(where[0]), int(where[1])), family=family) as listener:
        found: int = listener.getsockname()[1]
        return found


def _own_name() -> str:
    name = socket.gethostname()
    with suppress(OSError):
        number = socket.gethostbyname(name)
        if not is_local(number):
            return number
    return name


def _taken(host: str, port: int, problem: OSError | None) -> Finding:
    if isinstance(problem, socket.gaierror):
        return error(
            "ADDRESS-UNKNOWN",
            text("There is no address “{host}”.", host=host),
            text("Use 127.0.0.1, or the address of this computer in the office's network."),
            Place(field="ip"),
        )
    return error(
        "PORT-TAKEN",
        text(
            "Nothing can be opened at {host}, port {port} ({reason}).",
            host=host,
            port=port,
            reason=reason_of(problem or OSError()),
        ),
        text("Another program may be using it; choose another with --port, or leave --port out."),
        Place(field="port"),
    )
