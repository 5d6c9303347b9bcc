"""Independent jobs shared out to the cores of the processor, by forking: nothing is copied to the workers but on change.

A library that runs threads does not survive a fork, so that it must not be loaded before (``HAS_THREADS``). Where it is,
where the system cannot fork, or there is one core, the jobs run here, one after the other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
PROCESSES = "GUIHUA_PROCESSES"
"""The environment variable that says how many processes may work at the same time."""
HAS_THREADS = ("minify",)
"""Modules with a runtime of their own."""


class WorkerDiedError(RuntimeError):
    """A worker ended before its jobs were done: it was killed, or there was no memory left."""


def shared_out(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """``work`` of each item, in their order; the results must be picklable when they come from another process.

    Raises:
        Exception: whatever ``work`` raises, of the first item for which it does.
        WorkerDiedError: see there.
    """
    count = min(_processes(), len(items))
    if _processes() < 2 or "fork" not in get_all_start_methods() or any(name in sys.modules for name in HAS_THREADS):
        yield from map(work, items)
        return
    context = get_context("fork")
    workers = []
    readers = []
    try:
        for number in range(count):
            reader, writer = context.Pipe(duplex=False)
            readers.append(reader)
            given = (work, items[number::count], writer, tuple(readers))
            worker = context.Process(target=_worker, args=given, daemon=True)
            worker.start()
            writer.close()
            workers.append(worker)
        for number in range(len(items)):
            yield _received(readers[number % count])
    finally:
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()


def _received(reader: Connection) -> Any:
    try:
        succeeded, outcome = reader.recv()
    except EOFError as end:
        raise WorkerDiedError("a worker process ended before its jobs were done") from end
    if succeeded:
        return outcome
    raise outcome


def _worker(
    work: Callable[[Item], Result], items: Sequence[Item], writer: Connection, inherited: Sequence[Connection]
) -> None:
    """Ends quietly where nobody reads any more: the command was stopped, or killed. ``inherited`` are the ends that only the
    parent reads from.
    """
    for reader in inherited:
        reader.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(BrokenPipeError):
        for item in items:
            try:
                outcome: tuple[bool, object] = (True, work(item))
            except Exception as error:
                outcome = (False, error)
            writer.send(outcome)


def _processes() -> int:
    given = os.environ.get(PROCESSES, "")
    if given.isascii() and given.isdigit():
        return int(given)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
