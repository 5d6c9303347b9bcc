"""Replaces a file atomically by way of a spare file beside it, which a killed run may leave behind.

A spare is ours when it begins as every file of its kind begins, or is as short as a run leaves it that was killed before
its first bytes. Any other file of that name is foreign, and is never deleted.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.writing import refusals


def replace_file(file: Path, content: bytes, spare: Path, beginning: bytes) -> None:
    """Writes ``content``, which starts with ``beginning``, to ``spare`` and renames that to ``file``.

    Raises:
        OSError: it cannot be written; ``file`` is as before.
        RefusedError: there is a foreign file at ``spare``.
    """
    if not content.startswith(beginning):
        raise ValueError(f"{file} is to begin with {beginning!r}: by it a leftover of a killed run is known")
    remove_leftover(spare, beginning)
    try:
        with spare.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        spare.replace(file)
    except OSError:
        if is_leftover(spare, beginning):
            spare.unlink()
        raise


def remove_leftover(spare: Path, beginning: bytes) -> None:
    """Deletes the spare file of a killed run, if there is one.

    Raises:
        RefusedError: there is a foreign file at ``spare``.
    """
    if is_leftover(spare, beginning):
        spare.unlink()
    elif os.path.lexists(spare):
        raise refusals.in_the_way(spare)


def is_leftover(spare: Path, beginning: bytes) -> bool:
    """Whether ``spare`` is a file that starts with ``beginning``, or that was cut off within it."""
    if spare.is_symlink() or not spare.is_file():
        return False
    with spare.open("rb") as stream:
        written = stream.read(len(beginning))
    return beginning.startswith(written)
