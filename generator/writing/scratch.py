"""Folders that a run fills and throws away, in the project's ``build/``: the next run clears away those of a killed one.

Each has a lock beside it that its run holds; the system frees the lock when that run ends, however it ends. Of a killed
run's folder goes what its mark lists, and nothing else.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from generator.writing.guard import OwnFolder, check_clear, claim
from generator.writing.mark import NAME, Mark, entries, read_mark, remove_made
from generator.writing.refusals import RefusedError
from generator.writing.sources import BUILD, SCRATCH

THROWN_AWAY = "scratch folder"
LOCK_SUFFIX = ".lock"


@contextmanager
def scratch(root: Path) -> Iterator[OwnFolder]:
    """A context with an empty folder to fill, which is deleted at its end. What a run writes there it announces with
    ``will_hold``, so that it can be cleared away after a kill.

    It lies in ``build/`` of the project at ``root``; where that cannot be written, in the system's temporary folder, which
    no later run clears.
    """
    try:
        lock, own = _begun(root)
    except (OSError, RefusedError):
        with TemporaryDirectory() as work:
            yield claim(Path(work, "scratch"), THROWN_AWAY)
        return
    try:
        yield own
    finally:
        shutil.rmtree(own.path, ignore_errors=True)
        with suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()
        with suppress(OSError):
            own.path.parent.rmdir()  # where no other run has one


def clear_scratch(root: Path) -> None:
    """Clears away the scratch folders of killed runs; those of runs that go on are left."""
    place = root / SCRATCH
    if place.is_symlink() or not place.is_dir():
        return
    with suppress(OSError):
        for lock_file in sorted(place.glob(f"*{LOCK_SUFFIX}")):
            _clear(lock_file)
        place.rmdir()


def _begun(root: Path) -> tuple[FileLock, OwnFolder]:
    """A new scratch folder, with the lock that says that its run goes on.

    Raises:
        OSError: it cannot be written.
        RefusedError: ``build/`` is a link into the sources.
    """
    place = root / SCRATCH
    check_clear((root / BUILD).resolve(), root)
    place.mkdir(parents=True, exist_ok=True)
    clear_scratch(root)
    place.mkdir(exist_ok=True)
    name = secrets.token_hex(8)
    lock = FileLock(place / f"{name}{LOCK_SUFFIX}")
    lock.acquire()
    return lock, claim(place / name, THROWN_AWAY)


def _clear(lock_file: Path) -> None:
    """Clears away the folder of the run that held this lock, if it holds it no longer."""
    if lock_file.is_symlink() or not lock_file.is_file() or lock_file.stat().st_size:
        return
    lock = FileLock(lock_file, timeout=0)
    with suppress(Timeout), lock:
        folder = lock_file.with_suffix("")
        mark = read_mark(folder) or Mark(THROWN_AWAY, {})
        if mark.kind == THROWN_AWAY and folder.is_dir() and not folder.is_symlink():
            for inner in sorted(folder.rglob(NAME), reverse=True):  # of what a revision's own program wrote
                if inner.parent != folder:
                    remove_made(inner.parent, read_mark(inner.parent) or Mark("", {}))
            _remove_links(folder, mark)
            remove_made(folder, mark)
        if not os.path.lexists(folder):
            lock_file.unlink()


def _remove_links(folder: Path, mark: Mark) -> None:
    """Deletes the links that ``mark`` lists: a revision may hold some. What they lead to stays."""
    for name, path in list(entries(folder)):
        if name in mark.files and path.is_symlink():
            path.unlink()
