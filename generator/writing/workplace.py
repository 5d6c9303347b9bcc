"""A project's folder ``build/`` with lock and journal: one run at a time, which first completes what a killed one began."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.writing import refusals
from generator.writing.guard import check_clear
from generator.writing.journal import Journal
from generator.writing.locks import locked
from generator.writing.scratch import clear_scratch
from generator.writing.sources import BUILD, JOURNAL, LOCK

WRITTEN = ("content", "datasets")
"""The folders of a project that commands write into; a journal with other paths is refused."""


def journal_of(root: Path) -> Journal:
    """The journal of the project at ``root``."""
    return Journal(root, root / JOURNAL, WRITTEN)


@contextmanager
def working_in(root: Path) -> Iterator[Path]:
    """A context with the folder ``build/`` of the project at ``root``, locked for this run; completes a journal left there,
    and clears away the scratch folders of killed runs.

    Raises:
        RefusedError: another run is working there; or it is no folder, is a link into the sources, or is not writable.
    """
    work = root / BUILD
    check_clear(work.resolve(), root)
    if os.path.lexists(work) and not work.is_dir():
        raise refusals.in_the_way(work)
    try:
        work.mkdir(exist_ok=True)
    except OSError as error:
        raise refusals.cannot_write(work, error) from error
    with locked(root / LOCK, work, refusals.busy_project(root)):
        journal_of(root).complete()
        clear_scratch(root)
        yield work
