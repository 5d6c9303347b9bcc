"""A project's folder ``build/`` with lock and journal: one run at a time, which first completes what a killed one began."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from generator.writing import refusals
from generator.writing.guard import check_clear
from generator.writing.journal import Journal
from generator.writing.scratch import clear_scratch
from generator.writing.sources import BUILD, JOURNAL, LOCK

WRITTEN = ("content", "datasets")
"""The folders of a project that commands write into; a journal with other paths is refused."""

OWNER = re.compile(rb"(\d+\n[^\n]*\n.*)?", re.DOTALL)
"""What is in a lock file: nothing, or process and machine of its owner where the file system has no locks."""
LARGEST_LOCK = 1000
"""In bytes."""


def journal_of(root: Path) -> Journal:
    """The journal of the project at ``root``."""
    return Journal(root, root / JOURNAL, WRITTEN)


@contextmanager
def working_in(root: Path) -> Iterator[Path]:
    """A context with the folder ``build/`` of the project at ``root``, locked for this run; completes a journal left there,
    and clears away the scratch folders of killed runs.

    Raises:
        filelock.Timeout: another run is working there.
        RefusedError: it is no folder, is a link into the sources, or is not writable.
    """
    work, lock = root / BUILD, root / LOCK
    check_clear(work.resolve(), root)
    if os.path.lexists(work) and not work.is_dir():
        raise refusals.in_the_way(work)
    if os.path.lexists(lock) and not _is_lock(lock):
        raise refusals.in_the_way(lock)
    try:
        work.mkdir(exist_ok=True)
        file_lock = FileLock(lock, timeout=0)
        file_lock.acquire()
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise refusals.cannot_write(work, error) from error
    try:
        journal_of(root).complete()
        clear_scratch(root)
        yield work
    finally:
        file_lock.release()


def _is_lock(file: Path) -> bool:
    """Whether a run may have left the file as its lock; anything else would be emptied by taking the lock."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST_LOCK:
        return False
    return OWNER.fullmatch(file.read_bytes()) is not None
