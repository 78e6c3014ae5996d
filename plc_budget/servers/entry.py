"""Who may come in: whoever brings the token, at a pace, and no page of another site."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Mapping
from urllib.parse import urlsplit

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado.web import HTTPError, RequestHandler
from traitlets import default

PAUSE = 1.0
"""How long a computer that brought a wrong token waits until its next try is looked at. [s]"""
LONGEST = 5.0
"""Longest such wait; a try that would have to wait longer is refused unread. [s]"""
TOO_MANY = 429
"""What HTTP answers to who asks too often."""


class Tries:
    """When the next try of each computer is looked at; the tries of one do not hold up another's."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def wait(self, who: str, now: float, *, is_right: bool) -> float | None:
        """Return how long a try waits, or None where it is refused unread. [s]

        A right one waits as long as a wrong one: how fast the answer comes tells nothing.

        Examples
        --------
        >>> tries = Tries()
        >>> [tries.wait("192.0.2.7", 100.0, is_right=False) for _ in range(7)]
        [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, None]
        >>> tries.wait("192.0.2.8", 100.0, is_right=True)
        0.0
        >>> tries.wait("192.0.2.7", 102.0, is_right=True)
        4.0
        """
        self._next = {one: at for one, at in self._next.items() if at > now}
        at = self._next.get(who, now)
        if at - now > LONGEST:
            return None
        if not is_right:
            self._next[who] = at + PAUSE
        return at - now


class TokenEntry(PasswordIdentityProvider):
    """Lets in who brings the token, and then who brings the cookie; both servers ask it."""

    @default("cookie_options")
    def _no_cookie_from_other_sites(self) -> dict[str, str]:
        return {"samesite": "Strict"}

    @default("allow_password_change")
    def _no_password(self) -> bool:
        return False

    async def get_user(self, handler: RequestHandler) -> User | None:
        """Tell who asks; whoever tried a wrong token waits before the next is looked at."""
        tried = self.get_token(handler) or handler.get_body_argument("password", "")
        if tried:
            tries: Tries = handler.settings.setdefault("plc_budget_tries", Tries())
            who = handler.request.remote_ip
            wait = tries.wait(str(who), time.monotonic(), is_right=tried == self.token)
            if wait is None:
                handler.current_user = None
                raise HTTPError(TOO_MANY)
            await asyncio.sleep(wait)
        user = super().get_user(handler)
        return await user if isinstance(user, Awaitable) else user


def is_from_elsewhere(headers: Mapping[str, str], host: str) -> bool:
    """Tell whether a page of another site makes the browser ask.

    Examples
    --------
    >>> is_from_elsewhere({"Sec-Fetch-Site": "cross-site"}, "127.0.0.1:8866")
    True
    >>> is_from_elsewhere({"Sec-Fetch-Site": "same-site"}, "127.0.0.1:8866")  # another port
    True
    >>> is_from_elsewhere({"Referer": "http://elsewhere.test/"}, "192.0.2.7:8866")
    True
    >>> is_from_elsewhere({"Sec-Fetch-Site": "none"}, "127.0.0.1:8866")  # typed
    False
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    referer = headers.get("Referer")
    return referer is not None and urlsplit(referer).netloc != host


def without_token(query: str) -> str:
    """Take the token out of what was asked for: a kernel need not know it.

    Examples
    --------
    >>> without_token("plan=115&token=abc&theme=dark")
    'plan=115&theme=dark'
    """
    return "&".join(part for part in query.split("&") if not part.startswith("token="))
