"""Independent jobs shared out to the cores of the processor, by forking: nothing is copied to the workers but on change.

A library that runs threads does not survive a fork, so that it must not be loaded before (``HAS_THREADS``). Where it is,
where the system cannot fork, or there is one core, the jobs run here, one after the other.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

if sys.platform == "linux":
    import fcntl

Item = TypeVar("Item")
Result = TypeVar("Result")
PROCESSES = "GUIHUA_PROCESSES"
"""The environment variable that says how many processes may work at the same time."""
PIPE_SIZE = 1 << 20
"""In bytes; as much as Linux lets everybody have."""
PARENT_DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""
TO_STOP = (signal.SIGINT, signal.SIGTERM)
"""The signals that ask a run to end."""
HAS_THREADS = ("minify",)
"""Modules with a runtime of their own."""


class WorkerDiedError(RuntimeError):
    """A worker ended before its jobs were done: it was killed, or there was no memory left."""


def shared_out(work: Callable[[Item], Result], items: Sequence[Item]) -> Generator[Result, None, None]:
    """``work`` of each item, in their order; the results must be picklable when they come from another process. Who does not
    ask to the end closes the generator: a signal that comes while it is cleared away would be lost.

    Raises:
        Exception: whatever ``work`` raises, of the first item for which it does.
        WorkerDiedError: see there.
    """
    count = min(_processes(), len(items))
    if _processes() < 2 or "fork" not in get_all_start_methods() or any(name in sys.modules for name in HAS_THREADS):
        yield from map(work, items)
        return
    workers: list[_Worker] = []
    try:
        for _ in range(count):
            with _undisturbed():
                workers.append(_Worker(work, items, [end for worker in workers for end in worker.ends]))
        yield from _in_order(workers, len(items))
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A context at whose end a signal to stop is answered that comes in it: what its handler raises while a process is forked
    would be lost.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TO_STOP)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(workers: Sequence[_Worker], count: int) -> Iterator[Any]:
    """The outcome of each job in order. A worker has a job more than it works at, so that it need not wait for the next."""
    by_reader = {worker.results: worker for worker in workers}
    waiting, ready = iter(range(count)), dict[int, Any]()
    for worker in (*workers, *workers):
        worker.give(next(waiting, None))
    for number in range(count):
        while number not in ready:
            for reader in wait([*by_reader]):
                worker = by_reader[reader]  # type: ignore[index]  # one of those that were given
                done, succeeded, outcome = worker.received()
                ready[done] = succeeded, outcome
                worker.give(next(waiting, None))
        succeeded, outcome = ready.pop(number)
        if not succeeded:
            raise outcome
        yield outcome


class _Worker:
    """A process that does the jobs that it is given the numbers of; ``others`` are the ends of pipes that are not its own."""

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item], others: Sequence[Connection]) -> None:
        context = get_context("fork")
        numbers, self._numbers = context.Pipe(duplex=False)
        self.results, results = context.Pipe(duplex=False)
        _widen(results)
        self.ends = (self._numbers, self.results)
        given = (work, items, numbers, results, (*others, *self.ends))
        self.process = context.Process(target=_work, args=given, daemon=True)
        self.process.start()
        numbers.close()
        results.close()

    def give(self, number: int | None) -> None:
        if number is not None:
            with suppress(BrokenPipeError):  # it is told where its results are missed
                self._numbers.send(number)

    def received(self) -> Any:
        try:
            return self.results.recv()
        except EOFError as end:
            raise WorkerDiedError("a worker process ended before its jobs were done") from end


def _work(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    numbers: Connection,
    results: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Ends quietly where nobody reads any more: the command was stopped, or killed."""
    for end in inherited:
        end.close()
    _die_with_parent()
    gc.freeze()  # what was there before is no garbage: to look through it would take time, and memory for copies
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_STOP)
    with suppress(BrokenPipeError, EOFError):
        while True:
            number = numbers.recv()
            try:
                outcome: tuple[bool, object] = (True, work(items[number]))
            except Exception as error:
                outcome = (False, error)
            results.send((number, *outcome))


def give_back_memory() -> None:
    """Gives back to the system what is needed no longer: a worker would be as large as this process with it."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError):  # other C libraries than GNU's do so by themselves, or not at all
            ctypes.CDLL(None).malloc_trim(0)


def _die_with_parent() -> None:
    """Lets the system kill this worker when its parent is killed: it may write files, which nobody would wait for. Elsewhere
    than on Linux it ends with the job that it is at.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    parent = parent_process()
    if parent and os.getppid() != parent.pid:  # it was killed before
        sys.exit()


def _widen(pipe: Connection) -> None:
    """Lets the worker go on while the parent is busy: what it sends fits into the pipe."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_SIZE)


def _processes() -> int:
    given = os.environ.get(PROCESSES, "")
    if given.isascii() and given.isdigit():
        return int(given)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
