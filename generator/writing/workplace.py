"""A project's folder ``build/`` with lock and journal: one run at a time, which first completes what a killed one began."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from generator.writing import refusals
from generator.writing.guard import BUILD, JOURNAL, LOCK, check_clear
from generator.writing.journal import Journal

WRITTEN = ("content", "datasets")
"""The folders of a project that commands write into; a journal with other paths is refused."""

LARGEST_LOCK = 1000
"""In bytes: a lock file is empty, or has the id of the process that owns it where the file system has no locks."""


def journal_of(root: Path) -> Journal:
    """The journal of the project at ``root``."""
    return Journal(root, root / JOURNAL, WRITTEN)


def is_interrupted(root: Path) -> bool:
    """Whether a killed run has left its journal."""
    return os.path.lexists(root / JOURNAL)


@contextmanager
def working_in(root: Path) -> Iterator[Path]:
    """A context with the folder ``build/`` of the project at ``root``, locked for this run; completes a journal left there.

    Raises:
        filelock.Timeout: another run is working there.
        RefusedError: it is no folder, is a link into the sources, or is not writable.
    """
    work, lock = root / BUILD, root / LOCK
    check_clear(work.resolve(), root)
    if os.path.lexists(work) and not work.is_dir():
        raise refusals.no_folder(work)
    if lock.is_symlink() or (lock.exists() and (not lock.is_file() or lock.stat().st_size > LARGEST_LOCK)):
        raise refusals.foreign_file(lock)
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
        yield work
    finally:
        file_lock.release()
