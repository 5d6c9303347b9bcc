"""A project's folder ``build/``: one run at a time works there, and completes what an interrupted one had begun."""

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
"""Where commands write into a project; a journal that says otherwise is none of ours."""


MOST_IN_LOCK = 1000
"""Bytes: the lock is empty, or names the process that holds it where the disk knows no locks."""


def journal_of(root: Path) -> Journal:
    return Journal(root, root / JOURNAL, WRITTEN)


def is_interrupted(root: Path) -> bool:
    """Whether a run that was writing into the project was killed."""
    return os.path.lexists(root / JOURNAL)


@contextmanager
def working_in(root: Path) -> Iterator[Path]:
    """The folder ``build/`` of the project at ``root``, for this run alone.

    Raises:
        filelock.Timeout: another run is working there.
        RefusedError: it is no folder, leads into the sources, or cannot be written.
    """
    work, lock = root / BUILD, root / LOCK
    check_clear(work.resolve(), root)
    if os.path.lexists(work) and not work.is_dir():
        raise refusals.no_folder(work)
    if lock.is_symlink() or (lock.exists() and (not lock.is_file() or lock.stat().st_size > MOST_IN_LOCK)):
        raise refusals.foreign_file(lock)
    try:
        work.mkdir(exist_ok=True)
        held = FileLock(lock, timeout=0)
        held.acquire()
    except OSError as error:
        if isinstance(error, TimeoutError):
            raise
        raise refusals.cannot_write(work, error) from error
    try:
        journal_of(root).complete()
        yield work
    finally:
        held.release()
