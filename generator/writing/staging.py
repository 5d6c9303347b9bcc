"""Files → a folder of ours. A file is written only when its bytes changed; what is no longer made goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.writing.guard import OwnFolder


def write_tree(folder: OwnFolder, files: Mapping[str, bytes]) -> int:
    """Makes ``folder`` hold exactly ``files`` and its mark; returns how many were written.

    Raises:
        TypeError: ``folder`` was not claimed.
        ValueError: a path would leave ``folder``.
    """
    if not isinstance(folder, OwnFolder):
        raise TypeError(f"{folder} was not claimed: see generator/writing/guard.py")
    wanted = {inside(folder.path, path): content for path, content in files.items()}
    for path in folder.will_hold(files):
        if path not in files:
            _remove(folder.path, path)
    written = 0
    for file, content in wanted.items():
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)  # a hard link's other name keeps its bytes
            file.write_bytes(content)
            written += 1
    folder.holds(files)
    return written


def _remove(root: Path, path: str) -> None:
    """Deletes a file of ours, and the folders that are empty without it."""
    file = inside(root, path)
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == root or any(parent.iterdir()):
            return
        parent.rmdir()


def inside(root: Path, path: str) -> Path:
    """The file ``path`` below ``root``.

    Raises:
        ValueError: it would lie outside ``root``.
    """
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()):
        raise ValueError(f"{path} would be written outside {root}")
    return target
