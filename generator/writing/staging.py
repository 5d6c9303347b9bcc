"""Files → a folder on disk. A file is written only when its bytes changed; files that are no longer made are deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

from generator.writing.guard import OwnFolder, naming

T = TypeVar("T")
BATCH = 500


def write_tree(folder: OwnFolder, files: Mapping[str, bytes]) -> int:
    """Writes ``files`` (bytes by relative path), so that ``folder`` contains these and its mark; returns how many changed.

    Raises:
        TypeError: ``folder`` was not claimed.
        ValueError: a path leads out of ``folder``.
    """
    if not isinstance(folder, OwnFolder):
        raise TypeError(f"{folder} was not claimed: see generator/writing/guard.py")
    contents = {inside(folder.path, path): content for path, content in files.items()}
    for path in folder.will_hold(files):
        if path not in files:
            _remove(folder.path, path)
    written = 0
    with naming(folder.path):
        for file, content in contents.items():
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.unlink(missing_ok=True)  # do not write through a hard link
                file.write_bytes(content)
                written += 1
        folder.holds(files)
    return written


def write_files(folder: OwnFolder, files: Iterable[tuple[str, bytes]]) -> None:
    """Adds ``files`` (path, bytes) to a new folder as they come; none is kept in memory for longer than a batch."""
    for batch in batched(files, BATCH):
        folder.will_hold(path for path, _ in batch)
        for path, content in batch:
            file = folder.path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of this size; the last may be shorter. In the standard library from Python 3.12."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _remove(root: Path, path: str) -> None:
    """Deletes a file, and the folders that become empty."""
    file = inside(root, path)
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == root or (parent.is_dir() and any(parent.iterdir())):
            return
        if parent.is_dir():  # a run that was killed here may have deleted it
            parent.rmdir()


def inside(root: Path, path: str) -> Path:
    """``root / path``, with symbolic links resolved.

    Raises:
        ValueError: it is outside ``root``.
    """
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()):
        raise ValueError(f"{path} would be written outside {root}")
    return target
