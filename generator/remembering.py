"""What was made of what, kept from one pass of the preview to the next: it is made again only where an input is another one.

An input is the same where it is the same object, an equal text, or a table of equal texts. So who hands out the same object
for the same input lets all stand that is made of it: a plan's file gives the same document, this the same plan, this the same
page. A build, which makes everything once, keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.parallel import shared_out

T = TypeVar("T")
Memory = dict[Hashable, tuple[tuple[object, ...], object]]
"""Key → what something was made of, and what it is."""
_kept: Memory | None = None
_told: Memory | None = None
"""What a job has remembered so far, for the process that it is done for."""


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """A context in which ``remembered`` keeps what it is given in ``memory``; one at a time."""
    global _kept
    _kept = memory
    try:
        yield
    finally:
        _kept = None


def is_remembering() -> bool:
    """Whether ``remembered`` keeps anything."""
    return _kept is not None


def remembered(key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
    """What ``make`` gives, or gave at the last call with this ``key``, if that had the same inputs. It must depend on nothing
    else, and nobody may change it.
    """
    if recalled := _recalled(key, inputs):
        _keep(key, inputs, *recalled)
        return recalled[0]  # type: ignore[no-any-return]
    made = make()
    _keep(key, inputs, made)
    if _told is not None:
        _told[key] = inputs, made
    return made


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """The arguments of ``remembered``. What was made is made again, too, unless it still ``stands``."""

    key: Hashable
    inputs: tuple[object, ...]
    make: Callable[[], T]
    stands: Callable[[T], bool] = lambda _: True


def remembered_and_shared_out(jobs: Sequence[Job[T]]) -> Generator[T, None, None]:
    """``remembered`` for each job, in their order; what is to be made is made in all processes. What a job remembers by itself
    is kept, too.
    """
    known = [_recalled_by(job) for job in jobs]
    to_make = [job for job, result in zip(jobs, known, strict=True) if not result]
    with closing(shared_out(_make, to_make)) as made:
        for job, former in zip(jobs, known, strict=True):
            if former:
                (result,) = former
            else:
                result, told = next(made)
                for key, (inputs, of_job) in told.items():
                    _keep(key, inputs, of_job)
            _keep(job.key, job.inputs, result)
            yield result


def _make(job: Job[T]) -> tuple[T, Memory]:
    """What the job makes, and what it remembered meanwhile."""
    global _told
    told: Memory = {}
    _told = told if is_remembering() else None
    try:
        return job.make(), told
    finally:
        _told = None


def _recalled_by(job: Job[T]) -> tuple[T] | None:
    former: tuple[T] | None = _recalled(job.key, job.inputs)
    return former if former and job.stands(former[0]) else None


def _recalled(key: Hashable, inputs: tuple[object, ...]) -> tuple[Any] | None:
    """What was made of these inputs, alone in a tuple."""
    kept = _kept.get(key) if _kept else None
    if kept and len(kept[0]) == len(inputs) and all(map(_same, kept[0], inputs)):
        return (kept[1],)
    return None


def _keep(key: Hashable, inputs: tuple[object, ...], made: object) -> None:
    if _kept is not None:
        _kept[key] = inputs, made


def _same(former: object, now: object) -> bool:
    return former is now or (isinstance(now, str | bytes | tuple) and former == now)
