"""Sharing plans out to the cores: as many processes as there are, and what befalls one stays there."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future
    from concurrent.futures.process import ProcessPoolExecutor

_AHEAD = 4
"""Shares a core is given ahead; more would only fill the memory with finished files."""
Done = TypeVar("Done")


def shared(plans: Sequence[Path], cores: int, most: int) -> list[Sequence[Path]]:
    """Divide plans so that every core gets as much as the others, and not too many at once.

    Parameters
    ----------
    plans : sequence of Path
        Folders of plans.
    cores : int
        Number of processes.
    most : int
        Most plans at once.

    Examples
    --------
    >>> [len(share) for share in shared([Path(str(n)) for n in range(20)], cores=2, most=6)]
    [5, 5, 5, 5]
    """
    rounds = -(-len(plans) // (cores * most)) if plans else 0
    number = min(cores * rounds, len(plans))
    ends = [at * len(plans) // number for at in range(number + 1)] if number else []
    return [plans[start:end] for start, end in pairwise(ends)]


def on_cores(
    cores: int,
    work: Callable[[Sequence[Path]], list[Done]],
    shares: Sequence[Sequence[Path]],
    lost: Callable[[Path], Done],
) -> Iterator[Done]:
    """Let a pool work a little ahead of what is handed over; one that dies is replaced.

    Parameters
    ----------
    cores : int
        Number of processes.
    work : callable
        What is done with some plans.
    shares : sequence of sequence of Path
        Folders of plans; their outcomes keep this order.
    lost : callable
        What is said of a plan whose process ended.
    """
    from concurrent.futures.process import BrokenProcessPool

    pool, at = _pool(cores), 0
    waiting: dict[int, Future[list[Done]]] = {}
    try:
        while at < len(shares):
            try:
                for ahead in range(at, min(at + cores * _AHEAD, len(shares))):
                    if ahead not in waiting:
                        waiting[ahead] = pool.submit(work, shares[ahead])
                done = waiting.pop(at).result()
            except BrokenProcessPool:
                pool.shutdown()
                waiting, pool = {}, _pool(cores)
                done = [_alone(work, plan, lost) for plan in shares[at]]
            yield from done
            at += 1
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(cores: int) -> ProcessPoolExecutor:
    from concurrent.futures.process import ProcessPoolExecutor

    return ProcessPoolExecutor(cores, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Leave Ctrl+C to the command: what a process has begun it ends, and says nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def ended_by_interrupts() -> Iterator[None]:
    """Let Ctrl+C end LibreOffice, for which nobody would wait any more."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _alone(
    work: Callable[[Sequence[Path]], list[Done]], plan: Path, lost: Callable[[Path], Done]
) -> Done:
    """Try a plan once more in a process nobody else is in: was it this one that broke the pool?"""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(1) as pool:
            return pool.submit(work, [plan]).result()[0]
    except BrokenProcessPool:
        return lost(plan)
