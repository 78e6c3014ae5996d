"""The kernels of a server: started one after the other, and none that can hold the server up."""

from __future__ import annotations

import asyncio
from typing import Any

import zmq
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

ANSWER = 30
"""How long a kernel that was started may take until it answers. [s]"""
_TRIES = 3
"""How often a start is tried: what failed once, for want of memory say, may go the next time."""
_SEND = 5_000
"""How long the server tries to tell a kernel something that does not listen. [ms]"""


class Kernels(AsyncMappingKernelManager):
    """Starts a kernel when the one before it answers, and gives up what nobody takes.

    A burst of visitors would start as many interpreters at once, all of them slow; and a message to
    a kernel that could not open its channels would wait for ever, and the whole server with it.
    """

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - what Jupyter Server hands on
        super().__init__(**settings)  # type: ignore[no-untyped-call]  # Jupyter Server's has no types
        self.context.setsockopt(zmq.SNDTIMEO, _SEND)
        self._start = asyncio.Lock()

    async def start_kernel(  # type: ignore[override]  # as Jupyter Server's own: it awaits it
        self,
        **wanted: Any,  # noqa: ANN401 - the same
    ) -> str:
        """Start a kernel, and return its id as soon as it answers.

        Raises
        ------
        RuntimeError
            If none answered, after several tries.
        """
        async with self._start:
            for _ in range(_TRIES):
                kernel_id: str = await ensure_async(super().start_kernel(**wanted))
                if await self._answers(kernel_id):
                    return kernel_id
                self.log.error("A kernel did not answer within %s s.", ANSWER)
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
        message = "no kernel could be started"
        raise RuntimeError(message)

    async def _answers(self, kernel_id: str) -> bool:
        client: Any = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=ANSWER)
        except RuntimeError:
            return False
        finally:
            client.stop_channels()
        return True
