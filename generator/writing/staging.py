"""Files of a build → the staging tree. A file is written only when its bytes changed; what is no longer made goes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_tree(root: Path, files: Mapping[str, bytes]) -> int:
    """Makes the folder ``root`` hold exactly ``files``; returns how many were written.

    Raises:
        ValueError: a path would leave ``root``.
    """
    wanted = {_inside(root, path): content for path, content in files.items()}
    written = 0
    for path, content in wanted.items():
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written += 1
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()
    return written


def put_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Puts ``files`` into the folder ``root`` beside what it holds; when one cannot be written, all is as before.

    Raises:
        OSError: a file cannot be written.
        ValueError: a path would leave ``root``.
    """
    wanted = {_inside(root, path): content for path, content in files.items()}
    before = {path: path.read_bytes() if path.is_file() else None for path in wanted}
    try:
        for path, content in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError:
        for path, former in before.items():
            with suppress(OSError):
                path.unlink(missing_ok=True) if former is None else path.write_bytes(former)
        raise


def _inside(root: Path, path: str) -> Path:
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"{path} would be written outside {root}")
    return target
