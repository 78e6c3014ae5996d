"""How a server ends: on Ctrl+C and SIGTERM, always; and what is said where it no longer answers."""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tornado.ioloop import IOLoop, PeriodicCallback

from plc_budget.language import Text, text

GRACE = 20
"""How long a server that was told to end may take to end its kernels. [s]"""
SILENCE = 20
"""How long a server may not get to anything until that is said. [s]"""
BY_FORCE = 2
"""Exit code of a server that did not end by itself."""
_ASKED = (signal.SIGINT, signal.SIGTERM)
_LOOK = 1.0
"""How often is looked whether the server goes on. [s]"""


@contextmanager
def ends_when_asked(
    loop: IOLoop, stop: Callable[[], object], complain: Callable[[str], None]
) -> Iterator[None]:
    """Let a server be ended from outside whatever its only thread is doing.

    A second thread hears the signals, and sees whether the first goes on.  Where that one waits for
    something that never comes, what it waits for is written where the server complains, and the
    planner is told; its kernels end with it, as they see that it is gone.

    Parameters
    ----------
    loop : IOLoop
        What the server runs on.
    stop : callable
        Ends it in good order; called on the loop at the first Ctrl+C or SIGTERM.
    complain : callable
        Is told what the planner should know.
    """
    heard, told = socket.socketpair()
    heard.settimeout(_LOOK)
    told.settimeout(0)
    guard = _Guard(lambda: loop.add_callback(stop), complain)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    for one in _ASKED:
        signal.signal(one, lambda *_: None)
    going = PeriodicCallback(guard.see, _LOOK * 1000)
    going.start()
    threading.Thread(target=guard.watch, args=(heard,), daemon=True).start()
    try:
        yield
    finally:
        going.stop()
        signal.set_wakeup_fd(before)
        told.close()


class _Guard:
    """Hears what the server is told, and looks whether its thread goes on."""

    def __init__(self, stop: Callable[[], None], complain: Callable[[str], None]) -> None:
        self._stop, self._complain = stop, complain
        self._seen = time.monotonic()
        self._until = math.inf
        self._is_silent = False

    def see(self) -> None:
        """Note that the server's thread goes on."""
        self._seen = time.monotonic()

    def watch(self, heard: socket.socket) -> None:
        """Watch until the server is gone."""
        while True:
            try:
                signals = heard.recv(1)
            except TimeoutError:
                self._look()
                continue
            if not signals:
                return
            if signals[0] in _ASKED:
                self._end()

    def _end(self) -> None:
        if self._until < math.inf:  # asked a second time
            os._exit(BY_FORCE)
        self._until = time.monotonic() + GRACE
        self._stop()

    def _look(self) -> None:
        now = time.monotonic()
        if now > self._until:
            self._tell(
                text(
                    "The server did not end by itself and was ended. Every change that the page called saved is saved."
                )
            )
            os._exit(BY_FORCE)
        was_silent, self._is_silent = self._is_silent, now > self._seen + SILENCE
        if self._is_silent and not was_silent and self._until == math.inf:
            self._tell(
                text(
                    "The server has not answered for {seconds} seconds. If it stays so, end it with Ctrl+C and start it anew.",
                    seconds=SILENCE,
                )
            )

    def _tell(self, what: Text) -> None:
        faulthandler.dump_traceback()
        self._complain(str(what))
