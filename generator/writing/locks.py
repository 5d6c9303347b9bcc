"""Locks of the system, held by one run at a time: on a project, and on whatever a command is about to replace.

The lock of a project stays in its ``build/``. That of a target stands beside it for the time of the run only, since the
folder is the user's. It is deleted while it is held; a run that had it open already sees that its file has no name any
more, and holds nothing. One that a killed run left is free, and goes with the next run.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout, UnixFileLock

from generator.writing import refusals

OWNER = re.compile(rb"(\d+\n\S+\n(\S+\n?)?)?")
"""What is in a lock file: nothing, or process and machine of its owner where the file system has no locks."""
LARGEST_LOCK = 1000
"""In bytes."""


@contextmanager
def locked(lock: Path, place: Path, busy: refusals.RefusedError) -> Iterator[FileLock]:
    """A context in which no other run holds the file ``lock``, which is made where it is missing, and stays.

    Raises:
        RefusedError: ``busy``, when another run holds it; or it is no lock, or ``place`` is not writable.
    """
    if os.path.lexists(lock) and not is_lock(lock):
        raise refusals.in_the_way(lock)
    file_lock = FileLock(lock, timeout=0)
    try:
        lock.parent.stat()  # the library would make a folder that is missing
        file_lock.acquire()
    except Timeout as error:
        raise busy from error
    except PermissionError as error:
        if os.path.lexists(lock):
            raise refusals.locked_by_another_account(place, lock) from error
        raise refusals.cannot_write(place, error) from error
    except OSError as error:
        raise refusals.cannot_write(place, error) from error
    try:
        yield file_lock
    finally:
        file_lock.release()


@contextmanager
def alone_at(target: Path, lock: Path | None = None) -> Iterator[None]:
    """A context in which no other run writes to ``target``, held by ``lock``, by default a file beside the target.

    Raises:
        RefusedError: another run does, or the folder of the lock is missing or not writable.
    """
    lock = lock or target.with_name(f".{target.name}-lock")
    with locked(lock, target, refusals.busy_target(target)) as held:
        try:
            yield
        finally:
            if isinstance(held, UnixFileLock) and is_lock(lock):  # others are deleted when they are released
                with suppress(OSError):
                    lock.unlink()


@contextmanager
def with_parents(path: Path, target: Path) -> Iterator[None]:
    """A context in which the parent folders of ``path`` are there; those that it made and that are empty at its end go.

    Raises:
        RefusedError: they cannot be made, so that ``target`` cannot be written.
    """
    created: list[Path] = []
    try:
        try:
            created += [folder for folder in path.parents if not folder.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusals.cannot_write(target, error) from error
        yield
    finally:
        for folder in created:
            with suppress(OSError):
                folder.rmdir()


def is_lock(file: Path) -> bool:
    """Whether a run may have left the file as its lock."""
    try:
        facts = file.lstat()
        fits = stat.S_ISREG(facts.st_mode) and facts.st_size <= LARGEST_LOCK
        return fits and OWNER.fullmatch(file.read_bytes()) is not None
    except FileNotFoundError:
        return True  # the run that held it has just ended
    except PermissionError:
        return True  # whose it is, is told when it cannot be taken
